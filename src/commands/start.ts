import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { createApp } from '../app.ts';
import { openHouse } from '../house.ts';
import { startJobs } from '../jobs.ts';
import { dayIn } from '../kit/clock.ts';
import { openLog } from '../kit/log.ts';
import { openMetrics } from '../kit/metrics.ts';
import { demoSignIns, hasAdministrator } from '../rooms/accounts/index.ts';
import { resumeImports } from '../rooms/ledgers/index.ts';
import { isDemo, isEmpty, seedDemo } from '../seed/index.ts';
import { asked, type Command, readArguments } from './command.ts';
import { choosePort, portTrouble } from './port.ts';

export const startCommand: Command = {
  usage: '[--demo]',
  summary: 'Serves the product',
  notes: [
    '--demo   On an empty database: makes a small invented world first. On a database that is not a demo: refuses.',
    'Without --demo and without an administrator yet: doorstep user add makes the first one.',
  ],
  examples: ['DATABASE_URL=postgres://doorstep:secret@db/doorstep BASE_URL=https://jiamenkou.example doorstep start'],
  run: async (given, args) => {
    const read = readArguments(args, { demo: { type: 'boolean' } }, 0);
    if ('wrong' in read) return asked('start', startCommand, read.wrong);
    const config = await choosePort(read.values.demo ? { ...given, demo: true } : given);
    const log = openLog({
      level: config.logLevel,
      style: config.logStyle ?? (process.stdout.isTTY ? 'short' : 'json'),
    });
    const metrics = openMetrics();
    const house = await openHouse(config, (seconds) => metrics.queryRan(seconds));
    if (config.demo) {
      if (await isEmpty(house.database.kysely)) {
        console.log('Making the demo …');
      } else if (!(await isDemo(house.database.kysely))) {
        console.error(
          'This database holds real records, and a demo lets anybody in. Start without --demo, or with another DATA_DIR.',
        );
        await house.database.close();
        return 1;
      }
      await seedDemo(house);
    }
    const app = await createApp({ workshop: house, config, log, metrics });
    const server = serve({ fetch: app.fetch, port: config.port, ...(config.host ? { hostname: config.host } : {}) });
    try {
      await once(server, 'listening');
    } catch (error) {
      await house.database.close();
      throw portTrouble(config.port, error);
    }
    await resumeImports(house);
    const jobs = await startJobs(house, { log, metrics });
    console.log(`Doorstep · 家门口   ${config.baseUrl}`);
    if (config.demo) {
      console.log('\nSign in as (one tap on the sign-in page, or by phone; codes show at /demo/messages):');
      for (const account of await demoSignIns(house.database.kysely))
        console.log(`  ${account.phone}  ${account.name}  ${account.role}`);
    }
    const today = dayIn(house.zone, house.clock.now());
    if (!config.demo && !(await hasAdministrator(house.database.kysely, today))) {
      console.log('\nNobody manages accounts yet. Stop the server, make the first administrator, and start again:');
      console.log('  doorstep district add CODE');
      console.log('  doorstep user add --name NAME --user-name NAME --district CODE --role administrator');
    }
    await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
    await app.close();
    const closed = new Promise((resolve) => server.close(resolve));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
    await jobs.stop();
    await house.database.close();
    return 0;
  },
};
