import type { Day } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import { appendMany, nextNumber } from '../../kit/journal.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import type { NoticeKind } from './kind.ts';
import type { Changeable } from './notice.ts';

/** A notice as it stands in a world that is brought in whole: a draft, or published at a time, maybe with a story since. */
export type NewNotice = {
  readonly placeId: string;
  readonly groupId: string;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  readonly fromDay: Day;
  readonly lastDay: Day;
  readonly pinned?: boolean | undefined;
  readonly tellsAll?: boolean | undefined;
  /** The community that counts it; a draft has none. */
  readonly published?: { readonly scopeId: string; readonly at: Date } | undefined;
  /** What it said at first, where it was corrected since. */
  readonly corrected?:
    | {
        readonly before: Partial<Pick<NewNotice, 'title' | 'body' | 'lastDay'>>;
        readonly why: string;
        readonly at: Date;
      }
    | undefined;
  readonly withdrawn?: { readonly reason: string; readonly at: Date } | undefined;
};

/** Writes notices of a world that is brought in whole, each act with its entry in the journal, at its time. */
export async function addNotices(write: Write, notices: readonly NewNotice[]): Promise<string[]> {
  const ids: string[] = [];
  for (const notice of notices) ids.push(await addNotice(write, notice));
  return ids;
}

async function addNotice(write: Write, notice: NewNotice): Promise<string> {
  const { district, tx } = write;
  const id = newId();
  const { published, corrected, withdrawn } = notice;
  const year = published && Number(notice.fromDay.slice(0, 4));
  const number = published && (await nextNumber(tx, district, `notice.${published.scopeId}.${year}`));
  await insertMany(tx, 'notices', [
    {
      district,
      id,
      place_id: notice.placeId,
      group_id: notice.groupId,
      kind: notice.kind,
      state: withdrawn ? 'withdrawn' : published ? 'published' : 'draft',
      scope_id: published?.scopeId ?? null,
      year: year ?? null,
      number: number ?? null,
      title: notice.title,
      body: notice.body,
      from_day: notice.fromDay,
      last_day: notice.lastDay,
      pinned: notice.pinned ?? false,
      tells_all: notice.tellsAll ?? false,
      version: published ? (corrected ? 2 : 1) : 0,
      published_at: published?.at ?? null,
      changed_at: withdrawn?.at ?? corrected?.at ?? published?.at ?? write.now,
      withdrawn_at: withdrawn?.at ?? null,
      withdrawn_reason: withdrawn?.reason ?? null,
      text_hidden: false,
    },
  ]);
  if (published) await insertMany(tx, 'notice_versions', versionRows(district, id, notice, published.at));
  const entry = (verb: string) => ({ verb, thing: { kind: 'notice', id }, placeId: notice.placeId });
  const acts = [
    { at: published?.at ?? write.now, verb: 'notices.write' },
    ...(published ? [{ at: published.at, verb: 'notices.publish' }] : []),
    ...(corrected ? [{ at: corrected.at, verb: 'notices.correct' }] : []),
    ...(withdrawn ? [{ at: withdrawn.at, verb: 'notices.withdraw' }] : []),
  ];
  for (const { at, verb } of acts) await appendMany(tx, { ...write, now: at }, [entry(verb)]);
  return id;
}

function versionRows(district: string, id: string, notice: NewNotice, publishedAt: Date) {
  const { corrected } = notice;
  const now = { title: notice.title, body: notice.body, last_day: notice.lastDay };
  if (!corrected) {
    return [{ district, notice_id: id, version: 1, ...now, changed: [], why: '', at: publishedAt }];
  }
  const { title, body, lastDay } = corrected.before;
  const changed: Changeable[] = [];
  if (title !== undefined) changed.push('title');
  if (body !== undefined) changed.push('body');
  if (lastDay !== undefined) changed.push('last_day');
  const first = { title: title ?? now.title, body: body ?? now.body, last_day: lastDay ?? now.last_day };
  return [
    { district, notice_id: id, version: 1, ...first, changed: [], why: '', at: publishedAt },
    { district, notice_id: id, version: 2, ...now, changed, why: corrected.why, at: corrected.at },
  ];
}
