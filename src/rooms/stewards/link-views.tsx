import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent, SheetContent } from '../../kit/route.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  DateField,
  EmptyState,
  FieldRow,
  Form,
  PageHeader,
  Section,
  SelectField,
  Table,
  TableTools,
  TextArea,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { linkForm } from './input.ts';
import type { LinksModel } from './models.ts';
import { LevelTabs, placeCrumbs, placeHref } from './parts.tsx';
import { words } from './words.ts';

/** The form to link by entrance, building or a list. */
export function linksView(model: LinksModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const title = t('links_title', { place: model.place.name });
  const form = face.form(linkForm, { code: model.place.code, fromDay: model.today, from: 'links', level: model.level });
  const ticked = form.field('places').values;
  return {
    title,
    crumbs: [
      ...placeCrumbs([...model.line, model.place]),
      { href: hrefOf('/coverage', { place: model.place.code, level: model.level }), label: t('coverage') },
    ],
    body: (
      <>
        <PageHeader title={title} lead={t('links_lead')} />
        <Actions>
          {model.map && (
            <ButtonLink
              href={hrefOf('/places/{code}/map', { code: model.place.code, level: model.level, select: 1 })}
              icon="grid-3x3"
            >
              {t('map_instead')}
            </ButtonLink>
          )}
          {model.may.appoint && (
            <ButtonLink
              href={hrefOf('/places/{code}/stewards/new', { code: model.place.code, level: model.level })}
              icon="user-plus"
            >
              {t('appoint')}
            </ButtonLink>
          )}
        </Actions>
        <LevelTabs names={model.levels} level={model.level} face={face} />
        {model.stewards.length === 0 && <EmptyState title={t('no_candidates')}>{t('no_candidates_hint')}</EmptyState>}
        <Form lang={face.lang} {...form} hidden={{ from: 'links', level: String(model.level) }}>
          <Section title={t('links_targets')}>
            <TableTools lang={face.lang} action="" exportHref={face.here({ format: 'xlsx' })} />
            <div id={form.field('places').id}>
              <Table
                lang={face.lang}
                caption={t('links_targets')}
                quietCaption
                rows={model.targets}
                select={{
                  name: 'places',
                  value: (row) => row.place.code,
                  label: (row) => row.place.name,
                  checked: (row) => ticked.includes(row.place.code),
                }}
                columns={[
                  {
                    key: 'place',
                    head: t('place'),
                    names: true,
                    cell: (row) => <a href={placeHref(row.place)}>{row.place.name}</a>,
                  },
                  { key: 'households', head: t('households'), number: true, cell: (row) => row.households },
                  { key: 'linked', head: t('linked'), number: true, cell: (row) => row.linked },
                  {
                    key: 'held',
                    head: t('held_by'),
                    cell: (row) =>
                      row.held ?? (row.inherited ? t('inherited_from', { name: row.inherited }) : t('nobody')),
                  },
                ]}
              />
            </div>
            <TextArea lang={face.lang} {...form.field('addresses')} hint={t('addresses_hint')} rows={4} />
          </Section>
          <LinkFields form={form} stewards={model.stewards} face={face} />
        </Form>
      </>
    ),
  };
}

/** What may be linked here and who has it, as a sheet. */
export function linksSheets(model: LinksModel, { lang }: Face): SheetContent[] {
  const t = speak(words, lang);
  return [
    {
      name: model.place.name,
      columns: [
        { heading: t('place'), kind: 'text', width: 28 },
        { heading: t('households'), kind: 'integer' },
        { heading: t('linked'), kind: 'integer' },
        { heading: t('held_by'), kind: 'text', width: 20 },
      ],
      rows: model.targets.map((row) => [
        row.place.name,
        row.households,
        row.linked,
        row.held ?? (row.inherited ? t('inherited_from', { name: row.inherited }) : t('nobody')),
      ]),
    },
  ];
}

type Fields = {
  readonly form: ReturnType<Face['form']>;
  readonly stewards: readonly { readonly ref: string; readonly name: string; readonly load: number }[];
  readonly face: Face;
};

/** To whom, from when, and what has to be confirmed: the same wherever something is linked. */
export function LinkFields({ form, stewards, face }: Fields) {
  const t = speak(words, face.lang);
  const isOverloaded = form.field('evenIfOverloaded').error !== undefined;
  return (
    <>
      <SelectField
        lang={face.lang}
        {...form.field('steward')}
        width="medium"
        options={stewards.map((one) => ({ value: one.ref, label: `${one.name} · ${t('load_n', { n: one.load })}` }))}
      />
      <FieldRow>
        <DateField lang={face.lang} {...form.field('fromDay')} />
        <DateField lang={face.lang} {...form.field('toDay')} />
      </FieldRow>
      <Checkbox lang={face.lang} {...form.field('takeOver')} />
      {isOverloaded && <Checkbox lang={face.lang} {...form.field('evenIfOverloaded')} />}
      <Button look="primary" icon="link">
        {t('link')}
      </Button>
    </>
  );
}
