import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The pictures we use, by their names at lucide.dev. One that is not listed here does not compile. */
export const iconNames = [
  'arrow-down',
  'arrow-left',
  'arrow-right',
  'arrow-up',
  'arrow-up-down',
  'award',
  'ban',
  'bell',
  'book-open',
  'building',
  'building-2',
  'calendar',
  'calendar-check',
  'calendar-plus',
  'camera',
  'chart-column',
  'check',
  'chevron-down',
  'chevron-left',
  'chevron-right',
  'circle',
  'circle-alert',
  'circle-check',
  'circle-dashed',
  'circle-help',
  'circle-x',
  'clipboard-list',
  'clock',
  'coins',
  'copy',
  'door-closed',
  'door-open',
  'download',
  'eye',
  'eye-off',
  'file-text',
  'filter',
  'flag',
  'footprints',
  'gift',
  'git-merge',
  'globe',
  'grid-3x3',
  'hammer',
  'hand-heart',
  'hand-helping',
  'handshake',
  'heart',
  'history',
  'hourglass',
  'house',
  'id-card',
  'inbox',
  'info',
  'key-round',
  'landmark',
  'languages',
  'layout-list',
  'lightbulb',
  'link',
  'list-checks',
  'lock',
  'log-in',
  'log-out',
  'mail',
  'map-pin',
  'megaphone',
  'menu',
  'message-circle',
  'messages-square',
  'minus',
  'move-right',
  'network',
  'notebook-pen',
  'paperclip',
  'pencil',
  'phone',
  'plus',
  'printer',
  'qr-code',
  'refresh-cw',
  'scale',
  'search',
  'send',
  'settings',
  'shield-check',
  'sprout',
  'square-check',
  'star',
  'stethoscope',
  'tag',
  'thumbs-up',
  'trash-2',
  'triangle-alert',
  'type',
  'undo-2',
  'unlink',
  'upload',
  'user',
  'user-check',
  'user-plus',
  'user-search',
  'users',
  'volume-2',
  'vote',
  'wrench',
  'x',
] as const;

export type IconName = (typeof iconNames)[number];

const find = createRequire(import.meta.url);
const drawn = new Map<IconName, string>();

/** An icon's strokes as SVG text, for a 24 × 24 view box. Read once, when first used. */
export function iconStrokes(name: IconName): string {
  let strokes = drawn.get(name);
  if (strokes === undefined) {
    const svg = readFileSync(find.resolve(`lucide-static/icons/${name}.svg`), 'utf8');
    const lines = svg
      .slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
      .replace(/\s*\n\s*/g, '')
      .replaceAll(' />', '/>');
    strokes = `<g fill="none" stroke="currentColor">${lines}</g>`;
    drawn.set(name, strokes);
  }
  return strokes;
}

export type IconProps = { readonly name: IconName; readonly class?: string | undefined };

/** A picture beside words; it says nothing itself, so a screen reader skips it. */
export function Icon({ name, class: extra }: IconProps) {
  return (
    <svg
      class={extra ? `icon ${extra}` : 'icon'}
      width="20"
      height="20"
      viewBox="0 0 24 24"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: iconStrokes(name) }}
    />
  );
}
