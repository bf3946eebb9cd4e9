-- What a quarter plan is drawn up from, beside accepted requirements: improvements of evaluations, lines of earlier plans, and incidents
-- from which nothing follows yet (R24.2, R27.1, R31.1).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE INDEX evaluation_improvement_open ON evaluation_improvement (site_id, record_id, no) WHERE state = 'open';

CREATE FUNCTION incident_followed(p_site bigint, p_id bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	-- Looked for from both ends of a link: each has its index.
	RETURN EXISTS (SELECT FROM app.link l JOIN app.record x ON x.site_id = l.site_id AND x.id = l.other_id
			WHERE l.site_id = p_site AND l.record_id = p_id AND x.kind NOT IN ('document', 'launch', 'platform', 'escalation'))
		OR EXISTS (SELECT FROM app.link l JOIN app.record x ON x.site_id = l.site_id AND x.id = l.record_id
			WHERE l.site_id = p_site AND l.other_id = p_id AND x.kind NOT IN ('document', 'launch', 'platform', 'escalation'));
END $$;
COMMENT ON FUNCTION incident_followed IS 'Does something follow from an incident (R31.1): is it linked with a requirement, a change, a defect, an iteration …?';
REVOKE ALL ON FUNCTION incident_followed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION incident_followed TO gatehouse_app;

-- ---------------------------------------------------------------- what is said of a feature (R27.1)

-- Few people repeat a title, and one word of it says little: two of its words are taken for it.
CREATE FUNCTION mention_query(t text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
	words CONSTANT text[] := ARRAY(SELECT w FROM unnest(app.words_of(t)) w WHERE length(w) > 1 ORDER BY length(w) DESC, w LIMIT 12);
BEGIN
	-- No word has a quotation mark.
	RETURN (SELECT string_agg(quote_literal(a.w) || CASE WHEN b.w IS NULL THEN '' ELSE ' & ' || quote_literal(b.w) END, ' | ')::tsquery
		FROM unnest(words) a (w) LEFT JOIN unnest(words) b (w) ON a.w < b.w WHERE b.w IS NOT NULL OR cardinality(words) = 1);
END $$;
COMMENT ON FUNCTION mention_query IS 'Found in the words of a text that has two of the words of this one, folded as search does, or the only one; NULL: it has none.';
REVOKE ALL ON FUNCTION mention_query FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mention_query TO gatehouse_app;
