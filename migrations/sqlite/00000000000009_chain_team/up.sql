-- A position or a card of a chain is mirrored at every location where it is valid: there its number stands in chain_*_id.
CREATE TABLE chain_positions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chain_id BIGINT NOT NULL REFERENCES chains (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    UNIQUE (chain_id, title_key)
);

CREATE TABLE chain_members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chain_id BIGINT NOT NULL REFERENCES chains (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    specialization TEXT NOT NULL DEFAULT '',
    position_id BIGINT REFERENCES chain_positions (id),
    description TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    merged_into_id BIGINT REFERENCES chain_members (id)
);
CREATE INDEX chain_members_by_name ON chain_members (chain_id, name_key, id);
CREATE INDEX chain_members_merged ON chain_members (merged_into_id);
CREATE INDEX chain_members_of_position ON chain_members (position_id);

ALTER TABLE positions ADD COLUMN chain_position_id BIGINT REFERENCES chain_positions (id);
CREATE UNIQUE INDEX positions_of_chain ON positions (chain_position_id, location_id);

-- merged_into_id, here and above: the card of the same person that this one was merged into.
ALTER TABLE members ADD COLUMN chain_member_id BIGINT REFERENCES chain_members (id);
ALTER TABLE members ADD COLUMN merged_into_id BIGINT REFERENCES members (id);
CREATE UNIQUE INDEX members_of_chain ON members (chain_member_id, location_id);
CREATE INDEX members_merged ON members (merged_into_id);
