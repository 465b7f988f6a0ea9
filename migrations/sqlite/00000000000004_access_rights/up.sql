-- A subscription without an end date goes on; one without a seat limit has room for everybody.
ALTER TABLE locations ADD COLUMN subscription_active BOOLEAN NOT NULL DEFAULT TRUE CHECK (subscription_active IN (0, 1));
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
CREATE TABLE new_roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    template TEXT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    rights TEXT NOT NULL,
    place BIGINT NOT NULL,
    needs_second_factor BOOLEAN NOT NULL DEFAULT FALSE CHECK (needs_second_factor IN (0, 1)),
    version BIGINT NOT NULL DEFAULT 1,
    changed_by TEXT NOT NULL DEFAULT '',
    changed_at TIMESTAMP,
    deleted_at TIMESTAMP
);
INSERT INTO new_roles (id, location_id, template, name, name_key, rights, place, needs_second_factor)
SELECT id, location_id, template, name, lower(name), rights, place, needs_second_factor FROM roles;
DROP TABLE roles;
ALTER TABLE new_roles RENAME TO roles;
-- }
CREATE UNIQUE INDEX roles_by_name ON roles (location_id, name_key) WHERE deleted_at IS NULL;
CREATE INDEX accesses_with_role ON accesses (role_id);
CREATE INDEX invitations_with_role ON invitations (role_id);
