-- Statements of incidents (R13.1, R31.1).

-- name: incident_facts
-- What closing an incident depends on; the emergency plans that hold, as ids, are for its check.
-- A serious security incident needs a decision of the group: was it asked, and has it ruled?
-- $1 site bigint, $2 number
SELECT k.group_told_on IS NOT NULL AS is_alarmed, k.severity_to IS NOT NULL AS is_lowering, k.severity_to IS NULL AS none_lowering,
	NOT (k.is_security AND k.severity IN ('1', '2')) OR EXISTS (SELECT FROM app.escalation e JOIN app.record x ON x.site_id = e.site_id AND x.id = e.record_id
		WHERE e.site_id = r.site_id AND e.about_id = r.id AND x.state = 'ruled') AS group_decided,
	(SELECT count(*) FROM app.incident_timeline t WHERE t.site_id = r.site_id AND t.record_id = r.id AND t.removed_at IS NULL) >= 2 AS has_timeline,
	app.incident_followed(r.site_id, r.id) AS has_follow_up, NOT app.incident_followed(r.site_id, r.id) AS no_follow_up_yet,
	(SELECT string_agg(d.record_id::text, ' ') FROM app.document d JOIN app.record x ON x.site_id = d.site_id AND x.id = d.record_id
		WHERE d.site_id = r.site_id AND d.type = 'emergency_plan' AND x.state IN ('approved', 'published', 'archived')) AS plans
FROM app.record r JOIN app.incident k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: incident_waits
-- A proposed lower severity waits for those who close incidents; people it now waits for are notified.
-- $1 site bigint, $2 id, $3 actor, $4 now
WITH wanted AS (
	SELECT k.lowered_by FROM app.incident k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND k.severity_to IS NOT NULL AND r.closed_at IS NULL),
over AS (
	DELETE FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'agree' AND NOT EXISTS (SELECT FROM wanted)),
added AS (
	INSERT INTO app.waiting (site_id, record_id, action, permission, except_id, since)
	SELECT $1::bigint, $2::bigint, 'agree', 'incident.close', wanted.lowered_by, $4::timestamptz FROM wanted
	WHERE NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'agree')
	RETURNING permission)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT DISTINCT $1::bigint, h.account_id, $2::bigint, 'waiting', $3::bigint, '{"kind": "incident", "state": "open"}'::jsonb, $4::timestamptz
FROM added CROSS JOIN LATERAL app.holders($1::bigint, added.permission) h WHERE h.account_id IS DISTINCT FROM $3::bigint;

-- name: incident_plans
-- The approved emergency plans of the site, those of the incident's project first.
-- $1 site bigint, $2 number
SELECT x.id::text AS id, x.kind, x.number, x.title, x.state, x.visible
FROM app.record r JOIN app.incident k ON k.site_id = r.site_id AND k.record_id = r.id
JOIN app.document d ON d.site_id = r.site_id AND d.type = 'emergency_plan'
JOIN app.record x ON x.site_id = d.site_id AND x.id = d.record_id AND x.state IN ('approved', 'published', 'archived')
WHERE r.site_id = $1::bigint AND r.number = $2
ORDER BY d.target_id IS NOT DISTINCT FROM k.target_id DESC, d.target_id IS NOT DISTINCT FROM r.platform_id DESC, x.id DESC LIMIT 30;

-- name: incident_tell_group
-- Notifies the management group, except the person who reported the incident.
-- $1 site bigint, $2 id, $3 actor, $4 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT DISTINCT $1::bigint, m.account_id, $2::bigint, 'alarm', $3::bigint, '{"kind":"incident","state":"open"}'::jsonb, $4::timestamptz
FROM app.role_permission p JOIN app.member_role h ON h.site_id = p.site_id AND h.role_id = p.role_id
JOIN app.membership m ON m.site_id = h.site_id AND m.account_id = h.account_id AND m.left_at IS NULL
WHERE p.site_id = $1::bigint AND p.permission = 'group.decide' AND m.account_id IS DISTINCT FROM $3::bigint;
