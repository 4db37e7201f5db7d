import type { Wording } from '../../kit/words.ts';
import { pageWords } from './page-words.ts';
import { problemWords } from './problem-words.ts';

export const words = { ...pageWords, ...problemWords } as const satisfies Wording;
