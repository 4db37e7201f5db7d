import fc from 'fast-check';
import { z } from 'zod';
import { pathNames } from '../src/kit/href.ts';
import { isRead, type Route } from '../src/kit/route.ts';

/** One request, more or less wrong. */
export type Shot = {
  readonly method: string;
  /** Path and query. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** Whether it comes from somebody with every post there is, or from nobody. */
  readonly mighty: boolean;
};

/** Things that stand in the database, so that a wrong request can be wrong in one thing only. */
export type Known = {
  readonly codes: readonly string[];
  readonly refs: readonly string[];
  readonly ids: readonly string[];
};

const deep = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 'x');

const nastyTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '\u202e\u2066',
  '😀'.repeat(300),
  '家'.repeat(5000),
  '\r\nSet-Cookie: a=b',
  '-1',
  '0',
  '-0',
  '1.5',
  '2147483648',
  '9223372036854775808',
  '1e309',
  'NaN',
  '9'.repeat(400),
  '0x10',
  '١٢',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '-000001-01-01',
  '275760-09-14',
  '2026-11-22T00:00:00Z',
  '__proto__',
  'constructor',
  'toString',
  "'; drop table places; --",
  '%',
  '%00',
  '\\',
  '../../etc/passwd',
  '//example.org',
  '<script>',
  '000000',
  '999999',
  '421202-',
  '421202-zzzzzzz',
  '421202-00000000000000000000000000000000',
  '00000000-0000-0000-0000-000000000000',
  'true',
  'null',
  'undefined',
  '[object Object]',
  '1栋2单元',
  '(',
  '*',
  '"',
  "'",
  '|&!:*',
  'a'.repeat(64),
] as const;

const nasty: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<unknown>(...nastyTexts) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      [],
      {},
      [[]],
      [null],
      { a: {} },
      1e21,
      -1,
      0,
      1.5,
      2 ** 31,
      2 ** 53,
      deep(200),
      Array.from({ length: 300 }, (_, i) => i),
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.uuid() },
  { weight: 1, arbitrary: fc.array(fc.constantFrom<unknown>(...nastyTexts), { maxLength: 5 }) },
);

/** Requests to one route: fields of the right names with right, nearly right and wrong values, sent rightly and wrongly. */
export function shotsAt(route: Route, known: Known): fc.Arbitrary<Shot> {
  const schema = z.toJSONSchema(route.input, { unrepresentable: 'any', io: 'input' }) as JsonSchema;
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const name of Object.keys(route.input.shape))
    fields[name] = fieldOf(name, schema.properties?.[name] ?? {}, route, known);
  const reads = isRead(route);
  return fc
    .record({
      values: fc.record(fields),
      absent: fc.oneof(
        { weight: 7, arbitrary: fc.constant('') },
        { weight: 3, arbitrary: fc.constantFrom('', ...Object.keys(fields)) },
      ),
      extra: fc.oneof(
        { weight: 9, arbitrary: fc.constant(undefined) },
        {
          weight: 1,
          arbitrary: fc.tuple(
            fc.constantFrom('__proto__', 'constructor', 'q', 'page', 'sort', 'format', 'lang', 'toString', ''),
            nasty,
          ),
        },
      ),
      requestId: fc.oneof(
        { weight: 9, arbitrary: fc.uuid() as fc.Arbitrary<unknown> },
        { weight: 1, arbitrary: nasty },
      ),
      carrier: fc.constantFrom<Carrier>('json', 'json', 'form', 'form', 'multipart', 'broken'),
      method: fc.oneof(
        { weight: 15, arbitrary: fc.constant(reads ? 'GET' : 'POST') },
        { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY') },
      ),
      headers: headers,
      brokenPath: fc.oneof(
        { weight: 19, arbitrary: fc.constant(undefined) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '%',
            '%E0%A4%A',
            '%ff',
            '%00',
            '..%2f..',
            '%u5bb6',
            '%ED%A0%80',
            ';',
            'a'.repeat(3000),
          ),
        },
      ),
      garbage: fc.uint8Array({ maxLength: 60 }),
      mighty: fc.boolean(),
    })
    .map((parts) => shotOf(route, parts));
}

type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
};

function fieldOf(name: string, schema: JsonSchema, route: Route, known: Known): fc.Arbitrary<unknown> {
  const inPath = pathNames(route.path).includes(name);
  // What is in the path is mostly right, or nothing behind it would ever be reached.
  return fc.oneof(
    { weight: inPath ? 8 : 5, arbitrary: plausible(name, schema, known) },
    { weight: inPath ? 2 : 4, arbitrary: nasty },
  );
}

function plausible(name: string, schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom<unknown>(...schema.enum);
  if (schema.anyOf?.[0]) return plausible(name, schema.anyOf[0], known);
  if (schema.type === 'array') return fc.array(plausible(name, schema.items ?? {}, known), { maxLength: 3 });
  const days = fc.constantFrom<unknown>('2026-11-22', '2020-01-01', '2027-05-01', '1950-10-01');
  const numbers = fc.constantFrom<unknown>('1', '2', '5', '40', 3);
  const texts = fc.constantFrom<unknown>(
    '李秀英',
    '101',
    '1栋2单元301',
    '19900001004',
    'on',
    '110101199003078515',
    'abcdefghijkl1',
    '123456',
    '/',
    '维修',
  );
  const things = fc.oneof(
    fc.constantFrom<unknown>(...known.refs),
    fc.constantFrom<unknown>(...known.codes),
    fc.constantFrom<unknown>(...known.ids),
  );
  if (/^(code|place|into|at)$/i.test(name)) return fc.constantFrom<unknown>(...known.codes);
  if (/id$|ids$/i.test(name)) return fc.constantFrom<unknown>(...known.ids);
  if (/day|date|from|until|^on$/i.test(name)) return days;
  if (/ref$|person|group|household|steward|membership|member|request|parent|kept|gone|import/i.test(name))
    return fc.constantFrom<unknown>(...known.refs);
  return fc.oneof(
    { weight: 3, arbitrary: texts },
    { weight: 1, arbitrary: things },
    { weight: 1, arbitrary: days },
    { weight: 1, arbitrary: numbers },
  );
}

const headers: fc.Arbitrary<Record<string, string>> = fc
  .record({
    accept: fc.constantFrom(
      'application/json',
      'application/json',
      'text/html',
      '*/*',
      'image/png',
      ',;q=',
      'application/problem+json',
    ),
    'accept-language': fc.constantFrom('zh', 'en', '*;q=x', ''),
    cookie: fc.constantFrom(
      '',
      'lang=xx',
      'elder=2; lang=en',
      'said=__proto__',
      'said=nothing',
      '=;;=',
      `signing-in=${'f'.repeat(64)}.x`,
      'recovery=%',
      'doorstep=%E0%A4%A',
    ),
    origin: fc.constantFrom('', '', '', '', '', '', 'http://localhost', 'null', 'https://elsewhere.example'),
    'if-none-match': fc.constantFrom('', '', 'W/"', '*'),
    'idempotency-key': fc.constantFrom('', '', '', 'x', '0192f0c1-a2b3-7c4d-8e5f-60718293a4b5'),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')));

type Carrier = 'json' | 'form' | 'multipart' | 'broken';
type Parts = {
  readonly values: Readonly<Record<string, unknown>>;
  readonly absent: string;
  readonly extra: readonly [string, unknown] | undefined;
  readonly requestId: unknown;
  readonly carrier: Carrier;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly brokenPath: string | undefined;
  readonly garbage: Uint8Array<ArrayBuffer>;
  readonly mighty: boolean;
};

function shotOf(route: Route, parts: Parts): Shot {
  const inPath = new Set(pathNames(route.path));
  const { values, extra, carrier, method, mighty } = parts;
  const path = route.path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => parts.brokenPath ?? encodeURIComponent(wellFormed(values[name])),
  );
  const fields: [string, unknown][] = Object.entries(values).filter(
    ([name]) => !inPath.has(name) && name !== parts.absent,
  );
  if (extra) fields.push([extra[0], extra[1]]);
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') {
    const query = asForm(fields).toString();
    return { method, address: query ? `${path}?${query}` : path, headers: parts.headers, body: undefined, mighty };
  }
  fields.push(['requestId', parts.requestId]);
  const { type, body } = carried(carrier, fields, parts.garbage);
  return {
    method,
    address: path,
    headers: { ...parts.headers, ...(type ? { 'content-type': type } : {}) },
    body,
    mighty,
  };
}

function carried(
  carrier: Carrier,
  fields: readonly (readonly [string, unknown])[],
  garbage: Uint8Array<ArrayBuffer>,
): { type: string | undefined; body: Shot['body'] } {
  // Written out by hand, since an object would swallow a field called __proto__.
  const json = `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
  if (carrier === 'json') return { type: 'application/json', body: json };
  if (carrier === 'form') return { type: 'application/x-www-form-urlencoded', body: asForm(fields).toString() };
  if (carrier === 'multipart') {
    const each = fields.map(
      ([name, value]) =>
        `--b\r\nContent-Disposition: form-data; name="${name}"${typeof value === 'object' ? '; filename="x.csv"' : ''}\r\n\r\n${wellFormed(value)}\r\n`,
    );
    return { type: 'multipart/form-data; boundary=b', body: `${each.join('')}--b--\r\n` };
  }
  const kinds = [
    { type: 'application/json', body: json.slice(0, -1) },
    { type: 'application/json', body: garbage },
    { type: 'application/json', body: `${'['.repeat(5000)}` },
    { type: 'application/json', body: '"text"' },
    { type: 'multipart/form-data', body: json },
    { type: 'multipart/form-data; boundary=', body: garbage },
    { type: 'multipart/form-data; boundary=b', body: '--b\r\nContent-Disposition: form-data\r\n\r\n' },
    { type: 'application/x-www-form-urlencoded', body: garbage },
    { type: 'application/x-www-form-urlencoded; charset=x', body: '%E0%A4%A=%&%00=&=&&__proto__[a]=1' },
    { type: 'text/xml', body: '<a/>' },
    { type: 'application/json; charset=gb18030', body: json },
    { type: undefined, body: garbage },
  ] as const;
  return kinds[garbage.length % kinds.length] ?? kinds[0];
}

function asForm(fields: readonly (readonly [string, unknown])[]): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of fields)
    for (const one of Array.isArray(value) ? value.flat(300) : [value]) form.append(name, wellFormed(one));
  return form;
}

/** As text that can stand in an address; what cannot is what browsers make of it. */
function wellFormed(value: unknown): string {
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed();
}
