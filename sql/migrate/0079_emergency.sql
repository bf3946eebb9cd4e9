-- Emergency plans with their scenarios, drills, and incidents that are worked through with a plan (R6.3, R31.1).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- plans: a type of document with fields of its own

ALTER TABLE document
	ADD COLUMN scenarios text[] NOT NULL DEFAULT '{}',
	ADD COLUMN platform_ids bigint[] NOT NULL DEFAULT '{}',
	ADD COLUMN flow text NOT NULL DEFAULT '',
	ADD COLUMN duties text NOT NULL DEFAULT '',
	ADD COLUMN measures text NOT NULL DEFAULT '',
	ADD COLUMN recovery text NOT NULL DEFAULT '',
	ADD COLUMN review_note text NOT NULL DEFAULT '',
	ADD COLUMN reviewed_by bigint,
	ADD COLUMN review_on date;
ALTER TABLE document ADD CONSTRAINT document_is_reviewed_by_a_member FOREIGN KEY (site_id, reviewed_by) REFERENCES membership (site_id, account_id);
CREATE INDEX document_by_reviewer ON document (site_id, reviewed_by);
COMMENT ON COLUMN document.scenarios IS 'Of an emergency plan: what it is for (R31.1).';
COMMENT ON COLUMN document.platform_ids IS 'Of an emergency plan: for which platforms; none: for that of its project, else for all.';
COMMENT ON COLUMN document.flow IS 'Of an emergency plan: the response, a step in each line.';
COMMENT ON COLUMN document.duties IS 'Of an emergency plan: who is responsible for what.';
COMMENT ON COLUMN document.measures IS 'Of an emergency plan: what is done.';
COMMENT ON COLUMN document.recovery IS 'Of an emergency plan: how operation is restored.';
COMMENT ON COLUMN document.review_note IS 'What the last yearly review found.';
COMMENT ON COLUMN document.reviewed_by IS 'Who reviewed it last.';
COMMENT ON COLUMN document.review_on IS 'When it is reviewed next: a year after it was approved or reviewed.';

-- The only place that says which plan is for which platform: incidents, drills and what is not covered go by it.
CREATE VIEW emergency_cover WITH (security_invoker = true) AS
	SELECT d.site_id, d.record_id AS plan_id, p.id AS platform_id, d.scenarios
	FROM document d JOIN record x ON x.site_id = d.site_id AND x.id = d.record_id AND x.state IN ('approved', 'published', 'archived')
	LEFT JOIN record t ON t.site_id = d.site_id AND t.id = d.target_id
	JOIN record p ON p.site_id = d.site_id AND p.kind = 'platform' AND CASE
		WHEN d.platform_ids <> '{}' THEN p.id = ANY (d.platform_ids)
		WHEN t.kind = 'platform' THEN p.id = t.id
		ELSE t.platform_id IS NULL OR p.id = t.platform_id END
	WHERE d.type = 'emergency_plan';
COMMENT ON VIEW emergency_cover IS 'Which emergency plans that hold are for which platforms.';
COMMENT ON COLUMN emergency_cover.plan_id IS 'The plan.';
COMMENT ON COLUMN emergency_cover.platform_id IS 'A platform that it is for.';
COMMENT ON COLUMN emergency_cover.scenarios IS 'What it is for there.';
REVOKE ALL ON emergency_cover FROM PUBLIC;
GRANT SELECT ON emergency_cover TO gatehouse_app;

-- ---------------------------------------------------------------- drills

CREATE TABLE drill (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	plan_id bigint NOT NULL,
	scenario text NOT NULL CONSTRAINT drill_scenario_is_known CHECK (scenario IN ('development_failure', 'test_anomaly', 'launch_failure', 'operation_failure')),
	planned_on date NOT NULL,
	participants bigint[] NOT NULL DEFAULT '{}',
	aim text NOT NULL,
	held_on date,
	result text NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('drill');
ALTER TABLE drill ADD CONSTRAINT drill_plan_is_a_record FOREIGN KEY (site_id, plan_id) REFERENCES record (site_id, id);
CREATE INDEX drill_by_plan ON drill (site_id, plan_id, record_id);
CREATE INDEX drill_by_scenario ON drill (site_id, scenario, record_id);
CREATE INDEX drill_by_day ON drill (site_id, held_on);
SELECT describe('drill', 'A drill of an emergency plan (R31.1).', 'plan_id', 'The plan that is tried.', 'scenario', 'What is played.', 'planned_on', 'For which day it is planned.', 'participants', 'Who takes part.',
	'aim', 'What it is to show.', 'held_on', 'On which day it was held.', 'result', 'What came of it.');

CREATE TABLE drill_timeline (LIKE entry INCLUDING ALL,
	happened_at time NOT NULL,
	text text NOT NULL
);
SELECT entry_table('drill_timeline');
SELECT describe('drill_timeline', 'What happened when in a drill.', 'happened_at', 'Time of day.', 'text', 'What happened.');

CREATE TABLE drill_finding (LIKE entry INCLUDING ALL,
	text text NOT NULL,
	state text NOT NULL DEFAULT 'open' CONSTRAINT drill_finding_state_is_known CHECK (state IN ('open', 'handled')),
	result text NOT NULL DEFAULT '',
	handled_by bigint,
	requirement_id bigint
);
SELECT entry_table('drill_finding');
ALTER TABLE drill_finding ADD CONSTRAINT drill_finding_is_handled_by_a_member FOREIGN KEY (site_id, handled_by) REFERENCES membership (site_id, account_id);
ALTER TABLE drill_finding ADD CONSTRAINT drill_finding_requirement_is_a_record FOREIGN KEY (site_id, requirement_id) REFERENCES record (site_id, id);
CREATE INDEX drill_finding_by_handler ON drill_finding (site_id, handled_by);
CREATE INDEX drill_finding_by_requirement ON drill_finding (site_id, requirement_id);
SELECT describe('drill_finding', 'What a drill showed that is not as it should be.', 'text', 'What.', 'state', 'open or handled.', 'result', 'What was done about it.', 'handled_by', 'By whom.', 'requirement_id', 'The requirement that came of it.');

-- ---------------------------------------------------------------- incidents

ALTER TABLE incident ADD COLUMN scenario text CONSTRAINT incident_scenario_is_known CHECK (scenario IN ('development_failure', 'test_anomaly', 'launch_failure', 'operation_failure'));
COMMENT ON COLUMN incident.scenario IS 'Which scenario of the emergency plans it is; NULL: not said.';
CREATE INDEX incident_by_scenario ON incident (site_id, scenario, record_id);

CREATE TABLE incident_step (LIKE entry INCLUDING ALL,
	text text NOT NULL,
	plan_id bigint NOT NULL,
	state text NOT NULL DEFAULT 'open' CONSTRAINT incident_step_state_is_known CHECK (state IN ('open', 'done', 'not_needed')),
	note text NOT NULL DEFAULT '',
	reason text NOT NULL DEFAULT '',
	done_by bigint
);
SELECT entry_table('incident_step');
ALTER TABLE incident_step ADD CONSTRAINT incident_step_is_of_a_plan FOREIGN KEY (site_id, plan_id) REFERENCES record (site_id, id);
ALTER TABLE incident_step ADD CONSTRAINT incident_step_is_done_by_a_member FOREIGN KEY (site_id, done_by) REFERENCES membership (site_id, account_id);
CREATE INDEX incident_step_by_plan ON incident_step (site_id, plan_id);
CREATE INDEX incident_step_by_doer ON incident_step (site_id, done_by);
SELECT describe('incident_step', 'A step of the emergency plan that an incident is worked through with.', 'text', 'As the plan says it.', 'plan_id', 'Of which plan.', 'state', 'open, done or not_needed.',
	'note', 'What was done.', 'reason', 'Why it is not needed.', 'done_by', 'Who said so.');

-- Sites that are there: the roles that have it in a new one.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM site WHERE id <> 0 LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'drill.manage' FROM role r WHERE r.site_id = s AND r.key IN ('maintainer', 'technical', 'tech_head') ON CONFLICT DO NOTHING;
	END LOOP;
END $$;
