import { tidy } from '../../kit/sheets/index.ts';

/** Several remarks as one note; undefined when there is none. */
export function noteOf(remarks: readonly (string | undefined)[]): string | undefined {
  return remarks.filter((remark) => remark !== undefined && remark !== '').join('；') || undefined;
}

/** Whether a note says this already, whatever the width of its signs: a sheet gives notes back tidied. */
export function holdsNote(note: string | null | undefined, said: string): boolean {
  return tidy(note ?? '').includes(tidy(said));
}

/** A note keeps what it said; what a ledger says is added once. */
export function joinedNote(note: string | null | undefined, said: string): string {
  if (!note) return said;
  return holdsNote(note, said) ? note : `${note}\n${said}`;
}

/** The line that keeps an address where no dwelling stands for it. */
export function livesAt(address: string | undefined): string | undefined {
  return address === undefined ? undefined : `住址：${address}`;
}

/** The line that keeps words a column has no code for. */
export function unknownWords(column: '人员类别' | '服务类别', words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : `${column}：${words.join('、')}`;
}
