-- SPDX-License-Identifier: ISC
-- Goal: stays say from when to when a record was in each state, after each sort of act and whoever acts (RX.17); told anew from the history
-- they are the same; and they show nobody what they may not see (RX.4).
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();

CREATE FUNCTION pg_temp.stays(p_record bigint) RETURNS text LANGUAGE sql AS $$
	SELECT COALESCE(string_agg(format('%s%s %s-%s%s', s.state, CASE WHEN s.round > 1 THEN s.round::text ELSE '' END, to_char(s.since, 'DD'), CASE WHEN s.until = 'infinity' THEN '' ELSE to_char(s.until, 'DD') END,
		CASE WHEN s.is_end THEN '!' ELSE '' END), ', ' ORDER BY s.no), 'nothing') FROM app.stay s WHERE s.site_id = 9101 AND s.record_id = p_record $$;
CREATE FUNCTION pg_temp.move(p_state text, p_day int, p_is_end boolean DEFAULT false) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	at CONSTANT timestamptz := make_timestamptz(2026, 1, p_day, 9, 0, 0);
	was CONSTANT text := (SELECT state FROM app.record WHERE site_id = 9101 AND id = 950);
BEGIN
	UPDATE app.record SET state = p_state, state_at = at, closed_at = CASE WHEN p_is_end THEN at END WHERE site_id = 9101 AND id = 950;
	PERFORM set_config('app.site', '9101', true), set_config('app.now', at::text, true);
	INSERT INTO app.event (site_id, at, action, record_id, detail) VALUES (9101, at, 'record.move', 950, jsonb_build_object('from', was, 'to', p_state));
	PERFORM set_config('app.site', '', true);
	RETURN pg_temp.stays(950);
END $$;

INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, created_at, created_by, changed_at, state_at)
SELECT 9101, 950, 'requirement', 'S-950', 2026, 950, 'x', 'draft', at, pg_temp.who(9101, 'author'), at, at FROM make_timestamptz(2026, 1, 1, 9, 0, 0) at;
INSERT INTO app.requirement (site_id, record_id, need, channel) VALUES (9101, 950, 'functional', 'complaint');
SELECT is(pg_temp.stays(950), 'draft 01-', 'made');
SELECT is(pg_temp.move('submitted', 3), 'draft 01-03, submitted 03-', 'handed in');
SELECT is(pg_temp.move('draft', 4), 'draft 01-03, submitted 03-04, draft2 04-', 'given back: for the second time');
SELECT is(pg_temp.move('submitted', 8), 'draft 01-03, submitted 03-04, draft2 04-08, submitted2 08-', 'handed in anew');
UPDATE app.record SET title = 'y', version = 2, due = current_date WHERE site_id = 9101 AND id = 950;
SELECT is(pg_temp.stays(950), 'draft 01-03, submitted 03-04, draft2 04-08, submitted2 08-', 'an edit is no move');
SELECT is(pg_temp.move('closed', 9, true), 'draft 01-03, submitted 03-04, draft2 04-08, submitted2 08-09, closed 09-09!', 'ended: nothing waits there');
SELECT is(pg_temp.move('submitted', 10), 'draft 01-03, submitted 03-04, draft2 04-08, submitted2 08-09, closed 09-09!, submitted3 10-', 'opened again');
SELECT is(pg_temp.move('closed', 12, true), 'draft 01-03, submitted 03-04, draft2 04-08, submitted2 08-09, closed 09-09!, submitted3 10-12, closed2 12-12!', 'and ended again');

-- Told anew.  What is an end is told by where a record is now alone.
CREATE TEMP TABLE was AS SELECT record_id, no, state, round, since, until, visible, department_id FROM app.stay WHERE site_id = 9101 AND record_id = 950 AND no > 5;
SELECT app.stays_make(9101);
SELECT set_eq('SELECT record_id, no, state, round, since, until, visible, department_id FROM app.stay WHERE site_id = 9101 AND record_id = 950 AND no > 5', 'SELECT * FROM was', 'the history tells the same');
SELECT is_empty($$ SELECT r.number, r.state, s.state FROM app.record r LEFT JOIN LATERAL (SELECT * FROM app.stay s WHERE s.site_id = r.site_id AND s.record_id = r.id ORDER BY s.no DESC LIMIT 1) s ON true
	WHERE r.site_id IN (9101, 9102) AND (s.state, s.kind, s.visible, s.is_end, s.until = 'infinity') IS DISTINCT FROM (r.state, r.kind, r.visible, r.closed_at IS NOT NULL, r.closed_at IS NULL) $$,
	'every record is where its last stay says');

-- An import makes a record, which is then dated back.
INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, visible, created_at, changed_at, state_at)
SELECT 9101, 951, 'requirement', 'S-951', 2026, 951, 'x', 'accepted', 2, at, at, at FROM make_timestamptz(2026, 1, 20, 9, 0, 0) at;
INSERT INTO app.requirement (site_id, record_id, need, channel) VALUES (9101, 951, 'functional', 'complaint');
UPDATE app.record SET state = 'closed' WHERE site_id = 9101 AND id = 951;
UPDATE app.record SET state_at = make_timestamptz(2026, 1, 5, 9, 0, 0), closed_at = make_timestamptz(2026, 1, 5, 9, 0, 0) WHERE site_id = 9101 AND id = 951;
SELECT is(pg_temp.stays(951), 'closed 05-05!', 'what is imported was never elsewhere');
UPDATE app.record SET visible = 1, department_id = (SELECT min(id) FROM app.department WHERE site_id = 9101) WHERE site_id = 9101 AND id = 951;
SELECT is((SELECT count(*) FROM app.stay s JOIN app.record r ON r.site_id = s.site_id AND r.id = s.record_id AND (r.visible, r.department_id) = (s.visible, s.department_id) WHERE s.site_id = 9101 AND s.record_id = 951), 1::bigint,
	'sight and department follow');

-- Sight.
UPDATE app.record SET visible = 2 WHERE site_id = 9101 AND id = 950;
SELECT is((SELECT pg_temp.attempt('SELECT FROM app.stay WHERE record_id IN (950, 951)') FROM pg_temp.act(9101, r, c)), n || ' rows', 'stays that ' || r || ' reads')
	FROM (VALUES ('plain', 0, 0), ('author', 0, 7), ('circle', 1, 1)) v (r, c, n);
SELECT is((SELECT pg_temp.attempt('SELECT FROM app.stay WHERE site_id = 9101') FROM pg_temp.act(9102, 'circle', 1)), '0 rows', 'another site''s stays are not read');
SELECT is(pg_temp.attempt(sql), '42501', 'a worker does not write them itself: ' || sql) FROM unnest(ARRAY['UPDATE app.stay SET visible = 0', 'DELETE FROM app.stay', 'SELECT app.stays_make(9101)']) sql;
SELECT set_config('app.site', '', true) \g /dev/null
DELETE FROM app.requirement WHERE site_id = 9101 AND record_id = 951;
DELETE FROM app.record WHERE site_id = 9101 AND id = 951;
SELECT is(pg_temp.stays(951), 'nothing', 'removed');

SELECT * FROM finish();
ROLLBACK;
