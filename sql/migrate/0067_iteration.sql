-- Iterations (R22 to R27): emergency fixes against the clock, and the versions of a quarter plan.  What launches have, they have too: the
-- same tables of entries, and the same functions, which read both through the view "project".
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE iteration (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	class text NOT NULL CONSTRAINT iteration_class_is_known CHECK (class IN ('emergency', 'routine')),
	version_planned text NOT NULL DEFAULT '',
	goal text NOT NULL DEFAULT '',
	requirement_ids bigint[] NOT NULL DEFAULT '{}',
	incident_id bigint,
	severity text CONSTRAINT iteration_severity_is_known CHECK (severity IN ('1', '2', '3', '4')),
	found_on date,
	found_at time,
	affects_security text CONSTRAINT iteration_affects_security_or_not CHECK (affects_security IN ('yes', 'no')),
	affects_data text CONSTRAINT iteration_affects_data_or_not CHECK (affects_data IN ('yes', 'no')),
	affects_money text CONSTRAINT iteration_affects_money_or_not CHECK (affects_money IN ('yes', 'no')),
	affects_many text CONSTRAINT iteration_affects_many_or_not CHECK (affects_many IN ('yes', 'no')),
	affects_service text CONSTRAINT iteration_affects_service_or_not CHECK (affects_service IN ('yes', 'no')),
	impact text NOT NULL DEFAULT '',
	major text CONSTRAINT iteration_is_major_or_not CHECK (major IN ('yes', 'no')),
	lower_reason text NOT NULL DEFAULT '',
	fix_plan text NOT NULL DEFAULT '',
	target_minutes int,
	took_minutes int,
	approved_on date,
	fix_note text NOT NULL DEFAULT '',
	fixed_by bigint,
	test_round int,
	test_conclusion text NOT NULL DEFAULT '',
	conclusion_no int,
	untested text NOT NULL DEFAULT '',
	window_on date,
	window_from time,
	window_to time,
	window_reason text NOT NULL DEFAULT '',
	window_used text NOT NULL DEFAULT '',
	used_on date,
	used_from time,
	used_to time,
	released_on date,
	plan_id bigint,
	plan_line int,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('iteration');
ALTER TABLE iteration ADD CONSTRAINT iteration_is_about_an_incident FOREIGN KEY (site_id, incident_id) REFERENCES record (site_id, id);
ALTER TABLE iteration ADD CONSTRAINT iteration_is_fixed_by_a_member FOREIGN KEY (site_id, fixed_by) REFERENCES membership (site_id, account_id);
ALTER TABLE iteration ADD CONSTRAINT iteration_is_of_a_plan FOREIGN KEY (site_id, plan_id) REFERENCES record (site_id, id);
CREATE INDEX iteration_by_incident ON iteration (site_id, incident_id);
CREATE INDEX iteration_by_fixer ON iteration (site_id, fixed_by);
CREATE INDEX iteration_by_plan ON iteration (site_id, plan_id);
CREATE INDEX iteration_by_class ON iteration (site_id, class, record_id);
CREATE INDEX iteration_by_severity ON iteration (site_id, severity, record_id);
CREATE INDEX iteration_by_major ON iteration (site_id, major, record_id);
SELECT describe('iteration', 'An iteration of a platform (articles 22 to 27): an emergency fix or a version of a quarter plan.', 'class', 'emergency or routine.', 'version_planned', 'The version that is released.', 'goal', 'What is to be better then.',
	'requirement_ids', 'The requirements it fulfils; each is also a link of sort contains.', 'incident_id', 'The incident that it is about.', 'severity', 'Of the fault, 1 to 4.', 'found_on', 'On which day the fault was found …', 'found_at', '… and when.',
	'affects_security', 'Does the fault affect security? NULL: not assessed yet.', 'affects_data', 'Does it damage or disclose data?', 'affects_money', 'Does it cost money?', 'affects_many', 'Does it concern many users?', 'affects_service', 'Is the platform, or a main part of it, down?',
	'impact', 'What the fault does, in words.', 'major', 'yes if any of the five is; then the group approves the fix plan too (R24.1).', 'lower_reason', 'Why it is to be assessed as less.', 'fix_plan', 'How it is to be fixed.',
	'target_minutes', 'The site''s target from finding to release when it was reported, minutes.', 'took_minutes', 'How many it took; NULL: not released.', 'approved_on', 'When the fix plan was approved, or the quarter plan.', 'fix_note', 'What was done.', 'fixed_by', 'Who said so.',
	'test_round', 'Counts up each time testing begins.', 'test_conclusion', 'Conclusion of the tests of this round.', 'conclusion_no', 'Counts up with each conclusion; an acceptance is of one of them.', 'untested', 'What was not tested and why.',
	'window_on', 'Day of the release as planned.', 'window_from', 'Its window begins.', 'window_to', 'Its window ends.', 'window_reason', 'Why inside the platform''s peak hours.', 'window_used', 'How the release went, in words.',
	'used_on', 'Day of the first line of its log.', 'used_from', 'When its first line was written …', 'used_to', '… and its last.', 'released_on', 'When it was released.', 'plan_id', 'The quarter plan that it is of.', 'plan_line', 'Number of its line there.');

-- The emergency clock (R24.1): minutes count, so its moments are no days.
CREATE TABLE iteration_moment (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	step text NOT NULL CONSTRAINT iteration_step_is_known CHECK (step IN ('found', 'reported', 'assessed', 'approved', 'fixed', 'released')),
	at timestamptz NOT NULL,
	PRIMARY KEY (site_id, record_id, step)
);
SELECT tenant_table('iteration_moment', 'SELECT, INSERT, UPDATE, DELETE', true);
SELECT describe('iteration_moment', 'When an iteration reached a step of the emergency clock (R24.1); of one that is gone through again the latest counts.', 'step', 'found, reported, assessed, approved, fixed or released.', 'at', 'When: found as it was stated, each other by the portal''s clock.');
ALTER TABLE iteration_moment ADD CONSTRAINT iteration_moment_is_of_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);

CREATE TABLE iteration_observation (LIKE entry INCLUDING ALL,
	what text NOT NULL,
	result text NOT NULL CONSTRAINT iteration_observation_result_is_known CHECK (result IN ('normal', 'abnormal')),
	text text NOT NULL DEFAULT '',
	round int
);
SELECT entry_table('iteration_observation');
SELECT describe('iteration_observation', 'What was seen of a platform after a release (R26.1).', 'what', 'What was watched.', 'result', 'normal or abnormal.', 'text', 'What was seen.', 'round', 'As iteration.test_round: after a roll-back it is watched again.');

-- An emergency is tested for what it is to bring and to leave as it is (R25.1).
ALTER TABLE launch_test_run DROP CONSTRAINT launch_test_type_is_known;
ALTER TABLE launch_test_run ADD CONSTRAINT launch_test_type_is_known CHECK (type IN ('functional', 'performance', 'security', 'compatibility', 'compliance', 'fix', 'regression'));
COMMENT ON COLUMN launch_test_run.type IS 'Which of the five; of an emergency fix: that it works (fix), that nothing else broke (regression).';

-- The effect of a fix is judged by what it repaired (R27.1).
ALTER TABLE evaluation ADD COLUMN effect_score int CONSTRAINT evaluation_effect_is_1_to_5 CHECK (effect_score BETWEEN 1 AND 5);
ALTER TABLE evaluation ADD COLUMN effect_text text NOT NULL DEFAULT '';
COMMENT ON COLUMN evaluation.effect_score IS 'Of an emergency fix: does it work? 1 to 5.';
COMMENT ON COLUMN evaluation.effect_text IS 'What was found about that.';

-- ---------------------------------------------------------------- launches and iterations alike

CREATE VIEW project WITH (security_invoker = true) AS
	SELECT site_id, record_id, requirement_ids, plan_set_on, test_round, test_conclusion, conclusion_no, ARRAY['functional', 'performance', 'security', 'compatibility', 'compliance'] AS tests FROM launch
	UNION ALL
	SELECT site_id, record_id, requirement_ids, approved_on, test_round, test_conclusion, conclusion_no,
		CASE class WHEN 'emergency' THEN ARRAY['fix', 'regression'] ELSE ARRAY['functional', 'performance', 'security', 'compatibility', 'compliance'] END FROM iteration;
COMMENT ON VIEW project IS 'Launches and iterations as what both are: developed, tested, accepted and brought live.';
COMMENT ON COLUMN project.plan_set_on IS 'From when on whoever developed stays one who did.';
COMMENT ON COLUMN project.tests IS 'The tests that it must pass (R18.1, R25.1).';
REVOKE ALL ON project FROM PUBLIC;
GRANT SELECT ON project TO gatehouse_app;

CREATE OR REPLACE FUNCTION launch_asking(p_site bigint, p_record bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT COALESCE(
			(SELECT array_agg(DISTINCT d.id) FROM app.project k JOIN app.record q ON q.site_id = k.site_id AND q.id = ANY (k.requirement_ids)
				JOIN app.department d ON d.site_id = q.site_id AND d.id = q.department_id AND d.function <> 'tech'
				WHERE k.site_id = p_site AND k.record_id = p_record),
			(SELECT array_agg(d.id) FROM app.record r JOIN app.department d ON d.site_id = r.site_id AND d.id = r.department_id AND d.function <> 'tech'
				WHERE r.site_id = p_site AND r.id = p_record),
			(SELECT array_agg(d.id) FROM app.department d WHERE d.site_id = p_site AND d.function = 'business' AND d.closed_at IS NULL), '{}'));
END $$;

CREATE OR REPLACE FUNCTION launch_makers(p_site bigint, p_record bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT COALESCE(array_agg(DISTINCT x.id), '{}') FROM (
			SELECT e.account_id FROM app.launch_team_member e JOIN app.project k ON k.site_id = e.site_id AND k.record_id = e.record_id
			WHERE e.site_id = p_site AND e.record_id = p_record AND e.role = 'developer' AND (e.removed_at IS NULL OR e.removed_at::date >= k.plan_set_on)
			UNION ALL
			-- Of an emergency: who said what was done, and whoever did a task of it.
			SELECT k.fixed_by FROM app.iteration k WHERE k.site_id = p_site AND k.record_id = p_record
			UNION ALL
			SELECT e.owner_id FROM app.launch_task e JOIN app.iteration k ON k.site_id = e.site_id AND k.record_id = e.record_id
			WHERE e.site_id = p_site AND e.record_id = p_record AND k.class = 'emergency' AND e.state = 'done' AND e.removed_at IS NULL
			UNION ALL
			SELECT f.fixed_by FROM app.defect f WHERE f.site_id = p_site AND f.target_id = p_record) x (id)
		WHERE x.id IS NOT NULL);
END $$;

CREATE OR REPLACE FUNCTION launch_test_facts(p_site bigint, p_record bigint, p_state text, OUT types text[], OUT no_open_defect boolean, OUT accepted boolean, OUT evidence text) LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF p_state NOT IN ('testing') THEN
		RETURN;
	END IF;
	SELECT
		-- The last run of each type in this round counts: passed, and its evidence stands, or not applicable, and somebody else confirmed that.
		(SELECT array_agg(x.type) FROM (SELECT DISTINCT ON (e.type) e.type, e.result, e.state, e.evidence_id FROM app.launch_test_run e
			WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.removed_at IS NULL ORDER BY e.type, e.no DESC) x
			WHERE x.result = 'not_applicable' AND x.state = 'confirmed' AND x.type <> 'functional'
				OR x.result = 'passed' AND EXISTS (SELECT FROM app.record d WHERE d.site_id = p_site AND d.id = x.evidence_id AND d.state IN ('approved', 'published', 'archived'))),
		NOT EXISTS (SELECT FROM app.defect f JOIN app.record x ON x.site_id = f.site_id AND x.id = f.record_id
			WHERE f.site_id = p_site AND f.target_id = p_record AND x.closed_at IS NULL),
		-- The last opinion on the conclusion as it stands.
		k.test_conclusion <> '' AND COALESCE((SELECT e.judgement = 'accepted' FROM app.launch_acceptance e
			WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.conclusion_no = k.conclusion_no AND e.removed_at IS NULL
			ORDER BY e.no DESC LIMIT 1), false),
		-- Documents that may show a run: approved, about tests, and not those of an earlier round as they were.
		(SELECT string_agg(d.record_id || '=' || x.version, ' ') FROM app.document d JOIN app.record x ON x.site_id = d.site_id AND x.id = d.record_id
			WHERE d.site_id = p_site AND d.target_id = p_record AND d.type IN ('test', 'test_report') AND x.state IN ('approved', 'published', 'archived')
				AND NOT EXISTS (SELECT FROM app.launch_test_run e WHERE e.site_id = p_site AND e.record_id = p_record AND e.round < k.test_round
					AND e.evidence_id = d.record_id AND e.evidence_version = x.version))
	INTO types, no_open_defect, accepted, evidence
	FROM app.project k WHERE k.site_id = p_site AND k.record_id = p_record;
END $$;

DROP FUNCTION launch_live_facts(bigint, bigint, text, bigint[], bigint[]);
CREATE FUNCTION launch_live_facts(p_site bigint, p_record bigint, p_state text, p_asking bigint[], p_insiders bigint[], p_notice text, OUT review_passed boolean, OUT has_log boolean, OUT abnormal_followed boolean,
	OUT has_open_incident boolean, OUT has_steps boolean, OUT ticked text[], OUT two_confirmations boolean, OUT business_confirmed boolean, OUT notice_published boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF p_state NOT IN ('review', 'go_live', 'release', 'monitoring') THEN
		RETURN;
	END IF;
	SELECT EXISTS (SELECT FROM app.review v JOIN app.record x ON x.site_id = v.site_id AND x.id = v.record_id
			WHERE v.site_id = p_site AND v.target_id = p_record AND v.round = k.test_round AND x.state = 'passed'),
		EXISTS (SELECT FROM app.launch_log e WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.removed_at IS NULL),
		NOT EXISTS (SELECT FROM app.launch_log e WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.type = 'abnormal'
			AND e.incident_id IS NULL AND e.removed_at IS NULL
			AND NOT EXISTS (SELECT FROM app.incident i JOIN app.record x ON x.site_id = i.site_id AND x.id = i.record_id
				WHERE i.site_id = p_site AND i.target_id = p_record AND x.created_at >= e.at)),
		EXISTS (SELECT FROM app.incident i JOIN app.record x ON x.site_id = i.site_id AND x.id = i.record_id
			WHERE i.site_id = p_site AND i.target_id = p_record AND x.closed_at IS NULL),
		EXISTS (SELECT FROM app.launch_step e WHERE e.site_id = p_site AND e.record_id = p_record AND e.removed_at IS NULL),
		(SELECT array_agg(e.item) FROM app.launch_tick e WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.removed_at IS NULL),
		c.people >= 2, c.of_business,
		EXISTS (SELECT FROM app.notice n JOIN app.record x ON x.site_id = n.site_id AND x.id = n.record_id
			WHERE n.site_id = p_site AND n.source_id = p_record AND n.type = p_notice AND x.state = 'published')
	INTO review_passed, has_log, abnormal_followed, has_open_incident, has_steps, ticked, two_confirmations, business_confirmed, notice_published
	FROM app.project k
	-- Of people who neither own it nor work on it.
	CROSS JOIN LATERAL (SELECT count(DISTINCT e.by_id) AS people, COALESCE(bool_or(e.department_id = ANY (p_asking)), false) AS of_business
		FROM app.launch_confirmation e WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.removed_at IS NULL AND NOT e.by_id = ANY (p_insiders)) c
	WHERE k.site_id = p_site AND k.record_id = p_record;
END $$;
COMMENT ON FUNCTION launch_live_facts IS 'The conditions of the review and of going live (articles 19, 20 and 26); which departments asked for it and who works on it are of launch_circle.';
REVOKE ALL ON FUNCTION launch_live_facts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION launch_live_facts TO gatehouse_app;

-- Sites that are there: the roles that have it in a new one.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM site WHERE id <> 0 LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'iteration.manage' FROM role r WHERE r.site_id = s AND r.key IN ('technical', 'tech_head') ON CONFLICT DO NOTHING;
	END LOOP;
END $$;
