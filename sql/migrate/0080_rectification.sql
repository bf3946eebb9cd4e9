-- Rectification notices (R32.2): what was found, who puts it right by when, and what shows that it is right.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE rectification (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	source_id bigint,
	source_no int,
	occasion text NOT NULL DEFAULT '',
	problem text NOT NULL,
	severity text NOT NULL CONSTRAINT rectification_severity_is_known CHECK (severity IN ('general', 'serious', 'grave')),
	cause text NOT NULL CONSTRAINT rectification_cause_is_known CHECK (cause IN ('plan', 'duty', 'skill', 'skipped', 'review', 'test', 'operation', 'papers', 'funds', 'supplier', 'other')),
	measures text NOT NULL,
	days int NOT NULL CONSTRAINT rectification_takes_days CHECK (days BETWEEN 1 AND 250),
	issued_on date,
	deadline_on date,
	acknowledged_on date,
	result text NOT NULL DEFAULT '',
	evidence_id bigint,
	submitted_on date,
	submitted_by bigint,
	extension_days int CONSTRAINT rectification_is_extended_by_days CHECK (extension_days BETWEEN 1 AND 60),
	extension_reason text NOT NULL DEFAULT '',
	extension_asked_on date,
	extension_answer text CONSTRAINT rectification_extension_is_granted_or_not CHECK (extension_answer IN ('granted', 'refused')),
	extension_answered_by bigint,
	late_told text CONSTRAINT rectification_late_is_told_to_known CHECK (late_told IN ('responsible', 'head', 'lead')),
	verification text NOT NULL DEFAULT '',
	verified_on date,
	verified_by bigint,
	PRIMARY KEY (site_id, record_id),
	CONSTRAINT rectification_is_verified_by_another CHECK (verified_by <> submitted_by)
);
SELECT kind_table('rectification');
ALTER TABLE rectification ADD CONSTRAINT rectification_follows_from_a_record FOREIGN KEY (site_id, source_id) REFERENCES record (site_id, id);
ALTER TABLE rectification ADD CONSTRAINT rectification_is_shown_by_a_record FOREIGN KEY (site_id, evidence_id) REFERENCES record (site_id, id);
ALTER TABLE rectification ADD CONSTRAINT rectification_is_submitted_by_a_member FOREIGN KEY (site_id, submitted_by) REFERENCES membership (site_id, account_id);
ALTER TABLE rectification ADD CONSTRAINT rectification_is_extended_by_a_member FOREIGN KEY (site_id, extension_answered_by) REFERENCES membership (site_id, account_id);
ALTER TABLE rectification ADD CONSTRAINT rectification_is_verified_by_a_member FOREIGN KEY (site_id, verified_by) REFERENCES membership (site_id, account_id);
CREATE INDEX rectification_by_source ON rectification (site_id, source_id, record_id);
CREATE INDEX rectification_by_evidence ON rectification (site_id, evidence_id);
CREATE INDEX rectification_by_submitter ON rectification (site_id, submitted_by);
CREATE INDEX rectification_by_extender ON rectification (site_id, extension_answered_by);
CREATE INDEX rectification_by_verifier ON rectification (site_id, verified_by);
CREATE INDEX rectification_by_cause ON rectification (site_id, cause, record_id);
CREATE INDEX rectification_by_cause_and_day ON rectification (site_id, cause, issued_on);
CREATE INDEX rectification_by_severity ON rectification (site_id, severity, record_id);
CREATE INDEX rectification_by_deadline ON rectification (site_id, deadline_on, record_id);
SELECT describe('rectification', 'A rectification notice (R32.2).', 'source_id', 'The record in which it was found; NULL: by hand.', 'source_no', 'Number of the finding there.', 'occasion', 'By hand: on what occasion it was found.',
	'problem', 'What was found.', 'severity', 'general, serious or grave.', 'cause', 'Why it came to that; what has one cause in one department or platform within a year is repeated.', 'measures', 'What is to be done.',
	'days', 'Working days for it, from the day of issue.', 'issued_on', 'Day of issue.', 'deadline_on', 'Last day; only ever gets later.', 'acknowledged_on', 'When whoever is responsible took note.',
	'result', 'What was done.', 'evidence_id', 'The record that shows it; files of the notice show it, too.', 'submitted_on', 'When it was reported as done; NULL: not yet, or returned.', 'submitted_by', 'By whom.',
	'extension_days', 'Further working days that were asked for.', 'extension_reason', 'Why.', 'extension_asked_on', 'When: once.', 'extension_answer', 'granted or refused; NULL: not answered.', 'extension_answered_by', 'By whom.',
	'late_told', 'Who was told that it is late: responsible, then head of their department, then lead of the group; NULL: nobody.', 'verification', 'What was seen when it was verified.', 'verified_on', 'When it was verified.', 'verified_by', 'By whom.');

-- A penalty because of it names it (article 35); nothing makes one by itself.
ALTER TABLE penalty ADD COLUMN rectification_id bigint;
ALTER TABLE penalty ADD CONSTRAINT penalty_is_about_a_rectification FOREIGN KEY (site_id, rectification_id) REFERENCES record (site_id, id);
CREATE INDEX penalty_by_rectification ON penalty (site_id, rectification_id);
COMMENT ON COLUMN penalty.rectification_id IS 'The rectification notice that came late or to nothing, where that is the ground.';

-- Notices of the year before with the same cause, of the same department or platform: their causes were not put right.
CREATE FUNCTION rectification_repeats(p_site bigint, p_record bigint) RETURNS TABLE (record_id bigint, same text) LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN QUERY
	SELECT o.record_id, CASE WHEN x.department_id = r.department_id AND x.platform_id = r.platform_id THEN 'both' WHEN x.department_id = r.department_id THEN 'department' ELSE 'platform' END
	FROM app.rectification k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	JOIN app.rectification o ON o.site_id = k.site_id AND o.cause = k.cause AND o.record_id < k.record_id AND o.issued_on >= COALESCE(k.issued_on, r.created_at::date) - 365
	JOIN app.record x ON x.site_id = o.site_id AND x.id = o.record_id
	WHERE k.site_id = p_site AND k.record_id = p_record AND k.cause <> 'other' AND x.state <> 'withdrawn' AND (x.department_id = r.department_id OR x.platform_id = r.platform_id);
END $$;
COMMENT ON FUNCTION rectification_repeats IS 'Earlier rectification notices, issued within the year before, with the same cause in the same department or platform.';
REVOKE ALL ON FUNCTION rectification_repeats FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rectification_repeats TO gatehouse_app;

-- Sites that are there: the roles that have it in a new one.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM site WHERE id <> 0 LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'rectification.manage' FROM role r WHERE r.site_id = s AND r.key IN ('technical', 'tech_head', 'finance', 'legal') ON CONFLICT DO NOTHING;
	END LOOP;
END $$;
