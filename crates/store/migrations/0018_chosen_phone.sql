-- VC31: the SIP phone that a member takes calls by instead of the browser. It counts while the phone is theirs.

CREATE TABLE chosen_phone (
    member {{uuid}} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    application {{uuid}} NOT NULL REFERENCES application (id),
    phone {{uuid}} NOT NULL REFERENCES sip_phone (id) ON DELETE CASCADE,
    PRIMARY KEY (member, application)
);

-- F01: the SIP dialog of a call to such a phone, stored before the ACK leaves.
CREATE TABLE live_handset (
    leg {{uuid}} NOT NULL PRIMARY KEY,
    dialog {{json}} NOT NULL
);
