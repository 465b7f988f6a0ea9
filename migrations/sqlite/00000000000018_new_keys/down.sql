-- {
DROP TRIGGER accesses_given;
DROP TRIGGER accesses_taken;
DROP TRIGGER accesses_changed;
DROP TRIGGER chain_accesses_given;
DROP TRIGGER chain_accesses_taken;
DROP TRIGGER chain_accesses_changed;
DROP TRIGGER chain_grants_given;
DROP TRIGGER chain_grants_taken;
DROP TRIGGER chain_grants_changed;
DROP TRIGGER chain_locations_given;
DROP TRIGGER chain_locations_taken;
DROP TRIGGER roles_changed;
DROP TRIGGER chain_roles_changed;
DROP TRIGGER chains_changed;
-- }

ALTER TABLE sessions DROP COLUMN needs_new_key;
