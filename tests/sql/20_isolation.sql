-- SPDX-License-Identifier: ISC
-- Goal: no site reads or writes another site's rows (R2.2), for every table of the catalogue and every verb, even where
-- both sites hold the same ids; outside a site there is nothing.
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();

SELECT is_empty($$ SELECT t FROM pg_temp.tenant_tables() t WHERE pg_temp.rows_of(t, 9101) = 0 OR pg_temp.rows_of(t, 9102) = 0 $$,
	'the two sites have a row in every table with a site (else add it to fixture/two_sites.sql)');
CREATE TEMP TABLE before AS SELECT t, pg_temp.digest_of(t, 9102) AS digest FROM pg_temp.tenant_tables() t;

-- Somebody who sees all of their own site: a reader, with the clearance of the handling circle.
SELECT pg_temp.act(9101, 'reader', 1);

-- Where a worker has no right at all on a table, 42501 is as good as no row.
SELECT ok(pg_temp.attempt(format('SELECT FROM app.%I WHERE site_id <> 9101', t)) IN ('0 rows', '42501'), t || ': reads nothing of another site') FROM pg_temp.tenant_tables() t;
SELECT ok(pg_temp.attempt(format('SELECT FROM app.%I WHERE site_id = 9101', t)) NOT IN ('0 rows', '42501') OR t IN ('event_head', 'submission', 'record_author'), t || ': reads its own')
	FROM pg_temp.tenant_tables() t;
SELECT ok(pg_temp.attempt(format('UPDATE app.%I SET %I = %2$I WHERE site_id = 9102', t, COALESCE(c, 'site_id'))) IN ('0 rows', '42501'), t || ': changes nothing of another site')
	FROM pg_temp.tenant_tables() t,
	LATERAL (SELECT min(attname::text) FROM pg_attribute WHERE attrelid = ('app.' || t)::regclass AND attnum > 0 AND has_column_privilege('gatehouse_app', attrelid, attnum, 'UPDATE')) u (c);
SELECT is(pg_temp.attempt(format('UPDATE app.%I SET site_id = 9102', t)), '42501', t || ': hands no row to another site') FROM pg_temp.tenant_tables() t;
SELECT ok(pg_temp.attempt(format('DELETE FROM app.%I WHERE site_id = 9102', t)) IN ('0 rows', '42501'), t || ': removes nothing of another site') FROM pg_temp.tenant_tables() t;

-- A row of the other site, as far as workers may give its columns, under a site number that holds none of it yet.
SELECT is(pg_temp.attempt(format('INSERT INTO app.%I (%s) SELECT %s FROM jsonb_populate_record(NULL::app.%1$I, %4$L) x', t, c, replace(c, 'site_id', '9102'), j)), '42501',
		t || ': adds nothing to another site')
	FROM pg_temp.tenant_tables() t,
	LATERAL (SELECT COALESCE(string_agg(attname::text, ', '), 'site_id') FROM pg_attribute WHERE attrelid = ('app.' || t)::regclass AND attnum > 0 AND attgenerated = '' AND has_column_privilege('gatehouse_app', attrelid, attnum, 'INSERT')) u (c),
	pg_temp.row_of(t, 9101) j;

SELECT is_empty($$ SELECT t FROM before WHERE digest IS DISTINCT FROM pg_temp.digest_of(t, 9102) $$, 'the other site is as it was, to the byte');

-- Search has a door of its own, with more rights than the worker.
SELECT is(pg_temp.attempt($$ SELECT FROM app.search(9101, 'secret') $$), pg_temp.rows_of('record', 9101) || ' rows', 'search finds what is in the site');
SELECT is(pg_temp.attempt($$ SELECT FROM app.search(9102, 'secret') $$), '0 rows', 'search finds nothing in another site');
SELECT is(pg_temp.attempt($$ SELECT FROM unnest(app.search_era(9101, '{secret}', '{secret}', '', 0, 9223372036854775807, NULL)) $$), pg_temp.rows_of('record', 9101) || ' rows', 'nor does its index, which finds what is in the site');
SELECT is(pg_temp.attempt($$ SELECT FROM app.search_next(9101, '{secret}', '', 0) e WHERE e = 0 $$), '1 rows', 'and in which era');
SELECT is(pg_temp.attempt($$ SELECT FROM unnest(app.search_era(9102, '{secret}', '{secret}', '', 0, 9223372036854775807, NULL)) $$), '0 rows', 'and nothing in another site');
SELECT is(pg_temp.attempt($$ SELECT FROM app.search_next(9102, '{secret}', '', 0) e WHERE e = 0 $$), '0 rows', 'nor that something is there');

-- The helpers that have more rights than a worker act in the site of the transaction only.
SELECT is(pg_temp.attempt($$ SELECT FROM app.event_verify(9102) v WHERE v IS NOT NULL $$), '0 rows', 'the chain of another site is not looked at');
SELECT is(pg_temp.attempt(format('SELECT %s', call)), 'GH403', call || ' is refused') FROM unnest(ARRAY[
	'app.member_add(9102, 91011, NULL, now())', 'app.member_add(9101, 91021, NULL, now())', 'app.member_leave(9102, 91021, 91022, now(), ''{}'')',
	'app.account_edit(91021, ''x'', '''', '''')', 'app.account_disable(91021, now())', 'app.account_erase(91021, ''x'', now())',
	'app.account_list('''', 0, 10)', 'app.operator_set(91012, true)', 'app.site_add(''s'', ''s'', ''s'', now())', 'app.site_edit(9102, ''x'', '''', NULL, NULL)',
	'app.link_add(''t'', 91021, ''reset'', now())', 'app.session_end_others(91021, '''')', 'app.totp_clear(91021)', 'app.account_add(''x'', ''x'', '''', '''', now())']) call;
SELECT version AS before FROM app.site WHERE id = 9102 \gset
SELECT is((SELECT version FROM app.site WHERE id = 9102), :before::bigint, 'another site''s version stays when this site''s is touched')
	FROM (SELECT app.site_touch(9102), app.site_touch(9101)) x;

-- Outside a site: not set, and set to nothing as SET LOCAL leaves it in a connection that was used before.
SELECT pg_temp.act(NULL, NULL);
SELECT ok(pg_temp.attempt(format('SELECT FROM app.%I', t)) IN ('0 rows', '42501'), t || ': outside a site there is nothing to read') FROM pg_temp.tenant_tables() t;
SELECT ok(pg_temp.attempt(format('DELETE FROM app.%I', t)) IN ('0 rows', '42501'), t || ': outside a site there is nothing to remove') FROM pg_temp.tenant_tables() t;
SELECT is(pg_temp.attempt($$ INSERT INTO app.rule VALUES (9101, 'x', 'y') $$), '42501', 'outside a site nothing is added');
SELECT is(pg_temp.attempt($$ SELECT FROM app.search(9101, 'secret') $$), '0 rows', 'outside a site search finds nothing');

SELECT * FROM finish();
ROLLBACK;
