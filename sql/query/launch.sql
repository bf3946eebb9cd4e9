-- Statements of launch projects (src/kinds/launch.c).

-- name: launch_facts
-- The conditions of a launch's stages, true if met; those of a stage are asked in it alone, by a function for each.  The text columns are for the checks of its entries.
-- $1 site bigint, $2 number, $3 today, $4 now
SELECT
	-- research and design
	plan.has_research AS has_research, EXISTS (SELECT FROM app.record q WHERE q.site_id = r.site_id AND q.id = ANY (k.requirement_ids) AND q.state = 'accepted') AS has_requirement,
	plan.market_researched AS market_researched, k.consulted_version IS NOT NULL AS consulted,
	COALESCE('business' = ANY (plan.standing), false) AS opinion_business, COALESCE('marketing' = ANY (plan.standing), false) AS opinion_marketing,
	COALESCE('legal' = ANY (plan.standing), false) AS opinion_legal, COALESCE('finance' = ANY (plan.standing), false) AS opinion_finance,
	plan.opinions_answered AS opinions_answered, plan.budget_drafted AS budget_drafted, COALESCE('construction_plan' = ANY (d.types), false) AS construction_plan, plan.requirements_free AS requirements_free,
	-- development
	k.plan_set_on IS NULL AS plan_is_open, k.plan_set_on IS NOT NULL AS plan_is_set,
	COALESCE(m.has_developer AND m.has_tester, false) AS has_team, t.has_tasks AS has_tasks, t.has_tasks AND NOT t.unfinished AS tasks_done,
	NOT EXISTS (SELECT FROM app.change h JOIN app.record x ON x.site_id = h.site_id AND x.id = h.record_id
		WHERE h.site_id = r.site_id AND h.target_id = r.id AND x.state <> 'draft' AND x.closed_at IS NULL) AS no_change_under_way,
	COALESCE(y.reported_to + COALESCE(k.progress_days, 7) >= $3::date, false) AS progress_current,
	COALESCE('design' = ANY (d.types), false) AS design_document, COALESCE('development' = ANY (d.types), false) AS development_document,
	-- testing
	COALESCE('functional' = ANY (test.types), false) AS tested_functional, COALESCE('performance' = ANY (test.types), false) AS tested_performance,
	COALESCE('security' = ANY (test.types), false) AS tested_security, COALESCE('compatibility' = ANY (test.types), false) AS tested_compatibility,
	COALESCE('compliance' = ANY (test.types), false) AS tested_compliance, test.no_open_defect AS no_open_defect, test.accepted AS accepted,
	app.account() IS NULL OR NOT app.account() = ANY (w.makers) AS not_maker,
	-- review and going live
	live.review_passed AS review_passed, COALESCE('security_assessment' = ANY (d.types), false) AS security_assessment, COALESCE('hardening' = ANY (d.types), false) AS hardening,
	-- By the portal's clock, in the company's zone.
	COALESCE(k.window_on + k.window_from <= $4::timestamptz::timestamp, false) AS window_begun, to_char($4::timestamptz, 'HH24:MI') AS clock,
	live.has_log AS has_log, live.abnormal_followed AS abnormal_followed, NOT live.has_open_incident AS no_open_incident, live.has_steps AS has_steps, app.steps_settled(r.site_id, r.id, r.state) AS steps_settled,
	COALESCE('deployment' = ANY (live.ticked), false) AS ticked_deployment, COALESCE('environment' = ANY (live.ticked), false) AS ticked_environment,
	COALESCE('data' = ANY (live.ticked), false) AS ticked_data, COALESCE('hardening' = ANY (live.ticked), false) AS ticked_hardening,
	COALESCE('monitoring' = ANY (live.ticked), false) AS ticked_monitoring,
	live.two_confirmations AS two_confirmations, live.business_confirmed AS business_confirmed, p.state IN ('planned', 'in_operation') AS platform_stands,
	live.notice_published AS notice_published, live.has_open_incident AS incident_linked, frost.said IS NULL AS not_frozen, frost.said AS frozen,
	r.state <> 'go_live' OR NOT app.lifted(r.site_id, $3::date, k.window_on, k.window_from, k.window_to, ARRAY[app.account(), r.owner_id, r.created_by]) AS not_lifter,
	-- evaluation
	after.evaluation_done AS evaluation_done, after.improvements_settled AS improvements_settled,
	-- for the checks
	($3::date - 1)::text AS yesterday, y.reported_to::text AS reported_to, (y.reported_to + 1)::text AS report_from,
	EXISTS (SELECT FROM app.launch_progress e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL) AS has_reported,
	app.launch_missed(r.site_id, r.id, $3::date)::text AS missed_reports,
	to_char(p.peak_from, 'HH24:MI') AS peak_from, to_char(p.peak_to, 'HH24:MI') AS peak_to, me.department_id::text AS my_department, mine.function AS my_function,
	-- who is who to it, as ids
	array_to_string(w.acceptors, ' ') AS acceptor_ids, array_to_string(w.makers, ' ') AS maker_ids,
	array_to_string(w.confirmers, ' ') AS confirmer_ids, array_to_string(w.checkers, ' ') AS checker_ids,
	m.developers AS team_developers, m.testers AS team_testers, f.fixers AS fixer_ids,
	concat_ws(' ', (SELECT string_agg(e.by_id::text, ' ') FROM app.launch_test_run e WHERE e.site_id = r.site_id AND e.record_id = r.id), f.verifiers) AS tried_ids,
	test.evidence AS evidence
FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id
LEFT JOIN (SELECT p.*, x.state FROM app.platform p JOIN app.record x ON x.site_id = p.site_id AND x.id = p.record_id) p
	ON p.site_id = r.site_id AND p.record_id = r.platform_id
CROSS JOIN LATERAL (SELECT app.launch_reported_to(r.site_id, r.id) AS reported_to OFFSET 0) y
CROSS JOIN LATERAL app.launch_circle(r.site_id, r.id, r.state) w
CROSS JOIN LATERAL app.launch_plan_facts(r.site_id, r.id, r.state) plan
CROSS JOIN LATERAL app.launch_test_facts(r.site_id, r.id, r.state) test
CROSS JOIN LATERAL app.launch_live_facts(r.site_id, r.id, r.state, w.asking, w.insiders, 'launch') live
CROSS JOIN LATERAL app.launch_after_facts(r.site_id, r.id, r.state) after
CROSS JOIN LATERAL (SELECT CASE WHEN r.state IN ('testing', 'review', 'go_live')
	THEN app.frozen_release(r.site_id, CASE r.state WHEN 'go_live' THEN $3::date END, k.window_on, k.window_from, k.window_to) END AS said OFFSET 0) frost
LEFT JOIN app.membership me ON me.site_id = r.site_id AND me.account_id = app.account() AND me.left_at IS NULL
LEFT JOIN app.department mine ON mine.site_id = r.site_id AND mine.id = me.department_id
CROSS JOIN LATERAL (SELECT bool_or(e.role = 'developer' AND e.removed_at IS NULL) AS has_developer, bool_or(e.role = 'tester' AND e.removed_at IS NULL) AS has_tester,
	string_agg(e.no || '=' || e.account_id, ' ') FILTER (WHERE e.role = 'developer' AND (e.removed_at IS NULL OR e.removed_at::date >= k.plan_set_on)) AS developers,
	string_agg(e.no || '=' || e.account_id, ' ') FILTER (WHERE e.role = 'tester' AND e.removed_at IS NULL) AS testers
	FROM app.launch_team_member e WHERE e.site_id = r.site_id AND e.record_id = r.id) m
CROSS JOIN LATERAL (SELECT array_agg(DISTINCT e.type) AS types FROM app.document e JOIN app.record x ON x.site_id = e.site_id AND x.id = e.record_id
	WHERE e.site_id = r.site_id AND e.target_id = r.id AND x.state IN ('approved', 'published', 'archived')) d
CROSS JOIN LATERAL (SELECT string_agg(e.fixed_by::text, ' ') AS fixers, string_agg(e.verified_by::text, ' ') AS verifiers
	FROM app.defect e WHERE e.site_id = r.site_id AND e.target_id = r.id) f
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM app.launch_task e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL) AS has_tasks,
	EXISTS (SELECT FROM app.launch_task e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.state IN ('open', 'under_way') AND e.removed_at IS NULL) AS unfinished) t
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: launch_waits
-- Updates the inbox items of a launch: removes those no longer needed, adds new ones and notifies the people they wait for.
-- $1 site bigint, $2 id, $3 actor, $4 now
WITH k AS (
	SELECT r.site_id, r.id, r.state, r.owner_id, r.created_by, r.department_id, k.consulted_version, k.plan_set_on, k.initiated_on, k.test_round, k.test_conclusion,
		k.conclusion_no, k.launched_on,
		COALESCE(k.progress_days, 7) AS progress_days,
		app.says(k.no_market_research) OR EXISTS (SELECT FROM app.launch_market e
			WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.type = 'research' AND e.removed_at IS NULL) AS market_researched
	FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = $1::bigint AND r.id = $2::bigint),
wanted AS (
	-- The step that leads on, of whoever leads the project.
	SELECT CASE k.state WHEN 'research' THEN 'begin_design' WHEN 'design' THEN CASE WHEN k.consulted_version IS NULL THEN 'consult' ELSE 'submit' END
		WHEN 'development' THEN CASE WHEN k.plan_set_on IS NULL THEN 'confirm_plan' ELSE 'begin_testing' END WHEN 'testing' THEN 'begin_review'
		WHEN 'review' THEN 'begin_go_live' WHEN 'go_live' THEN 'confirm' ELSE 'close' END AS action,
		k.owner_id AS account_id, NULL::text AS permission, NULL::bigint AS department_id,
		CASE k.state WHEN 'evaluation' THEN (k.launched_on + interval '1 month')::date END AS due
	FROM k WHERE k.state NOT IN ('initiation', 'closed', 'cancelling', 'cancelled') AND k.owner_id IS NOT NULL
	UNION ALL
	SELECT 'market', NULL, 'launch.market', NULL, NULL FROM k WHERE k.state = 'research' AND NOT k.market_researched
	UNION ALL
	-- Opinions of those departments whose sections are new to them, and answers to what was not agreed to.
	SELECT CASE WHEN o.plan_version IS NULL THEN 'consultation' ELSE 'consult_again' END, NULL, 'launch.consult', d.id, NULL::date
	FROM k CROSS JOIN LATERAL app.launch_opinions(k.site_id, k.id) o JOIN app.department d ON d.site_id = k.site_id AND d.function = o.function AND d.closed_at IS NULL
	WHERE k.state = 'design' AND k.consulted_version IS NOT NULL AND NOT o.stands
	UNION ALL
	SELECT 'answer_opinion', k.owner_id, NULL, NULL, NULL FROM k
	WHERE k.state = 'design' AND k.owner_id IS NOT NULL AND EXISTS (SELECT FROM app.launch_consultation e
		WHERE e.site_id = k.site_id AND e.record_id = k.id AND e.state = 'open' AND e.removed_at IS NULL)
	UNION ALL
	SELECT 'task', e.owner_id, NULL, NULL, min(e.due) FROM k JOIN app.launch_task e ON e.site_id = k.site_id AND e.record_id = k.id AND e.removed_at IS NULL
	WHERE k.state = 'development' AND k.plan_set_on IS NOT NULL AND e.state IN ('open', 'under_way') GROUP BY e.owner_id
	UNION ALL
	SELECT 'progress', k.owner_id, NULL, NULL, COALESCE((SELECT max(e.period_to) FROM app.launch_progress e
		WHERE e.site_id = k.site_id AND e.record_id = k.id AND e.removed_at IS NULL), k.initiated_on) + k.progress_days
	FROM k WHERE k.state = 'development' AND k.owner_id IS NOT NULL
	UNION ALL
	SELECT 'conclude_tests', NULL, 'launch.test', NULL, NULL FROM k WHERE k.state = 'testing' AND k.test_conclusion = ''
	UNION ALL
	-- What is said not to apply, by those who may confirm it.
	SELECT 'confirm_untested', x.id, NULL, NULL, NULL FROM k CROSS JOIN LATERAL (SELECT unnest(app.launch_acceptors(k.site_id, k.id))
		UNION SELECT h.account_id FROM app.holders(k.site_id, 'launch.test') h UNION SELECT h.account_id FROM app.holders(k.site_id, 'head.decide') h) AS x (id)
	WHERE k.state = 'testing' AND x.id IS DISTINCT FROM k.owner_id AND x.id IS DISTINCT FROM k.created_by AND NOT x.id = ANY ((SELECT app.launch_makers(k.site_id, k.id))::bigint[])
		AND EXISTS (SELECT FROM app.launch_test_run e WHERE e.site_id = k.site_id AND e.record_id = k.id AND e.round = k.test_round
			AND e.state = 'to_confirm' AND e.by_id IS DISTINCT FROM x.id AND e.removed_at IS NULL)
	UNION ALL
	SELECT 'acceptance', x.id, NULL, NULL, NULL FROM k CROSS JOIN LATERAL unnest(app.launch_acceptors(k.site_id, k.id)) AS x (id)
	WHERE k.state = 'testing' AND k.test_conclusion <> '' AND COALESCE((SELECT e.judgement FROM app.launch_acceptance e WHERE e.site_id = k.site_id AND e.record_id = k.id
		AND e.round = k.test_round AND e.conclusion_no = k.conclusion_no AND e.removed_at IS NULL ORDER BY e.no DESC LIMIT 1), '') <> 'accepted'
	UNION ALL
	SELECT 'tick', NULL, 'launch.deploy', NULL, NULL FROM k WHERE k.state = 'go_live' AND (SELECT count(DISTINCT e.item) FROM app.launch_tick e
		WHERE e.site_id = k.site_id AND e.record_id = k.id AND e.round = k.test_round AND e.removed_at IS NULL) < 5
	UNION ALL
	-- The business department first; then whoever else may.
	SELECT 'confirmation', h.account_id, NULL, NULL, NULL
	FROM k CROSS JOIN LATERAL (SELECT array_agg(DISTINCT e.by_id) AS people, COALESCE(bool_or(e.department_id = ANY ((SELECT app.launch_asking(k.site_id, k.id))::bigint[])), false) AS of_business
		FROM app.launch_confirmation e WHERE e.site_id = k.site_id AND e.record_id = k.id AND e.round = k.test_round AND e.removed_at IS NULL) c
	CROSS JOIN LATERAL app.holders(k.site_id, 'launch.confirm') h
	WHERE k.state = 'go_live' AND (COALESCE(cardinality(c.people), 0) < 2 OR NOT c.of_business) AND NOT h.account_id = ANY ((SELECT app.launch_insiders(k.site_id, k.id))::bigint[])
		AND NOT h.account_id = ANY (COALESCE(c.people, '{}')) AND (c.of_business OR h.department_id = ANY ((SELECT app.launch_asking(k.site_id, k.id))::bigint[]))
	UNION ALL
	SELECT 'resource', NULL, 'launch.resource', NULL, min(e.needed_by) FROM k JOIN app.launch_resource e ON e.site_id = k.site_id AND e.record_id = k.id
	WHERE e.state = 'requested' AND e.removed_at IS NULL AND k.state NOT IN ('closed', 'cancelled') HAVING count(*) > 0),
-- Decisions and questions of people are not of this list.
there AS (
	SELECT w.id, w.action, w.account_id, w.permission, w.department_id FROM app.waiting w
	WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action NOT IN ('decide', 'answer')),
gone AS (
	DELETE FROM app.waiting w USING there t WHERE w.site_id = $1::bigint AND w.id = t.id AND NOT EXISTS (SELECT FROM wanted n
		WHERE n.action = t.action AND n.account_id IS NOT DISTINCT FROM t.account_id AND n.permission IS NOT DISTINCT FROM t.permission
			AND n.department_id IS NOT DISTINCT FROM t.department_id)),
kept AS (
	UPDATE app.waiting w SET due = n.due FROM there t JOIN wanted n ON n.action = t.action AND n.account_id IS NOT DISTINCT FROM t.account_id
		AND n.permission IS NOT DISTINCT FROM t.permission AND n.department_id IS NOT DISTINCT FROM t.department_id
	WHERE w.site_id = $1::bigint AND w.id = t.id AND w.due IS DISTINCT FROM n.due),
newcomer AS (
	INSERT INTO app.waiting (site_id, record_id, action, account_id, permission, department_id, since, due)
	SELECT $1::bigint, $2::bigint, n.action, n.account_id, n.permission, n.department_id, $4::timestamptz, n.due FROM wanted n
	WHERE NOT EXISTS (SELECT FROM there t WHERE n.action = t.action AND n.account_id IS NOT DISTINCT FROM t.account_id
		AND n.permission IS NOT DISTINCT FROM t.permission AND n.department_id IS NOT DISTINCT FROM t.department_id)
	RETURNING action, account_id, permission, department_id)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, who.account_id, $2::bigint, 'waiting', $3::bigint,
	jsonb_build_object('kind', 'launch', 'state', (SELECT state FROM k), 'action', min(who.action)), $4::timestamptz
FROM (
	SELECT n.account_id, n.action FROM newcomer n WHERE n.account_id IS NOT NULL
	UNION
	SELECT mr.account_id, n.action FROM newcomer n JOIN app.role_permission rp ON rp.site_id = $1::bigint AND rp.permission = n.permission
	JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
	JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
		AND (n.department_id IS NULL OR n.department_id = m.department_id)) who
WHERE who.account_id IS DISTINCT FROM $3::bigint
GROUP BY who.account_id;

-- name: launch_opinion_add
-- Stores the parts of the plan that an opinion is about, as they are now.
-- $1 site bigint, $2 id, $3 its number
INSERT INTO app.launch_opinion (site_id, record_id, no, basis) SELECT $1::bigint, $2::bigint, $3::int, app.launch_basis($1::bigint, $2::bigint);

-- name: launch_consulted
-- The departments' opinions on the construction plan while it can still change; departments whose parts changed are asked again (R15.3).
-- $1 site bigint, $2 number
SELECT o.function, e.judgement, o.plan_version, s.standing, CASE s.standing WHEN 'stands' THEN 'ok' ELSE 'warn' END AS tone,
	CASE s.standing WHEN 'again' THEN array_to_string(o.changed, ' ') END AS changed
FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL app.launch_opinions(r.site_id, r.id) o
CROSS JOIN LATERAL (SELECT CASE WHEN o.stands THEN 'stands' WHEN o.plan_version IS NULL THEN 'awaited' ELSE 'again' END AS standing) s
LEFT JOIN LATERAL (SELECT c.judgement FROM app.launch_consultation c WHERE c.site_id = r.site_id AND c.record_id = r.id
	AND c.function = o.function AND c.removed_at IS NULL ORDER BY c.no DESC LIMIT 1) e ON true
WHERE r.site_id = $1::bigint AND r.number = $2 AND r.state IN ('design', 'initiation') AND k.consulted_version IS NOT NULL;

-- name: launch_tests
-- The test report's first table, of a launch or an iteration: the tests it must pass with their latest run of the present round, which counts, and how often each was run (R18.3).
-- $1 site bigint, $2 number
SELECT t.type, COALESCE(l.result, 'none') AS result,
	CASE l.result WHEN 'passed' THEN 'ok' WHEN 'failed' THEN 'bad' WHEN 'not_applicable' THEN 'info' ELSE 'warn' END AS tone,
	n.runs, n.passed, n.failed, CASE WHEN l.result <> 'passed' THEN l.text END AS reason
FROM app.record r JOIN app.project k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN unnest(k.tests) WITH ORDINALITY t (type, place)
CROSS JOIN LATERAL (SELECT count(*) AS runs, count(*) FILTER (WHERE e.result = 'passed') AS passed, count(*) FILTER (WHERE e.result = 'failed') AS failed, max(e.no) AS last
	FROM app.launch_test_run e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.round = k.test_round AND e.type = t.type AND e.removed_at IS NULL) n
LEFT JOIN LATERAL (SELECT e.result, e.text FROM app.launch_test_run e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.no = n.last) l ON true
WHERE r.site_id = $1::bigint AND r.number = $2 AND k.test_round IS NOT NULL ORDER BY t.place;

-- name: launch_defects
-- The test report's second table: the defects by type and severity and how far they got, and their sum (R18.3).
-- $1 site bigint, $2 number
SELECT d.type, count(*) FILTER (WHERE d.severity = 'fatal') AS fatal, count(*) FILTER (WHERE d.severity = 'serious') AS serious,
	count(*) FILTER (WHERE d.severity = 'general') AS general, count(*) FILTER (WHERE d.severity = 'minor') AS minor, count(*) AS total,
	count(*) FILTER (WHERE x.state = 'open') AS open, count(*) FILTER (WHERE x.state = 'fixed') AS fixed,
	count(*) FILTER (WHERE x.state = 'closed') AS closed, count(*) FILTER (WHERE x.state = 'declined') AS declined
FROM app.record r JOIN app.defect d ON d.site_id = r.site_id AND d.target_id = r.id JOIN app.record x ON x.site_id = d.site_id AND x.id = d.record_id
WHERE r.site_id = $1::bigint AND r.number = $2 GROUP BY GROUPING SETS ((d.type), ()) HAVING count(*) > 0
ORDER BY GROUPING(d.type), array_position(ARRAY['functional', 'performance', 'security', 'compatibility', 'compliance', 'other'], d.type);

-- name: launch_missed
-- The progress reports that were missed, each with its time and with the report that covered it later: they stay missed (R17.2).
-- $1 site bigint, $2 number
WITH k AS (SELECT r.site_id, r.id, COALESCE(k.progress_days, 7) AS days FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id
	WHERE r.site_id = $1::bigint AND r.number = $2),
gaps AS (
	SELECT e.period_from - 1 AS base, e.missed, e.no FROM k JOIN app.launch_progress e ON e.site_id = k.site_id AND e.record_id = k.id AND e.missed > 0 AND e.removed_at IS NULL
	UNION ALL
	SELECT app.launch_reported_to(k.site_id, k.id), app.launch_missed(k.site_id, k.id, now()::date), NULL FROM k)
SELECT (g.base + (i - 1) * k.days + 1)::text AS period_from, (g.base + i * k.days)::text AS period_to, COALESCE('#' || g.no, '—') AS covered
FROM k CROSS JOIN gaps g CROSS JOIN LATERAL generate_series(1, g.missed) i ORDER BY 1;

-- name: launch_unfit
-- Requirements that a launch or an iteration may not include: not accepted, not of its class, or in another one under way; those it already has may stay.
-- $1 site bigint, $2 id, $3 requirements bigint[], $4 class or NULL: any
SELECT q.number, CASE WHEN t.taken THEN 'taken' WHEN q.state = 'accepted' THEN 'of_other_class' ELSE 'not_accepted' END AS why
FROM unnest($3::bigint[]) AS x (id) JOIN app.record q ON q.site_id = $1::bigint AND q.id = x.id
LEFT JOIN app.requirement c ON c.site_id = q.site_id AND c.record_id = q.id
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM app.link l JOIN app.record other ON other.site_id = l.site_id AND other.id = l.record_id
	WHERE l.site_id = $1::bigint AND l.other_id = x.id AND l.sort = 'contains' AND other.kind IN ('launch', 'iteration') AND other.closed_at IS NULL AND other.id <> $2::bigint) AS taken) t
WHERE NOT EXISTS (SELECT FROM app.project k WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND x.id = ANY (k.requirement_ids))
	AND (q.state <> 'accepted' OR t.taken OR c.class <> $4) ORDER BY q.id LIMIT 1;

-- name: launch_contains
-- The links to its requirements are those of the field; returns what changed, and the move that follows from it.
-- $1 site bigint, $2 id, $3 now, $4 actor
WITH wanted AS (
	SELECT DISTINCT x.id FROM app.project k, unnest(k.requirement_ids) AS x (id) WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint),
gone AS (
	DELETE FROM app.link l WHERE l.site_id = $1::bigint AND l.record_id = $2::bigint AND l.sort = 'contains' AND l.other_id NOT IN (SELECT id FROM wanted) RETURNING l.other_id),
new AS (
	INSERT INTO app.link (site_id, record_id, other_id, sort, created_at, created_by)
	SELECT $1::bigint, $2::bigint, w.id, 'contains', $3::timestamptz, $4::bigint FROM wanted w ON CONFLICT DO NOTHING RETURNING other_id)
SELECT other_id::text AS id, 'unplan' AS move FROM gone UNION ALL SELECT other_id::text, 'plan' FROM new ORDER BY 1;

-- name: launch_notice
-- The published notice of a launch, the latest.
-- $1 site bigint, $2 id
SELECT n.record_id::text AS notice_id FROM app.notice n JOIN app.record x ON x.site_id = n.site_id AND x.id = n.record_id
WHERE n.site_id = $1::bigint AND n.source_id = $2::bigint AND n.type = 'launch' AND x.state = 'published' ORDER BY n.record_id DESC LIMIT 1;

-- name: launch_used
-- When a launch or a release was really done: from the first line of its log in this round to the last.
-- $1 site bigint, $2 id
SELECT to_char(min(e.at), 'YYYY-MM-DD') AS used_on, to_char(min(e.at), 'HH24:MI') AS used_from, to_char(max(e.at), 'HH24:MI') AS used_to
FROM app.launch_log e JOIN app.project k ON k.site_id = e.site_id AND k.record_id = e.record_id
WHERE e.site_id = $1::bigint AND e.record_id = $2::bigint AND e.round = k.test_round AND e.removed_at IS NULL HAVING count(*) > 0;

-- name: launch_steps_anew
-- What was rolled back is done again: its steps are planned once more; what came of them the history says.
-- $1 site bigint, $2 id
UPDATE app.launch_step SET state = 'planned', result = '', settled_by = NULL, settled_on = NULL, version = version + 1
WHERE site_id = $1::bigint AND record_id = $2::bigint AND state <> 'planned' AND removed_at IS NULL;
