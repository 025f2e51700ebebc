-- Accounts: mails with passwords and links, one-time links, one-time codes, known devices, and who changed what.

ALTER TABLE member ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
ALTER TABLE member ADD COLUMN last_login BIGINT;
-- The last mail with a password or a link.
ALTER TABLE member ADD COLUMN mail {{uuid}};
ALTER TABLE membership ADD COLUMN sessions_max BIGINT NOT NULL DEFAULT 5;

-- A login has a name that its member may see and end; everybody signs in anew.
DROP TABLE login;
CREATE TABLE login (
    token_hash {{blob}} NOT NULL PRIMARY KEY,
    id {{uuid}} NOT NULL UNIQUE,
    member {{uuid}} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    application {{uuid}},
    browser TEXT NOT NULL,
    address TEXT NOT NULL,
    created BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX login_member ON login (member);
CREATE INDEX login_expires ON login (expires);

-- AC02: what became of a mail. Its text is in the job of the same id, sealed, until it is delivered.
CREATE TABLE mail (
    id {{uuid}} NOT NULL PRIMARY KEY,
    member {{uuid}} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    delivery TEXT NOT NULL,
    at BIGINT NOT NULL,
    why TEXT
);
CREATE INDEX mail_member ON mail (member);

-- AC09, OP02. Without a member: the set-up of an empty installation.
CREATE TABLE one_time_link (
    token_hash {{blob}} NOT NULL PRIMARY KEY,
    member {{uuid}} REFERENCES member (id) ON DELETE CASCADE,
    expires BIGINT NOT NULL
);
CREATE INDEX one_time_link_member ON one_time_link (member);

-- AC11. The seed is sealed.
CREATE TABLE totp (
    member {{uuid}} NOT NULL PRIMARY KEY REFERENCES member (id) ON DELETE CASCADE,
    seed {{blob}} NOT NULL,
    -- Until the first code has proved that the app has the seed, it guards nothing.
    confirmed BOOLEAN NOT NULL,
    -- The time step of the last code that was taken: none is taken twice.
    step BIGINT NOT NULL
);
CREATE TABLE recovery_code (
    code_hash {{blob}} NOT NULL PRIMARY KEY,
    member {{uuid}} NOT NULL REFERENCES member (id) ON DELETE CASCADE
);
CREATE INDEX recovery_code_member ON recovery_code (member);

-- AC08: a browser that its member has signed in from is not locked out by what others try.
CREATE TABLE known_device (
    token_hash {{blob}} NOT NULL PRIMARY KEY,
    member {{uuid}} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    last_seen BIGINT NOT NULL
);
CREATE INDEX known_device_member ON known_device (member);

CREATE TABLE account_settings (
    application {{uuid}} NOT NULL PRIMARY KEY REFERENCES application (id),
    settings {{json}} NOT NULL
);

-- AD11: rows are added and never changed.
CREATE TABLE audit (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}},
    at BIGINT NOT NULL,
    actor {{uuid}},
    what TEXT NOT NULL,
    member {{uuid}},
    changes {{json}} NOT NULL
);
CREATE INDEX audit_application ON audit (application, at, id);
