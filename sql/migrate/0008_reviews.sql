-- Reviews of a launch (R19.1, R19.2) and the evaluation after it (R21.1).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE review (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	target_id bigint NOT NULL,
	round int,
	meeting int,
	earlier_id bigint,
	held_on date,
	held_at time,
	place text NOT NULL DEFAULT '',
	chair_id bigint,
	to_vote bigint[] NOT NULL DEFAULT '{}',
	decision text NOT NULL DEFAULT '',
	conditions text NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('review');
ALTER TABLE review ADD CONSTRAINT review_is_of_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
ALTER TABLE review ADD CONSTRAINT review_follows_a_record FOREIGN KEY (site_id, earlier_id) REFERENCES record (site_id, id);
ALTER TABLE review ADD CONSTRAINT review_chair_is_a_member FOREIGN KEY (site_id, chair_id) REFERENCES membership (site_id, account_id);
CREATE INDEX review_by_target ON review (site_id, target_id);
CREATE INDEX review_by_earlier ON review (site_id, earlier_id);
CREATE INDEX review_by_chair ON review (site_id, chair_id);
SELECT describe('review', 'A review meeting on a launch (R19.1): one row is one meeting, the next one after rectification is a row of its own.',
	'target_id', 'What is reviewed.', 'round', 'The round of tests it stands on; with another one it is stale.', 'meeting', 'Counts up for the target.', 'earlier_id', 'The failed review whose rectification it judges (R19.2).',
	'held_on', 'Day of the meeting.', 'held_at', 'Hour of the meeting.', 'place', 'Where.', 'chair_id', 'Who chairs and states the decision.', 'to_vote', 'Who has still to vote, kept by review_tally.', 'decision', 'As the chair stated it.', 'conditions', 'What was asked for besides.');

CREATE TABLE review_material (LIKE entry INCLUDING ALL,
	item text NOT NULL CONSTRAINT review_material_is_known
		CHECK (item IN ('development_completion', 'test_report', 'acceptance', 'security_assessment', 'launch_plan', 'maintenance_plan', 'emergency_plan')),
	evidence_id bigint,
	text text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'missing' CONSTRAINT review_material_state_is_known CHECK (state IN ('missing', 'present'))
);
SELECT entry_table('review_material');
ALTER TABLE review_material ADD CONSTRAINT review_material_is_in_a_record FOREIGN KEY (site_id, evidence_id) REFERENCES record (site_id, id);
CREATE INDEX review_material_by_evidence ON review_material (site_id, evidence_id);
SELECT describe('review_material', 'What a review judges (article 19(2)). The rows made with the review are what it must have, also when they are removed.', 'item', 'Which of the materials.', 'evidence_id', 'The document or record it is …', 'text', '… or what it says.', 'state', 'missing or present.');

CREATE TABLE review_attendance (LIKE entry INCLUDING ALL,
	account_id bigint NOT NULL,
	department_id bigint,
	function text CONSTRAINT review_attendance_function_is_known
		CHECK (function IN ('business', 'marketing', 'operations', 'finance', 'legal', 'tech', 'other')),
	in_group boolean NOT NULL DEFAULT false,
	state text NOT NULL DEFAULT 'invited' CONSTRAINT review_attendance_state_is_known CHECK (state IN ('invited', 'present', 'absent'))
);
SELECT entry_table('review_attendance');
ALTER TABLE review_attendance ADD CONSTRAINT review_attendance_is_a_member FOREIGN KEY (site_id, account_id) REFERENCES membership (site_id, account_id);
ALTER TABLE review_attendance ADD CONSTRAINT review_attendance_department_exists FOREIGN KEY (site_id, department_id) REFERENCES department (site_id, id);
CREATE UNIQUE INDEX review_invites_once ON review_attendance (site_id, record_id, account_id) WHERE removed_at IS NULL;
CREATE INDEX review_attendance_by_account ON review_attendance (site_id, account_id);
CREATE INDEX review_attendance_by_department ON review_attendance (site_id, department_id);
SELECT describe('review_attendance', 'Who was invited to a review and whether they came; their department is that of the day of the invitation.', 'department_id', 'For which department.', 'function', 'Its part in the regulation.', 'in_group', 'Of the management group.', 'state', 'invited, present or absent.');

CREATE TABLE review_question (LIKE entry INCLUDING ALL,
	asked_by bigint,
	text text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'open' CONSTRAINT review_question_state_is_known CHECK (state IN ('open', 'answered')),
	answer text NOT NULL DEFAULT '',
	answered_by bigint
);
SELECT entry_table('review_question');
ALTER TABLE review_question ADD CONSTRAINT review_question_is_of_a_member FOREIGN KEY (site_id, asked_by) REFERENCES membership (site_id, account_id);
ALTER TABLE review_question ADD CONSTRAINT review_answer_is_by_a_member FOREIGN KEY (site_id, answered_by) REFERENCES membership (site_id, account_id);
CREATE INDEX review_question_by_asker ON review_question (site_id, asked_by);
CREATE INDEX review_question_by_answerer ON review_question (site_id, answered_by);
SELECT describe('review_question', 'What was asked in a review, and the answer.', 'asked_by', 'Who asked.', 'text', 'The question.', 'state', 'open or answered.', 'answer', 'The answer.', 'answered_by', 'Who wrote it.');

CREATE TABLE review_ballot (LIKE entry INCLUDING ALL,
	choice text NOT NULL CONSTRAINT review_ballot_choice_is_known CHECK (choice IN ('pass', 'fail', 'abstain')),
	opinion text NOT NULL DEFAULT ''
);
SELECT entry_table('review_ballot');
CREATE UNIQUE INDEX review_is_voted_on_once ON review_ballot (site_id, record_id, by_id) WHERE removed_at IS NULL;
SELECT describe('review_ballot', 'The vote of one member of a review, written by themselves.', 'choice', 'pass, fail or abstain.', 'opinion', 'Why.');

CREATE TABLE review_item (LIKE entry INCLUDING ALL,
	problem text NOT NULL DEFAULT '',
	measure text NOT NULL DEFAULT '',
	owner_id bigint,
	due date,
	state text NOT NULL DEFAULT 'open' CONSTRAINT review_item_state_is_known CHECK (state IN ('open', 'done', 'verified')),
	result text NOT NULL DEFAULT '',
	done_by bigint,
	done_on date,
	verified_by bigint,
	verified_on date,
	objection text NOT NULL DEFAULT ''
);
SELECT entry_table('review_item');
ALTER TABLE review_item ADD CONSTRAINT review_item_owner_is_a_member FOREIGN KEY (site_id, owner_id) REFERENCES membership (site_id, account_id);
ALTER TABLE review_item ADD CONSTRAINT review_item_is_done_by_a_member FOREIGN KEY (site_id, done_by) REFERENCES membership (site_id, account_id);
ALTER TABLE review_item ADD CONSTRAINT review_item_is_verified_by_a_member FOREIGN KEY (site_id, verified_by) REFERENCES membership (site_id, account_id);
ALTER TABLE review_item ADD CONSTRAINT review_item_is_verified_by_another CHECK (verified_by <> done_by AND verified_by <> owner_id);
CREATE INDEX review_item_by_owner ON review_item (site_id, owner_id);
CREATE INDEX review_item_by_doer ON review_item (site_id, done_by);
CREATE INDEX review_item_by_verifier ON review_item (site_id, verified_by);
SELECT describe('review_item', 'The rectification of one problem after a failed review (R19.2).', 'problem', 'What was found wanting.', 'measure', 'What is to be done.', 'owner_id', 'Who is responsible.', 'due', 'By when.', 'state', 'open, done or verified.', 'result', 'What was done.',
	'done_by', 'Who reported it done.', 'done_on', 'When.', 'verified_by', 'Who verified it: never who is responsible or reported it.', 'verified_on', 'When.', 'objection', 'Why it was opened again.');

CREATE TABLE evaluation (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	target_id bigint NOT NULL,
	participants bigint[] NOT NULL DEFAULT '{}',
	fitness_score int CONSTRAINT evaluation_fitness_is_1_to_5 CHECK (fitness_score BETWEEN 1 AND 5),
	fitness_text text NOT NULL DEFAULT '',
	stability_score int CONSTRAINT evaluation_stability_is_1_to_5 CHECK (stability_score BETWEEN 1 AND 5),
	stability_text text NOT NULL DEFAULT '',
	performance_score int CONSTRAINT evaluation_performance_is_1_to_5 CHECK (performance_score BETWEEN 1 AND 5),
	performance_text text NOT NULL DEFAULT '',
	experience_score int CONSTRAINT evaluation_experience_is_1_to_5 CHECK (experience_score BETWEEN 1 AND 5),
	experience_text text NOT NULL DEFAULT '',
	support_score int CONSTRAINT evaluation_support_is_1_to_5 CHECK (support_score BETWEEN 1 AND 5),
	support_text text NOT NULL DEFAULT '',
	lessons text NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('evaluation');
ALTER TABLE evaluation ADD CONSTRAINT evaluation_is_of_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
CREATE INDEX evaluation_by_target ON evaluation (site_id, target_id);
SELECT describe('evaluation', 'The evaluation within a month of a launch (R21.1): five dimensions, each scored 1 to 5 with text.', 'target_id', 'What is evaluated.', 'participants', 'Who of business and operations takes part, and may write on it.',
	'fitness_score', 'Fitness of functions, 1 to 5 …', 'fitness_text', '… and why.', 'stability_score', 'Stability …', 'stability_text', '… and why.', 'performance_score', 'Performance …', 'performance_text', '… and why.',
	'experience_score', 'User experience …', 'experience_text', '… and why.', 'support_score', 'Business support …', 'support_text', '… and why.', 'lessons', 'What was learned.');

CREATE TABLE evaluation_improvement (LIKE entry INCLUDING ALL,
	text text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'open' CONSTRAINT evaluation_improvement_state_is_known CHECK (state IN ('open', 'turned', 'declined')),
	requirement_id bigint,
	reason text NOT NULL DEFAULT ''
);
SELECT entry_table('evaluation_improvement');
ALTER TABLE evaluation_improvement ADD CONSTRAINT evaluation_improvement_became_a_record FOREIGN KEY (site_id, requirement_id) REFERENCES record (site_id, id);
CREATE INDEX evaluation_improvement_by_requirement ON evaluation_improvement (site_id, requirement_id);
SELECT describe('evaluation_improvement', 'An improvement that an evaluation lists: it becomes a requirement or is declined with a reason.', 'text', 'What should become better.', 'state', 'open, turned (into a requirement) or declined.', 'requirement_id', 'The requirement it became.', 'reason', 'Why it was declined.');
