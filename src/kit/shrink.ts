import sharp, { type Sharp } from 'sharp';
import { decodeHeic } from './heic.ts';
import { done, type Outcome, refused } from './outcome.ts';

/** Longest sides of what is kept of a photo, in pixels. */
const sides = { full: 1600, thumb: 400 };
/** No camera of a phone is meant to make more in daily use; a small file that unfolds to more is a trap. */
const mostPixels = 50_000_000;
/** One photo unfolded takes up to 200 MB, so few at a time. */
const atOnce = 2;
const seconds = 30;

export type SmallPhoto = {
  readonly full: Buffer;
  readonly thumb: Buffer;
  readonly width: number;
  readonly height: number;
};

/**
 * Makes a photo small: upright as its EXIF says, at most 1600 pixels, and nothing in it but the picture: no place, no
 * time, no camera, no hidden small picture. Written anew as JPEG, so nothing of the sent file survives.
 */
export async function shrinkPhoto(
  bytes: Buffer,
  kind: 'jpeg' | 'png' | 'webp' | 'heic',
): Promise<Outcome<SmallPhoto, 'photo_too_big' | 'photo_broken'>> {
  await takeTurn();
  try {
    const tooBig = refused('photo_too_big', { detail: { limit: mostPixels / 1_000_000 } });
    let image: Sharp;
    if (kind === 'heic') {
      const decoded = await decodeHeic(bytes, { mostPixels, seconds });
      if (decoded === 'too_big') return tooBig;
      const { data, width, height } = decoded;
      image = sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: mostPixels });
    } else {
      const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
      if (width * height > mostPixels) return tooBig;
      image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' }).autoOrient();
    }
    const full = await jpeg(image, sides.full, 80).toBuffer({ resolveWithObject: true });
    const thumb = await jpeg(sharp(full.data), sides.thumb, 74).toBuffer();
    return done({ full: full.data, thumb, width: full.info.width, height: full.info.height });
  } catch {
    // Whatever the decoder did not like about it: it is what was sent that is wrong.
    return refused('photo_broken');
  } finally {
    giveTurn();
  }
}

function jpeg(image: Sharp, side: number, quality: number): Sharp {
  return image
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality, progressive: true })
    .timeout({ seconds });
}

let working = 0;
const waiting: (() => void)[] = [];

async function takeTurn(): Promise<void> {
  if (working < atOnce) working += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
}

function giveTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else working -= 1;
}
