-- A partial index serves only a query that says its condition word for word, and ours say it with a value. Of two indexes
-- SQLite takes the one with more columns that are asked for, so each lookup has all of its own.
DROP INDEX invitations_to_email;
DROP INDEX invitations_to_phone;
DROP INDEX invitations_of_member;
DROP INDEX messages_due;
CREATE INDEX invitations_to_email ON invitations (email, state, replaced);
CREATE INDEX invitations_to_phone ON invitations (phone, state, replaced);
CREATE INDEX invitations_of_member ON invitations (member_id, state, replaced);
CREATE INDEX messages_due ON messages (state, channel, location_id, due_at);
CREATE INDEX invitation_grants_at_location ON invitation_grants (location_id, invitation_id);
CREATE INDEX roles_of_location ON roles (location_id);
CREATE INDEX services_of_location ON services (location_id);
CREATE INDEX chain_roles_of_chain ON chain_roles (chain_id);
CREATE INDEX chains_of_main_location ON chains (main_location_id);
