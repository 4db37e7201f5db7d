import type { Lang } from '../../kit/lang.ts';
import type { SheetContent } from '../../kit/route.ts';
import { say, sayCode, speak } from '../../kit/words.ts';
import { codeName, RELATIONS } from './codes.ts';
import { purposeWords } from './consent.ts';
import { spokenFor } from './message.ts';
import type { MyConsentsModel, MyDataModel, MyReadsModel, MyRequestsModel } from './models.ts';
import { myWords } from './my-words.ts';
import { detailKeys } from './person.ts';
import { sayDetail, sayVerb } from './say.ts';
import { tagKinds } from './tag.ts';
import { words } from './words.ts';

type In = { readonly lang: Lang };

/** Everything that is held about a person, a sheet for each kind of thing. */
export function dataSheets(model: MyDataModel, { lang }: In): readonly SheetContent[] {
  const t = speak(myWords, lang);
  const facts: (readonly [string, string | null | undefined])[] = [
    [t('name'), model.name],
    [t('sex'), model.sex && t(model.sex)],
    [t('birth_date'), model.birthDate],
    [t('id_number'), model.idNumber],
    [t('phone'), model.phone],
    ...detailKeys.map((key) => [t(key), sayDetail(key, model.details[key], lang)] as const),
    [t('guardian'), model.guardian],
    [t('kept_by'), model.keptBy],
    ...model.facts.flatMap((section) =>
      section.facts.map((fact) => [`${section.title} ${fact.label}`, fact.value] as const),
    ),
  ];
  return [
    {
      name: t('particulars'),
      columns: [
        { heading: t('what'), kind: 'text', width: 24 },
        { heading: t('record'), kind: 'text', width: 40 },
      ],
      rows: facts.filter(([, value]) => value),
    },
    {
      name: t('homes'),
      columns: [
        { heading: t('address'), kind: 'text', width: 30 },
        { heading: t('capacity'), kind: 'text' },
        { heading: t('relation'), kind: 'text' },
        { heading: lang === 'zh' ? '起' : 'From', kind: 'date' },
        { heading: lang === 'zh' ? '止' : 'Until', kind: 'date' },
        { heading: t('family_of'), kind: 'text', width: 30 },
      ],
      rows: model.homes.map((home) => [
        home.address,
        [t(home.capacity), home.share].filter(Boolean).join(' '),
        home.relation && codeName(RELATIONS, home.relation, lang),
        home.fromDay,
        home.toDay,
        home.housemates.join(lang === 'zh' ? '、' : ', '),
      ]),
    },
    {
      name: t('tags'),
      columns: [
        { heading: t('tags'), kind: 'text', width: 20 },
        { heading: lang === 'zh' ? '起' : 'From', kind: 'date' },
        { heading: t('frequency'), kind: 'text' },
        { heading: t('last_visit'), kind: 'date' },
        { heading: t('note'), kind: 'text', width: 40 },
      ],
      rows: model.tags.map((tag) => [
        tagKinds[tag.kind][lang],
        tag.fromDay,
        tag.plan?.frequency && t(tag.plan.frequency),
        tag.plan?.lastVisit,
        [tag.note, tag.plan?.health, tag.plan?.pairedWith, tag.plan?.kin, tag.plan?.emergencyContact]
          .filter(Boolean)
          .join(lang === 'zh' ? '；' : '; '),
      ]),
    },
    {
      name: t('timeline'),
      columns: [
        { heading: t('when'), kind: 'text', width: 22 },
        { heading: t('what'), kind: 'text', width: 24 },
        { heading: t('who'), kind: 'text' },
      ],
      rows: model.timeline.map((line) => [line.when, sayVerb(line.verb, lang), line.who]),
    },
  ];
}

/** Who opened the record. */
export function readSheets(model: MyReadsModel, { lang }: In): readonly SheetContent[] {
  const t = speak(myWords, lang);
  return [
    {
      name: t('tab_reads'),
      columns: [
        { heading: t('when'), kind: 'text', width: 22 },
        { heading: t('who'), kind: 'text' },
        { heading: t('what'), kind: 'text', width: 20 },
        { heading: t('why'), kind: 'text', width: 24 },
      ],
      rows: model.reads.map((read) => [read.when, read.who, sayWhat(read.what, lang), sayReason(read.reason, lang)]),
    },
  ];
}

/** What was opened; rooms above tell their own words by `read.<what>`. */
export function sayWhat(what: string, lang: Lang): string {
  const said = spokenFor(`read.${what}`);
  return said ? say(said, lang) : sayCode(words, `what_${what}`, lang);
}

/** Why a record was opened. */
export function sayReason(reason: string, lang: Lang): string {
  return sayCode(words, `reason_${reason}`, lang);
}

/** What was consented to. */
export function consentSheets(model: MyConsentsModel, { lang }: In): readonly SheetContent[] {
  const t = speak(myWords, lang);
  return [
    {
      name: t('tab_consents'),
      columns: [
        { heading: t('consent'), kind: 'text', width: 36 },
        { heading: lang === 'zh' ? '给谁' : 'To', kind: 'text' },
        { heading: lang === 'zh' ? '同意日期' : 'Given on', kind: 'date' },
        { heading: lang === 'zh' ? '撤回日期' : 'Withdrawn on', kind: 'date' },
      ],
      rows: model.consents.map((consent) => [
        purposeWords(consent.purpose)[lang],
        consent.to,
        consent.givenOn,
        consent.withdrawnOn,
      ]),
    },
  ];
}

/** What was asked for. */
export function requestSheets(model: MyRequestsModel, { lang }: In): readonly SheetContent[] {
  const t = speak(myWords, lang);
  return [
    {
      name: t('tab_requests'),
      columns: [
        { heading: t('when'), kind: 'date' },
        { heading: t('what'), kind: 'text' },
        { heading: t('particulars'), kind: 'text' },
        { heading: lang === 'zh' ? '应为' : 'Should be', kind: 'text', width: 24 },
        { heading: lang === 'zh' ? '结果' : 'State', kind: 'text' },
        { heading: lang === 'zh' ? '答复' : 'Answer', kind: 'text', width: 30 },
      ],
      rows: model.requests.map((request) => [
        request.at,
        t(request.kind),
        request.field && t(request.field),
        request.proposed,
        t(request.state),
        request.answer,
      ]),
    },
  ];
}
