import path from 'node:path';
import { ciphers } from './kit/cipher.ts';
import { systemClock } from './kit/clock.ts';
import type { Config } from './kit/config.ts';
import { type Database, openDatabase } from './kit/database.ts';
import { openFiles } from './kit/files.ts';
import { loadMasterKeys } from './kit/master-key.ts';
import { migrate } from './kit/migrate.ts';
import { openKeyring } from './kit/secrets.ts';
import { httpOutbox, type Outbox } from './kit/sms.ts';
import { largestUpload } from './kit/uploads.ts';
import type { Workshop } from './kit/write.ts';
import { react } from './reactions.ts';
import { demoOutbox, noOutbox } from './rooms/accounts/index.ts';

/** Opens what every command works with: the migrated database, the keys, the clock. The caller closes the database. */
export async function openHouse(config: Config): Promise<Workshop> {
  const keyring = openKeyring(await loadMasterKeys(config), { cipher: ciphers[config.cipher] });
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: path.join(config.dataDir, 'database'),
    poolSize: config.poolSize,
  });
  await migrate(database);
  return {
    database,
    keyring,
    files: openFiles(path.join(config.dataDir, 'files'), largestUpload),
    clock: systemClock,
    zone: config.timeZone,
    outbox: outboxOf(config, database),
    react,
  };
}

/** Messages go to the gateway; in the demo to a page; without either nowhere, which the log says. */
function outboxOf(config: Config, database: Database): Outbox {
  if (config.demo) return demoOutbox(database, systemClock);
  if (config.smsUrl === undefined) return noOutbox;
  return httpOutbox({ url: config.smsUrl, secret: config.smsSecret, body: config.smsBody });
}
