-- Statements of providers (R7.5, src/kinds/provider.c) and of disputes (R12.2, src/kinds/dispute.c).

-- name: provider_facts
-- The conditions of a provider's moves, true if met; and whose accounts its people have (no=id).
-- $1 site bigint, $2 number, $3 today
SELECT EXISTS (SELECT FROM app.provider_contract e JOIN app.record q ON q.site_id = e.site_id AND q.id = e.review_id AND q.state = 'approved'
		WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL AND e.state = 'in_force') AS has_contract,
	COALESCE(k.ends_on >= $3::date, false) AS in_term,
	NOT EXISTS (SELECT FROM app.provider_person e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL AND e.state = 'at_work') AS people_ended,
	NOT EXISTS (SELECT FROM app.provider_people_left(r.site_id, r.id)) AS accounts_ended,
	COALESCE(k.ends_on <= $3::date + 60 AND k.reminded IS NULL, false) AS ends_in_60,
	COALESCE(k.ends_on <= $3::date + 30 AND k.reminded IS DISTINCT FROM '30', false) AS ends_in_30,
	(SELECT string_agg(e.no || '=' || e.account_id, ' ') FROM app.provider_person e
		WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL AND e.account_id IS NOT NULL AND e.state = 'at_work') AS account_ids
FROM app.record r JOIN app.provider k ON k.site_id = r.site_id AND k.record_id = r.id
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: provider_review
-- Returns a row if a review approved a contract that may be one with this provider.
-- $1 site bigint, $2 review, $3 provider
SELECT k.record_id FROM app.legal_review k JOIN app.record q ON q.site_id = k.site_id AND q.id = k.record_id
WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND q.state = 'approved' AND k.matter IN ('development_contract', 'test_contract', 'maintenance_contract')
	AND (k.provider_id IS NULL OR k.provider_id = $3::bigint);

-- name: provider_of_code
-- Another provider of this code.
-- $1 site bigint, $2 code, $3 id or NULL
SELECT r.number FROM app.provider k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
WHERE k.site_id = $1::bigint AND app.fold(k.credit_code) = app.fold($2::text) AND k.credit_code <> '' AND k.record_id IS DISTINCT FROM $3::bigint;

-- name: provider_term
-- Until when a provider's contracts run.
-- $1 site bigint, $2 id
SELECT max(e.ends_on)::text AS ends_on FROM app.provider_contract e WHERE e.site_id = $1::bigint AND e.record_id = $2::bigint AND e.removed_at IS NULL AND e.state = 'in_force';

-- name: provider_remind
-- Tells whoever is responsible for a provider, and the head of the technical department, that its contracts run out.
-- $1 site bigint, $2 id, $3 what, $4 detail as JSON, $5 now
INSERT INTO app.notification (site_id, account_id, record_id, what, detail, at)
SELECT $1::bigint, x.account_id, $2::bigint, $3::text, $4::jsonb, $5::timestamptz
FROM (SELECT r.owner_id AS account_id FROM app.record r WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND r.owner_id IS NOT NULL
	UNION SELECT h.account_id FROM app.holders($1::bigint, 'head.decide') h) x;

-- name: clock_provider
-- Providers whose contracts run out within 60 days, or 30, of which nobody was told.
-- $1 site bigint, $2 today
SELECT k.record_id::text AS id, CASE WHEN k.ends_on <= $2::date + 30 THEN 'remind_30' ELSE 'remind_60' END AS move
FROM app.provider k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('in_use', 'suspended')
WHERE k.site_id = $1::bigint AND k.ends_on <= $2::date + 60 AND (k.reminded IS NULL OR k.reminded = '60' AND k.ends_on <= $2::date + 30)
ORDER BY k.ends_on LIMIT 200;

-- name: provider_left
-- Who of a provider's people can still come in.
-- $1 site bigint, $2 number
SELECT l.name, a.name AS account, l.work, l.ends_on::text AS ends_on, l.state AS standing, CASE l.state WHEN 'ended' THEN 'warn' ELSE '' END AS tone
FROM app.record r CROSS JOIN LATERAL app.provider_people_left(r.site_id, r.id) l JOIN app.person a ON a.id = l.account_id
WHERE r.site_id = $1::bigint AND r.kind = 'provider' AND r.number = $2 ORDER BY l.no;

-- name: provider_named_by
-- What names a provider and is in sight: reviews of contracts, advice, disputes, penalties; the latest of each.
-- $1 site bigint, $2 number
WITH p AS MATERIALIZED (SELECT r.site_id, r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2),
found AS (
	(SELECT k.record_id AS id FROM p JOIN app.legal_review k ON k.site_id = p.site_id AND k.provider_id = p.id ORDER BY 1 DESC LIMIT 10)
	UNION ALL
	(SELECT k.record_id FROM p JOIN app.legal_advice k ON k.site_id = p.site_id AND k.provider_id = p.id ORDER BY 1 DESC LIMIT 10)
	UNION ALL
	(SELECT k.record_id FROM p JOIN app.dispute k ON k.site_id = p.site_id AND k.provider_id = p.id ORDER BY 1 DESC LIMIT 10)
	UNION ALL
	(SELECT k.record_id FROM p JOIN app.penalty k ON k.site_id = p.site_id AND k.provider_id = p.id ORDER BY 1 DESC LIMIT 10))
SELECT x.id::text AS id, x.kind, x.number, x.title, x.state, x.visible FROM found f JOIN app.record x ON x.site_id = $1::bigint AND x.id = f.id ORDER BY x.kind, x.id DESC;

-- name: dispute_readers
-- Those named in a dispute, its author and who is responsible read it; who is named no longer does not.
-- $1 site bigint, $2 id
WITH due AS (
	SELECT DISTINCT x.account_id FROM app.dispute k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	CROSS JOIN LATERAL unnest(k.persons || ARRAY[r.created_by, r.owner_id]) AS x (account_id)
	WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND x.account_id IS NOT NULL),
gone AS (
	DELETE FROM app.record_reader x WHERE x.site_id = $1::bigint AND x.record_id = $2::bigint AND x.account_id NOT IN (SELECT d.account_id FROM due d))
INSERT INTO app.record_reader (site_id, record_id, account_id) SELECT $1::bigint, $2::bigint, d.account_id FROM due d ON CONFLICT DO NOTHING;
