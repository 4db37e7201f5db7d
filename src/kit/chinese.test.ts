import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collationKey, compareChinese, pinyinOf, searchDocument, searchQuery, words } from './chinese.ts';

describe('words', () => {
  test('gives the words of the dictionary and every pair of neighbours, once each', () => {
    expect(words('业主委员会')).toEqual(expect.arrayContaining(['业主', '委员', '委员会', '主委', '员会', '会']));
    expect(new Set(words('电梯电梯')).size).toBe(words('电梯电梯').length);
  });
  test('keeps numbers and other scripts whole, in lower case and half width', () => {
    expect(words('３号楼 WiFi 坏了')).toEqual(expect.arrayContaining(['3', '号楼', 'wifi', '坏了']));
  });
  test('finds nothing in signs', () => expect(words(' ，。!—🙂')).toEqual([]));
});

describe('searchQuery', () => {
  test.each([
    ['电梯', "'电梯'"],
    ['梯', "'梯':*"],
    ['301', "'301':*"],
    ['WiFi 301', "'wifi':* & '301':*"],
    ['的', "'的':*"],
    ['', ''],
    ['!!', ''],
  ])('%s → %s', (text, query) => expect(searchQuery(text)).toBe(query));

  test('leaves particles out, where there is more', () => expect(searchQuery('漏水了吗')).toBe("'漏水'"));

  test('what a document says is found by it, or by any two neighbouring characters of it', () => {
    const sentence = fc
      .array(
        fc.constantFrom('业主委员会', '电梯', '坏', '漏水', '301', '单元', '高空抛物', '邻里', '楼道', 'wifi', '，'),
        { minLength: 1, maxLength: 8 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(sentence, (text) => {
        const lexemes = words(text);
        for (const term of searchQuery(text).split(' & ').filter(Boolean))
          expect(matches(term, lexemes), term).toBe(true);
        for (const [pair] of text.matchAll(/\p{Script=Han}{2}/gu)) {
          for (const term of searchQuery(pair).split(' & ').filter(Boolean))
            expect(matches(term, lexemes), pair).toBe(true);
        }
      }),
    );
  });

  test('is never long, whatever is typed', () => {
    expect(searchQuery('a'.repeat(10_000)).length).toBeLessThan(100);
    expect(
      searchQuery(
        '漏水 '.repeat(3).concat([...'天地玄黄宇宙洪荒日月盈昃辰宿列张'].join(' '), ' x1 '.repeat(500)),
      ).split(' & ').length,
    ).toBeLessThanOrEqual(32);
    expect(searchDocument('')).toBe('');
  });
});

/** As PostgreSQL would answer. */
function matches(term: string, lexemes: readonly string[]): boolean {
  const word = /^'(.*)'/.exec(term)?.[1] ?? '';
  return term.endsWith(':*') ? lexemes.some((lexeme) => lexeme.startsWith(word)) : lexemes.includes(word);
}

describe('pinyinOf', () => {
  test.each([
    ['张伟', 'zhangwei', 'zw'],
    ['单雄信', 'shanxiongxin', 'sxx'],
    ['仇英', 'qiuying', 'qy'],
    ['解晓东', 'xiexiaodong', 'xxd'],
    ['曾国强', 'zengguoqiang', 'zgq'],
    ['区元', 'ouyuan', 'oy'],
    ['尉迟恭', 'yuchigong', 'ycg'],
    ['欧阳娜娜', 'ouyangnana', 'oynn'],
    ['吕布', 'lvbu', 'lb'],
    ['阿依古丽·买买提', 'ayigulimaimaiti', 'ayglmmt'],
    ['John Smith', 'johnsmith', 'js'],
    ['张 伟', 'zhangwei', 'zw'],
    ['', '', ''],
  ])('%s', (name, full, initials) => expect(pinyinOf(name)).toEqual({ full, initials }));
});

describe('order', () => {
  const sorted = ['Anna', '安静', '陈伟', '单雄信', '王芳', '王伟', '吴刚', '詹明', '张伟', '张一', '章伟'];
  test('collationKey sorts as a directory does, surnames by their sound', () => {
    const key = (name: string) => collationKey(name);
    const byKey = sorted.toReversed().sort((a, b) => (key(a) < key(b) ? -1 : 1));
    // 安 sounds an, so it stands before Anna; 单 as a surname is shan.
    expect(byKey).toEqual(['安静', 'Anna', '陈伟', '单雄信', '王芳', '王伟', '吴刚', '詹明', '张伟', '张一', '章伟']);
  });
  test('compareChinese sorts by pinyin and numbers by value', () => {
    expect(['张三', '李四', '王五', '10栋', '2栋'].sort(compareChinese)).toEqual([
      '2栋',
      '10栋',
      '李四',
      '王五',
      '张三',
    ]);
  });
  test('one name has one key, different names have different keys', () => {
    const name = fc.string({ unit: fc.constantFrom(...'张章单王伟芳一詹小·'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(name, name, (a, b) => {
        const bare = (text: string) => text.replaceAll('·', '');
        if (bare(a) !== bare(b)) expect(collationKey(a)).not.toBe(collationKey(b));
      }),
    );
  });
});
