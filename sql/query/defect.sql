-- Statements of defects (R18.2).

-- name: defect_facts
-- May the acting person retest it (they did not develop its project) and fix it (they did not test its project)?
-- $1 site bigint, $2 number
SELECT app.account() IS NULL OR NOT app.account() = ANY (app.launch_makers(k.site_id, k.target_id)) AS not_maker,
	app.account() IS NULL OR NOT app.account() = ANY (app.launch_testers(k.site_id, k.target_id)) AS not_tester
FROM app.record r JOIN app.defect k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: defect_waits
-- An open defect waits for its owner or, without one, for everyone who may fix it; people it now waits for are notified.
-- $1 site bigint, $2 id, $3 actor, $4 now
WITH wanted AS (
	SELECT r.owner_id AS account_id, CASE WHEN r.owner_id IS NULL THEN 'defect.fix' END AS permission
	FROM app.record r WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND r.state = 'open'),
gone AS (
	DELETE FROM app.waiting w USING wanted n WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'fix'
		AND (w.account_id, w.permission) IS DISTINCT FROM (n.account_id, n.permission)),
come AS (
	INSERT INTO app.waiting (site_id, record_id, action, account_id, permission, since)
	SELECT $1::bigint, $2::bigint, 'fix', n.account_id, n.permission, $4::timestamptz FROM wanted n
	WHERE NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'fix'
		AND (w.account_id, w.permission) IS NOT DISTINCT FROM (n.account_id, n.permission))
	RETURNING account_id, permission),
who AS (
	SELECT account_id FROM come WHERE account_id IS NOT NULL
	UNION
	SELECT m.account_id FROM come JOIN app.role_permission p ON p.site_id = $1::bigint AND p.permission = come.permission
	JOIN app.member_role h ON h.site_id = p.site_id AND h.role_id = p.role_id
	JOIN app.membership m ON m.site_id = h.site_id AND m.account_id = h.account_id AND m.left_at IS NULL)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, account_id, $2::bigint, 'waiting', $3::bigint, '{"kind":"defect","state":"open"}', $4::timestamptz
FROM who WHERE account_id IS DISTINCT FROM $3::bigint;
