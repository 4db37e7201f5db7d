import type { ComponentChildren } from 'preact';
import type { Face, FormState } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { Input } from '../../kit/input.ts';
import {
  Button,
  Checkbox,
  DateField,
  DescriptionList,
  Disclosure,
  Form,
  List,
  Notice,
  PhoneLink,
  PhotoField,
  PostButton,
  RadioGroup,
  Section,
  SelectField,
  TextArea,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { deskWords, tierWords, urgencyWords, verbWords, visibilityWords } from './desk-words.ts';
import * as forms from './input.ts';
import { satisfactions, urgencies, type Verb } from './issue.ts';
import { guardedKinds, kindFacts, openKinds } from './kind.ts';
import type { ShowModel } from './models.ts';
import { tiers } from './tier.ts';

type Fields = (form: FormState, model: ShowModel, face: Face) => ComponentChildren;
type DeskForm = {
  readonly form: { readonly name: string; readonly path: string; readonly input: Input };
  readonly fields: Fields;
  /** What the form begins with. */
  readonly initial?: (model: ShowModel) => Readonly<Record<string, unknown>>;
  readonly look?: 'danger';
  /** It takes photos. */
  readonly files?: true;
};

const area =
  (name: string, hint?: keyof typeof deskWords): Fields =>
  (form, _, { lang }) => <TextArea lang={lang} {...form.field(name)} rows={3} hint={hint && deskWords[hint][lang]} />;

const kinds = (face: Face, guarded: boolean) => [
  ...openKinds.map((kind) => ({ value: kind, label: kindFacts[kind].name[face.lang] })),
  ...(guarded ? guardedKinds.map((kind) => ({ value: kind, label: kindFacts[kind].name[face.lang] })) : []),
];

const answerFields: Fields = (form, _, { lang }) => (
  <>
    <RadioGroup
      lang={lang}
      {...form.field('solved')}
      inline
      options={(['yes', 'no'] as const).map((value) => ({ value, label: deskWords[value][lang] }))}
    />
    <RadioGroup
      lang={lang}
      {...form.field('satisfaction')}
      inline
      options={satisfactions.map((value) => ({ value, label: deskWords[value][lang] }))}
    />
    <TextArea lang={lang} {...form.field('words')} rows={2} />
  </>
);

/** The forms of the desk, the assignee and the helpers, in the order in which they are offered. */
const deskForms: Readonly<Partial<Record<Verb, DeskForm>>> = {
  accept: {
    form: forms.acceptForm,
    initial: (model) => ({ kind: model.kind, urgency: model.urgency }),
    fields: (form, model, face) => (
      <>
        <SelectField lang={face.lang} {...form.field('kind')} options={kinds(face, model.restricted)} empty={false} />
        <RadioGroup
          lang={face.lang}
          {...form.field('urgency')}
          inline
          options={urgencies.map((value) => ({ value, label: urgencyWords[value][face.lang] }))}
        />
        <SelectField
          lang={face.lang}
          {...form.field('tier')}
          empty={deskWords.usual_tier[face.lang]}
          options={tiers.map((value) => ({ value, label: tierWords[value][face.lang] }))}
        />
      </>
    ),
  },
  publish: {
    form: forms.publishForm,
    initial: (model) => ({ title: model.title, visibility: model.visibility === 'compound' ? 'compound' : 'all' }),
    fields: (form, _, { lang }) => (
      <>
        <TextField lang={lang} {...form.field('title')} maxLength={120} hint={deskWords.public_hint[lang]} />
        <RadioGroup
          lang={lang}
          {...form.field('visibility')}
          inline
          options={(['all', 'compound'] as const).map((value) => ({ value, label: visibilityWords[value][lang] }))}
        />
      </>
    ),
  },
  take: { form: forms.takeForm, fields: () => null },
  assign: {
    form: forms.assignForm,
    initial: (model) => ({ to: model.candidates[0]?.value }),
    fields: (form, model, { lang }) => (
      <>
        <RadioGroup lang={lang} {...form.field('to')} options={model.candidates.slice(0, 12)} />
        <TextArea lang={lang} {...form.field('task')} rows={2} hint={deskWords.inner_hint[lang]} />
      </>
    ),
  },
  contact: { form: forms.contactForm, fields: area('text', 'parties_hint') },
  step: {
    form: forms.stepForm,
    files: true,
    fields: (form, _, { lang }) => (
      <>
        <TextArea lang={lang} {...form.field('text')} rows={3} />
        <PhotoField lang={lang} {...form.field('photos')} max={forms.mostPhotos} required={false} />
        <Checkbox lang={lang} {...form.field('isPublic')} />
      </>
    ),
  },
  resolve: {
    form: forms.resolveForm,
    files: true,
    fields: (form, _, { lang }) => (
      <>
        <TextArea lang={lang} {...form.field('text')} rows={3} hint={deskWords.public_hint[lang]} />
        <PhotoField lang={lang} {...form.field('photos')} max={forms.mostPhotos} required={false} />
      </>
    ),
  },
  feed_back: { form: forms.feedBackForm, fields: area('text', 'public_hint') },
  ask_back: { form: forms.askBackForm, fields: area('question', 'parties_hint') },
  object: { form: forms.objectForm, fields: area('reason', 'inner_hint') },
  add_helper: {
    form: forms.addHelperForm,
    fields: (form, model, { lang }) => (
      <>
        <SelectField lang={lang} {...form.field('who')} options={model.candidates} />
        <TextArea lang={lang} {...form.field('task')} rows={2} />
      </>
    ),
  },
  wait: { form: forms.waitForm, fields: area('text', 'public_hint') },
  whistle: { form: forms.whistleForm, fields: area('text', 'inner_hint') },
  support: { form: forms.supportForm, fields: area('text', 'inner_hint') },
  extend: {
    form: forms.extendForm,
    fields: (form, _, { lang, today }) => (
      <>
        <DateField lang={lang} {...form.field('until')} min={today} />
        <TextArea lang={lang} {...form.field('reason')} rows={2} hint={deskWords.public_hint[lang]} />
      </>
    ),
  },
  merge: {
    form: forms.mergeForm,
    initial: (model) => ({ into: model.similar[0]?.number }),
    fields: (form, model, { lang }) => (
      <>
        {model.similar.length > 0 && (
          <List
            label={deskWords.similar[lang]}
            items={model.similar.map((one) => ({
              href: hrefOf('/issues/{ref}', { ref: one.ref }),
              title: `${one.number} ${one.title}`,
              text: one.why.join(' · '),
            }))}
          />
        )}
        <TextField lang={lang} {...form.field('into')} width="short" hint={deskWords.merge_hint[lang]} />
      </>
    ),
  },
  split: {
    form: forms.splitForm,
    fields: (form, _, face) => (
      <>
        <TextField lang={face.lang} {...form.field('title')} maxLength={120} hint={deskWords.public_hint[face.lang]} />
        <SelectField lang={face.lang} {...form.field('kind')} options={kinds(face, false)} />
      </>
    ),
  },
  refer: {
    form: forms.referForm,
    fields: (form, _, { lang }) => (
      <>
        <TextField lang={lang} {...form.field('to')} maxLength={80} />
        <TextArea lang={lang} {...form.field('reason')} rows={2} />
      </>
    ),
  },
  decline: {
    form: forms.declineForm,
    look: 'danger',
    fields: (form, _, { lang }) => (
      <>
        <p class="hint">{deskWords.decline_hint[lang]}</p>
        <TextArea lang={lang} {...form.field('reason')} rows={2} />
        <TextArea lang={lang} {...form.field('remedies')} rows={2} />
      </>
    ),
  },
  confide: {
    form: forms.confideForm,
    look: 'danger',
    initial: (model) => ({ kind: model.kind }),
    fields: (form, _, face) => (
      <SelectField
        lang={face.lang}
        {...form.field('kind')}
        options={kinds(face, true)}
        empty={false}
        hint={deskWords.confide_hint[face.lang]}
      />
    ),
  },
  unmerge: { form: forms.unmergeForm, fields: () => null },
};
const order = Object.keys(deskForms) as Verb[];

/** The one next thing to do, by what is possible: the first of these. */
const nextSteps: readonly Verb[] = ['accept', 'support', 'take', 'assign', 'resolve', 'feed_back'];

/** What comes first on the page: on the desk an issue is published before it is handed out. */
function nextOf(model: ShowModel): Verb | undefined {
  if (model.actions.includes('publish') && model.publishedAt === null && model.state === 'accepted') return 'publish';
  // Handed out already, it is for the assignee to say; the desk may only hand it to somebody else.
  if (model.state === 'assigned' && !model.actions.includes('take')) return undefined;
  if (model.state === 'accepted' && model.actions.includes('assign')) return 'assign';
  // Only while a whistle waits for its answer.
  const whistled = model.story.findLast((moment) => moment.verb === 'whistle' || moment.verb === 'support');
  return nextSteps.find((verb) => model.actions.includes(verb) && (verb !== 'support' || whistled?.verb === 'whistle'));
}

/** What the desk, the assignee and the helpers may do with an issue now, as forms; nothing for everybody else. */
export function DeskForms({ model, face }: { readonly model: ShowModel; readonly face: Face }) {
  if (model.sight !== 'handler' && !model.actions.includes('log_appraisal')) return null;
  const t = speak(deskWords, face.lang);
  const next = nextOf(model);
  const others = order.filter((verb) => verb !== next && model.actions.includes(verb));
  return (
    <>
      {model.restricted && (
        <Notice lang={face.lang} kind="wait">
          {t('guarded')}
        </Notice>
      )}
      <Raiser model={model} face={face} />
      <Held model={model} face={face} />
      <Section title={t('desk_title')} id="desk">
        {next && <One verb={next} model={model} face={face} isNext />}
        <Calls model={model} face={face} />
        {others.map((verb) => (
          <Disclosure key={verb} summary={verbWords[verb][face.lang]} open={isRefused(verb, face)}>
            <One verb={verb} model={model} face={face} />
          </Disclosure>
        ))}
      </Section>
    </>
  );
}

/** A form that came back with something wrong stays open. */
function isRefused(verb: Verb, face: Face): boolean {
  const declared = deskForms[verb];
  if (!declared) return false;
  const form = face.form(declared.form);
  return form.problem !== undefined || form.errors.length > 0;
}

function One({
  verb,
  model,
  face,
  isNext,
}: {
  readonly verb: Verb;
  readonly model: ShowModel;
  readonly face: Face;
  readonly isNext?: boolean;
}) {
  const declared = deskForms[verb];
  if (!declared) return null;
  const form = face.form(declared.form, { ref: model.ref, ...declared.initial?.(model) });
  return (
    <Form lang={face.lang} {...form} files={declared.files}>
      {declared.fields(form, model, face)}
      <Button look={isNext ? 'primary' : (declared.look ?? 'secondary')}>{verbWords[verb][face.lang]}</Button>
    </Form>
  );
}

/** Who raised it and how to reach them, and what was said for handlers only. */
function Raiser({ model, face }: { readonly model: ShowModel; readonly face: Face }) {
  if (!model.raiser) return null;
  const t = speak(deskWords, face.lang);
  const { name, phone, helper, ref } = model.raiser;
  return (
    <DescriptionList
      items={[
        {
          term: t('raiser'),
          value: (
            <>
              {ref && face.may('people.list') && name ? (
                <a href={hrefOf('/people/{ref}', { ref })}>{name}</a>
              ) : (
                name || t('raiser_unknown')
              )}{' '}
              {helper && t('helper', { name: helper })} {!ref && name && <small>{t('unconfirmed')}</small>}{' '}
              {phone && <PhoneLink lang={face.lang} number={phone} name={name} />}
            </>
          ),
        },
        ...(model.note === null ? [] : [{ term: t('note'), value: model.note }]),
      ]}
    />
  );
}

/** What neighbours added, to be shown or not. */
function Held({ model, face }: { readonly model: ShowModel; readonly face: Face }) {
  if (model.held.length === 0) return null;
  const t = speak(deskWords, face.lang);
  return (
    <Section title={verbWords.moderate[face.lang]}>
      {model.held.map((held) => {
        const form = face.form(forms.moderateForm, { ref: model.ref, step: held.id });
        return (
          <div key={held.id} class="stack">
            <p>
              <strong>{t(held.kind)}</strong> {held.text}
            </p>
            <PostButton
              action={form.action}
              requestId={form.requestId}
              fields={{ step: held.id, show: 'yes' }}
              about={held.text}
            >
              {t('show_yes')}
            </PostButton>
            <Disclosure summary={t('show_no')}>
              <Form lang={face.lang} {...form} hidden={{ step: held.id, show: 'no' }}>
                <TextField lang={face.lang} {...form.field('reason')} id={`reason-${held.id}`} required />
                <Button>{t('show_no')}</Button>
              </Form>
            </Disclosure>
          </div>
        );
      })}
    </Section>
  );
}

/** Calling those who have not said a last word; not for whoever handled it, so it is shown only where it can be done. */
function Calls({ model, face }: { readonly model: ShowModel; readonly face: Face }) {
  if (!model.actions.includes('log_appraisal') || model.silent.length === 0) return null;
  return (
    <>
      {model.silent.map((party) => {
        const form = face.form(forms.logAppraisalForm, { ref: model.ref });
        return (
          <Disclosure key={party.ref} summary={`${verbWords.log_appraisal[face.lang]}: ${party.name}`}>
            <Form lang={face.lang} {...withIds(form, party.ref)} hidden={{ person: party.ref }}>
              <p class="hint">{deskWords.call_hint[face.lang]}</p>
              {answerFields(withIds(form, party.ref), model, face)}
              <Button>{verbWords.log_appraisal[face.lang]}</Button>
            </Form>
          </Disclosure>
        );
      })}
    </>
  );
}

/** The same form several times on a page needs ids of its own. */
function withIds(form: FormState, suffix: string): FormState {
  return { ...form, field: (name) => ({ ...form.field(name), id: `${form.field(name).id}-${suffix}` }) };
}
