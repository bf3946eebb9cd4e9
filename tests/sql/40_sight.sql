-- SPDX-License-Identifier: ISC
-- Goal: who sees a record (RX.3, RX.4, R35.3): 0 everyone of the site, 1 its readers and the handling circle, 2 its readers; its author
-- always.  What hangs on a record that somebody does not see does not exist for them either: comment, file, link, vote, event …
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();

-- Clearance comes from the right, not from the caller.
CREATE FUNCTION pg_temp.enter(p_site bigint, p_role text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('app.account', COALESCE(pg_temp.who(p_site, p_role)::text, ''), true);
	PERFORM app.enter_site(p_site);
END $$;
SELECT is((SELECT app.clearance() FROM pg_temp.enter(9101, r)), CASE r WHEN 'circle' THEN 1 ELSE 0 END, 'clearance of ' || r) FROM unnest(ARRAY['author', 'reader', 'circle', 'plain', 'boss']) r;
SELECT is((SELECT app.clearance() FROM pg_temp.enter(9102, 'circle'), app.enter_site(9101)), 0, 'clearance in one site is none in another');
UPDATE app.membership SET left_at = now() WHERE account_id = pg_temp.who(9102, 'circle');
SELECT is((SELECT app.clearance() FROM pg_temp.enter(9102, 'circle')), 0, 'nor for whoever has left');

-- Which of the records 1 (everyone), 2 (circle), 3 (readers) somebody sees, as "1 3".
CREATE FUNCTION pg_temp.seen(p_table text, p_column text DEFAULT 'record_id') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	list text;
BEGIN
	SET LOCAL ROLE gatehouse_app;
	EXECUTE format('SELECT COALESCE(string_agg(DISTINCT %1$I::text, '' '' ORDER BY %1$I::text), '''') FROM app.%2$I WHERE %1$I IN (1, 2, 3)', p_column, p_table) INTO list;
	RESET ROLE;
	RETURN list;
END $$;
CREATE TEMP TABLE viewer (site bigint, role text, sees text, what text);
INSERT INTO viewer VALUES (9101, 'author', '1 2 3', 'the author'), (9101, 'reader', '1 2 3', 'a reader'), (9101, 'circle', '1 2', 'a member of the handling circle'),
	(9101, 'plain', '1', 'anybody of the site'), (9101, NULL, '1', 'a transaction without an account');

SELECT is((SELECT pg_temp.seen('record', 'id') FROM pg_temp.enter(site, role)), sees, what || ' sees of the records: ' || sees) FROM viewer;
SELECT is((SELECT pg_temp.seen('record', 'id') FROM app.enter_clock(9101)), '1 2', 'the clock sees what the handling circle sees, and no drafts');

-- Every table that hangs on a record (00_catalogue.sql forces each to have such a policy).
CREATE TEMP TABLE hanging AS SELECT t FROM pg_temp.tenant_tables() t JOIN pg_attribute a ON a.attrelid = ('app.' || t)::regclass AND a.attname = 'record_id';
SELECT cmp_ok((SELECT count(*) FROM hanging), '>=', 25::bigint, 'there are tables that hang on records');
SELECT is((SELECT pg_temp.seen(t) FROM pg_temp.enter(site, role)),
		array_to_string(ARRAY(SELECT r FROM unnest(string_to_array(sees, ' ')) r WHERE EXISTS (SELECT FROM pg_temp.record_ids(t) x WHERE x = r::bigint) ORDER BY r), ' '),
		format('%s: %s sees those of %s', t, what, sees))
	FROM viewer, hanging WHERE t NOT IN ('point', 'record_author');

-- Who made a record anonymously (R13.1) is seen by that person and by holders of the right that the row names, and only with the record; nothing that they do to it names them.
SELECT is((SELECT pg_temp.seen('record_author') FROM pg_temp.enter(9101, r)), CASE r WHEN 'boss' THEN '1' ELSE '' END, 'authors that are kept apart: seen by ' || r) FROM unnest(ARRAY['author', 'reader', 'circle', 'plain', 'boss', NULL]) r;
DELETE FROM app.member_role WHERE site_id = 9101 AND account_id = pg_temp.who(9101, 'boss');
SELECT is((SELECT pg_temp.seen('record_author') FROM pg_temp.enter(9101, 'boss')), '1', 'by themself without that right');
INSERT INTO app.member_role VALUES (9101, pg_temp.who(9101, 'boss'), 1), (9101, pg_temp.who(9101, 'boss'), 3), (9101, pg_temp.who(9101, 'plain'), 3);
SELECT is((SELECT pg_temp.seen('record_author') FROM pg_temp.enter(9101, 'plain')), '1', 'and by another who holds it');
DELETE FROM app.member_role WHERE site_id = 9101 AND account_id = pg_temp.who(9101, 'plain') AND role_id = 3;
CREATE TEMP TABLE apart AS SELECT c.relname::text AS t, encode(g.tgargs, 'escape') AS by FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE g.tgname = 'apart' AND c.relnamespace = 'app'::regnamespace;
UPDATE apart SET by = rtrim(by, '\0');
SELECT is((SELECT string_agg(t || '.' || by, ' ' ORDER BY t) FROM apart), 'comment.account_id event.actor_id file.created_by link.created_by notification.actor_id opinion.asked_by record_version.created_by watch.added_by',
	'where their name is taken out');
CREATE FUNCTION pg_temp.acts_on(p_role text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	actor bigint;
BEGIN
	PERFORM pg_temp.enter(9101, p_role);
	SET LOCAL ROLE gatehouse_app;
	INSERT INTO app.event (site_id, actor_id, action, record_id, detail) VALUES (9101, app.account(), 'record.edit', 1, '{"a": "b"}');
	INSERT INTO app.comment (site_id, id, record_id, account_id, at, text) VALUES (9101, 9000 + app.account() % 10, 1, app.account(), now(), 'said by ' || p_role);
	RESET ROLE;
	RETURN (SELECT concat_ws(' ', e.actor_id, e.detail::text) FROM app.event e WHERE e.site_id = 9101 ORDER BY e.seq DESC LIMIT 1)
		|| (SELECT ' ' || COALESCE(c.account_id::text, '') FROM app.comment c WHERE c.site_id = 9101 AND c.text = 'said by ' || p_role);
END $$;
SELECT is(pg_temp.acts_on('boss'), '{"a": "b", "anonymous": true} ', 'what they do to it has no name');
SELECT is(pg_temp.acts_on('plain'), format('%1$s {"a": "b"} %1$s', pg_temp.who(9101, 'plain')), 'what others do has theirs');

-- A record that has lost the row of its kind.
CREATE FUNCTION pg_temp.bare_record(p_id bigint) RETURNS void LANGUAGE sql AS $$
	INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, created_at, changed_at, state_at) VALUES (9101, p_id, 'requirement', 'N-' || p_id, 2026, p_id, 'x', 'x', now(), now(), now()) $$;

-- The rows of every kind follow when what is seen by everyone is hidden, and come back when it is shown.
CREATE TEMP TABLE kind_of AS SELECT DISTINCT kind AS t FROM app.record WHERE site_id = 9101;
CREATE FUNCTION pg_temp.rows_seen(p_table text) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.attempt(format('SELECT FROM app.%I', p_table)) $$;
CREATE TEMP TABLE shown AS SELECT t, (SELECT pg_temp.rows_seen(t) FROM pg_temp.enter(9101, 'plain')) AS n FROM kind_of;
UPDATE app.record SET visible = 2 WHERE site_id = 9101 AND visible = 0;
SELECT is((SELECT pg_temp.rows_seen(t) FROM pg_temp.enter(9101, 'plain')), '0 rows', t || ': no row of a hidden record') FROM kind_of;
SELECT isnt((SELECT pg_temp.rows_seen(t) FROM pg_temp.enter(9101, 'author')), '0 rows', t || ': but its author''s') FROM kind_of;
UPDATE app.record SET visible = CASE id WHEN 2 THEN 1 WHEN 3 THEN 2 ELSE 0 END WHERE site_id = 9101;
SELECT is((SELECT pg_temp.rows_seen(t) FROM pg_temp.enter(9101, 'plain')), n, t || ': seen again') FROM shown;
SELECT is_empty($$ SELECT t FROM shown WHERE n = '0 rows' $$, 'of every kind something is for everyone');
SELECT throws_like($$ UPDATE app.record SET visible = 2 WHERE site_id = 9101 AND id = 900 $$, '%could follow its sight%', 'a record without a row of its kind is not hidden by half')
	FROM (SELECT pg_temp.bare_record(900)) x;

-- The points account: an entry shows with its record, to whom it is about, and to who may see all accounts; the record stays hidden.
SELECT is((SELECT pg_temp.seen('point') FROM pg_temp.enter(9101, r)), s, 'points: ' || r) FROM (VALUES ('author', '1 2 3'), ('boss', '1 2 3'), ('circle', '1 2'), ('plain', '1')) v (r, s);
SELECT is((SELECT pg_temp.seen('record', 'id') FROM pg_temp.enter(9101, 'boss')), '1', 'who sees all points does not see the records behind them');

-- Nothing can be hung on, or altered of, a record that is not seen.
SELECT pg_temp.enter(9101, 'plain') \g /dev/null
SELECT is(pg_temp.attempt('UPDATE app.record SET title = ''x'' WHERE id = 3'), '0 rows', 'what is not seen is not changed');
SELECT is(pg_temp.attempt('UPDATE app.approval SET outcome = ''approved'' WHERE id = 2'), '0 rows', 'nor its round');
SELECT is(pg_temp.attempt('DELETE FROM app.waiting WHERE record_id = 2'), '0 rows', 'nor what waits for it');

-- A record that loses its last reader, or gains one, at once.
DELETE FROM app.record_reader WHERE site_id = 9101 AND record_id = 3;
SELECT is((SELECT pg_temp.seen('comment') FROM pg_temp.enter(9101, 'reader')), '1 2', 'a reader who was removed sees it no more');
INSERT INTO app.record_reader VALUES (9101, 3, pg_temp.who(9101, 'plain'));
SELECT is((SELECT pg_temp.seen('comment') FROM pg_temp.enter(9101, 'plain')), '1 3', 'one who was added sees it');

SELECT * FROM finish();
ROLLBACK;
