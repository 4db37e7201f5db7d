import { sql } from 'kysely';
import type { Reader } from '../../kit/database.ts';

export type DemoSignIn = {
  readonly district: string;
  readonly personId: string;
  readonly name: string;
  readonly role: string;
  readonly phone: string;
};

/** Those whom the demo offers to sign in as; kept as a setting by the demo's seed, so empty everywhere else. */
export async function demoSignIns(db: Reader): Promise<DemoSignIn[]> {
  const { rows } = await sql<{
    value: DemoSignIn[];
  }>`select value from settings where name = 'demo.sign_ins' and district is not null order by jsonb_array_length(value) desc, district`.execute(
    db,
  );
  return rows.flatMap((row) => row.value);
}
