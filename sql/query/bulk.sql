-- Decisions in bulk (RX.13): what was asked for at once, and what became of each.

-- name: bulk_begin
-- Begins a decision on several records at once: its lines are queued and nothing is decided yet.
-- $1 site bigint, $2 account, $3 kind, $4 move, $5 now, $6 numbers text[], $7 what was shown of each text[]
WITH b AS (
	INSERT INTO app.bulk (site_id, account_id, kind, move, at) VALUES ($1::bigint, $2::bigint, $3, $4, $5::timestamptz) RETURNING site_id, id),
l AS (
	INSERT INTO app.bulk_line (site_id, bulk_id, number, shown)
	SELECT b.site_id, b.id, x.number, x.shown FROM b, unnest($6::text[], $7::text[]) x (number, shown) ON CONFLICT DO NOTHING)
SELECT b.id FROM b;

-- name: bulk_say
-- The result for one of them; written once.
-- $1 site bigint, $2 decision, $3 number, $4 outcome, $5 reason
UPDATE app.bulk_line SET outcome = $4, reason = $5 WHERE site_id = $1::bigint AND bulk_id = $2::bigint AND number = $3 AND outcome IS NULL;

-- name: bulk_lines
-- The report of a decision, for the person who made it; of a record they may not see only the number.
-- $1 site bigint, $2 decision
SELECT b.kind, b.move, to_char(b.at, 'YYYY-MM-DD HH24:MI') AS at, l.number, l.outcome, l.reason, r.title, r.state
FROM app.bulk b JOIN app.bulk_line l ON l.site_id = b.site_id AND l.bulk_id = b.id
LEFT JOIN app.record r ON r.site_id = b.site_id AND r.number = l.number
WHERE b.site_id = $1::bigint AND b.id = $2::bigint AND b.account_id = app.account() ORDER BY l.number;

-- name: bulk_asker
-- Who submitted the record, and since when it has been waiting.
-- $1 site bigint, $2 number
SELECT a.name, to_char(r.state_at, 'YYYY-MM-DD') AS since FROM app.record r LEFT JOIN app.person a ON a.id = COALESCE(r.submitted_by, r.created_by)
WHERE r.site_id = $1::bigint AND r.number = $2;
