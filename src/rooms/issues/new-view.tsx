import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  Disclosure,
  EmptyState,
  FieldGroup,
  Form,
  Notice,
  PageHeader,
  PhoneLink,
  PhotoField,
  PostButton,
  RadioGroup,
  SearchForm,
  Section,
  SelectField,
  TextArea,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { urgencyWords, visibilityWords } from './desk-words.ts';
import { joinForm, mostPhotos, reportForm } from './input.ts';
import { urgencies, visibilities } from './issue.ts';
import { guardedKinds, kindFacts, openKinds } from './kind.ts';
import type { NewModel } from './models.ts';
import { newWords } from './new-words.ts';

/** Saying it: words first, the place filled in, what others will see said plainly. */
export function newView(model: NewModel, face: Face): PageContent {
  const t = speak(newWords, face.lang);
  const title = model.for ? t('title_for', { name: model.for.name }) : t('title');
  return {
    title,
    description: t('lead'),
    body: (
      <>
        <PageHeader title={title} lead={t('lead')} />
        {model.places.length === 0 ? <Where model={model} face={face} /> : <Report model={model} face={face} />}
        <Help face={face} />
      </>
    ),
  };
}

type Part = { readonly model: NewModel; readonly face: Face };

/** Nothing is known of where: first the place. */
function Where({ model, face }: Part) {
  const t = speak(newWords, face.lang);
  return (
    <>
      <EmptyState title={t('where_first')}>{t('where_first_hint')}</EmptyState>
      <SearchForm lang={face.lang} action="/places" label={t('find_place')} hint={t('find_place_hint')} showLabel />
      {model.as === 'guest' && (
        <Actions>
          <ButtonLink href={hrefOf('/sign-in', { next: '/issues/new' })} look="primary" icon="log-in">
            {t('sign_in')}
          </ButtonLink>
        </Actions>
      )}
    </>
  );
}

function Report({ model, face }: Part) {
  const t = speak(newWords, face.lang);
  const { lang } = face;
  const asked = face.url.searchParams.get('place') ?? undefined;
  const form = face.form(reportForm, {
    place: asked ?? model.places[0]?.value,
    urgency: 'usual',
    visibility: 'all',
    for: model.for?.ref,
    title: face.url.searchParams.get('title') ?? undefined,
  });
  const isGuest = model.as === 'guest';
  return (
    <>
      {model.as === 'elsewhere' && (
        <Notice lang={lang} kind="alert">
          {t('elsewhere')}
        </Notice>
      )}
      {isGuest && (
        <Notice lang={lang} kind="info" title={t('guest_title')}>
          <p>{t('guest')}</p>
          <ButtonLink href={hrefOf('/sign-in', { next: face.here({ title: undefined }) })} icon="log-in">
            {t('sign_in')}
          </ButtonLink>
        </Notice>
      )}
      {model.similar.length > 0 && <Similar model={model} face={face} />}
      <Form lang={lang} {...form} files hidden={{ ...(model.for ? { for: model.for.ref } : {}) }}>
        <TextArea lang={lang} {...form.field('title')} rows={2} maxLength={120} hint={t('title_hint')} />
        <PhotoField lang={lang} {...form.field('photos')} max={mostPhotos} required={false} />
        <SelectField lang={lang} {...form.field('place')} options={model.places} empty={false} />
        <RadioGroup
          lang={lang}
          {...form.field('urgency')}
          inline
          options={urgencies.toReversed().map((value) => ({ value, label: urgencyWords[value][lang] }))}
        />
        {model.for && (
          <FieldGroup legend={t('how_told')}>
            <RadioGroup
              lang={lang}
              {...form.field('channel')}
              required
              inline
              options={(['doorstep', 'phone', 'paper', 'window'] as const).map((value) => ({
                value,
                label: t(`by_${value}`),
              }))}
            />
            <Checkbox lang={lang} {...form.field('consented')} />
          </FieldGroup>
        )}
        {isGuest && (
          <FieldGroup legend={t('who')} hint={t('who_hint')} row>
            <TextField lang={lang} {...form.field('name')} autoComplete="name" />
            <TextField lang={lang} {...form.field('phone')} type="tel" autoComplete="tel" />
          </FieldGroup>
        )}
        <Disclosure summary={t('more')} open={form.errors.length > 0 || isGuest}>
          <TextArea lang={lang} {...form.field('note')} rows={3} hint={t('note_hint')} />
          <SelectField
            lang={lang}
            {...form.field('kind')}
            empty={t('guessed')}
            hint={isGuest ? t('guest_kind') : undefined}
            options={[
              {
                label: t('kinds'),
                options: openKinds.map((kind) => ({ value: kind, label: kindFacts[kind].name[lang] })),
              },
              {
                label: t('guarded_kinds'),
                options: guardedKinds.map((kind) => ({ value: kind, label: kindFacts[kind].name[lang] })),
              },
            ]}
          />
          <RadioGroup
            lang={lang}
            {...form.field('visibility')}
            options={visibilities.map((value) => ({
              value,
              label: visibilityWords[value][lang],
              hint: t(`sees_${value}`),
            }))}
          />
        </Disclosure>
        {model.similar.length > 0 ? (
          <Button look="primary" icon="send" name="sure" value="yes">
            {t('send_anyway')}
          </Button>
        ) : (
          <Button look="primary" icon="send">
            {t('send')}
          </Button>
        )}
      </Form>
    </>
  );
}

/** What is on the board already and likely the same: one tap joins it. */
function Similar({ model, face }: Part) {
  const t = speak(newWords, face.lang);
  return (
    <Section title={t('similar')} lead={t('similar_hint')}>
      {model.similar.map((one) => {
        const form = face.form(joinForm, { ref: one.ref });
        return (
          <div key={one.ref} class="stack">
            <p>
              <a href={hrefOf('/issues/{ref}', { ref: one.ref })}>
                {one.number} {one.title}
              </a>
              <br />
              <small>{[t('raised_by', { n: one.parties }), ...one.why].join(' · ')}</small>
            </p>
            {model.as === 'self' && (
              <PostButton action={form.action} requestId={form.requestId} icon="thumbs-up" about={one.title}>
                {t('me_too')}
              </PostButton>
            )}
          </div>
        );
      })}
    </Section>
  );
}

/** Where help is to be had at once, on every form. */
function Help({ face }: { readonly face: Face }) {
  const t = speak(newWords, face.lang);
  return (
    <Section title={t('danger')} lead={t('danger_lead')}>
      <Actions>
        {(['110', '120', '12338', '12356'] as const).map((number) => (
          <PhoneLink
            key={number}
            lang={face.lang}
            number={number}
            name={t(`line_${number}`)}
            shown={`${t(`line_${number}`)} ${number}`}
          />
        ))}
      </Actions>
    </Section>
  );
}
