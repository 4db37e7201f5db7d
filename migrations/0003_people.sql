-- People: persons, households, who lives in or owns which dwelling, tags, consents, and their own rights over all of it.

CREATE TABLE persons (
  district       text NOT NULL,
  id             uuid NOT NULL,
  name           text NOT NULL,
  pinyin         text COLLATE "C" NOT NULL DEFAULT '',
  initials       text COLLATE "C" NOT NULL DEFAULT '',
  sex            text CHECK (sex IN ('male', 'female')),
  birth_date     date,
  place_id       uuid NOT NULL,
  wrapped_key    bytea,
  id_number      bytea,
  id_number_hash bytea,
  phone          bytea,
  phone_hash     bytea,
  details        bytea,
  guardian_id    uuid,
  died_on        date,
  merged_into    uuid,
  erased_at      timestamptz,
  created_at     timestamptz NOT NULL,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  FOREIGN KEY (district, guardian_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, merged_into) REFERENCES persons (district, id),
  CHECK ((id_number IS NULL) = (id_number_hash IS NULL)),
  CHECK ((phone IS NULL) = (phone_hash IS NULL)),
  CHECK (guardian_id <> id AND merged_into <> id),
  CHECK (erased_at IS NULL OR (wrapped_key IS NULL AND id_number IS NULL AND phone IS NULL AND details IS NULL
    AND name = '' AND pinyin = '' AND initials = '' AND sex IS NULL AND birth_date IS NULL AND guardian_id IS NULL))
);
COMMENT ON TABLE persons IS 'A natural person. The name stands in clear, the rest that identifies or exposes is sealed with the person''s own key.';
COMMENT ON COLUMN persons.place_id IS 'The community (or higher place) that keeps this record; decides who may see it while no dwelling is known';
COMMENT ON COLUMN persons.wrapped_key IS 'The person''s data key, wrapped by a master key; destroying it erases what it sealed';
COMMENT ON COLUMN persons.id_number_hash IS 'Keyed hash for look-up (HMAC-SHA-256)';
COMMENT ON COLUMN persons.details IS 'Sealed JSON: ethnic group, political affiliation, education, marital status, registered address, employer, notes';
CREATE UNIQUE INDEX persons_id_number ON persons (district, id_number_hash) WHERE id_number_hash IS NOT NULL AND merged_into IS NULL;
CREATE INDEX persons_phone ON persons (district, phone_hash) WHERE phone_hash IS NOT NULL;
CREATE INDEX persons_name ON persons (district, name text_pattern_ops);
CREATE INDEX persons_pinyin ON persons (district, pinyin);
CREATE INDEX persons_initials ON persons (district, initials);
CREATE INDEX persons_place ON persons (district, place_id);
CREATE INDEX persons_guardian ON persons (district, guardian_id) WHERE guardian_id IS NOT NULL;
CREATE INDEX persons_merged ON persons (district, merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE households (
  district       text NOT NULL,
  id             uuid NOT NULL,
  dwelling_id    uuid NOT NULL,
  head_id        uuid,
  declared_size  smallint CHECK (declared_size >= 0),
  ledger_steward text,
  wrapped_key    bytea,
  note           bytea,
  from_day       date NOT NULL,
  to_day         date,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, dwelling_id) REFERENCES places (district, id),
  FOREIGN KEY (district, head_id) REFERENCES persons (district, id),
  CHECK (to_day >= from_day),
  CHECK (note IS NULL OR wrapped_key IS NOT NULL)
);
COMMENT ON TABLE households IS 'Those who live together in one dwelling, from a day to a day (to_day is the first day no longer).';
COMMENT ON COLUMN households.ledger_steward IS 'The steward''s name as an imported ledger gives it, until somebody links that steward';
COMMENT ON COLUMN households.wrapped_key IS 'The household''s own key, made when it gets a note; destroyed when its head, or the last who lived there, is erased';
CREATE INDEX households_dwelling ON households (district, dwelling_id) WHERE to_day IS NULL;
CREATE INDEX households_head ON households (district, head_id);

CREATE TABLE dwelling_persons (
  district     text NOT NULL,
  id           uuid NOT NULL,
  dwelling_id  uuid NOT NULL,
  person_id    uuid NOT NULL,
  household_id uuid,
  capacity     text NOT NULL CHECK (capacity IN ('owner', 'co_owner', 'tenant', 'resident')),
  lives_here   boolean NOT NULL,
  share_part   integer CHECK (share_part > 0),
  share_whole  integer CHECK (share_whole BETWEEN share_part AND 1000000),
  relation     text,
  from_day     date NOT NULL,
  to_day       date,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, dwelling_id) REFERENCES places (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, household_id) REFERENCES households (district, id),
  CHECK (to_day >= from_day),
  CHECK ((share_part IS NULL) = (share_whole IS NULL)),
  CHECK (share_part IS NULL OR capacity = 'co_owner'),
  CHECK (household_id IS NULL OR lives_here)
);
COMMENT ON TABLE dwelling_persons IS 'Who lives in or owns which dwelling, in which capacity, from a day to a day (to_day is the first day no longer).';
COMMENT ON COLUMN dwelling_persons.share_part IS 'Share of a co-owner as part of share_whole; both empty where it is owned jointly without shares (Civil Code art. 299)';
COMMENT ON COLUMN dwelling_persons.relation IS 'Relation to the head of the household, GB/T 4761';
CREATE UNIQUE INDEX dwelling_persons_open ON dwelling_persons (district, dwelling_id, person_id) WHERE to_day IS NULL;
CREATE UNIQUE INDEX dwelling_persons_owner ON dwelling_persons (district, dwelling_id) WHERE capacity = 'owner' AND to_day IS NULL;
CREATE INDEX dwelling_persons_person ON dwelling_persons (district, person_id);
CREATE INDEX dwelling_persons_household ON dwelling_persons (district, household_id);

-- What the shares of a dwelling come to is added up exactly, as one fraction; only dwellings with co-owners are looked at.
CREATE FUNCTION refuse_more_than_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  dwelling record;
  share record;
  part numeric;
  whole numeric;
BEGIN
  FOR dwelling IN
    SELECT DISTINCT changed.district, changed.dwelling_id FROM changed
    WHERE changed.to_day IS NULL AND changed.capacity IN ('owner', 'co_owner') AND EXISTS (
      SELECT FROM dwelling_persons other WHERE other.district = changed.district
        AND other.dwelling_id = changed.dwelling_id AND other.to_day IS NULL AND other.capacity = 'co_owner')
  LOOP
    part := 0;
    whole := 1;
    FOR share IN
      SELECT capacity, share_part, share_whole FROM dwelling_persons
      WHERE district = dwelling.district AND dwelling_id = dwelling.dwelling_id AND to_day IS NULL
        AND (capacity = 'owner' OR share_part IS NOT NULL)
    LOOP
      part := part * coalesce(share.share_whole, 1) + coalesce(share.share_part, 1) * whole;
      whole := whole * coalesce(share.share_whole, 1);
    END LOOP;
    IF part > whole THEN
      RAISE EXCEPTION 'The shares of a dwelling come to more than the whole' USING ERRCODE = 'check_violation', CONSTRAINT = 'dwelling_persons_shares';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER dwelling_persons_shares_new AFTER INSERT ON dwelling_persons
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_more_than_whole();
CREATE TRIGGER dwelling_persons_shares_changed AFTER UPDATE ON dwelling_persons
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_more_than_whole();

CREATE TABLE consents (
  district     text NOT NULL,
  id           uuid NOT NULL,
  person_id    uuid NOT NULL,
  purpose      text NOT NULL,
  to_id        uuid,
  given_by     uuid NOT NULL,
  helper_id    uuid,
  channel      text NOT NULL,
  given_at     timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, to_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, given_by) REFERENCES persons (district, id),
  FOREIGN KEY (district, helper_id) REFERENCES persons (district, id)
);
COMMENT ON TABLE consents IS 'Consent given (PIPL arts. 13, 14, 29) and withdrawn (art. 15): for whom, for what, by whom, through which channel.';
COMMENT ON COLUMN consents.to_id IS 'To whom it is given, where it is given to one person: a relative who may act';
COMMENT ON COLUMN consents.given_by IS 'The person, or the guardian of a child under 14 (PIPL art. 31)';
COMMENT ON COLUMN consents.helper_id IS 'Who wrote it down, when it was given by phone, on paper or at the door';
CREATE UNIQUE INDEX consents_open ON consents (district, person_id, purpose, to_id) NULLS NOT DISTINCT WHERE withdrawn_at IS NULL;
CREATE INDEX consents_to ON consents (district, to_id) WHERE to_id IS NOT NULL AND withdrawn_at IS NULL;

CREATE TABLE tags (
  district  text NOT NULL,
  id        uuid NOT NULL,
  person_id uuid NOT NULL,
  kind      text NOT NULL,
  note      bytea,
  plan      bytea,
  from_day  date NOT NULL,
  to_day    date,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  CHECK (to_day >= from_day)
);
COMMENT ON TABLE tags IS 'What a person needs or offers (独居, 低保, 退役军人 …). Kinds and who may see them stand in the code.';
COMMENT ON COLUMN tags.plan IS 'Sealed JSON of the visiting plan: frequency, last visit, paired visitor, kin and emergency contact';
CREATE UNIQUE INDEX tags_open ON tags (district, person_id, kind) WHERE to_day IS NULL;
CREATE INDEX tags_kind ON tags (district, kind) WHERE to_day IS NULL;

CREATE TABLE data_requests (
  district   text NOT NULL,
  id         uuid NOT NULL,
  person_id  uuid NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('correction', 'erasure')),
  field      text,
  proposed   bytea,
  reason     bytea,
  by_id      uuid NOT NULL,
  channel    text NOT NULL,
  at         timestamptz NOT NULL,
  state      text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'accepted', 'declined', 'withdrawn')),
  decided_by uuid,
  decided_at timestamptz,
  answer     bytea,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, by_id) REFERENCES persons (district, id),
  CHECK ((kind = 'correction') = (field IS NOT NULL)),
  CHECK ((state IN ('accepted', 'declined')) = (decided_at IS NOT NULL))
);
COMMENT ON TABLE data_requests IS 'What a person says is wrong about them (PIPL art. 46) or wants erased (art. 47), and what was decided.';
COMMENT ON COLUMN data_requests.by_id IS 'Who asked: the person, the guardian, or whoever helped';
COMMENT ON COLUMN data_requests.proposed IS 'Sealed with the person''s key, as are reason and answer; all three are emptied by an erasure';
CREATE INDEX data_requests_person ON data_requests (district, person_id);
CREATE INDEX data_requests_open ON data_requests (district, at) WHERE state = 'proposed';

CREATE TABLE person_merges (
  district  text NOT NULL,
  id        uuid NOT NULL,
  kept_id   uuid NOT NULL,
  gone_id   uuid NOT NULL,
  moved     jsonb NOT NULL,
  done_at   timestamptz NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, kept_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, gone_id) REFERENCES persons (district, id)
);
COMMENT ON TABLE person_merges IS 'Two records found to be one person, with the rows that moved, so that the merge can be undone.';
COMMENT ON COLUMN person_merges.moved IS 'Ids of rows, and sealed bytes under the key of the one that went; nothing readable';
CREATE UNIQUE INDEX person_merges_open ON person_merges (district, gone_id) WHERE undone_at IS NULL;
CREATE INDEX person_merges_kept ON person_merges (district, kept_id);

CREATE TABLE messages (
  district  text NOT NULL,
  id        uuid NOT NULL,
  person_id uuid NOT NULL,
  kind      text NOT NULL,
  about     jsonb NOT NULL DEFAULT '{}',
  href      text,
  at        timestamptz NOT NULL,
  read_at   timestamptz,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id)
);
COMMENT ON TABLE messages IS 'What a person is told: something was entered for them, a proposal was decided, a term ends. about holds ids and numbers only.';
CREATE INDEX messages_person ON messages (district, person_id, id);
CREATE INDEX messages_unread ON messages (district, person_id) WHERE read_at IS NULL;

-- "What is written about me" and "what was done for me" are asked by the person concerned.
CREATE INDEX journal_for ON journal (district, for_id, id) WHERE for_id IS NOT NULL;
