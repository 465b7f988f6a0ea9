UPDATE chain_roles SET rights = replace(rights, ' chain.clients.view chain.clients.contacts chain.clients.export', '') WHERE template = 'manager';
DROP TABLE client_notes;
DROP TABLE client_words;
DROP TABLE clients;
