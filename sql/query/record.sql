-- Statements of src/record: the common row of records and what every kind keeps with it.

-- name: record_next_id
-- An id for a record that will be made in this transaction.
-- global: a sequence belongs to no site
SELECT nextval('app.record_id_seq') AS id;

-- name: record_add
-- The common row with the next number of its kind and year.
-- $1 site bigint, $2 id, $3 kind, $4 code, $5 year, $6 title, $7 state, $8 visible, $9 owner, $10 department, $11 platform, $12 due, $13 now, $14 author, $15 submitter
WITH n AS (
	INSERT INTO app.counter AS c (site_id, kind, year, last) VALUES ($1::bigint, $3::text, $5::int, 1)
	ON CONFLICT (site_id, kind, year) DO UPDATE SET last = c.last + 1 RETURNING last)
INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, visible, owner_id, department_id, platform_id, due,
	created_at, created_by, changed_at, state_at, submitted_by)
SELECT $1::bigint, $2::bigint, $3::text, $4::text || '-' || $5::text || '-' || lpad(n.last::text, greatest(4, length(n.last::text)), '0'),
	$5::int, n.last, $6::text, $7::text, $8::smallint, $9::bigint, $10::bigint, $11::bigint, $12::date,
	$13::timestamptz, $14::bigint, $13::timestamptz, $13::timestamptz, $15::bigint
FROM n RETURNING number;

-- name: record_author_add
-- Who made a record anonymously, named to holders of a permission alone.
-- $1 site bigint, $2 id, $3 author, $4 permission
INSERT INTO app.record_author (site_id, record_id, account_id, shown_to) VALUES ($1::bigint, $2::bigint, $3::bigint, $4);

-- name: record_author_tell
-- Notifies whoever made a record anonymously, unless it is the person who acts.
-- $1 site bigint, $2 id, $3 what, $4 actor, $5 detail as JSON, $6 now
SELECT app.tell_author($2::bigint, $3::text, $4::bigint, $5::jsonb, $6::timestamptz) WHERE $1::bigint = app.site();

-- name: record_edit
-- The common row after an edit; no row: somebody saved another version meanwhile.
-- $1 site bigint, $2 id, $3 version shown, $4 title, $5 owner, $6 department, $7 platform, $8 due, $9 now
UPDATE app.record SET title = $4, owner_id = $5::bigint, department_id = $6::bigint, platform_id = $7::bigint, due = $8::date,
	version = version + 1, changed_at = $9::timestamptz
WHERE site_id = $1::bigint AND id = $2::bigint AND version = $3::int RETURNING version;

-- name: record_state
-- A new state; no row: it was not in the state the move began with.
-- $1 site bigint, $2 id, $3 from, $4 to, $5 visible, $6 due (kept when $7), $7 keep due, $8 submitter (NULL keeps), $9 closed, $10 now
UPDATE app.record SET state = $4, state_from = state, visible = $5::smallint, due = CASE WHEN $7::boolean THEN due ELSE $6::date END,
	submitted_by = COALESCE($8::bigint, submitted_by), closed_at = $9::timestamptz,
	state_at = $10::timestamptz, changed_at = $10::timestamptz
WHERE site_id = $1::bigint AND id = $2::bigint AND state = $3 RETURNING id;

-- name: record_official
-- Numbers a record as an official document, once; whoever issues another at the same moment waits, so that there is no gap.
-- $1 site bigint, $2 id, $3 code, $4 year
WITH n AS (
	INSERT INTO app.counter AS c (site_id, kind, year, last)
	SELECT r.site_id, 'official:' || $3::text, $4::int, 1 FROM app.record r WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND r.official_number IS NULL
	ON CONFLICT (site_id, kind, year) DO UPDATE SET last = c.last + 1 RETURNING last)
UPDATE app.record r SET official_number = $3::text || '〔' || $4::text || '〕' || n.last || '号' FROM n WHERE r.site_id = $1::bigint AND r.id = $2::bigint;

-- name: record_touch
-- Marks a record as changed.
-- $1 site bigint, $2 id, $3 now
UPDATE app.record SET changed_at = $3::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: record_platform_as
-- Sets a record's platform to that of the record it is about, or to that one if it is a platform.
-- $1 site bigint, $2 id, $3 what it is about
UPDATE app.record r SET platform_id = CASE t.kind WHEN 'platform' THEN t.id ELSE t.platform_id END FROM app.record t
WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND t.site_id = $1::bigint AND t.id = $3::bigint;

-- name: record_reader_add
-- Somebody may see a record that not everyone sees.
-- $1 site bigint, $2 id, $3 account
INSERT INTO app.record_reader (site_id, record_id, account_id) VALUES ($1::bigint, $2::bigint, $3::bigint) ON CONFLICT DO NOTHING;

-- name: record_kind_by_id
-- Which kind and number an id has.
-- $1 site bigint, $2 id
SELECT kind, number FROM app.record WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: record_resolve
-- The records of these numbers, if of one of these kinds and in sight: a row for each number that is found.  They are looked up in the
-- index by the array; a join with what is typed alone would read all records of the site.
-- $1 site bigint, $2 numbers text[], $3 kinds (NULL: any)
SELECT r.id, r.number, r.kind, r.title, r.state FROM unnest($2::text[]) v (number)
JOIN app.record r ON r.site_id = $1::bigint AND r.number = upper(v.number) AND r.number = ANY (ARRAY(SELECT upper(w.number) FROM unnest($2::text[]) w (number)))
WHERE $3::text IS NULL OR r.kind = ANY (string_to_array($3::text, ' '));

-- name: record_resolve_held
-- The same, staying in the state it is found in until this transaction ends: whoever moves it waits.
-- $1 site bigint, $2 numbers text[], $3 kinds (NULL: any)
SELECT r.id, r.number, r.kind, r.title, r.state FROM unnest($2::text[]) v (number)
JOIN app.record r ON r.site_id = $1::bigint AND r.number = upper(v.number) AND r.number = ANY (ARRAY(SELECT upper(w.number) FROM unnest($2::text[]) w (number)))
WHERE $3::text IS NULL OR r.kind = ANY (string_to_array($3::text, ' ')) ORDER BY r.id FOR UPDATE OF r;

-- name: member_resolve
-- Which of these accounts are members of the site?
-- $1 site bigint, $2 accounts bigint[]
SELECT m.account_id AS id, a.name FROM unnest($2::bigint[]) v (id)
JOIN app.membership m ON m.site_id = $1::bigint AND m.account_id = v.id AND m.left_at IS NULL JOIN app.account a ON a.id = m.account_id;

-- name: department_resolve
-- Which of these are departments of the site?
-- $1 site bigint, $2 departments bigint[]
SELECT d.id, d.name FROM unnest($2::bigint[]) v (id)
JOIN app.department d ON d.site_id = $1::bigint AND d.id = v.id AND d.closed_at IS NULL;

-- name: record_version_add
-- Keep a version of the fields.
-- $1 site bigint, $2 id, $3 version, $4 now, $5 author, $6 fields as JSON
INSERT INTO app.record_version (site_id, record_id, version, created_at, created_by, fields)
VALUES ($1::bigint, $2::bigint, $3::int, $4::timestamptz, $5::bigint, $6::jsonb) ON CONFLICT DO NOTHING;

-- name: record_text_put
-- Stores a record's search text; its number and old number are read here, because the number may be new.
-- $1 site bigint, $2 id, $3 text
INSERT INTO app.record_text (site_id, record_id, words, body)
SELECT r.site_id, r.id, array_to_tsvector(app.words_of(concat_ws(' ', r.number, NULLIF(i.old_number, ''), $3::text))), app.fold(concat_ws(' ', r.number, NULLIF(i.old_number, ''), $3::text))
FROM app.record r LEFT JOIN app.imported i ON i.site_id = r.site_id AND i.record_id = r.id WHERE r.site_id = $1::bigint AND r.id = $2::bigint
ON CONFLICT (site_id, record_id) DO UPDATE SET words = excluded.words, body = excluded.body;

-- name: waiting_clear
-- Removes all inbox items of a record.
-- $1 site bigint, $2 id
DELETE FROM app.waiting WHERE site_id = $1::bigint AND record_id = $2::bigint;

-- name: waiting_add
-- Adds an inbox item for a person.
-- $1 site bigint, $2 id, $3 action, $4 account, $5 permission, $6 department, $7 except, $8 round, $9 since, $10 due
INSERT INTO app.waiting (site_id, record_id, action, account_id, permission, department_id, except_id, approval_id, since, due)
VALUES ($1::bigint, $2::bigint, $3, $4::bigint, $5, $6::bigint, $7::bigint, $8::bigint, $9::timestamptz, $10::date);

-- name: waiting_right
-- Adds an inbox item for the holders of a right, except those who are barred.
-- $1 site bigint, $2 id, $3 action, $4 permission, $5 department, $6 since, $7 due, $8 barred accounts, $9 barred departments
INSERT INTO app.waiting (site_id, record_id, action, permission, department_id, since, due, barred)
SELECT $1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $6::timestamptz, $7::date, $8::bigint[] || ARRAY(
	SELECT m.account_id FROM app.membership m WHERE m.site_id = $1::bigint AND m.department_id = ANY ($9::bigint[]))
WHERE NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = $3::text AND w.permission = $4::text);

-- name: waiting_nobody
-- A step that nobody can take becomes an inbox item for the people who can help, and the submitter is notified; it is removed once somebody can take the step (RX.3).
-- The record is a range of ids, so that one plan reads the items of one record, or those of all; behind row security CASE is looked up in
-- an index, COALESCE is not.
-- $1 site bigint, $2 record (NULL: all), $3 records whose open round cannot come to an end bigint[], $4 now
WITH blocked AS (
	SELECT DISTINCT w.record_id FROM app.waiting w
	WHERE w.site_id = $1::bigint AND w.record_id BETWEEN CASE WHEN $2::bigint IS NULL THEN 0 ELSE $2::bigint END AND CASE WHEN $2::bigint IS NULL THEN 9223372036854775807 ELSE $2::bigint END AND w.action <> 'nobody' AND (w.record_id = ANY ($3::bigint[])
		OR w.account_id IS NOT NULL AND NOT EXISTS (SELECT FROM app.membership m JOIN app.account a ON a.id = m.account_id AND a.disabled_at IS NULL
			WHERE m.site_id = $1::bigint AND m.account_id = w.account_id AND m.left_at IS NULL)
		OR w.permission IS NOT NULL AND NOT EXISTS (SELECT FROM app.role_permission rp
			JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
			JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
			JOIN app.account a ON a.id = m.account_id AND a.disabled_at IS NULL
			WHERE rp.site_id = $1::bigint AND rp.permission = w.permission AND m.account_id <> ALL (w.barred) AND m.account_id IS DISTINCT FROM w.except_id
				AND (w.department_id IS NULL OR m.department_id = w.department_id)))),
freed AS (
	DELETE FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id BETWEEN CASE WHEN $2::bigint IS NULL THEN 0 ELSE $2::bigint END AND CASE WHEN $2::bigint IS NULL THEN 9223372036854775807 ELSE $2::bigint END AND w.action = 'nobody'
		AND NOT EXISTS (SELECT FROM blocked b WHERE b.record_id = w.record_id)),
told AS (
	INSERT INTO app.waiting (site_id, record_id, action, permission, since)
	SELECT $1::bigint, b.record_id, 'nobody', CASE r.visible WHEN 0 THEN 'members.manage' ELSE 'group.lead' END, $4::timestamptz
	FROM blocked b JOIN app.record r ON r.site_id = $1::bigint AND r.id = b.record_id
	WHERE NOT EXISTS (SELECT FROM app.waiting n WHERE n.site_id = $1::bigint AND n.record_id = b.record_id AND n.action = 'nobody')
	RETURNING record_id, permission)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, x.account_id, t.record_id, 'nobody', NULL, jsonb_build_object('kind', r.kind, 'state', r.state), $4::timestamptz
FROM told t JOIN app.record r ON r.site_id = $1::bigint AND r.id = t.record_id
CROSS JOIN LATERAL (
	SELECT unnest(ARRAY[r.created_by, r.submitted_by, r.owner_id]) AS account_id
	UNION
	SELECT mr.account_id FROM app.role_permission rp JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
	JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
	WHERE rp.site_id = $1::bigint AND rp.permission = t.permission) x
WHERE x.account_id IS NOT NULL;

-- name: waiting_decide
-- The holders of a right are to decide in a round, but for those who are barred from it.
-- $1 site bigint, $2 id, $3 permission, $4 round, $5 since, $6 due, $7 barred accounts, $8 barred departments
INSERT INTO app.waiting (site_id, record_id, action, permission, approval_id, since, due, barred)
VALUES ($1::bigint, $2::bigint, 'decide', $3, $4::bigint, $5::timestamptz, $6::date, $7::bigint[] || ARRAY(
	SELECT m.account_id FROM app.membership m WHERE m.site_id = $1::bigint AND m.department_id = ANY ($8::bigint[])));

-- name: party_add
-- Stores that somebody acted on a record in a state; from then on they are a party to it.
-- $1 site bigint, $2 record, $3 account, $4 state, $5 how, $6 now
INSERT INTO app.party (site_id, record_id, account_id, state, how, at)
VALUES ($1::bigint, $2::bigint, $3::bigint, $4, $5, $6::timestamptz) ON CONFLICT DO NOTHING;

-- name: waiting_named
-- Adds inbox items for the named deciders of an open round who have not judged; returns those who are new.
-- $1 site bigint, $2 id, $3 since, $4 due
WITH round AS (
	SELECT a.id, x.account_id FROM app.approval a, unnest(a.named) AS x (account_id)
	WHERE a.site_id = $1::bigint AND a.record_id = $2::bigint AND a.outcome IS NULL),
gone AS (
	DELETE FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint
		AND (w.account_id IS NULL OR w.action = 'decide' AND w.account_id NOT IN (SELECT account_id FROM round)))
INSERT INTO app.waiting (site_id, record_id, action, account_id, since, due)
SELECT $1::bigint, $2::bigint, 'decide', n.account_id, $3::timestamptz, $4::date FROM round n
WHERE NOT EXISTS (SELECT FROM app.vote v WHERE v.site_id = $1::bigint AND v.approval_id = n.id AND v.account_id = n.account_id)
	AND NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.action = 'decide' AND w.account_id = n.account_id)
RETURNING account_id;

-- name: waiting_done
-- Removes the inbox item of a person who has judged.
-- $1 site bigint, $2 id, $3 account
DELETE FROM app.waiting WHERE site_id = $1::bigint AND record_id = $2::bigint AND account_id = $3::bigint AND action = 'decide';

-- name: notify_waiting
-- Notifies everyone a record now waits for, and its author, submitter and followers, except the person who acted.
-- $1 site bigint, $2 id, $3 actor, $4 detail as JSON, $5 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, who.account_id, $2::bigint, CASE WHEN bool_or(who.waits) THEN 'waiting' ELSE 'moved' END, $3::bigint, $4::jsonb, $5::timestamptz
FROM (
	SELECT w.account_id, true AS waits FROM app.waiting w WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.account_id IS NOT NULL
	UNION
	SELECT mr.account_id, true FROM app.waiting w
	JOIN app.role_permission rp ON rp.site_id = w.site_id AND rp.permission = w.permission
	JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
	JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
	WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND mr.account_id IS DISTINCT FROM w.except_id AND mr.account_id <> ALL (w.barred)
		AND (w.department_id IS NULL OR w.department_id = m.department_id)
		-- A right to act is no right to see: who does not see the record is not told of it.
		AND EXISTS (SELECT FROM app.record q WHERE q.site_id = $1::bigint AND q.id = $2::bigint AND (q.visible = 0 OR q.created_by = mr.account_id
			OR EXISTS (SELECT FROM app.record_reader x WHERE x.site_id = $1::bigint AND x.record_id = $2::bigint AND x.account_id = mr.account_id)
			OR q.visible = 1 AND EXISTS (SELECT FROM app.member_role z JOIN app.role_permission y ON y.site_id = z.site_id AND y.role_id = z.role_id
				WHERE z.site_id = $1::bigint AND z.account_id = mr.account_id AND y.permission IN ('restricted.view', app.sight_of(q.kind)))))
	UNION
	SELECT x.account_id, false FROM app.record r, unnest(ARRAY[r.created_by, r.submitted_by]) AS x (account_id)
	WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND x.account_id IS NOT NULL
	UNION
	SELECT x.account_id, false FROM app.watch x WHERE x.site_id = $1::bigint AND x.record_id = $2::bigint) who
WHERE who.account_id IS DISTINCT FROM $3::bigint
GROUP BY who.account_id;

-- name: notify_one
-- Tell one person.
-- $1 site bigint, $2 id, $3 account, $4 what, $5 actor, $6 detail as JSON, $7 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT $1::bigint, $3::bigint, $2::bigint, $4::text, $5::bigint, $6::jsonb, $7::timestamptz WHERE $3::bigint IS DISTINCT FROM $5::bigint;

-- name: link_add
-- One record points to another.
-- $1 site bigint, $2 id, $3 other, $4 sort, $5 now, $6 author
INSERT INTO app.link (site_id, record_id, other_id, sort, created_at, created_by)
VALUES ($1::bigint, $2::bigint, $3::bigint, $4, $5::timestamptz, $6::bigint) ON CONFLICT DO NOTHING;

-- name: approval_open
-- A new round.
-- $1 site bigint, $2 id, $3 record, $4 state, $5 rule kind, $6 now, $7 opener, $8 due, $9 quorum in words, $10 those named
INSERT INTO app.approval (site_id, id, record_id, round, state, by_rule, version, opened_at, opened_by, due, rule, named)
SELECT $1::bigint, $2::bigint, r.id, COALESCE((SELECT max(a.round) FROM app.approval a WHERE a.site_id = $1::bigint AND a.record_id = r.id), 0) + 1,
	$4, $5, r.version, $6::timestamptz, $7::bigint, $8::date, $9, $10::bigint[]
FROM app.record r WHERE r.site_id = $1::bigint AND r.id = $3::bigint;

-- name: approval_next_id
-- An id for a round that will be opened in this transaction.
-- global: a sequence belongs to no site
SELECT nextval('app.approval_id_seq') AS id;

-- name: approval_close
-- A round ends.
-- $1 site bigint, $2 round, $3 outcome, $4 now
UPDATE app.approval SET outcome = $3, closed_at = $4::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint AND outcome IS NULL RETURNING id;

-- name: approval_open_records
-- The records of a site that are being decided on.
-- $1 site bigint
SELECT record_id::text AS record_id FROM app.approval WHERE site_id = $1::bigint AND outcome IS NULL ORDER BY record_id;

-- name: approval_rename
-- Changes the named deciders of an open round.
-- $1 site bigint, $2 record, $3 those named
UPDATE app.approval SET named = $3::bigint[] WHERE site_id = $1::bigint AND record_id = $2::bigint AND outcome IS NULL;

-- name: approval_of
-- The open round of a record.
-- $1 site bigint, $2 number
SELECT a.id, a.round, a.state, a.by_rule, a.version, a.opened_by, to_char(a.opened_at, 'YYYY-MM-DD HH24:MI') AS opened_at, a.due::text AS due, a.rule
FROM app.record r JOIN app.approval a ON a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY a.round DESC LIMIT 1;

-- name: approval_votes_of
-- The votes of the open round.
-- $1 site bigint, $2 number
SELECT v.account_id, p.name, v.cast_by, q.name AS cast_by_name, v.choice, v.standing, v.opinion, to_char(v.at, 'YYYY-MM-DD HH24:MI') AS at
FROM app.record r JOIN app.approval a ON a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL
JOIN app.vote v ON v.site_id = a.site_id AND v.approval_id = a.id
JOIN app.person p ON p.id = v.account_id JOIN app.person q ON q.id = v.cast_by
WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY v.at;

-- name: approval_voters_of
-- Who decides in the open round of a record: the holders of the right it asks for, or those named; is_out marks those who have since lost the right.
-- $1 site bigint, $2 number
WITH round AS (
	SELECT a.site_id, a.by_rule, a.named, CASE a.by_rule WHEN 'head' THEN 'head.decide' ELSE 'group.decide' END AS permission
	FROM app.record r JOIN app.approval a ON a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL
	WHERE r.site_id = $1::bigint AND r.number = $2),
holder AS (
	SELECT m.account_id, m.department_id, p.name, bool_or(rp.permission = 'group.lead') AS is_lead, bool_or(rp.permission = 'group.deputy') AS is_deputy
	FROM round a
	JOIN app.role_permission need ON need.site_id = a.site_id AND need.permission = a.permission
	JOIN app.member_role mr ON mr.site_id = need.site_id AND mr.role_id = need.role_id
	JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
	JOIN app.person p ON p.id = m.account_id AND p.disabled_at IS NULL
	JOIN app.member_role any_role ON any_role.site_id = m.site_id AND any_role.account_id = m.account_id
	JOIN app.role_permission rp ON rp.site_id = any_role.site_id AND rp.role_id = any_role.role_id
	GROUP BY m.account_id, m.department_id, p.name)
SELECT h.account_id, h.department_id, h.name, h.is_lead, h.is_deputy, false AS is_out FROM round a JOIN holder h ON a.by_rule <> 'named'
UNION ALL
SELECT p.id, h.department_id, p.name, false, false, h.account_id IS NULL FROM round a
JOIN app.person p ON a.by_rule = 'named' AND p.id = ANY (a.named) LEFT JOIN holder h ON h.account_id = p.id
ORDER BY account_id;

-- name: vote_add
-- A vote is cast; no row: that member has voted already.
-- $1 site bigint, $2 round, $3 record, $4 account, $5 cast by, $6 choice, $7 standing, $8 opinion, $9 now, $10 judgement as JSON
INSERT INTO app.vote (site_id, approval_id, record_id, account_id, cast_by, choice, standing, opinion, at, judgement)
VALUES ($1::bigint, $2::bigint, $3::bigint, $4::bigint, $5::bigint, $6, $7, $8, $9::timestamptz, $10::jsonb) ON CONFLICT DO NOTHING RETURNING account_id;

-- name: vote_change
-- A member's own vote in an open round is cast anew; what it was is kept by a trigger (vote_before).  No row: the round is over, or the vote is not theirs.
-- $1 site bigint, $2 round, $3 record, $4 account, $5 cast by, $6 choice, $7 standing, $8 opinion, $9 now, $10 judgement as JSON
UPDATE app.vote SET choice = $6, standing = $7, opinion = $8, at = $9::timestamptz, judgement = $10::jsonb
WHERE site_id = $1::bigint AND approval_id = $2::bigint AND record_id = $3::bigint AND account_id = $4::bigint AND cast_by = $5::bigint AND cast_by = account_id
	AND EXISTS (SELECT FROM app.approval a WHERE a.site_id = $1::bigint AND a.id = $2::bigint AND a.outcome IS NULL) RETURNING account_id;

-- name: proposed_values
-- What a record states of others, value by value, in the order in which it is written.
-- $1 site bigint, $2 number
SELECT v.id::text AS id, v.target_id::text AS target_id, v.sort, v.no, v.field, v.new_text
FROM app.record r JOIN app.proposed_value v ON v.site_id = r.site_id AND v.record_id = r.id WHERE r.site_id = $1::bigint AND r.number = $2 ORDER BY v.target_id, v.sort, v.no <= 0, abs(v.no), v.id;

-- name: proposed_shown
-- The same for people: of each record or entry the old and new values as an event tells them, and what the ids in them are called.
-- $1 site bigint, $2 number
SELECT x.number, x.title, x.kind, g.sort, g.no, g.detail, g.names FROM (
	SELECT v.target_id, v.sort, v.no, json_build_object('changes', json_object_agg(v.field, json_build_array(v.old_text, v.new_text) ORDER BY v.id))::text AS detail,
		(SELECT jsonb_build_object('people', jsonb_object_agg(p.id, p.name) FILTER (WHERE p.id IS NOT NULL),
			'departments', jsonb_object_agg(d.id, concat_ws(chr(10), d.name, NULLIF(d.name_en, ''))) FILTER (WHERE d.id IS NOT NULL),
			'records', jsonb_object_agg(x.id, x.number) FILTER (WHERE x.id IS NOT NULL))::text
		FROM (SELECT DISTINCT one::bigint AS id FROM unnest(array_agg(v.old_text) || array_agg(v.new_text)) AS w (value), unnest(string_to_array(w.value, ',')) one
			WHERE one ~ '^[0-9]{1,18}$') ids
		LEFT JOIN app.person p ON p.id = ids.id
		LEFT JOIN app.department d ON d.site_id = $1::bigint AND d.id = ids.id
		LEFT JOIN app.record x ON x.site_id = $1::bigint AND x.id = ids.id) AS names
	FROM app.record r JOIN app.proposed_value v ON v.site_id = r.site_id AND v.record_id = r.id
	WHERE r.site_id = $1::bigint AND r.number = $2 GROUP BY v.target_id, v.sort, v.no) g
JOIN app.record x ON x.site_id = $1::bigint AND x.id = g.target_id ORDER BY g.target_id, g.sort, g.no <= 0, abs(g.no);

-- name: proposed_clear
-- Removes the stated values of a record, or of one of its entries.
-- $1 site bigint, $2 record that states it, $3 target, $4 sort of entries or empty, $5 no
DELETE FROM app.proposed_value WHERE site_id = $1::bigint AND record_id = $2::bigint AND target_id = $3::bigint AND sort = $4 AND no = $5::int;

-- name: proposed_strays
-- Removes stated values of records that the change no longer names.
-- $1 site bigint, $2 record that states it, $3 those that it names, as an array
DELETE FROM app.proposed_value WHERE site_id = $1::bigint AND record_id = $2::bigint AND NOT target_id = ANY ($3::bigint[]);

-- name: proposed_add
-- A value is stated; what stands there now is the old one.
-- $1 site bigint, $2 record that states it, $3 target, $4 sort of entries or empty, $5 no, $6 field, $7 old as a form holds it, $8 new as a form holds it
INSERT INTO app.proposed_value (site_id, record_id, target_id, sort, no, field, old, old_text, new_text)
VALUES ($1::bigint, $2::bigint, $3::bigint, $4, $5::int, $6, app.value_now($1::bigint, $3::bigint, $4, $5::int, $6), $7, $8);

-- name: proposed_old
-- What stands there now is the old value.
-- $1 site bigint, $2 id, $3 as a form holds it
UPDATE app.proposed_value v SET old = app.value_now(v.site_id, v.target_id, v.sort, v.no, v.field), old_text = $3
WHERE v.site_id = $1::bigint AND v.id = $2::bigint;

-- name: proposed_stand
-- With the targets locked: do all stated old values still stand?
-- $1 site bigint, $2 id
SELECT app.values_stand($1::bigint, $2::bigint) AS stand;

-- name: submission_begin
-- One sending of a form at a time: another waits here until the transaction of the first has ended.  Was this form of whoever acts taken
-- before, what did it say, where did it lead, and how was it answered (sealed; for ten minutes)?
-- $1 site bigint, $2 key, $3 now
SELECT location, digest, answer FROM app.submission_begin($1::bigint, $2::text, $3::timestamptz);

-- name: submission_hold
-- The same wait for the form of an account that may have left the site.
-- $1 site bigint, $2 account, $3 key
SELECT pg_advisory_xact_lock(hashtextextended(concat_ws('/', $1::bigint, $2::bigint, $3::text), 0));

-- name: submission_find
-- Was this form of an account taken before, what did it say, where did it lead, and how was it answered (sealed; for ten minutes)?
-- $1 site bigint, $2 account, $3 key, $4 now
SELECT location, digest, answer FROM app.submission_find($1::bigint, $2::bigint, $3::text, $4::timestamptz);

-- name: constraint_columns
-- Which columns a constraint of a table of ours is about, for a complaint at the field.
-- global: the catalogue belongs to no site
-- $1 table, $2 constraint
SELECT COALESCE((SELECT string_agg(a.attname, ' ' ORDER BY a.attnum) FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
	WHERE k.connamespace = 'app'::regnamespace AND k.conname = $2 AND k.conrelid = to_regclass('app.' || quote_ident($1)) AND a.attname NOT IN ('site_id', 'record_id')), '') AS columns;

-- name: submission_add
-- Remember that this form was taken; {number} in the location becomes the record's; a second sending fails on the key.
-- $1 site bigint, $2 account, $3 key, $4 location, $5 record, $6 now, $7 digest of what it says, $8 the reply, sealed
SELECT app.submission_add($1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $6::timestamptz, $7::text, $8::text);

-- name: sight_set
-- Sets which records this transaction may see (record.visible) and returns the previous setting, for rules that cover all records.
-- global: a setting of the transaction
-- $1 clearance
WITH was AS MATERIALIZED (SELECT current_setting('app.clearance', true) AS was)
SELECT was.was, set_config('app.clearance', $1::text, true) AS now FROM was;

-- name: plan_for
-- How the statements that follow in this transaction are planned: once for all values (as gatehouse_app is set), or for each.
-- global: a setting of the transaction
-- $1 force_generic_plan or force_custom_plan
SELECT set_config('plan_cache_mode', $1::text, true);
