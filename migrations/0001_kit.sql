-- The ground: the application's role, the journal, request ids, counters, reads of sensitive records, settings.

DO $$ BEGIN
  CREATE ROLE doorstep_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT doorstep_app TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO doorstep_app;
-- Whatever later migrations create is the application's to read and write; what must not be changed is revoked table by table.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO doorstep_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO doorstep_app;
GRANT SELECT ON migrations TO doorstep_app;

CREATE TABLE journal (
  district   text NOT NULL,
  id         uuid NOT NULL,
  at         timestamptz NOT NULL,
  verb       text NOT NULL,
  thing_kind text NOT NULL,
  thing_id   uuid NOT NULL,
  place_id   uuid,
  actor_id   uuid,
  for_id     uuid,
  channel    text NOT NULL DEFAULT 'screen' CHECK (channel IN ('screen', 'phone', 'paper', 'doorstep', 'window', 'import', 'clock', 'command')),
  change     jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (district, id)
);
COMMENT ON TABLE journal IS 'Append-only: one entry for each verb done. Persons are named by id only, so that erasing a person leaves it whole.';
COMMENT ON COLUMN journal.actor_id IS 'The person who did it; null when the clock or a command did';
COMMENT ON COLUMN journal.for_id IS 'The person it was done for, when somebody helped';
CREATE INDEX journal_thing ON journal (district, thing_id, id);
CREATE INDEX journal_place ON journal (district, place_id, id) WHERE place_id IS NOT NULL;
CREATE INDEX journal_actor ON journal (district, actor_id, id) WHERE actor_id IS NOT NULL;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON journal FROM doorstep_app;

CREATE TABLE requests (
  district   text NOT NULL,
  request_id uuid NOT NULL,
  verb       text NOT NULL,
  actor_key  text NOT NULL,
  answer     jsonb,
  at         timestamptz NOT NULL,
  PRIMARY KEY (district, request_id)
);
COMMENT ON TABLE requests IS 'One row a write: the id the client made, and what was answered, so that a replay does nothing and answers the same.';
CREATE INDEX requests_at ON requests (at);

CREATE TABLE counters (
  district text NOT NULL,
  name     text NOT NULL,
  value    bigint NOT NULL,
  PRIMARY KEY (district, name)
);
COMMENT ON TABLE counters IS 'Short numbers people can say aloud, counted per district and purpose.';

CREATE TABLE reads (
  district   text NOT NULL,
  id         uuid NOT NULL,
  at         timestamptz NOT NULL,
  subject_id uuid NOT NULL,
  reader_id  uuid NOT NULL,
  what       text NOT NULL,
  reason     text NOT NULL DEFAULT '',
  PRIMARY KEY (district, id)
);
COMMENT ON TABLE reads IS 'Every opening of a sensitive record; the person concerned can see it. Append-only.';
CREATE INDEX reads_subject ON reads (district, subject_id, id);
CREATE TRIGGER reads_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reads
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON reads FROM doorstep_app;

CREATE TABLE settings (
  district text NOT NULL,
  name     text NOT NULL,
  value    jsonb NOT NULL,
  PRIMARY KEY (district, name)
);
COMMENT ON TABLE settings IS 'What localities decide differently, by name; defaults stand in the code.';

CREATE FUNCTION take_stock(named text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM pg_class WHERE oid = format('public.%I', named)::regclass
      AND pg_relation_size(oid) / current_setting('block_size')::integer > 2 * greatest(relpages, 5)
  ) THEN
    EXECUTE format('ANALYZE (SKIP_LOCKED) public.%I', named);
  END IF;
END $$;
COMMENT ON FUNCTION take_stock IS 'Looks at a table anew for the planner when it has doubled since. Until then the planner, seeing that every index begins with the district, may read a whole district where it wants one row, and foreign keys are checked by plans it made then.';
