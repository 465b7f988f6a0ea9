-- What was tried too often: scope is a digest, so that nobody's address can be read here.
CREATE TABLE tries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scope BLOB NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX tries_of_scope ON tries (scope, at);

CREATE TABLE password_resets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX resets_of_user ON password_resets (user_id);
