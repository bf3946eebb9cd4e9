-- Statements of src/kinds and of the points account.  "<kind>_facts": one row of booleans named as the conditions of its moves;
-- columns of other types are for the checks of its file.

-- ---------------------------------------------------------------- requirement, feedback

-- name: requirement_facts
-- Is the requirement free of projects and plans that are being decided on?  Its own links are looked at (OFFSET 0), not all projects that are with the group.
-- $1 site bigint, $2 number
SELECT NOT EXISTS (SELECT FROM (SELECT l.record_id FROM app.link l WHERE l.site_id = r.site_id AND l.other_id = r.id AND l.sort = 'contains' OFFSET 0) l
	JOIN app.record o ON o.site_id = r.site_id AND o.id = l.record_id WHERE o.kind = 'launch' AND o.state = 'initiation' OR o.kind = 'iteration' AND o.state IN ('fix_approval', 'group_approval'))
	AND NOT EXISTS (SELECT FROM app.quarter_plan_line e JOIN app.record o ON o.site_id = e.site_id AND o.id = e.record_id AND o.state = 'group_approval'
		WHERE e.site_id = r.site_id AND e.requirement_ids @> ARRAY[r.id] AND e.state = 'open' AND e.removed_at IS NULL) AS not_before_group
FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: requirement_liaison
-- The liaisons of the requirement's department if its submitter belongs to another one: they first confirm that it is theirs.
-- $1 site bigint, $2 id
SELECT h.account_id FROM app.record r JOIN app.membership m ON m.site_id = r.site_id AND m.account_id = r.submitted_by
CROSS JOIN LATERAL app.holders(r.site_id, 'requirement.confirm') h
WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND m.department_id IS DISTINCT FROM r.department_id AND h.department_id = r.department_id;

-- name: feedback_merge
-- Moves feedback linked to a requirement to the one it was merged into, with its origin.
-- $1 site bigint, $2 merged requirement, $3 target, $4 now, $5 who
WITH moved AS (
	UPDATE app.feedback SET requirement_id = $3::bigint WHERE site_id = $1::bigint AND requirement_id = $2::bigint RETURNING record_id),
linked AS (
	INSERT INTO app.link (site_id, record_id, other_id, sort, created_at, created_by)
	SELECT $1::bigint, $3::bigint, record_id, 'origin', $4::timestamptz, $5::bigint FROM moved ON CONFLICT DO NOTHING)
SELECT record_id FROM moved;

-- name: feedback_senders_notify
-- Notifies the senders of the feedback behind a requirement of its progress; its submitter is notified anyway.
-- $1 site bigint, $2 requirement, $3 actor, $4 detail as JSON, $5 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT DISTINCT $1::bigint, r.created_by, $2::bigint, 'moved', $3::bigint, $4::jsonb, $5::timestamptz
FROM app.feedback f JOIN app.record r ON r.site_id = f.site_id AND r.id = f.record_id
JOIN app.record q ON q.site_id = f.site_id AND q.id = f.requirement_id
WHERE f.site_id = $1::bigint AND f.requirement_id = $2::bigint AND q.visible = 0
	AND r.created_by IS DISTINCT FROM q.submitted_by AND r.created_by IS DISTINCT FROM $3::bigint AND r.created_by IS NOT NULL;

-- ---------------------------------------------------------------- platform

-- name: platform_facts
-- What the moves of a platform depend on: is the site being taken into use (ninety days from its creation, or its rule says so), was a launch
-- of it ever begun, is one under way, is a grave incident open, and is nothing about it that the reader can see?  For what is entered: since
-- when it runs, its incidents that are not closed, as ids, and the time by the portal's clock.
-- $1 site bigint, $2 number, $3 today, $4 now
SELECT NOT EXISTS (SELECT FROM app.record o WHERE o.site_id = r.site_id AND o.platform_id = r.id) AS unused,
	EXISTS (SELECT FROM app.site s WHERE s.id = r.site_id AND s.created_at::date + 90 >= $3::date)
		OR EXISTS (SELECT FROM app.rule u WHERE u.site_id = r.site_id AND u.key = 'platform_takeover' AND u.value = '1') AS being_taken_over,
	NOT EXISTS (SELECT FROM app.record o WHERE o.site_id = r.site_id AND o.platform_id = r.id AND o.kind = 'launch') AS never_launched,
	NOT EXISTS (SELECT FROM app.record o WHERE o.site_id = r.site_id AND o.platform_id = r.id AND o.kind IN ('launch', 'iteration') AND o.closed_at IS NULL) AS no_launch_under_way,
	NOT EXISTS (SELECT FROM app.incident i JOIN app.record o ON o.site_id = i.site_id AND o.id = i.record_id
		WHERE o.site_id = r.site_id AND o.platform_id = r.id AND o.closed_at IS NULL AND i.severity IN ('1', '2')) AS no_grave_incident,
	app.platform_runs_since(r.site_id, r.id)::text AS runs_since, to_char($4::timestamptz, 'HH24:MI') AS clock,
	(SELECT string_agg(o.id::text, ' ') FROM app.record o WHERE o.site_id = r.site_id AND o.platform_id = r.id AND o.kind = 'incident' AND o.closed_at IS NULL) AS incidents
FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2;

-- ---------------------------------------------------------------- change

-- name: change_facts
-- May its target be changed now, does its department own the target or do the technical work, and is its author of that department (R17.3)?
-- Does it state values or name documents, do the old values still stand, were the new ones written?  Are budget and documents the target's?
-- For the checks: documents of the target (of a budget's: that it is for) with a version made since the group approved, as number=version.
-- $1 site bigint, $2 number
SELECT COALESCE(t.kind = 'requirement' AND t.state IN ('accepted', 'planned') OR t.kind = 'platform' AND t.state <> 'retired'
		OR t.kind = 'budget' AND t.state = 'allocated' OR t.kind IN ('development_plan', 'quarter_plan') AND t.state = 'approved' OR t.kind = 'launch' AND t.state IN ('development', 'testing', 'review', 'go_live')
		OR t.kind = 'iteration' AND t.state IN ('planned', 'development', 'testing'), false) AS target_is_open,
	COALESCE(r.department_id = t.department_id OR d.function = 'tech' OR EXISTS (SELECT FROM app.project n
		JOIN app.record q ON q.site_id = n.site_id AND q.id = ANY (n.requirement_ids) AND q.department_id = r.department_id
		WHERE n.site_id = t.site_id AND n.record_id = t.id), false) AS proposer_owns_target,
	v.n > 0 OR cardinality(k.document_ids) > 0 AS names_what_changes, v.n > 0 AS states_values,
	f.stand AS values_stand, NOT f.stand AS values_moved,
	k.budget_id IS NULL OR EXISTS (SELECT FROM app.budget b JOIN app.record x ON x.site_id = b.site_id AND x.id = b.record_id AND x.state = 'allocated'
		WHERE b.site_id = k.site_id AND b.record_id = k.budget_id AND b.target_id = k.target_id) AS budget_belongs,
	NOT EXISTS (SELECT FROM unnest(k.document_ids) AS w (id) WHERE NOT EXISTS (SELECT FROM app.document x
		WHERE x.site_id = r.site_id AND x.record_id = w.id AND x.target_id IN (k.target_id, o.target_id))) AS documents_belong,
	NOT EXISTS (SELECT FROM unnest(k.document_ids) AS w (id) WHERE NOT EXISTS (SELECT FROM app.record_version x JOIN app.record q ON q.site_id = x.site_id AND q.id = x.record_id AND q.version = x.version
		WHERE x.site_id = r.site_id AND x.record_id = w.id AND x.created_at >= f.since)) AS documents_fresh,
	COALESCE((SELECT string_agg(x.number || ' V' || x.version, ', ' ORDER BY x.id) FROM app.record x WHERE x.site_id = r.site_id AND x.id = ANY (k.document_ids)), '') AS versions_now,
	EXISTS (SELECT FROM app.membership m WHERE m.site_id = r.site_id AND m.account_id = r.created_by AND m.department_id = r.department_id) AS proposer_is_of_department
FROM app.record r JOIN app.change k ON k.site_id = r.site_id AND k.record_id = r.id
LEFT JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
LEFT JOIN app.budget o ON o.site_id = k.site_id AND o.record_id = k.target_id
LEFT JOIN app.department d ON d.site_id = r.site_id AND d.id = r.department_id,
LATERAL (SELECT count(*) AS n FROM app.proposed_value x WHERE x.site_id = r.site_id AND x.record_id = r.id) v,
LATERAL (SELECT COALESCE((SELECT max(a.closed_at) FROM app.approval a WHERE a.site_id = r.site_id AND a.record_id = r.id AND a.outcome = 'approved'), r.state_at) AS since,
	r.closed_at IS NOT NULL OR k.applied_on IS NOT NULL OR app.values_stand(r.site_id, r.id) AS stand) f
WHERE r.site_id = $1::bigint AND r.number = $2;

-- ---------------------------------------------------------------- reward

-- name: reward_facts
-- Is there evidence (R33.1), and does a penalty in effect bar whom it is for (R35.1)?  Its number, for those who see the penalty.
-- $1 site bigint, $2 number, $3 today
SELECT app.has_evidence(r.site_id, r.id) AS has_evidence,
	app.award_barred(r.site_id, k.person_id, k.subject_department_id, $3::date) AS award_barred,
	(SELECT b.number FROM app.award_bars(r.site_id, k.person_id, k.subject_department_id, $3::date) b) AS barred_by
FROM app.record r JOIN app.reward k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = $1::bigint AND r.number = $2;

-- ---------------------------------------------------------------- penalty, appeal

-- name: penalty_facts
-- What the moves of a penalty depend on (R35.1, R35.2), and the department its decision may be announced in.
-- $1 site bigint, $2 number, $3 today
SELECT app.has_evidence(r.site_id, r.id) AS has_evidence,
	NOT 'dismissal_proposal' = ANY (k.measures)
		OR EXISTS (SELECT FROM app.file f WHERE f.site_id = r.site_id AND f.record_id = r.id AND f.field = 'union_notice' AND f.removed_at IS NULL) AS union_heard,
	k.subject = 'supplier' AS outside_the_portal,
	COALESCE(k.statement_until < $3::date, false) AS statement_over,
	k.served_on IS NULL AS not_served,
	CASE r.state WHEN 'statement' THEN k.hearing_seen_on IS NULL ELSE k.served_recorded_on IS NOT NULL AND k.acknowledged_on IS NULL END AS unacknowledged,
	COALESCE(k.appeal_until >= $3::date, false) AND a.filed = 0 AS appeal_open,
	k.served_on IS NOT NULL AND (a.pending = 0 AND (k.appeal_until < $3::date OR a.decided > 0)
		-- Stored are only rules that differ from their default: here that an appeal does not put a penalty off.
		OR EXISTS (SELECT FROM app.rule u WHERE u.site_id = r.site_id AND u.key = 'appeal_suspends')) AS appeal_settled,
	COALESCE(k.effect_to < $3::date, false) AS effect_over,
	COALESCE(k.subject_department_id, m.department_id)::text AS department_id
FROM app.record r JOIN app.penalty k ON k.site_id = r.site_id AND k.record_id = r.id
LEFT JOIN app.membership m ON m.site_id = k.site_id AND m.account_id = k.person_id,
LATERAL (
	SELECT count(*) FILTER (WHERE x.state <> 'withdrawn') AS filed, count(*) FILTER (WHERE x.state IN ('filed', 'assigned')) AS pending,
		count(*) FILTER (WHERE x.state IN ('declined', 'upheld', 'changed', 'revoked')) AS decided
	FROM app.appeal p JOIN app.record x ON x.site_id = p.site_id AND x.id = p.record_id
	WHERE p.site_id = r.site_id AND p.penalty_id = r.id) a
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: penalty_let_in
-- Makes the penalty visible to those concerned and notifies them: the person, or the head of the department; for a supplier, those who hear people without an account.
-- $1 site bigint, $2 id, $3 actor, $4 detail as JSON, $5 now
WITH concerned AS (
	SELECT k.person_id AS account_id, false AS by_right, r.created_by FROM app.penalty k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND k.person_id IS NOT NULL
	UNION
	SELECT m.account_id, true, r.created_by FROM app.penalty k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	JOIN app.role_permission rp ON rp.site_id = k.site_id AND rp.permission = CASE k.subject WHEN 'department' THEN 'department.head' ELSE 'incentive.hear' END
	JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
	JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
	WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND (k.subject = 'supplier' OR m.department_id = k.subject_department_id)),
new AS (
	INSERT INTO app.record_reader (site_id, record_id, account_id) SELECT $1::bigint, $2::bigint, c.account_id FROM concerned c ON CONFLICT DO NOTHING RETURNING account_id)
-- A person concerned is waited for by name and told with that.
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, c.account_id, $2::bigint, 'waiting', $3::bigint, $4::jsonb, $5::timestamptz FROM concerned c JOIN new n ON n.account_id = c.account_id
WHERE c.by_right AND c.account_id IS DISTINCT FROM $3::bigint AND c.account_id IS DISTINCT FROM c.created_by;

-- name: penalty_due
-- Finance carries out deductions of money or pay: it may now see the penalty and is notified, except the person concerned.
-- $1 site bigint, $2 id, $3 actor, $4 detail as JSON, $5 now
WITH payers AS (
	SELECT DISTINCT m.account_id FROM app.penalty k
	JOIN app.role_permission rp ON rp.site_id = k.site_id AND rp.permission = 'incentive.carry_out'
	JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
	JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
	WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND m.account_id IS DISTINCT FROM k.person_id
		AND k.measures && ARRAY['performance_deduction', 'compensation', 'fine', 'contract_penalty']
		AND EXISTS (SELECT FROM app.member_role z JOIN app.role_permission y ON y.site_id = z.site_id AND y.role_id = z.role_id
			WHERE z.site_id = m.site_id AND z.account_id = m.account_id AND y.permission = 'finance.manage')),
new AS (
	INSERT INTO app.record_reader (site_id, record_id, account_id) SELECT $1::bigint, $2::bigint, p.account_id FROM payers p ON CONFLICT DO NOTHING RETURNING account_id)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, n.account_id, $2::bigint, 'waiting', $3::bigint, $4::jsonb, $5::timestamptz FROM new n;

-- name: penalty_longer
-- Extends the deadline for a statement; it is never shortened.
-- $1 site bigint, $2 id, $3 day
WITH longer AS (UPDATE app.record SET due = $3::date WHERE site_id = $1::bigint AND id = $2::bigint AND due < $3::date)
UPDATE app.waiting SET due = $3::date WHERE site_id = $1::bigint AND record_id = $2::bigint AND due < $3::date;

-- name: penalty_acknowledged
-- Those concerned have acknowledged the penalty, so this no longer waits for anybody.
-- $1 site bigint, $2 id
DELETE FROM app.waiting WHERE site_id = $1::bigint AND record_id = $2::bigint AND action = 'acknowledge';

-- name: appeal_facts
-- What the penalty imposes now, and which group members may decide: nobody who proposed the penalty, is concerned, words a change of it or appeals.
-- $1 site bigint, $2 number
SELECT p.points AS points_now, array_to_string(p.measures, ',') AS measures_now, k.new_decision <> '' AS is_worded, (
	SELECT string_agg(DISTINCT mr.account_id::text, ' ') FROM app.role_permission rp
	JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
	JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
	JOIN app.account a ON a.id = m.account_id AND a.disabled_at IS NULL
	WHERE rp.site_id = r.site_id AND rp.permission = 'group.decide' AND mr.account_id IS DISTINCT FROM q.created_by
		AND mr.account_id IS DISTINCT FROM q.submitted_by AND mr.account_id IS DISTINCT FROM p.person_id
		AND (p.subject_department_id IS NULL OR m.department_id IS DISTINCT FROM p.subject_department_id)
		AND mr.account_id IS DISTINCT FROM k.worded_by_id AND mr.account_id IS DISTINCT FROM r.created_by) AS eligible
FROM app.record r JOIN app.appeal k ON k.site_id = r.site_id AND k.record_id = r.id
JOIN app.penalty p ON p.site_id = k.site_id AND p.record_id = k.penalty_id
JOIN app.record q ON q.site_id = k.site_id AND q.id = k.penalty_id
WHERE r.site_id = $1::bigint AND r.number = $2;

-- ---------------------------------------------------------------- notice

-- name: notice_facts
-- Has the acting person yet to confirm reading it?  For the announced record: its state, and whether it is already announced (R20.4).
-- $1 site bigint, $2 number
SELECT app.account() IS NOT NULL AND NOT EXISTS (
		SELECT FROM app.reading n WHERE n.site_id = r.site_id AND n.record_id = r.id AND n.account_id = app.account() AND n.version = r.version) AS unread,
	q.kind AS source_kind, q.state AS source_state, q.number AS source_number, COALESCE(q.visible, 0) AS source_visible,
	app.is_announced(k.site_id, k.source_id, k.type, k.record_id) AS announced
FROM app.record r JOIN app.notice k ON k.site_id = r.site_id AND k.record_id = r.id LEFT JOIN app.record q ON q.site_id = k.site_id AND q.id = k.source_id
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: notice_delivered
-- What a launch or an iteration delivers, for its announcement: of each requirement what it is, how it was and how it is now, each in one line of text, so that
-- nothing in it is read as a heading or a list; how it is used is left open.  Of one that names no requirement that alone.
-- $1 site bigint, $2 number
WITH k AS (
	SELECT k.site_id, k.record_id, k.requirement_ids FROM app.project k WHERE k.site_id = $1::bigint AND k.record_id = (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2)),
d AS (
	SELECT r.id, r.number || ' ' || r.title AS title, q.scenario AS before, COALESCE(NULLIF(q.expected_goal, ''), q.goal) AS after
	FROM k JOIN app.record r ON r.site_id = k.site_id AND r.id = ANY (k.requirement_ids) JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
	ORDER BY r.id LIMIT 30)
SELECT d.title, left(regexp_replace(d.before, '[[:space:]]+', ' ', 'g'), 300) AS before, left(regexp_replace(d.after, '[[:space:]]+', ' ', 'g'), 300) AS after, '____' AS use
FROM k LEFT JOIN d ON true ORDER BY d.id;

-- name: notice_hold_source
-- Locks the announced record, so that two notices of it cannot be published at once.
-- $1 site bigint, $2 source
SELECT id FROM app.record WHERE site_id = $1::bigint AND id = $2::bigint FOR UPDATE;

-- name: notice_is_second
-- Returns a row if another notice of this type about the same record is already published.
-- $1 site bigint, $2 id
SELECT k.record_id FROM app.notice k WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND app.is_announced(k.site_id, k.source_id, k.type, k.record_id);

-- name: notice_withdrawn
-- Notifies the author, submitter and owner of the announced record and lets them see the reason.
-- $1 site bigint, $2 id, $3 actor, $4 detail as JSON, $5 now
WITH theirs AS (
	SELECT DISTINCT who.account_id FROM app.notice k JOIN app.record q ON q.site_id = k.site_id AND q.id = k.source_id,
		unnest(ARRAY[q.created_by, q.submitted_by, q.owner_id]) AS who (account_id)
	WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND who.account_id IS NOT NULL AND who.account_id IS DISTINCT FROM $3::bigint),
shown AS (INSERT INTO app.record_reader (site_id, record_id, account_id) SELECT $1::bigint, $2::bigint, t.account_id FROM theirs t ON CONFLICT DO NOTHING)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, who.account_id, $2::bigint, 'moved', $3::bigint, $4::jsonb, $5::timestamptz FROM theirs who
WHERE NOT EXISTS (SELECT FROM app.notification n WHERE n.site_id = $1::bigint AND n.record_id = $2::bigint AND n.account_id = who.account_id AND n.at = $5::timestamptz);

-- name: notice_restrict
-- A notice for a part of the site is seen by its audience and the handling circle.
-- $1 site bigint, $2 id
WITH hidden AS (
	UPDATE app.record SET visible = 1 WHERE site_id = $1::bigint AND id = $2::bigint)
INSERT INTO app.record_reader (site_id, record_id, account_id)
SELECT k.site_id, k.record_id, m.account_id FROM app.notice k JOIN app.membership m ON m.site_id = k.site_id AND m.left_at IS NULL
WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint
	AND (k.audience = 'department' AND m.department_id = k.audience_department_id OR k.audience = 'persons' AND m.account_id = ANY (k.persons))
ON CONFLICT DO NOTHING;

-- ---------------------------------------------------------------- escalation

-- name: escalation_of_draft
-- Returns a row if a question is about a record that only its author may see.
-- $1 site bigint, $2 id
SELECT t.id FROM app.escalation k JOIN app.record t ON t.site_id = k.site_id AND t.id = k.about_id
WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND t.visible = 2;

-- name: escalation_restrict
-- A question about a record that not everyone sees is seen by that record's readers and the handling circle.
-- $1 site bigint, $2 id
WITH about AS (
	SELECT t.id, t.created_by FROM app.escalation k JOIN app.record t ON t.site_id = k.site_id AND t.id = k.about_id
	WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint AND t.visible > 0),
hidden AS (
	UPDATE app.record SET visible = 1 WHERE site_id = $1::bigint AND id = $2::bigint AND EXISTS (SELECT FROM about))
INSERT INTO app.record_reader (site_id, record_id, account_id)
SELECT $1::bigint, $2::bigint, x.account_id FROM about JOIN app.record_reader x ON x.site_id = $1::bigint AND x.record_id = about.id
UNION
SELECT $1::bigint, $2::bigint, about.created_by FROM about WHERE about.created_by IS NOT NULL
ON CONFLICT DO NOTHING;

-- name: escalation_tell
-- Notifies the author, submitter, owner and followers of the record that the question is about.
-- $1 site bigint, $2 id, $3 actor, $4 detail as JSON, $5 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, who.account_id, $2::bigint, 'moved', $3::bigint, $4::jsonb, $5::timestamptz FROM (
	SELECT unnest(ARRAY[t.created_by, t.submitted_by, t.owner_id]) AS account_id
	FROM app.escalation k JOIN app.record t ON t.site_id = k.site_id AND t.id = k.about_id WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint
	UNION
	SELECT w.account_id FROM app.escalation k JOIN app.watch w ON w.site_id = k.site_id AND w.record_id = k.about_id
	WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint) who
JOIN app.record r ON r.site_id = $1::bigint AND r.id = $2::bigint
WHERE who.account_id IS NOT NULL AND who.account_id IS DISTINCT FROM $3::bigint AND who.account_id IS DISTINCT FROM r.submitted_by;

-- ---------------------------------------------------------------- the points account (R35.3)

-- name: point_add
-- An entry: for a person or for a department.
-- $1 site bigint, $2 record, $3 person, $4 department, $5 year, $6 points, $7 now, $8 who
INSERT INTO app.point (site_id, record_id, person_id, department_id, year, points, at, account_id)
VALUES ($1::bigint, $2::bigint, $3::bigint, $4::bigint, $5::int, $6::int, $7::timestamptz, $8::bigint);

-- name: point_reverse
-- Reverses every valid entry of a record, in the year it was booked in.
-- $1 site bigint, $2 record, $3 now, $4 who
INSERT INTO app.point (site_id, record_id, person_id, department_id, year, points, reverses_id, at, account_id)
SELECT p.site_id, p.record_id, p.person_id, p.department_id, p.year, -p.points, p.id, $3::timestamptz, $4::bigint
FROM app.point p
WHERE p.site_id = $1::bigint AND p.record_id = $2::bigint AND p.reverses_id IS NULL
	AND NOT EXISTS (SELECT FROM app.point q WHERE q.site_id = p.site_id AND q.reverses_id = p.id);
