-- What waits is read by urgency: what is due first, then what waits longest (RX.1).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE waiting ADD COLUMN urgency date GENERATED ALWAYS AS (COALESCE(due, 'infinity'::date)) STORED;
COMMENT ON COLUMN waiting.urgency IS 'The day it is due; without one, after all others.';
DROP INDEX waiting_by_account, waiting_by_permission, waiting_by_department;
CREATE INDEX waiting_by_account ON waiting (site_id, account_id, urgency, since, record_id);
CREATE INDEX waiting_by_permission ON waiting (site_id, permission, urgency, since, record_id);
CREATE INDEX waiting_by_department ON waiting (site_id, permission, department_id, urgency, since, record_id);
