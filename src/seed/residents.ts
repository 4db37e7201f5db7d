import { newId } from '../kit/ids.ts';
import {
  checkDigit,
  type NewHousehold,
  type NewPerson,
  type NewResidence,
  type NewTag,
  type Sex,
  type TagKind,
} from '../rooms/people/index.ts';
import type { Chance } from './chance.ts';

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const womensNames = [
  '秀英',
  '桂兰',
  '玉珍',
  '凤霞',
  '丽华',
  '淑琴',
  '美玲',
  '晓燕',
  '雅琴',
  '春梅',
  '红霞',
  '海燕',
  '婷婷',
  '雪',
  '静怡',
  '欣妍',
  '雨桐',
  '诗涵',
  '佳慧',
  '敏',
  '芳',
  '娟',
  '洁',
  '月娥',
  '素芬',
];
const mensNames = [
  '建国',
  '志强',
  '德福',
  '国庆',
  '文斌',
  '海涛',
  '永强',
  '长贵',
  '家豪',
  '浩然',
  '子轩',
  '宇航',
  '晨阳',
  '伟',
  '军',
  '磊',
  '勇',
  '杰',
  '明',
  '春生',
  '铁柱',
  '学军',
  '立新',
  '建军',
  '广才',
];

export type Invented = {
  readonly persons: readonly NewPerson[];
  readonly households: readonly NewHousehold[];
  readonly residences: readonly NewResidence[];
  readonly tags: readonly NewTag[];
};

type Door = { readonly id: string; readonly occupancy: 'self' | 'let' | 'empty' };

/** Numbers that are never given twice within one seed. */
export type Register = { readonly births: Map<string, number>; phones: number };

/** A fresh register; phones begin with a number of their own per world. */
export function register(firstPhone: number): Register {
  return { births: new Map(), phones: firstPhone };
}

/** Invented people for the dwellings of one compound: a household behind each door that is not empty. */
export function inventResidents(
  doors: readonly Door[],
  world: {
    readonly chance: Chance;
    readonly register: Register;
    readonly district: string;
    readonly placeId: string;
    readonly year: number;
    /** In how many of a hundred younger households a parent lives too. */
    readonly withParent?: number;
  },
): Invented {
  const { chance, year, withParent = 18 } = world;
  const persons: NewPerson[] = [];
  const households: NewHousehold[] = [];
  const residences: NewResidence[] = [];
  const tags: NewTag[] = [];
  const fromYear = (): string => `${year - 1 - chance.below(14)}-${two(1 + chance.below(12))}-01`;
  const invent = (
    sex: Sex,
    age: number,
    surname: string,
    relation: string,
    home: { doorId: string; householdId: string; fromDay: string; isOwner: boolean },
  ): NewPerson => {
    const birthDate = `${year - age}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`;
    const person: NewPerson = {
      id: newId(),
      name: surname + chance.pick(sex === 'female' ? womensNames : mensNames),
      sex,
      birthDate,
      idNumber: idNumber(world.district, birthDate, sex, world.register),
      phone: age >= 12 && age < 88 ? phone(world.register) : null,
      placeId: world.placeId,
    };
    persons.push(person);
    residences.push({
      dwellingId: home.doorId,
      personId: person.id ?? '',
      householdId: home.householdId,
      capacity: home.isOwner ? 'owner' : 'resident',
      livesHere: true,
      relation,
      fromDay: home.fromDay,
    });
    for (const kind of tagsOf(chance, sex, age)) tags.push(tagOf(chance, kind, person, home.fromDay, year));
    return person;
  };
  for (const door of doors) {
    if (door.occupancy === 'empty') continue;
    const householdId = newId();
    const fromDay = fromYear();
    const home = { doorId: door.id, householdId, fromDay, isOwner: false };
    const isOld = chance.percent(24);
    const headSex: Sex = chance.percent(56) ? 'male' : 'female';
    const surname = chance.pick(surnames);
    const headAge = isOld ? 65 + chance.below(26) : 27 + chance.below(36);
    const head = invent(headSex, headAge, surname, '02', { ...home, isOwner: door.occupancy === 'self' });
    const before = persons.length;
    if (chance.percent(isOld ? 55 : 78))
      invent(
        headSex === 'male' ? 'female' : 'male',
        Math.max(24, headAge - 3 + chance.below(6)),
        chance.pick(surnames),
        '10',
        home,
      );
    const children = isOld ? 0 : ([0, 1, 1, 1, 2][chance.below(5)] ?? 0);
    for (let i = 0; i < children; i += 1) {
      const sex: Sex = chance.percent(50) ? 'female' : 'male';
      invent(
        sex,
        Math.max(1, Math.min(24, headAge - 26 - chance.below(5))),
        surname,
        sex === 'male' ? '20' : '30',
        home,
      );
    }
    if (!isOld && chance.percent(withParent)) {
      const sex: Sex = chance.percent(60) ? 'female' : 'male';
      invent(
        sex,
        headAge + 24 + chance.below(6),
        sex === 'male' ? surname : chance.pick(surnames),
        sex === 'male' ? '51' : '52',
        home,
      );
    }
    if (headAge >= 70 && persons.length === before) tags.push(tagOf(chance, 'living_alone', head, fromDay, year));
    households.push({
      id: householdId,
      dwellingId: door.id,
      headId: head.id,
      declaredSize: persons.length - before + 1,
      fromDay,
    });
  }
  return { persons, households, residences, tags };
}

function tagsOf(chance: Chance, sex: Sex, age: number): TagKind[] {
  const held: TagKind[] = [];
  if (age >= 80) held.push('advanced_age');
  if (age >= 75 && chance.percent(6)) held.push('lost_ability');
  if (age >= 20 && chance.percent(2)) held.push('disability');
  if (age >= 30 && chance.percent(2)) held.push('low_income');
  if (sex === 'male' && age >= 40 && chance.percent(4)) held.push('veteran');
  return held;
}

const visited = new Set<TagKind>(['living_alone', 'lost_ability']);

function tagOf(chance: Chance, kind: TagKind, person: NewPerson, fromDay: string, year: number): NewTag {
  const tag: NewTag = { personId: person.id ?? '', kind, fromDay };
  if (!visited.has(kind)) return tag;
  const frequency = chance.pick(['weekly', 'monthly', 'monthly', 'quarterly'] as const);
  return { ...tag, plan: { frequency, lastVisit: `${year}-${two(8 + chance.below(3))}-${two(1 + chance.below(28))}` } };
}

function idNumber(district: string, birthDate: string, sex: Sex, register: Register): string {
  const key = `${birthDate}${sex}`;
  const order = (register.births.get(key) ?? (sex === 'male' ? 1 : 2)) % 1000;
  register.births.set(key, order + 2);
  const digits = `${district}${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return digits + checkDigit(digits);
}

/** Numbers beginning with 1990000, which no carrier has given out. */
function phone(register: Register): string {
  register.phones += 1;
  return `199${String(register.phones).padStart(8, '0')}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
