-- Statements of evaluations (R21.1).

-- name: evaluation_facts
-- Do business and operations take part, and is each dimension scored, with text?  And whose its target is.
-- $1 site bigint, $2 number
SELECT 'business' = ANY (p.functions) AS with_business, 'operations' = ANY (p.functions) AS with_operations,
	k.fitness_score IS NOT NULL AND app.says(k.fitness_text) AS fitness_judged,
	k.stability_score IS NOT NULL AND app.says(k.stability_text) AS stability_judged,
	k.performance_score IS NOT NULL AND app.says(k.performance_text) AS performance_judged,
	k.experience_score IS NOT NULL AND app.says(k.experience_text) AS experience_judged,
	k.support_score IS NOT NULL AND app.says(k.support_text) AS support_judged,
	k.effect_score IS NOT NULL AND app.says(k.effect_text) AS effect_judged,
	(SELECT t.department_id::text FROM app.record t WHERE t.site_id = k.site_id AND t.id = k.target_id) AS target_department
FROM app.record r JOIN app.evaluation k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (SELECT COALESCE(array_agg(d.function), '{}') AS functions FROM app.membership m JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
	WHERE m.site_id = r.site_id AND m.account_id = ANY (k.participants)) p
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: evaluation_waits
-- Once the evaluation is approved, its open improvements wait as one inbox item until each is a requirement or declined; people who may do that are notified.
-- $1 site bigint, $2 id, $3 actor, $4 now
WITH wanted AS (
	SELECT count(*) FROM app.record r JOIN app.evaluation_improvement i ON i.site_id = r.site_id AND i.record_id = r.id AND i.removed_at IS NULL AND i.state = 'open'
	WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND r.state = 'done' HAVING count(*) > 0),
over AS (
	DELETE FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'improve' AND NOT EXISTS (SELECT FROM wanted)),
added AS (
	INSERT INTO app.waiting (site_id, record_id, action, permission, since)
	SELECT $1::bigint, $2::bigint, 'improve', 'evaluation.manage', $4::timestamptz FROM wanted
	WHERE NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'improve')
	RETURNING permission)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT DISTINCT $1::bigint, m.account_id, $2::bigint, 'waiting', $3::bigint, '{"kind": "evaluation", "state": "done"}'::jsonb, $4::timestamptz
FROM added JOIN app.role_permission rp ON rp.site_id = $1::bigint AND rp.permission = added.permission
JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
WHERE m.account_id IS DISTINCT FROM $3::bigint;
