-- OP02: a demo's accounts have a password that everybody knows; such an application is never served beyond it.

ALTER TABLE application ADD COLUMN demo BOOLEAN NOT NULL DEFAULT FALSE;
