import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { Lang } from '../../kit/lang.ts';
import { Badge, type Crumb, DescriptionList, PhoneLink, Status, Tabs } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import type { ChainModel, LevelName, PlaceLink } from './models.ts';
import type { Level } from './steward.ts';
import { words } from './words.ts';

/** The address of a place's page. */
export const placeHref = (place: Pick<PlaceLink, 'code'>): string => hrefOf('/places/{code}', { code: place.code });
/** The address of a steward's page. */
export const stewardHref = (ref: string): string => hrefOf('/stewards/{ref}', { ref });
/** The address of a household's page. */
export const householdHref = (ref: string): string => hrefOf('/households/{ref}', { ref });

/** The places above a page, as crumbs. */
export function placeCrumbs(line: readonly PlaceLink[]): Crumb[] {
  return line.map((place) => ({ href: placeHref(place), label: place.name }));
}

/** What a level is called. */
export function levelNamed(names: readonly LevelName[], level: Level): string {
  return names.find((one) => one.level === level)?.name ?? String(level);
}

/** A share of households in whole per cent, never rounded up to all. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.floor((part * 100) / whole)}%`;
}

/** The five levels as views of one page. */
export function LevelTabs({
  names,
  level,
  face,
}: {
  readonly names: readonly LevelName[];
  readonly level: Level;
  readonly face: Face;
}) {
  return (
    <Tabs
      label={speak(words, face.lang)('level')}
      items={names.map((one) => ({
        href: face.here({ level: one.level, page: undefined }),
        label: one.name,
        current: one.level === level,
      }))}
    />
  );
}

/** How many households somebody carries, with a sign where that is too much. */
export function Load({ load, over, lang }: { readonly load: number; readonly over: boolean; readonly lang: Lang }) {
  const t = speak(words, lang);
  return over ? (
    <Status tone="wait">{`${t('load_n', { n: load })} · ${t('over_limit')}`}</Status>
  ) : (
    <span>{t('load_n', { n: load })}</span>
  );
}

/** The chain of five: each level with its steward and a telephone to tap. */
export function Chain({
  names,
  chain,
  lang,
  empty,
}: {
  readonly names: readonly LevelName[];
  readonly chain: readonly ChainModel[];
  readonly lang: Lang;
  readonly empty: string;
}) {
  return (
    <DescriptionList
      items={names.toReversed().map((one) => {
        const link = chain.find((other) => other.level === one.level);
        return {
          term: one.name,
          value: link ? (
            link.ref ? (
              <a href={stewardHref(link.ref)}>{link.name}</a>
            ) : (
              link.name
            )
          ) : (
            <Badge tone="muted">{empty}</Badge>
          ),
          action: link?.phone ? <PhoneLink lang={lang} number={link.phone} name={link.name} /> : undefined,
        };
      })}
    />
  );
}

/** A figure that opens its records, where there are any. */
export function Opens({ href, n }: { readonly href: string; readonly n: number }) {
  return n > 0 ? <a href={href}>{n}</a> : <span>0</span>;
}
