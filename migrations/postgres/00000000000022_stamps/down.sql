-- {
DROP TRIGGER accesses_given_stamp ON accesses;
DROP TRIGGER accesses_taken_stamp ON accesses;
DROP TRIGGER accesses_changed_stamp ON accesses;
DROP TRIGGER chain_accesses_given_stamp ON chain_accesses;
DROP TRIGGER chain_accesses_taken_stamp ON chain_accesses;
DROP TRIGGER chain_accesses_changed_stamp ON chain_accesses;
DROP TRIGGER second_factors_given_stamp ON second_factors;
DROP TRIGGER second_factors_taken_stamp ON second_factors;
DROP TRIGGER second_factors_changed_stamp ON second_factors;
DROP TRIGGER chain_grants_given_stamp ON chain_grants;
DROP TRIGGER chain_grants_taken_stamp ON chain_grants;
DROP TRIGGER chain_grants_changed_stamp ON chain_grants;
DROP TRIGGER chain_locations_given_stamp ON chain_locations;
DROP TRIGGER chain_locations_taken_stamp ON chain_locations;
DROP TRIGGER roles_changed_stamp ON roles;
DROP TRIGGER locations_changed_stamp ON locations;
DROP TRIGGER chains_changed_stamp ON chains;
DROP TRIGGER chain_roles_changed_stamp ON chain_roles;
DROP TRIGGER users_changed_stamp ON users;
DROP FUNCTION stamp_user;
DROP FUNCTION stamp_user_of_chain_access;
DROP FUNCTION stamp_users_of_chain;
DROP FUNCTION stamp_users_of_role;
DROP FUNCTION stamp_users_of_location;
DROP FUNCTION stamp_users_of_this_chain;
DROP FUNCTION stamp_users_of_chain_role;
DROP FUNCTION stamp_this_user;
-- }

ALTER TABLE users DROP COLUMN stamp;
