-- Statements of inspections (R32.1, src/kinds/inspection.c).

-- name: inspection_facts
-- The conditions of an inspection's moves, true if met; for the checks: findings whose notice stands, and drawn records and findings that concern whoever asks, by their numbers.
-- $1 site bigint, $2 number, $3 today
SELECT make_date(k.year, 3 * k.quarter - 2, 1) <= $3::date AS quarter_begun, COALESCE(i.tech, false) AS with_tech, COALESCE(i.finance, false) AS with_finance, COALESCE(i.legal, false) AS with_legal,
	NOT EXISTS (SELECT FROM app.inspection_subject e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.state = 'open' AND e.removed_at IS NULL) AS all_judged,
	s.items > 0 AS has_sample, s.items = s.looked AS all_looked,
	NOT EXISTS (SELECT FROM app.inspection_subject e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.verdict = 'not_met' AND NOT EXISTS (SELECT FROM app.inspection_finding f
		WHERE f.site_id = e.site_id AND f.record_id = e.record_id AND f.subject = e.subject AND f.state <> 'struck' AND f.removed_at IS NULL)) AS not_met_found,
	NOT EXISTS (SELECT FROM app.inspection_item e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.outcome = 'wrong' AND e.removed_at IS NULL AND NOT EXISTS (SELECT FROM app.inspection_finding f
		WHERE f.site_id = e.site_id AND f.record_id = e.record_id AND f.about_id = e.about_id AND f.state <> 'struck' AND f.removed_at IS NULL)) AS wrong_found,
	f.n = f.under_notice AS all_noticed,
	NOT EXISTS (SELECT FROM app.rectification o JOIN app.record x ON x.site_id = o.site_id AND x.id = o.record_id
		WHERE o.site_id = r.site_id AND o.source_id = r.id AND x.state IN ('issued', 'acknowledged', 'submitted')) AS all_rectified,
	EXISTS (SELECT FROM app.file x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.removed_at IS NULL AND x.created_at::date >= k.begun_on) AS has_file,
	f.standing, s.own AS own_items, f.own AS own_findings
FROM app.record r JOIN app.inspection k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (SELECT bool_or(d.function = 'tech') AS tech, bool_or(d.function = 'finance') AS finance, bool_or(d.function = 'legal') AS legal
	FROM app.membership m JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id WHERE m.site_id = r.site_id AND m.account_id = ANY (k.inspectors) AND m.left_at IS NULL) i
CROSS JOIN LATERAL (SELECT count(*) AS items, count(*) FILTER (WHERE e.state = 'looked') AS looked,
	string_agg(e.no::text, ' ') FILTER (WHERE r.state = 'under_way' AND app.concerns_me(e.site_id, e.about_id)) AS own
	FROM app.inspection_item e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL) s
CROSS JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE x.id IS NOT NULL) AS under_notice, string_agg(e.no::text, ' ') FILTER (WHERE x.id IS NOT NULL) AS standing,
	string_agg(e.no::text, ' ') FILTER (WHERE r.state = 'under_way' AND e.about_id IS NOT NULL AND app.concerns_me(e.site_id, e.about_id)) AS own
	FROM app.inspection_finding e LEFT JOIN app.record x ON x.site_id = e.site_id AND x.id = e.rectification_id AND x.state NOT IN ('withdrawn', 'discarded')
	WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL AND e.state <> 'struck') f
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: inspection_begin
-- A new inspection has a row for each of the six subjects.
-- $1 site bigint, $2 id, $3 now, $4 who
INSERT INTO app.inspection_subject (site_id, record_id, no, at, by_id, subject)
SELECT $1::bigint, $2::bigint, x.no, $3::timestamptz, $4::bigint, x.subject FROM unnest(ARRAY['plan', 'change', 'testing', 'process', 'funds', 'papers']) WITH ORDINALITY AS x (subject, no);

-- name: inspection_drawn
-- The facts of its quarter, by subject, which is said once: as they are while it is under way, as they stood once it is reported.
-- $1 site bigint, $2 number, $3 now
WITH k AS (
	SELECT r.site_id, r.id, r.state, d.first, LEAST((d.first + interval '3 months')::date - 1, $3::timestamptz::date) AS last FROM app.record r JOIN app.inspection i ON i.site_id = r.site_id AND i.record_id = r.id
	CROSS JOIN LATERAL (SELECT make_date(i.year, 3 * i.quarter - 2, 1) AS first) d WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state IN ('under_way', 'reported', 'closed')),
now AS (
	SELECT f.fact, count(*) AS n FROM (SELECT * FROM k WHERE k.state = 'under_way') k CROSS JOIN LATERAL app.inspection_found(k.site_id, k.first, k.last, $3::timestamptz::date, NULL) f GROUP BY f.fact)
SELECT CASE WHEN l.subject IS DISTINCT FROM lag(l.subject) OVER (ORDER BY l.place) THEN l.subject ELSE '' END AS subject, l.fact, COALESCE(z.n, now.n, 0)::text AS n FROM k CROSS JOIN app.inspection_fact_list() l
LEFT JOIN app.inspection_fact z ON z.site_id = k.site_id AND z.record_id = k.id AND z.fact = l.fact LEFT JOIN now ON now.fact = l.fact
ORDER BY l.place;

-- name: inspection_behind
-- The records behind one fact, and how often each was counted.
-- $1 site bigint, $2 number, $3 now, $4 fact
WITH k AS (
	SELECT r.site_id, r.id, r.state, d.first, LEAST((d.first + interval '3 months')::date - 1, $3::timestamptz::date) AS last FROM app.record r JOIN app.inspection i ON i.site_id = r.site_id AND i.record_id = r.id
	CROSS JOIN LATERAL (SELECT make_date(i.year, 3 * i.quarter - 2, 1) AS first) d
	WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state IN ('under_way', 'reported', 'closed') AND $4 IN (SELECT l.fact FROM app.inspection_fact_list() l)),
found AS (
	SELECT f.record_id, count(*) AS n FROM (SELECT * FROM k WHERE k.state = 'under_way') k CROSS JOIN LATERAL app.inspection_found(k.site_id, k.first, k.last, $3::timestamptz::date, $4) f GROUP BY f.record_id
	UNION ALL
	SELECT z.other_id, z.n FROM k JOIN app.inspection_fact_record z ON z.site_id = k.site_id AND z.record_id = k.id AND z.fact = $4 WHERE k.state <> 'under_way')
SELECT x.number, x.title, o.name AS owner, found.n::text AS n, count(*) OVER () AS of_all
FROM found JOIN app.record x ON x.site_id = $1::bigint AND x.id = found.record_id
LEFT JOIN app.person o ON o.id = x.owner_id ORDER BY x.id DESC LIMIT 1000;

-- name: inspection_freeze
-- Keeps the facts, and of each the first thousand records behind it, as they stand now.
-- $1 site bigint, $2 id, $3 now
WITH k AS (
	SELECT i.site_id, i.record_id AS id, d.first, LEAST((d.first + interval '3 months')::date - 1, $3::timestamptz::date) AS last FROM app.inspection i
	CROSS JOIN LATERAL (SELECT make_date(i.year, 3 * i.quarter - 2, 1) AS first) d WHERE i.site_id = $1::bigint AND i.record_id = $2::bigint),
found AS MATERIALIZED (
	SELECT f.fact, f.record_id, count(*) AS n FROM k CROSS JOIN LATERAL app.inspection_found(k.site_id, k.first, k.last, $3::timestamptz::date, NULL) f GROUP BY f.fact, f.record_id),
counted AS (
	INSERT INTO app.inspection_fact (site_id, record_id, fact, n)
	SELECT $1::bigint, $2::bigint, l.fact, COALESCE(sum(found.n), 0) FROM app.inspection_fact_list() l LEFT JOIN found ON found.fact = l.fact GROUP BY l.fact)
INSERT INTO app.inspection_fact_record (site_id, record_id, fact, other_id, n)
SELECT $1::bigint, $2::bigint, x.fact, x.record_id, x.n FROM (SELECT found.*, row_number() OVER (PARTITION BY found.fact ORDER BY found.record_id DESC) AS place FROM found) x WHERE x.place <= 1000;

-- name: inspection_draw
-- Draws a sample of the quarter's records of a kind that everybody sees: the first in the order of a digest of their id and a seed that nobody chose.
-- $1 site bigint, $2 id, $3 number of the draw, $4 now, $5 who
WITH e AS (
	SELECT e.no, e.what, e.size, d.first::timestamptz AS first, (d.first + interval '3 months')::timestamptz AS ends FROM app.inspection_draw e JOIN app.inspection i ON i.site_id = e.site_id AND i.record_id = e.record_id
	CROSS JOIN LATERAL (SELECT make_date(i.year, 3 * i.quarter - 2, 1) AS first) d WHERE e.site_id = $1::bigint AND e.record_id = $2::bigint AND e.no = $3::int AND e.seed = ''),
pool AS MATERIALIZED (
	-- The states that there are lead to an index by kind, state and day.
	SELECT x.id FROM e CROSS JOIN LATERAL (SELECT DISTINCT f.b AS state FROM app.figure f WHERE f.site_id = $1::bigint AND f.what = 'state' AND f.a = e.what) s
	JOIN app.record x ON x.site_id = $1::bigint AND x.kind = e.what AND x.state = s.state AND x.created_at >= e.first AND x.created_at < e.ends AND x.visible = 0),
seeded AS (
	UPDATE app.inspection_draw o SET seed = replace(gen_random_uuid()::text, '-', ''), pool = p.n, upto = p.upto FROM e, (SELECT count(*) AS n, max(id) AS upto FROM pool) p
	WHERE o.site_id = $1::bigint AND o.record_id = $2::bigint AND o.no = e.no RETURNING o.no, o.size, o.seed),
drawn AS (
	SELECT pool.id, seeded.no AS draw, row_number() OVER (ORDER BY sha256(convert_to(pool.id || ':' || seeded.seed, 'UTF8'))) AS place, seeded.size FROM pool CROSS JOIN seeded)
INSERT INTO app.inspection_item (site_id, record_id, no, at, by_id, draw, about_id)
SELECT $1::bigint, $2::bigint, drawn.place + (SELECT COALESCE(max(o.no), 0) FROM app.inspection_item o WHERE o.site_id = $1::bigint AND o.record_id = $2::bigint), $4::timestamptz, $5::bigint, drawn.draw, drawn.id
FROM drawn WHERE drawn.place <= drawn.size;

-- name: inspection_own
-- Does a record concern the acting person?  Then another inspector looks at it.
-- $1 site bigint, $2 record
SELECT app.concerns_me($1::bigint, $2::bigint) AS own;

-- name: inspection_repeats
-- Findings of the year before with the same cause in the same department, beside the finding that repeats them.
-- $1 site bigint, $2 number
SELECT e.no::text AS no, x.number, o.text, c.number AS notice, d.name AS department, d.name_en AS department_en, e.cause FROM app.record r
JOIN app.inspection_finding e ON e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL AND e.state <> 'struck' AND e.cause <> 'other'
JOIN app.inspection_finding o ON o.site_id = e.site_id AND o.department_id = e.department_id AND o.cause = e.cause AND o.at > e.at - interval '1 year' AND o.at <= e.at AND o.record_id < e.record_id AND o.removed_at IS NULL AND o.state <> 'struck'
JOIN app.record x ON x.site_id = o.site_id AND x.id = o.record_id JOIN app.department d ON d.site_id = e.site_id AND d.id = e.department_id
LEFT JOIN app.record c ON c.site_id = o.site_id AND c.id = o.rectification_id
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY e.no, x.id DESC LIMIT 100;

-- name: inspection_waits
-- Subjects that are not judged and drawn records that nobody has looked at wait for the inspectors, who are notified.
-- $1 site bigint, $2 id, $3 actor, $4 now
WITH k AS (
	SELECT r.site_id, r.id, r.state, i.inspectors FROM app.record r JOIN app.inspection i ON i.site_id = r.site_id AND i.record_id = r.id
	WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND r.state = 'under_way'
		AND (EXISTS (SELECT FROM app.inspection_subject e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.state = 'open' AND e.removed_at IS NULL)
			OR EXISTS (SELECT FROM app.inspection_item e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.state = 'open' AND e.removed_at IS NULL))),
wanted AS (
	SELECT m.account_id FROM k JOIN app.membership m ON m.site_id = k.site_id AND m.account_id = ANY (k.inspectors) AND m.left_at IS NULL),
gone AS (
	DELETE FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'judge' AND NOT EXISTS (SELECT FROM wanted n WHERE n.account_id = w.account_id)),
added AS (
	INSERT INTO app.waiting (site_id, record_id, action, account_id, since)
	SELECT $1::bigint, $2::bigint, 'judge', n.account_id, $4::timestamptz FROM wanted n
	WHERE NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'judge' AND w.account_id = n.account_id)
	RETURNING account_id)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, a.account_id, $2::bigint, 'waiting', $3::bigint, jsonb_build_object('kind', 'inspection', 'state', (SELECT state FROM k), 'action', 'judge'), $4::timestamptz
FROM added a WHERE a.account_id IS DISTINCT FROM $3::bigint;
