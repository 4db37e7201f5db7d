import { z } from 'zod';
import type { Lang } from '../../kit/lang.ts';
import { done, isRefused, type Outcome } from '../../kit/outcome.ts';
import { type Context, type ProtocolAnswer, protocol, type Route } from '../../kit/route.ts';
import { say } from '../../kit/words.ts';
import type { Place } from '../places/index.ts';
import { answerIn, type Format, type Tree } from './answer.ts';
import {
  discoveryInput,
  postInput,
  requestInput,
  requestsInput,
  serviceInput,
  servicesInput,
  tokenInput,
} from './input.ts';
import { definitionShape, discoveryShape, postedShape, requestsShape, servicesShape, tokenShape } from './models.ts';
import { postRequest } from './post.ts';
import { type ProblemCode, problemIn, refusedFor, unreadable } from './problem.ts';
import { findRequests, requestOfToken } from './read.ts';
import { definitionOf, kindOfService, servicesIn } from './services.ts';
import { jurisdictionOf } from './where.ts';
import { words } from './words.ts';

/** The day on which the endpoints or the definitions of the services last changed: clients then fetch them anew. */
const changeset = '2026-11-25T00:00:00Z';
/** The name by which clients look for this version of the protocol among the endpoints. */
const specification = 'http://wiki.open311.org/GeoReport_v2';
const base = '/open311/v2';

/** An answer in both formats has one shape; XML is its mapping by the Spark convention. */
const in2 = (shape: z.ZodType) => ({ 'application/json': shape, 'text/xml': z.string() });

type Asked = { readonly format: Format; readonly jurisdiction_id?: string | undefined };

/** Answers from a jurisdiction, or says what is wrong. */
async function from(
  context: Context,
  { format, jurisdiction_id }: Asked,
  root: Parameters<typeof answerIn>[1],
  read: (place: Place, lang: Lang) => Promise<Outcome<Tree, ProblemCode>> | Outcome<Tree, ProblemCode>,
): Promise<ProtocolAnswer> {
  const place = await jurisdictionOf(context.db, jurisdiction_id);
  const outcome = isRefused(place) ? place : await read(place.done, context.lang);
  return isRefused(outcome) ? problemIn(format, context.lang, outcome) : answerIn(format, root, outcome.done);
}

const discovery = protocol({
  name: 'open311.discovery',
  path: '/open311/discovery.{format}',
  method: 'get',
  summary: { zh: 'Open311 入口', en: 'Open311 service discovery' },
  input: discoveryInput,
  words,
  unreadable,
  answers: in2(discoveryShape),
  answer: async ({ lang, baseUrl }, { format }) =>
    answerIn(format, 'discovery', {
      changeset,
      contact: say(words.contact, lang, { url: baseUrl }),
      key_service: say(words.key_service, lang, { url: `${baseUrl}/desk/clients` }),
      endpoints: [
        {
          specification,
          url: `${baseUrl}${base}`,
          changeset,
          type: 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    }),
});

const services = protocol({
  name: 'open311.services',
  path: `${base}/services.{format}`,
  method: 'get',
  summary: { zh: 'Open311 服务清单', en: 'Open311 GET Service List' },
  input: servicesInput,
  words,
  unreadable,
  answers: in2(servicesShape),
  answer: (context, input) => from(context, input, 'services', (_, lang) => done(servicesIn(lang))),
});

const service = protocol({
  name: 'open311.service',
  path: `${base}/services/{service_code}.{format}`,
  method: 'get',
  summary: { zh: 'Open311 服务说明', en: 'Open311 GET Service Definition' },
  input: serviceInput,
  words,
  unreadable,
  answers: in2(definitionShape),
  answer: (context, input) =>
    from(context, input, 'service_definition', (_, lang) => {
      const kind = kindOfService(input.service_code);
      return kind ? done(definitionOf(kind, lang) as Tree) : refusedFor('service_unknown');
    }),
});

const requests = protocol({
  name: 'open311.requests',
  path: `${base}/requests.{format}`,
  method: 'get',
  summary: { zh: 'Open311 公开的事项', en: 'Open311 GET Service Requests' },
  input: requestsInput,
  words,
  unreadable,
  answers: in2(requestsShape),
  answer: (context, input) =>
    from(context, input, 'service_requests', (place) => findRequests(context.db, place, input, context)),
});

const request = protocol({
  name: 'open311.request',
  path: `${base}/requests/{service_request_id}.{format}`,
  method: 'get',
  summary: { zh: 'Open311 一件公开的事项', en: 'Open311 GET Service Request' },
  input: requestInput,
  words,
  unreadable,
  answers: in2(requestsShape),
  answer: (context, input) =>
    from(context, input, 'service_requests', async (place) => {
      const query = { service_request_id: [input.service_request_id], page: 1, page_size: 1 };
      const found = await findRequests(context.db, place, query, context);
      return isRefused(found) || found.done.length > 0 ? found : refusedFor('request_unknown');
    }),
});

const post = protocol({
  name: 'open311.post_request',
  path: `${base}/requests.{format}`,
  method: 'post',
  summary: { zh: 'Open311 上报', en: 'Open311 POST Service Request' },
  input: postInput,
  words,
  unreadable,
  answers: in2(postedShape),
  answer: async (context, input, key) => {
    const { format } = input;
    const sent = await postRequest(context, input, key);
    if (isRefused(sent)) return problemIn(format, context.lang, sent);
    const hours = input['attribute[urgency]'] === 'hazard' ? 2 : 24;
    const service_notice = say(words.notice, context.lang, { hours });
    return answerIn(format, 'service_requests', [{ token: sent.done.token, service_notice, account_id: null }]);
  },
});

const token = protocol({
  name: 'open311.token',
  path: `${base}/tokens/{token}.{format}`,
  method: 'get',
  summary: { zh: 'Open311 凭 token 查编号', en: 'Open311 GET service_request_id from a token' },
  input: tokenInput,
  words,
  unreadable,
  answers: in2(tokenShape),
  answer: (context, input) =>
    from(context, input, 'service_requests', async (place) => {
      const found = await requestOfToken(context.db, place, input.token);
      return isRefused(found) ? found : done([{ service_request_id: found.done, token: input.token }]);
    }),
});

export const protocolRoutes: readonly Route[] = [discovery, services, service, requests, request, post, token];
