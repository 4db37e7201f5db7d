import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Actions,
  Badge,
  Button,
  Checkbox,
  EmptyState,
  Form,
  Notice,
  PageHeader,
  Pagination,
  PostButton,
  Section,
  Table,
  TableTools,
  Tabs,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { membershipStates } from './group.ts';
import { admitForm, backboneForm, inviteForm, rejectForm, removeForm } from './input.ts';
import type { MembersModel } from './models.ts';
import { GroupTabs, groupHref, Skills } from './parts.tsx';
import { words } from './words.ts';

type Member = MembersModel['members'][number];
type Part = { readonly model: MembersModel; readonly face: Face };

/** Members of a group, for those who look after them. */
export function membersView(model: MembersModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const { group } = model;
  const title = t('members_title', { name: group.name });
  const here = hrefOf('/groups/{ref}/members', { ref: group.ref });
  return {
    title,
    crumbs: [{ href: groupHref(group), label: group.name }],
    body: (
      <>
        <PageHeader title={title} lead={model.masked ? t('members_masked') : undefined} />
        <GroupTabs group={group} face={face} acts={{ ...model.acts, members: true }} here="keep_members" />
        <Problems face={face} />
        <Tabs
          label={t('states')}
          items={membershipStates.map((state) => ({
            href: hrefOf('/groups/{ref}/members', { ref: group.ref, state }),
            label: t(`state_${state}`),
            count: model.counts[state],
            current: state === model.state,
          }))}
        />
        <TableTools
          lang={lang}
          action={here}
          hidden={{ state: model.state }}
          clearHref={
            model.q || model.backboneOnly
              ? face.here({ q: undefined, backbone: undefined, page: undefined })
              : undefined
          }
          exportHref={model.total > 0 ? face.here({ format: 'xlsx', page: undefined }) : undefined}
          count={t('n_people', { n: model.total })}
        >
          <TextField lang={lang} name="q" label={t('find_member')} value={model.q} required={false} maxLength={20} />
          {model.state === 'active' && (
            <Checkbox lang={lang} name="backbone" label={t('backbone')} checked={model.backboneOnly} />
          )}
        </TableTools>
        <Table
          lang={lang}
          caption={title}
          quietCaption
          rows={model.members}
          empty={<EmptyState title={t('no_members')}>{t('no_members_hint')}</EmptyState>}
          columns={[
            {
              key: 'name',
              head: t('holder'),
              names: true,
              cell: (member) => (
                <>
                  {member.name} {member.backbone && <Badge tone="accent">{t('backbone')}</Badge>}
                </>
              ),
            },
            { key: 'building', head: t('building'), cell: (member) => member.building ?? '' },
            {
              key: 'talents',
              head: t('talents'),
              cell: (member) => <Skills talents={member.talents} services={member.services} lang={lang} />,
            },
            {
              key: 'registered',
              head: t('registered'),
              wideOnly: true,
              cell: (member) => formatDay(member.registeredOn, lang),
            },
            { key: 'shows', head: t('shows'), wideOnly: true, cell: (member) => t(`name_${member.showsName}`) },
            { key: 'acts', head: t('acts'), cell: (member) => <Acts member={member} model={model} face={face} /> },
          ]}
        />
        <Pagination lang={lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
        {model.acts.invite && <Invite model={model} face={face} />}
      </>
    ),
  };
}

/** Why one of the buttons in the list did nothing. */
function Problems({ face }: { readonly face: Face }) {
  const problems = [admitForm, rejectForm, removeForm, backboneForm].flatMap((form) => face.form(form).problem ?? []);
  return problems.length === 0 ? null : (
    <Notice lang={face.lang} kind="alert" live>
      {problems[0]}
    </Notice>
  );
}

function Acts({ member, model, face }: Part & { readonly member: Member }) {
  const t = speak(words, face.lang);
  const fields = { group: model.group.ref };
  const button = (
    form: { readonly name: string; readonly path: string },
    label: string,
    look: 'primary' | 'secondary' | 'quiet',
    more = {},
  ) => (
    <PostButton
      action={hrefOf(form.path, { membership: member.membership })}
      requestId={face.form(admitForm).requestId}
      fields={{ ...fields, ...more }}
      look={look}
      small
      about={member.name}
    >
      {label}
    </PostButton>
  );
  return (
    <Actions>
      {member.acts.admit && button(admitForm, t('admit'), 'secondary')}
      {member.acts.reject && button(rejectForm, t('reject'), 'quiet')}
      {member.acts.backbone &&
        (member.backbone
          ? button(backboneForm, t('unmake_backbone'), 'quiet')
          : button(backboneForm, t('make_backbone'), 'quiet', { backbone: 'on' }))}
      {member.acts.remove && button(removeForm, t('remove'), 'quiet')}
    </Actions>
  );
}

function Invite({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(inviteForm, { ref: model.group.ref });
  return (
    <Section title={t('invite')}>
      <Form lang={face.lang} {...form}>
        <TextField lang={face.lang} {...form.field('who')} hint={t('person_hint')} autoComplete="off" maxLength={80} />
        <Button look="primary" icon="user-plus">
          {t('invite')}
        </Button>
      </Form>
    </Section>
  );
}
