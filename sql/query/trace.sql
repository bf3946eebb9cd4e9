-- Statements of the trace from a requirement to its release (issue 12, points 6 and 7; src/kinds/trace.c).

-- name: project_unconcerned
-- Requirements that a task, a test run or a defect may not name, because its launch or iteration does not contain them; those that it names already may stay.
-- $1 site bigint, $2 launch or iteration, $3 requirements bigint[], $4 those named already bigint[] or NULL
SELECT q.number FROM unnest($3::bigint[]) AS x (id) JOIN app.record q ON q.site_id = $1::bigint AND q.id = x.id
WHERE x.id <> ALL (COALESCE($4::bigint[], '{}')) AND NOT EXISTS (SELECT FROM app.project k WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND x.id = ANY (k.requirement_ids))
ORDER BY q.id LIMIT 1;

-- name: project_trace
-- From each requirement of a launch or an iteration to its tasks, its tests (of each the last result), its defects and the release.
-- $1 site bigint, $2 number
SELECT q.number, q.title, q.state, CASE q.state WHEN 'closed' THEN 'ok' WHEN 'delivered' THEN 'info' ELSE '' END AS tone,
	t.tasks_open, t.tasks_done, t.passed, t.failed, t.not_applicable, t.defects_open, t.defects,
	COALESCE((SELECT l.launched_on FROM app.launch l WHERE l.site_id = r.site_id AND l.record_id = r.id),
		(SELECT i.released_on FROM app.iteration i WHERE i.site_id = r.site_id AND i.record_id = r.id))::text AS released_on
FROM app.record r JOIN app.project k ON k.site_id = r.site_id AND k.record_id = r.id
CROSS JOIN LATERAL app.traced(r.site_id, r.id, k.requirement_ids) t
JOIN app.record q ON q.site_id = r.site_id AND q.id = t.requirement_id
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY q.id;

-- name: requirement_trace
-- The same of a requirement, for each launch or iteration that contained it: the latest twenty, and how many there are.
-- $1 site bigint, $2 number
SELECT x.number, x.title, d.version, d.standing, CASE d.standing WHEN 'released' THEN 'ok' WHEN 'under_way' THEN 'info' ELSE '' END AS tone,
	t.tasks_open, t.tasks_done, t.passed, t.failed, t.not_applicable, t.defects_open, t.defects, d.released_on::text AS released_on, x.total
FROM (SELECT y.id, y.number, y.title, y.state, c.other_id, count(*) OVER () AS total
FROM (SELECT l.other_id, l.record_id FROM app.link l
	WHERE l.site_id = $1::bigint AND l.other_id = (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2) AND l.sort = 'contains' OFFSET 0) c
-- One look-up for each: what it is joined with is not read as a whole.
CROSS JOIN LATERAL (SELECT r.id, r.number, r.title, r.state FROM app.record r WHERE r.site_id = $1::bigint AND r.id = c.record_id AND r.kind IN ('launch', 'iteration') OFFSET 0) y
ORDER BY y.id DESC LIMIT 20) x
LEFT JOIN LATERAL (SELECT k.version_planned, k.launched_on FROM app.launch k WHERE k.site_id = $1::bigint AND k.record_id = x.id OFFSET 0) l ON true
LEFT JOIN LATERAL (SELECT k.version_planned, k.released_on FROM app.iteration k WHERE k.site_id = $1::bigint AND k.record_id = x.id OFFSET 0) i ON true
CROSS JOIN LATERAL (SELECT COALESCE(l.version_planned, i.version_planned) AS version, COALESCE(l.launched_on, i.released_on) AS released_on,
	CASE WHEN x.state = 'cancelled' THEN 'cancelled' WHEN COALESCE(l.launched_on, i.released_on) IS NOT NULL THEN 'released' ELSE 'under_way' END AS standing) d
CROSS JOIN LATERAL app.traced($1::bigint, x.id, ARRAY[x.other_id]) t
ORDER BY x.id DESC;

-- name: requirement_way
-- The way of a requirement, oldest step first: how it came, then each change of its state, with what brought it about: what it came from, what it is
-- merged into, or the launch or iteration that carries it, of that its version and the line of its plan.  Of very many steps the latest forty; the one before says so.
-- $1 site bigint, $2 number
WITH me AS MATERIALIZED (SELECT r.id, r.created_at, k.channel FROM app.record r JOIN app.requirement k ON k.site_id = r.site_id AND k.record_id = r.id
	WHERE r.site_id = $1::bigint AND r.number = $2),
step AS (
	SELECT e.seq, e.at, e.detail ->> 'move' AS move, e.detail ->> 'to' AS state, (e.detail ->> 'other')::bigint AS other_id, row_number() OVER (ORDER BY e.seq DESC) > 40 AS is_cut
	FROM app.event e WHERE e.site_id = $1::bigint AND e.record_id = (SELECT id FROM me) AND e.detail ->> 'to' IS NOT NULL ORDER BY e.seq DESC LIMIT 41),
-- Before its history named what it follows from, that is told by what contained it then.
carried AS MATERIALIZED (
	SELECT l.record_id, l.created_at FROM app.link l JOIN app.record x ON x.site_id = $1::bigint AND x.id = l.record_id AND x.kind IN ('launch', 'iteration')
	WHERE l.site_id = $1::bigint AND l.other_id = (SELECT id FROM me) AND l.sort = 'contains'),
way AS (
	SELECT 0::bigint AS seq, COALESCE(o.created_at, me.created_at) AS at, 'requirement.channel.' || me.channel AS said, NULL AS move, NULL AS state, o.id AS other_id
	FROM me LEFT JOIN LATERAL (SELECT x.id, x.created_at FROM app.link l JOIN app.record x ON x.site_id = $1::bigint AND x.id = l.other_id
		WHERE l.site_id = $1::bigint AND l.record_id = me.id AND l.sort = 'origin' ORDER BY x.id LIMIT 1) o ON true
	UNION ALL
	SELECT s.seq, s.at, CASE WHEN s.is_cut THEN 'way.earlier' END, s.move, s.state, CASE WHEN NOT s.is_cut THEN COALESCE(s.other_id, CASE
		WHEN s.move IN ('plan', 'deliver') THEN (SELECT c.record_id FROM carried c WHERE c.created_at <= s.at ORDER BY c.created_at DESC, c.record_id DESC LIMIT 1)
		WHEN s.move = 'merge' THEN (SELECT k.merged_into FROM app.requirement k WHERE k.site_id = $1::bigint AND k.record_id = (SELECT id FROM me)) END) END
	FROM step s)
SELECT w.said, w.move, w.state, to_char(w.at, 'YYYY-MM-DD') AS day, x.kind, x.number, x.title, x.visible,
	COALESCE((SELECT l.version_planned FROM app.launch l WHERE l.site_id = $1::bigint AND l.record_id = x.id), i.version_planned) AS note,
	p.number AS part_of, i.plan_line AS part
FROM way w LEFT JOIN app.record x ON x.site_id = $1::bigint AND x.id = w.other_id
LEFT JOIN app.iteration i ON i.site_id = $1::bigint AND i.record_id = x.id
LEFT JOIN app.record p ON p.site_id = $1::bigint AND p.id = i.plan_id AND w.move = 'plan'
ORDER BY w.seq;

-- name: evaluation_goals
-- Of each requirement that an evaluated launch or iteration delivers: what was expected, how it stands, whether the department accepted it, and how many of the latest 200 pieces of
-- feedback on the platform, from the release until the evaluation was done, mention it (R27.1).
-- $1 site bigint, $2 number
WITH me AS MATERIALIZED (
	SELECT r.site_id, r.platform_id, k.target_id, COALESCE(r.closed_at, 'infinity') AS until, j.requirement_ids, COALESCE(
		(SELECT l.launched_on FROM app.launch l WHERE l.site_id = k.site_id AND l.record_id = k.target_id),
		(SELECT i.released_on FROM app.iteration i WHERE i.site_id = k.site_id AND i.record_id = k.target_id)) AS since
	FROM app.record r JOIN app.evaluation k ON k.site_id = r.site_id AND k.record_id = r.id JOIN app.project j ON j.site_id = k.site_id AND j.record_id = k.target_id
	WHERE r.site_id = $1::bigint AND r.number = $2),
-- As the index of search keeps their words; those made after the target was: a range of the index by platform, its end first.
said AS MATERIALIZED (
	SELECT t.words FROM me CROSS JOIN LATERAL (SELECT x.id FROM app.record x
		WHERE x.site_id = $1::bigint AND x.platform_id = me.platform_id AND x.kind = 'feedback' AND x.id > me.target_id AND x.created_at >= me.since AND x.created_at <= me.until ORDER BY x.id DESC LIMIT 200) f
	CROSS JOIN LATERAL (SELECT t.words FROM app.record_text t WHERE t.site_id = $1::bigint AND t.record_id = f.id OFFSET 0) t)
SELECT q.number, q.title, NULLIF(c.expected_goal, '') AS expected_goal, s.standing, CASE s.standing WHEN 'accepted' THEN 'ok' WHEN 'reopened' THEN 'bad' WHEN 'awaited' THEN 'warn' ELSE '' END AS tone,
	CASE q.state WHEN 'closed' THEN to_char(q.closed_at, 'YYYY-MM-DD') END AS accepted_on, h.reopened, m.mentions
FROM me
JOIN app.record q ON q.site_id = me.site_id AND q.id = ANY (me.requirement_ids) JOIN app.requirement c ON c.site_id = q.site_id AND c.record_id = q.id
CROSS JOIN LATERAL (SELECT count(*) AS reopened FROM app.event e WHERE e.site_id = $1::bigint AND e.record_id = q.id AND e.detail ->> 'move' = 'reopen') h
CROSS JOIN LATERAL (SELECT CASE WHEN q.state = 'closed' THEN 'accepted' WHEN q.state = 'delivered' THEN 'awaited' WHEN h.reopened > 0 THEN 'reopened' ELSE 'not_delivered' END AS standing) s
CROSS JOIN LATERAL (SELECT app.mention_query(q.title) AS asked OFFSET 0) a
CROSS JOIN LATERAL (SELECT CASE WHEN me.since IS NOT NULL THEN count(*) END AS mentions FROM said WHERE said.words @@ a.asked) m
ORDER BY q.id;

-- name: evaluation_figures
-- What an evaluation is offered (R21.1, R27.1): how its target's requirements stand, and what came since the release until the evaluation was done:
-- defects of it, incidents of it, feedback on its platform with the rating.  As far as whoever asks sees them.
-- $1 site bigint, $2 number
WITH me AS MATERIALIZED (
	SELECT r.platform_id, k.target_id, COALESCE(r.closed_at, 'infinity') AS until, j.requirement_ids, COALESCE(
		(SELECT l.launched_on FROM app.launch l WHERE l.site_id = k.site_id AND l.record_id = k.target_id),
		(SELECT i.released_on FROM app.iteration i WHERE i.site_id = k.site_id AND i.record_id = k.target_id)) AS since
	FROM app.record r JOIN app.evaluation k ON k.site_id = r.site_id AND k.record_id = r.id JOIN app.project j ON j.site_id = k.site_id AND j.record_id = k.target_id
	WHERE r.site_id = $1::bigint AND r.number = $2)
SELECT me.since::text AS since, q.delivered, q.accepted, q.reopened, d.defects, i.incidents, f.feedback, f.rating
FROM me
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE x.state IN ('delivered', 'closed')) AS delivered, count(*) FILTER (WHERE x.state = 'closed') AS accepted,
	count(*) FILTER (WHERE EXISTS (SELECT FROM app.event e WHERE e.site_id = $1::bigint AND e.record_id = x.id AND e.at >= me.since AND e.at <= me.until AND e.detail ->> 'move' = 'reopen')) AS reopened
	FROM app.record x WHERE x.site_id = $1::bigint AND x.id = ANY (me.requirement_ids)) q
CROSS JOIN LATERAL (SELECT count(*) AS defects FROM app.defect e JOIN app.record x ON x.site_id = e.site_id AND x.id = e.record_id
	WHERE e.site_id = $1::bigint AND e.target_id = me.target_id AND x.created_at >= me.since AND x.created_at <= me.until) d
CROSS JOIN LATERAL (SELECT count(*) AS incidents FROM app.incident e JOIN app.record x ON x.site_id = e.site_id AND x.id = e.record_id
	WHERE e.site_id = $1::bigint AND e.target_id = me.target_id AND x.created_at >= me.since AND x.created_at <= me.until) i
-- Those made after the target was: a range of the index by platform.
CROSS JOIN LATERAL (SELECT count(*) AS feedback, round(avg(e.rating), 1)::text AS rating FROM app.record x JOIN app.feedback e ON e.site_id = x.site_id AND e.record_id = x.id
	WHERE x.site_id = $1::bigint AND x.platform_id = me.platform_id AND x.kind = 'feedback' AND x.id > me.target_id AND x.created_at >= me.since AND x.created_at <= me.until) f
WHERE me.since IS NOT NULL;
