-- The history of a whole site, for those who keep an eye on it.

-- name: audit_page
-- Events of the site, newest first, before a number; of one person and of one sort of act if given.
-- $1 site bigint, $2 before, $3 actor ("" any), $4 first part of the action ("" any), $5 from day ("" any), $6 to day ("" any)
SELECT e.seq::text AS seq, to_char(e.at, 'YYYY-MM-DD HH24:MI:SS') AS at, a.name AS who, f.name AS for_name, e.action, e.object, e.detail::text AS detail,
	e.request, encode(e.hash, 'hex') AS hash, r.number, r.title, r.kind
FROM app.event e
LEFT JOIN app.account a ON a.id = e.actor_id
LEFT JOIN app.account f ON f.id = e.for_id
LEFT JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id
WHERE e.site_id = $1::bigint AND e.seq < $2::bigint
	AND ($3 = '' OR e.actor_id = NULLIF($3, '')::bigint)
	AND ($4 = '' OR starts_with(e.action, $4 || '.'))
	AND ($5 = '' OR e.at >= NULLIF($5, '')::date)
	AND ($6 = '' OR e.at < NULLIF($6, '')::date + 1)
ORDER BY e.seq DESC LIMIT 51;
