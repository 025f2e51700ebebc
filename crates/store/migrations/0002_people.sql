-- Staff and customers, and what they prove themselves with. Secrets are kept as hashes only.

CREATE TABLE member (
    id {{uuid}} NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    -- AC01: the e-mail folded to one case; unique in the installation.
    login_name TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    nickname TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    -- AC03: the first password must be changed, and is good until this time.
    must_change BOOLEAN NOT NULL,
    password_until BIGINT,
    disabled BOOLEAN NOT NULL,
    created BIGINT NOT NULL
);

-- AC05: a member of several applications has a row for each.
CREATE TABLE membership (
    application {{uuid}} NOT NULL REFERENCES application (id),
    member {{uuid}} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    agent BOOLEAN NOT NULL,
    supervisor BOOLEAN NOT NULL,
    admin BOOLEAN NOT NULL,
    PRIMARY KEY (application, member)
);
CREATE INDEX membership_member ON membership (member);

CREATE TABLE login (
    token_hash {{blob}} NOT NULL PRIMARY KEY,
    member {{uuid}} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    application {{uuid}},
    created BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX login_member ON login (member);
CREATE INDEX login_expires ON login (expires);

CREATE TABLE customer (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    name TEXT,
    phone TEXT,
    user_id TEXT,
    created BIGINT NOT NULL
);
CREATE UNIQUE INDEX customer_user_id ON customer (application, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX customer_phone ON customer (application, phone) WHERE phone IS NOT NULL;

CREATE TABLE customer_token (
    token_hash {{blob}} NOT NULL PRIMARY KEY,
    customer {{uuid}} NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    application {{uuid}} NOT NULL,
    created BIGINT NOT NULL
);
CREATE INDEX customer_token_customer ON customer_token (customer);
