-- A launch is not walked around by one person: who may accept, confirm and test it is drawn from what it says; what is said of its
-- tests, its plan and its going live are facts.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- who is who to a launch

-- Members of a site who hold a right, with their department.
CREATE FUNCTION holders(p_site bigint, p_permission text) RETURNS TABLE (account_id bigint, department_id bigint, function text) LANGUAGE sql STABLE AS $$
	SELECT DISTINCT m.account_id, m.department_id, d.function FROM app.role_permission rp
	JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
	JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = mr.account_id AND m.left_at IS NULL
	LEFT JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id
	WHERE rp.site_id = p_site AND rp.permission = p_permission $$;
COMMENT ON FUNCTION holders IS 'Members of a site who hold a right, each with their department and its part in the regulation.';

-- The departments that asked: those of its requirements, but never a technical one; of none, its own; of none, every business department.
-- In PL/pgSQL, whose plans are kept: a launch's page asks these at several places.
CREATE FUNCTION launch_asking(p_site bigint, p_record bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT COALESCE(
			(SELECT array_agg(DISTINCT d.id) FROM app.launch k JOIN app.record q ON q.site_id = k.site_id AND q.id = ANY (k.requirement_ids)
				JOIN app.department d ON d.site_id = q.site_id AND d.id = q.department_id AND d.function <> 'tech'
				WHERE k.site_id = p_site AND k.record_id = p_record),
			(SELECT array_agg(d.id) FROM app.record r JOIN app.department d ON d.site_id = r.site_id AND d.id = r.department_id AND d.function <> 'tech'
				WHERE r.site_id = p_site AND r.id = p_record),
			(SELECT array_agg(d.id) FROM app.department d WHERE d.site_id = p_site AND d.function = 'business' AND d.closed_at IS NULL), '{}'));
END $$;
COMMENT ON FUNCTION launch_asking IS 'Departments that asked for a launch (R18.3): of its requirements, never a technical one.';

-- Who made it, leads it or works on it, and who is party to it anyhow (record/party.h).
CREATE FUNCTION launch_insiders(p_site bigint, p_record bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT COALESCE(array_agg(DISTINCT x.id), '{}') FROM (
			SELECT unnest(ARRAY[r.created_by, r.submitted_by, r.owner_id]) FROM app.record r WHERE r.site_id = p_site AND r.id = p_record
			UNION ALL
			SELECT p.account_id FROM app.party p JOIN app.record r ON r.site_id = p.site_id AND r.id = p.record_id
			WHERE p.site_id = p_site AND p.record_id = p_record AND p.state <> r.state
			UNION ALL
			SELECT e.account_id FROM app.launch_team_member e WHERE e.site_id = p_site AND e.record_id = p_record AND e.removed_at IS NULL) x (id)
		WHERE x.id IS NOT NULL);
END $$;
COMMENT ON FUNCTION launch_insiders IS 'Author, owner and team of a launch: they neither accept nor confirm it (R18.3, R20.4).';

-- Who made what is tested: developers of the team (whoever left it after its plan was confirmed is still one) and who fixed a defect.
CREATE FUNCTION launch_makers(p_site bigint, p_record bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT COALESCE(array_agg(DISTINCT x.id), '{}') FROM (
			SELECT e.account_id FROM app.launch_team_member e JOIN app.launch k ON k.site_id = e.site_id AND k.record_id = e.record_id
			WHERE e.site_id = p_site AND e.record_id = p_record AND e.role = 'developer' AND (e.removed_at IS NULL OR e.removed_at::date >= k.plan_set_on)
			UNION ALL
			SELECT f.fixed_by FROM app.defect f WHERE f.site_id = p_site AND f.target_id = p_record) x (id)
		WHERE x.id IS NOT NULL);
END $$;
COMMENT ON FUNCTION launch_makers IS 'Developers of a launch, and who fixed a defect of it: they do not test it (R18.2).';

-- Who tested it: testers of the team, and who recorded a run or verified a defect.
CREATE FUNCTION launch_testers(p_site bigint, p_record bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT COALESCE(array_agg(DISTINCT x.id), '{}') FROM (
			SELECT e.account_id FROM app.launch_team_member e
			WHERE e.site_id = p_site AND e.record_id = p_record AND e.role = 'tester' AND e.removed_at IS NULL
			UNION ALL
			SELECT e.by_id FROM app.launch_test_run e WHERE e.site_id = p_site AND e.record_id = p_record
			UNION ALL
			SELECT f.verified_by FROM app.defect f WHERE f.site_id = p_site AND f.target_id = p_record) x (id)
		WHERE x.id IS NOT NULL);
END $$;
COMMENT ON FUNCTION launch_testers IS 'Testers of a launch: they do not develop it (R18.2).';

-- Whose acceptance counts: liaisons of a department that asked.
CREATE FUNCTION launch_acceptors(p_site bigint, p_record bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT COALESCE(array_agg(h.account_id), '{}') FROM app.holders(p_site, 'launch.accept') h
		WHERE h.department_id = ANY ((SELECT app.launch_asking(p_site, p_record))::bigint[]) AND NOT h.account_id = ANY ((SELECT app.launch_insiders(p_site, p_record))::bigint[]));
END $$;
COMMENT ON FUNCTION launch_acceptors IS 'Liaisons of the departments that asked for a launch, none of whom owns it or works on it (R18.3).';

REVOKE ALL ON FUNCTION holders, launch_asking, launch_insiders, launch_makers, launch_testers, launch_acceptors FROM PUBLIC;
GRANT EXECUTE ON FUNCTION holders, launch_asking, launch_insiders, launch_makers, launch_testers, launch_acceptors TO gatehouse_app;

-- ---------------------------------------------------------------- tests (R18.1, R18.3)

ALTER TABLE launch_test_run ADD COLUMN tested_version text NOT NULL DEFAULT '';
ALTER TABLE launch_test_run ADD COLUMN evidence_id bigint;
ALTER TABLE launch_test_run ADD COLUMN evidence_version int;
ALTER TABLE launch_test_run ADD COLUMN state text NOT NULL DEFAULT 'stands' CONSTRAINT launch_test_state_is_known CHECK (state IN ('stands', 'to_confirm', 'confirmed', 'refused'));
ALTER TABLE launch_test_run ADD COLUMN confirmed_by bigint;
ALTER TABLE launch_test_run ADD COLUMN confirmed_on date;
ALTER TABLE launch_test_run ADD COLUMN objection text NOT NULL DEFAULT '';
ALTER TABLE launch_test_run ADD CONSTRAINT launch_test_evidence_is_a_record FOREIGN KEY (site_id, evidence_id) REFERENCES record (site_id, id);
ALTER TABLE launch_test_run ADD CONSTRAINT launch_test_is_confirmed_by_a_member FOREIGN KEY (site_id, confirmed_by) REFERENCES membership (site_id, account_id);
ALTER TABLE launch_test_run ADD CONSTRAINT launch_test_is_confirmed_by_another CHECK (confirmed_by <> by_id);
CREATE INDEX launch_test_run_by_evidence ON launch_test_run (site_id, evidence_id);
CREATE INDEX launch_test_run_by_confirmer ON launch_test_run (site_id, confirmed_by);
COMMENT ON COLUMN launch_test_run.evidence IS 'Where that could be seen, in words: from before runs named a document.';
COMMENT ON COLUMN launch_test_run.tested_version IS 'What was run.';
COMMENT ON COLUMN launch_test_run.evidence_id IS 'The document of the project that shows it.';
COMMENT ON COLUMN launch_test_run.evidence_version IS 'That document''s version.';
COMMENT ON COLUMN launch_test_run.state IS 'stands; a test that is not applicable: to_confirm, confirmed or refused by a second person.';
COMMENT ON COLUMN launch_test_run.confirmed_by IS 'Who confirmed that it is not applicable: never who said so.';
COMMENT ON COLUMN launch_test_run.confirmed_on IS 'When.';
COMMENT ON COLUMN launch_test_run.objection IS 'Why it was not confirmed.';

-- A conclusion is about the runs so far, an acceptance about a conclusion: each new one of the first asks for the second again.
ALTER TABLE launch ADD COLUMN conclusion_no int;
ALTER TABLE launch_acceptance ADD COLUMN conclusion_no int;
COMMENT ON COLUMN launch.conclusion_no IS 'Counts up with each conclusion of the tests; an acceptance is of one of them.';
COMMENT ON COLUMN launch_acceptance.conclusion_no IS 'As launch.conclusion_no: with another conclusion it has lapsed.';

-- ---------------------------------------------------------------- reviews (R19.1)

-- What may stand as a material of a review: approved documents of the project by their type; of its development, its tests and its
-- acceptance what the project itself says, in this round.  Words alone are no material.
CREATE FUNCTION review_fits(p_site bigint, p_record bigint) RETURNS TABLE (item text, evidence_id bigint, said text) LANGUAGE sql STABLE AS $$
	WITH about AS (
		SELECT t.id, t.state, l.test_round, l.test_conclusion, l.conclusion_no FROM app.review k JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
		JOIN app.launch l ON l.site_id = k.site_id AND l.record_id = k.target_id WHERE k.site_id = p_site AND k.record_id = p_record)
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
COMMENT ON FUNCTION review_fits IS 'What may stand as a material of a review, and what it says: records of the right type and state alone.';
REVOKE ALL ON FUNCTION review_fits FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review_fits TO gatehouse_app;
COMMENT ON COLUMN review_material.text IS 'What that record says of it, where it is the project itself.';

-- ---------------------------------------------------------------- going live (R20.1, R20.3)

-- An abnormal line of the log opens an incident; lines count for the round they were written in.
ALTER TABLE launch_log ADD COLUMN round int;
ALTER TABLE launch_log ADD COLUMN severity text CONSTRAINT launch_log_severity_is_known CHECK (severity IN ('1', '2', '3', '4'));
ALTER TABLE launch_log ADD COLUMN incident_id bigint;
ALTER TABLE launch_log ADD CONSTRAINT launch_log_incident_is_a_record FOREIGN KEY (site_id, incident_id) REFERENCES record (site_id, id);
CREATE INDEX launch_log_by_incident ON launch_log (site_id, incident_id);
COMMENT ON COLUMN launch_log.round IS 'As launch.test_round.';
COMMENT ON COLUMN launch_log.severity IS 'Of the incident that an abnormal line opens.';
COMMENT ON COLUMN launch_log.incident_id IS 'The incident that an abnormal line opened.';

-- When it was really done, as the portal saw it: from the first line of the log to the last.
ALTER TABLE launch ADD COLUMN used_on date;
ALTER TABLE launch ADD COLUMN used_from time;
ALTER TABLE launch ADD COLUMN used_to time;
COMMENT ON COLUMN launch.window_used IS 'How it went, in words.';
COMMENT ON COLUMN launch.used_on IS 'Day of the first line of its log.';
COMMENT ON COLUMN launch.used_from IS 'When its first line was written …';
COMMENT ON COLUMN launch.used_to IS '… and its last.';

-- ---------------------------------------------------------------- opinions (R15.3)

-- What an opinion is about: the whole construction plan, with goal, requirements, version, budget and the plan's document.
CREATE FUNCTION launch_basis(p_site bigint, p_record bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT jsonb_build_object('goal', k.goal, 'version_planned', k.version_planned,
			'requirement_ids', (SELECT string_agg(x.id::text, ' ' ORDER BY x.id) FROM unnest(k.requirement_ids) AS x (id)),
			'plan_architecture', k.plan_architecture, 'plan_modules', k.plan_modules, 'plan_schedule', k.plan_schedule,
			'plan_resources', k.plan_resources, 'plan_budget', k.plan_budget, 'plan_risks', k.plan_risks,
			'budget', (SELECT string_agg(l.item || '=' || l.requested, ' ' ORDER BY l.item, l.record_id, l.no) FROM app.budget b
				JOIN app.record x ON x.site_id = b.site_id AND x.id = b.record_id AND x.state <> 'discarded'
				JOIN app.budget_line l ON l.site_id = b.site_id AND l.record_id = b.record_id AND l.removed_at IS NULL
				WHERE b.site_id = k.site_id AND b.target_id = k.record_id),
			'plan_document', (SELECT string_agg(x.id || 'V' || x.version, ' ' ORDER BY x.id) FROM app.document d
				JOIN app.record x ON x.site_id = d.site_id AND x.id = d.record_id AND x.state IN ('approved', 'published', 'archived')
				WHERE d.site_id = k.site_id AND d.target_id = k.record_id AND d.type = 'construction_plan'))
		FROM app.launch k WHERE k.site_id = p_site AND k.record_id = p_record);
END $$;
COMMENT ON FUNCTION launch_basis IS 'The construction plan of a launch as opinions are about it, part by part.';

CREATE TABLE launch_opinion (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	no int NOT NULL,
	basis jsonb NOT NULL,
	PRIMARY KEY (site_id, record_id, no)
);
SELECT tenant_table('launch_opinion', 'SELECT, INSERT', true);
SELECT describe('launch_opinion', 'What an opinion on a construction plan was about (R15.3), beside launch_consultation.', 'no', 'As launch_consultation.no.', 'basis', 'The plan as it was then, part by part: launch_basis.');
ALTER TABLE launch_opinion ADD CONSTRAINT launch_opinion_is_on_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);

-- Each of the four stands for some parts of it; which of them have changed since says who is asked again, and about what.
DROP FUNCTION launch_opinions(bigint, bigint);
CREATE FUNCTION launch_opinions(p_site bigint, p_record bigint) RETURNS TABLE (function text, plan_version int, stands boolean, changed text[]) LANGUAGE sql STABLE AS $$
	SELECT s.function, o.plan_version, o.plan_version IS NOT NULL AND o.basis IS NOT NULL AND cardinality(d.changed) = 0, d.changed
	FROM (VALUES ('business', ARRAY['plan_architecture', 'plan_modules', 'plan_schedule', 'plan_resources']),
		('marketing', ARRAY['plan_modules', 'plan_schedule']),
		('legal', ARRAY['plan_architecture', 'plan_modules', 'plan_risks']),
		('finance', ARRAY['plan_resources', 'plan_budget', 'plan_risks', 'budget'])) AS s (function, parts)
	CROSS JOIN (SELECT app.launch_basis(p_site, p_record) AS basis OFFSET 0) n
	LEFT JOIN LATERAL (SELECT c.plan_version, b.basis FROM app.launch_consultation c
		LEFT JOIN app.launch_opinion b ON b.site_id = c.site_id AND b.record_id = c.record_id AND b.no = c.no
		WHERE c.site_id = p_site AND c.record_id = p_record AND c.function = s.function AND c.removed_at IS NULL ORDER BY c.no DESC LIMIT 1) o ON true
	CROSS JOIN LATERAL (SELECT COALESCE(array_agg(x.name ORDER BY x.place) FILTER (WHERE o.basis ->> x.name IS DISTINCT FROM n.basis ->> x.name), '{}') AS changed
		FROM unnest(ARRAY['goal', 'requirement_ids', 'version_planned', 'plan_document'] || s.parts) WITH ORDINALITY AS x (name, place)) d $$;
COMMENT ON FUNCTION launch_opinions IS 'The latest opinion of each of the four departments on a construction plan, whether it stands, and the parts it answers for that have changed since.';
REVOKE ALL ON FUNCTION launch_basis, launch_opinions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION launch_basis, launch_opinions TO gatehouse_app;

-- ---------------------------------------------------------------- what is there already

DO $$
DECLARE
	s bigint;
BEGIN
	SET LOCAL app.clearance = '1';
	FOR s IN SELECT id FROM site LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		-- What does not apply is to be confirmed; what was concluded and accepted stays.
		UPDATE launch_test_run SET state = 'to_confirm' WHERE site_id = s AND result = 'not_applicable';
		UPDATE launch SET conclusion_no = 1 WHERE site_id = s AND test_conclusion <> '';
		UPDATE launch_acceptance SET conclusion_no = 1 WHERE site_id = s;
		UPDATE review_material m SET state = 'missing' FROM record r
			WHERE m.site_id = s AND r.site_id = s AND r.id = m.record_id AND r.state = 'prepared' AND m.evidence_id IS NULL;
		UPDATE launch_log e SET round = k.test_round FROM launch k WHERE e.site_id = s AND k.site_id = s AND k.record_id = e.record_id;
		-- The sections as they were; of what was not kept with an opinion, as it is.
		INSERT INTO launch_opinion (site_id, record_id, no, basis)
		SELECT s, c.record_id, c.no, app.launch_basis(s, c.record_id) || COALESCE((SELECT jsonb_object_agg(f.key, f.value) FROM jsonb_each(v.fields) f WHERE f.key LIKE 'plan\_%'), '{}')
		FROM launch_consultation c LEFT JOIN record_version v ON v.site_id = s AND v.record_id = c.record_id AND v.version = c.plan_version WHERE c.site_id = s;
	END LOOP;
	RESET app.site;
	RESET app.clearance;
END $$;
