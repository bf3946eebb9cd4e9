-- Statements of plans of a year (R6.5).

-- name: development_plan_facts
-- Has it items, is none of that year approved, is it in force, is its year over, and is each item realised, moved or dropped?
-- $1 site bigint, $2 number, $3 today
SELECT i.n > 0 AS has_items, NOT EXISTS (SELECT FROM app.development_plan o
		WHERE o.site_id = k.site_id AND o.year = k.year AND o.approved_on IS NOT NULL AND o.record_id <> k.record_id) AS only_of_year,
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
