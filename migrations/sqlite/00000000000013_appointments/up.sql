-- From when to when the lines of an appointment last, in UTC, stands on it and on each line, so that a day is one range.
CREATE TABLE appointments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    client_id BIGINT NOT NULL REFERENCES clients (id),
    status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'confirmed', 'came', 'no_show')),
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    comment TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    created_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    CHECK (starts_at < ends_at)
);
CREATE INDEX appointments_in_time ON appointments (location_id, starts_at) WHERE deleted_at IS NULL;
CREATE INDEX appointments_of_client ON appointments (client_id, starts_at) WHERE deleted_at IS NULL;

-- price: of one, in minor units. discount: hundredths of a percent. takes_time: not where the client did not come, or
-- the appointment was deleted. reward_mode: how its assistants are paid, as it was when they were added (domain.md §8.1).
CREATE TABLE appointment_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    appointment_id BIGINT NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    service_id BIGINT NOT NULL REFERENCES services (id),
    title TEXT NOT NULL,
    member_id BIGINT NOT NULL REFERENCES members (id),
    place BIGINT NOT NULL,
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    takes_time BOOLEAN NOT NULL DEFAULT TRUE CHECK (takes_time IN (0, 1)),
    price BIGINT NOT NULL CHECK (price >= 0),
    discount BIGINT NOT NULL DEFAULT 0 CHECK (discount BETWEEN 0 AND 10000),
    quantity BIGINT NOT NULL DEFAULT 1 CHECK (quantity > 0),
    reward_mode TEXT NOT NULL DEFAULT 'full' CHECK (reward_mode IN ('full', 'split')),
    CHECK (starts_at < ends_at)
);
CREATE INDEX appointment_lines_of_appointment ON appointment_lines (appointment_id, place);
CREATE INDEX appointment_lines_of_member ON appointment_lines (member_id, starts_at);
CREATE INDEX appointment_lines_of_service ON appointment_lines (service_id);

-- share: hundredths of a percent of their own reward. It counts where the reward mode of the line is full.
CREATE TABLE line_assistants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    line_id BIGINT NOT NULL REFERENCES appointment_lines (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id),
    place BIGINT NOT NULL,
    share BIGINT NOT NULL DEFAULT 10000 CHECK (share BETWEEN 0 AND 10000),
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    takes_time BOOLEAN NOT NULL DEFAULT TRUE CHECK (takes_time IN (0, 1)),
    UNIQUE (line_id, member_id)
);
CREATE INDEX line_assistants_of_member ON line_assistants (member_id, starts_at);

CREATE TABLE payroll_settings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL UNIQUE REFERENCES locations (id) ON DELETE CASCADE,
    several_assistants BOOLEAN NOT NULL DEFAULT FALSE CHECK (several_assistants IN (0, 1)),
    reward_mode TEXT NOT NULL DEFAULT 'full' CHECK (reward_mode IN ('full', 'split')),
    version BIGINT NOT NULL DEFAULT 1
);

-- Whether an assistant who is busy at the time is refused, and not only warned about.
ALTER TABLE locations ADD COLUMN refuses_busy_assistants BOOLEAN NOT NULL DEFAULT FALSE CHECK (refuses_busy_assistants IN (0, 1));

-- What an event is about besides a person, like `appointment 12` or `client 7`.
ALTER TABLE activity ADD COLUMN thing TEXT NOT NULL DEFAULT '';
CREATE INDEX activity_of_thing ON activity (location_id, thing, id) WHERE thing <> '';

-- The ready-made roles get the rights that came with this release, as in rights.md §5.
UPDATE roles SET rights = rights || ' calendar.view appointments.create appointments.edit appointments.edit_completed appointments.move appointments.price appointments.delete schedule.edit assistants.manage assistants.share clients.view clients.contacts clients.edit clients.notes clients.history services.view services.edit team.services' WHERE template = 'manager';
UPDATE roles SET rights = rights || ' calendar.view appointments.create appointments.edit appointments.move assistants.manage clients.view clients.contacts clients.edit clients.notes clients.history services.view' WHERE template = 'receptionist';
UPDATE roles SET rights = rights || ' calendar.view appointments.create appointments.edit clients.view clients.contacts clients.edit clients.notes clients.history services.view' WHERE template = 'call-center';
UPDATE roles SET rights = rights || ' services.view' WHERE template = 'accountant';
UPDATE roles SET rights = rights || ' calendar.view:own clients.view:own services.view' WHERE template = 'professional';
UPDATE roles SET rights = rights || ' calendar.view:own' WHERE template = 'view-only';
UPDATE roles SET rights = rights || ' calendar.view clients.view clients.contacts clients.history services.view' WHERE template = 'system-manager';
