import { render } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { faceFor } from '../../kit/face.ts';
import { deskView } from './views.tsx';

const face = faceFor({
  lang: 'en',
  elder: false,
  actor: undefined,
  now: new Date('2026-11-22T02:00:00Z'),
  today: '2026-11-22',
  zone: 'Asia/Shanghai',
  url: new URL('http://localhost/desk'),
  baseUrl: 'http://localhost',
  demo: false,
});

test.each([
  ['until_given', '/sign-in/factor?next=/desk', 'Give the second step'],
  ['until_set_up', '/me/second-factor', 'Set it up now'],
] as const)('a post that waits (%s) leads to what it waits for', (withheld, href, label) => {
  const html = render(deskView({ posts: [], work: [], withheld }, face).body);
  expect(html).toMatch(new RegExp(`href="${href.replace('?', '\\?')}"[^>]*>.*${label}`));
});

test('nothing is said where nothing waits', () => {
  expect(render(deskView({ posts: [], work: [], withheld: null }, face).body)).not.toContain('second');
});
