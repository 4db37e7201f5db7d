import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';

/** Photos of iPhones are HEVC inside, which sharp's own binaries may not contain; libheif compiled to WebAssembly reads them. */
const decoder = createRequire(import.meta.url).resolve('libheif-js/wasm-bundle');

/** Runs beside the server, since decoding takes seconds and does not yield. */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { HeifDecoder } = require(workerData.decoder);
const [image] = new HeifDecoder().decode(workerData.bytes);
const width = image.get_width();
const height = image.get_height();
if (width * height > workerData.mostPixels) parentPort.postMessage('too_big');
else {
  const data = new Uint8ClampedArray(width * height * 4);
  image.display({ data, width, height }, (shown) => {
    if (!shown) throw new Error('not decoded');
    parentPort.postMessage({ data, width, height }, [data.buffer]);
  });
}`;

const answer = z.union([
  z.literal('too_big'),
  z.object({ data: z.instanceof(Uint8ClampedArray), width: z.int().min(1), height: z.int().min(1) }),
]);

/**
 * Unfolds a HEIC photo, upright. Rejects when it cannot be read or takes too long.
 * @returns its pixels as RGBA, or `too_big`.
 */
export async function decodeHeic(
  bytes: Buffer,
  { mostPixels, seconds }: { readonly mostPixels: number; readonly seconds: number },
): Promise<z.output<typeof answer>> {
  const worker = new Worker(program, {
    eval: true,
    workerData: { decoder, bytes, mostPixels },
    stdout: true,
    stderr: true,
  });
  let clock: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', (message) => resolve(answer.parse(message)));
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The decoder ended without a picture')));
      clock = setTimeout(() => reject(new Error('The photo took too long to decode')), seconds * 1000);
    });
  } finally {
    clearTimeout(clock);
    await worker.terminate();
  }
}
