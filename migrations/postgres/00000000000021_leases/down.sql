DROP INDEX messages_leased;
