/** Writes addresses so that `readAddress` reads the same parts back. */
import { AREA_WORDS, looksEnglish, SIDE_WORDS } from './address-english.ts';
import type { AddressParts } from './address-parts.ts';
import { isAddress, readAddress } from './address-reading.ts';
import { cut, TEXT_ROOM } from './address-tokens.ts';
import { namedRoom, readRoom } from './labels.ts';

/**
 * Prints the parts that there are.
 *
 * zh long 1栋2单元301室, short 1-2-301 (without an entrance 1栋301, since 1-301 could be read in two ways);
 * en long Building 1, Entrance 2, Room 301, short 1-2-301 or Bldg 1, Rm 301.
 * Expects canonical labels, as `readAddress` and the piece readers give them. Whatever they are, the print is read
 * back to the same parts: a label that would not be recognised bare stands in quotes (「会所」栋), and a short form
 * that could be read in two ways is replaced by a longer one. A compound alone, without a door, is just its name.
 */
export function printAddress(parts: AddressParts, language: 'zh' | 'en', style: 'long' | 'short'): string {
  const numbers = style === 'short' ? compactNumbers(parts) : undefined;
  if (numbers !== undefined) return behindName(parts, areaOf(parts) + numbers);
  return language === 'en' ? english(parts, style) : behindName(parts, areaOf(parts) + chinese(parts, style));
}

const PLAIN_BUILDING =
  /^(?:[甲乙丙丁戊己东西南北中新老]?(?:[A-Z]{1,2}[0-9]{0,5}[A-Z]?|(?:0|[1-9][0-9]{0,4})[A-Z]{0,2})|[甲乙丙丁戊己东西南北中])$/;
const PLAIN_ENTRANCE = /^(?:(?:0|[1-9][0-9]?)[A-Z]?|[A-Z][0-9]?|[甲乙丙丁戊己东西南北中左右前后])$/;
const PLAIN_FLOOR = /^(?:-[1-9][0-9]?|[1-9][0-9]{0,2})$/;
const PLAIN_ROOM = /^(?:-?[0-9]{1,5}[A-Z]{0,2}|[A-Z]{1,2}[0-9]{0,5}[A-Z]?|[0-9]{3,5}-[0-9A-Z]{1,2})$/;
const PLAIN_NAMED_ROOM = /^\p{Script=Han}+(?:[0-9]{1,5}[A-Z]?|[0-9]{1,5}-[0-9]{1,5}|[A-Z][0-9]{0,4})?$/u;
const PLAIN_AREA = /^(?:0|[1-9][0-9]?|[A-Z]|[东南西北中])(?:期|区|组团|组)$/;
/** A room of three digits or more is known for a room without being called one. */
const PLAIN_NUMBER = /^-?[0-9]{3,5}[A-Z]?$/;

function compactNumbers({ building, entrance, floor, room }: AddressParts): string | undefined {
  if (building === undefined || entrance === undefined || floor !== undefined || room === undefined) return undefined;
  const readsBack =
    /^(?:[1-9][0-9]{0,2}|[A-Z])$/.test(building.name) &&
    /^(?:[1-9][0-9]?|[A-Z])$/.test(entrance) &&
    PLAIN_NUMBER.test(room);
  return readsBack ? `${building.name}-${entrance}-${room.replace(/^-/, '负')}` : undefined;
}

function chinese(parts: AddressParts, style: 'long' | 'short'): string {
  const { building, entrance, floor, room } = parts;
  const text =
    (building === undefined ? '' : `${bare(building.name, PLAIN_BUILDING)}栋`) +
    (entrance === undefined ? '' : `${bare(entrance, PLAIN_ENTRANCE)}单元`) +
    (floor === undefined ? '' : `${bare(floor, PLAIN_FLOOR).replace(/^-/, '负')}层`);
  if (room === undefined) return text;
  if (style === 'short' && PLAIN_NUMBER.test(room)) return text + room.replace(/^-/, '负');
  return text + chineseRoom(room, (building ?? entrance ?? floor) !== undefined);
}

function chineseRoom(room: string, behindPart: boolean): string {
  if (PLAIN_ROOM.test(room) && readRoom(room) === room) return `${room.replace(/^-/, '负')}室`;
  if (/^[东西南北中左右]户$/.test(room)) return room;
  if (namedRoom(room) === room && PLAIN_NAMED_ROOM.test(room)) return /[0-9]$/.test(room) ? `${room}号` : room;
  // A named room reads back behind a part, unless its first word would run into it (栋楼, 单元门).
  const isOneText =
    TEXT_ROOM.test(room) && !/^(?:楼|洞|门(?!卫))/.test(room) && cut(room).every((piece) => piece.kind === 'text');
  if (behindPart && isOneText) return room;
  return `「${room}」室`;
}

function bare(label: string, plain: RegExp): string {
  return plain.test(label) ? label : `「${label}」`;
}

function areaOf({ area }: AddressParts): string {
  if (area === undefined) return '';
  return PLAIN_AREA.test(area) ? area : `「${area}」区`;
}

/** Puts the compound in front: as it is where that reads back, set apart where it would run into the rest, else quoted. */
function behindName(parts: AddressParts, rest: string): string {
  const { compound } = parts;
  if (compound === undefined || rest === '') return compound ?? rest;
  const candidates = [compound + rest, `${compound} ${rest}`];
  return candidates.find((candidate) => readsBack(candidate, parts)) ?? `「${compound}」${rest}`;
}

function readsBack(text: string, parts: AddressParts): boolean {
  const reading = readAddress(text);
  return (
    isAddress(reading) &&
    reading.compound === parts.compound &&
    reading.area === parts.area &&
    reading.building?.name === parts.building?.name &&
    reading.entrance === parts.entrance &&
    reading.floor === parts.floor &&
    reading.room === parts.room
  );
}

function english(parts: AddressParts, style: 'long' | 'short'): string {
  const { compound, area, building, entrance, floor, room } = parts;
  const short = style === 'short';
  const words: string[] = [];
  if (compound !== undefined)
    words.push(/^[\p{Script=Han}A-Za-z0-9 ]+$/u.test(compound) && !looksEnglish(compound) ? compound : `“${compound}”`);
  if (area !== undefined) words.push(englishArea(area));
  if (building !== undefined) words.push(`${short ? 'Bldg' : 'Building'} ${quoted(building.name)}`);
  if (entrance !== undefined) words.push(`${short ? 'Ent' : 'Entrance'} ${SIDE_WORDS[entrance] ?? quoted(entrance)}`);
  if (floor !== undefined) words.push(`${short ? 'Fl' : 'Floor'} ${quoted(floor)}`);
  if (room !== undefined) words.push(`${short ? 'Rm' : 'Room'} ${quoted(room)}`);
  return words.join(', ');
}

function englishArea(area: string): string {
  const [, label = area, kind = ''] = /^(.+?)(期|区|组团|组)$/.exec(area) ?? [];
  return `${AREA_WORDS[kind] ?? 'Area'} ${SIDE_WORDS[label] ?? quoted(label)}`;
}

function quoted(label: string): string {
  return /^[^\s,“”]+$/.test(label) ? label : `“${label}”`;
}
