-- DK14, AD08: who may come to a chat channel, and from which pages.

ALTER TABLE chat_channel ADD COLUMN kind TEXT NOT NULL DEFAULT 'anonymous';
-- On a channel of kind `client`: nobody comes without a verified UserID.
ALTER TABLE chat_channel ADD COLUMN enforce_identity BOOLEAN NOT NULL DEFAULT FALSE;
-- The origins of the pages that may show the widget; an empty list is every page.
ALTER TABLE chat_channel ADD COLUMN origins {{json}} NOT NULL DEFAULT '[]';

-- What a site signs its customers' identities with, sealed. Two are good at once, so that they can be changed.
CREATE TABLE chat_channel_secret (
    id {{uuid}} NOT NULL PRIMARY KEY,
    channel {{uuid}} NOT NULL REFERENCES chat_channel (id) ON DELETE CASCADE,
    sealed {{blob}} NOT NULL,
    created BIGINT NOT NULL
);
CREATE INDEX chat_channel_secret_channel ON chat_channel_secret (channel);

-- The channel that a token is good at; those from before are bound to the first one that they are shown to.
ALTER TABLE customer_token ADD COLUMN channel {{uuid}};
-- Of a token that was given for a signed identity: the secret it was signed with, and how long it is good.
ALTER TABLE customer_token ADD COLUMN secret {{uuid}} REFERENCES chat_channel_secret (id) ON DELETE CASCADE;
ALTER TABLE customer_token ADD COLUMN expires BIGINT;
CREATE INDEX customer_token_secret ON customer_token (secret) WHERE secret IS NOT NULL;
