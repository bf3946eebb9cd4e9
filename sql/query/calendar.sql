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
	CASE WHEN f.starts_on > $4::date THEN 'ahead' WHEN f.ends_on < $4::date THEN 'over' ELSE 'now' END AS standing, f.ends_on > $4::date AS may_end
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
ended AS (UPDATE app.release_freeze f SET ends_on = $3::date FROM was w WHERE f.site_id = w.site_id AND f.id = w.id AND w.starts_on <= $3::date),
known AS (INSERT INTO app.release_freeze_lifted (site_id, starts_on, ends_on, reason, lifted_by, lifted_at)
	SELECT w.site_id, GREATEST(w.starts_on, $3::date + 1), w.ends_on, w.reason, $4::bigint, $5::timestamptz FROM was w)
SELECT w.starts_on::text AS starts_on, w.ends_on::text AS ends_on, w.reason, w.starts_on > $3::date AS is_gone FROM was w;

-- name: freeze_met
-- The freeze that a window lies in, in words; no row: none.
-- $1 site bigint, $2 day, $3 from, $4 to
SELECT z.said FROM (SELECT app.frozen_release($1::bigint, NULL, $2::date, $3::time, $4::time) AS said) z WHERE z.said IS NOT NULL;
