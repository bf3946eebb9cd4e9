-- Statements of the compliance map (RX.16, RX.19, src/pages/overview/compliance.h).  Nothing is counted that the acting person does not see.

-- name: compliance_counts
-- How many records of each kind were made in these months, and ended in which state: from the figures, which are kept (0090_compliance.sql), and with
-- what the person sees by their own relation to it, as on the dashboard (board_counts): at most 1,000 of those (cut: there are more).
-- $1 site bigint, $2 first month, $3 last month, $4 kinds text[]
WITH days AS MATERIALIZED (SELECT to_date($2, 'YYYY-MM')::timestamptz AS starts, (to_date($3, 'YYYY-MM') + interval '1 month')::timestamptz AS ends),
mine AS MATERIALIZED (
	SELECT x.* FROM (
		SELECT r.id, r.kind, r.state, r.created_at, r.closed_at FROM app.record r
		WHERE r.site_id = $1::bigint AND r.created_by = app.account() AND r.visible > 0 AND r.visible > app.clearance()
		UNION
		SELECT r.id, r.kind, r.state, r.created_at, r.closed_at FROM app.record_reader x JOIN app.record r ON r.site_id = $1::bigint AND r.id = x.record_id
		WHERE x.site_id = $1::bigint AND x.account_id = app.account() AND r.visible > 0 AND r.visible > app.clearance()
		UNION
		SELECT r.id, r.kind, r.state, r.created_at, r.closed_at FROM (SELECT k AS kind FROM unnest($4::text[]) k WHERE app.clears(k)) c JOIN app.record r ON r.site_id = $1::bigint AND r.kind = c.kind
		WHERE r.visible = 1 AND r.visible > app.clearance()) x JOIN days d ON x.created_at >= d.starts AND x.created_at < d.ends OR x.closed_at >= d.starts AND x.closed_at < d.ends LIMIT 1000)
SELECT x.what, x.kind, x.state, sum(x.n)::bigint AS n, (SELECT count(*) = 1000 FROM mine) AS cut FROM (
	SELECT f.what, f.a AS kind, f.c AS state, f.n FROM unnest($4::text[]) k CROSS JOIN (VALUES ('made'), ('ended')) w (what)
	JOIN app.figure f ON f.site_id = $1::bigint AND f.what = w.what AND f.a = k AND f.b >= $2 AND f.b <= $3
	UNION ALL
	SELECT 'made', m.kind, '', 1 FROM mine m JOIN days d ON m.created_at >= d.starts AND m.created_at < d.ends
	UNION ALL
	SELECT 'ended', m.kind, m.state, 1 FROM mine m JOIN days d ON m.closed_at >= d.starts AND m.closed_at < d.ends) x
GROUP BY 1, 2, 3 HAVING sum(x.n) > 0;

-- name: compliance_late
-- How many open records of each kind were due on these days, which are over; of each state at most 500 are counted (cut: there are more).
-- $1 site bigint, $2 kinds text[], $3 states text[] (pairs), $4 from, $5 to, $6 today
SELECT p.kind, sum(LEAST(l.n, 500))::bigint AS n, bool_or(l.n > 500) AS cut FROM unnest($2::text[], $3::text[]) p (kind, state)
CROSS JOIN LATERAL (SELECT count(*) AS n FROM (
	SELECT FROM app.open_record o WHERE o.site_id = $1::bigint AND o.kind = p.kind AND o.state = p.state AND o.since >= $4::date AND o.since <= $5::date AND o.since < $6::date LIMIT 501) y) l
GROUP BY p.kind HAVING sum(l.n) > 0;

-- name: compliance_duties
-- What became of the duties that were due on these days.
-- $1 site bigint, $2 from, $3 to, $4 today
SELECT d.rule, CASE WHEN d.state = 'open' AND d.due < $4::date THEN 'overdue' WHEN d.state = 'fulfilled' AND d.is_late THEN 'late' WHEN d.state = 'lapsed' THEN 'waived' ELSE d.state END AS standing, count(*) AS n
FROM app.duty d WHERE d.site_id = $1::bigint AND d.due >= $2::date AND d.due <= $3::date GROUP BY 1, 2;

-- name: compliance_facts
-- How often each of these facts happened on these days, as inspections draw them (app.inspection_found).
-- $1 site bigint, $2 from, $3 to, $4 today, $5 facts text[]
SELECT f.fact, count(*) AS n FROM unnest($5::text[]) l CROSS JOIN LATERAL app.inspection_found($1::bigint, $2::date, $3::date, $4::date, l) f GROUP BY f.fact;

-- name: compliance_found
-- The records behind such a fact, the newest first, and how often it happened in each.
-- $1 site bigint, $2 from, $3 to, $4 today, $5 fact, $6 before this id, $7 how many
SELECT r.id::text AS id, r.kind, r.number, r.title, r.state, r.visible, r.due::text AS due, to_char(r.created_at, 'YYYY-MM-DD') AS made, to_char(r.closed_at, 'YYYY-MM-DD') AS ended, o.name AS owner, x.n::text AS n
FROM (SELECT f.record_id, count(*) AS n FROM app.inspection_found($1::bigint, $2::date, $3::date, $4::date, $5) f WHERE f.record_id < $6::bigint GROUP BY f.record_id) x
JOIN app.record r ON r.site_id = $1::bigint AND r.id = x.record_id LEFT JOIN app.person o ON o.id = r.owner_id
ORDER BY r.id DESC LIMIT $7::int;

-- Of the archive: what a figure counts, the newest first, a batch at a time.  Three statements with the same parameters, so that each finds its own index.

-- name: compliance_made
-- Records of a kind that were made on these days.
-- $1 site bigint, $2 kind, $3 states text[], $4 from, $5 to, $6 today, $7 before this id, $8 how many
SELECT r.id::text AS id, r.kind, r.number, r.title, r.state, r.visible, r.due::text AS due, to_char(r.created_at, 'YYYY-MM-DD') AS made, to_char(r.closed_at, 'YYYY-MM-DD') AS ended, o.name AS owner, '1' AS n
FROM app.record r LEFT JOIN app.person o ON o.id = r.owner_id
WHERE r.site_id = $1::bigint AND r.kind = $2 AND r.id < $7::bigint AND r.created_at >= $4::date::timestamptz AND r.created_at < ($5::date + 1)::timestamptz
	AND (cardinality($3::text[]) = 0 OR r.state = ANY ($3::text[])) AND $6::date IS NOT NULL
ORDER BY r.id DESC LIMIT $8::int;

-- name: compliance_ended
-- Records of a kind that ended on these days in one of these states.
-- $1 site bigint, $2 kind, $3 states text[], $4 from, $5 to, $6 today, $7 before this id, $8 how many
SELECT r.id::text AS id, r.kind, r.number, r.title, r.state, r.visible, r.due::text AS due, to_char(r.created_at, 'YYYY-MM-DD') AS made, to_char(r.closed_at, 'YYYY-MM-DD') AS ended, o.name AS owner, '1' AS n
FROM app.record r LEFT JOIN app.person o ON o.id = r.owner_id
WHERE r.site_id = $1::bigint AND r.kind = $2 AND r.state = ANY ($3::text[]) AND r.id < $7::bigint AND r.closed_at >= $4::date::timestamptz AND r.closed_at < ($5::date + 1)::timestamptz
	AND $6::date IS NOT NULL
ORDER BY r.id DESC LIMIT $8::int;

-- name: compliance_overdue
-- Records of a kind that are open and were due on these days.
-- $1 site bigint, $2 kind, $3 states text[], $4 from, $5 to, $6 today, $7 before this id, $8 how many
SELECT r.id::text AS id, r.kind, r.number, r.title, r.state, r.visible, r.due::text AS due, to_char(r.created_at, 'YYYY-MM-DD') AS made, to_char(r.closed_at, 'YYYY-MM-DD') AS ended, p.name AS owner, '1' AS n
FROM app.overdue($1::bigint, $6::date) o JOIN app.record r ON r.site_id = $1::bigint AND r.id = o.record_id LEFT JOIN app.person p ON p.id = r.owner_id
WHERE o.kind = $2 AND o.record_id < $7::bigint AND o.since >= $4::date AND o.since <= $5::date AND (cardinality($3::text[]) = 0 OR r.state = ANY ($3::text[]))
ORDER BY r.id DESC LIMIT $8::int;

-- name: compliance_due
-- Duties that were due on these days, the latest first, a batch at a time; cell for cell as on their page.
-- $1 site bigint, $2 from, $3 to, $4 today, $5 day of the last line before, $6 id of that line, $7 how many
SELECT d.id::text AS id, d.rule, d.part, d.starts_on::text AS starts_on, d.ends_on::text AS ends_on, d.due::text AS due, to_char(d.done_at, 'YYYY-MM-DD') AS done_on, d.reason, r.number, n.number AS done_number,
	CASE WHEN d.state = 'open' AND d.due < $4::date THEN 'overdue' WHEN d.state = 'fulfilled' AND d.is_late THEN 'late' WHEN d.state = 'lapsed' THEN 'waived' ELSE d.state END AS standing
FROM app.duty d LEFT JOIN app.record r ON r.site_id = d.site_id AND r.id = d.record_id LEFT JOIN app.record n ON n.site_id = d.site_id AND n.id = d.done_id
WHERE d.site_id = $1::bigint AND d.due >= $2::date AND d.due <= $3::date AND (d.due, d.id) < ($5::date, $6::bigint)
ORDER BY d.due DESC, d.id DESC LIMIT $7::int;
