import { IntlMessageFormat } from 'intl-messageformat';
import type { Lang } from './lang.ts';

/** One thing said in both languages; a missing one does not compile. */
export type Message = { readonly zh: string; readonly en: string };
/** The words of a room: flat, ICU syntax for numbers and choices. */
export type Wording = Readonly<Record<string, Message>>;
type Values = Readonly<Record<string, string | number>>;
/** Says a word of a room in one language, with its values filled in. */
export type Say<W extends Wording> = (key: keyof W & string, values?: Values) => string;

const compiled = new Map<string, IntlMessageFormat>();

/**
 * Fills a message in.
 * @param message what to say in both languages, ICU syntax.
 * @param values what stands in the braces.
 */
export function say(message: Message, lang: Lang, values?: Values): string {
  const text = message[lang];
  if (!text.includes('{')) return text;
  let format = compiled.get(lang + text);
  if (!format) {
    format = new IntlMessageFormat(text, lang === 'zh' ? 'zh-CN' : 'en-GB');
    compiled.set(lang + text, format);
  }
  return String(format.format({ ...values }));
}

/** The words of a room in one language: `const t = speak(words, lang); t('households', { n: 3 })`. */
export function speak<W extends Wording>(words: W, lang: Lang): Say<W> {
  return (key, values) => {
    const message = words[key];
    if (!message) throw new Error(`No words for ${key}`);
    return say(message, lang, values);
  };
}

/**
 * Words for a code that comes from data, such as a refusal or a kind.
 * @returns the code itself when nobody wrote words for it, so that a page never breaks over a word.
 */
export function sayCode(words: Wording, code: string, lang: Lang, values?: Values): string {
  const message = words[code];
  return message ? say(message, lang, values) : code;
}
