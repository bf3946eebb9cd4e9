-- Log-in: waits that grow, browsers known from before, what a link says of its own life, a second factor that is due anywhere.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- waits that grow (S3)

ALTER TABLE attempt ADD COLUMN until timestamptz;
COMMENT ON COLUMN attempt.until IS 'Until when the next try waits; NULL: it does not wait.';
COMMENT ON COLUMN attempt.since IS 'When this window began; of wrong passwords and codes, when the last one was.';
COMMENT ON COLUMN attempt.bucket IS 'What is counted: "login:name:address", "login-address:…", "login-browser:name:…", "feedback:site:address", "refused:…".';

CREATE FUNCTION attempt_until(p_count int, p_now timestamptz, p_free int, p_first int, p_longest int) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN p_count >= p_free THEN p_now + make_interval(secs => least(p_longest, p_first * 2 ^ least(p_count - p_free, 20))) END $$;
COMMENT ON FUNCTION attempt_until IS 'Until when the next try waits after so many wrong ones: twice as long with each, from the first that is not free.';

CREATE FUNCTION attempt_fail(p_bucket text, p_now timestamptz, p_free int, p_first int, p_longest int) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	INSERT INTO attempt AS a (bucket, count, since, until) VALUES (p_bucket, 1, p_now, attempt_until(1, p_now, p_free, p_first, p_longest))
	-- Half of them are forgotten with each hour without one.
	ON CONFLICT (bucket) DO UPDATE SET count = least((a.count >> least(greatest(extract(epoch FROM p_now - a.since), 0) / 3600, 30)::int) + 1, 1000000), since = p_now,
		until = attempt_until((a.count >> least(greatest(extract(epoch FROM p_now - a.since), 0) / 3600, 30)::int) + 1, p_now, p_free, p_first, p_longest)
	RETURNING count $$;
COMMENT ON FUNCTION attempt_fail IS 'One more wrong try: from the p_free-th on the next one waits p_first seconds, then twice as long each time, at most p_longest.';

CREATE FUNCTION attempt_wait(p_buckets text[], p_now timestamptz) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT COALESCE(max(ceil(extract(epoch FROM a.until - p_now))), 0)::int FROM attempt a WHERE a.bucket = ANY (p_buckets) AND a.until > p_now $$;
COMMENT ON FUNCTION attempt_wait IS 'How many seconds the next try has to wait, by the longest of these counters; 0: not at all.';

-- ---------------------------------------------------------------- browsers known from before

ALTER TABLE account ADD COLUMN browser_key text NOT NULL DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
COMMENT ON COLUMN account.browser_key IS 'Key under which the cookies of its known browsers are signed; a new one forgets them all.  Workers read it by app.browser_key.';

CREATE FUNCTION browsers_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.browser_key := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
	RETURN NEW;
END $$;
COMMENT ON FUNCTION browsers_forgotten IS 'A new password, another second factor and a disabled account are met by browsers that nobody knows.';
CREATE TRIGGER browsers BEFORE UPDATE ON account FOR EACH ROW
	WHEN (OLD.password_at IS DISTINCT FROM NEW.password_at OR OLD.totp_secret IS DISTINCT FROM NEW.totp_secret OR OLD.disabled_at IS DISTINCT FROM NEW.disabled_at)
	EXECUTE FUNCTION browsers_forgotten();

CREATE FUNCTION browser_key(p_account bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT a.browser_key FROM account a WHERE a.id = p_account $$;
COMMENT ON FUNCTION browser_key IS 'The key of an account''s known browsers: it opens nothing, it only keeps strangers'' wrong tries from being held against them.';

CREATE FUNCTION browsers_forget() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	UPDATE account SET browser_key = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') WHERE id = app.account() $$;
COMMENT ON FUNCTION browsers_forget IS 'The acting account knows none of its browsers any more.';

-- ---------------------------------------------------------------- links

-- Membership is under row security, which the owner of these functions also obeys: an account sees its own.
CREATE FUNCTION account_site_words(p_account bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	asking CONSTANT text := COALESCE(app.account()::text, '');
	found text;
BEGIN
	EXECUTE format('SET LOCAL app.account = %L', p_account);
	SELECT string_agg(t.slug || E'\n' || t.name || E'\n' || t.name_en, E'\n' ORDER BY t.slug) INTO found
	FROM app.membership m JOIN app.site t ON t.id = m.site_id WHERE m.account_id = p_account AND m.left_at IS NULL;
	EXECUTE format('SET LOCAL app.account = %L', asking);
	RETURN COALESCE(found, '');
END $$;
COMMENT ON FUNCTION account_site_words IS 'What an account''s sites are called, a line each: no password of its own may hold it.';

DROP FUNCTION link_find(text, text[], timestamptz);
CREATE FUNCTION link_find(p_token text, p_purpose text[], p_now timestamptz) RETURNS TABLE (account_id bigint, login text, name text, language text, purpose text,
	expires_at timestamptz, site_words text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY SELECT a.id, a.login, a.name, a.language, l.purpose, l.expires_at, account_site_words(a.id) FROM one_time_link l JOIN account a ON a.id = l.account_id
	WHERE l.token = p_token AND l.purpose = ANY (p_purpose) AND l.used_at IS NULL AND l.expires_at > p_now AND a.disabled_at IS NULL;
END $$;
COMMENT ON FUNCTION link_find IS 'Whom a link is for, and until when; no row: unknown, used or expired.';

-- ---------------------------------------------------------------- a second factor that is due

CREATE FUNCTION factor_due() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	me CONSTANT bigint := app.account();
	inside CONSTANT text := COALESCE(app.site()::text, '');
	due boolean := false;
	s bigint;
BEGIN
	FOR s IN SELECT m.site_id FROM account a JOIN membership m ON m.account_id = a.id AND m.left_at IS NULL
		JOIN site t ON t.id = m.site_id AND t.suspended_at IS NULL WHERE a.id = me AND a.totp_secret IS NULL LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		due := due OR EXISTS (SELECT FROM member_role mr JOIN role r ON r.site_id = mr.site_id AND r.id = mr.role_id
			WHERE mr.site_id = s AND mr.account_id = me AND r.second_factor);
	END LOOP;
	EXECUTE format('SET LOCAL app.site = %L', inside);
	RETURN due;
END $$;
COMMENT ON FUNCTION factor_due IS 'Does a role in any site ask the acting account for a second factor that it has not?  For pages over all sites.';

-- ---------------------------------------------------------------- what an account reads of itself

CREATE INDEX event_of_account ON event (object, seq) WHERE site_id = 0;

REVOKE ALL ON FUNCTION attempt_until, attempt_fail, attempt_wait, browsers_forgotten, browser_key, browsers_forget, account_site_words, link_find, factor_due FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attempt_fail, attempt_wait, browser_key, browsers_forget, link_find, factor_due TO gatehouse_app;
