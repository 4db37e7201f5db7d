import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Button,
  Checkbox,
  DateField,
  Disclosure,
  EmptyState,
  Form,
  Notice,
  PostButton,
  RadioGroup,
  Section,
  SelectField,
  Stack,
  TextArea,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { tagPurpose } from './consent.ts';
import { addTagForm, endTagForm, helpChannels, helpConsentForm, planForm } from './input.ts';
import type { CareModel } from './models.ts';
import { OpenRecord, PersonTop } from './parts.tsx';
import { TagList } from './person-views.tsx';
import { frequencies } from './plan.ts';
import { tagKinds } from './tag.ts';
import { words } from './words.ts';

/** Tags and visiting plans. */
export function careView(model: CareModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { person } = model;
  return {
    title: `${t('care')} · ${person.name}`,
    crumbs: [
      { href: '/people', label: t('people') },
      { href: hrefOf('/people/{ref}', { ref: person.ref }), label: person.name },
    ],
    body: (
      <>
        <PersonTop person={person} here="care" face={face} />
        <Section title={t('tags')}>
          {model.tags.length === 0 ? <EmptyState title={t('no_tags')} /> : <TagList tags={model.tags} face={face} />}
        </Section>
        <OpenRecord person={person} to="care" face={face} />
        <Stack>
          {model.tags.map((tag) => (
            <TagForms key={tag.kind} tag={tag} model={model} face={face} />
          ))}
        </Stack>
        {model.addable.length > 0 && person.diedOn === null && <AddForm model={model} face={face} />}
      </>
    ),
  };
}

type Part = { readonly model: CareModel; readonly face: Face };

function TagForms({ tag, model, face }: Part & { readonly tag: CareModel['tags'][number] }) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const kind = tagKinds[tag.kind][lang];
  const form = face.form(planForm, { ref: model.person.ref, kind: tag.kind, ...tag.plan, note: tag.note ?? undefined });
  const field = (name: string) => ({ ...form.field(name), id: `${tag.kind}-${name}` });
  return (
    <Disclosure summary={`${kind}${lang === 'zh' ? '：' : ': '}${t('plan_visits')}`}>
      {model.person.isOpen && (
        <Form lang={lang} {...form}>
          <SelectField
            lang={lang}
            {...field('frequency')}
            width="medium"
            options={frequencies.map((one) => ({ value: one, label: t(one) }))}
          />
          <DateField lang={lang} {...field('lastVisit')} max={model.today} />
          <TextField lang={lang} {...field('pairedWith')} width="medium" />
          <TextField lang={lang} {...field('kin')} />
          <TextField lang={lang} {...field('emergencyContact')} />
          <TextField lang={lang} {...field('health')} />
          <TextArea lang={lang} {...field('note')} rows={2} maxLength={300} />
          <Button look="secondary" about={kind}>
            {t('save')}
          </Button>
        </Form>
      )}
      {tag.consent === 'to_ask' && <ConsentForm tag={tag} model={model} face={face} />}
      <PostButton
        action={hrefOf(endTagForm.path, { ref: model.person.ref, kind: tag.kind })}
        requestId={face.form(endTagForm).requestId}
        look="danger"
        small
        about={kind}
      >
        {t('end_tag')}
      </PostButton>
    </Disclosure>
  );
}

/** Writes down the consent to a tag that a ledger brought without. */
function ConsentForm({ tag, model, face }: Part & { readonly tag: CareModel['tags'][number] }) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const form = face.form(helpConsentForm, { ref: model.person.ref });
  const field = (name: string) => ({ ...form.field(name), id: `${tag.kind}-consent-${name}` });
  return (
    <Form lang={lang} {...form} hidden={{ purpose: tagPurpose(tag.kind) }}>
      <RadioGroup
        lang={lang}
        {...field('channel')}
        inline
        options={helpChannels.map((channel) => ({ value: channel, label: t(`way_${channel}`) }))}
      />
      <Checkbox lang={lang} {...field('consented')} />
      <Button look="secondary" about={tagKinds[tag.kind][lang]}>
        {t('record_consent')}
      </Button>
    </Form>
  );
}

function AddForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const form = face.form(addTagForm, { ref: model.person.ref, since: model.today });
  return (
    <Section title={t('add_tag')}>
      {model.person.isChild && (
        <Notice lang={lang} kind="info">
          {model.guardian ? t('guardian_consents', { name: model.guardian }) : t('no_guardian')}
        </Notice>
      )}
      <Form lang={lang} {...form}>
        <SelectField
          lang={lang}
          {...form.field('kind')}
          width="medium"
          options={model.addable.map(({ kind, needsConsent }) => ({
            value: kind,
            label: needsConsent ? `${tagKinds[kind][lang]} (${t('needs_consent')})` : tagKinds[kind][lang],
          }))}
        />
        <Checkbox lang={lang} {...form.field('consented')} />
        <SelectField
          lang={lang}
          {...form.field('channel')}
          width="medium"
          options={helpChannels.map((channel) => ({ value: channel, label: t(`way_${channel}`) }))}
        />
        <TextArea lang={lang} {...form.field('note')} rows={2} maxLength={300} />
        <DateField lang={lang} {...form.field('since')} max={model.today} />
        <Button look="primary" icon="plus">
          {t('add_tag')}
        </Button>
      </Form>
    </Section>
  );
}
