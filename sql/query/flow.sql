-- SPDX-License-Identifier: ISC
-- Statements of "where time goes" (RX.17).  Each reads the stays of one kind that ended in a period, the latest first and at most so many, along
-- the index stay_by_kind; row security leaves those that the person may see.

-- name: flow_figures
-- How long records stayed, in days: per state, per gate (rounds of approval), per department and month, and in all; how many are there now, and the whole course of those that ended.
-- again: how often one came back; for gates: how often it was sent back.  first, tried: rounds passed at the first try, of so many first tries.  cut: there was more than was read.
-- $1 site bigint, $2 kind, $3 first day, $4 last day, $5 department or NULL, $6 states that others see, $7 states that are gates, $8 how many at most
WITH gone AS MATERIALIZED (
	SELECT s.record_id, s.state, s.round, s.department_id, s.until, s.is_end, (extract(epoch FROM s.until - s.since) / 86400)::float8 AS days FROM app.stay s
	WHERE s.site_id = $1::bigint AND s.kind = $2 AND s.until >= $3::date::timestamptz AND s.until < ($4::date + 1)::timestamptz
		AND s.state = ANY ($6::text[]) AND ($5::bigint IS NULL OR s.department_id = $5::bigint)
	ORDER BY s.until DESC LIMIT $8::int),
here AS MATERIALIZED (
	SELECT s.state, s.department_id FROM app.stay s
	WHERE s.site_id = $1::bigint AND s.kind = $2 AND s.until = 'infinity' AND s.state = ANY ($6::text[]) AND ($5::bigint IS NULL OR s.department_id = $5::bigint) LIMIT $8::int),
-- From when others saw it to its end.
course AS MATERIALIZED (
	SELECT g.department_id, g.until, (extract(epoch FROM g.until - (SELECT min(f.since) FROM app.stay f WHERE f.site_id = $1::bigint AND f.record_id = g.record_id AND f.state = ANY ($6::text[]))) / 86400)::float8 AS days
	FROM gone g WHERE g.is_end),
tries AS MATERIALIZED (
	SELECT x.* FROM (SELECT DISTINCT g.record_id FROM gone g WHERE g.state = ANY ($7::text[])) q CROSS JOIN LATERAL (
		SELECT a.state, a.outcome, a.closed_at, (extract(epoch FROM a.closed_at - a.opened_at) / 86400)::float8 AS days, row_number() OVER (PARTITION BY a.state ORDER BY a.round) = 1 AS is_first
		FROM app.approval a WHERE a.site_id = $1::bigint AND a.record_id = q.record_id AND a.state = ANY ($7::text[]) AND a.outcome IN ('approved', 'rejected', 'returned', 'judged')) x
	WHERE x.closed_at >= $3::date::timestamptz AND x.closed_at < ($4::date + 1)::timestamptz),
found AS (
	SELECT 'state' AS part, g.state AS key, count(*) AS n, percentile_cont(ARRAY[0.5, 0.9, 1]) WITHIN GROUP (ORDER BY g.days) AS p, count(*) FILTER (WHERE g.round > 1) AS again, NULL::bigint AS first, NULL::bigint AS tried
	FROM gone g WHERE NOT g.is_end GROUP BY g.state
	UNION ALL
	SELECT 'gate', t.state, count(*), percentile_cont(ARRAY[0.5, 0.9, 1]) WITHIN GROUP (ORDER BY t.days), count(*) FILTER (WHERE t.outcome IN ('rejected', 'returned')),
		count(*) FILTER (WHERE t.is_first AND t.outcome = 'approved'), count(*) FILTER (WHERE t.is_first AND t.outcome <> 'judged') FROM tries t GROUP BY t.state
	UNION ALL
	SELECT 'department', COALESCE(g.department_id::text, ''), count(*), percentile_cont(ARRAY[0.5, 0.9, 1]) WITHIN GROUP (ORDER BY g.days), count(*) FILTER (WHERE g.round > 1), NULL, NULL
	FROM gone g WHERE NOT g.is_end GROUP BY g.department_id
	UNION ALL
	SELECT 'month', to_char(g.until, 'YYYY-MM'), count(*), percentile_cont(ARRAY[0.5, 0.9, 1]) WITHIN GROUP (ORDER BY g.days), count(*) FILTER (WHERE g.round > 1), NULL, NULL
	FROM gone g WHERE NOT g.is_end GROUP BY 2
	UNION ALL
	SELECT 'course', '', count(*), percentile_cont(ARRAY[0.5, 0.9, 1]) WITHIN GROUP (ORDER BY c.days), NULL, NULL, NULL FROM course c HAVING count(*) > 0
	UNION ALL
	SELECT 'course_of', COALESCE(c.department_id::text, ''), count(*), percentile_cont(ARRAY[0.5, 0.9, 1]) WITHIN GROUP (ORDER BY c.days), NULL, NULL, NULL FROM course c GROUP BY c.department_id
	UNION ALL
	SELECT 'course_in', to_char(c.until, 'YYYY-MM'), count(*), percentile_cont(ARRAY[0.5, 0.9, 1]) WITHIN GROUP (ORDER BY c.days), NULL, NULL, NULL FROM course c GROUP BY 2
	UNION ALL
	SELECT 'here', h.state, count(*), NULL, NULL, NULL, NULL FROM here h GROUP BY h.state)
SELECT f.part, f.key, f.n, to_char(f.p[1], 'FM999999990.0') AS median, to_char(f.p[2], 'FM999999990.0') AS most, to_char(f.p[3], 'FM999999990.0') AS longest, floor(f.p[1])::bigint AS median_floor, round(f.p[1])::bigint AS median_whole, round(f.p[2])::bigint AS most_whole,
	f.again, f.first, f.tried, d.name, d.name_en, (SELECT count(*) = $8::int FROM gone) OR (SELECT count(*) = $8::int FROM here) AS cut
FROM found f LEFT JOIN app.department d ON d.site_id = $1::bigint AND d.id = CASE WHEN f.part IN ('department', 'course_of') THEN NULLIF(f.key, '')::bigint END
ORDER BY f.part, CASE WHEN f.part IN ('department', 'course_of') THEN -f.n END, f.key;

-- name: flow_slowest
-- The records that stayed longest in one state, by their longest stay: of those that ended in the period, and, where it reaches today, of those that still last.
-- $1 site bigint, $2 kind, $3 first day, $4 last day, $5 department or NULL, $6 states that others see, $7 now, $8 how many at most
WITH gone AS MATERIALIZED (
	SELECT s.record_id, s.state, s.since, s.until, s.until - s.since AS time FROM app.stay s
	WHERE s.site_id = $1::bigint AND s.kind = $2 AND s.until >= $3::date::timestamptz AND s.until < ($4::date + 1)::timestamptz
		AND s.state = ANY ($6::text[]) AND ($5::bigint IS NULL OR s.department_id = $5::bigint)
	ORDER BY s.until DESC LIMIT $8::int),
here AS MATERIALIZED (
	SELECT s.record_id, s.state, s.since, s.until, $7::timestamptz - s.since AS time FROM app.stay s
	WHERE s.site_id = $1::bigint AND s.kind = $2 AND s.until = 'infinity' AND $7::timestamptz < ($4::date + 1)::timestamptz
		AND s.state = ANY ($6::text[]) AND ($5::bigint IS NULL OR s.department_id = $5::bigint) LIMIT $8::int),
worst AS (
	SELECT DISTINCT ON (x.record_id) x.* FROM (SELECT * FROM gone UNION ALL SELECT * FROM here) x ORDER BY x.record_id, x.time DESC)
SELECT r.number, r.title, w.state, to_char(extract(epoch FROM w.time) / 86400, 'FM999999990.0') AS days, to_char(w.since, 'YYYY-MM-DD') AS since, CASE WHEN w.until < 'infinity' THEN to_char(w.until, 'YYYY-MM-DD') END AS until
FROM (SELECT * FROM worst ORDER BY time DESC, record_id LIMIT 5) w JOIN app.record r ON r.site_id = $1::bigint AND r.id = w.record_id
ORDER BY w.time DESC, w.record_id;

-- name: flow_waits
-- Who waits for whom now: the department that a record belongs to for a person, or for the roles that hold a right (as in over_holders).
-- $1 site bigint, $2 kind, $3 department or NULL, $4 now, $5 how many at most
WITH open AS MATERIALIZED (
	SELECT o.record_id FROM app.open_record o WHERE o.site_id = $1::bigint AND o.kind = $2 LIMIT $5::int),
held AS (
	SELECT w.account_id, w.permission, r.department_id, count(DISTINCT w.record_id) AS n,
		percentile_cont(ARRAY[0.5, 1]) WITHIN GROUP (ORDER BY (extract(epoch FROM $4::timestamptz - w.since) / 86400)::float8) AS p
	FROM open o JOIN app.waiting w ON w.site_id = $1::bigint AND w.record_id = o.record_id JOIN app.record r ON r.site_id = $1::bigint AND r.id = o.record_id
	WHERE ($3::bigint IS NULL OR r.department_id = $3::bigint) GROUP BY 1, 2, 3)
SELECT d.name AS who, d.name_en AS who_en, a.name AS person, h.permission, h.n, to_char(h.p[1], 'FM999999990.0') AS median, to_char(h.p[2], 'FM999999990.0') AS longest, count(*) OVER () AS total
FROM held h LEFT JOIN app.department d ON d.site_id = $1::bigint AND d.id = h.department_id LEFT JOIN app.person a ON a.id = h.account_id
ORDER BY h.n DESC, h.p[2] DESC, h.department_id, h.account_id, h.permission LIMIT 20;
