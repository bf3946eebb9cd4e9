-- Search is complete, page by page (RX.5): what is in many texts is found by looking back from the newest, what is in few by the index.
RESET ROLE;
GRANT CREATE ON SCHEMA app TO gatehouse_search;
SET LOCAL ROLE gatehouse_search;
DROP FUNCTION app.search(bigint, text, int);
CREATE FUNCTION app.search(p_site bigint, p_query text, p_before bigint DEFAULT 9223372036854775807) RETURNS TABLE (record_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	query CONSTANT tsquery := app.words_query(p_query);
	wanted CONSTANT text[] := array_remove(string_to_array(app.fold(p_query), ' '), '');
BEGIN
	RETURN QUERY SELECT t.record_id FROM app.record_text t
		WHERE t.site_id = p_site AND t.site_id = app.site() AND t.words @@ query AND t.record_id < p_before
			AND NOT EXISTS (SELECT FROM unnest(wanted) w WHERE strpos(t.body, w) = 0);
END $$;
COMMENT ON FUNCTION app.search IS 'Records of the transaction''s site whose text holds every word, in no order; not filtered by sight: join with record.';
REVOKE ALL ON FUNCTION app.search FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search TO gatehouse_app, gatehouse_owner;
RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_search;

SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;
-- Looks through 250 texts, then 1,000, 4,000, 16,000 while there are hits among them; then the index says what is left.
-- A word in one text of a hundred fills a page before that; what is rarer has few enough hits to sort them.
CREATE FUNCTION find_words(p_site bigint, p_query text, p_kind text, p_before bigint, p_limit int) RETURNS TABLE (record_id bigint)
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
		EXIT WHEN n = 0 OR step >= 16000;
		step := step * 4;
	END LOOP;
	RETURN QUERY SELECT r.id FROM (SELECT s.record_id FROM app.search(p_site, p_query, upto) s ORDER BY s.record_id DESC OFFSET 0) x
		JOIN app.record r ON r.site_id = p_site AND r.id = x.record_id AND (p_kind = '' OR r.kind = p_kind)
		ORDER BY x.record_id DESC LIMIT missing;
END $$;
COMMENT ON FUNCTION find_words IS 'Records in sight whose text holds every word, of a kind or '''', the newest before one first.';
REVOKE ALL ON FUNCTION find_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_words TO gatehouse_app;
