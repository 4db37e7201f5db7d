import { openHouse } from '../house.ts';
import { addUser, type NewUser, userRoles } from '../rooms/accounts/index.ts';
import { asked, type Command, readArguments } from './command.ts';

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
  examples: [
    'doorstep user add --name 张敏 --user-name zhangmin --district 421202 --role administrator',
    'doorstep user add --name 李芳 --user-name lifang --district 421202 --role community --place 421202001008',
  ],
  run: async (config, args) => {
    const user = readUser(args);
    if (typeof user === 'string') return asked('user', userCommand, user);
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

const text = { type: 'string' } as const;
const options = { name: text, 'user-name': text, district: text, phone: text, role: text, place: text };

/** @returns the user that is wanted, or what is wrong. */
function readUser(args: readonly string[]): NewUser | string {
  const read = readArguments(args, options, 1);
  if ('wrong' in read) return read.wrong;
  if (read.positionals[0] !== 'add') return 'There is only: user add.';
  const { name, 'user-name': userName, district, phone, role, place } = read.values;
  if (!name) return '--name is missing.';
  if (!userName) return '--user-name is missing.';
  if (!/^[\w.@-]{3,60}$/.test(userName))
    return '--user-name is 3 to 60 letters, digits, dots, hyphens or _ without spaces.';
  if (!district) return '--district is missing.';
  if (role !== undefined && !isRole(role)) return `--role is one of ${Object.keys(userRoles).join(', ')}.`;
  return { name, userName, district, phone, role, place };
}

function isRole(role: string): role is keyof typeof userRoles {
  return Object.hasOwn(userRoles, role);
}
