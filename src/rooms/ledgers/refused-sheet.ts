import type { Reader } from '../../kit/database.ts';
import type { Lang } from '../../kit/lang.ts';
import type { Keyring } from '../../kit/secrets.ts';
import type { SheetToWrite } from '../../kit/sheets/index.ts';
import { sayCode } from '../../kit/words.ts';
import { columnName } from './columns.ts';
import type { Import, Sheet } from './ledger.ts';
import { pageWords } from './page-words.ts';
import { problemWords } from './problem-words.ts';
import { rowsToCorrect } from './sealed.ts';

/**
 * The rows that were refused or are in doubt, under their own headings with what to correct in front: put right, the file
 * is uploaded again as it is. Sheets keep their names and titles, which may tell where rows belong.
 */
export async function refusedSheets(
  db: Reader,
  keyring: Keyring,
  one: Import,
  lang: Lang,
): Promise<{ sheets: SheetToWrite[]; title?: string }> {
  const rows = new Map<number, (string | number)[][]>();
  for await (const { sheet, row, problem, cells = [] } of rowsToCorrect(db, keyring, one)) {
    const list = rows.get(sheet) ?? [];
    list.push([reasonOf(one, problem, lang), String(row), ...cells]);
    rows.set(sheet, list);
  }
  const sheets = one.sheets.filter(({ index }) => rows.has(index));
  const [first] = sheets;
  const title = sheets.length === 1 ? first?.titles.find((text) => text !== '') : undefined;
  return {
    sheets: sheets.map((sheet) => ({
      name: sheet.name,
      columns: columnsOf(sheet, lang),
      rows: rows.get(sheet.index) ?? [],
    })),
    ...(title === undefined ? {} : { title }),
  };
}

function reasonOf(one: Import, problem: { code: string; column?: string | undefined } | undefined, lang: Lang): string {
  if (!problem) return '';
  const column =
    problem.column === undefined ? '' : `${columnName(one.kind, problem.column)[lang]}${lang === 'zh' ? '：' : ': '}`;
  return `${column}${sayCode(problemWords, problem.code, lang)}`;
}

function columnsOf({ columns }: Sheet, lang: Lang): SheetToWrite['columns'] {
  const named = columns.map(({ heading, group }) => {
    const isShared = columns.filter((other) => other.heading === heading).length > 1;
    return { heading: isShared ? `${group ?? ''}${heading}` : heading, kind: 'text' as const };
  });
  return [
    { heading: pageWords.to_correct[lang], kind: 'text', width: 40 },
    { heading: pageWords.row_before[lang], kind: 'text' },
    ...named,
  ];
}
