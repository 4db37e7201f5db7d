-- Issues: what somebody said, from the first word to the last: sorted, published, acted on, appraised, fed back.

CREATE TABLE issues (
  district        text NOT NULL,
  id              uuid NOT NULL,
  number          text NOT NULL,
  place_id        uuid NOT NULL,
  path            text COLLATE "C" NOT NULL,
  community_id    uuid NOT NULL,
  kind            text NOT NULL,
  urgency         text NOT NULL CHECK (urgency IN ('hazard', 'soon', 'usual')),
  visibility      text NOT NULL CHECK (visibility IN ('all', 'compound', 'handlers')),
  restricted      boolean NOT NULL DEFAULT false,
  state           text NOT NULL CHECK (state IN ('reported', 'asked', 'accepted', 'assigned', 'acting', 'resolved', 'closed', 'declined', 'referred', 'merged', 'withdrawn')),
  channel         text NOT NULL,
  title           text NOT NULL,
  words           tsvector NOT NULL,
  wrapped_key     bytea,
  note            bytea,
  caller          bytea,
  raiser_id       uuid,
  helper_id       uuid,
  desk_id         uuid NOT NULL,
  desk_path       text COLLATE "C" NOT NULL,
  level           smallint NOT NULL CHECK (level BETWEEN 1 AND 5),
  tier            text CHECK (tier IN ('hours2', 'hours24', 'days7', 'days15')),
  receiver_id     uuid,
  assignee_id     uuid,
  assignee_group  uuid,
  reported_at     timestamptz NOT NULL,
  reported_on     date NOT NULL,
  contact_due_at  timestamptz NOT NULL,
  contacted_at    timestamptz,
  due_at          timestamptz,
  paused_at       timestamptz,
  published_at    timestamptz,
  published_until date,
  resolved_at     timestamptz,
  ended_at        timestamptz,
  round           smallint NOT NULL DEFAULT 0,
  contested       boolean NOT NULL DEFAULT false,
  climbed         smallint NOT NULL DEFAULT 0,
  asked_at        timestamptz,
  reminded_at     timestamptz,
  parties         integer NOT NULL DEFAULT 0,
  outcome         text,
  public_answer   text,
  merged_into     uuid,
  split_from      uuid,
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (district, id),
  UNIQUE (district, community_id, number),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  FOREIGN KEY (district, community_id) REFERENCES places (district, id),
  FOREIGN KEY (district, desk_id) REFERENCES places (district, id),
  FOREIGN KEY (district, raiser_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, helper_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, receiver_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, assignee_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, assignee_group) REFERENCES groups (district, id),
  FOREIGN KEY (district, merged_into) REFERENCES issues (district, id),
  FOREIGN KEY (district, split_from) REFERENCES issues (district, id),
  CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  CHECK (merged_into <> id),
  CHECK (NOT restricted OR (visibility = 'handlers' AND published_at IS NULL)),
  CHECK (published_at IS NULL OR visibility <> 'handlers'),
  CHECK (assignee_id IS NULL OR assignee_group IS NULL),
  CHECK (state NOT IN ('assigned', 'acting') OR assignee_id IS NOT NULL OR assignee_group IS NOT NULL),
  CHECK ((state IN ('closed', 'declined', 'referred', 'merged', 'withdrawn')) = (ended_at IS NOT NULL)),
  CHECK ((state = 'asked') = (paused_at IS NOT NULL))
);
COMMENT ON TABLE issues IS 'A matter that somebody raised. What is written in clear is fit to be read by neighbours; the rest is sealed with the issue''s own key.';
COMMENT ON COLUMN issues.number IS 'Year and number within the community, such as 2026-0153: what people say on the phone';
COMMENT ON COLUMN issues.path IS 'Path of the place it is about, as in places; follows the place';
COMMENT ON COLUMN issues.title IS 'The public wording, without names; seen by others only once it is published';
COMMENT ON COLUMN issues.note IS 'Sealed: the private words for those who handle it';
COMMENT ON COLUMN issues.caller IS 'Sealed: name and telephone of somebody without an account';
COMMENT ON COLUMN issues.desk_id IS 'Whose desk it lies on: a compound, a community or a place above it; level says the same for the five levels of stewards';
COMMENT ON COLUMN issues.reported_on IS 'The day of the report in the district''s zone: the month it counts in';
COMMENT ON COLUMN issues.receiver_id IS 'Who took it in first and stays responsible until somebody accepts it (首接负责)';
COMMENT ON COLUMN issues.paused_at IS 'Since when the clock waits for the raiser';
COMMENT ON COLUMN issues.round IS 'How often it was resolved; each round is appraised anew';
CREATE INDEX issues_path ON issues (district, path, id);
CREATE INDEX issues_desk ON issues (district, desk_path, id) WHERE ended_at IS NULL;
CREATE INDEX issues_public ON issues (district, path, published_at) WHERE published_at IS NOT NULL;
CREATE INDEX issues_due ON issues (district, due_at) WHERE ended_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX issues_assignee ON issues (district, assignee_id) WHERE ended_at IS NULL AND assignee_id IS NOT NULL;
CREATE INDEX issues_group ON issues (district, assignee_group) WHERE ended_at IS NULL AND assignee_group IS NOT NULL;
CREATE INDEX issues_raiser ON issues (district, raiser_id, id) WHERE raiser_id IS NOT NULL;
CREATE INDEX issues_asked ON issues (district, asked_at) WHERE state = 'resolved';
CREATE INDEX issues_words ON issues USING gin (words);

CREATE TABLE issue_parties (
  district  text NOT NULL,
  issue_id  uuid NOT NULL,
  person_id uuid NOT NULL,
  role      text NOT NULL CHECK (role IN ('raiser', 'joined')),
  joined_at timestamptz NOT NULL,
  came_from uuid,
  PRIMARY KEY (district, issue_id, person_id),
  FOREIGN KEY (district, issue_id) REFERENCES issues (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, came_from) REFERENCES issues (district, id)
);
COMMENT ON TABLE issue_parties IS 'Who raised an issue and who said "me too": told of everything, asked for the last word.';
COMMENT ON COLUMN issue_parties.came_from IS 'The issue they had raised before it was merged into this one';
CREATE INDEX issue_parties_person ON issue_parties (district, person_id, issue_id);

CREATE TABLE issue_appraisals (
  district     text NOT NULL,
  issue_id     uuid NOT NULL,
  round        smallint NOT NULL,
  person_id    uuid NOT NULL,
  solved       boolean NOT NULL,
  satisfaction text NOT NULL CHECK (satisfaction IN ('satisfied', 'fair', 'dissatisfied')),
  words        bytea,
  channel      text NOT NULL,
  logged_by    uuid NOT NULL,
  at           timestamptz NOT NULL,
  PRIMARY KEY (district, issue_id, round, person_id),
  FOREIGN KEY (district, issue_id, person_id) REFERENCES issue_parties (district, issue_id, person_id),
  FOREIGN KEY (district, logged_by) REFERENCES persons (district, id)
);
COMMENT ON TABLE issue_appraisals IS 'The last word of each party on each resolution: solved or not, satisfied or not. Kept for ever, one a round.';
COMMENT ON COLUMN issue_appraisals.words IS 'Sealed with the issue''s key';
COMMENT ON COLUMN issue_appraisals.logged_by IS 'The party, or whoever asked by telephone: never somebody who handled the issue';

CREATE TABLE issue_helpers (
  district  text NOT NULL,
  id        uuid NOT NULL,
  issue_id  uuid NOT NULL,
  person_id uuid,
  group_id  uuid,
  task      text NOT NULL DEFAULT '',
  added_at  timestamptz NOT NULL,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, issue_id) REFERENCES issues (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, group_id) REFERENCES groups (district, id),
  CHECK ((person_id IS NULL) <> (group_id IS NULL))
);
COMMENT ON TABLE issue_helpers IS 'Parties that act together with the assignee, each with its part of the plan.';
CREATE UNIQUE INDEX issue_helpers_once ON issue_helpers (district, issue_id, person_id, group_id) NULLS NOT DISTINCT;
CREATE INDEX issue_helpers_person ON issue_helpers (district, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX issue_helpers_group ON issue_helpers (district, group_id) WHERE group_id IS NOT NULL;

CREATE TABLE issue_steps (
  district text NOT NULL,
  id       uuid NOT NULL,
  issue_id uuid NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('contact', 'step', 'wait', 'resolve', 'question', 'answer', 'whistle', 'support', 'extend', 'fact', 'objection')),
  text     text NOT NULL,
  shown    text NOT NULL CHECK (shown IN ('public', 'parties', 'handlers', 'held', 'refused')),
  reason   text,
  by_id    uuid,
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, issue_id) REFERENCES issues (district, id),
  FOREIGN KEY (district, by_id) REFERENCES persons (district, id)
);
COMMENT ON TABLE issue_steps IS 'What was said and done about an issue, in words. held waits for moderation; refused says why in reason.';
CREATE INDEX issue_steps_issue ON issue_steps (district, issue_id, id);
CREATE INDEX issue_steps_held ON issue_steps (district, issue_id) WHERE shown = 'held';

CREATE TABLE issue_stages (
  district text NOT NULL,
  issue_id uuid NOT NULL,
  seq      integer NOT NULL,
  stage    text NOT NULL CHECK (stage IN ('collect', 'sort', 'act', 'appraise', 'wait')),
  from_at  timestamptz NOT NULL,
  to_at    timestamptz,
  PRIMARY KEY (district, issue_id, seq),
  FOREIGN KEY (district, issue_id) REFERENCES issues (district, id),
  CHECK (to_at >= from_at)
);
COMMENT ON TABLE issue_stages IS 'How long an issue stood in each stage, interval by interval; wait is the raiser''s time, not ours.';
CREATE UNIQUE INDEX issue_stages_open ON issue_stages (district, issue_id) WHERE to_at IS NULL;

CREATE TABLE issue_counts (
  district text NOT NULL,
  place_id uuid NOT NULL,
  path     text COLLATE "C" NOT NULL,
  month    date NOT NULL,
  kind     text NOT NULL,
  measure  text NOT NULL,
  n        integer NOT NULL,
  PRIMARY KEY (district, place_id, month, kind, measure)
);
COMMENT ON TABLE issue_counts IS 'Figures of a compound (or of a community, for what lies outside its compounds) by month and kind, kept in the same transaction as what they count. Restricted issues are in none.';
CREATE INDEX issue_counts_path ON issue_counts (district, path, month);
