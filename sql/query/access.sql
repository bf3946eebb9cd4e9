-- Statements of src/access: who it is, in which site, with which rights; members, roles, history.

-- name: open_request
-- First statement of every request: session, membership, rights; puts the transaction into the site.
-- global: the door itself
-- $1 token digest or '', $2 site or 0, $3 may write, $4 idle seconds, $5 longest seconds, $6 door for whoever may not enter the site, or ''
SELECT account_id, login, name, language, theme, is_operator, has_second_factor, is_fresh, is_stale, is_member, is_held, department_id, permissions,
	needs_second_factor, site_version, is_suspended, sites, acts_for, unread, privacy_due, entered
FROM app.open_request($1::text, $2::bigint, $3::boolean, $4::int, $5::int, $6::text);

-- name: enter_site
-- Puts the transaction into another site for the person of the session, or at one of its doors.
-- global: the door itself
-- $1 site, $2 token digest or '', $3 door for whoever may not enter the site, or ''
SELECT app.enter_site($1::bigint, $2::text, $3::text) AS permissions;

-- name: turn_take
-- Takes one of the account's turns for slow pages; the connection holds it beyond this transaction.
-- global: touches no table
-- $1 turns
SELECT app.account() IS NULL OR EXISTS (SELECT FROM generate_series(1, $1::int) i
	WHERE pg_try_advisory_lock((26471::bigint << 48) + app.account() * 64 + i)) AS taken;

-- name: turns_end
-- Releases the turns that the connection holds.
-- global: touches no table
SELECT pg_advisory_unlock_all();

-- name: session_touch
-- Remembers that a session is in use.
-- global: sessions belong to accounts
-- $1 token digest, $2 now
SELECT app.session_touch($1::text, $2::timestamptz);

-- name: session_add
-- Logs an account in.
-- global: sessions belong to accounts
-- $1 token digest, $2 account, $3 now, $4 address, $5 browser
SELECT app.session_add($1::text, $2::bigint, $3::timestamptz, $4::text, $5::text);

-- name: session_end
-- Logs a session out.
-- global: sessions belong to accounts
-- $1 token digest
SELECT app.session_end($1::text);

-- name: session_end_others
-- Ends an account's sessions but one.
-- global: sessions belong to accounts
-- $1 account, $2 token digest to keep or ''
SELECT app.session_end_others($1::bigint, $2::text);

-- ---------------------------------------------------------------- sites

-- name: site_find
-- The site of an address segment, or of a host name of its own.
-- global: the directory of sites
-- $1 slug or NULL, $2 host or NULL
SELECT id, slug, host, name, name_en FROM app.site
WHERE id <> 0 AND suspended_at IS NULL AND (slug = $1::text OR host = $2::text) ORDER BY slug = $1::text DESC NULLS LAST LIMIT 1;

-- name: site_row
-- A site's names and version.
-- $1 site bigint
SELECT id, slug, host, name, name_en, version FROM app.site WHERE id = $1::bigint;

-- name: site_rules
-- The rules that differ from the defaults.
-- $1 site bigint
SELECT key, value FROM app.rule WHERE site_id = $1::bigint;

-- name: site_calendar
-- Holidays and make-up working days.
-- $1 site bigint
SELECT day, works, name FROM app.calendar_day WHERE site_id = $1::bigint ORDER BY day;

-- ---------------------------------------------------------------- history

-- name: event_add
-- One event; number, time and hash come from the trigger.
-- $1 site bigint, $2 actor, $3 for whom, $4 action, $5 record, $6 object, $7 detail, $8 request
INSERT INTO app.event (site_id, actor_id, for_id, action, record_id, object, detail, request)
VALUES ($1::bigint, $2::bigint, $3::bigint, $4, $5::bigint, $6, $7::jsonb, $8);

-- name: event_moment
-- Sets the time of events for demo data and imports; only the administrator's own tool may set it.
-- global: a setting of the transaction
-- $1 moment
SELECT set_config('app.now', $1::text, true);

-- ---------------------------------------------------------------- roles and members

-- name: role_add
-- A role; a built-in one has a key.
-- $1 site bigint, $2 key or NULL, $3 name, $4 asks for a second factor
INSERT INTO app.role (site_id, key, name, second_factor) VALUES ($1::bigint, $2::text, $3::text, $4::boolean) RETURNING id;

-- name: role_seed_permissions
-- Ticks permissions, given as "role-key permission" pairs, of the built-in roles.
-- $1 site bigint, $2 pairs
INSERT INTO app.role_permission (site_id, role_id, permission)
SELECT $1::bigint, r.id, split_part(p, ' ', 2) FROM unnest($2::text[]) p
JOIN app.role r ON r.site_id = $1::bigint AND r.key = split_part(p, ' ', 1) ON CONFLICT DO NOTHING;

-- name: member_add
-- Makes an account a member, or restores the membership of one who left.
-- $1 site bigint, $2 account, $3 department or NULL, $4 now
SELECT app.member_add($1::bigint, $2::bigint, $3::bigint, $4::timestamptz);

-- name: member_give_base_role
-- The role that every member has.
-- $1 site bigint, $2 account
INSERT INTO app.member_role (site_id, account_id, role_id)
SELECT $1::bigint, $2::bigint, id FROM app.role WHERE site_id = $1::bigint AND key = 'member' ON CONFLICT DO NOTHING;

-- name: member_roles
-- The roles a member holds.
-- $1 site bigint, $2 account
SELECT r.id, r.key, r.name, r.second_factor FROM app.member_role mr JOIN app.role r ON r.site_id = mr.site_id AND r.id = mr.role_id
WHERE mr.site_id = $1::bigint AND mr.account_id = $2::bigint ORDER BY r.id;

-- name: member_row_lock
-- A member of the site, locked so that two changes of the same person follow one another.
-- $1 site bigint, $2 account
SELECT m.account_id AS id, a.login, a.name, m.department_id FROM app.membership m JOIN app.account a ON a.id = m.account_id
WHERE m.site_id = $1::bigint AND m.account_id = $2::bigint AND m.left_at IS NULL FOR UPDATE OF m;

-- name: roles_lock
-- Serialises changes of who may manage members and roles, so that the last administrator cannot be lost in a race.
-- $1 site bigint
SELECT r.id, r.key, r.name, app.role_is_power(r.site_id, r.id) AS is_power, EXISTS (SELECT FROM app.role_permission rp
	WHERE rp.site_id = $1::bigint AND rp.role_id = r.id AND rp.permission IN ('group.lead', 'group.deputy')) AS is_seat
FROM app.role r WHERE r.site_id = $1::bigint ORDER BY r.id FOR UPDATE OF r;

-- name: member_role_add
-- Grants a role.
-- $1 site bigint, $2 account, $3 role
INSERT INTO app.member_role (site_id, account_id, role_id) VALUES ($1::bigint, $2::bigint, $3::bigint);

-- name: member_role_remove
-- Revokes a role.
-- $1 site bigint, $2 account, $3 role
DELETE FROM app.member_role WHERE site_id = $1::bigint AND account_id = $2::bigint AND role_id = $3::bigint;

-- name: member_role_others
-- Removes the role of a seat from its other holders.
-- $1 site bigint, $2 account that gets it, $3 role
DELETE FROM app.member_role mr USING app.account a WHERE mr.site_id = $1::bigint AND mr.account_id <> $2::bigint AND mr.role_id = $3::bigint AND a.id = mr.account_id
RETURNING mr.account_id, a.login, a.name;

-- name: seats_held
-- How many leads and how many deputies the group has, and whether one person is both.
-- $1 site bigint
SELECT count(*) FILTER (WHERE leads) AS leads, count(*) FILTER (WHERE stands_in) AS deputies, COALESCE(bool_or(leads AND stands_in), false) AS is_one
FROM (SELECT mr.account_id, bool_or(rp.permission = 'group.lead') AS leads, bool_or(rp.permission = 'group.deputy') AS stands_in
	FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id AND rp.permission IN ('group.lead', 'group.deputy')
	JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
	WHERE mr.site_id = $1::bigint GROUP BY mr.account_id) x;

-- name: managers_left
-- Is there anybody left who may log in and manage members, and anybody who may manage roles?
-- $1 site bigint
SELECT count(DISTINCT mr.account_id) FILTER (WHERE rp.permission = 'members.manage') > 0
	AND count(DISTINCT mr.account_id) FILTER (WHERE rp.permission = 'roles.manage') > 0 AS enough
FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id
JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
JOIN app.account a ON a.id = mr.account_id AND a.disabled_at IS NULL
WHERE mr.site_id = $1::bigint AND rp.permission IN ('members.manage', 'roles.manage');

-- name: member_leave
-- A member leaves: open records, inbox items and requested opinions go to the successor.
-- $1 site bigint, $2 leaver, $3 heir, $4 now, $5 moves that come with being responsible, as "kind/move"
SELECT record_id FROM app.member_leave($1::bigint, $2::bigint, $3::bigint, $4::timestamptz, $5::text[]);

-- ---------------------------------------------------------------- two people for power over people

-- name: power_ask
-- The first person makes a request; is it a new one, or has it been made already?
-- global: the site of the transaction
-- $1 act, $2 account or NULL, $3 role or NULL, $4 permissions, $5 reason
SELECT id, is_new FROM app.power_ask($1::text, $2::bigint, $3::bigint, $4::text[], $5::text);

-- name: power_row
-- One request with what it is about, locked.
-- $1 site bigint, $2 request
SELECT r.id, r.act, r.subject_id, a.login, a.name, a.password_at IS NULL AS is_first, r.role_id, o.key AS role_key, o.name AS role, r.permissions, r.requested_by, q.name AS asked_by,
	app.power_may(r) AS may, r.requested_by = app.account() AS mine
FROM app.power_request r JOIN app.account q ON q.id = r.requested_by LEFT JOIN app.account a ON a.id = r.subject_id
LEFT JOIN app.role o ON o.site_id = r.site_id AND o.id = r.role_id
WHERE r.site_id = $1::bigint AND r.id = $2::bigint AND r.confirmed_at IS NULL AND r.declined_at IS NULL AND r.expires_at > now();

-- name: power_confirm
-- The second person confirms; the triggers allow the action in this transaction.
-- global: the site of the transaction
-- $1 request
SELECT app.power_confirm($1::bigint);

-- name: power_decline
-- The second person declines, or the first withdraws the request.
-- global: the site of the transaction
-- $1 request
SELECT app.power_decline($1::bigint) AS declined;

-- name: power_tell_seconds
-- Notifies the people who may confirm as the second person.
-- $1 site bigint, $2 request, $3 detail as JSON, $4 now
INSERT INTO app.notification (site_id, account_id, what, actor_id, detail, at)
SELECT r.site_id, s, 'power_asked', r.requested_by, $3::jsonb, $4::timestamptz
FROM app.power_request r CROSS JOIN LATERAL app.power_seconds(r.site_id, r.act, r.requested_by, r.subject_id, r.role_id) s
WHERE r.site_id = $1::bigint AND r.id = $2::bigint;

-- name: power_tell
-- Notifies the person concerned, the group and the administrators of what was done, but not the person who did it.
-- $1 site bigint, $2 person concerned or NULL, $3 what, $4 actor or NULL, $5 detail as JSON, $6 now
SELECT app.power_tell($1::bigint, $2::bigint, $3::text, $4::bigint, $5::jsonb, $6::timestamptz);

-- name: account_powers
-- The sites in which an account holds power, which are notified of actions on it.
-- global: accounts belong to no site
-- $1 account
SELECT in_site, slug, powers FROM app.account_powers($1::bigint);

-- name: account_has_power
-- Does an account hold power anywhere?
-- global: accounts belong to no site
-- $1 account
SELECT app.has_power($1::bigint) AS has_power;

-- name: hold_new
-- Suspends rights just given to an account that one of the two people created or reset.
-- global: the site of the transaction
-- $1 account
SELECT app.hold_new($1::bigint) AS held;

-- name: hold_end
-- Somebody else confirms who uses the account.
-- $1 site bigint, $2 account
SELECT app.hold_end($1::bigint, $2::bigint) AS ended;
