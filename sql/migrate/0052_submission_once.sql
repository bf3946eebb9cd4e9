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
