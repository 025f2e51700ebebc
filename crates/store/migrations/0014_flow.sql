-- VC41, AD07: flows and business hours by their names, as they were last put. Those whom a call is in are in the journal.

CREATE TABLE flow (
    application {{uuid}} NOT NULL REFERENCES application (id),
    id {{uuid}} NOT NULL,
    name TEXT NOT NULL,
    version {{uuid}} NOT NULL,
    put_at BIGINT NOT NULL,
    body {{json}} NOT NULL,
    PRIMARY KEY (application, id)
);

CREATE TABLE business_hours (
    application {{uuid}} NOT NULL REFERENCES application (id),
    id {{uuid}} NOT NULL,
    name TEXT NOT NULL,
    body {{json}} NOT NULL,
    PRIMARY KEY (application, id)
);
