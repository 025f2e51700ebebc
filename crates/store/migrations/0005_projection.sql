-- Pictures drawn from the journal's events. They can be dropped and drawn again (DESIGN §3).

-- RC01: one row for each contact, open or ended. Spans are in milliseconds.
CREATE TABLE record (
    contact {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL,
    kind TEXT NOT NULL,
    customer {{uuid}} NOT NULL,
    phone_number {{uuid}},
    channel {{uuid}},
    -- The group it came through last, and the member who had it last.
    group_id {{uuid}},
    member {{uuid}},
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
    waiting_since BIGINT
);
CREATE INDEX record_ended ON record (application, ended, contact);
CREATE INDEX record_customer ON record (customer);

-- Which entries of the journal tell of the contact.
CREATE TABLE record_event (
    contact {{uuid}} NOT NULL,
    seq BIGINT NOT NULL,
    application {{uuid}} NOT NULL,
    PRIMARY KEY (contact, seq)
);
CREATE INDEX record_event_application ON record_event (application);

-- One agent's part of a contact, with the after-call-work that followed it.
CREATE TABLE segment (
    contact {{uuid}} NOT NULL,
    seq BIGINT NOT NULL,
    member {{uuid}} NOT NULL,
    application {{uuid}} NOT NULL,
    kind TEXT NOT NULL,
    group_id {{uuid}},
    joined BIGINT NOT NULL,
    talked BIGINT,
    ended BIGINT,
    talk BIGINT NOT NULL DEFAULT 0,
    hold BIGINT NOT NULL DEFAULT 0,
    talking_since BIGINT,
    held_since BIGINT,
    acw_started BIGINT,
    acw_extended BIGINT,
    acw_ended BIGINT,
    PRIMARY KEY (contact, seq, member)
);
CREATE INDEX segment_member ON segment (application, member, joined);
-- I04: an agent has at most one call.
CREATE UNIQUE INDEX segment_open_call ON segment (application, member)
    WHERE ended IS NULL AND kind = 'call';

-- RT06: one row for each offer; its decision stands in the journal at `seq`.
CREATE TABLE offer (
    contact {{uuid}} NOT NULL,
    seq BIGINT NOT NULL,
    fence BIGINT NOT NULL,
    member {{uuid}} NOT NULL,
    application {{uuid}} NOT NULL,
    kind TEXT NOT NULL,
    group_id {{uuid}} NOT NULL,
    made BIGINT NOT NULL,
    waited BIGINT NOT NULL,
    seen BIGINT,
    ended BIGINT,
    ended_how TEXT,
    -- F31: the accept came late, but in time to take the miss back.
    forgiven BIGINT,
    PRIMARY KEY (contact, seq, fence)
);
CREATE INDEX offer_member ON offer (application, member, made);
-- I01: a contact has at most one open offer.
CREATE UNIQUE INDEX offer_open_contact ON offer (contact) WHERE ended IS NULL;
-- I02: an agent has at most one open voice offer.
CREATE UNIQUE INDEX offer_open_call ON offer (application, member)
    WHERE ended IS NULL AND kind = 'call';

-- ST11, I09: the history of a member's label, without gap or overlap.
CREATE TABLE status_span (
    application {{uuid}} NOT NULL,
    member {{uuid}} NOT NULL,
    seq BIGINT NOT NULL,
    -- The place of the event in its entry: a label can change twice in one step.
    place BIGINT NOT NULL,
    label TEXT NOT NULL,
    break_kind TEXT,
    break_reason {{uuid}},
    actor TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT,
    PRIMARY KEY (application, member, seq, place)
);
CREATE UNIQUE INDEX status_span_open ON status_span (application, member) WHERE until_at IS NULL;
CREATE INDEX status_span_from ON status_span (application, member, from_at);
