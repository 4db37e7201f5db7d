import { z } from 'zod';
import { form, longText, named, oneOf, pageNumber, text, wholeNumber } from '../../kit/input.ts';
import { urgencies } from '../issues/index.ts';
import { placeCode } from '../places/index.ts';
import { formats } from './answer.ts';

const format = named(oneOf(formats), { zh: '格式', en: 'Format' });
const place = { format, jurisdiction_id: named(text(60).optional(), { zh: '辖区', en: 'Jurisdiction: a place code' }) };

/** Several values: comma delimited, or the field more than once. */
const several = (most: number) =>
  z.preprocess(
    (value) =>
      value === undefined
        ? undefined
        : [value]
            .flat()
            .flatMap((one) => (typeof one === 'string' ? one.split(',') : [one]))
            .map((one) => (typeof one === 'string' ? one.trim() : one))
            .filter((one) => one !== ''),
    z.array(text(80)).max(most).optional(),
  );

// Fields that the specification does not know are passed over, as it asks of nobody to refuse them.
export const discoveryInput = z.object({ format });
export const servicesInput = z.object(place);
export const serviceInput = z.object({
  ...place,
  service_code: named(text(60), { zh: '服务代码', en: 'Service code' }),
});
export const requestsInput = z.object({
  ...place,
  service_request_id: named(several(1000), { zh: '事项编号', en: 'Ids of requests, comma delimited' }),
  service_code: named(several(100), { zh: '服务代码', en: 'Service codes, comma delimited' }),
  start_date: named(text(40).optional(), { zh: '从何时', en: 'From, with zone' }),
  end_date: named(text(40).optional(), { zh: '到何时', en: 'Until, with zone' }),
  status: named(several(10), { zh: '状态', en: 'open, closed or both, comma delimited' }),
  page: pageNumber(),
  page_size: named(wholeNumber(1, 1000).default(1000), { zh: '每页多少件', en: 'Requests a page' }),
});
export const requestInput = z.object({
  ...place,
  service_request_id: named(text(80), { zh: '事项编号', en: 'Id of the request' }),
});
export const tokenInput = z.object({ ...place, token: named(text(80), { zh: '凭据', en: 'Token' }) });

export const postInput = z.object({
  ...place,
  api_key: named(text(100).optional(), { zh: '钥匙', en: 'Key issued to the program' }),
  service_code: named(text(60).optional(), { zh: '服务代码', en: 'Service code' }),
  lat: named(text(40).optional(), { zh: '纬度', en: 'Latitude' }),
  long: named(text(40).optional(), { zh: '经度', en: 'Longitude' }),
  address_string: named(text(300).optional(), { zh: '地址', en: 'Address' }),
  address_id: named(text(60).optional(), { zh: '地点代码', en: 'Place code' }),
  email: named(text(200).optional(), { zh: '邮箱', en: 'E-mail' }),
  first_name: named(text(50).optional(), { zh: '名', en: 'Given name' }),
  last_name: named(text(50).optional(), { zh: '姓', en: 'Family name' }),
  phone: named(text(40).optional(), { zh: '电话', en: 'Telephone' }),
  description: named(longText(4000).optional(), { zh: '说明', en: 'Description' }),
  media_url: named(text(1000).optional(), { zh: '图片地址', en: 'Address of a picture' }),
  'attribute[urgency]': named(oneOf(urgencies).optional(), { zh: '有多急', en: 'Urgency' }),
  'attribute[private_note]': named(longText(2000).optional(), { zh: '私下说的话', en: 'Private note' }),
});
export type Posted = z.output<typeof postInput>;

export const clientsInput = z.strictObject({ page: pageNumber() });
export const issueForm = form('open311.issue_key', '/desk/clients', {
  name: named(text(80), { zh: '名称', en: 'Name' }),
  place: named(placeCode().optional(), { zh: '管到哪里（地点代码）', en: 'Where (place code)' }),
});
export const revokeForm = form('open311.revoke_key', '/desk/clients/{id}/revocation', {
  id: named(z.uuid(), { zh: '程序', en: 'Program' }),
});
