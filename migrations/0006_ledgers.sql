-- Ledgers: files offices keep, brought in row by row.

CREATE TABLE imports (
  district    text NOT NULL,
  id          uuid NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('households', 'residents', 'volunteers', 'visits')),
  place_id    uuid NOT NULL,
  file_name   text NOT NULL,
  by_id       uuid,
  state       text NOT NULL CHECK (state IN ('mapping', 'reading', 'checked', 'writing', 'done', 'failed', 'dropped')),
  sheets      jsonb NOT NULL DEFAULT '[]',
  problem     text,
  rows_done   integer NOT NULL DEFAULT 0,
  rows_total  integer NOT NULL DEFAULT 0,
  wrapped_key bytea,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  FOREIGN KEY (district, by_id) REFERENCES persons (district, id)
);
COMMENT ON TABLE imports IS 'One file brought in: what it is, how its columns are read, how far it has come, what came of each sheet.';
COMMENT ON COLUMN imports.sheets IS 'Per sheet: its name, how each column is read, where it belongs, and the count of each verdict; no value of any row';
COMMENT ON COLUMN imports.wrapped_key IS 'Key that seals the file and its rows; destroyed with them 30 days after the end';
CREATE INDEX imports_place ON imports (district, place_id, id);
CREATE INDEX imports_kept ON imports (created_at) WHERE wrapped_key IS NOT NULL;

CREATE TABLE import_pieces (
  district  text NOT NULL,
  import_id uuid NOT NULL,
  number    integer NOT NULL,
  content   bytea NOT NULL,
  PRIMARY KEY (district, import_id, number),
  FOREIGN KEY (district, import_id) REFERENCES imports (district, id) ON DELETE CASCADE
);
COMMENT ON TABLE import_pieces IS 'The uploaded file, sealed with the key of its import; removed once its rows are written or it is dropped.';

CREATE TABLE import_batches (
  district   text NOT NULL,
  import_id  uuid NOT NULL,
  number     integer NOT NULL,
  sheet      smallint NOT NULL,
  counts     jsonb NOT NULL,
  content    bytea NOT NULL,
  written_at timestamptz,
  PRIMARY KEY (district, import_id, number),
  FOREIGN KEY (district, import_id) REFERENCES imports (district, id) ON DELETE CASCADE
);
COMMENT ON TABLE import_batches IS 'The rows of the file with their verdicts, some two thousand a batch, sealed; a batch is written in one transaction.';
COMMENT ON COLUMN import_batches.counts IS 'How many of its rows have each verdict, so that a page of one verdict is found without opening all';

CREATE TABLE import_decisions (
  district  text NOT NULL,
  import_id uuid NOT NULL,
  sheet     smallint NOT NULL,
  row       integer NOT NULL,
  decision  text NOT NULL CHECK (decision IN ('take', 'leave')),
  by_id     uuid,
  at        timestamptz NOT NULL,
  PRIMARY KEY (district, import_id, sheet, row),
  FOREIGN KEY (district, import_id) REFERENCES imports (district, id) ON DELETE CASCADE
);
COMMENT ON TABLE import_decisions IS 'What a person decided about a row in doubt; undecided ones are left out.';

CREATE TABLE heading_choices (
  district text NOT NULL,
  kind     text NOT NULL,
  heading  text NOT NULL,
  column_name text NOT NULL,
  PRIMARY KEY (district, kind, heading)
);
COMMENT ON TABLE heading_choices IS 'Headings a person matched by hand, remembered for next time.';
