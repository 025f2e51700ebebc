-- VC40: what was kept of the sound of talks. No picture of the journal: the file tells what is in it.
CREATE TABLE recording (
    -- Also the name of its file.
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL,
    contact {{uuid}} NOT NULL,
    member {{uuid}} NOT NULL,
    -- Through which the contact came when the talk began.
    group_id {{uuid}},
    started BIGINT NOT NULL,
    -- Absent while it runs, and until its file is made.
    finished BIGINT,
    length BIGINT NOT NULL DEFAULT 0,
    -- Times without sound, in milliseconds of the file.
    spans {{json}} NOT NULL,
    -- The loudness over time, for a picture.
    peaks {{json}} NOT NULL,
    complete BOOLEAN NOT NULL DEFAULT FALSE,
    failure TEXT
);
CREATE INDEX recording_contact ON recording (contact, started);
