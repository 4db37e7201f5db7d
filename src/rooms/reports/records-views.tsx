import { formatMonth } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import { EmptyState, Notice, PageHeader, Pagination, TableTools } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { kindFacts, RowTable, rowSheet } from '../issues/index.ts';
import type { RecordsModel } from './models.ts';
import { words } from './words.ts';

/** The issues behind one figure. */
export function recordsView(model: RecordsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const measure = [t(model.measure), model.kind && kindFacts[model.kind].name[lang]].filter(Boolean).join(' · ');
  const title = t('records_of', { place: model.place.name, measure });
  return {
    title,
    crumbs: [
      {
        href: hrefOf('/reports/issues', { place: model.place.code, from: model.from, until: model.until }),
        label: t('title_of', { place: model.place.name }),
      },
    ],
    body: (
      <>
        <PageHeader
          title={title}
          lead={t('records_lead', {
            from: formatMonth(model.from, lang),
            until: formatMonth(model.until, lang),
            n: model.total,
          })}
        />
        {model.hidden > 0 && (
          <Notice lang={lang} kind="info">
            {t('records_hidden', { n: model.hidden })}
          </Notice>
        )}
        <TableTools lang={lang} action="" exportHref={face.here({ format: 'xlsx' })} />
        <RowTable rows={model.rows} caption={title} empty={<EmptyState title={t('records_none')} />} face={face} />
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

export function recordsSheets(model: RecordsModel, face: Face): readonly SheetContent[] {
  return rowSheet(model.rows, speak(words, face.lang)(model.measure), face);
}
