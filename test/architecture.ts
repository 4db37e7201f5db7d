import type { Source } from './sources.ts';

/** A rule of the house: takes the sources and names every breach as a sentence. */
type Rule = (house: readonly Source[], floors: readonly string[]) => string[];

/** Where a file lives, and so what it may know. */
type Home =
  | { readonly kind: 'kit' | 'islands' | 'styles' | 'roof' }
  | { readonly kind: 'room'; readonly room: string; readonly isDoor: boolean };

function homeOf(file: string): Home | undefined {
  const [top, second, third, fourth] = file.split('/');
  if (top !== 'src') return undefined;
  if (second === 'rooms' && third && fourth)
    return { kind: 'room', room: third, isDoor: file.endsWith(`${third}/index.ts`) };
  if (second === 'kit' || second === 'islands' || second === 'styles') return { kind: second };
  return { kind: 'roof' };
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

/** The kit and the islands know nobody; a room knows the kit and the doors below; the roof knows the kit and all doors. */
export const importsGoDown: Rule = (house, floors) =>
  house.flatMap(({ file, imports }) => {
    const home = homeOf(file);
    if (!home) return [];
    return imports.flatMap((target) => {
      const why = breach(home, homeOf(target), floors);
      const forTests = isTest(file) && target.startsWith('test/');
      return why && !forTests ? [`${file} imports ${target}: ${why}`] : [];
    });
  });

function breach(from: Home, to: Home | undefined, floors: readonly string[]): string | undefined {
  if (!to) return 'the product does not import what stands outside src/';
  if (from.kind === 'kit') return to.kind === 'kit' ? undefined : 'the kit knows nothing but itself';
  if (from.kind === 'islands') return to.kind === 'islands' ? undefined : 'an island runs in the browser, on its own';
  if (to.kind === 'kit' || to.kind === 'styles') return undefined;
  if (from.kind === 'roof')
    return to.kind === 'room' && !to.isDoor ? 'only the index.ts of a room is its door' : undefined;
  if (from.kind !== 'room' || to.kind !== 'room') return 'a room knows the kit and the rooms below, no more';
  if (from.room === to.room) return undefined;
  if (floors.indexOf(to.room) >= floors.indexOf(from.room)) return 'that room is on a higher floor';
  return to.isDoor ? undefined : 'only the index.ts of a room is its door';
}

/** No file imports itself, by whatever way round. */
export const importsDoNotCircle: Rule = (house) => {
  const imports = new Map(house.map((source) => [source.file, source.imports]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const target of imports.get(file) ?? []) walk(target, [...way, file]);
    done.add(file);
  };
  for (const { file } of house) walk(file, []);
  return circles;
};

const domainWords = new Set(
  `household steward compound dwelling resident volunteer township federation talent ledger neighbour neighborhood
  neighbourhood landlord landlady mediator mediation owner_committee tenant entrance guardian elderly`.split(/\s+/),
);

/** The kit has no word of the domain in its names; its generated types describe the rooms' tables and are let off. */
export const kitHasNoDomainWord: Rule = (house) =>
  house
    .filter(({ file }) => file.startsWith('src/kit/') && file !== 'src/kit/schema.ts')
    .flatMap(({ file, identifiers }) =>
      [file.replace(/.*\//, ''), ...identifiers].flatMap((name) => {
        const word = wordsIn(name).find((part) => domainWords.has(part.replace(/s$/, '')));
        return word ? [`${file} says "${word}" in ${name}`] : [];
      }),
    );

/** The words of a name in whatever case: `householdsOf`, `steward_level`, `open-dwelling.ts`. */
function wordsIn(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
}

/** Every room has a README, a door and its words, and stands on a floor. */
export const roomsAreWhole =
  (files: ReadonlySet<string>): Rule =>
  (house, floors) => {
    const found = new Set(
      house.flatMap(({ file }) => homeOf(file) ?? []).flatMap((home) => (home.kind === 'room' ? home.room : [])),
    );
    return [
      ...[...found]
        .filter((room) => !floors.includes(room))
        .map((room) => `src/rooms/${room} has no floor in src/rooms/floors.ts`),
      ...floors.flatMap((room) =>
        ['README.md', 'index.ts', 'words.ts']
          .map((name) => `src/rooms/${room}/${name}`)
          .filter((file) => !files.has(file))
          .map((file) => `${file} is missing`),
      ),
    ];
  };

const maximum = 500;

/** No file is longer than one can hold in the head. */
export const filesAreShort: Rule = (house) =>
  house
    .filter(({ file, lines }) => lines > maximum && file !== 'src/kit/schema.ts')
    .map(({ file, lines }) => `${file} has ${lines} lines; split it by the act at ${maximum}`);

const emptyNames = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'managers', 'common', 'misc', 'shared']);

/** No file is called by a word that says nothing about what is in it. */
export const namesSaySomething: Rule = (house) =>
  house.flatMap(({ file }) => {
    const name = file.replace(/.*\//, '').replace(/\..*/, '');
    return emptyNames.has(name.split(/[-_]/).at(-1) ?? '') ? [`${file} has a name that says nothing`] : [];
  });

/** Things are imported by the name they have; configuration files must export a default. */
export const nothingIsDefault: Rule = (house) =>
  house
    .filter(({ file, hasDefaultExport }) => hasDefaultExport && !file.endsWith('.config.ts'))
    .map(({ file }) => `${file} has a default export`);
