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
