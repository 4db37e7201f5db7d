import { z } from 'zod';
import { hrefOf } from '../../kit/href.ts';
import { readRef, refOf } from '../../kit/ids.ts';
import { done, type Outcome, refused } from '../../kit/outcome.ts';
import { pagesOf, sliceOf } from '../../kit/paging.ts';
import { type Context, page, verb } from '../../kit/route.ts';
import { findPerson, getPerson, maskName } from '../people/index.ts';
import { addressOf } from '../places/index.ts';
import { memberSheet } from './group-sheets.ts';
import { admitForm, backboneForm, inviteForm, membersInput, rejectForm, removeForm } from './input.ts';
import { countMembers, findMembership, listMembers, type MemberRow } from './member-store.ts';
import { membersView } from './member-views.tsx';
import { invite, moveMembership, setBackbone } from './membership.ts';
import { membersShows } from './models.ts';
import { findNamed } from './names.ts';
import { refusalWords } from './refusal-words.ts';
import { groupActs, membershipActs } from './rules.ts';
import { linkToGroup, type SeenGroup, seenGroup } from './standing.ts';
import { words } from './words.ts';

const said = { ...words, ...refusalWords };

/** The group, if the actor looks after its members. */
async function ledGroup(
  db: Context['db'],
  ref: string,
  context: Context,
): Promise<Outcome<SeenGroup, 'not_found' | 'forbidden'>> {
  const seen = await seenGroup(db, ref, context);
  if ('refused' in seen) return seen;
  return groupActs(seen.done.group, seen.done.stand).seeMembers ? seen : refused('forbidden');
}

export const membersPage = page({
  name: 'groups.members',
  path: '/groups/{ref}/members',
  summary: { zh: '一个组织的成员，给负责人看', en: 'Members of a group, for those who look after them' },
  may: 'signed_in',
  input: membersInput,
  words: said,
  shows: membersShows,
  load: async (context, { ref, state, backbone, q = '', page: number }) => {
    const seen = await ledGroup(context.db, ref, context);
    if ('refused' in seen) return refused('not_found');
    const { group, stand } = seen.done;
    const acts = groupActs(group, stand);
    const filter = { state, backboneOnly: backbone, words: q };
    const [counts, found] = await Promise.all([
      countMembers(context.db, group),
      listMembers(context.db, group, filter, sliceOf(context, number)),
    ]);
    // Leaders know their members; whoever looks by a post over the place sees masks.
    const masked = !stand.leads;
    const possible = membershipActs(state, group, { self: false, leaders: true });
    return done({
      group: linkToGroup(group),
      state,
      q,
      backboneOnly: backbone,
      counts,
      masked,
      members: found.members.map((member) => ({
        membership: refOf(member.district, member.id),
        name: masked ? maskName(member.name) : member.name,
        building: buildingOf(member, context),
        backbone: member.backbone,
        talents: [...member.talents],
        services: [...member.services],
        registeredOn: member.registeredOn,
        minutesBroughtForward: member.minutesBroughtForward,
        showsName: member.showsName,
        acts: {
          admit: possible.includes('admit'),
          reject: possible.includes('reject'),
          remove: possible.includes('remove'),
          backbone: possible.includes('backbone'),
        },
      })),
      ...pagesOf(number, found.total),
      acts: { invite: acts.invite, describe: acts.describe, offices: stand.edits },
    });
  },
  view: membersView,
  sheets: memberSheet,
});

function buildingOf(member: MemberRow, context: Pick<Context, 'lang'>): string | null {
  if (member.building === null) return null;
  const line = [
    { kind: 'compound', name: member.compound ?? '' },
    { kind: 'building', name: member.building },
  ] as const;
  return addressOf(member.compound === null ? line.slice(1) : line, context.lang);
}

export const inviteVerb = verb({
  ...inviteForm,
  summary: { zh: '邀请加入', en: 'Invite somebody to join' },
  may: 'signed_in',
  words: said,
  said: words.invite_said,
  page: (raw) => ({ route: membersPage, input: { ref: raw.ref } }),
  district: ({ ref }) => ref.slice(0, 6),
  answers: z.object({ membershipId: z.string() }),
  act: async (write, { ref, who }, context) => {
    const seen = await ledGroup(write.tx, ref, context);
    if ('refused' in seen) return seen;
    const { group } = seen.done;
    const found = await findNamed(write.tx, group, [who]);
    if ('problem' in found)
      return refused(found.problem, { fields: { who: found.problem }, detail: { name: found.name } });
    const person = await getPerson(write.tx, write.district, found.personIds[0] ?? '');
    const outcome = await invite(write, { group, person, by: { self: false, leaders: true } });
    return 'refused' in outcome && outcome.fields
      ? refused(outcome.refused, { fields: { who: outcome.refused } })
      : outcome;
  },
  next: (_, { ref }) => hrefOf(membersPage.path, { ref, state: 'invited' }),
});

/** What the verbs about one member share: their form stands in the list of members. */
const onMembersPage = {
  may: 'signed_in',
  words: said,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: membersPage, input: { ref: raw.group } }),
  district: ({ membership }: { readonly membership: string }) => membership.slice(0, 6),
  answers: z.object({ membershipId: z.string() }),
};

/** A membership of a group whose members the actor looks after. */
async function ledMembership(
  db: Context['db'],
  input: { readonly membership: string; readonly group: string },
  context: Context,
) {
  const seen = await ledGroup(db, input.group, context);
  if ('refused' in seen) return seen;
  const read = readRef(input.membership);
  const membership = read && (await findMembership(db, read.district, read.id));
  const person = membership && (await findPerson(db, membership.district, membership.personId));
  if (!membership || !person || membership.groupId !== seen.done.group.id) return refused('not_found');
  return done({ group: seen.done.group, membershipId: membership.id, person, by: { self: false, leaders: true } });
}

/** Admits, rejects or removes: the same in all but the name. */
const moving = <V extends 'admit' | 'reject' | 'remove'>(verbName: V, to: 'active' | 'applied') => ({
  act: async (
    write: Parameters<typeof moveMembership>[0],
    input: { readonly membership: string; readonly group: string },
    context: Context,
  ) => {
    const found = await ledMembership(write.tx, input, context);
    return 'refused' in found ? found : moveMembership(write, verbName, found.done);
  },
  next: (_: unknown, { group }: { readonly group: string }) => hrefOf(membersPage.path, { ref: group, state: to }),
});

export const admitVerb = verb({
  ...onMembersPage,
  ...admitForm,
  ...moving('admit', 'applied'),
  summary: { zh: '通过申请', en: 'Accept an application' },
  said: words.admit_said,
});

export const rejectVerb = verb({
  ...onMembersPage,
  ...rejectForm,
  ...moving('reject', 'applied'),
  summary: { zh: '不通过申请', en: 'Decline an application' },
  said: words.reject_said,
});

export const removeVerb = verb({
  ...onMembersPage,
  ...removeForm,
  ...moving('remove', 'active'),
  summary: { zh: '移出成员', en: 'Remove a member' },
  said: words.remove_said,
});

export const backboneVerb = verb({
  ...onMembersPage,
  ...backboneForm,
  summary: { zh: '设为骨干或取消', en: 'Make a member backbone, or no longer' },
  said: words.backbone_said,
  act: async (write, { backbone, ...input }, context) => {
    const found = await ledMembership(write.tx, input, context);
    return 'refused' in found ? found : setBackbone(write, { ...found.done, backbone });
  },
  next: (_, { group }) => hrefOf(membersPage.path, { ref: group }),
});
