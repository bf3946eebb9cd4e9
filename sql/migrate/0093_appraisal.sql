-- Appraisal (R4.2): what is counted of a year, for whom, and whether it was in time or good at once.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- What lies in a year is found by its day.
CREATE INDEX review_item_by_day ON review_item (site_id, due);
CREATE INDEX launch_by_window ON launch (site_id, window_on);
CREATE INDEX approval_by_closing ON approval (site_id, closed_at);
CREATE INDEX vote_by_moment ON vote (site_id, at);
CREATE INDEX opinion_by_asking ON opinion (site_id, asked_at);

-- One row for each thing that counts.  What is not due yet does not; of a record that nobody sees, nothing does.
CREATE FUNCTION appraised(p_site bigint, p_year int, p_today date) RETURNS TABLE (measure text, is_good boolean, account_id bigint, department_id bigint, record_id bigint, on_day date) LANGUAGE plpgsql STABLE AS $$
DECLARE
	first CONSTANT date := make_date(p_year, 1, 1);
	last CONSTANT date := make_date(p_year, 12, 31);
	starts CONSTANT timestamptz := first;
	ends CONSTANT timestamptz := last + 1;
BEGIN
	RETURN QUERY
	SELECT 'task', COALESCE(e.done_on <= e.due, false), e.owner_id, NULL::bigint, e.record_id, e.due FROM app.launch_task e
	WHERE e.site_id = p_site AND e.due BETWEEN first AND last AND e.removed_at IS NULL AND e.state <> 'cancelled' AND (e.done_on IS NOT NULL OR e.due < p_today)
	UNION ALL
	SELECT 'task', COALESCE(e.done_on <= e.due, false), e.owner_id, NULL, e.record_id, e.due FROM app.review_item e
	WHERE e.site_id = p_site AND e.due BETWEEN first AND last AND e.removed_at IS NULL AND (e.done_on IS NOT NULL OR e.due < p_today)
	UNION ALL
	SELECT 'project', COALESCE(k.launched_on <= k.window_on, false), r.owner_id, r.department_id, r.id, k.window_on FROM app.launch k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	WHERE k.site_id = p_site AND k.window_on BETWEEN first AND last AND r.state <> 'cancelled' AND (k.launched_on IS NOT NULL OR k.window_on < p_today)
	UNION ALL
	SELECT 'project', COALESCE(i.released_on <= e.due, false), e.owner_id, NULL, COALESCE(e.iteration_id, e.record_id), e.due
	FROM app.quarter_plan_line e LEFT JOIN app.iteration i ON i.site_id = e.site_id AND i.record_id = e.iteration_id
	WHERE e.site_id = p_site AND e.due BETWEEN first AND last AND e.removed_at IS NULL AND e.state = 'open' AND (i.released_on IS NOT NULL OR e.due < p_today)
	UNION ALL
	SELECT 'duty', d.state = 'fulfilled' AND NOT d.is_late, d.account_id, d.department_id, COALESCE(d.done_id, d.record_id), d.due FROM app.duty d
	WHERE d.site_id = p_site AND d.due BETWEEN first AND last AND COALESCE(d.account_id, d.department_id) IS NOT NULL AND (d.state IN ('fulfilled', 'missed') OR d.state = 'open' AND d.due < p_today)
	UNION ALL
	SELECT 'flaw', NULL, p.owner_id, p.department_id, r.id, r.created_at::date
	FROM app.record r JOIN app.defect k ON k.site_id = r.site_id AND k.record_id = r.id JOIN app.record p ON p.site_id = k.site_id AND p.id = k.target_id
	WHERE r.site_id = p_site AND r.kind = 'defect' AND r.state IN ('open', 'fixed', 'closed') AND r.year = p_year
	UNION ALL
	SELECT 'try', a.outcome = 'approved', a.opened_by, NULL, a.record_id, a.closed_at::date FROM app.approval a
	WHERE a.site_id = p_site AND a.closed_at >= starts AND a.closed_at < ends AND a.outcome IN ('approved', 'rejected', 'returned') AND a.opened_by IS NOT NULL
		AND NOT EXISTS (SELECT FROM app.approval b WHERE b.site_id = a.site_id AND b.record_id = a.record_id AND b.state = a.state AND b.round < a.round AND b.outcome IN ('approved', 'rejected', 'returned'))
	UNION ALL
	SELECT 'decision', v.at::date <= a.due, v.account_id, NULL, v.record_id, v.at::date FROM app.vote v JOIN app.approval a ON a.site_id = v.site_id AND a.id = v.approval_id
	WHERE v.site_id = p_site AND v.at >= starts AND v.at < ends AND a.due IS NOT NULL
	UNION ALL
	SELECT 'opinion', o.answered_at IS NOT NULL, o.account_id, NULL, o.record_id, o.asked_at::date FROM app.opinion o
	WHERE o.site_id = p_site AND o.asked_at >= starts AND o.asked_at < ends;
END $$;
COMMENT ON FUNCTION appraised IS 'What the appraisal of a year counts (R4.2), of what the acting person sees: task, project, duty, try (a round of approval at the first try), decision and opinion, each good or not, and flaw (a defect of a project), which is only counted.';
REVOKE ALL ON FUNCTION appraised FROM PUBLIC;
GRANT EXECUTE ON FUNCTION appraised TO gatehouse_app;
