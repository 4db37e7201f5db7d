import { z } from 'zod';
import type { Reader } from '../../kit/database.ts';
import { ref } from '../../kit/input.ts';
import { type Outcome, refused } from '../../kit/outcome.ts';
import { fileAnswer, keepPhotos } from '../../kit/photos.ts';
import { file } from '../../kit/route.ts';
import { insertMany } from '../../kit/rows.ts';
import type { Write } from '../../kit/write.ts';
import { mostPhotos } from './input.ts';
import type { Issue } from './issue.ts';
import { reachIssue } from './reach.ts';
import { refusalWords } from './words.ts';

/** Keeps photos with an issue; what is wrong with one is said of the field. The caller's verb is what is recorded. */
export async function addPhotos(
  write: Write,
  issueId: string,
  role: 'before' | 'after',
  photos: readonly File[],
): Promise<Outcome<number, string>> {
  const kept = await keepPhotos(write, photos, { max: mostPhotos });
  if ('refused' in kept) return kept;
  await insertMany(
    write.tx,
    'issue_photos',
    kept.done.map((fileId) => ({ district: write.district, issue_id: issueId, file_id: fileId, role, at: write.now })),
  );
  return { done: kept.done.length };
}

export type IssuePhoto = {
  readonly fileId: string;
  readonly role: 'before' | 'after';
  readonly width: number | null;
  readonly height: number | null;
};

/** The photos of an issue, in the order they came. */
export async function photosOf(db: Reader, issue: Pick<Issue, 'district' | 'id'>): Promise<IssuePhoto[]> {
  const rows = await db
    .selectFrom('issue_photos')
    .innerJoin('files', (join) =>
      join.onRef('files.district', '=', 'issue_photos.district').onRef('files.id', '=', 'issue_photos.file_id'),
    )
    .select(['issue_photos.file_id as fileId', 'issue_photos.role', 'files.width', 'files.height'])
    .where('issue_photos.district', '=', issue.district)
    .where('files.district', '=', issue.district)
    .where('issue_photos.issue_id', '=', issue.id)
    .orderBy('issue_photos.at')
    .orderBy('issue_photos.file_id')
    .limit(100)
    .execute();
  return rows.map((row) => ({ ...row, role: row.role === 'after' ? 'after' : 'before' }));
}

/** A photo, for whoever sees its issue; kept by browsers only where everybody may. */
export const photoFile = file({
  name: 'issues.photo',
  path: '/issues/{ref}/photos/{photo}',
  summary: { zh: '一件事的照片', en: 'A photo of an issue' },
  may: 'anyone',
  input: z.strictObject({ ref: ref(), photo: z.uuid(), size: z.enum(['full', 'thumb']).default('full') }),
  words: refusalWords,
  type: 'image/jpeg',
  answer: async (context, { ref: issueRef, photo, size }) => {
    const reached = await reachIssue(context.db, issueRef, context);
    if ('refused' in reached) return reached;
    const { issue } = reached.done;
    const photos = await photosOf(context.db, issue);
    if (!photos.some((one) => one.fileId === photo)) return refused('not_found');
    const isPublic = issue.publishedAt !== null && issue.visibility === 'all';
    return fileAnswer(context, { district: issue.district, id: photo }, size, { isPublic });
  },
});
