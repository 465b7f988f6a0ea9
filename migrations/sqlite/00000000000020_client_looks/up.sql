-- How many pages about clients somebody looked at, by the hour: what is usual for them.
CREATE TABLE client_looks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hour TIMESTAMP NOT NULL,
    pages BIGINT NOT NULL,
    UNIQUE (user_id, hour)
);
CREATE INDEX client_looks_by_hour ON client_looks (hour);
