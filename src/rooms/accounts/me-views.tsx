import type { Face, FormState } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Badge,
  Button,
  ButtonLink,
  Form,
  List,
  PageHeader,
  PostButton,
  QrCode,
  RadioGroup,
  Section,
  TextField,
} from '../../kit/ui/index.ts';
import { type Say, speak } from '../../kit/words.ts';
import { enrolForm, newPasswordForm, revokeForm, revokeOthersForm, settingsForm } from './input.ts';
import type { EnrolModel, SessionsModel } from './models.ts';
import { CodeField, NewPasswordFields, withoutId } from './visit-form.tsx';
import { words } from './words.ts';

/** Setting the second factor up, and the recovery codes once. */
export function enrolView(model: EnrolModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(enrolForm);
  return {
    title: t('enrol_title'),
    crumbs: [{ href: '/me', label: face.lang === 'zh' ? '我的' : 'Mine' }],
    body: (
      <>
        <PageHeader title={t('enrol_title')} lead={model.secret ? t('enrol_lead') : t('enrolled')} />
        {model.recoveryCodes.length > 0 && (
          <Section title={t('recovery_title')} lead={t('recovery_lead')}>
            <ul>
              {model.recoveryCodes.map((code) => (
                <li key={code}>
                  <code>{code}</code>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {model.secret && model.uri && (
          <>
            <QrCode text={model.uri} label={t('enrol_title')} />
            <p>
              {t('enrol_secret')}: <code>{model.secret}</code>
            </p>
            <Form lang={face.lang} {...withoutId(form)}>
              <CodeField form={form} face={face} />
              {model.asksPassword && (
                <TextField
                  lang={face.lang}
                  {...form.field('current')}
                  value=""
                  required
                  type="password"
                  autoComplete="current-password"
                  width="medium"
                />
              )}
              <Button look="primary">{t('enrol')}</Button>
            </Form>
          </>
        )}
      </>
    ),
  };
}

/** Where one is signed in, one's password, language and text size. */
export function sessionsView(model: SessionsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('sessions'),
    crumbs: [{ href: '/me', label: face.lang === 'zh' ? '我的' : 'Mine' }],
    body: (
      <>
        <PageHeader
          title={t('sessions')}
          lead={t('sessions_lead')}
          actions={
            model.sessions.length > 1 && (
              <PostButton
                action={revokeOthersForm.path}
                requestId={face.form(revokeOthersForm).requestId}
                look="danger"
                icon="log-out"
              >
                {t('end_others')}
              </PostButton>
            )
          }
        />
        <List
          label={t('sessions')}
          items={model.sessions.map((session) => ({
            title: browserOf(session.agent, t),
            text: `${session.address} · ${t('since', { day: session.since })} · ${t('seen', { day: session.seen })}`,
            end: session.isThis ? <Badge tone="done">{t('this_one')}</Badge> : undefined,
            actions: session.isThis ? undefined : (
              <PostButton
                action={hrefOf(revokeForm.path, { id: session.id })}
                requestId={face.form(revokeForm).requestId}
                look="secondary"
                small
                about={session.address}
              >
                {t('end')}
              </PostButton>
            ),
          }))}
        />
        <Settings model={model} face={face} />
        {model.hasUserName && (
          <Section
            title={t(model.hasPassword ? 'change_password' : 'set_password')}
            actions={
              <ButtonLink href="/me/second-factor" look="quiet" icon="shield-check" small>
                {t('factor_title')}
              </ButtonLink>
            }
          >
            <NewPassword form={face.form(newPasswordForm)} face={face} withCurrent={model.hasPassword} />
          </Section>
        )}
      </>
    ),
  };
}

function Settings({ model, face }: { readonly model: SessionsModel; readonly face: Face }) {
  const t = speak(words, face.lang);
  const form = face.form(settingsForm, { lang: model.lang, elder: model.elder ? 'on' : 'off' });
  return (
    <Section title={t('settings')}>
      <Form lang={face.lang} {...withoutId(form)}>
        <RadioGroup
          lang={face.lang}
          {...form.field('lang')}
          inline
          options={[
            { value: 'zh', label: t('zh') },
            { value: 'en', label: t('en') },
          ]}
        />
        <RadioGroup
          lang={face.lang}
          {...form.field('elder')}
          required
          inline
          options={[
            { value: 'on', label: t('on') },
            { value: 'off', label: t('off') },
          ]}
        />
        <Button look="secondary">{t('save')}</Button>
      </Form>
    </Section>
  );
}

function NewPassword({
  form,
  face,
  withCurrent,
}: {
  readonly form: FormState;
  readonly face: Face;
  readonly withCurrent: boolean;
}) {
  const t = speak(words, face.lang);
  return (
    <Form lang={face.lang} {...withoutId(form)}>
      {withCurrent && (
        <TextField
          lang={face.lang}
          {...form.field('current')}
          value=""
          required
          type="password"
          autoComplete="current-password"
          width="medium"
        />
      )}
      <NewPasswordFields form={form} face={face} />
      <Button look="secondary">{t('save')}</Button>
    </Form>
  );
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, 'WeChat 微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iPhone'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** The browser and the system in words that people know. */
function browserOf(agent: string, t: Say<typeof words>): string {
  const known = [browsers, systems].flatMap((table) => table.find(([pattern]) => pattern.test(agent))?.[1] ?? []);
  return known.length > 0 ? known.join(' · ') : t('unknown');
}
