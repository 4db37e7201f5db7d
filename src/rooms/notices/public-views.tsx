import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { Lang } from '../../kit/lang.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  Actions,
  Badge,
  ButtonLink,
  DescriptionList,
  EmptyState,
  List,
  Notice,
  PageHeader,
  Pagination,
  PostButton,
  PrintButton,
  PrintHint,
  Prose,
  QrCode,
  SearchForm,
  Section,
  SelectField,
  Sheet,
  TableTools,
  Tabs,
  Timeline,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { discardForm, pinForm, publishForm, unpinForm } from './input.ts';
import { factsOf } from './kind.ts';
import type { ListModel, NoticeLine, ShowModel } from './models.ts';
import {
  daysText,
  kindOptions,
  listHref,
  noticeHref,
  noticeRow,
  Paragraphs,
  placeCrumbs,
  placeHref,
  requestIdOf,
  StandingMark,
} from './parts.tsx';
import { words } from './words.ts';

/** The feed of a place, for the head of the pages that list its notices. */
export function feedsOf(place: { readonly code: string; readonly name: string }, lang: Lang) {
  const title = speak(words, lang)('feed_title', { place: place.name });
  return [
    { href: hrefOf('/places/{code}/feed.atom', { code: place.code, lang }), title, type: 'application/atom+xml' },
  ];
}

/** What is posted at a place, for everybody. */
export function listView(model: ListModel, face: Face): PageContent {
  const { lang } = face;
  const t = speak(words, lang);
  const { place } = model;
  if (!place) return choosePlaceView(model, face);
  const title = t('notices_at', { place: place.name });
  return {
    title,
    description: t('list_description', { place: place.name }),
    crumbs: placeCrumbs([...model.line, place]),
    feeds: feedsOf(place, lang),
    body: (
      <>
        <PageHeader
          title={title}
          lead={t('list_lead')}
          actions={
            model.mayWrite && (
              <ButtonLink href={hrefOf('/places/{code}/notices/new', { code: place.code })} icon="plus" look="primary">
                {t('write_here')}
              </ButtonLink>
            )
          }
        />
        {model.others.length > 0 && (
          <Section title={t('other_homes')}>
            <List
              label={t('other_homes')}
              items={model.others.map((other) => ({ href: listHref(other), title: other.name }))}
            />
          </Section>
        )}
        <Tabs
          label={t('notices')}
          items={(['now', 'past'] as const).map((when) => ({
            href: face.here({ when: when === 'now' ? undefined : when, page: undefined }),
            label: t(when),
            current: model.when === when,
          }))}
        />
        <TableTools
          lang={lang}
          action="/notices"
          hidden={{
            place: place.code,
            ...(model.when === 'past' ? { when: 'past' } : {}),
            ...(model.group ? { group: model.group.ref } : {}),
          }}
          clearHref={
            model.kind || model.group ? face.here({ kind: undefined, group: undefined, page: undefined }) : undefined
          }
          exportHref={model.total > 0 ? face.here({ format: 'xlsx', page: undefined }) : undefined}
          count={[
            t('notices_n', { n: model.total }),
            ...(model.group ? [t('only_of', { group: model.group.name })] : []),
          ].join(' · ')}
        >
          <SelectField
            lang={lang}
            name="kind"
            label={t('kind')}
            value={model.kind ?? ''}
            required={false}
            options={kindOptions(lang)}
            empty={t('all_kinds')}
            width="medium"
          />
        </TableTools>
        {model.notices.length === 0 ? (
          <EmptyState
            title={t(model.kind || model.group ? 'none_of_kind' : model.when === 'now' ? 'none_now' : 'none_past')}
          >
            {model.when === 'now' && !model.kind && t('none_now_hint')}
          </EmptyState>
        ) : (
          <List label={title} items={model.notices.map((notice) => noticeRow(notice, lang))} />
        )}
        <Pagination lang={lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}

function choosePlaceView(model: ListModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('notices'),
    body: (
      <>
        <PageHeader title={t('notices')} />
        <EmptyState title={t('choose_place')}>{!face.actor && t('choose_place_hint')}</EmptyState>
        <SearchForm lang={face.lang} action="/places" label={t('search_place')} showLabel />
        {model.others.length > 0 && (
          <Section title={t('districts')}>
            <List
              label={t('districts')}
              items={model.others.map((place) => ({ href: listHref(place), title: place.name }))}
            />
          </Section>
        )}
      </>
    ),
  };
}

/** The rows of a list as a sheet. */
export function listSheet(notices: readonly NoticeLine[], lang: Lang): SheetContent {
  const t = speak(words, lang);
  return {
    name: t('notices'),
    columns: [
      { heading: t('number_head'), kind: 'text' },
      { heading: t('kind'), kind: 'text', width: 18 },
      { heading: t('title'), kind: 'text', width: 40 },
      { heading: t('place'), kind: 'text', width: 20 },
      { heading: t('group'), kind: 'text', width: 24 },
      { heading: t('from_day'), kind: 'date' },
      { heading: t('last_day'), kind: 'date' },
      { heading: t('standing'), kind: 'text' },
    ],
    rows: notices.map((notice) => [
      notice.number ?? '',
      factsOf(notice.kind).name[lang],
      notice.title,
      notice.place.name,
      notice.group.name,
      notice.fromDay,
      notice.lastDay,
      t(notice.standing),
    ]),
  };
}

type Part = { readonly model: ShowModel; readonly face: Face };

/** A notice as everybody sees it; above it, for those who may act, what they can do. */
export function showView(model: ShowModel, face: Face): PageContent {
  const { lang } = face;
  const t = speak(words, lang);
  const kind = factsOf(model.kind);
  return {
    title: model.title,
    description: model.body?.slice(0, 120).replaceAll(/\s+/g, ' '),
    crumbs: [...placeCrumbs([...model.line, model.place]), { href: listHref(model.place), label: t('notices') }],
    body: (
      <>
        <Acts model={model} face={face} />
        <PageHeader
          title={model.title}
          kicker={[model.number && t('number', { number: model.number }), kind.isOpenAffair && t('open_affairs')]
            .filter(Boolean)
            .join(' · ')}
          marks={
            <>
              <Badge>{kind.name[lang]}</Badge>
              <StandingMark standing={model.standing} lang={lang} />
              {model.pinned && (
                <Badge tone="accent" icon="flag">
                  {t('pinned')}
                </Badge>
              )}
              {model.newest > 1 && <Badge>{t('corrected_note', { n: model.newest - 1 })}</Badge>}
            </>
          }
          actions={
            model.standing === 'showing' && (
              <ButtonLink href={`${noticeHref(model)}/sheet`} icon="printer" look="secondary">
                {t('print_sheet')}
              </ButtonLink>
            )
          }
        />
        {model.version < model.newest && (
          <Notice lang={lang} kind="wait">
            {t('old_version', { version: model.version })} <a href={noticeHref(model)}>{t('see_newest')}</a>
          </Notice>
        )}
        {model.withdrawn && (
          <Notice lang={lang} kind="alert" title={t('withdrawn_on', { day: formatDay(model.withdrawn.day, lang) })}>
            <p>{t('withdrawn_reason', { reason: model.withdrawn.reason })}</p>
            {model.body === null && <p>{t('text_hidden')}</p>}
          </Notice>
        )}
        {model.body !== null && (
          <Prose>
            <Paragraphs text={model.body} />
          </Prose>
        )}
        <Facts model={model} face={face} />
        {model.versions.length > 1 && <Versions model={model} face={face} />}
      </>
    ),
  };
}

function Facts({ model, face }: Part) {
  const t = speak(words, face.lang);
  return (
    <DescriptionList
      items={[
        { term: t('group'), value: <a href={hrefOf('/groups/{ref}', { ref: model.group.ref })}>{model.group.name}</a> },
        { term: t('place'), value: <a href={placeHref(model.place)}>{model.place.name}</a> },
        { term: t('days'), value: daysText(model, face.lang) },
      ]}
    />
  );
}

function Versions({ model, face }: Part) {
  const { lang } = face;
  const t = speak(words, lang);
  const between = lang === 'zh' ? '、' : ', ';
  return (
    <Section title={t('versions')} lead={t('versions_lead')}>
      <Timeline
        label={t('versions')}
        items={model.versions.map((one) => ({
          when: formatDay(one.day, lang),
          datetime: one.at,
          title:
            one.version === 1
              ? t('first_version')
              : t('version_n', {
                  version: one.version,
                  what: one.changed.map((what) => t(`changed_${what}`)).join(between),
                }),
          children: (
            <>
              {one.why && <p>{one.why}</p>}
              {one.version !== model.version && model.body !== null && (
                <p>
                  <a
                    href={
                      one.version === model.newest
                        ? noticeHref(model)
                        : hrefOf('/notices/{ref}', { ref: model.ref, version: one.version })
                    }
                  >
                    {t('read_version', { version: one.version })}
                  </a>
                </p>
              )}
            </>
          ),
        }))}
      />
    </Section>
  );
}

/** What those who may act are told, and can do. */
function Acts({ model, face }: Part) {
  const { lang } = face;
  const t = speak(words, lang);
  const { can, ref, telling } = model;
  if (can.length === 0 || model.version < model.newest) return null;
  const at = { ref };
  const problem = [publishForm, discardForm, pinForm, unpinForm]
    .map((form) => face.form(form, at))
    .find((form) => form.problem);
  return (
    <section class="stack screen-only" aria-label={t('act')}>
      {problem && (
        <Notice lang={lang} kind="alert" live>
          <p>{problem.problem}</p>
          {problem.errors.map((error) => (
            <p key={error.field}>{error.message}</p>
          ))}
        </Notice>
      )}
      {model.standing === 'draft' && (
        <Notice lang={lang} kind="wait" title={t('preview')}>
          <p>{t('preview_text')}</p>
          {telling?.willTell !== undefined && telling?.willTell !== null && (
            <p>{t('will_tell', { n: telling.willTell })}</p>
          )}
        </Notice>
      )}
      {model.standing === 'coming' && (
        <Notice lang={lang} kind="info">
          {t('coming_text', { day: formatDay(model.fromDay, lang) })}
        </Notice>
      )}
      {telling && telling.willTell === null && (telling.told > 0 || telling.isRunning) && (
        <Notice lang={lang} kind="info">
          {t(telling.isRunning ? 'telling' : 'told', { n: telling.told })}
        </Notice>
      )}
      <Actions>
        {can.includes('publish') && (
          <PostButton
            action={hrefOf(publishForm.path, at)}
            requestId={requestIdOf(face, publishForm, ref)}
            icon="megaphone"
            look="primary"
          >
            {t('publish')}
          </PostButton>
        )}
        {can.includes('rewrite') && (
          <ButtonLink href={hrefOf('/notices/{ref}/edit', at)} icon="pencil">
            {t('rewrite')}
          </ButtonLink>
        )}
        {can.includes('correct') && (
          <ButtonLink href={hrefOf('/notices/{ref}/correction', at)} icon="pencil">
            {t('correct')}
          </ButtonLink>
        )}
        {can.includes('pin') && (
          <PostButton action={hrefOf(pinForm.path, at)} requestId={requestIdOf(face, pinForm, ref)} icon="flag">
            {t('pin')}
          </PostButton>
        )}
        {can.includes('unpin') && (
          <PostButton action={hrefOf(unpinForm.path, at)} requestId={requestIdOf(face, unpinForm, ref)} icon="flag">
            {t('unpin')}
          </PostButton>
        )}
        {can.includes('withdraw') && (
          <ButtonLink href={hrefOf('/notices/{ref}/withdrawal', at)} icon="undo-2" look="quiet">
            {t('withdraw')}
          </ButtonLink>
        )}
        {can.includes('discard') && (
          <PostButton
            action={hrefOf(discardForm.path, at)}
            requestId={requestIdOf(face, discardForm, ref)}
            icon="trash-2"
            look="quiet"
          >
            {t('discard')}
          </PostButton>
        )}
      </Actions>
    </section>
  );
}

/** A page of A4 to put up, with a code that opens the notice and its corrections. */
export function sheetView(model: ShowModel, face: Face): PageContent {
  const { lang } = face;
  const t = speak(words, lang);
  const number = model.number ? t('number', { number: model.number }) : '';
  return {
    title: `${t('print_sheet')} · ${model.title}`,
    crumbs: [{ href: noticeHref(model), label: model.title }],
    body: (
      <>
        {face.url.searchParams.has('print') && <PrintHint lang={lang} />}
        <div class="screen-only">
          <PrintButton lang={lang} href={face.here({ print: '1' })} look="primary" />
        </div>
        <Sheet
          title={model.title}
          kicker={[number, factsOf(model.kind).name[lang]].filter(Boolean).join(' · ')}
          issued={[
            model.group.name,
            ...(model.publishedOn ? [t('sheet_issued', { day: formatDay(model.publishedOn, lang) })] : []),
            ...(model.newest > 1 ? [t('sheet_version', { version: model.newest })] : []),
          ]}
        >
          {model.body !== null && <Paragraphs text={model.body} />}
          <DescriptionList
            items={[
              { term: t('place'), value: model.place.name },
              { term: t('days'), value: daysText(model, lang) },
            ]}
          />
          <QrCode text={model.url} label={t('sheet_scan')} caption={t('sheet_scan')} />
        </Sheet>
      </>
    ),
  };
}
