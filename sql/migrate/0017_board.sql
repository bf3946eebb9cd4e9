-- The dashboard (R4.1) counts along indexes alone: what it asks of each record, and what row security asks, stands in them.
-- A platform's page (R2.1) finds the latest of each kind, however many there are of another.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

DROP INDEX record_by_kind;
CREATE INDEX record_by_kind ON record (site_id, kind, id) INCLUDE (created_at, visible, created_by);
DROP INDEX record_by_state;
CREATE INDEX record_by_state ON record (site_id, kind, state, id) INCLUDE (due, closed_at, visible, created_by);
CREATE INDEX requirement_by_origin ON requirement (site_id, record_id) INCLUDE (channel, class, visible);
CREATE INDEX record_of_platform ON record (site_id, platform_id, kind, id);
