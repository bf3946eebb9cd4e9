-- A name is not a person: what people are called in a site, where they stand in a list, and whom a text names (case G).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- in which order

-- Where ICU's order of Chinese passes from one syllable to the next: characters that stand there in ICU 72 and in ICU 78 (Debian 12, 13 and after).
CREATE FUNCTION syllables() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT string_to_array(
		'a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng cha chai'
		' chan chang chao che chen cheng chi chong chou chu chuai chuan chuang chui chun chuo ci cong cou cu cuan cui cun cuo da'
		' dai dan dang dao de den deng di dian diao die ding diu dong dou du duan dui dun duo e ei en er fa fan fang fei fen feng'
		' fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei'
		' hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka'
		' kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia lian'
		' liang liao lie lin ling liu lo long lou lu lv luan lve lun luo ma mai man mang mao me mei men meng mi mian miao mie min'
		' ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nv nuan nve nuo'
		' o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu'
		' qu quan que qun ran rang rao re ren reng ri rong rou ru ruan rui run ruo sa sai san sang sao se sen seng sha shai shan'
		' shang shao she shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai'
		' tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian'
		' xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan'
		' zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun'
		' zhuo zi zong zou zu zuan zui zun zuo', ' ') $$;
COMMENT ON FUNCTION syllables IS 'The syllables of Chinese in their order; v is ü.';

CREATE FUNCTION syllable_firsts() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT regexp_split_to_array(
		'阿哎安肮凹丷挀扳邦勹卑奔伻屄边灬憋汃冫癶峬嚓偲参仓撡冊嵾曽叉芆辿伥抄车抻阷吃充抽出歘巛刅吹旾逴呲匆凑粗汆崔邨搓咑呆丹当刀嘚扥灯氐敁刁爹丁丟东吺厾耑垖吨多妸诶奀鞥发帆匚飞分丰覅紑夫旮侅甘冈皋戈给根刯工勾估瓜乖关光归丨呙哈咍佄夯茠诃黒拫亨噷齁乎'
		'花怀欢巟灰昏吙丌加戋江艽阶巾坕冂丩凥姢噘军咔开刊忼尻匼剋劥空抠扝夸蒯宽匡亏坤扩垃来兰啷捞仂勒崚哩俩奁良撩毟拎伶溜囖龙瞜噜驴娈掠抡啰呣埋嫚牤猫嚒呅椚擝咪宀喵乜民名谬摸哞毪拏腉囡囔孬疒娞恁能妮拈娘鸟捏囜宁妞农羺奴女奻疟黁喔讴妑拍眅乓抛呸喷匉丕囨'
		'剽氕姘乒钋剖仆七掐千呛悄苆亲靑卭丘区奍缺夋呥穣娆惹人扔日戎厹邚挼婑瞤捼仨毢三桒掻閪森僧杀筛山伤弰奢谁升尸収书刷衰闩双脽吮说厶忪凁苏狻夊孙唆他囼坍汤夲忑熥剔天旫帖厅囲偷凸湍推吞乇屲歪弯尣危昷翁挝乌夕虲仙乡灱些心星凶休吁吅削坃丫恹央幺倻一囙应哟'
		'佣优込囦曰晕帀災兂匨傮则贼怎増扎夈枬张佋蜇贞凧之中州朱抓拽专妆隹宒拙乲宗邹租钻厜尊昨', '') $$;
COMMENT ON FUNCTION syllable_firsts IS 'The character each of them begins with, in the order of the collation pinyin.';

CREATE FUNCTION syllable_of(p_char text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN p_char ~ '[一-鿿]' THEN (app.syllables())[width_bucket(p_char COLLATE app.pinyin, app.syllable_firsts())] END
$$;
COMMENT ON FUNCTION syllable_of IS 'How a Han character is usually read; NULL: it is none.';

CREATE FUNCTION syllables_in(p_key text) RETURNS TABLE (place bigint, syllable text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT m.place, m.found[1] FROM regexp_matches(regexp_replace(translate(lower(normalize(p_key, NFC)), 'āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü', 'aaaaooooeeeeiiiiuuuuvvvvv'), '([ln])ue', '\1ve', 'g'),
		'(' || array_to_string(app.syllables(), '|') || '|[a-z])', 'g') WITH ORDINALITY m (found, place)
$$;
COMMENT ON FUNCTION syllables_in IS 'A typed sound in syllables, "Zhang Wěi" and "zhangwei" alike; what is none stays as letters.';

-- A list has one order, whether a key is a sound in letters, characters of that sound, or not given: letters are put where the
-- characters of that sound are, and where the name is read that way it stands for itself.
CREATE FUNCTION sort_of(p_name text, p_key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN p_key = '' OR p_name !~ '[一-鿿]' AND p_key !~ '[一-鿿]' THEN COALESCE(NULLIF(p_key, ''), p_name) WHEN p_key ~ '[一-鿿]' THEN p_key ELSE (
		SELECT string_agg(CASE WHEN s.syllable = app.syllable_of(substr(p_name, s.place::int, 1)) THEN substr(p_name, s.place::int, 1)
			ELSE COALESCE((app.syllable_firsts())[array_position(app.syllables(), s.syllable)], s.syllable) END, '' ORDER BY s.place)
		FROM app.syllables_in(p_key) s) END
$$;
COMMENT ON FUNCTION sort_of IS 'By what somebody stands in a list, in the collation pinyin: their key, or what is made of their name.';

-- Kept, because lists of thousands sort by it.
ALTER TABLE account ADD COLUMN sort text GENERATED ALWAYS AS (app.sort_of(name, sort_key)) STORED;
COMMENT ON COLUMN account.sort IS 'By what they stand in lists, in the collation pinyin: made of name and key.';
COMMENT ON COLUMN account.sort_key IS 'How the name is read, where that is not the usual reading: characters of the same sound (善雄信), or the sound in letters (shan xiongxin).';
GRANT SELECT (sort) ON account TO gatehouse_app;

-- ---------------------------------------------------------------- what they are called

CREATE INDEX account_by_name ON account (name);

-- An account is one for all sites, so what a site's administrator says of it is the membership's.
ALTER TABLE membership ADD COLUMN sort_key text NOT NULL DEFAULT '' CONSTRAINT sort_key_is_short CHECK (length(sort_key) <= 100);
COMMENT ON COLUMN membership.sort_key IS 'How the name is read, where this site says it; before what the account says.';
GRANT UPDATE (sort_key) ON membership TO gatehouse_app;

CREATE FUNCTION called(p_account bigint, p_name text, p_login text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN COALESCE((SELECT v.language FROM app.account v WHERE v.id = app.account()), '') = 'en'
		THEN p_name || ' (' || concat_ws(', ', (SELECT COALESCE(NULLIF(d.name_en, ''), d.name) FROM app.membership m JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
			WHERE m.site_id = app.site() AND m.account_id = p_account), p_login) || ')'
		ELSE p_name || '（' || concat_ws('，', (SELECT d.name FROM app.membership m JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
			WHERE m.site_id = app.site() AND m.account_id = p_account), p_login) || '）' END
$$;
COMMENT ON FUNCTION called IS 'A name with department and log-in, for whoever shares it.';

CREATE VIEW person WITH (security_invoker = true) AS
SELECT a.id, a.login, CASE WHEN EXISTS (SELECT FROM app.account o JOIN app.membership m ON m.site_id = app.site() AND m.account_id = o.id WHERE o.name = a.name AND o.id <> a.id)
		AND a.login <> 'removed-' || a.id THEN app.called(a.id, a.name, a.login) ELSE a.name END AS name,
	a.name AS own_name, COALESCE((SELECT app.sort_of(a.name, m.sort_key) FROM app.membership m WHERE m.site_id = app.site() AND m.account_id = a.id AND m.sort_key <> ''), a.sort) AS sort,
	a.disabled_at
FROM app.account a;
COMMENT ON VIEW person IS 'Accounts as pages of the current site show them: those who share their name with a member carry department and log-in. For lists, choices and exports; a history keeps plain names.';
COMMENT ON COLUMN person.name IS 'What they are called there.';
COMMENT ON COLUMN person.own_name IS 'Their name.';
COMMENT ON COLUMN person.sort IS 'By what they stand in a list, in the collation pinyin.';
GRANT SELECT ON person TO gatehouse_app;

-- ---------------------------------------------------------------- whom a text names

CREATE FUNCTION mentions(p_site bigint, p_text text) RETURNS TABLE (word text, account_id bigint, login text, several boolean) LANGUAGE sql STABLE AS $$
	WITH typed AS MATERIALIZED (
		SELECT DISTINCT found[1] AS rest FROM regexp_matches(app.fold(p_text), '(?<![a-z0-9._-])@([^@\n\r]{1,100})', 'g') found LIMIT 50),
	member AS MATERIALIZED (
		SELECT m.account_id, a.login, app.fold(a.name) AS name FROM app.membership m JOIN app.account a ON a.id = m.account_id
		WHERE m.site_id = p_site AND m.left_at IS NULL AND a.disabled_at IS NULL AND EXISTS (SELECT FROM typed)),
	fits AS (
		SELECT t.rest, w.word, w.is_login, m.account_id, m.login FROM typed t CROSS JOIN member m
		CROSS JOIN LATERAL (VALUES (m.name, false), (m.login, true)) w (word, is_login)
		WHERE w.word <> '' AND starts_with(t.rest, w.word)
			-- A word in letters ends where its letters end.
			AND NOT (w.word ~ '[a-z0-9]$' AND substr(t.rest, length(w.word) + 1) ~ '^([a-z0-9_]|[.-][a-z0-9])')),
	best AS (
		SELECT f.*, rank() OVER (PARTITION BY f.rest ORDER BY length(f.word) DESC, f.is_login DESC) AS place FROM fits f),
	named AS (
		SELECT DISTINCT b.word, b.is_login, b.account_id, b.login FROM best b WHERE b.place = 1)
	SELECT n.word, n.account_id, n.login, count(*) OVER (PARTITION BY n.word, n.is_login) > 1 FROM named n
$$;
COMMENT ON FUNCTION mentions IS 'Whom a text names by @: of the names and log-ins that fit the longest; several: it names more than one, so nobody is meant for sure. The first fifty.';

CREATE FUNCTION seen_by(p_site bigint, p_record bigint, p_account bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM app.record r WHERE r.site_id = p_site AND r.id = p_record AND (r.visible = 0 OR r.created_by = p_account
		OR EXISTS (SELECT FROM app.record_reader x WHERE x.site_id = p_site AND x.record_id = p_record AND x.account_id = p_account)
		OR r.visible = 1 AND EXISTS (SELECT FROM app.member_role z JOIN app.role_permission y ON y.site_id = z.site_id AND y.role_id = z.role_id
			WHERE z.site_id = p_site AND z.account_id = p_account AND y.permission = 'restricted.view')))
$$;
COMMENT ON FUNCTION seen_by IS 'May another member see a record? As far as the one who asks sees it.';

REVOKE ALL ON FUNCTION syllables, syllable_firsts, syllable_of, syllables_in, sort_of, called, mentions, seen_by FROM PUBLIC;
GRANT EXECUTE ON FUNCTION syllables, syllable_firsts, syllable_of, syllables_in, sort_of, called, mentions, seen_by TO gatehouse_app;
