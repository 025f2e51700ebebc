-- VC30: of an internal call to a SIP phone that is no member's: the phone that was called, and then no `called`.
ALTER TABLE record ADD COLUMN called_phone {{uuid}};
