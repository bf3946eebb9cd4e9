-- SPDX-License-Identifier: ISC
-- Goal: what waits at a record, and when the record is due, is kept rightly (figures_wrong, R4.1) by two transactions at the same moment too, one of
-- which holds the record and one of which does not; whichever of them is first.  What they write is really committed, and removed again.
\ir fixture/race.sql
INSERT INTO app.site (id, slug, name, created_at) VALUES (9105, 'race-9105', 'x', now());
INSERT INTO app.account (id, login, name, created_at) VALUES (91051, 'one-9105', 'x', now());
INSERT INTO app.membership (site_id, account_id, created_at) VALUES (9105, 91051, now());
INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, visible, created_at, created_by, changed_at, state_at)
VALUES (9105, 91051, 'requirement', 'N-2026-0001', 2026, 1, 'x', 'submitted', 0, now(), 91051, now(), now());
INSERT INTO app.requirement (site_id, record_id, need, channel) VALUES (9105, 91051, 'functional', 'complaint');
SELECT no_plan();

CREATE FUNCTION pg_temp.added(p_days int) RETURNS text LANGUAGE sql AS $$
	SELECT format('INSERT INTO app.waiting (site_id, id, record_id, action, permission, since, due) VALUES (9105, 2, 91051, ''nobody'', ''site.admin'', now(), current_date + %L::int)', p_days) $$;
CREATE TEMP TABLE race AS SELECT * FROM (VALUES
	('something waits, while the record goes out of sight', pg_temp.added(NULL), 'UPDATE app.record SET visible = 1 WHERE site_id = 9105'),
	('something waits, while what is due first goes', pg_temp.added(10), 'DELETE FROM app.waiting WHERE site_id = 9105 AND id = 1'),
	('something waits, while what is due first gets a later day', pg_temp.added(10), 'UPDATE app.waiting SET due = current_date + 20 WHERE site_id = 9105 AND id = 1'),
	('something is due earlier, while what was due first goes', pg_temp.added(2), 'DELETE FROM app.waiting WHERE site_id = 9105 AND id = 1'),
	('something waits, while the record ends', pg_temp.added(10), 'UPDATE app.record SET state = ''closed'', closed_at = now() WHERE site_id = 9105')) v (what, a, b);
CREATE FUNCTION pg_temp.left_by(p_first text, p_second text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM dblink_exec('first', 'DELETE FROM app.waiting WHERE site_id = 9105; UPDATE app.record SET visible = 0, state = ''submitted'', closed_at = NULL WHERE site_id = 9105;
		INSERT INTO app.waiting (site_id, id, record_id, action, permission, since, due) VALUES (9105, 1, 91051, ''accept'', ''requirement.triage'', now(), current_date + 5)');
	PERFORM pg_temp.race(p_first, p_second);
	RETURN (SELECT string_agg(what, '; ') FROM dblink('first', 'SELECT what FROM app.figures_wrong(9105)') x (what text));
END $$;
SELECT is(pg_temp.left_by(a, b), NULL, what) FROM race;
SELECT is(pg_temp.left_by(b, a), NULL, what || ', the other way round') FROM race;

\ir fixture/race_end.sql
DELETE FROM app.waiting WHERE site_id = 9105;
DELETE FROM app.requirement WHERE site_id = 9105;
DELETE FROM app.record WHERE site_id = 9105;
DELETE FROM app.open_record WHERE site_id = 9105;
DELETE FROM app.figure WHERE site_id = 9105;
DELETE FROM app.membership WHERE site_id = 9105;
DELETE FROM app.account WHERE id = 91051;
DELETE FROM app.site WHERE id = 9105;
SELECT * FROM finish();
