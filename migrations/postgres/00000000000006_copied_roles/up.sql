-- What the role was called that this one was made like; empty where it was not.
ALTER TABLE roles ADD COLUMN copied_from TEXT NOT NULL DEFAULT '';
