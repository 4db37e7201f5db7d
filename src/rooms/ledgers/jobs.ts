import { sql } from 'kysely';
import { z } from 'zod';
import { defineJob, enqueue, type Run } from '../../kit/jobs.ts';
import { isRefused } from '../../kit/outcome.ts';
import type { Workshop } from '../../kit/write.ts';
import { checkImport, failImport, writeImport } from './actions.ts';

const oneImport = z.object({ district: z.string(), id: z.uuid() });
const patience = { retries: 3, timeout: 6 * 3600 } as const;

type Data = z.output<typeof oneImport>;

/** Does a step of an import; when the last try fails too, the import says so on its page and can be taken up again. */
async function carefully(at: Data, run: Run<Workshop>, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (run.attempt > patience.retries && !run.signal.aborted) await failImport(run.context, at);
    throw error;
  }
}

/** Reads an uploaded file and judges its rows. */
export const checkJob = defineJob(
  'ledgers.check',
  oneImport,
  (at, run: Run<Workshop>) =>
    carefully(at, run, async () => {
      const outcome = await checkImport(run.context, at, run);
      if (isRefused(outcome) && outcome.refused === 'file_gone') await failImport(run.context, at, 'file_gone');
    }),
  patience,
);

/** Writes a confirmed import; killed in the middle, it goes on after the last batch. */
export const writeJob = defineJob(
  'ledgers.write',
  oneImport,
  (at, run: Run<Workshop>) => carefully(at, run, () => writeImport(run.context, at, run)),
  patience,
);

/** What this room does apart from requests; begun with the others by the house. */
export const ledgerJobs = [checkJob, writeJob];

/** Imports that were confirmed and not finished, as after a crash of a command: each gets a job again. At the start. */
export async function resumeImports(workshop: Workshop): Promise<number> {
  return workshop.database.kysely.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('imports')
      .select(['district', 'id'])
      .where('state', '=', 'writing')
      .where(sql<boolean>`district is not null`)
      .execute();
    for (const { district, id } of rows) await enqueue(tx, writeJob, { district, id }, { singletonKey: id });
    return rows.length;
  });
}
