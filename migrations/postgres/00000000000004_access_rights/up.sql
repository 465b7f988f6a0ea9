-- A subscription without an end date goes on; one without a seat limit has room for everybody.
ALTER TABLE locations ADD COLUMN subscription_active BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE locations ADD COLUMN subscription_ends_on DATE;
ALTER TABLE locations ADD COLUMN seat_limit BIGINT CHECK (seat_limit >= 0);

-- exceptions: what is different for this person, by whom and since when; empty where nothing is.
ALTER TABLE accesses ADD COLUMN exceptions TEXT NOT NULL DEFAULT '';
ALTER TABLE accesses ADD COLUMN given_by TEXT NOT NULL DEFAULT '';
ALTER TABLE accesses ADD COLUMN given_at TIMESTAMP;
ALTER TABLE accesses ADD COLUMN changed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE accesses ADD COLUMN changed_at TIMESTAMP;
UPDATE accesses SET given_at = created_at;

-- { only in this dialect
-- A deleted role stays for what was written down with its name; another may bear the name then.
ALTER TABLE roles ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE roles ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE roles ADD COLUMN changed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE roles ADD COLUMN changed_at TIMESTAMP;
ALTER TABLE roles ADD COLUMN deleted_at TIMESTAMP;
UPDATE roles SET name_key = lower(name);
ALTER TABLE roles ALTER COLUMN name_key DROP DEFAULT;
ALTER TABLE roles DROP CONSTRAINT roles_location_id_name_key;
-- }
CREATE UNIQUE INDEX roles_by_name ON roles (location_id, name_key) WHERE deleted_at IS NULL;
CREATE INDEX accesses_with_role ON accesses (role_id);
CREATE INDEX invitations_with_role ON invitations (role_id);
