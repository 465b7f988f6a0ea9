-- The log tells as which role somebody acted, and in which request.
ALTER TABLE activity ADD COLUMN actor_role TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN request TEXT NOT NULL DEFAULT '';

-- The place of an event in the log of its location, and the seal over the event and everything before it.
-- Events from before this have neither.
ALTER TABLE activity ADD COLUMN number BIGINT;
ALTER TABLE activity ADD COLUMN seal BLOB;
CREATE UNIQUE INDEX activity_in_sequence ON activity (location_id, number);
CREATE UNIQUE INDEX activity_of_the_house ON activity (number) WHERE location_id IS NULL;
CREATE INDEX activity_of_person ON activity (actor_id, id);

-- How far each log has come. The one without a location holds what belongs to none, like a failed sign-in.
CREATE TABLE log_heads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT REFERENCES locations (id),
    number BIGINT NOT NULL DEFAULT 0,
    seal BLOB
);
CREATE UNIQUE INDEX log_heads_of_location ON log_heads (location_id);
CREATE UNIQUE INDEX log_heads_of_the_house ON log_heads ((location_id IS NULL)) WHERE location_id IS NULL;
INSERT INTO log_heads (location_id) SELECT id FROM locations ORDER BY id;
INSERT INTO log_heads (location_id) VALUES (NULL);

-- The log only grows.
-- {
CREATE TRIGGER activity_is_not_changed BEFORE UPDATE ON activity
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
CREATE TRIGGER activity_is_not_deleted BEFORE DELETE ON activity
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
-- REPLACE deletes without asking the trigger above.
CREATE TRIGGER activity_is_not_replaced BEFORE INSERT ON activity
WHEN EXISTS (SELECT 1 FROM activity WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM activity WHERE location_id = NEW.location_id AND number = NEW.number)
    OR EXISTS (SELECT 1 FROM activity WHERE location_id IS NULL AND NEW.location_id IS NULL AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
CREATE TRIGGER log_heads_step_forward BEFORE UPDATE ON log_heads
WHEN NEW.number <> OLD.number + 1 OR NEW.location_id IS NOT OLD.location_id
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
CREATE TRIGGER log_heads_are_not_deleted BEFORE DELETE ON log_heads
BEGIN SELECT RAISE(ABORT, 'the activity log only grows'); END;
-- }
