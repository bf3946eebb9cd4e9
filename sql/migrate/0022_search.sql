-- A word that many texts hold, but none of the latest, is found without reading all of those texts (RX.5).
RESET ROLE;
GRANT CREATE ON SCHEMA app TO gatehouse_search;
SET LOCAL ROLE gatehouse_search;
-- With the usual work_mem the places of 100,000 hits are kept by page, and every text of those pages is compared anew.
CREATE FUNCTION app.search_words(p_site bigint, p_query text, p_before bigint) RETURNS TABLE (record_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp SET work_mem = '64MB' AS $$
DECLARE
	query CONSTANT tsquery := app.words_query(p_query);
BEGIN
	RETURN QUERY SELECT t.record_id FROM app.record_text t
		WHERE t.site_id = p_site AND t.site_id = app.site() AND t.words @@ query AND t.record_id < p_before ORDER BY t.record_id DESC;
END $$;
COMMENT ON FUNCTION app.search_words IS 'Records of the transaction''s site whose text may hold every word, the newest first: by the index alone. Not filtered by sight: join with record.';
REVOKE ALL ON FUNCTION app.search_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_words TO gatehouse_app, gatehouse_owner;
ALTER FUNCTION app.search SET work_mem = '64MB';
RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_search;

SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;
-- Looks through 250 texts and 1,000, then 4,000 and 16,000 while there are hits among them; then the index says what is left,
-- of which as many texts are compared as the page wants.
CREATE OR REPLACE FUNCTION find_words(p_site bigint, p_query text, p_kind text, p_before bigint, p_limit int) RETURNS TABLE (record_id bigint)
LANGUAGE plpgsql STABLE ROWS 26 AS $$
DECLARE
	query CONSTANT tsquery := app.words_query(p_query);
	wanted CONSTANT text[] := array_remove(string_to_array(app.fold(p_query), ' '), '');
	upto bigint := p_before;
	missing int := p_limit;
	step int := 250;
	ids bigint[];
	n int;
BEGIN
	LOOP
		-- Two statements, for each has its index; the order names the kind so that no other will do (a kind may be rare).
		IF p_kind = '' THEN
			ids := ARRAY(SELECT r.id FROM app.record r WHERE r.site_id = p_site AND r.id < upto ORDER BY r.id DESC LIMIT step);
		ELSE
			ids := ARRAY(SELECT r.id FROM app.record r WHERE r.site_id = p_site AND r.kind BETWEEN p_kind AND p_kind AND r.id < upto
				ORDER BY r.kind DESC, r.id DESC LIMIT step);
		END IF;
		RETURN QUERY SELECT t.record_id FROM app.record_text t
			WHERE t.site_id = p_site AND t.record_id = ANY (ids) AND t.words @@ query
				AND NOT EXISTS (SELECT FROM unnest(wanted) w WHERE strpos(t.body, w) = 0)
			ORDER BY t.record_id DESC LIMIT missing;
		GET DIAGNOSTICS n = ROW_COUNT;
		missing := missing - n;
		IF missing = 0 OR cardinality(ids) < step THEN
			RETURN;
		END IF;
		upto := ids[step];
		EXIT WHEN n = 0 AND step >= 1000 OR step >= 16000;
		step := step * 4;
	END LOOP;
	-- OFFSET 0 keeps the order of the function and what is asked of each hit behind it, so that the limit ends it.
	RETURN QUERY SELECT x.record_id FROM (SELECT s.record_id FROM app.search_words(p_site, p_query, upto) s OFFSET 0) x
		CROSS JOIN LATERAL (SELECT FROM app.record r JOIN app.record_text t ON t.site_id = r.site_id AND t.record_id = r.id
			WHERE r.site_id = p_site AND r.id = x.record_id AND (p_kind = '' OR r.kind = p_kind)
				AND NOT EXISTS (SELECT FROM unnest(wanted) w WHERE strpos(t.body, w) = 0) OFFSET 0) y
		LIMIT missing;
END $$;
