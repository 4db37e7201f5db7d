import { z } from 'zod';
import { form, many, named, oneOf, text } from '../../kit/input.ts';
import { placeKinds } from './place.ts';
import { zoneKinds } from './zones.ts';

/** A place's code: 6, 9 or 12 digits of the statistical list, or district-number in base 36. */
export const placeCode = () =>
  named(z.string().regex(/^(\d{6}|\d{9}|\d{12}|\d{6}-[0-9a-z]{1,7})$/), { zh: '地点代码', en: 'Place code' });

const name = named(text(60), { zh: '名称或编号', en: 'Name or number' });
const children = named(many(z.uuid()), { zh: '包括哪些', en: 'Which ones' });

/** `print`: the page also says how to print it. */
export const onePlace = z.strictObject({ code: placeCode(), print: z.literal('1').optional() });
export const findInput = z.strictObject({
  q: named(text(100).optional(), { zh: '名称或地址', en: 'Name or address' }),
});
export const addForm = form('places.add', '/places/{code}/children', {
  code: placeCode(),
  kind: named(oneOf(placeKinds), { zh: '种类', en: 'Kind' }),
  name,
});
export const renumberForm = form('places.renumber', '/places/{code}/name', { code: placeCode(), name });
export const mergeForm = form('places.merge', '/places/{code}/merges', {
  code: placeCode(),
  into: named(placeCode(), { zh: '并入', en: 'Merge into' }),
});
export const splitForm = form('places.split', '/places/{code}/splits', { code: placeCode(), children, name });
export const undoForm = form('places.undo', '/places/{code}/undoings', { code: placeCode(), changeId: z.uuid() });
export const zoneForm = form('places.draw_zone', '/places/{code}/zones', {
  code: placeCode(),
  kind: named(oneOf(zoneKinds), { zh: '种类', en: 'Kind' }),
  name,
  parentId: named(z.uuid().optional(), { zh: '属于哪一片', en: 'Part of which area' }),
  children,
});
export const closeZoneForm = form('places.close_zone', '/places/{code}/zones/{zoneId}/closing', {
  code: placeCode(),
  zoneId: z.uuid(),
});
