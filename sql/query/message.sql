-- Statements of the outbox: what the courier sends by mail and to group robots, how people want it, what became of it (RX.6).

-- ---------------------------------------------------------------- the courier

-- name: channel_set
-- Says whether a way out is configured.
-- global: one configuration for all sites
-- $1 name, $2 is it on, $3 now
SELECT app.channel_set($1, $2::boolean, $3::timestamptz);

-- name: deliveries_due
-- To whom something is to be sent now.
-- global: one courier for all sites
-- $1 now, $2 at most so many
SELECT d.site_id::text AS site_id, d.slug, d.recipient::text AS recipient, d.is_quiet
FROM app.deliveries_due($1::timestamptz, $1::timestamptz::time, $2::int) d;

-- name: delivery_figures
-- What is queued, failing, given up and sent, for those who watch the machine.
-- global: figures of the deployment
-- $1 now
SELECT f.queued, f.oldest, f.failing, f.dead, f.sent FROM app.delivery_figures($1::timestamptz) f;

-- name: delivery_enter
-- Puts the courier into a site as whoever is to be told.
-- $1 site bigint, $2 recipient: an account, or a robot below zero
SELECT e.is_ours, e.may_view, e.name, e.email, e.language FROM app.enter_delivery($1::bigint, $2::bigint) e;

-- name: delivery_gather
-- Settles what the next message consists of, unless one is settled already: so a second try after a crash is the same message.
-- $1 site bigint, $2 recipient, $3 now, $4 at most so many, $5 alarms only
WITH taken AS MATERIALIZED (
	SELECT d.id FROM app.delivery d WHERE d.site_id = $1::bigint AND d.recipient = $2::bigint AND d.status = 'queued' AND d.message IS NULL AND d.due_at <= $3::timestamptz
		AND (NOT $5::boolean OR d.topic = 'alarm')
		AND NOT EXISTS (SELECT FROM app.delivery o WHERE o.site_id = $1::bigint AND o.recipient = $2::bigint AND o.status = 'queued' AND o.message IS NOT NULL)
	ORDER BY d.id LIMIT $4::int)
UPDATE app.delivery d SET message = (SELECT min(t.id) FROM taken t) FROM taken t WHERE d.site_id = $1::bigint AND d.id = t.id;

-- name: delivery_message
-- The deliveries of the message that is to be sent next, the earliest first, held until the transaction ends.  What its recipient may not see any more has no notification.
-- $1 site bigint, $2 recipient
SELECT d.id::text AS id, d.message::text AS message, d.tries, d.topic, n.id IS NULL AS is_unseen, n.what, n.detail ->> 'kind' AS of_kind, n.detail ->> 'state' AS of_state,
	n.detail ->> 'act' AS act, n.detail ->> 'about' AS about, n.detail ->> 'why' AS why, to_char(n.at, 'YYYY-MM-DD HH24:MI') AS at, to_char(n.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at_utc,
	a.name AS actor, r.id::text AS record_id, r.kind, r.number, r.state, CASE WHEN r.visible = 0 THEN r.title END AS title,
	COALESCE((SELECT c.choice FROM app.message_choice c WHERE c.site_id = $1::bigint AND c.account_id = d.account_id AND c.topic = d.topic), '') = 'off' AS is_off,
	COALESCE((SELECT c.choice FROM app.message_choice c WHERE c.site_id = $1::bigint AND c.account_id = d.account_id AND c.topic = d.topic), app.message_usual(d.topic)) IN ('daily', 'weekly') AS is_digest,
	d.topic NOT IN ('waiting', 'alarm') AND EXISTS (SELECT FROM app.message_mute m WHERE m.site_id = $1::bigint AND m.account_id = d.account_id AND m.record_id = n.record_id) AS is_muted
FROM app.delivery d LEFT JOIN app.notification n ON n.site_id = d.site_id AND n.id = d.notification_id
LEFT JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id LEFT JOIN app.person a ON a.id = n.actor_id
WHERE d.site_id = $1::bigint AND d.recipient = $2::bigint AND d.status = 'queued' AND d.message = (SELECT min(o.message) FROM app.delivery o
	WHERE o.site_id = $1::bigint AND o.recipient = $2::bigint AND o.status = 'queued' AND o.message IS NOT NULL)
ORDER BY d.id FOR UPDATE OF d;

-- name: delivery_robot
-- Where a robot is, and what it is told in.
-- $1 site bigint, $2 robot
SELECT b.vendor, b.name, b.host, b.address, b.secret, b.stopped_at IS NOT NULL AS is_stopped FROM app.robot b WHERE b.site_id = $1::bigint AND b.id = $2::bigint;

-- name: delivery_settle
-- These were sent, dropped or given up.
-- $1 site bigint, $2 ids, $3 status, $4 why, $5 now
UPDATE app.delivery SET status = $3, error = left($4, 500), settled_at = $5::timestamptz WHERE site_id = $1::bigint AND id = ANY ($2::bigint[]) AND status = 'queued';

-- name: delivery_later
-- These were not taken; they are tried again after a while.
-- $1 site bigint, $2 ids, $3 why, $4 now, $5 seconds
UPDATE app.delivery SET tries = tries + 1, error = left($3, 500), due_at = $4::timestamptz + make_interval(secs => $5::int)
WHERE site_id = $1::bigint AND id = ANY ($2::bigint[]) AND status = 'queued';

-- name: delivery_forget
-- Forgets what was settled long ago; what was given up stays until somebody has looked at it.
-- $1 site bigint, $2 now
DELETE FROM app.delivery WHERE site_id = $1::bigint AND status IN ('sent', 'dropped') AND settled_at < $2::timestamptz - interval '30 days';

-- name: figures_tell
-- Who wants the figures of the site each week is told of them: once in a week, which begins on Monday at half past eight.
-- $1 site bigint, $2 now
WITH week AS (SELECT date_trunc('week', $2::timestamptz - interval '8 hours 30 minutes')::date AS day),
wanted AS (UPDATE app.message_choice c SET told_on = w.day FROM week w, app.membership m
	WHERE c.site_id = $1::bigint AND c.topic = 'figures' AND c.choice = 'weekly' AND c.told_on IS DISTINCT FROM w.day AND m.site_id = c.site_id AND m.account_id = c.account_id AND m.left_at IS NULL RETURNING c.account_id)
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at) SELECT $1::bigint, w.account_id, NULL, 'figures', NULL, '{}', $2::timestamptz FROM wanted w;

-- ---------------------------------------------------------------- how a person wants it

-- name: message_choices
-- What the acting person has chosen, or what holds without a choice.
-- $1 site bigint
SELECT t.topic, COALESCE((SELECT c.choice FROM app.message_choice c WHERE c.site_id = $1::bigint AND c.account_id = app.account() AND c.topic = t.topic), app.message_usual(t.topic)) AS choice
FROM unnest(ARRAY['alarm', 'waiting', 'talk', 'progress', 'site', 'figures']) WITH ORDINALITY t (topic, no) ORDER BY t.no;

-- name: message_choose
-- A member chooses, for some kinds of message.
-- $1 site bigint, $2 account, $3 topics, $4 choices
INSERT INTO app.message_choice (site_id, account_id, topic, choice) SELECT $1::bigint, $2::bigint, x.topic, x.choice FROM unnest($3::text[], $4::text[]) x (topic, choice)
ON CONFLICT ON CONSTRAINT message_choice_pkey DO UPDATE SET choice = excluded.choice;

-- name: message_state
-- What else a page about the acting person's messages must know: quiet hours, the address, whether mail is on.
-- $1 site bigint
SELECT to_char(r.quiet_from, 'HH24:MI') AS quiet_from, to_char(r.quiet_to, 'HH24:MI') AS quiet_to, a.email, (SELECT c.is_on FROM app.channel c WHERE c.name = 'mail') AS is_on
FROM app.account a LEFT JOIN app.message_rest r ON r.site_id = $1::bigint AND r.account_id = a.id WHERE a.id = app.account();

-- name: message_rest_put
-- Sets somebody's quiet hours.
-- $1 site bigint, $2 account, $3 from, $4 to
INSERT INTO app.message_rest (site_id, account_id, quiet_from, quiet_to) VALUES ($1::bigint, $2::bigint, $3::time, $4::time)
ON CONFLICT ON CONSTRAINT message_rest_pkey DO UPDATE SET quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to;

-- name: message_rest_drop
-- Somebody has no quiet hours any more.
-- $1 site bigint, $2 account
DELETE FROM app.message_rest WHERE site_id = $1::bigint AND account_id = $2::bigint;

-- name: message_mutes
-- Records that the acting person wants no mail of, the latest first.
-- $1 site bigint
SELECT r.id::text AS id, r.kind, r.number, r.title, r.state FROM app.message_mute m JOIN app.record r ON r.site_id = m.site_id AND r.id = m.record_id
WHERE m.site_id = $1::bigint AND m.account_id = app.account() ORDER BY m.at DESC, r.id LIMIT 200;

-- name: message_mute_add
-- No more mail of this record; no row: there is none in sight.
-- $1 site bigint, $2 account, $3 number, $4 now
INSERT INTO app.message_mute (site_id, account_id, record_id, at) SELECT $1::bigint, $2::bigint, r.id, $4::timestamptz FROM app.record r WHERE r.site_id = $1::bigint AND r.number = $3
ON CONFLICT ON CONSTRAINT message_mute_pkey DO UPDATE SET at = excluded.at RETURNING record_id::text AS id;

-- name: message_mute_drop
-- Mail of this record again.
-- $1 site bigint, $2 account, $3 record
DELETE FROM app.message_mute WHERE site_id = $1::bigint AND account_id = $2::bigint AND record_id = $3::bigint;

-- name: message_stop
-- No more mail of this kind (empty: of any) to whoever holds the signed link.
-- $1 site bigint, $2 account, $3 topic
SELECT app.message_stop($1::bigint, $2::bigint, $3) AS is_stopped;

-- ---------------------------------------------------------------- robots of a site, and what became of its messages

-- name: robots
-- The robots of a site that are in use.
-- $1 site bigint
SELECT b.id::text AS id, b.vendor, b.name, b.host, b.secret <> '' AS is_signed, array_to_string(b.kinds, ' ') AS kinds, d.name AS department, d.name_en AS department_en, p.name AS made_by,
	to_char(b.created_at, 'YYYY-MM-DD') AS made_on
FROM app.robot b LEFT JOIN app.department d ON d.site_id = b.site_id AND d.id = b.department_id LEFT JOIN app.person p ON p.id = b.created_by
WHERE b.site_id = $1::bigint AND b.stopped_at IS NULL ORDER BY b.id;

-- name: robot_add
-- A new robot; its address and secret are sealed.
-- $1 site bigint, $2 vendor, $3 name, $4 host, $5 address, $6 secret, $7 department or NULL, $8 kinds, $9 who, $10 now
INSERT INTO app.robot (site_id, vendor, name, host, address, secret, department_id, kinds, created_by, created_at)
VALUES ($1::bigint, $2, $3, $4, $5, $6, $7::bigint, $8::text[], $9::bigint, $10::timestamptz);

-- name: robot_stop
-- Nothing is sent to it any more, and its secrets are forgotten.
-- $1 site bigint, $2 robot, $3 now
UPDATE app.robot SET stopped_at = $3::timestamptz, address = '', secret = '' WHERE site_id = $1::bigint AND id = $2::bigint AND stopped_at IS NULL RETURNING name, vendor;

-- name: robot_drop_queue
-- What was queued for a robot that was stopped.
-- $1 site bigint, $2 robot, $3 now
UPDATE app.delivery SET status = 'dropped', error = 'stopped', settled_at = $3::timestamptz WHERE site_id = $1::bigint AND recipient = -$2::bigint AND status IN ('queued', 'dead');

-- name: delivery_counts
-- How much of a site is queued, failing, given up, and was sent or dropped in the last day.
-- $1 site bigint, $2 now
SELECT (SELECT count(*) FROM app.delivery WHERE site_id = $1::bigint AND status = 'queued') AS queued,
	(SELECT count(*) FROM app.delivery WHERE site_id = $1::bigint AND status = 'queued' AND tries > 0) AS failing,
	(SELECT count(*) FROM app.delivery WHERE site_id = $1::bigint AND status = 'dead') AS dead,
	count(*) FILTER (WHERE d.status = 'sent') AS sent, count(*) FILTER (WHERE d.status = 'dropped') AS dropped, (SELECT c.is_on FROM app.channel c WHERE c.name = 'mail') AS is_on
FROM app.delivery d WHERE d.site_id = $1::bigint AND d.status IN ('sent', 'dropped') AND d.settled_at > $2::timestamptz - interval '1 day';

-- name: deliveries_failing
-- What was given up or failed at least once, the latest first.
-- $1 site bigint
SELECT d.id::text AS id, d.status, d.tries, d.error, d.topic, to_char(d.at, 'YYYY-MM-DD HH24:MI') AS at, to_char(d.due_at, 'YYYY-MM-DD HH24:MI') AS due_at, p.name AS person, b.name AS robot, r.number
FROM app.delivery d LEFT JOIN app.person p ON p.id = d.account_id LEFT JOIN app.robot b ON b.site_id = d.site_id AND b.id = d.robot_id
LEFT JOIN app.notification n ON n.site_id = d.site_id AND n.id = d.notification_id LEFT JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id
WHERE d.site_id = $1::bigint AND (d.status = 'dead' OR d.status = 'queued' AND d.tries > 0) ORDER BY d.status, d.id DESC LIMIT 100;

-- name: delivery_again
-- What was given up or waits for its next try is due now; id 0: all of it.  A message that was given up is the same message again.
-- $1 site bigint, $2 delivery, $3 now
UPDATE app.delivery SET status = 'queued', tries = 0, due_at = $3::timestamptz, settled_at = NULL
WHERE site_id = $1::bigint AND (status = 'dead' OR status = 'queued' AND tries > 0) AND ($2::bigint = 0 OR id = $2::bigint) RETURNING id::text AS id;

-- ---------------------------------------------------------------- answers to mail

-- name: mail_enter
-- Puts the courier into a site as whoever answers a mail that they were sent; no row: they are no member, or were sent no such mail.
-- $1 site bigint, $2 account, $3 record, $4 message, $5 address that the answer comes from
SELECT account_id::text AS account_id, login, name, department_id, is_held, permissions, is_theirs, must_log_in, record_id::text AS record_id, kind, number, is_decided_on, mails, refusals
FROM app.enter_mail($1::bigint, $2::bigint, $3::bigint, $4::bigint, $5);

-- name: mail_add
-- A mail is dealt with; no row: it was already.
-- $1 site bigint, $2 key, $3 whose, $4 why it is not taken or '', $5 now
INSERT INTO app.mail_in (site_id, key, account_id, why, at) VALUES ($1::bigint, $2, $3::bigint, $4, $5::timestamptz) ON CONFLICT ON CONSTRAINT mail_in_pkey DO NOTHING RETURNING key;

-- name: mail_tell
-- Whoever wrote it is told what was not taken, and why.
-- $1 site bigint, $2 account, $3 record or NULL, $4 what, $5 why, $6 about or NULL, $7 now
INSERT INTO app.notification (site_id, account_id, record_id, what, detail, at)
VALUES ($1::bigint, $2::bigint, $3::bigint, $4, jsonb_strip_nulls(jsonb_build_object('why', $5::text, 'about', $6::text)), $7::timestamptz);

-- name: mail_forget
-- Forgets answers whose address has long run out.
-- $1 site bigint, $2 now
DELETE FROM app.mail_in WHERE site_id = $1::bigint AND at < $2::timestamptz - interval '60 days';
