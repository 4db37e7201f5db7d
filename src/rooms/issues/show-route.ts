import { page } from '../../kit/route.ts';
import { showInput } from './input.ts';
import { loadIssue } from './load-issue.ts';
import { showShows } from './models.ts';
import { showView } from './show-view.tsx';
import { refusalWords } from './words.ts';

export const showPage = page({
  name: 'issues.show',
  path: '/issues/{ref}',
  summary: { zh: '一件事从头到尾', en: 'An issue from its first word to its last' },
  may: 'anyone',
  input: showInput,
  words: refusalWords,
  shows: showShows,
  load: loadIssue,
  view: showView,
});
