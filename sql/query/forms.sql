-- Statements of the forms of records: what a new one begins with, and what was typed and not saved yet.

-- name: prefill_holder
-- Who holds a right for the department of whoever asks, where that is one person alone.
-- $1 site bigint, $2 right
SELECT min(h.account_id) AS account_id FROM app.membership m CROSS JOIN LATERAL app.holders($1::bigint, $2::text) h
WHERE m.site_id = $1::bigint AND m.account_id = app.account() AND h.department_id = m.department_id HAVING count(*) = 1;

-- name: unsaved_put
-- Keeps what whoever asks has typed into a form, in place of what it began with, and says when; no row: this very form was saved meanwhile.
-- Of what they typed the latest twenty are kept, and as many marks of forms that were saved.
-- $1 site bigint, $2 form, $3 its key, $4 what was typed, as JSON, $5 now, $6 the key of what it began with
WITH old AS (
	SELECT o.form, o.key, row_number() OVER (PARTITION BY o.typed = '' ORDER BY o.at DESC) AS n
	FROM app.unsaved o WHERE o.site_id = $1::bigint AND o.account_id = app.account() AND (o.form, o.key) <> ($2::text, $3::text)),
kept AS (
	INSERT INTO app.unsaved AS u (site_id, account_id, form, key, typed, at) VALUES ($1::bigint, app.account(), $2::text, $3::text, $4::text, $5::timestamptz)
	ON CONFLICT (site_id, account_id, form, key) DO UPDATE SET typed = EXCLUDED.typed, at = EXCLUDED.at WHERE u.typed <> '' RETURNING u.at),
gone AS (
	DELETE FROM app.unsaved u WHERE u.site_id = $1::bigint AND u.account_id = app.account() AND (u.form, u.key) <> ($2::text, $3::text)
		AND ((u.form, u.key) IN (SELECT o.form, o.key FROM old o WHERE o.n > 19)
			OR u.form = $2::text AND u.key = $6::text AND u.typed <> '' AND EXISTS (SELECT FROM kept)))
SELECT to_char(k.at, 'HH24:MI') AS at FROM kept k;

-- name: unsaved_find
-- What whoever asks has typed into a form and not saved: the latest.
-- $1 site bigint, $2 form, $3 today
SELECT u.typed, u.key, to_char(u.at, CASE WHEN u.at::date = $3::date THEN 'HH24:MI' ELSE 'YYYY-MM-DD HH24:MI' END) AS at
FROM app.unsaved u WHERE u.site_id = $1::bigint AND u.account_id = app.account() AND u.form = $2::text AND u.typed <> '' ORDER BY u.at DESC LIMIT 1;

-- name: unsaved_done
-- This form was saved, and with it what it began with: nothing of them is kept, and nothing that arrives later.
-- $1 site bigint, $2 form, $3 its key, $4 the key of what it began with, $5 now
WITH begun AS (UPDATE app.unsaved u SET typed = '' WHERE u.site_id = $1::bigint AND u.account_id = app.account() AND u.form = $2::text AND u.key = $4::text AND u.key <> $3::text)
INSERT INTO app.unsaved AS u (site_id, account_id, form, key, typed, at) VALUES ($1::bigint, app.account(), $2::text, $3::text, '', $5::timestamptz)
ON CONFLICT (site_id, account_id, form, key) DO UPDATE SET typed = '', at = EXCLUDED.at;

-- name: unsaved_drop
-- Whoever typed it does not want it any more; what they typed into the same form in another window stays.
-- $1 site bigint, $2 form, $3 the key of what was offered
DELETE FROM app.unsaved u WHERE u.site_id = $1::bigint AND u.account_id = app.account() AND u.form = $2::text AND u.key = $3::text AND u.typed <> '';

-- name: my_unsaved
-- What the acting person has typed into forms and not saved.
-- $1 site bigint, $2 account
SELECT u.form, u.typed, to_char(u.at, 'YYYY-MM-DD HH24:MI') AS at FROM app.unsaved u
WHERE u.site_id = $1::bigint AND u.account_id = $2::bigint AND u.typed <> '' ORDER BY u.at LIMIT 1000;
