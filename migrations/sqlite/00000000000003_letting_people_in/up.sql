ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
ALTER TABLE users ADD COLUMN theme TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark'));
ALTER TABLE users ADD COLUMN deleted_at TIMESTAMP;
ALTER TABLE locations ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
ALTER TABLE locations ADD COLUMN invitation_days BIGINT NOT NULL DEFAULT 7 CHECK (invitation_days BETWEEN 1 AND 30);

-- ends_on: the last day of the access, as the location counts days.
ALTER TABLE accesses ADD COLUMN ends_on DATE;
ALTER TABLE accesses ADD COLUMN warned_at TIMESTAMP;
ALTER TABLE roles ADD COLUMN needs_second_factor BOOLEAN NOT NULL DEFAULT FALSE CHECK (needs_second_factor IN (0, 1));

ALTER TABLE invitations ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
ALTER TABLE invitations ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE invitations ADD COLUMN access_ends_on DATE;
ALTER TABLE invitations ADD COLUMN reminded_at TIMESTAMP;
CREATE INDEX invitations_by_state ON invitations (location_id, state, applicant_id, expires_at);
CREATE INDEX invitations_to_email ON invitations (email) WHERE state = 'pending';
CREATE INDEX invitations_to_phone ON invitations (phone) WHERE state = 'pending';

-- last_step: the newest time step whose code was used, so that no code is used twice.
CREATE TABLE second_factors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    last_step BIGINT NOT NULL DEFAULT 0,
    confirmed_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE recovery_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX recovery_codes_of_user ON recovery_codes (user_id);

-- A contact that a user wants to add, until the code sent to it comes back.
CREATE TABLE contact_proofs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone')),
    value TEXT NOT NULL,
    shown TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    expires_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- sealed: names, addresses and secrets of the provider. countries: ISO 3166, separated by spaces.
-- price and monthly_limit: minor units of the location's currency.
CREATE TABLE channels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('sms', 'chatbot')),
    provider TEXT NOT NULL CHECK (provider IN ('twilio', 'http', 'whatsapp')),
    sealed BLOB NOT NULL,
    countries TEXT NOT NULL,
    daily_limit BIGINT NOT NULL DEFAULT 50,
    price BIGINT NOT NULL DEFAULT 0,
    monthly_limit BIGINT,
    paused_until TIMESTAMP,
    trouble TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    changed_at TIMESTAMP NOT NULL,
    UNIQUE (location_id, kind)
);

-- A code goes to an address or to a number.
ALTER TABLE codes RENAME COLUMN email TO recipient;
ALTER TABLE codes ADD COLUMN kind TEXT NOT NULL DEFAULT 'email' CHECK (kind IN ('email', 'phone'));

-- { only in this dialect
-- unknown: it may have arrived, but the gateway did not say.
CREATE TABLE new_messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT REFERENCES locations (id) ON DELETE SET NULL,
    channel TEXT NOT NULL DEFAULT 'email' CHECK (channel IN ('email', 'sms', 'chatbot')),
    recipient TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    sealed BLOB,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'filed', 'failed', 'unknown', 'cancelled')),
    reason TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    price BIGINT NOT NULL DEFAULT 0,
    due_at TIMESTAMP NOT NULL,
    leased_until TIMESTAMP,
    give_up_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
INSERT INTO new_messages (id, recipient, message_id, sealed, state, reason, attempts, due_at, leased_until, give_up_at, created_at, ended_at)
SELECT id, recipient, message_id, sealed, state, reason, attempts, due_at, leased_until, give_up_at, created_at, ended_at FROM messages;
DROP TABLE messages;
ALTER TABLE new_messages RENAME TO messages;
CREATE INDEX messages_due ON messages (channel, location_id, due_at) WHERE state = 'queued';
CREATE INDEX messages_of_location ON messages (location_id, channel, created_at);

CREATE TABLE new_invitation_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation_id BIGINT NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'chatbot', 'copy')),
    token_hash BLOB NOT NULL UNIQUE,
    message_id BIGINT REFERENCES messages (id),
    cancelled BOOLEAN NOT NULL DEFAULT FALSE CHECK (cancelled IN (0, 1)),
    expires_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL
);
INSERT INTO new_invitation_links SELECT id, invitation_id, channel, token_hash, message_id, cancelled, expires_at, created_at FROM invitation_links;
DROP TABLE invitation_links;
ALTER TABLE new_invitation_links RENAME TO invitation_links;
CREATE INDEX links_of_invitation ON invitation_links (invitation_id, id);
-- }
