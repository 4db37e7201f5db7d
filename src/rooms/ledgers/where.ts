import {
  buildingKey,
  entranceKey,
  placeKey,
  readAddress,
  readBuilding,
  readEntrance,
  readRoom,
  roomKey,
} from '../places/index.ts';
import { type RowCells, textIn, wrong } from './cells.ts';
import type { SheetPlan } from './ledger.ts';

/** A named place, as far as finding rows' places needs it. */
export type Named = { readonly id: string; readonly name: string; readonly path: string };
export type CompoundNamed = Named & { readonly communityId: string };

/** Where an import may bring rows: the place it was started at, and what stands there. */
export type Ground = {
  readonly district: string;
  readonly place: Named & { readonly kind: string };
  /** The communities at or below the place; the one above it when the place is a compound. */
  readonly communities: readonly Named[];
  readonly compounds: readonly CompoundNamed[];
};

/** The compound of a row: one that stands, or one to be founded by its name. */
export type Spot = {
  readonly communityId: string;
  readonly compoundId?: string | undefined;
  readonly compound: string;
};

/** One way of reading a door's address, as labels. */
export type DoorLabels = { readonly building: string; readonly entrance: string; readonly room: string };

/** A door named by a row: in a compound, or anywhere below the place where the row does not say in which. */
export type DoorRef = {
  readonly spot?: Spot | undefined;
  readonly communityId?: string | undefined;
  /** More than one when what was typed can be read in several ways. */
  readonly readings: readonly DoorLabels[];
  /** As typed, for people. */
  readonly typed: string;
};

/** The key of a door within its compound. */
export function doorKey({ building, entrance, room }: DoorLabels): string {
  return `${keyOfBuilding(building)}|${keyOfEntrance(entrance)}|${keyOfRoom(room)}`;
}

/** Remembers what a pure function of a text gave: a ledger says the same building some hundred times. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    if (known.size > 20_000) known.clear();
    const made = read(text);
    known.set(text, made);
    return made;
  };
}

const keyOfBuilding = remembered(buildingKey);
const keyOfEntrance = remembered(entranceKey);
const keyOfRoom = remembered(roomKey);
const labelOfBuilding = remembered<string | undefined>(readBuilding);
const labelOfEntrance = remembered<string | undefined>(readEntrance);
const labelOfRoom = remembered<string | undefined>(readRoom);
const plainName = remembered((name) => placeKey('compound', name));

/** A name without spaces, and without what the code list adds to communities. */
const plain = plainName;
const shortCommunity = (name: string): string =>
  plain(name)
    .replace(/(居民委员会|居委会|村民委员会|村委会)$/, '')
    .replace(/社区社区$/, '社区');

/** Finds communities and compounds by the words of a column, a sheet's name, a title or an address. */
export type Finder = {
  /** What the sheet as a whole says. */
  sheet(plan: Pick<SheetPlan, 'name' | 'titles'>): Hint;
  /** Where a row belongs, from its own cells and its sheet. `compound` is what its address begins with. */
  spot(cells: RowCells, hint: Hint, compound?: string): { spot?: Spot | undefined; communityId?: string | undefined };
};

export type Hint = { readonly community?: Named | undefined; readonly compound?: string | undefined };

/** Prepares the finding of places on a ground. */
export function openFinder(ground: Ground): Finder {
  const byName = new Map(
    ground.communities.flatMap((each) => [
      [plain(each.name), each],
      [shortCommunity(each.name), each],
    ]),
  );
  const names = [...byName.keys()].filter((name) => name.length >= 2).sort((a, b) => b.length - a.length);
  const single = ground.communities.length === 1 ? ground.communities[0] : undefined;
  const own = ground.place.kind === 'compound' ? ground.compounds[0] : undefined;
  const standing = new Map(ground.compounds.map((each) => [`${each.communityId} ${plain(each.name)}`, each]));
  const everywhere = Map.groupBy(ground.compounds, (each) => plain(each.name));

  /** 湖北省咸宁市咸安区温泉街道南昌路社区和谐小区 → community and what stands behind it. */
  const split = (text: string): { community?: Named | undefined; rest: string } => {
    const bare = plain(text);
    const name = names.find((each) => bare.includes(each));
    if (name !== undefined) {
      const rest = bare.slice(bare.indexOf(name) + name.length).replace(/^(居民委员会|居委会|村民委员会|村委会)/, '');
      return { community: byName.get(name), rest };
    }
    return { rest: bare.replace(/^.*(?:街道办事处|街道|居民委员会|居委会|村委会|社区)/, '') };
  };
  const spotOf = (community: Named | undefined, compound: string): Spot | undefined => {
    const key = plain(compound);
    if (key === '') return undefined;
    const known = community ? standing.get(`${community.id} ${key}`) : onlyOne(everywhere.get(key));
    if (known) return { communityId: known.communityId, compoundId: known.id, compound: known.name };
    return community ? { communityId: community.id, compound: key } : undefined;
  };
  const isKnown = (compound: string): boolean => everywhere.has(plain(compound));

  return {
    sheet: ({ name, titles }) => {
      const texts = [
        titles.map(bareTitle).find((title) => title !== ''),
        isPlainSheetName(name) ? undefined : bareTitle(name),
      ];
      const read = texts.flatMap((text) => (text ? [split(text)] : []));
      const named = read.map(({ rest }) => rest).filter((rest) => isKnown(rest) || soundsLikeCompound(rest));
      // The sheet's own name is nearer than a title that all sheets share.
      return { community: read.findLast(({ community }) => community)?.community, compound: named.at(-1) };
    },
    spot: (cells, hint, addressed) => {
      if (own) {
        const said = textIn(cells, 'compound', 60);
        const rest = said === undefined ? '' : split(said).rest;
        if (rest !== '' && rest !== plain(own.name)) wrong('outside_place', 'compound');
        return {
          spot: { communityId: own.communityId, compoundId: own.id, compound: own.name },
          communityId: own.communityId,
        };
      }
      const communityText = textIn(cells, 'community', 60);
      const compoundText = textIn(cells, 'compound', 60);
      const inCompound = compoundText === undefined ? undefined : split(compoundText);
      const inAddress = addressed === undefined ? undefined : split(addressed);
      const community =
        single ??
        (communityText === undefined
          ? undefined
          : (split(communityText).community ?? wrong('community_unknown', 'community'))) ??
        inCompound?.community ??
        inAddress?.community ??
        hint.community;
      // Words before a building may be a street or a community of elsewhere: they name a compound only if it is known or sounds so.
      const fromAddress =
        inAddress && (isKnown(inAddress.rest) || soundsLikeCompound(inAddress.rest)) ? inAddress.rest : undefined;
      const compound = inCompound?.rest || fromAddress || hint.compound;
      return { communityId: community?.id, spot: compound === undefined ? undefined : spotOf(community, compound) };
    },
  };
}

function onlyOne<T>(list: readonly T[] | undefined): T | undefined {
  return list?.length === 1 ? list[0] : undefined;
}

/** Sheet1, 工作表2, 表三: names nobody chose. */
function isPlainSheetName(name: string): boolean {
  return /^(sheet|工作表|表)?[ _-]?[\d一二三四五六七八九十]*$/i.test(name.trim());
}

/** 南昌路社区和谐小区住户台账（2026年） → 南昌路社区和谐小区. */
function bareTitle(title: string): string {
  return plain(title)
    .replace(/\([^()]*\)|【[^【】]*】/g, '')
    .replace(/^\d{4}年(度)?(\d{1,2}月)?/, '')
    .replace(
      /(住户|居民|房屋|人口|业主|户籍|常住|志愿者|重点|特殊|对象|人群|人员|老人|探访|走访|基本|基础|信息|情况|数据)*(台账|登记表|登记册|花名册|名册|统计表|汇总表|明细表|明细|一览表|名单|信息表|情况表|表|册)?(\d{4}年?)?$/,
      '',
    );
}

/** Names that compounds end with; a name that is known counts in any case. */
function soundsLikeCompound(name: string): boolean {
  return (
    name.length >= 2 &&
    name.length <= 30 &&
    /(小区|花园|家园|花苑|苑|佳园|园|城|庭|府|公馆|新村|大院|院|大厦|公寓|广场|轩|居|阁|郡|墅|湾|里|坊|庄|邸|岸|都|期|区|组团|宿舍|安置点|还建点|楼盘)$/.test(
      name,
    )
  );
}

/**
 * Reads the door of a row from its columns of building, entrance and room, or from one address; undefined where it names
 * none. Refused: a building or a room missing, an address that cannot be read.
 */
export function doorIn(cells: RowCells, finder: Finder, hint: Hint): DoorRef | undefined {
  const building = textIn(cells, 'building', 60);
  const room = textIn(cells, 'room', 60);
  const entrance = textIn(cells, 'entrance', 60);
  const address = textIn(cells, 'address', 150);
  if (building === undefined && room === undefined && address === undefined) return undefined;
  if (building !== undefined || room !== undefined) {
    const typed = [building, entrance, room].filter((part) => part !== undefined).join('-');
    const apart = building !== undefined && room !== undefined ? labelsOf(building, entrance, room) : undefined;
    if (apart) return { ...finder.spot(cells, hint), readings: [apart], typed };
    if (building === undefined && address === undefined) {
      // A room column may hold the whole door: 1-2-301.
      const whole = readWhole(room ?? '');
      if (whole.readings.length === 0) return wrong('building_missing', 'building');
      return { ...finder.spot(cells, hint, whole.compound), readings: whole.readings, typed };
    }
    if (room === undefined && address === undefined) return wrong('room_missing', 'room');
    if (address === undefined) {
      // 1栋2单元 in the building's column, or 2-301 in the room's.
      const whole = readWhole([building, entrance, room].filter(Boolean).join('-'));
      if (whole.readings.length === 0) return wrong('address_unreadable', building === undefined ? 'room' : 'building');
      return { ...finder.spot(cells, hint, whole.compound), readings: whole.readings, typed };
    }
  }
  const whole = readWhole(address ?? '');
  return { ...finder.spot(cells, hint, whole.compound), readings: whole.readings, typed: address ?? '' };
}

function labelsOf(building: string, entrance: string | undefined, room: string): DoorLabels | undefined {
  const [b, r] = [labelOfBuilding(building), labelOfRoom(room)];
  return b === undefined || r === undefined
    ? undefined
    : { building: b, entrance: (entrance === undefined ? undefined : labelOfEntrance(entrance)) ?? '', room: r };
}

function readWhole(text: string): { compound?: string | undefined; readings: DoorLabels[] } {
  const read = readAddress(text);
  if ('refused' in read) return { readings: [] };
  const all = 'readings' in read ? read.readings : [read];
  const readings = all.flatMap(({ area, building, entrance, room }) =>
    building === undefined || room === undefined
      ? []
      : [{ building: `${area ?? ''}${building.name}`, entrance: entrance ?? '', room }],
  );
  return { compound: all[0]?.compound, readings };
}
