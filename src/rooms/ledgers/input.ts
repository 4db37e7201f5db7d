import { z } from 'zod';
import { checkbox, form, many, named, oneOf, pageNumber, ref, text } from '../../kit/input.ts';
import { readReasons } from '../people/index.ts';
import { placeCode } from '../places/index.ts';
import { ledgerKinds, verdicts } from './ledger.ts';

export const listInput = z.strictObject({ page: pageNumber() });
export const newInput = z.strictObject({ place: placeCode().optional() });
export const oneInput = z.strictObject({
  ref: ref(),
  tab: oneOf(verdicts).optional(),
  page: pageNumber(),
});
export const refusedInput = z.strictObject({ ref: ref() });

export const uploadForm = form('ledgers.upload', '/imports', {
  place: named(placeCode(), { zh: '导入到哪里', en: 'Where it belongs' }),
  kind: named(oneOf(ledgerKinds).optional(), { zh: '台账种类', en: 'Kind of ledger' }),
  file: named(z.file(), { zh: '台账文件', en: 'The ledger' }),
});
export const columnsForm = form('ledgers.columns', '/imports/{ref}/columns', {
  ref: ref(),
  /** `sheet:index:column`, one for each column. */
  columns: named(many(text(80), 500), { zh: '各列的含义', en: 'What the columns mean' }),
  remember: named(checkbox(), { zh: '记住，下次不用再选', en: 'Remember it for next time' }),
});
export const decideForm = form('ledgers.decisions', '/imports/{ref}/decisions', {
  ref: ref(),
  /** `sheet:row`. */
  rows: named(many(z.string().regex(/^\d{1,4}:\d{1,7}$/), 2000), { zh: '勾选的行', en: 'Rows ticked' }),
  decision: named(oneOf(['take', 'leave']), { zh: '怎么处理', en: 'What to do with them' }),
});
export const confirmForm = form('ledgers.confirmation', '/imports/{ref}/confirmation', { ref: ref() });
export const dropForm = form('ledgers.dropping', '/imports/{ref}/dropping', { ref: ref() });

export const exportKinds = ['households', 'residents'] as const;
export const exportsInput = z.strictObject({ place: placeCode() });
export const exportInput = z.strictObject({
  kind: oneOf(exportKinds),
  place: placeCode(),
  full: checkbox(),
});
export const openExportForm = form('ledgers.open_export', '/exports', {
  place: placeCode(),
  kind: named(oneOf(exportKinds), { zh: '哪一种', en: 'Which' }),
  reason: named(oneOf(readReasons), { zh: '为什么要看', en: 'Why' }),
});
