-- What is unread is counted outside any site as well (RX.6).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE OR REPLACE FUNCTION open_request(p_token text, p_site bigint, p_writes boolean, p_idle int DEFAULT 1800, p_longest int DEFAULT 43200) RETURNS TABLE (
	account_id bigint, login text, name text, language text, theme text, is_operator boolean, has_second_factor boolean,
	is_fresh boolean, is_stale boolean, is_member boolean, department_id bigint, permissions text, needs_second_factor boolean,
	site_version bigint, is_suspended boolean, sites text, acts_for text, unread bigint)
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
	-- Outside any site (0) the bell counts those of all, each with the sight of its site.
	IF p_site = 0 AND account_id IS NOT NULL THEN
		FOR s IN SELECT b.site_id FROM membership b JOIN site o ON o.id = b.site_id
			WHERE b.account_id = open_request.account_id AND b.left_at IS NULL AND o.suspended_at IS NULL ORDER BY b.site_id LIMIT 50 LOOP
			PERFORM enter_site(s);
			unread := unread + (SELECT count(*) FROM (SELECT FROM notification n
				WHERE n.site_id = s AND n.account_id = open_request.account_id AND n.read_at IS NULL LIMIT 100) x);
		END LOOP;
		permissions := enter_site(p_site);
	END IF;
	needs_second_factor := COALESCE(needs_second_factor, false);
	is_member := COALESCE(is_member, false);
	is_operator := COALESCE(is_operator, false);
	RETURN NEXT;
END $$;
