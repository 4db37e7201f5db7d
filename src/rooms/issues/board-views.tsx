import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  ButtonLink,
  EmptyState,
  PageHeader,
  Pagination,
  SearchForm,
  SelectField,
  TableTools,
  Tabs,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { deskWords } from './desk-words.ts';
import { kindFacts, openKinds } from './kind.ts';
import type { BoardModel, MineModel } from './models.ts';
import { newWords } from './new-words.ts';
import { RowTable, rowSheet } from './row-table.tsx';

/** What is on the board of a place and below it. */
export function boardView(model: BoardModel, face: Face): PageContent {
  const t = speak(newWords, face.lang);
  const { lang } = face;
  const { place } = model;
  if (!place)
    return {
      title: t('board'),
      body: (
        <>
          <PageHeader title={t('board')} lead={t('board_lead')} />
          <EmptyState title={t('board_choose')} />
          <SearchForm lang={lang} action="/places" label={t('find_place')} hint={t('find_place_hint')} showLabel />
        </>
      ),
    };
  const title = t('board_of', { place: place.name });
  const at = (show: string): string => hrefOf('/issues', { place: place.code, show, kind: model.kind ?? undefined });
  return {
    title,
    description: t('board_lead'),
    crumbs: [...model.line, place].map((one) => ({
      href: hrefOf('/places/{code}', { code: one.code }),
      label: one.name,
    })),
    body: (
      <>
        <PageHeader
          title={title}
          lead={t('board_lead')}
          actions={
            <>
              <ButtonLink href={hrefOf('/issues/new', { place: place.code })} look="primary" icon="message-circle">
                {t('title')}
              </ButtonLink>
              <ButtonLink href={hrefOf('/reports/issues', { place: place.code })} look="secondary" icon="chart-column">
                {t('figures')}
              </ButtonLink>
            </>
          }
        />
        <Tabs
          label={t('board')}
          items={(['open', 'over', 'all'] as const).map((show) => ({
            href: at(show),
            label: t(show),
            current: model.show === show,
          }))}
        />
        <TableTools
          lang={lang}
          action="/issues"
          hidden={{ place: place.code, show: model.show }}
          clearHref={model.kind === null && model.q === '' ? undefined : at(model.show)}
          exportHref={face.here({ format: 'xlsx' })}
          count={t('count', { n: model.total })}
        >
          <TextField lang={lang} id="q" name="q" label={t('search')} value={model.q} required={false} />
          <SelectField
            lang={lang}
            id="kind"
            name="kind"
            label={deskWords.kind[lang]}
            value={model.kind ?? ''}
            required={false}
            empty={deskWords.every_kind[lang]}
            options={openKinds.map((kind) => ({ value: kind, label: kindFacts[kind].name[lang] }))}
          />
        </TableTools>
        <RowTable
          rows={model.rows}
          caption={title}
          empty={<EmptyState title={t('board_empty')}>{t('board_empty_hint')}</EmptyState>}
          face={face}
        />
        <Pagination
          lang={lang}
          page={model.page}
          pages={model.pages}
          href={(page) => face.here({ page: page === 1 ? undefined : page })}
        />
      </>
    ),
  };
}

/** What somebody raised, joined, or reported for another. */
export function mineView(model: MineModel, face: Face): PageContent {
  const t = speak(newWords, face.lang);
  const { lang } = face;
  return {
    title: t('mine'),
    crumbs: [{ href: '/me', label: lang === 'zh' ? '我的' : 'Mine' }],
    body: (
      <>
        <PageHeader
          title={t('mine')}
          lead={t('mine_lead')}
          actions={
            <>
              <ButtonLink href="/issues/new" look="primary" icon="message-circle">
                {t('title')}
              </ButtonLink>
              <ButtonLink href={hrefOf('/desk/issues', { mine: 'on' })} look="secondary" icon="clipboard-list">
                {t('handed')}
              </ButtonLink>
            </>
          }
        />
        <TableTools
          lang={lang}
          action="/me/issues"
          exportHref={face.here({ format: 'xlsx' })}
          count={t('count', { n: model.total })}
        />
        <RowTable
          rows={model.rows}
          caption={t('mine')}
          empty={<EmptyState title={t('mine_empty')}>{t('board_empty_hint')}</EmptyState>}
          face={face}
        />
        <Pagination
          lang={lang}
          page={model.page}
          pages={model.pages}
          href={(page) => face.here({ page: page === 1 ? undefined : page })}
        />
      </>
    ),
  };
}

/** The rows shown, as a sheet. */
export function boardSheets(model: Pick<BoardModel, 'rows'>, face: Face): readonly SheetContent[] {
  return rowSheet(model.rows, newWords.board[face.lang], face);
}
