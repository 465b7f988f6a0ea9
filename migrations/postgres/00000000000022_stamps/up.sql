-- Another number whenever something changes that is asked before every page: who somebody is, where they can go, and what
-- they may do there. What was learned under the same stamp still holds. Whatever makes one of these tables anew has to make
-- its triggers anew as well.
ALTER TABLE users ADD COLUMN stamp BIGINT NOT NULL DEFAULT 0;

-- {
CREATE FUNCTION stamp_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE users SET stamp = floor(random() * 9007199254740992) WHERE id = coalesce(NEW.user_id, OLD.user_id); RETURN NULL; END $$;
CREATE TRIGGER accesses_given_stamp AFTER INSERT ON accesses FOR EACH ROW EXECUTE FUNCTION stamp_user();
CREATE TRIGGER accesses_taken_stamp AFTER DELETE ON accesses FOR EACH ROW EXECUTE FUNCTION stamp_user();
CREATE TRIGGER accesses_changed_stamp AFTER UPDATE OF user_id, role_id, exceptions, ends_on ON accesses FOR EACH ROW EXECUTE FUNCTION stamp_user();
CREATE TRIGGER chain_accesses_given_stamp AFTER INSERT ON chain_accesses FOR EACH ROW EXECUTE FUNCTION stamp_user();
CREATE TRIGGER chain_accesses_taken_stamp AFTER DELETE ON chain_accesses FOR EACH ROW EXECUTE FUNCTION stamp_user();
CREATE TRIGGER chain_accesses_changed_stamp AFTER UPDATE ON chain_accesses FOR EACH ROW EXECUTE FUNCTION stamp_user();
CREATE TRIGGER second_factors_given_stamp AFTER INSERT ON second_factors FOR EACH ROW EXECUTE FUNCTION stamp_user();
CREATE TRIGGER second_factors_taken_stamp AFTER DELETE ON second_factors FOR EACH ROW EXECUTE FUNCTION stamp_user();
CREATE TRIGGER second_factors_changed_stamp AFTER UPDATE OF confirmed_at ON second_factors FOR EACH ROW EXECUTE FUNCTION stamp_user();
CREATE FUNCTION stamp_user_of_chain_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE users SET stamp = floor(random() * 9007199254740992) WHERE id = (SELECT user_id FROM chain_accesses WHERE id = coalesce(NEW.chain_access_id, OLD.chain_access_id)); RETURN NULL; END $$;
CREATE TRIGGER chain_grants_given_stamp AFTER INSERT ON chain_grants FOR EACH ROW EXECUTE FUNCTION stamp_user_of_chain_access();
CREATE TRIGGER chain_grants_taken_stamp AFTER DELETE ON chain_grants FOR EACH ROW EXECUTE FUNCTION stamp_user_of_chain_access();
CREATE TRIGGER chain_grants_changed_stamp AFTER UPDATE ON chain_grants FOR EACH ROW EXECUTE FUNCTION stamp_user_of_chain_access();
CREATE FUNCTION stamp_users_of_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE users SET stamp = floor(random() * 9007199254740992) WHERE id IN (SELECT user_id FROM chain_accesses WHERE chain_id = coalesce(NEW.chain_id, OLD.chain_id)); RETURN NULL; END $$;
CREATE TRIGGER chain_locations_given_stamp AFTER INSERT ON chain_locations FOR EACH ROW EXECUTE FUNCTION stamp_users_of_chain();
CREATE TRIGGER chain_locations_taken_stamp AFTER DELETE ON chain_locations FOR EACH ROW EXECUTE FUNCTION stamp_users_of_chain();
CREATE FUNCTION stamp_users_of_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE users SET stamp = floor(random() * 9007199254740992) WHERE id IN (SELECT user_id FROM accesses WHERE role_id = NEW.id UNION SELECT user_id FROM chain_accesses WHERE everywhere_role_id = NEW.id OR id IN (SELECT chain_access_id FROM chain_grants WHERE role_id = NEW.id)); RETURN NULL; END $$;
CREATE TRIGGER roles_changed_stamp AFTER UPDATE OF name, template, rights, needs_second_factor, place ON roles FOR EACH ROW EXECUTE FUNCTION stamp_users_of_role();
CREATE FUNCTION stamp_users_of_location() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE users SET stamp = floor(random() * 9007199254740992) WHERE id IN (SELECT user_id FROM accesses WHERE location_id = NEW.id UNION SELECT user_id FROM chain_accesses WHERE chain_id IN (SELECT chain_id FROM chain_locations WHERE location_id = NEW.id)); RETURN NULL; END $$;
CREATE TRIGGER locations_changed_stamp AFTER UPDATE OF name, country, time_zone, currency, language, invitation_days, closed_at ON locations FOR EACH ROW EXECUTE FUNCTION stamp_users_of_location();
CREATE FUNCTION stamp_users_of_this_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE users SET stamp = floor(random() * 9007199254740992) WHERE id IN (SELECT user_id FROM chain_accesses WHERE chain_id = NEW.id); RETURN NULL; END $$;
CREATE TRIGGER chains_changed_stamp AFTER UPDATE OF name, deleted_at ON chains FOR EACH ROW EXECUTE FUNCTION stamp_users_of_this_chain();
CREATE FUNCTION stamp_users_of_chain_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE users SET stamp = floor(random() * 9007199254740992) WHERE id IN (SELECT user_id FROM chain_accesses WHERE role_id = NEW.id); RETURN NULL; END $$;
CREATE TRIGGER chain_roles_changed_stamp AFTER UPDATE OF name ON chain_roles FOR EACH ROW EXECUTE FUNCTION stamp_users_of_chain_role();
CREATE FUNCTION stamp_this_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE users SET stamp = floor(random() * 9007199254740992) WHERE id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER users_changed_stamp AFTER UPDATE OF name, theme ON users FOR EACH ROW EXECUTE FUNCTION stamp_this_user();
-- }
