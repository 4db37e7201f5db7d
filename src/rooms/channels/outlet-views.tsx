import type { Face } from '../../kit/face.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  CheckboxGroup,
  CopyableText,
  EmptyState,
  Form,
  Grid,
  Notice,
  PageHeader,
  Pagination,
  PostButton,
  RadioGroup,
  Section,
  SelectField,
  Status,
  Table,
  TableTools,
  TextField,
} from '../../kit/ui/index.ts';
import { type Say, speak } from '../../kit/words.ts';
import { againForm, endRobotForm, endWebhookForm, robotForm, webhookForm } from './input.ts';
import type { DeliveriesModel, OutletsModel } from './models.ts';
import { robotKinds } from './outlet.ts';
import { words } from './words.ts';

type T = Say<typeof words>;
const crumbs = (t: T) => [{ href: '/desk', label: t('desk') }];

/** The robots of an office's places, and a form for one more. */
export function robotsView(model: OutletsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(robotForm, { kind: 'wecom', lang: 'zh', place: model.places[0]?.code });
  return {
    title: t('robots'),
    crumbs: crumbs(t),
    body: (
      <>
        <PageHeader title={t('robots')} lead={t('robots_lead')} />
        <Outlets model={model} face={face} end={endRobotForm} none={[t('no_robots'), t('no_robots_hint')]} />
        <Section title={t('add_robot')}>
          <Form lang={face.lang} {...form}>
            <PlaceField model={model} face={face} form={form} />
            <RadioGroup
              lang={face.lang}
              {...form.field('kind')}
              inline
              options={robotKinds.map((kind) => ({ value: kind, label: t(kind) }))}
            />
            <TextField lang={face.lang} {...form.field('name')} maxLength={40} hint={t('name_hint')} width="medium" />
            <TextField lang={face.lang} {...form.field('url')} type="url" hint={t('robot_url_hint')} />
            <TextField
              lang={face.lang}
              {...form.field('secret')}
              value=""
              required={false}
              hint={t('secret_hint')}
              autoComplete="off"
            />
            <RadioGroup
              lang={face.lang}
              {...form.field('lang')}
              required
              inline
              options={(['zh', 'en'] as const).map((lang) => ({ value: lang, label: t(lang) }))}
            />
            <EventsField model={model} face={face} form={form} />
            <Button look="primary">{t('add_robot')}</Button>
          </Form>
        </Section>
      </>
    ),
  };
}

/** The webhooks of a district, and a form for one more. */
export function webhooksView(model: OutletsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const form = face.form(webhookForm, { place: model.places[0]?.code });
  const { requestId: _, ...visit } = form;
  return {
    title: t('webhooks'),
    crumbs: crumbs(t),
    body: (
      <>
        <PageHeader
          title={t('webhooks')}
          lead={t('webhooks_lead')}
          actions={
            <ButtonLink href="/deliveries" look="quiet" icon="mail">
              {t('deliveries')}
            </ButtonLink>
          }
        />
        {model.secret !== null && (
          <Notice lang={face.lang} kind="done" title={t('new_secret')} live>
            <p>{t('new_secret_lead')}</p>
            <CopyableText lang={face.lang} text={model.secret} />
          </Notice>
        )}
        <Outlets model={model} face={face} end={endWebhookForm} none={[t('no_webhooks'), t('no_webhooks_hint')]} />
        <Section title={t('add_webhook')}>
          <Form lang={face.lang} {...visit}>
            <PlaceField model={model} face={face} form={form} />
            <TextField lang={face.lang} {...form.field('name')} maxLength={40} width="medium" />
            <TextField lang={face.lang} {...form.field('url')} type="url" hint={t('webhook_url_hint')} />
            <EventsField model={model} face={face} form={form} />
            <Button look="primary">{t('add_webhook')}</Button>
          </Form>
        </Section>
      </>
    ),
  };
}

type Part = { readonly model: OutletsModel; readonly face: Face };
type FormPart = Part & { readonly form: ReturnType<Face['form']> };

function PlaceField({ model, face, form }: FormPart) {
  const options = model.places.map((place) => ({ value: place.code, label: place.name }));
  return (
    <SelectField lang={face.lang} {...form.field('place')} required options={options} empty={false} width="medium" />
  );
}

function EventsField({ model, face, form }: FormPart) {
  const options = model.events.map((event) => ({ value: event.verb, label: event.name, hint: event.verb }));
  return <CheckboxGroup lang={face.lang} {...form.field('verbs')} options={options} />;
}

function Outlets({
  model,
  face,
  end,
  none: [none, hint],
}: Part & { readonly end: typeof endRobotForm | typeof endWebhookForm; readonly none: readonly [string, string] }) {
  const t = speak(words, face.lang);
  if (model.outlets.length === 0) return <EmptyState title={none}>{hint}</EmptyState>;
  return (
    <Grid>
      {model.outlets.map((outlet) => {
        const form = face.form(end, { outlet: outlet.ref });
        return (
          <Card
            key={outlet.ref}
            level={2}
            title={outlet.name}
            marks={
              <>
                {outlet.isGone && <Status tone="alert">{t('is_gone')}</Status>}
                <Badge>{t(outlet.kind)}</Badge>
                <Badge>{outlet.place.name}</Badge>
              </>
            }
            actions={
              <PostButton action={form.action} requestId={form.requestId} look="danger" small about={outlet.name}>
                {t('remove')}
              </PostButton>
            }
          >
            <p>{t('to_host', { host: outlet.host })}</p>
            <p>{outlet.events.map((event) => event.name).join(face.lang === 'zh' ? '、' : ', ')}</p>
          </Card>
        );
      })}
    </Grid>
  );
}

/** What did not arrive, and why. */
export function deliveriesView(model: DeliveriesModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('deliveries'),
    crumbs: crumbs(t),
    body: (
      <>
        <PageHeader title={t('deliveries')} lead={t('deliveries_lead')} />
        {model.deliveries.length > 0 && (
          <TableTools lang={face.lang} action="/deliveries" exportHref={face.here({ format: 'xlsx' })} />
        )}
        <Table
          lang={face.lang}
          caption={t('deliveries')}
          quietCaption
          columns={[
            { key: 'what', head: t('col_what'), names: true, cell: (one) => one.what },
            {
              key: 'kind',
              head: t('col_by'),
              cell: (one) => [t(one.kind as 'sms'), one.outlet].filter(Boolean).join(' · '),
            },
            { key: 'when', head: t('col_when'), cell: (one) => one.when },
            { key: 'tries', head: t('col_tries'), cell: (one) => one.tries },
            { key: 'why', head: t('col_why'), cell: (one) => one.why },
            {
              key: 'again',
              head: t('again'),
              cell: (one) => {
                const form = face.form(againForm, { delivery: one.ref });
                return (
                  <PostButton action={form.action} requestId={form.requestId} look="secondary" small about={one.what}>
                    {t('again')}
                  </PostButton>
                );
              },
            },
          ]}
          rows={model.deliveries}
          empty={<EmptyState title={t('no_deliveries')}>{t('no_deliveries_hint')}</EmptyState>}
        />
        <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}

/** What did not arrive, as a sheet. */
export function deliveriesSheets(model: DeliveriesModel, face: Face): readonly SheetContent[] {
  const t = speak(words, face.lang);
  return [
    {
      name: t('deliveries'),
      columns: [
        { heading: t('col_what'), kind: 'text', width: 30 },
        { heading: t('col_by'), kind: 'text', width: 20 },
        { heading: t('col_when'), kind: 'text', width: 20 },
        { heading: t('col_tries'), kind: 'integer' },
        { heading: t('col_why'), kind: 'text', width: 40 },
      ],
      rows: model.deliveries.map((one) => [
        one.what,
        [t(one.kind as 'sms'), one.outlet].filter(Boolean).join(' · '),
        one.when,
        one.tries,
        one.why,
      ]),
    },
  ];
}
