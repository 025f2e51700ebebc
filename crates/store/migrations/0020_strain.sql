-- VC53: what spoiled the sound of a call, and for how long. No picture of the journal: it decides nothing.
CREATE TABLE strain (
    id {{uuid}} NOT NULL PRIMARY KEY,
    application {{uuid}} NOT NULL,
    contact {{uuid}} NOT NULL,
    -- Whose leg; absent for the customer's.
    member {{uuid}},
    kind TEXT NOT NULL,
    began BIGINT NOT NULL,
    length BIGINT NOT NULL,
    -- Milliseconds, of loss thousandths, of a silent microphone 0.
    worst BIGINT NOT NULL
);
CREATE INDEX strain_contact ON strain (contact, began);
