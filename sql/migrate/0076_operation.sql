-- Operation of platforms (R7.3, R28.2, R10.2): what is done to them in which rhythm, what guards them, what is done with them.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE platform
	ADD COLUMN rhythm_monitoring int CONSTRAINT platform_is_checked_within_a_year CHECK (rhythm_monitoring BETWEEN 1 AND 366),
	ADD COLUMN rhythm_backup int CONSTRAINT platform_is_backed_up_within_a_year CHECK (rhythm_backup BETWEEN 1 AND 366),
	ADD COLUMN rhythm_restore_test int CONSTRAINT platform_is_restored_within_a_year CHECK (rhythm_restore_test BETWEEN 1 AND 366),
	ADD COLUMN rhythm_tuning int CONSTRAINT platform_is_tuned_within_a_year CHECK (rhythm_tuning BETWEEN 1 AND 366);
COMMENT ON COLUMN platform.rhythm_monitoring IS 'Every how many days its monitoring is checked (R7.3); NULL: no rhythm.';
COMMENT ON COLUMN platform.rhythm_backup IS 'Every how many days its data are backed up; NULL: no rhythm.';
COMMENT ON COLUMN platform.rhythm_restore_test IS 'Every how many days it is tried that a backup can be restored; NULL: no rhythm.';
COMMENT ON COLUMN platform.rhythm_tuning IS 'Every how many days its performance is looked after; NULL: no rhythm.';

CREATE TABLE platform_operation (LIKE entry INCLUDING ALL,
	type text NOT NULL CONSTRAINT platform_operation_type_is_known CHECK (type IN ('monitoring', 'backup', 'restore_test', 'tuning', 'fault')),
	done_on date NOT NULL,
	done_by bigint NOT NULL,
	result text NOT NULL CONSTRAINT platform_operation_result_is_known CHECK (result IN ('normal', 'abnormal')),
	incident_id bigint,
	severity text CONSTRAINT platform_operation_severity_is_known CHECK (severity IN ('1', '2', '3', '4')),
	text text NOT NULL
);
SELECT entry_table('platform_operation');
ALTER TABLE platform_operation ADD CONSTRAINT platform_operation_is_done_by_a_member FOREIGN KEY (site_id, done_by) REFERENCES membership (site_id, account_id);
ALTER TABLE platform_operation ADD CONSTRAINT platform_operation_is_an_incident FOREIGN KEY (site_id, incident_id) REFERENCES record (site_id, id);
CREATE INDEX platform_operation_by_doer ON platform_operation (site_id, done_by);
CREATE INDEX platform_operation_by_incident ON platform_operation (site_id, incident_id);
CREATE INDEX platform_operation_latest ON platform_operation (site_id, record_id, type, done_on, no) WHERE removed_at IS NULL;
SELECT describe('platform_operation', 'What was done to keep a platform running (R7.3).', 'type', 'monitoring, backup, restore_test, tuning or fault.', 'done_on', 'On which day.', 'done_by', 'Who did it.', 'result', 'normal or abnormal.',
	'incident_id', 'The incident that an abnormal result is about.', 'severity', 'Of the incident that it made; NULL: it named one.', 'text', 'What was done and found.');

CREATE TABLE platform_safeguard (LIKE entry INCLUDING ALL,
	type text NOT NULL CONSTRAINT platform_safeguard_type_is_known CHECK (type IN ('monitoring', 'protection', 'emergency')),
	name text NOT NULL,
	run_by bigint NOT NULL,
	since date NOT NULL,
	text text NOT NULL DEFAULT '',
	tested_on date,
	test_result text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'in_use' CONSTRAINT platform_safeguard_state_is_known CHECK (state IN ('in_use', 'ended')),
	ended_on date
);
SELECT entry_table('platform_safeguard');
ALTER TABLE platform_safeguard ADD CONSTRAINT platform_safeguard_is_run_by_a_member FOREIGN KEY (site_id, run_by) REFERENCES membership (site_id, account_id);
CREATE INDEX platform_safeguard_by_runner ON platform_safeguard (site_id, run_by);
SELECT describe('platform_safeguard', 'A system that guards a platform (R28.2).', 'type', 'monitoring, protection or emergency (response).', 'name', 'Which system.', 'run_by', 'Who runs it.', 'since', 'Since when.', 'text', 'What it covers.',
	'tested_on', 'When it was last tested; NULL: not yet.', 'test_result', 'What that showed.', 'state', 'in_use or ended.', 'ended_on', 'Since when it is no longer used.');

CREATE TABLE platform_activity (LIKE entry INCLUDING ALL,
	type text NOT NULL CONSTRAINT platform_activity_type_is_known CHECK (type IN ('user', 'content', 'campaign')),
	title text NOT NULL,
	starts_on date NOT NULL,
	ends_on date NOT NULL,
	owner_id bigint NOT NULL,
	aim text NOT NULL,
	state text NOT NULL DEFAULT 'open' CONSTRAINT platform_activity_state_is_known CHECK (state IN ('open', 'done', 'dropped')),
	result text NOT NULL DEFAULT '',
	ended_on date,
	CONSTRAINT platform_activity_begins_before_it_ends CHECK (ends_on >= starts_on)
);
SELECT entry_table('platform_activity');
ALTER TABLE platform_activity ADD CONSTRAINT platform_activity_owner_is_a_member FOREIGN KEY (site_id, owner_id) REFERENCES membership (site_id, account_id);
CREATE INDEX platform_activity_by_owner ON platform_activity (site_id, owner_id);
CREATE INDEX platform_activity_latest ON platform_activity (site_id, record_id, ends_on) WHERE removed_at IS NULL;
SELECT describe('platform_activity', 'What is done with a platform for its users (R10.2).', 'type', 'user, content or campaign.', 'title', 'What it is called.', 'starts_on', 'From this day …', 'ends_on', '… to this.', 'owner_id', 'Who is responsible.', 'aim', 'What it is to bring.',
	'state', 'open, done or dropped.', 'result', 'What came of it, or why it was dropped.', 'ended_on', 'When that was said.');

-- A platform that came by its launch has run since that; of one that was registered as running the register knows nothing before.
CREATE FUNCTION platform_runs_since(p_site bigint, p_platform bigint) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (SELECT COALESCE((SELECT min(k.launched_on) FROM app.record x JOIN app.launch k ON k.site_id = x.site_id AND k.record_id = x.id
			WHERE x.site_id = r.site_id AND x.platform_id = r.id AND x.kind = 'launch'
				AND NOT EXISTS (SELECT FROM app.approval a WHERE a.site_id = r.site_id AND a.record_id = r.id AND a.state = 'registering' AND a.outcome = 'approved')), r.created_at::date)
		FROM app.record r WHERE r.site_id = p_site AND r.id = p_platform);
END $$;
COMMENT ON FUNCTION platform_runs_since IS 'From which day on things can have been done to a platform.';
REVOKE ALL ON FUNCTION platform_runs_since FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_runs_since TO gatehouse_app;

-- The only place that says until when what is due (R7.3): page, and whatever reminds.
CREATE VIEW operation_due WITH (security_invoker = true) AS
	SELECT k.site_id, k.record_id, t.type, t.days, o.done_on, COALESCE(o.done_on, app.platform_runs_since(k.site_id, k.record_id)) + t.days AS due
	FROM platform k JOIN record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state = 'in_operation'
	CROSS JOIN LATERAL (VALUES ('monitoring', k.rhythm_monitoring), ('backup', k.rhythm_backup), ('restore_test', k.rhythm_restore_test), ('tuning', k.rhythm_tuning)) AS t (type, days)
	LEFT JOIN LATERAL (SELECT e.done_on FROM platform_operation e WHERE e.site_id = k.site_id AND e.record_id = k.record_id AND e.type = t.type AND e.removed_at IS NULL
		ORDER BY e.done_on DESC LIMIT 1) o ON true
	WHERE t.days IS NOT NULL;
COMMENT ON VIEW operation_due IS 'Until when each type of operation with a rhythm is due, of platforms in operation.';
COMMENT ON COLUMN operation_due.days IS 'Its rhythm.';
COMMENT ON COLUMN operation_due.done_on IS 'When it was last done; NULL: never.';
COMMENT ON COLUMN operation_due.due IS 'The last day on which it is in time.';
REVOKE ALL ON operation_due FROM PUBLIC;
GRANT SELECT ON operation_due TO gatehouse_app;

-- An incident lasts from when it was found until it was contained or resolved, and again from each flare-up: the moments are those of the history.
-- The latest five hundred of a platform are looked at.
CREATE FUNCTION platform_down(p_site bigint, p_platform bigint, p_from timestamptz, p_now timestamptz) RETURNS TABLE (number text, severity text, is_open boolean, spell tstzrange) LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN QUERY
	WITH i AS MATERIALIZED (
		SELECT x.id, x.number, x.closed_at, k.severity, (k.found_on + k.found_at)::timestamptz AS found FROM (
			SELECT r.id, r.number, r.closed_at FROM app.record r WHERE r.site_id = p_site AND r.platform_id = p_platform AND r.kind = 'incident' ORDER BY r.id DESC LIMIT 500) x
		JOIN app.incident k ON k.site_id = p_site AND k.record_id = x.id WHERE x.closed_at IS NULL OR x.closed_at >= p_from),
	begun AS (
		SELECT i.id, i.number, i.severity, i.closed_at, 0::bigint AS seq, i.found AS at FROM i
		UNION ALL
		SELECT i.id, i.number, i.severity, i.closed_at, e.seq, e.at FROM i JOIN app.event e ON e.site_id = p_site AND e.record_id = i.id AND e.action = 'record.move' AND e.detail ->> 'move' = 'flare_up')
	SELECT b.number, b.severity, b.closed_at IS NULL, tstzrange(b.at, GREATEST(b.at, COALESCE(o.at, b.closed_at, p_now))) FROM begun b
	LEFT JOIN LATERAL (SELECT e.at FROM app.event e WHERE e.site_id = p_site AND e.record_id = b.id AND e.seq > b.seq
		AND e.action = 'record.move' AND e.detail ->> 'move' IN ('contain', 'resolve') ORDER BY e.seq LIMIT 1) o ON true
	WHERE GREATEST(b.at, COALESCE(o.at, b.closed_at, p_now)) >= p_from;
END $$;
COMMENT ON FUNCTION platform_down IS 'The spells of a platform''s incidents since a moment; one that is not over lasts until now.';
REVOKE ALL ON FUNCTION platform_down FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_down TO gatehouse_app;

-- Sites that are there: the roles that have it in a new one.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM site WHERE id <> 0 LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'activity.manage' FROM role r WHERE r.site_id = s AND r.key IN ('marketing', 'operations') ON CONFLICT DO NOTHING;
	END LOOP;
END $$;
