import path from 'node:path';
import { ciphers } from './kit/cipher.ts';
import { systemClock } from './kit/clock.ts';
import type { Config } from './kit/config.ts';
import { type Database, openDatabase } from './kit/database.ts';
import { openFiles } from './kit/files.ts';
import type { Gateways } from './kit/gateways.ts';
import { smtpMailer } from './kit/mail.ts';
import { loadMasterKeys } from './kit/master-key.ts';
import { migrate } from './kit/migrate.ts';
import { guardedPost } from './kit/outbound.ts';
import { openKeyring } from './kit/secrets.ts';
import { httpOutbox, type Outbox } from './kit/sms.ts';
import { trouble } from './kit/trouble.ts';
import { largestUpload } from './kit/uploads.ts';
import { wechatAccount } from './kit/wechat.ts';
import type { Workshop } from './kit/write.ts';
import { react } from './reactions.ts';
import { demoGateways, demoOutbox, noOutbox } from './rooms/accounts/index.ts';
import { opensWhatIsSealed } from './rooms/people/index.ts';

/**
 * Opens what every command works with: the migrated database, the keys, the clock. The caller closes the database.
 * @param onQuery hears how many seconds each statement took.
 */
export async function openHouse(config: Config, onQuery?: (seconds: number) => void): Promise<Workshop> {
  const keyring = openKeyring(await loadMasterKeys(config), { cipher: ciphers[config.cipher] });
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: path.join(config.dataDir, 'database'),
    poolSize: config.poolSize,
    ...(onQuery ? { onQuery: (_: string, seconds: number) => onQuery(seconds) } : {}),
  });
  try {
    await migrate(database);
    if (!(await opensWhatIsSealed(database, keyring))) throw trouble(wrongKey(config));
  } catch (error) {
    await database.close();
    throw error;
  }
  const outbox = outboxOf(config, database);
  const gateways = gatewaysOf(config, outbox);
  return {
    database,
    keyring,
    files: openFiles(path.join(config.dataDir, 'files'), largestUpload),
    clock: systemClock,
    zone: config.timeZone,
    outbox,
    gateways,
    react,
  };
}

/** Messages go to the gateway; in the demo to a page; without either nowhere, which the log says. */
function outboxOf(config: Config, database: Database): Outbox {
  if (config.demo) return demoOutbox(database, systemClock);
  if (config.smsUrl === undefined) return noOutbox;
  return httpOutbox({ url: config.smsUrl, secret: config.smsSecret, body: config.smsBody });
}

/** Everything else that leaves goes where the options say; in the demo to the same page, never out of the house. */
function gatewaysOf(config: Config, outbox: Outbox): Gateways {
  const trusted = config.trustedTargets ?? [];
  if (config.demo) return demoGateways(config.baseUrl, outbox);
  const post = guardedPost({ trusted });
  const { smtpUrl, mailFrom, wechatAppId: appId, wechatSecret: secret, wechatTemplate: template } = config;
  return {
    baseUrl: config.baseUrl,
    post,
    trusted,
    mail: smtpUrl === undefined ? undefined : smtpMailer({ url: smtpUrl, from: mailFrom }),
    wechat:
      appId && secret && template
        ? // Where it is was written by whoever runs the house, so it may be a relay inside.
          wechatAccount({
            appId,
            secret,
            template,
            data: config.wechatData,
            url: config.wechatUrl,
            post: guardedPost({ trusted: [new URL(config.wechatUrl).hostname] }),
          })
        : undefined,
  };
}

/** Where the key that does not fit came from. */
function wrongKey(config: Config): string {
  const where = config.masterKey ? 'MASTER_KEY' : (config.masterKeyFile ?? path.join(config.dataDir, 'master.key'));
  return `${where} does not open what is sealed in this database. Give the key it was sealed with (MASTER_KEY or MASTER_KEY_FILE).`;
}
