-- SPDX-License-Identifier: ISC
-- Goal: what open_request says of a member is true after every change of what it is made of, in the next request (R2.3, RX.8, issue 10): it reads a
-- row that is kept, so each way to change memberships, roles, permissions, delegations, sites and accounts is gone through, and what the gate says is
-- compared with a plain query.  The passing of a day changes what it says, too.  Two transactions at once leave nothing out.  All of it holds with
-- settings that reach distributed workers.
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();
-- Absences come and go here; nothing was lent in them.
DELETE FROM lent;
INSERT INTO session SELECT 'token ' || a.id, a.id, now(), now(), now(), '', '' FROM account a WHERE a.home_id IN (9101, 9102);
-- One person of both sites; one who reads something hidden; notifications of every record, for everybody.
INSERT INTO membership (site_id, account_id, created_at) VALUES (9102, pg_temp.who(9101, 'circle'), now());
INSERT INTO member_role VALUES (9102, pg_temp.who(9101, 'circle'), 1);
INSERT INTO notification (site_id, id, account_id, record_id, what, at)
SELECT m.site_id, 1000 + row_number() OVER (), m.account_id, r.id, 'moved', now() FROM membership m JOIN record r ON r.site_id = m.site_id WHERE m.site_id IN (9101, 9102);

-- Where there are distributed workers, the settings are made by SET LOCAL, which reaches them; elsewhere by what is cheaper.
SAVEPOINT before;
REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
SET LOCAL app.distributed = 'on';
SELECT is((SELECT entered FROM app.open_request('token 91014', 9101, true)), 'member', 'with app.distributed nothing is set by set_config');
SET LOCAL app.distributed = 'off';
SELECT throws_ok($$ SELECT FROM app.open_request('token 91014', 9101, true) $$, '42501', NULL, 'without, something is');
ROLLBACK TO before;

CREATE TEMP TABLE asked AS SELECT a.id, s FROM account a, unnest(ARRAY[0, 9101, 9102]) s WHERE a.home_id = 9101 OR a.id IN (91021, 91022);
-- As a worker asks it.
CREATE FUNCTION pg_temp.said(p_account bigint, p_site bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	o pg_catalog.record;
BEGIN
	SET LOCAL SESSION AUTHORIZATION gatehouse_app;
	SELECT * INTO o FROM app.open_request('token ' || p_account, p_site, true);
	RESET SESSION AUTHORIZATION;
	RETURN concat_ws(' | ', o.account_id, o.entered, o.is_member, o.is_held, o.department_id, o.permissions, o.needs_second_factor, o.is_suspended,
		(SELECT string_agg(split_part(x, E'\x1f', 3), ',' ORDER BY x) FROM string_to_table(o.sites, E'\x1e') x), (SELECT string_agg(x, ',' ORDER BY x) FROM string_to_table(o.acts_for, ' ') x), o.unread,
		app.clearance(), app.site(), app.account(), o.privacy_due);
END $$;
-- The same, read from where it is written, by somebody whom no wall stops.
CREATE FUNCTION pg_temp.unread_in(p_account bigint, p_site bigint, p_clearance int) RETURNS bigint LANGUAGE sql AS $$
	SELECT count(*) FROM notification n LEFT JOIN record r ON r.site_id = n.site_id AND r.id = n.record_id
	WHERE n.site_id = p_site AND n.account_id = p_account AND n.read_at IS NULL AND (r.id IS NULL OR r.visible <= p_clearance
		OR r.visible < 3 AND (r.created_by = p_account OR EXISTS (SELECT FROM record_reader x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.account_id = p_account))) $$;
CREATE FUNCTION pg_temp.permissions_in(p_account bigint, p_site bigint) RETURNS text[] LANGUAGE sql AS $$
	SELECT COALESCE(array_agg(DISTINCT rp.permission ORDER BY rp.permission), '{}') FROM membership m JOIN site t ON t.id = m.site_id AND t.suspended_at IS NULL
	JOIN member_role mr USING (site_id, account_id) JOIN role_permission rp USING (site_id, role_id) WHERE m.account_id = p_account AND m.site_id = p_site AND m.left_at IS NULL $$;
CREATE FUNCTION pg_temp.clearance_in(p_account bigint, p_site bigint) RETURNS int LANGUAGE sql AS $$
	SELECT count(*)::int FROM membership m WHERE m.account_id = p_account AND m.site_id = p_site AND m.held_at IS NULL AND 'restricted.view' = ANY (pg_temp.permissions_in(p_account, p_site)) $$;
CREATE FUNCTION pg_temp.truth(p_account bigint, p_site bigint) RETURNS text LANGUAGE sql AS $$
	SELECT CASE WHEN a.disabled_at IS NOT NULL THEN concat_ws(' | ', CASE p_site WHEN 0 THEN 'outside' ELSE '' END, false, false, '', false, false, 0, 0, 0)
	ELSE concat_ws(' | ', a.id, CASE WHEN lets THEN 'member' WHEN p_site = 0 THEN 'outside' ELSE '' END, m.site_id IS NOT NULL, COALESCE(m.held_at IS NOT NULL, false), m.department_id,
		array_to_string(pg_temp.permissions_in(p_account, p_site), ' '),
		EXISTS (SELECT FROM membership x JOIN site y ON y.id = x.site_id JOIN member_role mr USING (site_id, account_id) JOIN role r ON r.site_id = mr.site_id AND r.id = mr.role_id AND r.second_factor
			WHERE x.account_id = p_account AND x.left_at IS NULL AND (x.site_id = p_site OR p_site = 0 AND y.suspended_at IS NULL)),
		t.suspended_at IS NOT NULL,
		(SELECT string_agg(y.name, ',' ORDER BY y.id || E'\x1f' || y.slug) FROM membership x JOIN site y ON y.id = x.site_id WHERE x.account_id = p_account AND x.left_at IS NULL AND y.suspended_at IS NULL),
		(SELECT string_agg(d.account_id::text, ',' ORDER BY d.account_id::text) FROM delegation d JOIN membership f USING (site_id, account_id)
			WHERE lets AND d.site_id = p_site AND d.delegate_id = p_account AND d.ended_at IS NULL AND f.held_at IS NULL AND d.starts_on <= current_date AND d.ends_on >= current_date),
		CASE p_site WHEN 0 THEN (SELECT COALESCE(sum(pg_temp.unread_in(p_account, x.site_id, pg_temp.clearance_in(p_account, x.site_id))), 0) FROM membership x JOIN site y ON y.id = x.site_id
			WHERE x.account_id = p_account AND x.left_at IS NULL AND y.suspended_at IS NULL) ELSE CASE WHEN lets THEN pg_temp.unread_in(p_account, p_site, pg_temp.clearance_in(p_account, p_site)) ELSE 0 END END,
		pg_temp.clearance_in(p_account, p_site), CASE WHEN lets THEN p_site END, a.id, 2) END
	FROM account a JOIN site t ON t.id = p_site LEFT JOIN membership m ON m.site_id = p_site AND m.account_id = a.id AND m.left_at IS NULL,
		LATERAL (SELECT m.site_id IS NOT NULL AND t.suspended_at IS NULL AS lets) l WHERE a.id = p_account $$;
CREATE FUNCTION pg_temp.lies() RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(format(E'\n%s in %s: said %s\n                true %s', id, s, said, truth), '') FROM (SELECT id, s, pg_temp.said(id, s), pg_temp.truth(id, s) FROM asked) x WHERE said IS DISTINCT FROM truth $$;
CREATE FUNCTION pg_temp.all_said() RETURNS text LANGUAGE sql AS $$ SELECT string_agg(pg_temp.said(id, s), E'\n' ORDER BY id, s) FROM asked $$;

-- What is done, by whoever may: row security is not asked.  Each changes what somebody is told, but those that say they do not.
CREATE TEMP TABLE step (no int GENERATED ALWAYS AS IDENTITY, what text, changes boolean, sql text);
INSERT INTO step (what, changes, sql) VALUES
	('a role is given', true, 'INSERT INTO member_role VALUES (9101, 91014, 2)'),
	('one is given that is no news', false, 'INSERT INTO role VALUES (9101, 4, NULL, ''same'', false); INSERT INTO role_permission VALUES (9101, 4, ''record.view''); INSERT INTO member_role VALUES (9101, 91014, 4)'),
	('a permission is added to a role', true, 'INSERT INTO role_permission VALUES (9101, 2, ''budget.submit''), (9101, 1, ''list.export'')'),
	('and to one of the other site', true, 'INSERT INTO role_permission VALUES (9102, 1, ''restricted.view'')'),
	('a permission is another one', true, 'UPDATE role_permission SET permission = ''budget.review'' WHERE permission = ''budget.submit'''),
	('and is another role''s', true, 'UPDATE role_permission SET role_id = 3 WHERE permission = ''budget.review'''),
	('a permission is taken from a role', true, 'DELETE FROM role_permission WHERE permission = ''list.export'''),
	('from one of two who give it', false, 'DELETE FROM role_permission WHERE site_id = 9101 AND role_id = 4'),
	('a role is exchanged', true, 'UPDATE member_role SET role_id = 3 WHERE site_id = 9101 AND account_id = 91014 AND role_id = 2'),
	('and handed to somebody else', true, 'UPDATE member_role SET account_id = 91011 WHERE site_id = 9101 AND account_id = 91014 AND role_id = 3'),
	('a role is taken', true, 'DELETE FROM member_role WHERE site_id = 9101 AND account_id = 91011 AND role_id = 3'),
	('a role asks for a second factor', true, 'UPDATE role SET second_factor = true WHERE site_id = 9101 AND id = 2'),
	('all do', true, 'UPDATE role SET second_factor = true WHERE site_id IN (9101, 9102)'),
	('none does', true, 'UPDATE role SET second_factor = false WHERE site_id IN (9101, 9102)'),
	('a role is renamed', false, 'UPDATE role SET name = ''new name'' WHERE site_id = 9101 AND id = 1'),
	('roles are deleted, with what they allow', true, 'INSERT INTO role VALUES (9101, 5, NULL, ''short'', true); INSERT INTO role_permission VALUES (9101, 5, ''x''); INSERT INTO member_role VALUES (9101, 91014, 5);
		DELETE FROM member_role WHERE role_id = 2; DELETE FROM role WHERE site_id IN (9101, 9102) AND id = 2'),
	('a role goes with its holder''s', true, 'DELETE FROM member_role WHERE role_id = 5; DELETE FROM role WHERE site_id = 9101 AND id = 5; INSERT INTO role VALUES (9101, 2, NULL, ''circle'', false);
		INSERT INTO role_permission VALUES (9101, 2, ''restricted.view''); INSERT INTO member_role VALUES (9101, 91013, 2), (9101, 91015, 2)'),
	('rights rest', true, 'UPDATE membership SET held_at = now() WHERE site_id = 9101 AND account_id = 91013'),
	('and those of whom somebody stands in for', true, 'UPDATE membership SET held_at = now() WHERE site_id = 9101 AND account_id = 91011'),
	('and rest no more', true, 'UPDATE membership SET held_at = NULL WHERE site_id = 9101'),
	('somebody is of another department', true, 'INSERT INTO department (site_id, id, name, function) VALUES (9101, 2, ''other'', ''legal''); UPDATE membership SET department_id = 2 WHERE site_id = 9101 AND account_id = 91014'),
	('and of none', true, 'UPDATE membership SET department_id = NULL WHERE site_id = 9101 AND account_id = 91014'),
	('a department is renamed', false, 'UPDATE department SET name = ''renamed'' WHERE site_id = 9101 AND id = 2'),
	('somebody leaves', true, 'UPDATE membership SET left_at = now() WHERE site_id = 9101 AND account_id IN (91012, 91013)'),
	('gets a role while away', false, 'INSERT INTO member_role VALUES (9101, 91012, 3)'),
	('and is back, with it', true, 'UPDATE membership SET left_at = NULL WHERE site_id = 9101'),
	('somebody joins', true, 'INSERT INTO membership (site_id, account_id, department_id, created_at) VALUES (9102, 91014, 1, now()); INSERT INTO member_role VALUES (9102, 91014, 3)'),
	('joins again', true, 'INSERT INTO membership (site_id, account_id, created_at) VALUES (9102, 91014, now()) ON CONFLICT (site_id, account_id) DO UPDATE SET department_id = NULL, held_at = now()'),
	('and was never there', true, 'DELETE FROM membership WHERE site_id = 9102 AND account_id = 91014'),
	('somebody else stands in', true, 'UPDATE delegation SET delegate_id = 91015 WHERE site_id = 9101'),
	('for two', true, 'INSERT INTO delegation (site_id, id, account_id, delegate_id, starts_on, ends_on, created_at) VALUES (9101, 2, 91012, 91015, current_date - 3, current_date + 3, now())'),
	('for one, the day being over', true, 'UPDATE delegation SET starts_on = current_date - 9, ends_on = current_date - 1 WHERE site_id = 9101 AND id = 2'),
	('from tomorrow', false, 'UPDATE delegation SET starts_on = current_date + 1, ends_on = current_date + 9 WHERE site_id = 9101 AND id = 2'),
	('from today', true, 'UPDATE delegation SET starts_on = current_date WHERE site_id = 9101 AND id = 2'),
	('it is ended', true, 'UPDATE delegation SET ended_at = now() WHERE site_id = 9101 AND id = 2'),
	('and was never there', true, 'DELETE FROM delegation WHERE site_id = 9101'),
	('a site is suspended', true, 'UPDATE site SET suspended_at = now() WHERE id = 9101'),
	('and one of its roles asks for a second factor', true, 'UPDATE role SET second_factor = true WHERE site_id = 9101 AND id = 2'),
	('and opened again', true, 'UPDATE site SET suspended_at = NULL WHERE id = 9101'),
	('a site is renamed', true, 'UPDATE site SET name = ''another name'' WHERE id = 9101'),
	('an account is disabled', true, 'UPDATE account SET disabled_at = now() WHERE id IN (91013, 91021)'),
	('and enabled', true, 'UPDATE account SET disabled_at = NULL WHERE id IN (91013, 91021)'),
	('a record comes out of sight', true, 'UPDATE record SET visible = 2 WHERE site_id = 9101 AND id = 1'),
	('a notification is read', true, 'UPDATE notification SET read_at = now() WHERE site_id = 9101 AND account_id = 91013 AND record_id = 4'),
	('somebody reads a hidden record', true, 'INSERT INTO record_reader VALUES (9101, 2, 91014)');
CREATE FUNCTION pg_temp.walk() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	w pg_catalog.record;
	earlier text;
	later text;
BEGIN
	RETURN NEXT is(pg_temp.lies(), NULL, 'what is said at first is true');
	later := pg_temp.all_said();
	FOR w IN SELECT * FROM step ORDER BY no LOOP
		earlier := later;
		-- Nobody is in a site: a change from outside counts as well.
		PERFORM pg_temp.act(NULL, NULL);
		EXECUTE w.sql;
		RETURN NEXT is(concat_ws('', app.site(), app.account()), '', w.what || ': the transaction stands where it stood');
		RETURN NEXT is(pg_temp.lies(), NULL, w.what || ': it is said');
		later := pg_temp.all_said();
		RETURN NEXT is(earlier IS DISTINCT FROM later, w.changes, w.what || CASE WHEN w.changes THEN ': somebody is told something else' ELSE ': nobody is told anything else' END);
		RETURN NEXT is_empty('(TABLE app.pass EXCEPT TABLE app.pass_due) UNION ALL (TABLE app.pass_due EXCEPT TABLE app.pass)', w.what || ': the passes are what they must be');
	END LOOP;
END $$;
SAVEPOINT first;
SELECT * FROM pg_temp.walk();
ROLLBACK TO first;

-- The passing of a day, without anything being written: these zones are 26 hours apart.
DELETE FROM delegation WHERE site_id IN (9101, 9102);
SET LOCAL TimeZone = 'Etc/GMT+12';
INSERT INTO delegation (site_id, id, account_id, delegate_id, starts_on, ends_on, created_at) VALUES (9101, 1, 91011, 91014, current_date, current_date, now());
SET LOCAL TimeZone = 'Etc/GMT-14';
INSERT INTO delegation (site_id, id, account_id, delegate_id, starts_on, ends_on, created_at) VALUES (9101, 2, 91012, 91014, current_date, current_date, now());
SELECT is((SELECT acts_for FROM app.open_request('token 91014', 9101, true)), '91012', 'whoever is stood in for from today on');
SET LOCAL TimeZone = 'Etc/GMT+12';
SELECT is((SELECT acts_for FROM app.open_request('token 91014', 9101, true)), '91011', 'is not, the day before');
DELETE FROM delegation WHERE site_id = 9101 AND id = 2;
SET LOCAL TimeZone = 'Etc/GMT-14';
SELECT is((SELECT acts_for FROM app.open_request('token 91014', 9101, true)), NULL, 'and nobody is when the last day is over');
ROLLBACK TO first;

-- The same with settings that reach distributed workers.
SET LOCAL app.distributed = 'on';
SELECT * FROM pg_temp.walk();
ROLLBACK TO first;

-- Nothing that passes are made of is forgotten: each table that they are read from tells of every change.
SELECT set_eq($$ SELECT DISTINCT d.refobjid::regclass::text FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> w.ev_class
	WHERE w.ev_class = 'app.pass_due'::regclass $$, $$ SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgfoid = 'app.pass_follows'::regproc AND tgenabled = 'O' GROUP BY tgrelid HAVING bit_or(tgtype & 28) = 28 $$,
	'the tables that passes are read from are those that tell of inserts, updates and deletes');
SELECT is(has_table_privilege('gatehouse_app', 'app.pass', p), false, 'workers have no ' || p || ' on passes') FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) p;

SELECT * FROM finish();
ROLLBACK;
