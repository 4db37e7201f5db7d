-- Groups: federations, women's groups, teams, committees, offices, partners: one model.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE groups (
  district   text NOT NULL,
  id         uuid NOT NULL,
  kind       text NOT NULL,
  variety    text CHECK (variety IN ('volunteer', 'arts', 'interest')),
  parent_id  uuid,
  place_id   uuid NOT NULL,
  name       text NOT NULL,
  summary    text NOT NULL DEFAULT '',
  party      text CHECK (party IN ('community', 'social_organisation', 'social_work', 'volunteers', 'charity')),
  contact    text NOT NULL DEFAULT '',
  listed     boolean NOT NULL DEFAULT true,
  founded_on date NOT NULL,
  dissolved_on date,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, parent_id) REFERENCES groups (district, id),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  CHECK (dissolved_on >= founded_on),
  CHECK ((kind = 'team') = (variety IS NOT NULL))
);
COMMENT ON TABLE groups IS 'Any body of people with a place and offices; kinds stand in the code, numbers and terms per kind in settings.';
COMMENT ON COLUMN groups.variety IS 'What a team is for';
COMMENT ON COLUMN groups.party IS 'Which of the five parties working together (五社联动) it counts as';
COMMENT ON COLUMN groups.contact IS 'Where and when to find it, for everybody to read; never a person''s own phone';
COMMENT ON COLUMN groups.listed IS 'False: only those who have to do with it find it';
CREATE UNIQUE INDEX groups_name ON groups (district, place_id, kind, name) WHERE dissolved_on IS NULL;
CREATE UNIQUE INDEX groups_single ON groups (district, place_id, kind) WHERE dissolved_on IS NULL
  AND kind IN ('federation', 'owners_committee', 'community_office', 'street_office', 'district_office', 'platform');
CREATE INDEX groups_place ON groups (district, place_id);
CREATE INDEX groups_parent ON groups (district, parent_id);

CREATE TABLE elections (
  district  text NOT NULL,
  id        uuid NOT NULL,
  group_id  uuid NOT NULL,
  held_on   date NOT NULL,
  entitled  integer NOT NULL CHECK (entitled > 0),
  took_part integer NOT NULL CHECK (took_part >= 0 AND took_part <= entitled),
  note      text NOT NULL DEFAULT '',
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, group_id) REFERENCES groups (district, id)
);
COMMENT ON TABLE elections IS 'An election held in a group; those elected have a term that points here.';
CREATE INDEX elections_group ON elections (district, group_id);

CREATE TABLE office_terms (
  district    text NOT NULL,
  id          uuid NOT NULL,
  group_id    uuid NOT NULL,
  person_id   uuid NOT NULL,
  office      text NOT NULL CHECK (office IN ('chair', 'vice_chair', 'executive', 'leader', 'deputy', 'staff', 'administrator', 'auditor')),
  how         text NOT NULL CHECK (how IN ('elected', 'appointed')),
  election_id uuid,
  from_day    date NOT NULL,
  until_day   date,
  ended_on    date,
  end_reason  text CHECK (end_reason IN ('resigned', 'removed', 'moved_away', 'died', 'succeeded', 'run_out', 'dissolved')),
  noticed_days smallint,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, group_id) REFERENCES groups (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, election_id) REFERENCES elections (district, id),
  CHECK ((how = 'elected') = (election_id IS NOT NULL)),
  CHECK (until_day > from_day),
  CHECK (ended_on >= from_day),
  CHECK ((ended_on IS NULL) = (end_reason IS NULL)),
  -- Nobody holds one office of one group twice on one day.
  CONSTRAINT office_terms_once EXCLUDE USING gist (district WITH =, group_id WITH =, person_id WITH =, office WITH =,
    daterange(from_day, least(until_day, ended_on)) WITH &&)
);
COMMENT ON TABLE office_terms IS 'Who holds which office in which group, from a day until a day (until_day is the first day no longer), or ended before.';
COMMENT ON COLUMN office_terms.noticed_days IS 'The shortest notice of its end that was given, in days; null before the first';
CREATE INDEX office_terms_group ON office_terms (district, group_id, from_day);
CREATE INDEX office_terms_person ON office_terms (district, person_id);
CREATE INDEX office_terms_expiry ON office_terms (district, until_day) WHERE ended_on IS NULL;

CREATE TABLE memberships (
  district      text NOT NULL,
  id            uuid NOT NULL,
  group_id      uuid NOT NULL,
  person_id     uuid NOT NULL,
  state         text NOT NULL CHECK (state IN ('invited', 'applied', 'active', 'declined', 'left')),
  backbone      boolean NOT NULL DEFAULT false,
  shows_name    text NOT NULL DEFAULT 'hidden' CHECK (shows_name IN ('full', 'masked', 'hidden')),
  shows_building boolean NOT NULL DEFAULT false,
  shows_talents boolean NOT NULL DEFAULT false,
  registered_on date NOT NULL,
  left_on       date,
  minutes_brought_forward integer NOT NULL DEFAULT 0 CHECK (minutes_brought_forward >= 0),
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, group_id) REFERENCES groups (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  CHECK (left_on >= registered_on),
  CHECK ((state IN ('declined', 'left')) = (left_on IS NOT NULL)),
  -- Only an active member shows anything of themselves.
  CHECK (state = 'active' OR (shows_name = 'hidden' AND NOT shows_building AND NOT shows_talents AND NOT backbone)),
  CHECK (shows_name <> 'hidden' OR (NOT shows_building AND NOT shows_talents))
);
COMMENT ON TABLE memberships IS 'Who belongs to a group, by invitation or application, and what the member lets others see.';
COMMENT ON COLUMN memberships.registered_on IS 'The day of the invitation or application, then of joining';
COMMENT ON COLUMN memberships.left_on IS 'The day it ended: left, removed, declined';
COMMENT ON COLUMN memberships.minutes_brought_forward IS 'Volunteering time from before, in minutes, as an imported ledger gives it';
CREATE UNIQUE INDEX memberships_open ON memberships (district, group_id, person_id) WHERE state IN ('invited', 'applied', 'active');
CREATE INDEX memberships_person ON memberships (district, person_id);
CREATE INDEX memberships_shown ON memberships (district, group_id) WHERE shows_name <> 'hidden';

CREATE TABLE talents (
  district  text NOT NULL,
  id        uuid NOT NULL,
  person_id uuid NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('skill', 'service')),
  word      text NOT NULL,
  ended_on  date,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id)
);
COMMENT ON TABLE talents IS 'What a person can do (一技之长) or the service categories a volunteer signed up for; word is the spelling people use.';
COMMENT ON COLUMN talents.kind IS 'skill or service';
CREATE UNIQUE INDEX talents_open ON talents (district, person_id, kind, word) WHERE ended_on IS NULL;
