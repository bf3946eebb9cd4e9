-- Statements of platforms' life (src/kinds/platform_life.c, R7.3, R10.2, R28.2).

-- name: platform_rhythm
-- Each type of operation of a platform that has run: in which rhythm, when it was last done and how, until when it is due next, and whether it is late.
-- $1 site bigint, $2 number, $3 now
SELECT t.type, t.days::text AS days, o.done_on::text AS done_on, o.result, d.due::text AS due, s.standing, CASE s.standing WHEN 'late' THEN 'bad' WHEN 'in_time' THEN 'ok' ELSE '' END AS tone
FROM app.record r JOIN app.platform k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (VALUES (1, 'monitoring', k.rhythm_monitoring), (2, 'backup', k.rhythm_backup), (3, 'restore_test', k.rhythm_restore_test), (4, 'tuning', k.rhythm_tuning), (5, 'fault', NULL)) AS t (place, type, days)
LEFT JOIN app.operation_due d ON d.site_id = r.site_id AND d.record_id = r.id AND d.type = t.type
LEFT JOIN LATERAL (SELECT e.done_on, e.result FROM app.platform_operation e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.type = t.type AND e.removed_at IS NULL
	ORDER BY e.done_on DESC, e.no DESC LIMIT 1) o ON true
CROSS JOIN LATERAL (SELECT CASE WHEN t.days IS NULL THEN 'no_rhythm' WHEN d.due IS NULL THEN 'resting' WHEN d.due < $3::timestamptz::date THEN 'late' ELSE 'in_time' END AS standing) s
WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state NOT IN ('planned', 'registering', 'discarded') ORDER BY t.place;

-- name: platform_releases
-- The versions of a platform: its launches and iterations that went live or were rolled back, the latest twenty of the latest four hundred.
-- $1 site bigint, $2 number
WITH p AS MATERIALIZED (SELECT r.site_id, r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2),
x AS MATERIALIZED (
	SELECT y.* FROM p CROSS JOIN (VALUES ('launch'), ('iteration')) k (kind)
	CROSS JOIN LATERAL (SELECT r.id, r.kind, r.number, r.title, r.closed_at FROM app.record r
		WHERE r.site_id = p.site_id AND r.platform_id = p.id AND r.kind = k.kind ORDER BY r.id DESC LIMIT 200) y),
-- What was rolled back was tested more than once; only of that the history is read.
v AS (
	SELECT x.*, COALESCE(l.version_planned, i.version_planned) AS version, COALESCE(l.launched_on, i.released_on) AS live_on,
		(SELECT max(e.at)::date FROM app.event e WHERE COALESCE(l.test_round, i.test_round) > 1 AND e.site_id = $1::bigint AND e.record_id = x.id AND e.action = 'record.move' AND e.detail ->> 'move' = 'roll_back') AS rolled_on
	FROM x LEFT JOIN app.launch l ON l.site_id = $1::bigint AND l.record_id = x.id LEFT JOIN app.iteration i ON i.site_id = $1::bigint AND i.record_id = x.id)
SELECT v.version, v.live_on::text AS live_on, v.kind, v.number, v.title, v.rolled_on::text AS rolled_on, s.standing, CASE s.standing WHEN 'live' THEN 'ok' WHEN 'rolled_back' THEN 'warn' ELSE '' END AS tone,
	count(*) OVER () AS total
FROM v CROSS JOIN LATERAL (SELECT CASE WHEN v.live_on IS NOT NULL THEN 'live' ELSE 'rolled_back' END AS standing) s
WHERE v.live_on IS NOT NULL OR v.rolled_on IS NOT NULL ORDER BY COALESCE(v.live_on, v.rolled_on) DESC, v.id DESC LIMIT 20;

-- name: platform_availability
-- Of the last twelve months, the latest first: how many incidents of severity 1 and 2 lasted into each, for how many minutes together, and what share of the month's minutes so far was free of them.
-- $1 site bigint, $2 number, $3 now
WITH p AS MATERIALIZED (
	SELECT r.site_id, r.id, app.platform_runs_since(r.site_id, r.id)::timestamptz AS since, date_trunc('month', $3::timestamptz) - interval '11 months' AS first
	FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state NOT IN ('planned', 'registering', 'discarded')),
down AS MATERIALIZED (SELECT d.number, d.spell FROM p CROSS JOIN LATERAL app.platform_down(p.site_id, p.id, p.first, $3::timestamptz) d WHERE d.severity IN ('1', '2')),
months AS (
	SELECT m.since AS month, tstzrange(GREATEST(m.since, p.since), LEAST(m.since + interval '1 month', $3::timestamptz)) AS span
	FROM p CROSS JOIN LATERAL generate_series(p.first, $3::timestamptz, interval '1 month') AS m (since) WHERE p.since < LEAST(m.since + interval '1 month', $3::timestamptz))
SELECT to_char(m.month, 'YYYY-MM') AS month, n.incidents, n.minutes,
	to_char(trunc(100 * (1 - n.minutes::numeric / GREATEST(1, extract(epoch FROM upper(m.span) - lower(m.span)) / 60)), 2), 'FM990.00') || ' %' AS available
FROM months m CROSS JOIN LATERAL (
	SELECT count(DISTINCT d.number) AS incidents, COALESCE((SELECT ceil(sum(extract(epoch FROM upper(x) - lower(x))) / 60)::bigint
		FROM unnest((SELECT range_agg(a.spell * m.span) FROM down a)) AS x WHERE NOT isempty(x)), 0) AS minutes
	FROM down d WHERE d.spell && m.span) n
ORDER BY m.month DESC;

-- name: platform_incidents
-- The incidents of the last twelve months by severity: how many, how many are not closed, how long they lasted in all and at most (minutes), and the latest; and their sum.
-- $1 site bigint, $2 number, $3 now
WITH p AS MATERIALIZED (
	SELECT r.site_id, r.id, date_trunc('month', $3::timestamptz) - interval '11 months' AS first FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2),
each AS (
	SELECT d.number, d.severity, d.is_open, ceil(sum(extract(epoch FROM upper(d.spell) - lower(d.spell))) / 60)::bigint AS minutes
	FROM p CROSS JOIN LATERAL app.platform_down(p.site_id, p.id, p.first, $3::timestamptz) d GROUP BY d.number, d.severity, d.is_open)
SELECT e.severity, count(*) AS incidents, count(*) FILTER (WHERE e.is_open) AS open, COALESCE(sum(e.minutes), 0)::bigint AS minutes, COALESCE(max(e.minutes), 0) AS longest,
	CASE WHEN GROUPING(e.severity) = 0 THEN max(e.number) END AS last
FROM each e GROUP BY GROUPING SETS ((e.severity), ()) HAVING count(*) > 0 ORDER BY GROUPING(e.severity), e.severity;

-- name: launch_safeguards
-- What guards the platform of a launch that is about to go live, of each type at least a row (R28.2).
-- $1 site bigint, $2 number
SELECT t.type, COALESCE(e.name, '—') AS name, a.name AS run_by, e.since::text AS since, e.tested_on::text AS tested_on, s.standing,
	CASE s.standing WHEN 'tested' THEN 'ok' ELSE 'warn' END AS tone, p.number AS platform
FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id
CROSS JOIN unnest(ARRAY['monitoring', 'protection', 'emergency']) WITH ORDINALITY AS t (type, place)
LEFT JOIN LATERAL (SELECT e.no, e.name, e.run_by, e.since, e.tested_on FROM app.platform_safeguard e
	WHERE e.site_id = p.site_id AND e.record_id = p.id AND e.type = t.type AND e.state = 'in_use' AND e.removed_at IS NULL ORDER BY e.no DESC LIMIT 20) e ON true
LEFT JOIN app.person a ON a.id = e.run_by
CROSS JOIN LATERAL (SELECT CASE WHEN e.no IS NULL THEN 'missing' WHEN e.tested_on IS NULL THEN 'untested' ELSE 'tested' END AS standing) s
WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state IN ('review', 'go_live') ORDER BY t.place, e.no;

-- name: evaluation_activities
-- The activities of the platform since what is evaluated went live, the latest twenty: what came of them belongs to its effect (R10.2).
-- $1 site bigint, $2 number, $3 now
SELECT e.type, e.title, e.starts_on::text || ' – ' || e.ends_on AS period, e.state, CASE e.state WHEN 'done' THEN 'ok' ELSE '' END AS tone, e.result, p.number AS platform, count(*) OVER () AS total
FROM app.record r JOIN app.evaluation k ON k.site_id = r.site_id AND k.record_id = r.id
LEFT JOIN app.launch l ON l.site_id = k.site_id AND l.record_id = k.target_id LEFT JOIN app.iteration i ON i.site_id = k.site_id AND i.record_id = k.target_id
JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id
JOIN app.platform_activity e ON e.site_id = p.site_id AND e.record_id = p.id AND e.removed_at IS NULL AND e.ends_on >= COALESCE(l.launched_on, i.released_on)
WHERE r.site_id = $1::bigint AND r.number = $2 AND e.starts_on <= COALESCE(r.closed_at, $3::timestamptz)::date ORDER BY e.ends_on DESC, e.no DESC LIMIT 20;
