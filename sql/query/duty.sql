-- Statements of duties (RX.2): made by the clock ahead of time, fulfilled by the record that satisfies them, told of, waived by the group.
-- Statements that do the same for different rules have the same parameters, and take as many as they need (record/duty.c): what opens the duties of a rule
-- takes site, rule, now, permission, days of the first reminder, today, a day ahead, rhythm, is it due before its period?; what settles them site, rule, now, today.

-- ---------------------------------------------------------------- opening

-- name: duty_open
-- Makes the periods of a duty of the site that have begun or begin soon; none is made twice.
-- $1 site bigint, $2 rule, $3 now, $4 permission, $5 days of the first reminder, $6 today, $7 until when, $8 rhythm, $9 due before the period?
INSERT INTO app.duty (site_id, rule, starts_on, ends_on, until_on, due, permission, remind_on, created_at, changed_at)
SELECT $1::bigint, $2::text, p.starts_on, p.ends_on, x.until_on, x.due, $4::text, app.duty_reminder_on($1::bigint, x.due, 1, $5::int, 0, 0), $3::timestamptz, $3::timestamptz
FROM app.duty_periods($1::bigint, $2::text, $8::text, $9::boolean, $6::date, $7::date) p
CROSS JOIN LATERAL (SELECT CASE WHEN $9::boolean THEN p.starts_on - 1 ELSE p.ends_on END AS until_on) u
CROSS JOIN LATERAL (SELECT u.until_on, app.work_day($1::bigint, u.until_on, 0) AS due) x
ON CONFLICT ON CONSTRAINT duty_is_due_once DO NOTHING;

-- name: duty_open_quarter_report
-- Makes the report of each quarter that has begun or begins soon: due three weeks after its last day.
-- $1 site bigint, $2 rule, $3 now, $4 permission, $5 days of the first reminder, $6 today, $7 until when, $8 rhythm
INSERT INTO app.duty (site_id, rule, starts_on, ends_on, until_on, due, permission, remind_on, created_at, changed_at)
SELECT $1::bigint, $2::text, p.starts_on, p.ends_on, p.ends_on + 21, x.due, $4::text, app.duty_reminder_on($1::bigint, x.due, 1, $5::int, 0, 0), $3::timestamptz, $3::timestamptz
FROM app.duty_periods($1::bigint, $2::text, $8::text, false, $6::date, $7::date) p
CROSS JOIN LATERAL (SELECT app.work_day($1::bigint, p.ends_on + 21, 0) AS due) x
ON CONFLICT ON CONSTRAINT duty_is_due_once DO NOTHING;

-- name: duty_open_progress
-- Makes the periods of progress reports that have begun, of the projects in development (R17.2).
-- $1 site bigint, $2 rule, $3 now, $4 permission, $5 days of the first reminder, $6 today
INSERT INTO app.duty (site_id, rule, record_id, starts_on, ends_on, until_on, due, permission, account_id, remind_on, created_at, changed_at)
SELECT $1::bigint, $2::text, r.id, p.starts_on, p.ends_on, p.ends_on, x.due, $4::text, r.owner_id, app.duty_reminder_on($1::bigint, x.due, 1, $5::int, 0, 0), $3::timestamptz, $3::timestamptz
FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL app.duty_spans($1::bigint, $2::text, r.id, '', COALESCE(app.launch_reported_to($1::bigint, r.id), r.state_at::date), COALESCE(k.progress_days, 7), $6::date) p
CROSS JOIN LATERAL (SELECT app.work_day($1::bigint, p.ends_on, 0) AS due) x
WHERE r.site_id = $1::bigint AND r.kind = 'launch' AND r.state = 'development'
ON CONFLICT ON CONSTRAINT duty_is_due_once DO NOTHING;

-- name: duty_open_operation
-- Makes the periods that have begun of each type of operation with a rhythm, of the platforms in operation (R7.3).
-- $1 site bigint, $2 rule, $3 now, $4 permission, $5 days of the first reminder, $6 today
INSERT INTO app.duty (site_id, rule, record_id, part, starts_on, ends_on, until_on, due, permission, account_id, remind_on, created_at, changed_at)
SELECT $1::bigint, $2::text, o.record_id, o.type, p.starts_on, p.ends_on, p.ends_on, x.due, $4::text, r.owner_id, app.duty_reminder_on($1::bigint, x.due, 1, $5::int, 0, 0), $3::timestamptz, $3::timestamptz
FROM app.operation_due o JOIN app.record r ON r.site_id = o.site_id AND r.id = o.record_id
CROSS JOIN LATERAL app.duty_spans($1::bigint, $2::text, o.record_id, o.type, o.due - o.days, o.days, $6::date) p
CROSS JOIN LATERAL (SELECT app.work_day($1::bigint, p.ends_on, 0) AS due) x
WHERE o.site_id = $1::bigint
ON CONFLICT ON CONSTRAINT duty_is_due_once DO NOTHING;

-- name: duty_open_evaluation
-- Makes the duty to finish each evaluation that is under way within its month (R21.1).
-- $1 site bigint, $2 rule, $3 now, $4 permission, $5 days of the first reminder
INSERT INTO app.duty (site_id, rule, record_id, starts_on, ends_on, until_on, due, permission, remind_on, created_at, changed_at)
SELECT $1::bigint, $2::text, r.id, p.starts_on, p.ends_on, p.ends_on, x.due, $4::text, app.duty_reminder_on($1::bigint, x.due, 1, $5::int, 0, 0), $3::timestamptz, $3::timestamptz
FROM app.record r CROSS JOIN LATERAL (SELECT LEAST(r.created_at::date, r.due) AS starts_on, r.due AS ends_on) p
CROSS JOIN LATERAL (SELECT app.work_day($1::bigint, p.ends_on, 0) AS due) x
WHERE r.site_id = $1::bigint AND r.kind = 'evaluation' AND r.state IN ('draft', 'emergency', 'routine', 'group_approval') AND r.due IS NOT NULL
ON CONFLICT ON CONSTRAINT duty_is_due_once DO NOTHING;

-- name: duty_open_plan_review
-- Makes the yearly review of each emergency plan that holds (R31.1), once it is near: a year from its approval or last review, as the document itself reckons.
-- $1 site bigint, $2 rule, $3 now, $4 permission, $5 days of the first reminder, $6 today, $7 until when
INSERT INTO app.duty (site_id, rule, record_id, starts_on, ends_on, until_on, due, permission, remind_on, created_at, changed_at)
SELECT $1::bigint, $2::text, r.id, p.starts_on, p.ends_on, p.ends_on, x.due, $4::text, app.duty_reminder_on($1::bigint, x.due, 1, $5::int, 0, 0), $3::timestamptz, $3::timestamptz
FROM app.document k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
CROSS JOIN LATERAL (SELECT (k.review_on - interval '1 year')::date AS starts_on, k.review_on AS ends_on) p
CROSS JOIN LATERAL (SELECT app.work_day($1::bigint, p.ends_on, 0) AS due) x
WHERE k.site_id = $1::bigint AND k.type = 'emergency_plan' AND p.starts_on <= $6::date AND k.review_on <= $7::date AND r.state IN ('approved', 'published')
ON CONFLICT ON CONSTRAINT duty_is_due_once DO NOTHING;

-- ---------------------------------------------------------------- settling: by what was recorded, and when; no day that somebody types counts in their favour

-- name: duty_settle_triage
-- Minutes that were begun in the period, of a triage held in it, fulfil it when they are closed, also after it is over; what was written down later does not.
-- $1 site bigint, $2 rule, $3 now, $4 today
WITH x AS (
	SELECT DISTINCT ON (d.id) d.id, r.id AS done_id, r.closed_at AS at FROM app.duty d
	JOIN app.record r ON r.site_id = d.site_id AND r.kind = 'triage_meeting' AND r.state = 'closed' AND r.created_at >= d.starts_on::timestamptz AND r.created_at < (d.ends_on + 1)::timestamptz
	JOIN app.triage_meeting k ON k.site_id = r.site_id AND k.record_id = r.id AND k.held_on BETWEEN d.starts_on AND d.ends_on
	WHERE d.site_id = $1::bigint AND d.rule = $2::text AND d.state IN ('open', 'missed') AND d.ends_on >= $4::date - 62
	ORDER BY d.id, r.closed_at, r.id)
UPDATE app.duty d SET state = 'fulfilled', done_id = x.done_id, done_at = x.at, is_late = x.at::date > d.until_on, remind_on = NULL, changed_at = $3::timestamptz
FROM x WHERE d.site_id = $1::bigint AND d.id = x.id;

-- name: duty_settle_quarter_plan
-- The plan of the quarter fulfils it on the day on which the group approves it.
-- $1 site bigint, $2 rule, $3 now
WITH x AS (
	SELECT DISTINCT ON (d.id) d.id, k.record_id AS done_id, k.approved_on AS at FROM app.duty d
	JOIN app.quarter_plan k ON k.site_id = d.site_id AND k.year = extract(year FROM d.starts_on)::int AND k.quarter = extract(quarter FROM d.starts_on)::int AND k.approved_on IS NOT NULL
	JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('approved', 'settling', 'closed')
	WHERE d.site_id = $1::bigint AND d.rule = $2::text AND d.state = 'open' ORDER BY d.id, k.approved_on, k.record_id)
UPDATE app.duty d SET state = 'fulfilled', done_id = x.done_id, done_at = x.at::timestamptz, is_late = x.at > d.until_on, remind_on = NULL, changed_at = $3::timestamptz
FROM x WHERE d.site_id = $1::bigint AND d.id = x.id;

-- name: duty_settle_quarter_report
-- The report of the quarter fulfils it on the day on which the group approves it.
-- $1 site bigint, $2 rule, $3 now
WITH x AS (
	SELECT DISTINCT ON (d.id) d.id, k.record_id AS done_id, k.approved_on AS at FROM app.duty d
	JOIN app.quarter_report k ON k.site_id = d.site_id AND k.year = extract(year FROM d.starts_on)::int AND k.quarter = extract(quarter FROM d.starts_on)::int AND k.approved_on IS NOT NULL
	JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('approved', 'archived')
	WHERE d.site_id = $1::bigint AND d.rule = $2::text AND d.state = 'open' ORDER BY d.id, k.approved_on, k.record_id)
UPDATE app.duty d SET state = 'fulfilled', done_id = x.done_id, done_at = x.at::timestamptz, is_late = x.at > d.until_on, remind_on = NULL, changed_at = $3::timestamptz
FROM x WHERE d.site_id = $1::bigint AND d.id = x.id;

-- name: duty_settle_development_plan
-- The plan of the year fulfils it on the day on which the group approves it.
-- $1 site bigint, $2 rule, $3 now
WITH x AS (
	SELECT DISTINCT ON (d.id) d.id, k.record_id AS done_id, k.approved_on AS at FROM app.duty d
	JOIN app.development_plan k ON k.site_id = d.site_id AND k.year = extract(year FROM d.starts_on)::int AND k.approved_on IS NOT NULL
	JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('approved', 'settling', 'closed')
	WHERE d.site_id = $1::bigint AND d.rule = $2::text AND d.state = 'open' ORDER BY d.id, k.approved_on, k.record_id)
UPDATE app.duty d SET state = 'fulfilled', done_id = x.done_id, done_at = x.at::timestamptz, is_late = x.at > d.until_on, remind_on = NULL, changed_at = $3::timestamptz
FROM x WHERE d.site_id = $1::bigint AND d.id = x.id;

-- name: duty_settle_progress
-- A report on days of the period, written in it, fulfils it; it lapses when the project leaves development before it is over.
-- $1 site bigint, $2 rule, $3 now
WITH x AS (
	SELECT d.id, e.at FROM app.duty d JOIN app.record r ON r.site_id = d.site_id AND r.id = d.record_id
	LEFT JOIN LATERAL (SELECT min(e.at) AS at FROM app.launch_progress e WHERE e.site_id = d.site_id AND e.record_id = d.record_id AND e.removed_at IS NULL
		AND e.at >= d.starts_on::timestamptz AND e.at < (d.ends_on + 1)::timestamptz AND e.period_to >= d.starts_on) e ON true
	WHERE d.site_id = $1::bigint AND d.rule = $2::text AND d.state = 'open' AND (e.at IS NOT NULL OR r.state <> 'development' AND r.state_at::date <= d.ends_on))
UPDATE app.duty d SET state = CASE WHEN x.at IS NULL THEN 'lapsed' ELSE 'fulfilled' END, done_id = CASE WHEN x.at IS NOT NULL THEN d.record_id END, done_at = x.at,
	is_late = COALESCE(x.at::date > d.until_on, false), remind_on = NULL, changed_at = $3::timestamptz
FROM x WHERE d.site_id = $1::bigint AND d.id = x.id;

-- name: duty_settle_operation
-- What was done in the period and written down in it fulfils it; it lapses when the platform is no longer in operation or has no such rhythm.
-- $1 site bigint, $2 rule, $3 now, $4 today
WITH x AS (
	SELECT d.id, e.at FROM app.duty d
	LEFT JOIN LATERAL (SELECT min(e.at) AS at FROM app.platform_operation e WHERE e.site_id = d.site_id AND e.record_id = d.record_id AND e.type = d.part AND e.removed_at IS NULL
		AND e.at >= d.starts_on::timestamptz AND e.at < (d.ends_on + 1)::timestamptz AND e.done_on BETWEEN d.starts_on AND d.ends_on) e ON true
	WHERE d.site_id = $1::bigint AND d.rule = $2::text AND d.state = 'open' AND (e.at IS NOT NULL
		OR d.ends_on >= $4::date AND NOT EXISTS (SELECT FROM app.operation_due o WHERE o.site_id = d.site_id AND o.record_id = d.record_id AND o.type = d.part)))
UPDATE app.duty d SET state = CASE WHEN x.at IS NULL THEN 'lapsed' ELSE 'fulfilled' END, done_id = CASE WHEN x.at IS NOT NULL THEN d.record_id END, done_at = x.at,
	is_late = COALESCE(x.at::date > d.until_on, false), remind_on = NULL, changed_at = $3::timestamptz
FROM x WHERE d.site_id = $1::bigint AND d.id = x.id;

-- name: duty_settle_inspection
-- An inspection that is reported in the period fulfils it, whichever quarter it is about; the engine sets that day.
-- $1 site bigint, $2 rule, $3 now
WITH x AS (
	SELECT DISTINCT ON (d.id) d.id, k.record_id AS done_id, k.reported_on AS at FROM app.duty d
	JOIN app.inspection k ON k.site_id = d.site_id AND k.reported_on BETWEEN d.starts_on AND d.ends_on
	JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('reported', 'closed')
	WHERE d.site_id = $1::bigint AND d.rule = $2::text AND d.state = 'open' ORDER BY d.id, k.reported_on, k.record_id)
UPDATE app.duty d SET state = 'fulfilled', done_id = x.done_id, done_at = x.at::timestamptz, remind_on = NULL, changed_at = $3::timestamptz
FROM x WHERE d.site_id = $1::bigint AND d.id = x.id;

-- name: duty_settle_drill
-- A drill that was held in the period and written down in it fulfils it: a day that somebody types after the period is over does not.
-- $1 site bigint, $2 rule, $3 now
WITH x AS (
	SELECT DISTINCT ON (d.id) d.id, k.record_id AS done_id, r.state_at AS at FROM app.duty d
	JOIN app.drill k ON k.site_id = d.site_id AND k.held_on BETWEEN d.starts_on AND d.ends_on
	JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('held', 'closed')
	WHERE d.site_id = $1::bigint AND d.rule = $2::text AND d.state = 'open' AND r.state_at < (d.ends_on + 1)::timestamptz ORDER BY d.id, r.state_at, r.id)
UPDATE app.duty d SET state = 'fulfilled', done_id = x.done_id, done_at = x.at, remind_on = NULL, changed_at = $3::timestamptz
FROM x WHERE d.site_id = $1::bigint AND d.id = x.id;

-- name: duty_settle_plan_review
-- A review or a new approval fulfils it: the plan's next review is then a year later.  It lapses when the plan holds no longer.
-- $1 site bigint, $2 rule, $3 now
WITH x AS (
	SELECT d.id, d.until_on, CASE WHEN k.review_on > d.ends_on THEN (k.review_on - interval '1 year')::date END AS at
	FROM app.duty d JOIN app.record r ON r.site_id = d.site_id AND r.id = d.record_id JOIN app.document k ON k.site_id = r.site_id AND k.record_id = r.id
	WHERE d.site_id = $1::bigint AND d.rule = $2::text AND d.state = 'open' AND (k.review_on > d.ends_on OR r.state NOT IN ('approved', 'published')))
UPDATE app.duty d SET state = CASE WHEN x.at IS NULL THEN 'lapsed' ELSE 'fulfilled' END, done_id = CASE WHEN x.at IS NOT NULL THEN d.record_id END, done_at = x.at::timestamptz,
	is_late = COALESCE(x.at > x.until_on, false), remind_on = NULL, changed_at = $3::timestamptz
FROM x WHERE d.site_id = $1::bigint AND d.id = x.id;

-- name: duty_settle_evaluation
-- The evaluation fulfils it when it is done; it lapses when the evaluation is dropped.
-- $1 site bigint, $2 rule, $3 now
UPDATE app.duty d SET state = CASE WHEN r.state = 'done' THEN 'fulfilled' ELSE 'lapsed' END, done_id = CASE WHEN r.state = 'done' THEN r.id END, done_at = CASE WHEN r.state = 'done' THEN r.closed_at END,
	is_late = r.state = 'done' AND r.closed_at::date > d.until_on, remind_on = NULL, changed_at = $3::timestamptz
FROM app.record r WHERE d.site_id = $1::bigint AND d.rule = $2::text AND d.state = 'open' AND r.site_id = d.site_id AND r.id = d.record_id AND r.closed_at IS NOT NULL;

-- name: duty_miss
-- What no record can make up for is missed when its period is over.
-- $1 site bigint, $2 rules text[], $3 today, $4 now
UPDATE app.duty d SET state = 'missed', changed_at = $4::timestamptz
WHERE d.site_id = $1::bigint AND d.rule = ANY ($2::text[]) AND d.state = 'open' AND d.ends_on < $3::date;

-- ---------------------------------------------------------------- reminding (issue 14, point 6)

-- name: duty_remind
-- Tells of each duty whose next step has come: who answers for it; from the day after it was due, the heads of their departments; a step later the
-- lead; whoever stands in for one of these; nobody who may not see what it is about.  Steps from before it was made are passed over.
-- $1 site bigint, $2 today, $3 now, $4 first, $5 last, $6 again, $7 rules text[], $8 permissions of heads text[], $9 permissions of leads text[]
WITH due AS MATERIALIZED (
	SELECT d.id, d.rule, d.record_id, d.part, d.starts_on, d.due, d.state, d.permission, d.department_id, d.account_id, d.created_at, x.step, x.step > d.reminded
			AND app.duty_reminder_on($1::bigint, d.due, x.step, $4::int, $5::int, $6::int) >= d.created_at::date AS is_told
	FROM app.duty d CROSS JOIN LATERAL (SELECT app.duty_step($1::bigint, d.due, $2::date, $4::int, $5::int, $6::int) AS step) x
	WHERE d.site_id = $1::bigint AND d.remind_on <= $2::date AND d.state IN ('open', 'missed') ORDER BY d.id LIMIT 500 FOR UPDATE OF d SKIP LOCKED),
rules AS MATERIALIZED (SELECT * FROM unnest($7::text[], $8::text[], $9::text[]) x (rule, head, lead)),
own AS MATERIALIZED (
	SELECT d.id, p.account_id, p.department_id FROM due d CROSS JOIN LATERAL app.duty_people($1::bigint, d.account_id, d.permission, d.department_id) p WHERE d.is_told),
whom AS MATERIALIZED (
	SELECT o.id, o.account_id, 'own' AS as_what, 1 AS rank FROM own o
	UNION ALL
	SELECT d.id, h.account_id, 'head', 2 FROM due d JOIN rules x ON x.rule = d.rule CROSS JOIN LATERAL app.holders($1::bigint, x.head) h
	WHERE d.is_told AND d.step >= 3 AND EXISTS (SELECT FROM own o WHERE o.id = d.id AND o.department_id = h.department_id)
	UNION ALL
	SELECT d.id, h.account_id, 'lead', 3 FROM due d JOIN rules x ON x.rule = d.rule CROSS JOIN LATERAL app.holders($1::bigint, x.lead) h
	WHERE d.is_told AND (d.step >= 4 OR NOT EXISTS (SELECT FROM own o WHERE o.id = d.id))),
everybody AS (
	SELECT w.* FROM whom w
	UNION ALL
	SELECT w.id, g.delegate_id, 'delegate', 4 FROM whom w
	JOIN app.delegation g ON g.site_id = $1::bigint AND g.account_id = w.account_id AND g.ended_at IS NULL AND $2::date BETWEEN g.starts_on AND g.ends_on
	JOIN app.membership m ON m.site_id = g.site_id AND m.account_id = g.delegate_id AND m.left_at IS NULL),
told AS (
	INSERT INTO app.duty_reminder (site_id, duty_id, step, account_id, as_what, at)
	SELECT DISTINCT ON (e.id, e.account_id) $1::bigint, e.id, d.step, e.account_id, e.as_what, $3::timestamptz FROM everybody e JOIN due d ON d.id = e.id
	WHERE d.record_id IS NULL OR app.seen_by($1::bigint, d.record_id, e.account_id)
	ORDER BY e.id, e.account_id, e.rank
	ON CONFLICT DO NOTHING RETURNING duty_id, account_id),
gone_on AS (
	UPDATE app.duty d SET reminded = x.step, remind_on = CASE WHEN x.state = 'open' OR x.step < 4 THEN app.duty_reminder_on($1::bigint, x.due, x.step + 1, $4::int, $5::int, $6::int) END
	FROM due x WHERE d.site_id = $1::bigint AND d.id = x.id)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, t.account_id, d.record_id, CASE WHEN d.state = 'missed' THEN 'duty_missed' WHEN d.step >= 3 THEN 'duty_late' ELSE 'duty_due' END, NULL,
	jsonb_build_object('duty', d.rule, 'part', d.part, 'starts', d.starts_on, 'due', d.due, 'step', d.step), $3::timestamptz
FROM told t JOIN due d ON d.id = t.duty_id;

-- name: duty_reckon
-- The calendar of working days was changed: open duties are due on the last working day until their last day, and reminded of by that.
-- $1 site bigint, $2 today, $3 now, $4 first, $5 last, $6 again
UPDATE app.duty d SET due = x.due, remind_on = app.duty_reminder_on($1::bigint, x.due, d.reminded + 1, $4::int, $5::int, $6::int), changed_at = $3::timestamptz
FROM (SELECT d.id, app.work_day($1::bigint, d.until_on, 0) AS due FROM app.duty d WHERE d.site_id = $1::bigint AND d.state = 'open' AND d.until_on >= $2::date) x
WHERE d.site_id = $1::bigint AND d.id = x.id AND d.due <> x.due;

-- ---------------------------------------------------------------- the page, and my work

-- name: duty_list
-- A page of the duties of a site in these states: what is to be done by when it is due, what is over from the latest on.
-- $1 site bigint, $2 states text[], $3 only those the acting person answers for?, $4 the latest first?, $5 day of the last line before, $6 id of that line, $7 how many,
-- $8 this rule alone, $9 due from, $10 and to, $11 late ones alone (false: those in time); NULL each: any
SELECT d.id::text AS id, d.rule, d.part, d.starts_on::text AS starts_on, d.ends_on::text AS ends_on, d.due::text AS due, d.state AS standing, d.is_late, to_char(d.done_at, 'YYYY-MM-DD') AS done_on, d.reason,
	d.permission, p.name AS person, w.name AS waived_by, (SELECT count(DISTINCT t.step) FROM app.duty_reminder t WHERE t.site_id = d.site_id AND t.duty_id = d.id) AS reminded, r.kind, r.number, r.title, n.kind AS done_kind, n.number AS done_number, app.duty_answers(d) AS is_mine
FROM app.duty d LEFT JOIN app.record r ON r.site_id = d.site_id AND r.id = d.record_id LEFT JOIN app.record n ON n.site_id = d.site_id AND n.id = d.done_id
LEFT JOIN app.person p ON p.id = d.account_id LEFT JOIN app.person w ON w.id = d.waived_by
WHERE d.site_id = $1::bigint AND d.state = ANY ($2::text[]) AND (NOT $3::boolean OR app.duty_answers(d))
	AND CASE WHEN $4::boolean THEN (d.due, d.id) < ($5::date, $6::bigint) ELSE (d.due, d.id) > ($5::date, $6::bigint) END
	AND ($8::text IS NULL OR d.rule = $8) AND ($9::date IS NULL OR d.due >= $9) AND ($10::date IS NULL OR d.due <= $10) AND ($11::boolean IS NULL OR d.is_late = $11)
ORDER BY CASE WHEN $4::boolean THEN NULL ELSE d.due END, CASE WHEN $4::boolean THEN d.due END DESC, CASE WHEN $4::boolean THEN -d.id ELSE d.id END LIMIT $7::int;

-- name: duty_one
-- A duty that the acting person sees.
-- $1 site bigint, $2 duty
SELECT d.id::text AS id, d.rule, d.part, d.state, d.starts_on::text AS starts_on, d.record_id::text AS record_id, app.duty_answers(d) AS is_mine FROM app.duty d WHERE d.site_id = $1::bigint AND d.id = $2::bigint FOR UPDATE OF d;

-- name: duty_waive
-- Waives a duty for the group, with its reason; no row: it is fulfilled, waived or lapsed already.
-- $1 site bigint, $2 duty, $3 who, $4 reason, $5 now
UPDATE app.duty d SET state = 'waived', waived_by = $3::bigint, reason = $4::text, remind_on = NULL, changed_at = $5::timestamptz
WHERE d.site_id = $1::bigint AND d.id = $2::bigint AND d.state IN ('open', 'missed') RETURNING d.id::text AS id;

-- name: duty_late
-- How many duties of a site are past their day and not fulfilled, at most 100.
-- $1 site bigint, $2 today
SELECT count(*) AS n FROM (SELECT FROM app.duty d WHERE d.site_id = $1::bigint AND d.state = 'open' AND d.due < $2::date LIMIT 100) x;

-- name: work_duties
-- Open duties that the acting person answers for in a site and that are due within a week, or were.
-- $1 site bigint, $2 today, $3 who that is
SELECT d.id, d.rule, d.part, d.starts_on::text AS starts_on, d.ends_on::text AS ends_on, d.due::text AS due, to_char(d.created_at, 'YYYY-MM-DD HH24:MI') AS since, r.kind, r.number, r.title, r.visible,
	d.due::text AS urgency, (extract(epoch FROM d.created_at) * 1000000)::bigint AS moment
FROM app.duty d LEFT JOIN app.record r ON r.site_id = d.site_id AND r.id = d.record_id
WHERE d.site_id = $1::bigint AND d.state = 'open' AND d.due <= $2::date + 7
	-- Read once, and leakproof: compared before the policy looks at what each duty is about.
	AND (d.account_id = $3::bigint OR d.permission = ANY ((SELECT app.held())::text[])) AND app.duty_answers(d) ORDER BY d.due, d.id LIMIT 50;
