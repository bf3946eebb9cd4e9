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
