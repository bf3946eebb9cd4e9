-- Statements of the pages that look over many records: my work, dashboard, triage, search, points, notifications, public feedback.
-- Every one is bounded: it reads along an index and stops after so many rows, so that no page slows down as a site grows.

-- ---------------------------------------------------------------- my work (RX.1)

-- name: work_waiting
-- What waits for a person in a site, or for an absent member whose vote they may cast; triage and reading are read separately (work_triage, work_readings).
-- $5, $6 and $7 are the last line of the page before: only what comes after it.
-- $1 site bigint, $2 account, $3 today, $4 how many, $5 its urgency date, $6 since when it waits (microseconds), $7 its id, $8 of this kind alone (NULL: any)
WITH who AS MATERIALIZED (
	SELECT m.account_id, m.department_id FROM app.membership m
	WHERE m.site_id = $1::bigint AND m.left_at IS NULL AND (m.account_id = $2::bigint OR m.account_id IN (
		SELECT d.account_id FROM app.delegation d WHERE d.site_id = $1::bigint AND d.delegate_id = $2::bigint AND d.ended_at IS NULL
			AND $3::date BETWEEN d.starts_on AND d.ends_on))),
places AS MATERIALIZED (
	SELECT DISTINCT who.account_id, who.department_id, rp.permission FROM who
	JOIN app.member_role mr ON mr.site_id = $1::bigint AND mr.account_id = who.account_id
	JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id
	WHERE rp.permission <> 'requirement.triage'
		-- A delegate decides only where they hold the right themselves.
		AND (who.account_id = $2::bigint OR app.holds(rp.permission))),
found AS (
	SELECT who.account_id AS for_id, x.* FROM who CROSS JOIN LATERAL (
		SELECT w.id, w.record_id, w.action, w.since, w.due, w.urgency FROM app.waiting w
		WHERE w.site_id = $1::bigint AND w.account_id = who.account_id AND (who.account_id = $2::bigint OR w.approval_id IS NOT NULL)
			AND (w.except_id IS NULL OR w.except_id NOT IN ($2::bigint, who.account_id)) AND NOT w.barred && ARRAY[$2::bigint, who.account_id]
			AND (w.approval_id IS NULL OR NOT app.has_vote($1::bigint, w.approval_id, who.account_id))
			AND (w.urgency, w.since, w.id) > ($5::date, 'epoch'::timestamptz + $6::bigint * interval '1 microsecond', $7::bigint)
			AND ($8::text IS NULL OR EXISTS (SELECT FROM app.record k WHERE k.site_id = $1::bigint AND k.id = w.record_id AND k.kind = $8::text))
		ORDER BY w.urgency, w.since, w.id LIMIT $4::int * 2) x
	UNION ALL
	SELECT places.account_id, x.* FROM places CROSS JOIN LATERAL (
		SELECT w.id, w.record_id, w.action, w.since, w.due, w.urgency FROM app.waiting w
		WHERE w.site_id = $1::bigint AND w.permission = places.permission AND w.department_id IS NULL
			AND (places.account_id = $2::bigint OR w.approval_id IS NOT NULL AND NOT app.has_cast($1::bigint, w.approval_id, $2::bigint))
			AND (w.except_id IS NULL OR w.except_id NOT IN ($2::bigint, places.account_id)) AND NOT w.barred && ARRAY[$2::bigint, places.account_id]
			AND (w.approval_id IS NULL OR NOT app.has_vote($1::bigint, w.approval_id, places.account_id))
			AND (w.urgency, w.since, w.id) > ($5::date, 'epoch'::timestamptz + $6::bigint * interval '1 microsecond', $7::bigint)
			AND ($8::text IS NULL OR EXISTS (SELECT FROM app.record k WHERE k.site_id = $1::bigint AND k.id = w.record_id AND k.kind = $8::text))
		ORDER BY w.department_id, w.urgency, w.since, w.id LIMIT $4::int * 2) x
	UNION ALL
	-- The same of their department: apart, and sorted as waiting_by_department is, so that each stops in time.
	SELECT places.account_id, x.* FROM places CROSS JOIN LATERAL (
		SELECT w.id, w.record_id, w.action, w.since, w.due, w.urgency FROM app.waiting w
		WHERE w.site_id = $1::bigint AND w.permission = places.permission AND w.department_id = places.department_id
			AND (places.account_id = $2::bigint OR w.approval_id IS NOT NULL AND NOT app.has_cast($1::bigint, w.approval_id, $2::bigint))
			AND (w.except_id IS NULL OR w.except_id NOT IN ($2::bigint, places.account_id)) AND NOT w.barred && ARRAY[$2::bigint, places.account_id]
			AND (w.approval_id IS NULL OR NOT app.has_vote($1::bigint, w.approval_id, places.account_id))
			AND (w.urgency, w.since, w.id) > ($5::date, 'epoch'::timestamptz + $6::bigint * interval '1 microsecond', $7::bigint)
			AND ($8::text IS NULL OR EXISTS (SELECT FROM app.record k WHERE k.site_id = $1::bigint AND k.id = w.record_id AND k.kind = $8::text))
		ORDER BY w.department_id, w.urgency, w.since, w.id LIMIT $4::int * 2) x),
-- One line for each thing that a record wants of them, their own before an absent person's.
one AS (
	SELECT DISTINCT ON (f.record_id, f.action) f.* FROM found f ORDER BY f.record_id, f.action, (f.for_id <> $2::bigint), f.urgency, f.since, f.id)
SELECT r.kind, r.number, r.title, r.state, r.visible, o.action, o.due::text AS due, o.due < $3::date AS late,
	to_char(o.since, 'YYYY-MM-DD HH24:MI') AS since, o.id, o.urgency, (extract(epoch FROM o.since) * 1000000)::bigint AS moment, s.name AS submitter,
	CASE WHEN o.for_id <> $2::bigint THEN (SELECT a.name FROM app.person a WHERE a.id = o.for_id) END AS for_name
FROM one o JOIN app.record r ON r.site_id = $1::bigint AND r.id = o.record_id
LEFT JOIN app.person s ON s.id = r.submitted_by
ORDER BY o.urgency, o.since, o.id LIMIT $4::int;

-- name: work_tasks
-- The tasks behind what waits for a person alone, each by its own name and day: one wait stands for all of a record (launch_waits, review_waits).
-- $1 site bigint, $2 account
SELECT r.number, x.action, x.title, x.due::text AS due FROM (
	SELECT e.record_id, 'task' AS action, e.no, e.title, e.due FROM app.launch_task e
	WHERE e.site_id = $1::bigint AND e.owner_id = $2::bigint AND e.state IN ('open', 'under_way') AND e.removed_at IS NULL
	UNION ALL
	SELECT e.record_id, 'rectify_item', e.no, e.measure, e.due FROM app.review_item e
	WHERE e.site_id = $1::bigint AND e.owner_id = $2::bigint AND e.state = 'open' AND e.removed_at IS NULL) x
JOIN app.record r ON r.site_id = $1::bigint AND r.id = x.record_id
ORDER BY x.due, x.record_id, x.no LIMIT 200;

-- name: work_queue
-- What waits for a decision of the acting person's own in a site, in the order of my work.
-- $1 site bigint, $2 how many
SELECT r.kind, r.number, r.title, r.visible FROM (
	SELECT x.* FROM unnest(ARRAY['group.decide', 'head.decide']) p (permission) CROSS JOIN LATERAL (
		SELECT w.id, w.record_id, w.urgency, w.since FROM app.waiting w
		WHERE w.site_id = $1::bigint AND w.permission = p.permission AND w.department_id IS NULL AND w.approval_id IS NOT NULL
			AND NOT w.barred && ARRAY[app.account()] AND NOT app.has_vote($1::bigint, w.approval_id, app.account())
		ORDER BY w.department_id, w.urgency, w.since, w.id LIMIT $2::int) x
	WHERE app.holds(p.permission)
	UNION ALL
	SELECT w.id, w.record_id, w.urgency, w.since FROM app.waiting w WHERE w.site_id = $1::bigint AND w.account_id = app.account() AND w.action = 'decide') q
JOIN app.record r ON r.site_id = $1::bigint AND r.id = q.record_id
ORDER BY q.urgency, q.since, q.id LIMIT $2::int;

-- name: work_triage
-- How many requirements wait for triage, at most 100, if the person may triage.
-- $1 site bigint, $2 today
SELECT count(*) AS n, count(*) FILTER (WHERE w.urgency < $2::date) AS late, NULLIF(min(w.urgency), 'infinity')::text AS due, to_char(min(w.since), 'YYYY-MM-DD HH24:MI') AS since,
	0 AS id, min(w.urgency) AS urgency, (extract(epoch FROM min(w.since)) * 1000000)::bigint AS moment
FROM (SELECT w.since, w.urgency FROM app.waiting w WHERE w.site_id = $1::bigint AND w.permission = 'requirement.triage'
	AND w.except_id IS DISTINCT FROM app.account() ORDER BY w.urgency, w.since LIMIT 100) w
WHERE app.holds('requirement.triage');

-- name: work_readings
-- What is published (of the latest 200 of each kind; $3 and $4 are kinds and states), is for this person and not confirmed by them; not their own.
-- $1 site bigint, $2 account, $3 kinds text[], $4 states text[]
SELECT r.kind, r.number, r.title, r.state, r.visible, to_char(r.state_at, 'YYYY-MM-DD HH24:MI') AS since, r.id, 'infinity' AS urgency, (extract(epoch FROM r.state_at) * 1000000)::bigint AS moment
FROM unnest($3::text[], $4::text[]) p (kind, state)
CROSS JOIN LATERAL (SELECT r.id, r.kind, r.number, r.title, r.state, r.visible, r.version, r.state_at, r.submitted_by FROM app.record r
	WHERE r.site_id = $1::bigint AND r.kind = p.kind AND r.state = p.state ORDER BY r.id DESC LIMIT 200) r
JOIN app.membership m ON m.site_id = $1::bigint AND m.account_id = $2::bigint AND m.left_at IS NULL
LEFT JOIN app.notice n ON n.site_id = $1::bigint AND n.record_id = r.id
WHERE (n.record_id IS NULL OR n.audience = 'all' OR n.audience = 'department' AND n.audience_department_id = m.department_id OR n.audience = 'persons' AND m.account_id = ANY (n.persons))
	AND r.submitted_by IS DISTINCT FROM m.account_id
	AND NOT EXISTS (SELECT FROM app.reading x WHERE x.site_id = $1::bigint AND x.record_id = r.id AND x.account_id = m.account_id AND x.version = r.version)
ORDER BY r.id DESC LIMIT 50;

-- name: work_handed_in
-- What a person submitted, the latest first.
-- $1 site bigint, $2 account, $3 today, $4 how many
SELECT r.kind, r.number, r.title, r.state, r.due::text AS due, r.due < $3::date AND r.closed_at IS NULL AS late, to_char(r.changed_at, 'YYYY-MM-DD HH24:MI') AS since
FROM ((SELECT s.id FROM app.record s WHERE s.site_id = $1::bigint AND s.submitted_by = $2::bigint ORDER BY s.id DESC LIMIT $4::int)
	UNION ALL
	-- What they made anonymously is theirs, too.
	(SELECT h.record_id FROM app.record_author h WHERE h.site_id = $1::bigint AND h.account_id = $2::bigint ORDER BY h.record_id DESC LIMIT $4::int)) x
JOIN app.record r ON r.site_id = $1::bigint AND r.id = x.id ORDER BY r.id DESC LIMIT $4::int;

-- name: work_drafts
-- A person's drafts and records returned to them; $3 and $4 are the kinds and states that are drafts.
-- $1 site bigint, $2 account, $3 kinds text[], $4 states text[], $5 how many
SELECT r.kind, r.number, r.title, r.state, NULL AS due, false AS late, to_char(r.changed_at, 'YYYY-MM-DD HH24:MI') AS since,
	(SELECT a.outcome FROM app.approval a WHERE a.site_id = $1::bigint AND a.record_id = r.id ORDER BY a.round DESC LIMIT 1) IN ('rejected', 'returned') AS returned
FROM app.record r
WHERE r.site_id = $1::bigint AND r.created_by = $2::bigint AND r.closed_at IS NULL
	AND EXISTS (SELECT FROM unnest($3::text[], $4::text[]) d (kind, state) WHERE d.kind = r.kind AND d.state = r.state)
ORDER BY r.id DESC LIMIT $5::int;

-- name: work_copied
-- Records a person is copied in on or follows.
-- $1 site bigint, $2 account, $3 today, $4 how many
SELECT r.kind, r.number, r.title, r.state, r.due::text AS due, r.due < $3::date AND r.closed_at IS NULL AS late, to_char(r.changed_at, 'YYYY-MM-DD HH24:MI') AS since,
	CASE WHEN w.added_by <> w.account_id THEN a.name END AS by_name
FROM app.watch w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id LEFT JOIN app.person a ON a.id = w.added_by
WHERE w.site_id = $1::bigint AND w.account_id = $2::bigint ORDER BY w.created_at DESC LIMIT $4::int;

-- name: work_done
-- What a person did in the last 30 days, one line per record.
-- $1 site bigint, $2 account, $3 today, $4 how many
SELECT * FROM (
	SELECT DISTINCT ON (e.record_id) r.kind, r.number, r.title, r.state, NULL AS due, e.action AS did, COALESCE(e.detail ->> 'move', e.detail ->> 'choice', '') AS move,
		to_char(e.at, 'YYYY-MM-DD HH24:MI') AS since
	FROM (SELECT e.record_id, e.action, e.detail, e.at, e.seq FROM app.event e
		WHERE e.site_id = $1::bigint AND e.actor_id = $2::bigint AND e.record_id IS NOT NULL AND e.action <> 'record.view'
			AND e.at >= $3::date - 30 ORDER BY e.seq DESC LIMIT $4::int * 4) e
	JOIN app.record r ON r.site_id = $1::bigint AND r.id = e.record_id
	ORDER BY e.record_id, e.seq DESC) x
ORDER BY since DESC LIMIT $4::int;

-- ---------------------------------------------------------------- dashboard (R4.1)

-- name: board_counts
-- Records per kind and state, and how many of them are overdue, at most 500 each; $2 and $3 are the pairs.
-- What the person sees by their own relation to it (mine), of what others do not see, is not in the figures: at most 1,000 of those are added.
-- $1 site bigint, $2 kinds text[], $3 states text[], $4 today
WITH mine AS MATERIALIZED (
	SELECT * FROM (
		SELECT r.id, r.kind, r.state FROM app.record r
		WHERE r.site_id = $1::bigint AND r.created_by = app.account() AND r.visible > 0 AND r.visible > app.clearance()
		UNION
		SELECT r.id, r.kind, r.state FROM app.record_reader x JOIN app.record r ON r.site_id = $1::bigint AND r.id = x.record_id
		WHERE x.site_id = $1::bigint AND x.account_id = app.account() AND r.visible > 0 AND r.visible > app.clearance()
		UNION
		SELECT r.id, r.kind, r.state FROM (SELECT DISTINCT k AS kind FROM unnest($2::text[]) k WHERE app.clears(k)) c JOIN app.record r ON r.site_id = $1::bigint AND r.kind = c.kind
		WHERE r.visible = 1 AND r.visible > app.clearance()) x LIMIT 1000),
counted AS MATERIALIZED (
	SELECT x.kind, x.state, sum(x.n) AS n FROM (
		SELECT f.a AS kind, f.b AS state, f.n FROM app.figure f WHERE f.site_id = $1::bigint AND f.what = 'state'
		UNION ALL
		SELECT m.kind, m.state, 1 FROM mine m) x
	GROUP BY 1, 2 HAVING sum(x.n) > 0)
SELECT p.kind, p.state, COALESCE(c.n, 0) AS n, (SELECT count(*) = 1000 FROM mine) AS cut, COALESCE(l.n, 0) AS late
FROM unnest($2::text[], $3::text[]) WITH ORDINALITY p (kind, state, place)
LEFT JOIN counted c ON c.kind = p.kind AND c.state = p.state
LEFT JOIN LATERAL (SELECT count(*) AS n FROM (
	SELECT FROM app.open_record o WHERE o.site_id = $1::bigint AND o.kind = c.kind AND o.state = c.state AND o.since < $4::date LIMIT 500) y) l ON c.n > 0
ORDER BY p.place;

-- name: board_mine
-- What waits for the person themselves in a site, and how much of it is overdue: at most 100 of their own, and of each of their rights (cut: there is more).
-- Triage, reading and what they may do for the absent are left to my work.
-- $1 site bigint, $2 today
WITH me AS MATERIALIZED (
	SELECT m.account_id, m.department_id FROM app.membership m WHERE m.site_id = $1::bigint AND m.account_id = app.account() AND m.left_at IS NULL),
rights AS MATERIALIZED (
	SELECT DISTINCT me.account_id, me.department_id, rp.permission FROM me JOIN app.member_role mr ON mr.site_id = $1::bigint AND mr.account_id = me.account_id
	JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id WHERE rp.permission <> 'requirement.triage'),
found AS (
	SELECT x.* FROM me CROSS JOIN LATERAL (SELECT w.record_id, w.action, w.urgency, row_number() OVER (ORDER BY w.urgency, w.since, w.id) AS place FROM app.waiting w
		WHERE w.site_id = $1::bigint AND w.account_id = me.account_id
			AND w.except_id IS DISTINCT FROM me.account_id AND NOT w.barred && ARRAY[me.account_id]
			AND (w.approval_id IS NULL OR NOT app.has_vote($1::bigint, w.approval_id, me.account_id))
		ORDER BY w.urgency, w.since, w.id LIMIT 101) x
	UNION ALL
	SELECT x.* FROM rights r CROSS JOIN LATERAL (SELECT w.record_id, w.action, w.urgency, row_number() OVER (ORDER BY w.department_id, w.urgency, w.since, w.id) AS place FROM app.waiting w
		WHERE w.site_id = $1::bigint AND w.permission = r.permission AND w.department_id IS NULL
			AND w.except_id IS DISTINCT FROM r.account_id AND NOT w.barred && ARRAY[r.account_id]
			AND (w.approval_id IS NULL OR NOT app.has_vote($1::bigint, w.approval_id, r.account_id))
		ORDER BY w.department_id, w.urgency, w.since, w.id LIMIT 101) x
	UNION ALL
	SELECT x.* FROM rights r CROSS JOIN LATERAL (SELECT w.record_id, w.action, w.urgency, row_number() OVER (ORDER BY w.department_id, w.urgency, w.since, w.id) AS place FROM app.waiting w
		WHERE w.site_id = $1::bigint AND w.permission = r.permission AND w.department_id = r.department_id
			AND w.except_id IS DISTINCT FROM r.account_id AND NOT w.barred && ARRAY[r.account_id]
			AND (w.approval_id IS NULL OR NOT app.has_vote($1::bigint, w.approval_id, r.account_id))
		ORDER BY w.department_id, w.urgency, w.since, w.id LIMIT 101) x)
SELECT count(*) FILTER (WHERE y.place <= 100) AS n, count(*) FILTER (WHERE y.place <= 100 AND y.urgency < $2::date) AS late,
	COALESCE(bool_or(y.place > 100), false) AS cut, COALESCE(bool_or(y.place > 100 AND y.urgency < $2::date), false) AS late_cut FROM (
	SELECT f.record_id, f.action, min(f.urgency) AS urgency, min(f.place) AS place FROM found f GROUP BY 1, 2) y;

-- name: board_late
-- The records longest overdue, and whom they wait for first.
-- $1 site bigint, $2 today
SELECT r.kind, r.number, r.title, r.state, o.since::text AS due, n.action, n.permission, p.name AS person, a.name AS owner
FROM (SELECT o.record_id, o.since FROM app.overdue($1::bigint, $2::date) o ORDER BY o.since, o.record_id LIMIT 6) o
JOIN app.record r ON r.site_id = $1::bigint AND r.id = o.record_id
LEFT JOIN LATERAL (SELECT w.action, w.permission, w.account_id FROM app.waiting w
	WHERE w.site_id = $1::bigint AND w.record_id = o.record_id ORDER BY w.due, w.id LIMIT 1) n ON true
LEFT JOIN app.person p ON p.id = n.account_id LEFT JOIN app.person a ON a.id = COALESCE(r.owner_id, r.submitted_by) ORDER BY o.since, r.id;

-- name: board_budgets
-- The six latest budgets in use: what each is for, what is allocated and what was booked, in whole yuan. How many there are says board_counts.
-- $1 site bigint
SELECT r.kind, r.number, r.state, COALESCE(t.title, r.title) AS title, round(COALESCE(l.sum, 0)) AS budget_whole, round(COALESCE(x.sum, 0)) AS actual_whole
FROM (SELECT r.id, r.kind, r.number, r.state, r.title FROM app.record r WHERE r.site_id = $1::bigint AND r.kind = 'budget' AND r.state = 'allocated' ORDER BY r.id DESC LIMIT 6) r
JOIN app.budget k ON k.site_id = $1::bigint AND k.record_id = r.id
LEFT JOIN app.record t ON t.site_id = $1::bigint AND t.id = k.target_id
CROSS JOIN LATERAL (SELECT sum(l.allocated) AS sum FROM app.budget_line l WHERE l.site_id = $1::bigint AND l.record_id = r.id AND l.removed_at IS NULL) l
CROSS JOIN LATERAL (SELECT sum(x.amount) AS sum FROM app.expense x JOIN app.record q ON q.site_id = x.site_id AND q.id = x.record_id
	WHERE x.site_id = $1::bigint AND x.budget_id = r.id AND q.state = 'booked') x
ORDER BY r.id DESC;

-- name: board_items
-- Of each of these states $5 records, the longest overdue first, then the oldest; what they wait for first, and whom.
-- $1 site bigint, $2 kinds text[], $3 states text[], $4 today, $5 shown of each
SELECT r.kind, r.number, r.title, r.state, NULLIF(o.since, 'infinity')::text AS due, o.since < $4::date AS late, $4::date - y.late_since AS days_late, n.action, n.permission, a.name AS person, w.name AS owner
FROM unnest($2::text[], $3::text[]) WITH ORDINALITY p (kind, state, place)
CROSS JOIN LATERAL (
	WITH late AS MATERIALIZED (
		SELECT o.record_id AS id, o.since FROM app.open_record o WHERE o.site_id = $1::bigint AND o.kind = p.kind AND o.state = p.state AND o.since < $4::date
		ORDER BY o.since, o.record_id LIMIT $5::int)
	SELECT l.id, l.since AS late_since FROM late l
	UNION ALL
	-- Fewer than that are overdue: these are all of them.
	(SELECT r.id, NULL FROM app.record r WHERE r.site_id = $1::bigint AND r.kind = p.kind AND r.state = p.state
		AND (SELECT count(*) FROM late) < $5::int AND r.id NOT IN (SELECT l.id FROM late l) ORDER BY r.id LIMIT $5::int)
	LIMIT $5::int) y
JOIN app.record r ON r.site_id = $1::bigint AND r.id = y.id
JOIN app.open_record o ON o.site_id = $1::bigint AND o.record_id = y.id
LEFT JOIN LATERAL (SELECT w.action, w.permission, w.account_id FROM app.waiting w
	WHERE w.site_id = $1::bigint AND w.record_id = y.id ORDER BY w.due, w.id LIMIT 1) n ON true
LEFT JOIN app.person a ON a.id = n.account_id LEFT JOIN app.person w ON w.id = COALESCE(r.owner_id, r.submitted_by)
ORDER BY p.place, y.late_since, y.id;

-- name: board_waits
-- How many records wait for which roles (of each of their rights the 100 most urgent; cut, late_cut: there are more) and for which person, the
-- latest first; of how many lines these are the first (total). Roles are said as in over_holders, and a right that no role holds is left out.
-- $1 site bigint, $2 today
WITH RECURSIVE people AS (
	(SELECT w.account_id, 1 AS n FROM app.waiting w WHERE w.site_id = $1::bigint AND w.account_id IS NOT NULL ORDER BY w.account_id LIMIT 1)
	UNION ALL
	SELECT (SELECT w.account_id FROM app.waiting w WHERE w.site_id = $1::bigint AND w.account_id > p.account_id ORDER BY w.account_id LIMIT 1), p.n + 1
	FROM people p WHERE p.account_id IS NOT NULL AND p.n < 300),
rights AS (
	(SELECT w.permission, 1 AS n FROM app.waiting w WHERE w.site_id = $1::bigint AND w.permission IS NOT NULL ORDER BY w.permission LIMIT 1)
	UNION ALL
	SELECT (SELECT w.permission FROM app.waiting w WHERE w.site_id = $1::bigint AND w.permission > r.permission ORDER BY w.permission LIMIT 1), r.n + 1
	FROM rights r WHERE r.permission IS NOT NULL AND r.n < 300),
held AS MATERIALIZED (
	SELECT r.permission, string_agg(COALESCE(o.key, '') || ':' || o.name, chr(10) ORDER BY o.id) AS roles
	FROM rights r JOIN app.role_permission p ON p.site_id = $1::bigint AND p.permission = r.permission
	JOIN app.role o ON o.site_id = p.site_id AND o.id = p.role_id GROUP BY r.permission)
SELECT y.sort, CASE y.sort WHEN 'person' THEN (SELECT a.name FROM app.person a WHERE a.id = y.account_id) ELSE y.roles END AS who, y.n, y.late, y.cut, y.late_cut, to_char(y.since, 'YYYY-MM-DD') AS since, count(*) OVER () AS total FROM (
	-- Several rights of the same roles are one line.
	SELECT 'roles' AS sort, 0::bigint AS account_id, h.roles, count(DISTINCT x.record_id) FILTER (WHERE x.place <= 100) AS n,
		count(DISTINCT x.record_id) FILTER (WHERE x.place <= 100 AND x.urgency < $2::date) AS late, min(x.since) AS since,
		bool_or(x.place > 100) AS cut, bool_or(x.place > 100 AND x.urgency < $2::date) AS late_cut
	FROM held h CROSS JOIN LATERAL (
		SELECT w.record_id, w.urgency, w.since, row_number() OVER (ORDER BY w.urgency, w.since) AS place FROM app.waiting w
		WHERE w.site_id = $1::bigint AND w.permission = h.permission ORDER BY w.urgency, w.since LIMIT 101) x
	GROUP BY h.roles
	UNION ALL
	SELECT 'person', p.account_id, NULL, x.* FROM people p
	CROSS JOIN LATERAL (SELECT count(DISTINCT w.record_id) FILTER (WHERE w.place <= 100) AS n, count(DISTINCT w.record_id) FILTER (WHERE w.place <= 100 AND w.urgency < $2::date) AS late,
		min(w.since) AS since, bool_or(w.place > 100) AS cut, bool_or(w.place > 100 AND w.urgency < $2::date) AS late_cut FROM (
		SELECT w.record_id, w.urgency, w.since, row_number() OVER (ORDER BY w.urgency, w.since) AS place FROM app.waiting w
		WHERE w.site_id = $1::bigint AND w.account_id = p.account_id ORDER BY w.urgency, w.since LIMIT 101) w) x
	WHERE p.account_id IS NOT NULL AND EXISTS (SELECT FROM app.person a WHERE a.id = p.account_id)) y
WHERE y.n > 0 ORDER BY y.late DESC, y.n DESC, to_char(y.since, 'YYYY-MM-DD'), y.sort, y.roles, y.account_id LIMIT 12;

-- name: board_flow
-- Requirements that were handed in, and that everyone sees, per month, channel and class since a month.
-- $1 site bigint, $2 first month
SELECT f.a AS month, f.b AS channel, f.c AS class, sum(f.n) AS n FROM app.figure f
WHERE f.site_id = $1::bigint AND f.what = 'flow' AND f.a >= to_char($2::date, 'YYYY-MM') GROUP BY 1, 2, 3 HAVING sum(f.n) > 0 ORDER BY 1, 2, 3;

-- name: board_approvals
-- Approvals under way; $2 and $3 are the states that ask for one.
-- $1 site bigint, $2 kinds text[], $3 states text[], $4 today
SELECT y.kind, y.number, y.title, y.state, a.round, a.due::text AS due, a.due < $4::date AS late, to_char(a.opened_at, 'YYYY-MM-DD') AS since,
	(SELECT count(*) FROM app.vote v WHERE v.site_id = $1::bigint AND v.approval_id = a.id) AS votes
FROM unnest($2::text[], $3::text[]) p (kind, state)
CROSS JOIN LATERAL (SELECT r.id, r.kind, r.number, r.title, r.state FROM app.record r
	WHERE r.site_id = $1::bigint AND r.kind = p.kind AND r.state = p.state ORDER BY r.id LIMIT 20) y
JOIN app.approval a ON a.site_id = $1::bigint AND a.record_id = y.id AND a.outcome IS NULL
ORDER BY a.due NULLS LAST, a.opened_at LIMIT 10;

-- name: board_notices
-- The latest published notices.
-- $1 site bigint
SELECT r.kind, r.number, r.title, n.type, to_char(r.state_at, 'YYYY-MM-DD') AS since,
	NOT EXISTS (SELECT FROM app.reading x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.account_id = app.account() AND x.version = r.version) AS unread
FROM app.record r JOIN app.notice n ON n.site_id = r.site_id AND n.record_id = r.id
WHERE r.site_id = $1::bigint AND r.kind = 'notice' AND r.state = 'published' ORDER BY r.id DESC LIMIT 5;

-- name: board_activity
-- What happened last in the site, as far as the reader may see it.
-- $1 site bigint
SELECT r.kind, r.number, r.title, e.action AS did, COALESCE(e.detail ->> 'move', e.detail ->> 'choice', '') AS move, a.name AS actor, to_char(e.at, 'YYYY-MM-DD HH24:MI') AS since
FROM (SELECT e.record_id, e.action, e.detail, e.actor_id, e.at, e.seq FROM app.event e WHERE e.site_id = $1::bigint ORDER BY e.seq DESC LIMIT 100) e
JOIN app.record r ON r.site_id = $1::bigint AND r.id = e.record_id LEFT JOIN app.person a ON a.id = e.actor_id
WHERE e.action <> 'record.view' ORDER BY e.seq DESC LIMIT 12;

-- ---------------------------------------------------------------- triage (R23.2)

-- name: triage_rows
-- Requirements waiting for triage, the longest waiting first, after one.
-- $1 site bigint, $2 after (id), $3 limit
SELECT r.id, r.kind, r.number, r.title, r.state, r.due::text AS due, q.need, q.channel, q.scenario, q.goal, q.acceptance, q.wanted_by::text AS wanted_by,
	to_char(r.state_at, 'YYYY-MM-DD') AS since, a.name AS submitter, app.account() IN (r.submitted_by, r.created_by) AS own,
	d.name AS department, d.name_en AS department_en, p.title AS platform
FROM app.record r JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
LEFT JOIN app.person a ON a.id = r.submitted_by LEFT JOIN app.department d ON d.site_id = r.site_id AND d.id = r.department_id
LEFT JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id
WHERE r.site_id = $1::bigint AND r.kind = 'requirement' AND r.state = 'submitted' AND r.id > $2::bigint ORDER BY r.id LIMIT $3::int;

-- name: triage_posted
-- The same for the requirements of a form that is shown again, whatever state they are in by now.
-- $1 site bigint, $2 numbers text[]
SELECT r.id, r.kind, r.number, r.title, r.state, r.due::text AS due, q.need, q.channel, q.scenario, q.goal, q.acceptance, q.wanted_by::text AS wanted_by,
	to_char(r.state_at, 'YYYY-MM-DD') AS since, a.name AS submitter, app.account() IN (r.submitted_by, r.created_by) AS own,
	d.name AS department, d.name_en AS department_en, p.title AS platform
FROM app.record r JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
LEFT JOIN app.person a ON a.id = r.submitted_by LEFT JOIN app.department d ON d.site_id = r.site_id AND d.id = r.department_id
LEFT JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id
WHERE r.site_id = $1::bigint AND r.kind = 'requirement' AND r.number = ANY ($2::text[]) ORDER BY r.id;

-- name: triage_count
-- How many requirements wait for triage, at most 1,000: from the figures, which are kept (0050_figures.sql).
-- $1 site bigint
SELECT LEAST(COALESCE(sum(f.n), 0), 1000)::bigint AS n FROM app.figure f WHERE f.site_id = $1::bigint AND f.what = 'state' AND f.a = 'requirement' AND f.b = 'submitted';

-- name: triage_meetings
-- Meetings of the last seven days, to which further results may be added.
-- $1 site bigint, $2 today
SELECT r.number, r.title, m.held_on::text AS held_on, a.name AS chair
FROM (SELECT r.site_id, r.id, r.number, r.title FROM app.record r WHERE r.site_id = $1::bigint AND r.kind = 'triage_meeting' AND r.state = 'held' ORDER BY r.id DESC LIMIT 20) r
JOIN app.triage_meeting m ON m.site_id = r.site_id AND m.record_id = r.id LEFT JOIN app.person a ON a.id = m.chair_id
WHERE m.held_on > $2::date - 7 ORDER BY r.id DESC;

-- name: triage_meeting_id
-- The id of a meeting that results are added to.
-- $1 site bigint, $2 number
SELECT id, number FROM app.record WHERE site_id = $1::bigint AND kind = 'triage_meeting' AND state = 'held' AND number = $2;

-- name: over_members
-- The members of a site by name, for choices.
-- $1 site bigint
SELECT m.account_id AS id, a.name, a.name <> a.own_name AS is_apart, d.name AS department, d.name_en AS department_en FROM app.membership m JOIN app.person a ON a.id = m.account_id
LEFT JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
WHERE m.site_id = $1::bigint AND m.left_at IS NULL AND a.disabled_at IS NULL
ORDER BY a.sort COLLATE app.pinyin, a.id LIMIT 2000;

-- ---------------------------------------------------------------- search (RX.5)

-- name: search_number
-- Records whose number is or begins with what was typed.
-- $1 site bigint, $2 query, $3 kind or empty, $4 the number that it is, or empty
SELECT r.id, r.kind, r.number, r.title, r.state, to_char(r.changed_at, 'YYYY-MM-DD') AS changed, p.title AS platform
FROM app.record r LEFT JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id
WHERE r.site_id = $1::bigint AND (r.number = $4::text OR (r.number >= upper($2::text) AND r.number < upper($2::text) || '~')) AND ($3::text = '' OR r.kind = $3)
ORDER BY r.number <> $4::text, r.number LIMIT 10;

-- name: search_words
-- Records that hold every word, the newest first, after one.
-- $1 site bigint, $2 query, $3 kind or empty, $4 before (id), $5 limit
-- Each OFFSET 0 keeps the work on a text to the texts that were found, and to one time.
SELECT h.id, h.kind, h.number, h.title, h.state, to_char(h.changed_at, 'YYYY-MM-DD') AS changed, p.title AS platform,
	substr(z.rest, x.start, 120) AS excerpt, x.start > 1 AS cut_before, length(z.rest) > x.start + 119 AS cut_after
FROM (SELECT r.id, r.kind, r.number, r.title, r.state, r.changed_at, r.platform_id, t.body, r.number || ' ' || r.title || ' ' || r.title AS head
	FROM app.find_words($1::bigint, $2::text, $3::text, $4::bigint, $5::int) s
	JOIN app.record r ON r.site_id = $1::bigint AND r.id = s.record_id
	JOIN app.record_text t ON t.site_id = $1::bigint AND t.record_id = r.id OFFSET 0) h
LEFT JOIN app.record p ON p.site_id = $1::bigint AND p.id = h.platform_id
-- What follows number and title: those are shown anyway.  Mostly they are folded by lower() alone, which costs less.
CROSS JOIN LATERAL (SELECT translate(CASE WHEN starts_with(h.body, lower(h.head)) THEN substr(h.body, length(h.head) + 2)
	WHEN starts_with(h.body, app.fold(h.head)) THEN substr(h.body, length(app.fold(h.head)) + 2) ELSE h.body END, E'\n\t', '  ') AS rest OFFSET 0) z
CROSS JOIN LATERAL (SELECT greatest(1, COALESCE(min(NULLIF(strpos(z.rest, w), 0)), 1) - 30) AS start
	FROM (SELECT w FROM unnest(string_to_array(app.fold($2::text), ' ')) w WHERE w <> '' LIMIT 5) w) x
ORDER BY h.id DESC;

-- name: search_fold
-- What was typed as search compares it.
-- global: touches no table
SELECT app.fold($1::text) AS query;

-- ---------------------------------------------------------------- choices of pages over many records

-- name: over_platforms
-- Platforms of a site, for choices: those that all members see, because workers keep them (access/site.h).
-- $1 site bigint
SELECT r.id, r.number, r.title FROM app.record r
WHERE r.site_id = $1::bigint AND r.kind = 'platform' AND r.visible = 0 ORDER BY r.id LIMIT 200;

-- name: over_suggestions
-- The latest fifty records that a field may name; $3: their states, blank-separated, '' for all that are not ended.
-- $1 site bigint, $2 kinds, blank-separated, $3 states
SELECT x.number, x.title FROM unnest(string_to_array($2::text, ' ')) k (kind)
CROSS JOIN LATERAL (SELECT r.id, r.number, r.title FROM app.record r
	WHERE r.site_id = $1::bigint AND r.kind = k.kind AND CASE WHEN $3::text = '' THEN r.closed_at IS NULL ELSE r.state = ANY (string_to_array($3::text, ' ')) END
	ORDER BY r.id DESC LIMIT 50) x
ORDER BY x.id DESC LIMIT 50;

-- name: over_contained
-- What forms of a record choose from: the records of these kinds that it contains, and those that what it is about contains.
-- $1 site bigint, $2 number, $3 kinds, blank-separated
WITH me AS MATERIALIZED (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2)
SELECT x.number, x.title FROM (
	SELECT l.other_id AS id FROM app.link l WHERE l.site_id = $1::bigint AND l.record_id = (SELECT id FROM me) AND l.sort = 'contains'
	UNION
	SELECT l.other_id FROM app.link a JOIN app.link l ON l.site_id = $1::bigint AND l.record_id = a.other_id AND l.sort = 'contains'
	WHERE a.site_id = $1::bigint AND a.record_id = (SELECT id FROM me) AND a.sort = 'about') c
JOIN app.record x ON x.site_id = $1::bigint AND x.id = c.id AND x.kind = ANY (string_to_array($3::text, ' ')) ORDER BY x.id LIMIT 200;

-- name: over_departments
-- Departments of a site, for choices and for the cells of lists; workers keep them (access/site.h).
-- $1 site bigint
SELECT id, name, name_en FROM app.department WHERE site_id = $1::bigint ORDER BY name COLLATE app.pinyin LIMIT 5000;

-- name: over_holders
-- The roles that hold a permission, for naming whom something waits for: key and name, a role a line; workers keep them (access/site.h).
-- $1 site bigint
SELECT p.permission, string_agg(COALESCE(r.key, '') || ':' || r.name, chr(10) ORDER BY r.id) AS roles
FROM app.role_permission p JOIN app.role r ON r.site_id = p.site_id AND r.id = p.role_id WHERE p.site_id = $1::bigint GROUP BY p.permission;

-- ---------------------------------------------------------------- points account (R35.3)

-- name: points_years
-- Years that have entries.
-- $1 site bigint
SELECT DISTINCT p.year FROM app.point p WHERE p.site_id = $1::bigint ORDER BY p.year DESC LIMIT 20;

-- name: points_totals
-- Totals of a year per person and department over visible entries; for those without the right, only their own and their department's.
-- $1 site bigint, $2 year
WITH me AS MATERIALIZED (
	SELECT app.holds('points.view') AS sees_all, m.account_id, m.department_id FROM app.membership m
	WHERE m.site_id = $1::bigint AND m.account_id = app.account() AND m.left_at IS NULL)
SELECT CASE WHEN p.person_id IS NULL THEN 'department' ELSE 'person' END AS sort, COALESCE(p.person_id, p.department_id) AS id,
	COALESCE(a.name, d.name) AS name, d.name_en, h.name AS department, h.name_en AS department_en,
	COALESCE(sum(p.points) FILTER (WHERE p.points > 0), 0) AS gained, COALESCE(sum(p.points) FILTER (WHERE p.points < 0), 0) AS lost, sum(p.points) AS total, count(*) AS n
FROM me JOIN app.point p ON p.site_id = $1::bigint AND p.year = $2::int AND (me.sees_all OR p.person_id = me.account_id OR p.department_id = me.department_id)
LEFT JOIN app.person a ON a.id = p.person_id LEFT JOIN app.department d ON d.site_id = p.site_id AND d.id = p.department_id
LEFT JOIN app.membership m ON m.site_id = p.site_id AND m.account_id = p.person_id LEFT JOIN app.department h ON h.site_id = m.site_id AND h.id = m.department_id
GROUP BY p.person_id, p.department_id, a.name, a.sort, d.name, d.name_en, h.name, h.name_en
ORDER BY 1 DESC, sum(p.points) DESC, COALESCE(a.sort, d.name) COLLATE app.pinyin LIMIT 5000;

-- name: points_entries
-- The entries of one account in a year, under the same rule; the person may not be able to see the record behind an entry.
-- $1 site bigint, $2 year, $3 person, $4 department
WITH me AS MATERIALIZED (
	SELECT app.holds('points.view') AS sees_all, m.account_id, m.department_id FROM app.membership m
	WHERE m.site_id = $1::bigint AND m.account_id = app.account() AND m.left_at IS NULL)
SELECT p.points, to_char(p.at, 'YYYY-MM-DD') AS at, r.kind, r.number, r.title, p.reverses_id IS NOT NULL AS reverses,
	EXISTS (SELECT FROM app.point x WHERE x.site_id = p.site_id AND x.reverses_id = p.id) AS reversed, b.name AS booked_by
FROM me JOIN app.point p ON p.site_id = $1::bigint AND (me.sees_all OR p.person_id = me.account_id OR p.department_id = me.department_id)
LEFT JOIN app.record r ON r.site_id = p.site_id AND r.id = p.record_id LEFT JOIN app.person b ON b.id = p.account_id
WHERE p.year = $2::int AND (p.person_id = $3::bigint OR p.department_id = $4::bigint) ORDER BY p.id LIMIT 500;

-- ---------------------------------------------------------------- notifications (RX.6)

-- name: notifications_of
-- A page of the acting person's notifications, the newest first.
-- $1 site bigint, $2 before (id), $3 limit
SELECT n.id, n.what, n.detail ->> 'kind' AS of_kind, n.detail ->> 'state' AS of_state, n.detail ->> 'act' AS act, n.detail ->> 'about' AS about, n.detail ->> 'why' AS why, n.detail ->> 'duty' AS duty, n.detail ->> 'part' AS part, n.detail ->> 'due' AS due_on, to_char(n.at, 'YYYY-MM-DD HH24:MI') AS since, n.read_at IS NULL AS unread,
	a.name AS actor, r.kind, r.number, r.title
FROM app.notification n LEFT JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id LEFT JOIN app.person a ON a.id = n.actor_id
WHERE n.site_id = $1::bigint AND n.account_id = app.account() AND n.id < $2::bigint ORDER BY n.id DESC LIMIT $3::int;

-- name: notifications_read
-- Marks one notification as read, or all up to it if $4.
-- $1 site bigint, $2 account, $3 id, $4 all up to it, $5 now
UPDATE app.notification SET read_at = $5::timestamptz
WHERE site_id = $1::bigint AND account_id = $2::bigint AND read_at IS NULL AND (id = $3::bigint OR ($4::boolean AND id < $3::bigint));

-- ---------------------------------------------------------------- public feedback (RX.11)

-- name: public_secret
-- The secret that signs the stamps of the public form.
-- $1 site bigint
SELECT value FROM app.rule WHERE site_id = $1::bigint AND key = 'feedback_secret';

-- name: public_platforms
-- Platforms in operation, for the public form.
-- $1 site bigint
SELECT id, number, title FROM app.feedback_platforms($1::bigint);

-- name: public_become
-- For the rest of the transaction: the rights of a visitor who sends feedback, unless it is a member.
-- global: a setting of the transaction
SELECT app.become_public();

-- name: public_secret_add
-- Keeps the secret that the first form was signed with.
-- $1 site bigint, $2 secret
INSERT INTO app.rule (site_id, key, value) VALUES ($1::bigint, 'feedback_secret', $2) ON CONFLICT DO NOTHING;

-- name: public_attempt
-- Counts one sending from an address, and one to the site, in the last hour.
-- $1 site bigint, $2 address, $3 now
SELECT app.attempt_add('feedback:' || $1::bigint || ':' || $2::text, $3::timestamptz, '1 hour') AS from_address,
	app.attempt_add('feedback:' || $1::bigint, $3::timestamptz, '1 hour') AS to_site;

-- name: public_code
-- Stores the code with which the sender follows the feedback.
-- $1 site bigint, $2 id, $3 SHA-256 of the code
SELECT app.feedback_code($1::bigint, $2::bigint, $3::text);

-- name: public_follow
-- What the sender may see: their own text, its state, the answer, and the progress of the requirement.
-- $1 site bigint, $2 SHA-256 of the code
SELECT text, answer, state, to_char(created, 'YYYY-MM-DD') AS created, to_char(changed, 'YYYY-MM-DD') AS changed, platform, requirement_state
FROM app.feedback_follow($1::bigint, $2::text);

-- ---------------------------------------------------------------- health

-- name: health_ping
-- Does the database answer, can it write, how many of the migrations that this program knows have run, is the clock running?
-- global: of the whole database
-- $1 the last one it knows
SELECT NOT pg_is_in_recovery() AS writes, (SELECT count(*) FROM app.migration WHERE number <= $1::int) AS migrations,
	held_why, GREATEST(extract(epoch FROM clock_timestamp() - ticked_at), 0)::bigint AS clock_age FROM app.clock;
