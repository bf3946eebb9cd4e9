-- Routine iterations: the release review holds for them too (R26.1), and the departments concerned are trained (R26.2).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE iteration ADD COLUMN training text NOT NULL DEFAULT '';
COMMENT ON COLUMN iteration.training IS 'How the departments concerned were trained, or why not (R26.2).';

-- The same records stand as materials, of a launch or an iteration.
CREATE OR REPLACE FUNCTION review_fits(p_site bigint, p_record bigint) RETURNS TABLE (item text, evidence_id bigint, said text) LANGUAGE sql STABLE AS $$
	WITH about AS (
		SELECT t.id, t.state, l.test_round, l.test_conclusion, l.conclusion_no FROM app.review k JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
		JOIN app.project l ON l.site_id = k.site_id AND l.record_id = k.target_id WHERE k.site_id = p_site AND k.record_id = p_record)
	SELECT d.type, d.record_id, '' FROM about JOIN app.document d ON d.site_id = p_site AND d.target_id = about.id
		AND d.type IN ('security_assessment', 'launch_plan', 'maintenance_plan', 'emergency_plan')
	JOIN app.record r ON r.site_id = d.site_id AND r.id = d.record_id AND r.state IN ('approved', 'published', 'archived')
	UNION ALL
	SELECT 'development_completion', about.id, '' FROM about WHERE about.state IN ('testing', 'review')
	UNION ALL
	SELECT 'test_report', about.id, about.test_conclusion FROM about WHERE about.test_conclusion <> ''
	UNION ALL
	SELECT 'acceptance', about.id, x.text FROM about CROSS JOIN LATERAL (
		SELECT p.judgement, p.text FROM app.launch_acceptance p WHERE p.site_id = p_site AND p.record_id = about.id AND p.removed_at IS NULL
			AND p.round IS NOT DISTINCT FROM about.test_round AND p.conclusion_no = about.conclusion_no ORDER BY p.no DESC LIMIT 1) x
	WHERE x.judgement = 'accepted' AND about.test_conclusion <> '' $$;
