-- What somebody may do has changed: the next page they open gives their session another key. Whatever makes one of these
-- tables anew has to make its triggers anew as well.
ALTER TABLE sessions ADD COLUMN needs_new_key BOOLEAN NOT NULL DEFAULT FALSE;

-- {
CREATE FUNCTION new_keys_of_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = coalesce(NEW.user_id, OLD.user_id); RETURN NULL; END $$;
CREATE TRIGGER accesses_given AFTER INSERT ON accesses FOR EACH ROW EXECUTE FUNCTION new_keys_of_user();
CREATE TRIGGER accesses_taken AFTER DELETE ON accesses FOR EACH ROW EXECUTE FUNCTION new_keys_of_user();
CREATE TRIGGER accesses_changed AFTER UPDATE OF user_id, role_id, exceptions, ends_on ON accesses FOR EACH ROW EXECUTE FUNCTION new_keys_of_user();
CREATE TRIGGER chain_accesses_given AFTER INSERT ON chain_accesses FOR EACH ROW EXECUTE FUNCTION new_keys_of_user();
CREATE TRIGGER chain_accesses_taken AFTER DELETE ON chain_accesses FOR EACH ROW EXECUTE FUNCTION new_keys_of_user();
CREATE TRIGGER chain_accesses_changed AFTER UPDATE ON chain_accesses FOR EACH ROW EXECUTE FUNCTION new_keys_of_user();
CREATE FUNCTION new_keys_of_chain_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = (SELECT user_id FROM chain_accesses WHERE id = coalesce(NEW.chain_access_id, OLD.chain_access_id)); RETURN NULL; END $$;
CREATE TRIGGER chain_grants_given AFTER INSERT ON chain_grants FOR EACH ROW EXECUTE FUNCTION new_keys_of_chain_access();
CREATE TRIGGER chain_grants_taken AFTER DELETE ON chain_grants FOR EACH ROW EXECUTE FUNCTION new_keys_of_chain_access();
CREATE TRIGGER chain_grants_changed AFTER UPDATE ON chain_grants FOR EACH ROW EXECUTE FUNCTION new_keys_of_chain_access();
CREATE FUNCTION new_keys_of_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id IN (SELECT user_id FROM chain_accesses WHERE chain_id = coalesce(NEW.chain_id, OLD.chain_id)); RETURN NULL; END $$;
CREATE TRIGGER chain_locations_given AFTER INSERT ON chain_locations FOR EACH ROW EXECUTE FUNCTION new_keys_of_chain();
CREATE TRIGGER chain_locations_taken AFTER DELETE ON chain_locations FOR EACH ROW EXECUTE FUNCTION new_keys_of_chain();
CREATE FUNCTION new_keys_after_roles_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id IN (SELECT user_id FROM accesses WHERE role_id = NEW.id UNION SELECT user_id FROM chain_accesses WHERE everywhere_role_id = NEW.id OR id IN (SELECT chain_access_id FROM chain_grants WHERE role_id = NEW.id)); RETURN NULL; END $$;
CREATE TRIGGER roles_changed AFTER UPDATE OF rights ON roles FOR EACH ROW EXECUTE FUNCTION new_keys_after_roles_changed();
CREATE FUNCTION new_keys_after_chain_roles_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id IN (SELECT user_id FROM chain_accesses WHERE role_id = NEW.id); RETURN NULL; END $$;
CREATE TRIGGER chain_roles_changed AFTER UPDATE OF rights ON chain_roles FOR EACH ROW EXECUTE FUNCTION new_keys_after_chain_roles_changed();
CREATE FUNCTION new_keys_after_chains_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id IN (SELECT user_id FROM chain_accesses WHERE chain_id = NEW.id); RETURN NULL; END $$;
CREATE TRIGGER chains_changed AFTER UPDATE OF deleted_at ON chains FOR EACH ROW EXECUTE FUNCTION new_keys_after_chains_changed();
-- }
