-- The ledger of article 7(6) (R7.1): what each kind says of itself in a column, and the course of a project on a page of its own.  The
-- columns of a page are one statement for each kind on it, found by id; all are read with the sight of whoever asks.

-- ---------------------------------------------------------------- the register

-- name: ledger_rows
-- The register by kind and state ($2, $3), newest first, before one; the filters that are NULL are off.
-- $1 site bigint, $2 kinds text[], $3 states text[], $4 before (id), $5 year, $6 limit, $7 from day, $8 to day
SELECT y.*, o.name AS owner, d.name AS department, d.name_en AS department_en, p.title AS platform FROM (
	SELECT x.* FROM unnest($2::text[], $3::text[]) k (kind, state) CROSS JOIN LATERAL (
		SELECT r.id, r.kind, r.number, r.title, r.state, r.visible, r.owner_id, r.department_id, r.platform_id, r.due::text AS due,
			to_char(r.created_at, 'YYYY-MM-DD') AS created, to_char(r.changed_at, 'YYYY-MM-DD') AS changed, to_char(r.closed_at, 'YYYY-MM-DD') AS closed
		FROM app.record r
		WHERE r.site_id = $1::bigint AND r.kind = k.kind AND r.state = k.state AND r.id < $4::bigint AND ($5::int IS NULL OR r.year = $5::int)
			AND ($7::date IS NULL OR r.created_at >= $7::date::timestamptz) AND ($8::date IS NULL OR r.created_at < ($8::date + 1)::timestamptz)
		ORDER BY r.id DESC LIMIT $6::int) x
	ORDER BY x.id DESC LIMIT $6::int) y
LEFT JOIN app.person o ON o.id = y.owner_id LEFT JOIN app.department d ON d.site_id = $1::bigint AND d.id = y.department_id
LEFT JOIN app.record p ON p.site_id = $1::bigint AND p.id = y.platform_id
ORDER BY y.id DESC;

-- name: ledger_of_platform
-- The register of one platform.
-- $1 site bigint, $2 kinds text[], $3 states text[], $4 before (id), $5 year, $6 limit, $7 from day, $8 to day, $9 its number, $10 department or NULL
SELECT y.*, o.name AS owner, d.name AS department, d.name_en AS department_en, p.title AS platform FROM (
	SELECT r.id, r.kind, r.number, r.title, r.state, r.visible, r.owner_id, r.department_id, r.platform_id, r.due::text AS due,
		to_char(r.created_at, 'YYYY-MM-DD') AS created, to_char(r.changed_at, 'YYYY-MM-DD') AS changed, to_char(r.closed_at, 'YYYY-MM-DD') AS closed
	FROM app.record r
	WHERE r.site_id = $1::bigint AND r.platform_id = (SELECT x.id FROM app.record x WHERE x.site_id = $1::bigint AND x.number = $9) AND r.id < $4::bigint
		AND ($5::int IS NULL OR r.year = $5::int) AND ($10::bigint IS NULL OR r.department_id = $10::bigint)
		AND ($7::date IS NULL OR r.created_at >= $7::date::timestamptz) AND ($8::date IS NULL OR r.created_at < ($8::date + 1)::timestamptz)
		AND EXISTS (SELECT FROM unnest($2::text[], $3::text[]) k (kind, state) WHERE k.kind = r.kind AND k.state = r.state)
	ORDER BY r.id DESC LIMIT $6::int) y
LEFT JOIN app.person o ON o.id = y.owner_id LEFT JOIN app.department d ON d.site_id = $1::bigint AND d.id = y.department_id
LEFT JOIN app.record p ON p.site_id = $1::bigint AND p.id = y.platform_id
ORDER BY y.id DESC;

-- name: ledger_of_department
-- The register of one department.
-- $1 site bigint, $2 kinds text[], $3 states text[], $4 before (id), $5 year, $6 limit, $7 from day, $8 to day, $9 department
SELECT y.*, o.name AS owner, d.name AS department, d.name_en AS department_en, p.title AS platform FROM (
	SELECT r.id, r.kind, r.number, r.title, r.state, r.visible, r.owner_id, r.department_id, r.platform_id, r.due::text AS due,
		to_char(r.created_at, 'YYYY-MM-DD') AS created, to_char(r.changed_at, 'YYYY-MM-DD') AS changed, to_char(r.closed_at, 'YYYY-MM-DD') AS closed
	FROM app.record r
	WHERE r.site_id = $1::bigint AND r.department_id = $9::bigint AND r.id < $4::bigint AND ($5::int IS NULL OR r.year = $5::int)
		AND ($7::date IS NULL OR r.created_at >= $7::date::timestamptz) AND ($8::date IS NULL OR r.created_at < ($8::date + 1)::timestamptz)
		AND EXISTS (SELECT FROM unnest($2::text[], $3::text[]) k (kind, state) WHERE k.kind = r.kind AND k.state = r.state)
	ORDER BY r.id DESC LIMIT $6::int) y
LEFT JOIN app.person o ON o.id = y.owner_id LEFT JOIN app.department d ON d.site_id = $1::bigint AND d.id = y.department_id
LEFT JOIN app.record p ON p.site_id = $1::bigint AND p.id = y.platform_id
ORDER BY y.id DESC;

-- name: ledger_overdue
-- The register of what is overdue, with its day in the place of the due day; of one platform or department where $9 or $10 says so.
-- $1 site bigint, $2 kinds text[], $3 states text[], $4 before (id), $5 year, $6 limit, $7 from day, $8 to day, $9 platform's number or NULL, $10 department or NULL, $11 today
WITH late AS MATERIALIZED (
	SELECT o.record_id, o.since FROM app.overdue($1::bigint, $11::date) o WHERE o.record_id < $4::bigint
		AND EXISTS (SELECT FROM unnest($2::text[], $3::text[]) k (kind, state) WHERE k.kind = o.kind AND k.state = o.state))
SELECT y.*, o.name AS owner, d.name AS department, d.name_en AS department_en, p.title AS platform FROM (
	SELECT r.*, l.since::text AS due FROM (SELECT * FROM late ORDER BY record_id DESC) l CROSS JOIN LATERAL (
		SELECT r.id, r.kind, r.number, r.title, r.state, r.visible, r.owner_id, r.department_id, r.platform_id,
			to_char(r.created_at, 'YYYY-MM-DD') AS created, to_char(r.changed_at, 'YYYY-MM-DD') AS changed, to_char(r.closed_at, 'YYYY-MM-DD') AS closed
		FROM app.record r WHERE r.site_id = $1::bigint AND r.id = l.record_id AND ($5::int IS NULL OR r.year = $5::int) AND ($10::bigint IS NULL OR r.department_id = $10::bigint)
			AND ($9::text IS NULL OR r.platform_id = (SELECT x.id FROM app.record x WHERE x.site_id = $1::bigint AND x.number = $9))
			AND ($7::date IS NULL OR r.created_at >= $7::date::timestamptz) AND ($8::date IS NULL OR r.created_at < ($8::date + 1)::timestamptz) OFFSET 0) r
	LIMIT $6::int) y
LEFT JOIN app.person o ON o.id = y.owner_id LEFT JOIN app.department d ON d.site_id = $1::bigint AND d.id = y.department_id
LEFT JOIN app.record p ON p.site_id = $1::bigint AND p.id = y.platform_id
ORDER BY y.id DESC;

-- ---------------------------------------------------------------- columns of a kind: for site and ids, a row for each

-- name: ledger_launches
-- Progress, changes, tests, defects, money and launch of projects.
-- $1 site bigint, $2 ids bigint[]
SELECT r.id, to_char(r.state_at, 'YYYY-MM-DD') AS since, g.percent, g.period_to::text AS reported_to, app.launch_gaps($1::bigint, r.id, current_date) AS missed,
	c.n AS changes, c.n_open AS changes_open, t.passed AS tests_passed, t.failed AS tests_failed, d.n AS defects, d.n_open AS defects_open,
	b.allocated, b.spent, k.version_planned AS version, k.launched_on::text AS launched_on, e.done AS evaluated_on
FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id
LEFT JOIN LATERAL (SELECT e.percent, e.period_to FROM app.launch_progress e
	WHERE e.site_id = $1::bigint AND e.record_id = r.id AND e.removed_at IS NULL ORDER BY e.period_to DESC, e.no DESC LIMIT 1) g ON true
CROSS JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE x.closed_at IS NULL) AS n_open FROM app.change c
	JOIN app.record x ON x.site_id = c.site_id AND x.id = c.record_id WHERE c.site_id = $1::bigint AND c.target_id = r.id) c
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE l.result = 'passed') AS passed, count(*) FILTER (WHERE l.result = 'failed') AS failed FROM (
	SELECT DISTINCT ON (x.type) x.type, x.result FROM app.launch_test_run x
	WHERE x.site_id = $1::bigint AND x.record_id = r.id AND x.round = k.test_round AND x.removed_at IS NULL ORDER BY x.type, x.no DESC) l) t
CROSS JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE x.closed_at IS NULL) AS n_open FROM app.defect f
	JOIN app.record x ON x.site_id = f.site_id AND x.id = f.record_id WHERE f.site_id = $1::bigint AND f.target_id = r.id) d
CROSS JOIN LATERAL (SELECT sum(b.allocated) AS allocated, (SELECT sum(s.amount) FROM app.budget x JOIN app.expense s ON s.site_id = x.site_id AND s.budget_id = x.record_id
		JOIN app.record q ON q.site_id = s.site_id AND q.id = s.record_id AND q.state = 'booked' WHERE x.site_id = $1::bigint AND x.target_id = r.id) AS spent
	FROM app.budget b WHERE b.site_id = $1::bigint AND b.target_id = r.id) b
LEFT JOIN LATERAL (SELECT to_char(x.closed_at, 'YYYY-MM-DD') AS done FROM app.evaluation v JOIN app.record x ON x.site_id = v.site_id AND x.id = v.record_id
	WHERE v.site_id = $1::bigint AND v.target_id = r.id AND x.state = 'done' ORDER BY x.id DESC LIMIT 1) e ON true
WHERE r.site_id = $1::bigint AND r.id = ANY ($2::bigint[]);

-- name: ledger_changes
-- What a change is about, and its outcome: when the group decided, and when it was settled.
-- $1 site bigint, $2 ids bigint[]
SELECT r.id, t.number AS target, t.title AS target_title, c.stated, to_char(a.closed_at, 'YYYY-MM-DD') AS decided_on, a.outcome, to_char(r.closed_at, 'YYYY-MM-DD') AS closed_on
FROM app.record r JOIN app.change c ON c.site_id = r.site_id AND c.record_id = r.id
LEFT JOIN app.record t ON t.site_id = c.site_id AND t.id = c.target_id
LEFT JOIN LATERAL (SELECT x.closed_at, x.outcome FROM app.approval x WHERE x.site_id = $1::bigint AND x.record_id = r.id AND x.outcome IS NOT NULL ORDER BY x.round DESC LIMIT 1) a ON true
WHERE r.site_id = $1::bigint AND r.id = ANY ($2::bigint[]);

-- name: ledger_requirements
-- Where a requirement came from, what triage made of it, and which project carries it.
-- $1 site bigint, $2 ids bigint[]
SELECT r.id, q.need, q.channel, q.class, q.priority, q.expected_goal, l.number AS project
FROM app.record r JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
LEFT JOIN LATERAL (SELECT x.number FROM app.link k JOIN app.record x ON x.site_id = k.site_id AND x.id = k.record_id AND x.kind IN ('launch', 'iteration')
	WHERE k.site_id = $1::bigint AND k.other_id = r.id ORDER BY x.id DESC LIMIT 1) l ON true
WHERE r.site_id = $1::bigint AND r.id = ANY ($2::bigint[]);

-- name: ledger_defects
-- Of which project a defect is, how severe, and when it was fixed and verified.
-- $1 site bigint, $2 ids bigint[]
SELECT r.id, t.number AS target, k.type, k.severity, k.fixed_on::text AS fixed_on, k.verified_on::text AS verified_on
FROM app.record r JOIN app.defect k ON k.site_id = r.site_id AND k.record_id = r.id LEFT JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
WHERE r.site_id = $1::bigint AND r.id = ANY ($2::bigint[]);

-- name: ledger_reviews
-- Of which project a review is, when and by whom it was held, and in which round.
-- $1 site bigint, $2 ids bigint[]
SELECT r.id, t.number AS target, k.meeting, k.held_on::text AS held_on, a.name AS chair, k.round
FROM app.record r JOIN app.review k ON k.site_id = r.site_id AND k.record_id = r.id LEFT JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
LEFT JOIN app.person a ON a.id = k.chair_id
WHERE r.site_id = $1::bigint AND r.id = ANY ($2::bigint[]);

-- name: ledger_documents
-- What a document is, of which project, and in which version it was approved.
-- $1 site bigint, $2 ids bigint[]
SELECT r.id, k.type, t.number AS target, k.approved_version, k.approved_on::text AS approved_on, k.effective_on::text AS effective_on
FROM app.record r JOIN app.document k ON k.site_id = r.site_id AND k.record_id = r.id LEFT JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
WHERE r.site_id = $1::bigint AND r.id = ANY ($2::bigint[]);

-- name: ledger_budgets
-- What a budget is for, and what was asked for, given and spent of it.
-- $1 site bigint, $2 ids bigint[]
SELECT r.id, t.number AS target, k.year, k.requested, k.allocated, (SELECT sum(s.amount) FROM app.expense s JOIN app.record q ON q.site_id = s.site_id AND q.id = s.record_id AND q.state = 'booked'
	WHERE s.site_id = $1::bigint AND s.budget_id = r.id) AS spent
FROM app.record r JOIN app.budget k ON k.site_id = r.site_id AND k.record_id = r.id LEFT JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
WHERE r.site_id = $1::bigint AND r.id = ANY ($2::bigint[]);

-- name: ledger_incidents
-- How severe an incident was, of which project, and when it was found and ended.
-- $1 site bigint, $2 ids bigint[]
SELECT r.id, k.severity, t.number AS target, k.found_on::text AS found_on, to_char(r.closed_at, 'YYYY-MM-DD') AS closed_on
FROM app.record r JOIN app.incident k ON k.site_id = r.site_id AND k.record_id = r.id LEFT JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
WHERE r.site_id = $1::bigint AND r.id = ANY ($2::bigint[]);

-- name: ledger_platforms
-- Which version of a platform is in operation since when, and what launches it had.
-- $1 site bigint, $2 ids bigint[]
SELECT r.id, k.category, k.current_version AS version, l.launched_on::text AS launched_on, l.n AS launches
FROM app.record r JOIN app.platform k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (SELECT max(x.launched_on) AS launched_on, count(*) AS n FROM app.record p JOIN app.launch x ON x.site_id = p.site_id AND x.record_id = p.id
	WHERE p.site_id = $1::bigint AND p.platform_id = r.id AND p.kind = 'launch') l
WHERE r.site_id = $1::bigint AND r.id = ANY ($2::bigint[]);

-- ---------------------------------------------------------------- the course of a project: for site and number

-- name: course_progress
-- The progress of a project: its stage and since when, its due day, its last report, and how many reports are missing.
-- $1 site bigint, $2 number
SELECT r.state, to_char(r.state_at, 'YYYY-MM-DD') AS since, (SELECT min(x.due) FROM (SELECT r.due UNION ALL SELECT w.due FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = r.id) x (due))::text AS due,
	g.percent, g.period_to::text AS reported_to, (SELECT count(*) FROM app.launch_progress e WHERE e.site_id = $1::bigint AND e.record_id = r.id AND e.removed_at IS NULL) AS reports,
	app.launch_gaps($1::bigint, r.id, current_date) AS missed
FROM app.record r LEFT JOIN LATERAL (SELECT e.percent, e.period_to FROM app.launch_progress e
	WHERE e.site_id = $1::bigint AND e.record_id = r.id AND e.removed_at IS NULL ORDER BY e.period_to DESC, e.no DESC LIMIT 1) g ON true
WHERE r.site_id = $1::bigint AND r.number = $2 AND r.kind = 'launch';

-- name: course_reports
-- The progress reports of a project, the latest first.
-- $1 site bigint, $2 number
SELECT e.period_to::text AS period_to, e.percent, e.done, e.problems, a.name AS by_name
FROM app.record r JOIN app.launch_progress e ON e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL LEFT JOIN app.person a ON a.id = e.by_id
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY e.period_to DESC, e.no DESC LIMIT 500;

-- name: course_changes
-- The changes of a project and their outcome.
-- $1 site bigint, $2 number
SELECT x.number, x.title, x.state, CASE x.state WHEN 'rejected' THEN 'bad' WHEN 'closed' THEN 'ok' WHEN 'in_force' THEN 'ok' WHEN 'group_approval' THEN 'warn' WHEN 'tech_review' THEN 'info' ELSE '' END AS tone,
	to_char(x.created_at, 'YYYY-MM-DD') AS created, to_char(a.closed_at, 'YYYY-MM-DD') AS decided_on, to_char(x.closed_at, 'YYYY-MM-DD') AS closed_on
FROM app.record r JOIN app.change c ON c.site_id = r.site_id AND c.target_id = r.id JOIN app.record x ON x.site_id = c.site_id AND x.id = c.record_id
LEFT JOIN LATERAL (SELECT y.closed_at FROM app.approval y WHERE y.site_id = $1::bigint AND y.record_id = x.id AND y.outcome IS NOT NULL ORDER BY y.round DESC LIMIT 1) a ON true
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY x.id LIMIT 500;

-- name: course_tests
-- Every test run of a project, round by round.
-- $1 site bigint, $2 number
SELECT e.round, e.no, e.type, e.result, CASE e.result WHEN 'passed' THEN 'ok' WHEN 'failed' THEN 'bad' ELSE '' END AS tone, to_char(e.at, 'YYYY-MM-DD') AS run_on, a.name AS by_name, e.text
FROM app.record r JOIN app.launch_test_run e ON e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL LEFT JOIN app.person a ON a.id = e.by_id
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY e.round, e.no LIMIT 500;

-- name: course_defects
-- The defects of a project, the open ones first.
-- $1 site bigint, $2 number
SELECT x.number, x.title, f.type, f.severity, x.state, CASE WHEN x.closed_at IS NULL THEN 'warn' ELSE 'ok' END AS tone, to_char(x.created_at, 'YYYY-MM-DD') AS created, to_char(x.closed_at, 'YYYY-MM-DD') AS closed_on
FROM app.record r JOIN app.defect f ON f.site_id = r.site_id AND f.target_id = r.id JOIN app.record x ON x.site_id = f.site_id AND x.id = f.record_id
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY x.closed_at IS NOT NULL, x.id LIMIT 500;

-- name: course_reviews
-- The reviews of a project and their outcome.
-- $1 site bigint, $2 number
SELECT x.number, k.meeting, k.round, k.held_on::text AS held_on, a.name AS chair, x.state, CASE x.state WHEN 'passed' THEN 'ok' WHEN 'failed' THEN 'bad' WHEN 'rectifying' THEN 'warn' ELSE '' END AS tone
FROM app.record r JOIN app.review k ON k.site_id = r.site_id AND k.target_id = r.id JOIN app.record x ON x.site_id = k.site_id AND x.id = k.record_id LEFT JOIN app.person a ON a.id = k.chair_id
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY x.id LIMIT 100;

-- name: course_budgets
-- What a project was given and what it spent; the last row is the sum.
-- $1 site bigint, $2 number
SELECT x.number, k.year, sum(k.requested) AS requested, sum(k.allocated) AS allocated, COALESCE(sum(s.spent), 0) AS spent, sum(COALESCE(k.allocated, 0)) - COALESCE(sum(s.spent), 0) AS left_over
FROM app.record r JOIN app.budget k ON k.site_id = r.site_id AND k.target_id = r.id JOIN app.record x ON x.site_id = k.site_id AND x.id = k.record_id
LEFT JOIN LATERAL (SELECT sum(e.amount) AS spent FROM app.expense e JOIN app.record q ON q.site_id = e.site_id AND q.id = e.record_id AND q.state = 'booked'
	WHERE e.site_id = $1::bigint AND e.budget_id = k.record_id) s ON true
WHERE r.site_id = $1::bigint AND r.number = $2 GROUP BY GROUPING SETS ((x.number, k.year), ()) HAVING count(*) > 0 ORDER BY x.number NULLS LAST LIMIT 100;

-- name: course_launches
-- The versions of the project's platform: this launch, and those before and after it.
-- $1 site bigint, $2 number
SELECT x.number, x.title, k.version_planned AS version, k.window_on::text AS window_on, k.launched_on::text AS launched_on, x.state,
	CASE WHEN k.launched_on IS NOT NULL THEN 'ok' WHEN x.closed_at IS NULL THEN 'info' ELSE '' END AS tone
FROM app.record r JOIN app.record x ON x.site_id = r.site_id AND x.platform_id = r.platform_id AND x.kind = r.kind JOIN app.launch k ON k.site_id = x.site_id AND k.record_id = x.id
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY k.launched_on NULLS LAST, x.id LIMIT 100;

-- name: course_record
-- The record of the course, if everybody in the site may see it.
-- $1 site bigint, $2 number
SELECT r.number, r.title, r.kind, r.state, o.name AS owner, d.name AS department, d.name_en AS department_en, p.title AS platform
FROM app.record r LEFT JOIN app.person o ON o.id = r.owner_id LEFT JOIN app.department d ON d.site_id = r.site_id AND d.id = r.department_id
LEFT JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id
WHERE r.site_id = $1::bigint AND r.number = $2 AND r.visible = 0;
