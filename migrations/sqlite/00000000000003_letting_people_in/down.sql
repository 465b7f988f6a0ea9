-- { only in this dialect
CREATE TABLE old_invitation_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation_id BIGINT NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'copy')),
    token_hash BLOB NOT NULL UNIQUE,
    message_id BIGINT REFERENCES messages (id),
    cancelled BOOLEAN NOT NULL DEFAULT FALSE CHECK (cancelled IN (0, 1)),
    expires_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL
);
INSERT INTO old_invitation_links SELECT id, invitation_id, CASE channel WHEN 'email' THEN 'email' ELSE 'copy' END, token_hash, message_id, cancelled, expires_at, created_at FROM invitation_links;
DROP TABLE invitation_links;
ALTER TABLE old_invitation_links RENAME TO invitation_links;
CREATE INDEX links_of_invitation ON invitation_links (invitation_id, id);

CREATE TABLE old_messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    sealed BLOB,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'filed', 'failed', 'cancelled')),
    reason TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at TIMESTAMP NOT NULL,
    leased_until TIMESTAMP,
    give_up_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
INSERT INTO old_messages SELECT id, recipient, message_id, sealed, CASE state WHEN 'unknown' THEN 'failed' ELSE state END, reason, attempts, due_at, leased_until, give_up_at, created_at, ended_at FROM messages;
DROP TABLE messages;
ALTER TABLE old_messages RENAME TO messages;
CREATE INDEX messages_due ON messages (due_at) WHERE state = 'queued';
-- }

ALTER TABLE codes DROP COLUMN kind;
ALTER TABLE codes RENAME COLUMN recipient TO email;

DROP TABLE channels;
DROP TABLE contact_proofs;
DROP TABLE recovery_codes;
DROP TABLE second_factors;

DROP INDEX invitations_to_phone;
DROP INDEX invitations_by_state;
DROP INDEX invitations_to_email;
ALTER TABLE invitations DROP COLUMN reminded_at;
ALTER TABLE invitations DROP COLUMN access_ends_on;
ALTER TABLE invitations DROP COLUMN note;
ALTER TABLE invitations DROP COLUMN language;
ALTER TABLE roles DROP COLUMN needs_second_factor;
ALTER TABLE accesses DROP COLUMN warned_at;
ALTER TABLE accesses DROP COLUMN ends_on;
ALTER TABLE locations DROP COLUMN invitation_days;
ALTER TABLE locations DROP COLUMN language;
ALTER TABLE users DROP COLUMN deleted_at;
ALTER TABLE users DROP COLUMN theme;
ALTER TABLE users DROP COLUMN language;
