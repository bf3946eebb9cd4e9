-- A form is looked up in the round trip that opens its request, before it is known who sent it: whoever is not in the site finds nothing there,
-- and is refused afterwards.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE FUNCTION submission_begin(p_site bigint, p_key text, p_now timestamptz) RETURNS TABLE (location text, digest text, answer text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	-- A variable: behind row security a condition with COALESCE is not looked up in an index.
	acts CONSTANT bigint := COALESCE(account(), 0);
BEGIN
	IF p_site IS DISTINCT FROM here() THEN
		RETURN;
	END IF;
	-- The wait comes first: the query behind it sees what whoever held the key has kept.
	PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws('/', p_site, acts, p_key), 0));
	RETURN QUERY SELECT s.location, s.digest, CASE WHEN s.at > p_now - interval '10 minutes' THEN s.answer END
	FROM submission s WHERE s.site_id = p_site AND s.account_id = acts AND s.key = p_key;
END $$;
COMMENT ON FUNCTION submission_begin IS 'Holds the key of a form of whoever acts until the transaction ends. Was it taken, what did it say, where did it lead, and how was it answered (sealed; for ten minutes)?';

REVOKE ALL ON FUNCTION submission_begin FROM PUBLIC;
GRANT EXECUTE ON FUNCTION submission_begin TO gatehouse_app;

-- ---------------------------------------------------------------- what each submission and move writes

-- The head is held first and written once: a version of it less to write, and to walk past, for each event.
CREATE OR REPLACE FUNCTION event_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	head event_head;
BEGIN
	-- Chained already, by event_add_many: workers can say no hash.
	IF NEW.hash IS NOT NULL THEN
		RETURN NEW;
	END IF;
	SELECT * INTO head FROM event_head WHERE site_id = NEW.site_id FOR UPDATE;
	IF NOT FOUND THEN
		INSERT INTO event_head VALUES (NEW.site_id, 0, '\x00') ON CONFLICT (site_id) DO UPDATE SET seq = event_head.seq RETURNING * INTO head;
	END IF;
	NEW.seq := head.seq + 1;
	NEW.prev := head.hash;
	-- The workers' time is the clock's; demo data and imports are loaded by the administrator and bring theirs.
	NEW.at := clock_timestamp();
	IF session_user <> 'gatehouse_app' THEN
		NEW.at := COALESCE(NULLIF(current_setting('app.now', true), '')::timestamptz, NEW.at);
	END IF;
	NEW.hash := event_digest(NEW);
	UPDATE event_head SET seq = NEW.seq, hash = NEW.hash WHERE site_id = NEW.site_id;
	RETURN NEW;
END $$;

-- The same digest.  As SQL it is planned and run as a query for each event, because what it calls is only stable; here it is an expression.
CREATE OR REPLACE FUNCTION event_digest(e event) RETURNS bytea LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN sha256(e.prev || convert_to(concat(e.site_id, ':', e.seq, ':', (extract(epoch FROM e.at) * 1000000)::bigint, ':',
		coalesce(e.actor_id::text, '-'), ':', coalesce(e.for_id::text, '-'), ':', octet_length(e.action), ':', e.action, ':',
		coalesce(e.record_id::text, '-'), ':', octet_length(e.object), ':', e.object, ':', octet_length(e.detail::text), ':', e.detail::text, ':',
		octet_length(e.request), ':', e.request), 'UTF8'));
END $$;

-- The same rule without making JSON of each version that is kept: all its tables have these two columns.
CREATE OR REPLACE FUNCTION archive_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'DELETE' AND EXISTS (SELECT FROM app.record r WHERE r.site_id = NEW.site_id AND r.id = NEW.record_id
		AND r.kind = 'document' AND r.state IN ('archived', 'superseded')) THEN
		RAISE EXCEPTION 'what is archived does not change' USING ERRCODE = 'GH409';
	END IF;
	IF TG_OP <> 'INSERT' AND EXISTS (SELECT FROM app.record r WHERE r.site_id = OLD.site_id AND r.id = OLD.record_id
		AND r.kind = 'document' AND r.state IN ('archived', 'superseded')) THEN
		RAISE EXCEPTION 'what is archived does not change' USING ERRCODE = 'GH409';
	END IF;
	RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
