-- {
DROP TRIGGER accesses_given_stamp;
DROP TRIGGER accesses_taken_stamp;
DROP TRIGGER accesses_changed_stamp;
DROP TRIGGER chain_accesses_given_stamp;
DROP TRIGGER chain_accesses_taken_stamp;
DROP TRIGGER chain_accesses_changed_stamp;
DROP TRIGGER second_factors_given_stamp;
DROP TRIGGER second_factors_taken_stamp;
DROP TRIGGER second_factors_changed_stamp;
DROP TRIGGER chain_grants_given_stamp;
DROP TRIGGER chain_grants_taken_stamp;
DROP TRIGGER chain_grants_changed_stamp;
DROP TRIGGER chain_locations_given_stamp;
DROP TRIGGER chain_locations_taken_stamp;
DROP TRIGGER roles_changed_stamp;
DROP TRIGGER locations_changed_stamp;
DROP TRIGGER chains_changed_stamp;
DROP TRIGGER chain_roles_changed_stamp;
DROP TRIGGER users_changed_stamp;
-- }

ALTER TABLE users DROP COLUMN stamp;
