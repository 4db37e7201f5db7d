/** Largest body of a form without files or of a JSON document, in bytes. */
const plainLimit = 1_000_000;

export type Body =
  | { readonly fields: Record<string, unknown> }
  | { readonly refused: 'bad_request' | 'too_large' | 'wrong_type' };

/**
 * Reads a form or a JSON object; anything else is refused. Empty fields are left out, several of one name become a list.
 * @param limits.uploadLimit largest form with files, in bytes.
 * @param limits.withFiles JSON may carry files too, so it may be as large as a form with files.
 */
export async function readBody(
  request: Request,
  { uploadLimit, withFiles = false }: { readonly uploadLimit: number; readonly withFiles?: boolean },
): Promise<Body> {
  const type = (request.headers.get('content-type') ?? '').toLowerCase();
  const multipart = type.startsWith('multipart/form-data');
  const limit = multipart || withFiles ? uploadLimit : plainLimit;
  if (Number(request.headers.get('content-length') ?? 0) > limit) return { refused: 'too_large' };
  const bytes = await readUpTo(request, limit);
  if (!bytes) return { refused: 'too_large' };
  if (bytes.length === 0) return { fields: {} };
  try {
    if (type.startsWith('application/json')) return fromJson(bytes);
    if (multipart || type.startsWith('application/x-www-form-urlencoded')) {
      return {
        fields: fromForm(
          await new Response(bytes, {
            headers: { 'content-type': request.headers.get('content-type') ?? '' },
          }).formData(),
        ),
      };
    }
    return { refused: 'wrong_type' };
  } catch {
    return { refused: 'bad_request' };
  }
}

async function readUpTo(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function fromJson(bytes: Uint8Array): Body {
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { refused: 'bad_request' };
  return { fields: { ...value } };
}

function fromForm(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).filter((value) => (typeof value === 'string' ? value !== '' : value.size > 0));
    if (values.length > 1) fields[name] = values;
    else if (values.length === 1) fields[name] = values[0];
  }
  return fields;
}

/** Query values, several of one name as a list. What says how to answer (`lang`, `format`) is none of them. */
export function readQuery(url: URL): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  for (const name of new Set(url.searchParams.keys())) {
    if (name === 'lang' || name === 'format') continue;
    const values = url.searchParams.getAll(name);
    if (values.length > 1) query[name] = values;
    else if (values[0] !== '') query[name] = values[0];
  }
  return query;
}
