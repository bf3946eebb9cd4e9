-- Inspections (R32.1): six subjects judged beside facts that are drawn of the records of a quarter, samples drawn by chance, findings.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE inspection (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	year int NOT NULL CONSTRAINT inspection_year_is_a_year CHECK (year BETWEEN 2000 AND 2200),
	quarter int NOT NULL CONSTRAINT inspection_quarter_is_1_to_4 CHECK (quarter BETWEEN 1 AND 4),
	inspectors bigint[] NOT NULL DEFAULT '{}',
	methods text[] NOT NULL DEFAULT '{}',
	planned_on date NOT NULL,
	scope text NOT NULL DEFAULT '',
	begun_on date,
	reported_on date,
	conclusion text NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('inspection');
CREATE INDEX inspection_by_year ON inspection (site_id, year, quarter, record_id);
CREATE INDEX inspection_by_quarter ON inspection (site_id, quarter, record_id);
SELECT describe('inspection', 'An inspection of a quarter (R32.1).', 'year', 'Of which year.', 'quarter', 'Of which quarter.', 'inspectors', 'Who inspects: of the technical, the finance and the legal department.',
	'methods', 'on_site, records, interviews.', 'planned_on', 'On which day it is to begin.', 'scope', 'What is looked at in particular.', 'begun_on', 'When it began.', 'reported_on', 'When it was reported; the facts are of that day.', 'conclusion', 'What came of it, all in all.');

CREATE TABLE inspection_subject (LIKE entry INCLUDING ALL,
	subject text NOT NULL CONSTRAINT inspection_subject_is_known CHECK (subject IN ('plan', 'change', 'testing', 'process', 'funds', 'papers')),
	verdict text CONSTRAINT inspection_verdict_is_known CHECK (verdict IN ('met', 'partly', 'not_met')),
	text text NOT NULL DEFAULT '',
	evidence_id bigint,
	state text NOT NULL DEFAULT 'open' CONSTRAINT inspection_subject_state_is_known CHECK (state IN ('open', 'judged')),
	judged_by bigint,
	judged_on date
);
SELECT entry_table('inspection_subject');
ALTER TABLE inspection_subject ADD CONSTRAINT inspection_subject_is_shown_by_a_record FOREIGN KEY (site_id, evidence_id) REFERENCES record (site_id, id);
ALTER TABLE inspection_subject ADD CONSTRAINT inspection_subject_is_judged_by_a_member FOREIGN KEY (site_id, judged_by) REFERENCES membership (site_id, account_id);
CREATE INDEX inspection_subject_by_evidence ON inspection_subject (site_id, evidence_id);
CREATE INDEX inspection_subject_by_judge ON inspection_subject (site_id, judged_by);
SELECT describe('inspection_subject', 'One of the six subjects of article 32.', 'subject', 'Which one.', 'verdict', 'met, partly or not_met; NULL: not judged yet.', 'text', 'What was seen.', 'evidence_id', 'The record that shows it; files of the inspection show it, too.',
	'state', 'open or judged.', 'judged_by', 'Who judged.', 'judged_on', 'When.');

CREATE TABLE inspection_draw (LIKE entry INCLUDING ALL,
	what text NOT NULL CONSTRAINT inspection_draws_a_known_kind CHECK (what IN ('launch', 'iteration', 'change', 'review', 'expense', 'document', 'requirement')),
	size int NOT NULL CONSTRAINT inspection_draws_some CHECK (size BETWEEN 1 AND 30),
	seed text NOT NULL DEFAULT '',
	pool int,
	upto bigint
);
SELECT entry_table('inspection_draw');
SELECT describe('inspection_draw', 'A sample that was drawn; each is kept, and each is looked at.', 'what', 'Of records of which kind.', 'size', 'How many.', 'seed', 'What the order was made of, by the database: the same seed draws the same records, the first in the order of sha256(id:seed).',
	'pool', 'Out of how many of the quarter that everybody sees.', 'upto', 'The greatest id among those: what was made later was not there.');

CREATE TABLE inspection_item (LIKE entry INCLUDING ALL,
	draw int NOT NULL,
	about_id bigint NOT NULL,
	state text NOT NULL DEFAULT 'open' CONSTRAINT inspection_item_state_is_known CHECK (state IN ('open', 'looked')),
	outcome text CONSTRAINT inspection_item_outcome_is_known CHECK (outcome IN ('in_order', 'wrong')),
	looked text NOT NULL DEFAULT '',
	looked_by bigint,
	looked_on date
);
SELECT entry_table('inspection_item');
ALTER TABLE inspection_item ADD CONSTRAINT inspection_item_is_about_a_record FOREIGN KEY (site_id, about_id) REFERENCES record (site_id, id);
ALTER TABLE inspection_item ADD CONSTRAINT inspection_item_is_looked_at_by_a_member FOREIGN KEY (site_id, looked_by) REFERENCES membership (site_id, account_id);
CREATE INDEX inspection_item_by_record ON inspection_item (site_id, about_id);
CREATE INDEX inspection_item_by_inspector ON inspection_item (site_id, looked_by);
SELECT describe('inspection_item', 'A record that was drawn.', 'draw', 'Number of the draw.', 'about_id', 'The record.', 'state', 'open or looked.', 'outcome', 'in_order or wrong.', 'looked', 'What was looked at and found.', 'looked_by', 'Who looked.', 'looked_on', 'When.');

CREATE TABLE inspection_finding (LIKE entry INCLUDING ALL,
	subject text NOT NULL CONSTRAINT inspection_finding_subject_is_known CHECK (subject IN ('plan', 'change', 'testing', 'process', 'funds', 'papers')),
	text text NOT NULL,
	severity text NOT NULL CONSTRAINT inspection_finding_severity_is_known CHECK (severity IN ('general', 'serious', 'grave')),
	cause text NOT NULL CONSTRAINT inspection_finding_cause_is_known CHECK (cause IN ('plan', 'duty', 'skill', 'skipped', 'review', 'test', 'operation', 'papers', 'funds', 'supplier', 'other')),
	department_id bigint NOT NULL,
	about_id bigint,
	state text NOT NULL DEFAULT 'open' CONSTRAINT inspection_finding_state_is_known CHECK (state IN ('open', 'noticed', 'struck')),
	owner_id bigint,
	measures text NOT NULL DEFAULT '',
	days int,
	rectification_id bigint,
	reason text NOT NULL DEFAULT ''
);
SELECT entry_table('inspection_finding');
ALTER TABLE inspection_finding ADD CONSTRAINT inspection_finding_is_of_a_department FOREIGN KEY (site_id, department_id) REFERENCES department (site_id, id);
ALTER TABLE inspection_finding ADD CONSTRAINT inspection_finding_is_about_a_record FOREIGN KEY (site_id, about_id) REFERENCES record (site_id, id);
ALTER TABLE inspection_finding ADD CONSTRAINT inspection_finding_owner_is_a_member FOREIGN KEY (site_id, owner_id) REFERENCES membership (site_id, account_id);
ALTER TABLE inspection_finding ADD CONSTRAINT inspection_finding_has_a_notice FOREIGN KEY (site_id, rectification_id) REFERENCES record (site_id, id);
CREATE INDEX inspection_finding_by_department ON inspection_finding (site_id, department_id, cause, at);
CREATE INDEX inspection_finding_by_record ON inspection_finding (site_id, about_id);
CREATE INDEX inspection_finding_by_owner ON inspection_finding (site_id, owner_id);
CREATE INDEX inspection_finding_by_notice ON inspection_finding (site_id, rectification_id);
SELECT describe('inspection_finding', 'What an inspection found.', 'subject', 'To which subject it belongs.', 'text', 'What was found.', 'severity', 'general, serious or grave.', 'cause', 'As rectification.cause.', 'department_id', 'Whose it is to put right.', 'about_id', 'In which record it was found.',
	'state', 'open; noticed: a rectification notice was issued; struck: it was none.', 'owner_id', 'Who is to put it right.', 'measures', 'How.', 'days', 'Working days for it.', 'rectification_id', 'The notice that was issued last.', 'reason', 'Why it was struck out.');

-- ---------------------------------------------------------------- facts of a quarter

CREATE FUNCTION inspection_fact_list() RETURNS TABLE (place int, subject text, fact text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	VALUES (1, 'plan', 'late_tasks'), (2, 'plan', 'late_projects'), (3, 'plan', 'late_versions'), (4, 'plan', 'missed_reports'),
		(5, 'change', 'changes_approved'), (6, 'change', 'changes_unapproved'), (7, 'change', 'changes_overdue'),
		(8, 'testing', 'tests_not_applicable'), (9, 'testing', 'tests_failed'),
		(10, 'process', 'reviews_incomplete'), (11, 'process', 'windows_missed'), (12, 'process', 'windows_peak'), (13, 'process', 'delegated_votes'), (14, 'process', 'imports'), (15, 'process', 'duties_overdue'),
		(16, 'funds', 'lines_overdrawn'), (17, 'funds', 'expenses_unbooked'),
		(18, 'papers', 'documents_missing'), (19, 'papers', 'documents_overdue') $$;
COMMENT ON FUNCTION inspection_fact_list IS 'The facts that an inspection is shown, by subject, in their order.';

-- One row for each time that it happened.  (OFFSET 0: what is left of a line is reckoned once for each line, not for each expense.)  Each fact is found along an index by the days of the quarter; a fact that is not asked for is not looked for.
CREATE FUNCTION inspection_found(p_site bigint, p_from date, p_to date, p_today date, p_fact text) RETURNS TABLE (fact text, record_id bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE
	-- A moment compared with a day leads behind a policy to no index.
	starts CONSTANT timestamptz := p_from;
	ends CONSTANT timestamptz := p_to + 1;
BEGIN
	RETURN QUERY
	SELECT 'late_tasks', e.record_id FROM app.launch_task e WHERE COALESCE(p_fact, 'late_tasks') = 'late_tasks' AND e.site_id = p_site AND e.due >= p_from AND e.due <= p_to
		AND e.removed_at IS NULL AND e.state <> 'cancelled' AND (e.done_on > e.due OR e.done_on IS NULL AND e.due < p_today)
	UNION ALL
	SELECT x.fact, o.record_id FROM app.open_record o
	CROSS JOIN LATERAL (SELECT CASE WHEN o.kind IN ('launch', 'iteration') THEN 'late_projects' WHEN o.kind = 'change' THEN 'changes_overdue' WHEN o.kind = 'document' THEN 'documents_overdue' ELSE 'duties_overdue' END AS fact) x
	WHERE COALESCE(p_fact, 'late_projects') IN ('late_projects', 'changes_overdue', 'documents_overdue', 'duties_overdue') AND o.site_id = p_site AND o.since >= p_from AND o.since <= p_to AND o.since < p_today AND x.fact = COALESCE(p_fact, x.fact)
	UNION ALL
	SELECT 'late_versions', COALESCE(e.iteration_id, e.record_id) FROM app.quarter_plan_line e LEFT JOIN app.iteration i ON i.site_id = e.site_id AND i.record_id = e.iteration_id
	WHERE COALESCE(p_fact, 'late_versions') = 'late_versions' AND e.site_id = p_site AND e.due >= p_from AND e.due <= p_to AND e.removed_at IS NULL AND e.state = 'open' AND (i.released_on > e.due OR i.released_on IS NULL AND e.due < p_today)
	UNION ALL
	SELECT 'missed_reports', e.record_id FROM app.launch_progress e WHERE COALESCE(p_fact, 'missed_reports') = 'missed_reports' AND e.site_id = p_site AND e.period_to >= p_from AND e.period_to <= p_to AND e.missed > 0 AND e.removed_at IS NULL
	UNION ALL
	SELECT 'changes_approved', a.record_id FROM app.approval a JOIN app.record r ON r.site_id = a.site_id AND r.id = a.record_id AND r.kind = 'change'
	WHERE COALESCE(p_fact, 'changes_approved') = 'changes_approved' AND a.site_id = p_site AND a.closed_at >= starts AND a.closed_at < ends AND a.outcome = 'approved'
	UNION ALL
	SELECT 'changes_unapproved', k.record_id FROM app.change k WHERE COALESCE(p_fact, 'changes_unapproved') = 'changes_unapproved' AND k.site_id = p_site AND k.applied_on >= p_from AND k.applied_on <= p_to
		AND NOT EXISTS (SELECT FROM app.approval a WHERE a.site_id = k.site_id AND a.record_id = k.record_id AND a.outcome = 'approved')
	UNION ALL
	SELECT 'tests_not_applicable', e.record_id FROM app.launch_test_run e WHERE COALESCE(p_fact, 'tests_not_applicable') = 'tests_not_applicable' AND e.site_id = p_site AND e.result = 'not_applicable' AND e.at >= starts AND e.at < ends AND e.removed_at IS NULL
	UNION ALL
	SELECT 'tests_failed', e.record_id FROM app.launch_test_run e WHERE COALESCE(p_fact, 'tests_failed') = 'tests_failed' AND e.site_id = p_site AND e.result = 'failed' AND e.at >= starts AND e.at < ends AND e.removed_at IS NULL
	UNION ALL
	SELECT 'reviews_incomplete', k.record_id FROM app.review k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('passed', 'failed', 'rectifying', 'repeated')
	WHERE COALESCE(p_fact, 'reviews_incomplete') = 'reviews_incomplete' AND k.site_id = p_site AND k.held_on >= p_from AND k.held_on <= p_to
		AND EXISTS (SELECT FROM app.review_attendance e WHERE e.site_id = k.site_id AND e.record_id = k.record_id AND e.state = 'absent' AND e.removed_at IS NULL)
	UNION ALL
	SELECT x.fact, y.record_id FROM (
		SELECT k.record_id, k.used_on, k.window_on, k.window_reason FROM app.launch k WHERE k.site_id = p_site AND CASE WHEN k.used_on IS NULL THEN k.window_on ELSE k.used_on END BETWEEN p_from AND p_to
		UNION ALL
		SELECT k.record_id, k.used_on, k.window_on, k.window_reason FROM app.iteration k WHERE k.site_id = p_site AND CASE WHEN k.used_on IS NULL THEN k.window_on ELSE k.used_on END BETWEEN p_from AND p_to) y
	CROSS JOIN LATERAL (VALUES ('windows_missed', y.used_on IS DISTINCT FROM y.window_on AND (y.used_on IS NOT NULL OR y.window_on < p_today)), ('windows_peak', y.window_reason <> '')) AS x (fact, holds)
	WHERE COALESCE(p_fact, 'windows_missed') IN ('windows_missed', 'windows_peak') AND x.holds AND x.fact = COALESCE(p_fact, x.fact)
	UNION ALL
	SELECT 'delegated_votes', v.record_id FROM app.vote v WHERE COALESCE(p_fact, 'delegated_votes') = 'delegated_votes' AND v.site_id = p_site AND v.at >= starts AND v.at < ends AND v.cast_by <> v.account_id
	UNION ALL
	SELECT 'imports', i.record_id FROM app.import_batch b JOIN app.imported i ON i.site_id = b.site_id AND i.batch_id = b.id
	WHERE COALESCE(p_fact, 'imports') = 'imports' AND b.site_id = p_site AND b.status = 'done' AND b.finished_at >= starts AND b.finished_at < ends
	UNION ALL
	SELECT 'lines_overdrawn', y.budget_id FROM (SELECT DISTINCT k.budget_id, k.item FROM app.expense k WHERE k.site_id = p_site AND k.spent_on >= p_from AND k.spent_on <= p_to OFFSET 0) y
	-- What was ever booked is at least what is: few lines are reckoned in full.
	WHERE COALESCE(p_fact, 'lines_overdrawn') = 'lines_overdrawn'
		AND CASE WHEN (SELECT COALESCE(sum(x.amount), 0) FROM app.expense x WHERE x.site_id = p_site AND x.budget_id = y.budget_id AND x.item = y.item AND x.booked_on IS NOT NULL)
			> (SELECT COALESCE(sum(l.allocated), 0) FROM app.budget_line l WHERE l.site_id = p_site AND l.record_id = y.budget_id AND l.item = y.item AND l.removed_at IS NULL)
		THEN app.budget_left(p_site, y.budget_id, y.item) < 0 ELSE false END
	UNION ALL
	SELECT 'expenses_unbooked', k.record_id FROM app.expense k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.closed_at IS NULL
	WHERE COALESCE(p_fact, 'expenses_unbooked') = 'expenses_unbooked' AND k.site_id = p_site AND k.spent_on >= p_from AND k.spent_on <= p_to
	UNION ALL
	SELECT 'documents_missing', k.record_id FROM app.launch k CROSS JOIN app.document_needed() n
	WHERE COALESCE(p_fact, 'documents_missing') = 'documents_missing' AND k.site_id = p_site AND CASE WHEN k.used_on IS NULL THEN k.window_on ELSE k.used_on END BETWEEN p_from AND p_to AND k.used_on IS NOT NULL
		AND NOT EXISTS (SELECT FROM app.document d JOIN app.record x ON x.site_id = d.site_id AND x.id = d.record_id AND x.state IN ('approved', 'published', 'archived')
			WHERE d.site_id = k.site_id AND d.target_id = k.record_id AND d.type = n.type);
END $$;
COMMENT ON FUNCTION inspection_found IS 'What happened in these days that an inspection is shown, as it stands today, with the record of each; of one fact alone where one is named.';

CREATE FUNCTION document_needed() RETURNS TABLE (place int, stage text, type text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	VALUES (1, 'research', 'requirement'),
		(2, 'design', 'construction_plan'),
		(3, 'development', 'design'), (4, 'development', 'development'),
		(5, 'testing', 'test'), (6, 'testing', 'test_report'),
		(7, 'review', 'security_assessment'), (8, 'review', 'hardening'), (9, 'review', 'launch_plan'), (10, 'review', 'maintenance_plan'), (11, 'review', 'emergency_plan'),
		(12, 'go_live', 'maintenance_manual'), (13, 'go_live', 'user_manual') $$;
COMMENT ON FUNCTION document_needed IS 'Which documents each stage of a project needs (R30.1); the one list of them.';

-- Who must not look at a record as an inspector: as record/party.h has it, but for fields of its kind that name people, which party keeps where they are of entries.
CREATE FUNCTION concerns_me(p_site bigint, p_record bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN EXISTS (SELECT FROM app.record r WHERE r.site_id = p_site AND r.id = p_record AND app.account() IN (r.created_by, r.submitted_by, r.owner_id))
		OR EXISTS (SELECT FROM app.party p WHERE p.site_id = p_site AND p.record_id = p_record AND p.account_id = app.account())
		OR EXISTS (SELECT FROM app.record r WHERE r.site_id = p_site AND r.id = p_record
			AND ' ' || COALESCE(app.hands_of(ARRAY[r.created_by, r.submitted_by, r.owner_id]), '') LIKE '% ' || app.account() || ':%');
END $$;
COMMENT ON FUNCTION concerns_me IS 'Is the acting person author, submitter or owner of a record, no other person than one of these, or did they act on it (record/party.h)?';
REVOKE ALL ON FUNCTION inspection_fact_list, inspection_found, document_needed, concerns_me FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inspection_fact_list, inspection_found, document_needed, concerns_me TO gatehouse_app;

CREATE INDEX launch_task_by_day ON launch_task (site_id, due);
CREATE INDEX quarter_plan_line_by_due ON quarter_plan_line (site_id, due);
CREATE INDEX launch_progress_missed ON launch_progress (site_id, period_to) WHERE missed > 0;
CREATE INDEX approval_by_end ON approval (site_id, closed_at) WHERE outcome = 'approved';
CREATE INDEX change_by_application ON change (site_id, applied_on);
CREATE INDEX launch_test_run_by_result ON launch_test_run (site_id, result, at) WHERE result <> 'passed';
CREATE INDEX review_by_day ON review (site_id, held_on);
CREATE INDEX vote_by_delegate ON vote (site_id, at) WHERE cast_by <> account_id;

-- ---------------------------------------------------------------- … as they stood when it was reported

CREATE TABLE inspection_fact (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	fact text NOT NULL,
	n int NOT NULL,
	PRIMARY KEY (site_id, record_id, fact)
);
SELECT tenant_table('inspection_fact', 'SELECT, INSERT', true);
ALTER TABLE inspection_fact ADD CONSTRAINT inspection_fact_is_of_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
SELECT describe('inspection_fact', 'A fact as it stood when an inspection was reported.', 'fact', 'Which one (inspection_fact_list).', 'n', 'How often.');

CREATE TABLE inspection_fact_record (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	fact text NOT NULL,
	other_id bigint NOT NULL,
	n int NOT NULL,
	PRIMARY KEY (site_id, record_id, fact, other_id)
);
SELECT tenant_table('inspection_fact_record', 'SELECT, INSERT', true);
ALTER TABLE inspection_fact_record ADD CONSTRAINT inspection_fact_record_is_of_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
ALTER TABLE inspection_fact_record ADD CONSTRAINT inspection_fact_is_about_a_record FOREIGN KEY (site_id, other_id) REFERENCES record (site_id, id);
CREATE INDEX inspection_fact_record_by_record ON inspection_fact_record (site_id, other_id);
SELECT describe('inspection_fact_record', 'The records behind such a fact; of very many the first thousand.', 'fact', 'Which one.', 'other_id', 'The record.', 'n', 'How often there.');

-- Sites that are there: the roles that have it in a new one.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM site WHERE id <> 0 LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'inspection.manage' FROM role r WHERE r.site_id = s AND r.key IN ('technical', 'tech_head') ON CONFLICT DO NOTHING;
	END LOOP;
END $$;
