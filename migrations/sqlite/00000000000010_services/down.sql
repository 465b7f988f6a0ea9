DROP TABLE member_services;
DROP TABLE services;
DROP TABLE service_categories;
