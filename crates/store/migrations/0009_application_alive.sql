-- F01: until when the application is known to have run, beside its journal: a call can be long and silent.

ALTER TABLE application ADD COLUMN alive BIGINT NOT NULL DEFAULT 0;
