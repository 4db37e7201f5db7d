import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import {
  Badge,
  Badges,
  Button,
  DescriptionList,
  Disclosure,
  Form,
  Notice,
  PageHeader,
  PhoneLink,
  RadioGroup,
  Section,
  SelectField,
  Status,
  Tabs,
  TextField,
  Timeline,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { codeName, RELATIONS } from './codes.ts';
import type { FactSection } from './facts.ts';
import { openForm } from './input.ts';
import type { PersonHead, PersonModel } from './models.ts';
import { readReasons } from './read-log.ts';
import { sayVerb } from './say.ts';
import { type TagKind, tagKinds } from './tag.ts';
import { words } from './words.ts';

type Pages = 'record' | 'change' | 'homes' | 'care' | 'merges' | 'help';

/** The top of every page about a person: who it is, whether the record is open, and the other pages. */
export function PersonTop({
  person,
  here,
  face,
}: {
  readonly person: PersonHead;
  readonly here: Pages;
  readonly face: Face;
}) {
  const t = speak(words, face.lang);
  const { may } = person;
  const tabs: readonly (readonly [Pages, string, boolean])[] = [
    ['record', t('record'), true],
    ['change', t('edit'), may.edit],
    ['homes', t('move_and_more'), may.edit],
    ['care', t('care'), may.care],
    ['help', t('help'), may.edit],
    ['merges', t('merges'), may.decide],
  ];
  return (
    <>
      <PageHeader
        title={person.name}
        lead={[person.sex && t(person.sex), person.age === null ? undefined : t('years', { n: person.age })]
          .filter(Boolean)
          .join(' · ')}
        marks={
          <>
            {person.diedOn && <Badge tone="muted">{t('died_on', { day: formatDay(person.diedOn, face.lang) })}</Badge>}
            {person.isOpen && person.openUntil && (
              <Status tone="info" icon="eye">
                {t('opened_until', { time: person.openUntil })}
              </Status>
            )}
          </>
        }
      />
      <Tabs
        label={t('record')}
        items={tabs
          .filter(([, , isShown]) => isShown)
          .map(([page, label]) => ({
            label,
            href:
              page === 'record'
                ? hrefOf('/people/{ref}', { ref: person.ref })
                : hrefOf(`/people/{ref}/${page}`, { ref: person.ref }),
            current: page === here,
          }))}
      />
    </>
  );
}

/** Asks why, and opens the record; nothing where it is open already. */
export function OpenRecord({
  person,
  to,
  face,
}: {
  readonly person: PersonHead;
  readonly to: Exclude<Pages, 'record'> | '';
  readonly face: Face;
}) {
  const t = speak(words, face.lang);
  if (person.isOpen) return null;
  if (!person.may.open)
    return person.isChild ? (
      <Notice lang={face.lang} kind="info">
        {t('child_closed')}
      </Notice>
    ) : null;
  const form = face.form(openForm, { ref: person.ref });
  return (
    <Section title={t('open_record')} lead={t('masked_now')}>
      <Form lang={face.lang} {...form} hidden={{ to }}>
        <RadioGroup
          lang={face.lang}
          {...form.field('reason')}
          hint={t('open_why')}
          inline
          options={readReasons.map((reason) => ({ value: reason, label: t(`reason_${reason}`) }))}
        />
        <Button look="primary" icon="eye">
          {t('open_record')}
        </Button>
      </Form>
    </Section>
  );
}

/** Tags as small labels. */
export function TagBadges({ kinds, face }: { readonly kinds: readonly TagKind[]; readonly face: Face }) {
  if (kinds.length === 0) return null;
  return (
    <Badges>
      {kinds.map((kind) => (
        <Badge
          key={kind}
          tone={
            tagKinds[kind].sensitivity === 'restricted'
              ? 'alert'
              : tagKinds[kind].sensitivity === 'care'
                ? 'wait'
                : 'neutral'
          }
        >
          {tagKinds[kind][face.lang]}
        </Badge>
      ))}
    </Badges>
  );
}

/** From when until when. */
export function sayDays(fromDay: string, toDay: string | null, face: Face): string {
  const t = speak(words, face.lang);
  const { lang } = face;
  return toDay === null
    ? t('since_day', { day: formatDay(fromDay, lang) })
    : t('from_to', { from: formatDay(fromDay, lang), to: formatDay(toDay, lang) });
}

/** How somebody belongs to a dwelling, in one line. */
export function sayBelonging(home: PersonModel['homes'][number], face: Face): string {
  const t = speak(words, face.lang);
  return [
    t(home.capacity),
    home.share && t('share', { share: home.share }),
    home.relation && codeName(RELATIONS, home.relation, face.lang),
    home.livesHere ? undefined : t('lives_elsewhere'),
    sayDays(home.fromDay, home.toDay, face),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What rooms above know. */
export function Facts({ sections, face }: { readonly sections: readonly FactSection[]; readonly face: Face }) {
  return (
    <>
      {sections.map((section) => (
        <Section key={section.title} title={section.title}>
          <DescriptionList
            items={section.facts.map((fact) => ({
              term: fact.label,
              value: fact.href ? <a href={fact.href}>{fact.value}</a> : fact.value,
              action: fact.phone && <PhoneLink lang={face.lang} number={fact.phone} name={fact.value} />,
            }))}
          />
        </Section>
      ))}
    </>
  );
}

/** What happened, newest first. */
export function Story({
  lines,
  title,
  face,
}: {
  readonly lines: PersonModel['timeline'];
  readonly title: string;
  readonly face: Face;
}) {
  const t = speak(words, face.lang);
  if (lines.length === 0) return null;
  return (
    <Disclosure summary={title}>
      <Timeline
        label={title}
        items={lines.map((line) => ({
          when: line.when,
          datetime: line.at,
          who: [line.who, line.channel === 'screen' ? undefined : t(`way_${line.channel}` as 'way_phone')]
            .filter(Boolean)
            .join(' · '),
          title: sayVerb(line.verb, face.lang),
        }))}
      />
    </Disclosure>
  );
}

type Fields = { readonly form: ReturnType<Face['form']>; readonly face: Face };

/** In which capacity, and with which share of the whole. */
export function CapacityFields({ form, face }: Fields) {
  const t = speak(words, face.lang);
  const capacities = ['resident', 'owner', 'co_owner', 'tenant'] as const;
  return (
    <>
      <SelectField
        lang={face.lang}
        {...form.field('capacity')}
        width="medium"
        options={capacities.map((capacity) => ({ value: capacity, label: t(capacity) }))}
      />
      <TextField lang={face.lang} {...form.field('share')} width="short" hint={t('share_hint')} />
    </>
  );
}

/** Fields that say how somebody belongs to a dwelling; `choices` are the households that live there. */
export function BelongingFields({
  form,
  face,
  choices,
}: Fields & { readonly choices?: readonly { readonly value: string; readonly label: string }[] | undefined }) {
  const t = speak(words, face.lang);
  return (
    <>
      <CapacityFields form={form} face={face} />
      <RelationField form={form} face={face} />
      <SelectField
        lang={face.lang}
        {...form.field('household')}
        width="medium"
        empty={t('any_household')}
        options={[...(choices ?? []), { value: 'new', label: t('own_household') }]}
      />
    </>
  );
}

/** Where somebody moves to, out of the places within reach. */
export function PlaceField({
  form,
  face,
  places,
}: Fields & { readonly places: readonly { readonly code: string; readonly name: string }[] }) {
  return (
    <SelectField
      lang={face.lang}
      {...form.field('place')}
      width="medium"
      options={places.map((place) => ({ value: place.code, label: place.name }))}
    />
  );
}

function RelationField({ form, face }: Fields) {
  return (
    <SelectField
      lang={face.lang}
      {...form.field('relation')}
      width="medium"
      options={RELATIONS.codes.map((code) => ({ value: code.code, label: code[face.lang] }))}
    />
  );
}
