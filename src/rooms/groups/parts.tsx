import type { ComponentChildren } from 'preact';
import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { Lang } from '../../kit/lang.ts';
import { Badge, Badges, type Crumb, EmptyState, List, Section, Table, Tabs } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { factsOf, type GroupKind, type Office, type Variety } from './kind.ts';
import type { GroupLink, GroupRow, PlaceLink } from './models.ts';
import { type Service, serviceNames } from './talent.ts';
import { words } from './words.ts';

/** The address of a place's page. */
export const placeHref = (place: Pick<PlaceLink, 'code'>): string => hrefOf('/places/{code}', { code: place.code });
/** The address of a group's page. */
export const groupHref = (group: Pick<GroupLink, 'ref'>): string => hrefOf('/groups/{ref}', { ref: group.ref });

/** The places above a page, as crumbs. */
export function placeCrumbs(line: readonly PlaceLink[]): Crumb[] {
  return line.map((place) => ({ href: placeHref(place), label: place.name }));
}

/** What kind of group it is; of a team, what it is for. */
export function kindName(kind: GroupKind, variety: Variety | null, lang: Lang): string {
  return variety ? speak(words, lang)(`variety_${variety}`) : factsOf(kind).name[lang];
}

/** What an office is called in a kind of group. */
export function officeName(kind: GroupKind, office: Office, lang: Lang): string {
  return factsOf(kind).offices[office]?.[lang] ?? office;
}

/** A service category in the reader's language. */
export function serviceName(word: string, lang: Lang): string {
  return lang === 'zh' ? word : (serviceNames[word as Service] ?? word);
}

/** Several words as one text. */
export function joined(list: readonly string[], lang: Lang): string {
  return list.join(lang === 'zh' ? '、' : ', ');
}

/** A day, or nothing. */
export function dayText(day: string | null, lang: Lang): string | undefined {
  return day === null ? undefined : formatDay(day, lang);
}

/** What somebody can do, as labels. */
export function Skills({
  talents,
  services,
  lang,
}: {
  readonly talents: readonly string[];
  readonly services: readonly string[];
  readonly lang: Lang;
}) {
  if (talents.length + services.length === 0) return null;
  return (
    <Badges>
      {talents.map((word) => (
        <Badge key={word} tone="accent">
          {word}
        </Badge>
      ))}
      {services.map((word) => (
        <Badge key={word}>{serviceName(word, lang)}</Badge>
      ))}
    </Badges>
  );
}

/** Where one can go down to, keeping what else the page was asked; nothing at the bottom. */
export function Below({
  places,
  face,
  title,
}: {
  readonly places: readonly PlaceLink[];
  readonly face: Face;
  readonly title: string;
}) {
  if (places.length === 0) return null;
  return (
    <Section title={title}>
      <List
        label={title}
        items={places.map((place) => ({ href: face.here({ place: place.code, page: undefined }), title: place.name }))}
      />
    </Section>
  );
}

/** Said where no place is chosen yet: the districts to begin from. */
export function ChoosePlace({ places, face }: { readonly places: readonly PlaceLink[]; readonly face: Face }) {
  const t = speak(words, face.lang);
  return (
    <>
      <EmptyState title={t('choose_place')}>{t('choose_place_hint')}</EmptyState>
      <Below places={places} face={face} title={t('place')} />
    </>
  );
}

/** Groups as a table. */
export function GroupTable({
  groups,
  face,
  caption,
  empty,
}: {
  readonly groups: readonly GroupRow[];
  readonly face: Face;
  readonly caption: string;
  readonly empty: ComponentChildren;
}) {
  const t = speak(words, face.lang);
  return (
    <Table
      lang={face.lang}
      caption={caption}
      quietCaption
      rows={groups}
      empty={empty}
      columns={[
        { key: 'name', head: t('name'), names: true, cell: (group) => <a href={groupHref(group)}>{group.name}</a> },
        { key: 'kind', head: t('kind'), cell: (group) => kindName(group.kind, group.variety, face.lang) },
        { key: 'place', head: t('place'), cell: (group) => <a href={placeHref(group.place)}>{group.place.name}</a> },
        { key: 'contact', head: t('contact'), wideOnly: true, cell: (group) => group.contact },
        {
          key: 'members',
          head: t('members'),
          number: true,
          cell: (group) => (factsOf(group.kind).hasMembers ? String(group.members) : ''),
        },
      ]}
    />
  );
}

/** The pages of one group, as tabs; only for those who see more than the first. */
export function GroupTabs({
  group,
  face,
  acts,
  here,
}: {
  readonly group: GroupLink;
  readonly face: Face;
  readonly acts: { readonly describe: boolean; readonly offices: boolean; readonly members: boolean };
  readonly here: 'overview' | 'keep_members' | 'keep_offices' | 'keep';
}) {
  const t = speak(words, face.lang);
  const items = [
    { key: 'overview', path: '/groups/{ref}', shown: true },
    { key: 'keep_members', path: '/groups/{ref}/members', shown: acts.members },
    { key: 'keep_offices', path: '/groups/{ref}/offices', shown: acts.offices },
    { key: 'keep', path: '/groups/{ref}/edit', shown: acts.describe },
  ] as const;
  const shown = items.filter((item) => item.shown);
  if (shown.length < 2) return null;
  return (
    <Tabs
      label={t('tabs')}
      items={shown.map((item) => ({
        href: hrefOf(item.path, { ref: group.ref }),
        label: t(item.key),
        current: item.key === here,
      }))}
    />
  );
}
