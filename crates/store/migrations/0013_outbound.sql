-- VC06: calls that members make.

-- The country in which a number without one is read: two letters of ISO 3166-1. Absent: every number has to say its own.
ALTER TABLE application ADD COLUMN country TEXT;

-- Who called whom; `outbound` where a member did.
ALTER TABLE record ADD COLUMN direction TEXT NOT NULL DEFAULT 'inbound';
