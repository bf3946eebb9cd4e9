-- What leaves a trace: reports that were missed, a severity that was lowered, a requirement handed in for another department.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- progress reports (R17.2)

ALTER TABLE launch_progress ADD COLUMN period_from date;
ALTER TABLE launch_progress ADD COLUMN missed int NOT NULL DEFAULT 0;
COMMENT ON COLUMN launch_progress.period_from IS 'From which day: the one after the report before.';
COMMENT ON COLUMN launch_progress.missed IS 'How many reports had been missed when this one was made; they stay missed.';

-- The day up to which a launch has been reported on; testing asks for no reports, so coming back from it begins anew.
CREATE FUNCTION launch_reported_to(p_site bigint, p_record bigint) RETURNS date LANGUAGE sql STABLE AS $$
	SELECT GREATEST(COALESCE((SELECT max(e.period_to) FROM app.launch_progress e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL), k.initiated_on),
		CASE WHEN r.state = 'development' AND r.state_from = 'testing' THEN r.state_at::date END)
	FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = p_site AND r.id = p_record $$;
COMMENT ON FUNCTION launch_reported_to IS 'The day up to which a launch has been reported on.';

-- Reports that were due before ${today} and are not there: of a project in development, one for each of its intervals.
CREATE FUNCTION launch_missed(p_site bigint, p_record bigint, p_today date) RETURNS int LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN r.state = 'development' THEN GREATEST(0, (p_today - app.launch_reported_to(p_site, p_record) - 1) / COALESCE(k.progress_days, 7)) ELSE 0 END
	FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = p_site AND r.id = p_record $$;
COMMENT ON FUNCTION launch_missed IS 'How many progress reports of a launch are missing on a day.';
REVOKE ALL ON FUNCTION launch_reported_to, launch_missed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION launch_reported_to, launch_missed TO gatehouse_app;

-- ---------------------------------------------------------------- incidents (R31.1, R6.3)

ALTER TABLE incident ADD COLUMN is_security boolean NOT NULL DEFAULT false;
CREATE INDEX incident_by_security ON incident (site_id, is_security, record_id);
ALTER TABLE incident ADD COLUMN severity_to text CONSTRAINT incident_severity_to_is_known CHECK (severity_to IN ('1', '2', '3', '4'));
ALTER TABLE incident ADD COLUMN lower_reason text NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN lowered_by bigint;
ALTER TABLE incident ADD CONSTRAINT incident_is_lowered_by_a_member FOREIGN KEY (site_id, lowered_by) REFERENCES membership (site_id, account_id);
CREATE INDEX incident_by_lowerer ON incident (site_id, lowered_by);
COMMENT ON COLUMN incident.is_security IS 'A security incident: of severity 1 or 2 it asks the group for a decision.';
COMMENT ON COLUMN incident.severity_to IS 'The lower severity that somebody proposes after the alarm; NULL: none.';
COMMENT ON COLUMN incident.lower_reason IS 'Why.';
COMMENT ON COLUMN incident.lowered_by IS 'Who proposed it: somebody else agrees.';

-- ---------------------------------------------------------------- requirements (R8.1)

ALTER TABLE requirement ADD COLUMN endorsed_by bigint;
ALTER TABLE requirement ADD COLUMN endorsed_on date;
ALTER TABLE requirement ADD CONSTRAINT requirement_is_endorsed_by_a_member FOREIGN KEY (site_id, endorsed_by) REFERENCES membership (site_id, account_id);
CREATE INDEX requirement_by_endorser ON requirement (site_id, endorsed_by);
COMMENT ON COLUMN requirement.endorsed_by IS 'The liaison of its department, where somebody of another one handed it in.';
COMMENT ON COLUMN requirement.endorsed_on IS 'When.';
