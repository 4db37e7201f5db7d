// Writes src/kit/schema.ts from the migrated database. With --check it only says whether the file is in step.
import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { openDatabase } from '../src/kit/database.ts';
import { root } from '../src/kit/root.ts';
import { migratedDump } from '../test/migrated.ts';
import { schemaSource } from './schema-source.ts';

const file = path.join(root, 'src/kit/schema.ts');
const database = await openDatabase({ loadDataDir: await openAsBlob(await migratedDump()) });
const source = await schemaSource(database).finally(() => database.close());
if ((await readFile(file, 'utf8').catch(() => '')) === source) {
  console.log('src/kit/schema.ts is in step with the migrations.');
} else if (process.argv.includes('--check')) {
  console.error('src/kit/schema.ts is not what the migrations give. Run "npm run types" and commit the file.');
  process.exitCode = 1;
} else {
  await writeFile(file, source);
  console.log('src/kit/schema.ts is written anew.');
}
