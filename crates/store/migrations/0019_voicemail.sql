-- VC42: what callers have left for a group. The words themselves are a recording without a member, of the same call and beginning.

CREATE TABLE voicemail (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL REFERENCES application (id),
    contact {{uuid}} NOT NULL,
    customer {{uuid}} NOT NULL,
    group_id {{uuid}} NOT NULL,
    left_at BIGINT NOT NULL,
    -- Whose work it is, and since when they have done nothing with it: how long that lasts is judged when it is read.
    claimed_by {{uuid}},
    claimed_at BIGINT,
    -- The last call back.
    called_back {{uuid}},
    done_by {{uuid}},
    done_at BIGINT
);
CREATE INDEX voicemail_group ON voicemail (application, group_id, done_at, left_at);

CREATE TABLE recording_of_anybody (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL,
    contact {{uuid}} NOT NULL,
    -- Absent where the caller speaks to nobody.
    member {{uuid}},
    group_id {{uuid}},
    started BIGINT NOT NULL,
    finished BIGINT,
    length BIGINT NOT NULL DEFAULT 0,
    spans {{json}} NOT NULL,
    peaks {{json}} NOT NULL,
    complete BOOLEAN NOT NULL DEFAULT FALSE,
    failure TEXT
);
INSERT INTO recording_of_anybody
    (id, application, contact, member, group_id, started, finished, length, spans, peaks, complete, failure)
    SELECT id, application, contact, member, group_id, started, finished, length, spans, peaks, complete, failure
    FROM recording;
DROP TABLE recording;
ALTER TABLE recording_of_anybody RENAME TO recording;
CREATE INDEX recording_contact ON recording (contact, started);
