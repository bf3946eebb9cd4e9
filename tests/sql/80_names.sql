-- SPDX-License-Identifier: ISC
-- Goal: one order of people however their key is given, names that several share told apart, @ as it is meant (case G).
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();

-- A key in letters stands where the characters of that sound stand; where it says what the name says, the name decides.
SELECT is(app.sort_of(name, key), sort, name || ' ' || key) FROM (VALUES ('张伟', 'zhangwei', '张伟'), ('张伟', 'Zhāng Wěi', '张伟'), ('吕布', 'lü bu', '吕布'), ('吕布', 'lv3 bu4', '吕布'),
	('西安', 'xi''an', '西安'), ('单雄信', '', '单雄信'), ('单雄信', '善雄信', '善雄信'), ('Alice', '', 'Alice'), ('Leo Li', 'li leo', 'li leo'), ('钟', 'ZHONG', '钟')) x (name, key, sort);
SELECT is((SELECT string_agg(name, ' ' ORDER BY app.sort_of(name, key) COLLATE app.pinyin) FROM (VALUES ('张三', ''), ('单雄信', 'shan xiongxin'), ('安宁', 'An Ning'), ('山口', ''), ('舒', 'shu'), ('沙', ''), ('曾', 'zeng'), ('怎', ''), ('敖', '')) x (name, key)),
	'安宁 敖 沙 山口 单雄信 舒 怎 曾 张三', 'one order');
SELECT is((SELECT count(*) FROM (SELECT c, lag(c) OVER (ORDER BY place) AS before FROM unnest(app.syllable_firsts()) WITH ORDINALITY x (c, place)) y WHERE before COLLATE app.pinyin >= c COLLATE app.pinyin), 0::bigint,
	'the characters that syllables begin with are in the order of this ICU');
SELECT is(cardinality(app.syllables()), cardinality(app.syllable_firsts()), 'one for each');

-- Whoever shares a name with a member of the site.
UPDATE app.account SET name = '王伟' WHERE id IN (SELECT account_id FROM app.membership WHERE site_id = 9101 ORDER BY account_id LIMIT 2);
UPDATE app.account SET name = '独' WHERE id = (SELECT max(account_id) FROM app.membership WHERE site_id = 9101);
UPDATE app.account SET name = '独' WHERE id = (SELECT max(account_id) FROM app.membership WHERE site_id = 9102);
SELECT set_config('app.site', '9101', true) \g /dev/null
SELECT is((SELECT count(DISTINCT p.name) FROM app.person p WHERE p.own_name = '王伟' AND p.name LIKE '王伟（%' || p.login || '）'), 2::bigint, 'two of one name are told apart');
SELECT is((SELECT p.name FROM app.person p WHERE p.id = (SELECT max(account_id) FROM app.membership WHERE site_id = 9101)), '独', 'somebody of another site is none of these');
-- The mark that lets pages look for namesakes of few is on everybody who has one, whoever came by the name last and however (issue 10).
CREATE FUNCTION pg_temp.unmarked() RETURNS SETOF text LANGUAGE sql AS $$ SELECT a.login FROM app.account a WHERE NOT a.shares_name AND EXISTS (SELECT FROM app.account o WHERE o.name = a.name AND o.id <> a.id) $$;
SELECT is((SELECT string_agg(u, ' ') FROM pg_temp.unmarked() u), NULL, 'after renaming');
INSERT INTO app.account (login, name, created_at) VALUES ('late-namesake', '独行', now()), ('later-namesake', '独行', now());
SELECT is((SELECT string_agg(u, ' ') FROM pg_temp.unmarked() u), NULL, 'after two who were added with one name');
UPDATE app.account SET name = '独行' WHERE login IN (SELECT login FROM app.account WHERE name IN ('独', '独行'));
SELECT is((SELECT string_agg(u, ' ') FROM pg_temp.unmarked() u), NULL, 'after several were given the name of others');
SELECT cmp_ok((SELECT count(*) FROM app.account WHERE shares_name), '>', 3::bigint, 'some are marked');
SELECT cmp_ok((SELECT count(*) FROM app.account WHERE NOT shares_name), '>', 3::bigint, 'and some are not');
UPDATE app.account SET name = '独' || id WHERE name = '独行' AND login LIKE 'late%';
UPDATE app.account SET name = '独' WHERE name = '独行';
SELECT is((SELECT p.name FROM app.person p WHERE p.login = 'late-namesake'), (SELECT name FROM app.account WHERE login = 'late-namesake'), 'who shares it no more has a plain name again');
SELECT is((SELECT count(*) FROM app.mentions(9101, '@王伟 @独') m WHERE m.several), 2::bigint, 'a name that two share is unclear');
SELECT is((SELECT count(*) FROM app.mentions(9101, '@王伟 @独') m WHERE NOT m.several), 1::bigint, 'the other is not');
SELECT is((SELECT count(*) FROM app.mentions(9102, '@王伟')), 0::bigint, 'nobody of another site is named');

SELECT * FROM finish();
ROLLBACK;
