-- Each thing that waits is a line of its own in my work, also when a record wants two of the same person (RX.1).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

DROP INDEX waiting_by_account, waiting_by_permission, waiting_by_department;
CREATE INDEX waiting_by_account ON waiting (site_id, account_id, urgency, since, id);
CREATE INDEX waiting_by_permission ON waiting (site_id, permission, urgency, since, id);
CREATE INDEX waiting_by_department ON waiting (site_id, permission, department_id, urgency, since, id);

-- What is overdue is said in one place, for lists, boards, tables and tiles (R4.1): it is not at its end, and its own day, or that of
-- something that waits by it, is past.  A condition on record_id reaches both parts.
CREATE INDEX record_overdue ON record (site_id, due, id) WHERE closed_at IS NULL AND due IS NOT NULL;
CREATE INDEX waiting_overdue ON waiting (site_id, urgency, record_id);
CREATE FUNCTION overdue(p_site bigint, p_today date) RETURNS TABLE (record_id bigint, since date) LANGUAGE sql STABLE PARALLEL SAFE ROWS 50 AS $$
	SELECT x.id, min(x.due) FROM (
		SELECT r.id, r.due FROM app.record r WHERE r.site_id = p_site AND r.closed_at IS NULL AND r.due < p_today
		UNION ALL
		SELECT r.id, w.urgency FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id AND r.closed_at IS NULL
		WHERE w.site_id = p_site AND w.urgency < p_today) x
	GROUP BY x.id
$$;
COMMENT ON FUNCTION overdue IS 'The records of a site that are overdue, and since which day: as far as they are in sight.';
GRANT EXECUTE ON FUNCTION overdue TO gatehouse_app;

-- The ledger (R7.1) looks for a period along an index.
CREATE INDEX record_by_creation ON record (site_id, kind, state, created_at, id);

CREATE FUNCTION launch_gaps(p_site bigint, p_launch bigint, p_today date) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT app.launch_missed(p_site, p_launch, p_today) + COALESCE((SELECT sum(e.missed) FROM app.launch_progress e
		WHERE e.site_id = p_site AND e.record_id = p_launch AND e.removed_at IS NULL), 0)
$$;
COMMENT ON FUNCTION launch_gaps IS 'For how many periods a project has had no progress report: those that stay on record, and those missing now (R17.2).';
REVOKE ALL ON FUNCTION launch_gaps FROM PUBLIC;
GRANT EXECUTE ON FUNCTION launch_gaps TO gatehouse_app;
