import type { ComponentChildren } from 'preact';
import type { Lang } from '../lang.ts';
import { ButtonLink } from './button.tsx';
import { Icon } from './icon.tsx';
import { Status } from './mark.tsx';
import type { Tone } from './tone.ts';
import { ui, uiWords } from './words.ts';

export type ProgressProps = {
  readonly lang: Lang;
  /** Unique on the page; by it the part is found again when the page is fetched anew. */
  readonly id: string;
  readonly label: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly value: number;
  /** Left out while nobody knows how much it will be. */
  readonly max?: number | undefined;
  /** What it is doing in words: "12 300 of 49 805 rows". */
  readonly text: ComponentChildren;
  /** This very page; with JavaScript it is fetched quietly and this part replaced while it runs. */
  readonly href: string;
};

/** How far a long piece of work is. */
export function Progress({ lang, id, label, state, value, max, text, href }: ProgressProps) {
  const running = state === 'running';
  return (
    <live-progress class={`progress ${state}`} id={id} data-href={running ? href : undefined}>
      <label class="progress-label" for={`${id}-bar`}>
        {label}
      </label>
      <progress
        id={`${id}-bar`}
        {...(max === undefined && running
          ? {}
          : { value: state === 'done' ? 1 : value, max: state === 'done' ? 1 : max })}
      />
      <p class="progress-text" role="status">
        <Icon name={state === 'done' ? 'circle-check' : state === 'failed' ? 'circle-alert' : 'hourglass'} />
        <span>{text}</span>
      </p>
      {running && (
        <ButtonLink href={href} look="quiet" icon="refresh-cw" small>
          {ui(uiWords.refresh, lang)}
        </ButtonLink>
      )}
    </live-progress>
  );
}

export type MeterBarProps = {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** The figure in words: "412 of 600". */
  readonly text: string;
  readonly tone?: Tone | undefined;
};

/** A share of a whole. */
export function MeterBar({ label, value, max, text, tone = 'done' }: MeterBarProps) {
  return (
    <div class={`meter tone-${tone}`}>
      <span class="meter-label">{label}</span>
      <span class="meter-text">{text}</span>
      <meter value={value} min={0} max={Math.max(max, value, 1)} aria-label={label} aria-valuetext={text}>
        {text}
      </meter>
    </div>
  );
}

export type Step = {
  readonly label: string;
  readonly state: 'done' | 'now' | 'next';
  /** When it was done, as shown. */
  readonly date?: string | undefined;
  readonly actor?: string | undefined;
  /** By when, for what is now or comes. */
  readonly due?: string | undefined;
  readonly note?: ComponentChildren;
};

/** Where something stands on its way: what is done has its date and actor, the step now is large, what comes has its deadline. */
export function Steps({
  lang,
  label,
  steps,
}: {
  readonly lang: Lang;
  readonly label: string;
  readonly steps: readonly Step[];
}) {
  const word = { done: uiWords.stepDone, now: uiWords.stepNow, next: uiWords.stepNext };
  return (
    <ol class="steps" aria-label={label}>
      {steps.map((step, i) => (
        <li key={step.label} class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span class="step-sign" aria-hidden="true">
            {step.state === 'done' ? <Icon name="check" /> : i + 1}
          </span>
          <span class="step-text">
            <strong>{step.label}</strong> <span class="visually-hidden">{ui(word[step.state], lang)} </span>
            {(step.date || step.actor) && (
              <span class="step-meta">{[step.date, step.actor].filter(Boolean).join(' · ')}</span>
            )}
            {step.due && <span class="step-meta">{step.due}</span>}
            {step.note && <span class="step-note">{step.note}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

export type TimelineItem = {
  /** As shown: 2026年11月22日 14:05. */
  readonly when: string;
  /** For machines: ISO 8601. */
  readonly datetime?: string | undefined;
  readonly who?: string | undefined;
  readonly title: ComponentChildren;
  readonly tone?: Tone | undefined;
  readonly status?: string | undefined;
  readonly children?: ComponentChildren;
};

/** The story of a matter, one entry an act. */
export function Timeline({
  items,
  label,
}: {
  readonly items: readonly TimelineItem[];
  readonly label?: string | undefined;
}) {
  return (
    <ol class="timeline" aria-label={label}>
      {items.map((item, i) => (
        <li key={i} class={`tone-${item.tone ?? 'neutral'}`}>
          <p class="timeline-when">
            <time datetime={item.datetime}>{item.when}</time>
            {item.who && <span>{` · ${item.who}`}</span>}
          </p>
          <p class="timeline-title">
            {item.title} {item.status && <Status tone={item.tone ?? 'neutral'}>{item.status}</Status>}
          </p>
          {item.children && <div class="timeline-body">{item.children}</div>}
        </li>
      ))}
    </ol>
  );
}

export type Figure = {
  readonly value: string;
  /** What is counted; stands small behind the number. */
  readonly unit?: string | undefined;
  readonly label: string;
  /** Opens the records behind the figure. */
  readonly href?: string | undefined;
  readonly note?: string | undefined;
  readonly tone?: Tone | undefined;
};

/** Figures, each of which opens the records it counts. */
export function Figures({ items, label }: { readonly items: readonly Figure[]; readonly label?: string | undefined }) {
  return (
    <ul class="figures" aria-label={label}>
      {items.map((item) => {
        const inside = (
          <>
            <span class="figure-value">
              {item.value}
              {item.unit && <small>{item.unit}</small>}
            </span>{' '}
            <span class="figure-label">{item.label}</span>
            {item.note && <span class="figure-note"> {item.note}</span>}
          </>
        );
        return (
          <li key={item.label} class={`tone-${item.tone ?? 'neutral'}`}>
            {item.href ? <a href={item.href}>{inside}</a> : <div>{inside}</div>}
          </li>
        );
      })}
    </ul>
  );
}
