import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Button,
  DateField,
  FieldGroup,
  FieldRow,
  Form,
  Section,
  SelectField,
  TextArea,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { editForm, guardianForm } from './input.ts';
import type { ChangeModel } from './models.ts';
import { SexField } from './new-views.tsx';
import { OpenRecord, PersonTop } from './parts.tsx';
import { detailKeys } from './person.ts';
import { detailCodes } from './say.ts';
import { words } from './words.ts';

/** The form for particulars, once the record is open. */
export function changeView(model: ChangeModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { person } = model;
  return {
    title: `${t('edit')} · ${person.name}`,
    crumbs: [
      { href: '/people', label: t('people') },
      { href: hrefOf('/people/{ref}', { ref: person.ref }), label: person.name },
    ],
    body: (
      <>
        <PersonTop person={person} here="change" face={face} />
        <OpenRecord person={person} to="change" face={face} />
        {person.isOpen && <Particulars model={model} face={face} />}
        {person.isOpen && (person.age ?? 18) < 18 && <Guardian model={model} face={face} />}
      </>
    ),
  };
}

type Part = { readonly model: ChangeModel; readonly face: Face };

function Particulars({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const { person, details, idNumber, birthDate, phone } = model;
  const form = face.form(editForm, {
    ref: person.ref,
    name: person.name,
    sex: person.sex ?? undefined,
    birthDate: birthDate ?? undefined,
    idNumber: idNumber ?? undefined,
    phone: phone ?? undefined,
    ...details,
  });
  return (
    <Section title={t('particulars')}>
      <Form lang={lang} {...form}>
        <TextField lang={lang} {...form.field('name')} width="medium" autoComplete="off" maxLength={60} />
        <TextField lang={lang} {...form.field('idNumber')} width="medium" autoComplete="off" hint={t('edit_hint')} />
        <FieldRow>
          <DateField lang={lang} {...form.field('birthDate')} max={face.today} />
          <SexField form={form} face={face} />
        </FieldRow>
        <TextField lang={lang} {...form.field('phone')} type="tel" inputMode="tel" width="medium" autoComplete="off" />
        <FieldGroup legend={t('other')}>
          {detailKeys.map((key) => {
            const table = detailCodes[key];
            if (key === 'note') return <TextArea key={key} lang={lang} {...form.field(key)} rows={3} maxLength={500} />;
            return table ? (
              <SelectField
                key={key}
                lang={lang}
                {...form.field(key)}
                width="medium"
                options={table.codes.map((code) => ({ value: code.code, label: code[lang] }))}
              />
            ) : (
              <TextField key={key} lang={lang} {...form.field(key)} maxLength={120} />
            );
          })}
        </FieldGroup>
        <Button look="primary">{t('save')}</Button>
      </Form>
    </Section>
  );
}

function Guardian({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(guardianForm, { ref: model.person.ref, guardian: model.guardian?.ref });
  const known =
    model.guardian && !model.guardians.some((one) => one.ref === model.guardian?.ref) ? [model.guardian] : [];
  return (
    <Section title={t('guardian')}>
      <Form lang={face.lang} {...form}>
        <SelectField
          lang={face.lang}
          {...form.field('guardian')}
          hint={t('guardian_hint')}
          width="medium"
          empty={t('no_guardian_yet')}
          options={[...known, ...model.guardians].map((one) => ({ value: one.ref, label: one.name }))}
        />
        <Button look="secondary">{t('set_guardian')}</Button>
      </Form>
    </Section>
  );
}
