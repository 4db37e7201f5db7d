import type { Face, FormState } from '../../kit/face.ts';
import { TextField } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { words } from './words.ts';

/** A visit is not replayed, so its form carries no request id. */
export function withoutId(form: FormState): Omit<FormState, 'requestId'> {
  const { requestId: _, ...rest } = form;
  return rest;
}

/** Six digits from a phone; what was typed wrong is never shown again. */
export function CodeField({ form, face }: { readonly form: FormState; readonly face: Face }) {
  return (
    <TextField
      lang={face.lang}
      {...form.field('code')}
      value=""
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={20}
      width="short"
    />
  );
}

/** A new password, twice; what was typed is never shown again. */
export function NewPasswordFields({ form, face }: { readonly form: FormState; readonly face: Face }) {
  const t = speak(words, face.lang);
  const shared = { lang: face.lang, type: 'password', autoComplete: 'new-password', width: 'medium' } as const;
  return (
    <>
      <TextField {...shared} {...form.field('password')} value="" hint={t('password_hint')} />
      <TextField {...shared} {...form.field('again')} value="" />
    </>
  );
}
