-- Statements of trainings (R7.2, R8.2, R26.2, src/kinds/training.c).

-- name: training_facts
-- The conditions of a training's moves, true if met; for the checks the departments it is for (no=id) and who was there; and what whoever asks may say of themself.
-- $1 site bigint, $2 number, $3 today
SELECT i.invited IS NOT NULL OR k.persons <> '{}' AS has_audience, k.planned_on <= $3::date AS day_has_come,
	EXISTS (SELECT FROM app.record d WHERE d.site_id = r.site_id AND d.id = k.material_id AND d.state IN ('approved', 'published', 'archived'))
		OR EXISTS (SELECT FROM app.file f WHERE f.site_id = r.site_id AND f.record_id = r.id AND f.removed_at IS NULL) AS has_material,
	a.ids IS NOT NULL AS has_attendance,
	NOT EXISTS (SELECT FROM app.training_question q WHERE q.site_id = r.site_id AND q.record_id = r.id AND q.removed_at IS NULL AND q.state = 'open') AS questions_answered,
	-- Once, for themself, as long as it may be said; who was struck out is listed again by whoever held it.
	r.state = 'held' AND r.due >= $3::date AND NOT COALESCE(a.mine, false) AND EXISTS (SELECT FROM app.training_people(r.site_id, r.id) p WHERE p.account_id = app.account()) AS may_confirm,
	COALESCE(a.was_there, false) AS has_attended, i.invited, a.ids AS attended_ids
FROM app.record r JOIN app.training k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (SELECT string_agg(e.no || '=' || e.department_id, ' ') AS invited FROM app.training_audience e
	WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL) i
CROSS JOIN LATERAL (SELECT string_agg(e.account_id::text, ' ') FILTER (WHERE e.state = 'attended') AS ids, bool_or(e.account_id = app.account()) AS mine, bool_or(e.account_id = app.account() AND e.state = 'attended') AS was_there
	FROM app.training_attendance e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL) a
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: training_invite
-- A new training is for the departments that asked for what it is about; whoever plans it adds and removes some.
-- $1 site bigint, $2 id, $3 what it is about, $4 now, $5 who
INSERT INTO app.training_audience (site_id, record_id, no, at, by_id, department_id)
SELECT $1::bigint, $2::bigint, row_number() OVER (ORDER BY x.id), $4::timestamptz, $5::bigint, x.id
FROM app.project k CROSS JOIN LATERAL unnest(app.launch_asking(k.site_id, k.record_id)) AS x (id)
WHERE k.site_id = $1::bigint AND k.record_id = $3::bigint;

-- name: training_tell
-- Notifies those it is for: it is announced, was held and may be confirmed, or is cancelled.
-- $1 site bigint, $2 id, $3 actor, $4 detail as JSON, $5 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, p.account_id, $2::bigint, 'moved', $3::bigint, $4::jsonb, $5::timestamptz FROM app.training_people($1::bigint, $2::bigint) p
WHERE p.account_id IS DISTINCT FROM $3::bigint
	AND NOT EXISTS (SELECT FROM app.notification n WHERE n.site_id = $1::bigint AND n.record_id = $2::bigint AND n.account_id = p.account_id AND n.at = $5::timestamptz);

-- name: training_attend
-- Somebody confirms that they took part.
-- $1 site bigint, $2 id, $3 account, $4 now
INSERT INTO app.training_attendance (site_id, record_id, no, at, by_id, account_id, how)
SELECT $1::bigint, $2::bigint, 1 + (SELECT COALESCE(max(e.no), 0) FROM app.training_attendance e WHERE e.site_id = $1::bigint AND e.record_id = $2::bigint),
	$4::timestamptz, $3::bigint, $3::bigint, 'confirmed';

-- name: training_rate
-- Of each department that it is for, how many were there and who is missing; who came without being asked stands in their department, too. The first column of the sum is NULL.
-- $1 site bigint, $2 number
WITH k AS (
	SELECT r.site_id, r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2 AND r.kind = 'training' AND r.state IN ('held', 'closed')),
people AS (
	SELECT k.site_id, p.account_id, p.department_id, true AS asked FROM k CROSS JOIN LATERAL app.training_people(k.site_id, k.id) p),
present AS (
	SELECT e.site_id, e.account_id FROM k JOIN app.training_attendance e ON e.site_id = k.site_id AND e.record_id = k.id AND e.removed_at IS NULL AND e.state = 'attended'),
all_of_them AS (
	SELECT p.account_id, p.department_id, true AS asked, EXISTS (SELECT FROM present c WHERE c.account_id = p.account_id) AS came FROM people p
	UNION ALL
	SELECT c.account_id, m.department_id, false, true FROM present c JOIN app.membership m ON m.site_id = c.site_id AND m.account_id = c.account_id
	WHERE NOT EXISTS (SELECT FROM people p WHERE p.account_id = c.account_id))
SELECT y.department, y.department_en, y.audience::text AS audience, y.attended::text AS attended, COALESCE(100 * y.of_them / NULLIF(y.audience, 0) || ' %', '—') AS rate,
	CASE WHEN y.audience = 0 THEN '' WHEN y.audience = y.of_them THEN 'ok' ELSE 'warn' END AS tone, y.missing
FROM (SELECT CASE WHEN GROUPING(x.department_id) = 0 THEN COALESCE(min(d.name), '—') END AS department, min(d.name_en) AS department_en, count(*) FILTER (WHERE x.asked) AS audience, count(*) FILTER (WHERE x.came) AS attended,
		count(*) FILTER (WHERE x.asked AND x.came) AS of_them,
		CASE WHEN GROUPING(x.department_id) = 0 THEN string_agg(a.name, E'\n' ORDER BY a.sort COLLATE app.pinyin, a.id) FILTER (WHERE NOT x.came) END AS missing
	FROM all_of_them x JOIN app.person a ON a.id = x.account_id LEFT JOIN app.department d ON d.site_id = $1::bigint AND d.id = x.department_id
	GROUP BY GROUPING SETS ((x.department_id), ()) HAVING count(*) > 0) y
ORDER BY y.department IS NULL, y.of_them * y.audience DESC, y.department;

-- name: training_waits
-- Open questions wait for whoever holds the training, who is notified of each.
-- $1 site bigint, $2 id, $3 actor, $4 now
WITH wanted AS (
	SELECT 'answer' AS action, r.owner_id AS account_id, r.state FROM app.record r WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND r.state IN ('planned', 'held') AND r.owner_id IS NOT NULL
		AND EXISTS (SELECT FROM app.training_question q WHERE q.site_id = r.site_id AND q.record_id = r.id AND q.removed_at IS NULL AND q.state = 'open')),
gone AS (
	DELETE FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'answer' AND NOT EXISTS (SELECT FROM wanted n WHERE n.account_id = w.account_id)),
added AS (
	INSERT INTO app.waiting (site_id, record_id, action, account_id, since)
	SELECT $1::bigint, $2::bigint, n.action, n.account_id, $4::timestamptz FROM wanted n
	WHERE NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'answer' AND w.account_id = n.account_id)
	RETURNING account_id)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, a.account_id, $2::bigint, 'waiting', $3::bigint, jsonb_build_object('kind', 'training', 'state', (SELECT state FROM wanted), 'action', 'answer'), $4::timestamptz
FROM added a WHERE a.account_id IS DISTINCT FROM $3::bigint;
