import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Actions,
  Badge,
  ButtonLink,
  EmptyState,
  List,
  Notice,
  OrgChart,
  type OrgNode,
  PageHeader,
  Pagination,
  SearchForm,
  Section,
  SelectField,
  TableTools,
  Tabs,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { placeWords } from '../places/index.ts';
import { factsOf } from './kind.ts';
import type { ChartModel, ListModel, NearModel, PartnersModel } from './models.ts';
import { distances } from './near.ts';
import {
  Below,
  ChoosePlace,
  GroupTable,
  groupHref,
  joined,
  kindName,
  officeName,
  placeCrumbs,
  placeHref,
  Skills,
} from './parts.tsx';
import { needCodes, needs } from './talent.ts';
import { words } from './words.ts';

/** Directory of groups at a place and below. */
export function listView(model: ListModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { place } = model;
  if (!place) {
    return {
      title: t('groups'),
      description: t('list_lead'),
      body: (
        <>
          <PageHeader title={t('groups')} lead={t('list_lead')} />
          <ChoosePlace places={model.below} face={face} />
        </>
      ),
    };
  }
  const title = t('list_title', { place: place.name });
  const at = { place: place.code };
  return {
    title,
    description: t('list_lead'),
    crumbs: placeCrumbs([...model.line, place]),
    body: (
      <>
        <PageHeader title={title} lead={t('list_lead')} />
        <Actions>
          <ButtonLink href={hrefOf('/places/{code}/organisation', { code: place.code })} icon="network">
            {t('organisation_link')}
          </ButtonLink>
          <ButtonLink href={hrefOf('/near', at)} icon="hand-helping">
            {t('near_link')}
          </ButtonLink>
          <ButtonLink href={hrefOf('/partners', at)} icon="handshake">
            {t('partners_link')}
          </ButtonLink>
          {model.acts.found && (
            <ButtonLink href={hrefOf('/places/{code}/groups/new', { code: place.code })} icon="plus" look="primary">
              {t('new_link')}
            </ButtonLink>
          )}
          {model.acts.terms && (
            <ButtonLink href={hrefOf('/groups/terms', at)} icon="hourglass">
              {t('terms_link')}
            </ButtonLink>
          )}
          {model.acts.rules && (
            <ButtonLink href={hrefOf('/places/{code}/group-rules', { code: place.code })} icon="settings">
              {t('rules_link')}
            </ButtonLink>
          )}
        </Actions>
        <TableTools
          lang={face.lang}
          action="/groups"
          hidden={at}
          clearHref={model.kind || model.q ? hrefOf('/groups', at) : undefined}
          exportHref={model.total > 0 ? face.here({ format: 'xlsx', page: undefined }) : undefined}
          count={t('n_groups', { n: model.total })}
        >
          <SelectField
            lang={face.lang}
            name="kind"
            label={t('kind')}
            value={model.kind ?? ''}
            empty={t('all_kinds')}
            required={false}
            options={model.kinds.map(({ kind, n }) => ({
              value: kind,
              label: `${factsOf(kind).name[face.lang]} (${n})`,
            }))}
          />
          <TextField lang={face.lang} name="q" label={t('name')} value={model.q} required={false} maxLength={60} />
        </TableTools>
        <GroupTable
          groups={model.groups}
          face={face}
          caption={title}
          empty={<EmptyState title={t('none_here')}>{t('none_here_hint')}</EmptyState>}
        />
        <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
        <Below places={model.below} face={face} title={t('below')} />
      </>
    ),
  };
}

/** Who near a place can help: people who show themselves and groups, nearest first. */
export function nearView(model: NearModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { place } = model;
  const head = {
    title: place ? `${t('near_title')} · ${place.name}` : t('near_title'),
    description: t('near_lead'),
    crumbs: place ? placeCrumbs([...model.line, place]) : undefined,
  };
  if (!place) {
    return {
      ...head,
      body: (
        <>
          <PageHeader title={t('near_title')} lead={t('near_lead')} />
          <SearchForm lang={face.lang} action="/places" label={t('choose_place')} showLabel />
          <ChoosePlace places={model.below} face={face} />
        </>
      ),
    };
  }
  const far = (distance: number): string => t(`distance_${distances[distance] ?? 'district'}`);
  return {
    ...head,
    body: (
      <>
        <PageHeader title={t('near_title')} lead={t('near_lead')} kicker={t('near_from', { place: place.name })} />
        <TableTools
          lang={face.lang}
          action="/near"
          hidden={{ place: place.code }}
          clearHref={model.need || model.q ? hrefOf('/near', { place: place.code }) : undefined}
          exportHref={
            model.total + model.groups.length > 0 ? face.here({ format: 'xlsx', page: undefined }) : undefined
          }
          count={t('n_people', { n: model.total })}
        >
          <SelectField
            lang={face.lang}
            name="need"
            label={t('whom')}
            value={model.need ?? ''}
            empty={t('any_need')}
            required={false}
            options={needCodes.map((code) => ({ value: code, label: needs[code].name[face.lang] }))}
          />
          <TextField lang={face.lang} name="q" label={t('talents')} value={model.q} required={false} maxLength={20} />
        </TableTools>
        <Section title={t('near_people')}>
          {model.people.length === 0 ? (
            <EmptyState title={t('none_near')}>{t('none_near_hint')}</EmptyState>
          ) : (
            <List
              label={t('near_people')}
              items={model.people.map((person) => ({
                title: person.building ? `${person.name} · ${person.building.name}` : person.name,
                text: <Skills talents={person.talents} services={person.services} lang={face.lang} />,
                end: <Badge>{far(person.distance)}</Badge>,
                actions: person.groups.map((group) => (
                  <ButtonLink key={group.ref} href={groupHref(group)} look="quiet" small icon="users">
                    {group.name}
                  </ButtonLink>
                )),
              }))}
            />
          )}
          <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
        </Section>
        <Section title={t('near_groups')}>
          {model.groups.length === 0 ? (
            <EmptyState title={t('none_near_groups')} />
          ) : (
            <List
              label={t('near_groups')}
              items={model.groups.map((group) => ({
                href: groupHref(group),
                title: group.name,
                text: [
                  kindName(group.kind, null, face.lang),
                  group.place.name,
                  group.able !== null && t('able', { n: group.able }),
                  group.contact,
                ]
                  .filter(Boolean)
                  .join(' · '),
                end: <Badge>{far(group.distance)}</Badge>,
              }))}
            />
          )}
        </Section>
        <Below places={model.below} face={face} title={t('below')} />
      </>
    ),
  };
}

/** The five parties of a place, one tab each. */
export function partnersView(model: PartnersModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { place } = model;
  const title = place ? t('partners_title', { place: place.name }) : t('partners_link');
  if (!place) {
    return {
      title,
      description: t('partners_lead'),
      body: (
        <>
          <PageHeader title={title} lead={t('partners_lead')} />
          <ChoosePlace places={model.below} face={face} />
        </>
      ),
    };
  }
  const party = t(`party_${model.party}`);
  return {
    title,
    description: t('partners_lead'),
    crumbs: placeCrumbs([...model.line, place]),
    body: (
      <>
        <PageHeader
          title={title}
          lead={t('partners_lead')}
          actions={
            model.acts.found && (
              <ButtonLink href={hrefOf('/places/{code}/groups/new', { code: place.code })} icon="plus" look="primary">
                {t('new_link')}
              </ButtonLink>
            )
          }
        />
        <Tabs
          label={t('parties')}
          items={model.counts.map((one) => ({
            href: face.here({ party: one.party, page: undefined }),
            label: t(`party_${one.party}`),
            count: one.n,
            current: one.party === model.party,
          }))}
        />
        <TableTools
          lang={face.lang}
          action="/partners"
          exportHref={model.total > 0 ? face.here({ format: 'xlsx', page: undefined }) : undefined}
          count={t('party_line', { party, role: t(`role_${model.party}`), n: model.total })}
        />
        <GroupTable
          groups={model.groups}
          face={face}
          caption={party}
          empty={<EmptyState title={t('none_of_party')} />}
        />
        <Pagination lang={face.lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
        <Below places={model.below} face={face} title={t('below')} />
      </>
    ),
  };
}

/** Federations, women's groups and teams of a place, and who belongs to whom. */
export function chartView(model: ChartModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { place } = model;
  const title = t('chart_title', { place: place.name });
  const byParent = Map.groupBy(model.nodes, (node) => node.parent);
  const below = (parent: string | null): OrgNode[] =>
    (byParent.get(parent) ?? []).map((node) => ({
      title: node.name,
      href: groupHref(node),
      kind: `${kindName(node.kind, null, face.lang)} · ${node.place.name}`,
      offices: officeLines(node, face),
      note: (
        <>
          {node.members > 0 && t('n_members', { n: node.members })}{' '}
          {node.hidden > 0 && (
            <a href={hrefOf('/places/{code}/organisation', { code: node.place.code })}>
              {t('chart_more', { n: node.hidden })}
            </a>
          )}
        </>
      ),
      children: below(node.ref),
    }));
  return {
    title,
    description: t('chart_lead'),
    crumbs: placeCrumbs([...model.line, place]),
    body: (
      <>
        <PageHeader
          title={title}
          lead={t('chart_lead')}
          actions={
            <>
              <ButtonLink href={hrefOf('/groups', { place: place.code })} icon="layout-list">
                {t('groups')}
              </ButtonLink>
              {model.nodes.length > 0 && (
                <ButtonLink href={face.here({ format: 'xlsx' })} icon="download" look="quiet" download>
                  .xlsx
                </ButtonLink>
              )}
            </>
          }
        />
        {model.isCut && (
          <Notice lang={face.lang} kind="info">
            {t('chart_cut', { n: model.total, place: placeWords[model.depth][face.lang] })}
          </Notice>
        )}
        {model.nodes.length === 0 ? (
          <EmptyState title={t('chart_empty')} />
        ) : (
          <OrgChart
            label={title}
            root={{
              title: place.name,
              href: placeHref(place),
              kind: placeWords[place.kind][face.lang],
              children: below(null),
            }}
          />
        )}
      </>
    ),
  };
}

/** One line an office, however many hold it. */
function officeLines(node: ChartModel['nodes'][number], face: Face): { office: string; holder: string }[] {
  return [...Map.groupBy(node.leaders, (one) => one.office)].map(([office, holders]) => ({
    office: officeName(node.kind, office, face.lang),
    holder: joined(
      holders.map((one) => one.name),
      face.lang,
    ),
  }));
}
