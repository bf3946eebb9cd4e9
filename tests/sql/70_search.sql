-- SPDX-License-Identifier: ISC
-- Goal: search finds all there is, however often a word occurs and however far back (RX.5): the pages together are what looking at
-- every text finds, newest first, without a gap or a double, and nothing out of sight (R35.3).
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();

-- 6,000 requirements and a few platforms among them.  "common" in each, "few" in every fiftieth, "old" in the oldest five, "gap" in the newest 30 and
-- the oldest 30, "shy" in every hundredth, of which every second is hidden; every text has one word in Chinese.
INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, visible, created_at, created_by, changed_at, state_at)
SELECT 9101, 1000 + n, CASE WHEN n % 1500 = 0 THEN 'platform' ELSE 'requirement' END, 'S-' || n, 2026, 1000 + n, 'x', 'x', CASE WHEN n % 200 = 0 AND n % 1500 <> 0 THEN 2 ELSE 0 END, now(), pg_temp.who(9101, 'author'), now(), now()
FROM generate_series(1, 6000) n;
CREATE TEMP TABLE written AS SELECT 1000 + n AS id, concat_ws(' ', 'common 采购', CASE WHEN n % 50 = 0 THEN 'few' END, CASE WHEN n <= 5 THEN 'old' END,
	CASE WHEN n <= 30 OR n > 5970 THEN 'gap' END, CASE WHEN n % 100 = 0 THEN 'shy 办公椅' END) AS body FROM generate_series(1, 6000) n;
INSERT INTO app.record_text SELECT 9101, id, array_to_tsvector(app.words_of(body)), app.fold(body) FROM written;
ANALYZE app.record, app.record_text;
GRANT SELECT ON written TO gatehouse_app;

-- All pages of a search, one after the other, as a worker reads them.
CREATE FUNCTION pg_temp.paged(p_query text, p_kind text, p_size int) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
	got bigint[] := '{}';
	page bigint[];
	before bigint := 9223372036854775807;
BEGIN
	PERFORM pg_temp.act(9101, 'plain');
	SET LOCAL ROLE gatehouse_app;
	SET LOCAL plan_cache_mode = force_generic_plan;
	LOOP
		page := ARRAY(SELECT record_id FROM app.find_words(9101, p_query, p_kind, before, p_size));
		got := got || page;
		EXIT WHEN cardinality(page) < p_size;
		before := page[p_size];
	END LOOP;
	RESET ROLE;
	RETURN got;
END $$;
CREATE FUNCTION pg_temp.there(p_words text[], p_kind text) RETURNS bigint[] LANGUAGE sql AS $$
	SELECT ARRAY(SELECT w.id FROM written w JOIN app.record r ON r.site_id = 9101 AND r.id = w.id AND r.visible = 0 AND (p_kind = '' OR r.kind = p_kind)
		WHERE NOT EXISTS (SELECT FROM unnest(p_words) x WHERE strpos(w.body, x) = 0) ORDER BY w.id DESC) $$;

SELECT is(pg_temp.paged(q, kind, size), pg_temp.there(string_to_array(q, ' '), kind), format('"%s" %s by %s', q, kind, size))
	FROM (VALUES ('common', 500), ('采购', 500), ('few', 26), ('old', 26), ('old', 2), ('gap', 26), ('shy', 7), ('办公', 26), ('few shy', 26), ('old shy', 26), ('购采', 26)) x (q, size),
		unnest(ARRAY['', 'platform', 'requirement', 'notice']) kind;
SELECT cmp_ok(cardinality(pg_temp.there(ARRAY['shy'], '')), '<', 60, 'some are hidden');

-- As its author, who sees the drafts.
SELECT pg_temp.act(9101, 'author') \g /dev/null
SELECT is(pg_temp.attempt($$ SELECT FROM app.find_words(9101, 'shy', '', 9223372036854775807, 100) $$), '60 rows', 'its author finds them');
SELECT pg_temp.act(9102, 'plain') \g /dev/null
SELECT is(pg_temp.attempt($$ SELECT FROM app.find_words(9101, 'common', '', 9223372036854775807, 26) $$), '0 rows', 'another site finds none');

SELECT * FROM finish();
ROLLBACK;
