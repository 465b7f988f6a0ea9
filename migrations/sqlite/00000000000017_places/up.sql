-- Where somebody can go from any page: one look instead of one at locations and one at chains.
CREATE VIEW places_to_go AS
SELECT ways_in.user_id, FALSE AS is_chain, locations.id, locations.name, locations.time_zone, ways_in.ends_on, (ways_in.access_id IS NULL) AS is_from_chain, roles.place, roles.name AS role_name
FROM ways_in JOIN locations ON locations.id = ways_in.location_id JOIN roles ON roles.id = ways_in.role_id
UNION ALL
SELECT chain_accesses.user_id, TRUE, chains.id, chains.name, 'UTC', NULL, FALSE, 0, chain_roles.name
FROM chain_accesses JOIN chains ON chains.id = chain_accesses.chain_id AND chains.deleted_at IS NULL JOIN chain_roles ON chain_roles.id = chain_accesses.role_id;
