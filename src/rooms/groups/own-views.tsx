import { formatDay } from '../../kit/clock.ts';
import type { Face, FormState } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Badge,
  Button,
  ButtonLink,
  Checkbox,
  CheckboxGroup,
  DescriptionList,
  Disclosure,
  EmptyState,
  FieldGroup,
  Form,
  List,
  Notice,
  PageHeader,
  PostButton,
  RadioGroup,
  Section,
  Status,
  TextArea,
  type Tone,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { helpChannels } from './acting.ts';
import { type MembershipState, nameDisplays } from './group.ts';
import { acceptForm, declineForm, displayForm, endTermForm, leaveForm, talentsForm } from './input.ts';
import { factsOf } from './kind.ts';
import type { MembershipModel, MineModel } from './models.ts';
import { dayText, groupHref, joined, officeName, serviceName } from './parts.tsx';
import { commonTalents, services } from './talent.ts';
import { words } from './words.ts';

const stateTone: Readonly<Record<MembershipState, Tone>> = {
  invited: 'accent',
  applied: 'wait',
  active: 'done',
  declined: 'muted',
  left: 'muted',
};
const isOpen = (state: MembershipState): boolean => state === 'invited' || state === 'applied' || state === 'active';

/** Where one belongs, what offices one holds, what one can do. */
export function mineView(model: MineModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const title = model.help ? t('mine_title_for', { name: model.help.name }) : t('mine_title');
  const rows = (memberships: MineModel['memberships']) =>
    memberships.map((one) => ({
      href: isOpen(one.state)
        ? hrefOf('/memberships/{membership}', { membership: one.membership })
        : groupHref(one.group),
      title: one.group.name,
      text: [
        factsOf(one.group.kind).name[lang],
        formatDay(one.registeredOn, lang),
        one.state === 'active' && t('mine_shows', { what: t(`name_${one.showsName}`) }),
      ]
        .filter(Boolean)
        .join(' · '),
      end: (
        <>
          {one.backbone && <Badge tone="accent">{t('backbone')}</Badge>}{' '}
          <Status tone={stateTone[one.state]}>{t(`state_${one.state}`)}</Status>
        </>
      ),
    }));
  const open = model.memberships.filter((one) => isOpen(one.state));
  const past = model.memberships.filter((one) => !isOpen(one.state));
  return {
    title,
    body: (
      <>
        <PageHeader title={title} lead={t('mine_lead')} />
        <Helping help={model.help} face={face} />
        <Section title={t('groups')}>
          {open.length === 0 ? (
            <EmptyState
              title={t('no_mine')}
              actions={
                <ButtonLink href="/near" look="primary" icon="users">
                  {t('near_groups')}
                </ButtonLink>
              }
            >
              {t('no_mine_hint')}
            </EmptyState>
          ) : (
            <List label={t('groups')} items={rows(open)} />
          )}
        </Section>
        {model.offices.length > 0 && (
          <Section title={t('my_offices')}>
            <List
              label={t('my_offices')}
              items={model.offices.map((one) => ({
                href: groupHref(one.group),
                title: `${one.group.name} · ${officeName(one.group.kind, one.office, lang)}`,
                text: [formatDay(one.fromDay, lang), dayText(one.untilDay, lang)].filter(Boolean).join(' – '),
                actions: model.help ? undefined : <Resign held={one} face={face} />,
              }))}
            />
          </Section>
        )}
        <Talents model={model} face={face} />
        {past.length > 0 && (
          <Section title={t('my_past')}>
            <List label={t('my_past')} items={rows(past)} />
          </Section>
        )}
      </>
    ),
  };
}

function Talents({ model, face }: { readonly model: MineModel; readonly face: Face }) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const form = face.form(talentsForm, {
    person: model.person,
    talents: model.talents.join('，'),
    services: model.services,
  });
  return (
    <Section title={t('talents_title')} lead={t('talents_lead')} id="talents">
      <Form lang={lang} {...form}>
        <TextArea
          lang={lang}
          {...form.field('talents')}
          rows={2}
          maxLength={400}
          hint={t('talents_hint', { common: joined(commonTalents.slice(0, 16), lang) })}
        />
        <CheckboxGroup
          lang={lang}
          {...form.field('services')}
          inline
          options={services.map((service) => ({ value: service, label: serviceName(service, lang) }))}
        />
        <HelpFields help={model.help} form={form} face={face} />
        <Button look="secondary">{t('talents_save')}</Button>
      </Form>
    </Section>
  );
}

/** One's own office, given up in two steps. */
function Resign({ held, face }: { readonly held: MineModel['offices'][number]; readonly face: Face }) {
  const t = speak(words, face.lang);
  const form = face.form(endTermForm, { ref: held.group.ref, termId: held.term });
  return (
    <Disclosure summary={t('resign')}>
      <p>{t('resign_hint')}</p>
      <PostButton
        action={hrefOf(endTermForm.path, { ref: held.group.ref, termId: held.term })}
        requestId={form.requestId}
        fields={{ reason: 'resigned' }}
        look="danger"
        about={`${held.group.name} ${officeName(held.group.kind, held.office, face.lang)}`}
      >
        {t('resign')}
      </PostButton>
    </Disclosure>
  );
}

type Help = MineModel['help'];

/** Says that one acts for somebody, and what follows from it. */
export function Helping({ help, face }: { readonly help: Help; readonly face: Face }) {
  return help ? (
    <Notice lang={face.lang} kind="wait">
      {speak(words, face.lang)('helping', { name: help.name })}
    </Notice>
  ) : null;
}

/** By which channel the person consented, asked only of whoever helps. */
export function HelpFields({
  help,
  form,
  face,
}: {
  readonly help: Help;
  readonly form: FormState;
  readonly face: Face;
}) {
  if (!help) return null;
  const t = speak(words, face.lang);
  return (
    <FieldGroup legend={t('help')}>
      <RadioGroup
        lang={face.lang}
        {...form.field('channel')}
        required
        inline
        options={helpChannels.map((channel) => ({ value: channel, label: t(`channel_${channel}`) }))}
      />
      <Checkbox lang={face.lang} {...form.field('consented')} />
    </FieldGroup>
  );
}

/** One membership: answering an invitation, choosing what others see, leaving. */
export function membershipView(model: MembershipModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const { group, help } = model;
  return {
    title: group.name,
    crumbs: [
      {
        href: hrefOf('/me/groups', { person: help?.person }),
        label: help ? t('mine_title_for', { name: help.name }) : t('mine_title'),
      },
    ],
    body: (
      <>
        <PageHeader
          title={group.name}
          kicker={factsOf(group.kind).name[lang]}
          marks={
            <>
              <Status tone={stateTone[model.state]}>{t(`state_${model.state}`)}</Status>
              {model.backbone && <Badge tone="accent">{t('backbone')}</Badge>}
            </>
          }
          actions={<ButtonLink href={groupHref(group)}>{t('overview')}</ButtonLink>}
        />
        <Helping help={help} face={face} />
        <DescriptionList items={[{ term: t('registered'), value: formatDay(model.registeredOn, lang) }]} />
        {model.acts.accept && (
          <One form={acceptForm} label={t('accept')} look="primary" hint={t('accept_hint')} model={model} face={face} />
        )}
        {model.acts.decline && (
          <One form={declineForm} label={t('decline')} look="secondary" model={model} face={face} />
        )}
        {model.acts.display && <Display model={model} face={face} />}
        {model.acts.leave && (
          <One
            form={leaveForm}
            label={t(model.state === 'applied' ? 'withdraw' : 'leave')}
            look="danger"
            model={model}
            face={face}
          />
        )}
      </>
    ),
  };
}

type Part = { readonly model: MembershipModel; readonly face: Face };

/** A form of one button, with what a helper has to say. */
function One({
  form: declared,
  label,
  look,
  hint,
  model,
  face,
}: Part & {
  readonly form: typeof acceptForm | typeof declineForm | typeof leaveForm;
  readonly label: string;
  readonly look: 'primary' | 'secondary' | 'danger';
  readonly hint?: string;
}) {
  const form = face.form(declared, { membership: model.membership });
  return (
    <Form lang={face.lang} {...form}>
      {hint && <p class="hint">{hint}</p>}
      <HelpFields help={model.help} form={form} face={face} />
      <Button look={look}>{label}</Button>
    </Form>
  );
}

function Display({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const { display, preview } = model;
  const form = face.form(displayForm, {
    membership: model.membership,
    name: display.name,
    building: display.building ? 'on' : undefined,
    talents: display.talents ? 'on' : undefined,
  });
  const examples = { full: preview.full, masked: preview.masked, hidden: undefined };
  return (
    <Section title={t('display')} lead={t('display_hint')}>
      <p>
        <strong>{display.name === 'hidden' ? t('preview_nothing') : t('preview', { text: shownText(model) })}</strong>
      </p>
      <Form lang={lang} {...form}>
        <RadioGroup
          lang={lang}
          {...form.field('name')}
          options={nameDisplays.map((name) => ({ value: name, label: t(`name_${name}`), hint: examples[name] }))}
        />
        <Checkbox lang={lang} {...form.field('building')} hint={preview.building} />
        <Checkbox lang={lang} {...form.field('talents')} hint={preview.talents} />
        <HelpFields help={model.help} form={form} face={face} />
        <Button look="primary">{t('display_save')}</Button>
      </Form>
    </Section>
  );
}

/** What others see now, as one line. */
function shownText({ display, preview }: MembershipModel): string {
  const name = display.name === 'full' ? preview.full : preview.masked;
  return [name, display.building && preview.building, display.talents && preview.talents].filter(Boolean).join(' · ');
}
