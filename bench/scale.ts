import { Agent, request } from 'node:http';
import { type Figure, median } from './figures.ts';
import { courtyardOf, type Ground, signInStaff, type World } from './ground.ts';
import { startProduct } from './servers.ts';

const community = '421202001008';
const rounds = 300;
const warmUp = 50;

/**
 * The same pages of a courtyard of the same shape, once among some hundreds of households, once among 49,805, one request
 * after the other and by turns.
 */
export async function benchScale(ground: Ground): Promise<Figure[]> {
  const small = await openSide(ground, 'demo');
  const large = await openSide(ground, 'wenquan');
  try {
    const figures: Figure[] = [];
    for (const what of Object.keys(small.pages) as (keyof typeof small.pages)[]) {
      const times = { small: [] as number[], large: [] as number[] };
      for (let i = 0; i < rounds + warmUp; i += 1) {
        const sides = [
          async () => void times.small.push(await small.ask(small.pages[what])),
          async () => void times.large.push(await large.ask(large.pages[what])),
        ];
        for (const side of i % 2 === 0 ? sides : sides.toReversed()) await side();
      }
      const [a, b] = [median(times.small.slice(warmUp)), median(times.large.slice(warmUp))];
      figures.push({
        what: `${what} at the size of Wenquan, against the demo`,
        figure: (b / a).toFixed(2),
        target: '≤ 1.3',
        isMet: b / a <= 1.3,
        behind: `${b.toFixed(1)} and ${a.toFixed(1)} ms`,
      });
    }
    return figures;
  } finally {
    await small.close();
    await large.close();
  }
}

async function openSide(ground: Ground, world: World) {
  const url = await ground.world(world);
  const [headers, { compound, building }] = [await signInStaff(url, community), await courtyardOf(url, community)];
  const product = await startProduct(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    pages: {
      'coverage page of a compound': `/coverage?place=${compound}`,
      'people’s map of a building': `/places/${building}/map`,
      'place page of a building, signed in': `/places/${building}`,
    },
    /** Milliseconds until the last byte. */
    ask: (path: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const start = performance.now();
        const asking = request(product.address + path, { agent, headers }, (answer) => {
          if (answer.statusCode !== 200) reject(new Error(`${path} answers ${answer.statusCode}`));
          answer.resume().on('end', () => resolve(performance.now() - start));
        });
        asking.on('error', reject);
        asking.end();
      }),
    close: async () => {
      agent.destroy();
      await product.stop();
    },
  };
}
