-- The report of a quarter (articles 6(5), 7(6)): a text beside the figures of each section, drawn of the records and kept as they stood whenever it was submitted.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE quarter_report (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	year int NOT NULL CONSTRAINT quarter_report_year_is_a_year CHECK (year BETWEEN 2000 AND 2200),
	quarter int NOT NULL CONSTRAINT quarter_report_quarter_is_1_to_4 CHECK (quarter BETWEEN 1 AND 4),
	overview text NOT NULL DEFAULT '',
	ledger text NOT NULL DEFAULT '',
	plans text NOT NULL DEFAULT '',
	changes text NOT NULL DEFAULT '',
	tests text NOT NULL DEFAULT '',
	releases text NOT NULL DEFAULT '',
	incidents text NOT NULL DEFAULT '',
	drills text NOT NULL DEFAULT '',
	inspections text NOT NULL DEFAULT '',
	budget text NOT NULL DEFAULT '',
	incentives text NOT NULL DEFAULT '',
	points text NOT NULL DEFAULT '',
	outlook text NOT NULL DEFAULT '',
	drawn_on date,
	approved_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('quarter_report');
-- Drafts may be several; one of them is submitted, and is the report.
CREATE UNIQUE INDEX quarter_report_of_a_quarter_is_one ON quarter_report (site_id, year, quarter) WHERE drawn_on IS NOT NULL;
CREATE INDEX quarter_report_by_year ON quarter_report (site_id, year, record_id);
CREATE INDEX quarter_report_by_quarter ON quarter_report (site_id, quarter, record_id);
SELECT describe('quarter_report', 'The report of a quarter.', 'year', 'Of which year.', 'quarter', 'Of which quarter.', 'overview', 'All in all.', 'ledger', 'On what was entered in the ledger.', 'plans', 'On plans and what was done.', 'changes', 'On changes.',
	'tests', 'On tests and defects.', 'releases', 'On launches and releases.', 'incidents', 'On incidents and hazards.', 'drills', 'On drills.', 'inspections', 'On inspections and what was put right.', 'budget', 'On money.',
	'incentives', 'On rewards and penalties, in numbers alone.', 'points', 'On points, in sums alone.', 'outlook', 'On the next quarter.', 'drawn_on', 'Of which day the figures are that are decided on.', 'approved_on', 'When the group approved it.');

-- ---------------------------------------------------------------- the figures

-- Apart: what not everybody may see is counted and leads nowhere.
CREATE FUNCTION quarter_figure_list() RETURNS TABLE (place int, part text, figure text, is_money boolean, is_apart boolean) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	VALUES (1, 'overview', 'projects_running', false, false), (2, 'overview', 'duties_done', false, false), (3, 'overview', 'duties_late', false, false),
		(11, 'ledger', 'requirements_new', false, false), (12, 'ledger', 'requirements_accepted', false, false), (13, 'ledger', 'feedback_new', false, false), (14, 'ledger', 'launches_new', false, false), (15, 'ledger', 'iterations_new', false, false),
		(16, 'ledger', 'documents_new', false, false), (17, 'ledger', 'documents_missing', false, false), (18, 'ledger', 'documents_overdue', false, false),
		(21, 'plans', 'tasks_due', false, false), (22, 'plans', 'tasks_done', false, false), (23, 'plans', 'late_tasks', false, false), (24, 'plans', 'versions_planned', false, false), (25, 'plans', 'versions_released', false, false),
		(26, 'plans', 'late_versions', false, false), (27, 'plans', 'items_planned', false, false), (28, 'plans', 'items_realised', false, false), (29, 'plans', 'late_projects', false, false), (30, 'plans', 'missed_reports', false, false),
		(31, 'changes', 'changes_new', false, false), (32, 'changes', 'changes_approved', false, false), (33, 'changes', 'changes_unapproved', false, false), (34, 'changes', 'changes_overdue', false, false),
		(41, 'tests', 'tests_run', false, false), (42, 'tests', 'tests_passed', false, false), (43, 'tests', 'tests_failed', false, false), (44, 'tests', 'tests_not_applicable', false, false), (45, 'tests', 'defects_found', false, false), (46, 'tests', 'defects_closed', false, false),
		(51, 'releases', 'launches_live', false, false), (52, 'releases', 'iterations_released', false, false), (53, 'releases', 'emergencies_released', false, false), (54, 'releases', 'reviews_held', false, false), (55, 'releases', 'reviews_failed', false, false),
		(56, 'releases', 'reviews_incomplete', false, false), (57, 'releases', 'windows_missed', false, false), (58, 'releases', 'windows_peak', false, false),
		(61, 'incidents', 'incidents_found', false, false), (62, 'incidents', 'incidents_serious', false, false), (63, 'incidents', 'incidents_closed', false, false), (64, 'incidents', 'hazards_found', false, false), (65, 'incidents', 'hazards_settled', false, false),
		(71, 'drills', 'drills_held', false, false), (72, 'drills', 'drill_findings', false, false), (73, 'drills', 'drill_findings_open', false, false),
		(81, 'inspections', 'inspections_reported', false, false), (82, 'inspections', 'findings', false, false), (83, 'inspections', 'rectifications_issued', false, false), (84, 'inspections', 'rectifications_closed', false, false), (85, 'inspections', 'rectifications_late', false, false),
		(91, 'budget', 'budget_allocated', true, false), (92, 'budget', 'expenses_booked', true, false), (93, 'budget', 'expenses_paid', true, false), (94, 'budget', 'expenses_unbooked', false, false), (95, 'budget', 'lines_overdrawn', false, false),
		(101, 'incentives', 'rewards_approved', false, false), (102, 'incentives', 'rewards_paid', true, false), (103, 'incentives', 'penalties_decided', false, true),
		(111, 'points', 'points_awarded', false, true), (112, 'points', 'points_deducted', false, true),
		(121, 'outlook', 'versions_next', false, false), (122, 'outlook', 'tasks_next', false, false), (123, 'outlook', 'items_next', false, false), (124, 'outlook', 'requirements_open', false, false) $$;
COMMENT ON FUNCTION quarter_figure_list IS 'The figures of the report of a quarter, by section, in their order.';

CREATE FUNCTION quarter_days(p_year int, p_quarter int, p_today date, OUT first date, OUT last date) LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	first := make_date(p_year, 3 * p_quarter - 2, 1);
	last := LEAST((first + interval '3 months')::date - 1, p_today);
END $$;
COMMENT ON FUNCTION quarter_days IS 'The first day of a quarter, and its last one or today.';

-- One row for each time, or with its amount.  What inspections count is not counted anew here.  Of those made in the quarter, what became of them until now.
CREATE FUNCTION quarter_found(p_site bigint, p_year int, p_quarter int, p_today date, p_figure text) RETURNS TABLE (figure text, record_id bigint, n numeric) LANGUAGE plpgsql STABLE AS $$
DECLARE
	q CONSTANT pg_catalog.record := app.quarter_days(p_year, p_quarter, p_today);
	starts CONSTANT timestamptz := q.first;
	ends CONSTANT timestamptz := q.last + 1;
	ahead CONSTANT date := q.first + interval '3 months';
	ahead_last CONSTANT date := (q.first + interval '6 months')::date - 1;
BEGIN
	RETURN QUERY
	SELECT y.figure, y.record_id, y.n FROM (
		SELECT f.fact, f.record_id, 1::numeric FROM app.inspection_found(p_site, q.first, q.last, p_today, p_figure) f
		UNION ALL
		SELECT 'projects_running', o.record_id, 1 FROM app.open_record o WHERE COALESCE(p_figure, 'projects_running') = 'projects_running' AND o.site_id = p_site AND o.kind IN ('launch', 'iteration')
		UNION ALL
		SELECT x.figure, COALESCE(d.done_id, d.record_id), 1 FROM app.duty d
		CROSS JOIN LATERAL (VALUES ('duties_done', d.state = 'fulfilled'), ('duties_late', d.state = 'missed' OR d.is_late OR d.state = 'open' AND d.due < p_today)) AS x (figure, holds)
		WHERE COALESCE(p_figure, 'duties_done') IN ('duties_done', 'duties_late') AND d.site_id = p_site AND d.due >= q.first AND d.due <= q.last AND x.holds
		UNION ALL
		SELECT x.figure, r.id, 1 FROM (VALUES ('requirements_new', 'requirement', NULL::text[]), ('requirements_accepted', 'requirement', '{accepted,planned,delivered,closed}'), ('feedback_new', 'feedback', NULL),
			('launches_new', 'launch', NULL), ('iterations_new', 'iteration', NULL), ('documents_new', 'document', NULL), ('changes_new', 'change', NULL), ('defects_found', 'defect', NULL), ('defects_closed', 'defect', '{closed}'),
			('incidents_found', 'incident', NULL), ('incidents_closed', 'incident', '{closed}'), ('hazards_found', 'hazard', NULL), ('hazards_settled', 'hazard', '{resolved,closed}')) AS x (figure, kind, states)
		-- The states that there are lead to an index by kind, state and day.
		CROSS JOIN LATERAL (SELECT DISTINCT f.b AS state FROM app.figure f WHERE f.site_id = p_site AND f.what = 'state' AND f.a = x.kind) s
		JOIN app.record r ON r.site_id = p_site AND r.kind = x.kind AND r.state = s.state AND r.created_at >= starts AND r.created_at < ends
		WHERE x.figure = COALESCE(p_figure, x.figure) AND (x.states IS NULL OR s.state = ANY (x.states))
		UNION ALL
		SELECT 'incidents_serious', r.id, 1 FROM (SELECT DISTINCT f.b AS state FROM app.figure f WHERE f.site_id = p_site AND f.what = 'state' AND f.a = 'incident') s
		JOIN app.record r ON r.site_id = p_site AND r.kind = 'incident' AND r.state = s.state AND r.created_at >= starts AND r.created_at < ends
		JOIN app.incident k ON k.site_id = r.site_id AND k.record_id = r.id AND k.severity IN ('1', '2') WHERE COALESCE(p_figure, 'incidents_serious') = 'incidents_serious'
		UNION ALL
		SELECT x.figure, e.record_id, 1 FROM app.launch_task e
		CROSS JOIN LATERAL (VALUES ('tasks_due', e.due <= q.last), ('tasks_done', e.due <= q.last AND e.done_on <= e.due), ('tasks_next', e.due >= ahead AND e.state <> 'done')) AS x (figure, holds)
		WHERE COALESCE(p_figure, 'tasks_due') IN ('tasks_due', 'tasks_done', 'tasks_next') AND e.site_id = p_site AND e.due >= q.first AND e.due <= ahead_last AND e.state <> 'cancelled' AND e.removed_at IS NULL AND x.holds
		UNION ALL
		SELECT x.figure, COALESCE(e.iteration_id, e.record_id), 1 FROM app.quarter_plan_line e
		JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id AND r.state IN ('approved', 'settling', 'closed')
		LEFT JOIN app.iteration i ON i.site_id = e.site_id AND i.record_id = e.iteration_id
		CROSS JOIN LATERAL (VALUES ('versions_planned', e.due <= q.last), ('versions_released', e.due <= q.last AND i.released_on <= e.due), ('versions_next', e.due >= ahead AND i.released_on IS NULL)) AS x (figure, holds)
		WHERE COALESCE(p_figure, 'versions_planned') IN ('versions_planned', 'versions_released', 'versions_next') AND e.site_id = p_site AND e.due >= q.first AND e.due <= ahead_last AND e.state = 'open' AND e.removed_at IS NULL AND x.holds
		UNION ALL
		SELECT x.figure, e.record_id, 1 FROM (VALUES (q.first, true), (ahead, false)) AS p (day, is_now)
		JOIN app.development_plan k ON k.site_id = p_site AND k.year = extract(year FROM p.day)::int JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('approved', 'settling', 'closed')
		JOIN app.development_plan_item e ON e.site_id = r.site_id AND e.record_id = r.id AND e.quarter = extract(quarter FROM p.day)::int AND e.state = 'open' AND e.removed_at IS NULL
		CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM app.launch l WHERE l.site_id = e.site_id AND l.realises_id = e.record_id AND l.realises_no = e.no AND l.launched_on IS NOT NULL) AS is_realised) l
		CROSS JOIN LATERAL (VALUES ('items_planned', p.is_now), ('items_realised', p.is_now AND l.is_realised), ('items_next', NOT p.is_now AND NOT l.is_realised)) AS x (figure, holds)
		WHERE COALESCE(p_figure, 'items_planned') IN ('items_planned', 'items_realised', 'items_next') AND x.holds
		UNION ALL
		SELECT x.figure, e.record_id, 1 FROM app.launch_test_run e CROSS JOIN LATERAL (VALUES ('tests_run', true), ('tests_passed', e.result = 'passed')) AS x (figure, holds)
		WHERE COALESCE(p_figure, 'tests_run') IN ('tests_run', 'tests_passed') AND e.site_id = p_site AND e.at >= starts AND e.at < ends AND e.removed_at IS NULL AND x.holds
		UNION ALL
		SELECT 'launches_live', k.record_id, 1 FROM app.launch k WHERE COALESCE(p_figure, 'launches_live') = 'launches_live' AND k.site_id = p_site AND k.launched_on >= q.first AND k.launched_on <= q.last
		UNION ALL
		SELECT x.figure, k.record_id, 1 FROM app.iteration k CROSS JOIN LATERAL (VALUES ('iterations_released', true), ('emergencies_released', k.class = 'emergency')) AS x (figure, holds)
		WHERE COALESCE(p_figure, 'iterations_released') IN ('iterations_released', 'emergencies_released') AND k.site_id = p_site AND k.released_on >= q.first AND k.released_on <= q.last AND x.holds
		UNION ALL
		SELECT x.figure, k.record_id, 1 FROM app.review k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('passed', 'failed', 'rectifying', 'repeated')
		CROSS JOIN LATERAL (VALUES ('reviews_held', true), ('reviews_failed', r.state <> 'passed')) AS x (figure, holds)
		WHERE COALESCE(p_figure, 'reviews_held') IN ('reviews_held', 'reviews_failed') AND k.site_id = p_site AND k.held_on >= q.first AND k.held_on <= q.last AND x.holds
		UNION ALL
		SELECT x.figure, k.record_id, x.times FROM app.drill k
		CROSS JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE e.state = 'open') AS open FROM app.drill_finding e WHERE e.site_id = k.site_id AND e.record_id = k.record_id AND e.removed_at IS NULL) e
		CROSS JOIN LATERAL (VALUES ('drills_held', 1), ('drill_findings', e.n), ('drill_findings_open', e.open)) AS x (figure, times)
		WHERE COALESCE(p_figure, 'drills_held') IN ('drills_held', 'drill_findings', 'drill_findings_open') AND k.site_id = p_site AND k.held_on >= q.first AND k.held_on <= q.last AND x.times > 0
		UNION ALL
		SELECT x.figure, k.record_id, x.times FROM app.inspection k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('reported', 'closed')
		CROSS JOIN LATERAL (SELECT count(*) AS n FROM app.inspection_finding e WHERE e.site_id = k.site_id AND e.record_id = k.record_id AND e.state <> 'struck' AND e.removed_at IS NULL) e
		CROSS JOIN LATERAL (VALUES ('inspections_reported', 1), ('findings', e.n)) AS x (figure, times)
		WHERE COALESCE(p_figure, 'findings') IN ('inspections_reported', 'findings') AND k.site_id = p_site AND k.reported_on >= q.first AND k.reported_on <= q.last AND x.times > 0
		UNION ALL
		SELECT x.figure, k.record_id, 1 FROM app.rectification k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('issued', 'acknowledged', 'submitted', 'closed')
		CROSS JOIN LATERAL (VALUES ('rectifications_issued', true), ('rectifications_closed', r.state = 'closed'), ('rectifications_late', k.deadline_on < COALESCE(k.verified_on, p_today))) AS x (figure, holds)
		WHERE COALESCE(p_figure, 'rectifications_issued') IN ('rectifications_issued', 'rectifications_closed', 'rectifications_late') AND k.site_id = p_site AND k.issued_on >= q.first AND k.issued_on <= q.last AND x.holds
		UNION ALL
		-- As the finance report has it (finance_analysis): allocated for the year; booked and paid in the quarter, a reversal on its own day.
		SELECT 'budget_allocated', k.record_id, e.allocated FROM app.budget k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('allocated', 'closed')
		JOIN app.budget_line e ON e.site_id = k.site_id AND e.record_id = k.record_id AND e.allocated > 0 AND e.removed_at IS NULL WHERE COALESCE(p_figure, 'budget_allocated') = 'budget_allocated' AND k.site_id = p_site AND k.year = p_year
		UNION ALL
		SELECT 'expenses_booked', k.record_id, k.amount FROM app.expense k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state = 'booked'
		WHERE COALESCE(p_figure, 'expenses_booked') = 'expenses_booked' AND k.site_id = p_site AND k.booked_on >= q.first AND k.booked_on <= q.last
		UNION ALL
		SELECT 'expenses_paid', e.record_id, CASE e.state WHEN 'reversal' THEN -e.amount ELSE e.amount END FROM app.expense_payment e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id AND r.state = 'booked'
		WHERE COALESCE(p_figure, 'expenses_paid') = 'expenses_paid' AND e.site_id = p_site AND e.paid_on >= q.first AND e.paid_on <= q.last AND e.removed_at IS NULL
		UNION ALL
		SELECT x.figure, k.record_id, x.amount FROM app.approval a JOIN app.reward k ON k.site_id = a.site_id AND k.record_id = a.record_id
		CROSS JOIN LATERAL (VALUES ('rewards_approved', 1), ('rewards_paid', CASE WHEN k.type = 'bonus' THEN k.amount END)) AS x (figure, amount)
		WHERE COALESCE(p_figure, 'rewards_paid') IN ('rewards_approved', 'rewards_paid') AND a.site_id = p_site AND a.closed_at >= starts AND a.closed_at < ends AND a.outcome = 'approved' AND x.amount > 0
		UNION ALL
		SELECT 'requirements_open', o.record_id, 1 FROM app.open_record o WHERE COALESCE(p_figure, 'requirements_open') = 'requirements_open' AND o.site_id = p_site AND o.kind = 'requirement' AND o.state = 'accepted') AS y (figure, record_id, n)
	-- The same for whoever asks: what not everybody sees is not counted.
	WHERE y.figure IN (SELECT l.figure FROM app.quarter_figure_list() l) AND y.figure = COALESCE(p_figure, y.figure)
		AND CASE WHEN y.record_id IS NULL THEN true ELSE (SELECT r.visible = 0 FROM app.record r WHERE r.site_id = p_site AND r.id = y.record_id) END;
END $$;
COMMENT ON FUNCTION quarter_found IS 'What happened in a quarter that its report shows, as it stands today, with the record of each; of one figure alone where one is named.';

CREATE INDEX launch_by_launch ON launch (site_id, launched_on);
CREATE INDEX launch_test_run_by_moment ON launch_test_run (site_id, at);
CREATE INDEX inspection_by_report ON inspection (site_id, reported_on);
CREATE INDEX rectification_by_issue ON rectification (site_id, issued_on);
CREATE INDEX penalty_by_decision ON penalty (site_id, decided_on);
CREATE INDEX point_by_moment ON point (site_id, at);

-- Numbers alone of what only some may see (R35.3): decided and not revoked; points without whose they are.
GRANT SELECT (site_id, record_id, decided_on) ON penalty TO gatehouse_keeper;
GRANT SELECT (site_id, id, points, reverses_id, at) ON point TO gatehouse_keeper;
GRANT EXECUTE ON FUNCTION site, quarter_days TO gatehouse_keeper;
RESET ROLE;
GRANT CREATE ON SCHEMA app TO gatehouse_keeper;
SET LOCAL ROLE gatehouse_keeper;
CREATE FUNCTION app.quarter_apart(p_site bigint, p_year int, p_quarter int, p_today date) RETURNS TABLE (figure text, n numeric) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	q CONSTANT pg_catalog.record := quarter_days(p_year, p_quarter, p_today);
	starts CONSTANT timestamptz := q.first;
	ends CONSTANT timestamptz := q.last + 1;
BEGIN
	IF p_site IS DISTINCT FROM site() THEN
		RETURN;
	END IF;
	RETURN QUERY SELECT 'penalties_decided', count(*)::numeric FROM penalty k JOIN record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('decided', 'carried_out', 'lifted')
		WHERE k.site_id = p_site AND k.decided_on >= q.first AND k.decided_on <= q.last;
	RETURN QUERY SELECT x.figure, COALESCE(abs(sum(p.points) FILTER (WHERE sign(COALESCE(o.points, p.points)) = x.way)), 0)::numeric
		FROM (VALUES ('points_awarded', 1), ('points_deducted', -1)) AS x (figure, way)
		LEFT JOIN point p ON p.site_id = p_site AND p.at >= starts AND p.at < ends LEFT JOIN point o ON o.site_id = p.site_id AND o.id = p.reverses_id GROUP BY x.figure;
END $$;
COMMENT ON FUNCTION app.quarter_apart IS 'How many penalties were decided in a quarter, and the sums of points: numbers alone, of what not everybody may see.';
REVOKE ALL ON FUNCTION app.quarter_apart FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.quarter_apart TO gatehouse_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_keeper;
SET LOCAL ROLE gatehouse_owner;

CREATE FUNCTION quarter_figures(p_site bigint, p_year int, p_quarter int, p_today date) RETURNS TABLE (figure text, n numeric) LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN QUERY SELECT f.figure, sum(f.n) FROM app.quarter_found(p_site, p_year, p_quarter, p_today, NULL) f GROUP BY f.figure
	UNION ALL SELECT a.figure, a.n FROM app.quarter_apart(p_site, p_year, p_quarter, p_today) a;
END $$;
COMMENT ON FUNCTION quarter_figures IS 'The figures of a quarter as they are today; what did not happen is not among them.';

CREATE FUNCTION quarter_said(p_n numeric, p_is_money boolean) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN CASE WHEN COALESCE(p_n, 0) = 0 THEN '0' WHEN p_is_money THEN to_char(p_n, 'FM999,999,999,990.00') ELSE p_n::bigint::text END;
END $$;
COMMENT ON FUNCTION quarter_said IS 'A figure as it is read: an amount in yuan, or a number.';
REVOKE ALL ON FUNCTION quarter_figure_list, quarter_days, quarter_found, quarter_figures, quarter_said FROM PUBLIC;
GRANT EXECUTE ON FUNCTION quarter_figure_list, quarter_days, quarter_found, quarter_figures, quarter_said TO gatehouse_app;

-- ---------------------------------------------------------------- … as they stood whenever it was submitted

CREATE TABLE quarter_report_figure (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	round int NOT NULL CONSTRAINT quarter_report_figure_round_counts CHECK (round > 0),
	figure text NOT NULL,
	n numeric(16, 2) NOT NULL,
	PRIMARY KEY (site_id, record_id, round, figure)
);
SELECT tenant_table('quarter_report_figure', 'SELECT, INSERT', true);
ALTER TABLE quarter_report_figure ADD CONSTRAINT quarter_report_figure_is_of_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
SELECT describe('quarter_report_figure', 'A figure as it stood when a report of a quarter was submitted.', 'round', 'At which submission: 1, 2, 3.', 'figure', 'Which one (quarter_figure_list).', 'n', 'How many, or how much.');

CREATE TABLE quarter_report_behind (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	round int NOT NULL CONSTRAINT quarter_report_behind_round_counts CHECK (round > 0),
	figure text NOT NULL,
	other_id bigint NOT NULL,
	n numeric(16, 2) NOT NULL,
	PRIMARY KEY (site_id, record_id, round, figure, other_id)
);
SELECT tenant_table('quarter_report_behind', 'SELECT, INSERT', true);
ALTER TABLE quarter_report_behind ADD CONSTRAINT quarter_report_behind_is_of_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
ALTER TABLE quarter_report_behind ADD CONSTRAINT quarter_report_behind_is_about_a_record FOREIGN KEY (site_id, other_id) REFERENCES record (site_id, id);
CREATE INDEX quarter_report_behind_by_record ON quarter_report_behind (site_id, other_id);
SELECT describe('quarter_report_behind', 'The records behind such a figure; of very many the first thousand.', 'round', 'At which submission.', 'figure', 'Which one.', 'other_id', 'The record.', 'n', 'How often there, or how much.');
