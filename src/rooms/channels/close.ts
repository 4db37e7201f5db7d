import type { Write } from '../../kit/write.ts';

/** Closes a way within another verb, or for a job that learnt that it leads nowhere any more. */
export async function closeWay(write: Pick<Write, 'tx' | 'district' | 'now'>, id: string): Promise<void> {
  const { tx, district, now } = write;
  await tx
    .updateTable('telling_ways')
    .set({ ended_at: now })
    .where('district', '=', district)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  await tx
    .updateTable('deliveries')
    .set({ state: 'dropped', ended_at: now })
    .where('district', '=', district)
    .where('way_id', '=', id)
    .where('state', 'in', ['waiting', 'sending'])
    .execute();
}

/** Forgets every way of a person who is erased, and with them what was to be sent. */
export async function forgetWays({ tx, district }: Pick<Write, 'tx' | 'district'>, personId: string): Promise<void> {
  await tx.deleteFrom('telling_ways').where('district', '=', district).where('person_id', '=', personId).execute();
  await tx.deleteFrom('telling_choices').where('district', '=', district).where('person_id', '=', personId).execute();
}
