-- AC05: where a member worked last, preselected at the next login.

ALTER TABLE member ADD COLUMN last_application {{uuid}};
