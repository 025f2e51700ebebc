-- DK13: what agents write again and again.
CREATE TABLE canned_reply (
    application {{uuid}} NOT NULL REFERENCES application (id),
    id {{uuid}} NOT NULL,
    -- Whose agents have it; nobody's is everybody's.
    skill_group {{uuid}} REFERENCES skill_group (id),
    shortcut TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (application, id)
);
