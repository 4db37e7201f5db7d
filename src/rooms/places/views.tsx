import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Badge,
  Button,
  CheckboxGroup,
  Disclosure,
  EmptyState,
  Form,
  List,
  Notice,
  PageHeader,
  PostButton,
  Poster,
  PrintButton,
  SearchForm,
  Section,
  SelectField,
  Status,
  TextField,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { addForm, closeZoneForm, mergeForm, renumberForm, splitForm, undoForm, zoneForm } from './input.ts';
import type { EditModel, FindModel, PosterModel } from './models.ts';
import { words } from './words.ts';
import { zoneKinds } from './zones.ts';

/** The page that finds places by name or address. */
export function findView(model: FindModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: t('find_title'),
    body: (
      <>
        <PageHeader title={t('find_title')} />
        <SearchForm lang={face.lang} action="/places" value={model.q} label={t('find_title')} hint={t('find_hint')} />
        {model.isAmbiguous && (
          <Notice lang={face.lang} kind="wait">
            {t('ambiguous', { words: model.q })}
          </Notice>
        )}
        {model.found.length === 0 ? (
          <EmptyState title={t('found_none', { words: model.q })}>{t('found_none_hint')}</EmptyState>
        ) : (
          <List
            label={t('places')}
            items={model.found.map((place) => ({
              href: hrefOf('/places/{code}', { code: place.code }),
              title: place.name,
              text: place.address === place.name ? undefined : place.address,
              end: <Badge>{t(place.kind)}</Badge>,
            }))}
          />
        )}
      </>
    ),
  };
}

/** A page to print and put up at the door. */
export function posterView(model: PosterModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  return {
    title: `${t('poster_title')} · ${model.name}`,
    description: t('poster_line'),
    crumbs: [{ href: hrefOf('/places/{code}', { code: model.code }), label: model.name }],
    body: (
      <>
        <div class="screen-only">
          <PrintButton lang={face.lang} href={face.here({ print: '1' })} look="primary" />
        </div>
        <Poster
          siteName={face.lang === 'zh' ? '家门口' : 'Doorstep'}
          title={model.address}
          lead={t('poster_line')}
          qr={{ text: model.url, label: t('poster_line'), caption: model.url.replace(/^https?:\/\//, '') }}
        />
      </>
    ),
  };
}

/** Where those who may keep a place in order: its name, what it holds, zones, and what was changed. */
export function editView(model: EditModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { place } = model;
  const title = t('edit_title', { name: place.name });
  const at = { code: place.code };
  return {
    title,
    crumbs: [...model.line, place].map((above) => ({
      href: hrefOf('/places/{code}', { code: above.code }),
      label: above.name,
    })),
    body: (
      <>
        <PageHeader title={title} lead={t('edit_intro')} marks={<Badge>{t(place.kind)}</Badge>} />
        {model.acts.renumber && <RenameForm model={model} face={face} />}
        {model.childKinds.length > 0 && <AddForm model={model} face={face} />}
        {model.children.length > 0 && <ZoneSection model={model} face={face} />}
        {model.acts.merge && model.neighbours.length > 0 && <MergeForm model={model} face={face} />}
        {model.acts.split && model.children.length > 1 && <SplitForm model={model} face={face} />}
        <Section title={t('changes')}>
          {model.changes.length === 0 ? (
            <EmptyState title={t('no_changes')} />
          ) : (
            <List
              label={t('changes')}
              items={model.changes.map((change) => ({
                title: `${t(change.act as 'renumber')} ${[change.from, change.to].filter(Boolean).join(' → ')}`,
                text: change.day,
                end: change.undoneOn ? (
                  <Status tone="muted">{t('undone_on', { day: change.undoneOn })}</Status>
                ) : undefined,
                actions: change.undoneOn ? undefined : (
                  <PostButton
                    action={hrefOf(undoForm.path, at)}
                    requestId={face.form(undoForm, at).requestId}
                    fields={{ changeId: change.id }}
                    icon="undo-2"
                    look="secondary"
                    small
                    about={change.from}
                  >
                    {t('undo')}
                  </PostButton>
                ),
              }))}
            />
          )}
          <UndoProblem face={face} code={place.code} />
        </Section>
      </>
    ),
  };
}

type Part = { readonly model: EditModel; readonly face: Face };

function UndoProblem({ face, code }: { readonly face: Face; readonly code: string }) {
  const form = face.form(undoForm, { code });
  return form.problem ? (
    <Notice lang={face.lang} kind="alert" live>
      {form.problem}
    </Notice>
  ) : null;
}

function RenameForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(renumberForm, { code: model.place.code, name: model.plainName });
  return (
    <Section title={t('renumber')}>
      <Form lang={face.lang} {...form}>
        <TextField lang={face.lang} {...form.field('name')} width="medium" maxLength={60} />
        <Button look="primary">{t('renumber')}</Button>
      </Form>
    </Section>
  );
}

function AddForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(addForm, { code: model.place.code, kind: model.childKinds[0] });
  return (
    <Section title={t('add')}>
      <Form lang={face.lang} {...form}>
        <SelectField
          lang={face.lang}
          {...form.field('kind')}
          width="medium"
          empty={false}
          options={model.childKinds.map((kind) => ({ value: kind, label: t(kind) }))}
        />
        <TextField
          lang={face.lang}
          {...form.field('name')}
          width="medium"
          hint={model.place.kind === 'compound' ? t('name_hint_building') : undefined}
          maxLength={60}
        />
        <Button look="secondary" icon="plus">
          {t('add')}
        </Button>
      </Form>
    </Section>
  );
}

function MergeForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(mergeForm, { code: model.place.code });
  return (
    <Disclosure summary={t('merge')} open={form.errors.length > 0 || form.problem !== undefined}>
      <Form lang={face.lang} {...form}>
        <SelectField
          lang={face.lang}
          {...form.field('into')}
          hint={t('merge_hint')}
          width="medium"
          options={model.neighbours.map((other) => ({ value: other.code, label: other.name }))}
        />
        <Button look="danger" icon="git-merge">
          {t('merge')}
        </Button>
      </Form>
    </Disclosure>
  );
}

function SplitForm({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(splitForm, { code: model.place.code });
  return (
    <Disclosure summary={t('split')} open={form.errors.length > 0 || form.problem !== undefined}>
      <Form lang={face.lang} {...form}>
        <CheckboxGroup
          lang={face.lang}
          {...form.field('children')}
          hint={t('split_hint')}
          inline
          options={model.children.map((child) => ({ value: child.id, label: child.name }))}
        />
        <TextField lang={face.lang} {...form.field('name')} width="medium" maxLength={60} />
        <Button look="danger">{t('split')}</Button>
      </Form>
    </Disclosure>
  );
}

function ZoneSection({ model, face }: Part) {
  const t = speak(words, face.lang);
  const form = face.form(zoneForm, { code: model.place.code, kind: 'grid' });
  const areas = model.zones.filter((zone) => zone.kind === 'area');
  return (
    <Section title={t('zones')} lead={t('zones_hint')}>
      {model.zones.length === 0 ? (
        <EmptyState title={t('no_zones')} />
      ) : (
        <List
          label={t('zones')}
          items={model.zones.map((zone) => ({
            title: `${t(zone.kind)} ${[zone.parent, zone.name].filter(Boolean).join(' / ')}`,
            text: zone.covers.join(face.lang === 'zh' ? '、' : ', '),
            actions: (
              <PostButton
                action={hrefOf(closeZoneForm.path, { code: model.place.code, zoneId: zone.id })}
                requestId={face.form(closeZoneForm).requestId}
                look="quiet"
                small
                icon="x"
                about={zone.name}
              >
                {t('close_zone')}
              </PostButton>
            ),
          }))}
        />
      )}
      <Disclosure summary={t('draw_zone')} open={form.errors.length > 0}>
        <Form lang={face.lang} {...form}>
          <SelectField
            lang={face.lang}
            {...form.field('kind')}
            width="medium"
            empty={false}
            options={zoneKinds.map((kind) => ({ value: kind, label: t(kind) }))}
          />
          <TextField lang={face.lang} {...form.field('name')} width="medium" maxLength={60} />
          {areas.length > 0 && (
            <SelectField
              lang={face.lang}
              {...form.field('parentId')}
              width="medium"
              options={areas.map((area) => ({ value: area.id, label: area.name }))}
            />
          )}
          <CheckboxGroup
            lang={face.lang}
            {...form.field('children')}
            inline
            options={model.children.map((child) => ({ value: child.id, label: child.name }))}
          />
          <Button look="secondary" icon="plus">
            {t('draw_zone')}
          </Button>
        </Form>
      </Disclosure>
    </Section>
  );
}
