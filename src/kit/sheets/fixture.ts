import yazl from 'yazl';
import type { Cell, Row, SheetRefusal } from './cell.ts';
import { type ReadOptions, readWorkbook, type SheetInfo, type SheetSource } from './read.ts';

// What the tests of this folder share: workbooks made of raw XML, as other programs write them, and whole-file reading.

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface RawSheet {
  readonly name: string;
  readonly xml: string;
  readonly state?: 'hidden' | 'veryHidden';
}

export interface RawWorkbook {
  readonly sheets: readonly RawSheet[];
  readonly sharedStrings?: string;
  readonly styles?: string;
  readonly workbookPr?: string;
  readonly extra?: Readonly<Record<string, string>>;
}

/** Zips parts as they are. */
export async function zipOf(parts: Readonly<Record<string, string | Buffer>>): Promise<Uint8Array> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** An .xlsx whose sheets are the XML given. */
export function rawXlsx({ sheets, sharedStrings, styles, workbookPr = '', extra }: RawWorkbook): Promise<Uint8Array> {
  const listed = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="r${i + 1}"/>`,
  );
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relation('r1', 'officeDocument', '/xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${OFFICE}">${workbookPr}<sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => relation(`r${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`))
      .join(
        '',
      )}${relation('s1', 'sharedStrings', 'sharedStrings.xml')}${relation('s2', 'styles', 'styles.xml')}</Relationships>`,
    ...(sharedStrings !== undefined && { 'xl/sharedStrings.xml': `<sst>${sharedStrings}</sst>` }),
    ...(styles !== undefined && { 'xl/styles.xml': `<styleSheet>${styles}</styleSheet>` }),
    ...Object.fromEntries(sheets.map(({ xml }, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])),
    ...extra,
  });
}

/** A sheet with these rows of raw cell XML. */
export function sheetXml(rows: string, after = ''): string {
  return `<?xml version="1.0"?>\n<worksheet><dimension ref="A1"/><sheetData>${rows}</sheetData>${after}</worksheet>`;
}

export interface ReadSheet {
  readonly sheet: SheetInfo;
  readonly rows: Row[];
}

/** Reads a whole file: its sheets, and the refusal when there was one. */
export async function readAll(
  source: SheetSource | Uint8Array,
  options?: ReadOptions,
): Promise<{ sheets: ReadSheet[]; refused: SheetRefusal['refused'] | undefined }> {
  const sheets: ReadSheet[] = [];
  const named = source instanceof Uint8Array ? { bytes: source, name: 'upload' } : source;
  for await (const batch of readWorkbook(named, options)) {
    if ('refused' in batch) return { sheets, refused: batch.refused };
    let last = sheets.at(-1);
    if (last?.sheet !== batch.sheet) {
      last = { sheet: batch.sheet, rows: [] };
      sheets.push(last);
    }
    last.rows.push(...batch.rows);
  }
  return { sheets, refused: undefined };
}

/** Rows of plain texts, numbered from `first`, for tests of what needs no file. */
export function rowsOf(texts: readonly (readonly (string | Cell)[] | null)[], first = 1): Row[] {
  return texts.flatMap((cells, i) =>
    cells
      ? [{ number: first + i, cells: cells.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)) }]
      : [],
  );
}

export function textsOf(rows: readonly Row[]): string[][] {
  return rows.map(({ cells }) => cells.map(({ text }) => text));
}
