import { z } from 'zod';
import { hrefOf } from '../../kit/href.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import type { Channel } from '../../kit/journal.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { type Context, page, verb } from '../../kit/route.ts';
import type { Write } from '../../kit/write.ts';
import { findPerson, maskName, type Person } from '../people/index.ts';
import { addressOf } from '../places/index.ts';
import { type ActingPerson, actingFor, actingPerson, type Consented, helpProblem } from './acting.ts';
import type { Membership, PlacedGroup } from './group.ts';
import { showPage } from './group-routes.ts';
import {
  acceptForm,
  applyForm,
  declineForm,
  displayForm,
  leaveForm,
  membershipInput,
  mineInput,
  talentsForm,
} from './input.ts';
import { findMembership, homeBuilding, membershipsOf, talentsOf } from './member-store.ts';
import { apply, moveMembership, setDisplay } from './membership.ts';
import { membershipShows, mineShows } from './models.ts';
import { membershipView, mineView } from './own-views.tsx';
import { refusalWords } from './refusal-words.ts';
import { membershipActs } from './rules.ts';
import { linkToGroup, seenGroup } from './standing.ts';
import { findGroup } from './store.ts';
import { readTalents } from './talent.ts';
import { setTalents } from './talent-actions.ts';
import { officesHeldBy } from './term-store.ts';
import { words } from './words.ts';

const said = { ...words, ...refusalWords };

/** Whom somebody acts for, as pages say it; null for oneself. */
function helpOf(person: Person, context: Pick<Context, 'actor'>): { person: string; name: string } | null {
  return person.id === context.actor?.personId
    ? null
    : { person: refOf(person.district, person.id), name: person.name };
}

/** The channel of a verb: as the helper says, on the screen otherwise. */
const channelOf = ({ channel }: Pick<Consented, 'channel'>): Channel => channel ?? 'screen';

export const minePage = page({
  name: 'groups.mine',
  path: '/me/groups',
  summary: { zh: '我的组织、职务和特长', en: 'My groups, offices and talents' },
  may: 'signed_in',
  input: mineInput,
  words: said,
  shows: mineShows,
  load: async (context, { person: ref }) => {
    const { db, actor, today } = context;
    if (!actor) return refused('not_found');
    const found = await actingPerson(db, ref ?? refOf(actor.district, actor.personId), context);
    // Whoever may not act for themselves, such as a child, still sees where they belong.
    const person =
      'done' in found
        ? found.done.person
        : ref === undefined
          ? await findPerson(db, actor.district, actor.personId)
          : undefined;
    if (!person) return refused('not_found');
    const { district, id } = person;
    const [memberships, offices, skills] = await Promise.all([
      membershipsOf(db, district, id),
      officesHeldBy(db, district, id, today),
      talentsOf(db, district, id),
    ]);
    return done({
      help: helpOf(person, context),
      person: refOf(district, id),
      memberships: memberships.map((one) => ({
        membership: refOf(district, one.id),
        group: linkToGroup({ district, id: one.groupId, name: one.groupName, kind: one.kind }),
        state: one.state,
        backbone: one.backbone,
        registeredOn: one.registeredOn,
        showsName: one.showsName,
      })),
      offices: offices.map((one) => ({
        group: linkToGroup({ district, id: one.groupId, name: one.groupName, kind: one.kind }),
        term: one.termId,
        office: one.office,
        fromDay: one.fromDay,
        untilDay: one.untilDay,
      })),
      ...skills,
    });
  },
  view: mineView,
});

type OwnMembership = ActingPerson & { readonly membership: Membership; readonly group: PlacedGroup };

/** A membership whose member is the actor, or somebody the actor may act for. */
async function ownMembership(
  db: Context['db'],
  ref: string,
  context: Context,
): Promise<Outcome<OwnMembership, 'not_found'>> {
  const read = readRef(ref);
  const membership = read && (await findMembership(db, read.district, read.id));
  const person = membership && (await findPerson(db, membership.district, membership.personId));
  const acting = person && (await actingFor(db, context.actor, person, context.today));
  const group = acting && (await findGroup(db, membership.district, membership.groupId));
  return group ? done({ membership, person, acting, group }) : refused('not_found');
}

export const membershipPage = page({
  name: 'groups.membership',
  path: '/memberships/{membership}',
  summary: { zh: '我在一个组织里：答复邀请、公开什么、退出', en: 'My membership of a group: answer, show, leave' },
  may: 'signed_in',
  input: membershipInput,
  words: said,
  shows: membershipShows,
  load: async (context, { membership: ref }) => {
    const found = await ownMembership(context.db, ref, context);
    if ('refused' in found) return found;
    const { membership, person, group } = found.done;
    const [home, skills] = await Promise.all([
      homeBuilding(context.db, person.district, person.id),
      talentsOf(context.db, person.district, person.id),
    ]);
    const possible = membershipActs(membership.state, group, { self: true, leaders: false });
    return done({
      help: helpOf(person, context),
      membership: ref,
      group: linkToGroup(group),
      state: membership.state,
      backbone: membership.backbone,
      registeredOn: membership.registeredOn,
      display: { name: membership.showsName, building: membership.showsBuilding, talents: membership.showsTalents },
      preview: {
        full: person.name,
        masked: maskName(person.name),
        building: home
          ? addressOf(
              [
                { kind: 'compound', name: home.compound },
                { kind: 'building', name: home.name },
              ],
              context.lang,
            )
          : '',
        talents: [...skills.talents, ...skills.services].join(context.lang === 'zh' ? '、' : ', '),
      },
      acts: {
        accept: possible.includes('accept'),
        decline: possible.includes('decline'),
        leave: possible.includes('leave'),
        display: possible.includes('display'),
      },
    });
  },
  view: membershipView,
});

/** What the member's own verbs share; each stands on the page of the membership. */
const onMembershipPage = {
  may: 'signed_in',
  words: said,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: membershipPage, input: { membership: raw.membership } }),
  district: ({ membership }: { readonly membership: string }) => membership.slice(0, 6),
  channel: channelOf,
  answers: z.object({ membershipId: z.string() }),
  next: (_: unknown, { membership }: { readonly membership: string }) => hrefOf(membershipPage.path, { membership }),
};

type OwnInput = Consented & { readonly membership: string };

/** Finds the membership and makes sure that a helper says how the member consented. */
async function mayMove(write: Write, input: OwnInput, context: Context) {
  const found = await ownMembership(write.tx, input.membership, context);
  if ('refused' in found) return found;
  const { membership, person, acting, group } = found.done;
  const problem = helpProblem(acting, input);
  if (problem) return refused(problem, { fields: { consented: problem } });
  return done({ group, membershipId: membership.id, person, by: { self: true, leaders: false } });
}

const moving = (verbName: 'accept' | 'decline' | 'leave') => ({
  act: async (write: Write, input: OwnInput, context: Context) => {
    const found = await mayMove(write, input, context);
    return 'refused' in found ? found : moveMembership(write, verbName, found.done);
  },
});

export const acceptVerb = verb({
  ...onMembershipPage,
  ...acceptForm,
  ...moving('accept'),
  summary: { zh: '接受邀请', en: 'Accept an invitation' },
  said: words.accept_said,
});

export const declineVerb = verb({
  ...onMembershipPage,
  ...declineForm,
  ...moving('decline'),
  summary: { zh: '谢绝邀请', en: 'Decline an invitation' },
  said: words.decline_said,
});

export const leaveVerb = verb({
  ...onMembershipPage,
  ...leaveForm,
  ...moving('leave'),
  summary: { zh: '退出组织，或撤回申请', en: 'Leave a group, or withdraw an application' },
  said: words.leave_said,
});

export const displayVerb = verb({
  ...onMembershipPage,
  ...displayForm,
  summary: { zh: '选择对外公开什么', en: 'Choose what others see' },
  said: words.display_said,
  act: async (write, { name, building, talents, ...input }, context) => {
    const found = await mayMove(write, input, context);
    return 'refused' in found ? found : setDisplay(write, { ...found.done, display: { name, building, talents } });
  },
});

export const applyVerb = verb({
  ...applyForm,
  summary: { zh: '申请加入', en: 'Ask to join' },
  may: 'signed_in',
  words: said,
  said: words.apply_said,
  page: (raw) => ({ route: showPage, input: { ref: raw.ref, person: raw.person } }),
  district: ({ ref }) => ref.slice(0, 6),
  channel: channelOf,
  answers: z.object({ membershipId: z.string() }),
  act: async (write, { ref, person, ...help }, context) => {
    const { actor } = context;
    if (!actor) return refused('sign_in_first');
    const seen = await seenGroup(write.tx, ref, context);
    if ('refused' in seen) return seen;
    const found = await actingPerson(write.tx, person ?? refOf(actor.district, actor.personId), context);
    if ('refused' in found) return person === undefined ? refused('no_guardian') : found;
    // Memberships stay within a district: a person's record is kept there.
    if (found.done.person.district !== seen.done.group.district) return refused('not_found');
    const problem = helpProblem(found.done.acting, help);
    if (problem) return refused(problem, { fields: { consented: problem } });
    return apply(write, { group: seen.done.group, person: found.done.person, by: { self: true, leaders: false } });
  },
  next: (_, { ref, person }) => hrefOf(showPage.path, { ref, person }),
});

export const talentsVerb = verb({
  ...talentsForm,
  summary: { zh: '登记特长和服务类别', en: 'Write down talents and services' },
  may: 'signed_in',
  words: said,
  said: words.talents_said,
  page: (raw) => ({ route: minePage, input: { person: raw.person } }),
  district: ({ person }) => person.slice(0, 6),
  channel: channelOf,
  answers: z.object({ added: z.int(), ended: z.int() }),
  act: async (write, { person: ref, talents = '', services, ...help }, context) => {
    const found = await actingPerson(write.tx, ref, context);
    if ('refused' in found) return found;
    const problem = helpProblem(found.done.acting, help);
    if (problem) return refused(problem, { fields: { consented: problem } });
    return setTalents(write, {
      personId: found.done.person.id,
      placeId: found.done.person.placeId,
      talents: readTalents(talents),
      services,
    });
  },
  next: (_, { person }) => hrefOf(minePage.path, { person }),
});
