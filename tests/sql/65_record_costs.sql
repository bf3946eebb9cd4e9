-- SPDX-License-Identifier: ISC
-- Goal: what one page of a record reads does not grow with the site (issue 10): each statement of the page is run as the worker, inside a
-- site, with the plan that workers use, and the pages of memory that it reads are counted: not time, which tells nothing on a machine that
-- does other things.  Once in a site of some hundred records, then after it has grown, with and without figures of the planner that know of it.
BEGIN;
\ir fixture/statements.sql
\ir fixture/two_sites.sql
SELECT no_plan();
SET LOCAL plan_cache_mode = 'force_generic_plan';
SET LOCAL jit = off;
SET LOCAL random_page_cost = 1.1;

CREATE FUNCTION pg_temp.enter(p_site bigint, p_role text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('app.account', pg_temp.who(p_site, p_role)::text, true);
	PERFORM app.enter_site(p_site);
END $$;

-- ---------------------------------------------------------------- a site that grows

-- Records of site 9101, each with the text, history, comments and followers that real ones have; all link to record 4, which is a large project's place.
CREATE FUNCTION pg_temp.grow(p_from int, p_to int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	SET LOCAL session_replication_role = replica;
	INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, visible, created_at, created_by, changed_at, state_at)
	SELECT 9101, n, 'requirement', 'G-' || n, 2026, n, 'grown ' || n, CASE n % 10 WHEN 0 THEN 'submitted' ELSE 'closed' END, 0, now(), pg_temp.who(9101, 'author'), now(), now()
	FROM generate_series(p_from, p_to) n;
	INSERT INTO app.requirement (site_id, record_id, visible, need, channel) SELECT 9101, n, 0, 'functional', 'complaint' FROM generate_series(p_from, p_to) n;
	INSERT INTO app.link (site_id, record_id, other_id, sort, created_at) SELECT 9101, n, 4, 'about', now() FROM generate_series(p_from, p_to) n WHERE n % 3 = 0;
	INSERT INTO app.comment (site_id, id, record_id, account_id, at, text) SELECT 9101, n, n, pg_temp.who(9101, 'author'), now(), 'x' FROM generate_series(p_from, p_to) n;
	INSERT INTO app.watch SELECT 9101, n, pg_temp.who(9101, 'plain'), pg_temp.who(9101, 'author'), now() FROM generate_series(p_from, p_to) n;
	INSERT INTO app.file (site_id, id, record_id, name, type, size, sha256, stored, created_at) SELECT 9101, n, n, 'x', 'text/plain', 1, '', 'x', now() FROM generate_series(p_from, p_to) n;
	INSERT INTO app.waiting (site_id, id, record_id, action, account_id, since) SELECT 9101, n, n, 'decide', pg_temp.who(9101, 'plain'), now() FROM generate_series(p_from, p_to) n WHERE n % 10 = 0;
	INSERT INTO app.opinion (site_id, id, record_id, account_id, asked_by, question, asked_at)
	SELECT 9101, n, n, pg_temp.who(9101, 'plain'), pg_temp.who(9101, 'author'), 'x', now() FROM generate_series(p_from, p_to) n WHERE n % 20 = 0;
	INSERT INTO app.event (site_id, seq, at, actor_id, action, record_id, detail, prev, hash)
	SELECT 9101, n * 3 + e, now(), pg_temp.who(9101, 'author'), 'record.edit', n, '{"changes":{"title":["a","b"]}}', '', '' FROM generate_series(p_from, p_to) n, generate_series(1, 3) e;
	INSERT INTO app.approval (site_id, id, record_id, round, state, by_rule, version, opened_at, outcome, rule) SELECT 9101, n, n, 1, 'x', 'group', 1, now(), 'approved', 'x' FROM generate_series(p_from, p_to) n;
	INSERT INTO app.vote (site_id, approval_id, record_id, account_id, cast_by, choice, standing, opinion, at)
	SELECT 9101, n, n, pg_temp.who(9101, 'author'), pg_temp.who(9101, 'author'), 'reject', 'lead', 'x', now() FROM generate_series(p_from, p_to) n;
	-- Of other projects.
	INSERT INTO app.launch_task (site_id, id, record_id, no, at, title, owner_id, starts_on, due, requirement_ids)
	SELECT 9101, n, n, 1, now(), 'x', pg_temp.who(9101, 'author'), current_date, current_date, ARRAY[n] FROM generate_series(p_from, p_to) n WHERE n % 5 = 0;
	INSERT INTO app.launch_test_run (site_id, id, record_id, no, at, type, result, round, requirement_ids)
	SELECT 9101, n, n, 1, now(), 'security', 'passed', 1, ARRAY[n] FROM generate_series(p_from, p_to) n WHERE n % 5 = 0;
	INSERT INTO app.defect (site_id, record_id, target_id, type, severity, requirement_ids, visible) SELECT 9101, n, n + 1, 'security', 'minor', ARRAY[n], 0 FROM generate_series(p_from, p_to) n WHERE n % 5 = 0;
	SET LOCAL session_replication_role = DEFAULT;
END $$;

-- A launch of twenty requirements, each with tasks, runs and a defect, and its evaluation: G-1 is 60001, its requirements 101 to 120.
CREATE FUNCTION pg_temp.project() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	SET LOCAL session_replication_role = replica;
	INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, visible, platform_id, created_at, created_by, changed_at, state_at)
	SELECT 9101, x.id, x.kind, x.number, 2026, x.id, 'project', 'evaluation', 0, 4, now(), pg_temp.who(9101, 'author'), now(), now()
	FROM (VALUES (60001, 'launch', 'G-L'), (60002, 'evaluation', 'G-E')) x (id, kind, number);
	INSERT INTO app.launch (site_id, record_id, visible, test_round, launched_on, requirement_ids) SELECT 9101, 60001, 0, 1, current_date, array_agg(n) FROM generate_series(101, 120) n;
	INSERT INTO app.evaluation (site_id, record_id, visible, target_id) VALUES (9101, 60002, 0, 60001);
	INSERT INTO app.link (site_id, record_id, other_id, sort, created_at) SELECT 9101, 60001, n, 'contains', now() FROM generate_series(101, 120) n;
	INSERT INTO app.launch_task (site_id, id, record_id, no, at, title, owner_id, starts_on, due, requirement_ids)
	SELECT 9101, 600000 + n, 60001, n, now(), 'x', pg_temp.who(9101, 'author'), current_date, current_date, ARRAY[100 + n % 20 + 1] FROM generate_series(1, 60) n;
	INSERT INTO app.launch_test_run (site_id, id, record_id, no, at, type, result, round, requirement_ids)
	SELECT 9101, 600000 + n, 60001, n, now(), 'security', 'passed', 1, ARRAY[100 + n % 20 + 1] FROM generate_series(1, 60) n;
	INSERT INTO app.defect (site_id, record_id, target_id, type, severity, requirement_ids, visible) SELECT 9101, 100 + n, 60001, 'security', 'minor', ARRAY[100 + n], 0 FROM generate_series(1, 20) n
	ON CONFLICT (site_id, record_id) DO UPDATE SET target_id = 60001;
	SET LOCAL session_replication_role = DEFAULT;
END $$;

-- The statements of a record's page, with what they are asked besides site and number.
CREATE TEMP TABLE asked (name text PRIMARY KEY, more text NOT NULL);
INSERT INTO asked VALUES ('requirement_facts', ''), ('requirement_way', ''), ('requirement_trace', ''), ('project_trace', ''), ('evaluation_figures', ''), ('evaluation_goals', ''), ('over_contained', ', ''requirement'''), ('record_waits', ''), ('record_marks', ', current_date'), ('record_changes', ''), ('record_rounds', ''), ('record_votes', ''), ('record_opinions', ''),
	('record_watchers', ''), ('record_links', ''), ('record_files', ''), ('record_comments', ', 9223372036854775807, 20'), ('record_history', ', 9223372036854775807, 20, ''{owner_id}'''), ('record_versions', '');
GRANT SELECT ON asked TO gatehouse_app;

-- What a statement reads of one record, in pages of memory, its functions included.
CREATE FUNCTION pg_temp.pages(p_name text, p_number text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	SET LOCAL ROLE gatehouse_app;
	-- The first time it is planned, which reads the catalogue.
	FOR i IN 1..2 LOOP
		EXECUTE format('EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT json) EXECUTE %I (9101, %L%s)', p_name, p_number, (SELECT more FROM asked WHERE name = p_name)) INTO plan;
	END LOOP;
	RESET ROLE;
	RETURN (plan -> 0 -> 'Plan' ->> 'Shared Hit Blocks')::bigint + (plan -> 0 -> 'Plan' ->> 'Shared Read Blocks')::bigint;
END $$;
CREATE FUNCTION pg_temp.prepared(p_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE (SELECT format('PREPARE %I AS %s', name, text) FROM statement WHERE name = p_name);
END $$;
CREATE FUNCTION pg_temp.look(p_when text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	DISCARD PLANS;
	PERFORM pg_temp.enter(9101, 'plain');
	INSERT INTO seen SELECT a.name, p_when, n.number, pg_temp.pages(a.name, n.number) FROM asked a CROSS JOIN (VALUES ('G-131'), ('G-101'), ('G-110'), ('G-L'), ('G-E')) n (number);
END $$;
CREATE TEMP TABLE seen (name text, moment text, number text, pages bigint);
SELECT is((SELECT count(*) FROM asked JOIN statement USING (name)), (SELECT count(*) FROM asked), 'all of them are there');
SELECT pg_temp.prepared(name) FROM asked \g /dev/null

SELECT pg_temp.grow(101, 500) \g /dev/null
SELECT pg_temp.project() \g /dev/null
ANALYZE;
SELECT pg_temp.look('small') \g /dev/null
SELECT pg_temp.grow(501, 20000) \g /dev/null
SELECT pg_temp.look('grown') \g /dev/null
ANALYZE;
SELECT pg_temp.look('known') \g /dev/null

-- An index is a level higher: some pages more, however many statements look into it.
SELECT cmp_ok(g.pages, '<=', s.pages + s.pages / 2 + 12, format('%s of %s: %s pages, %s when the site is %s', s.name, s.number, s.pages, g.pages, g.moment))
	FROM seen s JOIN seen g USING (name, number) WHERE s.moment = 'small' AND g.moment <> 'small' ORDER BY s.name, g.moment;
-- What a record with nothing, or a few of each, costs at most (BENCHMARKS.md).
SELECT cmp_ok(max(pages), '<=', 40::bigint, format('%s reads %s pages at most', name, max(pages))) FROM seen WHERE number = 'G-131' GROUP BY name ORDER BY name;

-- ---------------------------------------------------------------- a record with much

-- What belongs to a project of twenty requirements, sixty tasks, sixty runs and twenty defects, and to one of those requirements.
SELECT cmp_ok(max(s.pages), '<=', m.most::bigint, format('%s of %s reads %s pages at most', m.name, m.number, max(s.pages)))
	FROM (VALUES ('project_trace', 'G-L', 700), ('requirement_trace', 'G-101', 600), ('requirement_way', 'G-101', 60), ('evaluation_figures', 'G-E', 700), ('evaluation_goals', 'G-E', 500)) m (name, number, most)
	JOIN seen s ON s.name = m.name AND s.number = m.number GROUP BY m.name, m.number, m.most ORDER BY m.name;

-- Of 400 comments twenty are shown: all are counted once, and not once for each that is shown.
SELECT pg_temp.enter(9101, 'plain') \g /dev/null
INSERT INTO app.comment (site_id, id, record_id, account_id, at, text) SELECT 9101, 100000 + e, 110, pg_temp.who(9101, 'author'), now(), 'x' FROM generate_series(1, 400) e;
SELECT cmp_ok(pg_temp.pages('record_comments', 'G-110'), '<=', 400 * 5 + 200::bigint, 'comments are counted once');
-- Of 2,000 events twenty are read.
INSERT INTO app.event (site_id, seq, at, actor_id, action, record_id, detail, prev, hash)
	SELECT 9101, 1000000 + e, now(), pg_temp.who(9101, 'author'), 'record.edit', 110, '{"changes":{"title":["a","b"]}}', '', '' FROM generate_series(1, 2000) e;
SELECT cmp_ok(pg_temp.pages('record_history', 'G-110'), '<=', 200::bigint, 'the latest events come out of the index');

SELECT * FROM finish();
ROLLBACK;
