DROP TABLE client_notes;
DROP TABLE client_words;
DROP TABLE clients;
