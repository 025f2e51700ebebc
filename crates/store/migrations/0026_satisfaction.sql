-- DK08: whom a session's customer was asked by, and what they said. Drawn from the journal.
CREATE TABLE session_rating (
    contact {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    scale BIGINT NOT NULL,
    invited BIGINT NOT NULL,
    until BIGINT NOT NULL,
    score BIGINT,
    given BIGINT
);
CREATE INDEX session_rating_application ON session_rating (application);

-- What else they said. Like messages it stands beside the journal, so that it can be erased.
CREATE TABLE session_opinion (
    contact {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    tags {{json}} NOT NULL,
    comment TEXT NOT NULL
);

-- What customers read when they are asked.
CREATE TABLE satisfaction_form (
    application {{uuid}} NOT NULL PRIMARY KEY REFERENCES application (id),
    form {{json}} NOT NULL
);
