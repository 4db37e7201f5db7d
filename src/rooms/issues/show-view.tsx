import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import {
  Badge,
  BeforeAfter,
  Columns,
  DescriptionList,
  Notice,
  PageHeader,
  Photos,
  PrintButton,
  PrintHint,
  Prose,
  Section,
  Status,
  Steps,
  Timeline,
} from '../../kit/ui/index.ts';
import { type Say, say, sayCode, speak } from '../../kit/words.ts';
import { DeskForms } from './act-views.tsx';
import { isOver } from './issue.ts';
import { kindFacts } from './kind.ts';
import type { ShowModel } from './models.ts';
import { OwnForms } from './own-forms.tsx';
import { timeOf, toneOf, urgencyTone } from './say.ts';
import { showWords } from './show-words.ts';
import { toldWords } from './told-words.ts';

type T = Say<typeof showWords>;

/** The page of an issue: where it stands, whose it is, what happened, and what the one who looks may do now. */
export function showView(model: ShowModel, face: Face): PageContent {
  const t = speak(showWords, face.lang);
  const kind = say(kindFacts[model.kind].name, face.lang);
  return {
    title: model.title,
    description: t('description', { place: model.place.address, state: t(model.state), kind }),
    crumbs: crumbsOf(model, t),
    body: (
      <>
        <PageHeader
          title={model.title}
          kicker={t('number', { number: model.number })}
          lead={model.place.address}
          marks={
            <>
              <Status tone={toneOf(model.state)}>{t(model.state)}</Status>
              {model.overdue && <Status tone="alert">{t('overdue')}</Status>}
              <Badge>{kind}</Badge>
              <Badge tone={urgencyTone[model.urgency]}>{t(model.urgency)}</Badge>
              {model.restricted && (
                <Badge tone="alert" icon="lock">
                  {t('restricted')}
                </Badge>
              )}
            </>
          }
          actions={<PrintButton lang={face.lang} href={face.here({ print: '1' })} look="quiet" />}
        />
        {face.url.searchParams.has('print') && <PrintHint lang={face.lang} />}
        <Late model={model} face={face} t={t} />
        {model.merged && (
          <Notice lang={face.lang} kind="info">
            <a href={hrefOf('/issues/{ref}', { ref: model.merged.ref })}>
              {t('merged_into', { number: model.merged.number })}
            </a>
          </Notice>
        )}
        <Steps lang={face.lang} label={t('loop')} steps={stepsOf(model, face, t)} />
        {model.publicAnswer !== null && <Result model={model} text={model.publicAnswer} face={face} t={t} />}
        {model.photos.length > 0 && <Pictures model={model} face={face} t={t} />}
        <Columns aside={<Facts model={model} face={face} t={t} />}>
          <OwnForms model={model} face={face} />
          <DeskForms model={model} face={face} />
          <Story model={model} face={face} t={t} />
        </Columns>
      </>
    ),
  };
}

type Part = { readonly model: ShowModel; readonly face: Face; readonly t: T };

function crumbsOf(model: ShowModel, t: T): PageContent['crumbs'] {
  const home = { href: hrefOf('/places/{code}', { code: model.home.code }), label: model.home.address };
  return [home, { href: hrefOf('/issues', { place: model.home.code }), label: t('board') }];
}

function stepsOf(model: ShowModel, face: Face, t: T) {
  return model.loop.flatMap(({ step, state, at, dueAt }) => {
    if (state === 'left_out') return [];
    const end = step === 'feed_back' && isOver(model.state) && model.state !== 'closed';
    return [
      {
        label: end ? t(model.state) : t(step),
        state,
        ...(at === null ? {} : { date: timeOf(at, face) }),
        ...(dueAt === null ? {} : { due: t(model.overdue ? 'was_due' : 'due', { when: timeOf(dueAt, face) }) }),
        ...(state === 'now' ? { note: t(model.state) } : {}),
      },
    ];
  });
}

/** What is late, and what climbed, is said openly. */
function Late({ model, face, t }: Part) {
  return (
    <>
      {model.overdue && model.dueAt !== null && (
        <Notice lang={face.lang} kind="alert" title={t('overdue_title')}>
          {t('was_due', { when: timeOf(model.dueAt, face) })}
        </Notice>
      )}
      {model.climbed > 0 && (
        <Notice lang={face.lang} kind="wait" title={t('climbed_title', { n: model.climbed })}>
          {t('climbed_text', { desk: model.desk, level: t(`level_${model.level}` as 'level_1') })}
        </Notice>
      )}
    </>
  );
}

function Result({ model, text, face, t }: Part & { readonly text: string }) {
  const key = `outcome_${model.outcome ?? ''}`;
  return (
    <Section title={t('result')}>
      <Prose>
        {lines(text)}
        {key in showWords && (
          <p>
            <Status tone={model.outcome === 'solved' ? 'done' : 'wait'}>{sayCode(showWords, key, face.lang)}</Status>
          </p>
        )}
      </Prose>
    </Section>
  );
}

/** What was seen and what was done, side by side; with nothing done yet, what was seen. */
function Pictures({ model, face, t }: Part) {
  const photo = (one: ShowModel['photos'][number]) => {
    const href = hrefOf('/issues/{ref}/photos/{photo}', { ref: model.ref, photo: one.id });
    const alt = t(one.role === 'before' ? 'photo_before' : 'photo_after', { title: model.title });
    return { href, thumb: `${href}?size=thumb`, alt, width: 200, height: 150 };
  };
  const before = model.photos.filter((one) => one.role === 'before').map(photo);
  const after = model.photos.filter((one) => one.role === 'after').map(photo);
  return (
    <Section title={t('photos')}>
      {after.length > 0 ? (
        <BeforeAfter lang={face.lang} before={before} after={after} />
      ) : (
        <Photos label={t('photos')} items={before} />
      )}
    </Section>
  );
}

function Facts({ model, face, t }: Part) {
  const open = !isOver(model.state);
  const nobody = open ? t('nobody_yet') : null;
  return (
    <>
      <Section title={t('about')}>
        <DescriptionList
          items={[
            {
              term: t('place'),
              value: <a href={hrefOf('/places/{code}', { code: model.place.code })}>{model.place.address}</a>,
            },
            { term: t('desk'), value: `${model.desk} · ${t(`level_${model.level}` as 'level_1')}` },
            { term: t('assignee'), value: model.assignee ?? nobody },
            {
              term: t('helping'),
              value: model.helpers
                .map(({ name, task }) => [name, task].filter(Boolean).join(face.lang === 'zh' ? '：' : ': '))
                .join(face.lang === 'zh' ? '；' : '; '),
            },
            {
              term: t('first_contact'),
              value:
                model.contactedAt === null
                  ? open && model.sight !== 'public'
                    ? t('no_contact_yet', { when: timeOf(model.contactDueAt, face) })
                    : null
                  : timeOf(model.contactedAt, face),
            },
            { term: t('deadline'), value: model.dueAt === null ? null : timeOf(model.dueAt, face) },
            { term: t('visible'), value: t(model.visibility) },
            { term: t('posted'), value: postedOf(model, face, t) },
            { term: t('together'), value: model.parties > 0 ? t('people_n', { n: model.parties }) : null },
            { term: t('round'), value: model.round > 1 ? t('round_n', { n: model.round }) : null },
            {
              term: t('answers'),
              value: model.answers.solved + model.answers.unsolved > 0 ? answersIn(model, t) : null,
            },
          ]}
        />
      </Section>
      {model.note !== null && (
        <Section title={t('private_note')}>
          <Prose>{lines(model.note)}</Prose>
        </Section>
      )}
    </>
  );
}

function answersIn({ answers }: ShowModel, t: T): string {
  return t('answers_n', { solved: answers.solved, unsolved: answers.unsolved });
}

function postedOf(model: ShowModel, face: Face, t: T): string | null {
  if (model.publishedAt === null || model.publishedUntil === null) return null;
  const until = formatDay(model.publishedUntil, face.lang);
  return t('posted_until', { from: timeOf(model.publishedAt, face), until });
}

function Story({ model, face, t }: Part) {
  return (
    <Section title={t('story')}>
      <Timeline
        label={t('story')}
        items={model.story.map((moment) => {
          const channel = `by_${moment.channel}`;
          const level = moment.level !== null && `level_${moment.level}`;
          return {
            when: timeOf(moment.at, face),
            datetime: moment.at,
            ...(moment.who === null ? {} : { who: moment.who }),
            title: [
              sayCode(toldWords, `issues.${moment.verb}`, face.lang),
              level && level in showWords ? t('to_level', { level: sayCode(showWords, level, face.lang) }) : '',
              channel in showWords ? `（${sayCode(showWords, channel, face.lang)}）` : '',
            ]
              .filter(Boolean)
              .join(' '),
            tone: moment.verb === 'climb' ? ('alert' as const) : moment.verb === 'feed_back' ? 'done' : 'neutral',
            ...(moment.text === null ? {} : { children: lines(moment.text) }),
          };
        })}
      />
    </Section>
  );
}

/** Words as somebody typed them, line by line. */
function lines(text: string) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, n) => <p key={n}>{line}</p>);
}
