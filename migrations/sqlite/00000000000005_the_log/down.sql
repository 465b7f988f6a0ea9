-- {
DROP TRIGGER log_heads_are_not_deleted;
DROP TRIGGER log_heads_step_forward;
DROP TRIGGER activity_is_not_replaced;
DROP TRIGGER activity_is_not_deleted;
DROP TRIGGER activity_is_not_changed;
-- }
DROP TABLE log_heads;
DROP INDEX activity_of_person;
DROP INDEX activity_of_the_house;
DROP INDEX activity_in_sequence;
ALTER TABLE activity DROP COLUMN seal;
ALTER TABLE activity DROP COLUMN number;
ALTER TABLE activity DROP COLUMN request;
ALTER TABLE activity DROP COLUMN actor_role;
