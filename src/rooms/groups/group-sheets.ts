import type { Face } from '../../kit/face.ts';
import type { Lang } from '../../kit/lang.ts';
import type { SheetContent } from '../../kit/route.ts';
import { speak } from '../../kit/words.ts';
import { factsOf } from './kind.ts';
import type { GroupLink, MembersModel, NearModel, OfficesModel, PlaceLink, ShowModel, TermsModel } from './models.ts';
import { words } from './words.ts';

type SheetRow = GroupLink & {
  readonly place: PlaceLink;
  readonly members: number;
  readonly party?: string | null | undefined;
  readonly variety?: string | null | undefined;
  readonly summary?: string | undefined;
  readonly contact?: string | undefined;
  readonly foundedOn?: string | undefined;
  readonly leaders?: readonly { readonly office: string; readonly name: string }[] | undefined;
};

/** Between words of a list in one cell. */
const and = (lang: Lang): string => (lang === 'zh' ? '、' : ', ');

/** Groups as a workbook's sheet. */
export function groupSheet(name: string, groups: readonly SheetRow[], lang: Lang): SheetContent {
  const t = speak(words, lang);
  return {
    name: name || t('groups'),
    columns: [
      { heading: t('name'), kind: 'text', width: 28 },
      { heading: t('kind'), kind: 'text', width: 16 },
      { heading: t('place'), kind: 'text', width: 28 },
      { heading: t('members'), kind: 'integer' },
      { heading: t('party'), kind: 'text', width: 16 },
      { heading: t('founded'), kind: 'date' },
      { heading: t('contact'), kind: 'text', width: 30 },
      { heading: t('summary'), kind: 'text', width: 50 },
      { heading: t('show_offices'), kind: 'text', width: 30 },
    ],
    rows: groups.map((group) => [
      group.name,
      group.variety ? t(`variety_${group.variety}` as 'variety_arts') : factsOf(group.kind).name[lang],
      group.place.name,
      group.members,
      group.party ? t(`party_${group.party}` as 'party_charity') : null,
      group.foundedOn ?? null,
      group.contact ?? null,
      group.summary ?? null,
      group.leaders
        ?.map((one) => `${factsOf(group.kind).offices[one.office as 'chair']?.[lang] ?? one.office} ${one.name}`)
        .join(and(lang)) ?? null,
    ]),
  };
}

/** Who near can help, and which groups. */
export function nearSheet(model: NearModel, { lang }: Pick<Face, 'lang'>): SheetContent[] {
  const t = speak(words, lang);
  return [
    {
      name: t('near_people'),
      columns: [
        { heading: t('name'), kind: 'text' },
        { heading: t('building'), kind: 'text', width: 24 },
        { heading: t('talents'), kind: 'text', width: 30 },
        { heading: t('services'), kind: 'text', width: 30 },
        { heading: t('groups'), kind: 'text', width: 30 },
      ],
      rows: model.people.map((person) => [
        person.name,
        person.building?.name ?? null,
        person.talents.join(and(lang)),
        person.services.join(and(lang)),
        person.groups.map((group) => group.name).join(and(lang)),
      ]),
    },
    groupSheet(t('near_groups'), model.groups, lang),
  ];
}

/** Members of a group as those who look after them see them. */
export function memberSheet(model: MembersModel, { lang }: Pick<Face, 'lang'>): SheetContent[] {
  const t = speak(words, lang);
  return [
    {
      name: t('members'),
      columns: [
        { heading: t('holder'), kind: 'text' },
        { heading: t('building'), kind: 'text', width: 24 },
        { heading: t('backbone'), kind: 'text' },
        { heading: t('talents'), kind: 'text', width: 30 },
        { heading: t('services'), kind: 'text', width: 30 },
        { heading: t('registered'), kind: 'date' },
        { heading: t('hours_before'), kind: 'hundredths' },
      ],
      rows: model.members.map((member) => [
        member.name,
        member.building,
        member.backbone ? t('backbone') : null,
        member.talents.join(and(lang)),
        member.services.join(and(lang)),
        member.registeredOn,
        Math.round((member.minutesBroughtForward * 100) / 60),
      ]),
    },
  ];
}

/** Members who show themselves, as everybody sees them. */
export function shownSheet(model: ShowModel, { lang }: Pick<Face, 'lang'>): SheetContent[] {
  const t = speak(words, lang);
  return [
    {
      name: t('members'),
      columns: [
        { heading: t('holder'), kind: 'text' },
        { heading: t('building'), kind: 'text', width: 24 },
        { heading: t('talents'), kind: 'text', width: 30 },
        { heading: t('services'), kind: 'text', width: 30 },
      ],
      rows: model.members.map((member) => [
        member.name,
        member.building?.name ?? null,
        member.talents.join(and(lang)),
        member.services.join(and(lang)),
      ]),
    },
  ];
}

/** Terms of a group's offices. */
export function officeSheet(model: OfficesModel, { lang }: Pick<Face, 'lang'>): SheetContent[] {
  const t = speak(words, lang);
  const { offices } = factsOf(model.group.kind);
  return [
    {
      name: t('terms'),
      columns: [
        { heading: t('office'), kind: 'text' },
        { heading: t('holder'), kind: 'text' },
        { heading: t('from'), kind: 'date' },
        { heading: t('to'), kind: 'date' },
        { heading: t('state'), kind: 'text' },
      ],
      rows: model.terms.map((term) => [
        offices[term.office]?.[lang] ?? term.office,
        term.name,
        term.fromDay,
        term.untilDay,
        t(`term_${term.state}`),
      ]),
    },
  ];
}

/** Terms that end. */
export function termSheet(model: TermsModel, { lang }: Pick<Face, 'lang'>): SheetContent[] {
  const t = speak(words, lang);
  return [
    {
      name: t('terms_link'),
      columns: [
        { heading: t('group'), kind: 'text', width: 28 },
        { heading: t('place'), kind: 'text', width: 28 },
        { heading: t('office'), kind: 'text' },
        { heading: t('holder'), kind: 'text' },
        { heading: t('from'), kind: 'date' },
        { heading: t('to'), kind: 'date' },
      ],
      rows: model.terms.map((term) => [
        term.group.name,
        term.place.name,
        factsOf(term.group.kind).offices[term.office]?.[lang] ?? term.office,
        term.name,
        term.fromDay,
        term.untilDay,
      ]),
    },
  ];
}
