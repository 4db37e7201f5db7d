import { mayAt } from '../../kit/access.ts';
import { formatDay } from '../../kit/clock.ts';
import { refOf } from '../../kit/ids.ts';
import type { Context } from '../../kit/route.ts';
import { speak } from '../../kit/words.ts';
import { findHousehold, listPeople } from '../people/index.ts';
import { getPlace } from '../places/index.ts';
import { withPhones } from './chain-pages.ts';
import { namedLevels } from './coverage-pages.ts';
import { chainsOf } from './lookups.ts';
import { linksToPlaces } from './scope.ts';
import { levelsOf, recordsOf, stewardsOfPerson } from './store.ts';
import { words } from './words.ts';

type Subject = { readonly district: string; readonly id: string };
type Section = {
  readonly title: string;
  readonly facts: { readonly label: string; readonly value: string; readonly href?: string; readonly phone?: string }[];
};

/** What the page of a household says of its stewards: the chain of five, each called in one tap. */
export async function tellHousehold(context: Context, { district, id }: Subject): Promise<Section[]> {
  const { db, actor, lang } = context;
  const household = await findHousehold(db, district, id);
  const dwelling = household && (await getPlace(db, district, household.dwellingId));
  if (!dwelling || !mayAt(actor, listPeople, dwelling)) return [];
  const t = speak(words, lang);
  const names = namedLevels(await levelsOf(db, district), context);
  const chain = (await chainsOf(db, district, [id])).get(id) ?? [];
  const links = await withPhones(context, district, chain, names, { phones: true, refs: true });
  return [
    {
      title: t('chain'),
      facts: [
        ...names.toReversed().map((name) => {
          const link = links.find((one) => one.level === name.level);
          return {
            label: name.name,
            value: link?.name ?? t('nobody_of_level'),
            ...(link?.ref ? { href: `/stewards/${link.ref}` } : {}),
            ...(link?.phone ? { phone: link.phone } : {}),
          };
        }),
        { label: t('history'), value: t('ask_day'), href: `/households/${refOf(district, id)}/stewards` },
      ],
    },
  ];
}

/** What is known of a person as a steward: to the desk, and to the person among everything that is held about them. */
export async function tellPerson(context: Context, { district, id }: Subject): Promise<Section[]> {
  const { db, lang, today } = context;
  const services = await stewardsOfPerson(db, district, await recordsOf(db, district, id), today);
  if (services.length === 0) return [];
  const t = speak(words, lang);
  const names = namedLevels(await levelsOf(db, district), context);
  const places = await linksToPlaces(
    db,
    district,
    services.map((one) => ({ id: one.placeId, path: one.placePath })),
    lang,
  );
  return [
    {
      title: t('stewards'),
      facts: services.map((one) => ({
        label: names.find((name) => name.level === one.level)?.name ?? '',
        value: [places.get(one.placeId)?.name ?? '', `${formatDay(one.fromDay, lang)} –`].join(' · '),
        href: `/stewards/${refOf(district, one.id)}`,
      })),
    },
  ];
}
