-- Documents, legal reviews, budgets with their lines, expenses; readings of a certain version.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- documents (R6.2, R28.1, R30.1)

CREATE TABLE document (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	type text NOT NULL CONSTRAINT document_type_is_known CHECK (type IN ('construction_plan', 'requirement', 'design', 'development', 'test', 'test_report',
		'security_assessment', 'hardening', 'launch_plan', 'iteration_plan', 'maintenance_plan', 'maintenance_manual', 'emergency_plan', 'user_manual',
		'training', 'regulation', 'standard', 'other')),
	target_id bigint,
	body text NOT NULL DEFAULT '',
	effective_on date,
	supersedes_id bigint,
	approved_version int,
	approved_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('document');
ALTER TABLE document ADD CONSTRAINT document_belongs_to_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
ALTER TABLE document ADD CONSTRAINT document_supersedes_a_document FOREIGN KEY (site_id, supersedes_id) REFERENCES document (site_id, record_id);
CREATE INDEX document_by_target ON document (site_id, target_id, type);
CREATE INDEX document_by_predecessor ON document (site_id, supersedes_id);
SELECT describe('document', 'A document (R30.1): archived, its content does not change any more.', 'type', 'What sort of document.', 'target_id', 'The project it belongs to; NULL: the site.', 'body', 'The text, Markdown; empty: in its files.',
	'effective_on', 'From when it holds.', 'supersedes_id', 'The document it takes the place of.', 'approved_version', 'The version that was approved.', 'approved_on', 'When it was approved.');

-- What is archived stays as it is, whoever asks: its row, its versions, its files and what its record says it is.  Its record
-- goes on to superseded and no further.  GH409 is answered as a conflict.
CREATE FUNCTION archive_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'what is archived does not change' USING ERRCODE = 'GH409';
END $$;
COMMENT ON FUNCTION archive_refuse IS 'Refuses; the trigger says when.';
CREATE FUNCTION archive_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	touched CONSTANT jsonb := CASE TG_OP WHEN 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
	there CONSTANT jsonb := CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
BEGIN
	IF EXISTS (SELECT FROM app.record r WHERE r.kind = 'document' AND r.state IN ('archived', 'superseded')
		AND (r.site_id, r.id) IN (((touched ->> 'site_id')::bigint, (touched ->> 'record_id')::bigint), ((there ->> 'site_id')::bigint, (there ->> 'record_id')::bigint))) THEN
		RAISE EXCEPTION 'what is archived does not change' USING ERRCODE = 'GH409';
	END IF;
	RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
COMMENT ON FUNCTION archive_guard IS 'Refuses to change, add or remove what belongs to an archived document (R30.1).';

CREATE TRIGGER archive BEFORE UPDATE OR DELETE ON document FOR EACH ROW EXECUTE FUNCTION archive_guard();
CREATE TRIGGER archive BEFORE INSERT OR UPDATE OR DELETE ON file FOR EACH ROW EXECUTE FUNCTION archive_guard();
CREATE TRIGGER archive BEFORE INSERT OR UPDATE OR DELETE ON record_version FOR EACH ROW EXECUTE FUNCTION archive_guard();
CREATE TRIGGER archive_no_truncate BEFORE TRUNCATE ON document EXECUTE FUNCTION archive_refuse();
CREATE TRIGGER archive_kept BEFORE DELETE ON record FOR EACH ROW
	WHEN (OLD.kind = 'document' AND OLD.state IN ('archived', 'superseded')) EXECUTE FUNCTION archive_refuse();
CREATE TRIGGER archive BEFORE UPDATE ON record FOR EACH ROW
	WHEN (OLD.kind = 'document' AND OLD.state IN ('archived', 'superseded')
		AND ((NEW.site_id, NEW.id, NEW.kind, NEW.number, NEW.title, NEW.version, NEW.created_at) IS DISTINCT FROM (OLD.site_id, OLD.id, OLD.kind, OLD.number, OLD.title, OLD.version, OLD.created_at)
			OR NEW.created_by IS DISTINCT FROM OLD.created_by OR NEW.owner_id IS DISTINCT FROM OLD.owner_id
			OR NEW.state <> OLD.state AND (OLD.state <> 'archived' OR NEW.state <> 'superseded')))
	EXECUTE FUNCTION archive_refuse();

-- ---------------------------------------------------------------- reading (R6.2, R20.4)

-- Not of notices alone any more, and of a certain version: who confirmed an earlier one has still to read what is new in it.
ALTER TABLE notice_read RENAME TO reading;
ALTER INDEX notice_read_by_account RENAME TO reading_by_account;
ALTER TABLE reading ADD COLUMN version int NOT NULL DEFAULT 1;
DO $$
DECLARE
	s bigint;
BEGIN
	SET LOCAL app.clearance = '1';
	FOR s IN SELECT id FROM site LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		UPDATE reading n SET version = r.version FROM record r WHERE n.site_id = s AND r.site_id = s AND r.id = n.record_id AND r.version <> 1;
	END LOOP;
	RESET app.site;
	RESET app.clearance;
END $$;
ALTER TABLE reading DROP CONSTRAINT notice_read_pkey, ADD PRIMARY KEY (site_id, record_id, account_id, version);
SELECT describe('reading', 'Who confirmed having read what is published for them.', 'account_id', 'Who.', 'version', 'Which version of it.');

-- ---------------------------------------------------------------- legal reviews (R12.1)

CREATE TABLE legal_review (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	matter text NOT NULL CONSTRAINT legal_review_matter_is_known CHECK (matter IN ('development_contract', 'test_contract', 'maintenance_contract',
		'user_agreement', 'privacy_policy', 'other')),
	counterparty text NOT NULL DEFAULT '',
	target_id bigint,
	body text NOT NULL DEFAULT '',
	round int NOT NULL DEFAULT 1,
	points text NOT NULL DEFAULT '',
	answer text NOT NULL DEFAULT '',
	opinion text NOT NULL DEFAULT '',
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('legal_review');
ALTER TABLE legal_review ADD CONSTRAINT legal_review_belongs_to_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
CREATE INDEX legal_review_by_target ON legal_review (site_id, target_id);
SELECT describe('legal_review', 'The legal department''s review of a contract or a text (R12.1).', 'matter', 'What is reviewed.', 'counterparty', 'The other side of a contract.', 'target_id', 'The project it belongs to.',
	'body', 'The text, Markdown; empty: in its files.', 'round', 'Counts up with each time it is handed in again.', 'points', 'What must be changed.', 'answer', 'How each point was met.', 'opinion', 'The opinion it was approved with.');

-- ---------------------------------------------------------------- budgets and expenses (R5.1, R11.1)

CREATE TABLE budget (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	target_id bigint,
	year int NOT NULL CONSTRAINT budget_year_is_a_year CHECK (year BETWEEN 2000 AND 2200),
	purpose text NOT NULL DEFAULT '',
	requested numeric(14, 2),
	allocated numeric(14, 2),
	allocated_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('budget');
ALTER TABLE budget ADD CONSTRAINT budget_belongs_to_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
CREATE INDEX budget_by_target ON budget (site_id, target_id);
CREATE INDEX budget_by_year ON budget (site_id, year);
SELECT describe('budget', 'Money for a project or for a year of the site (R5.1); its lines are in budget_line.', 'target_id', 'The project; NULL: the site as a whole.', 'year', 'The year it is for.', 'purpose', 'What it is for.',
	'requested', 'Sum of its lines as requested, in CNY.', 'allocated', 'Sum of its lines as allocated, in CNY.', 'allocated_on', 'When it was allocated.');

CREATE TABLE budget_line (
	LIKE entry INCLUDING ALL,
	item text NOT NULL CONSTRAINT budget_line_item_is_known
		CHECK (item IN ('research', 'design', 'development', 'testing', 'security_assessment', 'maintenance', 'training')),
	purpose text NOT NULL DEFAULT '',
	requested numeric(14, 2) NOT NULL CONSTRAINT budget_line_request_is_not_negative CHECK (requested >= 0),
	allocated numeric(14, 2) CONSTRAINT budget_line_allocation_is_not_negative CHECK (allocated >= 0)
);
SELECT entry_table('budget_line');
CREATE UNIQUE INDEX budget_line_item_is_unique ON budget_line (site_id, record_id, item) WHERE removed_at IS NULL;
SELECT describe('budget_line', 'A line of a budget, one for each item; earmarked.', 'item', 'Which of the seven of article 5.', 'purpose', 'What exactly it is for.', 'requested', 'Requested, in CNY.', 'allocated', 'Allocated, in CNY; NULL: not yet.');

CREATE TABLE expense (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	budget_id bigint NOT NULL,
	item text NOT NULL CONSTRAINT expense_item_is_known
		CHECK (item IN ('research', 'design', 'development', 'testing', 'security_assessment', 'maintenance', 'training')),
	amount numeric(14, 2) NOT NULL CONSTRAINT expense_amount_is_positive CHECK (amount > 0),
	spent_on date NOT NULL,
	payee text NOT NULL DEFAULT '',
	details text NOT NULL DEFAULT '',
	booked_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('expense');
ALTER TABLE expense ADD CONSTRAINT expense_is_of_a_budget FOREIGN KEY (site_id, budget_id) REFERENCES budget (site_id, record_id);
CREATE INDEX expense_by_budget ON expense (site_id, budget_id, item);
CREATE INDEX expense_by_day ON expense (site_id, spent_on);
SELECT describe('expense', 'Money spent from a line of a budget (R5.1, R11.1).', 'budget_id', 'The budget.', 'item', 'Its line.', 'amount', 'In CNY.', 'spent_on', 'When it was spent.', 'payee', 'Who got it.', 'details', 'What for.', 'booked_on', 'When finance booked it.');

-- What is left on a line.  Whoever asks before taking from it holds the budget's record: then nobody else takes at the same time.
CREATE FUNCTION budget_left(p_site bigint, p_budget bigint, p_item text) RETURNS numeric LANGUAGE sql STABLE AS $$
	SELECT COALESCE((SELECT sum(l.allocated) FROM app.budget_line l WHERE l.site_id = p_site AND l.record_id = p_budget AND l.item = p_item AND l.removed_at IS NULL), 0)
		- COALESCE((SELECT sum(x.amount) FROM app.expense x JOIN app.record r ON r.site_id = x.site_id AND r.id = x.record_id
			WHERE x.site_id = p_site AND x.budget_id = p_budget AND x.item = p_item AND r.state = 'booked'), 0) $$;
COMMENT ON FUNCTION budget_left IS 'Allocated on the line of a budget, less what is booked on it.';

-- A line never holds less than what is booked on it, and the budget's sums are those of its lines.
CREATE FUNCTION budget_line_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		IF app.budget_left(OLD.site_id, OLD.record_id, OLD.item) < 0 THEN
			RAISE EXCEPTION 'more is booked on the line than it would hold' USING ERRCODE = 'GH409';
		END IF;
	END IF;
	UPDATE app.budget b SET (requested, allocated) = (
		SELECT sum(l.requested), sum(l.allocated) FROM app.budget_line l WHERE l.site_id = b.site_id AND l.record_id = b.record_id AND l.removed_at IS NULL)
	WHERE b.site_id = NEW.site_id AND b.record_id = NEW.record_id;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION budget_line_changed IS 'Refuses to take from a line what is spent already; keeps the sums of its budget.';
CREATE TRIGGER changed AFTER INSERT OR UPDATE OF item, requested, allocated, removed_at ON budget_line FOR EACH ROW EXECUTE FUNCTION budget_line_changed();

REVOKE ALL ON FUNCTION archive_refuse(), archive_guard(), budget_left(bigint, bigint, text), budget_line_changed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION budget_left(bigint, bigint, text) TO gatehouse_app;
