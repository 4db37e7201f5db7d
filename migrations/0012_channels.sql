-- Channels: what leaves the house. How each person wants to be told, robots of groups and webhooks of programs, what is to be
-- sent and what came of it, and which live pages are being looked at.

CREATE TABLE telling_choices (
  district    text NOT NULL,
  person_id   uuid NOT NULL,
  quiet_from  smallint NOT NULL CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_until smallint NOT NULL CHECK (quiet_until BETWEEN 0 AND 1439),
  digest      boolean NOT NULL DEFAULT false,
  digest_at   smallint NOT NULL CHECK (digest_at BETWEEN 0 AND 1439),
  PRIMARY KEY (district, person_id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id)
);
COMMENT ON TABLE telling_choices IS 'When a person wants to be told, where they chose otherwise than the defaults. Times are minutes after midnight in the zone.';
COMMENT ON COLUMN telling_choices.digest IS 'One message a day instead of single ones; for those who serve';

CREATE TABLE telling_ways (
  district      text NOT NULL,
  id            uuid NOT NULL,
  person_id     uuid NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('push', 'email', 'sms', 'wechat')),
  wrapped_key   bytea,
  address       bytea,
  address_hash  bytea,
  label         text NOT NULL DEFAULT '',
  lang          text NOT NULL CHECK (lang IN ('zh', 'en')),
  topics        text[] NOT NULL,
  confirm_until timestamptz,
  confirmed_at  timestamptz,
  created_at    timestamptz NOT NULL,
  ended_at      timestamptz,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  CHECK ((kind = 'sms') = (address IS NULL)),
  CHECK ((address IS NULL) = (wrapped_key IS NULL) AND (address IS NULL) = (address_hash IS NULL)),
  CHECK (topics <@ ARRAY['concerns_me', 'must_do', 'news'])
);
COMMENT ON TABLE telling_ways IS 'A way by which a person is told beside the inbox: a browser, an e-mail address, the phone, WeChat. Deleted when the person is erased.';
COMMENT ON COLUMN telling_ways.address IS 'Sealed with the way''s own key: e-mail address, WeChat openid, push subscription as JSON; none for the phone, which the people room knows';
COMMENT ON COLUMN telling_ways.label IS 'What its owner knows it by: a masked address, a kind of browser';
COMMENT ON COLUMN telling_ways.confirmed_at IS 'Since when it is known to be theirs; null while the link in the first e-mail has not been followed';
CREATE UNIQUE INDEX telling_ways_open ON telling_ways (district, person_id, kind, address_hash) NULLS NOT DISTINCT WHERE ended_at IS NULL;

CREATE TABLE outlets (
  district    text NOT NULL,
  id          uuid NOT NULL,
  place_id    uuid NOT NULL,
  path        text COLLATE "C" NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('wecom', 'dingtalk', 'webhook')),
  name        text NOT NULL,
  lang        text NOT NULL CHECK (lang IN ('zh', 'en')),
  host        text NOT NULL,
  wrapped_key bytea NOT NULL,
  address     bytea NOT NULL,
  secret      bytea,
  created_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  ended_why   text CHECK (ended_why IN ('removed', 'gone')),
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  CHECK (kind <> 'webhook' OR secret IS NOT NULL),
  CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
COMMENT ON TABLE outlets IS 'Where public events at a place and below are sent to: robots of chat groups, and webhooks of other programs.';
COMMENT ON COLUMN outlets.host IS 'The host of the address, in clear, so that the page can say where it leads; the rest is a secret';
COMMENT ON COLUMN outlets.ended_why IS 'removed: somebody took it away; gone: the receiver said that it is no more';
CREATE INDEX outlets_path ON outlets (district, path) WHERE ended_at IS NULL;

CREATE TABLE outlet_verbs (
  district  text NOT NULL,
  verb      text NOT NULL,
  outlet_id uuid NOT NULL,
  PRIMARY KEY (district, verb, outlet_id),
  FOREIGN KEY (district, outlet_id) REFERENCES outlets (district, id)
);
COMMENT ON TABLE outlet_verbs IS 'Which verbs of the journal an outlet wants; removed with it. Asked at every write, so its key begins with the verb.';

CREATE TABLE deliveries (
  district   text NOT NULL,
  id         uuid NOT NULL,
  way_id     uuid,
  message_id uuid,
  outlet_id  uuid,
  entry_id   uuid,
  about      text NOT NULL,
  body       jsonb,
  state      text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dropped', 'failed')),
  due_at     timestamptz NOT NULL,
  batch      uuid,
  tries      smallint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  tried_at   timestamptz,
  ended_at   timestamptz,
  problem    text,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, way_id) REFERENCES telling_ways (district, id) ON DELETE CASCADE,
  FOREIGN KEY (district, message_id) REFERENCES messages (district, id) ON DELETE CASCADE,
  FOREIGN KEY (district, outlet_id) REFERENCES outlets (district, id),
  CHECK ((way_id IS NULL) = (message_id IS NULL) AND (outlet_id IS NULL) = (entry_id IS NULL)),
  CHECK ((way_id IS NULL) <> (outlet_id IS NULL)),
  CHECK ((state IN ('sent', 'dropped', 'failed')) = (ended_at IS NOT NULL))
);
COMMENT ON TABLE deliveries IS 'One message on one way, or one entry of the journal to one outlet: once each, which the unique keys hold.';
COMMENT ON COLUMN deliveries.about IS 'Kind of message or verb';
COMMENT ON COLUMN deliveries.body IS 'What an outlet is sent, fixed when it happened: ids and public facts only';
COMMENT ON COLUMN deliveries.batch IS 'Those sent together carry one, and a retry sends the same ones under the same id';
COMMENT ON COLUMN deliveries.state IS 'dropped: read in the inbox before, or the way is no more';
CREATE UNIQUE INDEX deliveries_message ON deliveries (district, way_id, message_id) WHERE way_id IS NOT NULL;
CREATE UNIQUE INDEX deliveries_entry ON deliveries (district, outlet_id, entry_id) WHERE outlet_id IS NOT NULL;
CREATE INDEX deliveries_waiting ON deliveries (district, way_id, due_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX deliveries_failed ON deliveries (district, ended_at DESC) WHERE state = 'failed';
CREATE INDEX deliveries_stuck ON deliveries (district, tried_at) WHERE state = 'sending';
CREATE INDEX deliveries_messages ON deliveries (district, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX deliveries_ended ON deliveries (district, ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE live_watches (
  district text NOT NULL,
  path     text COLLATE "C" NOT NULL,
  watcher  uuid NOT NULL,
  until    timestamptz NOT NULL,
  PRIMARY KEY (district, path, watcher)
);
COMMENT ON TABLE live_watches IS 'Which parts of the tree somebody looks at live, process by process, until when unless renewed: only then is a change announced (NOTIFY).';
