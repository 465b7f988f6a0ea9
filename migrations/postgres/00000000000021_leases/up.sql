-- What is being carried is found without looking at all that waits.
CREATE INDEX messages_leased ON messages (state, channel, leased_until) WHERE leased_until IS NOT NULL;
