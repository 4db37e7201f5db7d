/** The names in a path's braces. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** Fills a path in: `hrefOf('/places/{code}', { code })`. Further values become the query. */
export function hrefOf(path: string, values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const names = new Set(pathNames(path));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (!names.has(name) && value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

/** The path as the router takes it; `{code}.{format}` within one part becomes one pattern. */
export function routerPath(path: string): string {
  return path
    .split('/')
    .map((part, at) => {
      if (/^\{\w+\}$/.test(part)) return `:${part.slice(1, -1)}`;
      if (!part.includes('{')) return part;
      return `:part${at}{${part.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^.]+')}}`;
    })
    .join('/');
}

/** What an address has in the place of each name of the path, or undefined where it is another path or not well encoded. */
export function readPath(path: string, pathname: string): Record<string, string> | undefined {
  const pattern = path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/.]+)');
  const found = new RegExp(`^${pattern}$`).exec(pathname)?.groups;
  try {
    return found && Object.fromEntries(Object.entries(found).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    return undefined;
  }
}
