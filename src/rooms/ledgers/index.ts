/** Ledgers: the files offices keep, brought in row by row, and taken out again. */
import { speakFor } from '../people/index.ts';
import { exportRoutes } from './export-pages.ts';
import { importRoutes } from './import-pages.ts';
import { toldWords } from './told-words.ts';

// The story of a person or a household, in the people room, then speaks of this room's verbs as well.
speakFor(toldWords);

export { forgetOldImports } from './actions.ts';
export { columnName, type HeadingChoices, headingKey, ledgerColumns } from './columns.ts';
export { type Export, type ExportKind, exportSheet } from './export.ts';
export { columnsToAsk, type FileImport, type FileProblem, type FileReport, importFile } from './import-file.ts';
export { exportKinds } from './input.ts';
export { ledgerJobs, resumeImports } from './jobs.ts';
export { type LedgerKind, ledgerKinds } from './ledger.ts';

export { words as ledgerWords } from './words.ts';

export const ledgersRoutes = [...importRoutes, ...exportRoutes];
