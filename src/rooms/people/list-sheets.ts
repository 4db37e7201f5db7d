import type { Lang } from '../../kit/lang.ts';
import type { SheetContent } from '../../kit/route.ts';
import { sayCode, speak } from '../../kit/words.ts';
import type { PeopleModel, RequestsModel } from './models.ts';
import { myWords } from './my-words.ts';
import { tagKinds } from './tag.ts';
import { words } from './words.ts';

/** The rows of the list of residents, masked as they are shown. */
export function peopleSheets(model: PeopleModel, { lang }: { readonly lang: Lang }): readonly SheetContent[] {
  const t = speak(words, lang);
  return [
    {
      name: t('people'),
      columns: [
        { heading: t('name'), kind: 'text' },
        { heading: t('sex'), kind: 'text', width: 6 },
        { heading: t('age'), kind: 'integer', width: 6 },
        { heading: t('phone'), kind: 'text', width: 16 },
        { heading: t('address'), kind: 'text', width: 30 },
        { heading: t('capacity'), kind: 'text' },
        { heading: t('tags'), kind: 'text', width: 24 },
      ],
      rows: model.people.map((person) => [
        person.name,
        person.sex && t(person.sex),
        person.age,
        person.phone,
        person.address,
        person.capacity && t(person.capacity),
        person.tags.map((kind) => tagKinds[kind][lang]).join(lang === 'zh' ? '、' : ', '),
      ]),
    },
  ];
}

/** The requests that wait for a decision. */
export function requestsSheets(model: RequestsModel, { lang }: { readonly lang: Lang }): readonly SheetContent[] {
  const t = speak(myWords, lang);
  return [
    {
      name: t('corrections'),
      columns: [
        { heading: t('when'), kind: 'date' },
        { heading: t('name'), kind: 'text' },
        { heading: t('what'), kind: 'text' },
        { heading: t('particulars'), kind: 'text' },
        { heading: t('proposed'), kind: 'text', width: 24 },
        { heading: t('why'), kind: 'text', width: 30 },
      ],
      rows: model.requests.map((request) => [
        request.at,
        request.person.name,
        t(request.kind),
        request.field && sayCode(words, request.field, lang),
        request.proposed,
        request.reason,
      ]),
    },
  ];
}
