ALTER TABLE members ADD COLUMN in_schedule BOOLEAN NOT NULL DEFAULT FALSE CHECK (in_schedule IN (0, 1));

-- Working hours of one day, in minutes after midnight on the wall of the location. What lies between two spans is a break.
CREATE TABLE work_spans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    day DATE NOT NULL,
    from_minute BIGINT NOT NULL,
    to_minute BIGINT NOT NULL,
    UNIQUE (member_id, day, from_minute),
    CHECK (0 <= from_minute AND from_minute < to_minute AND to_minute <= 1440)
);

-- Days on which somebody does not work, whatever their hours say.
CREATE TABLE time_off (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    CHECK (first_day <= last_day)
);
CREATE INDEX time_off_of_member ON time_off (member_id, last_day);
