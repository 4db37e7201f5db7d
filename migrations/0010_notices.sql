-- Notices: what is made public at a place, every wording it ever had, and whom it was told to.

CREATE TABLE notices (
  district   text NOT NULL,
  id         uuid NOT NULL,
  place_id   uuid NOT NULL,
  group_id   uuid NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('decision', 'money', 'facility', 'service', 'deliberation', 'election', 'activity', 'reminder', 'outage', 'found_lost', 'other')),
  state      text NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn', 'discarded')),
  scope_id   uuid,
  year       smallint,
  number     integer,
  title      text NOT NULL,
  body       text NOT NULL,
  from_day   date NOT NULL,
  last_day   date NOT NULL,
  pinned     boolean NOT NULL DEFAULT false,
  tells_all  boolean NOT NULL DEFAULT false,
  version    integer NOT NULL DEFAULT 0,
  published_at     timestamptz,
  changed_at       timestamptz NOT NULL,
  withdrawn_at     timestamptz,
  withdrawn_reason text,
  text_hidden      boolean NOT NULL DEFAULT false,
  PRIMARY KEY (district, id),
  UNIQUE (district, scope_id, year, number),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  FOREIGN KEY (district, scope_id) REFERENCES places (district, id),
  FOREIGN KEY (district, group_id) REFERENCES groups (district, id),
  CHECK (last_day >= from_day),
  CHECK ((state IN ('published', 'withdrawn')) = (number IS NOT NULL AND year IS NOT NULL AND scope_id IS NOT NULL AND published_at IS NOT NULL AND version > 0)),
  CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL AND withdrawn_reason IS NOT NULL)),
  CHECK (state = 'published' OR NOT pinned),
  CHECK (state = 'withdrawn' OR NOT text_hidden)
);
COMMENT ON TABLE notices IS 'What a group makes public at a place and all below it, from a day to a day. Whether it is shown today follows from the days.';
COMMENT ON COLUMN notices.group_id IS 'In whose name it stands';
COMMENT ON COLUMN notices.scope_id IS 'The community (or the place itself, above that) in which number counts the notices of a year';
COMMENT ON COLUMN notices.last_day IS 'The last day on which it is shown';
COMMENT ON COLUMN notices.version IS '0 for a draft; the newest row of notice_versions';
COMMENT ON COLUMN notices.changed_at IS 'When it was last published, corrected or withdrawn; of a draft, when it was last written';
COMMENT ON COLUMN notices.text_hidden IS 'Withdrawn because its words should not be read by anybody: only the reason is shown, of no version the text';
CREATE INDEX notices_place ON notices (district, place_id, last_day);
CREATE INDEX notices_group ON notices (district, group_id, last_day);
CREATE INDEX notices_state ON notices (district, state, last_day);

CREATE TABLE notice_versions (
  district  text NOT NULL,
  notice_id uuid NOT NULL,
  version   integer NOT NULL CHECK (version > 0),
  title     text NOT NULL,
  body      text NOT NULL,
  last_day  date NOT NULL,
  changed   text[] NOT NULL,
  why       text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (district, notice_id, version),
  FOREIGN KEY (district, notice_id) REFERENCES notices (district, id),
  CHECK (changed <@ ARRAY['title', 'body', 'last_day']),
  CHECK (version = 1 OR (why <> '' AND changed <> '{}'))
);
COMMENT ON TABLE notice_versions IS 'Every wording a published notice had, the first included. Append-only: a correction is a new version, with what changed and why.';
CREATE TRIGGER notice_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON notice_versions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON notice_versions FROM doorstep_app;

CREATE TABLE notice_tellings (
  district   text NOT NULL,
  id         uuid NOT NULL,
  notice_id  uuid NOT NULL,
  what       text NOT NULL CHECK (what IN ('published', 'corrected', 'withdrawn')),
  told       integer NOT NULL DEFAULT 0,
  last_told  uuid,
  done_at    timestamptz,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, notice_id) REFERENCES notices (district, id)
);
COMMENT ON TABLE notice_tellings IS 'A message to everybody who lives at the place of a notice, left by a job in batches in the order of the persons'' ids.';
COMMENT ON COLUMN notice_tellings.last_told IS 'The person up to whom all have their message, so that a job that was killed goes on behind them';
CREATE INDEX notice_tellings_notice ON notice_tellings (district, notice_id);
