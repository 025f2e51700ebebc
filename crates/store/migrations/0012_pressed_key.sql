-- VC20: keys that a customer pressed in a call and that may be kept, apart from the journal, which only counts them.

CREATE TABLE pressed_key (
    contact {{uuid}} NOT NULL,
    place BIGINT NOT NULL,
    application {{uuid}} NOT NULL,
    pressed TEXT NOT NULL,
    PRIMARY KEY (contact, place)
);
