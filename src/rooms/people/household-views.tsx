import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Badge,
  Button,
  ButtonLink,
  Checkbox,
  DateField,
  DescriptionList,
  Disclosure,
  EmptyState,
  Form,
  List,
  PageHeader,
  Section,
  SelectField,
  Status,
  TextArea,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { codeName, RELATIONS } from './codes.ts';
import { closeHouseholdForm, describeForm, headForm, moveHouseholdForm } from './input.ts';
import type { HouseholdModel } from './models.ts';
import { Facts, PlaceField, sayDays, TagBadges } from './parts.tsx';
import { words } from './words.ts';

/** A household: who lives in it, who owns the dwelling, what rooms above know, and the forms. */
export function householdView(model: HouseholdModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const title = t('household_title', { address: model.place.address });
  return {
    title,
    crumbs: [
      { href: hrefOf('/people', { place: model.place.code }), label: t('people') },
      { href: hrefOf('/places/{code}', { code: model.place.code }), label: model.place.address },
    ],
    body: (
      <>
        <PageHeader
          title={title}
          lead={sayDays(model.fromDay, model.toDay, face)}
          marks={
            model.toDay && <Status tone="muted">{t('closed_on', { day: formatDay(model.toDay, face.lang) })}</Status>
          }
          actions={
            model.may.edit && (
              <ButtonLink href={hrefOf('/people/new', { place: model.place.code })} look="secondary" icon="user-plus">
                {t('register')}
              </ButtonLink>
            )
          }
        />
        <Facts sections={model.facts} face={face} />
        <Section title={t('members')}>
          <Members model={model} face={face} />
        </Section>
        {model.owners.length > 0 && (
          <Section title={t('owners')}>
            <List
              label={t('owners')}
              items={model.owners.map((owner) => ({
                href: hrefOf('/people/{ref}', { ref: owner.ref }),
                title: owner.name,
                text: [t(owner.capacity), owner.share && t('share', { share: owner.share })]
                  .filter(Boolean)
                  .join(' · '),
              }))}
            />
          </Section>
        )}
        <DescriptionList
          items={[
            { term: t('declared_size'), value: model.declaredSize ?? undefined },
            { term: t('ledger_steward'), value: model.ledgerSteward },
            { term: t('note'), value: model.note },
          ]}
        />
        {model.may.edit && (
          <>
            {model.may.note && <DescribeForm model={model} face={face} />}
            {model.members.length > 1 && <HeadForm model={model} face={face} />}
            {model.members.length > 0 ? (
              <MoveForm model={model} face={face} />
            ) : (
              <CloseForm model={model} face={face} />
            )}
          </>
        )}
      </>
    ),
  };
}

type Part = { readonly model: HouseholdModel; readonly face: Face };
const isWrong = (form: ReturnType<Face['form']>): boolean => form.errors.length > 0 || form.problem !== undefined;

function Members({ model, face }: Part) {
  const t = speak(words, face.lang);
  if (model.members.length === 0) return <EmptyState title={t('no_members')} />;
  return (
    <List
      label={t('members')}
      items={model.members.map((member) => ({
        href: hrefOf('/people/{ref}', { ref: member.ref }),
        title: member.name,
        text: [
          member.sex && t(member.sex),
          member.age === null ? undefined : t('years', { n: member.age }),
          t(member.capacity),
          member.relation && codeName(RELATIONS, member.relation, face.lang),
        ]
          .filter(Boolean)
          .join(' · '),
        end: (
          <>
            {member.isHead && <Badge tone="accent">{t('head')}</Badge>}
            <TagBadges kinds={member.tags} face={face} />
          </>
        ),
      }))}
    />
  );
}

function DescribeForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const form = face.form(describeForm, {
    ref: model.ref,
    declaredSize: model.declaredSize ?? undefined,
    ledgerSteward: model.ledgerSteward ?? undefined,
    note: model.note ?? undefined,
  });
  return (
    <Disclosure summary={t('describe_household')} open={isWrong(form)}>
      <Form lang={lang} {...form}>
        <TextField
          lang={lang}
          {...form.field('declaredSize')}
          type="number"
          inputMode="numeric"
          width="short"
          min={0}
          max={50}
        />
        <TextField lang={lang} {...form.field('ledgerSteward')} width="medium" maxLength={60} />
        <TextArea lang={lang} {...form.field('note')} rows={2} maxLength={500} />
        <Button look="secondary">{t('save')}</Button>
      </Form>
    </Disclosure>
  );
}

function HeadForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(headForm, { ref: model.ref, head: model.members.find((member) => member.isHead)?.id });
  return (
    <Disclosure summary={t('choose_head')} open={isWrong(form)}>
      <Form lang={face.lang} {...form}>
        <SelectField
          lang={face.lang}
          {...form.field('head')}
          width="medium"
          hint={t('choose_head_hint')}
          options={model.members.map((member) => ({ value: member.id, label: member.name }))}
        />
        <Button look="secondary">{t('choose_head')}</Button>
      </Form>
    </Disclosure>
  );
}

function MoveForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const form = face.form(moveHouseholdForm, {
    ref: model.ref,
    place: model.likely ?? undefined,
    keepsOwning: 'on',
    day: model.today,
  });
  const capacities = ['owner', 'co_owner', 'tenant', 'resident'] as const;
  return (
    <Disclosure summary={t('move_household')} open={isWrong(form)}>
      <Form lang={lang} {...form}>
        <PlaceField form={form} places={model.places} face={face} />
        <TextField lang={lang} {...form.field('dwelling')} width="medium" hint={t('dwelling_hint')} />
        <SelectField
          lang={lang}
          {...form.field('capacity')}
          width="medium"
          options={capacities.map((capacity) => ({ value: capacity, label: t(capacity) }))}
        />
        <TextField lang={lang} {...form.field('share')} width="short" hint={t('share_hint')} />
        <Checkbox lang={lang} {...form.field('keepsOwning')} hint={t('keeps_owning_hint')} />
        <DateField lang={lang} {...form.field('day')} max={model.today} />
        <Button look="secondary">{t('move_household')}</Button>
      </Form>
    </Disclosure>
  );
}

function CloseForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(closeHouseholdForm, { ref: model.ref, day: model.today });
  return (
    <Disclosure summary={t('close_household')} open={isWrong(form)}>
      <Form lang={face.lang} {...form}>
        <DateField lang={face.lang} {...form.field('day')} max={model.today} />
        <Button look="danger">{t('close_household')}</Button>
      </Form>
    </Disclosure>
  );
}
