import type { Database } from '../src/kit/database.ts';

type Column = {
  readonly table: string;
  readonly table_comment: string | null;
  readonly name: string;
  readonly comment: string | null;
  readonly type: string;
  readonly nullable: boolean;
  /** The database fills it in when an insert leaves it out. */
  readonly has_default: boolean;
  /** The database always makes it; nobody may write it. */
  readonly generated: boolean;
};

/** How a value comes out of both drivers, with the parsers that src/kit/database.ts sets. */
const types: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bytea: 'Uint8Array',
  date: 'string',
  float8: 'number',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  jsonb: 'unknown',
  name: 'string',
  text: 'string',
  timestamptz: 'Date',
  tsvector: 'string',
  uuid: 'string',
};

const head = (
  imports: string,
): string => `// Generated from the migrated database by \`npm run types\`. Do not edit: write a migration.
import type { ${imports} } from 'kysely';

/** Every table, and how each of its columns is read and written. Bigints are numbers: all of ours are below 2^53. */
export type Db = {
`;

/**
 * The TypeScript that describes the tables of this database to Kysely, formatted the way the project is.
 * Throws where a column has a type that nobody has decided about yet.
 */
export async function schemaSource(database: Database): Promise<string> {
  const columns = (await database.query(`
    SELECT c.relname AS table, obj_description(c.oid, 'pg_class') AS table_comment,
      a.attname AS name, col_description(c.oid, a.attnum) AS comment, t.typname AS type,
      NOT a.attnotnull AS nullable, a.atthasdef OR a.attidentity <> '' AS has_default,
      a.attgenerated <> '' OR a.attidentity = 'a' AS generated
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    ORDER BY c.relname COLLATE "C", a.attnum`)) as unknown as Column[];
  const tables = Map.groupBy(columns, (column) => column.table);
  const body = [...tables.values()].map(tableSource).join('');
  const imports = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((name) => body.includes(`${name}<`));
  return `${head(imports.join(', '))}${body}};\n`;
}

function tableSource(columns: readonly Column[]): string {
  const lines = columns.map((column) => `${docstring(column.comment, '    ')}    ${column.name}: ${typeOf(column)};\n`);
  const [first] = columns;
  return `${docstring(first?.table_comment ?? null, '  ')}  ${first?.table}: {\n${lines.join('')}  };\n`;
}

function typeOf({ table, name, type, nullable, has_default, generated }: Column): string {
  const one = types[type.replace(/^_/, '')];
  if (!one) throw new Error(`${table}.${name} has the type ${type}: decide in scripts/schema-source.ts how it is read`);
  const orNull = nullable ? ' | null' : '';
  const orNothing = has_default ? ' | undefined' : '';
  // Written as JSON text: for an array of values one driver would write a list of SQL. Read as the value itself.
  if (type === 'jsonb') return `ColumnType<unknown, string${orNull}${orNothing}, string${orNull}>`;
  const value = `${one}${type.startsWith('_') ? '[]' : ''}${orNull}`;
  if (generated) return `GeneratedAlways<${value}>`;
  return has_default ? `Generated<${value}>` : value;
}

function docstring(comment: string | null, indent: string): string {
  return comment ? `${indent}/** ${comment.replaceAll('*/', '* /')} */\n` : '';
}
