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

-- ---------------------------------------------------------------- what a line may name (R24.2)

-- Of all at once, and in what lies near: each requirement is looked up by itself, and of the lines that no iteration carries yet those of this plan and of
-- plans before the group alone.  What an approved plan has begun is in its iteration.
CREATE OR REPLACE FUNCTION plan_unfit(p_site bigint, p_plan bigint, p_no int, p_ids bigint[]) RETURNS TABLE (number text, why text) LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN QUERY
	WITH plan AS MATERIALIZED (
		SELECT p_plan AS id UNION SELECT r.id FROM app.record r WHERE r.site_id = p_site AND r.kind = 'quarter_plan' AND r.state = 'group_approval'),
	line AS MATERIALIZED (
		SELECT unnest(e.requirement_ids) AS id, e.is_own, e.iteration_id FROM plan CROSS JOIN LATERAL (
			SELECT o.requirement_ids, o.record_id = p_plan AND o.no = p_no AS is_own, o.iteration_id FROM app.quarter_plan_line o
			WHERE o.site_id = p_site AND o.record_id = plan.id AND o.removed_at IS NULL AND o.state = 'open' OFFSET 0) e)
	SELECT q.number, CASE WHEN q.state <> 'accepted' THEN 'not_accepted' WHEN k.class IS DISTINCT FROM 'routine' THEN 'not_routine' ELSE 'planned_twice' END
	FROM unnest(p_ids) x (id)
	CROSS JOIN LATERAL (SELECT r.id, r.number, r.state FROM app.record r WHERE r.site_id = p_site AND r.id = x.id OFFSET 0) q
	CROSS JOIN LATERAL (SELECT c.class FROM app.requirement c WHERE c.site_id = p_site AND c.record_id = x.id OFFSET 0) k
	-- What a line has begun with stays in it.
	WHERE x.id NOT IN (SELECT l.id FROM line l WHERE l.is_own AND l.iteration_id IS NOT NULL)
		AND (q.state <> 'accepted' OR k.class IS DISTINCT FROM 'routine' OR x.id IN (SELECT l.id FROM line l WHERE NOT l.is_own AND l.iteration_id IS NULL)
		OR EXISTS (SELECT FROM (SELECT l.record_id FROM app.link l WHERE l.site_id = p_site AND l.other_id = x.id AND l.sort = 'contains' OFFSET 0) l
			CROSS JOIN LATERAL (SELECT r.kind FROM app.record r WHERE r.site_id = p_site AND r.id = l.record_id AND r.closed_at IS NULL OFFSET 0) r WHERE r.kind IN ('launch', 'iteration')))
	ORDER BY q.id;
END $$;
