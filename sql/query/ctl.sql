-- Statements of gatehousectl.  The demonstration acts as its people do: in the role of the workers, so that row security
-- applies, and with their account, so that every rule sees who it is.

-- name: ctl_as_worker
-- For this transaction: the role of the workers; a crash may lose demo data.
-- global: a setting of the transaction
SELECT set_config('role', 'gatehouse_app', true), set_config('synchronous_commit', 'off', true);

-- name: ctl_act_as
-- For this transaction: the acting account, before the site is entered.
-- global: a setting of the transaction
-- $1 account
SELECT set_config('app.account', $1::text, true);

-- name: ctl_member
-- What a request would know of a member on a day.
-- $1 site bigint, $2 account, $3 day
SELECT a.id AS account_id, a.login, a.name, m.department_id, (SELECT string_agg(d.account_id::text, ' ') FROM app.delegation d
	WHERE d.site_id = $1::bigint AND d.delegate_id = $2::bigint AND d.ended_at IS NULL AND $3::date BETWEEN d.starts_on AND d.ends_on) AS acts_for
FROM app.membership m JOIN app.account a ON a.id = m.account_id
WHERE m.site_id = $1::bigint AND m.account_id = $2::bigint AND m.left_at IS NULL;

-- name: ctl_site_count
-- How many sites there are.
-- global: the directory of sites
SELECT count(*) AS n FROM app.site WHERE id <> 0;

-- name: ctl_account_home
-- The one site whose administrators look after an account.
-- global: accounts belong to no site
-- $1 account, $2 site
UPDATE app.account SET home_id = $2::bigint WHERE id = $1::bigint;

-- name: ctl_appeal_of
-- The latest appeal against a penalty.
-- $1 site bigint, $2 penalty
SELECT r.id::text AS id, r.number FROM app.appeal k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
WHERE k.site_id = $1::bigint AND k.penalty_id = $2::bigint ORDER BY r.id DESC LIMIT 1;

-- name: ctl_told_until
-- Whoever was told something before this moment has seen it.
-- $1 site bigint, $2 moment
UPDATE app.notification SET read_at = at + interval '4 hours' WHERE site_id = $1::bigint AND at < $2::timestamptz AND read_at IS NULL;
