import { z } from 'zod';
import { named, oneOf, pageNumber } from '../../kit/input.ts';
import { issueKinds, openable } from '../issues/index.ts';
import { placeCode } from '../places/index.ts';

const month = () => z.string().regex(/^(19|[2-9]\d)\d\d-(0[1-9]|1[0-2])$/);
const place = () => named(placeCode(), { zh: '地点', en: 'Place' });
const from = named(month().optional(), { zh: '从哪个月', en: 'From month' });
const until = named(month().optional(), { zh: '到哪个月', en: 'To month' });

export const picturesInput = z.strictObject({ place: place().optional(), from, until });
export const documentInput = z.strictObject({ place: place(), from, until });
export const recordsInput = z.strictObject({
  place: place(),
  measure: named(oneOf(openable), { zh: '哪个数', en: 'Figure' }),
  kind: named(oneOf(issueKinds).optional(), { zh: '哪一类', en: 'Kind' }),
  from,
  until,
  page: pageNumber(),
});
