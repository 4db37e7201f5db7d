import type { z } from 'zod';
import type { Lang } from '../../kit/lang.ts';
import { say } from '../../kit/words.ts';
import { type IssueKind, kindFacts, openKinds, urgencies } from '../issues/index.ts';
import type { definitionShape, servicesShape } from './models.ts';
import { words } from './words.ts';

/**
 * The kinds of issue as services. Guarded kinds are none: what takes a path of its own is said to people, not to programs.
 * They are of type batch: a token is given at once, the id of the request once the desk has made it public.
 */
export function servicesIn(lang: Lang): z.output<typeof servicesShape> {
  return openKinds.map((kind) => {
    const { name, tier, hints } = kindFacts[kind];
    return {
      service_code: kind,
      service_name: name[lang],
      description: say(words[`within_${tier}`], lang, { name: name[lang] }),
      metadata: true,
      type: 'batch' as const,
      keywords: hints.length === 0 ? null : hints.join(', '),
      group: null,
    };
  });
}

/** The kind that a service code names; undefined for a guarded one and for none. */
export function kindOfService(code: string): IssueKind | undefined {
  return openKinds.find((kind) => kind === code);
}

/** What may be said beside the description, the same for every service; none of it has to be. */
export function definitionOf(kind: IssueKind, lang: Lang): z.output<typeof definitionShape> {
  return {
    service_code: kind,
    attributes: [
      {
        variable: true,
        code: 'urgency',
        datatype: 'singlevaluelist',
        required: false,
        datatype_description: words.urgency_hint[lang],
        order: 1,
        description: words.urgency[lang],
        values: urgencies.map((urgency) => ({ key: urgency, name: words[urgency][lang] })),
      },
      {
        variable: true,
        code: 'private_note',
        datatype: 'text',
        required: false,
        datatype_description: words.private_note_hint[lang],
        order: 2,
        description: words.private_note[lang],
      },
    ],
  };
}
