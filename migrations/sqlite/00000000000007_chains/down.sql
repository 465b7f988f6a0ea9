-- {
DROP TRIGGER log_heads_are_not_deleted;
DROP TRIGGER log_heads_step_forward;
DROP TRIGGER activity_is_not_replaced;
DROP TRIGGER activity_is_not_deleted;
DROP TRIGGER activity_is_not_changed;
-- }
DROP INDEX log_heads_of_chain;
DROP INDEX log_heads_of_the_house;
DROP INDEX activity_of_chain;
DROP INDEX activity_of_the_house;
DELETE FROM log_heads WHERE chain_id IS NOT NULL;
DELETE FROM activity WHERE chain_id IS NOT NULL;
ALTER TABLE log_heads DROP COLUMN chain_id;
ALTER TABLE activity DROP COLUMN chain_id;
CREATE UNIQUE INDEX log_heads_of_the_house ON log_heads ((location_id IS NULL)) WHERE location_id IS NULL;
CREATE UNIQUE INDEX activity_of_the_house ON activity (number) WHERE location_id IS NULL;
-- {
CREATE TRIGGER activity_is_not_changed BEFORE UPDATE ON activity
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
CREATE TRIGGER activity_is_not_deleted BEFORE DELETE ON activity
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
-- REPLACE deletes without asking the trigger above.
CREATE TRIGGER activity_is_not_replaced BEFORE INSERT ON activity
WHEN EXISTS (SELECT 1 FROM activity WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM activity WHERE location_id = NEW.location_id AND number = NEW.number)
    OR EXISTS (SELECT 1 FROM activity WHERE location_id IS NULL AND NEW.location_id IS NULL AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
CREATE TRIGGER log_heads_step_forward BEFORE UPDATE ON log_heads
WHEN NEW.number <> OLD.number + 1 OR NEW.location_id IS NOT OLD.location_id
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
CREATE TRIGGER log_heads_are_not_deleted BEFORE DELETE ON log_heads
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
-- }

DROP VIEW ways_in;
DROP TABLE invitation_grants;
DELETE FROM invitation_links WHERE invitation_id IN (SELECT id FROM invitations WHERE chain_id IS NOT NULL);
DELETE FROM invitations WHERE chain_id IS NOT NULL;
DROP INDEX invitations_of_chain;
DROP INDEX invitations_live_phone_of_chain;
DROP INDEX invitations_live_email_of_chain;
-- {
CREATE TABLE old_invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    email TEXT,
    email_shown TEXT,
    phone TEXT,
    phone_shown TEXT,
    role_id BIGINT NOT NULL REFERENCES roles (id),
    member_id BIGINT REFERENCES members (id),
    inviter_id BIGINT NOT NULL REFERENCES users (id),
    inviter_name TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'declined', 'revoked')),
    replaced BOOLEAN NOT NULL DEFAULT FALSE CHECK (replaced IN (0, 1)),
    applicant_id BIGINT REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    language TEXT NOT NULL DEFAULT 'en',
    note TEXT NOT NULL DEFAULT '',
    access_ends_on DATE,
    reminded_at TIMESTAMP,
    CHECK (email IS NOT NULL OR phone IS NOT NULL)
);
INSERT INTO old_invitations (id, location_id, name, name_key, email, email_shown, phone, phone_shown, role_id, member_id, inviter_id, inviter_name, state, replaced, applicant_id, created_at, expires_at, ended_at, language, note, access_ends_on, reminded_at)
SELECT id, location_id, name, name_key, email, email_shown, phone, phone_shown, role_id, member_id, inviter_id, inviter_name, state, replaced, applicant_id, created_at, expires_at, ended_at, language, note, access_ends_on, reminded_at FROM invitations;
DROP TABLE invitations;
ALTER TABLE old_invitations RENAME TO invitations;
CREATE UNIQUE INDEX invitations_live_email ON invitations (location_id, email) WHERE state = 'pending' AND NOT replaced;
CREATE UNIQUE INDEX invitations_live_phone ON invitations (location_id, phone) WHERE state = 'pending' AND NOT replaced;
CREATE INDEX invitations_of_location ON invitations (location_id, id);
CREATE INDEX invitations_of_member ON invitations (member_id);
CREATE INDEX invitations_by_state ON invitations (location_id, state, applicant_id, expires_at);
CREATE INDEX invitations_to_email ON invitations (email) WHERE state = 'pending';
CREATE INDEX invitations_to_phone ON invitations (phone) WHERE state = 'pending';
CREATE INDEX invitations_with_role ON invitations (role_id);
-- }

DROP TABLE chain_grants;
DROP TABLE chain_accesses;
DELETE FROM roles WHERE chain_id IS NOT NULL;
DROP INDEX roles_of_chain_by_name;
-- {
CREATE TABLE old_roles (
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
    deleted_at TIMESTAMP,
    copied_from TEXT NOT NULL DEFAULT ''
);
INSERT INTO old_roles (id, location_id, template, name, name_key, rights, place, needs_second_factor, version, changed_by, changed_at, deleted_at, copied_from)
SELECT id, location_id, template, name, name_key, rights, place, needs_second_factor, version, changed_by, changed_at, deleted_at, copied_from FROM roles;
DROP TABLE roles;
ALTER TABLE old_roles RENAME TO roles;
CREATE UNIQUE INDEX roles_by_name ON roles (location_id, name_key) WHERE deleted_at IS NULL;
-- }
DROP TABLE chain_roles;
DROP TABLE chain_locations;
DROP TABLE chains;
ALTER TABLE locations DROP COLUMN closed_at;
