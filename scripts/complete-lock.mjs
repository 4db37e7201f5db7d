// Adds to package-lock.json the packages for other machines (macOS, Windows, musl …) that npm left out.
// npm leaves out what the registry at hand does not have, and `npm ci` then refuses the file on every machine.
// With --check it only says what is missing.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];
const otherWords = { windows: 'win32', armv7: 'arm' };

/** What has to be added to `packages` of a lock file, by the path in node_modules. */
export function missingEntries(packages) {
  const added = {};
  const depth = (place) => place.split('node_modules/').length;
  // Parents further up first: what they need stands at the top, and only what differs from it stands deeper.
  for (const parent of Object.keys(packages).sort((a, b) => depth(a) - depth(b))) {
    const { optionalDependencies = {}, dev } = packages[parent];
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const all = { ...packages, ...added };
      const places = placesFor(parent, name);
      const found = places.findIndex((place) => all[place]);
      if (!/^\d/.test(version) || (found >= 0 && all[places[found]].version === version)) continue;
      // As far up as may be, but before one of another version that would be found there.
      const place = places.at(found === -1 ? -1 : found - 1);
      added[place] = { version, ...(dev ? { dev: true } : {}), optional: true, ...platformOf(name) };
    }
  }
  return added;
}

/** Where `parent` looks for a package, nearest first. */
function placesFor(parent, name) {
  const places = [];
  for (let folder = parent; ; folder = folder.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    places.push(`${folder && `${folder}/`}node_modules/${name}`);
    if (folder === '') return places;
  }
}

/** The system, processor and C library that a name such as `@biomejs/cli-linux-x64-musl` ends with. */
function platformOf(name) {
  const words = name.split(/[/-]/).map((word) => otherWords[word] ?? word);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word) || word === 'wasm32');
  const libc =
    words.includes('musl') || words.includes('musleabihf') ? ['musl'] : words.includes('gnu') ? ['glibc'] : [];
  return Object.fromEntries(
    Object.entries({ cpu, os, libc: os.includes('linux') ? libc : [] }).filter(([, list]) => list.length > 0),
  );
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  const file = path.join(path.dirname(import.meta.dirname), 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = missingEntries(lock.packages);
  const names = Object.keys(added);
  if (names.length === 0) {
    console.log('package-lock.json is complete.');
  } else if (process.argv.includes('--check')) {
    console.error(`package-lock.json lacks ${names.length} packages for other machines, such as ${names[0]}.`);
    console.error('Run "node scripts/complete-lock.mjs" and commit the file: without them "npm ci" refuses it.');
    process.exitCode = 1;
  } else {
    lock.packages = Object.fromEntries(
      Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => a.localeCompare(b, 'en')),
    );
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    console.log(`Added ${names.length} packages for other machines.`);
  }
}
