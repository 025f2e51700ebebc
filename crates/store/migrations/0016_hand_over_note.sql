-- VC15: what an agent wrote to whoever has the call next, apart from the journal, which knows no texts.

CREATE TABLE hand_over_note (
    contact {{uuid}} NOT NULL,
    place BIGINT NOT NULL,
    application {{uuid}} NOT NULL,
    at BIGINT NOT NULL,
    member {{uuid}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (contact, place)
);
