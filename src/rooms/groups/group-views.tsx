import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Badge,
  Button,
  ButtonLink,
  Checkbox,
  DateField,
  DescriptionList,
  Disclosure,
  EmptyState,
  Form,
  List,
  Notice,
  PageHeader,
  Pagination,
  RadioGroup,
  Section,
  SelectField,
  Status,
  TableTools,
  TextArea,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { applyForm, describeForm, dissolveForm, foundForm } from './input.ts';
import { factsOf, parties, varieties } from './kind.ts';
import type { EditModel, GroupLink, NewModel, ShowModel } from './models.ts';
import { HelpFields, Helping } from './own-views.tsx';
import {
  dayText,
  GroupTabs,
  groupHref,
  joined,
  kindName,
  officeName,
  placeCrumbs,
  placeHref,
  Skills,
} from './parts.tsx';
import { words } from './words.ts';

/** A group as everybody sees it. */
export function showView(model: ShowModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { group, place, parent } = model;
  const kind = kindName(group.kind, group.variety, face.lang);
  return {
    title: group.name,
    description: group.summary || `${place.name} · ${kind}`,
    crumbs: [
      ...placeCrumbs([...model.line, place]),
      { href: hrefOf('/groups', { place: place.code }), label: t('groups') },
    ],
    body: (
      <>
        <PageHeader
          title={group.name}
          kicker={kind}
          lead={group.summary || factsOf(group.kind).about[face.lang]}
          marks={
            <>
              {group.party && <Badge tone="info">{t('party_badge', { party: t(`party_${group.party}`) })}</Badge>}
              {!group.listed && <Badge>{t('unlisted')}</Badge>}
              {group.dissolvedOn && (
                <Status tone="muted">{t('dissolved_on', { day: formatDay(group.dissolvedOn, face.lang) })}</Status>
              )}
            </>
          }
        />
        <GroupTabs group={group} face={face} acts={model.acts} here="overview" />
        <Membership model={model} face={face} />
        <DescriptionList
          items={[
            { term: t('place'), value: <a href={placeHref(place)}>{place.name}</a> },
            { term: t('belongs_to'), value: parent && <a href={groupHref(parent)}>{parent.name}</a> },
            { term: t('contact'), value: group.contact },
            { term: t('founded'), value: formatDay(group.foundedOn, face.lang) },
          ]}
        />
        <Offices model={model} face={face} />
        {model.children.length > 0 && (
          <Section title={t('child_groups')}>
            <List
              label={t('child_groups')}
              items={model.children.map((child) => ({
                href: groupHref(child),
                title: child.name,
                text: child.place.name,
                end: factsOf(child.kind).hasMembers ? t('n_members', { n: child.members }) : undefined,
              }))}
            />
          </Section>
        )}
        {model.hasMembers && <Members model={model} face={face} />}
      </>
    ),
  };
}

type Part = { readonly model: ShowModel; readonly face: Face };

/** What the one who looks, or whom they look for, has to do with the group: joining it, or how that stands. */
function Membership({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { mine, help } = model;
  const form = face.form(applyForm, { ref: model.group.ref, person: help?.person });
  return (
    <>
      <Helping help={help} face={face} />
      {mine && (
        <Notice
          lang={face.lang}
          kind={mine.state === 'active' ? 'done' : 'wait'}
          title={help?.name ?? t('my_membership')}
        >
          <p>{t(`state_${mine.state}`)}</p>
          <ButtonLink
            href={hrefOf('/memberships/{membership}', { membership: mine.membership })}
            look="secondary"
            small
          >
            {t(mine.state === 'active' ? 'display' : 'to_mine')}
          </ButtonLink>
        </Notice>
      )}
      {!face.actor && model.hasMembers && model.group.dissolvedOn === null && (
        <p>
          <ButtonLink href={hrefOf('/sign-in', { next: groupHref(model.group) })} icon="log-in">
            {t('sign_in_to_join')}
          </ButtonLink>
        </p>
      )}
      {model.acts.join && (
        <Form lang={face.lang} {...form} hidden={help ? { person: help.person } : {}}>
          <p class="hint">{t('join_hint')}</p>
          <HelpFields help={help} form={form} face={face} />
          <Button look="primary" icon="user-plus">
            {t('join')}
          </Button>
        </Form>
      )}
    </>
  );
}

function Offices({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { kind } = model.group;
  const nobody = model.offices.every((office) => office.held === 0);
  return (
    <Section title={t('show_offices')}>
      {nobody && <EmptyState title={t('no_holders')} />}
      <DescriptionList
        items={model.offices
          .filter((office) => office.held > 0 || (office.vacant ?? 0) > 0)
          .map((office) => ({
            term: officeName(kind, office.office, face.lang),
            value: (
              <>
                {joined(
                  office.holders.map((holder) => {
                    const until = dayText(holder.untilDay, face.lang);
                    const term = until && `（${t('until', { day: until })}）`;
                    return face.lang === 'zh'
                      ? `${holder.name}${term ?? ''}`
                      : `${holder.name}${until ? ` (${t('until', { day: until })})` : ''}`;
                  }),
                  face.lang,
                )}{' '}
                {office.held > office.holders.length && t('more_staff', { n: office.held })}{' '}
                {(office.vacant ?? 0) > 0 && <Status tone="wait">{t('vacant', { n: office.vacant ?? 0 })}</Status>}
              </>
            ),
          }))}
      />
      {model.election && (
        <p class="hint">
          {t('last_election', {
            day: formatDay(model.election.heldOn, face.lang),
            entitled: model.election.entitled,
            tookPart: model.election.tookPart,
          })}
        </p>
      )}
    </Section>
  );
}

function Members({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { active, backbone } = model.counts;
  return (
    <Section title={t('shown_members')} lead={t('shown_members_lead', { n: active, backbone })}>
      {model.members.length === 0 ? (
        <EmptyState title={t('nobody_shown')} />
      ) : (
        <>
          <TableTools lang={face.lang} action="" exportHref={face.here({ format: 'xlsx', page: undefined })} />
          <List
            label={t('shown_members')}
            items={model.members.map((member) => ({
              title: member.building ? `${member.name} · ${member.building.name}` : member.name,
              text: <Skills talents={member.talents} services={member.services} lang={face.lang} />,
              end: member.backbone ? <Badge tone="accent">{t('backbone')}</Badge> : undefined,
            }))}
          />
          <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
        </>
      )}
    </Section>
  );
}

const partyOptions = (face: Face) =>
  parties.map((party) => ({ value: party, label: speak(words, face.lang)(`party_${party}`) }));
const parentOptions = (groups: readonly GroupLink[]) =>
  groups.map((group) => ({ value: group.ref, label: group.name }));

/** Registers a group: first what kind, then what it is called. */
export function newView(model: NewModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { place, kind } = model;
  const title = t('new_title', { place: place.name });
  return {
    title,
    crumbs: [
      ...placeCrumbs([...model.line, place]),
      { href: hrefOf('/groups', { place: place.code }), label: t('groups') },
    ],
    body: (
      <>
        <PageHeader title={title} lead={t('new_lead')} kicker={kind ? factsOf(kind).name[face.lang] : undefined} />
        {kind === null ? (
          <Section title={t('new_kind')}>
            <List
              label={t('new_kind')}
              items={model.kinds.map((one) => ({
                href: face.here({ kind: one }),
                title: factsOf(one).name[face.lang],
                text: factsOf(one).about[face.lang],
              }))}
            />
          </Section>
        ) : (
          <FoundForm model={model} kind={kind} face={face} />
        )}
      </>
    ),
  };
}

function FoundForm({
  model,
  kind,
  face,
}: {
  readonly model: NewModel;
  readonly kind: NonNullable<NewModel['kind']>;
  readonly face: Face;
}) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const form = face.form(foundForm, {
    code: model.place.code,
    kind,
    variety: 'volunteer',
    parent: model.parents[0]?.ref,
  });
  return (
    <Form lang={lang} {...form} hidden={{ kind }}>
      <TextField lang={lang} {...form.field('name')} maxLength={60} />
      {kind === 'team' && (
        <RadioGroup
          lang={lang}
          {...form.field('variety')}
          options={varieties.map((variety) => ({ value: variety, label: t(`variety_${variety}`) }))}
        />
      )}
      {model.parents.length > 0 && (
        <SelectField
          lang={lang}
          {...form.field('parent')}
          empty={t('parent_none')}
          options={parentOptions(model.parents)}
        />
      )}
      <TextArea lang={lang} {...form.field('summary')} maxLength={1000} />
      <TextField lang={lang} {...form.field('contact')} hint={t('contact_hint')} maxLength={120} />
      <SelectField lang={lang} {...form.field('party')} hint={t('party_hint')} empty="—" options={partyOptions(face)} />
      <DateField lang={lang} {...form.field('foundedOn')} hint={t('on_hint')} max={face.today} />
      <Button look="primary" icon="plus">
        {t('found')}
      </Button>
    </Form>
  );
}

/** What a group says of itself, and dissolving it. */
export function editView(model: EditModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const { group } = model;
  const title = t('edit_title', { name: group.name });
  const form = face.form(describeForm, {
    ref: group.ref,
    name: group.name,
    summary: group.summary,
    contact: group.contact,
    party: group.party,
    parent: group.parent,
    unlisted: group.listed ? undefined : 'on',
  });
  return {
    title,
    crumbs: [{ href: groupHref(group), label: group.name }],
    body: (
      <>
        <PageHeader title={title} kicker={factsOf(group.kind).name[lang]} />
        <GroupTabs group={group} face={face} acts={model.acts} here="keep" />
        <Form lang={lang} {...form} hidden={model.acts.offices ? {} : { name: group.name }}>
          {model.acts.offices && <TextField lang={lang} {...form.field('name')} maxLength={60} />}
          <TextArea lang={lang} {...form.field('summary')} maxLength={1000} />
          <TextField lang={lang} {...form.field('contact')} hint={t('contact_hint')} maxLength={120} />
          {model.acts.offices && (
            <>
              {model.parents.length > 0 && (
                <SelectField
                  lang={lang}
                  {...form.field('parent')}
                  empty={t('parent_none')}
                  options={parentOptions(model.parents)}
                />
              )}
              <SelectField lang={lang} {...form.field('party')} empty={t('party_none')} options={partyOptions(face)} />
              <Checkbox lang={lang} {...form.field('unlisted')} />
            </>
          )}
          <Button look="primary">{t('describe')}</Button>
        </Form>
        {model.acts.dissolve && <Dissolve model={model} face={face} />}
      </>
    ),
  };
}

function Dissolve({ model, face }: { readonly model: EditModel; readonly face: Face }) {
  const t = speak(words, face.lang);
  const form = face.form(dissolveForm, { ref: model.group.ref });
  return (
    <Disclosure summary={t('dissolve')} open={form.errors.length > 0 || form.problem !== undefined}>
      <p>{t('dissolve_hint')}</p>
      <Form lang={face.lang} {...form}>
        <Checkbox lang={face.lang} {...form.field('sure')} />
        <Button look="danger">{t('dissolve')}</Button>
      </Form>
    </Disclosure>
  );
}
