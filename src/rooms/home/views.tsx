import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Actions,
  Badge,
  BigActions,
  ButtonLink,
  Card,
  Columns,
  EmptyState,
  Grid,
  type IconName,
  List,
  LiveRegion,
  Notice,
  PageHeader,
  SearchForm,
  Section,
  Status,
} from '../../kit/ui/index.ts';
import { StylePage } from '../../kit/ui/style-page.tsx';
import { say, speak } from '../../kit/words.ts';
import { kindFacts, stateTone, stateWords } from '../issues/index.ts';
import { feedsOf, noticeRow } from '../notices/index.ts';
import { placeWords } from '../places/index.ts';
import type { DeskModel, PlaceModel, StartModel } from './models.ts';
import { words } from './words.ts';

/** The start page: four big actions, one's own homes, and the way to a compound. */
export function startView(model: StartModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('site'),
    description: t('lead'),
    body: (
      <>
        <PageHeader title={model.name ? t('hello', { name: model.name }) : t('site')} lead={t('lead')} />
        <BigActions
          label={t('do_here')}
          items={[
            { href: '/issues/new', label: t('say_it'), icon: 'message-circle', text: t('say_it_text') },
            { href: '/me/stewards', label: t('my_stewards'), icon: 'phone', text: t('my_stewards_text') },
            { href: '/notices', label: t('see_notices'), icon: 'megaphone', text: t('see_notices_text') },
            { href: '/near', label: t('near'), icon: 'hand-heart', text: t('near_text') },
          ]}
        />
        {model.notices.length > 0 && (
          <Section
            title={t('notices_here')}
            actions={
              <ButtonLink href="/notices" look="quiet" icon="megaphone" small>
                {t('all_notices')}
              </ButtonLink>
            }
          >
            <List label={t('notices_here')} items={model.notices.map((notice) => noticeRow(notice, face.lang))} />
          </Section>
        )}
        {model.homes.length > 0 && (
          <Section title={t('homes')}>
            <List
              label={t('homes')}
              items={model.homes.map((home) => ({ href: home.href, title: home.label, text: home.text }))}
            />
          </Section>
        )}
        <Section title={t('find_place')}>
          <SearchForm lang={face.lang} action="/places" label={t('find_place')} hint={t('find_place_hint')} />
        </Section>
        {model.districts.length > 0 && (
          <Section title={t('districts')}>
            <List
              label={t('districts')}
              items={model.districts.map((district) => ({ href: district.href, title: district.label }))}
            />
          </Section>
        )}
      </>
    ),
  };
}

const countWords = [
  ['community', 'communities_n'],
  ['compound', 'compounds_n'],
  ['building', 'buildings_n'],
  ['dwelling', 'dwellings_n'],
] as const;

/** Kinds of place about which something can be reported. */
const reportable: ReadonlySet<string> = new Set(['community', 'compound', 'building', 'entrance', 'dwelling']);

/** The page of a place: who looks after it, which groups are there, what it holds; never who lives where. */
export function placeView(model: PlaceModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const kindName = speak(placeWords, face.lang)(model.place.kind);
  const { code } = model.place;
  const counts = countWords.flatMap(([kind, key]) =>
    model.counts[kind] && kind !== model.place.kind ? [t(key, { n: model.counts[kind] })] : [],
  );
  return {
    title: model.place.name,
    description: t('place_description', { name: model.place.address }),
    crumbs: model.line.map((above) => ({ href: hrefOf('/places/{code}', { code: above.code }), label: above.name })),
    feeds: model.place.kind === 'dwelling' ? undefined : feedsOf(model.place, face.lang),
    body: (
      <>
        <PageHeader
          title={model.place.name}
          kicker={kindName}
          lead={counts.join(' · ')}
          actions={
            <>
              {reportable.has(model.place.kind) && (
                <ButtonLink
                  href={hrefOf('/issues/new', { place: code })}
                  icon="message-circle"
                  look={model.may.coverage ? 'secondary' : 'primary'}
                >
                  {t('say_it')}
                </ButtonLink>
              )}
              {model.may.map && (
                <ButtonLink
                  href={hrefOf('/places/{code}/map', { code })}
                  icon="grid-3x3"
                  look={model.may.coverage ? 'primary' : 'secondary'}
                >
                  {t('people_map')}
                </ButtonLink>
              )}
              {model.may.coverage && (
                <ButtonLink href={hrefOf('/coverage', { place: code })} icon="chart-column" look="secondary">
                  {t('coverage')}
                </ButtonLink>
              )}
              {model.may.edit && (
                <ButtonLink href={hrefOf('/places/{code}/edit', { code })} icon="pencil" look="secondary">
                  {t('maintain')}
                </ButtonLink>
              )}
            </>
          }
        />
        <Columns
          aside={
            <>
              <Card title={t('poster')} icon="qr-code" href={hrefOf('/places/{code}/poster', { code })} level={2} />
              <Card title={t('near')} icon="hand-heart" href={hrefOf('/near', { place: code })} level={2}>
                {t('near_text')}
              </Card>
            </>
          }
        >
          <Section title={t('stewards_here')}>
            {model.stewards.length === 0 ? (
              <EmptyState title={t('no_stewards')} />
            ) : (
              <List
                label={t('stewards_here')}
                items={model.stewards.map((steward) => ({
                  title: steward.name,
                  text: `${steward.level} · ${steward.place}`,
                }))}
              />
            )}
          </Section>
          <LiveRegion lang={face.lang} id="here" stream={hrefOf('/live/{code}', { code })}>
            {model.place.kind !== 'dwelling' && (
              <Section
                title={t('issues_here')}
                actions={
                  <ButtonLink href={hrefOf('/issues', { place: code })} look="quiet" icon="list-checks" small>
                    {t('all_issues')}
                  </ButtonLink>
                }
              >
                {model.issues.length === 0 ? (
                  <EmptyState title={t('no_issues')} />
                ) : (
                  <List
                    label={t('issues_here')}
                    items={model.issues.map((issue) => ({
                      href: hrefOf('/issues/{ref}', { ref: issue.ref }),
                      title: issue.title,
                      text: [issue.place.address, kindFacts[issue.kind].name[face.lang]].join(' · '),
                      end: <Status tone={stateTone[issue.state]}>{stateWords[issue.state][face.lang]}</Status>,
                    }))}
                  />
                )}
              </Section>
            )}
            <Section
              title={t('notices_here')}
              actions={
                <ButtonLink href={hrefOf('/notices', { place: code })} look="quiet" icon="megaphone" small>
                  {t('all_notices')}
                </ButtonLink>
              }
            >
              {model.notices.length === 0 ? (
                <EmptyState title={t('no_notices')} />
              ) : (
                <List label={t('notices_here')} items={model.notices.map((notice) => noticeRow(notice, face.lang))} />
              )}
            </Section>
            <Section
              title={t('groups_here')}
              actions={
                <ButtonLink href={hrefOf('/places/{code}/organisation', { code })} look="quiet" icon="network" small>
                  {t('organisation')}
                </ButtonLink>
              }
            >
              {model.groups.length === 0 ? (
                <EmptyState title={t('no_groups')} />
              ) : (
                <List
                  label={t('groups_here')}
                  items={model.groups.map((group) => ({
                    href: group.href,
                    title: group.name,
                    text: group.members > 0 ? t('members_n', { n: group.members }) : undefined,
                    end: <Badge>{group.kind}</Badge>,
                  }))}
                />
              )}
            </Section>
            {model.zones.length > 0 && (
              <Section title={t('zones')}>
                <List
                  label={t('zones')}
                  items={model.zones.map((zone) => ({
                    title: zone.name,
                    text: zone.covers.join(face.lang === 'zh' ? '、' : ', '),
                    end: <Badge>{say(placeWords[zone.kind], face.lang)}</Badge>,
                  }))}
                />
              </Section>
            )}
            {model.doors && model.children.length > 0 && (
              <Section title={t('inside')}>
                <List
                  label={t('inside')}
                  items={model.children.map((child) => ({
                    href: hrefOf('/places/{code}', { code: child.code }),
                    title: child.name,
                  }))}
                />
              </Section>
            )}
          </LiveRegion>
        </Columns>
      </>
    ),
  };
}

const workIcons: Readonly<Record<string, IconName>> = {
  work_issues: 'inbox',
  work_reception: 'message-circle',
  work_figures: 'chart-column',
  work_people: 'user-search',
  work_households: 'door-open',
  work_coverage: 'chart-column',
  work_stewards: 'link',
  work_groups: 'users',
  work_notices: 'megaphone',
  work_imports: 'upload',
  work_corrections: 'pencil',
  work_accounts: 'key-round',
  work_clients: 'key-round',
  work_audit: 'history',
  work_places: 'building',
  work_robots: 'megaphone',
  work_webhooks: 'globe',
  work_deliveries: 'mail',
};

/** The desk: one's posts and the work that belongs to them. */
export function deskView(model: DeskModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('desk'),
    body: (
      <>
        <PageHeader title={t('desk')} lead={t('desk_lead')} />
        {model.withheld && (
          <Notice lang={face.lang} kind="wait" title={t('withheld')}>
            <p>{t(model.withheld)}</p>
            <Actions>
              <ButtonLink
                href={model.withheld === 'until_given' ? '/sign-in/factor?next=/desk' : '/me/second-factor'}
                icon="shield-check"
                look="primary"
              >
                {t(model.withheld === 'until_given' ? 'give_factor' : 'set_up_factor')}
              </ButtonLink>
            </Actions>
          </Notice>
        )}
        {model.work.length > 0 && (
          <>
            <SearchForm lang={face.lang} action="/people" label={t('work_people')} hint={t('work_people_text')} />
            <Section title={t('desk_work')}>
              <Grid>
                {model.work.map((work) => (
                  <Card key={work.key} title={t(work.key as 'work_people')} href={work.href} icon={workIcons[work.key]}>
                    {t(`${work.key}_text` as 'work_people_text')}
                  </Card>
                ))}
              </Grid>
            </Section>
          </>
        )}
        <Section
          title={t('desk_posts')}
          actions={
            <ButtonLink href="/me/permissions" look="quiet" icon="shield-check" small>
              {t('me_permissions')}
            </ButtonLink>
          }
        >
          {model.posts.length === 0 ? (
            <EmptyState title={t('desk_no_posts')}>{t('desk_no_posts_hint')}</EmptyState>
          ) : (
            <List
              label={t('desk_posts')}
              items={model.posts.map((post) => ({
                href: hrefOf('/places/{code}', { code: post.code }),
                title: post.name,
                text: post.place,
              }))}
            />
          )}
        </Section>
      </>
    ),
  };
}

/** The living style page. */
export function styleView(_: unknown, face: Face): PageContent {
  return { title: 'Style', body: <StylePage lang={face.lang} elder={face.elder} /> };
}
