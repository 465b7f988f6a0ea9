DROP INDEX invitations_with_role;
DROP INDEX accesses_with_role;
DROP INDEX roles_by_name;

-- { only in this dialect
UPDATE roles SET name = name || ' (deleted ' || id || ')' WHERE deleted_at IS NOT NULL;
ALTER TABLE roles ADD CONSTRAINT roles_location_id_name_key UNIQUE (location_id, name);
ALTER TABLE roles DROP COLUMN deleted_at;
ALTER TABLE roles DROP COLUMN changed_at;
ALTER TABLE roles DROP COLUMN changed_by;
ALTER TABLE roles DROP COLUMN version;
ALTER TABLE roles DROP COLUMN name_key;
-- }

ALTER TABLE accesses DROP COLUMN changed_at;
ALTER TABLE accesses DROP COLUMN changed_by;
ALTER TABLE accesses DROP COLUMN given_at;
ALTER TABLE accesses DROP COLUMN given_by;
ALTER TABLE accesses DROP COLUMN exceptions;
ALTER TABLE locations DROP COLUMN seat_limit;
ALTER TABLE locations DROP COLUMN subscription_ends_on;
ALTER TABLE locations DROP COLUMN subscription_active;
