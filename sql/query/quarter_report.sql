-- Statements of reports of a quarter (src/kinds/quarter_report.c).

-- name: quarter_report_facts
-- The conditions of its submission: its quarter is over, each section says something, and no other report of it was submitted.
-- $1 site bigint, $2 number, $3 today
SELECT (make_date(k.year, 3 * k.quarter - 2, 1) + interval '3 months')::date  <= $3::date AS quarter_over,
	(SELECT bool_and(app.says(t)) FROM unnest(ARRAY[k.overview, k.ledger, k.plans, k.changes, k.tests, k.releases, k.incidents, k.drills, k.inspections, k.budget, k.incentives, k.points, k.outlook]) t) AS all_said,
	NOT EXISTS (SELECT FROM app.quarter_report o WHERE o.site_id = k.site_id AND o.year = k.year AND o.quarter = k.quarter AND o.drawn_on IS NOT NULL AND o.record_id <> k.record_id) AS only_report
FROM app.record r JOIN app.quarter_report k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: quarter_report_figures
-- The figures of a quarter as they are today, by section, for texts that are drafted from them; none before it begins.
-- $1 site bigint, $2 year, $3 quarter, $4 today
SELECT l.part, l.figure, app.quarter_said(f.n, l.is_money) AS n FROM app.quarter_figure_list() l LEFT JOIN app.quarter_figures($1::bigint, $2::int, $3::int, $4::date) f ON f.figure = l.figure
WHERE make_date($2::int, 3 * $3::int - 2, 1) <= $4::date ORDER BY l.place;

-- name: quarter_report_drawn
-- The figures of a report, by section: as they are while it is a draft, as they stood once it is submitted.
-- $1 site bigint, $2 number, $3 now
WITH k AS (
	SELECT r.site_id, r.id, r.state, q.year, q.quarter, (SELECT max(z.round) FROM app.quarter_report_figure z WHERE z.site_id = r.site_id AND z.record_id = r.id AND r.state <> 'draft') AS round
	FROM app.record r JOIN app.quarter_report q ON q.site_id = r.site_id AND q.record_id = r.id WHERE r.site_id = $1::bigint AND r.number = $2),
now AS (
	SELECT f.figure, f.n FROM (SELECT * FROM k WHERE k.state = 'draft') k CROSS JOIN LATERAL app.quarter_figures(k.site_id, k.year, k.quarter, $3::timestamptz::date) f)
SELECT l.part, l.figure, app.quarter_said(COALESCE(z.n, now.n), l.is_money) AS n, l.is_apart FROM k CROSS JOIN app.quarter_figure_list() l
LEFT JOIN app.quarter_report_figure z ON z.site_id = k.site_id AND z.record_id = k.id AND z.round = k.round AND z.figure = l.figure LEFT JOIN now ON now.figure = l.figure
WHERE k.state = 'draft' OR z.figure IS NOT NULL ORDER BY l.place;

-- name: quarter_report_behind
-- The records behind one figure, and how often or how much each was counted.
-- $1 site bigint, $2 number, $3 now, $4 figure
WITH k AS (
	SELECT r.site_id, r.id, r.state, q.year, q.quarter, l.is_money, (SELECT max(z.round) FROM app.quarter_report_figure z WHERE z.site_id = r.site_id AND z.record_id = r.id AND r.state <> 'draft') AS round
	FROM app.record r JOIN app.quarter_report q ON q.site_id = r.site_id AND q.record_id = r.id JOIN app.quarter_figure_list() l ON l.figure = $4 AND NOT l.is_apart WHERE r.site_id = $1::bigint AND r.number = $2),
found AS (
	SELECT f.record_id, sum(f.n) AS n FROM (SELECT * FROM k WHERE k.state = 'draft') k CROSS JOIN LATERAL app.quarter_found(k.site_id, k.year, k.quarter, $3::timestamptz::date, $4) f GROUP BY f.record_id
	UNION ALL
	SELECT z.other_id, z.n FROM k JOIN app.quarter_report_behind z ON z.site_id = k.site_id AND z.record_id = k.id AND z.round = k.round AND z.figure = $4)
SELECT x.number, x.title, o.name AS owner, app.quarter_said(found.n, k.is_money) AS n, count(*) OVER () AS of_all
FROM k CROSS JOIN found JOIN app.record x ON x.site_id = $1::bigint AND x.id = found.record_id
LEFT JOIN app.person o ON o.id = x.owner_id ORDER BY x.id DESC LIMIT 1000;

-- name: quarter_report_freeze
-- Keeps the figures, and of each the first thousand records behind it, as they stand now; those of earlier submissions stay.
-- $1 site bigint, $2 id, $3 now
WITH k AS (
	SELECT q.site_id, q.year, q.quarter, $3::timestamptz::date AS today, (SELECT COALESCE(max(z.round), 0) + 1 FROM app.quarter_report_figure z WHERE z.site_id = q.site_id AND z.record_id = q.record_id) AS round
	FROM app.quarter_report q WHERE q.site_id = $1::bigint AND q.record_id = $2::bigint),
found AS MATERIALIZED (
	SELECT k.round, f.figure, f.record_id, sum(f.n) AS n FROM k CROSS JOIN LATERAL app.quarter_found(k.site_id, k.year, k.quarter, k.today, NULL) f GROUP BY k.round, f.figure, f.record_id),
counted AS (
	INSERT INTO app.quarter_report_figure (site_id, record_id, round, figure, n)
	SELECT $1::bigint, $2::bigint, k.round, l.figure, COALESCE(a.n, (SELECT sum(found.n) FROM found WHERE found.figure = l.figure), 0)
	FROM k CROSS JOIN app.quarter_figure_list() l LEFT JOIN LATERAL app.quarter_apart(k.site_id, k.year, k.quarter, k.today) a ON a.figure = l.figure)
INSERT INTO app.quarter_report_behind (site_id, record_id, round, figure, other_id, n)
SELECT $1::bigint, $2::bigint, x.round, x.figure, x.record_id, x.n FROM (SELECT found.*, row_number() OVER (PARTITION BY found.figure ORDER BY found.record_id DESC) AS place FROM found WHERE found.record_id IS NOT NULL) x WHERE x.place <= 1000;
