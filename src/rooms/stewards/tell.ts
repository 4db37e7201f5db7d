import type { Write } from '../../kit/write.ts';
import { type NewMessage, sendMessages } from '../people/index.ts';
import type { toldWords } from './told-words.ts';

/** Something a steward is told; the words stand in told-words.ts. */
export type Told = Omit<NewMessage, 'kind'> & { readonly kind: keyof typeof toldWords & `stewards.told_${string}` };

/** Tells people what concerns them, leading to what they look after; nobody is told of what they did themselves. */
export async function tell(write: Write, messages: readonly Told[]): Promise<void> {
  await sendMessages(
    write,
    messages
      .filter((message) => message.personId !== write.actorId)
      .map((message) => ({ ...message, href: message.href ?? '/me/households' })),
  );
}
