-- { only in this dialect
UPDATE invitation_links SET channel = 'copy' WHERE channel IN ('sms', 'chatbot');
ALTER TABLE invitation_links DROP CONSTRAINT invitation_links_channel_check;
ALTER TABLE invitation_links ADD CONSTRAINT invitation_links_channel_check CHECK (channel IN ('email', 'copy'));

DROP INDEX messages_of_location;
DROP INDEX messages_due;
CREATE INDEX messages_due ON messages (due_at) WHERE state = 'queued';
UPDATE messages SET state = 'failed' WHERE state = 'unknown';
ALTER TABLE messages DROP CONSTRAINT messages_state_check;
ALTER TABLE messages ADD CONSTRAINT messages_state_check
    CHECK (state IN ('queued', 'sent', 'filed', 'failed', 'cancelled'));
ALTER TABLE messages DROP COLUMN price;
ALTER TABLE messages DROP COLUMN channel;
ALTER TABLE messages DROP COLUMN location_id;
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
