import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { readConfig } from '../kit/config.ts';
import { sayTrouble } from '../kit/trouble.ts';
import { commands, help } from './index.ts';
import { choosePort } from './port.ts';

const said: string[] = [];
vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text));
afterEach(() => void said.splice(0));

function configOf(env: Record<string, string>) {
  const read = readConfig(env);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

// A folder that cannot be made: whoever gets as far as opening the house fails otherwise than by asking again.
const nowhere = configOf({ DATA_DIR: '/dev/null/doorstep' });

test.each(Object.entries(commands))(
  'doorstep %s names an option it does not know, and does nothing',
  async (name, command) => {
    const words = name === 'user' || name === 'district' ? ['add'] : [];
    expect(await command.run(nowhere, [...words, '--maskd'])).toBe(2);
    expect(said.join('\n')).toContain(`'--maskd'`);
    expect(said.join('\n')).toContain(`Usage: doorstep ${name} ${command.usage}`);
  },
);

test.each([
  ['seed', ['demo', 'wenquan'], /"wenquan"/],
  ['backup', [], /FOLDER/],
  ['export', ['residents', '--place', '421202'], /--out is missing/],
  ['import', ['a.csv'], /--place is missing/],
  ['import', ['a.csv', '--place', '421202', '--kind', 'pets'], /--kind is one of households/],
  ['district', ['add', '4212'], /six digits/],
  ['user', ['add', '--name', '张敏', '--district', '421202'], /--user-name is missing/],
  [
    'user',
    ['add', '--name', '张敏', '--user-name', 'zhang', '--district', '421202', '--role', 'king'],
    /--role is one of/,
  ],
] as const)('doorstep %s %j is asked again', async (name, args, words) => {
  expect(await commands[name].run(nowhere, args)).toBe(2);
  expect(said.join('\n')).toMatch(words);
});

test.each(Object.keys(commands))('help of %s says what it does and how to ask for it', (name) => {
  const text = help(name);
  expect(text).toMatch(new RegExp(`^doorstep ${name}`));
  expect(text).toMatch(/for example|Example/i);
});

test('a port that is taken is said, one that is left open is chosen and printed', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const taken = choosePort(configOf({ PORT: String(port), HOST: '127.0.0.1' }));
  expect(await taken.catch((error: unknown) => sayTrouble(error))).toMatch(new RegExp(`^PORT ${port} is in use`));
  other.close();
  const chosen = await choosePort(configOf({ PORT: '0', HOST: '127.0.0.1' }));
  expect(chosen.port).toBeGreaterThan(0);
  expect(chosen.baseUrl).toBe(`http://localhost:${chosen.port}`);
});
