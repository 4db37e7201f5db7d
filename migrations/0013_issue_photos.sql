-- Photos of issues: what was seen, and what was done about it, before and after.

CREATE TABLE issue_photos (
  district text NOT NULL,
  issue_id uuid NOT NULL,
  file_id  uuid NOT NULL,
  role     text NOT NULL CHECK (role IN ('before', 'after')),
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, issue_id, file_id),
  FOREIGN KEY (district, issue_id) REFERENCES issues (district, id),
  FOREIGN KEY (district, file_id) REFERENCES files (district, id)
);
COMMENT ON TABLE issue_photos IS 'Photos that came with the report (before) or with what was done (after); seen by whoever sees the issue.';
