-- The tables of the kinds of this release: typed columns beside the common row of record.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- The part every kind's table shares: its key is the record's.
CREATE FUNCTION kind_table(p_table regclass, p_by_record boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	name CONSTANT text := (SELECT relname FROM pg_class WHERE oid = p_table);
BEGIN
	PERFORM app.tenant_table(p_table, 'SELECT, INSERT, UPDATE', p_by_record);
	EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (site_id, record_id) REFERENCES app.record (site_id, id)', p_table, name || '_is_a_record');
END $$;
COMMENT ON FUNCTION kind_table IS 'For migrations: makes a table the table of a kind of record.';

CREATE TABLE platform (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	category text NOT NULL CONSTRAINT platform_category_is_known CHECK (category IN ('customer_service', 'reputation_survey', 'business_management', 'data_analysis', 'other')),
	description text NOT NULL DEFAULT '',
	peak_from time,
	peak_to time,
	low_from time,
	low_to time,
	current_version text NOT NULL DEFAULT '',
	reason text NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('platform');
SELECT describe('platform', 'A platform of the site (R2.1).', 'category', 'Article 2.', 'description', 'What it is for.', 'peak_from', 'Busiest hours begin.', 'peak_to', 'Busiest hours end.',
	'low_from', 'Quietest hours begin.', 'low_to', 'Quietest hours end.', 'current_version', 'Version in operation.', 'reason', 'Why it was suspended or retired.');

CREATE TABLE requirement (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	need text NOT NULL CONSTRAINT requirement_need_is_known CHECK (need IN ('functional', 'performance', 'security', 'compliance')),
	channel text NOT NULL CONSTRAINT requirement_channel_is_known
		CHECK (channel IN ('business_feedback', 'complaint', 'operations_data', 'security_inspection', 'industry_trend', 'research', 'evaluation')),
	liaison_id bigint,
	scenario text NOT NULL DEFAULT '',
	goal text NOT NULL DEFAULT '',
	acceptance text NOT NULL DEFAULT '',
	wanted_by date,
	class text CONSTRAINT requirement_class_is_known CHECK (class IN ('emergency', 'routine')),
	priority int CONSTRAINT requirement_priority_is_1_to_4 CHECK (priority BETWEEN 1 AND 4),
	expected_goal text NOT NULL DEFAULT '',
	decision_reason text NOT NULL DEFAULT '',
	deferred_until date,
	merged_into bigint,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('requirement');
ALTER TABLE requirement ADD CONSTRAINT requirement_liaison_is_a_member FOREIGN KEY (site_id, liaison_id) REFERENCES membership (site_id, account_id);
ALTER TABLE requirement ADD CONSTRAINT requirement_is_merged_into_a_record FOREIGN KEY (site_id, merged_into) REFERENCES record (site_id, id);
CREATE INDEX requirement_by_liaison ON requirement (site_id, liaison_id);
CREATE INDEX requirement_by_target ON requirement (site_id, merged_into);
CREATE INDEX requirement_by_priority ON requirement (site_id, priority, record_id);
CREATE INDEX requirement_by_deferral ON requirement (site_id, deferred_until) WHERE deferred_until IS NOT NULL;
SELECT describe('requirement', 'What a department needs of a platform (R8.1, R23).', 'need', 'Which of the four kinds of article 15(1).', 'channel', 'How it came (article 23(1)).', 'liaison_id', 'The department''s liaison, who confirms delivery.',
	'scenario', 'Who does what, when, where it hurts.', 'goal', 'Business goal.', 'acceptance', 'Acceptance criteria.', 'wanted_by', 'When it is wanted.', 'class', 'Set at triage: emergency or routine.', 'priority', 'Set at triage: 1 highest to 4.',
	'expected_goal', 'Set at triage.', 'decision_reason', 'Why it was decided so.', 'deferred_until', 'When a deferred one comes back.', 'merged_into', 'The requirement it was merged into.');

CREATE TABLE feedback (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	text text NOT NULL DEFAULT '',
	contact text NOT NULL DEFAULT '',
	rating int CONSTRAINT feedback_rating_is_1_to_5 CHECK (rating BETWEEN 1 AND 5),
	code text,
	answer text NOT NULL DEFAULT '',
	reason text NOT NULL DEFAULT '',
	requirement_id bigint,
	from_public boolean NOT NULL DEFAULT false,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('feedback');
ALTER TABLE feedback ADD CONSTRAINT feedback_became_a_record FOREIGN KEY (site_id, requirement_id) REFERENCES record (site_id, id);
CREATE UNIQUE INDEX feedback_code_is_unique ON feedback (site_id, code);
CREATE INDEX feedback_by_requirement ON feedback (site_id, requirement_id);
SELECT describe('feedback', 'What users say (R10.1, RX.11).', 'text', 'What they wrote.', 'contact', 'How to reach them, if they said; removed 12 months after closing (RX.15).', 'rating', '1 to 5, if given.', 'code', 'SHA-256 of the follow-up code; NULL: handed in by a member.',
	'answer', 'What they are told.', 'reason', 'Why it was dismissed.', 'requirement_id', 'The requirement it was linked to or became.', 'from_public', 'Came through the public form.');

CREATE TABLE change (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	target_id bigint,
	what text NOT NULL DEFAULT '',
	why text NOT NULL DEFAULT '',
	fields text[] NOT NULL DEFAULT '{}',
	effect_schedule text NOT NULL DEFAULT '',
	effect_cost text NOT NULL DEFAULT '',
	effect_risk text NOT NULL DEFAULT '',
	review_opinion text NOT NULL DEFAULT '',
	plan_updated text NOT NULL DEFAULT '',
	documents_updated text NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('change');
ALTER TABLE change ADD CONSTRAINT change_is_of_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
CREATE INDEX change_by_target ON change (site_id, target_id);
SELECT describe('change', 'A request to change what was decided (R17.3, R24.3).', 'target_id', 'What is to be changed.', 'what', 'What is to change.', 'why', 'Why.', 'fields', 'Names of the target''s fields that it unlocks while in force, and no others.',
	'effect_schedule', 'Effect on the schedule.', 'effect_cost', 'Effect on cost.', 'effect_risk', 'Effect on risk.', 'review_opinion', 'Opinion of the technical department.', 'plan_updated', 'What of the plan was updated, and where.', 'documents_updated', 'Which documents, in which versions.');

CREATE TABLE reward (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	subject text NOT NULL CONSTRAINT reward_subject_is_known CHECK (subject IN ('person', 'department', 'team')),
	person_id bigint,
	subject_department_id bigint,
	team text NOT NULL DEFAULT '',
	ground text NOT NULL CONSTRAINT reward_ground_is_known CHECK (ground IN ('on_plan', 'hazard_found', 'suggestion', 'emergency_merit', 'other')),
	facts text NOT NULL DEFAULT '',
	type text CONSTRAINT reward_type_is_known CHECK (type IN ('bonus', 'points', 'commendation', 'title')),
	amount numeric(14, 2) CONSTRAINT reward_amount_is_not_negative CHECK (amount >= 0),
	points int,
	honour text NOT NULL DEFAULT '',
	proposal text NOT NULL DEFAULT '',
	citation text NOT NULL DEFAULT '',
	carried_out text NOT NULL DEFAULT '',
	notice_id bigint,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('reward');
ALTER TABLE reward ADD CONSTRAINT reward_person_is_a_member FOREIGN KEY (site_id, person_id) REFERENCES membership (site_id, account_id);
ALTER TABLE reward ADD CONSTRAINT reward_department_exists FOREIGN KEY (site_id, subject_department_id) REFERENCES department (site_id, id);
ALTER TABLE reward ADD CONSTRAINT reward_notice_is_a_record FOREIGN KEY (site_id, notice_id) REFERENCES record (site_id, id);
CREATE INDEX reward_by_person ON reward (site_id, person_id);
CREATE INDEX reward_by_department ON reward (site_id, subject_department_id);
CREATE INDEX reward_by_notice ON reward (site_id, notice_id);
SELECT describe('reward', 'A reward (R33.1, R34.1).', 'subject', 'person, department or team.', 'person_id', 'Who.', 'subject_department_id', 'Which department.', 'team', 'Which team.', 'ground', 'Which of the five points of article 33.',
	'facts', 'What they did.', 'type', 'bonus, points, commendation or title.', 'amount', 'Bonus in CNY.', 'points', 'Performance points.', 'honour', 'Honorary title.', 'proposal', 'Reasons of the technical department.', 'citation', 'Text of the commendation as it will be published.', 'carried_out', 'How and when it was carried out.', 'notice_id', 'The published commendation.');

CREATE TABLE penalty (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	subject text NOT NULL CONSTRAINT penalty_subject_is_known CHECK (subject IN ('person', 'department', 'supplier')),
	person_id bigint,
	subject_department_id bigint,
	supplier text NOT NULL DEFAULT '',
	ground text NOT NULL CONSTRAINT penalty_ground_is_known CHECK (ground IN ('process_skipped', 'unauthorised', 'testing', 'leak', 'rectification', 'concealed', 'documents', 'funds', 'other')),
	article text NOT NULL DEFAULT '',
	facts text NOT NULL DEFAULT '',
	severity text NOT NULL CONSTRAINT penalty_severity_is_known CHECK (severity IN ('minor', 'general', 'serious', 'especially_serious')),
	mitigating text[] NOT NULL DEFAULT '{}',
	aggravating text[] NOT NULL DEFAULT '{}',
	liability text CONSTRAINT penalty_liability_is_known CHECK (liability IN ('direct', 'managing', 'leading')),
	measures text[] NOT NULL DEFAULT '{}',
	points int,
	compensation numeric(14, 2) CONSTRAINT penalty_compensation_is_not_negative CHECK (compensation >= 0),
	monthly_wage numeric(14, 2) CONSTRAINT penalty_wage_is_positive CHECK (monthly_wage > 0),
	instalments int,
	fine numeric(14, 2) CONSTRAINT penalty_fine_is_not_negative CHECK (fine >= 0),
	contract_penalty numeric(14, 2) CONSTRAINT penalty_contract_penalty_is_not_negative CHECK (contract_penalty >= 0),
	effect_months int CONSTRAINT penalty_effect_is_0_to_36_months CHECK (effect_months BETWEEN 0 AND 36),
	statement text NOT NULL DEFAULT '',
	statement_on date,
	statement_waived text NOT NULL DEFAULT '',
	decided_on date,
	decision text NOT NULL DEFAULT '',
	served_on date,
	appeal_until date,
	effect_from date,
	effect_to date,
	lifted_on date,
	carried_out text NOT NULL DEFAULT '',
	notice_id bigint,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('penalty', true);
ALTER TABLE penalty ADD CONSTRAINT penalty_person_is_a_member FOREIGN KEY (site_id, person_id) REFERENCES membership (site_id, account_id);
ALTER TABLE penalty ADD CONSTRAINT penalty_department_exists FOREIGN KEY (site_id, subject_department_id) REFERENCES department (site_id, id);
ALTER TABLE penalty ADD CONSTRAINT penalty_notice_is_a_record FOREIGN KEY (site_id, notice_id) REFERENCES record (site_id, id);
CREATE INDEX penalty_by_person ON penalty (site_id, person_id);
CREATE INDEX penalty_by_department ON penalty (site_id, subject_department_id);
CREATE INDEX penalty_by_notice ON penalty (site_id, notice_id);
SELECT describe('penalty', 'A penalty (R35.1); seen by the handling circle only when it concerns a person.', 'subject', 'person, department or supplier.', 'person_id', 'The person concerned.', 'subject_department_id', 'The department concerned.', 'supplier', 'The supplier concerned.',
	'ground', 'What was done.', 'article', 'Article of the rule.', 'facts', 'The facts found.', 'severity', 'minor, general, serious, especially serious.', 'mitigating', 'Factors for them.', 'aggravating', 'Factors against them.', 'liability', 'direct, managing or leading.',
	'measures', 'What is imposed.', 'points', 'Points deducted, as a positive number.', 'compensation', 'Compensation from wages in CNY, spread so that no instalment exceeds 20 % of a month''s wage.', 'monthly_wage', 'A month''s wage, for the cap.', 'instalments', 'Number of months, computed.',
	'fine', 'Only where the site''s rules allow fines.', 'contract_penalty', 'For suppliers.', 'effect_months', 'How long it has effect.', 'statement', 'What the person concerned said.', 'statement_on', 'When they said it.', 'statement_waived', 'Why there is none.',
	'decided_on', 'When the group decided.', 'decision', 'The written decision as served.', 'served_on', 'When the decision was served.', 'appeal_until', 'Last day for an appeal.', 'effect_from', 'Effect begins.', 'effect_to', 'Effect ends.', 'lifted_on', 'When it was lifted.', 'carried_out', 'How and when it was carried out.', 'notice_id', 'The written decision.');

CREATE TABLE appeal (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	penalty_id bigint,
	reasons text NOT NULL DEFAULT '',
	request text NOT NULL DEFAULT '',
	accept_by date,
	decide_by date,
	accept_reason text NOT NULL DEFAULT '',
	deciders bigint[] NOT NULL DEFAULT '{}',
	outcome_reason text NOT NULL DEFAULT '',
	new_measures text[] NOT NULL DEFAULT '{}',
	new_points int,
	new_decision text NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('appeal', true);
ALTER TABLE appeal ADD CONSTRAINT appeal_is_against_a_penalty FOREIGN KEY (site_id, penalty_id) REFERENCES penalty (site_id, record_id);
CREATE INDEX appeal_by_penalty ON appeal (site_id, penalty_id);
SELECT describe('appeal', 'An appeal against a penalty (R35.2).', 'penalty_id', 'The penalty.', 'reasons', 'Why.', 'request', 'What is asked for.', 'accept_by', 'By when it is accepted or declined.', 'decide_by', 'By when it is decided.', 'accept_reason', 'Why it was declined.',
	'deciders', 'Group members who decide; none proposed the penalty.', 'outcome_reason', 'Reasons of the decision.', 'new_measures', 'Measures that remain when it is changed.', 'new_points', 'Points that remain then.', 'new_decision', 'The decision as it reads then.');

CREATE TABLE point (
	site_id bigint NOT NULL,
	id bigint GENERATED BY DEFAULT AS IDENTITY,
	record_id bigint NOT NULL,
	person_id bigint,
	department_id bigint,
	year int NOT NULL,
	points int NOT NULL CONSTRAINT point_is_not_nothing CHECK (points <> 0),
	reverses_id bigint,
	at timestamptz NOT NULL,
	account_id bigint,
	PRIMARY KEY (site_id, id),
	CONSTRAINT point_is_for_a_person_or_a_department CHECK ((person_id IS NULL) <> (department_id IS NULL))
);
SELECT tenant_table('point', 'SELECT, INSERT', true);
-- An account that hides some entries would be wrong: its owner and who may see the accounts see all of it, though not the record behind each.
ALTER POLICY site ON point USING (site_id = app.site() AND (person_id = app.account()
	OR EXISTS (SELECT FROM app.role_permission rp JOIN app.member_role mr ON mr.site_id = rp.site_id AND mr.role_id = rp.role_id
		WHERE rp.site_id = app.site() AND rp.permission = 'points.view' AND mr.account_id = app.account())
	OR EXISTS (SELECT FROM app.record r WHERE r.site_id = point.site_id AND r.id = point.record_id)));
ALTER TABLE point ADD CONSTRAINT point_comes_from_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
ALTER TABLE point ADD CONSTRAINT point_person_is_a_member FOREIGN KEY (site_id, person_id) REFERENCES membership (site_id, account_id);
ALTER TABLE point ADD CONSTRAINT point_department_exists FOREIGN KEY (site_id, department_id) REFERENCES department (site_id, id);
ALTER TABLE point ADD CONSTRAINT point_reverses_a_point FOREIGN KEY (site_id, reverses_id) REFERENCES point (site_id, id);
CREATE UNIQUE INDEX point_is_reversed_once ON point (site_id, reverses_id);
CREATE INDEX point_by_record ON point (site_id, record_id);
CREATE INDEX point_by_person ON point (site_id, person_id, year);
CREATE INDEX point_by_department ON point (site_id, department_id, year);
SELECT describe('point', 'The points account (R35.3): signed entries, never changed, only reversed.', 'record_id', 'The reward or penalty it comes from.', 'person_id', 'Whose account …', 'department_id', '… or which department''s.', 'year', 'Which year''s account.', 'points', 'Plus or minus.', 'reverses_id', 'The entry it undoes.', 'account_id', 'Who booked it.');

CREATE TABLE notice (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	type text NOT NULL CONSTRAINT notice_type_is_known CHECK (type IN ('launch', 'update', 'commendation', 'penalty', 'regulation', 'general')),
	audience text NOT NULL DEFAULT 'all' CONSTRAINT notice_audience_is_known CHECK (audience IN ('all', 'department', 'persons')),
	audience_department_id bigint,
	persons bigint[] NOT NULL DEFAULT '{}',
	body text NOT NULL DEFAULT '',
	issuer text NOT NULL DEFAULT '',
	issued_on date,
	source_id bigint,
	reason text NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('notice', true);
ALTER TABLE notice ADD CONSTRAINT notice_department_exists FOREIGN KEY (site_id, audience_department_id) REFERENCES department (site_id, id);
ALTER TABLE notice ADD CONSTRAINT notice_source_is_a_record FOREIGN KEY (site_id, source_id) REFERENCES record (site_id, id);
CREATE INDEX notice_by_department ON notice (site_id, audience_department_id);
CREATE INDEX notice_by_source ON notice (site_id, source_id);
SELECT describe('notice', 'An official notice (R20.4, R26.2, R34.1, R35.1).', 'type', 'launch, update, commendation, penalty, regulation or general.', 'audience', 'all, a department or certain persons.', 'audience_department_id', 'Which department.', 'persons', 'Which persons.',
	'body', 'The text.', 'issuer', 'Who signs.', 'issued_on', 'Date of issue.', 'source_id', 'The record it announces.', 'reason', 'Why it was withdrawn.');

CREATE TABLE notice_read (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	account_id bigint NOT NULL,
	at timestamptz NOT NULL,
	PRIMARY KEY (site_id, record_id, account_id)
);
SELECT tenant_table('notice_read', 'SELECT, INSERT', true);
ALTER TABLE notice_read ADD CONSTRAINT reading_is_of_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
ALTER TABLE notice_read ADD CONSTRAINT reading_is_by_a_member FOREIGN KEY (site_id, account_id) REFERENCES membership (site_id, account_id);
CREATE INDEX notice_read_by_account ON notice_read (site_id, account_id);
SELECT describe('notice_read', 'Who confirmed having read a notice.', 'account_id', 'Who.');

CREATE TABLE triage_meeting (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	held_on date,
	chair_id bigint,
	present bigint[] NOT NULL DEFAULT '{}',
	summary text NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('triage_meeting');
ALTER TABLE triage_meeting ADD CONSTRAINT triage_chair_is_a_member FOREIGN KEY (site_id, chair_id) REFERENCES membership (site_id, account_id);
CREATE INDEX triage_meeting_by_chair ON triage_meeting (site_id, chair_id);
SELECT describe('triage_meeting', 'A monthly triage (R23.2): the decisions are its links of sort result.', 'held_on', 'When.', 'chair_id', 'Who chaired.', 'present', 'Who was there.', 'summary', 'What was said.');

CREATE TABLE escalation (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	about_id bigint NOT NULL,
	question text NOT NULL DEFAULT '',
	positions text NOT NULL DEFAULT '',
	ruling text NOT NULL DEFAULT '',
	ruled_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('escalation', true);
ALTER TABLE escalation ADD CONSTRAINT escalation_is_about_a_record FOREIGN KEY (site_id, about_id) REFERENCES record (site_id, id);
CREATE INDEX escalation_by_record ON escalation (site_id, about_id);
SELECT describe('escalation', 'A question about a record put before the management group, and its ruling (R6.4).', 'about_id', 'The record it is about.', 'question', 'What is to be ruled on.',
	'positions', 'Who takes which position.', 'ruling', 'As the lead or the deputy worded it and the group approved it.', 'ruled_on', 'When the group approved it.');
