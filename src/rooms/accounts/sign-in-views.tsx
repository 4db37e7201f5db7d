import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Button,
  ButtonLink,
  Disclosure,
  EmptyState,
  Form,
  List,
  Notice,
  PageHeader,
  PostButton,
  RadioGroup,
  Section,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { codeForm, demoForm, factorForm, passwordForm, sessionForm, welcomeForm, whoForm } from './input.ts';
import type { CodeModel, DemoMessagesModel, SignInModel, WelcomeModel, WhoModel } from './models.ts';
import { CodeField, NewPasswordFields, withoutId } from './visit-form.tsx';
import { words } from './words.ts';

/** Signing in: by phone for everybody, by password for staff, with one tap in the demo. */
export function signInView(model: SignInModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const byPhone = face.form(codeForm, { next: model.next });
  const byPassword = face.form(passwordForm, { next: model.next });
  return {
    title: t('sign_in'),
    body: (
      <>
        <PageHeader title={t('sign_in')} />
        <Section title={t('by_phone')} lead={t('by_phone_hint')}>
          <Form lang={face.lang} {...withoutId(byPhone)} hidden={{ next: model.next }}>
            <TextField
              lang={face.lang}
              {...byPhone.field('phone')}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              width="medium"
            />
            <Button look="primary">{t('send_code')}</Button>
          </Form>
        </Section>
        {model.demo.length > 0 && (
          <Section title={t('demo_sign_in')}>
            <List
              label={t('demo_sign_in')}
              items={model.demo.map((one) => ({
                title: one.name,
                text: `${one.role} · ${one.phone}`,
                actions: (
                  <PostButton
                    action={demoForm.path}
                    fields={{ person: one.ref, next: model.next }}
                    look="secondary"
                    icon="log-in"
                    small
                  >
                    {t('demo_as', { name: one.name })}
                  </PostButton>
                ),
              }))}
            />
          </Section>
        )}
        <Disclosure summary={t('by_password')} open={byPassword.errors.length > 0 || byPassword.problem !== undefined}>
          <Form lang={face.lang} {...withoutId(byPassword)} hidden={{ next: model.next }}>
            <TextField lang={face.lang} {...byPassword.field('userName')} autoComplete="username" width="medium" />
            <TextField
              lang={face.lang}
              {...byPassword.field('password')}
              value=""
              type="password"
              autoComplete="current-password"
              width="medium"
            />
            <Button look="secondary">{t('sign_in')}</Button>
          </Form>
        </Disclosure>
      </>
    ),
  };
}

/** Where the code from the phone is typed. */
export function codeView(model: CodeModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(sessionForm, { next: model.next });
  return {
    title: t('code_title'),
    crumbs: [{ href: hrefOf('/sign-in', { next: model.next }), label: t('sign_in') }],
    body: (
      <>
        <PageHeader title={t('code_title')} lead={t('code_lead')} />
        {face.demo && (
          <Notice lang={face.lang} kind="info">
            <a href="/demo/messages">{t('demo_code')}</a>
          </Notice>
        )}
        <Form lang={face.lang} {...withoutId(form)} hidden={{ next: model.next }}>
          <CodeField form={form} face={face} />
          <Button look="primary">{t('sign_in')}</Button>
        </Form>
        <p>{t('code_none')}</p>
      </>
    ),
  };
}

/** Who of a family that shares a phone. */
export function whoView(model: WhoModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(whoForm, { next: model.next });
  return {
    title: t('who_title'),
    body: (
      <>
        <PageHeader title={t('who_title')} lead={t('who_lead')} />
        {model.persons.length === 0 ? (
          <EmptyState
            title={t('not_offered')}
            actions={
              <ButtonLink href={hrefOf('/sign-in', { next: model.next })} look="primary">
                {t('sign_in')}
              </ButtonLink>
            }
          />
        ) : (
          <Form lang={face.lang} {...withoutId(form)} hidden={{ next: model.next }}>
            <RadioGroup
              lang={face.lang}
              {...form.field('person')}
              options={model.persons.map((person) => ({
                value: person.ref,
                label: person.about === '' ? person.name : `${person.name} · ${person.about}`,
              }))}
            />
            <Button look="primary">{t('continue')}</Button>
          </Form>
        )}
      </>
    ),
  };
}

/** The second factor, asked after the password. */
export function factorView(model: CodeModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(factorForm, { next: model.next });
  return {
    title: t('factor_title'),
    body: (
      <>
        <PageHeader title={t('factor_title')} lead={t('factor_lead')} />
        <Form lang={face.lang} {...withoutId(form)} hidden={{ next: model.next }}>
          <CodeField form={form} face={face} />
          <Button look="primary">{t('continue')}</Button>
        </Form>
      </>
    ),
  };
}

/** Setting one's first password through a one-time link. */
export function welcomeView(model: WelcomeModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(welcomeForm, { token: model.token });
  if (!model.isGood) return { title: t('welcome'), body: <EmptyState title={t('link_used')} /> };
  return {
    title: t('welcome'),
    body: (
      <>
        <PageHeader title={t('welcome')} lead={t('welcome_lead', { name: model.userName })} />
        <Form lang={face.lang} {...withoutId(form)}>
          <NewPasswordFields form={form} face={face} />
          <Button look="primary">{t('set_password')}</Button>
        </Form>
      </>
    ),
  };
}

/** What the demo would have sent to phones. */
export function demoMessagesView(model: DemoMessagesModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('demo_messages'),
    crumbs: [{ href: '/sign-in/code', label: t('code_title') }],
    body: (
      <>
        <PageHeader title={t('demo_messages')} lead={t('demo_messages_lead')} />
        {model.messages.length === 0 ? (
          <EmptyState title={t('demo_messages_none')} />
        ) : (
          <List
            label={t('demo_messages')}
            items={model.messages.map((message) => ({ title: message.text, text: `${message.phone} · ${message.at}` }))}
          />
        )}
      </>
    ),
  };
}
