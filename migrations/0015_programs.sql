-- Open311: programs of others that may report, and what each of them sent.

CREATE TABLE open311_clients (
  district   text NOT NULL,
  id         uuid NOT NULL,
  name       text NOT NULL,
  place_id   uuid NOT NULL,
  key_hash   bytea NOT NULL,
  key_start  text NOT NULL,
  issued_at  timestamptz NOT NULL,
  issued_by  uuid,
  revoked_at timestamptz,
  PRIMARY KEY (district, id),
  UNIQUE (district, key_hash),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  FOREIGN KEY (district, issued_by) REFERENCES persons (district, id)
);
COMMENT ON TABLE open311_clients IS 'A program that may report issues by Open311 at a place and below it. Its key was shown once; only a hash of it is kept.';
COMMENT ON COLUMN open311_clients.name IS 'What the program or its operator is called; no person''s name';
COMMENT ON COLUMN open311_clients.key_start IS 'The beginning of the key, to tell keys apart in a list';

CREATE TABLE open311_requests (
  district  text NOT NULL,
  issue_id  uuid NOT NULL,
  client_id uuid NOT NULL,
  PRIMARY KEY (district, issue_id),
  FOREIGN KEY (district, issue_id) REFERENCES issues (district, id),
  FOREIGN KEY (district, client_id) REFERENCES open311_clients (district, id)
);
COMMENT ON TABLE open311_requests IS 'Which program sent an issue: its token leads to the issue once that is public.';
CREATE INDEX open311_requests_client ON open311_requests (district, client_id);
