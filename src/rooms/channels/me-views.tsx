import type { Face } from '../../kit/face.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Badge,
  Button,
  Card,
  Checkbox,
  CheckboxGroup,
  Cluster,
  EmptyState,
  FieldRow,
  Form,
  Grid,
  type IconName,
  PageHeader,
  PostButton,
  Section,
  SelectField,
  Status,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { confirmForm, emailForm, endWayForm, pushForm, smsForm, timesForm, topicsForm } from './input.ts';
import type { ConfirmModel, MyChannelsModel } from './models.ts';
import { topics, type WayKind } from './way.ts';
import { words } from './words.ts';

const icons: Readonly<Record<WayKind, IconName>> = {
  push: 'bell',
  email: 'mail',
  sms: 'message-circle',
  wechat: 'messages-square',
};

/** How I am told: the ways chosen, others to add, and when. */
export function myChannelsView(model: MyChannelsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('my_channels'),
    crumbs: [{ href: '/me', label: t('mine') }],
    body: (
      <>
        <PageHeader title={t('my_channels')} lead={t('my_channels_lead')} />
        <Section title={t('ways')}>
          {model.ways.length === 0 ? (
            <EmptyState title={t('no_ways')}>{t('no_ways_hint')}</EmptyState>
          ) : (
            <Grid>
              {model.ways.map((way) => (
                <ChosenWay key={way.ref} way={way} face={face} />
              ))}
            </Grid>
          )}
        </Section>
        <AddWays model={model} face={face} />
        <Times model={model} face={face} />
      </>
    ),
  };
}

function ChosenWay({ way, face }: { readonly way: MyChannelsModel['ways'][number]; readonly face: Face }) {
  const t = speak(words, face.lang);
  const form = face.form(topicsForm, { way: way.ref, topics: way.topics });
  const end = face.form(endWayForm, { way: way.ref });
  return (
    <Card
      title={way.label ? `${t(way.kind)} ${way.label}` : t(way.kind)}
      icon={icons[way.kind]}
      marks={
        <>
          {!way.isConfirmed && <Status tone="wait">{t('waits_confirm')}</Status>}
          {way.isConfirmed && way.topics.length > 0 && <Status tone="done">{t('is_on')}</Status>}
          {way.topics.length === 0 && <Status tone="muted">{t('is_off')}</Status>}
          <Badge>{t('since', { day: way.since })}</Badge>
        </>
      }
    >
      <Form lang={face.lang} {...form} id={`topics-${way.ref}`}>
        <CheckboxGroup
          lang={face.lang}
          {...form.field('topics')}
          id={`topics-of-${way.ref}`}
          options={topics.map((topic) => ({ value: topic, label: t(topic) }))}
        />
        <Button look="secondary" small about={t(way.kind)}>
          {t('save')}
        </Button>
      </Form>
      <PostButton action={end.action} requestId={end.requestId} look="quiet" icon="trash-2" small about={t(way.kind)}>
        {t('remove')}
      </PostButton>
    </Card>
  );
}

function AddWays({ model, face }: { readonly model: MyChannelsModel; readonly face: Face }) {
  const t = speak(words, face.lang);
  const { offered } = model;
  const email = face.form(emailForm);
  const push = face.form(pushForm);
  const sms = face.form(smsForm);
  return (
    <Section title={t('add_ways')}>
      <Grid>
        {offered.push && (
          <Card title={t('push')} icon="bell">
            <p>{t('push_hint')}</p>
            <push-device data-key={model.pushKey} data-denied={t('push_denied')} hidden>
              <Form lang={face.lang} {...push} errors={[]}>
                <input type="hidden" name="endpoint" />
                <input type="hidden" name="p256dh" />
                <input type="hidden" name="auth" />
                <Button look="secondary" icon="bell">
                  {t('add_push')}
                </Button>
                <p role="status" />
              </Form>
            </push-device>
            <p class="hint push-missing">{t('push_missing')}</p>
          </Card>
        )}
        {offered.sms && (
          <Card title={t('sms')} icon="message-circle">
            <p>{t('sms_hint')}</p>
            <Form lang={face.lang} {...sms}>
              <Button look="secondary" icon="message-circle">
                {t('add_sms')}
              </Button>
            </Form>
          </Card>
        )}
        {offered.email && (
          <Card title={t('email')} icon="mail">
            <Form lang={face.lang} {...email}>
              <TextField
                lang={face.lang}
                {...email.field('address')}
                type="email"
                inputMode="email"
                autoComplete="email"
                hint={t('email_hint')}
              />
              <Button look="secondary" icon="mail">
                {t('add_email')}
              </Button>
            </Form>
          </Card>
        )}
      </Grid>
    </Section>
  );
}

function Times({ model, face }: { readonly model: MyChannelsModel; readonly face: Face }) {
  const t = speak(words, face.lang);
  const form = face.form(timesForm, { ...model.times, digest: model.times.digest ? 'on' : '' });
  const hours = Array.from({ length: 24 }, (_, n) => ({ value: String(n), label: t('hour', { n }) }));
  const hour = (name: 'quietFrom' | 'quietUntil' | 'digestAt') => (
    <SelectField lang={face.lang} {...form.field(name)} required options={hours} empty={false} width="short" />
  );
  return (
    <Section title={t('times')} lead={t('times_lead')}>
      <Form lang={face.lang} {...form}>
        <FieldRow>
          {hour('quietFrom')}
          {hour('quietUntil')}
        </FieldRow>
        {model.serves && (
          <>
            <Checkbox lang={face.lang} {...form.field('digest')} required hint={t('digest_hint')} />
            {hour('digestAt')}
          </>
        )}
        <Cluster>
          <Button look="secondary">{t('save')}</Button>
        </Cluster>
      </Form>
    </Section>
  );
}

/** The page that the link in the first e-mail opens. */
export function confirmView(model: ConfirmModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(confirmForm, { token: model.token });
  return {
    title: t('confirm'),
    body:
      model.address === null ? (
        <>
          <PageHeader title={t('confirm')} />
          <EmptyState title={t('link_spent')} />
        </>
      ) : (
        <>
          <PageHeader title={t('confirm')} lead={t('confirm_lead', { address: model.address })} />
          <Form lang={face.lang} {...form}>
            <Button look="primary" icon="check">
              {t('confirm_button')}
            </Button>
          </Form>
        </>
      ),
  };
}

/** That it worked, also for who is not signed in here. */
export function confirmedView(_: unknown, face: Face): PageContent {
  const t = speak(words, face.lang);
  return { title: t('confirmed'), body: <PageHeader title={t('confirmed')} lead={t('confirmed_lead')} /> };
}
