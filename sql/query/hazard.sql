-- Statements of hazards (R13.1, src/kinds/hazard.c).

-- name: hazard_facts
-- The conditions of a hazard's moves, true if met; clock is the time of day for the incident that is made of it.
-- $1 site bigint, $2 number, $3 today, $4 now
SELECT NOT EXISTS (SELECT FROM app.record_author a WHERE a.site_id = r.site_id AND a.record_id = r.id AND a.account_id = app.account()) AS not_reporter,
	-- Nobody nominates themself, and nobody whose name is not known.
	r.created_by IS NOT NULL AND r.created_by IS DISTINCT FROM app.account() AS has_nominee,
	k.incident_id IS NULL AS none_incident, k.requirement_id IS NULL AS none_requirement, k.reward_id IS NULL AS none_reward,
	CASE WHEN $3::date IS NOT NULL THEN to_char($4::timestamptz, 'HH24:MI') END AS clock
FROM app.record r JOIN app.hazard k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: hazard_owner
-- Who is responsible for the platform of a hazard.
-- $1 site bigint, $2 id
SELECT p.owner_id FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id WHERE r.site_id = $1::bigint AND r.id = $2::bigint;

-- name: hazard_tell
-- Notifies at once who is responsible for the platform, of severity 1 and 2 the head of the technical department, too, and of severity 1 the management group;
-- whoever was told of it before is not told again.
-- $1 site bigint, $2 id, $3 severity, $4 actor, $5 detail as JSON, $6 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, x.account_id, $2::bigint, 'hazard', $4::bigint, $5::jsonb, $6::timestamptz
FROM (SELECT p.owner_id AS account_id FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id WHERE r.site_id = $1::bigint AND r.id = $2::bigint
	UNION
	SELECT h.account_id FROM app.role_permission p JOIN app.member_role h ON h.site_id = p.site_id AND h.role_id = p.role_id
	WHERE p.site_id = $1::bigint AND p.permission = ANY (CASE $3::text WHEN '1' THEN ARRAY['head.decide', 'group.decide'] WHEN '2' THEN ARRAY['head.decide'] ELSE '{}' END)) x
JOIN app.membership m ON m.site_id = $1::bigint AND m.account_id = x.account_id AND m.left_at IS NULL
WHERE x.account_id IS DISTINCT FROM $4::bigint
	AND NOT EXISTS (SELECT FROM app.notification n WHERE n.site_id = $1::bigint AND n.record_id = $2::bigint AND n.account_id = x.account_id AND n.what IN ('hazard', 'waiting'));
