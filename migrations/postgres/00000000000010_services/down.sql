UPDATE chain_roles SET rights = replace(rights, ' chain.services', '') WHERE template = 'manager';
DROP TABLE member_services;
DROP TABLE services;
DROP TABLE service_categories;
