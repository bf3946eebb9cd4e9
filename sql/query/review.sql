-- Statements of review meetings (R19.1, R19.2).

-- name: review_facts
-- What the moves of a review depend on; who is invited and who has voted, as ids.
-- $1 site bigint, $2 number, $3 today
SELECT NOT EXISTS (SELECT FROM app.review_material m WHERE m.site_id = r.site_id AND m.record_id = r.id
		GROUP BY m.item HAVING NOT bool_or(m.removed_at IS NULL AND m.evidence_id IS NOT NULL))
		AND EXISTS (SELECT FROM app.review_material m WHERE m.site_id = r.site_id AND m.record_id = r.id) AS all_materials,
	-- What is out of sight is no material either.
	NOT EXISTS (SELECT FROM app.review_material m WHERE m.site_id = r.site_id AND m.record_id = r.id AND m.removed_at IS NULL AND m.evidence_id IS NOT NULL
		AND NOT m.item || '=' || m.evidence_id = ANY (f.fits)) AS materials_in_force,
	NULLIF(array_to_string(f.fits, ' '), '') AS fits,
	COALESCE(a.in_group, false) AS invited_group,
	COALESCE(a.business, false) AS invited_business,
	COALESCE(a.marketing, false) AS invited_marketing,
	COALESCE(a.legal, false) AS invited_legal,
	COALESCE(a.operations, false) AS invited_operations,
	t.state = 'review' AND k.round IS NOT DISTINCT FROM l.test_round AS target_is_ready,
	t.state <> 'review' OR k.round IS DISTINCT FROM l.test_round AS target_has_left,
	-- Another meeting of this round decides, has decided, or is still to be rectified.
	NOT EXISTS (SELECT FROM app.review o JOIN app.record x ON x.site_id = o.site_id AND x.id = o.record_id
		WHERE o.site_id = k.site_id AND o.target_id = k.target_id AND o.record_id <> k.record_id AND o.round IS NOT DISTINCT FROM k.round
			AND x.state IN ('open', 'passed', 'failed', 'rectifying')) AS none_before,
	k.chair_id IS NOT NULL AND k.chair_id IS DISTINCT FROM r.created_by AND k.chair_id IS DISTINCT FROM t.created_by
		AND k.chair_id IS DISTINCT FROM t.owner_id AS chair_is_free,
	EXISTS (SELECT FROM app.membership m WHERE m.site_id = k.site_id AND m.account_id = k.chair_id AND m.left_at IS NULL) AS chair_is_here,
	COALESCE(k.held_on <= $3::date, false) AS day_has_come,
	COALESCE(a.present > 0 AND a.unmarked = 0, false) AS presence_recorded,
	-- More than half of those invited, and of each department that article 19 names somebody.
	COALESCE(a.present * 2 > a.n, false) AS quorum,
	COALESCE(a.group_came, false) AS present_group, COALESCE(a.business_came, false) AS present_business, COALESCE(a.marketing_came, false) AS present_marketing,
	COALESCE(a.legal_came, false) AS present_legal, COALESCE(a.operations_came, false) AS present_operations,
	COALESCE(v.n, 0) > 0 AND k.to_vote = '{}' AS votes_recorded, COALESCE(v.n, 0) = 0 AS no_ballots,
	COALESCE(v.pass > v.fail, false) AS more_for, COALESCE(v.fail >= v.pass, false) AS not_more_for,
	-- Who leads the project neither says who was there nor, once it is open, who else comes.
	(SELECT string_agg(x.id::text, ' ') FROM (SELECT unnest(h.managers) UNION SELECT k.chair_id) AS x (id)
		WHERE x.id IS NOT NULL AND NOT x.id = ANY (s.leaders)) AS recorder_ids,
	(SELECT string_agg(x.id::text, ' ') FROM (SELECT unnest(h.managers) UNION SELECT k.chair_id) AS x (id)
		WHERE x.id IS NOT NULL AND (r.state = 'prepared' OR NOT x.id = ANY (s.leaders))) AS inviter_ids,
	CASE r.state WHEN 'prepared' THEN NULLIF(array_to_string(h.managers, ' '), '') END AS planner_ids,
	array_to_string(s.leaders, ' ') AS leader_ids,
	i.n > 0 AS has_items,
	i.n > 0 AND i.pending = 0 AS items_verified,
	a.ids AS invited_ids, v.ids AS voted_ids
FROM app.record r JOIN app.review k ON k.site_id = r.site_id AND k.record_id = r.id
JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
LEFT JOIN app.project l ON l.site_id = k.site_id AND l.record_id = k.target_id
CROSS JOIN LATERAL (SELECT ARRAY(SELECT t.created_by UNION SELECT t.owner_id UNION SELECT e.account_id FROM app.launch_team_member e
	WHERE e.site_id = r.site_id AND e.record_id = t.id AND e.role = 'lead' AND e.removed_at IS NULL) AS leaders, app.launch_asking(r.site_id, t.id) AS asking) s
CROSS JOIN LATERAL (
	SELECT bool_or(x.in_group) AS in_group, bool_or(x.is_business) AS business,
		bool_or(x.function = 'marketing') AS marketing, bool_or(x.function = 'legal') AS legal, bool_or(x.function = 'operations') AS operations,
		bool_or(x.in_group AND x.came) AS group_came, bool_or(x.is_business AND x.came) AS business_came, bool_or(x.function = 'marketing' AND x.came) AS marketing_came,
		bool_or(x.function = 'legal' AND x.came) AS legal_came, bool_or(x.function = 'operations' AND x.came) AS operations_came,
		count(*) AS n, count(*) FILTER (WHERE x.came) AS present, count(*) FILTER (WHERE x.state = 'invited') AS unmarked,
		string_agg(x.account_id::text, ' ') AS ids
	FROM (SELECT y.*, y.state = 'present' AS came, y.function = 'business' OR y.department_id = ANY (s.asking) AS is_business
		FROM app.review_attendance y WHERE y.site_id = r.site_id AND y.record_id = r.id AND y.removed_at IS NULL) x) a
CROSS JOIN LATERAL (
	SELECT count(*) AS n, count(*) FILTER (WHERE x.choice = 'pass') AS pass, count(*) FILTER (WHERE x.choice = 'fail') AS fail,
		string_agg(x.by_id::text, ' ') AS ids
	FROM app.review_ballot x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.removed_at IS NULL) v
CROSS JOIN LATERAL (
	SELECT count(*) AS n, count(*) FILTER (WHERE x.state <> 'verified') AS pending
	FROM app.review_item x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.removed_at IS NULL) i
-- OFFSET 0: each once, not at every place that names it.
CROSS JOIN LATERAL (SELECT ARRAY(SELECT y.item || '=' || y.evidence_id FROM app.review_fits(r.site_id, r.id) y) AS fits OFFSET 0) f
CROSS JOIN LATERAL (SELECT ARRAY(SELECT y.account_id FROM app.holders(r.site_id, 'review.manage') y) AS managers OFFSET 0) h
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: review_begin
-- A new meeting refers to the present tests and gets a row for each required material: of a launch the seven of article 19, of an iteration those of article 26.
-- $1 site bigint, $2 id, $3 now, $4 who
WITH begun AS (
	UPDATE app.review k SET round = (SELECT l.test_round FROM app.project l WHERE l.site_id = k.site_id AND l.record_id = k.target_id),
		meeting = 1 + (SELECT count(*) FROM app.review o WHERE o.site_id = k.site_id AND o.target_id = k.target_id AND o.record_id <> k.record_id)
	WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint)
INSERT INTO app.review_material (site_id, record_id, no, at, by_id, item)
SELECT $1::bigint, $2::bigint, n, $3::timestamptz, $4::bigint, item FROM app.review k JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
CROSS JOIN unnest(CASE t.kind WHEN 'launch' THEN ARRAY['development_completion', 'test_report', 'acceptance', 'security_assessment', 'launch_plan', 'maintenance_plan', 'emergency_plan']
	ELSE ARRAY['development_completion', 'test_report', 'acceptance', 'launch_plan', 'maintenance_plan'] END) WITH ORDINALITY AS x (item, n)
WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint;

-- name: review_collect
-- Fill in what is missing and is there: approved documents of the project by their type, and what the project itself says.
-- $1 site bigint, $2 id, $3 now
WITH best AS (
	SELECT DISTINCT ON (f.item) f.item, f.evidence_id, f.said FROM app.review_fits($1::bigint, $2::bigint) f ORDER BY f.item, f.evidence_id DESC)
UPDATE app.review_material m SET evidence_id = best.evidence_id, text = best.said, state = 'present', version = version + 1, changed_at = $3::timestamptz
FROM best WHERE m.site_id = $1::bigint AND m.record_id = $2::bigint AND m.removed_at IS NULL AND m.evidence_id IS NULL AND m.item = best.item;

-- name: review_adjourn
-- Resets attendance so that the meeting can be prepared again.
-- $1 site bigint, $2 id
UPDATE app.review_attendance SET state = 'invited' WHERE site_id = $1::bigint AND record_id = $2::bigint AND removed_at IS NULL;

-- name: review_invite
-- Invites somebody who is not invited yet.
-- $1 site bigint, $2 id, $3 account, $4 now, $5 who
INSERT INTO app.review_attendance (site_id, record_id, no, at, by_id, account_id)
SELECT $1::bigint, $2::bigint, (SELECT COALESCE(max(a.no), 0) FROM app.review_attendance a WHERE a.site_id = $1::bigint AND a.record_id = $2::bigint) + row_number() OVER (),
	$4::timestamptz, $5::bigint, x.id
FROM (SELECT $3::bigint AS id) x
WHERE NOT EXISTS (SELECT FROM app.review_attendance a WHERE a.site_id = $1::bigint AND a.record_id = $2::bigint AND a.account_id = x.id AND a.removed_at IS NULL);

-- name: review_invite_again
-- Invites to the next meeting everyone who was invited to the previous one and is still a member.
-- $1 site bigint, $2 id, $3 the one before, $4 now, $5 who
INSERT INTO app.review_attendance (site_id, record_id, no, at, by_id, account_id)
SELECT $1::bigint, $2::bigint, (SELECT COALESCE(max(a.no), 0) FROM app.review_attendance a WHERE a.site_id = $1::bigint AND a.record_id = $2::bigint) + row_number() OVER (ORDER BY x.no),
	$4::timestamptz, $5::bigint, x.account_id
FROM app.review_attendance x JOIN app.membership m ON m.site_id = x.site_id AND m.account_id = x.account_id AND m.left_at IS NULL
WHERE x.site_id = $1::bigint AND x.record_id = $3::bigint AND x.removed_at IS NULL
	AND NOT EXISTS (SELECT FROM app.review_attendance a WHERE a.site_id = $1::bigint AND a.record_id = $2::bigint AND a.account_id = x.account_id AND a.removed_at IS NULL);

-- name: review_seat
-- For which department those newly invited come, and whether they belong to the management group: as it is today.
-- $1 site bigint, $2 id
UPDATE app.review_attendance a SET department_id = m.department_id, function = COALESCE(d.function, 'other'),
	in_group = EXISTS (SELECT FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id
		WHERE mr.site_id = m.site_id AND mr.account_id = m.account_id AND rp.permission = 'group.decide')
FROM app.membership m LEFT JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
WHERE a.site_id = $1::bigint AND a.record_id = $2::bigint AND a.function IS NULL AND m.site_id = a.site_id AND m.account_id = a.account_id;

-- name: review_waits
-- Updates who still has to vote and the inbox items of participants, rectifiers and verifiers; people they now wait for are notified.
-- Nobody votes on a project of their own, nor on the meeting they prepared.
-- $1 site bigint, $2 id, $3 actor, $4 now
WITH meeting AS (
	SELECT r.id, r.state, k.held_on, ARRAY[r.created_by, t.created_by, t.owner_id] AS partial
	FROM app.record r JOIN app.review k ON k.site_id = r.site_id AND k.record_id = r.id JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
	WHERE r.site_id = $1::bigint AND r.id = $2::bigint),
invited AS (
	SELECT a.account_id, a.state, a.no FROM app.review_attendance a WHERE a.site_id = $1::bigint AND a.record_id = $2::bigint AND a.removed_at IS NULL),
voters AS (
	SELECT i.account_id, i.no FROM invited i CROSS JOIN meeting g
	WHERE g.state = 'open' AND i.state = 'present' AND NOT COALESCE(i.account_id = ANY (g.partial), false)
		AND NOT EXISTS (SELECT FROM app.review_ballot b WHERE b.site_id = $1::bigint AND b.record_id = $2::bigint AND b.by_id = i.account_id AND b.removed_at IS NULL)),
tallied AS (
	UPDATE app.review SET to_vote = ARRAY(SELECT account_id FROM voters ORDER BY no) WHERE site_id = $1::bigint AND record_id = $2::bigint),
wanted AS (
	SELECT 'attend' AS action, i.account_id, NULL::text AS permission, NULL::bigint AS except_id, g.held_on AS due FROM invited i CROSS JOIN meeting g
	WHERE g.state IN ('prepared', 'open') AND i.state = 'invited'
	UNION ALL
	SELECT 'ballot', v.account_id, NULL, NULL, g.held_on FROM voters v CROSS JOIN meeting g
	UNION ALL
	SELECT 'rectify_item', x.owner_id, NULL, NULL, min(x.due) FROM app.review_item x CROSS JOIN meeting g
	WHERE x.site_id = $1::bigint AND x.record_id = $2::bigint AND x.removed_at IS NULL AND x.state = 'open' AND g.state = 'rectifying' GROUP BY x.owner_id
	UNION ALL
	SELECT 'verify_item', NULL, 'review.manage', x.owner_id, NULL FROM app.review_item x CROSS JOIN meeting g
	WHERE x.site_id = $1::bigint AND x.record_id = $2::bigint AND x.removed_at IS NULL AND x.state = 'done' AND g.state = 'rectifying' GROUP BY x.owner_id
	UNION ALL
	SELECT 'next_round', NULL, 'review.manage', NULL, NULL FROM meeting g WHERE g.state = 'rectifying' AND NOT EXISTS (
		SELECT FROM app.review_item x WHERE x.site_id = $1::bigint AND x.record_id = $2::bigint AND x.removed_at IS NULL AND x.state <> 'verified')),
over AS (
	DELETE FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint
		AND w.action IN ('attend', 'ballot', 'rectify_item', 'verify_item', 'next_round')
		AND NOT EXISTS (SELECT FROM wanted n WHERE (n.action, n.account_id, n.permission, n.except_id, n.due)
			IS NOT DISTINCT FROM (w.action, w.account_id, w.permission, w.except_id, w.due))),
added AS (
	INSERT INTO app.waiting (site_id, record_id, action, account_id, permission, except_id, since, due)
	SELECT $1::bigint, $2::bigint, n.action, n.account_id, n.permission, n.except_id, $4::timestamptz, n.due FROM wanted n
	WHERE NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint
		AND (n.action, n.account_id, n.permission, n.except_id, n.due) IS NOT DISTINCT FROM (w.action, w.account_id, w.permission, w.except_id, w.due))
	RETURNING account_id)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT DISTINCT $1::bigint, added.account_id, $2::bigint, 'waiting', $3::bigint, jsonb_build_object('kind', 'review', 'state', g.state), $4::timestamptz
FROM added CROSS JOIN meeting g WHERE added.account_id IS NOT NULL AND added.account_id IS DISTINCT FROM $3::bigint;
