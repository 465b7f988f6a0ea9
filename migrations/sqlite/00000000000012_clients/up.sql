-- phone: in E.164, or empty. merged_into_id: the client that this one turned out to be.
CREATE TABLE clients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    merged_into_id BIGINT REFERENCES clients (id)
);
CREATE INDEX clients_by_name ON clients (location_id, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX clients_deleted ON clients (location_id, name_key, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX clients_merged ON clients (merged_into_id);

-- What a client is found by: every word of the name, and, for those who may see contacts, of these.
CREATE TABLE client_words (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('name', 'contact')),
    word TEXT NOT NULL
);
CREATE INDEX client_words_by_word ON client_words (location_id, kind, word, client_id);
CREATE INDEX client_words_of_client ON client_words (client_id);

CREATE TABLE client_notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    author_id BIGINT REFERENCES users (id) ON DELETE SET NULL,
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX client_notes_of_client ON client_notes (client_id, id);
