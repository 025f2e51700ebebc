-- VC31, AD04: phones that register here, and where they are now.

CREATE TABLE sip_phone (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    extension TEXT NOT NULL,
    name TEXT NOT NULL,
    -- What it registers as; one in the installation.
    username TEXT NOT NULL UNIQUE,
    algorithm TEXT NOT NULL,
    -- The digest of user name, realm and password, sealed: it is as good as the password.
    secret {{blob}} NOT NULL,
    member {{uuid}} REFERENCES member (id) ON DELETE SET NULL,
    UNIQUE (application, extension)
);

CREATE TABLE sip_binding (
    phone {{uuid}} NOT NULL REFERENCES sip_phone (id) ON DELETE CASCADE,
    contact TEXT NOT NULL,
    hop TEXT NOT NULL,
    call_id TEXT NOT NULL,
    cseq BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    product TEXT,
    PRIMARY KEY (phone, contact)
);
