-- {
DROP TRIGGER log_heads_are_not_emptied ON log_heads;
DROP TRIGGER log_heads_are_not_deleted ON log_heads;
DROP TRIGGER log_heads_step_forward ON log_heads;
DROP TRIGGER activity_is_not_emptied ON activity;
DROP TRIGGER activity_is_not_changed ON activity;
DROP FUNCTION the_log_only_grows();
-- }
DROP INDEX log_heads_of_chain;
DROP INDEX log_heads_of_the_house;
DROP INDEX activity_of_chain;
DROP INDEX activity_of_the_house;
DELETE FROM log_heads WHERE chain_id IS NOT NULL;
DELETE FROM activity WHERE chain_id IS NOT NULL;
ALTER TABLE log_heads DROP COLUMN chain_id;
ALTER TABLE activity DROP COLUMN chain_id;
CREATE UNIQUE INDEX log_heads_of_the_house ON log_heads ((location_id IS NULL)) WHERE location_id IS NULL;
CREATE UNIQUE INDEX activity_of_the_house ON activity (number) WHERE location_id IS NULL;
-- {
CREATE FUNCTION the_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the activity log only grows'; END $$;
CREATE TRIGGER activity_is_not_changed BEFORE UPDATE OR DELETE ON activity
FOR EACH ROW EXECUTE FUNCTION the_log_only_grows();
CREATE TRIGGER activity_is_not_emptied BEFORE TRUNCATE ON activity
FOR EACH STATEMENT EXECUTE FUNCTION the_log_only_grows();
CREATE TRIGGER log_heads_step_forward BEFORE UPDATE ON log_heads
FOR EACH ROW WHEN (NEW.number <> OLD.number + 1 OR NEW.location_id IS DISTINCT FROM OLD.location_id)
EXECUTE FUNCTION the_log_only_grows();
CREATE TRIGGER log_heads_are_not_deleted BEFORE DELETE ON log_heads
FOR EACH ROW EXECUTE FUNCTION the_log_only_grows();
CREATE TRIGGER log_heads_are_not_emptied BEFORE TRUNCATE ON log_heads
FOR EACH STATEMENT EXECUTE FUNCTION the_log_only_grows();
-- }

DROP VIEW ways_in;
DROP TABLE invitation_grants;
DELETE FROM invitation_links WHERE invitation_id IN (SELECT id FROM invitations WHERE chain_id IS NOT NULL);
DELETE FROM invitations WHERE chain_id IS NOT NULL;
DROP INDEX invitations_of_chain;
DROP INDEX invitations_live_phone_of_chain;
DROP INDEX invitations_live_email_of_chain;
-- {
ALTER TABLE invitations DROP COLUMN everywhere_role_id;
ALTER TABLE invitations DROP COLUMN chain_role_id;
ALTER TABLE invitations DROP COLUMN chain_id;
ALTER TABLE invitations DROP CONSTRAINT invitations_offer_a_role;
ALTER TABLE invitations ALTER COLUMN role_id SET NOT NULL;
ALTER TABLE invitations ALTER COLUMN location_id SET NOT NULL;
-- }

DROP TABLE chain_grants;
DROP TABLE chain_accesses;
DELETE FROM roles WHERE chain_id IS NOT NULL;
DROP INDEX roles_of_chain_by_name;
-- {
ALTER TABLE roles DROP COLUMN chain_id;
ALTER TABLE roles ALTER COLUMN location_id SET NOT NULL;
-- }
DROP TABLE chain_roles;
DROP TABLE chain_locations;
DROP TABLE chains;
ALTER TABLE locations DROP COLUMN closed_at;
