-- Tasks, test runs and defects name the requirements that they concern (issue 12, point 7), so that a requirement can be followed to its release.
-- They are read by their project alone, and have an index for that.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE launch_task ADD COLUMN requirement_ids bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE launch_test_run ADD COLUMN requirement_ids bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE defect ADD COLUMN requirement_ids bigint[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN launch_task.requirement_ids IS 'The requirements of its project that it works on.';
COMMENT ON COLUMN launch_test_run.requirement_ids IS 'The requirements of its project that it tests; none named: all of them.';
COMMENT ON COLUMN defect.requirement_ids IS 'The requirements of its target that it concerns.';

-- From requirements of one project to their tasks, test runs and defects, as far as whoever asks sees them.
CREATE FUNCTION traced(p_site bigint, p_project bigint, p_ids bigint[]) RETURNS TABLE (requirement_id bigint, tasks_open bigint, tasks_done bigint,
	passed text, failed text, not_applicable text, defects bigint, defects_open bigint) LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN QUERY
	WITH task AS (
		SELECT q.id, count(*) FILTER (WHERE e.state IN ('open', 'under_way')) AS tasks_open, count(*) FILTER (WHERE e.state = 'done') AS tasks_done
		FROM app.launch_task e CROSS JOIN LATERAL unnest(e.requirement_ids) AS q (id)
		-- Asked about one: this tells without a leak, so the sight of tasks that do not name it is not looked up.
		WHERE e.site_id = p_site AND e.record_id = p_project AND e.removed_at IS NULL AND (cardinality(p_ids) > 1 OR p_ids[1] = ANY (e.requirement_ids)) GROUP BY q.id),
	-- Of each test the last run that was about it.
	run AS (
		SELECT l.id, string_agg(l.type, ' ' ORDER BY l.type) FILTER (WHERE l.result = 'passed') AS passed, string_agg(l.type, ' ' ORDER BY l.type) FILTER (WHERE l.result = 'failed') AS failed,
			string_agg(l.type, ' ' ORDER BY l.type) FILTER (WHERE l.result = 'not_applicable' AND l.state <> 'refused') AS not_applicable
		FROM (SELECT DISTINCT ON (q.id, e.type) q.id, e.type, e.result, e.state
			FROM app.launch_test_run e CROSS JOIN LATERAL unnest(CASE WHEN e.requirement_ids = '{}' THEN p_ids ELSE e.requirement_ids END) AS q (id)
			WHERE e.site_id = p_site AND e.record_id = p_project AND e.removed_at IS NULL ORDER BY q.id, e.type, e.no DESC) l
		GROUP BY l.id),
	defect AS (
		SELECT q.id, count(*) AS defects, count(*) FILTER (WHERE x.closed_at IS NULL) AS defects_open
		FROM app.defect e JOIN app.record x ON x.site_id = e.site_id AND x.id = e.record_id CROSS JOIN LATERAL unnest(e.requirement_ids) AS q (id)
		WHERE e.site_id = p_site AND e.target_id = p_project GROUP BY q.id)
	SELECT w.id, COALESCE(t.tasks_open, 0), COALESCE(t.tasks_done, 0), r.passed, r.failed, r.not_applicable, COALESCE(d.defects, 0), COALESCE(d.defects_open, 0)
	FROM unnest(p_ids) AS w (id) LEFT JOIN task t ON t.id = w.id LEFT JOIN run r ON r.id = w.id LEFT JOIN defect d ON d.id = w.id;
END $$;
COMMENT ON FUNCTION traced IS 'Of requirements of a launch or an iteration: tasks that are open and done, the last result of each test, defects.';
REVOKE ALL ON FUNCTION traced FROM PUBLIC;
GRANT EXECUTE ON FUNCTION traced TO gatehouse_app;
