-- {
DROP TRIGGER log_heads_are_not_emptied ON log_heads;
DROP TRIGGER log_heads_are_not_deleted ON log_heads;
DROP TRIGGER log_heads_step_forward ON log_heads;
DROP TRIGGER activity_is_not_emptied ON activity;
DROP TRIGGER activity_is_not_changed ON activity;
DROP FUNCTION the_log_only_grows();
-- }
DROP TABLE log_heads;
DROP INDEX activity_of_person;
DROP INDEX activity_of_the_house;
DROP INDEX activity_in_sequence;
ALTER TABLE activity DROP COLUMN seal;
ALTER TABLE activity DROP COLUMN number;
ALTER TABLE activity DROP COLUMN request;
ALTER TABLE activity DROP COLUMN actor_role;
