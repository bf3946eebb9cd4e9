-- Trainings (R7.2, R8.2, R26.2): whom they are for, who was there, what was asked.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE training (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	target_id bigint NOT NULL,
	planned_on date NOT NULL,
	planned_at time NOT NULL,
	place text NOT NULL,
	persons bigint[] NOT NULL DEFAULT '{}',
	content text NOT NULL,
	material_id bigint,
	announced_on date,
	held_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('training');
ALTER TABLE training ADD CONSTRAINT training_is_about_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
ALTER TABLE training ADD CONSTRAINT training_material_is_a_record FOREIGN KEY (site_id, material_id) REFERENCES record (site_id, id);
CREATE INDEX training_by_target ON training (site_id, target_id, record_id);
CREATE INDEX training_by_material ON training (site_id, material_id);
SELECT describe('training', 'A training (R7.2).', 'target_id', 'What it is about: a launch, an iteration, a platform, a document.', 'planned_on', 'On which day it is to be held …', 'planned_at', '… and when.',
	'place', 'Where, or the address of the meeting.', 'persons', 'For whom it is beside the departments of training_audience.', 'content', 'What is taught.', 'material_id', 'The document that is taught from; files of the record are material, too.',
	'announced_on', 'When those it is for were told last.', 'held_on', 'On which day it was held.');

CREATE TABLE training_audience (LIKE entry INCLUDING ALL,
	department_id bigint NOT NULL
);
SELECT entry_table('training_audience');
ALTER TABLE training_audience ADD CONSTRAINT training_audience_is_a_department FOREIGN KEY (site_id, department_id) REFERENCES department (site_id, id);
CREATE INDEX training_audience_by_department ON training_audience (site_id, department_id);
SELECT describe('training_audience', 'A department that a training is for: all of its members.', 'department_id', 'Which one.');

CREATE TABLE training_attendance (LIKE entry INCLUDING ALL,
	account_id bigint NOT NULL,
	how text NOT NULL CONSTRAINT training_attendance_way_is_known CHECK (how IN ('listed', 'confirmed')),
	state text NOT NULL DEFAULT 'attended' CONSTRAINT training_attendance_state_is_known CHECK (state IN ('attended', 'struck')),
	reason text NOT NULL DEFAULT ''
);
SELECT entry_table('training_attendance');
ALTER TABLE training_attendance ADD CONSTRAINT training_attendance_is_of_a_member FOREIGN KEY (site_id, account_id) REFERENCES membership (site_id, account_id);
CREATE INDEX training_attendance_by_account ON training_attendance (site_id, account_id);
CREATE UNIQUE INDEX training_is_attended_once ON training_attendance (site_id, record_id, account_id) WHERE state = 'attended' AND removed_at IS NULL;
SELECT describe('training_attendance', 'That somebody took part in a training.', 'account_id', 'Who.', 'how', 'listed by whoever held it, or confirmed by themself.',
	'state', 'attended; struck out when it was wrong.', 'reason', 'Why it was struck out.');

CREATE TABLE training_question (LIKE entry INCLUDING ALL,
	text text NOT NULL,
	state text NOT NULL DEFAULT 'open' CONSTRAINT training_question_state_is_known CHECK (state IN ('open', 'answered')),
	answer text NOT NULL DEFAULT '',
	answered_by bigint
);
SELECT entry_table('training_question');
ALTER TABLE training_question ADD CONSTRAINT training_question_is_answered_by_a_member FOREIGN KEY (site_id, answered_by) REFERENCES membership (site_id, account_id);
CREATE INDEX training_question_by_answerer ON training_question (site_id, answered_by);
SELECT describe('training_question', 'What somebody asks about a training or what it teaches.', 'text', 'The question.', 'state', 'open or answered.', 'answer', 'The answer.', 'answered_by', 'Who answered.');

-- Whom a training is for, without whoever holds it: once it was held, those who were members on that day.
CREATE FUNCTION training_people(p_site bigint, p_record bigint) RETURNS TABLE (account_id bigint, department_id bigint) LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN QUERY
	SELECT m.account_id, m.department_id
	FROM app.training k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id JOIN app.membership m ON m.site_id = k.site_id
	WHERE k.site_id = p_site AND k.record_id = p_record AND m.account_id IS DISTINCT FROM r.owner_id
		AND (m.left_at IS NULL OR m.left_at::date > k.held_on) AND (k.held_on IS NULL OR m.created_at::date <= k.held_on)
		AND (m.account_id = ANY (k.persons) OR m.department_id IN (SELECT e.department_id FROM app.training_audience e
			WHERE e.site_id = p_site AND e.record_id = p_record AND e.removed_at IS NULL));
END $$;
COMMENT ON FUNCTION training_people IS 'Whom a training is for, without whoever holds it (R7.2).';
REVOKE ALL ON FUNCTION training_people FROM PUBLIC;
GRANT EXECUTE ON FUNCTION training_people TO gatehouse_app;

-- Sites that are there: the roles that have it in a new one.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM site WHERE id <> 0 LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'training.manage' FROM role r WHERE r.site_id = s AND r.key IN ('department_head', 'technical', 'tech_head') ON CONFLICT DO NOTHING;
	END LOOP;
END $$;
