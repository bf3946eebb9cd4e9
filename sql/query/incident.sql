-- Statements of incidents (R13.1, R31.1).

-- name: incident_facts
-- What closing an incident depends on; the emergency plans that hold, as ids, are for its check.
-- A grave incident needs a decision of the group (R6.3): was it asked, and has it ruled?
-- $1 site bigint, $2 number
SELECT k.group_told_on IS NOT NULL AS is_alarmed, k.severity_to IS NOT NULL AS is_lowering, k.severity_to IS NULL AS none_lowering,
	k.severity NOT IN ('1', '2') OR EXISTS (SELECT FROM app.escalation e JOIN app.record x ON x.site_id = e.site_id AND x.id = e.record_id
		WHERE e.site_id = r.site_id AND e.about_id = r.id AND x.state = 'ruled') AS group_decided,
	(SELECT count(*) FROM app.incident_timeline t WHERE t.site_id = r.site_id AND t.record_id = r.id AND t.removed_at IS NULL) >= 2 AS has_timeline,
	app.incident_followed(r.site_id, r.id) AS has_follow_up, NOT app.incident_followed(r.site_id, r.id) AS no_follow_up_yet,
	p.ids IS NOT NULL AS has_plans, p.ids AS plans,
	NOT EXISTS (SELECT FROM app.incident_step t WHERE t.site_id = r.site_id AND t.record_id = r.id AND t.removed_at IS NULL AND t.state = 'open') AS steps_settled
FROM app.record r JOIN app.incident k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (SELECT string_agg(v.plan_id::text, ' ') AS ids FROM app.emergency_cover v
	WHERE v.site_id = r.site_id AND v.platform_id = r.platform_id AND (k.scenario IS NULL OR k.scenario = ANY (v.scenarios))) p
WHERE r.site_id = $1::bigint AND r.number = $2;

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
-- The approved emergency plans that fit an incident's platform and scenario, those of its project first.
-- $1 site bigint, $2 number
SELECT x.id::text AS id, x.kind, x.number, x.title, x.state, x.visible
FROM app.record r JOIN app.incident k ON k.site_id = r.site_id AND k.record_id = r.id
JOIN app.emergency_cover v ON v.site_id = r.site_id AND v.platform_id = r.platform_id AND (k.scenario IS NULL OR k.scenario = ANY (v.scenarios))
JOIN app.document d ON d.site_id = r.site_id AND d.record_id = v.plan_id
JOIN app.record x ON x.site_id = d.site_id AND x.id = d.record_id
WHERE r.site_id = $1::bigint AND r.number = $2
ORDER BY d.target_id IS NOT DISTINCT FROM k.target_id DESC, d.target_id IS NOT DISTINCT FROM r.platform_id DESC, x.id DESC LIMIT 30;

-- name: incident_take_steps
-- The steps of a plan become those of an incident, a line each; steps of a plan that it was begun with before and that nobody ticked are no longer there.
-- $1 site bigint, $2 id, $3 plan, $4 actor, $5 now
WITH over AS (
	UPDATE app.incident_step t SET removed_at = $5::timestamptz WHERE t.site_id = $1::bigint AND t.record_id = $2::bigint AND t.state = 'open' AND t.removed_at IS NULL)
INSERT INTO app.incident_step (site_id, record_id, no, at, by_id, text, plan_id)
SELECT $1::bigint, $2::bigint, (SELECT COALESCE(max(t.no), 0) FROM app.incident_step t WHERE t.site_id = $1::bigint AND t.record_id = $2::bigint) + row_number() OVER (ORDER BY l.place),
	$5::timestamptz, $4::bigint, left(btrim(l.line, E' \t\r　'), 2000), d.record_id
FROM app.document d CROSS JOIN LATERAL string_to_table(d.flow, E'\n') WITH ORDINALITY l (line, place)
WHERE d.site_id = $1::bigint AND d.record_id = $3::bigint AND btrim(l.line, E' \t\r　') <> '';

-- name: incident_tell_step
-- What was ticked stands in the timeline: the step, and what was done or why it is not needed.
-- $1 site bigint, $2 id, $3 number of the step, $4 actor, $5 now
INSERT INTO app.incident_timeline (site_id, record_id, no, at, by_id, happened_on, happened_at, text)
SELECT t.site_id, t.record_id, (SELECT COALESCE(max(o.no), 0) + 1 FROM app.incident_timeline o WHERE o.site_id = t.site_id AND o.record_id = t.record_id), $5::timestamptz, $4::bigint,
	$5::timestamptz::date, date_trunc('minute', $5::timestamptz::timestamp)::time, left(concat(CASE t.state WHEN 'done' THEN '✓ ' ELSE '✗ ' END, t.text, '：' || NULLIF(concat(t.note, t.reason), '')), 5000)
FROM app.incident_step t WHERE t.site_id = $1::bigint AND t.record_id = $2::bigint AND t.no = $3::int;

-- name: incident_tell_group
-- Notifies the management group, except the person who reported the incident.
-- $1 site bigint, $2 id, $3 actor, $4 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT DISTINCT $1::bigint, m.account_id, $2::bigint, 'alarm', $3::bigint, '{"kind":"incident","state":"open"}'::jsonb, $4::timestamptz
FROM app.role_permission p JOIN app.member_role h ON h.site_id = p.site_id AND h.role_id = p.role_id
JOIN app.membership m ON m.site_id = h.site_id AND m.account_id = h.account_id AND m.left_at IS NULL
WHERE p.site_id = $1::bigint AND p.permission = 'group.decide' AND m.account_id IS DISTINCT FROM $3::bigint;
