import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../src/kit/root.ts';
import { floors } from '../src/rooms/floors.ts';
import {
  filesAreShort,
  importsDoNotCircle,
  importsGoDown,
  kitHasNoDomainWord,
  namesSaySomething,
  nothingIsDefault,
  roomsAreWhole,
} from './architecture.ts';
import { readHouse, readSource } from './sources.ts';

const folders = ['src', 'test', 'bench', 'scripts', 'migrations'].filter((name) => existsSync(path.join(root, name)));
const files = new Set(globSync('src/rooms/*/*', { cwd: root }));
const rules = {
  importsGoDown,
  importsDoNotCircle,
  kitHasNoDomainWord,
  roomsAreWhole: roomsAreWhole(files),
  filesAreShort,
  namesSaySomething,
  nothingIsDefault,
};

describe('the house keeps its rules', () => {
  const house = readHouse(root, folders);
  test.each(Object.entries(rules))('%s', (_, rule) => {
    expect(rule(house, floors)).toEqual([]);
  });
});

/** A small house made of `file: text`. */
const house = (texts: Record<string, string>) => Object.entries(texts).map(([file, text]) => readSource(file, text));

describe('a breach is named', () => {
  test.each([
    ['the kit imports a room', 'src/kit/a.ts', "import '../rooms/places/index.ts'"],
    ['a room imports a higher room', 'src/rooms/places/a.ts', "import '../people/index.ts'"],
    ['only a type of a higher room', 'src/rooms/places/a.ts', "import type { A } from '../people/index.ts'"],
    ['a type in passing', 'src/rooms/places/a.ts', "let a: import('../people/index.ts').A"],
    ['a lazy import', 'src/rooms/places/a.ts', "await import('../people/index.ts')"],
    ['something handed on', 'src/rooms/places/a.ts', "export { a } from '../people/index.ts'"],
    ['a lower room, but not by its door', 'src/rooms/people/a.ts', "import '../places/store.ts'"],
    ['the roof goes in by the window', 'src/app.ts', "import './rooms/places/store.ts'"],
    ['a room imports the roof', 'src/rooms/people/a.ts', "import '../../app.ts'"],
    ['an island imports the kit', 'src/islands/a.ts', "import '../kit/words.ts'"],
    ['the product imports a test', 'src/kit/a.ts', "import '../../test/database.ts'"],
  ])('%s', (_, file, text) => {
    expect(importsGoDown(house({ [file]: text }), floors)).toHaveLength(1);
  });

  test('what is allowed is not named', () => {
    const allowed = house({
      'src/rooms/people/a.ts':
        "import '../places/index.ts'; import './b.ts'; import '../../kit/words.ts'; import 'zod'",
      'src/rooms/people/a.db.test.ts': "import '../../../test/database.ts'",
      'src/app.ts': "import './rooms/people/index.ts'; import './actor.ts'; import './kit/http.ts'",
    });
    expect(importsGoDown(allowed, floors)).toEqual([]);
  });

  test('a circle, through types as well', () => {
    const circle = {
      'src/a.ts': "import './b.ts'",
      'src/b.ts': "import './c.ts'",
      'src/c.ts': "import type { A } from './a.ts'",
    };
    expect(importsDoNotCircle(house(circle), floors)).toEqual(['src/a.ts → src/b.ts → src/c.ts → src/a.ts']);
  });

  test('a word of the domain in the kit, in whatever case', () => {
    const kit = { 'src/kit/a.ts': 'const householdsOf = 1; const b = { steward_level: 2 }; const said = "dwelling"' };
    expect(kitHasNoDomainWord(house(kit), floors)).toHaveLength(2);
  });

  test('a room without its words, and one without a floor', () => {
    const rule = roomsAreWhole(new Set(['src/rooms/places/README.md', 'src/rooms/places/index.ts']));
    expect(rule(house({ 'src/rooms/attic/index.ts': '' }), ['places'])).toEqual([
      'src/rooms/attic has no floor in src/rooms/floors.ts',
      'src/rooms/places/words.ts is missing',
    ]);
  });

  test('a file that is too long, one named for nothing, one with a default export', () => {
    expect(filesAreShort(house({ 'src/a.css': 'a {}\n'.repeat(501) }), floors)).toHaveLength(1);
    expect(
      namesSaySomething(house({ 'src/kit/date-utils.ts': '', 'src/kit/common-words.ts': '' }), floors),
    ).toHaveLength(1);
    expect(nothingIsDefault(house({ 'src/a.ts': 'const a = 1; export { a as default }' }), floors)).toHaveLength(1);
  });
});
