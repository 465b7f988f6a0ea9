-- {
DROP TRIGGER accesses_given ON accesses;
DROP TRIGGER accesses_taken ON accesses;
DROP TRIGGER accesses_changed ON accesses;
DROP TRIGGER chain_accesses_given ON chain_accesses;
DROP TRIGGER chain_accesses_taken ON chain_accesses;
DROP TRIGGER chain_accesses_changed ON chain_accesses;
DROP TRIGGER chain_grants_given ON chain_grants;
DROP TRIGGER chain_grants_taken ON chain_grants;
DROP TRIGGER chain_grants_changed ON chain_grants;
DROP TRIGGER chain_locations_given ON chain_locations;
DROP TRIGGER chain_locations_taken ON chain_locations;
DROP TRIGGER roles_changed ON roles;
DROP FUNCTION new_keys_after_roles_changed;
DROP TRIGGER chain_roles_changed ON chain_roles;
DROP FUNCTION new_keys_after_chain_roles_changed;
DROP TRIGGER chains_changed ON chains;
DROP FUNCTION new_keys_after_chains_changed;
DROP FUNCTION new_keys_of_user;
DROP FUNCTION new_keys_of_chain_access;
DROP FUNCTION new_keys_of_chain;
-- }

ALTER TABLE sessions DROP COLUMN needs_new_key;
