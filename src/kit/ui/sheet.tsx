import type { ComponentChildren } from 'preact';
import { type Description, DescriptionList } from './layout.tsx';
import { DoorMark } from './page.tsx';
import { QrCode } from './qr-code.tsx';

export type SheetProps = {
  readonly title: string;
  /** 2 where the page has a title of its own. */
  readonly level?: 1 | 2 | undefined;
  /** Above the title: who issues it, its number. */
  readonly kicker?: string | undefined;
  readonly facts?: readonly Description[] | undefined;
  readonly children: ComponentChildren;
  /** Lines to sign on, by what stands before them. */
  readonly signatures?: readonly string[] | undefined;
  /** Below: issuer and date, set to the right. */
  readonly issued?: readonly string[] | undefined;
};

/** A paper of one or more A4 pages: a notice, minutes. On screen it looks like the sheet. */
export function Sheet({ title, level = 1, kicker, facts, children, signatures, issued }: SheetProps) {
  const Title = `h${level}` as const;
  return (
    <article class="sheet">
      {kicker && <p class="kicker">{kicker}</p>}
      <Title class="sheet-title">{title}</Title>
      {facts && <DescriptionList items={facts} />}
      <div class="prose">{children}</div>
      {signatures && (
        <ul class="signatures">
          {signatures.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {issued && (
        <p class="issued">
          {issued.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </p>
      )}
    </article>
  );
}

export type PosterProps = {
  readonly title: string;
  /** 2 where the page has a title of its own. */
  readonly level?: 1 | 2 | undefined;
  readonly lead?: ComponentChildren;
  readonly qr: { readonly text: string; readonly label: string; readonly caption?: string | undefined };
  /** What one can do there, one line each. */
  readonly lines?: readonly ComponentChildren[] | undefined;
  /** At the foot: whom to call without a phone that scans. */
  readonly foot?: ComponentChildren;
  readonly siteName: string;
};

/** One A4 page to hang up at a door. */
export function Poster({ title, level = 1, lead, qr, lines, foot, siteName }: PosterProps) {
  const Title = `h${level}` as const;
  return (
    <article class="sheet poster">
      <p class="poster-name">
        <DoorMark />
        {siteName}
      </p>
      <Title class="sheet-title">{title}</Title>
      {lead && <p class="lead">{lead}</p>}
      <QrCode {...qr} large />
      {lines && (
        <ul>
          {lines.map((line, i) => (
            <li key={i}>{line}</li>
          ))}
        </ul>
      )}
      {foot && <p class="poster-foot">{foot}</p>}
    </article>
  );
}
