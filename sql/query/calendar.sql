-- Statements of a site's calendar: its working days and the days on which nothing is released (R20.1, R26.1).

-- name: calendar_year
-- Holidays and make-up working days of a year.
-- $1 site bigint, $2 first day, $3 last day
SELECT day, works, name FROM app.calendar_day WHERE site_id = $1::bigint AND day BETWEEN $2::date AND $3::date ORDER BY day;

-- name: calendar_put
-- Days of the calendar; a day that is there already is replaced.
-- $1 site bigint, $2 days, $3 working?, $4 names
INSERT INTO app.calendar_day (site_id, day, works, name)
SELECT $1::bigint, d, w, n FROM unnest($2::date[], $3::boolean[], $4::text[]) x (d, w, n)
ON CONFLICT (site_id, day) DO UPDATE SET works = EXCLUDED.works, name = EXCLUDED.name;

-- name: calendar_remove
-- Removes an exception from the calendar.
-- $1 site bigint, $2 day
DELETE FROM app.calendar_day WHERE site_id = $1::bigint AND day = $2::date RETURNING works, name;

-- name: freeze_list
-- Freezes that meet these days, with who set them; is each under way, ahead or over?
-- $1 site bigint, $2 first day, $3 last day, $4 today
SELECT f.id::text AS id, f.starts_on::text AS starts_on, f.ends_on::text AS ends_on, f.reason, p.name AS set_by, to_char(f.created_at, 'YYYY-MM-DD HH24:MI') AS set_at,
	CASE WHEN f.starts_on > $4::date THEN 'ahead' WHEN f.ends_on < $4::date THEN 'over' ELSE 'now' END AS standing, f.ends_on > $4::date AS may_end,
	'freeze-' || f.id AS uid, extract(epoch FROM f.created_at)::bigint AS made, extract(epoch FROM COALESCE(f.changed_at, f.created_at))::bigint AS changed
FROM app.release_freeze f JOIN app.person p ON p.id = f.created_by
WHERE f.site_id = $1::bigint AND f.ends_on >= $2::date AND f.starts_on <= $3::date ORDER BY f.starts_on, f.id LIMIT 100;

-- name: freeze_add
-- Sets a freeze.
-- $1 site bigint, $2 first day, $3 last day, $4 reason, $5 who, $6 now
INSERT INTO app.release_freeze (site_id, starts_on, ends_on, reason, created_by, created_at)
VALUES ($1::bigint, $2::date, $3::date, $4, $5::bigint, $6::timestamptz);

-- name: freeze_end
-- Ends a freeze: one that has begun lasts until today, one that has not is taken back.  Who did it for which days stays known (app.lifted).  No row: it is over, or there is none.
-- $1 site bigint, $2 freeze, $3 today, $4 who, $5 now
WITH was AS (SELECT f.* FROM app.release_freeze f WHERE f.site_id = $1::bigint AND f.id = $2::bigint AND f.ends_on > $3::date FOR UPDATE),
gone AS (DELETE FROM app.release_freeze f USING was w WHERE f.site_id = w.site_id AND f.id = w.id AND w.starts_on > $3::date),
ended AS (UPDATE app.release_freeze f SET ends_on = $3::date, changed_at = clock_timestamp() FROM was w WHERE f.site_id = w.site_id AND f.id = w.id AND w.starts_on <= $3::date),
known AS (INSERT INTO app.release_freeze_lifted (site_id, starts_on, ends_on, reason, lifted_by, lifted_at)
	SELECT w.site_id, GREATEST(w.starts_on, $3::date + 1), w.ends_on, w.reason, $4::bigint, $5::timestamptz FROM was w)
SELECT w.starts_on::text AS starts_on, w.ends_on::text AS ends_on, w.reason, w.starts_on > $3::date AS is_gone FROM was w;

-- name: freeze_met
-- The freeze that a window lies in, in words; no row: none.
-- $1 site bigint, $2 day, $3 from, $4 to
SELECT z.said FROM (SELECT app.frozen_release($1::bigint, NULL, $2::date, $3::time, $4::time) AS said) z WHERE z.said IS NOT NULL;

-- ---------------------------------------------------------------- the calendar of everything that has a day (RX.2; issue 14, point 2)

-- name: calendar_items
-- What lies in these days, as far as the acting person sees it: duties, deadlines of what waits, reviews, trainings, absences.  Releases are those of release_month.
-- $1 site bigint, $2 first day, $3 last day, $4 sorts text[], $5 whose (NULL: anybody's), $6 of which department, $7 of which platform (its number), $8 only what concerns the acting person?
WITH found AS (
	SELECT 'duty' AS sort, 'duty-' || d.id AS uid, d.due AS day, d.due AS until, NULL::time AS at, d.record_id, d.account_id, d.department_id, d.rule AS what, d.part, d.starts_on, d.ends_on,
		CASE WHEN d.is_late THEN 'late' ELSE d.state END AS standing, d.state IN ('waived', 'lapsed') AS is_off, d.created_at AS made, d.changed_at AS changed, NULL::bigint AS other_id, CASE WHEN $8::boolean THEN app.duty_answers(d) END AS is_mine
	FROM app.duty d WHERE d.site_id = $1::bigint AND 'duty' = ANY ($4::text[]) AND d.due BETWEEN $2::date AND $3::date
	UNION ALL
	-- The same for several people is one line; it names somebody where it is theirs alone.
	SELECT 'deadline', 'wait-' || w.record_id || '-' || w.action, w.urgency, w.urgency, NULL, w.record_id, CASE WHEN count(*) = 1 THEN min(w.account_id) END, min(w.department_id),
		w.action, '', NULL, NULL, '', false, min(w.since), max(w.since), NULL,
		bool_or(w.account_id = app.account() OR $8::boolean AND w.permission IS NOT NULL AND app.holds(w.permission) AND NOT app.account() = ANY (w.barred) AND w.except_id IS DISTINCT FROM app.account()
			AND (w.department_id IS NULL OR w.department_id = (SELECT m.department_id FROM app.membership m WHERE m.site_id = $1::bigint AND m.account_id = app.account())))
	FROM app.waiting w WHERE w.site_id = $1::bigint AND 'deadline' = ANY ($4::text[]) AND w.urgency BETWEEN $2::date AND $3::date AND ($5::bigint IS NULL OR w.account_id = $5::bigint)
	GROUP BY w.record_id, w.action, w.urgency
	UNION ALL
	SELECT 'meeting', 'review-' || k.record_id, k.held_on, k.held_on, k.held_at, k.record_id, k.chair_id, NULL, '', k.place, NULL, NULL, r.state, r.state = 'withdrawn', r.created_at, r.changed_at, NULL,
		k.chair_id = app.account() OR EXISTS (SELECT FROM app.review_attendance e WHERE e.site_id = k.site_id AND e.record_id = k.record_id AND e.account_id = app.account() AND e.removed_at IS NULL)
	FROM app.review k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE k.site_id = $1::bigint AND 'meeting' = ANY ($4::text[]) AND k.held_on BETWEEN $2::date AND $3::date
	UNION ALL
	SELECT 'course', 'training-' || k.record_id, k.planned_on, k.planned_on, k.planned_at, k.record_id, r.owner_id, NULL, '', k.place, NULL, NULL, r.state, r.state = 'cancelled', r.created_at, r.changed_at, NULL,
		r.owner_id = app.account() OR app.account() = ANY (k.persons) OR EXISTS (SELECT FROM app.training_audience e JOIN app.membership m ON m.site_id = e.site_id AND m.account_id = app.account() AND m.department_id = e.department_id
			WHERE e.site_id = k.site_id AND e.record_id = k.record_id AND e.removed_at IS NULL)
	FROM app.training k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE k.site_id = $1::bigint AND 'course' = ANY ($4::text[]) AND k.planned_on BETWEEN $2::date AND $3::date
	UNION ALL
	SELECT 'absence', 'absence-' || g.id, g.starts_on, LEAST(g.ends_on, g.ended_at::date), NULL, NULL, g.account_id, NULL, '', '', NULL, NULL, '', g.ended_at IS NOT NULL AND g.ended_at::date <= g.starts_on,
		g.created_at, COALESCE(g.ended_at, g.created_at), g.delegate_id, app.account() IN (g.account_id, g.delegate_id)
	FROM app.delegation g WHERE g.site_id = $1::bigint AND 'absence' = ANY ($4::text[]) AND g.ends_on >= $2::date AND g.starts_on <= $3::date AND (g.ended_at IS NULL OR g.ended_at::date >= $2::date))
SELECT f.sort, f.uid, f.day::text AS day, f.until::text AS until, to_char(f.at, 'HH24:MI') AS at, to_char((f.day + f.at)::timestamptz AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS begins,
	to_char((f.day + f.at + interval '1 hour')::timestamptz AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS ends, f.what, f.what AS rule, f.part, f.starts_on::text AS starts_on, f.ends_on::text AS ends_on, f.standing, f.is_off,
	r.kind, r.number, r.title, r.state, r.visible, p.name AS person, o.name AS other, extract(epoch FROM f.made)::bigint AS made, extract(epoch FROM GREATEST(f.changed, r.changed_at))::bigint AS changed
FROM found f LEFT JOIN app.record r ON r.site_id = $1::bigint AND r.id = f.record_id LEFT JOIN app.person p ON p.id = f.account_id LEFT JOIN app.person o ON o.id = f.other_id
LEFT JOIN app.membership m ON m.site_id = $1::bigint AND m.account_id = f.account_id
WHERE (f.record_id IS NULL OR r.id IS NOT NULL) AND (NOT $8::boolean OR f.is_mine) AND ($5::bigint IS NULL OR f.account_id = $5::bigint)
	AND ($6::bigint IS NULL OR COALESCE(f.department_id, r.department_id, m.department_id) = $6::bigint) AND ($7::text IS NULL OR (SELECT x.id FROM app.record x WHERE x.site_id = $1::bigint AND x.number = $7::text) IN (r.platform_id, r.id))
ORDER BY f.day, f.at NULLS LAST, f.sort, f.uid LIMIT 501;

-- ---------------------------------------------------------------- feeds

-- name: feed_mine
-- The acting person's feeds, their calendar first.
-- global: of an account, for all its sites
SELECT f.id, s.slug, s.name AS site, s.name_en AS site_en, f.kind, f.name, to_char(f.created_at, 'YYYY-MM-DD HH24:MI') AS since FROM app.feed_mine() f LEFT JOIN app.site s ON s.id = f.site_id
ORDER BY f.site_id NULLS FIRST, f.kind, f.id;

-- name: feed_make
-- A new address for the acting person's calendar, or for a filter of the site ($3 and $4 NULL: for the calendar); the one before opens nothing.  No row: there is no such filter.
-- global: of an account, for all its sites
-- $1 digest of the token, $2 now, $3 site, $4 filter
SELECT f.name FROM app.feed_make($1::text, $2::timestamptz, $3::bigint, $4::bigint) f;

-- name: feed_end
-- Takes one of the acting person's feeds back; no row: it is not theirs.
-- global: of an account, for all its sites
-- $1 feed
SELECT f.name FROM app.feed_end($1::bigint) f;

-- name: feed_open
-- Whose calendar this token opens, with a row for each of their sites.
-- global: before any site is entered
-- $1 digest of the token
SELECT f.account_id::text AS account_id, f.language, f.site_id::text AS site_id, f.slug, f.name, f.name_en FROM app.feed_open($1::text) f;

-- name: feed_open_list
-- Which filter this token opens, and where.
-- global: before any site is entered
-- $1 digest of the token
SELECT f.id::text AS id, f.language, f.slug, f.filter_id::text AS filter_id, f.kind, f.name, extract(epoch FROM f.created_at)::bigint AS made FROM app.feed_open_list($1::text) f;

-- name: feed_enter
-- Puts the transaction into a site as the person whose feed this is.
-- $1 site bigint, $2 digest of the token
SELECT app.feed_enter($2::text, $1::bigint) AS is_in;

-- name: feed_filter
-- What a filter asks for now; no row: the acting person does not see it any more.
-- $1 site bigint, $2 filter
SELECT f.kind, f.query FROM app.saved_filter f WHERE f.site_id = $1::bigint AND f.id = $2::bigint AND (f.shared OR f.account_id = app.account());

-- name: feed_said
-- What a program was told at this address, in the order of the bytes of its names.
-- global: of an address, whatever its sites
-- $1 digest of the token
SELECT f.place::text AS place, f.uid, f.said, f.sequence, f.day::text AS day, f.until::text AS until, extract(epoch FROM f.gone_at)::bigint AS gone FROM app.feed_said($1::text) f
ORDER BY f.uid COLLATE "C";

-- name: feed_keep
-- A program was told this at this address.
-- global: of an address, whatever its sites
-- $1 digest of the token, $2 first day that is told, $3 now, $4 items as JSON
SELECT app.feed_keep($1::text, $2::date, $3::timestamptz, $4::jsonb);
