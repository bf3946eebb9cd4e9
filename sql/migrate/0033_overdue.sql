-- What is overdue comes with its kind and state: boards and figures count it without looking at each record again (R4.1).  Its
-- functions are for the program alone, as all others are.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

DROP FUNCTION overdue(bigint, date);
CREATE FUNCTION overdue(p_site bigint, p_today date) RETURNS TABLE (record_id bigint, kind text, state text, since date) LANGUAGE sql STABLE PARALLEL SAFE ROWS 50 AS $$
	SELECT x.id, x.kind, x.state, min(x.due) FROM (
		SELECT r.id, r.kind, r.state, r.due FROM app.record r WHERE r.site_id = p_site AND r.closed_at IS NULL AND r.due < p_today
		UNION ALL
		SELECT r.id, r.kind, r.state, w.urgency FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id AND r.closed_at IS NULL
		WHERE w.site_id = p_site AND w.urgency < p_today) x
	GROUP BY x.id, x.kind, x.state
$$;
COMMENT ON FUNCTION overdue IS 'The records of a site that are overdue, and since which day: as far as they are in sight.';
REVOKE ALL ON FUNCTION overdue, launch_missed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION overdue TO gatehouse_app;
