-- Statements of documents (R6.2, R28.1, R30.1) and of what else belongs to a project by its field "target_id".

-- name: document_facts
-- What the moves of a document depend on, for the acting person.
-- $1 site bigint, $2 number
SELECT app.says(k.body) OR k.type = 'emergency_plan' OR EXISTS (SELECT FROM app.file f WHERE f.site_id = r.site_id AND f.record_id = r.id AND f.removed_at IS NULL) AS has_content,
	k.supersedes_id IS NULL OR COALESCE(k.supersedes_id <> r.id AND o.type = k.type AND q.state IN ('approved', 'published', 'archived'), false) AS supersedes_fits,
	k.type <> 'regulation' OR k.effective_on IS NOT NULL AS is_dated,
	k.approved_version IS NULL AS never_approved,
	-- It says for what it is, which steps are taken, by whom, how it goes on (R31.1).
	k.type <> 'emergency_plan' OR k.scenarios <> '{}' AND app.says(k.flow) AND app.says(k.duties) AND app.says(k.measures) AND app.says(k.recovery) AS plan_complete,
	g.for_group AS is_for_group, NOT g.for_group AS not_for_group, k.type <> 'emergency_plan' OR app.holds('head.decide') AS approver_fits,
	CASE WHEN k.type = 'emergency_plan' THEN (SELECT string_agg(h.account_id::text, ' ') FROM app.holders(r.site_id, 'document.approve') h) END AS plan_reviewers,
	app.account() IS NOT NULL AND NOT EXISTS (
		SELECT FROM app.reading n WHERE n.site_id = r.site_id AND n.record_id = r.id AND n.account_id = app.account() AND n.version = r.version) AS unread
FROM app.record r JOIN app.document k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL (SELECT k.type = 'regulation' OR k.type = 'emergency_plan' AND EXISTS (SELECT FROM app.rule u
	WHERE u.site_id = k.site_id AND u.key = 'plan_approval' AND u.value = 'group') AS for_group) g
LEFT JOIN app.document o ON o.site_id = k.site_id AND o.record_id = k.supersedes_id
LEFT JOIN app.record q ON q.site_id = o.site_id AND q.id = o.record_id
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: document_successor
-- The document that takes the place of this one and is approved already.
-- $1 site bigint, $2 id
SELECT r.number FROM app.document k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
WHERE k.site_id = $1::bigint AND k.supersedes_id = $2::bigint AND r.state IN ('approved', 'published', 'archived') ORDER BY r.id LIMIT 1;

-- name: document_needs
-- Which documents each stage of a project needs and which exist (R30.1), the most advanced of each type.
-- $1 site bigint, $2 number of the project
WITH needs AS (SELECT n.place, n.stage, n.type FROM app.document_needed() n),
-- Its documents are read once, not once for each need, and each record by its key (OFFSET 0: not all records of the site beside them).
d AS MATERIALIZED (SELECT DISTINCT ON (k.type) k.type, r.number, r.title, r.state FROM app.document k
	CROSS JOIN LATERAL (SELECT x.id, x.number, x.title, x.state FROM app.record x WHERE x.site_id = $1::bigint AND x.id = k.record_id OFFSET 0) r
	WHERE k.site_id = $1::bigint AND k.target_id = (SELECT t.id FROM app.record t WHERE t.site_id = $1::bigint AND t.number = $2) AND r.state NOT IN ('superseded', 'discarded')
	ORDER BY k.type, r.state IN ('approved', 'published', 'archived') DESC, r.id DESC)
SELECT y.*, CASE WHEN y.met THEN 'complete' WHEN y.number IS NOT NULL THEN 'begun' WHEN y.is_due THEN 'missing' ELSE 'later' END AS standing,
	CASE WHEN y.met THEN 'ok' WHEN y.number IS NOT NULL THEN 'warn' WHEN y.is_due THEN 'bad' ELSE '' END AS tone FROM (
SELECT n.place, n.stage, n.type, d.number, d.title, d.state, COALESCE(d.state IN ('approved', 'published', 'archived'), false) AS met,
	-- Of stages that have not come nothing is missing yet.
	COALESCE(array_position(x.stages, n.stage) <= array_position(x.stages, t.state), t.closed_at IS NOT NULL OR n.stage = 'research') AS is_due
FROM app.record t CROSS JOIN needs n CROSS JOIN (SELECT ARRAY['research', 'design', 'initiation', 'development', 'testing', 'review', 'go_live', 'evaluation'] AS stages) x
LEFT JOIN d ON d.type = n.type
WHERE t.site_id = $1::bigint AND t.number = $2) y ORDER BY y.place;

-- name: link_follow
-- Updates a link that follows a field: it points to the record named now instead of the one named before.
-- $1 site bigint, $2 id, $3 other or NULL, $4 sort, $5 now, $6 author
WITH gone AS (
	DELETE FROM app.link WHERE site_id = $1::bigint AND record_id = $2::bigint AND sort = $4::text AND other_id IS DISTINCT FROM $3::bigint)
INSERT INTO app.link (site_id, record_id, other_id, sort, created_at, created_by)
SELECT $1::bigint, $2::bigint, $3::bigint, $4::text, $5::timestamptz, $6::bigint WHERE $3::bigint IS NOT NULL ON CONFLICT DO NOTHING;
