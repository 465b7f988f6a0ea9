CREATE TABLE service_categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    place BIGINT NOT NULL,
    UNIQUE (location_id, title_key)
);

-- price: minor units of the location's currency. An archived service is offered no more; where it was provided it stays.
CREATE TABLE services (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    category_id BIGINT REFERENCES service_categories (id),
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    price BIGINT NOT NULL CHECK (price >= 0),
    minutes BIGINT NOT NULL CHECK (minutes > 0),
    place BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    archived_at TIMESTAMP,
    deleted_at TIMESTAMP
);
CREATE UNIQUE INDEX services_by_title ON services (location_id, title_key) WHERE deleted_at IS NULL;
CREATE INDEX services_of_category ON services (category_id);

-- Who provides what. Without a price or minutes of their own, those of the service count.
CREATE TABLE member_services (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    service_id BIGINT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    price BIGINT CHECK (price >= 0),
    minutes BIGINT CHECK (minutes > 0),
    UNIQUE (member_id, service_id)
);
CREATE INDEX member_services_of_service ON member_services (service_id);

-- What is new in the ready-made chain role Chain manager.
UPDATE chain_roles SET rights = rights || ' chain.services' WHERE template = 'manager';
