import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Badge,
  Button,
  Disclosure,
  EmptyState,
  Form,
  List,
  Notice,
  PageHeader,
  Pagination,
  PostButton,
  Section,
  SelectField,
  TableTools,
  TextArea,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { purposeWords } from './consent.ts';
import { RequestFields } from './help-views.tsx';
import {
  allowForm,
  askForm,
  consentForm,
  readMessagesForm,
  withdrawConsentForm,
  withdrawRequestForm,
} from './input.ts';
import type { FamilyModel, MessagesModel, MyConsentsModel, MyRequestsModel } from './models.ts';
import { ConsentList, RequestList } from './my-lists.tsx';
import { MyTop, myCrumbs } from './my-views.tsx';
import { myWords } from './my-words.ts';

/** Whose data a form is about, as a hidden field; nothing for one's own. */
function forWhom(whose: MyRequestsModel['whose']): Record<string, string> {
  return whose.standing === 'self' ? {} : { for: whose.ref };
}

/** What a verb without a form of its own was refused for. */
function Problem({ form, face }: { readonly form: ReturnType<Face['form']>; readonly face: Face }) {
  return form.problem ? (
    <Notice lang={face.lang} kind="alert" live>
      {form.problem}
    </Notice>
  ) : null;
}

/** What one has consented to, and withdrawing it. */
export function consentsView(model: MyConsentsModel, face: Face): PageContent {
  const t = speak(myWords, face.lang);
  const { whose } = model;
  return {
    title: t('tab_consents'),
    crumbs: myCrumbs(face),
    body: (
      <>
        <MyTop whose={whose} here="consents" lead={t('consents_lead')} face={face} />
        <Problem form={face.form(withdrawConsentForm)} face={face} />
        <Problem form={face.form(consentForm)} face={face} />
        {model.consents.length === 0 ? (
          <EmptyState title={t('no_consents')} />
        ) : (
          <>
            <TableTools lang={face.lang} action="/me/consents" exportHref={face.here({ format: 'xlsx' })} />
            <ConsentList
              consents={model.consents}
              face={face}
              action={(consent) =>
                whose.may.withdraw && (
                  <PostButton
                    action={hrefOf(withdrawConsentForm.path, { consent: consent.id })}
                    requestId={face.form(withdrawConsentForm).requestId}
                    fields={forWhom(whose)}
                    small
                    about={purposeWords(consent.purpose)[face.lang]}
                  >
                    {t('withdraw')}
                  </PostButton>
                )
              }
            />
          </>
        )}
        {model.offered.length > 0 && (
          <Section title={t('offer')}>
            <List
              label={t('offer')}
              items={model.offered.map((purpose) => ({
                title: purposeWords(purpose)[face.lang],
                actions: (
                  <PostButton
                    action={consentForm.path}
                    requestId={face.form(consentForm).requestId}
                    fields={{ ...forWhom(whose), purpose }}
                    small
                    about={purposeWords(purpose)[face.lang]}
                  >
                    {t('consent')}
                  </PostButton>
                ),
              }))}
            />
          </Section>
        )}
      </>
    ),
  };
}

/** Corrections and erasures: asked for, answered, and the forms to ask. */
export function myRequestsView(model: MyRequestsModel, face: Face): PageContent {
  const t = speak(myWords, face.lang);
  const { whose } = model;
  return {
    title: t('tab_requests'),
    crumbs: myCrumbs(face),
    body: (
      <>
        <MyTop whose={whose} here="requests" face={face} />
        <Problem form={face.form(withdrawRequestForm)} face={face} />
        <RequestList
          requests={model.requests}
          face={face}
          action={(request) => (
            <PostButton
              action={hrefOf(withdrawRequestForm.path, { request: request.ref })}
              requestId={face.form(withdrawRequestForm).requestId}
              small
              about={formatDay(request.at, face.lang)}
            >
              {t('take_back')}
            </PostButton>
          )}
        />
        {whose.may.correct && <CorrectionForm model={model} face={face} />}
        {whose.may.erase && <ErasureForm model={model} face={face} />}
      </>
    ),
  };
}

type Part = { readonly model: MyRequestsModel; readonly face: Face };

function CorrectionForm({ model, face }: Part) {
  const t = speak(myWords, face.lang);
  const form = face.form(askForm, { kind: 'correction' });
  return (
    <Section title={t('ask_correction')}>
      <Form lang={face.lang} {...form} hidden={{ kind: 'correction', ...forWhom(model.whose) }} offline>
        <RequestFields form={form} face={face} required />
        <Button look="primary">{t('ask_correction')}</Button>
      </Form>
    </Section>
  );
}

function ErasureForm({ model, face }: Part) {
  const t = speak(myWords, face.lang);
  const form = face.form(askForm);
  return (
    <Disclosure summary={t('ask_erasure')}>
      <Notice lang={face.lang} kind="wait">
        {t('erasure_warning')}
      </Notice>
      <Form
        lang={face.lang}
        action={form.action}
        requestId={form.requestId}
        hidden={{ kind: 'erasure', ...forWhom(model.whose) }}
      >
        <TextArea lang={face.lang} {...form.field('reason')} id="erasure-reason" value="" rows={3} maxLength={500} />
        <Button look="danger">{t('ask_erasure')}</Button>
      </Form>
    </Disclosure>
  );
}

/** What one is told. */
export function messagesView(model: MessagesModel, face: Face): PageContent {
  const t = speak(myWords, face.lang);
  return {
    title: t('messages'),
    crumbs: myCrumbs(face),
    body: (
      <>
        <PageHeader
          title={t('messages')}
          marks={model.unread > 0 && <Badge tone="accent">{t('unread', { n: model.unread })}</Badge>}
          actions={
            model.unread > 0 && (
              <PostButton action={readMessagesForm.path} requestId={face.form(readMessagesForm).requestId} icon="check">
                {t('mark_read')}
              </PostButton>
            )
          }
        />
        {model.messages.length === 0 ? (
          <EmptyState title={t('no_messages')} />
        ) : (
          <List
            label={t('messages')}
            items={model.messages.map((message) => ({
              href: message.href ?? undefined,
              title: message.text,
              text: <time datetime={message.at}>{message.when}</time>,
              end: message.isNew ? <Badge tone="accent">{t('is_new')}</Badge> : undefined,
            }))}
          />
        )}
        <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}

/** Those one acts for, and those who act for one. */
export function familyView(model: FamilyModel, face: Face): PageContent {
  const t = speak(myWords, face.lang);
  return {
    title: t('family'),
    crumbs: myCrumbs(face),
    body: (
      <>
        <PageHeader title={t('family')} lead={t('family_lead')} />
        <Section title={t('i_act_for')}>
          {model.people.length === 0 ? (
            <EmptyState title={t('nobody_to_act_for')} />
          ) : (
            <List
              label={t('i_act_for')}
              items={model.people.map((person) => ({
                href: hrefOf('/me/data', { for: person.ref }),
                title: person.name,
                text: [
                  person.age === null ? undefined : t('years', { n: person.age }),
                  person.standing === 'guardian' ? t('as_guardian') : t('as_relative'),
                ]
                  .filter(Boolean)
                  .join(' · '),
              }))}
            />
          )}
        </Section>
        <Section title={t('my_helpers')}>
          {model.helpers.length > 0 && (
            <List
              label={t('my_helpers')}
              items={model.helpers.map((helper) => ({
                title: helper.name,
                text: t('given_on', { day: formatDay(helper.since, face.lang) }),
                actions: (
                  <PostButton
                    action={hrefOf(withdrawConsentForm.path, { consent: helper.consentId })}
                    requestId={face.form(withdrawConsentForm).requestId}
                    small
                    about={helper.name}
                  >
                    {t('withdraw')}
                  </PostButton>
                ),
              }))}
            />
          )}
          <AllowForm model={model} face={face} />
        </Section>
      </>
    ),
  };
}

function AllowForm({ model, face }: { readonly model: FamilyModel; readonly face: Face }) {
  const t = speak(myWords, face.lang);
  const form = face.form(allowForm);
  if (model.housemates.length === 0) return model.helpers.length > 0 ? null : <EmptyState title={t('no_housemates')} />;
  return (
    <Form lang={face.lang} {...form}>
      <SelectField
        lang={face.lang}
        {...form.field('to')}
        width="medium"
        hint={t('allow_hint')}
        options={model.housemates.map((mate) => ({ value: mate.ref, label: mate.name }))}
      />
      <Button look="secondary">{t('allow')}</Button>
    </Form>
  );
}
