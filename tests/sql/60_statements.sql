-- SPDX-License-Identifier: ISC
-- Goal: every statement of sql/query fits the schema, and a worker has the rights for it (R2.2): each is prepared and planned as
-- gatehouse_app.  A statement with a site binds it as a bigint, and joins no table of a site without its site.
BEGIN;
\ir fixture/statements.sql
SELECT no_plan();
SELECT cmp_ok((SELECT count(*) FROM statement), '>', 100::bigint, 'there are statements to look at');

-- Planning with EXPLAIN checks the rights on tables and columns, as running it would, and runs nothing.
CREATE FUNCTION pg_temp.try(p_name text, p_text text, p_role text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	n int;
BEGIN
	EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', p_role);
	EXECUTE format('PREPARE %I AS %s', p_name, p_text);
	SELECT cardinality(parameter_types) INTO n FROM pg_prepared_statements WHERE name = p_name;
	EXECUTE format('EXPLAIN EXECUTE %I%s', p_name, CASE WHEN n > 0 THEN '(' || repeat('NULL, ', n - 1) || 'NULL)' ELSE '' END);
	EXECUTE 'RESET SESSION AUTHORIZATION';
	RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
	RETURN format('%s %s', SQLSTATE, SQLERRM);
END $$;
-- What only gatehousectl runs is run by the administrator; what is no query (BEGIN …) cannot be planned, and is theirs alone.
SELECT is(pg_temp.try(name, text, CASE file WHEN 'ctl.sql' THEN 'postgres' ELSE 'gatehouse_app' END), 'ok', name) FROM statement WHERE text ~ '^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|VALUES)\s';
SELECT is_empty($$ SELECT name FROM statement WHERE text !~ '^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|VALUES)\s' AND file <> 'ctl.sql' $$, 'workers run queries only');

SELECT is_empty($$
	SELECT s.name FROM statement s JOIN pg_prepared_statements p USING (name) WHERE s.by_site AND p.parameter_types[1] <> 'bigint'::regtype
$$, 'the site is bound as a bigint');
SELECT is_empty($$ SELECT name FROM statement WHERE by_site AND text !~ 'site_id( |\)|$)|\$1::bigint' $$, 'a statement of a site names the site');

-- The first wall: each table of a site is tied to the site under its alias, "r.site_id = …", or alone as "site_id = $1".
CREATE TEMP TABLE tenant AS SELECT c.relname::text AS t FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'site_id'
	WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'r';
CREATE TEMP VIEW used AS
	SELECT s.name, s.file, m[1] AS t, COALESCE(NULLIF(m[2], ''), m[1]) AS alias, s.text FROM statement s,
		regexp_matches(s.text, '(?:FROM|JOIN|UPDATE|USING|,)\s+app\.(\w+)(?!\w|\()(?:\s+(?:AS\s+)?(?!WHERE|SET|JOIN|LEFT|ON|ORDER|GROUP|LIMIT|UNION|CROSS|FOR|VALUES|USING|RETURNING|INNER|THEN|ELSE|END|AND|OR)(\w+))?', 'g') m
	WHERE m[1] IN (SELECT t FROM tenant);
SELECT cmp_ok((SELECT count(*) FROM used), '>', 150::bigint, 'tables were found in them');
-- Of one's own, over all sites: my work and one's data name the account instead.
SELECT is_empty($$
	SELECT name || ': ' || t || ' ' || alias FROM used
	WHERE text !~ (alias || '\.site_id') AND NOT (alias = t AND text ~ '(?<![\w.])site_id = ') AND text !~ (alias || '\.account_id = \$')
$$, 'every table of a site in a statement is tied to the site');

SELECT * FROM finish();
ROLLBACK;
