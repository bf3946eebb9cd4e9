-- Statements of src/access: who it is, in which site, with which rights; members, roles, history.

-- name: open_request
-- First statement of every request: session, membership, rights; puts the transaction into the site.
-- global: the door itself
-- $1 token digest or '', $2 site or 0, $3 may write, $4 idle seconds, $5 longest seconds
SELECT account_id, login, name, language, theme, is_operator, has_second_factor, is_fresh, is_stale, is_member, department_id, permissions,
	needs_second_factor, site_version, is_suspended, sites, acts_for, unread
FROM app.open_request($1::text, $2::bigint, $3::boolean, $4::int, $5::int);

-- name: enter_site
-- Puts the transaction into another site: when a new one is made.
-- global: the door itself
-- $1 site
SELECT app.enter_site($1::bigint) AS permissions;

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
-- The time that events of demo data and imports bear; obeyed for the administrator's own tool only.
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
-- Makes an account a member, or brings one who left back.
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
-- Who may manage members and roles changes one at a time: the last administrator cannot be lost in a race.
-- $1 site bigint
SELECT r.id, r.key, r.name, EXISTS (SELECT FROM app.role_permission rp WHERE rp.site_id = $1::bigint AND rp.role_id = r.id
	AND rp.permission IN ('group.decide', 'group.lead', 'group.deputy', 'head.decide', 'restricted.view')) AS decides
FROM app.role r WHERE r.site_id = $1::bigint ORDER BY r.id FOR UPDATE OF r;

-- name: member_role_add
-- Grants a role.
-- $1 site bigint, $2 account, $3 role
INSERT INTO app.member_role (site_id, account_id, role_id) VALUES ($1::bigint, $2::bigint, $3::bigint);

-- name: member_role_remove
-- Revokes a role.
-- $1 site bigint, $2 account, $3 role
DELETE FROM app.member_role WHERE site_id = $1::bigint AND account_id = $2::bigint AND role_id = $3::bigint;

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
-- A member leaves: open records, what waits for them and opinions asked of them go to the heir.
-- $1 site bigint, $2 leaver, $3 heir, $4 now
SELECT record_id FROM app.member_leave($1::bigint, $2::bigint, $3::bigint, $4::timestamptz);
