-- Canned opinions (issue 11): those of the site and those of the person who asks.  The ballot has them with its round (record_rounds).

-- name: sayings
-- The canned opinions of the site, then those of the acting person.
-- $1 site bigint
SELECT s.id::text AS id, s.text, s.account_id IS NULL AS shared FROM app.saying s
WHERE s.site_id = $1::bigint AND (s.account_id IS NULL OR s.account_id = app.account()) ORDER BY s.account_id NULLS FIRST, s.id LIMIT 100;

-- name: saying_add
-- Keeps a text once, at most 50 for the site and as many for a person; no row: it is kept already, or there are too many.
-- $1 site bigint, $2 account (NULL: for the site), $3 text, $4 now, $5 who keeps it
INSERT INTO app.saying (site_id, account_id, text, created_at, created_by)
SELECT $1::bigint, $2::bigint, $3, $4::timestamptz, $5::bigint
WHERE (SELECT count(*) FROM app.saying s WHERE s.site_id = $1::bigint AND s.account_id IS NOT DISTINCT FROM $2::bigint) < 50
ON CONFLICT DO NOTHING RETURNING id::text AS id;

-- name: saying_drop
-- Removes a text of the person's own, or one of the site; no row: it is not theirs to remove.
-- $1 site bigint, $2 account, $3 id, $4 may they remove those of the site?
DELETE FROM app.saying WHERE site_id = $1::bigint AND id = $3::bigint AND (account_id = $2::bigint OR account_id IS NULL AND $4::boolean)
RETURNING text, account_id IS NULL AS shared;

-- name: my_sayings
-- The canned opinions that the acting person keeps.
-- $1 site bigint, $2 account
SELECT s.text, to_char(s.created_at, 'YYYY-MM-DD HH24:MI') AS at FROM app.saying s WHERE s.site_id = $1::bigint AND s.account_id = $2::bigint ORDER BY s.id LIMIT 1000;
