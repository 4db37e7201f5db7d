import sharp from 'sharp';
import { readRef, refOf } from '../src/kit/ids.ts';
import type { Session, TestApp } from './app.ts';
import type { Spot } from './spots.ts';

/** Issues of the resident at every stage, each where its verbs are possible; refs. */
export type IssueTargets = {
  readonly reported: string;
  readonly asked: string;
  readonly accepted: string;
  readonly acting: string;
  readonly resolved: string;
  readonly declined: string;
  readonly merged: string;
  /** On the board, raised by whoever lives with the resident: she is a neighbour to it. */
  readonly neighbours: string;
  readonly number: string;
  readonly photo: string;
};

type Act = (as: Session, route: string, values: Record<string, unknown>) => Promise<Record<string, string>>;

/** Lets the resident report, and the office carry on, until there is an issue at every stage. */
export async function buildIssues(
  app: TestApp,
  spot: Spot,
  { office, resident, act }: { readonly office: Session; readonly resident: Session; readonly act: Act },
): Promise<IssueTargets> {
  const { district, at } = spot;
  const report = async (by: Session, title: string, photo?: File): Promise<{ ref: string; number: string }> => {
    const made = await act(by, 'issues.report', {
      place: at.building.code,
      kind: 'lighting',
      title,
      sure: 'yes',
      ...(photo ? { photos: photo } : {}),
    });
    return { ref: refOf(district, made.id ?? ''), number: made.number ?? '' };
  };
  const carried = async (
    title: string,
    ...verbs: readonly (readonly [string, Record<string, unknown>?])[]
  ): Promise<string> => {
    const { ref } = await report(resident, title);
    for (const [verb, values = {}] of verbs) await act(office, `issues.${verb}`, { ref, ...values });
    return ref;
  };
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#2e6b4f' } })
    .jpeg()
    .toBuffer();
  const reported = await report(
    resident,
    '楼道灯不亮',
    new File([new Uint8Array(picture)], '灯.jpg', { type: 'image/jpeg' }),
  );
  const mate = await app.signIn({ district, personId: spot.mate });
  const neighbours = await report(mate, '单元门关不严');
  await act(office, 'issues.accept', { ref: neighbours.ref });
  await act(office, 'issues.publish', { ref: neighbours.ref, title: '单元门关不严', visibility: 'all' });
  const publish = ['publish', { title: '公示的事', visibility: 'all' }] as const;
  const photos = await app.database.query(
    'SELECT file_id AS id FROM issue_photos WHERE district = $1 AND issue_id = $2',
    [district, readRef(reported.ref)?.id],
  );
  return {
    reported: reported.ref,
    number: reported.number,
    photo: String(photos[0]?.id),
    asked: await carried('下水道堵了', ['ask_back', { question: '哪一层？' }]),
    accepted: await carried('车位被占', ['accept']),
    acting: await carried('扶手松了', ['accept'], ['take']),
    resolved: await carried('井盖响', ['accept'], publish, ['take'], ['resolve', { text: '垫平了' }]),
    declined: await carried('换入户门', ['decline', { reason: '自家的门', remedies: '找师傅' }]),
    merged: await carried('灯又不亮', ['merge', { into: reported.number }]),
    neighbours: neighbours.ref,
  };
}
