import { floorOf } from '../places/index.ts';

/** A dwelling as the grid places it. */
export type GridDoor = { readonly id: string; readonly name: string; readonly floor: number | null };

/** Floors from the top down, each with its doors under the columns; a missing door is undefined. */
export type DoorGrid<D extends GridDoor> = {
  readonly columns: readonly string[];
  readonly floors: readonly { readonly floor: number | null; readonly doors: readonly (D | undefined)[] }[];
};

/**
 * Lays dwellings out by floor and door: 101, 102, 201 become two floors of doors 01 and 02. Rooms whose number says no
 * door (a shop, a cellar) get a column of their own after the numbered ones.
 * @param doors in the order people count them.
 */
export function layOut<D extends GridDoor>(doors: readonly D[]): DoorGrid<D> {
  const taken = new Set<string>();
  const placed = doors.map((door) => {
    const floor = door.floor ?? floorOf(door.name) ?? null;
    // -101 and B101 would stand in one place: the second keeps its whole name.
    const column = [doorOf(door.name, floor), door.name].find((one) => !taken.has(`${floor} ${one}`)) ?? door.id;
    taken.add(`${floor} ${column}`);
    return { door, floor, column };
  });
  const columns = [...new Set(placed.map(({ column }) => column))].sort(byNumberFirst);
  const floors = [...new Set(placed.map(({ floor }) => floor))].sort((a, b) => rank(b) - rank(a));
  return {
    columns,
    floors: floors.map((floor) => ({
      floor,
      doors: columns.map((column) => placed.find((one) => one.floor === floor && one.column === column)?.door),
    })),
  };
}

/** Unknown storeys stand below the lowest cellar. */
const rank = (floor: number | null): number => floor ?? Number.NEGATIVE_INFINITY;

/** The door's part of a room number: 301 → 01, 1202 → 02, 3A → A; the whole name where it holds no floor. */
function doorOf(name: string, floor: number | null): string {
  if (floor === null) return name;
  const digits = String(Math.abs(floor));
  const at = name.indexOf(digits);
  const rest = at < 0 ? '' : name.slice(at + digits.length);
  return /^-?[A-Z]{0,2}$/i.test(name.slice(0, Math.max(at, 0))) && rest !== '' ? rest : name;
}

function byNumberFirst(a: string, b: string): number {
  const [first, second] = [Number.parseInt(a, 10), Number.parseInt(b, 10)];
  if (Number.isNaN(first) !== Number.isNaN(second)) return Number.isNaN(first) ? 1 : -1;
  return (Number.isNaN(first) ? 0 : first - second) || (a < b ? -1 : a > b ? 1 : 0);
}
