/** People: persons, households, who lives where, care, and everybody's rights over their own data. */
export {
  addHouseholds,
  addPersons,
  addResidences,
  type HouseholdChange,
  type NewHousehold,
  type NewPerson,
  type NewResidence,
  type PersonChange,
  type ResidenceChange,
  updateHouseholds,
  updatePersons,
  updateResidences,
} from './bulk.ts';
export {
  type Code,
  type CodeTable,
  codeName,
  EDUCATIONS,
  ETHNIC_GROUPS,
  MARITAL_STATUSES,
  POLITICAL_STATUSES,
  RELATIONS,
  readCode,
  readSex,
} from './codes.ts';
export type { Consent, Purpose } from './consent.ts';
export { addConsents, consentsOf, endConsents, hasConsent, type NewConsent } from './consent-store.ts';
export type { DwellingAspect, PeopleCounts } from './counts.ts';
export { type FactSection, type FactTeller, tellFacts } from './facts.ts';
export type { Capacity, Household, Residence, Share } from './household.ts';

export { checkDigit, type IdNumber, type IdNumberRefusal, readIdNumber } from './id-number.ts';
export { type KnownBy, type KnownPerson, knownHouseholds, knownPersons } from './known.ts';
export { countLivingUnder, livingUnder } from './living.ts';
export { maskIdNumber, maskName, maskPhone } from './masks.ts';
export { mergePersons, undoMerge } from './merge.ts';
export {
  countUnread,
  type NewMessage,
  type SentMessage,
  sendMessage,
  sendMessages,
  speakFor,
  whenMessagesAreLeft,
} from './message.ts';

export { keepMovedRows, movedRows } from './moved.ts';
export { messagesOutside, type OutsideMessage } from './outside.ts';
export {
  ageOn,
  type Details,
  detailKeys,
  type OpenedPerson,
  type Person,
  type Sex,
} from './person.ts';
export { readPhone } from './phone.ts';
export { type Frequency, nextVisit, type Plan, readFrequency } from './plan.ts';
export { noteReads, readReasons } from './read-log.ts';
export { type Particulars, registerPerson } from './register.ts';
export { peopleRoutes } from './routes.ts';
export {
  careForPeople,
  consentGiver,
  listPeople,
  mayWithMine,
  openPeople,
  type Sight,
  type Standing,
  seesTag,
  sightOf,
  standingOf,
} from './rules.ts';
export { sayVerb } from './say.ts';
export { opensWhatIsSealed } from './sealed-here.ts';
export { phoneHash } from './sealing.ts';
export type { Belonging, HouseholdsChanged } from './settle.ts';
export type { Ownership } from './shares.ts';
export {
  findHousehold,
  findHouseholds,
  findPerson,
  findPersons,
  getPerson,
  householdsIn,
  membersOf,
  openPersons,
  pathsOf,
  personsByPhone,
  residencesOf,
  residentsOf,
} from './store.ts';
export { isTagKind, readTags, type Sensitivity, type TagKind, tagKindKeys, tagKinds } from './tag.ts';
export {
  addTags,
  type HeldTag,
  type NewTag,
  type OpenTag,
  openTags,
  tagsOf,
  updateTags,
} from './tag-store.ts';
