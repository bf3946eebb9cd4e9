-- SPDX-License-Identifier: ISC
-- Goal: what is kept of records for pages over many of them is what counting the records gives, after each sort of act and whoever
-- acts (issue 10, R4.1, RX.1), and figures show nobody what they may not see (RX.4, R35.3).
BEGIN;
-- Months are those of the session's time zone, from the first row on.
SET LOCAL TimeZone = 'Asia/Shanghai';
\ir fixture/two_sites.sql
SELECT no_plan();

CREATE FUNCTION pg_temp.wrong() RETURNS text LANGUAGE sql AS $$ SELECT COALESCE(string_agg(s || ': ' || what, '; '), 'nothing') FROM unnest(ARRAY[9101, 9102]) s, app.figures_wrong(s) $$;
CREATE FUNCTION pg_temp.figure(p_kind text, p_state text) RETURNS bigint LANGUAGE sql AS $$
	SELECT COALESCE(sum(n), 0)::bigint FROM app.figure WHERE site_id = 9101 AND what = 'state' AND a = p_kind AND b = p_state $$;
-- What somebody does, and that it did not change nothing.
CREATE FUNCTION pg_temp.act(p_sql text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	n int;
BEGIN
	EXECUTE p_sql;
	GET DIAGNOSTICS n = ROW_COUNT;
	RETURN CASE WHEN n = 0 THEN 'no row was touched' ELSE pg_temp.wrong() END;
END $$;
CREATE FUNCTION pg_temp.made(p_from int, p_to int, p_visible int) RETURNS text LANGUAGE sql AS $$
	SELECT format('INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, visible, due, created_at, created_by, changed_at, state_at)
		SELECT 9101, n, ''requirement'', ''F-'' || n, 2026, n, ''x'', ''draft'', %s, CASE WHEN n %% 2 = 0 THEN current_date + n - 905 END, now() - n * interval ''1 day'', %s, now(), now()
		FROM generate_series(%s, %s) n', p_visible, pg_temp.who(9101, 'author'), p_from, p_to) $$;

SELECT is(pg_temp.wrong(), 'nothing', 'two sites as they were made');
SELECT cmp_ok((SELECT count(*) FROM app.open_record WHERE site_id = 9101), '>=', 15::bigint, 'there are open records');
SELECT cmp_ok((SELECT count(*) FROM app.figure WHERE site_id = 9101 AND what = 'flow'), '>', 0::bigint, 'and a flow');

-- As the engine writes, act by act.
SELECT is(pg_temp.act(sql), 'nothing', what) FROM (VALUES
	(1, 'made as drafts', pg_temp.made(901, 910, 2)),
	(2, 'with the row of their kind', 'INSERT INTO app.requirement (site_id, record_id, need, channel) SELECT 9101, n, ''functional'', ''complaint'' FROM generate_series(901, 910) n'),
	(3, 'something waits by a day', 'INSERT INTO app.waiting (site_id, id, record_id, action, permission, since, due) SELECT 9101, 5000 + n, n, ''accept'', ''requirement.triage'', now(), current_date - n + 903 FROM generate_series(901, 908) n'),
	(4, 'and something else, by none and by an earlier one', 'INSERT INTO app.waiting (site_id, id, record_id, action, account_id, since, due) SELECT 9101, 7000 + n, n, ''answer'', 91011, now(), CASE WHEN n > 904 THEN current_date - 30 END FROM generate_series(903, 906) n'),
	(5, 'handed in: everyone sees them', 'UPDATE app.record SET state = ''submitted'', visible = 0 WHERE site_id = 9101 AND id BETWEEN 901 AND 908'),
	(6, 'restricted', 'UPDATE app.record SET visible = 1 WHERE site_id = 9101 AND id IN (901, 902)'),
	(7, 'triaged', 'UPDATE app.requirement SET class = ''routine'' WHERE site_id = 9101 AND record_id BETWEEN 901 AND 904'),
	(8, 'another channel', 'UPDATE app.requirement SET channel = ''research'' WHERE site_id = 9101 AND record_id = 903'),
	(9, 'other days', 'UPDATE app.record SET due = current_date - 3 WHERE site_id = 9101 AND id BETWEEN 903 AND 909'),
	(10, 'no day', 'UPDATE app.record SET due = NULL WHERE site_id = 9101 AND id = 905'),
	(11, 'what waits gets a later day', 'UPDATE app.waiting SET due = due + 60 WHERE site_id = 9101 AND record_id BETWEEN 901 AND 906'),
	(12, 'what waits first goes', 'DELETE FROM app.waiting WHERE site_id = 9101 AND record_id IN (905, 906) AND action = ''answer'''),
	(13, 'all that waits goes', 'DELETE FROM app.waiting WHERE site_id = 9101 AND record_id = 906'),
	(14, 'ended', 'UPDATE app.record SET state = ''closed'', closed_at = now() WHERE site_id = 9101 AND id BETWEEN 903 AND 906'),
	(15, 'opened again, with what waits there', 'UPDATE app.record SET state = ''submitted'', closed_at = NULL WHERE site_id = 9101 AND id = 904'),
	(16, 'dated anew, as an import does', 'UPDATE app.record SET created_at = created_at - interval ''70 days'' WHERE site_id = 9101 AND id BETWEEN 901 AND 910'),
	(17, 'out of everybody''s sight: an import under way', 'UPDATE app.record SET visible = 3 WHERE site_id = 9101 AND id BETWEEN 901 AND 906'),
	(18, 'and into it', 'UPDATE app.record SET visible = 0 WHERE site_id = 9101 AND id BETWEEN 901 AND 905'),
	(19, 'the rows of the kind go', 'DELETE FROM app.requirement WHERE site_id = 9101 AND record_id IN (909, 910)'),
	(20, 'removed', 'DELETE FROM app.record WHERE site_id = 9101 AND id IN (909, 910)'),
	(21, 'made ended already', replace(replace(pg_temp.made(911, 912, 0), 'state_at)', 'state_at, closed_at)'), 'now(), now()', 'now(), now(), now()')),
	(22, 'ended at another moment, as an import does', 'UPDATE app.record SET closed_at = closed_at - interval ''70 days'' WHERE site_id = 9101 AND id IN (903, 905)'),
	(23, 'a text and a title change nothing', 'UPDATE app.record SET title = ''y'', version = version + 1 WHERE site_id = 9101')) x (place, what, sql) ORDER BY place;

-- By a worker; and one that does not see what it makes.
CREATE FUNCTION pg_temp.works(p_role text, p_sql text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_temp.act(9101, p_role);
	SET LOCAL ROLE gatehouse_app;
	EXECUTE p_sql;
	RESET ROLE;
	RETURN pg_temp.wrong();
END $$;
SELECT is(pg_temp.works(who, sql), 'nothing', 'a worker: ' || sql) FROM (VALUES
	(1, 'author', pg_temp.made(921, 923, 2)),
	(2, 'author', 'INSERT INTO app.requirement (site_id, record_id, need, channel) SELECT 9101, n, ''functional'', ''complaint'' FROM generate_series(921, 923) n'),
	(3, 'author', 'UPDATE app.record SET state = ''submitted'', visible = 0 WHERE id IN (921, 922)'),
	(4, 'author', 'INSERT INTO app.waiting (site_id, id, record_id, action, permission, since, due) SELECT 9101, 5000 + n, n, ''accept'', ''requirement.triage'', now(), current_date - 1 FROM generate_series(921, 923) n'),
	(5, 'author', 'DELETE FROM app.waiting WHERE record_id = 921'),
	(6, 'plain', pg_temp.made(931, 933, 2)),
	(7, 'plain', 'INSERT INTO app.waiting (site_id, id, record_id, action, permission, since, due) SELECT 9101, 5000 + n, n, ''accept'', ''requirement.triage'', now(), current_date - 1 FROM generate_series(931, 933) n')) x (place, who, sql) ORDER BY place;
SELECT is((SELECT count(*) FROM app.open_record WHERE site_id = 9101 AND record_id BETWEEN 931 AND 933 AND since = current_date - 1 AND visible = 2), 3::bigint, 'also of what it does not see itself');
SELECT is(pg_temp.attempt(sql), '42501', 'a worker does not write them itself: ' || sql) FROM unnest(ARRAY['INSERT INTO app.figure (site_id, what, a, b, visible, n) VALUES (9101, ''state'', ''x'', ''x'', 0, 1)',
	'UPDATE app.open_record SET visible = 0', 'DELETE FROM app.figure', 'DELETE FROM app.open_record', 'UPDATE app.waiting SET visible = 0', 'SELECT app.figures_make(9101)', 'SELECT app.figures_fold(9101)']) sql;

-- Folded: as much in fewer rows.
CREATE TEMP TABLE before AS SELECT what, a, b, c, visible, sum(n) AS n FROM app.figure WHERE site_id = 9101 GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0;
SELECT lives_ok('SELECT app.figures_fold(9101)', 'folded');
SELECT results_eq('SELECT what, a, b, c, visible, n::numeric FROM app.figure WHERE site_id = 9101 ORDER BY 1, 2, 3, 4, 5', 'SELECT * FROM before ORDER BY 1, 2, 3, 4, 5', 'a row for each sort, and the same figures');
SELECT is(pg_temp.wrong(), 'nothing', 'and they agree');

-- Sight: figures of what not everyone sees are for the handling circle, those of drafts for nobody.
SELECT is((SELECT pg_temp.attempt('SELECT DISTINCT visible FROM app.figure') FROM pg_temp.act(9101, r, c)), n || ' rows', 'levels of figures that ' || r || ' reads')
	FROM (VALUES ('plain', 0, 1), ('author', 0, 1), ('circle', 1, 2)) v (r, c, n);
SELECT is((SELECT pg_temp.attempt('SELECT FROM app.open_record WHERE record_id IN (1, 2, 3)') FROM pg_temp.act(9101, r, c)), n || ' rows', 'open records that ' || r || ' reads')
	FROM (VALUES ('plain', 0, 1), ('author', 0, 3), ('reader', 0, 3), ('circle', 1, 2)) v (r, c, n);
SELECT is((SELECT pg_temp.attempt('SELECT FROM app.figure WHERE site_id = 9101') FROM pg_temp.act(9102, 'circle', 1)), '0 rows', 'another site''s figures are not read');

-- What is there already is counted by the migration's own function.
SELECT set_config('app.site', '', true) \g /dev/null
SET LOCAL session_replication_role = replica;
UPDATE app.record SET state = 'lost' WHERE site_id = 9101 AND id IN (1, 904);
SET LOCAL session_replication_role = origin;
SELECT isnt(pg_temp.wrong(), 'nothing', 'what was written past the triggers is found');
SELECT lives_ok('SELECT app.figures_make(9101)', 'counted anew');
SELECT is(pg_temp.wrong(), 'nothing', 'and all is well');

SELECT * FROM finish();
ROLLBACK;
