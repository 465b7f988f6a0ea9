-- Of whom nothing is kept but what they paid.
ALTER TABLE clients ADD COLUMN erased_at TIMESTAMP;
