import type { JSX } from 'preact';

type Plain = JSX.HTMLAttributes<HTMLElement>;

/** The custom elements of src/islands; without JavaScript they are plain inline boxes. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'print-button': Plain;
      'copy-text': Plain & { 'data-copy'?: string; 'data-copied'?: string };
      'read-aloud': Plain & { 'data-stop'?: string };
      'live-progress': Plain & { 'data-href'?: string };
      'live-region': Plain & { 'data-stream'?: string };
      'push-device': Plain & { 'data-key'?: string; 'data-denied'?: string };
      'outbox-list': Plain & { 'data-words'?: string };
      'photo-picker': Plain & {
        'data-max'?: string;
        'data-take'?: string;
        'data-remove'?: string;
        'data-photo'?: string;
      };
      'select-all': Plain & { 'data-all'?: string };
    }
  }
}
