-- VC30: a call between two members has no customer and no number. SQLite cannot let a column be empty that must not be, so the table is
-- made anew.
CREATE TABLE record_of_any (
    contact {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL,
    kind TEXT NOT NULL,
    customer {{uuid}},
    phone_number {{uuid}},
    channel {{uuid}},
    -- The group it came through last, and the member who had it last; of an internal call the one who called.
    group_id {{uuid}},
    member {{uuid}},
    -- Of an internal call: the colleague who was called.
    called {{uuid}},
    arrived BIGINT NOT NULL,
    queued BIGINT,
    answered BIGINT,
    ended BIGINT,
    end_reason TEXT,
    waited BIGINT NOT NULL DEFAULT 0,
    talk BIGINT NOT NULL DEFAULT 0,
    hold BIGINT NOT NULL DEFAULT 0,
    holds BIGINT NOT NULL DEFAULT 0,
    offers BIGINT NOT NULL DEFAULT 0,
    missed BIGINT NOT NULL DEFAULT 0,
    declined BIGINT NOT NULL DEFAULT 0,
    messages BIGINT NOT NULL DEFAULT 0,
    waiting_since BIGINT,
    -- Who called whom: `inbound`, `outbound` or `internal`.
    direction TEXT NOT NULL DEFAULT 'inbound'
);

INSERT INTO record_of_any (contact, application, kind, customer, phone_number, channel, group_id, member, arrived, queued, answered,
    ended, end_reason, waited, talk, hold, holds, offers, missed, declined, messages, waiting_since, direction)
SELECT contact, application, kind, customer, phone_number, channel, group_id, member, arrived, queued, answered,
    ended, end_reason, waited, talk, hold, holds, offers, missed, declined, messages, waiting_since, direction FROM record;

DROP TABLE record;

ALTER TABLE record_of_any RENAME TO record;

CREATE INDEX record_ended ON record (application, ended, contact);
CREATE INDEX record_customer ON record (customer);
