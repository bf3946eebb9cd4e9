-- A second account that somebody made or reset is no second person (record/party.h).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE FUNCTION hands_of(p_accounts bigint[]) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT string_agg(x.id || ':', ' ') FROM (
		SELECT h.account_id AS id FROM account_hand h WHERE h.by_id = ANY (p_accounts) AND h.at > now() - interval '30 days'
		UNION
		SELECT h.by_id FROM account_hand h WHERE h.account_id = ANY (p_accounts) AND h.at > now() - interval '30 days') x $$;
COMMENT ON FUNCTION hands_of IS 'The accounts that these made or reset within 30 days, and those who made or reset these, as parties to a record in every state: "12: 13:".';
REVOKE ALL ON FUNCTION hands_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hands_of TO gatehouse_app;
