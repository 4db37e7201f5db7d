import type { Face } from '../../kit/face.ts';
import type { PageContent } from '../../kit/route.ts';
import { Button, Checkbox, DateField, Form, PageHeader, TextArea, TextField } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { DraftFields } from './desk-views.tsx';
import { correctForm, rewriteForm, withdrawForm } from './input.ts';
import type { EditModel } from './models.ts';
import { listHref, noticeHref } from './parts.tsx';
import { words } from './words.ts';

function crumbs(model: EditModel): NonNullable<PageContent['crumbs']> {
  return [
    { href: listHref(model.place), label: model.place.name },
    { href: noticeHref(model), label: model.title },
  ];
}

/** The form that changes a draft. */
export function rewriteView(model: EditModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(rewriteForm, model);
  return {
    title: t('rewrite_title'),
    crumbs: crumbs(model),
    body: (
      <>
        <PageHeader title={t('rewrite_title')} kicker={`${model.place.name} · ${model.group.name}`} />
        <Form lang={face.lang} {...form}>
          <DraftFields face={face} form={form} />
          <Button look="primary" icon="eye">
            {t('save_draft')}
          </Button>
        </Form>
      </>
    ),
  };
}

/** The form that makes a new version. */
export function correctView(model: EditModel, face: Face): PageContent {
  const { lang } = face;
  const t = speak(words, lang);
  const title = t('correct_title', { number: model.number ?? '' });
  const form = face.form(correctForm, model);
  return {
    title,
    crumbs: crumbs(model),
    body: (
      <>
        <PageHeader title={title} lead={t('correct_lead')} />
        <Form lang={lang} {...form} hidden={{ version: form.field('version').value }}>
          <TextField lang={lang} {...form.field('title')} maxLength={60} />
          <TextArea lang={lang} {...form.field('body')} rows={10} maxLength={5000} hint={t('body_hint')} />
          <DateField lang={lang} {...form.field('lastDay')} min={face.today} hint={t('last_day_hint')} />
          <TextField lang={lang} {...form.field('why')} maxLength={200} hint={t('why_hint')} />
          <Button look="primary" icon="pencil">
            {t('correct_button')}
          </Button>
        </Form>
      </>
    ),
  };
}

/** The form that takes a notice back. */
export function withdrawView(model: EditModel, face: Face): PageContent {
  const { lang } = face;
  const t = speak(words, lang);
  const title = t('withdraw_title', { number: model.number ?? '' });
  const form = face.form(withdrawForm, { ref: model.ref });
  return {
    title,
    crumbs: crumbs(model),
    body: (
      <>
        <PageHeader title={title} lead={t('withdraw_lead')} />
        <Form lang={lang} {...form}>
          <TextField lang={lang} {...form.field('reason')} maxLength={200} hint={t('reason_hint')} />
          <Checkbox lang={lang} {...form.field('hide')} hint={t('hide_hint')} />
          <Button look="danger" icon="undo-2">
            {t('withdraw_button')}
          </Button>
        </Form>
      </>
    ),
  };
}
