-- digest: of what is shown, so that a changed photo has an address of its own.
CREATE TABLE photos (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id BIGINT NOT NULL UNIQUE REFERENCES members (id) ON DELETE CASCADE,
    small BLOB NOT NULL,
    large BLOB NOT NULL,
    digest TEXT NOT NULL
);
