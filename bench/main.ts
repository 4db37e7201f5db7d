// Speed and size that we promise, measured: `npm run bench`, or `npm run bench -- pages links` for some of it.
import { availableParallelism, loadavg } from 'node:os';
import process from 'node:process';
import { type Figure, tableOf } from './figures.ts';
import { breakGround, type Ground } from './ground.ts';
import { benchImport } from './import.ts';
import { benchLinks } from './links.ts';
import { benchMemory } from './memory.ts';
import { benchPages } from './pages.ts';
import { benchScale } from './scale.ts';
import { benchSimilar } from './similar.ts';
import { benchStart } from './start.ts';

const sections = {
  pages: benchPages,
  links: benchLinks,
  scale: benchScale,
  memory: benchMemory,
  start: benchStart,
  similar: benchSimilar,
  import: importFigures,
} as const satisfies Record<string, (ground: Ground) => Promise<Figure[]>>;

type Section = keyof typeof sections;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(sections, name));
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}. There are: ${Object.keys(sections).join(', ')}.`);
  process.exit(2);
}

const begin = performance.now();
const ground = await breakGround(say);
try {
  const figures: Figure[] = [];
  for (const name of (asked.length > 0 ? asked : Object.keys(sections)) as Section[]) {
    say(`${name} …`);
    const found = await sections[name](ground);
    for (const { what, figure, target = '', isMet } of found)
      say(`  ${isMet === false ? '✗' : ' '} ${what}: ${figure}${target && ` (promised ${target})`}`);
    figures.push(...found);
  }
  console.log(`\n${tableOf(figures)}`);
} finally {
  await ground.stop();
}

/** Needs no world: the ledgers make one. */
async function importFigures(): Promise<Figure[]> {
  const { households, residents, importing, reading, copying, ratio, again, memory } = await benchImport();
  const [total, read, copied] = [importing, reading, copying].map((seconds) => `${seconds.toFixed(1)} s`);
  return [
    {
      what: `import of ${households} households and ${residents} residents, against reading the sheets and COPY`,
      figure: ratio.toFixed(2),
      target: '≤ 3',
      isMet: ratio <= 3,
      behind: `${total}, against ${read} of reading and ${copied} of COPY; once more without a change: ${again.toFixed(2)}`,
    },
    { what: 'memory that the import took at most', figure: `${memory} MB` },
  ];
}

/** A line with the time since the beginning, and how busy the machine is besides us. */
function say(line: string): void {
  const seconds = Math.round((performance.now() - begin) / 1000);
  const busy = loadavg()[0]?.toFixed(1);
  console.log(`${String(seconds).padStart(4)} s  load ${busy} on ${availableParallelism()} cores  ${line}`);
}
