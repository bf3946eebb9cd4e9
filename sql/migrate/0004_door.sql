-- The door: the few functions through which the workers reach what they may not read or write themselves.
-- All are SECURITY DEFINER with a pinned search_path; tests/sql/10_definers.sql holds the list.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE FUNCTION enter_site(p_site bigint) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	me CONSTANT bigint := app.account();
	rights text;
BEGIN
	-- SET LOCAL, not set_config: it also reaches distributed workers.
	EXECUTE format('SET LOCAL app.site = %L', COALESCE(p_site::text, ''));
	SELECT string_agg(DISTINCT rp.permission, ' ') INTO rights
	FROM member_role mr JOIN role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id
	WHERE mr.site_id = p_site AND mr.account_id = me
		AND EXISTS (SELECT FROM membership m WHERE m.site_id = p_site AND m.account_id = me AND m.left_at IS NULL);
	EXECUTE format('SET LOCAL app.clearance = %L', CASE WHEN ' ' || rights || ' ' LIKE '% restricted.view %' THEN '1' ELSE '0' END);
	RETURN COALESCE(rights, '');
END $$;
COMMENT ON FUNCTION enter_site IS 'Puts the transaction into a site and returns the permissions of the acting account there; the account must be known (open_request).';

CREATE FUNCTION open_request(p_token text, p_site bigint, p_writes boolean, p_idle int DEFAULT 1800, p_longest int DEFAULT 43200) RETURNS TABLE (
	account_id bigint, login text, name text, language text, theme text, is_operator boolean, has_second_factor boolean,
	is_fresh boolean, is_stale boolean, is_member boolean, department_id bigint, permissions text, needs_second_factor boolean,
	site_version bigint, is_suspended boolean, sites text, acts_for text, unread bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	done text;
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
	permissions := enter_site(p_site);
	SELECT t.version, t.suspended_at IS NOT NULL, m.department_id, m.account_id IS NOT NULL,
		(SELECT string_agg(o.id || E'\x1f' || o.slug || E'\x1f' || o.name || E'\x1f' || o.name_en, E'\x1e' ORDER BY o.slug)
			FROM membership b JOIN site o ON o.id = b.site_id
			WHERE b.account_id = open_request.account_id AND b.left_at IS NULL AND o.suspended_at IS NULL),
		(SELECT bool_or(r.second_factor) FROM member_role mr JOIN role r ON r.site_id = mr.site_id AND r.id = mr.role_id
			WHERE mr.site_id = p_site AND mr.account_id = m.account_id),
		(SELECT string_agg(d.account_id::text, ' ') FROM delegation d
			WHERE d.site_id = p_site AND d.delegate_id = m.account_id AND d.ended_at IS NULL AND current_date BETWEEN d.starts_on AND d.ends_on),
		(SELECT count(*) FROM (SELECT FROM notification n
			WHERE n.site_id = p_site AND n.account_id = m.account_id AND n.read_at IS NULL LIMIT 100) x)
	INTO site_version, is_suspended, department_id, is_member, sites, needs_second_factor, acts_for, unread
	FROM (SELECT p_site AS id) p LEFT JOIN site t ON t.id = p.id
	LEFT JOIN membership m ON m.site_id = p_site AND m.account_id = open_request.account_id AND m.left_at IS NULL;
	needs_second_factor := COALESCE(needs_second_factor, false);
	is_member := COALESCE(is_member, false);
	is_operator := COALESCE(is_operator, false);
	RETURN NEXT;
END $$;
COMMENT ON FUNCTION open_request IS 'First statement of every request: who is it, in which site, with which rights; sets site, account and clearance for this transaction. Always one row; account_id NULL: nobody is logged in.';

CREATE FUNCTION holds(p_permission text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT EXISTS (SELECT FROM member_role mr JOIN role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id
		JOIN membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
		WHERE mr.site_id = app.site() AND mr.account_id = app.account() AND rp.permission = p_permission) $$;
COMMENT ON FUNCTION holds IS 'Does the acting account hold this permission in the site of the transaction?';

CREATE FUNCTION is_operator() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT COALESCE((SELECT a.is_operator FROM account a WHERE a.id = app.account() AND a.disabled_at IS NULL), false)
		OR session_user <> 'gatehouse_app' $$;
COMMENT ON FUNCTION is_operator IS 'Is the acting account an operator, or is this the administrator''s own tool?';

CREATE FUNCTION must(p_allowed boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF p_allowed IS NOT TRUE THEN
		RAISE EXCEPTION 'not allowed' USING ERRCODE = 'GH403';
	END IF;
END $$;
COMMENT ON FUNCTION must IS 'Refuses with GH403 unless true: the second check behind the route''s.';

-- ---------------------------------------------------------------- log-in

CREATE FUNCTION login_find(p_login text) RETURNS TABLE (account_id bigint, name text, password text, totp_secret text, totp_step bigint, disabled boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT id, name, password, totp_secret, totp_step, disabled_at IS NOT NULL FROM account WHERE login = lower(p_login) $$;
COMMENT ON FUNCTION login_find IS 'What is needed to check a password; the only way a worker reads a hash.';

CREATE FUNCTION login_self() RETURNS TABLE (account_id bigint, login text, password text, totp_secret text, totp_step bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT id, login, password, totp_secret, totp_step FROM account WHERE id = app.account() $$;
COMMENT ON FUNCTION login_self IS 'The same for the account that is logged in.';

CREATE FUNCTION attempt_add(p_bucket text, p_now timestamptz, p_window interval) RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	INSERT INTO attempt AS a (bucket, count, since) VALUES (p_bucket, 1, p_now)
	ON CONFLICT (bucket) DO UPDATE SET count = CASE WHEN a.since < p_now - p_window THEN 1 ELSE a.count + 1 END,
		since = CASE WHEN a.since < p_now - p_window THEN p_now ELSE a.since END
	RETURNING count $$;
COMMENT ON FUNCTION attempt_add IS 'Counts one more attempt and returns how many there are in the window.';

CREATE FUNCTION attempt_count(p_bucket text, p_now timestamptz, p_window interval) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT COALESCE((SELECT count FROM attempt WHERE bucket = p_bucket AND since >= p_now - p_window), 0) $$;
COMMENT ON FUNCTION attempt_count IS 'How many attempts are in the window.';

CREATE FUNCTION attempt_clear(p_bucket text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	DELETE FROM attempt WHERE bucket = p_bucket $$;
COMMENT ON FUNCTION attempt_clear IS 'Forgets the attempts after a success.';

CREATE FUNCTION session_add(p_token text, p_account bigint, p_now timestamptz, p_address text, p_agent text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	INSERT INTO session VALUES (p_token, p_account, p_now, p_now, p_now, p_address, left(p_agent, 200)) $$;
COMMENT ON FUNCTION session_add IS 'Logs an account in; the caller has checked the password.';

CREATE FUNCTION session_touch(p_token text, p_now timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE session SET seen_at = p_now WHERE token = p_token AND seen_at < p_now $$;
COMMENT ON FUNCTION session_touch IS 'Remembers that a session is in use.';

CREATE FUNCTION session_refresh(p_token text, p_now timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE session SET fresh_at = p_now, seen_at = p_now WHERE token = p_token $$;
COMMENT ON FUNCTION session_refresh IS 'Remembers that the password was just typed in this session.';

CREATE FUNCTION session_end(p_token text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	DELETE FROM session WHERE token = p_token $$;
COMMENT ON FUNCTION session_end IS 'Logs a session out.';

CREATE FUNCTION session_list() RETURNS TABLE (mark text, token text, created_at timestamptz, seen_at timestamptz, address text, agent text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT left(encode(sha256(convert_to(s.token, 'UTF8')), 'hex'), 16), s.token, s.created_at, s.seen_at, s.address, s.agent
	FROM session s WHERE s.account_id = app.account() ORDER BY s.seen_at DESC $$;
COMMENT ON FUNCTION session_list IS 'The acting account''s own sessions; mark names one in a form.';

CREATE FUNCTION session_end_others(p_account bigint, p_keep text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(p_account = app.account() OR is_operator()
		OR ((holds('members.manage') OR holds('roles.manage')) AND EXISTS (SELECT FROM membership WHERE site_id = app.site() AND account_id = p_account)));
	DELETE FROM session WHERE account_id = p_account AND token <> p_keep;
END $$;
COMMENT ON FUNCTION session_end_others IS 'Ends an account''s sessions but one: after a change of password, role or factor.';

CREATE FUNCTION password_set(p_account bigint, p_password text, p_now timestamptz, p_keep text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE account SET password = p_password, password_at = p_now WHERE id = p_account;
	DELETE FROM session WHERE account_id = p_account AND token <> p_keep;
	UPDATE one_time_link SET used_at = p_now WHERE account_id = p_account AND used_at IS NULL $$;
COMMENT ON FUNCTION password_set IS 'Stores a new hash, ends all sessions but one and all open links; the caller has checked the old password or a link.';

CREATE FUNCTION password_upgrade(p_account bigint, p_old text, p_new text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE account SET password = p_new WHERE id = p_account AND password = p_old $$;
COMMENT ON FUNCTION password_upgrade IS 'The same password hashed at the policy''s cost of today; sessions stay.';

CREATE FUNCTION totp_set(p_secret text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE account SET totp_secret = p_secret, totp_step = 0 WHERE id = app.account() $$;
COMMENT ON FUNCTION totp_set IS 'Turns the acting account''s second factor on, or off with NULL.';

CREATE FUNCTION totp_clear(p_account bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(is_operator() AND p_account IS DISTINCT FROM app.account());
	UPDATE account SET totp_secret = NULL, totp_step = 0 WHERE id = p_account;
	DELETE FROM recovery_code WHERE account_id = p_account;
	DELETE FROM session WHERE account_id = p_account;
END $$;
COMMENT ON FUNCTION totp_clear IS 'Takes a lost second factor away, by an operator; never one''s own.';

CREATE FUNCTION has_second_factor(p_account bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT totp_secret IS NOT NULL FROM account WHERE id = p_account AND is_operator() $$;
COMMENT ON FUNCTION has_second_factor IS 'Has this account a second factor? For operators; NULL for others.';

CREATE FUNCTION totp_use(p_account bigint, p_step bigint) RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE account SET totp_step = p_step WHERE id = p_account AND totp_step < p_step RETURNING true $$;
COMMENT ON FUNCTION totp_use IS 'Uses up a time step; NULL when it was used before.';

CREATE FUNCTION recovery_set(p_codes text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	DELETE FROM recovery_code WHERE account_id = app.account();
	INSERT INTO recovery_code (account_id, code) SELECT app.account(), c FROM unnest(p_codes) c;
END $$;
COMMENT ON FUNCTION recovery_set IS 'Replaces the acting account''s recovery codes.';

CREATE FUNCTION recovery_left() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT count(*) FROM recovery_code WHERE account_id = app.account() AND used_at IS NULL $$;
COMMENT ON FUNCTION recovery_left IS 'How many unused recovery codes the acting account has.';

CREATE FUNCTION recovery_use(p_account bigint, p_code text, p_now timestamptz) RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE recovery_code SET used_at = p_now WHERE account_id = p_account AND code = p_code AND used_at IS NULL RETURNING true $$;
COMMENT ON FUNCTION recovery_use IS 'Uses up a recovery code; NULL when there is no such unused one.';

CREATE FUNCTION link_add(p_token text, p_account bigint, p_purpose text, p_expires timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	-- A log-in step is made by the log-in page itself, whose visitor is nobody yet.  Administrators of a site make links
	-- only for accounts that are theirs alone: a link is the account, and the account may reach other sites.
	PERFORM must(p_purpose = 'login' OR is_operator()
		OR (holds('members.manage') AND (SELECT a.home_id = app.site() AND NOT a.is_operator FROM account a WHERE a.id = p_account)));
	UPDATE one_time_link SET used_at = now() WHERE account_id = p_account AND purpose = p_purpose AND used_at IS NULL;
	INSERT INTO one_time_link VALUES (p_token, p_account, p_purpose, p_expires);
END $$;
COMMENT ON FUNCTION link_add IS 'Makes a one-time link; earlier ones of the same purpose stop working.';

CREATE FUNCTION link_find(p_token text, p_purpose text[], p_now timestamptz) RETURNS TABLE (account_id bigint, login text, name text, language text, purpose text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT a.id, a.login, a.name, a.language, l.purpose FROM one_time_link l JOIN account a ON a.id = l.account_id
	WHERE l.token = p_token AND l.purpose = ANY (p_purpose) AND l.used_at IS NULL AND l.expires_at > p_now AND a.disabled_at IS NULL $$;
COMMENT ON FUNCTION link_find IS 'Whom a link is for; no row: unknown, used or expired.';

CREATE FUNCTION link_use(p_token text, p_now timestamptz) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE one_time_link SET used_at = p_now WHERE token = p_token AND used_at IS NULL AND expires_at > p_now RETURNING account_id $$;
COMMENT ON FUNCTION link_use IS 'Uses a link up; NULL when somebody was faster.';

-- ---------------------------------------------------------------- accounts and sites

CREATE FUNCTION account_add(p_login text, p_name text, p_email text, p_language text, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	made bigint;
BEGIN
	PERFORM must(is_operator() OR holds('members.manage'));
	INSERT INTO account (login, name, email, language, home_id, created_at)
	VALUES (lower(p_login), p_name, p_email, p_language, CASE WHEN NOT is_operator() THEN app.site() END, p_now) RETURNING id INTO made;
	RETURN made;
END $$;
COMMENT ON FUNCTION account_add IS 'A new account without a password; a one-time link lets its owner set one.';

CREATE FUNCTION member_add(p_site bigint, p_account bigint, p_department bigint, p_now timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(p_site = app.site() AND (is_operator() OR holds('members.manage')));
	INSERT INTO membership (site_id, account_id, department_id, created_at) VALUES (p_site, p_account, p_department, p_now)
	ON CONFLICT (site_id, account_id) DO UPDATE SET left_at = NULL, department_id = EXCLUDED.department_id;
	UPDATE account SET home_id = NULL WHERE id = p_account AND home_id <> p_site;
END $$;
COMMENT ON FUNCTION member_add IS 'Makes an account a member, or one who left again; in a second site only operators make links for it from then on.';

CREATE FUNCTION member_leave(p_site bigint, p_account bigint, p_heir bigint, p_now timestamptz) RETURNS TABLE (record_id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	sight CONSTANT text := COALESCE(current_setting('app.clearance', true), '');
BEGIN
	PERFORM must(p_site = app.site() AND (is_operator() OR holds('members.manage')) AND p_heir <> p_account
		AND EXISTS (SELECT FROM membership m WHERE m.site_id = p_site AND m.account_id = p_heir AND m.left_at IS NULL));
	UPDATE membership SET left_at = p_now WHERE site_id = p_site AND account_id = p_account AND left_at IS NULL;
	DELETE FROM member_role WHERE site_id = p_site AND account_id = p_account;
	UPDATE delegation SET ended_at = p_now WHERE site_id = p_site AND (account_id = p_account OR delegate_id = p_account) AND ended_at IS NULL;
	-- What is handed over includes records that whoever does it may not see; drafts stay with their author.
	SET LOCAL app.clearance = '1';
	UPDATE waiting w SET account_id = p_heir FROM record r
	WHERE w.site_id = p_site AND w.account_id = p_account AND r.site_id = p_site AND r.id = w.record_id AND (r.visible = 0 OR r.visible = 1 AND r.owner_id = p_account);
	UPDATE opinion o SET account_id = p_heir FROM record r
	WHERE o.site_id = p_site AND o.account_id = p_account AND o.answered_at IS NULL AND r.site_id = p_site AND r.id = o.record_id AND r.visible = 0;
	RETURN QUERY WITH handed AS (
		UPDATE record r SET owner_id = p_heir, changed_at = p_now
		WHERE r.site_id = p_site AND r.owner_id = p_account AND r.closed_at IS NULL AND r.visible < 2 RETURNING r.id, r.visible),
	readers AS (
		INSERT INTO record_reader (site_id, record_id, account_id) SELECT p_site, h.id, p_heir FROM handed h WHERE h.visible = 1 ON CONFLICT DO NOTHING)
	SELECT h.id FROM handed h ORDER BY h.id;
	EXECUTE format('SET LOCAL app.clearance = %L', sight);
END $$;
COMMENT ON FUNCTION member_leave IS 'A member leaves: open records, what waits for them and opinions asked of them go to the heir; returns the records handed over.';

CREATE FUNCTION account_edit(p_account bigint, p_name text, p_sort_key text, p_email text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(p_account = app.account() OR is_operator()
		OR (holds('members.manage') AND (SELECT a.home_id = app.site() AND NOT a.is_operator FROM account a WHERE a.id = p_account)));
	UPDATE account SET name = p_name, sort_key = p_sort_key, email = p_email WHERE id = p_account;
END $$;
COMMENT ON FUNCTION account_edit IS 'Changes name and address; one''s own, those of accounts of this site alone by its administrators, or any by an operator.';

CREATE FUNCTION account_prefer(p_language text, p_theme text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE account SET language = COALESCE(p_language, language), theme = COALESCE(p_theme, theme) WHERE id = app.account() $$;
COMMENT ON FUNCTION account_prefer IS 'The acting account''s language and theme; NULL leaves one alone.';

CREATE FUNCTION account_disable(p_account bigint, p_at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(is_operator() AND p_account IS DISTINCT FROM app.account());
	UPDATE account SET disabled_at = p_at WHERE id = p_account;
	DELETE FROM session WHERE account_id = p_account AND p_at IS NOT NULL;
END $$;
COMMENT ON FUNCTION account_disable IS 'Disables an account and ends its sessions; NULL enables it again. Nobody disables themselves.';

CREATE FUNCTION account_erase(p_account bigint, p_name text, p_at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(is_operator() AND p_account IS DISTINCT FROM app.account());
	UPDATE account SET login = 'removed-' || id, name = p_name, sort_key = '', email = '', password = NULL, totp_secret = NULL, disabled_at = p_at WHERE id = p_account;
	DELETE FROM session WHERE account_id = p_account;
	DELETE FROM recovery_code WHERE account_id = p_account;
	DELETE FROM one_time_link WHERE account_id = p_account;
END $$;
COMMENT ON FUNCTION account_erase IS 'Replaces a person''s data by a neutral name; their records stay (RX.15).';

-- Membership is under row security, which this function's owner also obeys: it shows an account its own, so this looks with its eyes.
CREATE FUNCTION account_sites(p_account bigint) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	asking text := COALESCE(app.account()::text, '');
	found text;
BEGIN
	PERFORM must(is_operator());
	EXECUTE format('SET LOCAL app.account = %L', p_account);
	SELECT string_agg(t.id || E'\x1f' || t.name || E'\x1f' || t.name_en, E'\x1e' ORDER BY t.slug) INTO found
	FROM membership m JOIN site t ON t.id = m.site_id WHERE m.account_id = p_account AND m.left_at IS NULL;
	EXECUTE format('SET LOCAL app.account = %L', asking);
	RETURN COALESCE(found, '');
END $$;
COMMENT ON FUNCTION account_sites IS 'The sites an account belongs to (id, name, English name), for operators.';

CREATE FUNCTION account_list(p_query text, p_after bigint, p_limit int) RETURNS TABLE (id bigint, login text, name text, email text, is_operator boolean, disabled_at timestamptz, has_password boolean, has_second_factor boolean, sites text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(is_operator());
	RETURN QUERY SELECT a.id, a.login, a.name, a.email, a.is_operator, a.disabled_at, a.password IS NOT NULL, a.totp_secret IS NOT NULL, account_sites(a.id)
	FROM account a WHERE a.id > p_after AND (p_query = '' OR strpos(a.login, lower(p_query)) > 0 OR strpos(a.name, p_query) > 0) ORDER BY a.id LIMIT p_limit;
END $$;
COMMENT ON FUNCTION account_list IS 'The directory of accounts, for operators.';

CREATE FUNCTION operator_set(p_account bigint, p_on boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(is_operator() AND p_account IS DISTINCT FROM app.account());
	UPDATE account SET is_operator = p_on WHERE id = p_account;
	IF NOT EXISTS (SELECT FROM account a WHERE a.is_operator AND a.disabled_at IS NULL) THEN
		RAISE EXCEPTION 'the last operator stays' USING ERRCODE = 'GH409';
	END IF;
END $$;
COMMENT ON FUNCTION operator_set IS 'Makes an account an operator or not; the last one stays.';

CREATE FUNCTION site_add(p_slug text, p_name text, p_name_en text, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	made bigint;
BEGIN
	PERFORM must(is_operator());
	INSERT INTO site (slug, name, name_en, created_at) VALUES (p_slug, p_name, p_name_en, p_now) RETURNING id INTO made;
	RETURN made;
END $$;
COMMENT ON FUNCTION site_add IS 'A new site; its roles and first administrator follow in the same transaction.';

CREATE FUNCTION site_edit(p_site bigint, p_name text, p_name_en text, p_host text, p_suspended timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(is_operator());
	UPDATE site SET name = p_name, name_en = p_name_en, host = p_host, suspended_at = p_suspended, version = version + 1 WHERE id = p_site AND id <> 0;
END $$;
COMMENT ON FUNCTION site_edit IS 'Changes a site''s names, host or suspension, by an operator.';

CREATE FUNCTION site_touch(p_site bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE site SET version = version + 1 WHERE id = p_site AND p_site = app.site() $$;
COMMENT ON FUNCTION site_touch IS 'Tells the workers that rules or calendar of this site changed.';

-- ---------------------------------------------------------------- the clock

CREATE FUNCTION enter_clock(p_site bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'SET LOCAL app.account = ''''';
	EXECUTE format('SET LOCAL app.site = %L', p_site);
	EXECUTE 'SET LOCAL app.clearance = ''1''';
END $$;
COMMENT ON FUNCTION enter_clock IS 'Puts the courier into a site: no account, sight of the handling circle (time limits of penalties and appeals).';

CREATE FUNCTION sweep(p_now timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	DELETE FROM session WHERE created_at < p_now - interval '7 days' OR seen_at < p_now - interval '7 days';
	DELETE FROM attempt WHERE since < p_now - interval '1 day';
	DELETE FROM one_time_link WHERE expires_at < p_now - interval '30 days' $$;
COMMENT ON FUNCTION sweep IS 'Forgets sessions, counters and links that nobody can use any more.';

-- ---------------------------------------------------------------- what all may execute: nobody but the workers
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
GRANT EXECUTE ON FUNCTION site(), account(), clearance(), is_reader(bigint, bigint), event_digest(event), event_verify(bigint), words_of(text), words_query(text), fold(text),
	enter_site(bigint), enter_clock(bigint), sweep(timestamptz), open_request(text, bigint, boolean, int, int), holds(text), is_operator(), must(boolean), login_find(text), login_self(),
	attempt_add(text, timestamptz, interval), attempt_count(text, timestamptz, interval), attempt_clear(text),
	session_add(text, bigint, timestamptz, text, text), session_touch(text, timestamptz), session_refresh(text, timestamptz), session_end(text), session_list(), session_end_others(bigint, text),
	password_set(bigint, text, timestamptz, text), password_upgrade(bigint, text, text), totp_set(text), totp_use(bigint, bigint), totp_clear(bigint), has_second_factor(bigint),
	recovery_set(text[]), recovery_left(), recovery_use(bigint, text, timestamptz),
	link_add(text, bigint, text, timestamptz), link_find(text, text[], timestamptz), link_use(text, timestamptz),
	account_add(text, text, text, text, timestamptz), member_add(bigint, bigint, bigint, timestamptz), member_leave(bigint, bigint, bigint, timestamptz),
	account_edit(bigint, text, text, text), account_prefer(text, text), account_disable(bigint, timestamptz), account_erase(bigint, text, timestamptz),
	account_list(text, bigint, int), account_sites(bigint), operator_set(bigint, boolean), site_add(text, text, text, timestamptz), site_edit(bigint, text, text, text, timestamptz), site_touch(bigint)
TO gatehouse_app;
GRANT EXECUTE ON FUNCTION site(), account(), words_of(text), words_query(text), fold(text) TO gatehouse_search;

-- Row security hides the search index from the planner (the operator is not leakproof): this one function may use it.
-- What it returns is joined with record, where the caller's own sight applies.
RESET ROLE;
GRANT CREATE ON SCHEMA app TO gatehouse_search;
GRANT SELECT ON app.record_text TO gatehouse_search;
SET LOCAL ROLE gatehouse_search;
CREATE FUNCTION app.search(p_site bigint, p_query text, p_limit int) RETURNS TABLE (record_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT t.record_id FROM app.record_text t
	WHERE t.site_id = p_site AND t.site_id = app.site() AND t.words @@ app.words_query(p_query)
		AND (SELECT bool_and(strpos(t.body, w) > 0) FROM unnest(string_to_array(app.fold(p_query), ' ')) w WHERE w <> '')
	ORDER BY t.record_id DESC LIMIT p_limit $$;
COMMENT ON FUNCTION app.search IS 'Records of the transaction''s site whose text holds every word, newest first; not filtered by sight: join with record.';
REVOKE ALL ON FUNCTION app.search FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search TO gatehouse_app, gatehouse_owner;
RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_search;
