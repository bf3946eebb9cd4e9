-- SPDX-License-Identifier: ISC
-- Goal: records are numbered without a gap per site, kind and year (RX.4, the glossary's "record"), by the program's own statement;
-- a transaction that fails takes no number with it.
BEGIN;
\ir fixture/statements.sql
\ir fixture/two_sites.sql
SELECT no_plan();
SELECT text AS record_add FROM statement WHERE name = 'record_add' \gset
PREPARE record_add AS :record_add;
-- Nobody's, so that a worker's right to do it is part of the proof.
GRANT USAGE ON SEQUENCE app.record_id_seq TO gatehouse_app;

CREATE FUNCTION pg_temp.add(p_site bigint, p_kind text, p_code text, p_year int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	made text;
BEGIN
	PERFORM pg_temp.act(p_site, 'author');
	SET LOCAL SESSION AUTHORIZATION gatehouse_app;
	EXECUTE format('EXECUTE record_add(%s, nextval(''app.record_id_seq''), %L, %L, %s, ''t'', ''draft'', 0, NULL, NULL, NULL, NULL, now(), %s, NULL)',
		p_site, p_kind, p_code, p_year, pg_temp.who(p_site, 'author')) INTO made;
	RESET SESSION AUTHORIZATION;
	RETURN made;
END $$;
SELECT setval('app.record_id_seq', 1000) \g /dev/null

SELECT is(pg_temp.add(s, k, c, y), format('%s-%s-%s', c, y, lpad(n::text, 4, '0')), format('site %s, %s of %s, number %s', s, k, y, n))
	FROM generate_series(1, 3) n, (VALUES (9101, 'change', 'CHG', 2025), (9101, 'change', 'CHG', 2026), (9102, 'change', 'CHG', 2026), (9101, 'notice', 'NTC', 2026)) v (s, k, c, y) ORDER BY n, s, k, y;

SAVEPOINT failing;
SELECT is(pg_temp.add(9101, 'change', 'CHG', 2026), 'CHG-2026-0004', 'a number is taken');
SELECT is(pg_temp.add(9101, 'change', 'CHG', 2026), 'CHG-2026-0005', 'and another');
ROLLBACK TO SAVEPOINT failing;
SELECT is(pg_temp.add(9101, 'change', 'CHG', 2026), 'CHG-2026-0004', 'both come back when the transaction fails');
SELECT is_empty($$ SELECT FROM app.record WHERE id > 1000 GROUP BY site_id, kind, year HAVING count(*) <> max(seq) OR min(seq) <> 1 $$, 'there is no gap');
SELECT is_empty($$ SELECT FROM app.record r JOIN app.counter c USING (site_id, kind, year) WHERE r.id > 1000 GROUP BY c.site_id, c.kind, c.year, c.last HAVING c.last <> max(r.seq) $$, 'the counter is at the last one');

UPDATE app.counter SET last = 9999 WHERE kind = 'change' AND year = 2026;
SELECT is(pg_temp.add(9101, 'change', 'CHG', 2026), 'CHG-2026-10000', 'the ten-thousandth has a place more');
UPDATE app.counter SET last = 0 WHERE kind = 'change' AND year = 2026;
SELECT is(pg_temp.attempt($$ UPDATE app.record SET number = 'CHG-2026-0002' WHERE number = 'CHG-2026-0001' $$), '23505', 'no number is given twice');

SELECT * FROM finish();
ROLLBACK;
