-- Roles that a chain gives which were changed in one go, so that they can be put back: once.
CREATE TABLE chain_batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chain_id BIGINT NOT NULL REFERENCES chains (id) ON DELETE CASCADE,
    by_name TEXT NOT NULL,
    done_at TIMESTAMP NOT NULL,
    undone_by TEXT NOT NULL DEFAULT '',
    undone_at TIMESTAMP
);
CREATE INDEX chain_batches_of_chain ON chain_batches (chain_id, id);

-- before_id, after_id: the role that the chain gives to this person at this one location; none where it gives none of its
-- own there. The names are what the roles, people and locations were called then, and stay.
CREATE TABLE chain_batch_rows (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id BIGINT NOT NULL REFERENCES chain_batches (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_name TEXT NOT NULL,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    location_name TEXT NOT NULL,
    before_id BIGINT REFERENCES roles (id) ON DELETE CASCADE,
    before_name TEXT NOT NULL,
    after_id BIGINT REFERENCES roles (id) ON DELETE CASCADE,
    after_name TEXT NOT NULL
);
CREATE INDEX chain_batch_rows_of_batch ON chain_batch_rows (batch_id);

-- Whoever has to do with a chain: those to whom it gives anything, and those who have another way in at its locations.
-- It can name somebody several times: sorting that out here would keep the database from looking only at one chain.
CREATE VIEW people_of_chains AS
SELECT chain_accesses.chain_id, chain_accesses.user_id FROM chain_accesses
UNION ALL
SELECT chain_locations.chain_id, accesses.user_id
FROM chain_locations JOIN locations ON locations.id = chain_locations.location_id AND locations.closed_at IS NULL
JOIN accesses ON accesses.location_id = chain_locations.location_id
UNION ALL
SELECT here.chain_id, chain_accesses.user_id
FROM chain_locations AS here JOIN locations ON locations.id = here.location_id AND locations.closed_at IS NULL
JOIN chain_locations AS there ON there.location_id = here.location_id AND there.chain_id <> here.chain_id
JOIN chains ON chains.id = there.chain_id AND chains.deleted_at IS NULL
JOIN chain_accesses ON chain_accesses.chain_id = there.chain_id
LEFT JOIN chain_grants ON chain_grants.chain_access_id = chain_accesses.id AND chain_grants.location_id = here.location_id
WHERE chain_grants.role_id IS NOT NULL OR chain_accesses.everywhere_role_id IS NOT NULL;
