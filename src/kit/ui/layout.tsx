import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type PageHeaderProps = {
  readonly title: string;
  /** One or two sentences below the title. */
  readonly lead?: ComponentChildren;
  /** A word above the title: what kind of page this is. */
  readonly kicker?: ComponentChildren;
  /** Statuses and badges. */
  readonly marks?: ComponentChildren;
  readonly actions?: ComponentChildren;
};

/** The top of a page, with its only h1. */
export function PageHeader({ title, lead, kicker, marks, actions }: PageHeaderProps) {
  return (
    <header class="page-header">
      <div>
        {kicker && <p class="kicker">{kicker}</p>}
        <h1>{title}</h1>
        {marks && <div class="badges">{marks}</div>}
        {lead && <div class="lead">{lead}</div>}
      </div>
      {actions && <div class="actions screen-only">{actions}</div>}
    </header>
  );
}

export type SectionProps = {
  readonly title: string;
  readonly id?: string | undefined;
  readonly lead?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
};

/** A part of a page under an h2. */
export function Section({ title, id, lead, actions, children }: SectionProps) {
  return (
    <section class="section" id={id}>
      <div class="section-head">
        <h2>{title}</h2>
        {actions && <div class="actions screen-only">{actions}</div>}
      </div>
      {lead && <p class="section-lead">{lead}</p>}
      {children}
    </section>
  );
}

/** Things below one another with even space. */
export function Stack({
  children,
  tight,
}: {
  readonly children: ComponentChildren;
  readonly tight?: boolean | undefined;
}) {
  return <div class={tight ? 'stack tight' : 'stack'}>{children}</div>;
}

/** Things side by side, wrapping. */
export function Cluster({ children }: { readonly children: ComponentChildren }) {
  return <div class="cluster">{children}</div>;
}

/** Equal columns, as many as fit: one on a phone. */
export function Grid({
  children,
  wide,
}: {
  readonly children: ComponentChildren;
  readonly wide?: boolean | undefined;
}) {
  return <div class={wide ? 'grid wide' : 'grid'}>{children}</div>;
}

/** The matter itself with something smaller beside it, below it on a phone. */
export function Columns({
  children,
  aside,
}: {
  readonly children: ComponentChildren;
  readonly aside: ComponentChildren;
}) {
  return (
    <div class="columns">
      <div class="stack">{children}</div>
      <div class="stack">{aside}</div>
    </div>
  );
}

/** Running text at a readable width. */
export function Prose({ children }: { readonly children: ComponentChildren }) {
  return <div class="prose">{children}</div>;
}

export type CardProps = {
  readonly title?: string | undefined;
  /** The whole card becomes a link. */
  readonly href?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly marks?: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** 2 when the card stands directly under the page's title. */
  readonly level?: 2 | 3 | undefined;
  readonly children?: ComponentChildren;
};

/** A sheet of paper with one matter on it. */
export function Card({ title, href, icon, marks, actions, level = 3, children }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <article class={href ? 'card linked' : 'card'}>
      {title && (
        <Heading class="card-title">
          {icon && <Icon name={icon} />}
          {href ? <a href={href}>{title}</a> : title}
        </Heading>
      )}
      {marks && <div class="badges">{marks}</div>}
      {children}
      {actions && <div class="actions">{actions}</div>}
    </article>
  );
}

export type ListItem = {
  readonly href?: string | undefined;
  readonly title: ComponentChildren;
  /** A second, quieter line. */
  readonly text?: ComponentChildren;
  /** At the end of the row: a status, a number, a date. */
  readonly end?: ComponentChildren;
  /** At the beginning: an Avatar or an Icon. */
  readonly start?: ComponentChildren;
  /** Below the row, such as buttons; not part of the link. */
  readonly actions?: ComponentChildren;
};

/** Rows to tap. */
export function List({ items, label }: { readonly items: readonly ListItem[]; readonly label?: string | undefined }) {
  return (
    <ul class="list" aria-label={label}>
      {items.map((item, i) => (
        <li key={i}>
          {item.href ? (
            <a class="list-row" href={item.href}>
              <Row {...item} />
              <Icon name="chevron-right" class="list-go" />
            </a>
          ) : (
            <div class="list-row">
              <Row {...item} />
            </div>
          )}
          {item.actions && <div class="actions">{item.actions}</div>}
        </li>
      ))}
    </ul>
  );
}

function Row({ start, title, text, end }: ListItem) {
  return (
    <>
      {start}
      <span class="list-main">
        <span class="list-title">{title}</span>
        {text && <span class="list-text">{text}</span>}
      </span>
      {end && <span class="list-end">{end}</span>}
    </>
  );
}

export type Description = {
  readonly term: string;
  readonly value: ComponentChildren /** A button that changes or opens it. */;
  readonly action?: ComponentChildren;
};

/** Facts with their names. Entries without a value are left out. */
export function DescriptionList({ items }: { readonly items: readonly Description[] }) {
  return (
    <dl class="facts">
      {items
        .filter((item) => item.value !== undefined && item.value !== null && item.value !== '')
        .map((item) => (
          <div key={item.term}>
            <dt>{item.term}</dt>
            <dd>
              {item.value}
              {item.action && <span class="facts-action">{item.action}</span>}
            </dd>
          </div>
        ))}
    </dl>
  );
}

export type BigAction = {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly text?: string | undefined;
};

/** The few things that most people come for, large. The first is the main one. */
export function BigActions({ items, label }: { readonly items: readonly BigAction[]; readonly label: string }) {
  return (
    <ul class="big-actions" aria-label={label}>
      {items.map((item) => (
        <li key={item.href}>
          <a href={item.href}>
            <Icon name={item.icon} />
            <span>
              <strong>{item.label}</strong>
              {item.text && <span class="big-actions-text">{item.text}</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
