CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    password_hash TEXT,
    terms_version TEXT,
    terms_accepted_at TIMESTAMP,
    terms_accepted_from TEXT,
    wants_news BOOLEAN NOT NULL DEFAULT FALSE CHECK (wants_news IN (0, 1)),
    signed_in_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);

-- A contact lets its user in only once it is verified; until then nobody owns it.
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone')),
    value TEXT NOT NULL,
    shown TEXT NOT NULL,
    verified_at TIMESTAMP
);
CREATE UNIQUE INDEX contacts_verified ON contacts (kind, value) WHERE verified_at IS NOT NULL;
CREATE INDEX contacts_of_user ON contacts (user_id);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key_hash BLOB NOT NULL UNIQUE,
    user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    idle_until TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_idle ON sessions (idle_until);

CREATE TABLE sign_in_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);

CREATE TABLE locations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL
);

-- rights: slugs separated by spaces. The Owner role holds everything and lists nothing.
CREATE TABLE roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    template TEXT,
    name TEXT NOT NULL,
    rights TEXT NOT NULL,
    place BIGINT NOT NULL,
    UNIQUE (location_id, name)
);

CREATE TABLE accesses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_id BIGINT NOT NULL REFERENCES roles (id),
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (location_id, user_id)
);
CREATE INDEX accesses_of_user ON accesses (user_id);

CREATE TABLE positions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    UNIQUE (location_id, title_key)
);

CREATE TABLE members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    specialization TEXT NOT NULL DEFAULT '',
    position_id BIGINT REFERENCES positions (id),
    description TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    birthday DATE,
    home_address TEXT NOT NULL DEFAULT '',
    external_id TEXT NOT NULL DEFAULT '',
    assists BOOLEAN NOT NULL DEFAULT FALSE CHECK (assists IN (0, 1)),
    place BIGINT NOT NULL,
    employment TEXT NOT NULL DEFAULT 'working' CHECK (employment IN ('working', 'dismissed', 'deleted')),
    dismissed_on DATE,
    user_id BIGINT REFERENCES users (id),
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX members_user ON members (location_id, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX members_in_order ON members (location_id, employment, place, id);
CREATE INDEX members_of_position ON members (position_id);

-- replaced: a newer invitation to the same contact was written after this one had expired.
CREATE TABLE invitations (
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
    CHECK (email IS NOT NULL OR phone IS NOT NULL)
);
CREATE UNIQUE INDEX invitations_live_email ON invitations (location_id, email) WHERE state = 'pending' AND NOT replaced;
CREATE UNIQUE INDEX invitations_live_phone ON invitations (location_id, phone) WHERE state = 'pending' AND NOT replaced;
CREATE INDEX invitations_of_location ON invitations (location_id, id);
CREATE INDEX invitations_of_member ON invitations (member_id);

CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    sealed BLOB,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'filed', 'failed', 'cancelled')),
    reason TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at TIMESTAMP NOT NULL,
    leased_until TIMESTAMP,
    give_up_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX messages_due ON messages (due_at) WHERE state = 'queued';

-- One row per delivery: what a link proves depends on how it travelled.
CREATE TABLE invitation_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation_id BIGINT NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'copy')),
    token_hash BLOB NOT NULL UNIQUE,
    message_id BIGINT REFERENCES messages (id),
    cancelled BOOLEAN NOT NULL DEFAULT FALSE CHECK (cancelled IN (0, 1)),
    expires_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX links_of_invitation ON invitation_links (invitation_id, id);

-- A code sent to a contact, to prove that whoever holds a copied link also reads that contact.
CREATE TABLE codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    link_id BIGINT NOT NULL UNIQUE REFERENCES invitation_links (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    sent INTEGER NOT NULL DEFAULT 1,
    expires_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT REFERENCES locations (id),
    at TIMESTAMP NOT NULL,
    actor_id BIGINT,
    actor_name TEXT NOT NULL,
    deed TEXT NOT NULL,
    subject TEXT NOT NULL,
    member_id BIGINT,
    changes TEXT NOT NULL DEFAULT '[]',
    address TEXT NOT NULL
);
CREATE INDEX activity_of_location ON activity (location_id, id);
CREATE INDEX activity_of_member ON activity (member_id, id);
