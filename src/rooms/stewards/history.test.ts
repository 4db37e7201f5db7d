import { expect, test } from 'vitest';
import { spellsOf } from './history.ts';

test('days on which nothing changed part no spell, and gaps stay gaps', () => {
  const answers: Record<string, string | undefined> = {
    '2026-01-01': undefined,
    '2026-02-01': 'a',
    '2026-03-01': 'a',
    '2026-04-01': 'b',
    '2026-05-01': undefined,
    '2026-06-01': 'a',
  };
  const days = Object.keys(answers);
  const spells = spellsOf([...days, ...days].reverse(), (day) =>
    answers[day] ? { 5: { stewardId: answers[day] } } : {},
  );
  expect(spells).toEqual([
    { level: 5, stewardId: 'a', fromDay: '2026-02-01', toDay: '2026-04-01' },
    { level: 5, stewardId: 'b', fromDay: '2026-04-01', toDay: '2026-05-01' },
    { level: 5, stewardId: 'a', fromDay: '2026-06-01', toDay: null },
  ]);
});
