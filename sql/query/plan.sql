-- Statements of plans of a year (R6.5).

-- name: development_plan_facts
-- Has it items, is none of that year approved or with the group, is it in force, is its year over, and is each item realised, moved or dropped?
-- $1 site bigint, $2 number, $3 today
SELECT i.n > 0 AS has_items, NOT EXISTS (SELECT FROM app.development_plan o JOIN app.record x ON x.site_id = o.site_id AND x.id = o.record_id
		WHERE o.site_id = k.site_id AND o.year = k.year AND o.record_id <> k.record_id AND (o.approved_on IS NOT NULL OR x.state = 'group_approval')) AS only_plan,
	r.state = 'approved' AS locked, $3::date >= make_date(k.year + 1, 1, 1) AS year_over, i.open = 0 AS items_settled
FROM app.record r JOIN app.development_plan k ON k.site_id = r.site_id AND k.record_id = r.id,
LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE e.state = 'open' AND NOT EXISTS (SELECT FROM app.launch l
		WHERE l.site_id = e.site_id AND l.realises_id = e.record_id AND l.realises_no = e.no AND l.launched_on IS NOT NULL)) AS open
	FROM app.development_plan_item e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL) i
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: development_plan_fate
-- What became of each item of an approved plan: the launch that realises it, or the plan it was moved to (R6.5).
-- $1 site bigint, $2 number
SELECT '#' || e.no AS no, e.what, e.quarter, f.fate,
	CASE f.fate WHEN 'realised' THEN 'ok' WHEN 'under_way' THEN 'info' WHEN 'dropped' THEN 'bad' WHEN 'moved' THEN 'warn' ELSE '' END AS tone,
	COALESCE(x.number, m.number) AS number
FROM app.record r JOIN app.development_plan_item e ON e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL
LEFT JOIN LATERAL (SELECT q.number, l.launched_on FROM app.launch l JOIN app.record q ON q.site_id = l.site_id AND q.id = l.record_id
	WHERE l.site_id = e.site_id AND l.realises_id = e.record_id AND l.realises_no = e.no AND q.state <> 'cancelled'
	ORDER BY l.launched_on NULLS LAST, l.record_id DESC LIMIT 1) x ON true
LEFT JOIN app.record m ON m.site_id = e.site_id AND m.id = e.moved_to
CROSS JOIN LATERAL (SELECT CASE WHEN e.state <> 'open' THEN e.state WHEN x.launched_on IS NOT NULL THEN 'realised' WHEN x.number IS NOT NULL THEN 'under_way' ELSE 'open' END AS fate) f
WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state IN ('approved', 'settling', 'closed') ORDER BY e.quarter, e.no;

-- name: development_plan_item
-- An open item of a plan in force, or the one that this record names already.
-- $1 site bigint, $2 plan, $3 no of the item, $4 record or NULL
SELECT e.no FROM app.development_plan_item e JOIN app.record p ON p.site_id = e.site_id AND p.id = e.record_id
WHERE e.site_id = $1::bigint AND e.record_id = $2::bigint AND e.no = $3::int AND e.removed_at IS NULL AND (p.state = 'approved' AND e.state = 'open'
	OR EXISTS (SELECT FROM app.launch l WHERE l.site_id = e.site_id AND l.record_id = $4::bigint AND l.realises_id = e.record_id AND l.realises_no = e.no));

-- name: clock_development_plan
-- Plans whose year is over.
-- $1 site bigint, $2 today
SELECT r.id::text AS id, 'settle' AS move FROM app.development_plan k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
WHERE k.site_id = $1::bigint AND r.state = 'approved' AND $2::date >= make_date(k.year + 1, 1, 1) LIMIT 200;

-- ---------------------------------------------------------------- the plan of a quarter (R24.2)

-- name: quarter_plan_facts
-- Has it lines, is each requirement accepted, routine and planned once, does each release lie in the quarter and on a day of its platform's own, is none of
-- that quarter approved or with the group, is none due in a freeze, is it in force, is the quarter open or over, and is each line done, moved or dropped?  Numbers of its lines for remarks, and of those that were released.
-- $1 site bigint, $2 number, $3 today
SELECT d.n > 0 AS has_lines, d.n > 0 AND w.once AND NOT EXISTS (SELECT FROM app.plan_unfit(r.site_id, 0, 0, w.ids)) AS requirements_fit, d.n > 0 AND d.within AS within_quarter, d.n = d.days AS releases_apart, d.n > 0 AND d.unfrozen AS not_frozen,
	NOT EXISTS (SELECT FROM app.quarter_plan o JOIN app.record x ON x.site_id = o.site_id AND x.id = o.record_id WHERE o.site_id = k.site_id AND o.year = k.year
		AND o.quarter = k.quarter AND o.record_id <> k.record_id AND (o.approved_on IS NOT NULL OR x.state = 'group_approval')) AS only_plan,
	r.state = 'approved' AS locked, $3::date >= q.until AS quarter_over, $3::date < q.until AS quarter_open, l.pending = 0 AS lines_settled, l.nos AS line_nos, l.released AS released
FROM app.record r JOIN app.quarter_plan k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (SELECT make_date(k.year, 3 * k.quarter - 2, 1) AS since, (make_date(k.year, 3 * k.quarter - 2, 1) + interval '3 months')::date AS until) q
CROSS JOIN LATERAL (SELECT count(*) AS n, count(DISTINCT (e.platform_id, e.due)) AS days, bool_and(e.starts_on >= q.since AND e.due < q.until) AS within,
	bool_and(NOT EXISTS (SELECT FROM app.release_freeze f WHERE f.site_id = e.site_id AND f.ends_on >= e.due AND f.starts_on <= e.due)) AS unfrozen, array_agg(e.requirement_ids::text) AS named
	FROM app.quarter_plan_line e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL AND e.state = 'open' AND r.state IN ('draft', 'group_approval')) d
-- What all of its lines name, and whether each is named once.
CROSS JOIN LATERAL (SELECT array_agg(y.id) AS ids, count(DISTINCT y.id) = count(*) AS once FROM unnest(d.named) t (ids), unnest(t.ids::bigint[]) y (id)) w
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE e.state = 'open' AND x.state IS DISTINCT FROM 'closed') AS pending, string_agg(e.no::text, ' ') AS nos,
	string_agg(e.no::text, ' ') FILTER (WHERE x.state IN ('monitoring', 'evaluation', 'closed')) AS released
	FROM app.quarter_plan_line e LEFT JOIN app.record x ON x.site_id = e.site_id AND x.id = e.iteration_id
	WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL) l
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: quarter_plan_unfit
-- What is wrong with a line of a plan, and at which field: a requirement that it may not name, its days, another release of the platform on that day, a freeze.
-- $1 site bigint, $2 plan, $3 no of the line, $4 requirements bigint[], $5 platform, $6 from, $7 release
SELECT x.field, x.number, x.why FROM (
	SELECT 1 AS place, 'requirement_ids' AS field, u.number, u.why FROM app.plan_unfit($1::bigint, $2::bigint, $3::int, $4::bigint[]) u
	UNION ALL
	SELECT 2, 'due', NULL, 'outside' FROM app.quarter_plan k, LATERAL (SELECT make_date(k.year, 3 * k.quarter - 2, 1) AS since) q
	WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND ($6::date < q.since OR $7::date >= (q.since + interval '3 months')::date)
	UNION ALL
	SELECT 3, 'due', '#' || e.no, 'same_day' FROM app.quarter_plan_line e
	WHERE e.site_id = $1::bigint AND e.record_id = $2::bigint AND e.no <> $3::int AND e.platform_id = $5::bigint AND e.due = $7::date AND e.state = 'open' AND e.removed_at IS NULL
	UNION ALL
	SELECT 4, 'due', z.said, 'frozen' FROM (SELECT app.frozen($1::bigint, $7::date, $7::date) AS said) z WHERE z.said IS NOT NULL) x
ORDER BY x.place, x.number LIMIT 1;

-- name: quarter_plan_fate
-- What became of each line of an approved plan (R24.2): its iteration, or the plan that it was moved to.
-- $1 site bigint, $2 number
SELECT '#' || e.no AS no, e.title, e.version_planned AS version, e.due::text AS due, f.fate,
	CASE f.fate WHEN 'done' THEN 'ok' WHEN 'under_way' THEN 'info' WHEN 'dropped' THEN 'bad' WHEN 'moved' THEN 'warn' ELSE '' END AS tone, COALESCE(x.number, m.number) AS number
FROM app.record r JOIN app.quarter_plan_line e ON e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL
LEFT JOIN app.record x ON x.site_id = e.site_id AND x.id = e.iteration_id
LEFT JOIN app.record m ON m.site_id = e.site_id AND m.id = e.moved_to
CROSS JOIN LATERAL (SELECT CASE WHEN e.state <> 'open' THEN e.state WHEN x.state = 'closed' THEN 'done' WHEN x.state = 'cancelled' THEN 'cancelled'
	WHEN x.id IS NOT NULL THEN 'under_way' ELSE 'open' END AS fate) f
WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state IN ('approved', 'settling', 'closed') ORDER BY e.due, e.no;

-- name: quarter_plan_people
-- Planned effort beside the working days that the quarter has for each person who leads lines.
-- $1 site bigint, $2 number
SELECT p.name AS person, x.lines, x.effort, d.days, f.load, CASE f.load WHEN 'over' THEN 'bad' WHEN 'full' THEN 'warn' ELSE '' END AS tone
FROM app.record r JOIN app.quarter_plan k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (SELECT app.working_days(r.site_id, make_date(k.year, 3 * k.quarter - 2, 1) - 1, (make_date(k.year, 3 * k.quarter - 2, 1) + interval '3 months')::date - 1) AS days OFFSET 0) d
CROSS JOIN LATERAL (SELECT e.owner_id, count(*) AS lines, sum(e.effort) AS effort FROM app.quarter_plan_line e
	WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL AND e.state = 'open' GROUP BY e.owner_id) x
JOIN app.person p ON p.id = x.owner_id
CROSS JOIN LATERAL (SELECT CASE WHEN x.effort > d.days THEN 'over' WHEN x.effort * 10 > d.days * 8 THEN 'full' ELSE 'room' END AS load) f
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY x.effort DESC, p.name;

-- name: quarter_plan_departments
-- The same for the departments of those people, with all their members.
-- $1 site bigint, $2 number
SELECT o.name AS department, o.name_en AS department_en, n.people, x.effort, n.people * d.days AS days, f.load, CASE f.load WHEN 'over' THEN 'bad' WHEN 'full' THEN 'warn' ELSE '' END AS tone
FROM app.record r JOIN app.quarter_plan k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (SELECT app.working_days(r.site_id, make_date(k.year, 3 * k.quarter - 2, 1) - 1, (make_date(k.year, 3 * k.quarter - 2, 1) + interval '3 months')::date - 1) AS days OFFSET 0) d
CROSS JOIN LATERAL (SELECT m.department_id, sum(e.effort) AS effort FROM app.quarter_plan_line e
	JOIN app.membership m ON m.site_id = e.site_id AND m.account_id = e.owner_id
	WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL AND e.state = 'open' GROUP BY m.department_id) x
JOIN app.department o ON o.site_id = r.site_id AND o.id = x.department_id
CROSS JOIN LATERAL (SELECT count(*) AS people FROM app.membership m WHERE m.site_id = r.site_id AND m.department_id = x.department_id AND m.left_at IS NULL) n
CROSS JOIN LATERAL (SELECT CASE WHEN x.effort > n.people * d.days THEN 'over' WHEN x.effort * 10 > n.people * d.days * 8 THEN 'full' ELSE 'room' END AS load) f
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY x.effort DESC, o.name;

-- name: quarter_plan_share
-- Of what was released in each of four quarters, how much was emergencies (R24.1): those up to the plan's own, or to the present one while that is to come; nothing where nothing was released.
-- $1 site bigint, $2 number, '' for those up to the present one, $3 now
SELECT to_char(y.since, 'YYYY') AS year, to_char(y.since, 'Q') AS quarter, y.released, y.emergencies, CASE WHEN y.released > 0 THEN round(100.0 * y.emergencies / y.released) || ' %' END AS share
FROM (SELECT q.since, x.released, x.emergencies, sum(x.released) OVER () AS whole
	FROM (SELECT LEAST((SELECT make_date(k.year, 3 * k.quarter - 2, 1) FROM app.record r JOIN app.quarter_plan k ON k.site_id = r.site_id AND k.record_id = r.id
		WHERE r.site_id = $1::bigint AND r.number = $2), date_trunc('quarter', $3::timestamptz)::date) AS since) last
	CROSS JOIN LATERAL (SELECT (last.since - make_interval(months => 3 * n))::date AS since FROM generate_series(0, 3) n) q
	CROSS JOIN LATERAL (SELECT count(*) AS released, count(*) FILTER (WHERE i.class = 'emergency') AS emergencies FROM app.iteration i
		WHERE i.site_id = $1::bigint AND i.released_on >= q.since AND i.released_on < (q.since + interval '3 months')::date) x) y
WHERE y.whole > 0 ORDER BY y.since;

-- name: quarter_plan_speed
-- The emergencies released in each of six months, up to the plan's last or the present one: how many, how many minutes from finding to release (median, and what 90 % of them
-- did not exceed), and how many of them within their target.
-- $1 site bigint, $2 number, '' for those up to the present one, $3 now
SELECT to_char(m.since, 'YYYY-MM') AS month, x.number, round(x.median) AS median, round(x.most) AS most, CASE WHEN x.number > 0 THEN x.in_time || ' / ' || x.number END AS in_time
FROM (SELECT LEAST((SELECT make_date(k.year, 3 * k.quarter, 1) FROM app.record r JOIN app.quarter_plan k ON k.site_id = r.site_id AND k.record_id = r.id
	WHERE r.site_id = $1::bigint AND r.number = $2), date_trunc('month', $3::timestamptz)::date) AS since) last
CROSS JOIN LATERAL (SELECT (last.since - make_interval(months => n))::date AS since FROM generate_series(0, 5) n) m
CROSS JOIN LATERAL (SELECT count(*) AS number, percentile_cont(0.5) WITHIN GROUP (ORDER BY i.took_minutes) AS median, percentile_cont(0.9) WITHIN GROUP (ORDER BY i.took_minutes) AS most,
	count(*) FILTER (WHERE i.took_minutes <= i.target_minutes) AS in_time FROM app.iteration i
	WHERE i.site_id = $1::bigint AND i.released_on >= m.since AND i.released_on < (m.since + interval '1 month')::date AND i.class = 'emergency') x
ORDER BY m.since;

-- name: quarter_plan_input
-- What a plan that is being drawn up may take up: accepted routine requirements that are planned nowhere, the most urgent and the oldest first; how urgent, and since when.
-- Whether one fits is asked of the first ones alone: those of its own lines are left out before, and of others few are not free.
-- $1 site bigint, $2 number
WITH me AS MATERIALIZED (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state = 'draft'),
own AS MATERIALIZED (SELECT unnest(e.requirement_ids) AS id FROM me JOIN app.quarter_plan_line e ON e.site_id = $1::bigint AND e.record_id = me.id AND e.state = 'open' AND e.removed_at IS NULL),
first AS MATERIALIZED (
	SELECT x.id, q.priority FROM me CROSS JOIN LATERAL (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.kind = 'requirement' AND r.state = 'accepted' OFFSET 0) x
	CROSS JOIN LATERAL (SELECT k.priority FROM app.requirement k WHERE k.site_id = $1::bigint AND k.record_id = x.id AND k.class = 'routine' OFFSET 0) q
	WHERE x.id NOT IN (SELECT o.id FROM own o) ORDER BY q.priority NULLS LAST, x.id LIMIT 60)
SELECT x.kind, x.number, x.title, x.state, x.visible, NULL AS no, x.number AS requirement_ids, l.number AS platform_id, f.priority::text AS a, to_char(x.created_at, 'YYYY-MM-DD') AS b
FROM first f JOIN app.record x ON x.site_id = $1::bigint AND x.id = f.id
LEFT JOIN app.record l ON l.site_id = x.site_id AND l.id = x.platform_id AND l.state = 'in_operation'
WHERE x.number NOT IN (SELECT u.number FROM app.plan_unfit($1::bigint, 0, 0, (SELECT array_agg(id) FROM first)) u)
ORDER BY f.priority NULLS LAST, f.id LIMIT 20;

-- name: quarter_plan_carried
-- Lines that earlier plans moved to this one (R24.2), with those of their requirements that are still to be planned; where none is, the line was taken up.  Which line it was, and why it was moved.
-- $1 site bigint, $2 number
SELECT p.kind, p.number, e.title, p.state, p.visible, NULL AS no, x.requirement_ids, l.number AS platform_id, e.version_planned, e.owner_id::text AS owner_id, e.effort::text AS effort, '#' || e.no AS a, e.reason AS b
FROM app.record r JOIN app.quarter_plan_line e ON e.site_id = r.site_id AND e.moved_to = r.id AND e.state = 'moved' AND e.removed_at IS NULL
JOIN app.record p ON p.site_id = e.site_id AND p.id = e.record_id JOIN app.record l ON l.site_id = e.site_id AND l.id = e.platform_id
CROSS JOIN LATERAL (SELECT string_agg(q.number, ' ' ORDER BY q.id) AS requirement_ids FROM app.record q
	WHERE q.site_id = e.site_id AND q.id = ANY (e.requirement_ids) AND NOT EXISTS (SELECT FROM app.plan_unfit(e.site_id, r.id, 0, ARRAY[q.id]))) x
WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state IN ('draft', 'approved') AND x.requirement_ids IS NOT NULL ORDER BY p.id, e.no LIMIT 20;

-- name: quarter_plan_improvements
-- Improvements of evaluations that are neither a requirement yet nor declined (R27.1), the oldest first; of which evaluation, and since when.
-- $1 site bigint, $2 number
SELECT x.kind, x.number, e.text AS title, x.state, x.visible, e.no::text AS no, x.title AS a, to_char(x.closed_at, 'YYYY-MM-DD') AS b
FROM app.record r JOIN app.evaluation_improvement e ON e.site_id = r.site_id AND e.state = 'open' AND e.removed_at IS NULL
JOIN app.record x ON x.site_id = e.site_id AND x.id = e.record_id AND x.state = 'done'
WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state = 'draft' ORDER BY x.id, e.no LIMIT 20;

-- name: quarter_plan_findings
-- Incidents that are contained, and from which nothing follows yet (R31.1), the gravest first; how grave, and found on which day.
-- $1 site bigint, $2 number
SELECT x.kind, x.number, x.title, x.state, x.visible, NULL AS no, i.severity AS a, i.found_on::text AS b
FROM app.record r JOIN app.record x ON x.site_id = r.site_id AND x.kind = 'incident' AND x.state IN ('contained', 'resolved')
JOIN app.incident i ON i.site_id = x.site_id AND i.record_id = x.id
WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state = 'draft' AND NOT app.incident_followed(x.site_id, x.id) ORDER BY i.severity, x.id LIMIT 20;

-- name: clock_quarter_plan
-- Plans whose quarter is over.
-- $1 site bigint, $2 today
SELECT r.id::text AS id, 'settle' AS move FROM app.quarter_plan k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
WHERE k.site_id = $1::bigint AND r.state = 'approved' AND $2::date >= (make_date(k.year, 3 * k.quarter - 2, 1) + interval '3 months')::date LIMIT 200;

-- ---------------------------------------------------------------- resources (R29.1)

-- name: resource_register
-- What projects asked for and were given, from when to when, and with which others they have the same one at the same time: of its type, by the name under which it was assigned.
-- What was declined is nobody's; what has no end lasts.
-- $1 site bigint, $2 today, $3 type, $4 number of the platform, $5 from, $6 to (each NULL: any), $7 those that clash alone, $8 at most
WITH held AS MATERIALIZED (
	SELECT e.record_id, e.no, e.type, COALESCE(NULLIF(e.assigned, ''), e.what) AS name, app.fold(COALESCE(NULLIF(e.assigned, ''), e.what)) AS same, e.assigned <> '' AS is_named, e.quantity, e.state,
		COALESCE(e.needed_by, e.assigned_on, e.at::date) AS from_on, COALESCE(e.returned_on, e.needed_until) AS until_on
	FROM app.launch_resource e WHERE e.site_id = $1::bigint AND e.removed_at IS NULL AND e.state <> 'declined' AND ($3::text IS NULL OR e.type = $3::text)),
taken AS MATERIALIZED (
	SELECT h.record_id, h.type, h.same, h.from_on, COALESCE(h.until_on, 'infinity'::date) AS until_on FROM held h JOIN app.record r ON r.site_id = $1::bigint AND r.id = h.record_id AND r.closed_at IS NULL
	WHERE h.state = 'assigned' AND h.is_named),
clash AS MATERIALIZED (
	SELECT a.record_id, a.type, a.same, a.from_on, string_agg(DISTINCT r.number, ' ' ORDER BY r.number) AS numbers
	FROM taken a JOIN taken b ON b.type = a.type AND b.same = a.same AND b.record_id <> a.record_id AND b.from_on <= a.until_on AND b.until_on >= a.from_on
	JOIN app.record r ON r.site_id = $1::bigint AND r.id = b.record_id
	WHERE a.until_on >= $2::date AND b.until_on >= $2::date GROUP BY 1, 2, 3, 4)
SELECT h.no::text AS no, h.type, h.name, h.quantity::text AS quantity, h.state, h.from_on::text AS from_on, h.until_on::text AS until_on, r.number, r.title, p.title AS runs, a.name AS owner, CASE h.state WHEN 'assigned' THEN 'ok' WHEN 'requested' THEN 'info' ELSE '' END AS tone,
	c.numbers AS clashes
FROM held h JOIN app.record r ON r.site_id = $1::bigint AND r.id = h.record_id
LEFT JOIN app.record p ON p.site_id = $1::bigint AND p.id = r.platform_id LEFT JOIN app.person a ON a.id = r.owner_id
LEFT JOIN clash c ON c.record_id = h.record_id AND c.type = h.type AND c.same = h.same AND c.from_on = h.from_on AND h.state = 'assigned' AND h.is_named
WHERE ($4::text IS NULL OR p.number = $4::text) AND ($5::date IS NULL OR COALESCE(h.until_on, 'infinity'::date) >= $5::date) AND ($6::date IS NULL OR h.from_on <= $6::date)
	AND (NOT $7::boolean OR c.numbers IS NOT NULL)
ORDER BY h.state NOT IN ('requested', 'assigned'), h.type, h.same, h.from_on, h.record_id, h.no LIMIT $8::int;

-- name: resource_platforms
-- The platforms that the register can be narrowed to.
-- $1 site bigint
SELECT r.number, r.title FROM app.record r WHERE r.site_id = $1::bigint AND r.kind = 'platform' AND r.state <> 'discarded' ORDER BY r.number LIMIT 200;
