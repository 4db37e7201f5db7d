import type { Lang } from '../lang.ts';
import type { Message } from '../words.ts';

/** What the components themselves say; everything else comes to them as props. */
export const uiWords = {
  siteName: { zh: '家门口', en: 'Doorstep' },
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  mainNav: { zh: '主要栏目', en: 'Main sections' },
  you: { zh: '语言、字号与账号', en: 'Language, text size and account' },
  otherLanguage: { zh: 'English', en: '中文' },
  elderOn: { zh: '长辈版', en: 'Elder version' },
  elderOff: { zh: '标准版', en: 'Standard version' },
  breadcrumbs: { zh: '您在这里', en: 'You are here' },
  listen: { zh: '听一听', en: 'Listen' },
  stopListening: { zh: '停下来', en: 'Stop' },
  signOut: { zh: '退出', en: 'Sign out' },
  optional: { zh: '选填', en: 'optional' },
  error: { zh: '要改的地方：', en: 'To correct: ' },
  errorSummary: { zh: '有几处要改一下', en: 'Some things need your attention' },
  colon: { zh: '：', en: ': ' },
  chooseOne: { zh: '请选择', en: 'Please choose' },
  search: { zh: '搜索', en: 'Search' },
  filter: { zh: '筛选', en: 'Filter' },
  clearFilter: { zh: '清除筛选', en: 'Clear filter' },
  exportSheet: { zh: '导出表格（.xlsx）', en: 'Export sheet (.xlsx)' },
  sortUp: { zh: '，按此列从小到大排', en: ', sort ascending' },
  sortDown: { zh: '，按此列从大到小排', en: ', sort descending' },
  select: { zh: '选择', en: 'Select' },
  pages: { zh: '分页', en: 'Pages' },
  previous: { zh: '上一页', en: 'Previous' },
  next: { zh: '下一页', en: 'Next' },
  close: { zh: '关闭', en: 'Close' },
  print: { zh: '打印', en: 'Print' },
  printHint: {
    zh: '这一页已经排成 A4 大小。请用浏览器菜单里的“打印”，电脑上也可以按 Ctrl+P（苹果电脑按 ⌘P）。',
    en: 'This page is laid out for A4. Use “Print” in the browser’s menu, or press Ctrl+P (⌘P on a Mac).',
  },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  call: { zh: '打电话给', en: 'Call ' },
  takePhoto: { zh: '拍一张', en: 'Take a photo' },
  removePhoto: { zh: '去掉这张', en: 'Remove' },
  photoNumber: { zh: '照片', en: 'Photo' },
  photosHint: { zh: '拍摄时间、地点会自动去掉', en: 'When and where they were taken is removed' },
  photosAgain: { zh: '照片没有留住，请再选一次', en: 'The photos were not kept; please choose them again' },
  photosBefore: { zh: '处理前', en: 'Before' },
  photosAfter: { zh: '处理后', en: 'After' },
  noPhoto: { zh: '没有照片', en: 'No photo' },
  refresh: { zh: '刷新看看', en: 'Refresh' },
  stepDone: { zh: '已完成', en: 'done' },
  stepNow: { zh: '现在', en: 'now' },
  stepNext: { zh: '还没到', en: 'to come' },
  legend: { zh: '图例', en: 'Key' },
  wholeGroup: { zh: '全选', en: 'Select all' },
  before: { zh: '原来', en: 'before' },
  after: { zh: '改为', en: 'now' },
  chartTable: { zh: '看数字表', en: 'The figures as a table' },
  notice: {
    info: { zh: '提示', en: 'Note' },
    done: { zh: '办好了', en: 'Done' },
    wait: { zh: '请留意', en: 'Please note' },
    alert: { zh: '没有办成', en: 'Not done' },
  },
} as const;

/** Says one of the kit's own words. */
export function ui(words: Message, lang: Lang): string {
  return words[lang];
}
