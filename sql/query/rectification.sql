-- Statements of rectification notices (R32.2, src/kinds/rectification.c).

-- name: rectification_facts
-- The conditions of a notice's moves: is a file attached since it was acknowledged, was no extension asked for, does one wait for its answer, is or was it late, and who is
-- still to be told?  For the warning: earlier notices with the same cause.
-- $1 site bigint, $2 number, $3 today
SELECT EXISTS (SELECT FROM app.file f WHERE f.site_id = r.site_id AND f.record_id = r.id AND f.removed_at IS NULL AND f.created_at >= r.state_at) AS has_file,
	k.extension_asked_on IS NULL AS extension_unasked, k.extension_asked_on IS NOT NULL AND k.extension_answer IS NULL AS extension_open,
	COALESCE(k.submitted_on, $3::date) > k.deadline_on AND r.state <> 'withdrawn' AS is_late,
	l.since > 0 AND k.late_told IS NULL AS late_responsible, l.since > 3 AND k.late_told = 'responsible' AS late_head, l.since > 7 AND k.late_told = 'head' AS late_lead,
	p.n::text AS earlier, p.numbers
FROM app.record r JOIN app.rectification k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (SELECT CASE WHEN r.state IN ('issued', 'acknowledged') THEN $3::date - k.deadline_on END AS since) l
CROSS JOIN LATERAL (SELECT NULLIF(count(*), 0) AS n, string_agg(e.number, ', ' ORDER BY e.id) FILTER (WHERE e.place <= 5) AS numbers FROM (
	SELECT x.id, x.number, row_number() OVER (ORDER BY x.id DESC) AS place FROM app.rectification_repeats(r.site_id, r.id) o JOIN app.record x ON x.site_id = r.site_id AND x.id = o.record_id) e) p
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: rectification_repeats
-- The earlier notices with the same cause, the latest first.
-- $1 site bigint, $2 number
SELECT x.number, x.title, k.issued_on::text AS issued_on, o.name AS owner, e.same, x.state, CASE x.state WHEN 'closed' THEN 'ok' ELSE 'warn' END AS tone
FROM app.record r CROSS JOIN LATERAL app.rectification_repeats(r.site_id, r.id) e
JOIN app.record x ON x.site_id = r.site_id AND x.id = e.record_id JOIN app.rectification k ON k.site_id = x.site_id AND k.record_id = x.id
LEFT JOIN app.person o ON o.id = x.owner_id
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY x.id DESC LIMIT 50;

-- name: rectification_waits
-- An extension that was asked for waits for those who issue notices, but for whoever asked and is responsible; they are notified.
-- $1 site bigint, $2 id, $3 actor, $4 now
WITH k AS (
	SELECT r.site_id, r.id, r.state, r.owner_id, r.created_by FROM app.record r JOIN app.rectification k ON k.site_id = r.site_id AND k.record_id = r.id
	WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND r.state IN ('issued', 'acknowledged') AND k.extension_asked_on IS NOT NULL AND k.extension_answer IS NULL),
wanted AS (
	SELECT DISTINCT h.account_id FROM k CROSS JOIN LATERAL app.holders(k.site_id, 'rectification.manage') h
	WHERE h.account_id IS DISTINCT FROM k.owner_id AND h.account_id IS DISTINCT FROM k.created_by),
gone AS (
	DELETE FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'grant' AND NOT EXISTS (SELECT FROM wanted n WHERE n.account_id = w.account_id)),
added AS (
	INSERT INTO app.waiting (site_id, record_id, action, account_id, since)
	SELECT $1::bigint, $2::bigint, 'grant', n.account_id, $4::timestamptz FROM wanted n
	WHERE NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'grant' AND w.account_id = n.account_id)
	RETURNING account_id)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, a.account_id, $2::bigint, 'waiting', $3::bigint, jsonb_build_object('kind', 'rectification', 'state', (SELECT state FROM k), 'action', 'grant'), $4::timestamptz
FROM added a WHERE a.account_id IS DISTINCT FROM $3::bigint;

-- name: rectification_tell
-- Tells whoever is responsible, the heads of their department, or the group's lead that it is late.
-- $1 site bigint, $2 id, $3 responsible, head or lead, $4 detail as JSON, $5 now
INSERT INTO app.notification (site_id, account_id, record_id, what, detail, at)
SELECT $1::bigint, x.id, $2::bigint, 'late', $4::jsonb, $5::timestamptz FROM (
	SELECT r.owner_id AS id FROM app.record r WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND $3 = 'responsible'
	UNION
	SELECT h.account_id FROM app.record r LEFT JOIN app.membership m ON m.site_id = r.site_id AND m.account_id = r.owner_id
	CROSS JOIN LATERAL app.holders($1::bigint, CASE $3 WHEN 'head' THEN 'department.head' WHEN 'lead' THEN 'group.lead' END) h
	WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND ($3 = 'lead' OR h.department_id = COALESCE(m.department_id, r.department_id))) x
WHERE x.id IS NOT NULL;

-- name: clock_rectification
-- Notices that are late and of which somebody has still to be told: whoever is responsible on the day after, their head after three more days, the group's lead after seven.
-- $1 site bigint, $2 today
SELECT o.record_id::text AS id, CASE WHEN k.late_told IS NULL THEN 'tell_responsible' WHEN k.late_told = 'responsible' THEN 'tell_head' ELSE 'tell_lead' END AS move
FROM app.open_record o JOIN app.rectification k ON k.site_id = o.site_id AND k.record_id = o.record_id
WHERE o.site_id = $1::bigint AND o.kind = 'rectification' AND o.state IN ('issued', 'acknowledged') AND o.since < $2::date
	AND k.deadline_on < $2::date AND (k.late_told IS NULL OR k.late_told = 'responsible' AND k.deadline_on + 3 < $2::date OR k.late_told = 'head' AND k.deadline_on + 7 < $2::date)
ORDER BY o.since LIMIT 200;
