import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Button,
  Checkbox,
  EmptyState,
  Form,
  PostButton,
  RadioGroup,
  Section,
  SelectField,
  Stack,
  TextArea,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { purposeWords } from './consent.ts';
import { helpChannels, helpConsentForm, helpForm, helpWithdrawForm } from './input.ts';
import type { HelpModel } from './models.ts';
import { ConsentList, RequestList } from './my-lists.tsx';
import { myWords } from './my-words.ts';
import { OpenRecord, PersonTop } from './parts.tsx';
import { correctable, requestKinds } from './request.ts';

/** What somebody wants, written down for them. */
export function helpView(model: HelpModel, face: Face): PageContent {
  const t = speak(myWords, face.lang);
  const { person } = model;
  return {
    title: `${t('help')} · ${person.name}`,
    crumbs: [
      { href: '/people', label: t('people') },
      { href: hrefOf('/people/{ref}', { ref: person.ref }), label: person.name },
    ],
    body: (
      <>
        <PersonTop person={person} here="help" face={face} />
        <p class="lead">{t('help_lead')}</p>
        <OpenRecord person={person} to="help" face={face} />
        {person.isOpen && (
          <Stack>
            <RequestForm model={model} face={face} />
            <Section title={t('tab_requests')}>
              <RequestList requests={model.requests} face={face} />
            </Section>
            <ConsentForm model={model} face={face} />
            <Section title={t('tab_consents')}>
              {model.consents.length === 0 ? (
                <EmptyState title={t('no_consents_there')} />
              ) : (
                <ConsentList
                  consents={model.consents}
                  face={face}
                  action={(consent) => (
                    <PostButton
                      action={hrefOf(helpWithdrawForm.path, { ref: person.ref, consent: consent.id })}
                      requestId={face.form(helpWithdrawForm).requestId}
                      fields={{ channel: 'window' }}
                      small
                      about={purposeWords(consent.purpose)[face.lang]}
                    >
                      {t('withdraw')}
                    </PostButton>
                  )}
                />
              )}
            </Section>
          </Stack>
        )}
      </>
    ),
  };
}

type Part = { readonly model: HelpModel; readonly face: Face };
type FormOf = ReturnType<Face['form']>;

function ChannelField({ form, face, id }: { readonly form: FormOf; readonly face: Face; readonly id: string }) {
  const t = speak(myWords, face.lang);
  return (
    <RadioGroup
      lang={face.lang}
      {...form.field('channel')}
      id={id}
      inline
      options={helpChannels.map((channel) => ({ value: channel, label: t(`way_${channel}`) }))}
    />
  );
}

/** Which entry, what it should say, and why. */
export function RequestFields({
  form,
  face,
  required = false,
}: {
  readonly form: FormOf;
  readonly face: Face;
  readonly required?: boolean | undefined;
}) {
  const t = speak(myWords, face.lang);
  const { lang } = face;
  return (
    <>
      <SelectField
        lang={lang}
        {...form.field('field')}
        required={required}
        width="medium"
        options={correctable.map((field) => ({ value: field, label: t(field) }))}
      />
      <TextField lang={lang} {...form.field('proposed')} required={required} maxLength={200} />
      <TextArea lang={lang} {...form.field('reason')} rows={3} maxLength={500} />
    </>
  );
}

function RequestForm({ model, face }: Part) {
  const t = speak(myWords, face.lang);
  const form = face.form(helpForm, { ref: model.person.ref, kind: 'correction' });
  return (
    <Section title={t('ask_correction')}>
      <Form lang={face.lang} {...form} offline>
        <RadioGroup
          lang={face.lang}
          {...form.field('kind')}
          inline
          options={requestKinds.map((kind) => ({ value: kind, label: t(kind) }))}
        />
        <RequestFields form={form} face={face} />
        <ChannelField form={form} face={face} id="request-channel" />
        <Button look="secondary">{t('save')}</Button>
      </Form>
    </Section>
  );
}

function ConsentForm({ model, face }: Part) {
  const t = speak(myWords, face.lang);
  const { lang } = face;
  const form = face.form(helpConsentForm, { ref: model.person.ref });
  return (
    <Section title={t('consent')}>
      <Form lang={lang} {...form}>
        <RadioGroup
          lang={lang}
          {...form.field('purpose')}
          options={(['act_for_me', 'pass_on', 'show_name'] as const).map((purpose) => ({
            value: purpose,
            label: purposeWords(purpose)[lang],
          }))}
        />
        {model.relatives.length > 0 && (
          <SelectField
            lang={lang}
            {...form.field('to')}
            width="medium"
            options={model.relatives.map((one) => ({ value: one.ref, label: one.name }))}
          />
        )}
        <ChannelField form={form} face={face} id="consent-channel" />
        <Checkbox lang={lang} {...form.field('consented')} />
        <Button look="secondary">{t('save')}</Button>
      </Form>
    </Section>
  );
}
