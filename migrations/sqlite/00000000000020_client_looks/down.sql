DROP TABLE client_looks;
