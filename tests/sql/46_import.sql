-- SPDX-License-Identifier: ISC
-- Goal: an import writes states that nobody decided on, so no worker does it for one person alone (RX.7, as G1): who may not import begins
-- none, who asks does not confirm, nothing is assigned behind the check, and records of it are in nobody's sight until it is done.
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();

INSERT INTO app.role (site_id, id, name) VALUES (9101, 9, 'importers');
INSERT INTO app.role_permission VALUES (9101, 9, 'record.import');
INSERT INTO app.member_role SELECT 9101, pg_temp.who(9101, r), 9 FROM unnest(ARRAY['author', 'plain']) r;
UPDATE app.import_batch SET status = 'dropped' WHERE site_id = 9101;
SELECT pg_temp.act(9101, 'circle');
SELECT is(pg_temp.attempt(format('INSERT INTO app.import_batch (site_id, id, kind, file_name, size, sha256, created_at, created_by, changed_at) VALUES (9101, 8, ''requirement'', ''g'', 1, ''y'', now(), %s, now())', pg_temp.who(9101, who))),
	'GH403', 'who may not import begins none, not under the name of ' || who) FROM unnest(ARRAY['circle', 'author']) who;
INSERT INTO app.import_batch (site_id, id, kind, file_name, size, sha256, created_at, created_by, changed_at)
VALUES (9101, 7, 'requirement', 'f', 1, 'x', now(), pg_temp.who(9101, 'author'), now());

CREATE FUNCTION pg_temp.try(p_who text, p_set text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_temp.act(9101, p_who);
	RETURN pg_temp.attempt(format('UPDATE app.import_batch SET %s WHERE id = 7', p_set));
END $$;
-- What the courier and the pages do, by the superuser, whom the second person does not concern.
CREATE FUNCTION pg_temp.go(p_status text) RETURNS void LANGUAGE sql AS $$ UPDATE app.import_batch SET status = p_status WHERE site_id = 9101 AND id = 7 $$;
CREATE FUNCTION pg_temp.confirm(p_who text) RETURNS text LANGUAGE sql AS $$
	SELECT format('status = ''importing'', confirmed_by = %s, confirmed_at = now()', pg_temp.who(9101, p_who)) $$;

SELECT is(pg_temp.try('author', 'status = ''waiting'''), 'GH403', 'it does not wait before it is checked');
SELECT is(pg_temp.try('author', 'fields = ''{title}'''), '1 rows', 'columns are assigned');
SELECT pg_temp.go('checking'), pg_temp.go('checked') \g /dev/null
SELECT is(pg_temp.try('author', 'fields = ''{text}'''), 'GH403', 'and not behind the check');
SELECT is(pg_temp.try('author', 'sha256 = ''z'''), 'GH403', 'nor is the file another one');
SELECT is(pg_temp.try('author', 'wrong = 1, status = ''waiting'''), 'GH403', 'what has mistakes is not asked for');
SELECT is(pg_temp.try('author', 'doubled = 1, status = ''waiting'''), 'GH403', 'nor what is there already, unless somebody decided');
SELECT is(pg_temp.try('author', pg_temp.confirm('plain')), 'GH403', 'nor is it made without being asked for');
SELECT pg_temp.go('waiting') \g /dev/null
SELECT is(pg_temp.try('author', pg_temp.confirm('author')), 'GH403', 'who asks does not confirm');
SELECT is(pg_temp.try('author', pg_temp.confirm('plain')), 'GH403', 'nor in the name of another');
SELECT is(pg_temp.try('circle', pg_temp.confirm('circle')), 'GH403', 'nor does who may not import');
INSERT INTO app.account_hand VALUES (pg_temp.who(9101, 'plain'), pg_temp.who(9101, 'author'), now());
SELECT is(pg_temp.try('plain', pg_temp.confirm('plain')), 'GH403', 'nor an account that who asks has made');
DELETE FROM app.account_hand;
SELECT is(pg_temp.try('plain', pg_temp.confirm('plain')), '1 rows', 'a second person does');

-- Record 4 is of it, and on its way.
UPDATE app.import_batch SET status = 'importing', confirmed_by = pg_temp.who(9101, 'plain') WHERE site_id = 9101 AND id = 7;
INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, created_at, created_by, changed_at, state_at, visible)
VALUES (9101, 77, 'requirement', 'REQ-2026-0077', 2026, 77, 'imported', 'closed', now(), pg_temp.who(9101, 'author'), now(), now(), 2);
INSERT INTO app.requirement (site_id, record_id, need, channel) VALUES (9101, 77, 'functional', 'research');
INSERT INTO app.imported VALUES (9101, 77, 7, 2, 'old', 'old', '', 'closed', 0);
SELECT pg_temp.act(9101, 'author');
SELECT app.import_stage(9101, 7) \g /dev/null
SELECT is(n, 0::bigint, format('%s with clearance %s does not see it on its way', who, clearance))
	FROM unnest(ARRAY['author', 'reader', 'circle', 'plain']) who, generate_series(0, 2) clearance,
	LATERAL (SELECT pg_temp.act(9101, who, clearance)) a,
	LATERAL (SELECT CASE pg_temp.attempt('SELECT FROM app.record WHERE id = 77') WHEN '0 rows' THEN 0::bigint ELSE 1 END AS n) s;
SELECT is(app.import_reveal(9101, 7, now()), 1, 'it comes into sight with the whole');
SELECT is(pg_temp.attempt('SELECT FROM app.record WHERE id = 77'), '1 rows', 'of everybody');
SELECT is((SELECT visible FROM app.requirement WHERE site_id = 9101 AND record_id = 77), 0::smallint, 'and its own row with it');
UPDATE app.import_batch SET finished_at = now() - interval '31 days' WHERE site_id = 9101 AND id = 7;
SELECT is(pg_temp.try('plain', 'status = ''undoing'''), 'GH403', 'it is not taken back after 30 days');

SELECT * FROM finish();
ROLLBACK;
