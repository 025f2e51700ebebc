-- DK13: what agents write again and again.
CREATE TABLE canned_reply (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    -- Whose agents have it; nobody's is everybody's.
    skill_group {{uuid}} REFERENCES skill_group (id),
    shortcut TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX canned_reply_application ON canned_reply (application, shortcut);
