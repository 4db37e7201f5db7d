import { done, isRefused, type Outcome, refused } from '../../kit/outcome.ts';
import { inTransaction, type Workshop, type Write } from '../../kit/write.ts';
import { appoint, findGroupAt, foundGroup, type GroupKind, type Office } from '../groups/index.ts';
import { personsByPhone, readPhone, registerPerson } from '../people/index.ts';
import { findPlaceByCode, type Place, type PlaceKind } from '../places/index.ts';
import { plainUserName } from './account.ts';
import { addAccount } from './actions.ts';

type UserRole = { readonly kind: GroupKind; readonly office: Office; readonly at: PlaceKind; readonly name: string };

/** Posts that a command may give: the first ones, before anybody can appoint on a page. */
export const userRoles = {
  administrator: { kind: 'platform', office: 'administrator', at: 'district', name: '系统运维' },
  auditor: { kind: 'platform', office: 'auditor', at: 'district', name: '系统运维' },
  district: { kind: 'district_office', office: 'staff', at: 'district', name: '民政局' },
  street: { kind: 'street_office', office: 'staff', at: 'township', name: '街道办事处' },
  community: { kind: 'community_office', office: 'staff', at: 'community', name: '居委会' },
} as const satisfies Readonly<Record<string, UserRole>>;

export type NewUser = {
  readonly district: string;
  readonly name: string;
  readonly userName: string;
  readonly phone?: string | undefined;
  readonly role?: keyof typeof userRoles | undefined;
  /** Code of the place of the post; the district when left out. */
  readonly place?: string | undefined;
};

/** Which part of the work was refused, and why. */
export type UserRefusal = 'no_district' | 'no_place' | 'wrong_place' | 'phone_not_valid' | (string & {});

/**
 * Makes somebody who works here: the person, the post, the account. Each is a verb of its own in the journal, and what is
 * there already is found rather than made again, so that after a refusal the same may be said once more.
 * @returns the token of the one-time link to set the password with.
 */
export async function addUser(
  workshop: Workshop,
  user: NewUser,
): Promise<Outcome<{ personId: string; token: string }, UserRefusal>> {
  const { kysely: db } = workshop.database;
  const place = await findPlaceByCode(db, user.place ?? user.district);
  const role = user.role === undefined ? undefined : userRoles[user.role];
  if (!(await findPlaceByCode(db, user.district))) return refused('no_district');
  if (!place || place.district !== user.district) return refused('no_place');
  if (role && place.kind !== role.at) return refused('wrong_place', { detail: { wanted: role.at } });
  const taken = await db
    .selectFrom('accounts')
    .innerJoin('persons', (join) =>
      join.onRef('persons.district', '=', 'accounts.district').onRef('persons.id', '=', 'accounts.person_id'),
    )
    .select(['accounts.district', 'accounts.person_id as personId', 'persons.name'])
    .where('user_name', '=', plainUserName(user.userName))
    .executeTakeFirst();
  if (taken && (taken.district !== user.district || taken.name !== user.name)) return refused('user_name_taken');

  const run = <T>(verb: (write: Write) => Promise<Outcome<T>>) =>
    inTransaction(workshop, { district: user.district, channel: 'command' }, verb);
  const known = taken ? done(taken.personId) : await findByPhone(workshop, user);
  if (isRefused(known)) return known;
  const person = known.done === undefined ? await run((write) => register(write, user, place)) : done(known.done);
  if (isRefused(person)) return person;
  const personId = person.done;
  if (role) {
    const given = await givePost(run, role, place, personId);
    if (isRefused(given)) return given;
  }
  const account = await run((write) => addAccount(write, { personId, userName: user.userName }));
  return isRefused(account) ? account : done({ personId, token: account.done.token });
}

/** Somebody of this name who has this phone already. */
async function findByPhone(workshop: Workshop, user: NewUser): Promise<Outcome<string | undefined, 'phone_not_valid'>> {
  if (user.phone === undefined) return done(undefined);
  const read = readPhone(user.phone);
  if ('refused' in read) return refused('phone_not_valid');
  const { database, keyring } = workshop;
  const sharing = await personsByPhone(database.kysely, keyring, user.district, read.phone);
  return done(sharing.find((person) => person.name === user.name)?.id);
}

async function register(write: Write, user: NewUser, place: Place): Promise<Outcome<string>> {
  const registered = await registerPerson(write, {
    particulars: { name: user.name, phone: user.phone },
    place,
    fromDay: write.today,
  });
  return isRefused(registered) ? registered : done(registered.done.personId);
}

type Run = <T>(verb: (write: Write) => Promise<Outcome<T>>) => Promise<Outcome<T>>;

async function givePost(run: Run, role: UserRole, place: Place, personId: string): Promise<Outcome<unknown>> {
  const { district } = place;
  const name = role.at === 'district' ? role.name : `${place.name}${role.name}`;
  const founded = await run((write) => foundGroup(write, { kind: role.kind, place, name }));
  if (isRefused(founded) && founded.refused !== 'one_already') return founded;
  const appointed = await run(async (write) => {
    const group = await findGroupAt(write.tx, district, place.id, role.kind);
    return group ? appoint(write, { group, personId, office: role.office }) : refused('no_group');
  });
  return isRefused(appointed) && appointed.refused === 'holds_it_already' ? done(undefined) : appointed;
}
