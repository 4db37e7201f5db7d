import type { Wording } from '../../kit/words.ts';

export const words = {
  jurisdiction_missing: {
    zh: '请写明 jurisdiction_id：这里管着好几个区县，用区县、社区或小区的地点代码',
    en: 'jurisdiction_id was not provided: several districts are served here; send the place code of a district, community or compound',
  },
  jurisdiction_unknown: {
    zh: '没有找到这个 jurisdiction_id，请用区县、社区或小区的地点代码',
    en: 'jurisdiction_id was not found: send the place code of a district, community or compound',
  },
  service_missing: { zh: '请写明 service_code', en: 'service_code was not provided' },
  service_unknown: {
    zh: '没有这个 service_code，请到 services 里查',
    en: 'service_code was not found; the service list has those there are',
  },
  request_unknown: {
    zh: '没有找到这件事，或者它没有公示',
    en: 'service_request_id was not found, or it is not public',
  },
  token_unknown: { zh: '没有找到这个 token', en: 'token was not found' },
  page_unknown: {
    zh: '没有这个地址，请看看路径和格式（.xml 或 .json）',
    en: 'There is nothing at this address; check the path and the format (.xml or .json)',
  },
  key_missing: { zh: '缺少 api_key', en: 'Missing api_key' },
  key_unknown: { zh: 'api_key 不对，或者已经停用', en: 'Invalid api_key: it is not known here, or was revoked' },
  key_elsewhere: { zh: '这个 api_key 不能在这个地方上报', en: 'Invalid api_key: it does not cover this place' },
  location_missing: {
    zh: '请写明地点：address_id（地点代码）、address_string，或者 lat 和 long',
    en: 'Say where: address_id (a place code), address_string, or lat and long',
  },
  location_unknown: {
    zh: '在这个地方没有找到这个地址；请用 address_id，或把 jurisdiction_id 写到小区',
    en: 'The location was not found here; send an address_id, or the compound as jurisdiction_id',
  },
  location_too_wide: {
    zh: '地点太大了，请写到社区、小区或楼栋',
    en: 'The location is too wide: name a community, a compound or a building',
  },
  location_closed: { zh: '这个地点已经不用了', en: 'This location is no longer in use' },
  not_a_moment: {
    zh: '时间请写成 2026-11-22T08:00:00+08:00 这样，要带时区',
    en: 'Write dates such as 2026-11-22T08:00:00+08:00, with the zone',
  },
  span_too_long: { zh: '起止时间不能超过 90 天', en: 'start_date and end_date may not span more than 90 days' },
  span_backwards: { zh: '结束时间早于开始时间', en: 'end_date lies before start_date' },
  request_id_not_uuid: { zh: 'Idempotency-Key 请用 UUID', en: 'Idempotency-Key must be a UUID' },
  request_id_used: {
    zh: '这个 Idempotency-Key 已经用在别的请求上',
    en: 'This Idempotency-Key was used for another request',
  },
  unreadable: { zh: '看不懂这个请求，请检查格式', en: 'The request could not be read; check its form' },

  notice: {
    zh: '社区收到后先分拣，{hours} 小时内联系；公示以后，用 token 就能查到 service_request_id。',
    en: 'The desk sorts it first and answers within {hours} hours; once it is public, the token leads to the service_request_id.',
  },
  no_name: { zh: '没有留名', en: 'no name given' },
  note_phone: { zh: '电话', en: 'Telephone' },
  note_email: { zh: '邮箱', en: 'E-mail' },
  note_address: { zh: '原话说的地点', en: 'Where, as it was said' },
  note_position: { zh: '坐标', en: 'Position' },
  note_media: { zh: '图片地址', en: 'Picture at' },
  within_hours2: { zh: '{name}，一般 2 小时内办', en: '{name}; usually within 2 hours' },
  within_hours24: { zh: '{name}，一般 24 小时内办', en: '{name}; usually within 24 hours' },
  within_days7: { zh: '{name}，一般 7 天内办', en: '{name}; usually within 7 days' },
  within_days15: { zh: '{name}，一般 15 天内办', en: '{name}; usually within 15 days' },
  urgency: { zh: '有多急', en: 'How urgent it is' },
  urgency_hint: { zh: '不选就是“一般”', en: '“Usual” unless chosen' },
  hazard: { zh: '危险，马上要处理', en: 'Dangerous, to be seen to at once' },
  soon: { zh: '比较急', en: 'Soon' },
  usual: { zh: '一般', en: 'Usual' },
  private_note: {
    zh: '只给办理的人看的话，不会公示',
    en: 'A note for those who handle it; it is never made public',
  },
  private_note_hint: { zh: '可以分行写', en: 'May have several lines' },
  contact: {
    zh: '有问题请找社区居委会的窗口，或看 {url}',
    en: 'Ask at the service window of the community, or see {url}',
  },
  key_service: {
    zh: 'api_key 由本地平台管理员发放：{url}',
    en: 'The platform administrator of the district issues api_keys at {url}',
  },

  title: { zh: '对接程序', en: 'Programs that report' },
  lead: {
    zh: '别的程序按 Open311 上报事项，每个程序一把钥匙。钥匙只在发放时显示一次。',
    en: 'Other programs report issues by Open311, each with a key of its own. A key is shown once, when it is issued.',
  },
  issue: { zh: '发一把钥匙', en: 'Issue a key' },
  said_issued: { zh: '钥匙发好了', en: 'The key was issued' },
  shown_once: { zh: '请现在抄下这把钥匙', en: 'Copy this key now' },
  shown_once_lead: {
    zh: '离开这一页就再也看不到了，我们只存它的指纹。',
    en: 'It is not shown again: only a fingerprint of it is kept.',
  },
  place_hint: {
    zh: '可以在这个地方和它下面上报；不填就是整个区县',
    en: 'It may report here and below; the whole district if left empty',
  },
  name_hint: { zh: '程序或单位的名称，不写人名', en: 'The program or who runs it; no person’s name' },
  revoke: { zh: '停用', en: 'Revoke' },
  said_revoked: { zh: '停用了', en: 'Revoked' },
  none: { zh: '还没有对接的程序', en: 'No program reports yet' },
  none_hint: { zh: '在下面发第一把钥匙。', en: 'Issue the first key below.' },
  name: { zh: '名称', en: 'Name' },
  where: { zh: '管到哪里', en: 'Where' },
  key_start: { zh: '钥匙开头', en: 'Key begins' },
  issued: { zh: '发放', en: 'Issued' },
  state: { zh: '状态', en: 'State' },
  act: { zh: '操作', en: 'Change' },
  in_use: { zh: '在用', en: 'In use' },
  revoked: { zh: '已停用', en: 'Revoked' },
  place_unknown: { zh: '没有找到这个地点', en: 'There is no such place' },
  place_too_small: { zh: '请写区县、街道、社区或小区', en: 'Name a district, street, community or compound' },
  revoked_already: { zh: '这把钥匙已经停用', en: 'This key was revoked before' },
} as const satisfies Wording;

/** What a person's story says of this room's verbs. */
export const toldWords = {
  'open311.issue_key': { zh: '给对接程序发了钥匙', en: 'Issued a key to a program' },
  'open311.revoke_key': { zh: '停用了对接程序的钥匙', en: 'Revoked the key of a program' },
} as const satisfies Wording;
