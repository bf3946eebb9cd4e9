-- What waits for a right within one department is found without reading what waits for all the others (RX.1).
SET LOCAL ROLE gatehouse_owner;
CREATE INDEX waiting_by_department ON app.waiting (site_id, permission, department_id, since);
