-- What somebody may do has changed: the next page they open gives their session another key. Whatever makes one of these
-- tables anew has to make its triggers anew as well.
ALTER TABLE sessions ADD COLUMN needs_new_key BOOLEAN NOT NULL DEFAULT FALSE CHECK (needs_new_key IN (0, 1));

-- {
CREATE TRIGGER accesses_given AFTER INSERT ON accesses
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = NEW.user_id; END;
CREATE TRIGGER accesses_taken AFTER DELETE ON accesses
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = OLD.user_id; END;
CREATE TRIGGER accesses_changed AFTER UPDATE OF user_id, role_id, exceptions, ends_on ON accesses
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = NEW.user_id; END;
CREATE TRIGGER chain_accesses_given AFTER INSERT ON chain_accesses
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = NEW.user_id; END;
CREATE TRIGGER chain_accesses_taken AFTER DELETE ON chain_accesses
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = OLD.user_id; END;
CREATE TRIGGER chain_accesses_changed AFTER UPDATE ON chain_accesses
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = NEW.user_id; END;
CREATE TRIGGER chain_grants_given AFTER INSERT ON chain_grants
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = (SELECT user_id FROM chain_accesses WHERE id = NEW.chain_access_id); END;
CREATE TRIGGER chain_grants_taken AFTER DELETE ON chain_grants
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = (SELECT user_id FROM chain_accesses WHERE id = OLD.chain_access_id); END;
CREATE TRIGGER chain_grants_changed AFTER UPDATE ON chain_grants
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id = (SELECT user_id FROM chain_accesses WHERE id = NEW.chain_access_id); END;
CREATE TRIGGER chain_locations_given AFTER INSERT ON chain_locations
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id IN (SELECT user_id FROM chain_accesses WHERE chain_id = NEW.chain_id); END;
CREATE TRIGGER chain_locations_taken AFTER DELETE ON chain_locations
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id IN (SELECT user_id FROM chain_accesses WHERE chain_id = OLD.chain_id); END;
CREATE TRIGGER roles_changed AFTER UPDATE OF rights ON roles
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id IN (SELECT user_id FROM accesses WHERE role_id = NEW.id UNION SELECT user_id FROM chain_accesses WHERE everywhere_role_id = NEW.id OR id IN (SELECT chain_access_id FROM chain_grants WHERE role_id = NEW.id)); END;
CREATE TRIGGER chain_roles_changed AFTER UPDATE OF rights ON chain_roles
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id IN (SELECT user_id FROM chain_accesses WHERE role_id = NEW.id); END;
CREATE TRIGGER chains_changed AFTER UPDATE OF deleted_at ON chains
BEGIN UPDATE sessions SET needs_new_key = TRUE WHERE NOT needs_new_key AND user_id IN (SELECT user_id FROM chain_accesses WHERE chain_id = NEW.id); END;
-- }
