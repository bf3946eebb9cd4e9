-- SPDX-License-Identifier: ISC
-- Goal: two transactions that change the rights of one person at the same moment leave nothing out of what the gate says of them afterwards
-- (RX.8, issue 10), whichever of them is first.  These rows are really committed, from two connections, and removed again.
\ir fixture/race.sql
INSERT INTO app.site (id, slug, name, created_at) VALUES (9104, 'race-9104', 'x', now());
INSERT INTO app.account (id, login, name, created_at) VALUES (91041, 'one-9104', 'x', now()), (91042, 'other-9104', 'x', now());
INSERT INTO app.membership (site_id, account_id, created_at) VALUES (9104, 91041, now()), (9104, 91042, now());
INSERT INTO app.role VALUES (9104, 1, NULL, 'one', false), (9104, 2, NULL, 'two', false);
INSERT INTO app.role_permission VALUES (9104, 1, 'a'), (9104, 2, 'b');
INSERT INTO app.member_role VALUES (9104, 91042, 1);
SELECT no_plan();
CREATE TEMP TABLE race AS SELECT * FROM (VALUES
	('a role is given, while it gets a permission', 'INSERT INTO app.role_permission VALUES (9104, 1, ''new'')', 'INSERT INTO app.member_role VALUES (9104, 91041, 1)'),
	('two roles are given', 'INSERT INTO app.member_role VALUES (9104, 91041, 1)', 'INSERT INTO app.member_role VALUES (9104, 91041, 2)'),
	('a role is given to its holder, while the other gets a permission', 'INSERT INTO app.role_permission VALUES (9104, 1, ''new'')', 'INSERT INTO app.member_role VALUES (9104, 91042, 2)'),
	('a role is taken, while it loses a permission', 'DELETE FROM app.role_permission WHERE site_id = 9104 AND permission = ''a''', 'DELETE FROM app.member_role WHERE site_id = 9104'),
	('somebody leaves, while they get a role', 'UPDATE app.membership SET left_at = now() WHERE site_id = 9104 AND account_id = 91041', 'INSERT INTO app.member_role VALUES (9104, 91041, 2)'),
	('somebody is to stand in, while they get a role', 'INSERT INTO app.delegation (site_id, id, account_id, delegate_id, starts_on, ends_on, created_at) VALUES (9104, 1, 91042, 91041, current_date, current_date, now())',
		'INSERT INTO app.member_role VALUES (9104, 91041, 2)'),
	('a role is given, while it asks for a second factor', 'UPDATE app.role SET second_factor = true WHERE site_id = 9104 AND id = 1', 'INSERT INTO app.member_role VALUES (9104, 91041, 1)')) v (what, a, b);

CREATE FUNCTION pg_temp.left_by(p_first text, p_second text, p_then text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	said text;
BEGIN
	PERFORM pg_temp.race(p_first, p_second, p_then);
	SELECT string_agg(x::text, ' ') INTO said FROM dblink('first', '(TABLE app.pass EXCEPT TABLE app.pass_due) UNION ALL (TABLE app.pass_due EXCEPT TABLE app.pass)')
		x (site bigint, account bigint, is_member boolean, is_held boolean, department bigint, permissions text, factor boolean, until date) WHERE site = 9104;
	PERFORM dblink_exec('first', 'DELETE FROM app.delegation WHERE site_id = 9104; DELETE FROM app.member_role WHERE site_id = 9104; DELETE FROM app.role_permission WHERE site_id = 9104;
		UPDATE app.membership SET left_at = NULL WHERE site_id = 9104 AND left_at IS NOT NULL; UPDATE app.role SET second_factor = false WHERE site_id = 9104 AND second_factor;
		INSERT INTO app.role_permission VALUES (9104, 1, ''a''), (9104, 2, ''b''); INSERT INTO app.member_role VALUES (9104, 91042, 1)');
	RETURN said;
END $$;
SELECT is(pg_temp.left_by(a, b), NULL, what) FROM race;
SELECT is(pg_temp.left_by(b, a), NULL, what || ', the other way round') FROM race;

-- Two changes in one transaction, as when a member leaves: neither transaction is broken off.
SELECT is(pg_temp.left_by('UPDATE app.membership SET left_at = now() WHERE site_id = 9104 AND account_id = 91042', 'INSERT INTO app.role_permission VALUES (9104, 1, ''new'')',
	'DELETE FROM app.member_role WHERE site_id = 9104 AND account_id = 91042'), NULL, 'somebody leaves and loses their roles, while one of these gets a permission');

-- What a site offers for choice (0055) is written by the same acts: each takes the lock of the site before its row.
SELECT is(pg_temp.left_by('INSERT INTO app.member_role VALUES (9104, 91041, 1)', 'UPDATE app.membership SET sort_key = ''x'' WHERE site_id = 9104 AND account_id = 91042',
	'UPDATE app.membership SET sort_key = ''y'' WHERE site_id = 9104 AND account_id = 91041'), NULL, 'somebody gets a role and is sorted elsewhere, while somebody else is');

\ir fixture/race_end.sql
DELETE FROM app.member_role WHERE site_id = 9104;
DELETE FROM app.role WHERE site_id = 9104;
DELETE FROM app.membership WHERE site_id = 9104;
DELETE FROM app.account WHERE id IN (91041, 91042);
DELETE FROM app.site WHERE id = 9104;
SELECT * FROM finish();
