-- Files: what people attach, photos above all. The content lies in the file store under its SHA-256; rooms refer to these rows.

CREATE TABLE files (
  district     text NOT NULL,
  id           uuid NOT NULL,
  sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  kind         text NOT NULL CHECK (kind IN ('jpeg', 'pdf', 'docx', 'xlsx')),
  size         integer NOT NULL CHECK (size > 0),
  width        integer CHECK (width > 0),
  height       integer CHECK (height > 0),
  thumb_sha256 text CHECK (thumb_sha256 ~ '^[0-9a-f]{64}$'),
  thumb_size   integer CHECK (thumb_size > 0),
  name         text,
  made_at      timestamptz NOT NULL,
  PRIMARY KEY (district, id),
  CHECK ((kind = 'jpeg') = (width IS NOT NULL AND height IS NOT NULL AND thumb_sha256 IS NOT NULL AND thumb_size IS NOT NULL)),
  CHECK ((kind = 'jpeg') = (name IS NULL))
);
COMMENT ON TABLE files IS 'The register of uploaded files; tables of rooms refer to (district, id). Content that no row names is swept from the store after a day.';
COMMENT ON COLUMN files.size IS 'Bytes of the content as it is kept';
COMMENT ON COLUMN files.thumb_sha256 IS 'The small picture of a photo';
COMMENT ON COLUMN files.name IS 'What a document was called; photos lose their names, which may say whose they are';
CREATE INDEX files_sha256 ON files (sha256);
CREATE INDEX files_thumb_sha256 ON files (thumb_sha256) WHERE thumb_sha256 IS NOT NULL;
