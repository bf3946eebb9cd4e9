-- Search folds a text and cuts it into words in time that grows with its length, whatever it is written with (case B), and finds what
-- looks the same (case E).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE FUNCTION search_most() RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 120000 $$;
COMMENT ON FUNCTION search_most IS 'The most characters of a text that search knows: the words of so many have less than the megabyte that a tsvector holds, eight bytes a pair.';

-- What is not 0 in Canonical_Combining_Class of Unicode 15 (UnicodeData.txt, Debian's unicode-data), or becomes so by NFKC.
CREATE FUNCTION search_marks() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT '['
	'\u0300-\u034e\u0350-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670'
	'\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07eb-\u07f3\u07fd\u0816-\u0819\u081b-\u0823'
	'\u0825-\u0827\u0829-\u082d\u0859-\u085b\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\u093c\u094d\u0951-\u0954\u09bc\u09cd\u09fe'
	'\u0a3c\u0a4d\u0abc\u0acd\u0b3c\u0b4d\u0bcd\u0c3c\u0c4d\u0c55\u0c56\u0cbc\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e38-\u0e3a'
	'\u0e48-\u0e4b\u0eb8-\u0eba\u0ec8-\u0ecb\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f75\u0f7a-\u0f7d\u0f80-\u0f84\u0f86\u0f87'
	'\u0fc6\u1037\u1039\u103a\u108d\u135d-\u135f\u1714\u1715\u1734\u17d2\u17dd\u18a9\u1939-\u193b\u1a17\u1a18\u1a60\u1a75-\u1a7c'
	'\u1a7f\u1ab0-\u1abd\u1abf-\u1ace\u1b34\u1b44\u1b6b-\u1b73\u1baa\u1bab\u1be6\u1bf2\u1bf3\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce0'
	'\u1ce2-\u1ce8\u1ced\u1cf4\u1cf8\u1cf9\u1dc0-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0\u2cef-\u2cf1\u2d7f\u2de0-\u2dff'
	'\u302a-\u302f\u3099\u309a\ua66f\ua674-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua806\ua82c\ua8c4\ua8e0-\ua8f1\ua92b-\ua92d\ua953\ua9b3'
	'\ua9c0\uaab0\uaab2-\uaab4\uaab7\uaab8\uaabe\uaabf\uaac1\uaaf6\uabed\ufb1e\ufe20-\ufe2f\uff9e\uff9f\U000101fd\U000102e0'
	'\U00010376-\U0001037a\U00010a0d\U00010a0f\U00010a38-\U00010a3a\U00010a3f\U00010ae5\U00010ae6\U00010d24-\U00010d27\U00010eab'
	'\U00010eac\U00010efd-\U00010eff\U00010f46-\U00010f50\U00010f82-\U00010f85\U00011046\U00011070\U0001107f\U000110b9\U000110ba'
	'\U00011100-\U00011102\U00011133\U00011134\U00011173\U000111c0\U000111ca\U00011235\U00011236\U000112e9\U000112ea\U0001133b'
	'\U0001133c\U0001134d\U00011366-\U0001136c\U00011370-\U00011374\U00011442\U00011446\U0001145e\U000114c2\U000114c3\U000115bf'
	'\U000115c0\U0001163f\U000116b6\U000116b7\U0001172b\U00011839\U0001183a\U0001193d\U0001193e\U00011943\U000119e0\U00011a34'
	'\U00011a47\U00011a99\U00011c3f\U00011d42\U00011d44\U00011d45\U00011d97\U00011f41\U00011f42\U00016af0-\U00016af4'
	'\U00016b30-\U00016b36\U00016ff0\U00016ff1\U0001bc9e\U0001d165-\U0001d169\U0001d16d-\U0001d172\U0001d17b-\U0001d182'
	'\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad\U0001d242-\U0001d244\U0001e000-\U0001e006\U0001e008-\U0001e018'
	'\U0001e01b-\U0001e021\U0001e023\U0001e024\U0001e026-\U0001e02a\U0001e08f\U0001e130-\U0001e136\U0001e2ae\U0001e2ec-\U0001e2ef'
	'\U0001e4ec-\U0001e4ef\U0001e8d0-\U0001e8d6\U0001e944-\U0001e94a'
	']' $$;
COMMENT ON FUNCTION search_marks IS 'Marks that stand upon the character before them, as a class of a regular expression.';

-- 1. What nobody sees goes: Default_Ignorable_Code_Point (DerivedCoreProperties.txt) and the three characters around annotations.
-- 2. Of the marks upon one character sixteen stay. PostgreSQL's normalize puts marks in order by exchanging neighbours, in the square of their
--    number: 20,000 took seven seconds. (UAX #15 allows thirty: "Stream-Safe Text Format".)
-- 3. NFKC: Kangxi radicals (U+2F00 to U+2FD5), full-width forms, units.  One character becomes as many as eighteen, so that it is cut again.
-- 4. Radicals and strokes that NFKC leaves alone become the characters they look like (EquivalentUnifiedIdeograph.txt); so do the forms of one
--    character that NFKC makes of radicals (kZVariant of Unihan: U+2F3E from a PDF becomes U+6236, and people type U+6237).
--    Traditional and simplified characters stay what they are.
-- 5. Lower case, after NFKC: U+3385 is "KB" first.
CREATE OR REPLACE FUNCTION fold(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
	seen text := regexp_replace(left(t, app.search_most()),
		'[\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0'
		'\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+', '', 'g');
BEGIN
	seen := normalize(regexp_replace(seen, '(' || app.search_marks() || '{16})' || app.search_marks() || '+', '\1', 'g'), NFKC);
	-- Each character is looked for in the whole table: only where there is one.
	IF seen ~ '[\u2e80-\u2eff\u31c0-\u31e3]' THEN
		seen := translate(seen,
		'⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄'
		'⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲㇆㇏㇐㇑㇒㇓㇔㇕㇖㇗㇘㇙㇚㇛㇜㇝㇞㇟㇠㇡',
		'厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西'
		'见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀𠃌乀一丨丿丿丶𠃍乛𠃊𠃎𠄌亅𡿨𠃋乀𠃑乚乙𠄎');
	END IF;
	RETURN left(lower(translate(left(seen, app.search_most()), '戶戸靑', '户户青')), app.search_most());
END $$;
COMMENT ON FUNCTION fold IS 'Text as it is compared in search: lower case, compatibility forms and radicals unified, without what nobody sees.';

-- Each character beside its neighbour: no place is looked up from the beginning of the text.
CREATE OR REPLACE FUNCTION words_of(t text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
	folded CONSTANT text := app.fold(t);
	han CONSTANT text[] := string_to_array(regexp_replace(folded,
		'[^\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3041-\u30ff\uac00-\ud7af]+', ' ', 'g'), NULL);
BEGIN
	RETURN ARRAY(
		SELECT rtrim(one || COALESCE(next, '')) FROM unnest(han, han[2:]) x (one, next) WHERE one <> ' '
		UNION
		SELECT left(word, 64) FROM regexp_split_to_table(folded, '[^a-z0-9\u00c0-\u024f]+') word WHERE word <> '');
END $$;

-- Sixty words are enough to find few texts; that a text holds all that was typed is looked at in the text.
CREATE OR REPLACE FUNCTION words_query(t text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
	WITH words AS MATERIALIZED (SELECT word FROM unnest(app.words_of(t)) word)
	SELECT string_agg(quote_literal(word) || CASE WHEN word ~ '^[a-z0-9]' OR length(word) = 1 THEN ':*' ELSE '' END, ' & ')::tsquery
	FROM (SELECT word FROM words
		WHERE length(word) > 1 OR NOT EXISTS (SELECT FROM words o WHERE length(o.word) = 2 AND right(o.word, 1) = words.word)
		ORDER BY length(word) DESC, word LIMIT 60) x $$;
REVOKE ALL ON FUNCTION search_most(), search_marks() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_most(), search_marks() TO gatehouse_app, gatehouse_search;

-- What is there is read anew. A body is folded already and is folded once more.
RESET ROLE;
UPDATE app.record_text t SET body = x.body, words = x.words
FROM (SELECT site_id, record_id, app.fold(body) AS body, array_to_tsvector(app.words_of(body)) AS words FROM app.record_text) x
WHERE t.site_id = x.site_id AND t.record_id = x.record_id AND (t.body <> x.body OR t.words <> x.words);
