-- Statements of the pages of one record and of the lists: what hangs on a record, talk, files, links, versions, saved filters.
-- They name the record by its number, so that they can be asked together with it; who does not see it gets no rows.  What hangs on it is found by a
-- value, a sub-select that is looked up once: however many rows of other records there are, they are not read.

-- ---------------------------------------------------------------- the record page

-- name: record_waits
-- What waits on a record and for whom, what is late first; a right is named by the roles that hold it, "key:name" per line.
-- $1 site bigint, $2 number
SELECT w.action, w.account_id::text AS account_id, w.permission, w.department_id, w.except_id::text AS except_id, app.account() = ANY (w.barred) AS barred, a.name, d.name AS department, d.name_en AS department_en,
	to_char(w.since, 'YYYY-MM-DD HH24:MI') AS since, w.due::text AS due, w.due < current_date AS late,
	(SELECT string_agg(COALESCE(ro.key, '') || ':' || ro.name, E'\n' ORDER BY ro.id) FROM app.role_permission rp
		JOIN app.role ro ON ro.site_id = rp.site_id AND ro.id = rp.role_id
		WHERE rp.site_id = w.site_id AND rp.permission = w.permission) AS roles
FROM app.waiting w LEFT JOIN app.person a ON a.id = w.account_id LEFT JOIN app.department d ON d.site_id = w.site_id AND d.id = w.department_id
WHERE w.site_id = $1::bigint AND w.record_id = (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2)
ORDER BY CASE WHEN w.due < current_date THEN w.due END, w.id LIMIT 50;

-- name: record_marks
-- Does the acting person follow it, and was it urged today?
-- $1 site bigint, $2 number, $3 today
SELECT EXISTS (SELECT FROM app.watch w WHERE w.site_id = r.site_id AND w.record_id = r.id AND w.account_id = app.account()) AS watching,
	EXISTS (SELECT FROM app.urge u WHERE u.site_id = r.site_id AND u.record_id = r.id AND u.day = $3::date) AS urged
FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: record_changes
-- Changes of a record that are under way or in force.
-- $1 site bigint, $2 number
SELECT x.number, x.title, x.state FROM app.record r CROSS JOIN LATERAL (
	SELECT c.record_id FROM app.change c WHERE c.site_id = r.site_id AND c.target_id = r.id
	UNION SELECT c.record_id FROM app.change c WHERE c.site_id = r.site_id AND c.budget_id = r.id) c
JOIN app.record x ON x.site_id = r.site_id AND x.id = c.record_id
WHERE r.site_id = $1::bigint AND r.number = $2 AND x.closed_at IS NULL AND x.visible = 0 ORDER BY x.id LIMIT 20;

-- name: record_rounds
-- All rounds of approval of a record, the latest first.  With a round that follows an open one in the same state comes what was changed since: a
-- member decides on what is different from what was sent back (issue 11).  With an open round come the canned opinions of the site and of the person.
-- $1 site bigint, $2 number
SELECT a.id::text AS id, a.round, a.state, a.by_rule, a.version, a.outcome, a.rule, cardinality(a.named) AS named, a.due::text AS due,
	a.outcome IS NULL AND a.due < current_date AS late, o.name AS opener,
	to_char(a.opened_at, 'YYYY-MM-DD HH24:MI') AS opened, to_char(a.closed_at, 'YYYY-MM-DD HH24:MI') AS closed, c.detail AS changed_since, c.names,
	CASE WHEN a.outcome IS NULL THEN (SELECT json_agg(s.text ORDER BY s.account_id NULLS LAST, s.id)::text FROM app.saying s
		WHERE s.site_id = $1::bigint AND (s.account_id IS NULL OR s.account_id = app.account())) END AS sayings
FROM (SELECT a.*, CASE WHEN lag(a.outcome IS NULL, 1, false) OVER w THEN lag(a.version) OVER w END AS version_since FROM app.approval a
	WHERE a.site_id = $1::bigint AND a.record_id = (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2)
	WINDOW w AS (PARTITION BY a.state ORDER BY a.round DESC)) a
LEFT JOIN app.person o ON o.id = a.opened_by
LEFT JOIN LATERAL (
	SELECT json_build_object('changes', COALESCE(json_object_agg(n.key, json_build_array(COALESCE(x.fields ->> n.key, ''), n.value)), '{}'))::text AS detail,
		(SELECT jsonb_build_object('people', jsonb_object_agg(p.id, p.name) FILTER (WHERE p.id IS NOT NULL),
			'departments', jsonb_object_agg(d.id, concat_ws(chr(10), d.name, NULLIF(d.name_en, ''))) FILTER (WHERE d.id IS NOT NULL))::text
		FROM (SELECT DISTINCT one::bigint AS id FROM unnest(array_agg(n.value) || array_agg(x.fields ->> n.key)) AS v (value), unnest(string_to_array(v.value, ',')) one
			WHERE one ~ '^[0-9]{1,18}$') ids
		LEFT JOIN app.person p ON p.id = ids.id
		LEFT JOIN app.department d ON d.site_id = $1::bigint AND d.id = ids.id) AS names
	FROM app.record_version y JOIN app.record_version x ON x.site_id = y.site_id AND x.record_id = y.record_id AND x.version = a.version, jsonb_each_text(y.fields) n
	WHERE y.site_id = a.site_id AND y.record_id = a.record_id AND y.version = a.version_since AND n.value IS DISTINCT FROM COALESCE(x.fields ->> n.key, '')) c ON a.version_since IS NOT NULL
ORDER BY a.round DESC LIMIT 50;

-- name: record_votes
-- The votes of all rounds of a record, and what those who changed theirs had chosen before.
-- $1 site bigint, $2 number
WITH me AS MATERIALIZED (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2)
SELECT v.approval_id::text AS approval_id, p.name, q.name AS cast_by, v.account_id <> v.cast_by AS for_another, v.choice, v.standing, v.opinion, v.judgement::text AS judgement,
	v.standing = 'named' AND v.account_id <> ALL (a.named) AS replaced, v.changed, to_char(v.at, 'YYYY-MM-DD HH24:MI') AS at
FROM (SELECT v.approval_id, v.account_id, v.cast_by, v.choice, v.standing, v.opinion, v.judgement, v.at, false AS changed FROM app.vote v
		WHERE v.site_id = $1::bigint AND v.record_id = (SELECT id FROM me)
	UNION ALL
	SELECT b.approval_id, b.account_id, b.account_id, b.choice, b.standing, b.opinion, b.judgement, b.at, true FROM app.vote_before b
		WHERE b.site_id = $1::bigint AND b.record_id = (SELECT id FROM me)) v
JOIN app.approval a ON a.site_id = $1::bigint AND a.id = v.approval_id
JOIN app.person p ON p.id = v.account_id JOIN app.person q ON q.id = v.cast_by
ORDER BY v.approval_id, v.at LIMIT 500;

-- name: record_opinions
-- Opinions asked for on a record.
-- $1 site bigint, $2 number
SELECT o.id::text AS id, o.account_id::text AS account_id, a.name, b.name AS asker, o.question, o.answer,
	to_char(o.asked_at, 'YYYY-MM-DD HH24:MI') AS asked_at, to_char(o.answered_at, 'YYYY-MM-DD HH24:MI') AS answered_at
FROM app.opinion o JOIN app.person a ON a.id = o.account_id LEFT JOIN app.person b ON b.id = o.asked_by
WHERE o.site_id = $1::bigint AND o.record_id = (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2) ORDER BY o.id LIMIT 100;

-- name: record_watchers
-- Who follows a record or was copied in.
-- $1 site bigint, $2 number
SELECT w.account_id::text AS account_id, a.name FROM app.watch w JOIN app.person a ON a.id = w.account_id
WHERE w.site_id = $1::bigint AND w.record_id = (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2)
ORDER BY a.sort COLLATE app.pinyin, a.id LIMIT 100;

-- name: record_links
-- The records it points to and those that point to it, as far as the person may see them, the latest of each kind first; and the rulings on it by
-- a dispute (R6.4).  Of those that are about it there may be hundreds: a few of each kind, and how many.
-- $1 site bigint, $2 number
WITH me AS MATERIALIZED (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2),
x AS MATERIALIZED (
	SELECT l.sort, l.way, x.id, x.kind, x.number, x.title, x.state, x.visible, l.created_by
	FROM (SELECT l.sort, 'to' AS way, l.other_id AS id, l.created_by FROM app.link l WHERE l.site_id = $1::bigint AND l.record_id = (SELECT id FROM me)
		UNION ALL
		SELECT l.sort, 'from', l.record_id, l.created_by FROM app.link l WHERE l.site_id = $1::bigint AND l.other_id = (SELECT id FROM me)) l
	JOIN app.record x ON x.site_id = $1::bigint AND x.id = l.id),
-- Of each kind how many, and where there are more than there is room for, the last that has room.
same AS (
	SELECT g.*, CASE WHEN g.n > g.room THEN g.ids[g.room] END AS last
	FROM (SELECT x.sort, x.way, x.kind, count(*) AS n, array_agg(x.id ORDER BY x.id DESC) AS ids,
		CASE WHEN x.sort = 'about' AND x.way = 'from' AND x.kind <> 'escalation' THEN 6 ELSE 200 END AS room FROM x GROUP BY x.sort, x.way, x.kind) g)
SELECT x.sort, x.way, x.id::text AS id, x.kind, x.number, x.title, x.state, x.visible, x.created_by::text AS created_by, g.n, COALESCE(x.id = g.last, false) AS is_cut,
	CASE WHEN x.kind = 'escalation' AND x.way = 'from' THEN (SELECT k.ruling FROM app.escalation k WHERE k.site_id = $1::bigint AND k.record_id = x.id) END AS ruling
FROM same g JOIN x ON x.sort = g.sort AND x.way = g.way AND x.kind = g.kind AND (g.last IS NULL OR x.id >= g.last)
ORDER BY x.sort, x.way DESC, x.kind, x.id DESC;

-- name: record_of_platform
-- What is about a platform, by kind, the latest of each first; documents are those of the platform and of its latest launches (R2.1).
-- $1 site bigint, $2 number
WITH p AS MATERIALIZED (SELECT r.site_id, r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2)
SELECT x.id::text AS id, x.kind, x.number, x.title, x.state, x.visible FROM (
	SELECT k.place, y.id FROM p
	CROSS JOIN unnest(ARRAY['launch', 'requirement', 'incident', 'notice', 'feedback']) WITH ORDINALITY k (kind, place)
	CROSS JOIN LATERAL (SELECT r.id FROM app.record r
		WHERE r.site_id = p.site_id AND r.platform_id = p.id AND r.kind = k.kind ORDER BY r.id DESC LIMIT 6) y
	UNION ALL
	SELECT 4, y.id FROM (
		SELECT d.record_id AS id FROM p
		CROSS JOIN LATERAL (SELECT p.id UNION ALL (SELECT r.id FROM app.record r
			WHERE r.site_id = p.site_id AND r.platform_id = p.id AND r.kind = 'launch' ORDER BY r.id DESC LIMIT 6)) t (id)
		CROSS JOIN LATERAL (SELECT d.record_id FROM app.document d
			WHERE d.site_id = p.site_id AND d.target_id = t.id ORDER BY d.record_id DESC LIMIT 6) d
		ORDER BY 1 DESC LIMIT 6) y) found
JOIN app.record x ON x.site_id = $1::bigint AND x.id = found.id ORDER BY found.place, x.kind, x.id DESC;

-- name: record_files
-- The files of a record.
-- $1 site bigint, $2 number
SELECT f.id::text AS id, f.name, f.field, f.size, f.created_by::text AS created_by, a.name AS author, to_char(f.created_at, 'YYYY-MM-DD HH24:MI') AS at
FROM app.file f LEFT JOIN app.person a ON a.id = f.created_by
WHERE f.site_id = $1::bigint AND f.record_id = (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2) AND f.removed_at IS NULL
ORDER BY f.id LIMIT 200;

-- name: record_comments
-- What people said on a record, the latest first, before one; how many there are, and how many that are left out are newer.
-- $1 site bigint, $2 number, $3 before (id), $4 how many
WITH me AS MATERIALIZED (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2),
-- Counted once, not for each that is shown.
x AS MATERIALIZED (SELECT count(*) AS n, count(*) FILTER (WHERE o.id >= $3::bigint) AS newer FROM app.comment o WHERE o.site_id = $1::bigint AND o.record_id = (SELECT id FROM me))
SELECT c.id, c.text, a.name, to_char(c.at, 'YYYY-MM-DD HH24:MI') AS at, (SELECT n FROM x) AS n, (SELECT newer FROM x) AS newer
FROM (SELECT c.id, c.text, c.account_id, c.at FROM app.comment c
	WHERE c.site_id = $1::bigint AND c.record_id = (SELECT id FROM me) AND c.id < $3::bigint ORDER BY c.id DESC LIMIT $4::int) c
LEFT JOIN app.person a ON a.id = c.account_id ORDER BY c.id DESC;

-- name: record_history
-- What happened to a record, the latest first, before an event; names are those of the ids in the changes.
-- Who looked at it is for those who may see the site's history.
-- (A cast from text is not leakproof: only as a sub-select may it choose the index below row security.)
-- $1 site bigint, $2 number, $3 before (number of an event), $4 how many, $5 names of the fields that hold ids
-- The events are found first: an id taken out of their detail would not be looked up by index (it is not leakproof).
SELECT e.seq, e.action, e.object, e.detail::text AS detail, a.name AS actor, f.name AS for_name, to_char(e.at, 'YYYY-MM-DD HH24:MI') AS at, o.number AS other,
	CASE WHEN app.event_names(e.action) THEN array_to_string(app.event_gone($1::bigint, e.action, e.object, e.detail), chr(10)) ELSE '' END AS gone,
	CASE WHEN e.detail -> 'changes' ?| $5::text[] THEN app.event_ids($1::bigint, e.detail -> 'changes', $5::text[])::text END AS names
FROM (SELECT e.seq, e.action, e.object, e.detail, e.actor_id, e.for_id, e.at, (e.detail ->> 'other')::bigint AS other_id
	FROM app.event e
	-- One record, said as a value: the latest events then come out of the index, and no others are read.
	WHERE e.site_id = $1::bigint AND e.record_id = (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2) AND e.seq < $3::bigint
		AND (e.action <> 'record.view' OR (SELECT app.holds('history.view')))
	ORDER BY e.seq DESC LIMIT $4::int) e
LEFT JOIN app.person a ON a.id = e.actor_id LEFT JOIN app.person f ON f.id = e.for_id
LEFT JOIN app.record o ON o.site_id = $1::bigint AND o.id = e.other_id
ORDER BY e.seq DESC;

-- name: record_versions
-- The versions of a record, the latest first.
-- $1 site bigint, $2 number
SELECT v.version, a.name, to_char(v.created_at, 'YYYY-MM-DD HH24:MI') AS at
FROM app.record_version v LEFT JOIN app.person a ON a.id = v.created_by
WHERE v.site_id = $1::bigint AND v.record_id = (SELECT r.id FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2) ORDER BY v.version DESC LIMIT 200;

-- name: record_version_find
-- The fields of one version of a record.
-- $1 site bigint, $2 number, $3 version
SELECT v.version, v.fields::text AS fields, a.name, to_char(v.created_at, 'YYYY-MM-DD HH24:MI') AS at
FROM app.record r JOIN app.record_version v ON v.site_id = r.site_id AND v.record_id = r.id AND v.version = $3::int
LEFT JOIN app.person a ON a.id = v.created_by WHERE r.site_id = $1::bigint AND r.number = $2;

-- ---------------------------------------------------------------- the whole file of a record

-- name: dossier_parts
-- A record and everything that belongs to it, as far as the person may see it: records about it, contained in it, or resulting from it, and what announced it.
-- $1 site bigint, $2 number
SELECT x.id::text AS id, x.kind, x.number, x.title, x.state, x.visible > 0 AND x.created_by IS DISTINCT FROM app.account() AS restricted FROM (
	SELECT r.id, 0 AS place FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $2
	UNION
	SELECT l.record_id, 1 FROM app.record r JOIN app.link l ON l.site_id = r.site_id AND l.other_id = r.id AND l.sort <> 'contains'
	WHERE r.site_id = $1::bigint AND r.number = $2
	UNION
	SELECT l.other_id, 1 FROM app.record r JOIN app.link l ON l.site_id = r.site_id AND l.record_id = r.id AND l.sort <> 'merged'
	WHERE r.site_id = $1::bigint AND r.number = $2
	UNION
	SELECT k.record_id, 1 FROM app.record r JOIN app.notice k ON k.site_id = r.site_id AND k.source_id = r.id WHERE r.site_id = $1::bigint AND r.number = $2) p
JOIN app.record x ON x.site_id = $1::bigint AND x.id = p.id ORDER BY p.place, x.kind, x.id LIMIT 2000;

-- name: dossier_files
-- The stored paths of a record's attachments.
-- $1 site bigint, $2 number
SELECT f.id::text AS id, f.name, f.stored FROM app.record r JOIN app.file f ON f.site_id = r.site_id AND f.record_id = r.id AND f.removed_at IS NULL
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY f.id;

-- ---------------------------------------------------------------- talk

-- name: comment_add
-- Adds a comment to a record.
-- $1 site bigint, $2 id, $3 account, $4 now, $5 text
INSERT INTO app.comment (site_id, record_id, account_id, at, text) VALUES ($1::bigint, $2::bigint, $3::bigint, $4::timestamptz, $5) RETURNING id;

-- name: notify_talk
-- Notifies of a comment: the author, submitter, owner, followers and commenters of the record, and those named unambiguously by @, if they may see the record.
-- $1 site bigint, $2 id, $3 actor, $4 what, $5 detail as JSON, $6 now, $7 text
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT DISTINCT $1::bigint, who.account_id, $2::bigint, $4::text, $3::bigint, $5::jsonb, $6::timestamptz
FROM (
	SELECT unnest(ARRAY[r.created_by, r.submitted_by, r.owner_id]) AS account_id FROM app.record r WHERE r.site_id = $1::bigint AND r.id = $2::bigint
	UNION SELECT w.account_id FROM app.watch w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint
	UNION SELECT c.account_id FROM app.comment c WHERE c.site_id = $1::bigint AND c.record_id = $2::bigint
	UNION SELECT m.account_id FROM app.mentions($1::bigint, $7::text) m WHERE NOT m.several) who
JOIN app.membership m ON m.site_id = $1::bigint AND m.account_id = who.account_id AND m.left_at IS NULL
WHERE who.account_id <> $3::bigint AND app.seen_by($1::bigint, $2::bigint, who.account_id);

-- name: mention_unclear
-- Does a text name by @ a name that several members share?
-- $1 site bigint, $2 text
SELECT EXISTS (SELECT FROM app.mentions($1::bigint, $2::text) m WHERE m.several) AS unclear;

-- name: mention_unclear_said
-- What the acting person's last comment on a record names by @ that more than one member is called, with the login names that tell them apart.
-- $1 site bigint, $2 number
SELECT m.word, string_agg('@' || m.login || COALESCE('（' || d.name || '）', ''), '、' ORDER BY m.login) AS logins FROM app.record r
CROSS JOIN LATERAL (SELECT c.text FROM app.comment c WHERE c.site_id = r.site_id AND c.record_id = r.id AND c.account_id = app.account() ORDER BY c.id DESC LIMIT 1) c
CROSS JOIN LATERAL app.mentions($1::bigint, c.text) m
JOIN app.membership b ON b.site_id = $1::bigint AND b.account_id = m.account_id LEFT JOIN app.department d ON d.site_id = b.site_id AND d.id = b.department_id
WHERE r.site_id = $1::bigint AND r.number = $2 AND m.several GROUP BY m.word ORDER BY m.word;

-- name: member_who_sees
-- A member who sees a record that is restricted: made it, was let in, or handles such records, or all of its kind.
-- $1 site bigint, $2 account, $3 record
SELECT m.account_id AS id, a.name FROM app.membership m JOIN app.account a ON a.id = m.account_id JOIN app.record r ON r.site_id = m.site_id AND r.id = $3::bigint
WHERE m.site_id = $1::bigint AND m.account_id = $2::bigint AND m.left_at IS NULL AND (r.created_by = m.account_id
	OR EXISTS (SELECT FROM app.record_reader x WHERE x.site_id = m.site_id AND x.record_id = r.id AND x.account_id = m.account_id)
	OR EXISTS (SELECT FROM app.member_role z JOIN app.role_permission y ON y.site_id = z.site_id AND y.role_id = z.role_id
		WHERE z.site_id = m.site_id AND z.account_id = m.account_id AND y.permission IN ('restricted.view', app.sight_of(r.kind))));

-- name: watch_add
-- Somebody follows a record or is copied in.
-- $1 site bigint, $2 id, $3 account, $4 by whom, $5 now
INSERT INTO app.watch (site_id, record_id, account_id, added_by, created_at)
VALUES ($1::bigint, $2::bigint, $3::bigint, $4::bigint, $5::timestamptz) ON CONFLICT DO NOTHING RETURNING account_id;

-- name: watch_remove
-- Somebody follows it no longer.
-- $1 site bigint, $2 id, $3 account
DELETE FROM app.watch WHERE site_id = $1::bigint AND record_id = $2::bigint AND account_id = $3::bigint;

-- name: opinion_add
-- Another person's opinion is asked for.
-- $1 site bigint, $2 id, $3 who is asked, $4 by whom, $5 question, $6 now
INSERT INTO app.opinion (site_id, record_id, account_id, asked_by, question, asked_at)
VALUES ($1::bigint, $2::bigint, $3::bigint, $4::bigint, $5, $6::timestamptz) RETURNING id;

-- name: opinion_answer
-- Stores an opinion; no row: it was already given, or was asked of somebody else.
-- $1 site bigint, $2 record, $3 opinion, empty: the newest that is theirs to give, $4 account, $5 answer, $6 now
UPDATE app.opinion SET answer = $5, answered_at = $6::timestamptz
WHERE site_id = $1::bigint AND record_id = $2::bigint AND account_id = $4::bigint AND answered_at IS NULL
	AND id = COALESCE($3::bigint, (SELECT max(o.id) FROM app.opinion o WHERE o.site_id = $1::bigint AND o.record_id = $2::bigint AND o.account_id = $4::bigint AND o.answered_at IS NULL)) RETURNING asked_by;

-- name: opinion_answered
-- Removes the inbox item for an opinion, unless another question is still open.
-- $1 site bigint, $2 record, $3 account
DELETE FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.account_id = $3::bigint AND w.action = 'answer'
	AND NOT EXISTS (SELECT FROM app.opinion o WHERE o.site_id = $1::bigint AND o.record_id = $2::bigint AND o.account_id = $3::bigint AND o.answered_at IS NULL);

-- name: urge_add
-- Records a reminder, at most one a day; no row: one was already sent today.
-- $1 site bigint, $2 id, $3 day, $4 account, $5 now
INSERT INTO app.urge (site_id, record_id, day, account_id, at) VALUES ($1::bigint, $2::bigint, $3::date, $4::bigint, $5::timestamptz)
ON CONFLICT DO NOTHING RETURNING account_id;

-- name: notify_urged
-- Reminds everyone a record is waiting for.
-- $1 site bigint, $2 id, $3 actor, $4 detail as JSON, $5 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT DISTINCT $1::bigint, who.account_id, $2::bigint, 'urged', $3::bigint, $4::jsonb, $5::timestamptz
FROM (
	SELECT w.account_id FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.account_id IS NOT NULL
	UNION
	SELECT mr.account_id FROM app.waiting w
	JOIN app.role_permission rp ON rp.site_id = w.site_id AND rp.permission = w.permission
	JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
	JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
	WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND mr.account_id IS DISTINCT FROM w.except_id AND mr.account_id <> ALL (w.barred)
		AND (w.department_id IS NULL OR w.department_id = m.department_id)) who
WHERE who.account_id <> $3::bigint;

-- ---------------------------------------------------------------- files and links

-- name: file_add
-- A file is attached.
-- $1 site bigint, $2 record, $3 field or '', $4 name, $5 type, $6 size, $7 digest, $8 where, $9 now, $10 by whom
INSERT INTO app.file (site_id, record_id, field, name, type, size, sha256, stored, created_at, created_by)
VALUES ($1::bigint, $2::bigint, $3, $4, $5, $6::bigint, $7, $8, $9::timestamptz, $10::bigint) RETURNING id;

-- name: file_used
-- Bytes of a record's files, and of all that the site uploaded today.
-- $1 site bigint, $2 record or NULL, $3 today
SELECT u.of_record, u.of_day FROM app.site s CROSS JOIN LATERAL app.file_used($2::bigint, $3::date::timestamptz) u WHERE s.id = $1::bigint;

-- name: file_find
-- A file of a record, to be sent.
-- $1 site bigint, $2 number, $3 file
SELECT f.name, f.type, f.stored, r.id AS record_id, r.visible, r.created_by FROM app.record r JOIN app.file f ON f.site_id = r.site_id AND f.record_id = r.id
WHERE r.site_id = $1::bigint AND r.number = $2 AND f.id = $3::bigint AND f.removed_at IS NULL;

-- name: file_remove
-- The person who attached a file removes it from the record; the bytes stay with the history.
-- $1 site bigint, $2 record, $3 file, $4 account, $5 now
UPDATE app.file SET removed_at = $5::timestamptz
WHERE site_id = $1::bigint AND record_id = $2::bigint AND id = $3::bigint AND created_by = $4::bigint AND removed_at IS NULL RETURNING name;

-- name: link_remove
-- The person who made a link removes it.
-- $1 site bigint, $2 from, $3 to, $4 sort, $5 account
DELETE FROM app.link WHERE site_id = $1::bigint AND record_id = $2::bigint AND other_id = $3::bigint AND sort = $4 AND created_by = $5::bigint RETURNING sort;

-- ---------------------------------------------------------------- lists

-- name: filters_of
-- The saved filters of a list, the acting person's own and shared ones; and in a row without id which columns they have chosen.
-- $1 site bigint, $2 kind
SELECT * FROM (SELECT f.id::text AS id, f.name, f.query, f.shared, f.account_id = app.account() AS own, a.name AS author, NULL AS columns
	FROM app.saved_filter f JOIN app.person a ON a.id = f.account_id
	WHERE f.site_id = $1::bigint AND f.kind = $2 AND (f.account_id = app.account() OR f.shared)
	ORDER BY f.account_id <> app.account(), f.name COLLATE app.pinyin LIMIT 60) x
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, c.columns FROM app.list_columns c WHERE c.site_id = $1::bigint AND c.account_id = app.account() AND c.kind = $2;

-- name: columns_keep
-- Which columns the acting person sees in the list of a kind.
-- $1 site bigint, $2 account, $3 kind, $4 names, blank-separated
INSERT INTO app.list_columns (site_id, account_id, kind, columns) VALUES ($1::bigint, $2::bigint, $3, $4)
ON CONFLICT (site_id, account_id, kind) DO UPDATE SET columns = excluded.columns;

-- name: columns_drop
-- They see the usual ones again.
-- $1 site bigint, $2 account, $3 kind
DELETE FROM app.list_columns WHERE site_id = $1::bigint AND account_id = $2::bigint AND kind = $3;

-- name: list_total
-- How many records of a kind and of these states somebody sees, no more than 1,001: from the figures, which are kept (0050_figures.sql), and with
-- what they see by their own relation to it, as on the dashboard (board_counts).
-- $1 site bigint, $2 kind, $3 states, comma-separated; '' for all
WITH mine AS (
	SELECT r.id FROM app.record r
	WHERE r.site_id = $1::bigint AND r.created_by = app.account() AND r.kind = $2 AND r.visible > 0 AND r.visible > app.clearance() AND ($3::text = '' OR r.state = ANY (string_to_array($3::text, ',')))
	UNION
	SELECT r.id FROM app.record_reader x JOIN app.record r ON r.site_id = $1::bigint AND r.id = x.record_id
	WHERE x.site_id = $1::bigint AND x.account_id = app.account() AND r.kind = $2 AND r.visible > 0 AND r.visible > app.clearance() AND ($3::text = '' OR r.state = ANY (string_to_array($3::text, ',')))
	UNION
	SELECT r.id FROM (SELECT $2::text AS kind WHERE app.clears($2::text)) c JOIN app.record r ON r.site_id = $1::bigint AND r.kind = c.kind
	WHERE r.visible = 1 AND r.visible > app.clearance() AND ($3::text = '' OR r.state = ANY (string_to_array($3::text, ','))))
SELECT LEAST(1001, COALESCE((SELECT sum(f.n) FROM app.figure f WHERE f.site_id = $1::bigint AND f.what = 'state' AND f.a = $2 AND ($3::text = '' OR f.b = ANY (string_to_array($3::text, ',')))), 0)
	+ (SELECT count(*) FROM (SELECT FROM mine LIMIT 1001) m))::bigint AS n;

-- name: filter_keep
-- Saves a filter; one of the same name is replaced.
-- $1 site bigint, $2 account, $3 kind, $4 name, $5 query, $6 shared, $7 now
INSERT INTO app.saved_filter (site_id, account_id, kind, name, query, shared, created_at)
VALUES ($1::bigint, $2::bigint, $3, $4, $5, $6::boolean, $7::timestamptz)
ON CONFLICT (site_id, account_id, kind, name) DO UPDATE SET query = excluded.query, shared = excluded.shared;

-- name: filter_drop
-- Deletes a saved filter of the acting person.
-- $1 site bigint, $2 account, $3 filter
DELETE FROM app.saved_filter WHERE site_id = $1::bigint AND account_id = $2::bigint AND id = $3::bigint RETURNING kind, name;
