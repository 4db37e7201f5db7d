-- Reception: who came to a service window, what for, and what came of it.

CREATE TABLE receptions (
  district    text NOT NULL,
  id          uuid NOT NULL,
  place_id    uuid NOT NULL,
  path        text COLLATE "C" NOT NULL,
  on_day      date NOT NULL,
  at          timestamptz NOT NULL,
  topic       text NOT NULL,
  people      smallint NOT NULL DEFAULT 1 CHECK (people BETWEEN 1 AND 50),
  outcome     text NOT NULL CHECK (outcome IN ('settled', 'advised', 'issue', 'referred')),
  referral    text,
  person_id   uuid,
  issue_id    uuid,
  by_id       uuid NOT NULL,
  wrapped_key bytea,
  note        bytea,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, issue_id) REFERENCES issues (district, id),
  FOREIGN KEY (district, by_id) REFERENCES persons (district, id),
  CHECK ((outcome = 'issue') = (issue_id IS NOT NULL)),
  CHECK ((outcome = 'referred') = (referral IS NOT NULL)),
  CHECK (note IS NULL OR wrapped_key IS NOT NULL)
);
COMMENT ON TABLE receptions IS 'One row a visit to the window of a community: the counts of a service window come from here.';
COMMENT ON COLUMN receptions.people IS 'How many came together with one matter';
COMMENT ON COLUMN receptions.note IS 'Sealed with a key of its own';
CREATE INDEX receptions_path ON receptions (district, path, on_day);
CREATE INDEX receptions_person ON receptions (district, person_id) WHERE person_id IS NOT NULL;
