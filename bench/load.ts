import autocannon from 'autocannon';
import { median } from './figures.ts';

export type Asked = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The status every answer must have. */
  readonly status?: 200 | 304;
};

const connections = 10;
const seconds = 3;
const rounds = 3;

/** Asks as fast as it is answered. @returns answers a second. */
async function answersPerSecond({ url, headers = {}, status = 200 }: Asked, duration: number): Promise<number> {
  const result = await autocannon({ url, headers: { ...headers }, connections, duration });
  const right = result[status === 304 ? '3xx' : '2xx'];
  if (right === 0 || right < result.requests.total || result.errors > 0)
    throw new Error(`${url}: ${right} of ${result.requests.total} answers were ${status}, ${result.errors} errors`);
  return right / result.duration;
}

export type Compared = { readonly ours: number; readonly theirs: number; readonly ratio: number };

/**
 * Two servers under the same load by turns, so that whatever else the machine does hits both alike.
 * @returns medians in answers a second, and ours as a part of theirs.
 */
export async function compare(ours: Asked, theirs: Asked): Promise<Compared> {
  const sides = [ours, theirs];
  for (const side of sides) await answersPerSecond(side, 2);
  const found = new Map<Asked, number[]>(sides.map((side) => [side, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed())
      found.get(side)?.push(await answersPerSecond(side, seconds));
  }
  const [a = Number.NaN, b = Number.NaN] = sides.map((side) => median(found.get(side) ?? []));
  return { ours: a, theirs: b, ratio: a / b };
}
