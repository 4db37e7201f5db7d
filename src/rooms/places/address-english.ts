/** English addresses, as `printAddress` writes them: Sunny Garden, Phase 2, Building 1, Entrance 2, Room 301. */
import { type Address, ORDER, type Part } from './address-parts.ts';

const WORDS: Readonly<Record<string, Part>> = {
  phase: 'area',
  area: 'area',
  cluster: 'area',
  group: 'area',
  building: 'building',
  bldg: 'building',
  block: 'building',
  entrance: 'entrance',
  ent: 'entrance',
  unit: 'entrance',
  floor: 'floor',
  fl: 'floor',
  room: 'room',
  rm: 'room',
  flat: 'room',
};

/** The English word for each kind of area. */
export const AREA_WORDS: Readonly<Record<string, string>> = { 期: 'Phase', 区: 'Area', 组团: 'Cluster', 组: 'Group' };

/** Sides, by which areas and entrances are called. */
export const SIDE_WORDS: Readonly<Record<string, string>> = {
  东: 'East',
  南: 'South',
  西: 'West',
  北: 'North',
  中: 'Middle',
  左: 'Left',
  右: 'Right',
  前: 'Front',
  后: 'Back',
};
const SIDES = new Map(Object.entries(SIDE_WORDS).map(([zh, en]) => [en, zh]));
const AREAS = new Map(Object.entries(AREA_WORDS).map(([zh, en]) => [en.toLowerCase(), zh]));

const WORD = `(?:${Object.keys(WORDS).join('|')})`;
const LOOKS_ENGLISH = new RegExp(`(?:^|[\\s,”])${WORD}\\.?\\s+[^\\s]`, 'i');
const STEP = new RegExp(`[\\s,]*(${WORD})\\.?\\s+(?:“([^“”]*)”|([^\\s,“”]+))`, 'iy');
const START = new RegExp(`(?:^|[\\s,”])\\s*${WORD}\\.?\\s`, 'gi');

/** True when the text would be taken for a part of an English address. */
export function looksEnglish(text: string): boolean {
  return LOOKS_ENGLISH.test(`${text} x`);
}

/** Reads normalised text; undefined when it is no English address. */
export function readEnglishAddress(typed: string): Address | undefined {
  if (!/[A-Za-z]{2}/.test(typed) || !LOOKS_ENGLISH.test(typed)) return undefined;
  const quotedName = /^“([^“”]*)”(?=[\s,])/.exec(typed);
  START.lastIndex = quotedName ? quotedName[0].length : 0;
  const start = START.exec(typed)?.index;
  if (start === undefined) return undefined;
  const parts: Partial<Record<Part, string>> = {};
  let at = start;
  let raw = '';
  let rank = -1;
  while (at < typed.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(typed);
    const word = match?.[1]?.toLowerCase() ?? '';
    const part = WORDS[word];
    const label = match?.[2] ?? match?.[3];
    if (match === null || part === undefined || label === undefined || ORDER.indexOf(part) <= rank) return undefined;
    rank = ORDER.indexOf(part);
    parts[part] =
      part === 'area'
        ? (SIDES.get(label) ?? label) + (AREAS.get(word) ?? '')
        : part === 'entrance'
          ? (SIDES.get(label) ?? label)
          : label;
    if (part === 'building') raw = match[0].replace(/^[\s,]+/, '');
    at += match[0].length;
  }
  const compound = quotedName?.[1] ?? typed.slice(0, start).replace(/[\s,]+$/, '');
  return {
    ...(compound !== '' && { compound }),
    ...(parts.area !== undefined && { area: parts.area }),
    ...(parts.building !== undefined && { building: { name: parts.building, raw } }),
    ...(parts.entrance !== undefined && { entrance: parts.entrance }),
    ...(parts.floor !== undefined && { floor: parts.floor }),
    ...(parts.room !== undefined && { room: parts.room }),
  };
}
