import { newId, refOf } from '../src/kit/ids.ts';
import { isRefused } from '../src/kit/outcome.ts';
import { insertMany } from '../src/kit/rows.ts';
import { inTransaction } from '../src/kit/write.ts';
import { addWay } from '../src/rooms/channels/choose.ts';
import { addOutlet } from '../src/rooms/channels/outlets.ts';
import { prepare } from './actors.ts';
import type { TestApp } from './app.ts';
import type { Spot } from './spots.ts';

/** A way of the resident, a robot and a webhook at the community, and something that did not arrive there; all refs. */
export async function buildChannels(
  app: TestApp,
  { district, at, resident }: Spot,
): Promise<Record<'way' | 'robot' | 'webhook' | 'delivery', string>> {
  const act = async (verb: Parameters<typeof inTransaction<{ id: string }, string>>[2]): Promise<string> => {
    const outcome = await inTransaction(app.workshop, { district, channel: 'command' }, verb);
    if (isRefused(outcome)) throw new Error(`Refused: ${outcome.refused}`);
    return outcome.done.id;
  };
  const way = await act((write) =>
    addWay(write, { personId: resident, kind: 'wechat', address: newId(), label: '', lang: 'zh' }),
  );
  const given = { place: at.community, name: '测试群', lang: 'zh', verbs: ['places.renumber'], trusted: [] } as const;
  const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0';
  const robot = await act((write) => addOutlet(write, { ...given, kind: 'wecom', url }));
  const hook = { ...given, kind: 'webhook', url: 'https://hooks.example.org/', secret: 'whsec_AAAA' } as const;
  const webhook = await act((write) => addOutlet(write, hook));
  const delivery = newId();
  await prepare(app.workshop, district, async ({ tx, now }) => {
    const row = { district, id: delivery, outlet_id: webhook, entry_id: newId(), about: 'places.renumber', body: {} };
    const failed = { state: 'failed', tries: 8, tried_at: now, ended_at: now, due_at: now, created_at: now };
    await insertMany(tx, 'deliveries', [{ ...row, ...failed, problem: 'status 500' }]);
  });
  const ref = (id: string): string => refOf(district, id);
  return { way: ref(way), robot: ref(robot), webhook: ref(webhook), delivery: ref(delivery) };
}
