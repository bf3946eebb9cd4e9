-- What waits is read by urgency: what is due first, then what waits longest (RX.1).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

DROP INDEX waiting_by_account, waiting_by_permission, waiting_by_department;
CREATE INDEX waiting_by_account ON waiting (site_id, account_id, due, since);
CREATE INDEX waiting_by_permission ON waiting (site_id, permission, due, since);
CREATE INDEX waiting_by_department ON waiting (site_id, permission, department_id, due, since);
