-- Statements of the courier: what happens because time has passed.

-- name: clock_sites
-- The sites in use.
-- global: the directory of sites
SELECT id::text AS id, slug FROM app.site WHERE id > 0 AND suspended_at IS NULL ORDER BY id;

-- name: clock_enter
-- Put the transaction into a site as the clock.
-- $1 site bigint
SELECT app.enter_clock($1::bigint);

-- name: clock_sweep
-- Forget sessions, counters and links that nobody can use any more.
-- global: they belong to accounts
-- $1 now
SELECT app.sweep($1::timestamptz);

-- name: files_unknown
-- Of some places below the files directory, those that no file of any site has.
-- global: a stored file without a row belongs to no site
-- $1 places text[]
SELECT stored FROM app.files_unknown($1::text[]);

-- name: clock_forget_contacts
-- Remove contacts from public feedback some months after it was closed (RX.15).
-- $1 site bigint, $2 months, $3 now
UPDATE app.feedback f SET contact = '' FROM app.record r
WHERE f.site_id = $1::bigint AND f.contact <> '' AND r.site_id = f.site_id AND r.id = f.record_id
	AND r.closed_at < $3::timestamptz - make_interval(months => $2::int);

-- name: clock_requirement
-- Deferred requirements whose day has come.
-- $1 site bigint, $2 today
SELECT k.record_id::text AS id, 'resume' AS move FROM app.requirement k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
WHERE k.site_id = $1::bigint AND r.state = 'deferred' AND k.deferred_until <= $2::date LIMIT 200;

-- name: clock_penalty
-- Penalties whose person did not speak in time, those that are to be carried out from now on, and those whose effect has ended.
-- $1 site bigint, $2 today
SELECT r.id::text AS id, CASE r.state WHEN 'statement' THEN 'waive' WHEN 'decided' THEN 'fall_due' ELSE 'lift' END AS move
FROM app.penalty k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
WHERE k.site_id = $1::bigint AND ((r.state = 'statement' AND k.statement_until < $2::date) OR (r.state = 'carried_out' AND k.effect_to < $2::date)
	OR (r.state = 'decided' AND k.falls_due_on IS NULL AND k.served_recorded_on IS NOT NULL AND (k.appeal_until < $2::date OR EXISTS (SELECT FROM app.appeal p
			JOIN app.record x ON x.site_id = p.site_id AND x.id = p.record_id WHERE p.site_id = k.site_id AND p.penalty_id = k.record_id AND x.state IN ('declined', 'upheld', 'changed')))
		AND NOT EXISTS (SELECT FROM app.appeal p JOIN app.record x ON x.site_id = p.site_id AND x.id = p.record_id
			WHERE p.site_id = k.site_id AND p.penalty_id = k.record_id AND x.state IN ('filed', 'assigned')))) LIMIT 200;
