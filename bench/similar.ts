import { guessKind } from '../src/rooms/issues/index.ts';
import { leastScore, likeness } from '../src/rooms/issues/similar.ts';
import type { Figure } from './figures.ts';
import { type Pair, pairs, type Where } from './similar-pairs.ts';

/** Paths as the tree writes them: district, township, community, compound, building, entrance. */
const first = '1.2.3.4.5.6.';
const second: Readonly<Record<Where, string>> = {
  same_entrance: '1.2.3.4.5.6.',
  same_building: '1.2.3.4.5.',
  other_building: '1.2.3.4.7.8.',
  compound: '1.2.3.4.',
};
const now = new Date('2026-11-22T04:00:00Z');

function scoreOf([asked, other, where, days]: Pair): number {
  // What is about the whole compound is about the whole compound for both who say it.
  const path = where === 'compound' ? second.compound : first;
  return likeness(
    { title: asked, kind: guessKind(asked), path, now },
    {
      title: other,
      kind: guessKind(other) ?? 'other',
      path: second[where],
      at: new Date(now.getTime() - days * 86_400_000),
    },
  ).score;
}

/** How many of the pairs shown as alike are (precision), and how many of those that are are shown (recall), at a threshold. */
function measure(least: number): { readonly precision: number; readonly recall: number } {
  const scored = pairs.map((pair) => ({ same: pair[4], shown: scoreOf(pair) >= least }));
  const shown = scored.filter((pair) => pair.shown);
  const right = shown.filter((pair) => pair.same).length;
  return { precision: right / Math.max(1, shown.length), recall: right / scored.filter((pair) => pair.same).length };
}

/** Likely duplicates on the labelled set, at the threshold in use. */
export async function benchSimilar(): Promise<Figure[]> {
  const { precision, recall } = measure(leastScore);
  const around = [-0.08, -0.04, 0.04, 0.08].map((step) => {
    const found = measure(leastScore + step);
    return `${(leastScore + step).toFixed(2)}: ${found.precision.toFixed(2)}/${found.recall.toFixed(2)}`;
  });
  return [
    {
      what: `likely duplicates: precision on ${pairs.length} labelled pairs`,
      figure: precision.toFixed(2),
      target: '≥ 0.7',
      isMet: precision >= 0.7,
      behind: `at a likeness of ${leastScore}; precision/recall around it ${around.join(', ')}`,
    },
    { what: 'likely duplicates: recall', figure: recall.toFixed(2), target: '≥ 0.85', isMet: recall >= 0.85 },
  ];
}
