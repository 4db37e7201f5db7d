/**
 * Reads addresses as people type them: 1栋2单元301, 1-2-301, 1#2-301, １幢２单元３０１, 三栋二单元三零一,
 * 阳光花园二期3号楼1门502户, 1栋负一层101. What can be read in more than one way is said, with every reading.
 */
import { readEnglishAddress } from './address-english.ts';
import { type Address, type AddressReading, ORDER, type Part } from './address-parts.ts';
import { cut, normalise, type Piece, TEXT_ROOM } from './address-tokens.ts';
import { floorOf } from './labels.ts';

/** The longest text that is read as an address, in characters. */
const LONGEST = 120;

/**
 * Reads one address.
 *
 * In: what a person typed or a ledger's cell holds, in Chinese or in the English that `printAddress` writes.
 * Out: the parts found. A missing part is not invented: 301 is a room without a building, 1栋 a building without a room.
 * Ambiguous: 1-301 (building 1 or entrance 1), 1栋2 (entrance 2 or room 2), 3-2-1, 1栋-101 (room 101 or below ground),
 * 3楼301 (building 3 or floor 3), 解放路12号301 (a house number or a building).
 * Refused: nothing typed, far too long, or no door can be made of it (only a name, two rooms, parts in a strange order).
 */
export function readAddress(text: string): AddressReading {
  const typed = normalise(text);
  if (typed === '') return { refused: 'address_empty' };
  if (typed.length > LONGEST) return { refused: 'address_too_long' };
  const english = readEnglishAddress(typed);
  if (english) return english;
  const readings = readingsOf(typed);
  const [only] = readings;
  if (only === undefined) return { refused: 'address_not_understood' };
  return readings.length === 1 ? only : { ambiguous: 'address_ambiguous', readings };
}

/** True when the reading is one address, neither refused nor ambiguous. */
export function isAddress(reading: AddressReading): reading is Address {
  return !('refused' in reading) && !('ambiguous' in reading);
}

// ── from pieces to readings ────────────────────────────────────────────────

type Assigned = readonly (Part | 'name')[];

function readingsOf(typed: string): Address[] {
  const pieces = asRooms(cut(typed));
  const lastText = pieces.findLastIndex((piece) => piece.kind === 'text');
  const named = pieces.slice(0, lastText + 1);
  const rest = pieces.slice(lastText + 1);
  if (rest.length === 0 || rest.length > 6) return [];
  const found = withSigns(rest).flatMap((variant) => {
    const streetNumber =
      variant[0]?.kind === 'house' && named.length > 0 && /[路街道巷胡同]$/.test(named.at(-1)?.label ?? '');
    const plain = assignments(variant, false);
    const all = plain.length === 0 || streetNumber ? [...plain, ...assignments(variant, named.length > 0)] : plain;
    return all
      .filter((assigned) => fits(assigned, variant))
      .flatMap((assigned) => addressesOf(typed, named, variant, assigned));
  });
  // A building swallowed by the name in front (1栋前2单元301) must not vanish silently.
  const hidesBuilding = named.some((piece) => piece.kind === 'block');
  const complete = hidesBuilding ? found.filter((address) => address.building !== undefined) : found;
  if (complete.length < 2) return complete;
  return [
    ...new Map(
      complete.map((address) => [JSON.stringify({ ...address, building: address.building?.name }), address]),
    ).values(),
  ];
}

/** Text behind a building or an entrance that ends like a room (门卫室, 保安亭) is a room. */
function asRooms(pieces: Piece[]): Piece[] {
  const last = pieces.at(-1);
  const before = pieces.at(-2);
  if (last?.kind !== 'text' || before === undefined || before.kind === 'text' || before.kind === 'area') return pieces;
  if (!last.quoted && !TEXT_ROOM.test(last.label)) return pieces;
  return [...pieces.slice(0, -1), { ...last, kind: 'room' }];
}

/**
 * A dash before the last number separates (1-2-301) or is a sign (1-2--101, 1栋-101).
 * It is surely a separator only where dashes separate everything, surely a sign only at the start or behind a dash.
 */
function withSigns(pieces: readonly Piece[]): (readonly Piece[])[] {
  const last = pieces.at(-1);
  if (last === undefined || !/-$/.test(last.gap) || !/^[0-9]/.test(last.label)) return [pieces];
  if (!['long', 'short', 'room', 'floor', 'house'].includes(last.kind)) return [pieces];
  const signed = [...pieces.slice(0, -1), { ...last, label: `-${last.label}`, gap: '' }];
  const before = pieces.at(-2);
  const isBare = before?.kind === 'short' || before?.kind === 'long';
  if (/-\s*-$/.test(last.gap)) {
    // 1--301: an entrance left out, or room -301.
    const emptyEntrance = pieces.length === 2 && before ? [[{ ...before, kind: 'hash' as const }, last]] : [];
    return [...emptyEntrance, signed];
  }
  if (pieces.length === 1) return last.start === last.gap.length ? [signed] : [pieces, signed];
  const dashesElsewhere = pieces.slice(0, -1).some((piece) => piece.gap.includes('-'));
  return isBare || dashesElsewhere ? [pieces] : [pieces, signed];
}

/** Which parts a piece may be. `first` is set for the first piece, `built` once a building was found. */
function partsOf(pieces: readonly Piece[], index: number, built: boolean): readonly Part[] {
  const piece = pieces[index];
  const first = index === 0;
  switch (piece?.kind) {
    case 'area':
      return ['area'];
    case 'block':
      return ['building'];
    case 'tower':
      return built ? ['entrance'] : ['building'];
    case 'entrance':
      return ['entrance'];
    case 'floor':
      return ['floor'];
    case 'level':
      return built || !first ? ['floor'] : ['building', 'floor'];
    case 'gate':
      return built ? ['entrance'] : [];
    case 'room':
      return ['room'];
    case 'house':
      return ['building', 'room'];
    case 'hash':
      return built ? (piece.label.length < 3 ? ['entrance', 'room'] : ['room']) : ['building'];
    case 'short':
      if (!first) return built ? ['entrance', 'floor', 'room'] : ['building', 'entrance', 'floor', 'room'];
      // A bare number is an area only in front of a marked building, or where four numbers stand in a row.
      return pieces.length >= 4 || pieces[1]?.kind === 'block' ? ORDER : ['building', 'entrance', 'floor', 'room'];
    case 'long':
      return index === pieces.length - 1 ? ['room'] : ['building', 'room'];
    default:
      return [];
  }
}

/** Every way to give each piece a part, in the order of the parts; a room may take two pieces (301-1). */
function assignments(pieces: readonly Piece[], mayJoinName: boolean): Assigned[] {
  const found: Assigned[] = [];
  const step = (index: number, from: number, assigned: Assigned): void => {
    const piece = pieces[index];
    if (piece === undefined) {
      found.push(assigned);
      return;
    }
    for (const part of partsOf(pieces, index, assigned.includes('building'))) {
      const rank = ORDER.indexOf(part);
      if (rank >= from) step(index + 1, rank + 1, [...assigned, part]);
    }
    const done = assigned.at(-1);
    if (done === 'room' && isRoomPart(pieces[index - 1], piece)) step(index + 1, ORDER.length, [...assigned, 'room']);
    if (done === 'building' && isBuildingPart(pieces[index - 1], piece)) step(index + 1, 2, [...assigned, 'building']);
  };
  step(0, 0, []);
  // 解放路12号3栋: the house number belongs to the street; 北门3栋: the gate is the place's name.
  const [head] = pieces;
  if (mayJoinName && head?.kind === 'house') step(1, 0, ['name']);
  if (head?.kind === 'gate' && pieces[1]?.kind === 'block') step(1, 1, ['name']);
  return found;
}

/** 301-1: a part of a room that was divided. */
function isRoomPart(room: Piece | undefined, piece: Piece): boolean {
  return (
    room?.kind === 'long' &&
    piece.gap === '-' &&
    piece.label.length <= 2 &&
    ['short', 'room', 'house'].includes(piece.kind)
  );
}

/** 2-3栋: a building with a number of two parts. */
function isBuildingPart(front: Piece | undefined, piece: Piece): boolean {
  return front?.kind === 'short' && piece.kind === 'block' && piece.gap === '-';
}

/** What nobody means is left out; everything else stays, and more than one reading is ambiguous. */
function fits(assigned: Assigned, pieces: readonly Piece[]): boolean {
  const area = pieces[assigned.indexOf('area')];
  const building = pieces[assigned.indexOf('building')];
  const entrance = pieces[assigned.indexOf('entrance')];
  const floor = pieces[assigned.indexOf('floor')];
  const room = pieces[assigned.indexOf('room')];
  const bareParts = new Set(assigned.filter((_, index) => isBare(pieces[index]))).size;
  if (isBare(area) && !(/^[0-9]+$/.test(area.label) && building && (!isBare(building) || bareParts >= 4))) return false;
  if (building?.kind === 'long' && (building.label.length > 3 || entrance === undefined)) return false;
  if ((isBare(building) || building?.kind === 'house') && building.label.startsWith('-')) return false;
  if ((isBare(entrance) || entrance?.kind === 'hash') && /^[0-9]{3}|^-/.test(entrance.label)) return false;
  if (isBare(entrance) && building === undefined && (room === undefined || bareParts >= 3)) return false;
  if (isBare(entrance) && room === undefined && floor === undefined && BASEMENT.test(entrance.label)) return false;
  if (isBare(floor)) {
    const isBasement = BASEMENT.test(floor.label);
    if (building === undefined && !(isBasement && pieces.length === 1)) return false;
    if (!isBasement && !isStoreyOf(floor.label, room?.label ?? '', entrance !== undefined)) return false;
  }
  return true;
}

/** A number or letter without a word that says what it is. */
function isBare(piece: Piece | undefined): piece is Piece & { readonly kind: 'short' | 'long' } {
  return piece?.kind === 'short' || piece?.kind === 'long';
}

const BASEMENT = /^B[1-4]$/;

/** 3-2-1 may be floor 2, door 1; in 1-2-301 the room tells its floor itself, in 1-2-3-301 it repeats it. */
function isStoreyOf(floor: string, room: string, behindEntrance: boolean): boolean {
  if (!/^[0-9]+$/.test(floor)) return false;
  return /^[0-9]{1,2}$/.test(room) || (behindEntrance && floorOf(room) === Number(floor));
}

function addressesOf(typed: string, named: readonly Piece[], pieces: readonly Piece[], assigned: Assigned): Address[] {
  const parts: Partial<Record<Part, string>> = {};
  let raw = '';
  let rawStart = typed.length;
  let nameEnd = named.at(-1)?.end ?? 0;
  let split: Piece['split'];
  pieces.forEach((piece, index) => {
    const part = assigned[index];
    if (part === 'name') nameEnd = piece.end;
    else if (part === 'floor') parts.floor = piece.label.replace(/^B/, '-');
    else if (part !== undefined)
      parts[part] = index > 0 && part === assigned[index - 1] ? `${parts[part]}-${piece.label}` : piece.label;
    if (part === 'building') {
      rawStart = Math.min(rawStart, piece.start);
      raw = typed.slice(rawStart, piece.end);
      split = piece.split;
    }
  });
  const name = nameOf(typed, named, nameEnd);
  const whole = address(name, parts, raw);
  if (pieces[0]?.kind === 'short' && assigned[0] === 'area') {
    // Four numbers: the first may count a phase or an area.
    return ['期', '区'].map((kind) => ({ ...whole, area: `${parts.area}${kind}` }));
  }
  if (split === undefined) return [whole];
  return [whole, address(name + split.text, { ...parts, building: split.label }, raw.slice(split.text.length))];
}

function nameOf(typed: string, named: readonly Piece[], end: number): string {
  const [first] = named;
  // A quoted name is taken as it stands.
  if (named.length === 1 && first?.quoted && first.end === end) return first.label;
  return typed
    .slice(first?.start ?? 0, end)
    .replace(/(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/gu, '')
    .trim();
}

function address(compound: string, parts: Partial<Record<Part, string>>, raw: string): Address {
  const { area, building, entrance, floor, room } = parts;
  return {
    ...(compound !== '' && { compound }),
    ...(area !== undefined && { area }),
    ...(building !== undefined && { building: { name: building, raw } }),
    ...(entrance !== undefined && { entrance }),
    ...(floor !== undefined && { floor }),
    ...(room !== undefined && { room }),
  };
}
