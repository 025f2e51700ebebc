-- VC13: a call may have two legs, the customer's and that of a line outside.

CREATE TABLE live_leg_of_side (
    contact {{uuid}} NOT NULL,
    side TEXT NOT NULL,
    application {{uuid}} NOT NULL,
    dialog {{json}} NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (contact, side)
);

INSERT INTO live_leg_of_side (contact, side, application, dialog, at)
SELECT contact, 'customer', application, dialog, at FROM live_leg;

DROP TABLE live_leg;

ALTER TABLE live_leg_of_side RENAME TO live_leg;
