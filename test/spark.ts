import { xmlReader } from '../src/kit/sheets/xml.ts';

type Element = { readonly name: string; readonly children: Element[]; text: string };

/** Reads a document that has to be well formed. */
function readXml(source: string): Element {
  const top: Element = { name: '', children: [], text: '' };
  const open = [top];
  const reader = xmlReader({
    open: (name) => {
      const element: Element = { name, children: [], text: '' };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    close: (name) => {
      const closed = open.pop();
      if (closed?.name !== name) throw new Error(`${name} closes ${closed?.name}`);
    },
    text: (text) => {
      const element = open.at(-1);
      if (element) element.text += text;
    },
  });
  reader.push(source);
  reader.end();
  const [root, ...more] = top.children;
  if (!root || more.length > 0 || open.length !== 1) throw new Error('Not one element that is closed');
  return root;
}

/**
 * XML as JSON by the Spark convention: an element that holds nothing but elements of one name is a list of them. Leaves
 * stay texts, empty ones are null.
 */
export function sparkOf(source: string): unknown {
  return spark(readXml(source));
}

function spark({ children, text }: Element): unknown {
  if (children.length === 0) return text.trim() === '' ? null : text;
  const names = new Set(children.map((child) => child.name));
  if (names.size === 1) return children.map(spark);
  return Object.fromEntries(children.map((child) => [child.name, spark(child)]));
}

/** The same without lists of one: an element is an object of its children. */
export function plainOf(source: string): unknown {
  const plain = ({ children, text }: Element): unknown =>
    children.length === 0 ? text : Object.fromEntries(children.map((child) => [child.name, plain(child)]));
  const root = readXml(source);
  return { [root.name]: plain(root) };
}

/** A tree of JSON with its leaves as XML has them: texts, and nothing where there is null, an empty text or list. */
export function leavesAsText(tree: unknown): unknown {
  if (tree === null || tree === '') return null;
  if (Array.isArray(tree)) return tree.length === 0 ? null : tree.map(leavesAsText);
  if (typeof tree === 'object')
    return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, leavesAsText(value)]));
  return String(tree);
}
