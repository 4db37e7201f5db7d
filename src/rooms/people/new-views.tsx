import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Button,
  Checkbox,
  DateField,
  Disclosure,
  FieldRow,
  Form,
  Notice,
  PageHeader,
  SelectField,
  TextArea,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { foundForm, registerForm } from './input.ts';
import type { NewModel } from './models.ts';
import { BelongingFields } from './parts.tsx';
import { words } from './words.ts';

/** The forms to register a person, or a household without names, at a place. */
export function newView(model: NewModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const { place } = model;
  const form = face.form(registerForm, {
    place: place.code,
    livesHere: 'on',
    capacity: 'resident',
    since: model.today,
  });
  return {
    title: t('register'),
    crumbs: [
      { href: hrefOf('/people', { place: place.code }), label: t('people') },
      { href: hrefOf('/places/{code}', { code: place.code }), label: place.name },
    ],
    body: (
      <>
        <PageHeader title={t('register')} lead={t('register_at', { address: place.address })} />
        {!model.isDwelling && (
          <Notice lang={lang} kind="info">
            {t('register_no_dwelling')}
          </Notice>
        )}
        <Form lang={lang} {...form} hidden={{ place: place.code }}>
          <TextField lang={lang} {...form.field('name')} width="medium" autoComplete="off" maxLength={60} />
          <TextField lang={lang} {...form.field('idNumber')} width="medium" autoComplete="off" hint={t('edit_hint')} />
          <FieldRow>
            <DateField lang={lang} {...form.field('birthDate')} max={model.today} />
            <SexField form={form} face={face} />
          </FieldRow>
          <TextField
            lang={lang}
            {...form.field('phone')}
            type="tel"
            inputMode="tel"
            width="medium"
            autoComplete="off"
          />
          {model.isDwelling && (
            <>
              <BelongingFields
                form={form}
                face={face}
                choices={model.households.map((household) => ({
                  value: household.id,
                  label: sayHousehold(household, face),
                }))}
              />
              <Checkbox lang={lang} {...form.field('livesHere')} />
            </>
          )}
          <DateField lang={lang} {...form.field('since')} max={model.today} />
          <Button look="primary" icon="user-plus">
            {t('register')}
          </Button>
        </Form>
        {model.isDwelling && <FoundForm model={model} face={face} />}
      </>
    ),
  };
}

function sayHousehold(household: NewModel['households'][number], face: Face): string {
  const t = speak(words, face.lang);
  const whose = household.head ? t('household_of', { head: household.head }) : t('household_nameless');
  return `${whose} (${t('people_count', { n: household.size })})`;
}

/** Male, female, or left open. */
export function SexField({ form, face }: { readonly form: ReturnType<Face['form']>; readonly face: Face }) {
  const t = speak(words, face.lang);
  return (
    <SelectField
      lang={face.lang}
      {...form.field('sex')}
      width="medium"
      options={[
        { value: 'male', label: t('male') },
        { value: 'female', label: t('female') },
      ]}
    />
  );
}

function FoundForm({ model, face }: { readonly model: NewModel; readonly face: Face }) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const form = face.form(foundForm, { place: model.place.code, since: model.today });
  return (
    <Disclosure summary={t('found_household')} open={form.errors.length > 0 || form.problem !== undefined}>
      <Form lang={lang} {...form} hidden={{ place: model.place.code }}>
        <TextField
          lang={lang}
          {...form.field('declaredSize')}
          type="number"
          inputMode="numeric"
          width="short"
          min={1}
          max={50}
        />
        <TextField lang={lang} {...form.field('ledgerSteward')} width="medium" maxLength={60} />
        <TextArea lang={lang} {...form.field('note')} rows={2} maxLength={500} />
        <DateField lang={lang} {...form.field('since')} max={model.today} />
        <Button look="secondary" icon="plus">
          {t('found_household')}
        </Button>
      </Form>
    </Disclosure>
  );
}
