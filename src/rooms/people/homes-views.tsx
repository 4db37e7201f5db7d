import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Button,
  Checkbox,
  DateField,
  Disclosure,
  FieldGroup,
  Form,
  Section,
  SelectField,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { addDwellingForm, changeCapacityForm, changeHouseholdForm, deathForm, moveForm } from './input.ts';
import type { HomesModel } from './models.ts';
import { BelongingFields, CapacityFields, PersonTop, PlaceField } from './parts.tsx';
import { Homes } from './person-views.tsx';
import { words } from './words.ts';

/** Moves, dwellings, households, a death: each its own form. */
export function homesView(model: HomesModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { person } = model;
  return {
    title: `${t('move_and_more')} · ${person.name}`,
    crumbs: [
      { href: '/people', label: t('people') },
      { href: hrefOf('/people/{ref}', { ref: person.ref }), label: person.name },
    ],
    body: (
      <>
        <PersonTop person={person} here="homes" face={face} />
        <Section title={t('homes')}>
          <Homes homes={model.homes} face={face} />
        </Section>
        {person.diedOn === null && (
          <>
            <MoveForm model={model} face={face} />
            <AddForm model={model} face={face} />
            {model.homes.some((home) => home.toDay === null) && <CapacityForm model={model} face={face} />}
            {model.households.length > 0 && <HouseholdForm model={model} face={face} />}
            <DeathForm model={model} face={face} />
          </>
        )}
      </>
    ),
  };
}

type Part = { readonly model: HomesModel; readonly face: Face };
const isWrong = (form: ReturnType<Face['form']>): boolean => form.errors.length > 0 || form.problem !== undefined;

function MoveForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const lasting = model.homes.filter((home) => home.toDay === null);
  const form = face.form(moveForm, {
    ref: model.person.ref,
    from: lasting.find((home) => home.livesHere)?.residenceId,
    place: model.likely ?? undefined,
    livesHere: 'on',
    keepsOwning: 'on',
    day: model.today,
  });
  return (
    <Section title={t('move')} lead={t('move_hint')}>
      <Form lang={lang} {...form}>
        <SelectField
          lang={lang}
          {...form.field('from')}
          empty={t('not_moving_out')}
          options={lasting.map((home) => ({ value: home.residenceId, label: `${home.address} · ${t(home.capacity)}` }))}
        />
        <Checkbox lang={lang} {...form.field('keepsOwning')} hint={t('keeps_owning_hint')} />
        <DwellingFields form={form} model={model} face={face} />
        <DateField lang={lang} {...form.field('day')} max={model.today} />
        <Button look="primary">{t('move')}</Button>
      </Form>
    </Section>
  );
}

/** Which dwelling, and how one belongs to it. */
function DwellingFields({ form, model, face }: Part & { readonly form: ReturnType<Face['form']> }) {
  const t = speak(words, face.lang);
  const { lang } = face;
  return (
    <FieldGroup legend={t('new_home')}>
      <PlaceField form={form} places={model.places} face={face} />
      <TextField lang={lang} {...form.field('dwelling')} width="medium" hint={t('dwelling_hint')} />
      <BelongingFields form={form} face={face} />
      <Checkbox lang={lang} {...form.field('livesHere')} />
    </FieldGroup>
  );
}

function AddForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(addDwellingForm, {
    ref: model.person.ref,
    place: model.likely ?? undefined,
    day: model.today,
  });
  return (
    <Disclosure summary={t('add_dwelling')} open={isWrong(form)}>
      <Form lang={face.lang} {...form}>
        <DwellingFields form={form} model={model} face={face} />
        <DateField lang={face.lang} {...form.field('day')} max={model.today} />
        <Button look="secondary">{t('add_dwelling')}</Button>
      </Form>
    </Disclosure>
  );
}

/** A tenant buys, an owner shares: where and with whom they live stays. */
function CapacityForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const lasting = model.homes.filter((home) => home.toDay === null);
  const form = face.form(changeCapacityForm, {
    ref: model.person.ref,
    residence: lasting[0]?.residenceId,
    day: model.today,
  });
  return (
    <Disclosure summary={t('change_capacity')} open={isWrong(form)}>
      <Form lang={face.lang} {...form}>
        <SelectField
          lang={face.lang}
          {...form.field('residence')}
          empty={false}
          options={lasting.map((home) => ({ value: home.residenceId, label: `${home.address} · ${t(home.capacity)}` }))}
        />
        <CapacityFields form={form} face={face} />
        <DateField lang={face.lang} {...form.field('day')} hint={t('change_capacity_hint')} max={model.today} />
        <Button look="secondary">{t('change_capacity')}</Button>
      </Form>
    </Disclosure>
  );
}

function HouseholdForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const [first] = model.households;
  const form = face.form(changeHouseholdForm, {
    ref: model.person.ref,
    residence: first?.residenceId,
    day: model.today,
  });
  const others = model.households.filter(
    (household) => !household.isOwn && household.residenceId === first?.residenceId,
  );
  return (
    <Disclosure summary={t('change_household')} open={isWrong(form)}>
      <Form lang={face.lang} {...form} hidden={{ residence: first?.residenceId ?? '' }}>
        <SelectField
          lang={face.lang}
          {...form.field('household')}
          width="medium"
          options={[
            ...others.map((household) => ({
              value: household.id,
              label: household.head ? t('household_of', { head: household.head }) : t('household_nameless'),
            })),
            { value: 'new', label: t('own_household') },
          ]}
        />
        <DateField lang={face.lang} {...form.field('day')} max={model.today} />
        <Button look="secondary">{t('change_household')}</Button>
      </Form>
    </Disclosure>
  );
}

function DeathForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(deathForm, { ref: model.person.ref });
  return (
    <Disclosure summary={t('record_death')} open={isWrong(form)}>
      <Form lang={face.lang} {...form}>
        <DateField lang={face.lang} {...form.field('day')} hint={t('death_hint')} max={model.today} />
        {model.housemates.length > 0 && (
          <SelectField
            lang={face.lang}
            {...form.field('headAfter')}
            width="medium"
            empty={t('nobody_chosen')}
            options={model.housemates.map((mate) => ({ value: mate.id, label: mate.name }))}
          />
        )}
        <Button look="danger">{t('record_death')}</Button>
      </Form>
    </Disclosure>
  );
}
