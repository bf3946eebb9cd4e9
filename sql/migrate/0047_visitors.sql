-- Two faults of the wall at its edge.  A session that has run out enters no site: open_request looks at that, but enter_site trusted any token
-- that is kept, so that what a visitor's page does after its reply entered the site of whoever had been logged in before.  And whoever is logged in
-- but no member is a visitor at the public form of a site: the record that they send has no author, for a site knows members alone.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE FUNCTION seconds_of(p_setting text, p_default int) RETURNS interval LANGUAGE sql STABLE PARALLEL SAFE
	AS $$ SELECT make_interval(secs => COALESCE(NULLIF(current_setting(p_setting, true), '')::int, p_default)) $$;
COMMENT ON FUNCTION seconds_of IS 'A length of time that workers set when they connect (src/app/start.c). Not granted to workers.';

CREATE OR REPLACE FUNCTION enter_site(p_site bigint, p_token text DEFAULT '', p_door text DEFAULT '') RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	me bigint;
BEGIN
	-- The administrator's tool acts as its people do, without a session.
	IF by_worker() THEN
		-- Whom open_request let in stays who they are until the transaction ends.
		SELECT a.id INTO me FROM session s JOIN account a ON a.id = s.account_id WHERE s.token = p_token AND a.disabled_at IS NULL
			AND (a.id = account() OR s.seen_at > now() - seconds_of('app.session_idle', 1800) AND s.created_at > now() - seconds_of('app.session_max', 43200));
		IF me IS NOT NULL THEN
			EXECUTE format('SET LOCAL app.account = %L', me);
		END IF;
	ELSE
		me := account();
	END IF;
	RETURN (enter(me, p_site, p_door, true)).permissions;
END $$;
REVOKE ALL ON FUNCTION seconds_of FROM PUBLIC;

CREATE OR REPLACE FUNCTION is_sent(r app.record) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT r.kind = 'feedback' AND (r.created_by IS NULL OR r.created_by = app.account()) AND r.visible = 0 AND r.created_at > now() - interval '15 minutes' $$;
COMMENT ON FUNCTION is_sent IS 'Was this record just made by the public form, by a visitor or by whoever acts?';

-- Whoever asked for an import and left the site: the courier stands in it all the same, as nobody, and ends the import.
CREATE OR REPLACE FUNCTION enter_import(p_site bigint, p_batch bigint) RETURNS TABLE (account_id bigint, login text, name text, department_id bigint, is_held boolean, permissions text, status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
	me bigint;
	entered text;
BEGIN
	EXECUTE format('SET LOCAL app.site = %L', p_site);
	-- Taking it back is done in the name of who asked for that.
	SELECT CASE WHEN b.status = 'undoing' THEN b.undone_by ELSE b.created_by END, b.status INTO me, status FROM import_batch b WHERE b.site_id = p_site AND b.id = p_batch FOR UPDATE;
	EXECUTE format('SET LOCAL app.account = %L', COALESCE(me::text, ''));
	-- Many rows, and nobody waits for the page.
	SET LOCAL statement_timeout = '10min';
	SELECT e.permissions, e.entered INTO permissions, entered FROM enter(me, p_site, '', false) e;
	IF entered = '' THEN
		PERFORM enter_clock(p_site);
		RETURN;
	END IF;
	SELECT a.id, a.login, a.name, m.department_id, m.held_at IS NOT NULL INTO account_id, login, name, department_id, is_held
	FROM membership m JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL
	WHERE m.site_id = p_site AND m.account_id = me AND m.left_at IS NULL;
	IF account_id IS NOT NULL THEN
		RETURN NEXT;
	END IF;
END $$;
