-- SPDX-License-Identifier: ISC
-- Goal: the promises every table keeps, read from the catalogue, so that no new table can forget one:
-- walls between sites, keys that begin with the site, explained columns, an unalterable history, weak workers.
BEGIN;
SELECT no_plan();

CREATE TEMP VIEW tables AS
	SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner,
		EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'site_id' AND NOT a.attisdropped) AS has_site
	FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p');

SELECT cmp_ok((SELECT count(*) FROM tables), '>', 20::bigint, 'there are tables to look at');

-- Walls between sites.  A table with a site that is not a tenant table is a directory that is read before a site is known.
SELECT is_empty($$
	SELECT relname FROM tables WHERE has_site AND NOT (relrowsecurity AND relforcerowsecurity) AND relname NOT IN ('membership')
$$, 'every table with a site forces row security');
SELECT is_empty($$
	SELECT relname FROM tables t WHERE relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid)
$$, 'every table with row security has a policy');
SELECT is_empty($$
	SELECT t.relname, p.polname FROM tables t JOIN pg_policy p ON p.polrelid = t.oid
	WHERE has_site AND pg_get_expr(p.polqual, p.polrelid) !~ 'site_id = (app\.)?(site\(\)|at_door\()'
		AND p.polpermissive AND relname NOT IN ('membership')
$$, 'every permissive policy begins with the site');
-- Sight: what hangs on a record is seen with it.  A kind's table is made by kind_table(), any other by tenant_table(…, true).
-- (What doors show is listed in 25_wall.sql.)
SELECT is_empty($$
	SELECT t.relname FROM tables t JOIN pg_policy p ON p.polrelid = t.oid AND p.polname = 'site'
	WHERE EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'record_id' AND NOT a.attisdropped)
		AND pg_get_expr(p.polqual, p.polrelid) !~ 'FROM (app\.)?record r' AND pg_get_expr(p.polqual, p.polrelid) !~ '\msees\(site_id, record_id\)'
$$, 'every table that hangs on a record is seen with it');
CREATE TEMP VIEW kind_tables AS SELECT t.* FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f' AND c.conname = t.relname || '_is_a_record';
SELECT cmp_ok((SELECT count(*) FROM kind_tables), '>=', 10::bigint, 'there are tables of kinds');
SELECT is_empty($$
	SELECT relname FROM kind_tables k WHERE NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = k.oid AND g.tgfoid = 'app.kind_row_sight'::regproc AND g.tgenabled = 'O')
$$, 'every row of a kind begins with the sight of its record');
SELECT is_empty($$
	SELECT relname FROM tables t JOIN pg_policy p ON p.polrelid = t.oid
	WHERE pg_get_expr(p.polqual, p.polrelid) ~ '\mvisible\M' AND relname <> 'record' AND t.oid NOT IN (SELECT oid FROM kind_tables)
		-- Their copies are kept by the triggers of record and waiting alone: 35_figures.sql and 38_stays.sql change a record in every way.
		AND relname NOT IN ('figure', 'open_record', 'waiting', 'stay')
$$, 'no other table trusts a copy of it');
SELECT is_empty($$
	SELECT t, f FROM (VALUES ('record', 'record_kept'), ('waiting', 'waiting_comes'), ('waiting', 'waiting_goes'), ('requirement', 'requirement_kept'), ('record', 'record_dated'), ('record_text', 'text_filed'), ('record', 'stay_kept')) x (t, f)
	WHERE NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = ('app.' || t)::regclass AND g.tgfoid = ('app.' || f)::regproc AND g.tgenabled = 'O')
$$, 'and those of figures, open records, stays and what waits are kept');
SELECT is_empty($$
	SELECT t, c, p FROM (VALUES ('figure', 'visible'), ('open_record', 'visible'), ('waiting', 'visible'), ('stay', 'visible'), ('record_text', 'kind')) x (t, c), unnest(ARRAY['UPDATE']) p WHERE has_column_privilege('gatehouse_app', 'app.' || t, c, p)
$$, 'which workers do not change');
SELECT is_empty($$
	SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind = 'v'
		AND NOT COALESCE('security_invoker=true' = ANY (reloptions) OR 'security_invoker=on' = ANY (reloptions), false)
$$, 'views run with the rights of the caller');

-- Keys.
SELECT is_empty($$
	SELECT t.relname FROM tables t WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = t.oid AND c.contype = 'p')
$$, 'every table has a primary key');
SELECT is_empty($$
	SELECT t.relname, c.conname FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
	WHERE t.has_site AND c.contype IN ('p', 'u')
		AND (SELECT attname FROM pg_attribute WHERE attrelid = t.oid AND attnum = c.conkey[1]) <> 'site_id'
$$, 'the site comes first in every primary and unique key of a table with a site');
SELECT is_empty($$
	SELECT t.relname, c.conname FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid JOIN tables r ON r.oid = c.confrelid
	WHERE c.contype = 'f' AND t.has_site AND r.has_site
		AND (SELECT attname FROM pg_attribute WHERE attrelid = t.oid AND attnum = c.conkey[1]) <> 'site_id'
$$, 'the site comes first in every foreign key between tables with a site');
SELECT is_empty($$
	SELECT t.relname, c.conname FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
	WHERE c.contype = 'f' AND NOT EXISTS (
		SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indpred IS NULL
			AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
$$, 'every foreign key is the beginning of an index');
SELECT is_empty($$
	SELECT t.relname, c.conname FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid WHERE c.condeferrable
$$, 'no constraint is deferrable');
SELECT is_empty($$
	SELECT t.relname, c.conname FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid WHERE c.confdeltype IN ('n', 'd')
$$, 'no foreign key sets columns to NULL or a default');
SELECT is_empty($$
	SELECT t.relname, c.conname FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid WHERE octet_length(c.conname) > 54
$$, 'names of constraints are short enough for shards');
SELECT is_empty($$
	SELECT t.relname, a.attname FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid
	WHERE a.attnum > 0 AND a.attname = 'site_id' AND NOT (a.attnotnull AND a.atttypid = 'bigint'::regtype)
$$, 'site_id is a bigint and never NULL');
SELECT is_empty($$
	SELECT typname FROM pg_type WHERE typnamespace = 'app'::regnamespace AND typtype IN ('e', 'd')
$$, 'no enums and no domains');

-- Words.
SELECT is_empty($$ SELECT relname FROM tables WHERE COALESCE(obj_description(oid, 'pg_class'), '') = '' $$, 'every table is explained');
SELECT is_empty($$
	SELECT t.relname, a.attname FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid
	WHERE a.attnum > 0 AND NOT a.attisdropped AND COALESCE(col_description(t.oid, a.attnum), '') = ''
$$, 'every column is explained');
SELECT is_empty($$
	SELECT oid::regprocedure FROM pg_proc p WHERE pronamespace = 'app'::regnamespace AND COALESCE(obj_description(oid, 'pg_proc'), '') = ''
		AND prorettype <> 'trigger'::regtype
		AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
$$, 'every function is explained');

-- Weak workers.
SELECT is_empty($$
	SELECT rolname FROM pg_roles WHERE rolname = 'gatehouse_app' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
$$, 'workers have no special power');
SELECT is_empty($$ SELECT rolname FROM pg_roles WHERE rolname = 'gatehouse_owner' AND (rolcanlogin OR rolsuper OR rolbypassrls) $$,
	'nobody logs in as the owner, and it bypasses nothing');
SELECT is_empty($$
	SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
	WHERE m.member = 'gatehouse_app'::regrole AND (r.rolname <> 'gatehouse_public' OR pg_has_role(m.member, m.roleid, 'USAGE') OR m.admin_option)
$$, 'workers are members of no other role, but may become the sender of a public form');
SELECT is_empty($$ SELECT rolname FROM pg_roles WHERE rolname = 'gatehouse_public' AND (rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls) $$, 'which has no special power either');
SELECT is_empty($$ SELECT relname FROM tables WHERE relowner <> 'gatehouse_owner'::regrole $$, 'the owner owns every table');
SELECT is_empty($$
	SELECT relname, p FROM tables, unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) p WHERE has_table_privilege('gatehouse_app', oid, p)
$$, 'workers may not truncate, refer to or put triggers on a table');
SELECT ok(NOT has_schema_privilege('gatehouse_app', 'app', 'CREATE'), 'workers create nothing in the schema');
SELECT ok(NOT has_schema_privilege('gatehouse_app', 'public', 'CREATE'), 'workers create nothing in public');
SELECT is_empty($$
	SELECT oid::regprocedure FROM pg_proc
	WHERE pronamespace = 'app'::regnamespace AND prosecdef AND NOT COALESCE(array_to_string(proconfig, ',') ~ 'search_path=', false)
$$, 'functions with the rights of their owner pin their search path');
SELECT is_empty($$
	SELECT oid::regprocedure FROM pg_proc p
	WHERE pronamespace = 'app'::regnamespace AND prosecdef AND EXISTS (
		SELECT FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE')
$$, 'functions with the rights of their owner are not for everybody');

-- History is written once.
SELECT ok(NOT has_table_privilege('gatehouse_app', 'app.event', p), 'workers have no ' || p || ' on the history')
	FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p;
SELECT is_empty($$
	SELECT attname FROM pg_attribute WHERE attrelid = 'app.event'::regclass AND attnum > 0 AND has_column_privilege('gatehouse_app', attrelid, attnum, 'UPDATE')
$$, 'nor on one of its columns');
SET LOCAL ROLE gatehouse_app;
SELECT throws_ok('UPDATE app.event SET site_id = site_id', '42501', NULL, 'a worker that tries to change the history is refused');
SELECT throws_ok('DELETE FROM app.event', '42501', NULL, 'a worker that tries to shorten the history is refused');
SELECT is_empty('SELECT * FROM app.record', 'outside a site a worker sees no record');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
