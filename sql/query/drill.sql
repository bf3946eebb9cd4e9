-- Statements of drills (R31.1, src/kinds/drill.c).

-- name: drill_facts
-- The conditions of a drill's moves, true if met.
-- $1 site bigint, $2 number
SELECT EXISTS (SELECT FROM app.document d WHERE d.site_id = r.site_id AND d.record_id = k.plan_id AND d.type = 'emergency_plan' AND k.scenario = ANY (d.scenarios)) AS plan_fits,
	cardinality(ARRAY(SELECT DISTINCT unnest(k.participants))) >= 2 AS has_participants,
	(SELECT count(*) FROM app.drill_timeline t WHERE t.site_id = r.site_id AND t.record_id = r.id AND t.removed_at IS NULL) >= 2 AS has_timeline,
	NOT EXISTS (SELECT FROM app.drill_finding f WHERE f.site_id = r.site_id AND f.record_id = r.id AND f.removed_at IS NULL AND f.state = 'open') AS findings_handled
FROM app.record r JOIN app.drill k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: drill_halves
-- The last four half-years, the current one first, since the site is there: how many drills were held in each, and how many of them are not closed.
-- $1 site bigint, $2 today
SELECT to_char(h.starts, 'YYYY') || CASE extract(month FROM h.starts) WHEN 1 THEN ' H1' ELSE ' H2' END AS half, d.held::text AS held, d.open::text AS open, d.last,
	CASE WHEN d.held > 0 THEN 'held' WHEN h.ends > $2::date THEN 'due' ELSE 'missing' END AS standing, CASE WHEN d.held > 0 THEN 'ok' WHEN h.ends > $2::date THEN 'warn' ELSE 'bad' END AS tone
FROM (SELECT g.starts::date AS starts, (g.starts + interval '6 months')::date AS ends FROM (
	SELECT date_trunc('year', $2::date::timestamp) + CASE WHEN extract(month FROM $2::date) > 6 THEN interval '6 months' ELSE interval '0' END - n * interval '6 months' AS starts FROM generate_series(0, 3) n) g) h
CROSS JOIN LATERAL (SELECT count(*) AS held, count(*) FILTER (WHERE r.closed_at IS NULL) AS open, max(r.number) AS last
	FROM app.drill k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE k.site_id = $1::bigint AND k.held_on >= h.starts AND k.held_on < h.ends) d
WHERE h.ends > (SELECT s.created_at::date FROM app.site s WHERE s.id = $1::bigint) OR d.held > 0 ORDER BY h.starts DESC;

-- name: drill_cover
-- For each platform in operation, which scenarios a plan that holds is for and which none is, and when the first of its plans is to be reviewed (R31.1); those that lack most first.
-- $1 site bigint, $2 today
SELECT r.title AS platform, x.covered, x.uncovered, x.review_on::text AS review_on, CASE WHEN x.uncovered <> '' THEN 'uncovered' WHEN x.review_on < $2::date THEN 'late' ELSE 'covered' END AS standing,
	CASE WHEN x.uncovered <> '' THEN 'bad' WHEN x.review_on < $2::date THEN 'warn' ELSE 'ok' END AS tone
FROM app.record r CROSS JOIN LATERAL (SELECT
		COALESCE(string_agg(s.name, ' ' ORDER BY s.place) FILTER (WHERE v.n > 0), '') AS covered,
		COALESCE(string_agg(s.name, ' ' ORDER BY s.place) FILTER (WHERE v.n = 0), '') AS uncovered, min(v.review_on) AS review_on
	FROM unnest(ARRAY['development_failure', 'test_anomaly', 'launch_failure', 'operation_failure']) WITH ORDINALITY s (name, place)
	CROSS JOIN LATERAL (SELECT count(*) AS n, min(d.review_on) AS review_on FROM app.emergency_cover v JOIN app.document d ON d.site_id = v.site_id AND d.record_id = v.plan_id
		WHERE v.site_id = r.site_id AND v.platform_id = r.id AND s.name = ANY (v.scenarios)) v) x
WHERE r.site_id = $1::bigint AND r.kind = 'platform' AND r.state = 'in_operation' ORDER BY length(x.uncovered) DESC, r.title LIMIT 100;
