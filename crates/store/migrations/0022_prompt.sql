-- AD05: prompts that admins have uploaded, as a telephone plays them: mono, 8 kHz, 16 bits, the lower byte first.

CREATE TABLE prompt (
    -- What flows and the media plane call it. It is drawn by lot, so that none is ever given to another one.
    number BIGINT NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    name TEXT NOT NULL,
    length BIGINT NOT NULL,
    added BIGINT NOT NULL,
    sound {{blob}} NOT NULL
);
CREATE INDEX prompt_application ON prompt (application, name);
