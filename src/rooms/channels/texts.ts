import type { Lang } from '../../kit/lang.ts';
import { speak } from '../../kit/words.ts';
import type { OutsideMessage } from '../people/index.ts';
import type { WayKind } from './way.ts';
import { words } from './words.ts';

/** What is sent by one way at one time. */
export type Letter = {
  /** One line. */
  readonly title: string;
  readonly text: string;
  /** Whole address. */
  readonly url: string;
};

/** So many messages of a digest are told in words; of the rest it says how many. */
const mostLines: Readonly<Record<WayKind, number>> = { email: 30, push: 3, sms: 1, wechat: 1 };

/** What a way carries: one message as it is, several as one letter that leads to the inbox. */
export function letterOf(messages: readonly OutsideMessage[], kind: WayKind, lang: Lang, baseUrl: string): Letter {
  const t = speak(words, lang);
  const [first] = messages;
  const inbox = `${baseUrl}/me/messages`;
  if (messages.length === 1 && first)
    return { title: t('new_message'), text: first.text, url: first.href ? `${baseUrl}${first.href}` : inbox };
  const title = t('new_messages', { n: messages.length });
  const shown = messages
    .slice(0, mostLines[kind])
    .map((message) => (kind === 'email' ? `- ${message.text}` : message.text));
  const rest = messages.length - shown.length;
  return { title, text: [...shown, ...(rest > 0 ? [t('and_more', { n: rest })] : [])].join('\n'), url: inbox };
}

/** A letter as one text, for ways that know neither titles nor links. */
export function asText({ title, text, url }: Letter, isSingle: boolean): string {
  return [...(isSingle ? [] : [title]), text, url].join('\n');
}
