-- SPDX-License-Identifier: ISC
-- Goal: history is append-only, numbered without a gap and chained (RX.4): neither workers nor the owner can alter it, and what
-- a superuser alters behind its back is found at its very number, whichever column it was.
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();
-- The fixture has written one event per record; the rows looked at below come after them.
SELECT count(*) AS n, count(*) + 1 AS first, count(*) + 3 AS it, count(*) + 4 AS next, count(*) + 8 AS last FROM app.event WHERE site_id = 9101 \gset

-- Nobody alters it.
SELECT pg_temp.act(9101, 'reader', 1);
SELECT is(pg_temp.attempt(command), '42501', 'a worker: ' || command) FROM unnest(ARRAY[
	'UPDATE app.event SET object = ''x''', 'DELETE FROM app.event', 'TRUNCATE app.event', 'ALTER TABLE app.event DISABLE TRIGGER ALL',
	'UPDATE app.event_head SET seq = 1', 'SELECT FROM app.event_head', 'SET LOCAL session_replication_role = replica',
	'INSERT INTO app.event (site_id, action, seq) VALUES (9101, ''x'', 1)', 'INSERT INTO app.event (site_id, action, at) VALUES (9101, ''x'', now())',
	'INSERT INTO app.event (site_id, action, hash) VALUES (9101, ''x'', '''')', 'INSERT INTO app.event (site_id, action, prev) VALUES (9101, ''x'', '''')']) command;
SELECT is(pg_temp.attempt(command, 'gatehouse_owner'), 'P0001', 'the owner: ' || command) FROM unnest(ARRAY[
	'UPDATE app.event SET object = ''x''', 'DELETE FROM app.event', 'TRUNCATE app.event']) command;
SELECT is(pg_temp.attempt('UPDATE app.event SET object = ''x''', 'postgres'), 'P0001', 'nor a superuser by mistake');
SELECT is(pg_temp.attempt('INSERT INTO app.event (site_id, action) VALUES (9101, ''x'')'), '1 rows', 'adding to it is what workers may do');

-- Numbers: by site, without a gap, also when something was rolled back between.
SELECT pg_temp.act(NULL, NULL);
SELECT is((SELECT array_agg(seq ORDER BY seq) FROM app.event WHERE site_id = s), ARRAY(SELECT generate_series(1, :n))::bigint[], 'site ' || s || ' has each number once, although both wrote in turn')
	FROM unnest(ARRAY[9101, 9102]::bigint[]) s;
SAVEPOINT undone;
SELECT set_config('app.site', '9101', true) \g /dev/null
INSERT INTO app.event (site_id, action) VALUES (9101, 'undone'), (9101, 'undone');
ROLLBACK TO SAVEPOINT undone;
SELECT set_config('app.site', '9101', true) \g /dev/null
INSERT INTO app.event (site_id, actor_id, for_id, action, record_id, object, detail, request)
SELECT 9101, 91011, 91012, 'act ' || n, 1, 'object', '{"zh": "上线", "n": 1}', 'r' || n FROM generate_series(:first, :last) n;
SELECT results_eq(format('SELECT seq, action FROM app.event WHERE site_id = 9101 AND seq > %s ORDER BY seq', :n), format('SELECT n::bigint, ''act '' || n FROM generate_series(%s, %s) n', :first, :last),
	'what was rolled back leaves no gap');
SELECT is((SELECT seq FROM app.event_head WHERE site_id = 9101), :last::bigint, 'the head knows the last number');
SELECT is((SELECT hash FROM app.event_head WHERE site_id = 9101), (SELECT hash FROM app.event WHERE site_id = 9101 AND seq = :last), 'and the last hash');
SELECT cmp_ok((SELECT min(at) FROM app.event WHERE site_id = 9101 AND seq > :n), '>=', (SELECT max(at) FROM app.event WHERE site_id = 9101 AND seq <= :n), 'time does not run back');

-- The chain holds, in whatever way times and dates are shown.
SELECT is(app.event_verify(s), NULL, 'the chain of site ' || s || ' holds') FROM unnest(ARRAY[9101, 9102]::bigint[]) s;
SET LOCAL TimeZone = 'America/New_York';
SET LOCAL DateStyle = 'German';
SET LOCAL bytea_output = 'escape';
SET LOCAL extra_float_digits = 0;
SELECT is(app.event_verify(9101), NULL, 'the chain holds under other settings');

-- Found: every column of one row, changed by a superuser with the triggers off; then rows removed, added and swapped.
CREATE FUNCTION pg_temp.found_after(p_sql text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	at_seq bigint;
BEGIN
	SET LOCAL session_replication_role = replica;
	EXECUTE p_sql;
	at_seq := app.event_verify(9101);
	RAISE EXCEPTION 'undone' USING ERRCODE = 'GHUND';
EXCEPTION
	WHEN SQLSTATE 'GHUND' THEN RETURN at_seq;
END $$;
SELECT is(pg_temp.found_after(format('UPDATE app.event SET %I = %s WHERE site_id = 9101 AND seq = %s', a.attname, CASE a.atttypid
		WHEN 'bigint'::regtype THEN a.attname || ' + 1' WHEN 'text'::regtype THEN a.attname || ' || ''x''' WHEN 'timestamptz'::regtype THEN a.attname || ' + interval ''1 microsecond'''
		WHEN 'jsonb'::regtype THEN a.attname || ' || ''{"n": 2}''' WHEN 'bytea'::regtype THEN 'set_byte(' || a.attname || ', 3, 255 - get_byte(' || a.attname || ', 3))' END, :it)),
	:it::bigint, 'a changed ' || a.attname || ' is found at its number')
	FROM pg_attribute a WHERE a.attrelid = 'app.event'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT IN ('site_id', 'seq');
SELECT is(pg_temp.found_after(format('UPDATE app.event SET %I = NULL WHERE site_id = 9101 AND seq = %s', c, :it)), :it::bigint, c || ' taken out is found') FROM unnest(ARRAY['actor_id', 'for_id', 'record_id']) c;
SELECT is(pg_temp.found_after(format('UPDATE app.event SET site_id = 9102, seq = 99 WHERE site_id = 9101 AND seq = %s', :it)), :next::bigint, 'a row moved to another site is missed');
SELECT is(pg_temp.found_after(format('DELETE FROM app.event WHERE site_id = 9101 AND seq = %s', :it)), :next::bigint, 'a row taken out is missed');
SELECT is(pg_temp.found_after('DELETE FROM app.event WHERE site_id = 9101 AND seq = 1'), 2::bigint, 'the first row too');
SELECT is(pg_temp.found_after(format('UPDATE app.event SET seq = CASE seq WHEN %1$s THEN 999 ELSE %1$s END WHERE site_id = 9101 AND seq IN (%1$s, %2$s)', :it, :next)), :it::bigint, 'a row put elsewhere is found');
-- Whoever makes the chain anew from some row on must change the last hash: that is what the exported head is for.
SELECT is(pg_temp.found_after(format('UPDATE app.event e SET object = ''x'', hash = app.event_digest((e.site_id, e.seq, e.at, e.actor_id, e.for_id, e.action, e.record_id, ''x'', e.detail, e.request, e.prev, NULL)::app.event)
	WHERE site_id = 9101 AND seq = %s', :it)), :next::bigint, 'a row forged with a hash that fits it breaks the next one');
SELECT is(app.event_verify(9101), NULL, 'and the chain holds again when all that is undone');
-- Fields are measured, so that text cannot wander from one to the next.
SELECT isnt(app.event_digest((1, 1, now(), NULL, NULL, 'ab', NULL, 'c', '{}', '', '\x00', NULL)::app.event), app.event_digest((1, 1, now(), NULL, NULL, 'a', NULL, 'bc', '{}', '', '\x00', NULL)::app.event),
	'the border between two fields counts');

-- Many at once are chained like the others, and only into the site the transaction is in.
SELECT pg_temp.act(9101, 'reader', 1);
SELECT is(pg_temp.attempt('SELECT app.event_add_many(9102, NULL, ''many'', ARRAY[1]::bigint[], ARRAY[''{}''], '''')'), '42501', 'none are added to another site');
SELECT is(pg_temp.attempt('SELECT app.event_add_many(9101, NULL, ''many'', ARRAY[1, 1]::bigint[], ARRAY[''{}''], '''')'), '42501', 'one for each record');
SELECT pg_temp.act(NULL, NULL);
SELECT set_config('app.site', '9101', true) \g /dev/null
SELECT app.event_add_many(9101, NULL, 'many', array_fill(1::bigint, ARRAY[50]), array_fill('{"a": 1}'::text, ARRAY[50]), 'r') \g /dev/null
INSERT INTO app.event (site_id, action) VALUES (9101, 'after');
SELECT is((SELECT seq FROM app.event_head WHERE site_id = 9101), (:last + 51)::bigint, 'they have a number each');
SELECT is(app.event_verify(9101), NULL, 'and the chain goes on through them');

SELECT * FROM finish();
ROLLBACK;
