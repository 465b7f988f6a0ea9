DROP INDEX invitations_with_role;
DROP INDEX accesses_with_role;
DROP INDEX roles_by_name;

-- { only in this dialect
CREATE TABLE old_roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    template TEXT,
    name TEXT NOT NULL,
    rights TEXT NOT NULL,
    place BIGINT NOT NULL,
    needs_second_factor BOOLEAN NOT NULL DEFAULT FALSE CHECK (needs_second_factor IN (0, 1)),
    UNIQUE (location_id, name)
);
INSERT INTO old_roles (id, location_id, template, name, rights, place, needs_second_factor)
SELECT id, location_id, template, CASE WHEN deleted_at IS NULL THEN name ELSE name || ' (deleted ' || id || ')' END, rights, place, needs_second_factor FROM roles;
DROP TABLE roles;
ALTER TABLE old_roles RENAME TO roles;
-- }

ALTER TABLE accesses DROP COLUMN changed_at;
ALTER TABLE accesses DROP COLUMN changed_by;
ALTER TABLE accesses DROP COLUMN given_at;
ALTER TABLE accesses DROP COLUMN given_by;
ALTER TABLE accesses DROP COLUMN exceptions;
ALTER TABLE locations DROP COLUMN seat_limit;
ALTER TABLE locations DROP COLUMN subscription_ends_on;
ALTER TABLE locations DROP COLUMN subscription_active;
