-- Row security as a second wall (issue 9, 1.5; R2.2).  A page's questions are sent before the program has looked at rights.  So the
-- database decides by itself whom it lets into a site: members, by the token of their session; operators, when they act on a site;
-- the clock; the administrator's own tool.  Everybody else stands outside, where every table is empty, or at a door: a named place
-- that shows what stands in this file, and nothing else.
-- The sender of a public form; the role is in roles.sql since, for clusters that are made anew.
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_public') THEN
		CREATE ROLE gatehouse_public NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
	END IF;
	ALTER ROLE gatehouse_app NOINHERIT;
	GRANT gatehouse_public TO gatehouse_app;
END $$;
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- doors

CREATE TABLE door (
	name text PRIMARY KEY,
	reason text NOT NULL
);
SELECT describe('door', 'Places at which a transaction may stand that is let into no site; what each one shows are the policies named door.',
	'name', 'What the program calls it.', 'reason', 'Whom it is for, and what it shows them.');
INSERT INTO door VALUES
	('outside', 'Whoever is in no site, also before the log-in: the history and the notice on personal data of the deployment, and what one sent there oneself.'),
	('feedback', 'Visitors of a public form that is open (RX.11): what the form shows, and the record that it makes.'),
	('follow', 'Senders of feedback: how the one of their code goes on.'),
	('join', 'Holders of the link of an invitation (S2): the invitation, and what accepting writes.'),
	('invited', 'An account that has an open invitation of the site: the same, from its own page.'),
	('tell', 'Whoever did something to an account that holds power in other sites (S4): a line of their history, and who is told of it.');

CREATE FUNCTION at_door(VARIADIC p_doors text[]) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
	AS $$ SELECT CASE WHEN current_setting('app.door', true) = ANY (p_doors) THEN NULLIF(current_setting('app.door_site', true), '')::bigint END $$;
COMMENT ON FUNCTION at_door IS 'The site at one of whose doors, of these, the transaction stands; NULL at no such door.';
CREATE FUNCTION here() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
	AS $$ SELECT COALESCE(app.site(), NULLIF(current_setting('app.door_site', true), '')::bigint) $$;
COMMENT ON FUNCTION here() IS 'The site that the transaction is in, or at a door of: for functions that are part of a door.';
COMMENT ON FUNCTION site() IS 'The site this transaction is let into; NULL outside any and at a door, and then row security shows nothing.';

-- ---------------------------------------------------------------- entering

-- Not granted to workers: they enter by a session.
CREATE FUNCTION door_opens(p_door text, p_site bigint, p_account bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM app.door d JOIN app.site t ON t.id = p_site WHERE d.name = p_door AND (t.suspended_at IS NULL OR p_door = 'tell'))
		AND CASE p_door
		WHEN 'feedback' THEN EXISTS (SELECT FROM app.rule r WHERE r.site_id = p_site AND r.key = 'public_feedback' AND r.value = '1')
		WHEN 'invited' THEN EXISTS (SELECT FROM app.invitation i WHERE i.site_id = p_site AND i.account_id = p_account AND i.answer IS NULL AND i.expires_at > now())
		ELSE p_door <> 'outside' END $$;
COMMENT ON FUNCTION door_opens IS 'Does this door of a site open for this account (NULL: nobody)?  The transaction looks from inside the site.';

-- A second person lets somebody decide again who decides in other sites, too: their rounds are judged in the same transaction.
CREATE FUNCTION judges(p_site bigint, p_account bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM app.power_request r, LATERAL app.account_powers(r.subject_id) p
		WHERE r.site_id = app.site() AND r.act = 'enable' AND r.confirmed_by = p_account AND r.confirmed_at = now() AND p.in_site = p_site) $$;
COMMENT ON FUNCTION judges IS 'Has this account confirmed, in this transaction, an act that rounds of that site depend on?  Not granted to workers.';

CREATE FUNCTION enter(p_account bigint, p_site bigint, p_door text, p_operates boolean, OUT permissions text, OUT entered text) LANGUAGE plpgsql AS $$
DECLARE
	judges boolean := p_door = 'judge' AND app.judges(p_site, p_account);
	held boolean;
BEGIN
	-- SET LOCAL, not set_config: it also reaches distributed workers.
	EXECUTE format('SET LOCAL app.site = %L', COALESCE(p_site::text, ''));
	IF current_setting('app.door', true) <> '' THEN
		SET LOCAL app.door = '';
		SET LOCAL app.door_site = '';
	END IF;
	-- Nobody is a member of site 0.
	IF p_site <> 0 AND p_account IS NOT NULL THEN
		SELECT string_agg(DISTINCT rp.permission, ' '), bool_or(m.held_at IS NOT NULL), min('member') INTO permissions, held, entered
		FROM app.membership m JOIN app.site t ON t.id = m.site_id AND t.suspended_at IS NULL
		LEFT JOIN app.member_role mr ON mr.site_id = m.site_id AND mr.account_id = m.account_id
		LEFT JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id
		WHERE m.site_id = p_site AND m.account_id = p_account AND m.left_at IS NULL;
	END IF;
	-- Restricted sight rests with the rights of decision.
	EXECUTE format('SET LOCAL app.clearance = %L', CASE WHEN NOT held AND ' ' || permissions || ' ' LIKE '% restricted.view %' THEN '1' ELSE '0' END);
	permissions := COALESCE(permissions, '');
	IF entered IS NULL THEN
		entered := CASE WHEN NOT app.by_worker() THEN 'tool' WHEN (p_operates OR p_site = 0) AND app.operator_now() THEN 'operator' WHEN judges THEN 'judge' END;
	END IF;
	IF entered IS NOT NULL THEN
		RETURN;
	END IF;
	entered := CASE WHEN p_site = 0 THEN 'outside' WHEN p_door <> '' AND app.door_opens(p_door, p_site, p_account) THEN p_door ELSE '' END;
	SET LOCAL app.site = '';
	IF entered <> '' THEN
		EXECUTE format('SET LOCAL app.door = %L', entered);
		EXECUTE format('SET LOCAL app.door_site = %L', p_site);
	END IF;
END $$;
COMMENT ON FUNCTION enter IS 'Puts the transaction into a site, or at the door of that name, or nowhere: entered is member, tool, operator, judge, a door or empty.  Not granted to workers.';

DROP FUNCTION enter_site(bigint);
CREATE FUNCTION enter_site(p_site bigint, p_token text DEFAULT '', p_door text DEFAULT '') RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	me bigint;
BEGIN
	-- The administrator's tool acts as its people do, without a session.
	IF by_worker() THEN
		SELECT a.id INTO me FROM session s JOIN account a ON a.id = s.account_id WHERE s.token = p_token AND a.disabled_at IS NULL;
		IF me IS NOT NULL THEN
			EXECUTE format('SET LOCAL app.account = %L', me);
		END IF;
	ELSE
		me := app.account();
	END IF;
	RETURN (enter(me, p_site, p_door, true)).permissions;
END $$;
COMMENT ON FUNCTION enter_site IS 'Puts the transaction into another site, as whose session it is: a member, or an operator; anybody else comes to the door, if it opens.  Returns the permissions there.';

DROP FUNCTION open_request(text, bigint, boolean, int, int);
CREATE FUNCTION open_request(p_token text, p_site bigint, p_writes boolean, p_idle int DEFAULT 1800, p_longest int DEFAULT 43200, p_door text DEFAULT '') RETURNS TABLE (
	account_id bigint, login text, name text, language text, theme text, is_operator boolean, has_second_factor boolean,
	is_fresh boolean, is_stale boolean, is_member boolean, is_held boolean, department_id bigint, permissions text, needs_second_factor boolean,
	site_version bigint, is_suspended boolean, sites text, acts_for text, unread bigint, entered text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	done text;
	s bigint;
BEGIN
	-- This runs before every page: an assignment is cheaper than a query, and one query cheaper than five.
	IF NOT p_writes THEN
		done := set_config('transaction_read_only', 'on', true);
	END IF;
	SELECT a.id, a.login, a.name, a.language, a.theme, a.is_operator, a.totp_secret IS NOT NULL,
		s.fresh_at > now() - interval '10 minutes', s.seen_at < now() - interval '1 minute'
	INTO account_id, login, name, language, theme, is_operator, has_second_factor, is_fresh, is_stale
	FROM session s JOIN account a ON a.id = s.account_id
	WHERE s.token = p_token AND a.disabled_at IS NULL
		AND s.seen_at > now() - make_interval(secs => p_idle) AND s.created_at > now() - make_interval(secs => p_longest);
	EXECUTE format('SET LOCAL app.account = %L', COALESCE(account_id::text, ''));
	SELECT e.permissions, e.entered INTO permissions, entered FROM enter(account_id, p_site, p_door, false) e;
	SELECT t.version, t.suspended_at IS NOT NULL, m.department_id, m.account_id IS NOT NULL, m.held_at IS NOT NULL,
		(SELECT string_agg(o.id || E'\x1f' || o.slug || E'\x1f' || o.name || E'\x1f' || o.name_en, E'\x1e' ORDER BY o.slug)
			FROM membership b JOIN site o ON o.id = b.site_id
			WHERE b.account_id = open_request.account_id AND b.left_at IS NULL AND o.suspended_at IS NULL),
		(SELECT bool_or(r.second_factor) FROM member_role mr JOIN role r ON r.site_id = mr.site_id AND r.id = mr.role_id
			WHERE mr.site_id = p_site AND mr.account_id = m.account_id),
		-- Whose rights rest, for them nobody decides either.
		(SELECT string_agg(d.account_id::text, ' ') FROM delegation d JOIN membership f ON f.site_id = d.site_id AND f.account_id = d.account_id AND f.held_at IS NULL
			WHERE d.site_id = p_site AND d.delegate_id = m.account_id AND d.ended_at IS NULL AND current_date BETWEEN d.starts_on AND d.ends_on),
		(SELECT count(*) FROM (SELECT FROM notification n
			WHERE n.site_id = p_site AND n.account_id = m.account_id AND n.read_at IS NULL LIMIT 100) x)
	INTO site_version, is_suspended, department_id, is_member, is_held, sites, needs_second_factor, acts_for, unread
	FROM (SELECT p_site AS id) p LEFT JOIN site t ON t.id = p.id
	LEFT JOIN membership m ON m.site_id = p_site AND m.account_id = open_request.account_id AND m.left_at IS NULL;
	-- Outside any site (0) the bell counts those of all, each with the sight of its site.
	IF p_site = 0 AND account_id IS NOT NULL THEN
		FOR s IN SELECT b.site_id FROM membership b JOIN site o ON o.id = b.site_id
			WHERE b.account_id = open_request.account_id AND b.left_at IS NULL AND o.suspended_at IS NULL ORDER BY b.site_id LIMIT 50 LOOP
			PERFORM enter(open_request.account_id, s, '', false);
			unread := unread + (SELECT count(*) FROM (SELECT FROM notification n
				WHERE n.site_id = s AND n.account_id = open_request.account_id AND n.read_at IS NULL LIMIT 100) x);
		END LOOP;
		PERFORM enter(open_request.account_id, p_site, p_door, false);
	END IF;
	needs_second_factor := COALESCE(needs_second_factor, false);
	is_member := COALESCE(is_member, false);
	is_held := COALESCE(is_held, false);
	is_operator := COALESCE(is_operator, false);
	RETURN NEXT;
END $$;
COMMENT ON FUNCTION open_request IS 'First statement of every request: who is it, in which site, with which rights; sets site or door, account and clearance for this transaction. Always one row; account_id NULL: nobody is logged in; entered empty: not let in.';

COMMENT ON FUNCTION enter_clock IS 'Puts the courier into a site, whoever is a member: no account, sight of the handling circle (time limits of penalties and appeals).';

-- The import acts as whoever asked for it, without a session of theirs.
CREATE OR REPLACE FUNCTION enter_import(p_site bigint, p_batch bigint) RETURNS TABLE (account_id bigint, login text, name text, department_id bigint, is_held boolean, permissions text, status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
	me bigint;
BEGIN
	EXECUTE format('SET LOCAL app.site = %L', p_site);
	-- Taking it back is done in the name of who asked for that.
	SELECT CASE WHEN b.status = 'undoing' THEN b.undone_by ELSE b.created_by END, b.status INTO me, status FROM import_batch b WHERE b.site_id = p_site AND b.id = p_batch FOR UPDATE;
	EXECUTE format('SET LOCAL app.account = %L', COALESCE(me::text, ''));
	-- Many rows, and nobody waits for the page.
	SET LOCAL statement_timeout = '10min';
	permissions := (enter(me, p_site, '', false)).permissions;
	SELECT a.id, a.login, a.name, m.department_id, m.held_at IS NOT NULL INTO account_id, login, name, department_id, is_held
	FROM membership m JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL
	WHERE m.site_id = p_site AND m.account_id = me AND m.left_at IS NULL;
	IF account_id IS NOT NULL THEN
		RETURN NEXT;
	END IF;
END $$;

-- ---------------------------------------------------------------- what the doors show

-- To workers.
CREATE POLICY door ON rule FOR SELECT TO gatehouse_app USING (site_id = at_door('feedback', 'follow', 'join') AND (key <> 'feedback_secret' OR at_door('feedback') IS NOT NULL));
CREATE POLICY door_add ON rule FOR INSERT TO gatehouse_app WITH CHECK (site_id = at_door('feedback') AND key = 'feedback_secret');
CREATE POLICY door ON calendar_day FOR SELECT TO gatehouse_app USING (site_id = at_door('feedback', 'follow', 'join'));
CREATE POLICY door ON privacy_text FOR SELECT TO gatehouse_app USING (site_id = at_door('feedback'));
CREATE POLICY door_add ON event FOR INSERT TO gatehouse_app, gatehouse_public WITH CHECK (site_id = at_door('outside', 'feedback', 'join', 'invited', 'tell'));
CREATE POLICY door ON submission FOR SELECT TO gatehouse_app, gatehouse_public USING (site_id = at_door('outside') OR site_id = at_door('feedback', 'join') AND account_id = COALESCE(account(), 0));
CREATE POLICY door_add ON submission FOR INSERT TO gatehouse_app, gatehouse_public WITH CHECK (site_id = at_door('outside') OR site_id = at_door('feedback', 'join') AND account_id = COALESCE(account(), 0));

-- The public form makes a record through the same engine as everybody: its own, of whoever acts, just made.  For that the worker
-- becomes gatehouse_public: a policy for gatehouse_app would be part of every question that members ask of records, and cost them
-- the index (PostgreSQL joins policies by OR).
CREATE FUNCTION is_sent(r app.record) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT r.kind = 'feedback' AND r.created_by IS NOT DISTINCT FROM app.account() AND r.visible = 0 AND r.created_at > now() - interval '15 minutes' $$;
COMMENT ON FUNCTION is_sent IS 'Was this record just made by the public form, by whoever acts?';
CREATE FUNCTION become_public() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF app.at_door('feedback') IS NOT NULL THEN
		SET LOCAL ROLE gatehouse_public;
	END IF;
END $$;
COMMENT ON FUNCTION become_public IS 'At the door of a public form: for the rest of the transaction the worker has the rights of its sender alone.';
CREATE POLICY door ON record FOR SELECT TO gatehouse_public USING (site_id = at_door('feedback') AND (is_sent(record) OR kind = 'platform' AND state = 'in_operation' AND visible = 0));
CREATE POLICY door_add ON record FOR INSERT TO gatehouse_public WITH CHECK (site_id = at_door('feedback') AND is_sent(record));
CREATE POLICY door ON counter TO gatehouse_public USING (site_id = at_door('feedback') AND kind = 'feedback');
CREATE POLICY door_add ON feedback FOR INSERT TO gatehouse_public WITH CHECK (site_id = at_door('feedback') AND from_public AND code IS NULL);
CREATE POLICY door ON membership FOR SELECT TO gatehouse_public USING (site_id = at_door('feedback'));
CREATE POLICY door ON member_role FOR SELECT TO gatehouse_public USING (site_id = at_door('feedback'));
CREATE POLICY door ON role_permission FOR SELECT TO gatehouse_public USING (site_id = at_door('feedback'));
-- What hangs on a record is shown and added with the record.
CREATE POLICY door ON record_text TO gatehouse_public USING (site_id = at_door('feedback')
	AND EXISTS (SELECT FROM record r WHERE r.site_id = record_text.site_id AND r.id = record_text.record_id AND is_sent(r)));
CREATE POLICY door ON waiting TO gatehouse_public USING (site_id = at_door('feedback')
	AND EXISTS (SELECT FROM record r WHERE r.site_id = waiting.site_id AND r.id = waiting.record_id AND is_sent(r)));
CREATE POLICY door_add ON record_version FOR INSERT TO gatehouse_public WITH CHECK (site_id = at_door('feedback')
	AND EXISTS (SELECT FROM record r WHERE r.site_id = record_version.site_id AND r.id = record_version.record_id AND is_sent(r)));
CREATE POLICY door_add ON notification FOR INSERT TO gatehouse_public WITH CHECK (site_id = at_door('feedback')
	AND EXISTS (SELECT FROM record r WHERE r.site_id = notification.site_id AND r.id = notification.record_id AND is_sent(r)));
-- What the engine asks while it makes a record; a table without a policy of its own is empty for it.
GRANT USAGE ON SCHEMA app TO gatehouse_public;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA app TO gatehouse_public;
GRANT SELECT ON record, record_text, record_reader, waiting, watch, imported, period, membership, member_role, role_permission, counter, submission, notification TO gatehouse_public;
GRANT SELECT (id, disabled_at) ON account TO gatehouse_public;
GRANT INSERT ON record, feedback, record_version, notification, submission TO gatehouse_public;
GRANT INSERT (site_id, actor_id, for_id, action, record_id, object, detail, request) ON event TO gatehouse_public;
GRANT INSERT, UPDATE ON counter, record_text TO gatehouse_public;
GRANT INSERT, DELETE ON waiting TO gatehouse_public;
GRANT DELETE ON period TO gatehouse_public;
GRANT EXECUTE ON FUNCTION site(), account(), clearance(), is_reader(bigint, bigint), sees(bigint, bigint), words_of(text), fold(text), search_most(), search_marks() TO gatehouse_public;

-- To the functions below, which run as the owner and look for themselves at what they are given.
CREATE POLICY door_owner ON event_head TO gatehouse_owner USING (site_id = at_door('outside', 'feedback', 'join', 'invited', 'tell'));
CREATE POLICY door_owner ON invitation TO gatehouse_owner USING (site_id = at_door('join', 'invited'));
CREATE POLICY door_owner ON membership TO gatehouse_owner USING (site_id = at_door('join', 'invited', 'tell'));
CREATE POLICY door_owner ON member_role TO gatehouse_owner USING (site_id = at_door('join', 'invited', 'tell'));
CREATE POLICY door_owner ON role TO gatehouse_owner USING (site_id = at_door('join', 'invited'));
CREATE POLICY door_owner ON role_permission TO gatehouse_owner USING (site_id = at_door('join', 'invited', 'tell'));
CREATE POLICY door_owner ON notification FOR INSERT TO gatehouse_owner WITH CHECK (site_id = at_door('join', 'invited', 'tell'));
CREATE POLICY door_owner ON feedback TO gatehouse_owner USING (site_id = at_door('feedback', 'follow'));
CREATE POLICY door_owner ON record FOR SELECT TO gatehouse_owner USING (site_id = at_door('follow', 'feedback'));
CREATE POLICY door_owner ON requirement FOR SELECT TO gatehouse_owner USING (site_id = at_door('follow'));

-- ---------------------------------------------------------------- functions of doors

-- The site is the one at whose door, or in which, the transaction is.
DO $$
DECLARE
	f regprocedure;
BEGIN
	FOREACH f IN ARRAY ARRAY['app.invitation_find(text)', 'app.invitation_answer(bigint, text, boolean, timestamptz)', 'app.invitation_tried(text, timestamptz)',
		'app.account_join(text, text, text, text, text, timestamptz)', 'app.join_site(bigint, bigint, timestamptz)']::regprocedure[] LOOP
		EXECUTE replace(pg_get_functiondef(f), 'app.site()', 'app.here()');
	END LOOP;
END $$;

CREATE FUNCTION invitation_tell(p_site bigint, p_inviter bigint, p_what text, p_actor bigint, p_now timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(p_site = here());
	INSERT INTO notification (site_id, account_id, what, actor_id, at)
	SELECT m.site_id, m.account_id, p_what, p_actor, p_now FROM membership m WHERE m.site_id = p_site AND m.account_id = p_inviter AND m.left_at IS NULL;
END $$;
COMMENT ON FUNCTION invitation_tell IS 'Whoever invited is told the answer, while they are still a member.';

CREATE FUNCTION power_tell(p_site bigint, p_subject bigint, p_what text, p_actor bigint, p_detail jsonb, p_now timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(p_site = here());
	INSERT INTO notification (site_id, account_id, what, actor_id, detail, at)
	SELECT DISTINCT m.site_id, m.account_id, p_what, p_actor, p_detail, p_now
	FROM membership m LEFT JOIN member_role mr ON mr.site_id = m.site_id AND mr.account_id = m.account_id
	LEFT JOIN role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id AND rp.permission IN ('group.decide', 'members.manage')
	WHERE m.site_id = p_site AND m.left_at IS NULL AND (m.account_id = p_subject OR rp.permission IS NOT NULL) AND m.account_id IS DISTINCT FROM p_actor;
END $$;
COMMENT ON FUNCTION power_tell IS 'The person concerned, the group and the administrators of a site are told what was done; who does it knows.';

CREATE FUNCTION feedback_code(p_site bigint, p_record bigint, p_code text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(p_site = here());
	UPDATE feedback f SET code = p_code WHERE f.site_id = p_site AND f.record_id = p_record AND f.from_public AND f.code IS NULL;
END $$;
COMMENT ON FUNCTION feedback_code IS 'The digest of the code by which the sender of new public feedback follows it up; what has one keeps it.';

CREATE FUNCTION feedback_platforms(p_site bigint) RETURNS TABLE (id bigint, number text, title text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT r.id, r.number, r.title FROM record r WHERE r.site_id = p_site AND p_site = app.here() AND r.kind = 'platform' AND r.state = 'in_operation' AND r.visible = 0 ORDER BY r.id LIMIT 200 $$;
COMMENT ON FUNCTION feedback_platforms IS 'Platforms in operation: what feedback may be about.';

CREATE FUNCTION feedback_follow(p_site bigint, p_code text) RETURNS TABLE (text text, answer text, state text, created date, changed date, platform text, requirement_state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT f.text, f.answer, r.state, r.created_at::date, greatest(r.state_at, q.state_at, t.state_at)::date, p.title, COALESCE(t.state, q.state)
	FROM feedback f JOIN record r ON r.site_id = f.site_id AND r.id = f.record_id
	LEFT JOIN record p ON p.site_id = r.site_id AND p.id = r.platform_id
	LEFT JOIN record q ON q.site_id = f.site_id AND q.id = f.requirement_id
	LEFT JOIN requirement m ON m.site_id = f.site_id AND m.record_id = f.requirement_id
	LEFT JOIN record t ON t.site_id = f.site_id AND t.id = m.merged_into
	WHERE f.site_id = p_site AND p_site = app.here() AND f.code = p_code $$;
COMMENT ON FUNCTION feedback_follow IS 'What the sender of public feedback may know by its code: their own words, how it stands, the answer, and how far the requirement got.';

CREATE POLICY door_owner ON event FOR SELECT TO gatehouse_owner USING (site_id = at_door('outside'));
CREATE FUNCTION own_log_ins() RETURNS TABLE (action text, at timestamptz, address text, times text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT e.action, e.at, COALESCE(e.detail ->> 'address', ''), COALESCE(e.detail ->> 'times', '') FROM event e
	WHERE e.site_id = 0 AND e.object = (SELECT a.login FROM account a WHERE a.id = app.account()) AND e.action IN ('login', 'login.fail') ORDER BY e.seq DESC LIMIT 20 $$;
COMMENT ON FUNCTION own_log_ins IS 'The last log-ins of the acting account and what was refused it, the latest first.';

REVOKE ALL ON FUNCTION own_log_ins, at_door, here, door_opens, judges, enter, enter_site, open_request, enter_import, is_sent, become_public, invitation_tell, power_tell, feedback_code,
	feedback_platforms, feedback_follow FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_log_ins, at_door, here, enter_site, open_request, enter_import, become_public, invitation_tell, power_tell, feedback_code, feedback_platforms, feedback_follow TO gatehouse_app;
GRANT EXECUTE ON FUNCTION at_door, is_sent, feedback_code TO gatehouse_public;
