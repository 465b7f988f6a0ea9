-- closed_at: nobody is inside a closed location; its owners can open it again.
ALTER TABLE locations ADD COLUMN closed_at TIMESTAMP;

CREATE TABLE chains (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    main_location_id BIGINT NOT NULL REFERENCES locations (id),
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP
);

CREATE TABLE chain_locations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chain_id BIGINT NOT NULL REFERENCES chains (id) ON DELETE CASCADE,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    added_at TIMESTAMP NOT NULL,
    UNIQUE (chain_id, location_id)
);
CREATE INDEX chain_locations_of_location ON chain_locations (location_id);

-- rights: slugs of chain rights. The Chain owner holds everything and lists nothing.
CREATE TABLE chain_roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chain_id BIGINT NOT NULL REFERENCES chains (id) ON DELETE CASCADE,
    template TEXT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    rights TEXT NOT NULL,
    place BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    changed_by TEXT NOT NULL DEFAULT '',
    changed_at TIMESTAMP,
    deleted_at TIMESTAMP
);
CREATE UNIQUE INDEX chain_roles_by_name ON chain_roles (chain_id, name_key) WHERE deleted_at IS NULL;

-- { only in this dialect
-- A set of location rights belongs to a location, or to a chain whose locations share it.
CREATE TABLE new_roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT REFERENCES locations (id) ON DELETE CASCADE,
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
    copied_from TEXT NOT NULL DEFAULT '',
    chain_id BIGINT REFERENCES chains (id) ON DELETE CASCADE,
    CHECK ((location_id IS NULL) <> (chain_id IS NULL))
);
INSERT INTO new_roles (id, location_id, template, name, name_key, rights, place, needs_second_factor, version, changed_by, changed_at, deleted_at, copied_from)
SELECT id, location_id, template, name, name_key, rights, place, needs_second_factor, version, changed_by, changed_at, deleted_at, copied_from FROM roles;
DROP TABLE roles;
ALTER TABLE new_roles RENAME TO roles;
CREATE UNIQUE INDEX roles_by_name ON roles (location_id, name_key) WHERE deleted_at IS NULL;
-- }
CREATE UNIQUE INDEX roles_of_chain_by_name ON roles (chain_id, name_key) WHERE deleted_at IS NULL;

-- role_id: none for somebody who has no chain rights. added, withheld: what differs from that role for this person.
-- everywhere_role_id: what they are at all locations of the chain, also at future ones.
CREATE TABLE chain_accesses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chain_id BIGINT NOT NULL REFERENCES chains (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_id BIGINT REFERENCES chain_roles (id),
    added TEXT NOT NULL DEFAULT '',
    withheld TEXT NOT NULL DEFAULT '',
    everywhere_role_id BIGINT REFERENCES roles (id),
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    UNIQUE (chain_id, user_id)
);
CREATE INDEX chain_accesses_of_user ON chain_accesses (user_id);
CREATE INDEX chain_accesses_with_role ON chain_accesses (role_id);
CREATE INDEX chain_accesses_everywhere ON chain_accesses (everywhere_role_id);

CREATE TABLE chain_grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chain_access_id BIGINT NOT NULL REFERENCES chain_accesses (id) ON DELETE CASCADE,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    role_id BIGINT NOT NULL REFERENCES roles (id),
    given_by TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    UNIQUE (chain_access_id, location_id)
);
CREATE INDEX chain_grants_at_location ON chain_grants (location_id);
CREATE INDEX chain_grants_with_role ON chain_grants (role_id);

-- {
-- Every way in which somebody is inside a location: by an access of its own, or by what flows down from a chain. What a
-- chain gives at one location counts there in place of what it gives at all of them.
CREATE VIEW ways_in AS
SELECT accesses.location_id, accesses.user_id, accesses.role_id, accesses.exceptions, accesses.ends_on, accesses.id AS access_id, NULL AS chain_id, '' AS chain_name
FROM accesses JOIN locations ON locations.id = accesses.location_id AND locations.closed_at IS NULL
UNION ALL
SELECT chain_locations.location_id, chain_accesses.user_id, coalesce(chain_grants.role_id, chain_accesses.everywhere_role_id), '', NULL, NULL, chains.id, chains.name
FROM chain_accesses JOIN chains ON chains.id = chain_accesses.chain_id AND chains.deleted_at IS NULL
JOIN chain_locations ON chain_locations.chain_id = chains.id
JOIN locations ON locations.id = chain_locations.location_id AND locations.closed_at IS NULL
LEFT JOIN chain_grants ON chain_grants.chain_access_id = chain_accesses.id AND chain_grants.location_id = chain_locations.location_id
WHERE chain_grants.role_id IS NOT NULL OR chain_accesses.everywhere_role_id IS NOT NULL;
-- }

-- {
-- An invitation leads to a location, or to a chain: then with chain rights, a role at all of its locations, or at some.
CREATE TABLE new_invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT REFERENCES locations (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    email TEXT,
    email_shown TEXT,
    phone TEXT,
    phone_shown TEXT,
    role_id BIGINT REFERENCES roles (id),
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
    chain_id BIGINT REFERENCES chains (id) ON DELETE CASCADE,
    chain_role_id BIGINT REFERENCES chain_roles (id),
    everywhere_role_id BIGINT REFERENCES roles (id),
    CHECK (email IS NOT NULL OR phone IS NOT NULL),
    CHECK ((location_id IS NULL) <> (chain_id IS NULL)),
    CHECK ((location_id IS NULL) = (role_id IS NULL))
);
INSERT INTO new_invitations (id, location_id, name, name_key, email, email_shown, phone, phone_shown, role_id, member_id, inviter_id, inviter_name, state, replaced, applicant_id, created_at, expires_at, ended_at, language, note, access_ends_on, reminded_at)
SELECT id, location_id, name, name_key, email, email_shown, phone, phone_shown, role_id, member_id, inviter_id, inviter_name, state, replaced, applicant_id, created_at, expires_at, ended_at, language, note, access_ends_on, reminded_at FROM invitations;
DROP TABLE invitations;
ALTER TABLE new_invitations RENAME TO invitations;
CREATE UNIQUE INDEX invitations_live_email ON invitations (location_id, email) WHERE state = 'pending' AND NOT replaced;
CREATE UNIQUE INDEX invitations_live_phone ON invitations (location_id, phone) WHERE state = 'pending' AND NOT replaced;
CREATE INDEX invitations_of_location ON invitations (location_id, id);
CREATE INDEX invitations_of_member ON invitations (member_id);
CREATE INDEX invitations_by_state ON invitations (location_id, state, applicant_id, expires_at);
CREATE INDEX invitations_to_email ON invitations (email) WHERE state = 'pending';
CREATE INDEX invitations_to_phone ON invitations (phone) WHERE state = 'pending';
CREATE INDEX invitations_with_role ON invitations (role_id);
-- }
CREATE UNIQUE INDEX invitations_live_email_of_chain ON invitations (chain_id, email) WHERE state = 'pending' AND NOT replaced;
CREATE UNIQUE INDEX invitations_live_phone_of_chain ON invitations (chain_id, phone) WHERE state = 'pending' AND NOT replaced;
CREATE INDEX invitations_of_chain ON invitations (chain_id, id);

CREATE TABLE invitation_grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation_id BIGINT NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    role_id BIGINT NOT NULL REFERENCES roles (id),
    UNIQUE (invitation_id, location_id)
);
CREATE INDEX invitation_grants_with_role ON invitation_grants (role_id);

-- A chain has a log of its own.
ALTER TABLE activity ADD COLUMN chain_id BIGINT REFERENCES chains (id);
DROP INDEX activity_of_the_house;
CREATE UNIQUE INDEX activity_of_the_house ON activity (number) WHERE location_id IS NULL AND chain_id IS NULL;
CREATE UNIQUE INDEX activity_of_chain ON activity (chain_id, number);
ALTER TABLE log_heads ADD COLUMN chain_id BIGINT REFERENCES chains (id);
DROP INDEX log_heads_of_the_house;
CREATE UNIQUE INDEX log_heads_of_the_house ON log_heads ((location_id IS NULL)) WHERE location_id IS NULL AND chain_id IS NULL;
CREATE UNIQUE INDEX log_heads_of_chain ON log_heads (chain_id);
-- {
DROP TRIGGER log_heads_step_forward;
DROP TRIGGER activity_is_not_replaced;
CREATE TRIGGER activity_is_not_replaced BEFORE INSERT ON activity
WHEN EXISTS (SELECT 1 FROM activity WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM activity WHERE location_id = NEW.location_id AND number = NEW.number)
    OR EXISTS (SELECT 1 FROM activity WHERE chain_id = NEW.chain_id AND number = NEW.number)
    OR EXISTS (SELECT 1 FROM activity WHERE location_id IS NULL AND chain_id IS NULL AND NEW.location_id IS NULL AND NEW.chain_id IS NULL AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
CREATE TRIGGER log_heads_step_forward BEFORE UPDATE ON log_heads
WHEN NEW.number <> OLD.number + 1 OR NEW.location_id IS NOT OLD.location_id OR NEW.chain_id IS NOT OLD.chain_id
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
-- }
