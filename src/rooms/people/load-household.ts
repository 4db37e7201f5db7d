import { refOf } from '../../kit/ids.ts';
import { done, isRefused, type Outcome } from '../../kit/outcome.ts';
import type { Context } from '../../kit/route.ts';
import { factsAbout } from './facts.ts';
import type { HouseholdModel } from './models.ts';
import { addressesOf, likelyIn, namesOf, personLink } from './naming.ts';
import { ageOn } from './person.ts';
import { reachHousehold } from './reach.ts';
import { seesTag } from './rules.ts';
import { owns, printShare } from './shares.ts';
import { findPersons, householdNote, membersOf, residentsOf } from './store.ts';
import { tagsOf } from './tag-store.ts';
import { destinations } from './where.ts';

/** The page of a household: who lives in it, who owns the dwelling, and what rooms above know. Names are masked. */
export async function loadHousehold(
  context: Context,
  { ref }: { ref: string },
): Promise<Outcome<HouseholdModel, 'not_found' | 'forbidden'>> {
  const reached = await reachHousehold(context.db, context.actor, ref);
  if (isRefused(reached)) return reached;
  const { household, sight } = reached.done;
  const { db, lang, today } = context;
  const { district, dwellingId } = household;
  const isOver = household.toDay !== null;
  const members = await membersOf(db, district, [household.id], { lastingOnly: !isOver });
  const there = (await residentsOf(db, district, [dwellingId])).filter((residence) => owns(residence.capacity));
  const ids = [...members, ...there].map((residence) => residence.personId);
  const persons = await findPersons(db, district, ids);
  const tags = await tagsOf(db, district, ids);
  const nameOf = await namesOf(db, district, ids, lang, true);
  const at = (await addressesOf(db, district, [dwellingId], lang)).get(dwellingId);
  const mayEdit = sight.edit && !isOver;
  const places = mayEdit ? await destinations(db, context.actor, lang) : [];
  return done({
    ref: refOf(district, household.id),
    place: { code: at?.code ?? '', name: at?.line.at(-1)?.name ?? '', address: at?.address ?? '' },
    fromDay: household.fromDay,
    toDay: household.toDay,
    declaredSize: household.declaredSize,
    ledgerSteward: household.ledgerSteward,
    note: sight.open ? await householdNote(db, context.keyring, district, household.id) : null,
    members: members.map((member) => ({
      ...personLink(district, member.personId, nameOf),
      id: member.personId,
      sex: persons.get(member.personId)?.sex ?? null,
      age: ageOn(persons.get(member.personId) ?? { birthDate: null }, today) ?? null,
      capacity: member.capacity,
      relation: member.relation,
      isHead: member.personId === household.headId,
      tags: tags.flatMap((tag) => (tag.personId === member.personId && seesTag(sight, tag.kind) ? [tag.kind] : [])),
    })),
    owners: isOver
      ? []
      : there.map((owner) => ({
          ...personLink(district, owner.personId, nameOf),
          capacity: owner.capacity,
          share: owner.share && printShare(owner.share),
        })),
    facts: await factsAbout('household', context, household),
    today,
    places,
    likely: likelyIn(places, at?.line),
    may: { edit: mayEdit, note: sight.open },
  });
}
