import { parseArgs } from 'node:util';
import { openHouse } from '../house.ts';
import { addUser, type NewUser, userRoles } from '../rooms/accounts/index.ts';
import type { Command } from './command.ts';

const usage =
  'add --name NAME --user-name NAME --district CODE [--phone PHONE] [--role administrator|auditor|district|street|community] [--place CODE]';

/** What was refused, in words for whoever sits at the console; other reasons are said as they are. */
const refusals: Readonly<Record<string, (user: NewUser) => string>> = {
  no_district: ({ district }) => `There is no district ${district} here yet. First: doorstep district add ${district}`,
  no_place: ({ place, district }) => `There is no place ${place} in district ${district}.`,
  wrong_place: ({ role }) =>
    role === undefined
      ? 'That place cannot have such a post.'
      : `A post of ${role} stands at a ${userRoles[role].at}: say its code with --place.`,
  phone_not_valid: ({ phone }) => `${phone} is not a phone number.`,
  user_name_taken: ({ userName }) => `Somebody else has the user name ${userName}.`,
  has_user_name: ({ name }) => `${name} has another user name already.`,
  holds_another_office: ({ name }) =>
    `${name} holds another office there. Who manages accounts and who audits are never the same person.`,
  office_full: () => 'All posts of this kind are taken there.',
};

export const userCommand: Command = {
  usage,
  summary: 'Adds somebody who works here: the person, the post, and a one-time link to set the password with',
  notes: [
    '--role         The post. administrator: manages accounts; auditor: reads the audit; district, street, community: staff.',
    '--place        Code of the place of the post (a township for street, a community for community); else the district.',
    '--phone        Finds somebody of this name who is registered with it, and lets them sign in by phone as well.',
    'Saying it again while the link was not used makes a new link.',
  ],
  run: async (config, [act, ...args]) => {
    const user = act === 'add' ? readUser(args) : undefined;
    if (!user) {
      console.error(`Usage: doorstep user ${usage}`);
      return 2;
    }
    const house = await openHouse(config);
    try {
      const outcome = await addUser(house, user);
      if ('refused' in outcome) {
        console.error(refusals[outcome.refused]?.(user) ?? `Refused: ${outcome.refused}`);
        return 1;
      }
      console.log(
        `${user.name} can sign in as ${user.userName} after setting a password here (once, within 72 hours):\n`,
      );
      console.log(`  ${config.baseUrl}/welcome/${outcome.done.token}\n`);
      console.log('Hand the link over yourself: whoever opens it first owns the account.');
      return 0;
    } finally {
      await house.database.close();
    }
  },
};

/** Reads the options; undefined when one is missing, unknown or wrong. */
function readUser(args: readonly string[]): NewUser | undefined {
  const text = { type: 'string' } as const;
  const options = { name: text, 'user-name': text, district: text, phone: text, role: text, place: text };
  try {
    const {
      name,
      'user-name': userName,
      district,
      phone,
      role,
      place,
    } = parseArgs({ args: [...args], options }).values;
    if (!name || !userName || !district || !/^[\w.@-]{3,60}$/.test(userName)) return undefined;
    if (role !== undefined && !isRole(role)) return undefined;
    return { name, userName, district, phone, role, place };
  } catch {
    // An option that there is not, or one without its value.
    return undefined;
  }
}

function isRole(role: string): role is keyof typeof userRoles {
  return Object.hasOwn(userRoles, role);
}
