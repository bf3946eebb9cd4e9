-- SPDX-License-Identifier: ISC
-- Goal: what somebody typed and did not save is theirs alone (issue 11, point 6): no other member reads, changes or removes it, whatever a
-- statement says; and it ends after a fortnight.
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();

INSERT INTO unsaved (site_id, account_id, form, key, typed, at)
SELECT 9101, pg_temp.who(9101, w), 'requirements/new', 'key-' || w, '[["title","of ' || w || '"]]', now() - CASE w WHEN 'circle' THEN interval '1 day' ELSE interval '15 days' END FROM unnest(ARRAY['circle', 'plain']) w;
INSERT INTO session SELECT 'unsaved ' || w, pg_temp.who(9101, w), now(), now(), now(), '', '' FROM unnest(ARRAY['circle', 'plain']) w;

CREATE FUNCTION pg_temp.as_worker(p_who text, p_sql text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	SET LOCAL SESSION AUTHORIZATION gatehouse_app;
	PERFORM entered FROM app.open_request('unsaved ' || p_who, 9101, true, p_door => '');
	EXECUTE p_sql INTO answer;
	RESET SESSION AUTHORIZATION;
	RETURN answer;
END $$;

SELECT is(pg_temp.as_worker('circle', 'SELECT string_agg(DISTINCT key, '' '') FROM app.unsaved WHERE key <> ''key'' OR account_id <> app.account()'), 'key-circle', 'a person reads what they typed, and nobody else''s');
SELECT is(pg_temp.as_worker('circle', 'WITH x AS (UPDATE app.unsaved SET typed = ''[]'' WHERE account_id <> app.account() RETURNING 1) SELECT count(*)::text FROM x'), '0', 'nor changes it');
SELECT is(pg_temp.as_worker('circle', 'WITH x AS (DELETE FROM app.unsaved WHERE account_id <> app.account() RETURNING 1) SELECT count(*)::text FROM x'), '0', 'nor removes it');
SELECT throws_ok(format($$ SELECT pg_temp.as_worker('circle', 'INSERT INTO app.unsaved VALUES (9101, %s, ''requirements/new'', ''x'', ''[]'', now()) RETURNING key') $$, pg_temp.who(9101, 'plain')),
	'42501', NULL, 'nor writes in another''s name');
RESET SESSION AUTHORIZATION;
SELECT sweep(now());
SELECT is((SELECT string_agg(key, ' ') FROM unsaved WHERE site_id = 9101 AND key <> 'key'), 'key-circle', 'what is older than a fortnight goes');
SELECT * FROM finish();
ROLLBACK;
