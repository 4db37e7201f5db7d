import type { Figure } from './figures.ts';
import { courtyardOf, type Ground, signInStaff } from './ground.ts';
import { compare } from './load.ts';
import { startProduct } from './servers.ts';
import { rawAnswer } from './wire.ts';

const community = '421202001008';

/** What the server takes after load, and what a first visit takes over the wire. */
export async function benchMemory(ground: Ground): Promise<Figure[]> {
  const url = await ground.world('wenquan');
  const staff = await signInStaff(url, community);
  const { compound, building } = await courtyardOf(url, community);
  const product = await startProduct(url);
  try {
    const first = await firstVisit(product.address, `/places/${building}`);
    const atFirst = await product.memory();
    const load = { url: `${product.address}/coverage?place=${compound}`, headers: staff };
    await compare(load, { url: `${product.address}/places/${building}/map`, headers: staff });
    const after = await product.memory();
    return [
      {
        what: 'memory of the server after load, at the size of Wenquan',
        figure: after === undefined ? 'not told by this system' : `${after} MB`,
        behind: `${atFirst} MB after its first page`,
      },
      {
        what: 'first visit over the wire (gzip), styles and scripts with it',
        figure: `${kilobytes(first.all)} KB`,
        target: '≤ 60 KB',
        isMet: first.all <= 60 * 1024,
        behind: first.parts.map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`).join(', '),
      },
      {
        what: 'script of a first visit (gzip)',
        figure: `${kilobytes(first.script)} KB`,
        target: '≤ 15 KB',
        isMet: first.script <= 15 * 1024,
      },
    ];
  } finally {
    await product.stop();
  }
}

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);

/** A page with all that a browser fetches for it, each with its head. */
async function firstVisit(address: string, path: string) {
  const headers = { 'accept-encoding': 'gzip' };
  const page = await rawAnswer(address + path, headers);
  const html = await (await fetch(address + path)).text();
  const links = [...html.matchAll(/<(link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"[^>]*>/g)]
    .filter(([tag, kind]) => kind !== 'link' || /rel="(stylesheet|icon|manifest|preload|modulepreload)"/.test(tag))
    .map(([, , href]) => href ?? '');
  const parts = [{ name: 'page', bytes: page.bytes }];
  let script = 0;
  for (const href of new Set(links.filter((link) => !link.startsWith('data:')))) {
    const answer = await rawAnswer(new URL(href, address).href, headers);
    parts.push({ name: href.replace(/^.*\//, '').replace(/-[^.]*/, ''), bytes: answer.bytes });
    if (answer.headers['content-type']?.includes('javascript')) script += answer.bytes;
  }
  return { all: parts.reduce((sum, { bytes }) => sum + bytes, 0), script, parts };
}
