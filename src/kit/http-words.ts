import type { Wording } from './words.ts';

/** What the kit itself says, on pages and in problem documents. */
export const httpWords = {
  not_found: { zh: '没有找到这一页', en: 'This page was not found' },
  not_found_why: {
    zh: '可能地址输错了，也可能它不对您开放。',
    en: 'The address may be wrong, or the page is not open to you.',
  },
  forbidden: { zh: '您的岗位还不能做这件事', en: 'Your posts do not allow this' },
  forbidden_why: {
    zh: '如果您觉得应该可以，请在“我的权限”里看看原因，或者联系社区工作人员。',
    en: 'If you think they should, see “What I may see and do”, or ask the community office.',
  },
  sign_in_first: { zh: '请先登录', en: 'Please sign in first' },
  bad_request: { zh: '没看懂发来的内容', en: 'What was sent could not be read' },
  too_large: { zh: '发来的内容太大了', en: 'What was sent is too large' },
  wrong_type: { zh: '发来的内容格式不对，请用表单或 JSON', en: 'Send a form or JSON' },
  wrong_origin: {
    zh: '这个请求不是从本站发出的，没有执行',
    en: 'This request did not come from this site and was not carried out',
  },
  too_often: { zh: '操作太频繁了，请过一会儿再试', en: 'Too many requests; please wait a little' },
  too_many_live: {
    zh: '现在看的人太多，页面暂时不会自己更新，请手动刷新',
    en: 'Too many are looking; for now the page does not renew itself, please reload it',
  },
  method_not_allowed: { zh: '这个地址不能这样用', en: 'This address cannot be used that way' },
  not_acceptable: { zh: '这一页没有您要的格式', en: 'This page does not come in the form you asked for' },
  too_many_rows: { zh: '这张表太长，没有导出', en: 'This list is too long for a sheet' },
  too_many_rows_why: {
    zh: '一张表最多两万行。请先选小一点的地方，或者加上筛选再导出。',
    en: 'A sheet holds 20,000 rows at most. Choose a smaller place, or filter the list first.',
  },
  request_id_used: {
    zh: '这份表单已经用过了，请重新打开页面再填',
    en: 'This form was used already; please open the page again',
  },
  check_input: { zh: '有几处需要改一下', en: 'Some things need your attention' },
  failed: { zh: '出了点问题，我们已经记下来了', en: 'Something went wrong, and we have noted it' },
  failed_why: {
    zh: '您填的内容没有被改动，请过一会儿再试。',
    en: 'Nothing was changed. Please try again in a little while.',
  },
  moved: { zh: '已经搬到新地址', en: 'It has moved' },
  request_id: { zh: '请求编号', en: 'Request id' },
  home: { zh: '回首页', en: 'Back to the start' },
} as const satisfies Wording;
