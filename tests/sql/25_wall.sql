-- SPDX-License-Identifier: ISC
-- Goal: the database itself lets nobody into a site but its members (R2.2, issue 9 1.5): a page's questions, which are sent before the program
-- has looked at rights, find nothing and change nothing in any table of a site, unless somebody of the site asks.  The doors are those that are
-- named, and show what is named.
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();

-- Who comes to site 9101: an account of the other site, one of none, one who left, one who is disabled; "plain" is a member.
INSERT INTO account (id, login, name, created_at, is_operator) VALUES (91001, 'stranger-9101', 'x', now(), false), (91002, 'operator-9101', 'x', now(), true);
INSERT INTO account (id, login, name, created_at) SELECT id, login, 'x', now() FROM (VALUES (91003, 'gone-9101'), (91004, 'disabled-9101')) v (id, login);
INSERT INTO membership (site_id, account_id, department_id, created_at) SELECT 9101, id, 1, now() FROM unnest(ARRAY[91003, 91004]) id;
INSERT INTO member_role SELECT 9101, a, r FROM unnest(ARRAY[91003, 91004]) a, generate_series(1, 3) r;
UPDATE membership SET left_at = now() WHERE account_id = 91003;
CREATE TEMP TABLE caller (who text PRIMARY KEY, account bigint);
INSERT INTO caller VALUES ('a stranger', 91001), ('an operator who opens a page', 91002), ('who left', 91003), ('who is disabled', 91004), ('a member of the other site', pg_temp.who(9102, 'circle')),
	('a member', pg_temp.who(9101, 'circle'));
INSERT INTO session SELECT 'token of ' || who, account, now(), now(), now(), '', '' FROM caller;
UPDATE account SET disabled_at = now() WHERE id = 91004;
INSERT INTO session VALUES ('token that is over', pg_temp.who(9101, 'circle'), now(), now() - interval '1 hour', now(), '', '');
INSERT INTO caller VALUES ('nobody', NULL), ('whose session is over', pg_temp.who(9101, 'circle'));

CREATE FUNCTION pg_temp.token(p_who text) RETURNS text LANGUAGE sql AS $$ SELECT CASE p_who WHEN 'nobody' THEN '' WHEN 'whose session is over' THEN 'token that is over' ELSE 'token of ' || p_who END $$;
-- As a worker does it; what was set stays for the transaction.
CREATE FUNCTION pg_temp.worker(p_sql text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	SET LOCAL SESSION AUTHORIZATION gatehouse_app;
	EXECUTE p_sql INTO answer;
	RESET SESSION AUTHORIZATION;
	RETURN answer;
END $$;
CREATE FUNCTION pg_temp.arrive(p_who text, p_site bigint, p_door text DEFAULT '') RETURNS text LANGUAGE sql AS
	$$ SELECT pg_temp.worker(format('SELECT entered FROM app.open_request(%L, %s, true, p_door => %L)', pg_temp.token(p_who), p_site, p_door)) $$;

CREATE TEMP TABLE changeable AS SELECT t, (SELECT min(attname::text) FROM pg_attribute WHERE attrelid = ('app.' || t)::regclass AND attnum > 0
	AND has_column_privilege('gatehouse_app', attrelid, attnum, 'UPDATE')) AS c, (SELECT COALESCE(string_agg(attname::text, ', '), 'site_id') FROM pg_attribute
	WHERE attrelid = ('app.' || t)::regclass AND attnum > 0 AND attgenerated = '' AND has_column_privilege('gatehouse_app', attrelid, attnum, 'INSERT')) AS given
	FROM pg_temp.tenant_tables() t;
CREATE TEMP TABLE before AS SELECT t, pg_temp.digest_of(t, 9101) AS digest FROM changeable;
-- One's own membership and invitation are one's own, in whatever site.
CREATE FUNCTION pg_temp.foreign_rows(p_table text) RETURNS text LANGUAGE sql AS $$
	SELECT format('app.%I WHERE site_id = 9101', p_table) || CASE p_table WHEN 'membership' THEN ' AND account_id IS DISTINCT FROM app.account()' ELSE '' END $$;
-- What somebody who came can do to any table: nothing, or the names of the tables where it is not nothing.
CREATE FUNCTION pg_temp.reach() RETURNS text LANGUAGE sql AS $$
	SELECT COALESCE(string_agg(t || ' ' || verb, ', ' ORDER BY t, verb), 'nothing') FROM changeable, LATERAL (VALUES
		('read', format('SELECT FROM %s', pg_temp.foreign_rows(t))),
		('changed', format('UPDATE app.%I SET %I = %2$I WHERE site_id = 9101', t, COALESCE(c, 'site_id'))),
		('removed', format('DELETE FROM app.%I WHERE site_id = 9101', t)),
		('added', format('INSERT INTO app.%I (%s) SELECT %2$s FROM jsonb_populate_record(NULL::app.%1$I, %3$L) x', t, given, pg_temp.row_of(t, 9101)))) v (verb, sql)
	WHERE pg_temp.attempt(sql) NOT IN ('0 rows', '42501') $$;

SELECT is((SELECT pg_temp.reach() FROM pg_temp.arrive(who, 9101) e WHERE e = ''), 'nothing', who || ' is not let into the site: nothing is read, changed, removed or added in any table')
	FROM caller WHERE who <> 'a member';
SELECT is((SELECT pg_temp.reach() FROM pg_temp.arrive(who, 9101), pg_temp.worker(format('SELECT app.enter_site(9101, %L)', pg_temp.token(who)))), 'nothing', who || ' does not come in by entering either')
	FROM caller WHERE who NOT IN ('a member', 'an operator who opens a page');
SELECT is((SELECT pg_temp.reach() FROM pg_temp.arrive('nobody', 0), pg_temp.worker($$ SELECT set_config('app.account', $$ || pg_temp.who(9101, 'circle') || $$::text, true) $$),
	pg_temp.worker('SELECT app.enter_site(9101)') e), 'nothing', 'nor by saying the number of a member without their session');
UPDATE session SET seen_at = now() - interval '31 minutes' WHERE token = 'token of a member';
SELECT is((SELECT pg_temp.worker('SELECT current_setting(''app.site'')') FROM pg_temp.arrive('nobody', 0), pg_temp.worker($$ SELECT app.enter_site(9101, 'token of a member') $$)), '', 'a session that has run out enters no site');
UPDATE session SET seen_at = now() WHERE token = 'token of a member';
SELECT is((SELECT pg_temp.worker('SELECT current_setting(''app.site'')') FROM pg_temp.arrive('nobody', 0), pg_temp.worker($$ SELECT app.enter_site(9101, 'token of a member') $$)), '9101', 'one that has not does');
-- Whoever is nobody has no session that a page would keep alive (session_touch).
SELECT is((SELECT pg_temp.worker(format('SELECT concat_ws('' '', account_id, login, is_fresh, is_stale, has_second_factor) FROM app.open_request(%L, %s, true)', pg_temp.token(who), s))), 'f f f',
	format('%s, at %s: nobody, and nothing of a session', who, s)) FROM unnest(ARRAY['nobody', 'whose session is over', 'who is disabled']) who, unnest(ARRAY[0, 9101]) s;
SELECT is(pg_temp.arrive('a member', 9101), 'member', 'a member is let in');
SELECT is((SELECT string_agg(t, ', ') FROM changeable WHERE t NOT IN ('event_head', 'submission', 'record_author') AND pg_temp.attempt(format('SELECT FROM %s', pg_temp.foreign_rows(t))) IN ('0 rows', '42501')), NULL, 'and reads rows of every table')
	FROM pg_temp.arrive('a member', 9101);
SELECT is(pg_temp.arrive('a member', 9102), '', 'in the other site they are a stranger') ;
SELECT is(pg_temp.attempt('SELECT FROM app.record'), '0 rows', 'and what they saw before is closed');
UPDATE site SET suspended_at = now() WHERE id = 9101;
SELECT is((SELECT pg_temp.reach() FROM pg_temp.arrive('a member', 9101) e WHERE e = ''), 'nothing', 'a site that is suspended is closed to its members as well');
UPDATE site SET suspended_at = NULL WHERE id = 9101;
SELECT is((SELECT pg_temp.attempt('SELECT FROM app.record') FROM pg_temp.arrive('an operator who opens a page', 0), pg_temp.worker($$ SELECT app.enter_site(9101, 'token of an operator who opens a page') $$)),
	(SELECT count(*) FROM record WHERE site_id = 9101 AND visible = 0) || ' rows', 'an operator who acts on a site enters it, without restricted sight');
SELECT is_empty($$ SELECT t FROM before WHERE digest IS DISTINCT FROM pg_temp.digest_of(t, 9101) $$, 'all the time nothing of the site changed');

-- ---------------------------------------------------------------- the doors

SELECT set_eq('SELECT name FROM app.door', ARRAY['outside', 'feedback', 'follow', 'join', 'invited', 'tell', 'again'], 'these are the doors');
-- A restrictive policy narrows what others show.
SELECT set_eq($$ SELECT tablename || ' ' || cmd || ' ' || array_to_string(roles, ' ') FROM pg_policies WHERE schemaname = 'app' AND policyname <> 'site' AND permissive = 'PERMISSIVE' $$, ARRAY[
	'rule SELECT gatehouse_app', 'rule INSERT gatehouse_app', 'calendar_day SELECT gatehouse_app', 'privacy_text SELECT gatehouse_app', 'event INSERT gatehouse_app gatehouse_public',
	'submission ALL gatehouse_owner', 'record SELECT gatehouse_public', 'record INSERT gatehouse_public',
	'counter ALL gatehouse_public', 'feedback INSERT gatehouse_public', 'membership SELECT gatehouse_public', 'member_role SELECT gatehouse_public', 'role_permission SELECT gatehouse_public',
	'record_text ALL gatehouse_public', 'waiting ALL gatehouse_public', 'record_version INSERT gatehouse_public', 'notification INSERT gatehouse_public',
	'event SELECT gatehouse_owner', 'event_head ALL gatehouse_owner', 'invitation ALL gatehouse_owner', 'membership ALL gatehouse_owner', 'member_role ALL gatehouse_owner', 'role ALL gatehouse_owner',
	'role_permission ALL gatehouse_owner', 'notification INSERT gatehouse_owner', 'feedback ALL gatehouse_owner', 'record SELECT gatehouse_owner', 'requirement SELECT gatehouse_owner'
], 'what doors show, and to whom; another one is a hole until somebody has read it and added it');
SELECT is_empty($$ SELECT tablename FROM pg_policies WHERE schemaname = 'app' AND policyname <> 'site' AND permissive = 'PERMISSIVE' AND COALESCE(qual, with_check) !~ 'site_id = (app\.)?at_door\(' $$, 'each is for one site');

-- Somebody at the doors of 9101; the public form is closed, then open.
CREATE FUNCTION pg_temp.read_at(p_who text, p_site bigint, p_door text) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.arrive(p_who, p_site, p_door) || ': ' || COALESCE((SELECT string_agg(t, ' ' ORDER BY t) FROM changeable WHERE pg_temp.attempt(format('SELECT FROM %s', pg_temp.foreign_rows(t))) NOT IN ('0 rows', '42501')), '-') $$;
SELECT is(pg_temp.read_at('nobody', 9101, d), s, format('at the door "%s" nobody reads', d)) FROM (VALUES ('feedback', ': -'), ('follow', 'follow: calendar_day rule'),
	('join', 'join: calendar_day rule'), ('invited', ': -'), ('tell', 'tell: -'), ('outside', ': -'), ('judge', ': -'), ('no such', ': -')) v (d, s);
INSERT INTO rule VALUES (9101, 'public_feedback', '1'), (9101, 'feedback_secret', 's');
SELECT is(pg_temp.read_at('nobody', 9101, 'feedback'), 'feedback: calendar_day privacy_text rule', 'at an open public form');
SELECT is(pg_temp.attempt($$ SELECT FROM app.rule WHERE key = 'feedback_secret' $$), '1 rows', 'with what its stamps are signed with');
SELECT is((SELECT pg_temp.attempt($$ SELECT FROM app.rule WHERE key = 'feedback_secret' $$) FROM pg_temp.arrive('nobody', 9101, 'join')), '0 rows', 'which no other door shows');
UPDATE record SET state = 'in_operation' WHERE site_id = 9101 AND kind = 'platform';
SELECT is((SELECT pg_temp.attempt('SELECT FROM app.feedback_platforms(9101)') FROM pg_temp.arrive('nobody', 9101, 'feedback')), '1 rows', 'and the platforms that are in use, to choose one');
-- What the engine does there, it does as gatehouse_public.
CREATE FUNCTION pg_temp.sends(p_sql text) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.attempt(p_sql, 'gatehouse_public') $$;
SELECT is(pg_temp.sends('SELECT FROM app.record'), '1 rows', 'of the records a platform that is in use');
SELECT is((SELECT string_agg(t, ' ' ORDER BY t) FROM changeable WHERE pg_temp.sends(format('SELECT FROM %s', pg_temp.foreign_rows(t))) NOT IN ('0 rows', '42501')), 'member_role membership record role_permission',
	'and who is to be told; nothing else');
SELECT is(pg_temp.sends(format($$ INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, created_at, created_by, changed_at, state_at)
	VALUES (9101, 901, %L, 'X-1', 2026, 1, 'x', 'new', %L, %s, now(), now()) $$, kind, at, by)), s, what) FROM (VALUES
	('feedback', now(), 'NULL', '1 rows', 'the form makes feedback of nobody'), ('requirement', now(), 'NULL', '42501', 'and no other record'),
	('feedback', now(), pg_temp.who(9101, 'plain')::text, '42501', 'nor one of somebody'), ('feedback', now() - interval '1 day', 'NULL', '42501', 'nor one of yesterday')) v (kind, at, by, s, what);
SELECT is((SELECT pg_temp.sends(format($$ INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, created_at, created_by, changed_at, state_at)
	VALUES (9101, 902, 'feedback', 'X-2', 2026, 2, 'x', 'new', now(), %s, now(), now()) $$, by)) FROM pg_temp.arrive('a stranger', 9101, 'feedback')), s, what) FROM (VALUES
	('NULL', '1 rows', 'somebody who is no member sends as a visitor'), (pg_temp.who(9101, 'plain')::text, '42501', 'and not as a member')) v (by, s, what);
SELECT pg_temp.arrive('nobody', 9101, 'feedback') \g /dev/null
SELECT is(pg_temp.sends($$ INSERT INTO app.notification (site_id, account_id, record_id, what, detail, at) VALUES (9101, 91011, 1, 'moved', '{}', now()) $$), '42501', 'nobody is told of another record');
SELECT is((SELECT pg_temp.sends(format('SELECT FROM app.%I', t)) FROM pg_temp.arrive(who, 9101, d)), '0 rows', format('%s, as a sender at "%s": no %s', who, d, t))
	FROM (VALUES ('nobody', ''), ('nobody', 'follow'), ('a stranger', 'tell')) v (who, d), unnest(ARRAY['record', 'membership', 'member_role']) t WHERE t <> 'membership' OR who = 'nobody';
SELECT is(pg_has_role('gatehouse_app', 'gatehouse_public', 'USAGE'), false, 'a worker has none of it while it has not become it');
SELECT is(pg_has_role('gatehouse_app', 'gatehouse_public', 'MEMBER'), true, 'which it may');
SELECT is((SELECT pg_temp.worker('SELECT current_user FROM app.become_public()') FROM pg_temp.arrive(who, 9101, d)), r, format('%s at "%s" becomes %s', who, d, r))
	FROM (VALUES ('nobody', 'feedback', 'gatehouse_public'), ('a member', 'feedback', 'gatehouse_app'), ('nobody', 'join', 'gatehouse_app')) v (who, d, r);
SELECT pg_temp.arrive('nobody', 9101, 'feedback') \g /dev/null
SELECT is(pg_temp.read_at('nobody', 9102, 'feedback'), ': -', 'the other site''s form is closed');
SELECT is((SELECT pg_temp.attempt($$ SELECT FROM app.rule WHERE site_id = 9102 $$) FROM pg_temp.arrive('nobody', 9101, 'feedback')), '0 rows', 'and a door is of one site');
-- Its own words, by the code; nothing without it.
UPDATE feedback SET code = 'digest', from_public = true WHERE site_id = 9101 AND record_id = 6;
SELECT is((SELECT pg_temp.attempt(format('SELECT FROM app.feedback_follow(%s, %L)', s, c)) FROM pg_temp.arrive('nobody', 9101, d)), n, what) FROM (VALUES
	('follow', 9101, 'digest', '1 rows', 'the sender finds what they sent'), ('follow', 9101, 'other', '0 rows', 'not by another code'), ('follow', 9102, 'digest', '0 rows', 'nor of another site'),
	('', 9101, 'digest', '0 rows', 'nor from elsewhere')) v (d, s, c, n, what);
SELECT is((SELECT pg_temp.attempt(format('SELECT app.feedback_code(9101, 6, %L)', 'mine')) FROM pg_temp.arrive('nobody', 9101, 'feedback')), '1 rows', 'a code is asked for');
SELECT is((SELECT code FROM feedback WHERE site_id = 9101 AND record_id = 6), 'digest', 'and what has one keeps it');
-- Telling adds lines and looks at nothing; of another site than that of the door it is refused.
SELECT is((SELECT pg_temp.attempt(format('SELECT app.power_tell(%s, NULL, ''x'', NULL, ''{}'', now())', s)) FROM pg_temp.arrive('a stranger', 9101, d)), n, what) FROM (VALUES
	('tell', 9101, '1 rows', 'they are told'), ('tell', 9102, 'GH403', 'not in another site'), ('', 9101, 'GH403', 'nor from outside')) v (d, s, n, what);
SELECT is((SELECT pg_temp.attempt($$ INSERT INTO app.event (site_id, action, object, detail) VALUES (9101, 'x', '', '{}') $$) FROM pg_temp.arrive('a stranger', 9101, d)), n, d || ': an event is ' || n)
	FROM (VALUES ('tell', '1 rows'), ('join', '1 rows'), ('follow', '42501'), ('', '42501')) v (d, n);
-- An invitation opens its door to whose it is.
UPDATE invitation SET account_id = 91001 WHERE site_id = 9101;
SELECT is(pg_temp.arrive(who, s, 'invited'), e, format('%s, invited to 9101, at %s', who, s)) FROM (VALUES ('a stranger', 9101, 'invited'), ('a stranger', 9102, ''), ('who left', 9101, '')) v (who, s, e);
SELECT is((SELECT pg_temp.attempt(format('SELECT FROM app.invitation_answer(1, '''', true, now())')) FROM pg_temp.arrive('a stranger', 9101, 'invited')), '1 rows', 'and is accepted there');
-- A role that everybody gets and that carries power is refused at the door as well as inside.
UPDATE role SET key = 'member' WHERE site_id = 9101 AND id = 2;
SELECT is((SELECT pg_temp.attempt(format('SELECT FROM app.invitation_answer(1, '''', true, now())')) FROM pg_temp.arrive('a stranger', 9101, 'invited')), 'GH403', 'the wall of roles stands at the door, too');
-- Outside any site, where everybody is.
SELECT is(pg_temp.read_at('nobody', 0, ''), 'outside: -', 'outside, nothing of a site is read');
SELECT is((SELECT pg_temp.attempt('SELECT FROM app.event WHERE site_id = 0') FROM pg_temp.arrive('a stranger', 0)), '0 rows', 'nor the history of the deployment');
SELECT is(pg_temp.arrive('an operator who opens a page', 0), 'operator', 'where operators are at home');

-- A form that was taken is found by its key, account and site, by whoever stands there; nobody lists the others.
INSERT INTO submission (site_id, account_id, key, location, at, digest, answer) VALUES (9101, 91001, 'k', '/here', now(), 'd', 'sealed'), (0, 0, 'k', '', now() - interval '11 minutes', 'd', 'sealed'),
	(9101, 0, 'old', '', now() - interval '31 days', '', NULL), (0, 0, 'old', '', now() - interval '31 days', '', NULL), (9101, 0, 'month', '', now() - interval '29 days', '', NULL);
SELECT is((SELECT COALESCE(pg_temp.worker(format('SELECT min(concat_ws('' '', location, digest, answer)) FROM app.submission_find(%s, %s, %L, now())', at, account, key)), '-') FROM pg_temp.arrive(who, s, d)), found, what) FROM (VALUES
	('a stranger', 9101, 'again', 9101, 91001, 'k', '/here d sealed', 'who left by a form gets its reply'), ('a stranger', 9101, 'again', 9101, 91001, 'x', '-', 'by no other key'),
	('a stranger', 9101, 'again', 9101, 0, 'k', '-', 'nor as somebody else'), ('nobody', 0, '', 0, 0, 'k', ' d', 'the reply is kept for ten minutes')) v (who, s, d, at, account, key, found, what);
-- In the round trip that opens a request it is looked for before anybody is let in: whoever is in no site finds nothing there.
SELECT is((SELECT COALESCE(pg_temp.worker(format('SELECT min(concat_ws('' '', location, digest, answer)) FROM app.submission_begin(%s, %L, now())', at, key)), '-') FROM pg_temp.arrive(who, s, d)), found, what) FROM (VALUES
	('a stranger', 9101, 'again', 9101, 'k', '/here d sealed', 'whoever acts finds the reply to their own form'), ('nobody', 9101, 'again', 9101, 'k', '-', 'a visitor none of somebody else'),
	('nobody', 0, '', 0, 'k', ' d', 'and outside their own'), ('a stranger', 9101, '', 9101, 'k', '-', 'who is not let in finds nothing'), ('a stranger', 9102, 'again', 9101, 'k', '-', 'nor is there anything of another site')) v (who, s, d, at, key, found, what);
-- And by its key in the index, however many there are (issue 10): the first look makes the plan.
INSERT INTO submission (site_id, account_id, key, location, at) SELECT 0, 0, md5(n::text), '', now() FROM generate_series(1, 10000) n;
ANALYZE submission;
CREATE FUNCTION pg_temp.pages_of(q text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
	said json;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ' || q INTO said;
	RETURN (said -> 0 -> 'Plan' ->> 'Shared Hit Blocks')::int + (said -> 0 -> 'Plan' ->> 'Shared Read Blocks')::int;
END $$;
SELECT pg_temp.arrive('nobody', 0, ''), pg_temp.pages_of('SELECT FROM app.submission_begin(0, ''x'', now())') \g /dev/null
SELECT cmp_ok(pg_temp.pages_of('SELECT FROM app.submission_begin(0, ''y'', now())'), '<', 20, 'a form among ten thousand is looked up in few pages');
SELECT is((SELECT pg_temp.attempt(format('SELECT app.submission_find(%s, 91001, ''k'', now())', at)) FROM pg_temp.arrive('a stranger', s, d)), 'GH403', format('at "%s" of %s nothing of %s is found', d, s, at))
	FROM (VALUES (9102, 'again', 9101), (0, '', 9101), (9101, '', 9101)) v (s, d, at);
SELECT is((SELECT pg_temp.attempt(format('SELECT app.submission_add(%s, %s, ''new'', '''', NULL, now(), '''', NULL)', at, account)) FROM pg_temp.arrive('a stranger', s, d)), n, what) FROM (VALUES
	(0, '', 0, 0, '1 rows', 'outside a form of nobody is kept'), (0, '', 0, 91001, '1 rows', 'or of whoever acts'), (0, '', 0, 91002, 'GH403', 'of nobody else'), (0, '', 9101, 91001, 'GH403', 'and in no site'),
	(9101, 'follow', 9101, 91001, '42501', 'nor at a door where nothing is sent')) v (s, d, at, account, n, what);
SELECT is((SELECT pg_temp.reach() FROM pg_temp.arrive('nobody', 9101, 'again')), 'nothing', 'and nothing else is there at that door');
SELECT pg_temp.worker('SELECT app.sweep(now())::text') \g /dev/null
SELECT is((SELECT string_agg(site_id || key, ' ' ORDER BY site_id, key) FROM submission WHERE key IN ('k', 'old', 'month')), '0k 9101k 9101month', 'after a month a form is forgotten, in every site and outside');

-- What is set for a transaction by the doors' functions is as it was afterwards.
SELECT is((SELECT (app.site(), app.account(), app.at_door('tell'))::text FROM pg_temp.arrive('a stranger', 9101, 'tell'), app.account_powers(pg_temp.who(9102, 'circle')) LIMIT 1), '(,91001,9101)', 'looking into the sites of an account leaves one at the door');

SELECT * FROM finish();
ROLLBACK;
