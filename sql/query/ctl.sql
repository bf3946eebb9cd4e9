-- Statements of gatehousectl.  The demonstration acts as its people do: in the role of the workers, so that row security
-- applies, and with their account, so that every rule sees who it is.

-- name: ctl_as_worker
-- For this transaction: the role of the workers, and the acting account, before the site is entered.
-- global: settings of the transaction
-- $1 account (NULL: the clock)
SELECT set_config('role', 'gatehouse_app', true), set_config('app.account', COALESCE($1::text, ''), true);

-- name: ctl_may_be_lost
-- For this session: commits need not be durable, because lost data are made again; each statement is planned once.
-- global: settings of the session
SELECT set_config('synchronous_commit', 'off', false), set_config('plan_cache_mode', 'force_generic_plan', false);

-- name: ctl_look_again
-- Updates the statistics, because plans were made when the tables were empty.
-- global: of the whole database
ANALYZE;

-- name: ctl_act_as
-- For this transaction: the acting account, before the site is entered.
-- global: a setting of the transaction
-- $1 account
SELECT set_config('app.account', $1::text, true);

-- name: ctl_member
-- What a request would know of a member on a day.
-- $1 site bigint, $2 account, $3 day
SELECT a.id AS account_id, a.login, a.name, m.department_id, m.held_at IS NOT NULL AS is_held, (SELECT string_agg(d.account_id::text, ' ') FROM app.delegation d
	JOIN app.membership f ON f.site_id = d.site_id AND f.account_id = d.account_id AND f.held_at IS NULL
	WHERE d.site_id = $1::bigint AND d.delegate_id = $2::bigint AND d.ended_at IS NULL AND $3::date BETWEEN d.starts_on AND d.ends_on) AS acts_for
FROM app.membership m JOIN app.account a ON a.id = m.account_id
WHERE m.site_id = $1::bigint AND m.account_id = $2::bigint AND m.left_at IS NULL;

-- name: ctl_passes_wrong
-- Members of whom the gate is told something else than their membership, roles and delegations say; whose it is and why, as of all that is kept.
-- global: of all sites
SELECT DISTINCT format('member "%s" of site "%s"', a.login, t.slug) AS whose,
	'the gate is told something else than their roles and delegations say: SELECT app.pass_make() writes it again' AS why
FROM ((TABLE app.pass EXCEPT TABLE app.pass_due) UNION ALL (TABLE app.pass_due EXCEPT TABLE app.pass)) x
JOIN app.site t ON t.id = x.site_id JOIN app.account a ON a.id = x.account_id ORDER BY whose LIMIT 100;

-- name: ctl_names_wrong
-- Accounts that share their name with another and are not marked, so that pages do not tell the two apart.
-- global: of all accounts
SELECT format('account "%s"', a.login) AS whose,
	format('another account has the same name and pages do not tell the two apart: UPDATE app.account SET name = name WHERE name = %L marks both', a.name) AS why
FROM app.account a WHERE NOT a.shares_name AND EXISTS (SELECT FROM app.account o WHERE o.name = a.name AND o.id <> a.id) ORDER BY a.login LIMIT 100;

-- name: ctl_site_count
-- How many sites there are.
-- global: the directory of sites
SELECT count(*) AS n FROM app.site WHERE id <> 0;

-- name: ctl_figures_wrong
-- Where the figures kept of each site differ from its records: the first twenty, and what counts them anew, with months of the portal's time zone.
-- global: over all sites
SELECT format('figures of site "%s"', s.slug) AS whose,
	format('%s; while nobody works there: SET TimeZone = %L; SELECT app.figures_make(%s)', w.what, current_setting('TimeZone'), s.id) AS why FROM app.site s
CROSS JOIN LATERAL (SELECT f.what FROM app.figures_wrong(s.id) f LIMIT 20) w WHERE s.id <> 0 ORDER BY s.slug;

-- name: ctl_account_home
-- The one site whose administrators look after an account.
-- global: accounts belong to no site
-- $1 account, $2 site
UPDATE app.account SET home_id = $2::bigint WHERE id = $1::bigint;

-- name: ctl_privacy
-- A person of the demonstration has agreed to the notice on personal data, as at a first log-in.
-- global: accounts belong to no site
-- $1 account, $2 when
UPDATE app.account SET privacy_version = app.privacy_version(0), privacy_at = $2::timestamptz WHERE id = $1::bigint;

-- name: ctl_names
-- Members of a site by log-in and departments by name, with their ids, for stories that name them.
-- $1 site bigint
SELECT jsonb_build_object('people', (SELECT COALESCE(jsonb_object_agg(a.login, m.account_id::text), '{}') FROM app.membership m JOIN app.account a ON a.id = m.account_id
		WHERE m.site_id = $1::bigint AND m.left_at IS NULL),
	'departments', (SELECT COALESCE(jsonb_object_agg(d.name, d.id::text), '{}') FROM app.department d WHERE d.site_id = $1::bigint AND d.closed_at IS NULL)) AS names;

-- name: ctl_newest_about
-- The newest record of a kind that is linked with another one.
-- $1 site bigint, $2 number of the other one, $3 kind
SELECT r.number FROM app.record o JOIN app.link l ON l.site_id = o.site_id AND l.other_id = o.id
JOIN app.record r ON r.site_id = l.site_id AND r.id = l.record_id
WHERE o.site_id = $1::bigint AND o.number = $2 AND r.kind = $3 ORDER BY r.id DESC LIMIT 1;

-- name: ctl_told_until
-- Marks all notifications before this moment as read.
-- $1 site bigint, $2 moment
UPDATE app.notification SET read_at = at + interval '4 hours' WHERE site_id = $1::bigint AND at < $2::timestamptz AND read_at IS NULL;

-- ---------------------------------------------------------------- sites, accounts, roles

-- name: ctl_sites
-- All sites with their size.
-- global: the directory of sites
SELECT s.slug, s.name, s.name_en, COALESCE(s.host, '') AS host, s.suspended_at IS NOT NULL AS is_suspended,
	(SELECT count(*) FROM app.membership m WHERE m.site_id = s.id AND m.left_at IS NULL) AS members,
	(SELECT count(*) FROM app.record r WHERE r.site_id = s.id) AS records, to_char(s.created_at, 'YYYY-MM-DD') AS created_on
FROM app.site s WHERE s.id <> 0 ORDER BY s.slug;

-- name: ctl_site
-- One site by its slug, suspended or not.
-- global: the directory of sites
-- $1 slug
SELECT id, slug, name, name_en, host, suspended_at IS NOT NULL AS is_suspended FROM app.site WHERE id <> 0 AND slug = $1::text;

-- name: ctl_accounts
-- The directory of accounts with the sites they belong to.
-- global: accounts belong to no site
-- $1 words of login or name
SELECT a.login, a.name, a.email, a.is_operator, a.disabled_at IS NOT NULL AS is_disabled, a.password IS NOT NULL AS has_password,
	a.totp_secret IS NOT NULL AS has_second_factor, COALESCE((SELECT string_agg(s.slug, ' ' ORDER BY s.slug) FROM app.membership m
		JOIN app.site s ON s.id = m.site_id WHERE m.account_id = a.id AND m.left_at IS NULL), '') AS sites
FROM app.account a WHERE $1::text = '' OR strpos(a.login, lower($1::text)) > 0 OR strpos(a.name, $1::text) > 0 ORDER BY a.login;

-- name: ctl_account
-- One account by its login.
-- global: accounts belong to no site
-- $1 login
SELECT id, login, name, password IS NOT NULL AS has_password, totp_secret IS NOT NULL AS has_second_factor, is_operator, disabled_at IS NOT NULL AS is_disabled
FROM app.account WHERE login = lower($1::text);

-- name: ctl_operators
-- How many operators can log in, or could with a link.
-- global: accounts belong to no site
SELECT count(*) AS n FROM app.account WHERE is_operator AND disabled_at IS NULL;

-- name: ctl_unlock
-- Deletes the failed attempts for an account from any address, or from an address for any account; returns what was deleted.
-- global: counters belong to no site
-- $1 login or NULL, $2 place or NULL, $3 now
WITH gone AS (
	DELETE FROM app.attempt WHERE split_part(bucket, ':', 1) IN ('login', 'code', 'login-name', 'code-name', 'login-browser', 'code-browser') AND split_part(bucket, ':', 2) = lower($1::text)
		OR bucket IN ('login-address:' || $2::text, 'code-address:' || $2::text)
		OR split_part(bucket, ':', 1) IN ('login', 'code') AND right(bucket, length($2::text) + 1) = ':' || $2::text
	RETURNING split_part(bucket, ':', 1) AS sort, count, until)
SELECT COALESCE(sum(count) FILTER (WHERE sort IN ('login', 'login-browser')), 0) AS passwords, COALESCE(sum(count) FILTER (WHERE sort IN ('code', 'code-browser')), 0) AS codes,
	count(*) AS counters, count(*) FILTER (WHERE until > $3::timestamptz) AS waits FROM gone;

-- name: ctl_waiting
-- Addresses with a wait of their own from which a login name was tried: an unlocked account still waits there.
-- global: counters belong to no site
-- $1 login, $2 now
SELECT DISTINCT substr(o.bucket, length('login-address:') + 1) AS place FROM app.attempt a JOIN app.attempt o ON o.bucket = 'login-address:' || substr(a.bucket, length('login:' || lower($1::text)) + 2)
WHERE starts_with(a.bucket, 'login:' || lower($1::text) || ':') AND o.until > $2::timestamptz ORDER BY 1;

-- name: ctl_roles
-- Roles of a site with who holds them.
-- $1 site bigint
SELECT COALESCE(r.key, r.name) AS role, r.key IS NOT NULL AS is_builtin, r.second_factor AS needs_second_factor,
	(SELECT count(*) FROM app.role_permission p WHERE p.site_id = r.site_id AND p.role_id = r.id) AS permissions,
	CASE WHEN r.key = 'member' THEN '(everyone)' ELSE COALESCE((SELECT string_agg(a.login, ' ' ORDER BY a.login) FROM app.member_role mr
		JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL JOIN app.account a ON a.id = mr.account_id
		WHERE mr.site_id = r.site_id AND mr.role_id = r.id), '') END AS holders
FROM app.role r WHERE r.site_id = $1::bigint ORDER BY r.key IS NULL, r.id;

-- ---------------------------------------------------------------- the clock

-- name: ctl_clock_accept
-- Confirms the database's time: the clock continues from here.
-- global: one clock for all sites
SELECT to_char(was, 'YYYY-MM-DD HH24:MI') AS was, to_char(is_now, 'YYYY-MM-DD HH24:MI') AS is_now FROM app.clock_accept();

-- ---------------------------------------------------------------- the chain of history

-- name: ctl_heads
-- The last hash of each site's history, to be kept elsewhere; "-" is the deployment.
-- global: the directory of sites
SELECT s.slug, h.seq, encode(h.hash, 'hex') AS hash FROM app.event_head h JOIN app.site s ON s.id = h.site_id ORDER BY s.id;

-- name: ctl_verify
-- For each site's history: the first event that was altered, and whether the last event is the recorded head.
-- global: the directory of sites
-- $1 slug or NULL for all
SELECT s.slug, COALESCE(l.seq, 0) AS events, app.event_verify(s.id) AS bad_seq,
	h.seq IS NOT DISTINCT FROM l.seq AND h.hash IS NOT DISTINCT FROM l.hash AS is_complete, COALESCE(h.seq, 0) AS head_seq
FROM app.site s LEFT JOIN app.event_head h ON h.site_id = s.id
LEFT JOIN LATERAL (SELECT e.seq, e.hash FROM app.event e WHERE e.site_id = s.id ORDER BY e.seq DESC LIMIT 1) l ON true
WHERE $1::text IS NULL OR s.slug = $1::text ORDER BY s.id;

-- name: ctl_event
-- The content of one event.
-- global: named by the site's slug
-- $1 slug, $2 number
SELECT to_char(e.at, 'YYYY-MM-DD HH24:MI:SS') AS at, e.action, COALESCE(a.login, '-') AS actor, COALESCE(r.number, e.object) AS object, encode(e.hash, 'hex') AS hash
FROM app.site s JOIN app.event e ON e.site_id = s.id LEFT JOIN app.account a ON a.id = e.actor_id
LEFT JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id WHERE s.slug = $1::text AND e.seq = $2::bigint;

-- ---------------------------------------------------------------- backup

-- name: ctl_snapshot_begin
-- A transaction whose every statement, and pg_dump beside it, sees the same moment.
-- global: a setting of the transaction
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

-- name: ctl_snapshot
-- The name of that snapshot, and the version of the schema.
-- global: a setting of the transaction
SELECT pg_export_snapshot() AS snapshot, (SELECT max(number) FROM app.migration) AS migration;

-- name: ctl_counts
-- The number of rows of each of our tables.
-- global: of the whole database
SELECT c.relname AS name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM app.%I', c.relname), false, true, '')))[1]::text AS n
FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname;

-- name: ctl_is_ours
-- Is there a schema of ours in this database, or does it hold something else?
-- global: of the whole database
SELECT is_ours, NOT is_ours AND (current_database() IN ('postgres', 'template0', 'template1') OR EXISTS (
	SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
		AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))) AS is_foreign
FROM (SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE n.nspname = 'app' AND c.relname = 'migration' AND pg_get_userbyid(c.relowner) = 'gatehouse_owner') AS is_ours) x;

-- ---------------------------------------------------------------- doctor

-- name: ctl_migration
-- The last migration that ran.
-- global: of the whole database
SELECT max(number) AS last FROM app.migration;

-- name: ctl_files
-- The stored paths of all sites' files, a thousand after a given one.
-- global: of the whole database
-- $1 after
SELECT f.site_id, f.stored FROM app.file f WHERE f.stored > $1::text ORDER BY f.stored LIMIT 1000;

-- name: ctl_ailments
-- Problems in the database, each with the command that fixes it; $1 includes problems of security.
-- global: of the whole database
-- $1 security too
SELECT false AS security, 'the database is encoded in ' || pg_encoding_to_char(encoding) || ', not UTF8' AS problem, 'dump it and restore it into a database made with: createdb -E UTF8 -T template0' AS cure
	FROM pg_database WHERE datname = current_database() AND pg_encoding_to_char(encoding) <> 'UTF8'
UNION ALL SELECT false, format('the setting %s is off: a power cut may lose what was acknowledged', name), format('ALTER SYSTEM SET %s = on; then reload PostgreSQL', name)
	FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'
UNION ALL SELECT false, format('site "%s" has nobody who may manage members', s.slug), format('gatehousectl role grant %s LOGIN site_admin', s.slug)
	FROM app.site s WHERE s.id <> 0 AND s.suspended_at IS NULL AND NOT EXISTS (SELECT FROM app.member_role mr
		JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id AND rp.permission = 'members.manage'
		JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
		JOIN app.account a ON a.id = m.account_id AND a.disabled_at IS NULL WHERE mr.site_id = s.id)
UNION ALL SELECT false, format('site "%s" has no %s: approvals that need one will wait for ever', s.slug, r.key), format('gatehousectl role grant %s LOGIN %s', s.slug, r.key)
	FROM app.site s JOIN app.role r ON r.site_id = s.id AND r.key IN ('group_lead', 'tech_head')
	WHERE s.suspended_at IS NULL AND NOT EXISTS (SELECT FROM app.member_role mr JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
		WHERE mr.site_id = s.id AND mr.role_id = r.id)
UNION ALL SELECT false, format('the clock has decided nothing since %s: %s', to_char(held_at, 'YYYY-MM-DD HH24:MI'), CASE held_why
		WHEN 'leap' THEN 'the database''s time leapt, and nothing proves that so much has passed'
		WHEN 'back' THEN 'the database''s time went back' ELSE 'the clocks of the courier''s machine and of the database differ' END),
		'set the clocks right (timedatectl), or say that the time is right: gatehousectl clock accept'
	FROM app.clock WHERE held_at IS NOT NULL
UNION ALL SELECT false, format('the courier has done nothing since %s: nothing falls due by itself', to_char(ticked_at, 'YYYY-MM-DD HH24:MI')), 'systemctl start gatehouse-courier'
	FROM app.clock WHERE held_at IS NULL AND ticked_at < clock_timestamp() - interval '10 minutes'
UNION ALL SELECT false, 'there is no operator', 'gatehousectl setup LOGIN NAME' WHERE NOT EXISTS (SELECT FROM app.account WHERE is_operator AND disabled_at IS NULL)
UNION ALL SELECT true, format('role "%s" is a superuser or bypasses row security', rolname), format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS', rolname)
	FROM pg_roles WHERE $1::boolean AND rolname IN ('gatehouse_app', 'gatehouse_owner', 'gatehouse_public') AND (rolsuper OR rolbypassrls)
UNION ALL SELECT true, format('table "%s" does not force row security', c.relname), format('ALTER TABLE app.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', c.relname)
	FROM pg_class c WHERE $1::boolean AND c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
		AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'site_id' AND NOT a.attisdropped)
UNION ALL SELECT true, format('the workers own "%s"', c.relname), format('ALTER TABLE app.%I OWNER TO gatehouse_owner', c.relname)
	FROM pg_class c WHERE $1::boolean AND c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p') AND pg_get_userbyid(c.relowner) = 'gatehouse_app'
UNION ALL SELECT true, format('anybody may execute app.%s', p.proname), format('REVOKE ALL ON FUNCTION app.%s FROM PUBLIC', p.oid::regprocedure)
	FROM pg_proc p WHERE $1::boolean AND p.pronamespace = 'app'::regnamespace AND p.prosecdef AND has_function_privilege('public', p.oid, 'EXECUTE')
UNION ALL SELECT true, format('the workers may change history (%s)', x), format('REVOKE %s ON app.event FROM gatehouse_app', x)
	FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) x WHERE $1::boolean AND has_table_privilege('gatehouse_app', 'app.event', x)
UNION ALL SELECT true, format('operator "%s" has no second factor', login), 'ask them to turn it on at /account'
	FROM app.account WHERE $1::boolean AND is_operator AND disabled_at IS NULL AND totp_secret IS NULL
UNION ALL SELECT true, format('the history of site "%s" is broken at event %s', s.slug, app.event_verify(s.id)), format('gatehousectl audit verify %s', s.slug)
	FROM app.site s WHERE $1::boolean AND app.event_verify(s.id) IS NOT NULL;
