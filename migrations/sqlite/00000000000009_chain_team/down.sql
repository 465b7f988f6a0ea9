DROP INDEX members_merged;
DROP INDEX members_of_chain;
ALTER TABLE members DROP COLUMN merged_into_id;
ALTER TABLE members DROP COLUMN chain_member_id;
DROP INDEX positions_of_chain;
ALTER TABLE positions DROP COLUMN chain_position_id;
DROP TABLE chain_members;
DROP TABLE chain_positions;
