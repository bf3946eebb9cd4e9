-- SPDX-License-Identifier: ISC
-- Statements of the appraisal (R4.2).  Whoever does not hold points.view sees themselves and their department, as in the points account (R35.3).

-- name: appraisal_totals
-- Per person and department of a year: how many of each measure, how many of them good, and the points.
-- $1 site bigint, $2 year, $3 today
WITH me AS MATERIALIZED (
	SELECT app.holds('points.view') AS sees_all, m.account_id, m.department_id FROM app.membership m
	WHERE m.site_id = $1::bigint AND m.account_id = app.account() AND m.left_at IS NULL),
item AS MATERIALIZED (
	SELECT a.measure, a.is_good, a.account_id, COALESCE(m.department_id, a.department_id) AS department_id FROM app.appraised($1::bigint, $2::int, $3::date) a
	LEFT JOIN app.membership m ON m.site_id = $1::bigint AND m.account_id = a.account_id),
counted AS (
	SELECT 'person' AS sort, i.account_id AS id, i.measure, i.is_good, NULL::bigint AS points FROM item i WHERE i.account_id IS NOT NULL
	UNION ALL
	SELECT 'department', i.department_id, i.measure, i.is_good, NULL FROM item i WHERE i.department_id IS NOT NULL
	UNION ALL
	SELECT CASE WHEN p.person_id IS NULL THEN 'department' ELSE 'person' END, COALESCE(p.person_id, p.department_id), 'point', NULL, p.points FROM app.point p WHERE p.site_id = $1::bigint AND p.year = $2::int)
SELECT c.sort, c.id, COALESCE(a.name, d.name) AS name, d.name_en, h.name AS department, h.name_en AS department_en,
	count(*) FILTER (WHERE c.measure = 'task') AS task, count(*) FILTER (WHERE c.measure = 'task' AND c.is_good) AS task_good,
	count(*) FILTER (WHERE c.measure = 'project') AS project, count(*) FILTER (WHERE c.measure = 'project' AND c.is_good) AS project_good,
	count(*) FILTER (WHERE c.measure = 'duty') AS duty, count(*) FILTER (WHERE c.measure = 'duty' AND c.is_good) AS duty_good,
	count(*) FILTER (WHERE c.measure = 'try') AS try, count(*) FILTER (WHERE c.measure = 'try' AND c.is_good) AS try_good,
	count(*) FILTER (WHERE c.measure = 'decision') AS decision, count(*) FILTER (WHERE c.measure = 'decision' AND c.is_good) AS decision_good,
	count(*) FILTER (WHERE c.measure = 'opinion') AS opinion, count(*) FILTER (WHERE c.measure = 'opinion' AND c.is_good) AS opinion_good,
	count(*) FILTER (WHERE c.measure = 'flaw') AS flaw, COALESCE(sum(c.points), 0) AS points
FROM me JOIN counted c ON me.sees_all OR c.sort = 'person' AND c.id = me.account_id OR c.sort = 'department' AND c.id = me.department_id
LEFT JOIN app.person a ON c.sort = 'person' AND a.id = c.id LEFT JOIN app.department d ON c.sort = 'department' AND d.site_id = $1::bigint AND d.id = c.id
LEFT JOIN app.membership m ON c.sort = 'person' AND m.site_id = $1::bigint AND m.account_id = c.id LEFT JOIN app.department h ON h.site_id = m.site_id AND h.id = m.department_id
GROUP BY c.sort, c.id, a.name, a.sort, d.name, d.name_en, h.name, h.name_en
ORDER BY c.sort DESC, COALESCE(a.sort, d.name) COLLATE app.pinyin, c.id LIMIT 5000;

-- name: appraisal_items
-- What one number of them counts, under the same rule: at most 500, the latest first.
-- $1 site bigint, $2 year, $3 today, $4 person or NULL, $5 department or NULL, $6 measure or NULL: all
WITH me AS MATERIALIZED (
	SELECT app.holds('points.view') AS sees_all, m.account_id, m.department_id FROM app.membership m
	WHERE m.site_id = $1::bigint AND m.account_id = app.account() AND m.left_at IS NULL)
SELECT i.measure, i.is_good, i.on_day::text AS day, r.kind, r.number, r.title, count(*) OVER () AS total
FROM me JOIN app.appraised($1::bigint, $2::int, $3::date) i ON ($6::text IS NULL OR i.measure = $6)
LEFT JOIN app.membership m ON m.site_id = $1::bigint AND m.account_id = i.account_id
LEFT JOIN app.record r ON r.site_id = $1::bigint AND r.id = i.record_id
WHERE CASE WHEN $4::bigint IS NOT NULL THEN i.account_id = $4::bigint AND (me.sees_all OR me.account_id = $4::bigint)
	ELSE COALESCE(m.department_id, i.department_id) = $5::bigint AND (me.sees_all OR me.department_id = $5::bigint) END
ORDER BY i.on_day DESC, i.measure, r.number LIMIT 500;
