-- DK13: files that people send. The bytes are a file of this id's name; a row is there before its file is, and after it is gone.

CREATE TABLE attachment (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    author_kind TEXT NOT NULL,
    author {{uuid}} NOT NULL,
    name TEXT NOT NULL,
    -- The media type that its content has.
    kind TEXT NOT NULL,
    -- In bytes, and the SHA-256: as announced until it is whole; then the size of what is kept.
    size BIGINT NOT NULL,
    hash {{blob}} NOT NULL,
    -- Of a picture, in pixels.
    width BIGINT,
    height BIGINT,
    -- `uploading`, `whole` or `dropped`.
    state TEXT NOT NULL,
    created BIGINT NOT NULL,
    -- When somebody did something with it.
    touched BIGINT NOT NULL,
    -- The one message that it is for, and its place there.
    message {{uuid}},
    place BIGINT NOT NULL DEFAULT 0,
    -- With the commit of that message: nothing is shown or served before.
    contact {{uuid}},
    sequence BIGINT,
    sent BIGINT
);
CREATE INDEX attachment_contact ON attachment (contact, sequence, place);
CREATE INDEX attachment_author ON attachment (author, created);
CREATE INDEX attachment_unsent ON attachment (application, touched) WHERE sent IS NULL;
