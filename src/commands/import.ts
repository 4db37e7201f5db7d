import path from 'node:path';
import { openHouse } from '../house.ts';
import { sayCode } from '../kit/words.ts';
import {
  columnName,
  columnsToAsk,
  type FileReport,
  headingKey,
  importFile,
  type LedgerKind,
  ledgerColumns,
  ledgerKinds,
  ledgerWords,
} from '../rooms/ledgers/index.ts';
import { findPlaceByCode } from '../rooms/places/index.ts';
import { asked as askedWrongly, type Command, readArguments } from './command.ts';

const options = {
  place: { type: 'string' },
  kind: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  doubts: { type: 'string' },
  column: { type: 'string', multiple: true },
} as const;

export const importCommand: Command = {
  usage: 'FILE --place CODE [--kind KIND] [--column HEADING=COLUMN] [--doubts take] [--dry-run] [--json]',
  summary: 'Brings a ledger in: households, residents, volunteers or persons to visit, from .xlsx or .csv',
  notes: [
    '--place CODE            Where it belongs: a compound, a community, or a street whose communities the rows name.',
    `--kind KIND             ${ledgerKinds.join(', ')}. Recognised from the headings when left out.`,
    '--column HEADING=COLUMN How a heading is read that is not known; leave_out leaves it out. May be given again.',
    ...ledgerKinds.map((kind) => `    columns of ${kind}: ${Object.keys(ledgerColumns(kind)).join(', ')}`),
    '--doubts take           Takes rows in doubt as they are; otherwise they are left out and listed.',
    '--dry-run               Says what would happen and writes nothing.',
    '--json                  Prints {file, kind, sheets: [{name, rows, new, changed, same, duplicate, inDoubt, refused}]}.',
    'Doing it again changes nothing. Killed in the middle, it is finished by the server, or by confirming it on its page.',
  ],
  examples: [
    'doorstep import 住户台账.xlsx --place 421202001008 --dry-run',
    'doorstep import 住户台账.xlsx --place 421202001008 --column 门牌=address --column 备用=leave_out --json',
  ],
  run: async (config, args) => {
    const asked = readOrder(args);
    if (typeof asked === 'string') return askedWrongly('import', importCommand, asked);
    const house = await openHouse(config);
    try {
      const place = await findPlaceByCode(house.database.kysely, asked.place);
      if (!place) {
        console.error(`There is no place ${asked.place}. doorstep district add CODE adds a district.`);
        return 2;
      }
      const report = await importFile(house, { ...asked, place, source: { path: asked.file } });
      if ('sheets' in report && 'importId' in report) {
        const said = asked.json ? JSON.stringify(summaryOf(asked.file, report), null, 2) : textOf(asked.file, report);
        console.log(said);
        return 0;
      }
      if (report.refused === 'columns_unknown') {
        for (const { sheet, unknown, missing } of columnsToAsk(report.kind, report.sheets)) {
          for (const { heading } of unknown)
            console.error(`${sheet}: what is the column "${heading}"? Say --column "${heading}=…"`);
          for (const key of missing)
            console.error(`${sheet}: there is no column for ${key} (${columnName(report.kind, key).zh})`);
        }
        console.error(`Columns of ${report.kind}: ${Object.keys(ledgerColumns(report.kind)).join(', ')}, leave_out`);
        return 1;
      }
      console.error(`${asked.file}: ${sayCode(ledgerWords, report.refused, 'en')}`);
      return 1;
    } finally {
      await house.database.close();
    }
  },
};

type Asked = {
  readonly file: string;
  readonly place: string;
  readonly kind: LedgerKind | undefined;
  readonly choices: ReadonlyMap<string, string>;
  readonly doubts: 'take' | 'leave';
  readonly dryRun: boolean;
  readonly json: boolean;
};

/** @returns what was asked, or what is wrong with it. */
function readOrder(args: readonly string[]): Asked | string {
  const read = readArguments(args, options, 1);
  if ('wrong' in read) return read.wrong;
  const { values, positionals } = read;
  const [file] = positionals;
  if (!file) return 'FILE is missing.';
  if (!values.place) return '--place is missing.';
  const kind = ledgerKinds.find((one) => one === values.kind);
  if (values.kind !== undefined && !kind) return `--kind is one of ${ledgerKinds.join(', ')}`;
  if (values.doubts !== undefined && values.doubts !== 'take' && values.doubts !== 'leave')
    return '--doubts is take or leave';
  const choices = new Map<string, string>();
  for (const text of values.column ?? []) {
    const at = text.lastIndexOf('=');
    if (at < 1) return '--column is HEADING=COLUMN';
    choices.set(headingKey({ heading: text.slice(0, at) }), text.slice(at + 1));
  }
  return {
    file,
    place: values.place,
    kind,
    choices,
    doubts: values.doubts === 'take' ? 'take' : 'leave',
    dryRun: values['dry-run'] ?? false,
    json: values.json ?? false,
  };
}

function summaryOf(file: string, { kind, sheets, refused }: FileReport) {
  return {
    file: path.basename(file),
    kind,
    sheets: sheets.map(({ index, name, columns, count }) => {
      const headingOf = (key: string | undefined): string =>
        columns.find((column) => column.key === key)?.heading ?? (key === undefined ? '' : columnName(kind, key).zh);
      const { rows, counts, found } = count;
      const { in_doubt: inDoubt, refused: _, ...others } = counts;
      return {
        name,
        rows,
        ...others,
        inDoubt,
        refused: refused
          .filter(({ sheet }) => sheet === index)
          .map(({ row: { row, problem } }) => ({
            row,
            column: headingOf(problem?.column),
            code: problem?.code ?? '',
            reason: sayCode(ledgerWords, problem?.code ?? '', 'zh'),
          })),
        ...(Object.keys(found).length > 0 ? { found } : {}),
      };
    }),
  };
}

function textOf(file: string, report: FileReport): string {
  const summary = summaryOf(file, report);
  const lines = summary.sheets.flatMap((sheet) => [
    `  ${sheet.name}: ${sheet.rows} rows: ${sheet.new} new, ${sheet.changed} changed, ${sheet.same} same, ${sheet.duplicate} repeated, ${sheet.inDoubt} in doubt, ${sheet.refused.length} refused`,
    ...sheet.refused.map(({ row, column, code, reason }) => `    row ${row} ${column}: ${reason} (${code})`),
  ]);
  const doubts = report.inDoubt.map(
    ({ row: { row, problem } }) =>
      `    row ${row}: ${sayCode(ledgerWords, problem?.code ?? '', 'zh')} (${problem?.code})`,
  );
  return [
    `${summary.file}: ${summary.kind}${report.importId === undefined ? ' (nothing was written)' : ''}`,
    ...lines,
    ...(doubts.length > 0 ? ['  In doubt, left out unless taken:', ...doubts] : []),
  ].join('\n');
}
