-- Defects found while a launch is developed, tested or under way (R18.2), and incidents (R13.1, R31.1).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE defect (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	target_id bigint NOT NULL,
	type text NOT NULL CONSTRAINT defect_type_is_known CHECK (type IN ('functional', 'performance', 'security', 'compatibility', 'compliance', 'other')),
	severity text NOT NULL CONSTRAINT defect_severity_is_known CHECK (severity IN ('fatal', 'serious', 'general', 'minor')),
	location text NOT NULL DEFAULT '',
	description text NOT NULL DEFAULT '',
	steps text NOT NULL DEFAULT '',
	found_in text NOT NULL DEFAULT '',
	fix_note text NOT NULL DEFAULT '',
	fixed_in text NOT NULL DEFAULT '',
	fixed_by bigint,
	fixed_on date,
	regression text NOT NULL DEFAULT '',
	verified_by bigint,
	verified_on date,
	PRIMARY KEY (site_id, record_id),
	CONSTRAINT defect_is_verified_by_another CHECK (verified_by <> fixed_by)
);
SELECT kind_table('defect');
ALTER TABLE defect ADD CONSTRAINT defect_is_of_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
ALTER TABLE defect ADD CONSTRAINT defect_is_fixed_by_a_member FOREIGN KEY (site_id, fixed_by) REFERENCES membership (site_id, account_id);
ALTER TABLE defect ADD CONSTRAINT defect_is_verified_by_a_member FOREIGN KEY (site_id, verified_by) REFERENCES membership (site_id, account_id);
CREATE INDEX defect_by_target ON defect (site_id, target_id, record_id);
CREATE INDEX defect_by_type ON defect (site_id, type, record_id);
CREATE INDEX defect_by_severity ON defect (site_id, severity, record_id);
CREATE INDEX defect_by_fixer ON defect (site_id, fixed_by);
CREATE INDEX defect_by_verifier ON defect (site_id, verified_by);
SELECT describe('defect', 'A defect of what a launch makes (R18.2).', 'target_id', 'The launch it was found in.', 'type', 'Which of the five types of test found it, or other.', 'severity', 'fatal, serious, general or minor.',
	'location', 'Where it shows.', 'description', 'What is wrong.', 'steps', 'How to see it.', 'found_in', 'The version it was found in.', 'fix_note', 'What was wrong and what was done about it.', 'fixed_in', 'The version it is fixed in.',
	'fixed_by', 'Who fixed it, the last time.', 'fixed_on', 'When.', 'regression', 'What was tested again.', 'verified_by', 'Who tested it again: never who fixed it.', 'verified_on', 'When.');

CREATE TABLE incident (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	target_id bigint,
	severity text NOT NULL CONSTRAINT incident_severity_is_known CHECK (severity IN ('1', '2', '3', '4')),
	found_on date NOT NULL,
	found_at time NOT NULL,
	description text NOT NULL DEFAULT '',
	containment text NOT NULL DEFAULT '',
	resolution text NOT NULL DEFAULT '',
	resolved_by bigint,
	cause text NOT NULL DEFAULT '',
	impact text NOT NULL DEFAULT '',
	plan_use text CONSTRAINT incident_plan_use_is_known CHECK (plan_use IN ('used', 'none')),
	plan_id bigint,
	no_follow_up text NOT NULL DEFAULT '',
	group_told_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('incident');
ALTER TABLE incident ADD CONSTRAINT incident_is_of_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
ALTER TABLE incident ADD CONSTRAINT incident_plan_is_a_record FOREIGN KEY (site_id, plan_id) REFERENCES record (site_id, id);
ALTER TABLE incident ADD CONSTRAINT incident_is_resolved_by_a_member FOREIGN KEY (site_id, resolved_by) REFERENCES membership (site_id, account_id);
CREATE INDEX incident_by_target ON incident (site_id, target_id, record_id);
CREATE INDEX incident_by_severity ON incident (site_id, severity, record_id);
CREATE INDEX incident_by_plan ON incident (site_id, plan_id);
CREATE INDEX incident_by_resolver ON incident (site_id, resolved_by);
SELECT describe('incident', 'Something went wrong on a platform or during a launch (R13.1, R20.3, R31.1).', 'target_id', 'The launch during which it happened; NULL: in operation.', 'severity', '1 gravest to 4.', 'found_on', 'Day it was noticed …', 'found_at', '… and hour.',
	'description', 'What happened.', 'containment', 'What was done to stop it from spreading.', 'resolution', 'What was done to end it.', 'resolved_by', 'Who ended it; somebody else closes it.', 'cause', 'Why it happened.', 'impact', 'Who and what suffered.',
	'plan_use', 'used or none: whether an emergency plan was followed.', 'plan_id', 'Which one: a document.', 'no_follow_up', 'Why nothing has to follow from it.', 'group_told_on', 'When the management group was told: severity 1 and 2, at once.');

CREATE TABLE incident_timeline (
	LIKE entry INCLUDING ALL,
	happened_on date NOT NULL,
	happened_at time NOT NULL,
	text text NOT NULL DEFAULT ''
);
SELECT entry_table('incident_timeline');
SELECT describe('incident_timeline', 'What happened when, and who did what, in the course of an incident.', 'happened_on', 'Day …', 'happened_at', '… and hour.', 'text', 'What happened or was done.');
