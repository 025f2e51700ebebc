-- What happened, in order, and what was answered. Rows of the journal hold ids only (DESIGN §3).

CREATE TABLE application (
    id {{uuid}} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- The last sequence of the journal: an append that was made on another one writes nothing.
    seq BIGINT NOT NULL DEFAULT 0,
    created BIGINT NOT NULL
);

CREATE TABLE journal (
    application {{uuid}} NOT NULL REFERENCES application (id),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor_kind TEXT,
    actor {{uuid}},
    input {{json}} NOT NULL,
    events {{json}} NOT NULL,
    PRIMARY KEY (application, seq)
);

CREATE TABLE snapshot (
    application {{uuid}} NOT NULL REFERENCES application (id),
    seq BIGINT NOT NULL,
    schema_hash BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body {{blob}} NOT NULL,
    PRIMARY KEY (application, seq)
);

CREATE TABLE command_answer (
    application {{uuid}} NOT NULL,
    actor {{uuid}} NOT NULL,
    cmd_id {{uuid}} NOT NULL,
    at BIGINT NOT NULL,
    answer {{json}} NOT NULL,
    PRIMARY KEY (application, actor, cmd_id)
);
CREATE INDEX command_answer_at ON command_answer (at);

CREATE TABLE job (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL,
    kind TEXT NOT NULL,
    body {{json}} NOT NULL,
    due BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    failure TEXT
);
CREATE INDEX job_due ON job (due, id);
