import { form, named, oneOf, text } from '../../kit/input.ts';

/** Where to go back to: a path of this site, never another host. */
const back = named(
  text(500)
    .regex(/^\/(?![/\\])[^\\]*$/)
    .default('/'),
  { zh: '返回', en: 'Back to' },
);

export const languageForm = form('home.language', '/language', {
  lang: named(oneOf(['zh', 'en']), { zh: '语言', en: 'Language' }),
  back,
});
export const elderForm = form('home.elder', '/elder', {
  elder: named(oneOf(['on', 'off']), { zh: '长辈版', en: 'Elder version' }),
  back,
});
