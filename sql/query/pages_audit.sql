-- The history of a whole site, for those who keep an eye on it.

-- name: audit_page
-- Events of the site, newest first, before a number; of one person and of one sort of act if given; and what the ids in their changes are called.
-- $1 site bigint, $2 before, $3 actor ("" any), $4 first part of the action ("" any), $5 from day ("" any), $6 to day ("" any), $7 names of the fields that hold ids
SELECT e.seq::text AS seq, to_char(e.at, 'YYYY-MM-DD HH24:MI:SS') AS at, a.name AS who, f.name AS for_name, e.action, e.object, e.detail::text AS detail,
	array_to_string(app.event_gone($1::bigint, e.action, e.object, e.detail), chr(10)) AS gone,
	e.request, encode(e.hash, 'hex') AS hash, r.number, r.title, r.kind,
	CASE WHEN e.detail -> 'changes' ?| $7::text[] THEN (
		SELECT jsonb_build_object('people', jsonb_object_agg(p.id, p.name) FILTER (WHERE p.id IS NOT NULL),
			'departments', jsonb_object_agg(d.id, concat_ws(chr(10), d.name, NULLIF(d.name_en, ''))) FILTER (WHERE d.id IS NOT NULL),
			'records', jsonb_object_agg(x.id, x.number) FILTER (WHERE x.id IS NOT NULL))::text
		FROM (SELECT DISTINCT one::bigint AS id FROM jsonb_each(e.detail -> 'changes') c, jsonb_array_elements_text(c.value) v (value),
			unnest(string_to_array(v.value, ',')) one WHERE c.key = ANY ($7::text[]) AND one ~ '^[0-9]{1,18}$') ids
		LEFT JOIN app.person p ON p.id = ids.id
		LEFT JOIN app.department d ON d.site_id = $1::bigint AND d.id = ids.id
		LEFT JOIN app.record x ON x.site_id = $1::bigint AND x.id = ids.id) END AS names
FROM (
	SELECT * FROM app.event e
	WHERE e.site_id = $1::bigint AND e.seq < $2::bigint
		AND ($3 = '' OR e.actor_id = NULLIF($3, '')::bigint)
		AND ($4 = '' OR starts_with(e.action, $4 || '.'))
		AND ($5 = '' OR e.at >= NULLIF($5, '')::date)
		AND ($6 = '' OR e.at < NULLIF($6, '')::date + 1)
	ORDER BY e.seq DESC LIMIT 51) e
LEFT JOIN app.person a ON a.id = e.actor_id
LEFT JOIN app.person f ON f.id = e.for_id
LEFT JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id
ORDER BY e.seq DESC;
