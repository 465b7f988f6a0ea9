-- {
DROP TRIGGER accesses_given ON accesses;
DROP FUNCTION new_keys_after_accesses_given;
DROP TRIGGER accesses_taken ON accesses;
DROP FUNCTION new_keys_after_accesses_taken;
DROP TRIGGER accesses_changed ON accesses;
DROP FUNCTION new_keys_after_accesses_changed;
DROP TRIGGER chain_accesses_given ON chain_accesses;
DROP FUNCTION new_keys_after_chain_accesses_given;
DROP TRIGGER chain_accesses_taken ON chain_accesses;
DROP FUNCTION new_keys_after_chain_accesses_taken;
DROP TRIGGER chain_accesses_changed ON chain_accesses;
DROP FUNCTION new_keys_after_chain_accesses_changed;
DROP TRIGGER chain_grants_given ON chain_grants;
DROP FUNCTION new_keys_after_chain_grants_given;
DROP TRIGGER chain_grants_taken ON chain_grants;
DROP FUNCTION new_keys_after_chain_grants_taken;
DROP TRIGGER chain_grants_changed ON chain_grants;
DROP FUNCTION new_keys_after_chain_grants_changed;
DROP TRIGGER chain_locations_given ON chain_locations;
DROP FUNCTION new_keys_after_chain_locations_given;
DROP TRIGGER chain_locations_taken ON chain_locations;
DROP FUNCTION new_keys_after_chain_locations_taken;
DROP TRIGGER roles_changed ON roles;
DROP FUNCTION new_keys_after_roles_changed;
DROP TRIGGER chain_roles_changed ON chain_roles;
DROP FUNCTION new_keys_after_chain_roles_changed;
DROP TRIGGER chains_changed ON chains;
DROP FUNCTION new_keys_after_chains_changed;
-- }

ALTER TABLE sessions DROP COLUMN needs_new_key;
