import type { ComponentChildren } from 'preact';
import type { Lang } from '../lang.ts';
import { ui, uiWords } from './words.ts';

export type LiveRegionProps = {
  readonly lang: Lang;
  /** The same on every rendering of the page: by it the fresh part is found. */
  readonly id: string;
  /** Address of the stream that says when something changed. */
  readonly stream: string;
  readonly children: ComponentChildren;
};

/**
 * A part of a page that renews itself when something changed; without script, and in the elder version, one loads the page
 * again. What stands in it has to come from the same address as the page.
 */
export function LiveRegion({ lang, id, stream, children }: LiveRegionProps) {
  return (
    <live-region id={id} data-stream={stream} class="live-region">
      <p class="live-link" hidden>
        <a href="?">{ui(uiWords.somethingNew, lang)}</a>
      </p>
      {children}
    </live-region>
  );
}
