-- Accounts: who may sign in, how, and where they are signed in now. Looked up by phone or name before a district is known.

CREATE TABLE accounts (
  id              uuid PRIMARY KEY,
  district        text NOT NULL,
  person_id       uuid NOT NULL,
  user_name       text UNIQUE,
  password_hash   text,
  totp_secret     bytea,
  totp_last_step  bigint,
  recovery_hashes text[] NOT NULL DEFAULT '{}',
  lang            text NOT NULL DEFAULT 'zh' CHECK (lang IN ('zh', 'en')),
  elder           boolean NOT NULL DEFAULT false,
  disabled_at     timestamptz,
  created_at      timestamptz NOT NULL,
  UNIQUE (district, person_id),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id)
);
COMMENT ON TABLE accounts IS 'A person''s way in: a code to the phone that the people room knows, and for those who serve a password with a second factor.';

CREATE TABLE sessions (
  token_hash   bytea PRIMARY KEY,
  id           uuid NOT NULL UNIQUE,
  account_id   uuid NOT NULL REFERENCES accounts (id),
  created_at   timestamptz NOT NULL,
  seen_at      timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  second_factor boolean NOT NULL DEFAULT false,
  agent        text NOT NULL DEFAULT '',
  address      text NOT NULL DEFAULT '',
  revoked_at   timestamptz
);
COMMENT ON TABLE sessions IS 'Where an account is signed in; only a hash of the cookie''s token is kept.';
CREATE INDEX sessions_account ON sessions (account_id);

CREATE TABLE sign_in_codes (
  phone_hash  bytea PRIMARY KEY,
  ticket_hash bytea NOT NULL UNIQUE,
  code_hash   bytea NOT NULL,
  sent_at     timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  tries       smallint NOT NULL DEFAULT 0,
  proved_at   timestamptz,
  hour_from   timestamptz NOT NULL,
  hour_sent   smallint NOT NULL DEFAULT 1
);
COMMENT ON TABLE sign_in_codes IS 'The code last sent to a phone, also to one that nobody has registered: used once, few tries, short life, few an hour.';
COMMENT ON COLUMN sign_in_codes.ticket_hash IS 'The browser that asked holds the ticket, and only it may try the code; another one once the code was right';
COMMENT ON COLUMN sign_in_codes.code_hash IS 'Keyed hash: six digits could be guessed from a plain one';
COMMENT ON COLUMN sign_in_codes.proved_at IS 'When the code was right and one of several people who share the phone has yet to be chosen';

CREATE TABLE sign_in_tries (
  key          bytea PRIMARY KEY,
  failures     smallint NOT NULL,
  locked_until timestamptz,
  tried_at     timestamptz NOT NULL
);
COMMENT ON TABLE sign_in_tries IS 'Tries since the last success and the lock after too many, by a keyed hash of what was tried: a user name, known or not, or an account''s second factor. Gone after a day.';

CREATE TABLE one_time_links (
  token_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
COMMENT ON TABLE one_time_links IS 'A link that lets an account set its first password, once.';

CREATE TABLE demo_messages (
  id      uuid PRIMARY KEY,
  phone   text NOT NULL,
  text    text NOT NULL,
  sent_at timestamptz NOT NULL
);
COMMENT ON TABLE demo_messages IS 'Where the demo''s text messages land instead of on a phone; empty in production.';
