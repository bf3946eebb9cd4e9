-- SPDX-License-Identifier: ISC
-- More data for the benchmark, run after data.sql on the same database: 200 launches of site 1 in all stages, twenty tasks each, and one
-- large one in development, LCH-2026-0001: 200 tasks, 300 defects, 40 documents, 2,000 events of history.  Ids lie far above the others.
--   psql -f tests/bench/launch.sql
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL session_replication_role = replica;
SET LOCAL search_path = app, pg_catalog;

INSERT INTO role_permission (site_id, role_id, permission)
SELECT 1, 2, p FROM unnest(ARRAY['launch.manage', 'launch.deploy', 'launch.resource', 'defect.report', 'review.manage', 'evaluation.manage', 'document.write', 'document.approve',
	'document.manage', 'incident.report', 'incident.handle', 'finance.view', 'budget.submit']) p ON CONFLICT DO NOTHING;

-- n-th record of a kind: its id
CREATE FUNCTION pg_temp.id(base int, n int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT 2000000000::bigint + base * 100000 + n $$;
CREATE TEMP TABLE made ON COMMIT DROP AS
SELECT 'launch' AS kind, 'LCH' AS code, n, pg_temp.id(1, n) AS id, '口碑调查平台上线 ' || n AS title, CASE n WHEN 1 THEN 'development' ELSE
	(ARRAY['research', 'design', 'initiation', 'development', 'testing', 'review', 'go_live', 'evaluation', 'closed'])[1 + n % 9] END AS state FROM generate_series(1, 200) n
UNION ALL SELECT 'defect', 'DEF', n, pg_temp.id(2, n), '保存后号码丢失 ' || n, CASE WHEN n % 6 = 0 THEN 'open' WHEN n % 7 = 0 THEN 'fixed' ELSE 'closed' END FROM generate_series(1, 300) n
UNION ALL SELECT 'document', 'DOC', n, pg_temp.id(3, n), '总体设计 ' || n, CASE WHEN n % 5 = 0 THEN 'draft' ELSE 'approved' END FROM generate_series(1, 40) n;

INSERT INTO record (site_id, id, kind, number, year, seq, title, state, visible, owner_id, department_id, platform_id, version, created_at, created_by, changed_at, state_at, submitted_by, closed_at)
SELECT 1, id, kind, code || '-2026-' || lpad(n::text, 4, '0'), 2026, n, title, state, 0, 1 + n % 20, 1, (SELECT min(r.id) FROM record r WHERE r.site_id = 1 AND r.kind = 'platform'), 3,
	now() - interval '60 days', 1, now() - interval '1 day', now() - interval '5 days', 1, CASE WHEN state = 'closed' THEN now() END FROM made;
INSERT INTO launch (site_id, record_id, visible, goal, version_planned, plan_architecture, plan_modules, plan_schedule, plan_resources, plan_budget, plan_risks, initiated_on, plan_set_on, test_round, launched_on)
SELECT 1, id, 0, '客户一次说清需要,处理时间缩短三成。', '1.0', '三层架构,双机热备。', '问卷、外呼、报表、权限。', '十二周,分三期。', '开发四人、测试两人。', '二十万元。', '外呼线路不足:备用线路。',
	current_date - 50, current_date - 45, CASE WHEN state IN ('testing', 'review', 'go_live', 'evaluation', 'closed') THEN 1 END, CASE WHEN state IN ('evaluation', 'closed') THEN current_date - 3 END
FROM made WHERE kind = 'launch';
INSERT INTO launch_task (site_id, record_id, no, at, by_id, title, owner_id, starts_on, due, state, done_on)
SELECT 1, m.id, t, now() - interval '40 days', 1, '开发任务 ' || t, 1 + t % 20, current_date - 40 + t / 4, current_date - 30 + t / 4,
	CASE WHEN t % 2 = 0 THEN 'done' WHEN t % 5 = 0 THEN 'under_way' ELSE 'open' END, CASE WHEN t % 2 = 0 THEN current_date - 29 + t / 4 END
FROM made m, generate_series(1, 200) t WHERE m.kind = 'launch' AND (m.n = 1 OR t <= 20);
INSERT INTO launch_progress (site_id, record_id, no, at, by_id, period_to, percent, done, next)
SELECT 1, id, p, now() - interval '1 week' * (8 - p), 1, current_date - 7 * (8 - p), p * 10, '完成两个模块。', '继续开发。' FROM made, generate_series(1, 7) p WHERE kind = 'launch';
INSERT INTO launch_team_member (site_id, record_id, no, at, by_id, account_id, role)
SELECT 1, id, a, now(), 1, a, (ARRAY['developer', 'tester', 'maintainer', 'business'])[1 + a % 4] FROM made, generate_series(1, 8) a WHERE kind = 'launch';
INSERT INTO defect (site_id, record_id, visible, target_id, type, severity, location, description)
SELECT 1, id, 0, pg_temp.id(1, 1), (ARRAY['functional', 'performance', 'security', 'compatibility', 'compliance'])[1 + n % 5], (ARRAY['fatal', 'serious', 'general', 'minor'])[1 + n % 4], '回访登记页', '号码没有保存。'
FROM made WHERE kind = 'defect';
INSERT INTO document (site_id, record_id, visible, type, target_id, body)
SELECT 1, id, 0, (ARRAY['construction_plan', 'design', 'development', 'test', 'launch_plan', 'other'])[1 + n % 6], pg_temp.id(1, 1), '正文' FROM made WHERE kind = 'document';
INSERT INTO link (site_id, record_id, other_id, sort, created_at, created_by) SELECT 1, id, pg_temp.id(1, 1), 'about', now(), 1 FROM made WHERE kind <> 'launch';
INSERT INTO record_version (site_id, record_id, version, created_at, created_by, fields) SELECT 1, id, v, now(), 1, jsonb_build_object('title', title) FROM made, generate_series(1, 3) v;
INSERT INTO record_text (site_id, record_id, kind, words, body) SELECT 1, id, kind, array_to_tsvector(app.words_of(title)), app.fold(title) FROM made;
INSERT INTO waiting (site_id, record_id, visible, action, account_id, since, due)
SELECT 1, id, 0, CASE state WHEN 'development' THEN 'begin_testing' WHEN 'research' THEN 'begin_design' ELSE 'confirm' END, 1 + n % 20, now() - interval '5 days', current_date + (n % 9) - 4
FROM made WHERE kind = 'launch' AND state NOT IN ('closed', 'initiation');
INSERT INTO event (site_id, seq, at, actor_id, action, record_id, detail, request, prev, hash)
SELECT 1, h.seq + e, now() - interval '1 hour' * (2001 - e), 1 + e % 20, 'entry.edit', pg_temp.id(1, 1), '{"kind":"launch","entry":"launch_task","no":"7","changes":{"due":["2026-01-01","2026-01-08"]}}'::jsonb,
	'0123456789abcdef', '\x00', '\x00' FROM event_head h, generate_series(1, 2000) e WHERE h.site_id = 1;
UPDATE event_head SET seq = seq + 2000 WHERE site_id = 1;
INSERT INTO counter (site_id, kind, year, last) SELECT 1, kind, 2026, max(n) FROM made GROUP BY 2 ON CONFLICT DO NOTHING;
SELECT setval('record_id_seq', 3000000000);
SET LOCAL TimeZone = 'Asia/Shanghai';
SELECT figures_make(1), stays_make(1);
COMMIT;
VACUUM ANALYZE;
