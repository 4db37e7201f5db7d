import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Node, type ParseResult, parseSync, Visitor } from 'oxc-parser';

/** One source file, and what the rules of the house want to know of it. */
export type Source = {
  /** Path from the root of the project, with forward slashes. */
  readonly file: string;
  readonly lines: number;
  /** Files of the project that it imports, types included. */
  readonly imports: readonly string[];
  readonly hasDefaultExport: boolean;
  /** Every name the code itself uses, not what stands in texts and comments. */
  readonly identifiers: ReadonlySet<string>;
};

const code = /\.(ts|tsx|mjs)$/;
const counted = /\.(ts|tsx|mjs|css|sql)$/;

/** Reads every source file below the folders given. */
export function readHouse(root: string, folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && counted.test(entry.name))
      .map((entry) => {
        const file = path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/');
        return readSource(file, readFileSync(path.join(root, file), 'utf8'));
      }),
  );
}

/** Reads one source file from its text. Throws where the text does not parse. */
export function readSource(file: string, text: string): Source {
  const lines = text.trimEnd().split('\n').length;
  if (!code.test(file)) return { file, lines, imports: [], hasDefaultExport: false, identifiers: new Set() };
  const parsed = parseSync(file, text);
  const [error] = parsed.errors;
  if (error) throw new Error(`${file} does not parse: ${error.message}`);
  const identifiers = new Set<string>();
  const requests = new Set(requestsOf(parsed));
  const note = (node: { name: string }) => void identifiers.add(node.name);
  new Visitor({
    Identifier: note,
    PrivateIdentifier: note,
    JSXIdentifier: note,
    ImportExpression: (node) => addText(requests, node.source),
    TSImportType: (node) => addText(requests, node.source),
  }).visit(parsed.program);
  return {
    file,
    lines,
    imports: [...requests]
      .filter((request) => request.startsWith('.'))
      .map((request) => path.posix.normalize(path.posix.join(path.posix.dirname(file), request))),
    hasDefaultExport: parsed.module.staticExports.some(({ entries }) =>
      entries.some((entry) => entry.exportName.kind === 'Default' || entry.exportName.name === 'default'),
    ),
    identifiers,
  };
}

function requestsOf({ module }: ParseResult): string[] {
  return [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ];
}

function addText(to: Set<string>, node: Node): void {
  if (node.type === 'Literal' && typeof node.value === 'string') to.add(node.value);
}
