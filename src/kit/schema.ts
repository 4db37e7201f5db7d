// Generated from the migrated database by `npm run types`. Do not edit: write a migration.
import type { ColumnType, Generated } from 'kysely';

/** Every table, and how each of its columns is read and written. Bigints are numbers: all of ours are below 2^53. */
export type Db = {
  /** A person's way in: a code to the phone that the people room knows, and for those who serve a password with a second factor. */
  accounts: {
    id: string;
    district: string;
    person_id: string;
    user_name: string | null;
    password_hash: string | null;
    totp_secret: Uint8Array | null;
    totp_last_step: number | null;
    recovery_hashes: Generated<string[]>;
    lang: Generated<string>;
    elder: Generated<boolean>;
    disabled_at: Date | null;
    created_at: Date;
  };
  /** Consent given (PIPL arts. 13, 14, 29) and withdrawn (art. 15): for whom, for what, by whom, through which channel. */
  consents: {
    district: string;
    id: string;
    person_id: string;
    purpose: string;
    /** To whom it is given, where it is given to one person: a relative who may act */
    to_id: string | null;
    /** The person, or the guardian of a child under 14 (PIPL art. 31) */
    given_by: string;
    /** Who wrote it down, when it was given by phone, on paper or at the door */
    helper_id: string | null;
    channel: string;
    given_at: Date;
    withdrawn_at: Date | null;
  };
  /** Short numbers people can say aloud, counted per district and purpose. */
  counters: {
    district: string;
    name: string;
    value: number;
  };
  /** Households in all and with a steward, per place above the dwelling and level; kept in the same transaction as links and households. No row: no household. */
  coverage: {
    district: string;
    place_id: string;
    level: number;
    households: number;
    linked: number;
  };
  /** The day for which today's answers and counts were last brought up to date; its row is the lock around counting. */
  coverage_days: {
    district: string;
    counted_on: string;
  };
  /** What a person says is wrong about them (PIPL art. 46) or wants erased (art. 47), and what was decided. */
  data_requests: {
    district: string;
    id: string;
    person_id: string;
    kind: string;
    field: string | null;
    /** Sealed with the person's key, as are reason and answer; all three are emptied by an erasure */
    proposed: Uint8Array | null;
    reason: Uint8Array | null;
    /** Who asked: the person, the guardian, or whoever helped */
    by_id: string;
    channel: string;
    at: Date;
    state: Generated<string>;
    decided_by: string | null;
    decided_at: Date | null;
    answer: Uint8Array | null;
  };
  /** One message on one way, or one entry of the journal to one outlet: once each, which the unique keys hold. */
  deliveries: {
    district: string;
    id: string;
    way_id: string | null;
    message_id: string | null;
    outlet_id: string | null;
    entry_id: string | null;
    /** Kind of message or verb */
    about: string;
    /** What an outlet is sent, fixed when it happened: ids and public facts only */
    body: ColumnType<unknown, string | null, string | null>;
    /** dropped: read in the inbox before, or the way is no more */
    state: string;
    due_at: Date;
    /** Those sent together carry one, and a retry sends the same ones under the same id */
    batch: string | null;
    tries: Generated<number>;
    created_at: Date;
    tried_at: Date | null;
    ended_at: Date | null;
    problem: string | null;
  };
  /** Where the demo's text messages land instead of on a phone; empty in production. */
  demo_messages: {
    id: string;
    phone: string;
    text: string;
    sent_at: Date;
  };
  /** Who lives in or owns which dwelling, in which capacity, from a day to a day (to_day is the first day no longer). */
  dwelling_persons: {
    district: string;
    id: string;
    dwelling_id: string;
    person_id: string;
    household_id: string | null;
    capacity: string;
    lives_here: boolean;
    /** Share of a co-owner as part of share_whole; both empty where it is owned jointly without shares (Civil Code art. 299) */
    share_part: number | null;
    share_whole: number | null;
    /** Relation to the head of the household, GB/T 4761 */
    relation: string | null;
    from_day: string;
    to_day: string | null;
  };
  /** An election held in a group; those elected have a term that points here. */
  elections: {
    district: string;
    id: string;
    group_id: string;
    held_on: string;
    entitled: number;
    took_part: number;
    note: Generated<string>;
  };
  /** The register of uploaded files; tables of rooms refer to (district, id). Content that no row names is swept from the store after a day. */
  files: {
    district: string;
    id: string;
    sha256: string;
    kind: string;
    /** Bytes of the content as it is kept */
    size: number;
    width: number | null;
    height: number | null;
    /** The small picture of a photo */
    thumb_sha256: string | null;
    thumb_size: number | null;
    /** What a document was called; photos lose their names, which may say whose they are */
    name: string | null;
    made_at: Date;
  };
  /** Any body of people with a place and offices; kinds stand in the code, numbers and terms per kind in settings. */
  groups: {
    district: string;
    id: string;
    kind: string;
    /** What a team is for */
    variety: string | null;
    parent_id: string | null;
    place_id: string;
    name: string;
    summary: Generated<string>;
    /** Which of the five parties working together (五社联动) it counts as */
    party: string | null;
    /** Where and when to find it, for everybody to read; never a person's own phone */
    contact: Generated<string>;
    /** False: only those who have to do with it find it */
    listed: Generated<boolean>;
    founded_on: string;
    dissolved_on: string | null;
  };
  /** Headings a person matched by hand, remembered for next time. */
  heading_choices: {
    district: string;
    kind: string;
    heading: string;
    column_name: string;
  };
  /** Today's answer to "who looks after this household" at each of the five levels, worked out from the links and kept with them. */
  household_chains: {
    district: string;
    household_id: string;
    /** Path of the dwelling when it was counted: what a move has to take off */
    path: string;
    steward_1: string | null;
    steward_2: string | null;
    steward_3: string | null;
    steward_4: string | null;
    steward_5: string | null;
  };
  /** Those who live together in one dwelling, from a day to a day (to_day is the first day no longer). */
  households: {
    district: string;
    id: string;
    dwelling_id: string;
    head_id: string | null;
    declared_size: number | null;
    /** The steward's name as an imported ledger gives it, until somebody links that steward */
    ledger_steward: string | null;
    /** The household's own key, made when it gets a note; destroyed when its head, or the last who lived there, is erased */
    wrapped_key: Uint8Array | null;
    note: Uint8Array | null;
    from_day: string;
    to_day: string | null;
  };
  /** The rows of the file with their verdicts, some two thousand a batch, sealed; a batch is written in one transaction. */
  import_batches: {
    district: string;
    import_id: string;
    number: number;
    sheet: number;
    /** How many of its rows have each verdict, so that a page of one verdict is found without opening all */
    counts: ColumnType<unknown, string, string>;
    content: Uint8Array;
    written_at: Date | null;
  };
  /** What a person decided about a row in doubt; undecided ones are left out. */
  import_decisions: {
    district: string;
    import_id: string;
    sheet: number;
    row: number;
    decision: string;
    by_id: string | null;
    at: Date;
  };
  /** The uploaded file, sealed with the key of its import; removed once its rows are written or it is dropped. */
  import_pieces: {
    district: string;
    import_id: string;
    number: number;
    content: Uint8Array;
  };
  /** One file brought in: what it is, how its columns are read, how far it has come, what came of each sheet. */
  imports: {
    district: string;
    id: string;
    kind: string;
    place_id: string;
    file_name: string;
    by_id: string | null;
    state: string;
    /** Per sheet: its name, how each column is read, where it belongs, and the count of each verdict; no value of any row */
    sheets: ColumnType<unknown, string | undefined, string>;
    problem: string | null;
    rows_done: Generated<number>;
    rows_total: Generated<number>;
    /** Key that seals the file and its rows; destroyed with them 30 days after the end */
    wrapped_key: Uint8Array | null;
    created_at: Date;
    finished_at: Date | null;
  };
  /** The last word of each party on each resolution: solved or not, satisfied or not. Kept for ever, one a round. */
  issue_appraisals: {
    district: string;
    issue_id: string;
    round: number;
    person_id: string;
    solved: boolean;
    satisfaction: string;
    /** Sealed with the issue's key */
    words: Uint8Array | null;
    channel: string;
    /** The party, or whoever asked by telephone: never somebody who handled the issue */
    logged_by: string;
    at: Date;
  };
  /** Figures of a compound (or of a community, for what lies outside its compounds) by month and kind, kept in the same transaction as what they count. Restricted issues are in none. */
  issue_counts: {
    district: string;
    place_id: string;
    path: string;
    month: string;
    kind: string;
    measure: string;
    n: number;
  };
  /** Parties that act together with the assignee, each with its part of the plan. */
  issue_helpers: {
    district: string;
    id: string;
    issue_id: string;
    person_id: string | null;
    group_id: string | null;
    task: Generated<string>;
    added_at: Date;
  };
  /** Who raised an issue and who said "me too": told of everything, asked for the last word. */
  issue_parties: {
    district: string;
    issue_id: string;
    person_id: string;
    role: string;
    joined_at: Date;
    /** The issue they had raised before it was merged into this one */
    came_from: string | null;
  };
  /** Photos that came with the report (before) or with what was done (after); seen by whoever sees the issue. */
  issue_photos: {
    district: string;
    issue_id: string;
    file_id: string;
    role: string;
    at: Date;
  };
  /** How long an issue stood in each stage, interval by interval; wait is the raiser's time, not ours. */
  issue_stages: {
    district: string;
    issue_id: string;
    seq: number;
    stage: string;
    from_at: Date;
    to_at: Date | null;
  };
  /** What was said and done about an issue, in words. held waits for moderation; refused says why in reason. */
  issue_steps: {
    district: string;
    id: string;
    issue_id: string;
    kind: string;
    text: string;
    shown: string;
    reason: string | null;
    by_id: string | null;
    at: Date;
  };
  /** A matter that somebody raised. What is written in clear is fit to be read by neighbours; the rest is sealed with the issue's own key. */
  issues: {
    district: string;
    id: string;
    /** Year and number within the community, such as 2026-0153: what people say on the phone */
    number: string;
    place_id: string;
    /** Path of the place it is about, as in places; follows the place */
    path: string;
    community_id: string;
    kind: string;
    urgency: string;
    visibility: string;
    restricted: Generated<boolean>;
    state: string;
    channel: string;
    /** The public wording, without names; seen by others only once it is published */
    title: string;
    words: string;
    wrapped_key: Uint8Array | null;
    /** Sealed: the private words for those who handle it */
    note: Uint8Array | null;
    /** Sealed: name and telephone of somebody without an account */
    caller: Uint8Array | null;
    raiser_id: string | null;
    helper_id: string | null;
    /** Whose desk it lies on: a compound, a community or a place above it; level says the same for the five levels of stewards */
    desk_id: string;
    desk_path: string;
    level: number;
    tier: string | null;
    /** Who took it in first and stays responsible until somebody accepts it (首接负责) */
    receiver_id: string | null;
    assignee_id: string | null;
    assignee_group: string | null;
    reported_at: Date;
    /** The day of the report in the district's zone: the month it counts in */
    reported_on: string;
    contact_due_at: Date;
    contacted_at: Date | null;
    due_at: Date | null;
    /** Since when the clock waits for the raiser */
    paused_at: Date | null;
    published_at: Date | null;
    published_until: string | null;
    resolved_at: Date | null;
    ended_at: Date | null;
    /** How often it was resolved; each round is appraised anew */
    round: Generated<number>;
    contested: Generated<boolean>;
    climbed: Generated<number>;
    asked_at: Date | null;
    reminded_at: Date | null;
    parties: Generated<number>;
    outcome: string | null;
    public_answer: string | null;
    merged_into: string | null;
    split_from: string | null;
    version: Generated<number>;
  };
  /** How far a job has come, for the page that shows it. Belongs to the installation, not to a district. */
  job_progress: {
    /** The job's id in the queue */
    id: string;
    done: number;
    /** What done counts towards; null while unknown */
    total: number | null;
    note: Generated<string>;
    updated_at: Generated<Date>;
  };
  /** Up to when each schedule has been served, so that a run missed while nothing was running is caught up once. */
  job_schedules: {
    name: string;
    last_due: Date;
  };
  /** Append-only: one entry for each verb done. Persons are named by id only, so that erasing a person leaves it whole. */
  journal: {
    district: string;
    id: string;
    at: Date;
    verb: string;
    thing_kind: string;
    thing_id: string;
    place_id: string | null;
    /** The person who did it; null when the clock or a command did */
    actor_id: string | null;
    /** The person it was done for, when somebody helped */
    for_id: string | null;
    channel: Generated<string>;
    change: ColumnType<unknown, string | undefined, string>;
  };
  /** Which parts of the tree somebody looks at live, process by process, until when unless renewed: only then is a change announced (NOTIFY). */
  live_watches: {
    district: string;
    path: string;
    watcher: string;
    until: Date;
  };
  /** Who belongs to a group, by invitation or application, and what the member lets others see. */
  memberships: {
    district: string;
    id: string;
    group_id: string;
    person_id: string;
    state: string;
    backbone: Generated<boolean>;
    shows_name: Generated<string>;
    shows_building: Generated<boolean>;
    shows_talents: Generated<boolean>;
    /** The day of the invitation or application, then of joining */
    registered_on: string;
    /** The day it ended: left, removed, declined */
    left_on: string | null;
    /** Volunteering time from before, in minutes, as an imported ledger gives it */
    minutes_brought_forward: Generated<number>;
  };
  /** What a person is told: something was entered for them, a proposal was decided, a term ends. about holds ids and numbers only. */
  messages: {
    district: string;
    id: string;
    person_id: string;
    kind: string;
    about: ColumnType<unknown, string | undefined, string>;
    href: string | null;
    at: Date;
    read_at: Date | null;
  };
  /** Which files of migrations/ have run. */
  migrations: {
    name: string;
    ran_at: Generated<Date>;
  };
  /** A message to everybody who lives at the place of a notice, left by a job in batches in the order of the persons' ids. */
  notice_tellings: {
    district: string;
    id: string;
    notice_id: string;
    what: string;
    told: Generated<number>;
    /** The person up to whom all have their message, so that a job that was killed goes on behind them */
    last_told: string | null;
    done_at: Date | null;
  };
  /** Every wording a published notice had, the first included. Append-only: a correction is a new version, with what changed and why. */
  notice_versions: {
    district: string;
    notice_id: string;
    version: number;
    title: string;
    body: string;
    last_day: string;
    changed: string[];
    why: string;
    at: Date;
  };
  /** What a group makes public at a place and all below it, from a day to a day. Whether it is shown today follows from the days. */
  notices: {
    district: string;
    id: string;
    place_id: string;
    /** In whose name it stands */
    group_id: string;
    kind: string;
    state: string;
    /** The community (or the place itself, above that) in which number counts the notices of a year */
    scope_id: string | null;
    year: number | null;
    number: number | null;
    title: string;
    body: string;
    from_day: string;
    /** The last day on which it is shown */
    last_day: string;
    pinned: Generated<boolean>;
    tells_all: Generated<boolean>;
    /** 0 for a draft; the newest row of notice_versions */
    version: Generated<number>;
    published_at: Date | null;
    /** When it was last published, corrected or withdrawn; of a draft, when it was last written */
    changed_at: Date;
    withdrawn_at: Date | null;
    withdrawn_reason: string | null;
    /** Withdrawn because its words should not be read by anybody: only the reason is shown, of no version the text */
    text_hidden: Generated<boolean>;
  };
  /** Who holds which office in which group, from a day until a day (until_day is the first day no longer), or ended before. */
  office_terms: {
    district: string;
    id: string;
    group_id: string;
    person_id: string;
    office: string;
    how: string;
    election_id: string | null;
    from_day: string;
    until_day: string | null;
    ended_on: string | null;
    end_reason: string | null;
    /** The shortest notice of its end that was given, in days; null before the first */
    noticed_days: number | null;
  };
  /** A link that lets an account set its first password, once. */
  one_time_links: {
    token_hash: Uint8Array;
    account_id: string;
    expires_at: Date;
    used_at: Date | null;
  };
  /** A program that may report issues by Open311 at a place and below it. Its key was shown once; only a hash of it is kept. */
  open311_clients: {
    district: string;
    id: string;
    /** What the program or its operator is called; no person's name */
    name: string;
    place_id: string;
    key_hash: Uint8Array;
    /** The beginning of the key, to tell keys apart in a list */
    key_start: string;
    issued_at: Date;
    issued_by: string | null;
    revoked_at: Date | null;
  };
  /** Which program sent an issue: its token leads to the issue once that is public. */
  open311_requests: {
    district: string;
    issue_id: string;
    client_id: string;
  };
  /** Which verbs of the journal an outlet wants; removed with it. Asked at every write, so its key begins with the verb. */
  outlet_verbs: {
    district: string;
    verb: string;
    outlet_id: string;
  };
  /** Where public events at a place and below are sent to: robots of chat groups, and webhooks of other programs. */
  outlets: {
    district: string;
    id: string;
    place_id: string;
    path: string;
    kind: string;
    name: string;
    lang: string;
    /** The host of the address, in clear, so that the page can say where it leads; the rest is a secret */
    host: string;
    wrapped_key: Uint8Array;
    address: Uint8Array;
    secret: Uint8Array | null;
    created_at: Date;
    ended_at: Date | null;
    /** removed: somebody took it away; gone: the receiver said that it is no more */
    ended_why: string | null;
  };
  /** Two records found to be one person, with the rows that moved, so that the merge can be undone. */
  person_merges: {
    district: string;
    id: string;
    kept_id: string;
    gone_id: string;
    /** Ids of rows, and sealed bytes under the key of the one that went; nothing readable */
    moved: ColumnType<unknown, string, string>;
    done_at: Date;
    undone_at: Date | null;
  };
  /** A natural person. The name stands in clear, the rest that identifies or exposes is sealed with the person's own key. */
  persons: {
    district: string;
    id: string;
    name: string;
    pinyin: Generated<string>;
    initials: Generated<string>;
    sex: string | null;
    birth_date: string | null;
    /** The community (or higher place) that keeps this record; decides who may see it while no dwelling is known */
    place_id: string;
    /** The person's data key, wrapped by a master key; destroying it erases what it sealed */
    wrapped_key: Uint8Array | null;
    id_number: Uint8Array | null;
    /** Keyed hash for look-up (HMAC-SHA-256) */
    id_number_hash: Uint8Array | null;
    phone: Uint8Array | null;
    phone_hash: Uint8Array | null;
    /** Sealed JSON: ethnic group, political affiliation, education, marital status, registered address, employer, notes */
    details: Uint8Array | null;
    guardian_id: string | null;
    died_on: string | null;
    merged_into: string | null;
    erased_at: Date | null;
    created_at: Date;
  };
  /** Renumbering, merging and splitting of places, with what is needed to undo each. */
  place_changes: {
    district: string;
    id: string;
    act: string;
    place_id: string;
    before: ColumnType<unknown, string, string>;
    after: ColumnType<unknown, string, string>;
    done_at: Date;
    undone_at: Date | null;
  };
  /** The tree of places. path is the base-36 numbers from the district down, each followed by a dot, so that "all under here" is one range. */
  places: {
    district: string;
    id: string;
    number: number;
    /** What addresses and QR codes carry: the 12-digit statistical code (6, 9 or 12 digits) or district-number in base 36; it never changes */
    code: string;
    kind: string;
    parent_id: string | null;
    path: string;
    /** The name in its one comparable spelling; unique among the living children of a parent */
    key: string;
    name: string;
    sort_key: string;
    floor: number | null;
    /** Exclusive area of a dwelling in 0.01 m² */
    area: number | null;
    occupancy: string | null;
    state: Generated<string>;
    merged_into: string | null;
    /** Grows with each change shown on the page of the place; the page's ETag */
    version: Generated<number>;
    created_at: Date;
  };
  /** Every opening of a sensitive record; the person concerned can see it. Append-only. */
  reads: {
    district: string;
    id: string;
    at: Date;
    subject_id: string;
    reader_id: string;
    what: string;
    reason: Generated<string>;
  };
  /** One row a visit to the window of a community: the counts of a service window come from here. */
  receptions: {
    district: string;
    id: string;
    place_id: string;
    path: string;
    on_day: string;
    at: Date;
    topic: string;
    /** How many came together with one matter */
    people: Generated<number>;
    outcome: string;
    referral: string | null;
    person_id: string | null;
    issue_id: string | null;
    by_id: string;
    wrapped_key: Uint8Array | null;
    /** Sealed with a key of its own */
    note: Uint8Array | null;
  };
  /** One row a write: the id the client made, and what was answered, so that a replay does nothing and answers the same. */
  requests: {
    district: string;
    request_id: string;
    verb: string;
    actor_key: string;
    answer: ColumnType<unknown, string | null, string | null>;
    at: Date;
  };
  /** Where an account is signed in; only a hash of the cookie's token is kept. */
  sessions: {
    token_hash: Uint8Array;
    id: string;
    account_id: string;
    created_at: Date;
    seen_at: Date;
    expires_at: Date;
    second_factor: Generated<boolean>;
    agent: Generated<string>;
    address: Generated<string>;
    revoked_at: Date | null;
  };
  /** What localities decide differently, by name; defaults stand in the code. */
  settings: {
    district: string;
    name: string;
    value: ColumnType<unknown, string, string>;
  };
  /** The code last sent to a phone, also to one that nobody has registered: used once, few tries, short life, few an hour. */
  sign_in_codes: {
    phone_hash: Uint8Array;
    /** The browser that asked holds the ticket, and only it may try the code; another one once the code was right */
    ticket_hash: Uint8Array;
    /** Keyed hash: six digits could be guessed from a plain one */
    code_hash: Uint8Array;
    sent_at: Date;
    expires_at: Date;
    tries: Generated<number>;
    /** When the code was right and one of several people who share the phone has yet to be chosen */
    proved_at: Date | null;
    hour_from: Date;
    hour_sent: Generated<number>;
  };
  /** Tries since the last success and the lock after too many, by a keyed hash of what was tried: a user name, known or not, or an account's second factor. Gone after a day. */
  sign_in_tries: {
    key: Uint8Array;
    failures: number;
    locked_until: Date | null;
    tried_at: Date;
  };
  /** The five levels where a district names them its own way, 1 the highest, and how many households a steward of the level may carry; defaults stand in the code. */
  steward_levels: {
    district: string;
    level: number;
    name_zh: string;
    name_en: string;
    household_limit: number;
  };
  /** A steward answers for all households of a place, or for one household of a dwelling, from a day to a day (to_day is the first day no longer). The nearest link of a level wins. */
  steward_links: {
    district: string;
    id: string;
    steward_id: string;
    level: number;
    place_id: string;
    household_id: string | null;
    from_day: string;
    to_day: string | null;
  };
  /** How many households each steward carries, per place above the dwelling; at the district it is the steward's whole load. No row: none. */
  steward_loads: {
    district: string;
    place_id: string;
    level: number;
    steward_id: string;
    households: number;
  };
  /** A person serving as steward of a level within a place (to_day is the first day no longer). */
  stewards: {
    district: string;
    id: string;
    person_id: string;
    level: number;
    place_id: string;
    from_day: string;
    to_day: string | null;
  };
  /** What a person needs or offers (独居, 低保, 退役军人 …). Kinds and who may see them stand in the code. */
  tags: {
    district: string;
    id: string;
    person_id: string;
    kind: string;
    note: Uint8Array | null;
    /** Sealed JSON of the visiting plan: frequency, last visit, paired visitor, kin and emergency contact */
    plan: Uint8Array | null;
    from_day: string;
    to_day: string | null;
  };
  /** What a person can do (一技之长) or the service categories a volunteer signed up for; word is the spelling people use. */
  talents: {
    district: string;
    id: string;
    person_id: string;
    /** skill or service */
    kind: string;
    word: string;
    ended_on: string | null;
  };
  /** When a person wants to be told, where they chose otherwise than the defaults. Times are minutes after midnight in the zone. */
  telling_choices: {
    district: string;
    person_id: string;
    quiet_from: number;
    quiet_until: number;
    /** One message a day instead of single ones; for those who serve */
    digest: Generated<boolean>;
    digest_at: number;
  };
  /** A way by which a person is told beside the inbox: a browser, an e-mail address, the phone, WeChat. Deleted when the person is erased. */
  telling_ways: {
    district: string;
    id: string;
    person_id: string;
    kind: string;
    wrapped_key: Uint8Array | null;
    /** Sealed with the way's own key: e-mail address, WeChat openid, push subscription as JSON; none for the phone, which the people room knows */
    address: Uint8Array | null;
    address_hash: Uint8Array | null;
    /** What its owner knows it by: a masked address, a kind of browser */
    label: Generated<string>;
    lang: string;
    topics: string[];
    confirm_until: Date | null;
    /** Since when it is known to be theirs; null while the link in the first e-mail has not been followed */
    confirmed_at: Date | null;
    created_at: Date;
    ended_at: Date | null;
  };
  /** Which buildings, entrances or dwellings a zone covers. */
  zone_places: {
    district: string;
    zone_id: string;
    place_id: string;
  };
  /** Grids and area–group–household (片组户): overlays on buildings and entrances of one community or compound. */
  zones: {
    district: string;
    id: string;
    kind: string;
    place_id: string;
    parent_id: string | null;
    name: string;
    closed_at: Date | null;
  };
};
