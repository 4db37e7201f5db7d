import { daysBetween, formatDay, formatShortDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { Lang } from '../../kit/lang.ts';
import { Badge, type Crumb, type ListItem, type OptionGroup, Status, type Tone } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { factsOf, noticeKinds } from './kind.ts';
import type { NoticeLine, PlaceLink } from './models.ts';
import type { Standing } from './rules.ts';
import { words } from './words.ts';

export const placeHref = (place: Pick<PlaceLink, 'code'>): string => hrefOf('/places/{code}', { code: place.code });
export const noticeHref = (notice: { readonly ref: string }): string => hrefOf('/notices/{ref}', { ref: notice.ref });
export const listHref = (place: Pick<PlaceLink, 'code'>): string => hrefOf('/notices', { place: place.code });

/** The places above as crumbs. */
export function placeCrumbs(line: readonly PlaceLink[]): Crumb[] {
  return line.map((place) => ({ href: placeHref(place), label: place.name }));
}

const toneOf: Readonly<Record<Standing, Tone>> = {
  draft: 'wait',
  coming: 'info',
  showing: 'done',
  ended: 'muted',
  withdrawn: 'alert',
  discarded: 'muted',
};

/** Where a notice stands, as colour, sign and word. */
export function StandingMark({ standing, lang }: { readonly standing: Standing; readonly lang: Lang }) {
  return <Status tone={toneOf[standing]}>{speak(words, lang)(standing)}</Status>;
}

/** From when to when. */
export function daysText(notice: Pick<NoticeLine, 'fromDay' | 'lastDay'>, lang: Lang): string {
  const isSameYear = notice.fromDay.slice(0, 4) === notice.lastDay.slice(0, 4);
  const last = isSameYear && lang === 'zh' ? formatShortDay(notice.lastDay, lang) : formatDay(notice.lastDay, lang);
  return speak(words, lang)('days_from_to', { from: formatDay(notice.fromDay, lang), last });
}

/** A notice as a row to tap, for lists of this room and of the pages where rooms meet. */
export function noticeRow(notice: NoticeLine, lang: Lang): ListItem {
  const t = speak(words, lang);
  return {
    href: noticeHref(notice),
    title: notice.title,
    text: [notice.number, factsOf(notice.kind).name[lang], notice.group.name, formatShortDay(notice.fromDay, lang)]
      .filter(Boolean)
      .join(' · '),
    end:
      notice.standing === 'withdrawn' ? (
        <StandingMark standing="withdrawn" lang={lang} />
      ) : (
        notice.pinned && (
          <Badge tone="accent" icon="flag">
            {t('pinned')}
          </Badge>
        )
      ),
  };
}

/** When it ends, as people count: today, in 3 days. */
export function endsText(notice: Pick<NoticeLine, 'lastDay'>, today: string, lang: Lang): string {
  return speak(words, lang)('ends_in', { n: Math.max(0, daysBetween(today, notice.lastDay)) });
}

/** The kinds to choose from, open affairs first. */
export function kindOptions(lang: Lang): OptionGroup[] {
  const t = speak(words, lang);
  const options = (isOpen: boolean) =>
    noticeKinds
      .filter((kind) => factsOf(kind).isOpenAffair === isOpen)
      .map((kind) => ({ value: kind, label: factsOf(kind).name[lang] }));
  return [
    { label: t('open_affairs'), options: options(true) },
    { label: t('everyday'), options: options(false) },
  ];
}

/** Text as it was typed: an empty line parts paragraphs, a line break stays one. */
export function Paragraphs({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/\n\s*\n/).map((paragraph, i) => (
        <p key={i}>
          {paragraph.split('\n').map((line, n) => (
            <>
              {n > 0 && <br />}
              {line}
            </>
          ))}
        </p>
      ))}
    </>
  );
}

/** Where an action stands that needs nothing typed. */
export function requestIdOf(face: Face, form: Parameters<Face['form']>[0], ref: string): string {
  return face.form(form, { ref }).requestId;
}
