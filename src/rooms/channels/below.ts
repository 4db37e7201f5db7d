import { publishVerbs } from './events.ts';
import { weighMessages } from './topics.ts';

// What the rooms below cannot say themselves, since they know nothing of this one.

weighMessages({
  'groups.told_invited': 'must_do',
  'groups.told_applied': 'must_do',
  'groups.told_terms_end': 'must_do',
  'stewards.told_appointed': 'must_do',
  'stewards.told_taken_over': 'must_do',
});

const atPlace = '/places/{place}';

publishVerbs({
  'groups.found': {
    name: { zh: '成立新的组织', en: 'A group is founded' },
    said: { zh: '{place}成立了新的组织', en: 'A new group was founded: {place}' },
    facts: ['kind', 'variety', 'foundedOn'],
    href: atPlace,
    byRobots: true,
  },
  'groups.dissolve': {
    name: { zh: '组织结束', en: 'A group is dissolved' },
    said: { zh: '{place}有组织结束了', en: 'A group was dissolved: {place}' },
    facts: ['dissolvedOn'],
    href: atPlace,
    byRobots: true,
  },
  'places.add': {
    name: { zh: '新登记地点', en: 'A place is added' },
    said: { zh: '新登记了地点：{place}', en: 'A place was added: {place}' },
    facts: ['kind'],
    href: atPlace,
    byRobots: false,
  },
  'places.renumber': {
    name: { zh: '地点改名称或编号', en: 'A place is renamed' },
    said: { zh: '{place}改了名称或编号', en: 'A place was renamed: {place}' },
    facts: [],
    href: atPlace,
    byRobots: true,
  },
  'places.merge': {
    name: { zh: '地点合并', en: 'Places are merged' },
    said: { zh: '{place}并入了别处', en: 'A place was merged: {place}' },
    facts: [],
    href: atPlace,
    byRobots: false,
  },
  'places.split': {
    name: { zh: '地点拆分', en: 'A place is split' },
    said: { zh: '{place}拆分了', en: 'A place was split: {place}' },
    facts: [],
    href: atPlace,
    byRobots: false,
  },
});
