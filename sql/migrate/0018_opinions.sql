-- Opinions on a construction plan (R15.3) say which sections have changed since, so that the page can say who is asked again and why.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

DROP FUNCTION launch_opinions(bigint, bigint);
CREATE FUNCTION launch_opinions(p_site bigint, p_record bigint) RETURNS TABLE (function text, plan_version int, stands boolean, changed text[]) LANGUAGE sql STABLE AS $$
	SELECT s.function, o.plan_version, o.plan_version IS NOT NULL AND cardinality(d.changed) = 0, d.changed
	FROM (VALUES ('business', ARRAY['plan_architecture', 'plan_modules', 'plan_schedule', 'plan_resources']),
		('marketing', ARRAY['plan_modules', 'plan_schedule']),
		('legal', ARRAY['plan_architecture', 'plan_modules', 'plan_risks']),
		('finance', ARRAY['plan_resources', 'plan_budget', 'plan_risks'])) AS s (function, sections)
	CROSS JOIN (SELECT to_jsonb(k) AS fields FROM app.launch k WHERE k.site_id = p_site AND k.record_id = p_record) n
	LEFT JOIN LATERAL (SELECT c.plan_version FROM app.launch_consultation c
		WHERE c.site_id = p_site AND c.record_id = p_record AND c.function = s.function AND c.removed_at IS NULL ORDER BY c.no DESC LIMIT 1) o ON true
	LEFT JOIN app.record_version v ON v.site_id = p_site AND v.record_id = p_record AND v.version = o.plan_version
	CROSS JOIN LATERAL (SELECT COALESCE(array_agg(x.name ORDER BY x.place) FILTER (WHERE v.fields ->> x.name IS DISTINCT FROM n.fields ->> x.name), '{}') AS changed
		FROM unnest(s.sections) WITH ORDINALITY AS x (name, place)) d $$;
COMMENT ON FUNCTION launch_opinions IS 'The latest opinion of each of the four departments on a construction plan, whether it stands, and the sections it answers for that have changed since.';
REVOKE ALL ON FUNCTION launch_opinions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION launch_opinions TO gatehouse_app;
