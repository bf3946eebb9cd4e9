-- Statements of the pages about people: log-in, account, members, departments, roles, rules, calendar, operators.

-- ---------------------------------------------------------------- log-in

-- name: login_find
-- What is needed to check a password.
-- global: accounts belong to no site
-- $1 login
SELECT account_id, name, password, totp_secret, disabled, app.browser_key(account_id) AS browser_key FROM app.login_find($1::text);

-- name: login_self
-- The same for the account that is logged in.
-- global: accounts belong to no site
SELECT account_id, login, password, totp_secret, app.browser_key(account_id) AS browser_key FROM app.login_self();

-- name: attempt_count
-- How many attempts are in the window.
-- global: attempts are counted before anybody is known
-- $1 bucket, $2 now, $3 window in seconds
SELECT app.attempt_count($1::text, $2::timestamptz, make_interval(secs => $3::int)) AS count;

-- name: attempt_add
-- One more attempt.
-- global: attempts are counted before anybody is known
-- $1 bucket, $2 now, $3 window in seconds
SELECT app.attempt_add($1::text, $2::timestamptz, make_interval(secs => $3::int)) AS count;

-- name: attempt_fail
-- Counts one more wrong password or code; above a limit the next try has to wait, longer each time.
-- global: attempts are counted before anybody is known
-- $1 bucket, $2 now, $3 how many are free, $4 the first wait in seconds, $5 the longest
SELECT app.attempt_fail($1::text, $2::timestamptz, $3::int, $4::int, $5::int) AS count;

-- name: attempt_wait
-- How many seconds the next try has to wait.
-- global: attempts are counted before anybody is known
-- $1 buckets, $2 now
SELECT app.attempt_wait($1::text[], $2::timestamptz) AS seconds;

-- name: attempt_clear
-- Forgets attempts after a success.
-- global: attempts are counted before anybody is known
-- $1 bucket
SELECT app.attempt_clear($1::text);

-- name: password_upgrade
-- The same password under the policy of today; no row changes when it was changed meanwhile.
-- global: accounts belong to no site
-- $1 account, $2 old hash, $3 new hash
SELECT app.password_upgrade($1::bigint, $2::text, $3::text);

-- name: password_set
-- A new password; ends the account's other sessions and its open links.
-- global: accounts belong to no site
-- $1 account, $2 hash, $3 now, $4 token digest of the session to keep or ''
SELECT app.password_set($1::bigint, $2::text, $3::timestamptz, $4::text);

-- name: one_time_add
-- A one-time link, or the step between password and second factor; and until when it holds.
-- global: links belong to accounts
-- $1 token digest, $2 account, $3 purpose, $4 now, $5 seconds it holds
SELECT app.link_add($1::text, $2::bigint, $3::text, $4::timestamptz + make_interval(secs => $5::int)),
	to_char($4::timestamptz + make_interval(secs => $5::int), 'YYYY-MM-DD HH24:MI') AS until;

-- name: one_time_find
-- Whom a link is for; no row: unknown, used or expired.
-- global: links belong to accounts
-- $1 token digest, $2 purposes, blank-separated, $3 now
SELECT account_id, login, name, language, purpose, to_char(expires_at, 'YYYY-MM-DD HH24:MI') AS expires_on, site_words FROM app.link_find($1::text, string_to_array($2::text, ' '), $3::timestamptz);

-- name: one_time_use
-- Uses a link up; NULL if it was used in the meantime.
-- global: links belong to accounts
-- $1 token digest, $2 now
SELECT app.link_use($1::text, $2::timestamptz) AS account_id;

-- name: totp_use
-- Uses up a time step; NULL when it was used before.
-- global: accounts belong to no site
-- $1 account, $2 step
SELECT app.totp_use($1::bigint, $2::bigint) AS used;

-- name: recovery_use
-- Uses up a recovery code; NULL when there is no such unused one.
-- global: accounts belong to no site
-- $1 account, $2 code digest, $3 now
SELECT app.recovery_use($1::bigint, $2::text, $3::timestamptz) AS used;

-- ---------------------------------------------------------------- account

-- name: account_self
-- The acting account as it is stored.
-- global: accounts belong to no site
SELECT id, login, name, sort_key, email, language, theme, is_operator, to_char(created_at, 'YYYY-MM-DD HH24:MI') AS created_at,
	to_char(password_at, 'YYYY-MM-DD HH24:MI') AS password_at, privacy_version, to_char(privacy_at, 'YYYY-MM-DD HH24:MI') AS privacy_at
FROM app.account WHERE id = app.account();

-- name: account_edit
-- Changes name and address.
-- global: accounts belong to no site
-- $1 account, $2 name, $3 sort key, $4 e-mail
SELECT app.account_edit($1::bigint, $2::text, $3::text, $4::text);

-- name: account_prefer
-- Language and theme; NULL leaves one alone.
-- global: accounts belong to no site
-- $1 language, $2 theme
SELECT app.account_prefer($1::text, $2::text);

-- name: browsers_forget
-- Removes the trust in all browsers of the acting account.
-- global: accounts belong to no site
SELECT app.browsers_forget();

-- name: log_in_list
-- The last log-ins of the acting account and what was refused it, for its own eyes.
-- global: log-ins belong to accounts
SELECT action, to_char(at, 'YYYY-MM-DD HH24:MI') AS at, address, times FROM app.own_log_ins();

-- name: session_list
-- The acting account's own sessions.
-- global: sessions belong to accounts
SELECT mark, token, to_char(created_at, 'YYYY-MM-DD HH24:MI') AS created_at, to_char(seen_at, 'YYYY-MM-DD HH24:MI') AS seen_at, address, agent
FROM app.session_list();

-- name: totp_set
-- Turns the acting account's second factor on, or off with NULL.
-- global: accounts belong to no site
-- $1 secret
SELECT app.totp_set($1::text);

-- name: recovery_set
-- Replaces the acting account's recovery codes.
-- global: accounts belong to no site
-- $1 code digests
SELECT app.recovery_set($1::text[]);

-- name: recovery_left
-- How many unused recovery codes the acting account has.
-- global: accounts belong to no site
SELECT app.recovery_left() AS left;

-- name: my_membership
-- The acting person's department and roles, for the page of their data.
-- $1 site bigint, $2 account
SELECT d.name AS department, to_char(m.created_at, 'YYYY-MM-DD HH24:MI') AS since,
	(SELECT string_agg(COALESCE(r.key, r.name), ' ' ORDER BY r.id) FROM app.member_role mr JOIN app.role r ON r.site_id = mr.site_id AND r.id = mr.role_id
		WHERE mr.site_id = $1::bigint AND mr.account_id = $2::bigint) AS roles
FROM app.membership m LEFT JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
WHERE m.site_id = $1::bigint AND m.account_id = $2::bigint;

-- name: my_records
-- Records that the acting person created, submitted or is responsible for.
-- $1 site bigint, $2 account
SELECT number, title, state, anonymous OR created_by IS NOT DISTINCT FROM $2::bigint AS made, anonymous, submitted_by = $2::bigint AS handed_in, owner_id = $2::bigint AS owns,
	to_char(created_at, 'YYYY-MM-DD HH24:MI') AS at
FROM (SELECT r.*, false AS anonymous FROM app.record r WHERE r.site_id = $1::bigint AND (r.created_by = $2::bigint OR r.submitted_by = $2::bigint OR r.owner_id = $2::bigint)
	UNION ALL
	SELECT r.*, true FROM app.record_author h JOIN app.record r ON r.site_id = h.site_id AND r.id = h.record_id WHERE h.site_id = $1::bigint AND h.account_id = $2::bigint) x
ORDER BY id LIMIT 20000;

-- name: my_comments
-- Comments of the acting person.
-- $1 site bigint, $2 account
SELECT r.number, c.text, to_char(c.at, 'YYYY-MM-DD HH24:MI') AS at FROM app.comment c JOIN app.record r ON r.site_id = c.site_id AND r.id = c.record_id
WHERE c.site_id = $1::bigint AND c.account_id = $2::bigint ORDER BY c.id LIMIT 20000;

-- name: my_votes
-- Votes of the acting person, also those that they changed later, and votes cast in their place.
-- $1 site bigint, $2 account
SELECT r.number, v.choice, v.opinion, v.by_delegate, v.changed, to_char(v.at, 'YYYY-MM-DD HH24:MI') AS at
FROM (SELECT v.record_id, v.choice, v.opinion, v.account_id <> v.cast_by AS by_delegate, false AS changed, v.at FROM app.vote v
		WHERE v.site_id = $1::bigint AND (v.account_id = $2::bigint OR v.cast_by = $2::bigint)
	UNION ALL
	SELECT b.record_id, b.choice, b.opinion, false, true, b.at FROM app.vote_before b WHERE b.site_id = $1::bigint AND b.account_id = $2::bigint) v
JOIN app.record r ON r.site_id = $1::bigint AND r.id = v.record_id ORDER BY v.at LIMIT 20000;

-- name: my_files
-- Files that the acting person added.
-- $1 site bigint, $2 account
SELECT r.number, f.name, f.size, to_char(f.created_at, 'YYYY-MM-DD HH24:MI') AS at FROM app.file f JOIN app.record r ON r.site_id = f.site_id AND r.id = f.record_id
WHERE f.site_id = $1::bigint AND f.created_by = $2::bigint ORDER BY f.id LIMIT 20000;

-- name: my_delegations
-- Absences of the acting person, and those they stood in for.
-- $1 site bigint, $2 account
SELECT account_id = $2::bigint AS own, starts_on, ends_on, reason, to_char(ended_at, 'YYYY-MM-DD HH24:MI') AS ended_at FROM app.delegation
WHERE site_id = $1::bigint AND (account_id = $2::bigint OR delegate_id = $2::bigint) ORDER BY id;

-- name: my_notifications
-- Notifications of the acting person.
-- $1 site bigint, $2 account
SELECT n.what, r.number, to_char(n.at, 'YYYY-MM-DD HH24:MI') AS at, n.read_at IS NOT NULL AS is_read
FROM app.notification n LEFT JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id
WHERE n.site_id = $1::bigint AND n.account_id = $2::bigint ORDER BY n.id LIMIT 20000;

-- name: my_history
-- Events of the acting person in the history, without names of removed people.
-- $1 site bigint, $2 account
SELECT e.seq, e.action, CASE WHEN e.object = ANY (g.gone) THEN '' ELSE e.object END AS object, CASE WHEN g.gone = '{}' THEN e.detail ELSE
	(SELECT jsonb_object_agg(d.key, CASE WHEN d.value #>> '{}' = ANY (g.gone) THEN to_jsonb(''::text) ELSE d.value END) FROM jsonb_each(e.detail) d) END AS detail,
	to_char(e.at, 'YYYY-MM-DD HH24:MI') AS at FROM app.event e CROSS JOIN LATERAL (SELECT app.event_gone($1::bigint, e.action, e.object, e.detail) AS gone) g
WHERE e.site_id = $1::bigint AND e.actor_id = $2::bigint ORDER BY e.seq LIMIT 50000;

-- ---------------------------------------------------------------- the notice on personal data

-- name: privacy_text
-- The notice in force, of a site or of the deployment (0); without texts of its own it is the one that comes with the program.
-- $1 site bigint
SELECT app.privacy_version($1::bigint) AS version, t.text_zh, t.text_en, to_char(t.created_at, 'YYYY-MM-DD') AS since, a.name AS by
FROM (SELECT $1::bigint AS site_id) s LEFT JOIN app.privacy_text t ON t.site_id = s.site_id AND t.version = app.privacy_version($1::bigint) LEFT JOIN app.account a ON a.id = t.created_by;

-- name: privacy_agree
-- The acting account agrees to the version in force.
-- global: accounts belong to no site
-- $1 version, $2 now
SELECT app.privacy_agree($1::int, $2::timestamptz) AS agreed;

-- name: privacy_put
-- A new version, in the site of the transaction.
-- global: in the site of the transaction
-- $1 Chinese, $2 English, $3 now
SELECT app.privacy_put($1::text, $2::text, $3::timestamptz) AS version;

-- ---------------------------------------------------------------- absence

-- name: delegation_list
-- Delegations by and to one, newest first.
-- $1 site bigint, $2 account, $3 today
SELECT d.id, d.account_id, a.name AS absent, d.delegate_id, b.name AS delegate, d.starts_on, d.ends_on, d.reason, d.hands_over,
	d.ended_at IS NULL AND d.ends_on >= $3::date AS is_open, d.ended_at IS NULL AND $3::date BETWEEN d.starts_on AND d.ends_on AS is_now
FROM app.delegation d JOIN app.person a ON a.id = d.account_id JOIN app.person b ON b.id = d.delegate_id
WHERE d.site_id = $1::bigint AND (d.account_id = $2::bigint OR d.delegate_id = $2::bigint) ORDER BY d.id DESC LIMIT 100;

-- name: delegation_add
-- Lets somebody decide for an absent person; no row: who is to do so is no member.
-- $1 site bigint, $2 absent, $3 delegate, $4 first day, $5 last day, $6 reason, $7 now, $8 do they hand over, too (within their department alone)?
INSERT INTO app.delegation (site_id, account_id, delegate_id, starts_on, ends_on, reason, created_at, hands_over)
SELECT $1::bigint, $2::bigint, m.account_id, $4::date, $5::date, $6::text, $7::timestamptz, $8::boolean
FROM app.membership m WHERE m.site_id = $1::bigint AND m.account_id = $3::bigint AND m.left_at IS NULL
	AND (NOT $8::boolean OR m.department_id = (SELECT a.department_id FROM app.membership a WHERE a.site_id = $1::bigint AND a.account_id = $2::bigint))
RETURNING id, (SELECT name FROM app.account WHERE id = delegate_id) AS delegate;

-- name: delegation_end
-- Ends an absence early.
-- $1 site bigint, $2 delegation, $3 absent, $4 now
UPDATE app.delegation SET ended_at = $4::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint AND account_id = $3::bigint AND ended_at IS NULL
RETURNING delegate_id, (SELECT name FROM app.account WHERE id = delegate_id) AS delegate;

-- name: lending_due
-- What changes hands now because an absence goes on or has ended: records, and with record_id NULL whatever entries there are.  A record that is decided on waits.
-- Given back is what the delegate still has, to who is still a member.
-- $1 site bigint, $2 today
WITH away AS MATERIALIZED (
	SELECT d.id, d.account_id, d.delegate_id, d.ended_at IS NULL AND d.ends_on >= $2::date AS is_on FROM app.delegation d
	JOIN app.membership a ON a.site_id = d.site_id AND a.account_id = d.account_id AND a.left_at IS NULL
	JOIN app.membership b ON b.site_id = d.site_id AND b.account_id = d.delegate_id AND (b.left_at IS NULL OR d.ended_at IS NOT NULL OR d.ends_on < $2::date)
	WHERE d.site_id = $1::bigint AND d.hands_over AND d.returned_at IS NULL AND d.starts_on <= $2::date)
SELECT w.id::text AS absence, w.account_id::text AS absent, w.delegate_id::text AS delegate, w.is_on, x.id::text AS record_id FROM away w CROSS JOIN LATERAL (
	SELECT r.id FROM app.record r WHERE w.is_on AND r.site_id = $1::bigint AND r.owner_id = w.account_id AND r.closed_at IS NULL AND r.visible = 0
		AND NOT EXISTS (SELECT FROM app.lent l WHERE l.site_id = $1::bigint AND l.record_id = r.id AND l.entry = '' AND (l.delegation_id = w.id OR l.back_at IS NULL))
	UNION ALL
	SELECT r.id FROM app.lent l JOIN app.record r ON r.site_id = l.site_id AND r.id = l.record_id
	WHERE NOT w.is_on AND l.site_id = $1::bigint AND l.delegation_id = w.id AND l.entry = '' AND l.back_at IS NULL AND r.closed_at IS NULL AND r.owner_id = w.delegate_id) x
WHERE NOT EXISTS (SELECT FROM app.approval p WHERE p.site_id = $1::bigint AND p.record_id = x.id AND p.outcome IS NULL)
UNION ALL
SELECT w.id::text, w.account_id::text, w.delegate_id::text, w.is_on, NULL FROM away w LIMIT 500;

-- name: lending_hold
-- Keeps others from handing over for the same absence until the transaction ends.
-- $1 site bigint, $2 absence
SELECT d.id FROM app.delegation d WHERE d.site_id = $1::bigint AND d.id = $2::bigint FOR UPDATE;

-- name: lent_add
-- This was lent for the time of an absence.
-- $1 site bigint, $2 absence, $3 record, $4 table of entries or '', $5 field, $6 number, $7 now
INSERT INTO app.lent (site_id, delegation_id, record_id, entry, field, no, at) VALUES ($1::bigint, $2::bigint, $3::bigint, $4, $5, $6::int, $7::timestamptz) ON CONFLICT DO NOTHING;

-- name: lent_back
-- This was given back.
-- $1 site bigint, $2 absence, $3 record, $4 table of entries or '', $5 field, $6 number, $7 now
UPDATE app.lent SET back_at = $7::timestamptz WHERE site_id = $1::bigint AND delegation_id = $2::bigint AND record_id = $3::bigint AND entry = $4 AND field = $5 AND no = $6::int;

-- name: lending_end
-- Absences that are over, of which nothing is to be given back any more but what is decided on at the moment.
-- $1 site bigint, $2 today, $3 now
UPDATE app.delegation d SET returned_at = $3::timestamptz WHERE d.site_id = $1::bigint AND d.hands_over AND d.returned_at IS NULL AND d.starts_on <= $2::date AND (d.ended_at IS NOT NULL OR d.ends_on < $2::date)
	AND NOT EXISTS (SELECT FROM app.lent l JOIN app.record r ON r.site_id = l.site_id AND r.id = l.record_id AND r.closed_at IS NULL
		JOIN app.membership m ON m.site_id = d.site_id AND m.account_id = d.account_id AND m.left_at IS NULL
		WHERE l.site_id = d.site_id AND l.delegation_id = d.id AND l.back_at IS NULL AND (l.entry <> '' OR r.owner_id = d.delegate_id)
			AND EXISTS (SELECT FROM app.approval p WHERE p.site_id = r.site_id AND p.record_id = r.id AND p.outcome IS NULL));

-- name: duty_handover
-- Open duties about a record go along with who is responsible for it.
-- $1 site bigint, $2 record, $3 from, $4 to, $5 now
UPDATE app.duty SET account_id = $4::bigint, changed_at = $5::timestamptz WHERE site_id = $1::bigint AND record_id = $2::bigint AND account_id = $3::bigint AND state = 'open';

-- ---------------------------------------------------------------- members

-- name: member_list
-- Members with department and roles, by name; those who left last.
-- $1 site bigint, $2 words of name or login, $3 department or NULL, $4 role or NULL
SELECT m.account_id AS id, a.login, a.name, a.email, a.disabled_at IS NOT NULL AS is_disabled, a.password_at IS NULL AS is_new,
	m.left_at IS NOT NULL AS has_left, to_char(m.left_at, 'YYYY-MM-DD') AS left_on, d.name AS department, d.name_en AS department_en,
	(SELECT string_agg(COALESCE(r.key, '') || ':' || r.name, chr(31) ORDER BY r.id) FROM app.member_role mr JOIN app.role r ON r.site_id = mr.site_id AND r.id = mr.role_id
		WHERE mr.site_id = $1::bigint AND mr.account_id = m.account_id) AS roles
FROM app.membership m JOIN app.account a ON a.id = m.account_id
LEFT JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
WHERE m.site_id = $1::bigint AND ($2 = '' OR strpos(a.login, lower($2)) > 0 OR strpos(a.name, $2) > 0) AND ($3::bigint IS NULL OR m.department_id = $3::bigint)
	AND ($4::bigint IS NULL OR EXISTS (SELECT FROM app.member_role x WHERE x.site_id = $1::bigint AND x.account_id = m.account_id AND x.role_id = $4::bigint))
ORDER BY m.left_at IS NOT NULL, CASE m.sort_key WHEN '' THEN a.sort ELSE app.sort_of(a.name, m.sort_key) END COLLATE app.pinyin, a.id LIMIT 2000;

-- name: member_show
-- One member.
-- $1 site bigint, $2 account
SELECT m.account_id AS id, a.login, a.name, m.sort_key, a.sort_key AS own_sort_key, a.email, a.is_operator, a.disabled_at IS NOT NULL AS is_disabled, a.password_at IS NULL AS is_new,
	m.left_at IS NOT NULL AS has_left, to_char(m.created_at, 'YYYY-MM-DD') AS since, to_char(m.left_at, 'YYYY-MM-DD') AS left_on, m.department_id,
	app.is_home(m.account_id) AS is_ours, app.has_power(m.account_id) AS has_power, app.link_needs_two(m.account_id) AS link_needs_two,
	to_char(m.held_at, 'YYYY-MM-DD HH24:MI') AS held_since, m.held_at IS NOT NULL AND app.may_end_hold(m.site_id, m.account_id) AS may_end_hold,
	(SELECT count(*) FROM app.record r WHERE r.site_id = $1::bigint AND r.owner_id = m.account_id AND r.closed_at IS NULL) AS owns,
	(SELECT count(*) FROM app.waiting w WHERE w.site_id = $1::bigint AND w.account_id = m.account_id) AS waits
FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = $1::bigint AND m.account_id = $2::bigint;

-- name: account_by_login
-- An existing account, to make it a member.
-- global: accounts belong to no site
-- $1 login
SELECT id, name, disabled_at IS NOT NULL AS is_disabled FROM app.account WHERE login = lower($1::text);

-- name: member_addressed
-- Is somebody with this log-in or address a member already?
-- $1 site bigint, $2 log-in or address, lower case
SELECT m.account_id AS id FROM app.membership m JOIN app.account a ON a.id = m.account_id
WHERE m.site_id = $1::bigint AND m.left_at IS NULL AND (a.login = $2::text OR a.email <> '' AND lower(a.email) = $2::text);

-- name: account_add
-- A new account without a password.
-- global: accounts belong to no site
-- $1 login, $2 name, $3 e-mail, $4 language, $5 now
SELECT app.account_add($1::text, $2::text, $3::text, $4::text, $5::timestamptz) AS id;

-- name: member_department
-- Moves a member to another department.
-- $1 site bigint, $2 account, $3 department or NULL
UPDATE app.membership SET department_id = $3::bigint WHERE site_id = $1::bigint AND account_id = $2::bigint AND left_at IS NULL RETURNING account_id;

-- name: member_sort
-- How a member's name is read in this site's lists; empty: as the account says.
-- $1 site bigint, $2 account, $3 key
UPDATE app.membership SET sort_key = $3 WHERE site_id = $1::bigint AND account_id = $2::bigint AND left_at IS NULL;

-- ---------------------------------------------------------------- invitations (S2)

-- name: invitation_list
-- Open invitations, then those answered or over within three months.
-- $1 site bigint
SELECT i.id, i.address, i.name, i.department_id, d.name AS department, d.name_en AS department_en, b.name AS invited_by, to_char(i.invited_at, 'YYYY-MM-DD') AS invited_on,
	to_char(i.expires_at, 'YYYY-MM-DD') AS until, to_char(i.answered_at, 'YYYY-MM-DD') AS answered_on,
	COALESCE(i.answer, CASE WHEN i.expires_at > now() THEN 'open' ELSE 'expired' END) AS state
FROM app.invitation i JOIN app.account b ON b.id = i.invited_by LEFT JOIN app.department d ON d.site_id = i.site_id AND d.id = i.department_id
WHERE i.site_id = $1::bigint AND (i.answer IS NULL AND i.expires_at > now() OR i.invited_at > now() - interval '3 months')
ORDER BY i.answer IS NOT NULL, i.expires_at <= now(), i.id DESC LIMIT 200;

-- name: invitation_add
-- Invites the person with this login name or address; the result does not reveal whether an account exists.
-- global: into the site of the transaction
-- $1 log-in or address, lower case, $2 name, $3 department or NULL, $4 token digest, $5 now, $6 seconds it holds
SELECT app.invitation_add($1::text, $2::text, $3::bigint, $4::text, $5::timestamptz, $5::timestamptz + make_interval(secs => $6::int)) AS id;

-- name: invitation_withdraw
-- Withdraws an invitation; NULL if it is already answered.
-- global: in the site of the transaction
-- $1 invitation, $2 now
SELECT app.invitation_withdraw($1::bigint, $2::timestamptz) AS address;

-- name: invitation_mine
-- Open invitations of the acting account.
-- global: one's own, over all sites
SELECT in_site, id, slug, name, name_en, invited_by, to_char(invited_at, 'YYYY-MM-DD') AS invited_on, to_char(expires_at, 'YYYY-MM-DD') AS until FROM app.invitation_mine();

-- name: invitation_find
-- The open invitation of a link.
-- global: in the site of the transaction
-- $1 token digest
SELECT id, address, name, invited_by, to_char(expires_at, 'YYYY-MM-DD') AS until FROM app.invitation_find($1::text);

-- name: invitation_answer
-- Accepts or declines; no row when it is answered, withdrawn or over.
-- global: in the site of the transaction
-- $1 invitation of the acting account, $2 or token digest, $3 accepts, $4 now
SELECT address, invited_by FROM app.invitation_answer($1::bigint, $2::text, $3::boolean, $4::timestamptz);

-- name: invitation_tried
-- Counts an attempt to choose a login name that is taken.
-- global: in the site of the transaction
-- $1 token digest, $2 now
SELECT app.invitation_tried($1::text, $2::timestamptz);

-- name: invitation_tell
-- Notifies the person who sent the invitation of the answer, if they are still a member.
-- $1 site bigint, $2 inviter, $3 what, $4 who came or NULL, $5 now
SELECT app.invitation_tell($1::bigint, $2::bigint, $3::text, $4::bigint, $5::timestamptz);

-- name: account_join
-- A new account by the link of an invitation, and its membership.
-- global: in the site of the transaction
-- $1 token digest, $2 login, $3 name, $4 e-mail, $5 now
SELECT account_id, invited_by, is_taken FROM app.account_join($1::text, $2::text, $3::text, $4::text, '', $5::timestamptz);

-- ---------------------------------------------------------------- handing over (RX.3)

-- name: handover_people
-- The members of the department that the acting member belongs to.
-- $1 site bigint
SELECT m.account_id AS id, a.login, a.name, a.name <> a.own_name AS is_apart FROM app.membership me JOIN app.membership m ON m.site_id = me.site_id AND m.department_id = me.department_id AND m.left_at IS NULL
JOIN app.person a ON a.id = m.account_id AND a.disabled_at IS NULL
WHERE me.site_id = $1::bigint AND me.account_id = app.account() AND me.left_at IS NULL ORDER BY a.sort COLLATE app.pinyin, a.id;

-- name: handover_open
-- Open records that members of that department are responsible for.
-- $1 site bigint
SELECT r.id, r.kind, r.number, r.title, r.state, r.owner_id, a.name AS owner FROM app.membership me
JOIN app.membership m ON m.site_id = me.site_id AND m.department_id = me.department_id
JOIN app.person a ON a.id = m.account_id
JOIN app.record r ON r.site_id = m.site_id AND r.owner_id = m.account_id AND r.closed_at IS NULL AND r.visible < 2
WHERE me.site_id = $1::bigint AND me.account_id = app.account() AND me.left_at IS NULL ORDER BY a.id, r.id LIMIT 500;

-- name: record_handover
-- Changes the owner of a record.
-- $1 site bigint, $2 record, $3 from, $4 to, $5 now
UPDATE app.record SET owner_id = $4::bigint, changed_at = $5::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint AND owner_id = $3::bigint;

-- name: waiting_handover
-- Moves inbox items that belong to the previous owner to the new one.
-- $1 site bigint, $2 record, $3 from, $4 to, $5 moves that come with being responsible, as "kind/move"
UPDATE app.waiting w SET account_id = $4::bigint FROM app.record r
WHERE w.site_id = $1::bigint AND w.record_id = $2::bigint AND w.account_id = $3::bigint AND r.site_id = $1::bigint AND r.id = w.record_id AND r.kind || '/' || w.action = ANY ($5::text[]);

-- ---------------------------------------------------------------- two people

-- name: power_list
-- Open requests of a site, then those answered recently.
-- $1 site bigint
SELECT r.id, r.act, a.login, a.name, o.key AS role_key, o.name AS role, array_to_string(r.permissions, ' ') AS permissions, r.reason, q.name AS asked_by,
	to_char(r.requested_at, 'YYYY-MM-DD HH24:MI') AS asked_at, to_char(r.expires_at, 'YYYY-MM-DD') AS until, s.name AS answered_by,
	to_char(COALESCE(r.confirmed_at, r.declined_at), 'YYYY-MM-DD HH24:MI') AS answered_at, r.confirmed_at IS NOT NULL AS is_confirmed,
	r.confirmed_at IS NULL AND r.declined_at IS NULL AND r.expires_at > now() AS is_open, app.power_may(r) AS may, r.requested_by = app.account() AS mine,
	(SELECT string_agg(p.name, '、' ORDER BY p.id) FROM app.power_seconds(r.site_id, r.act, r.requested_by, r.subject_id, r.role_id) x JOIN app.person p ON p.id = x) AS seconds,
	(SELECT string_agg(DISTINCT p.name, '、') FROM app.member_role mr JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
		JOIN app.person p ON p.id = mr.account_id WHERE r.act = 'grant' AND mr.site_id = r.site_id AND mr.role_id = r.role_id AND EXISTS (SELECT FROM app.role_permission rp
			WHERE rp.site_id = r.site_id AND rp.role_id = r.role_id AND rp.permission IN ('group.lead', 'group.deputy'))) AS instead_of
FROM app.power_request r JOIN app.person q ON q.id = r.requested_by LEFT JOIN app.account a ON a.id = r.subject_id
LEFT JOIN app.role o ON o.site_id = r.site_id AND o.id = r.role_id LEFT JOIN app.person s ON s.id = COALESCE(r.confirmed_by, r.declined_by)
WHERE r.site_id = $1::bigint AND r.requested_at > now() - interval '1 year'
	AND (app.operator_now() OR app.holds('members.manage') OR app.holds('roles.manage') OR app.holds('group.decide') OR r.subject_id = app.account() OR r.requested_by = app.account())
ORDER BY is_open DESC, r.id DESC LIMIT 100;

-- name: power_held
-- Members whose rights to decide are suspended.
-- $1 site bigint
SELECT m.account_id AS id, a.login, a.name, to_char(m.held_at, 'YYYY-MM-DD HH24:MI') AS since, app.may_end_hold(m.site_id, m.account_id) AS may
FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = $1::bigint AND m.left_at IS NULL AND m.held_at IS NOT NULL
	AND (app.holds('members.manage') OR app.holds('roles.manage') OR app.holds('group.decide') OR m.account_id = app.account()) ORDER BY m.held_at, a.id;

-- name: power_sites
-- For an operator: the sites where something waits for a second person.
-- global: for operators
SELECT in_site, slug, name, name_en, n FROM app.power_sites();

-- name: power_waiting
-- How many requests and suspended accounts wait for the acting member's confirmation.
-- $1 site bigint
SELECT (SELECT count(*) FROM app.power_request r WHERE r.site_id = $1::bigint AND r.confirmed_at IS NULL AND r.declined_at IS NULL AND r.expires_at > now() AND app.power_may(r))
	+ (SELECT count(*) FROM app.membership m WHERE m.site_id = $1::bigint AND m.left_at IS NULL AND m.held_at IS NOT NULL AND app.may_end_hold(m.site_id, m.account_id)) AS n;

-- name: group_seats
-- The management group seat by seat, as article 6 names them: who holds it, who should, and what deviates; then departments without a liaison.
-- $1 site bigint
WITH holder AS (
	SELECT m.account_id, a.name, m.department_id, d.function, bool_or(rp.permission = 'group.lead') AS leads, bool_or(rp.permission = 'group.deputy') AS stands_in,
		bool_or(rp.permission = 'group.decide') AS decides, bool_or(r.key = 'department_head') AS heads, bool_or(rp.permission = 'head.decide') AS heads_tech,
		bool_or(rp.permission = 'requirement.confirm') AS is_liaison
	FROM app.membership m JOIN app.person a ON a.id = m.account_id AND a.disabled_at IS NULL
	JOIN app.member_role mr ON mr.site_id = m.site_id AND mr.account_id = m.account_id
	JOIN app.role r ON r.site_id = mr.site_id AND r.id = mr.role_id
	LEFT JOIN app.role_permission rp ON rp.site_id = r.site_id AND rp.role_id = r.id
	LEFT JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
	WHERE m.site_id = $1::bigint AND m.left_at IS NULL GROUP BY m.account_id, a.name, m.department_id, d.function),
place AS (
	SELECT d.id, d.name, d.name_en, d.function FROM app.department d WHERE d.site_id = $1::bigint AND d.closed_at IS NULL),
seat AS (
	SELECT 1 AS place, 'lead' AS seat, NULL AS department, NULL AS department_en, string_agg(name, '、' ORDER BY account_id) AS names,
		CASE WHEN count(*) = 0 THEN 'none' WHEN count(*) > 1 THEN 'several' WHEN bool_or(stands_in) THEN 'both'
			WHEN bool_or(function <> 'other') THEN 'not_of_management' ELSE '' END AS deviation
	FROM holder WHERE leads
	UNION ALL
	SELECT 2, 'deputy', NULL, NULL, string_agg(name, '、' ORDER BY account_id),
		CASE WHEN count(*) = 0 THEN 'none' WHEN count(*) > 1 THEN 'several' WHEN NOT bool_and(heads_tech AND function = 'tech') THEN 'not_head_of_tech' ELSE '' END
	FROM holder WHERE stands_in
	UNION ALL
	SELECT 3, 'head', p.name, p.name_en, string_agg(h.name, '、' ORDER BY h.account_id),
		CASE WHEN count(h.account_id) = 0 THEN 'no_head' WHEN NOT bool_or(h.decides) THEN 'not_in_group' ELSE '' END
	FROM place p LEFT JOIN holder h ON h.department_id = p.id AND h.heads
	WHERE p.function IN ('business', 'marketing', 'finance', 'legal', 'operations') GROUP BY p.id, p.name, p.name_en
	UNION ALL
	SELECT 4, 'function', f, NULL, NULL, 'no_department' FROM unnest(ARRAY['business', 'marketing', 'finance', 'legal', 'operations', 'tech']) f
	WHERE f NOT IN (SELECT function FROM place)
	UNION ALL
	SELECT 5, 'other', NULL, NULL, h.name, 'not_a_head' FROM holder h
	WHERE h.decides AND NOT h.leads AND NOT h.stands_in AND NOT (h.heads AND h.department_id IN (SELECT id FROM place WHERE function IN ('business', 'marketing', 'finance', 'legal', 'operations')))
	UNION ALL
	SELECT 6, 'liaison', p.name, p.name_en, NULL, 'no_liaison' FROM place p WHERE NOT EXISTS (SELECT FROM holder h WHERE h.department_id = p.id AND h.is_liaison))
SELECT seat, department, department_en, names, deviation FROM seat ORDER BY place, department COLLATE app.pinyin, names COLLATE app.pinyin;

-- ---------------------------------------------------------------- departments

-- name: department_list
-- Departments with their people and liaisons.
-- $1 site bigint
SELECT d.id, d.name, d.name_en, d.function, d.closed_at IS NOT NULL AS is_closed,
	(SELECT count(*) FROM app.membership m WHERE m.site_id = $1::bigint AND m.department_id = d.id AND m.left_at IS NULL) AS members,
	(SELECT string_agg(DISTINCT a.name, '、') FROM app.membership m JOIN app.person a ON a.id = m.account_id
		JOIN app.member_role mr ON mr.site_id = m.site_id AND mr.account_id = m.account_id
		JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id AND rp.permission = 'requirement.confirm'
		WHERE m.site_id = $1::bigint AND m.department_id = d.id AND m.left_at IS NULL AND a.disabled_at IS NULL) AS liaisons
FROM app.department d WHERE d.site_id = $1::bigint ORDER BY d.closed_at IS NOT NULL, d.name COLLATE app.pinyin, d.id;

-- name: department_row
-- One department, locked.
-- $1 site bigint, $2 department
SELECT id, name, name_en, function, closed_at IS NOT NULL AS is_closed FROM app.department WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: department_add
-- A new department.
-- $1 site bigint, $2 name, $3 English name, $4 function
INSERT INTO app.department (site_id, name, name_en, function) VALUES ($1::bigint, $2, $3, $4) ON CONFLICT (site_id, name) DO NOTHING RETURNING id;

-- name: department_taken
-- Is the name another department's?
-- $1 site bigint, $2 name, $3 department that may have it
SELECT id FROM app.department WHERE site_id = $1::bigint AND app.fold(name) = app.fold($2::text) AND id <> $3::bigint;

-- name: department_edit
-- Changes a department; $6 true closes it, its records stay.
-- $1 site bigint, $2 department, $3 name, $4 English name, $5 function, $6 closed, $7 now
UPDATE app.department SET name = $3, name_en = $4, function = $5, closed_at = CASE WHEN $6::boolean THEN COALESCE(closed_at, $7::timestamptz) END
WHERE site_id = $1::bigint AND id = $2::bigint RETURNING id;

-- ---------------------------------------------------------------- roles

-- name: role_list
-- Roles with the number of their holders.
-- $1 site bigint
SELECT r.id, r.key, r.name, r.second_factor, app.role_is_power(r.site_id, r.id) AS is_power,
	(SELECT count(*) FROM app.member_role mr JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
		WHERE mr.site_id = $1::bigint AND mr.role_id = r.id) AS holders,
	(SELECT count(*) FROM app.role_permission rp WHERE rp.site_id = $1::bigint AND rp.role_id = r.id) AS permissions
FROM app.role r WHERE r.site_id = $1::bigint ORDER BY r.key IS NULL, r.id;

-- name: role_row
-- One role with what it may do.
-- $1 site bigint, $2 role
SELECT r.id, r.key, r.name, r.second_factor, (SELECT string_agg(rp.permission, ' ') FROM app.role_permission rp WHERE rp.site_id = $1::bigint AND rp.role_id = r.id) AS permissions,
	(SELECT count(*) FROM app.member_role mr WHERE mr.site_id = $1::bigint AND mr.role_id = r.id) AS holders
FROM app.role r WHERE r.site_id = $1::bigint AND r.id = $2::bigint;

-- name: role_holds
-- Does the acting account hold this role?
-- $1 site bigint, $2 role
SELECT EXISTS (SELECT FROM app.member_role mr WHERE mr.site_id = $1::bigint AND mr.role_id = $2::bigint AND mr.account_id = app.account()) AS mine;

-- name: power_permissions
-- Those of these permissions that carry power.
-- global: asks about names
-- $1 permissions
SELECT p AS name FROM unnest($1::text[]) p WHERE app.is_power(p);

-- name: role_taken
-- Is the name another role's?
-- $1 site bigint, $2 name, $3 role that may have it
SELECT id FROM app.role WHERE site_id = $1::bigint AND app.fold(name) = app.fold($2::text) AND id <> $3::bigint;

-- name: role_edit
-- Name and second factor of a role; a built-in one keeps its name.
-- $1 site bigint, $2 role, $3 name, $4 second factor
UPDATE app.role SET name = CASE WHEN key IS NULL THEN $3 ELSE name END, second_factor = $4::boolean WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: role_allow
-- Ticks permissions.
-- $1 site bigint, $2 role, $3 permissions
INSERT INTO app.role_permission (site_id, role_id, permission) SELECT $1::bigint, $2::bigint, p FROM unnest($3::text[]) p ON CONFLICT DO NOTHING;

-- name: role_forbid
-- Unticks permissions.
-- $1 site bigint, $2 role, $3 permissions
DELETE FROM app.role_permission WHERE site_id = $1::bigint AND role_id = $2::bigint AND permission = ANY ($3::text[]);

-- name: role_remove
-- Removes a role of the site's own that nobody holds.
-- $1 site bigint, $2 role
DELETE FROM app.role r WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND r.key IS NULL
	AND NOT EXISTS (SELECT FROM app.member_role mr WHERE mr.site_id = $1::bigint AND mr.role_id = r.id) RETURNING r.id;

-- ---------------------------------------------------------------- rules and calendar

-- name: rule_put
-- A rule that differs from its default.
-- $1 site bigint, $2 key, $3 value
INSERT INTO app.rule (site_id, key, value) VALUES ($1::bigint, $2, $3) ON CONFLICT (site_id, key) DO UPDATE SET value = EXCLUDED.value;

-- name: rule_remove
-- Back to the default.
-- $1 site bigint, $2 key
DELETE FROM app.rule WHERE site_id = $1::bigint AND key = $2;

-- name: site_touch
-- Tells the workers that rules or calendar changed.
-- $1 site bigint
SELECT app.site_touch($1::bigint);

-- ---------------------------------------------------------------- operators

-- name: operator_sites
-- All sites.
-- global: the directory of sites
SELECT id, slug, host, name, name_en, suspended_at IS NOT NULL AS is_suspended, to_char(created_at, 'YYYY-MM-DD') AS created_on
FROM app.site WHERE id <> 0 ORDER BY slug;

-- name: operator_site
-- One site.
-- global: the directory of sites
-- $1 site
SELECT id, slug, host, name, name_en, suspended_at IS NOT NULL AS is_suspended, to_char(created_at, 'YYYY-MM-DD') AS created_on
FROM app.site WHERE id = $1::bigint AND id <> 0;

-- name: operator_site_taken
-- Is the slug or the host another site's?
-- global: the directory of sites
-- $1 slug, $2 host or NULL, $3 site that may have them
SELECT slug = $1::text AS slug_taken FROM app.site WHERE (slug = $1::text OR host = $2::text) AND id <> $3::bigint;

-- name: site_add
-- A new site.
-- global: the directory of sites
-- $1 slug, $2 name, $3 English name, $4 now
SELECT app.site_add($1::text, $2::text, $3::text, $4::timestamptz) AS id;

-- name: site_edit
-- Names, host, suspension.
-- global: the directory of sites
-- $1 site, $2 name, $3 English name, $4 host or NULL, $5 suspended, $6 now
SELECT app.site_edit($1::bigint, $2::text, $3::text, $4::text, CASE WHEN $5::boolean THEN $6::timestamptz END);

-- name: role_by_key
-- A built-in role.
-- $1 site bigint, $2 key
SELECT id FROM app.role WHERE site_id = $1::bigint AND key = $2;

-- name: operator_accounts
-- The directory of accounts, 50 at a time.
-- global: accounts belong to no site
-- $1 words of login or name, $2 after this id
SELECT id, login, name, email, is_operator, to_char(disabled_at, 'YYYY-MM-DD') AS disabled_on, has_password, has_second_factor, sites
FROM app.account_list($1::text, $2::bigint, 51);

-- name: operator_account
-- One account.
-- global: accounts belong to no site
-- $1 account
SELECT id, login, name, sort_key, email, is_operator, to_char(disabled_at, 'YYYY-MM-DD') AS disabled_on, password_at IS NOT NULL AS has_password,
	app.has_second_factor(id) AS has_second_factor, to_char(created_at, 'YYYY-MM-DD') AS created_on
FROM app.account WHERE id = $1::bigint;

-- name: operator_account_sites
-- The sites an account belongs to.
-- global: accounts belong to no site
-- $1 account
SELECT app.account_sites($1::bigint) AS sites;

-- name: account_disable
-- Disables an account and ends its sessions, or enables it again.
-- global: accounts belong to no site
-- $1 account, $2 disabled, $3 now
SELECT app.account_disable($1::bigint, CASE WHEN $2::boolean THEN $3::timestamptz END);

-- name: account_erase
-- Replaces a person's data by a neutral name.
-- global: accounts belong to no site
-- $1 account, $2 name, $3 now
SELECT app.account_erase($1::bigint, $2::text, $3::timestamptz);

-- name: operator_set
-- Makes an account an operator or not; the last one stays.
-- global: accounts belong to no site
-- $1 account, $2 operator
SELECT app.operator_set($1::bigint, $2::boolean);

-- name: totp_clear
-- Takes a lost second factor away.
-- global: accounts belong to no site
-- $1 account
SELECT app.totp_clear($1::bigint);
