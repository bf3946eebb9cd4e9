-- Launch projects (articles 14 to 21): the project itself and its entries.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE launch (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	goal text NOT NULL DEFAULT '',
	version_planned text NOT NULL DEFAULT '',
	requirement_ids bigint[] NOT NULL DEFAULT '{}',
	no_market_research text NOT NULL DEFAULT '',
	plan_architecture text NOT NULL DEFAULT '',
	plan_modules text NOT NULL DEFAULT '',
	plan_schedule text NOT NULL DEFAULT '',
	plan_resources text NOT NULL DEFAULT '',
	plan_budget text NOT NULL DEFAULT '',
	plan_risks text NOT NULL DEFAULT '',
	progress_days int CONSTRAINT launch_reports_every_1_to_31_days CHECK (progress_days BETWEEN 1 AND 31),
	consulted_version int,
	initiated_on date,
	plan_set_on date,
	test_round int,
	untested text NOT NULL DEFAULT '',
	test_conclusion text NOT NULL DEFAULT '',
	window_on date,
	window_from time,
	window_to time,
	window_reason text NOT NULL DEFAULT '',
	launched_on date,
	window_used text NOT NULL DEFAULT '',
	notice_id bigint,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('launch');
ALTER TABLE launch ADD CONSTRAINT launch_notice_is_a_record FOREIGN KEY (site_id, notice_id) REFERENCES record (site_id, id);
CREATE INDEX launch_by_notice ON launch (site_id, notice_id);
SELECT describe('launch', 'A launch project (article 14): from research to evaluation in eight stages, none of which is skipped.', 'goal', 'What the platform is to bring.', 'version_planned', 'The version that is launched.', 'requirement_ids', 'The requirements it fulfils; each is also a link of sort contains.',
	'no_market_research', 'Why there is no market research (R9.1).', 'plan_architecture', 'Construction plan (R15.2): architecture.', 'plan_modules', 'Construction plan: modules.', 'plan_schedule', 'Construction plan: schedule.', 'plan_resources', 'Construction plan: resources.',
	'plan_budget', 'Construction plan: budget estimate.', 'plan_risks', 'Construction plan: risks and counter-measures.', 'progress_days', 'Days between progress reports; NULL: 7.', 'consulted_version', 'The version with which opinions were asked for; NULL: not yet.',
	'initiated_on', 'When the group approved it.', 'plan_set_on', 'When the development plan was confirmed; from then on it changes under a change request alone.', 'test_round', 'Counts up each time testing begins.', 'untested', 'What was not tested and why.', 'test_conclusion', 'Conclusion of the test report of this round.',
	'window_on', 'Day of the launch as planned.', 'window_from', 'Its window begins.', 'window_to', 'Its window ends.', 'window_reason', 'Why inside the platform''s peak hours.', 'launched_on', 'When the launch was confirmed.', 'window_used', 'When it was really done.', 'notice_id', 'The published notice.');

CREATE TABLE launch_research (LIKE entry INCLUDING ALL,
	type text NOT NULL CONSTRAINT launch_research_type_is_known CHECK (type IN ('questionnaire', 'interview', 'scenario', 'data')),
	held_on date NOT NULL,
	summary text NOT NULL DEFAULT ''
);
SELECT entry_table('launch_research');
SELECT describe('launch_research', 'Research before a launch (R15.1).', 'type', 'How.', 'held_on', 'When.', 'summary', 'What was found.');

CREATE TABLE launch_market (LIKE entry INCLUDING ALL,
	type text NOT NULL CONSTRAINT launch_market_type_is_known CHECK (type IN ('research', 'promotion', 'effect')),
	text text NOT NULL DEFAULT ''
);
SELECT entry_table('launch_market');
SELECT describe('launch_market', 'What marketing did for a launch (R9.1).', 'type', 'research, promotion or effect.', 'text', 'What was done and found.');

CREATE TABLE launch_consultation (LIKE entry INCLUDING ALL,
	judgement text NOT NULL CONSTRAINT launch_judgement_is_known CHECK (judgement IN ('agree', 'agree_with_changes', 'object')),
	text text NOT NULL DEFAULT '',
	function text NOT NULL CONSTRAINT launch_consults_four_departments CHECK (function IN ('business', 'marketing', 'legal', 'finance')),
	department_id bigint NOT NULL,
	plan_version int NOT NULL,
	state text NOT NULL DEFAULT 'open' CONSTRAINT launch_consultation_state_is_known CHECK (state IN ('open', 'answered', 'closed')),
	answer text CONSTRAINT launch_answer_is_known CHECK (answer IN ('adopted', 'adopted_in_part', 'not_adopted')),
	answer_text text NOT NULL DEFAULT ''
);
SELECT entry_table('launch_consultation');
ALTER TABLE launch_consultation ADD CONSTRAINT launch_consultation_department_exists FOREIGN KEY (site_id, department_id) REFERENCES department (site_id, id);
CREATE INDEX launch_consultation_by_department ON launch_consultation (site_id, department_id);
SELECT describe('launch_consultation', 'A department''s opinion on the construction plan (R15.3).', 'judgement', 'agree, agree_with_changes or object.', 'text', 'The opinion.', 'function', 'For which of the four it stands.', 'department_id', 'The department.', 'plan_version', 'The version it is about.',
	'state', 'open: to be answered; answered; closed: nothing to answer.', 'answer', 'adopted, adopted_in_part or not_adopted …', 'answer_text', '… because.');

CREATE TABLE launch_team_member (LIKE entry INCLUDING ALL,
	account_id bigint NOT NULL,
	role text NOT NULL CONSTRAINT launch_team_role_is_known CHECK (role IN ('lead', 'developer', 'tester', 'maintainer', 'business', 'other'))
);
SELECT entry_table('launch_team_member');
ALTER TABLE launch_team_member ADD CONSTRAINT launch_team_member_is_a_member FOREIGN KEY (site_id, account_id) REFERENCES membership (site_id, account_id);
CREATE INDEX launch_team_member_by_account ON launch_team_member (site_id, account_id);
SELECT describe('launch_team_member', 'Who works on a launch (article 17(1)).', 'role', 'As what.');

CREATE TABLE launch_task (LIKE entry INCLUDING ALL,
	title text NOT NULL,
	owner_id bigint NOT NULL,
	starts_on date NOT NULL,
	due date NOT NULL,
	depends_on text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'open' CONSTRAINT launch_task_state_is_known CHECK (state IN ('open', 'under_way', 'done', 'cancelled')),
	result text NOT NULL DEFAULT '',
	done_on date,
	CONSTRAINT launch_task_begins_before_it_ends CHECK (due >= starts_on)
);
SELECT entry_table('launch_task');
ALTER TABLE launch_task ADD CONSTRAINT launch_task_owner_is_a_member FOREIGN KEY (site_id, owner_id) REFERENCES membership (site_id, account_id);
CREATE INDEX launch_task_by_owner ON launch_task (site_id, owner_id);
SELECT describe('launch_task', 'A task of the development plan (R17.1).', 'title', 'What is to be done.', 'owner_id', 'Who is responsible.', 'starts_on', 'From when.', 'due', 'By when.', 'depends_on', 'Numbers of the tasks before it.', 'state', 'open, under_way, done or cancelled.', 'result', 'What came of it, or why it was cancelled.', 'done_on', 'When it was done.');

CREATE TABLE launch_progress (LIKE entry INCLUDING ALL,
	period_to date NOT NULL,
	percent int NOT NULL CONSTRAINT launch_progress_is_0_to_100 CHECK (percent BETWEEN 0 AND 100),
	done text NOT NULL DEFAULT '',
	next text NOT NULL DEFAULT '',
	problems text NOT NULL DEFAULT ''
);
SELECT entry_table('launch_progress');
SELECT describe('launch_progress', 'A progress report (R17.2).', 'period_to', 'Up to which day.', 'percent', 'How much is done.', 'done', 'What was done.', 'next', 'What comes next.', 'problems', 'What hinders.');

CREATE TABLE launch_test_run (LIKE entry INCLUDING ALL,
	type text NOT NULL CONSTRAINT launch_test_type_is_known CHECK (type IN ('functional', 'performance', 'security', 'compatibility', 'compliance')),
	result text NOT NULL CONSTRAINT launch_test_result_is_known CHECK (result IN ('passed', 'failed', 'not_applicable')),
	text text NOT NULL DEFAULT '',
	evidence text NOT NULL DEFAULT '',
	round int NOT NULL
);
SELECT entry_table('launch_test_run');
SELECT describe('launch_test_run', 'A test and its result (R18.1).', 'type', 'Which of the five.', 'result', 'passed, failed or not_applicable.', 'text', 'What was tested and found, or why it does not apply.', 'evidence', 'Where that can be seen.', 'round', 'As launch.test_round.');

CREATE TABLE launch_acceptance (LIKE entry INCLUDING ALL,
	judgement text NOT NULL CONSTRAINT launch_acceptance_is_known CHECK (judgement IN ('accepted', 'rejected')),
	text text NOT NULL DEFAULT '',
	round int NOT NULL
);
SELECT entry_table('launch_acceptance');
SELECT describe('launch_acceptance', 'The business department''s acceptance opinion (R18.3), by its liaison.', 'judgement', 'accepted or rejected.', 'text', 'The opinion.', 'round', 'As launch.test_round.');

CREATE TABLE launch_step (LIKE entry INCLUDING ALL,
	starts_at time NOT NULL,
	what text NOT NULL,
	owner_id bigint NOT NULL,
	risk text NOT NULL DEFAULT '',
	answer text NOT NULL DEFAULT ''
);
SELECT entry_table('launch_step');
ALTER TABLE launch_step ADD CONSTRAINT launch_step_owner_is_a_member FOREIGN KEY (site_id, owner_id) REFERENCES membership (site_id, account_id);
CREATE INDEX launch_step_by_owner ON launch_step (site_id, owner_id);
SELECT describe('launch_step', 'A step of the launch plan (R20.1).', 'starts_at', 'At what time.', 'what', 'What is done.', 'owner_id', 'Who does it.', 'risk', 'What can go wrong.', 'answer', 'What is done then.');

CREATE TABLE launch_tick (LIKE entry INCLUDING ALL,
	item text NOT NULL CONSTRAINT launch_tick_item_is_known CHECK (item IN ('deployment', 'environment', 'data', 'hardening', 'monitoring')),
	text text NOT NULL DEFAULT '',
	round int NOT NULL
);
SELECT entry_table('launch_tick');
SELECT describe('launch_tick', 'An item of the list before a launch, ticked (R20.2).', 'item', 'Which of the five of article 20(2).', 'text', 'What was checked.', 'round', 'As launch.test_round: after a roll-back everything is checked again.');

CREATE TABLE launch_log (LIKE entry INCLUDING ALL,
	type text NOT NULL CONSTRAINT launch_log_type_is_known CHECK (type IN ('normal', 'abnormal', 'rollback')),
	text text NOT NULL DEFAULT ''
);
SELECT entry_table('launch_log');
SELECT describe('launch_log', 'What happened while launching (R20.3).', 'type', 'normal, abnormal or rollback.', 'text', 'What happened.');

CREATE TABLE launch_confirmation (LIKE entry INCLUDING ALL,
	text text NOT NULL DEFAULT '',
	function text NOT NULL CONSTRAINT launch_confirming_function_is_known CHECK (function IN ('business', 'marketing', 'operations', 'finance', 'legal', 'tech', 'other')),
	department_id bigint,
	round int NOT NULL
);
SELECT entry_table('launch_confirmation');
ALTER TABLE launch_confirmation ADD CONSTRAINT launch_confirmation_department_exists FOREIGN KEY (site_id, department_id) REFERENCES department (site_id, id);
CREATE INDEX launch_confirmation_by_department ON launch_confirmation (site_id, department_id);
SELECT describe('launch_confirmation', 'Somebody confirms that the platform works (R20.4).', 'text', 'What was verified.', 'function', 'Of their department.', 'department_id', 'Their department that day.', 'round', 'As launch.test_round.');

CREATE TABLE launch_resource (LIKE entry INCLUDING ALL,
	type text NOT NULL CONSTRAINT launch_resource_type_is_known CHECK (type IN ('equipment', 'test_environment', 'server', 'storage', 'people')),
	what text NOT NULL,
	quantity int NOT NULL CONSTRAINT launch_resource_is_some CHECK (quantity > 0),
	needed_by date,
	state text NOT NULL DEFAULT 'requested' CONSTRAINT launch_resource_state_is_known CHECK (state IN ('requested', 'assigned', 'declined', 'returned')),
	answer text NOT NULL DEFAULT ''
);
SELECT entry_table('launch_resource');
SELECT describe('launch_resource', 'A resource asked for and assigned (R29.1).', 'type', 'What sort.', 'what', 'What exactly.', 'quantity', 'How many.', 'needed_by', 'By when.', 'state', 'requested, assigned, declined or returned.', 'answer', 'What was assigned, or why not.');

CREATE TABLE launch_risk (LIKE entry INCLUDING ALL,
	text text NOT NULL,
	level text NOT NULL CONSTRAINT launch_risk_level_is_known CHECK (level IN ('low', 'medium', 'high')),
	state text NOT NULL DEFAULT 'open' CONSTRAINT launch_risk_state_is_known CHECK (state IN ('open', 'settled')),
	answer text NOT NULL DEFAULT ''
);
SELECT entry_table('launch_risk');
SELECT describe('launch_risk', 'A compliance risk or dispute of a launch (R12.1).', 'text', 'What the risk is.', 'level', 'low, medium or high.', 'state', 'open or settled.', 'answer', 'How it was settled.');

-- Which opinions stand (R15.3).  The latest of each of the four departments does while none of the sections it answers for has
-- changed since: the version it is about is compared with what the project says now.
CREATE FUNCTION launch_opinions(p_site bigint, p_record bigint) RETURNS TABLE (function text, plan_version int, stands boolean) LANGUAGE sql STABLE AS $$
	SELECT s.function, o.plan_version, o.plan_version IS NOT NULL AND NOT EXISTS (
		SELECT FROM unnest(s.sections) AS x (name) WHERE v.fields ->> x.name IS DISTINCT FROM n.fields ->> x.name)
	FROM (VALUES ('business', ARRAY['plan_architecture', 'plan_modules', 'plan_schedule', 'plan_resources']),
		('marketing', ARRAY['plan_modules', 'plan_schedule']),
		('legal', ARRAY['plan_architecture', 'plan_modules', 'plan_risks']),
		('finance', ARRAY['plan_resources', 'plan_budget', 'plan_risks'])) AS s (function, sections)
	CROSS JOIN (SELECT to_jsonb(k) AS fields FROM app.launch k WHERE k.site_id = p_site AND k.record_id = p_record) n
	LEFT JOIN LATERAL (SELECT c.plan_version FROM app.launch_consultation c
		WHERE c.site_id = p_site AND c.record_id = p_record AND c.function = s.function AND c.removed_at IS NULL ORDER BY c.no DESC LIMIT 1) o ON true
	LEFT JOIN app.record_version v ON v.site_id = p_site AND v.record_id = p_record AND v.version = o.plan_version $$;
COMMENT ON FUNCTION launch_opinions IS 'The latest opinion of each of the four departments on a construction plan, and whether it stands.';
REVOKE ALL ON FUNCTION launch_opinions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION launch_opinions TO gatehouse_app;

-- Changes may be about tasks of a launch as well (R17.3).
ALTER TABLE change ADD COLUMN tasks text NOT NULL DEFAULT '';
COMMENT ON COLUMN change.tasks IS 'Numbers of the launch''s tasks that it unlocks while in force, and "new" for more of them.';
