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
  Disclosure,
  EmptyState,
  FieldRow,
  Form,
  List,
  PageHeader,
  Pagination,
  Section,
  SelectField,
  Status,
  Table,
  TableTools,
  TextArea,
  TextField,
  type Tone,
} from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { placeWords } from '../places/index.ts';
import type { TermState } from './group.ts';
import { appointForm, electedOffices, electForm, endTermForm, ruleForm } from './input.ts';
import { factsOf } from './kind.ts';
import type { OfficesModel, RulesModel, TermsModel } from './models.ts';
import { dayText, GroupTabs, groupHref, joined, officeName, placeHref } from './parts.tsx';
import { words } from './words.ts';

const stateTone: Readonly<Record<TermState, Tone>> = {
  coming: 'info',
  running: 'done',
  run_out: 'alert',
  ended: 'muted',
};

type Rule = Pick<OfficesModel, 'termMonths'> & {
  readonly offices: readonly {
    readonly office: OfficesModel['offices'][number]['office'];
    readonly min: number;
    readonly max: number;
  }[];
};

/** Numbers and terms in one line: 主席：1 人、执委：5 人、每届 60 个月. */
function ruleText(kind: OfficesModel['group']['kind'], rule: Rule, face: Face): string {
  const t = speak(words, face.lang);
  const numbers = rule.offices.map(({ office, min, max }) =>
    min === max
      ? t('rule_exactly', { office: officeName(kind, office, face.lang), n: max })
      : t('rule_line', { office: officeName(kind, office, face.lang), min, max }),
  );
  const term = rule.termMonths === null ? t('rule_no_term') : t('rule_term', { months: rule.termMonths });
  return joined([...numbers, term], face.lang);
}

/** Who holds and held the offices of a group; appointing, electing, ending. */
export function officesView(model: OfficesModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const { group } = model;
  const title = t('offices_title', { name: group.name });
  return {
    title,
    crumbs: [{ href: groupHref(group), label: group.name }],
    body: (
      <>
        <PageHeader title={title} lead={ruleText(group.kind, model, face)} />
        <GroupTabs group={group} face={face} acts={{ ...model.acts, offices: true }} here="keep_offices" />
        {model.ending && <EndTerm model={model} ending={model.ending} face={face} />}
        <Section title={t('terms')}>
          <TableTools
            lang={lang}
            action=""
            exportHref={model.terms.length > 0 ? face.here({ format: 'xlsx' }) : undefined}
          />
          <Table
            lang={lang}
            caption={t('terms')}
            quietCaption
            rows={model.terms}
            empty={<EmptyState title={t('no_terms')}>{t('no_terms_hint')}</EmptyState>}
            columns={[
              { key: 'name', head: t('holder'), names: true, cell: (term) => term.name },
              { key: 'office', head: t('office'), cell: (term) => officeName(group.kind, term.office, lang) },
              {
                key: 'from',
                head: t('from'),
                cell: (term) => `${formatDay(term.fromDay, lang)} · ${t(`how_${term.how}`)}`,
              },
              { key: 'to', head: t('to'), cell: (term) => dayText(term.untilDay, lang) ?? '' },
              {
                key: 'state',
                head: t('state'),
                cell: (term) => (
                  <>
                    <Status tone={stateTone[term.state]}>{t(`term_${term.state}`)}</Status>{' '}
                    {term.endReason && t(`reason_${term.endReason}` as 'reason_resigned')}
                  </>
                ),
              },
              {
                key: 'end',
                head: t('end_term'),
                cell: (term) =>
                  model.acts.endTerm && (term.state === 'running' || term.state === 'coming') ? (
                    <ButtonLink href={face.here({ term: term.id })} small look="quiet" about={term.name}>
                      {t('end_term')}
                    </ButtonLink>
                  ) : null,
              },
            ]}
          />
        </Section>
        {model.acts.appoint && <Appoint model={model} face={face} />}
        {model.acts.elect && <Elect model={model} face={face} />}
        {model.elections.length > 0 && (
          <Section title={t('elections')}>
            <List
              label={t('elections')}
              items={model.elections.map((election) => ({
                title: t('last_election', {
                  day: formatDay(election.heldOn, lang),
                  entitled: election.entitled,
                  tookPart: election.tookPart,
                }),
                text: election.note,
              }))}
            />
          </Section>
        )}
      </>
    ),
  };
}

type Part = { readonly model: OfficesModel; readonly face: Face };

function EndTerm({ model, ending, face }: Part & { readonly ending: NonNullable<OfficesModel['ending']> }) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const term = model.terms.find((one) => one.id === ending.id);
  const form = face.form(endTermForm, { ref: model.group.ref, termId: ending.id });
  return (
    <Section
      title={`${t('end_term')} · ${term ? `${term.name} · ${officeName(model.group.kind, term.office, lang)}` : ''}`}
    >
      <Form lang={lang} {...form}>
        <SelectField
          lang={lang}
          {...form.field('reason')}
          width="medium"
          options={ending.reasons.map((reason) => ({ value: reason, label: t(`reason_${reason}`) }))}
        />
        <DateField lang={lang} {...form.field('on')} hint={t('on_hint')} />
        <Button look="danger">{t('end_term')}</Button>
      </Form>
    </Section>
  );
}

function Appoint({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const form = face.form(appointForm, { ref: model.group.ref, fromDay: face.today });
  const wrong = form.errors.length > 0 || form.problem !== undefined;
  return (
    <Disclosure summary={t('appoint')} open={wrong || model.terms.length === 0}>
      <Form lang={lang} {...form}>
        <SelectField
          lang={lang}
          {...form.field('office')}
          width="medium"
          options={model.offices.map(({ office, held, max }) => ({
            value: office,
            label: `${officeName(model.group.kind, office, lang)} (${held}/${max})`,
          }))}
        />
        <TextField lang={lang} {...form.field('person')} hint={t('person_hint')} autoComplete="off" maxLength={80} />
        <FieldRow>
          <DateField lang={lang} {...form.field('fromDay')} />
          <DateField lang={lang} {...form.field('untilDay')} hint={t('until_hint')} />
        </FieldRow>
        <Button look="primary">{t('appoint')}</Button>
      </Form>
    </Disclosure>
  );
}

function Elect({ model, face }: Part) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const form = face.form(electForm, { ref: model.group.ref });
  const { offices } = factsOf(model.group.kind);
  return (
    <Disclosure summary={t('elect')} open={form.errors.length > 0 || form.problem !== undefined}>
      <Form lang={lang} {...form}>
        <p class="hint">{t('elect_hint')}</p>
        <FieldRow>
          <DateField lang={lang} {...form.field('heldOn')} max={face.today} />
          <TextField lang={lang} {...form.field('entitled')} type="number" inputMode="numeric" width="short" min={1} />
          <TextField lang={lang} {...form.field('tookPart')} type="number" inputMode="numeric" width="short" min={0} />
        </FieldRow>
        {electedOffices
          .filter((office) => office in offices)
          .map((office) => (
            <TextArea
              key={office}
              lang={lang}
              {...form.field(office)}
              label={officeName(model.group.kind, office, lang)}
              hint={t('names_hint')}
              rows={office === 'executive' ? 6 : 2}
            />
          ))}
        <FieldRow>
          <DateField lang={lang} {...form.field('fromDay')} />
          <DateField lang={lang} {...form.field('untilDay')} hint={t('until_hint')} />
        </FieldRow>
        <Checkbox lang={lang} {...form.field('byElection')} />
        <TextArea lang={lang} {...form.field('note')} rows={2} maxLength={500} />
        <Button look="primary">{t('elect')}</Button>
      </Form>
    </Disclosure>
  );
}

/** Terms that end soon, or ran out and have no successor. */
export function termsView(model: TermsModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const title = t('terms_title', { place: model.place.name });
  const left = (days: number): string =>
    days > 0 ? t('days_left', { n: days }) : days === 0 ? t('ends_today') : t('days_over', { n: -days });
  return {
    title,
    crumbs: [
      { href: placeHref(model.place), label: model.place.name },
      { href: hrefOf('/groups', { place: model.place.code }), label: t('groups') },
    ],
    body: (
      <>
        <PageHeader title={title} lead={t('terms_lead', { days: model.expiring })} />
        <TableTools
          lang={lang}
          action="/groups/terms"
          hidden={{ place: model.place.code }}
          exportHref={model.total > 0 ? face.here({ format: 'xlsx', page: undefined }) : undefined}
          count={t('n_terms', { n: model.total })}
        >
          <SelectField
            lang={lang}
            name="expiring"
            label={t('terms_link')}
            value={String(model.expiring)}
            empty={false}
            options={[...new Set([30, 90, 180, 365, model.expiring])]
              .sort((a, b) => a - b)
              .map((days) => ({ value: String(days), label: t('days_left', { n: days }) }))}
          />
        </TableTools>
        <Table
          lang={lang}
          caption={title}
          quietCaption
          rows={model.terms}
          empty={<EmptyState title={t('none_expiring')} />}
          columns={[
            {
              key: 'group',
              head: t('group'),
              names: true,
              cell: (term) => <a href={hrefOf('/groups/{ref}/offices', { ref: term.group.ref })}>{term.group.name}</a>,
            },
            { key: 'place', head: t('place'), cell: (term) => term.place.name },
            { key: 'office', head: t('office'), cell: (term) => officeName(term.group.kind, term.office, lang) },
            { key: 'holder', head: t('holder'), cell: (term) => term.name },
            { key: 'to', head: t('to'), cell: (term) => formatDay(term.untilDay, lang) },
            {
              key: 'left',
              head: t('state'),
              cell: (term) => <Status tone={term.daysLeft > 30 ? 'wait' : 'alert'}>{left(term.daysLeft)}</Status>,
            },
          ]}
        />
        <Pagination lang={lang} page={model.page} pages={model.pages} href={(page) => face.here({ page })} />
      </>
    ),
  };
}

/** How many of each office there are in this district, and for how long. */
export function rulesView(model: RulesModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { lang } = face;
  const title = t('rules_title', { place: model.place.name });
  const nameOf = (rule: RulesModel['rules'][number]): string =>
    t('rule_at', { kind: factsOf(rule.kind).name[lang], place: placeWords[rule.at][lang] });
  const open = model.rules.find((rule) => `${rule.kind}.${rule.at}` === model.open);
  return {
    title,
    crumbs: [
      { href: placeHref(model.place), label: model.place.name },
      { href: hrefOf('/groups', { place: model.place.code }), label: t('groups') },
    ],
    body: (
      <>
        <PageHeader title={title} lead={t('rules_lead')} />
        {open && (
          <Section title={nameOf(open)}>
            <RuleForm model={model} rule={open} face={face} />
          </Section>
        )}
        <List
          label={title}
          items={model.rules.map((rule) => ({
            href: face.here({ kind: rule.kind, at: rule.at }),
            title: nameOf(rule),
            text: ruleText(rule.kind, rule, face),
            end: rule.isOwn ? <Badge tone="accent">{t('own_rule')}</Badge> : undefined,
          }))}
        />
      </>
    ),
  };
}

function RuleForm({
  model,
  rule,
  face,
}: {
  readonly model: RulesModel;
  readonly rule: RulesModel['rules'][number];
  readonly face: Face;
}) {
  const t = speak(words, face.lang);
  const { lang } = face;
  const numbers = rule.offices.flatMap(({ office, min, max }) => [
    [`${office}_min`, min] as const,
    [`${office}_max`, max] as const,
  ]);
  const form = face.form(ruleForm, {
    code: model.place.code,
    kind: rule.kind,
    at: rule.at,
    termMonths: rule.termMonths ?? undefined,
    ...Object.fromEntries(numbers),
  });
  return (
    <Form lang={lang} {...form}>
      <TextField
        lang={lang}
        {...form.field('termMonths')}
        type="number"
        inputMode="numeric"
        width="short"
        unit={t('months')}
        min={1}
        max={240}
      />
      {rule.offices.map(({ office }) => {
        const name = officeName(rule.kind, office, lang);
        return (
          <FieldRow key={office}>
            <TextField
              lang={lang}
              {...form.field(`${office}_min`)}
              label={t('office_min', { office: name })}
              type="number"
              inputMode="numeric"
              width="short"
              min={0}
              required
            />
            <TextField
              lang={lang}
              {...form.field(`${office}_max`)}
              label={t('office_max', { office: name })}
              type="number"
              inputMode="numeric"
              width="short"
              min={1}
              required
            />
          </FieldRow>
        );
      })}
      <Checkbox lang={lang} {...form.field('usual')} />
      <Button look="primary">{t('set_rule')}</Button>
    </Form>
  );
}
