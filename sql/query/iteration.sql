-- Statements of iterations (R22 to R27, src/kinds/iteration.c).

-- name: iteration_facts
-- The conditions of an iteration's moves, true if met; those of testing, release and evaluation are asked there alone, by the functions of launches.
-- $1 site bigint, $2 number, $3 today, $4 now
SELECT
	-- its scope: nothing that another one delivers, nothing that was taken back
	NOT EXISTS (SELECT FROM unnest(k.requirement_ids) AS x (id) LEFT JOIN app.record q ON q.site_id = r.site_id AND q.id = x.id WHERE q.state IS DISTINCT FROM 'accepted') AS requirements_free,
	k.class = 'emergency' AS is_emergency, k.major IS NOT DISTINCT FROM 'yes' AS is_major, k.major IS DISTINCT FROM 'yes' AS is_minor, k.approved_on IS NOT NULL AS plan_is_set,
	NOT EXISTS (SELECT FROM app.change h JOIN app.record x ON x.site_id = h.site_id AND x.id = h.record_id
		WHERE h.site_id = r.site_id AND h.target_id = r.id AND x.state <> 'draft' AND x.closed_at IS NULL) AS no_change_under_way,
	-- past its target, and who was not told yet
	COALESCE(z.late_from <= $4::timestamptz AND k.late_told IS NULL, false) AS past_target,
	COALESCE(z.late_from + make_interval(mins => k.target_minutes) <= $4::timestamptz AND k.late_told = 'head', false) AS past_twice,
	-- development
	COALESCE(m.has_developer AND m.has_tester, false) AS has_team,
	EXISTS (SELECT FROM app.launch_task e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL) AS has_tasks,
	NOT EXISTS (SELECT FROM app.launch_task e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.state IN ('open', 'under_way') AND e.removed_at IS NULL) AS tasks_done,
	r.state <> 'development' OR app.account() IS NULL OR NOT app.account() = ANY (app.launch_testers(r.site_id, r.id)) AS not_tester,
	-- testing
	COALESCE(j.tests <@ test.types, false) AS tests_passed,
	test.no_open_defect AS no_open_defect, test.accepted AS accepted, app.account() IS NULL OR NOT app.account() = ANY (w.makers) AS not_maker,
	-- release, by the portal's clock in the company's zone, and monitoring
	k.window_reason <> '' AND k.window_allowed_on IS NULL AS window_to_allow, k.window_reason = '' OR k.window_allowed_on IS NOT NULL AS window_allowed,
	COALESCE(k.window_on < $3::date OR k.window_on = $3::date AND k.window_from <= $4::timestamptz::time, false) AS window_begun, to_char($4::timestamptz, 'HH24:MI') AS clock,
	live.review_passed AS review_passed, live.has_steps AS has_steps, app.steps_settled(r.site_id, r.id, r.state) AS steps_settled, live.has_log AS has_log, live.abnormal_followed AS abnormal_followed, NOT live.has_open_incident AS no_open_incident, live.has_open_incident AS incident_linked, live.notice_published AS notice_published,
	COALESCE(p.state = 'in_operation', false) AS platform_runs, frost.said IS NULL AS not_frozen, frost.said AS frozen,
	k.class = 'emergency' OR r.state <> 'release' OR NOT app.lifted(r.site_id, $3::date, k.window_on, k.window_from, k.window_to, ARRAY[app.account(), r.owner_id, r.created_by]) AS not_lifter,
	COALESCE((SELECT e.result = 'normal' FROM app.iteration_observation e
		WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.round = k.test_round AND e.removed_at IS NULL ORDER BY e.no DESC LIMIT 1), false) AS observed,
	-- Since this release, as a training before it taught another version; and somebody was there (R26.2).
	r.state = 'monitoring' AND EXISTS (SELECT FROM app.training t JOIN app.record x ON x.site_id = t.site_id AND x.id = t.record_id
		WHERE t.site_id = r.site_id AND t.target_id = r.id AND x.state IN ('held', 'closed') AND t.held_on >= k.released_on
			AND EXISTS (SELECT FROM app.training_attendance e WHERE e.site_id = t.site_id AND e.record_id = t.record_id AND e.state = 'attended' AND e.removed_at IS NULL)) AS training_held,
	-- evaluation
	after.evaluation_done AS evaluation_done, after.improvements_settled AS improvements_settled,
	-- for the checks, and who is who to it, as ids
	to_char(y.peak_from, 'HH24:MI') AS peak_from, to_char(y.peak_to, 'HH24:MI') AS peak_to, array_to_string(j.tests, ' ') AS to_test, test.evidence AS evidence,
	array_to_string(w.acceptors, ' ') AS acceptor_ids, array_to_string(w.makers, ' ') AS maker_ids, array_to_string(w.checkers, ' ') AS checker_ids,
	m.developers AS team_developers, m.testers AS team_testers, f.fixers AS fixer_ids,
	concat_ws(' ', (SELECT string_agg(e.by_id::text, ' ') FROM app.launch_test_run e WHERE e.site_id = r.site_id AND e.record_id = r.id), f.verifiers) AS tried_ids
FROM app.record r JOIN app.iteration k ON k.site_id = r.site_id AND k.record_id = r.id
JOIN app.project j ON j.site_id = r.site_id AND j.record_id = r.id
LEFT JOIN app.platform y ON y.site_id = r.site_id AND y.record_id = r.platform_id
LEFT JOIN app.iteration_clock z ON z.site_id = r.site_id AND z.record_id = r.id
LEFT JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id
CROSS JOIN LATERAL app.launch_circle(r.site_id, r.id, r.state) w
CROSS JOIN LATERAL app.launch_test_facts(r.site_id, r.id, r.state) test
CROSS JOIN LATERAL app.launch_live_facts(r.site_id, r.id, r.state, w.asking, w.insiders, 'update') live
CROSS JOIN LATERAL app.launch_after_facts(r.site_id, r.id, r.state) after
-- An emergency is released on any day.
CROSS JOIN LATERAL (SELECT CASE WHEN k.class <> 'emergency' AND r.state IN ('testing', 'review', 'release')
	THEN app.frozen_release(r.site_id, CASE r.state WHEN 'release' THEN $3::date END, k.window_on, k.window_from, k.window_to) END AS said OFFSET 0) frost
CROSS JOIN LATERAL (SELECT bool_or(e.role = 'developer' AND e.removed_at IS NULL) AS has_developer, bool_or(e.role = 'tester' AND e.removed_at IS NULL) AS has_tester,
	string_agg(e.no || '=' || e.account_id, ' ') FILTER (WHERE e.role = 'developer' AND (e.removed_at IS NULL OR e.removed_at::date >= k.approved_on)) AS developers,
	string_agg(e.no || '=' || e.account_id, ' ') FILTER (WHERE e.role = 'tester' AND e.removed_at IS NULL) AS testers
	FROM app.launch_team_member e WHERE e.site_id = r.site_id AND e.record_id = r.id) m
CROSS JOIN LATERAL (SELECT string_agg(e.fixed_by::text, ' ') AS fixers, string_agg(e.verified_by::text, ' ') AS verifiers
	FROM app.defect e WHERE e.site_id = r.site_id AND e.target_id = r.id) f
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: iteration_ahead
-- Is this moment still to come, by the portal's clock in the company's zone?
-- $1 site bigint, $2 day, $3 time, $4 now
SELECT $1::bigint IS NOT NULL AND $2::date + $3::time > $4::timestamptz::timestamp AS ahead;

-- name: iteration_found
-- When the fault was found, as it is stated, and when it was reported: the clock starts (R24.1), but of what was released.  Its day is the one on which the target ends.
-- $1 site bigint, $2 id
WITH k AS (
	SELECT k.site_id, k.record_id, (k.found_on + k.found_at)::timestamptz AS found, r.created_at AS reported, k.target_minutes, k.took_minutes
	FROM app.iteration k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND k.found_on IS NOT NULL),
begun AS (
	INSERT INTO app.iteration_moment (site_id, record_id, step, at)
	SELECT k.site_id, k.record_id, s.step, s.at FROM k CROSS JOIN LATERAL (VALUES ('found', k.found), ('reported', k.reported)) AS s (step, at)
	ON CONFLICT (site_id, record_id, step) DO UPDATE SET at = EXCLUDED.at),
runs AS (
	INSERT INTO app.iteration_clock (site_id, record_id, late_from)
	SELECT k.site_id, k.record_id, k.found + make_interval(mins => k.target_minutes + 1) FROM k WHERE k.took_minutes IS NULL
	ON CONFLICT (site_id, record_id) DO UPDATE SET late_from = EXCLUDED.late_from)
SELECT to_char(k.found + make_interval(mins => k.target_minutes), 'YYYY-MM-DD') AS due FROM k;

-- name: iteration_reach
-- An iteration has reached a step of the clock; of a release, in how many minutes, and the clock stops.
-- $1 site bigint, $2 id, $3 step, $4 now
WITH reached AS (
	INSERT INTO app.iteration_moment (site_id, record_id, step, at) SELECT $1::bigint, $2::bigint, $3, $4::timestamptz
	ON CONFLICT (site_id, record_id, step) DO UPDATE SET at = EXCLUDED.at),
stopped AS (
	DELETE FROM app.iteration_clock WHERE site_id = $1::bigint AND record_id = $2::bigint AND $3 = 'released')
SELECT CASE WHEN $3 = 'released' THEN floor(extract(epoch FROM $4::timestamptz - m.at) / 60)::int::text END AS took_minutes
FROM app.iteration_moment m WHERE m.site_id = $1::bigint AND m.record_id = $2::bigint AND m.step = 'found';

-- name: iteration_unreach
-- A release that was rolled back is none.
-- $1 site bigint, $2 id, $3 step
DELETE FROM app.iteration_moment WHERE site_id = $1::bigint AND record_id = $2::bigint AND step = $3;

-- name: iteration_stop
-- The clock stops: nothing is to be released any more.
-- $1 site bigint, $2 id
DELETE FROM app.iteration_clock WHERE site_id = $1::bigint AND record_id = $2::bigint;

-- name: iteration_judge
-- Major if any of the criteria of the site is met (R24.1).
-- $1 site bigint, $2 id
SELECT CASE WHEN 'yes' IN (k.affects_security, k.affects_data, k.affects_money, k.affects_many, k.affects_service) THEN 'yes' ELSE 'no' END AS major
FROM app.iteration k WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint;

-- name: iteration_clock
-- The emergency clock (R24.1): each step with its moment, the minutes since the step before and since the fault was found, and whether that is within the target.
-- $1 site bigint, $2 number, $3 now
WITH k AS (
	SELECT r.site_id, r.id, r.state, r.closed_at, k.target_minutes FROM app.record r JOIN app.iteration k ON k.site_id = r.site_id AND k.record_id = r.id
	WHERE r.site_id = $1::bigint AND r.number = $2 AND k.class = 'emergency'),
steps AS (
	SELECT s.step, s.place, m.at, k.closed_at, k.target_minutes, CASE WHEN m.at IS NULL THEN COALESCE(k.closed_at, $3::timestamptz) ELSE m.at END AS until,
		max(m.at) OVER (ORDER BY s.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before, min(m.at) FILTER (WHERE s.step = 'found') OVER () AS found,
		m.at IS NULL AND s.place = min(s.place) FILTER (WHERE m.at IS NULL) OVER () AS is_next
	FROM k CROSS JOIN unnest(ARRAY['found', 'reported', 'assessed', 'approved', 'fixed', 'released']) WITH ORDINALITY AS s (step, place)
	LEFT JOIN app.iteration_moment m ON m.site_id = k.site_id AND m.record_id = k.id AND m.step = s.step)
SELECT t.step, COALESCE(to_char(t.at, 'YYYY-MM-DD HH24:MI'), '—') AS at,
	CASE WHEN t.place > 1 AND d.counts THEN floor(extract(epoch FROM t.until - t.before) / 60)::text END AS took,
	CASE WHEN d.counts THEN d.since::text END AS since, t.target_minutes::text AS target, d.standing,
	CASE d.standing WHEN 'in_time' THEN 'ok' WHEN 'late' THEN 'bad' WHEN 'running_late' THEN 'bad' ELSE '' END AS tone
FROM steps t
CROSS JOIN LATERAL (SELECT floor(extract(epoch FROM t.until - t.found) / 60)::int AS since, t.at IS NOT NULL OR (t.is_next AND t.closed_at IS NULL) AS counts) n
CROSS JOIN LATERAL (SELECT n.since, n.counts, CASE WHEN NOT n.counts THEN 'open' WHEN t.at IS NULL THEN CASE WHEN n.since > t.target_minutes THEN 'running_late' ELSE 'running' END
	WHEN n.since > t.target_minutes THEN 'late' ELSE 'in_time' END AS standing) d
ORDER BY t.place;

-- name: iteration_running
-- Emergencies under way (R24.1), the longest over their target first: since when, how many minutes, of how many, and how many over; all of the site, or those that the
-- acting person leads or has a task of, and those that they may assess or approve.  One more than are shown (web/running.c).
-- $1 site bigint, $2 now, $3 those alone
SELECT r.kind, r.number, r.title, r.state, to_char(f.found, 'YYYY-MM-DD HH24:MI') AS since, c.ran, k.target_minutes AS target, c.ran - k.target_minutes AS over,
	to_char($2::timestamptz, 'YYYY-MM-DD HH24:MI') AS as_of
FROM app.iteration_clock z JOIN app.iteration k ON k.site_id = z.site_id AND k.record_id = z.record_id JOIN app.record r ON r.site_id = z.site_id AND r.id = z.record_id
CROSS JOIN LATERAL (SELECT (k.found_on + k.found_at)::timestamptz AS found) f
CROSS JOIN LATERAL (SELECT floor(extract(epoch FROM $2::timestamptz - f.found) / 60)::int AS ran) c
WHERE z.site_id = $1::bigint AND (NOT $3::boolean OR r.owner_id = app.account()
	OR (SELECT app.holds('iteration.manage')) OR (SELECT app.holds('head.decide')) OR (k.major = 'yes' OR r.state = 'lowering') AND (SELECT app.holds('group.decide'))
	OR EXISTS (SELECT FROM app.launch_task e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.owner_id = app.account() AND e.state <> 'cancelled' AND e.removed_at IS NULL))
ORDER BY z.late_from, z.record_id LIMIT 51;

-- name: iteration_tell
-- Tells the head of the technical department, or the group's lead, that it is late.
-- $1 site bigint, $2 id, $3 head or lead, $4 what, $5 detail as JSON, $6 now
INSERT INTO app.notification (site_id, account_id, record_id, what, detail, at)
SELECT DISTINCT $1::bigint, h.account_id, $2::bigint, $4::text, $5::jsonb, $6::timestamptz
FROM app.holders($1::bigint, CASE $3 WHEN 'head' THEN 'head.decide' ELSE 'group.lead' END) h;

-- name: clock_iteration
-- Emergencies past their target, of which the head of the technical department was not told, and past twice of it, of which the group's lead was not.
-- $1 site bigint, $2 today, $3 now
SELECT k.record_id::text AS id, CASE WHEN k.late_told IS NULL THEN 'tell_head' ELSE 'tell_lead' END AS move
FROM app.iteration_clock z JOIN app.iteration k ON k.site_id = z.site_id AND k.record_id = z.record_id
WHERE z.site_id = $1::bigint AND $2::date IS NOT NULL AND z.late_from <= $3::timestamptz
	AND (k.late_told IS NULL OR k.late_told = 'head' AND z.late_from + make_interval(mins => k.target_minutes) <= $3::timestamptz)
ORDER BY z.late_from LIMIT 200;

-- name: iteration_waits
-- Tasks wait for whoever does them, acceptance for the liaisons of the departments that asked, a window in the peak hours for the head; people it now waits for are notified.
-- $1 site bigint, $2 id, $3 actor, $4 now
WITH k AS (
	SELECT r.site_id, r.id, r.state, k.test_round, k.test_conclusion, k.conclusion_no, ARRAY[k.window_set_by, r.owner_id, r.created_by, r.submitted_by] AS setters, k.window_reason <> '' AND k.window_allowed_on IS NULL AS unallowed FROM app.record r JOIN app.iteration k ON k.site_id = r.site_id AND k.record_id = r.id
	WHERE r.site_id = $1::bigint AND r.id = $2::bigint),
wanted AS (
	SELECT 'task' AS action, e.owner_id AS account_id, min(e.due) AS due FROM k JOIN app.launch_task e ON e.site_id = k.site_id AND e.record_id = k.id AND e.removed_at IS NULL
	WHERE k.state = 'development' AND e.state IN ('open', 'under_way') GROUP BY e.owner_id
	UNION ALL
	SELECT 'acceptance', x.id, NULL FROM k CROSS JOIN LATERAL unnest(app.launch_acceptors(k.site_id, k.id)) AS x (id)
	WHERE k.state = 'testing' AND k.test_conclusion <> '' AND COALESCE((SELECT e.judgement FROM app.launch_acceptance e WHERE e.site_id = k.site_id AND e.record_id = k.id
		AND e.round = k.test_round AND e.conclusion_no = k.conclusion_no AND e.removed_at IS NULL ORDER BY e.no DESC LIMIT 1), '') <> 'accepted'
	UNION ALL
	SELECT 'allow_window', h.account_id, NULL FROM k CROSS JOIN LATERAL app.holders(k.site_id, 'head.decide') h
	WHERE k.state IN ('testing', 'review', 'release') AND k.unallowed AND array_position(k.setters, h.account_id) IS NULL),
gone AS (
	DELETE FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action IN ('task', 'acceptance', 'allow_window')
		AND NOT EXISTS (SELECT FROM wanted n WHERE (n.action, n.account_id, n.due) IS NOT DISTINCT FROM (w.action, w.account_id, w.due))),
added AS (
	INSERT INTO app.waiting (site_id, record_id, action, account_id, since, due)
	SELECT $1::bigint, $2::bigint, n.action, n.account_id, $4::timestamptz, n.due FROM wanted n
	WHERE NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND (n.action, n.account_id, n.due) IS NOT DISTINCT FROM (w.action, w.account_id, w.due))
	RETURNING account_id, action)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, a.account_id, $2::bigint, 'waiting', $3::bigint, jsonb_build_object('kind', 'iteration', 'state', (SELECT state FROM k), 'action', min(a.action)), $4::timestamptz
FROM added a WHERE a.account_id IS DISTINCT FROM $3::bigint GROUP BY a.account_id;

-- name: release_month
-- What was released or went live in these days, has its window there or is planned for one of them, of all platforms: each on one day, with whether its platform has
-- another one in that week.  An index knows the days of each; as CASE, see launch_by_day.
-- $1 site bigint, $2 first day, $3 last day, $4 whose (NULL: anybody's), $5 of which department, $6 of which platform (its number), $7 also those that were called off?
WITH found AS (
	SELECT k.record_id, COALESCE(k.used_on, k.window_on) AS day, COALESCE(k.used_from, k.window_from) AS at, CASE WHEN k.used_on IS NULL THEN k.window_to END AS till,
		CASE WHEN k.used_on IS NULL THEN 'window' ELSE 'done' END AS how, k.version_planned AS version, k.class, NULL AS title, NULL::bigint AS platform_id, NULL::int AS no
	FROM app.iteration k WHERE k.site_id = $1::bigint AND CASE WHEN k.used_on IS NULL THEN k.window_on ELSE k.used_on END BETWEEN $2::date AND $3::date
	UNION ALL
	SELECT k.record_id, COALESCE(k.used_on, k.window_on), COALESCE(k.used_from, k.window_from), CASE WHEN k.used_on IS NULL THEN k.window_to END,
		CASE WHEN k.used_on IS NULL THEN 'window' ELSE 'done' END, k.version_planned, '', NULL, NULL, NULL
	FROM app.launch k WHERE k.site_id = $1::bigint AND CASE WHEN k.used_on IS NULL THEN k.window_on ELSE k.used_on END BETWEEN $2::date AND $3::date
	UNION ALL
	SELECT r.id, r.due, NULL, NULL, 'planned', k.version_planned, k.class, NULL, NULL, NULL
	FROM app.record r JOIN app.iteration k ON k.site_id = r.site_id AND k.record_id = r.id AND COALESCE(k.used_on, k.window_on) IS NULL
	WHERE r.site_id = $1::bigint AND r.kind = 'iteration' AND r.due BETWEEN $2::date AND $3::date
	UNION ALL
	SELECT e.record_id, e.due, NULL, NULL, 'planned', e.version_planned, '', e.title, e.platform_id, e.no
	FROM app.quarter_plan_line e WHERE e.site_id = $1::bigint AND e.due BETWEEN $2::date AND $3::date AND e.iteration_id IS NULL AND e.state = 'open' AND e.removed_at IS NULL)
SELECT x.day::text AS day, to_char(x.at, 'HH24:MI') AS at, to_char((x.day + x.at)::timestamptz AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS begins,
	to_char((x.day + CASE WHEN x.till <= x.at THEN 1 ELSE 0 END + x.till)::timestamptz AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS ends, x.how, x.version, x.class, r.kind, r.number, COALESCE(x.title, r.title) AS title, r.state, r.visible, p.title AS platform,
	count(*) OVER (PARTITION BY COALESCE(x.platform_id, r.platform_id), date_trunc('week', x.day)) > 1 AS is_crowded,
	'release-' || r.id || COALESCE('-' || x.no, '') AS uid, r.state IN ('cancelled', 'discarded') AS is_off, extract(epoch FROM r.created_at)::bigint AS made, extract(epoch FROM r.changed_at)::bigint AS changed
FROM found x JOIN app.record r ON r.site_id = $1::bigint AND r.id = x.record_id
LEFT JOIN app.record p ON p.site_id = r.site_id AND p.kind = 'platform' AND p.id = COALESCE(x.platform_id, r.platform_id)
WHERE ($7::boolean OR r.state NOT IN ('cancelled', 'discarded')) AND ($4::bigint IS NULL OR r.owner_id = $4::bigint) AND ($5::bigint IS NULL OR r.department_id = $5::bigint)
	AND ($6::text IS NULL OR p.number = $6::text)
ORDER BY x.day, x.at NULLS LAST, r.id LIMIT 401;

-- name: release_undated
-- Launches on their way to going live, and iterations on theirs to the release, of which no day is known yet: neither a window nor a day of a plan.
-- $1 site bigint
SELECT r.kind, r.number, r.title, r.state, r.visible, x.version, x.class, p.title AS platform, NULL AS at, '' AS how FROM (
	SELECT k.record_id, k.version_planned AS version, '' AS class FROM app.record o JOIN app.launch k ON k.site_id = o.site_id AND k.record_id = o.id
	WHERE o.site_id = $1::bigint AND o.kind = 'launch' AND o.state IN ('development', 'testing', 'review', 'go_live') AND CASE WHEN k.used_on IS NULL THEN k.window_on ELSE k.used_on END IS NULL
	UNION ALL
	SELECT k.record_id, k.version_planned, k.class FROM app.record o JOIN app.iteration k ON k.site_id = o.site_id AND k.record_id = o.id
	WHERE o.site_id = $1::bigint AND o.kind = 'iteration' AND o.state IN ('planned', 'development', 'testing', 'review', 'release') AND o.due IS NULL AND CASE WHEN k.used_on IS NULL THEN k.window_on ELSE k.used_on END IS NULL) x
JOIN app.record r ON r.site_id = $1::bigint AND r.id = x.record_id LEFT JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id
ORDER BY r.id LIMIT 51;
