import type { Figure } from './figures.ts';
import { courtyardOf, type Ground, signInStaff } from './ground.ts';
import { compare } from './load.ts';
import { type BarePage, startBare, startProduct } from './servers.ts';
import { rawAnswer } from './wire.ts';

const community = '421202001008';

/** Pages over HTTP against a bare Hono server that answers the same bytes. */
export async function benchPages(ground: Ground): Promise<Figure[]> {
  const url = await ground.world('demo');
  const staff = await signInStaff(url, community);
  const { compound } = await courtyardOf(url, community);
  const product = await startProduct(url);
  try {
    const asked = [
      { what: 'public place page', path: `/places/${compound}`, headers: {}, target: 1 / 3 },
      {
        what: 'public place page as browsers ask for it (gzip)',
        path: `/places/${compound}`,
        headers: { 'accept-encoding': 'gzip' },
        target: 1 / 3,
      },
      { what: 'public place page, unchanged (304)', path: `/places/${compound}`, headers: {}, isUnchanged: true },
      { what: 'coverage page, signed in', path: `/coverage?place=${compound}`, headers: staff },
    ];
    const figures: Figure[] = [];
    for (const { what, path, headers, target, isUnchanged = false } of asked) {
      const page = await fetchPage(product.address, path, headers);
      const bare = await startBare([page]);
      const known = isUnchanged ? { 'if-none-match': page.headers.etag ?? '' } : {};
      const status = isUnchanged ? 304 : 200;
      const { ours, theirs, ratio } = await compare(
        { url: product.address + path, headers: { ...headers, ...known }, status },
        { url: bare.address + path, headers: { ...headers, ...known }, status },
      ).finally(() => bare.stop());
      const size = isUnchanged ? '' : `, ${(page.body.length / 1024).toFixed(1)} KB`;
      figures.push({
        what: `${what}, against bare Hono`,
        figure: ratio.toFixed(2),
        ...(target === undefined ? {} : { target: '≥ 1/3', isMet: ratio >= target }),
        behind: `${Math.round(ours)} and ${Math.round(theirs)} answers a second${size}`,
      });
    }
    return figures;
  } finally {
    await product.stop();
  }
}

/** A page as the product sends it, byte for byte. */
async function fetchPage(address: string, path: string, headers: Readonly<Record<string, string>>): Promise<BarePage> {
  const answer = await rawAnswer(address + path, headers);
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
  const kept = ['content-type', 'content-encoding', 'etag'];
  return {
    path: path.replace(/\?.*/, ''),
    body: answer.body,
    headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => kept.includes(name))),
  };
}
