-- SPDX-License-Identifier: ISC
-- Goal: a text is folded and cut into words in time that grows with its length, whatever it is written with (case B); none is too long or
-- too strange for the index; what looks the same is the same, in what is kept and in what is asked (case E).
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();

-- ---------------------------------------------------------------- the same words as ever, for ordinary texts

CREATE FUNCTION pg_temp.words_before(t text) RETURNS text[] LANGUAGE sql AS $$
	SELECT coalesce(array_agg(DISTINCT tok), '{}') FROM (
		SELECT substr(m[1], i, 2) AS tok
		FROM regexp_matches(normalize(lower(t), NFKC), '([\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3041-\u30ff\uac00-\ud7af]+)', 'g') m,
			generate_series(1, length(m[1])) i
		UNION ALL
		SELECT left(m[1], 64) FROM regexp_matches(normalize(lower(t), NFKC), '([a-z0-9\u00c0-\u024f]+)', 'g') m) x $$;
CREATE FUNCTION pg_temp.sorted(words text[]) RETURNS text[] LANGUAGE sql AS $$ SELECT ARRAY(SELECT w FROM unnest(words) w ORDER BY w COLLATE "C") $$;
SELECT is(pg_temp.sorted(app.words_of(t)), pg_temp.sorted(pg_temp.words_before(t)), left(t, 40)) FROM unnest(ARRAY[
	'', ' ', '。，', 'x', '用', '用户', '用户用户', '登录页面改版', repeat('采购办公椅', 50), '支撑 Kubernetes 集群', 'REQ-2026-0042 采购办公椅，50 把', 'ＡＢＣ１２３', 'Ünïcode ÀÉ', '办公 椅' || chr(10) || '办公椅',
	'한국어 텍스트', 'カタカナ ひらがな', '𠮷野家', '①②③ ㎡', repeat('a', 100), '繁體字', 'a用b户c']) t;

-- ---------------------------------------------------------------- what looks the same (case E)

SELECT is(app.fold(typed), app.fold(kept), format('case E: %s is %s', typed, kept)) FROM (VALUES
	('页面', '⻚面'), ('用户', '⽤⼾'), ('登录页面', U&'登\200B录\FEFF页\00AD面'), ('登录页面', U&'登录\2060页\FE0F面'), ('abc', 'ＡｂＣ'), ('kubernetes', 'KUBERNETES'),
	('开户', '开⼾'), ('开户', '开戸'), ('青年', '⾭年'), ('母龟', '⺟⻳'), ('长门', '⻓⻔'), ('金额', U&'⾦额'), ('kb', U&'\3385'), ('株式会社', U&'\337F'), ('é', U&'e\200B\0301'), ('12', U&'\2460' || '2')) v (typed, kept);
SELECT isnt(app.fold(one), app.fold(other), format('%s and %s are two characters', one, other)) FROM (VALUES ('龍馬', '龙马'), ('頁', '页'), ('開戶', '开户'), ('黃', '黄')) v (one, other);
SELECT isnt(app.fold('用户 界面'), app.fold('用户界面'), 'and a blank is seen');
SELECT is_empty($$ SELECT r, app.fold(r) FROM unnest(string_to_array('⺁⺂⺄⺅⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬㇠', NULL)) r WHERE app.fold(r) ~ '[\u2e80-\u2fd5\u31c0-\u31ef]' $$, 'no radical is left');
SELECT is(app.fold(app.fold(t)), app.fold(t), 'folded twice is folded once') FROM unnest(ARRAY['⻚面 ＡＢＣ', U&'\337F\200B', U&'a\0301\0316']) t;

-- ---------------------------------------------------------------- any text (case B)

CREATE FUNCTION pg_temp.han(n int) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(chr(19968 + (i * 7919) % 20000), '') FROM generate_series(1, n) i $$;
CREATE TEMP TABLE sort (name text, unit text);
INSERT INTO sort VALUES ('Han of one kind', '用'), ('U+337F', U&'\337F'), ('U+FDFA', U&'\FDFA'), ('Latin without blanks', 'abcdefghij'), ('words', 'ab1 '), ('emoji', U&'\+01F600'), ('families', U&'\+01F468\200D'),
	('invisible', U&'\200B'), ('every second one invisible', U&'a\200B'), ('radicals', U&'\31E3'), ('marks', U&'\0301'), ('marks of halves', U&'\0301\FF9E'), ('marks upon letters', U&'a\0316\0301'), ('brackets', '['), ('quotes', '>'),
	('blanks', ' '), ('lines', E'用\n'), ('ext B', U&'\+020000');
CREATE FUNCTION pg_temp.text_of(p_name text, n int) RETURNS text LANGUAGE sql AS $$
	SELECT CASE p_name WHEN 'Han' THEN pg_temp.han(n) WHEN 'marks in the worst order' THEN repeat(U&'\0301', n / 2) || repeat(U&'\0316', n / 2)
		ELSE (SELECT left(repeat(unit, n), n) FROM sort WHERE name = p_name) END $$;
INSERT INTO sort VALUES ('Han', NULL), ('marks in the worst order', NULL);

-- The least of several times: what the machine does besides is left out.
CREATE FUNCTION pg_temp.least_ms(t text) RETURNS float LANGUAGE plpgsql AS $$
DECLARE
	least float := 'infinity';
	began timestamptz;
BEGIN
	FOR i IN 1..5 LOOP
		began := clock_timestamp();
		PERFORM array_to_tsvector(app.words_of(t)), app.fold(t);
		least := least(least, extract(epoch FROM clock_timestamp() - began) * 1000);
	END LOOP;
	RETURN least;
END $$;
-- 32 times as long is about 32 times the work, where the square is 1,024 times; 96 times as long, and the square 9,216 times.
SELECT cmp_ok(pg_temp.least_ms(pg_temp.text_of(name, 20000)) / greatest(pg_temp.least_ms(pg_temp.text_of(name, 625)), 0.2), '<', 400::float, format('case B: 20,000 of %s', name)) FROM sort;
SELECT cmp_ok(pg_temp.least_ms(pg_temp.text_of(name, 60000)) / greatest(pg_temp.least_ms(pg_temp.text_of(name, 625)), 0.2), '<', 2000::float, format('case B: 60,000 of %s', name)) FROM sort;

-- Nothing is too long for the index: places below 2^20, words below 2 KB, whatever NFKC makes of it.
CREATE FUNCTION pg_temp.bytes(t text) RETURNS bigint LANGUAGE sql AS $$ SELECT sum(octet_length(w)) FROM unnest(app.words_of(t)) w $$;
SELECT cmp_ok(COALESCE(pg_temp.bytes(t), 0), '<', 1048575::bigint, 'words of ' || length(t) || ' stay below a megabyte') FROM unnest(ARRAY[repeat(U&'\FDFA', 200000), repeat(U&'\337F', 200000),
	(SELECT string_agg(chr(131072 + i % 42000) || chr(131072 + (i * 31) % 42000), '') FROM generate_series(1, 100000) i), (SELECT string_agg(to_hex(i), ' ') FROM generate_series(1, 60000) i)]) t;
SELECT cmp_ok((SELECT max(octet_length(w)) FROM unnest(app.words_of(repeat('é', 100000))) w), '<=', 128, 'a word is cut');
SELECT lives_ok($$ INSERT INTO app.record_text (site_id, record_id, words, body) SELECT 9101, r.id, array_to_tsvector(app.words_of(x.t)), app.fold(x.t)
	FROM app.record r, (SELECT (SELECT string_agg(chr(131072 + i % 42000), '') FROM generate_series(1, 120000) i) AS t) x WHERE r.site_id = 9101 AND r.kind = 'requirement' ORDER BY r.id LIMIT 1
	ON CONFLICT (site_id, record_id) DO UPDATE SET words = excluded.words, body = excluded.body $$, 'the most there can be is kept');

-- What is asked may be long as well.
SELECT lives_ok(format('SELECT app.words_query(%L)', t), 'asked: ' || left(t, 20)) FROM unnest(ARRAY[(SELECT string_agg(chr(19968 + i), ' ') FROM generate_series(1, 2600) i), pg_temp.han(2600), repeat('a ', 4000), repeat(U&'\0301', 4000)]) t;
SELECT cmp_ok((SELECT count(*) FROM regexp_matches(app.words_query(pg_temp.han(2600))::text, '&', 'g')), '<', 60::bigint, 'of a long question sixty words go to the index');
SELECT is(app.words_query('用户'), $$'用户'$$::tsquery, 'a pair') UNION ALL SELECT is(app.words_query('用'), $$'用':*$$::tsquery, 'a lone character is a beginning')
UNION ALL SELECT is(app.words_query('⽤⼾ ABC'), $$'abc':* & '用户'$$::tsquery, 'folded') UNION ALL SELECT is(app.words_query('。'), NULL, 'nothing to look for');

-- ---------------------------------------------------------------- pages read for keeping a text

-- By the statement as it is: blocks that were read, found or written.
CREATE FUNCTION pg_temp.blocks(t text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE format('EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) INSERT INTO app.record_text (site_id, record_id, words, body) SELECT r.site_id, r.id, array_to_tsvector(app.words_of(%1$L)), app.fold(%1$L)
		FROM app.record r WHERE r.site_id = 9101 AND r.id = (SELECT min(id) FROM app.record WHERE site_id = 9101) ON CONFLICT (site_id, record_id) DO UPDATE SET words = excluded.words, body = excluded.body', t) INTO plan;
	RETURN (plan->0->'Plan'->>'Shared Hit Blocks')::bigint + (plan->0->'Plan'->>'Shared Read Blocks')::bigint;
END $$;
SELECT pg_temp.blocks(pg_temp.han(500)) \g /dev/null
SELECT cmp_ok(pg_temp.blocks(pg_temp.han(20000)), '<', 40 * greatest(pg_temp.blocks(pg_temp.han(2000)), 20), 'case B: ten times the text, not a hundred times the blocks');

SELECT * FROM finish();
ROLLBACK;
