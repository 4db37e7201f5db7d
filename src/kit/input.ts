import { z } from 'zod';
import { isDay } from './clock.ts';
import type { Lang } from './lang.ts';
import { type Message, say, sayCode, type Wording } from './words.ts';

/** What a field is called, kept beside its schema so that forms, errors and the API say the same. */
const labels = z.registry<{ label: Message }>();

/** Gives a field its name: `named(text(50), { zh: '姓名', en: 'Name' })`. */
export function named<S extends z.ZodType>(schema: S, label: Message): S {
  labels.add(schema, { label });
  return schema;
}

/** The name of a field of an input schema, in one language; the key itself when nobody named it. */
export function labelOf(input: Input, name: string, lang: Lang): string {
  // A name that a stranger sent may be one that every object has, such as `constructor`.
  const schema = Object.hasOwn(input.shape, name) ? input.shape[name] : undefined;
  const found = schema ? labels.get(schema) : undefined;
  return found ? found.label[lang] : name;
}

/** An input: one flat object for path, query and body together. */
export type Input = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** Text of one or more characters on one line, at most `max`, spaces around it cut off. */
export const text = (max: number) => z.string().trim().min(1).max(max).refine(oneLine, 'control_characters');
/** Text with line breaks. */
export const longText = (max: number) => z.string().trim().min(1).max(max).refine(noControls, 'control_characters');
/** A whole number, also as forms send it. */
export const wholeNumber = (min: number, max: number) => z.preprocess(numberFrom, z.int().min(min).max(max));
/** A day as 2026-11-22, from 1900 on; one that does not exist is refused. */
export const day = () => z.iso.date().refine(isDay, 'not_a_day');
/** A box that is ticked or not. */
export const checkbox = () => z.preprocess((v) => v === true || v === 'on' || v === 'true' || v === '1', z.boolean());
/** Any number of the same, also when a form sends only one or none. */
export const many = <S extends z.ZodType>(schema: S, max = 2000) =>
  z.preprocess((v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v]), z.array(schema).max(max));
/**
 * Files: any number up to `max` from a form; from a program that sends JSON, each as `{ name, data }` with `data` in
 * base64. What is in them is for `keepPhotos` and `keepAttachments` to judge.
 */
export function uploads(max: number) {
  const schema = z
    .preprocess(
      (v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v.map(uploadFrom) : [uploadFrom(v)]),
      z.array(z.instanceof(File)).max(max),
    )
    .meta({ type: 'array', maxItems: max, items: uploadItem });
  uploadSchemas.add(schema, { max });
  return schema;
}

const uploadSchemas = z.registry<{ max: number }>();

const uploadItem = {
  type: 'object',
  properties: { name: { type: 'string' }, data: { type: 'string', contentEncoding: 'base64' } },
  required: ['data'],
};

/** The fields of an input that take files. */
export function uploadFields(input: Input): readonly string[] {
  return Object.keys(input.shape).filter((name) => {
    const schema = input.shape[name];
    return schema !== undefined && uploadSchemas.has(schema as ReturnType<typeof uploads>);
  });
}

function uploadFrom(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof File) return value;
  const { name = 'file', data, ...rest } = value as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || typeof data !== 'string' || Object.keys(rest).length > 0) return value;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(data)) return value;
  return new File([Buffer.from(data, 'base64')], name);
}

/** One of a few codes. */
export const oneOf = <const T extends readonly [string, ...string[]]>(codes: T) => z.enum(codes);
/** How an address names a thing, see `refOf`. */
export const ref = () => z.string().regex(/^\d{6}-[0-9a-f]{32}$/);
/** A page of a list, from 1. */
export const pageNumber = () => wholeNumber(1, 100_000).default(1);
/** The id the client makes for a write. */
export const requestId = () => z.uuid();

function numberFrom(value: unknown): unknown {
  return typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : value;
}

function oneLine(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are meant
  return value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value);
}

function noControls(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are meant
  return value.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value);
}

const inputWords = {
  missing: { zh: '这一项还没有填', en: 'This is missing' },
  wrong_kind: { zh: '填得不对，请看一下格式', en: 'This is not in the right form' },
  too_long: {
    zh: '太长了，最多 {n} 个字',
    en: 'Too long: at most {n, plural, one {# character} other {# characters}}',
  },
  too_large: { zh: '不能大于 {n}', en: 'At most {n}' },
  too_small: { zh: '不能小于 {n}', en: 'At least {n}' },
  too_many: { zh: '最多 {n} 项', en: 'At most {n, plural, one {# item} other {# items}}' },
  not_a_choice: { zh: '请从给出的选项里选一个', en: 'Choose one of the options' },
  not_a_day: { zh: '请写成 2026-11-22 这样的日期', en: 'Write a date such as 2026-11-22' },
  unknown_field: { zh: '没有这一项', en: 'There is no such field' },
  control_characters: {
    zh: '里面有看不见的特殊字符，请删掉',
    en: 'It contains invisible control characters; please remove them',
  },
} as const satisfies Wording;

/** What is wrong with one field, in the language of whoever typed it. */
export type FieldError = {
  readonly field: string;
  readonly label: string;
  readonly code: string;
  readonly message: string;
};

/**
 * Reads what a form or a program sent.
 * @returns the input, or what is wrong with each field.
 */
export function readInput<I extends Input>(
  input: I,
  raw: Readonly<Record<string, unknown>>,
  lang: Lang,
  words: Wording,
): { input: z.output<I> } | { errors: FieldError[] } {
  const result = input.safeParse(raw);
  if (result.success) return { input: result.data };
  const errors = result.error.issues.map((issue): FieldError => {
    const field = issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : String(issue.path[0] ?? '');
    const { code, n } = problemOf(issue, raw[field]);
    const values = n === undefined ? undefined : { n };
    const message =
      code in inputWords ? say(inputWords[code as keyof typeof inputWords], lang, values) : sayCode(words, code, lang);
    return { field, label: labelOf(input, field, lang), code, message };
  });
  return { errors: errors.filter((e, i) => errors.findIndex((other) => other.field === e.field) === i) };
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): { code: string; n?: number } {
  if (value === undefined || value === '') return { code: 'missing' };
  switch (issue.code) {
    case 'custom':
      return { code: issue.message };
    case 'unrecognized_keys':
      return { code: 'unknown_field' };
    case 'too_big':
      return {
        code: issue.origin === 'string' ? 'too_long' : issue.origin === 'array' ? 'too_many' : 'too_large',
        n: Number(issue.maximum),
      };
    case 'too_small':
      return issue.origin === 'string' ? { code: 'missing' } : { code: 'too_small', n: Number(issue.minimum) };
    case 'invalid_value':
      return { code: 'not_a_choice' };
    case 'invalid_format':
      return { code: issue.format === 'date' ? 'not_a_day' : 'wrong_kind' };
    default:
      return { code: 'wrong_kind' };
  }
}

/** A verb's form, declared once: routes spread it, views fill it in. */
export function form<const N extends string, S extends Readonly<Record<string, z.ZodType>>>(
  name: N,
  path: string,
  fields: S,
): { readonly name: N; readonly path: string; readonly input: z.ZodObject<S, z.core.$strict> } {
  return { name, path, input: z.strictObject(fields) };
}
