import { loadModule, parseSync } from 'libpg-query';

await loadModule();

/**
 * Looks for tables in a statement whose district is left open: neither given as a value nor tied to that of another
 * table that is. Every query of the domain names its district, so that it runs on one shard and never sees a neighbour.
 * @param tables the tables that have a district. @returns the names of those left open.
 */
export function tablesLeftOpen(statement: string, tables: ReadonlySet<string>): string[] {
  const left: string[] = [];
  for (const { stmt } of parseSync(statement).stmts ?? []) if (stmt) lookAt(stmt as Json, [], left, tables);
  return [...new Set(left)];
}

type Json = { readonly [key: string]: unknown };

/** A table in one FROM, under the name it goes by there. */
type Source = { readonly name: string; readonly table: string };

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Statements that read or change rows, each with the tables of its own. */
const statements = ['SelectStmt', 'UpdateStmt', 'DeleteStmt', 'InsertStmt', 'MergeStmt'] as const;

/** Goes down a tree; each statement in it is judged by itself, with the CTEs known so far. */
function lookAt(node: Json, known: readonly string[], left: string[], tables: ReadonlySet<string>): void {
  for (const [key, value] of Object.entries(node)) {
    if ((statements as readonly string[]).includes(key) && isJson(value)) judge(key, value, known, left, tables);
    else for (const child of [value].flat()) if (isJson(child)) lookAt(child, known, left, tables);
  }
}

function judge(
  kind: string,
  statement: Json,
  known: readonly string[],
  left: string[],
  tables: ReadonlySet<string>,
): void {
  const ctes = namesOfCtes(statement);
  const names = [...known, ...ctes];
  // The parts of a UNION are statements without a name of their own.
  for (const side of ['larg', 'rarg']) {
    const part = statement[side];
    if (isJson(part) && kind === 'SelectStmt') judge('SelectStmt', part, names, left, tables);
  }
  const sources: Source[] = [];
  const predicates: Json[] = [];
  if (kind === 'InsertStmt') {
    const { relname } = statement.relation as { relname: string };
    const columns = [statement.cols].flat().map((column) => ((column as Json)?.ResTarget as Json)?.name);
    if (tables.has(relname) && !columns.includes('district')) left.push(relname);
  } else {
    if (isJson(statement.relation)) addSource(statement.relation, sources, names);
    for (const item of [statement.fromClause, statement.usingClause].flat())
      if (isJson(item)) gather(item, sources, predicates, names);
  }
  if (isJson(statement.whereClause)) predicates.push(statement.whereClause);
  const open = unanchored(
    sources.filter(({ table }) => tables.has(table)),
    sources,
    predicates,
  );
  left.push(...open.map(({ table }) => table));
  for (const [key, value] of Object.entries(statement)) {
    if (key === 'larg' || key === 'rarg') continue;
    for (const child of [value].flat()) if (isJson(child)) lookAt(child, names, left, tables);
  }
}

function namesOfCtes(statement: Json): string[] {
  const list = isJson(statement.withClause) ? [statement.withClause.ctes].flat() : [];
  return list.flatMap((one) => (isJson(one) && isJson(one.CommonTableExpr) ? String(one.CommonTableExpr.ctename) : []));
}

/** Tables of a FROM, and what its joins demand. */
function gather(item: Json, sources: Source[], predicates: Json[], ctes: readonly string[]): void {
  if (isJson(item.RangeVar)) addSource(item.RangeVar, sources, ctes);
  const join = item.JoinExpr;
  if (!isJson(join)) return;
  for (const side of [join.larg, join.rarg]) if (isJson(side)) gather(side, sources, predicates, ctes);
  if (isJson(join.quals)) predicates.push(join.quals);
}

function addSource(range: Json, sources: Source[], ctes: readonly string[]): void {
  const table = String(range.relname);
  const name = isJson(range.alias) ? String(range.alias.aliasname) : table;
  // Tables of the system and of other schemas, and rows worked out further up, are none of ours.
  const isOurs = range.schemaname === undefined && !ctes.includes(table);
  sources.push({ name, table: isOurs ? table : '' });
}

/** Those of the tables whose district is tied neither to a value nor, by way of others, to one that is. */
function unanchored(ours: readonly Source[], all: readonly Source[], predicates: readonly Json[]): Source[] {
  // Rows worked out further up were judged there, and tables that stand above the districts may lead into one.
  const anchored = new Set(all.filter((source) => !ours.includes(source)).map(({ name }) => name));
  const ties: [string, string][] = [];
  for (const [a, b] of predicates.flatMap(equalities)) {
    const [left, right] = [districtOf(a, all), districtOf(b, all)];
    if (left && right) ties.push([left, right]);
    // The other side is a value, or a column from outside of this statement.
    else if (left) anchored.add(left);
    else if (right) anchored.add(right);
  }
  for (let grew = true; grew; ) {
    grew = false;
    for (const [a, b] of ties) {
      if (anchored.has(a) === anchored.has(b)) continue;
      anchored.add(a).add(b);
      grew = true;
    }
  }
  return ours.filter(({ name }) => !anchored.has(name));
}

/** Both sides of every equality that must hold: what stands under OR and NOT need not. */
function equalities(node: Json): (readonly [Json, Json])[] {
  const bool = node.BoolExpr;
  if (isJson(bool))
    return bool.boolop === 'AND_EXPR' ? [bool.args].flat().flatMap((arg) => (isJson(arg) ? equalities(arg) : [])) : [];
  const expression = node.A_Expr;
  if (!isJson(expression)) return [];
  const operator = ([expression.name].flat()[0] as { String?: { sval?: string } })?.String?.sval;
  const isEquality = expression.kind === 'AEXPR_OP' && operator === '=';
  return isEquality && isJson(expression.lexpr) && isJson(expression.rexpr)
    ? [[expression.lexpr, expression.rexpr]]
    : [];
}

/** The name under which the table goes whose district this is; undefined for anything else. */
function districtOf(node: Json, sources: readonly Source[]): string | undefined {
  const fields = isJson(node.ColumnRef) ? [node.ColumnRef.fields].flat() : [];
  const names = fields.map((field) => (field as { String?: { sval?: string } })?.String?.sval);
  if (names.at(-1) !== 'district') return undefined;
  if (names.length === 1) return sources.length === 1 ? sources[0]?.name : undefined;
  return sources.find(({ name }) => name === names.at(-2))?.name;
}
