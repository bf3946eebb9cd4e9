-- Statements of the rows of src/kinds/document.c and notice.c, and of the page part, about who is to read what is published, and who confirmed it (R6.2, R20.4).
-- A notice may be for a part of the site; everything else is for all of it.

-- name: reading_hand_out
-- Notifies the audience, except the publisher; it stays in their inbox until they confirm (work_readings).
-- $1 site bigint, $2 id, $3 actor, $4 detail as JSON, $5 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, m.account_id, $2::bigint, 'waiting', $3::bigint, $4::jsonb, $5::timestamptz
FROM app.membership m LEFT JOIN app.notice k ON k.site_id = m.site_id AND k.record_id = $2::bigint
WHERE m.site_id = $1::bigint AND m.left_at IS NULL AND m.account_id IS DISTINCT FROM $3::bigint
	AND (k.record_id IS NULL OR k.audience = 'all' OR k.audience = 'department' AND m.department_id = k.audience_department_id
		OR k.audience = 'persons' AND m.account_id = ANY (k.persons));

-- name: reading_add
-- Stores the confirmation that a person has read the present version.
-- $1 site bigint, $2 id, $3 account, $4 now
INSERT INTO app.reading (site_id, record_id, account_id, version, at)
SELECT r.site_id, r.id, $3::bigint, r.version, $4::timestamptz FROM app.record r WHERE r.site_id = $1::bigint AND r.id = $2::bigint ON CONFLICT DO NOTHING;

-- name: reading_counts
-- How many confirmed having read it as it is now, of how many it is for.
-- $1 site bigint, $2 number
SELECT count(n.account_id) AS confirmed, count(*) AS audience
FROM app.record r LEFT JOIN app.notice k ON k.site_id = r.site_id AND k.record_id = r.id
JOIN app.membership m ON m.site_id = r.site_id AND m.left_at IS NULL AND (k.record_id IS NULL OR k.audience = 'all'
	OR k.audience = 'department' AND m.department_id = k.audience_department_id OR k.audience = 'persons' AND m.account_id = ANY (k.persons))
LEFT JOIN app.reading n ON n.site_id = m.site_id AND n.record_id = r.id AND n.account_id = m.account_id AND n.version = r.version
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: reading_readers
-- Who of those it is for has confirmed, and who has not; those who have not first, 500 at most.
-- $1 site bigint, $2 number
SELECT a.name, d.name AS department, d.name_en AS department_en, to_char(n.at, 'YYYY-MM-DD HH24:MI') AS at
FROM app.record r LEFT JOIN app.notice k ON k.site_id = r.site_id AND k.record_id = r.id
JOIN app.membership m ON m.site_id = r.site_id AND m.left_at IS NULL AND (k.record_id IS NULL OR k.audience = 'all'
	OR k.audience = 'department' AND m.department_id = k.audience_department_id OR k.audience = 'persons' AND m.account_id = ANY (k.persons))
JOIN app.person a ON a.id = m.account_id
LEFT JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
LEFT JOIN app.reading n ON n.site_id = m.site_id AND n.record_id = r.id AND n.account_id = m.account_id AND n.version = r.version
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY n.at NULLS FIRST, a.sort COLLATE app.pinyin, a.id LIMIT 500;

-- name: reading_learning
-- How far the departments have learned what is published (R8.2): of each how many it is for and have confirmed reading it as it is now, and beside that how many
-- the trainings about it (of a notice: about what it announces) were for and how many took part.  The first column of the sum is NULL.
-- $1 site bigint, $2 number
WITH about AS (
	SELECT r.site_id, r.id, r.version, k.audience, k.audience_department_id, k.persons, CASE r.kind WHEN 'notice' THEN k.source_id ELSE r.id END AS target_id
	FROM app.record r LEFT JOIN app.notice k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state = 'published'),
taught AS (
	SELECT t.site_id, t.record_id FROM about b JOIN app.training t ON t.site_id = b.site_id AND t.target_id = b.target_id
	JOIN app.record x ON x.site_id = t.site_id AND x.id = t.record_id AND x.state IN ('held', 'closed')),
people AS (
	SELECT m.account_id, true AS is_reader, n.at IS NOT NULL AS has_read, false AS is_pupil, false AS has_learned
	FROM about b JOIN app.membership m ON m.site_id = b.site_id AND m.left_at IS NULL AND (COALESCE(b.audience, 'all') = 'all'
		OR b.audience = 'department' AND m.department_id = b.audience_department_id OR b.audience = 'persons' AND m.account_id = ANY (b.persons))
	LEFT JOIN app.reading n ON n.site_id = m.site_id AND n.record_id = b.id AND n.account_id = m.account_id AND n.version = b.version
	UNION ALL
	SELECT p.account_id, false, false, true, EXISTS (SELECT FROM app.training_attendance e
		WHERE e.site_id = t.site_id AND e.record_id = t.record_id AND e.account_id = p.account_id AND e.removed_at IS NULL AND e.state = 'attended')
	FROM taught t CROSS JOIN LATERAL app.training_people(t.site_id, t.record_id) p),
each_one AS (
	SELECT p.account_id, bool_or(p.is_reader) AS is_reader, bool_or(p.has_read) AS has_read, bool_or(p.is_pupil) AS is_pupil, bool_or(p.has_learned) AS has_learned
	FROM people p GROUP BY p.account_id)
SELECT y.department, y.department_en, y.readers::text AS readers, y.have_read::text AS have_read, COALESCE(100 * y.have_read / NULLIF(y.readers, 0) || ' %', '—') AS read_rate,
	NULLIF(y.pupils, 0)::text AS pupils, CASE WHEN y.pupils > 0 THEN y.learned::text END AS learned, 100 * y.learned / NULLIF(y.pupils, 0) || ' %' AS learned_rate,
	CASE WHEN y.readers = 0 THEN '' WHEN y.have_read = y.readers THEN 'ok' ELSE 'warn' END AS tone
FROM (SELECT CASE WHEN GROUPING(m.department_id) = 0 THEN COALESCE(min(d.name), '—') END AS department, min(d.name_en) AS department_en, count(*) FILTER (WHERE e.is_reader) AS readers,
		count(*) FILTER (WHERE e.has_read) AS have_read, count(*) FILTER (WHERE e.is_pupil) AS pupils, count(*) FILTER (WHERE e.has_learned) AS learned
	FROM each_one e JOIN app.membership m ON m.site_id = $1::bigint AND m.account_id = e.account_id LEFT JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
	GROUP BY GROUPING SETS ((m.department_id), ()) HAVING count(*) > 0) y
ORDER BY y.department IS NULL, y.department;
