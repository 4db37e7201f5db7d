import { refOf } from '../../kit/ids.ts';
import type { Write } from '../../kit/write.ts';
import { sendMessages } from '../people/index.ts';
import type { Group } from './group.ts';
import type { toldWords } from './told-words.ts';

/** Something a person is told about a group; the words stand in told-words.ts. */
export type Told = {
  readonly personId: string;
  readonly kind: keyof typeof toldWords & `groups.told_${string}`;
  readonly group: Pick<Group, 'id' | 'name'>;
  readonly about?: Readonly<Record<string, string | number>> | undefined;
  /** Where it leads; the group's page when left out. */
  readonly href?: string | undefined;
};

/** Tells people what concerns them; nobody is told of what they did themselves. */
export async function tell(write: Write, messages: readonly Told[]): Promise<void> {
  await sendMessages(
    write,
    messages
      .filter((message) => message.personId !== write.actorId)
      .map(({ personId, kind, group, about, href }) => ({
        personId,
        kind,
        about: { group: group.name, ...(write.actorId ? { byId: write.actorId } : {}), ...about },
        href: href ?? `/groups/${refOf(write.district, group.id)}`,
      })),
  );
}
