DROP TABLE time_off;
DROP TABLE work_spans;
ALTER TABLE members DROP COLUMN in_schedule;
