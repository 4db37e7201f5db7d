import { z } from 'zod';
import { pathNames } from './href.ts';
import { type Input, labelOf, requestId, uploadFields } from './input.ts';
import { problemSchema } from './problem.ts';
import { isRead, type Route } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The API's description, OpenAPI 3.1, from the very declarations that serve it.
 * @param about the product's name, version and address.
 */
export function buildOpenApi(
  routes: readonly Route[],
  about: { title: string; version: string; description: string; baseUrl: string },
): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const method = isRead(route) ? 'get' : 'post';
    paths[route.path] = { ...paths[route.path], [method]: operation(route) };
  }
  const tags = [...new Set(routes.map((route) => roomOf(route)))].map((name) => ({
    name,
    description: `The room “${name}”`,
  }));
  return {
    openapi: '3.1.0',
    info: {
      title: about.title,
      version: about.version,
      description: about.description,
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: about.baseUrl }],
    tags: [...tags, { name: 'running', description: 'For whoever keeps the house running' }],
    paths: { ...paths, ...running },
    components: {
      schemas: { Problem: jsonSchema(problemSchema) },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'doorstep',
          description: 'The session cookie that signing in sets',
        },
      },
    },
  };
}

const plain = (description: string) => ({
  description,
  content: { 'text/plain': { schema: { type: 'string' } } },
});
const open = (operationId: string, summary: string, responses: Json) => ({
  get: { operationId, summary, description: 'Open to: everybody.', tags: ['running'], security: [{}], responses },
});

/** What answers beside the rooms. */
const running: Json = {
  '/healthz': open('running.health', 'Whether the process lives', { 200: plain('It does') }),
  '/readyz': open('running.ready', 'Whether the database answers', {
    200: plain('It does'),
    503: plain('It does not; Retry-After says when to ask again'),
  }),
  '/metrics': open('running.metrics', 'Figures of the process in the text format of Prometheus', {
    200: plain('The figures'),
  }),
  '/openapi.json': open('running.description', 'This description', {
    200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
  }),
};

function roomOf(route: Route): string {
  return route.name.split('.')[0] ?? route.name;
}

function operation(route: Route): Json {
  const inPath = pathNames(route.path);
  const properties = schemaOf(route.input);
  const parameters = inPath.map((name) => ({
    name,
    in: 'path',
    required: true,
    description: labelOf(route.input, name, 'en'),
    schema: properties.properties[name] ?? { type: 'string' },
  }));
  const others = Object.entries(properties.properties).filter(([name]) => !inPath.includes(name));
  const base = {
    operationId: route.name,
    summary: route.summary.en,
    description: `${route.summary.zh}\n\nOpen to: ${mayInWords(route.may)}.`,
    tags: [roomOf(route)],
    security: route.may === 'anyone' ? [{}, { session: [] }] : [{ session: [] }],
  };
  const refusals = refusalsOf(route);
  if (isRead(route)) {
    const query = others.map(([name, schema]) => ({
      name,
      in: 'query',
      required: properties.required.includes(name),
      description: labelOf(route.input, name, 'en'),
      schema,
    }));
    return { ...base, parameters: [...parameters, ...query], responses: { 200: answerOf(route), ...refusals } };
  }
  const isVerb = route.kind === 'verb';
  const required = properties.required.filter((name) => !inPath.includes(name));
  const body = {
    type: 'object',
    properties: {
      ...Object.fromEntries(others),
      ...(isVerb
        ? {
            requestId: {
              ...jsonSchema(requestId()),
              description: 'Made by the client; the same id is never carried out twice',
            },
          }
        : {}),
    },
    ...(required.length > 0 || isVerb ? { required: isVerb ? [...required, 'requestId'] : required } : {}),
  };
  const files = uploadFields(route.input);
  const withFiles = {
    ...body,
    properties: {
      ...body.properties,
      ...Object.fromEntries(
        files.map((name) => [
          name,
          {
            ...(properties.properties[name] as Json),
            items: { type: 'string', contentMediaType: 'application/octet-stream' },
          },
        ]),
      ),
    },
  };
  const content = {
    ...(route.kind === 'protocol' ? {} : { 'application/json': { schema: body } }),
    ...(files.length > 0
      ? { 'multipart/form-data': { schema: withFiles } }
      : { 'application/x-www-form-urlencoded': { schema: body } }),
  };
  return {
    ...base,
    parameters,
    requestBody: { required: isVerb || required.length > 0, content },
    responses: { 200: answerOf(route), ...refusals },
  };
}

function mayInWords(may: string): string {
  if (may === 'anyone') return 'everybody';
  if (may === 'signed_in') return 'whoever is signed in';
  return `whoever holds a post with the permission ${may}`;
}

function answerOf(route: Route): Json {
  switch (route.kind) {
    case 'page':
      return {
        description: route.summary.en,
        content: {
          'application/json': { schema: jsonSchema(route.shows) },
          'text/html': { schema: { type: 'string' } },
        },
      };
    case 'file':
      return { description: route.summary.en, content: { [route.type]: { schema: { type: 'string' } } } };
    case 'live':
      return {
        description: 'Server-sent events named `changed`, without end',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      };
    case 'protocol':
      return {
        description: route.summary.en,
        content: Object.fromEntries(
          Object.entries(route.answers).map(([type, shape]) => [type, { schema: jsonSchema(shape) }]),
        ),
      };
    case 'verb': {
      const answer = jsonSchema(route.answers) as { properties?: Json; required?: readonly string[] };
      const schema = {
        type: 'object',
        properties: { ...answer.properties, href: { type: 'string' } },
        required: [...(answer.required ?? []).filter((name) => name !== 'href'), 'href'],
      };
      return {
        description: 'Done, or done before with the same requestId',
        content: { 'application/json': { schema } },
      };
    }
    case 'visit':
      return {
        description: 'Done',
        content: {
          'application/json': {
            schema: route.answers
              ? jsonSchema(route.answers)
              : { type: 'object', properties: { href: { type: 'string' } }, required: ['href'] },
          },
        },
      };
  }
}

function refusalsOf(route: Route): Json {
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  const tooOften = problem('Too often from one address; Retry-After says when again');
  if (route.kind === 'protocol') {
    const answer = { description: 'Refused, in the words of the protocol' };
    return { 400: answer, 403: answer, 404: answer, 429: tooOften };
  }
  const isWrite = route.kind === 'verb' || route.kind === 'visit';
  return {
    400: problem('What was sent could not be read'),
    ...(route.may === 'anyone' ? {} : { 401: problem('Nobody is signed in') }),
    ...(isWrite && route.may !== 'anyone' ? { 403: problem('The actor’s posts do not allow it') } : {}),
    404: problem('Not there, or not open to the actor'),
    ...(route.kind === 'live' ? { 503: problem('Too many streams are open') } : {}),
    ...(isWrite ? { 422: problem('Refused: the fields or the rule say why') } : {}),
    429: tooOften,
  };
}

function schemaOf(input: Input): { properties: Record<string, unknown>; required: readonly string[] } {
  const schema = jsonSchema(input) as { properties?: Record<string, unknown>; required?: readonly string[] };
  const required = Object.keys(input.shape).filter((name) => input.shape[name]?.safeParse(undefined).success === false);
  return { properties: schema.properties ?? {}, required };
}

function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' });
  return rest;
}
