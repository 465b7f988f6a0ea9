-- Another number whenever something changes that is asked before every page: who somebody is, where they can go, and what
-- they may do there. What was learned under the same stamp still holds. Whatever makes one of these tables anew has to make
-- its triggers anew as well.
ALTER TABLE users ADD COLUMN stamp BIGINT NOT NULL DEFAULT 0;

-- {
CREATE TRIGGER accesses_given_stamp AFTER INSERT ON accesses
BEGIN UPDATE users SET stamp = random() WHERE id = NEW.user_id; END;
CREATE TRIGGER accesses_taken_stamp AFTER DELETE ON accesses
BEGIN UPDATE users SET stamp = random() WHERE id = OLD.user_id; END;
CREATE TRIGGER accesses_changed_stamp AFTER UPDATE OF user_id, role_id, exceptions, ends_on ON accesses
BEGIN UPDATE users SET stamp = random() WHERE id = NEW.user_id; END;
CREATE TRIGGER chain_accesses_given_stamp AFTER INSERT ON chain_accesses
BEGIN UPDATE users SET stamp = random() WHERE id = NEW.user_id; END;
CREATE TRIGGER chain_accesses_taken_stamp AFTER DELETE ON chain_accesses
BEGIN UPDATE users SET stamp = random() WHERE id = OLD.user_id; END;
CREATE TRIGGER chain_accesses_changed_stamp AFTER UPDATE ON chain_accesses
BEGIN UPDATE users SET stamp = random() WHERE id = NEW.user_id; END;
CREATE TRIGGER second_factors_given_stamp AFTER INSERT ON second_factors
BEGIN UPDATE users SET stamp = random() WHERE id = NEW.user_id; END;
CREATE TRIGGER second_factors_taken_stamp AFTER DELETE ON second_factors
BEGIN UPDATE users SET stamp = random() WHERE id = OLD.user_id; END;
CREATE TRIGGER second_factors_changed_stamp AFTER UPDATE OF confirmed_at ON second_factors
BEGIN UPDATE users SET stamp = random() WHERE id = NEW.user_id; END;
CREATE TRIGGER chain_grants_given_stamp AFTER INSERT ON chain_grants
BEGIN UPDATE users SET stamp = random() WHERE id = (SELECT user_id FROM chain_accesses WHERE id = NEW.chain_access_id); END;
CREATE TRIGGER chain_grants_taken_stamp AFTER DELETE ON chain_grants
BEGIN UPDATE users SET stamp = random() WHERE id = (SELECT user_id FROM chain_accesses WHERE id = OLD.chain_access_id); END;
CREATE TRIGGER chain_grants_changed_stamp AFTER UPDATE ON chain_grants
BEGIN UPDATE users SET stamp = random() WHERE id = (SELECT user_id FROM chain_accesses WHERE id = NEW.chain_access_id); END;
CREATE TRIGGER chain_locations_given_stamp AFTER INSERT ON chain_locations
BEGIN UPDATE users SET stamp = random() WHERE id IN (SELECT user_id FROM chain_accesses WHERE chain_id = NEW.chain_id); END;
CREATE TRIGGER chain_locations_taken_stamp AFTER DELETE ON chain_locations
BEGIN UPDATE users SET stamp = random() WHERE id IN (SELECT user_id FROM chain_accesses WHERE chain_id = OLD.chain_id); END;
CREATE TRIGGER roles_changed_stamp AFTER UPDATE OF name, template, rights, needs_second_factor, place ON roles
BEGIN UPDATE users SET stamp = random() WHERE id IN (SELECT user_id FROM accesses WHERE role_id = NEW.id UNION SELECT user_id FROM chain_accesses WHERE everywhere_role_id = NEW.id OR id IN (SELECT chain_access_id FROM chain_grants WHERE role_id = NEW.id)); END;
CREATE TRIGGER locations_changed_stamp AFTER UPDATE OF name, country, time_zone, currency, language, invitation_days, closed_at ON locations
BEGIN UPDATE users SET stamp = random() WHERE id IN (SELECT user_id FROM accesses WHERE location_id = NEW.id UNION SELECT user_id FROM chain_accesses WHERE chain_id IN (SELECT chain_id FROM chain_locations WHERE location_id = NEW.id)); END;
CREATE TRIGGER chains_changed_stamp AFTER UPDATE OF name, deleted_at ON chains
BEGIN UPDATE users SET stamp = random() WHERE id IN (SELECT user_id FROM chain_accesses WHERE chain_id = NEW.id); END;
CREATE TRIGGER chain_roles_changed_stamp AFTER UPDATE OF name ON chain_roles
BEGIN UPDATE users SET stamp = random() WHERE id IN (SELECT user_id FROM chain_accesses WHERE role_id = NEW.id); END;
CREATE TRIGGER users_changed_stamp AFTER UPDATE OF name, theme ON users
BEGIN UPDATE users SET stamp = random() WHERE id = NEW.id; END;
-- }
