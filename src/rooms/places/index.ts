/** Places: one tree from the district to the door. */
export { addPlaces, describeDwellings, type MadePlace, type NewPlace, placeKey } from './actions.ts';
export { readAddress } from './address.ts';
export { type Division, loadDivisions, shippedDivisions } from './divisions.ts';
export { type DwellingMatch, findDwellings, loadDwellings } from './dwellings.ts';
export { findWithin } from './find.ts';
export { placeCode } from './input.ts';
export { buildingKey, entranceKey, floorOf, readBuilding, readEntrance, readRoom, roomKey } from './labels.ts';
export {
  addressOf,
  districtOf,
  type Occupancy,
  type Place,
  type PlaceKind,
  placeKinds,
  placeName,
} from './place.ts';
export { placesRoutes } from './routes.tsx';
export { editPlaces } from './rules.ts';
export {
  countUnder,
  findPlace,
  findPlaceByCode,
  findPlaces,
  getPlace,
  lineOf,
  linesOf,
  listChildren,
  listDistricts,
  listUnder,
} from './store.ts';
export { words as placeWords } from './words.ts';
export { drawZone, type Zone, zoneKinds, zonesAround } from './zones.ts';
