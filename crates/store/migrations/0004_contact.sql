-- What belongs to a contact and is not in the journal: texts, and the legs of calls that live now.

CREATE TABLE message (
    contact {{uuid}} NOT NULL,
    sequence BIGINT NOT NULL,
    application {{uuid}} NOT NULL,
    id {{uuid}} NOT NULL,
    author_kind TEXT NOT NULL,
    author {{uuid}} NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (contact, sequence)
);
-- DK13: a client's message id is good once.
CREATE UNIQUE INDEX message_id ON message (contact, id);

-- F01: the SIP dialog of a customer's leg, stored before the 200 leaves.
CREATE TABLE live_leg (
    contact {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL,
    dialog {{json}} NOT NULL,
    at BIGINT NOT NULL
);
