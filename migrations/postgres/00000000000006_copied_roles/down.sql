ALTER TABLE roles DROP COLUMN copied_from;
