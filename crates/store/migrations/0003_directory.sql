-- What an admin has named. `routing` is the core's part of it, as it was last put.

CREATE TABLE skill_group (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    name TEXT NOT NULL,
    routing {{json}} NOT NULL
);
CREATE INDEX skill_group_application ON skill_group (application);

CREATE TABLE phone_number (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    -- Unique in the installation (DESIGN §2).
    digits TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    routing {{json}} NOT NULL
);
CREATE INDEX phone_number_application ON phone_number (application);

CREATE TABLE chat_channel (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    site_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Texts and switches of the widget; opaque here.
    settings {{json}} NOT NULL,
    routing {{json}} NOT NULL
);
CREATE INDEX chat_channel_application ON chat_channel (application);

CREATE TABLE break_reason (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    name TEXT NOT NULL
);
CREATE INDEX break_reason_application ON break_reason (application);
