import { type Actor, mayAt } from '../../kit/access.ts';
import type { Day } from '../../kit/clock.ts';
import type { Place } from '../places/index.ts';
import type { Group, MembershipState, PlacedGroup, TermDays, TermState } from './group.ts';
import { factsOf, type GroupKind, groupKinds, type Office, type OfficeRule } from './kind.ts';

/** Permission to found groups, to fill offices and to hold elections, at a place and below. */
export const editGroups = 'groups.edit';
/** Permission to see all members of the groups at a place and below, to invite and to accept. */
export const manageMembers = 'groups.members';

/** Permission of the platform's administrator, who also fills the offices of administration. */
const manageAccounts = 'accounts.manage';

/**
 * Whether the actor founds and keeps groups of this kind at this path. An office of administration gives powers: it is
 * kept from the office above, or by the platform's administrator, never by those it gives powers to, nor by a federation.
 */
export function editsGroups(
  actor: Actor | undefined,
  at: { readonly kind: GroupKind; readonly district: string; readonly path: string },
): boolean {
  if (!factsOf(at.kind).isAdministration) return mayAt(actor, editGroups, at);
  if (mayAt(actor, manageAccounts, at)) return true;
  return (
    actor?.district === at.district &&
    actor.grants.some(
      ({ permission, post, path }) =>
        permission === editGroups && isAdministrative(post) && at.path !== path && at.path.startsWith(path),
    )
  );
}

/** Kinds of group that the actor may found at a place. */
export function foundableKinds(
  actor: Actor | undefined,
  place: Pick<Place, 'district' | 'kind' | 'path'>,
): GroupKind[] {
  const { district, path } = place;
  return groupKinds.filter((kind) => place.kind in factsOf(kind).at && editsGroups(actor, { kind, district, path }));
}

function isAdministrative(post: string): boolean {
  const kind = groupKinds.find((one) => post.startsWith(`${one}.`));
  return kind !== undefined && factsOf(kind).isAdministration;
}

/** How the one who asks stands to a group. */
export type Stand = {
  /** Keeps the group, see `editsGroups`. */
  readonly edits: boolean;
  /** Has `groups.members` where the group is. */
  readonly manages: boolean;
  /** Leads the group, or one above it that it belongs to. */
  readonly leads: boolean;
};

export const nobody: Stand = { edits: false, manages: false, leads: false };

/** Offices whose holders look after the members of their group and of the groups below it. */
export const leadingOffices: ReadonlySet<Office> = new Set(['chair', 'vice_chair', 'executive', 'leader', 'deputy']);

/** What may be done with a group as it stands; page, API and action all ask here. */
export function groupActs(group: Pick<Group, 'kind' | 'dissolvedOn'>, stand: Stand) {
  const lives = group.dissolvedOn === null;
  const { hasMembers } = factsOf(group.kind);
  return {
    describe: lives && (stand.edits || stand.leads),
    dissolve: lives && stand.edits,
    appoint: lives && stand.edits,
    elect: lives && stand.edits && isElected(group.kind),
    endTerm: stand.edits,
    invite: lives && hasMembers && (stand.manages || stand.leads),
    seeMembers: hasMembers && (stand.manages || stand.leads),
  };
}

/** Kinds whose offices are filled by election; the others only appoint. */
export function isElected(kind: GroupKind): boolean {
  return 'chair' in factsOf(kind).offices || kind === 'womens_group' || kind === 'team';
}

/** Who sees a group at all: everybody a listed one, otherwise those who have to do with it. */
export function maySeeGroup(group: Pick<Group, 'listed'>, stand: Stand, isMember: boolean): boolean {
  return group.listed || isMember || stand.edits || stand.manages || stand.leads;
}

/** Why a group cannot be founded there; undefined when it can. */
export function foundingProblem(
  kind: GroupKind,
  place: Pick<Place, 'kind' | 'path' | 'state'>,
  parent: Pick<PlacedGroup, 'kind' | 'path' | 'dissolvedOn'> | undefined,
): 'wrong_place' | 'place_gone' | 'wrong_parent' | 'parent_gone' | 'parent_elsewhere' | undefined {
  if (place.state !== 'active') return 'place_gone';
  if (!(place.kind in factsOf(kind).at)) return 'wrong_place';
  if (!parent) return undefined;
  if (!factsOf(kind).parents.includes(parent.kind)) return 'wrong_parent';
  if (parent.dissolvedOn !== null) return 'parent_gone';
  return place.path.startsWith(parent.path) ? undefined : 'parent_elsewhere';
}

/** The first day on which a term no longer runs; null when no such day is set. */
export function lastDayOf(term: TermDays): Day | null {
  if (term.untilDay === null || term.endedOn === null) return term.untilDay ?? term.endedOn;
  if (term.untilDay < term.endedOn) return term.untilDay;
  return term.endedOn;
}

/** True when the office is held on that day. */
export function holdsOn(term: TermDays, day: Day): boolean {
  const last = lastDayOf(term);
  return term.fromDay <= day && (last === null || day < last);
}

/** Where a term stands today. */
export function termState(term: TermDays, today: Day): TermState {
  if (term.endedOn !== null && term.endedOn <= today) return 'ended';
  if (term.untilDay !== null && term.untilDay <= today) return 'run_out';
  return term.fromDay > today ? 'coming' : 'running';
}

/** Who may end a term, and how: those who edit, with any reason; the holder by resigning. */
export function endTermReasons(
  state: TermState,
  by: { readonly edits: boolean; readonly holds: boolean },
): readonly ('resigned' | 'removed' | 'moved_away' | 'died')[] {
  if (state !== 'coming' && state !== 'running') return [];
  if (by.edits) return ['resigned', 'removed', 'moved_away', 'died'];
  return by.holds ? ['resigned'] : [];
}

/**
 * The most holders an office has on any one day of a span.
 * @param until the first day no longer; null for ever.
 */
export function mostHolders(terms: readonly TermDays[], from: Day, until: Day | null): number {
  const inSpan = terms.filter((term) => {
    const last = lastDayOf(term);
    return (until === null || term.fromDay < until) && (last === null || last > from);
  });
  // Holders only grow on a first day, so those days, and the first of the span, are all that need counting.
  const days = [from, ...inSpan.map((term) => term.fromDay).filter((day) => day > from)];
  return Math.max(...days.map((day) => inSpan.filter((term) => holdsOn(term, day)).length));
}

/** Offices that go together with another: a chair is elected from among the executives. */
const alongside: ReadonlySet<Office> = new Set(['executive']);

/**
 * Why somebody cannot take an office; undefined when nothing stands against it.
 * @param all terms of the group that are not over before `from`, of everybody and every office.
 */
export function appointmentProblem(
  rule: OfficeRule,
  office: Office,
  personId: string,
  span: { readonly fromDay: Day; readonly untilDay: Day | null },
  all: readonly (TermDays & { readonly office: Office; readonly personId: string })[],
): 'no_such_office' | 'dates_reversed' | 'holds_it_already' | 'holds_another_office' | 'office_full' | undefined {
  const numbers = rule.offices[office];
  if (!numbers) return 'no_such_office';
  if (span.untilDay !== null && span.untilDay <= span.fromDay) return 'dates_reversed';
  const at = (terms: readonly TermDays[]): number => mostHolders(terms, span.fromDay, span.untilDay);
  const own = all.filter((term) => term.personId === personId);
  if (at(own.filter((term) => term.office === office)) > 0) return 'holds_it_already';
  const others = own.filter((term) => term.office !== office && !alongside.has(term.office));
  if (!alongside.has(office) && at(others) > 0) return 'holds_another_office';
  return at(all.filter((term) => term.office === office)) >= numbers.max ? 'office_full' : undefined;
}

/** How many an office lacks today; 0 when it has enough. */
export function vacancies(rule: OfficeRule, office: Office, holders: number): number {
  return Math.max(0, (rule.offices[office]?.min ?? 0) - holders);
}

export const membershipVerbs = [
  'invite',
  'apply',
  'accept',
  'decline',
  'admit',
  'reject',
  'leave',
  'remove',
  'backbone',
  'display',
] as const;
export type MembershipVerb = (typeof membershipVerbs)[number];

/** Whose act it is: the member's own (or a helper's, for the member) or of those who look after the members. */
type Act = { readonly by: 'self' | 'leaders'; readonly to: MembershipState };

/** The life of a membership. `none` stands for somebody who is not, or no longer, connected with the group. */
const membershipTable = {
  none: { invite: { by: 'leaders', to: 'invited' }, apply: { by: 'self', to: 'applied' } },
  invited: {
    accept: { by: 'self', to: 'active' },
    decline: { by: 'self', to: 'declined' },
    remove: { by: 'leaders', to: 'left' },
  },
  applied: {
    admit: { by: 'leaders', to: 'active' },
    reject: { by: 'leaders', to: 'declined' },
    leave: { by: 'self', to: 'left' },
  },
  active: {
    leave: { by: 'self', to: 'left' },
    remove: { by: 'leaders', to: 'left' },
    backbone: { by: 'leaders', to: 'active' },
    display: { by: 'self', to: 'active' },
  },
  declined: {},
  left: {},
} as const satisfies Readonly<Record<MembershipState | 'none', Readonly<Partial<Record<MembershipVerb, Act>>>>>;

/** A verb of a membership, or undefined when its state does not know it. */
export function membershipAct(state: MembershipState | 'none', verb: MembershipVerb): Act | undefined {
  return (membershipTable[state] as Partial<Record<MembershipVerb, Act>>)[verb];
}

/** What may be done with a membership; page, API and action all ask here. */
export function membershipActs(
  state: MembershipState | 'none',
  group: Pick<Group, 'kind' | 'dissolvedOn'>,
  by: { readonly self: boolean; readonly leaders: boolean },
): readonly MembershipVerb[] {
  if (!factsOf(group.kind).hasMembers) return [];
  return membershipVerbs.filter((verb) => {
    const act = membershipAct(state, verb);
    if (!act || !(act.by === 'self' ? by.self : by.leaders)) return false;
    // From a group that is dissolved one can still go, nothing else.
    return group.dissolvedOn === null || act.to === 'left' || act.to === 'declined';
  });
}
