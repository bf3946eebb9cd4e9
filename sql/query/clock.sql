-- Statements of the courier and of periods: what happens because time has passed, or will have.

-- name: clock_tick
-- The database's time to act by, or the reason why nothing is to be decided; records that the clock is running.
-- global: one clock for all sites
-- $1 boot id, $2 uptime in seconds, $3 what this machine's clock says
SELECT to_char(t.moment AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00') AS now, to_char(t.today, 'YYYY-MM-DD') AS today, t.why, t.is_new,
	to_char(t.ticked_at, 'YYYY-MM-DD HH24:MI') AS ticked_at FROM app.clock_tick($1::text, $2::bigint, $3::timestamptz) t;

-- name: clock_now
-- Whether the clock is running and, if not, why.
-- global: one clock for all sites
SELECT to_char(ticked_at, 'YYYY-MM-DD HH24:MI') AS ticked_at, held_at IS NOT NULL AS is_held, to_char(held_at, 'YYYY-MM-DD HH24:MI') AS held_at, held_why,
	to_char(clock_timestamp(), 'YYYY-MM-DD HH24:MI') AS now, to_char(accepted_at, 'YYYY-MM-DD HH24:MI') AS accepted_at FROM app.clock;

-- name: clock_lead
-- Does this connection hold the lock of the courier that works, or can it have it?  It keeps it until it ends.
-- global: touches no table
SELECT CASE WHEN EXISTS (SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.pid = pg_backend_pid() AND l.granted
		AND l.classid::bigint = 26472::bigint << 16 AND l.objid::bigint = 1 AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())) THEN true
	ELSE pg_try_advisory_lock((26472::bigint << 48) + 1) END AS leads;

-- name: clock_sites
-- The sites in use.
-- global: the directory of sites
SELECT id::text AS id, slug FROM app.site WHERE id > 0 AND suspended_at IS NULL ORDER BY id;

-- name: clock_enter
-- Put the transaction into a site as the clock.
-- $1 site bigint
SELECT app.enter_clock($1::bigint);

-- name: clock_sweep
-- Forget sessions, counters, links and forms that nobody can use any more.
-- global: they belong to accounts, or to any site
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
-- Penalties without a statement in time, those that can now be carried out, and those whose effect has ended.
-- $1 site bigint, $2 today
SELECT r.id::text AS id, CASE r.state WHEN 'statement' THEN 'waive' WHEN 'decided' THEN 'fall_due' ELSE 'lift' END AS move
FROM app.penalty k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
WHERE k.site_id = $1::bigint AND ((r.state = 'statement' AND k.statement_until < $2::date) OR (r.state = 'carried_out' AND k.effect_to < $2::date)
	OR (r.state = 'decided' AND k.falls_due_on IS NULL AND k.served_recorded_on IS NOT NULL AND (k.appeal_until < $2::date OR EXISTS (SELECT FROM app.appeal p
			JOIN app.record x ON x.site_id = p.site_id AND x.id = p.record_id WHERE p.site_id = k.site_id AND p.penalty_id = k.record_id AND x.state IN ('declined', 'upheld', 'changed')))
		AND NOT EXISTS (SELECT FROM app.appeal p JOIN app.record x ON x.site_id = p.site_id AND x.id = p.record_id
			WHERE p.site_id = k.site_id AND p.penalty_id = k.record_id AND x.state IN ('filed', 'assigned')))) LIMIT 200;

-- ---------------------------------------------------------------- periods in working days (record/period.h)

-- name: period_put
-- A period begins; an existing one that ends later and was told to a person stays, unless a new period is asked for.
-- $1 site bigint, $2 record, $3 name, $4 state it runs in or NULL, $5 from, $6 days, $7 until, $8 told, $9 anew
INSERT INTO app.period AS p (site_id, record_id, name, state, from_on, days, until_on, told)
VALUES ($1::bigint, $2::bigint, $3, $4, $5::date, $6::int, $7::date, $8::boolean)
ON CONFLICT (site_id, record_id, name) DO UPDATE SET state = excluded.state, from_on = excluded.from_on, days = excluded.days, until_on = excluded.until_on, told = excluded.told
WHERE $9::boolean OR NOT p.told OR excluded.until_on >= p.until_on;

-- name: period_end
-- Ends the periods of the state that a record leaves; those told to a person stay on record.
-- $1 site bigint, $2 record
DELETE FROM app.period WHERE site_id = $1::bigint AND record_id = $2::bigint AND state IS NOT NULL AND NOT told;

-- name: period_drop
-- A person entered the day, so the computed period is dropped.
-- $1 site bigint, $2 record, $3 name
DELETE FROM app.period WHERE site_id = $1::bigint AND record_id = $2::bigint AND name = $3;

-- name: period_running
-- All running periods: those of the present state of their record, or those that end today or later.
-- $1 site bigint, $2 today
SELECT p.record_id, r.number, r.title, r.kind, p.name, p.from_on, p.days, p.until_on, p.told
FROM app.period p JOIN app.record r ON r.site_id = p.site_id AND r.id = p.record_id
WHERE p.site_id = $1::bigint AND CASE WHEN p.state IS NULL THEN p.until_on >= $2::date ELSE p.state = r.state AND r.closed_at IS NULL END AND (p.name <> 'due' OR r.due = p.until_on)
ORDER BY p.record_id, p.name;

-- name: period_move
-- Moves the last days of periods, and with them the due days of records, the ends of rounds and the deadlines of inbox items.
-- $1 site bigint, $2 records, $3 names, $4 last days till now, $5 last days from now on, $6 now
WITH x AS MATERIALIZED (SELECT * FROM unnest($2::bigint[], $3::text[], $4::date[], $5::date[]) AS x (id, name, was, day)),
p AS (UPDATE app.period p SET until_on = x.day FROM x WHERE p.site_id = $1::bigint AND p.record_id = x.id AND p.name = x.name),
r AS (UPDATE app.record r SET due = x.day, changed_at = $6::timestamptz FROM x WHERE x.name = 'due' AND r.site_id = $1::bigint AND r.id = x.id),
a AS (UPDATE app.approval a SET due = x.day FROM x WHERE x.name IN ('due', 'round') AND a.site_id = $1::bigint AND a.record_id = x.id AND a.outcome IS NULL)
UPDATE app.waiting w SET due = x.day FROM x WHERE w.site_id = $1::bigint AND w.record_id = x.id AND w.due = x.was;

-- name: period_history
-- A line in the history of each of these records.
-- $1 site bigint, $2 actor, $3 action, $4 records, $5 what is said, as an array of JSON texts, $6 request
SELECT app.event_add_many($1::bigint, $2::bigint, $3::text, $4::bigint[], $5::text[], $6::text);

-- name: period_seen
-- Those of these records that the acting person may see.
-- $1 site bigint, $2 records
SELECT id::text AS id FROM app.record WHERE site_id = $1::bigint AND id = ANY ($2::bigint[]);
