-- SPDX-License-Identifier: ISC
-- Data for the benchmark: RECORDS records spread over SITES sites, made past the program, its triggers and its foreign
-- keys; the chain of history is therefore not a real one.  Run as superuser on an empty, migrated database:
--   psql -v records=100000 -v sites=1 -f tests/bench/data.sql
-- Of every site's requirements one in fifty, and at least the latest 300, is still open; each has two versions' worth of
-- history, one in three a comment.  Session n's cookie is n in hexadecimal with 64 digits; all are of account 1, who holds
-- the roles of a member and of the technical department in every site of account 1: the first.
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL session_replication_role = replica;
SET LOCAL search_path = app, pg_catalog;
SET LOCAL work_mem = '64MB';
SELECT setseed(0.5);

INSERT INTO site (id, slug, name, name_en, created_at)
SELECT s, 'site' || s, '第' || s || '业务站点', 'Site ' || s, now() - interval '3 years' FROM generate_series(1, :sites) s;

-- ---------------------------------------------------------------- people: twenty in each site

INSERT INTO account (id, login, name, email, privacy_version, created_at)
SELECT a, 'user' || a, substr('王李张刘陈杨黄赵周吴徐孙马朱胡', (a % 15 + 1)::int, 1) || substr('伟芳娜敏静强磊军洋勇艳杰涛明超', (a / 15 % 15 + 1)::int, 1) ||
	substr('华平文玉建国志红晓春秀丽海云林', (a / 225 % 15 + 1)::int, 1), 'user' || a || '@example.org', 1, now() - interval '3 years'
FROM generate_series(1, :sites * 20) a;
UPDATE account a SET shares_name = true FROM (SELECT name FROM account GROUP BY name HAVING count(*) > 1) s WHERE s.name = a.name;
INSERT INTO department (site_id, id, name, name_en, function)
SELECT s, (s - 1) * 7 + d, names[d], names[d], functions[d] FROM generate_series(1, :sites) s, generate_series(1, 7) d,
	(SELECT ARRAY['客户服务部', '市场部', '运营部', '财务部', '法务部', '技术部', '综合部'] AS names,
		ARRAY['business', 'marketing', 'operations', 'finance', 'legal', 'tech', 'other'] AS functions) x;
INSERT INTO membership (site_id, account_id, department_id, created_at)
SELECT (a - 1) / 20 + 1, a, ((a - 1) / 20) * 7 + a % 7 + 1, now() - interval '3 years' FROM generate_series(1, :sites * 20) a;
INSERT INTO role (site_id, id, key, name)
SELECT s, (s - 1) * 4 + r, keys[r], keys[r] FROM generate_series(1, :sites) s, generate_series(1, 4) r,
	(SELECT ARRAY['member', 'technical', 'liaison', 'group_member'] AS keys) x;
INSERT INTO role_permission (site_id, role_id, permission)
SELECT s, (s - 1) * 4 + r, p FROM generate_series(1, :sites) s, (VALUES
	(1, 'record.view'), (1, 'record.comment'), (1, 'list.export'), (1, 'requirement.submit'), (1, 'feedback.submit'), (1, 'change.submit'), (1, 'incentive.nominate'),
	(2, 'filter.share'), (2, 'requirement.triage'), (2, 'feedback.handle'), (2, 'platform.manage'), (2, 'change.review'), (2, 'change.confirm'),
	(2, 'incentive.propose'), (2, 'incentive.carry_out'), (2, 'notice.manage'), (2, 'compliance.view'), (3, 'requirement.confirm'), (4, 'restricted.view'), (4, 'group.decide')) x (r, p);
INSERT INTO member_role (site_id, account_id, role_id)
SELECT (a - 1) / 20 + 1, a, ((a - 1) / 20) * 4 + r FROM generate_series(1, :sites * 20) a, generate_series(1, 4) r
WHERE r = 1 OR r = 2 AND a % 5 = 1 OR r = 3 AND a % 5 = 2 OR r = 4 AND a % 5 = 3;
INSERT INTO session (token, account_id, created_at, seen_at, fresh_at, address, agent)
SELECT encode(sha256(convert_to(lpad(to_hex(n), 64, '0'), 'UTF8')), 'hex'), 1, now(), now() + interval '1 day', now(), '127.0.0.1', 'benchmark'
FROM generate_series(1, 64) n;

-- ---------------------------------------------------------------- what is made: 5 platforms of each site, then requirements

CREATE TEMP TABLE plan ON COMMIT DROP AS
SELECT (n - 1) % :sites + 1 AS site_id, n AS id, (n - 1) / :sites + 1 AS seq, (:records + :sites - 1) / :sites AS last FROM generate_series(1, :records) n;
ALTER TABLE plan ADD COLUMN is_open boolean, ADD COLUMN made timestamptz, ADD COLUMN person bigint, ADD COLUMN phrase int;
UPDATE plan SET is_open = id % 50 = 0 OR seq > last - 300, made = now() - interval '1 minute' * (:records + 300 - id) * (1400000.0 / :records),
	person = (site_id - 1) * 20 + 1 + seq % 20, phrase = 1 + (id::bigint * 7919) % 500;
-- Texts of requirements are composed of these; their words for search are made once.
CREATE TEMP TABLE phrase ON COMMIT DROP AS
SELECT p AS phrase, t.title, t.body, array_to_tsvector(app.words_of(t.title || ' ' || t.body)) AS words, app.fold(t.title || ' ' || t.body) AS folded
FROM generate_series(1, 500) p, LATERAL (SELECT
	(ARRAY['客户服务', '口碑调查', '经营管理', '数据分析', '合同审批', '会议预订', '报销管理', '投诉处理', '工单派发', '设备巡检'])[1 + p % 10] || '平台' ||
	(ARRAY['增加', '优化', '修复', '调整', '支持'])[1 + p / 10 % 5] ||
	(ARRAY['批量导出', '短信提醒', '权限控制', '移动端页面', '统计报表', '单点登录', '附件预览', '自动分派', '满意度回访', '超时预警'])[1 + p / 50 % 10] || '功能' AS title,
	'一线人员每天需要重复录入同样的内容,高峰时段页面响应缓慢,容易出错。希望系统能够自动带出历史数据,并在提交之前提示缺少的内容。' ||
	(ARRAY['业务部门已与财务部确认口径。', '市场活动开始之前需要上线。', '按照监管要求保留操作记录。', '与现有流程保持一致。', '第一阶段只覆盖总部。'])[1 + p % 5] AS body) t;
CREATE UNIQUE INDEX ON phrase (phrase);

INSERT INTO record (site_id, id, kind, number, year, seq, title, state, visible, department_id, created_at, created_by, changed_at, state_at, submitted_by)
SELECT s, :records + (s - 1) * 5 + p, 'platform', 'PLT-2024-' || lpad(p::text, 4, '0'), 2024, p, (ARRAY['客户服务平台', '口碑调查平台', '经营管理平台', '数据分析平台', '协同办公平台'])[p],
	'in_operation', 0, (s - 1) * 7 + p, x.at, (s - 1) * 20 + 1, x.at, x.at, (s - 1) * 20 + 1
FROM generate_series(1, :sites) s, generate_series(1, 5) p, (SELECT now() - interval '3 years' AS at) x;
INSERT INTO platform (site_id, record_id, visible, category)
SELECT site_id, id, visible, (ARRAY['customer_service', 'reputation_survey', 'business_management', 'data_analysis', 'other'])[seq] FROM record WHERE kind = 'platform';

INSERT INTO record (site_id, id, kind, number, year, seq, title, state, visible, owner_id, department_id, platform_id, due, version,
	created_at, created_by, changed_at, state_at, submitted_by, closed_at)
SELECT p.site_id, p.id, 'requirement', 'REQ-2025-' || lpad(p.seq::text, greatest(4, length(p.seq::text)), '0'), 2025, p.seq, f.title || '(' || p.seq || ')', x.state, 0,
	NULL, (p.site_id - 1) * 7 + 1 + p.id % 7, :records + (p.site_id - 1) * 5 + 1 + p.id % 5, CASE WHEN p.is_open THEN p.made::date + 5 END, 1,
	p.made, p.person, p.made + interval '2 hours', p.made + interval '2 hours', p.person, CASE WHEN NOT p.is_open THEN p.made + interval '2 hours' END
FROM plan p JOIN phrase f ON f.phrase = p.phrase, LATERAL (SELECT CASE WHEN p.is_open THEN (ARRAY['submitted', 'accepted', 'planned', 'delivered', 'submitted'])[1 + p.id % 5]
	ELSE (ARRAY['closed', 'closed', 'closed', 'rejected', 'withdrawn'])[1 + p.id % 5] END AS state) x;
INSERT INTO requirement (site_id, record_id, visible, need, channel, liaison_id, scenario, goal, acceptance, class, priority)
SELECT p.site_id, p.id, 0, (ARRAY['functional', 'performance', 'security', 'compliance'])[1 + p.id % 4], (ARRAY['business_feedback', 'complaint', 'operations_data', 'research'])[1 + p.id % 4],
	(p.site_id - 1) * 20 + 2, f.body, '处理时间缩短三成,差错减半。', '抽查一百笔,全部一次通过。', 'routine', 1 + p.id % 4
FROM plan p JOIN phrase f ON f.phrase = p.phrase;
INSERT INTO record_text (site_id, record_id, kind, words, body)
SELECT p.site_id, p.id, 'requirement', f.words || array_to_tsvector(ARRAY[lpad(p.seq::text, greatest(4, length(p.seq::text)), '0'), 'req', '2025']),
	'req-2025-' || lpad(p.seq::text, greatest(4, length(p.seq::text)), '0') || ' ' || f.folded
FROM plan p JOIN phrase f ON f.phrase = p.phrase;
INSERT INTO record_version (site_id, record_id, version, created_at, created_by, fields)
SELECT p.site_id, p.id, 1, p.made, p.person, jsonb_build_object('title', f.title, 'scenario', f.body) FROM plan p JOIN phrase f ON f.phrase = p.phrase;
INSERT INTO comment (site_id, record_id, account_id, at, text)
SELECT p.site_id, p.id, (p.site_id - 1) * 20 + 3, p.made + interval '1 hour', '已与业务部门核对,**请补充**验收口径。' FROM plan p WHERE p.id % 3 = 0;
INSERT INTO watch (site_id, record_id, account_id, added_by, created_at)
SELECT p.site_id, p.id, (p.site_id - 1) * 20 + 1 + p.id % 7, p.person, p.made FROM plan p WHERE p.id % 10 = 0;
INSERT INTO waiting (site_id, record_id, visible, action, permission, except_id, since, due)
SELECT r.site_id, r.id, 0, 'accept', 'requirement.triage', r.submitted_by, r.state_at, r.due FROM record r WHERE r.kind = 'requirement' AND r.state = 'submitted';
INSERT INTO waiting (site_id, record_id, visible, action, permission, department_id, since, due)
SELECT r.site_id, r.id, 0, 'confirm', 'requirement.confirm', r.department_id, r.state_at, r.due FROM record r WHERE r.kind = 'requirement' AND r.state = 'delivered';
INSERT INTO notification (site_id, account_id, record_id, what, actor_id, detail, at, read_at)
SELECT r.site_id, r.submitted_by, r.id, 'moved', (r.site_id - 1) * 20 + 1, '{"kind":"requirement","state":"accepted"}', r.state_at, CASE WHEN r.closed_at IS NOT NULL THEN r.state_at END
FROM record r WHERE r.kind = 'requirement' AND r.submitted_by % 20 = 1;
INSERT INTO event (site_id, seq, at, actor_id, action, record_id, detail, request, prev, hash)
SELECT p.site_id, (p.seq - 1) * 3 + e, p.made + interval '1 hour' * (e - 1), CASE e WHEN 3 THEN (p.site_id - 1) * 20 + 1 ELSE p.person END,
	(ARRAY['record.create', 'record.move', 'record.move'])[e], p.id,
	(ARRAY['{"kind":"requirement","title":"x"}', '{"kind":"requirement","move":"submit","from":"draft","to":"submitted"}',
		'{"kind":"requirement","move":"accept","from":"submitted","to":"accepted","changes":{"priority":["","3"],"class":["","routine"]}}'])[e]::jsonb,
	'0123456789abcdef', '\x00', '\x00'
FROM plan p, generate_series(1, 3) e;
INSERT INTO event_head (site_id, seq, hash) SELECT site_id, max(seq), '\x00' FROM event GROUP BY site_id ON CONFLICT (site_id) DO UPDATE SET seq = excluded.seq;
INSERT INTO counter (site_id, kind, year, last) SELECT site_id, kind, year, max(seq) FROM record GROUP BY 1, 2, 3;
SELECT setval('account_id_seq', :sites * 20 + 1), setval('site_id_seq', :sites + 1), setval('record_id_seq', :records + :sites * 5 + 1),
	setval('department_id_seq', :sites * 7 + 1), setval('role_id_seq', :sites * 4 + 1);
-- What the triggers would have kept; figures in the time zone of the workers.
SELECT pass_make();
SET LOCAL TimeZone = 'Asia/Shanghai';
SELECT figures_make(s), stays_make(s) FROM generate_series(1, :sites) s;
COMMIT;
VACUUM ANALYZE;
CHECKPOINT;
