import { z } from 'zod';
import { addDays, addMonths, type Day } from '../../kit/clock.ts';

/** How often somebody is to be visited. */
export const frequencies = ['weekly', 'fortnightly', 'monthly', 'quarterly'] as const;
export type Frequency = (typeof frequencies)[number];

/** The visiting plan kept with a tag: sealed, since it speaks of health and family. */
export const planSchema = z.object({
  frequency: z.enum(frequencies).optional(),
  lastVisit: z.iso.date().optional(),
  /** Who visits, as a ledger writes it. */
  pairedWith: z.string().optional(),
  /** Children or other family with their telephone. */
  kin: z.string().optional(),
  emergencyContact: z.string().optional(),
  /** Health and what the person can do alone. */
  health: z.string().optional(),
});
export type Plan = z.output<typeof planSchema>;

const spellings: Readonly<Record<Frequency, readonly string[]>> = {
  weekly: ['每周', '每星期', '一周', '周', '每周一次', '每周1次', '一周一次', '1次/周', 'weekly'],
  fortnightly: ['每两周', '每半月', '半月', '两周一次', '半月一次', '每月两次', '每月2次', '2次/月', 'fortnightly'],
  monthly: ['每月', '每个月', '一月', '月', '每月一次', '每月1次', '一月一次', '1次/月', 'monthly'],
  quarterly: ['每季度', '每季', '季度', '一季度一次', '每季度一次', '每季度1次', '1次/季', '1次/季度', 'quarterly'],
};
const bySpelling = new Map(frequencies.flatMap((key) => spellings[key].map((word) => [word, key] as const)));

/** Reads 每周, 每月一次, 季度 …; undefined for anything else. */
export function readFrequency(text: string): Frequency | undefined {
  return bySpelling.get(text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase());
}

const after: Readonly<Record<Frequency, (day: Day) => Day>> = {
  weekly: (day) => addDays(day, 7),
  fortnightly: (day) => addDays(day, 14),
  monthly: (day) => addMonths(day, 1),
  quarterly: (day) => addMonths(day, 3),
};

/** The day by which the next visit is due: so long after the last one; undefined without a frequency. */
export function nextVisit(plan: Plan, since: Day): Day | undefined {
  return plan.frequency && after[plan.frequency](plan.lastVisit ?? since);
}

/** The last visit that any of a person's plans knows of. */
export function lastVisitOf(plans: readonly Plan[]): Day | undefined {
  return plans
    .flatMap((plan) => plan.lastVisit ?? [])
    .sort()
    .at(-1);
}
