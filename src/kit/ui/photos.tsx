import type { Lang } from '../lang.ts';
import { Field, fieldControl } from './field.tsx';
import type { FieldProps } from './field-parts.tsx';
import { ui, uiWords } from './words.ts';

/**
 * Photos to send with a form (`<Form files>`), several at once. Without script a plain chooser, in which phones offer the
 * camera; with script they are made small before they are sent, shown, and can be taken out again one by one.
 */
export function PhotoField(props: FieldProps & { /** As in the input's schema. */ readonly max?: number | undefined }) {
  const { lang, max = 12, hint, value } = props;
  return (
    <Field
      {...props}
      hint={
        <>
          {hint}
          {/* A browser never gives a chosen file back: after a refusal it must be chosen anew, and that is said. */}
          {value ? <p class="photos-again">{ui(uiWords.photosAgain, lang)}</p> : null}
          {hint || value ? null : ui(uiWords.photosHint, lang)}
        </>
      }
    >
      <photo-picker
        data-max={String(max)}
        data-take={ui(uiWords.takePhoto, lang)}
        data-remove={ui(uiWords.removePhoto, lang)}
        data-photo={ui(uiWords.photoNumber, lang)}
      >
        <input type="file" {...fieldControl(props)} accept="image/*,.heic,.heif" multiple={max > 1} />
      </photo-picker>
    </Field>
  );
}

export type Photo = {
  /** Where the whole photo is. */
  readonly href: string;
  /** Where the small one is. */
  readonly thumb: string;
  /** What is on it, or which one of what it is. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
};

/** Small pictures that lead to the whole ones. */
export function Photos({ label, items }: { readonly label: string; readonly items: readonly Photo[] }) {
  if (items.length === 0) return null;
  return (
    <ul class="photos" aria-label={label}>
      {items.map((photo) => (
        <li key={photo.href}>
          <a href={photo.href}>
            <img src={photo.thumb} alt={photo.alt} width={photo.width} height={photo.height} loading="lazy" />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** How it was and how it is now, side by side. */
export function BeforeAfter({
  lang,
  before,
  after,
}: {
  readonly lang: Lang;
  readonly before: readonly Photo[];
  readonly after: readonly Photo[];
}) {
  const side = (title: string, items: readonly Photo[]) => (
    <figure>
      <figcaption>{title}</figcaption>
      {items.length > 0 ? <Photos label={title} items={items} /> : <p class="soft">{ui(uiWords.noPhoto, lang)}</p>}
    </figure>
  );
  return (
    <div class="before-after">
      {side(ui(uiWords.photosBefore, lang), before)}
      {side(ui(uiWords.photosAfter, lang), after)}
    </div>
  );
}
