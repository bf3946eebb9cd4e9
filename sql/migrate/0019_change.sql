-- What a change names, one by one (R17.3): that is what it unlocks, and each must have been edited before it closes.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE change ADD COLUMN lines text NOT NULL DEFAULT '',
	ADD COLUMN budget_id bigint,
	ADD COLUMN document_ids bigint[] NOT NULL DEFAULT '{}',
	ADD COLUMN document_versions text NOT NULL DEFAULT '';
ALTER TABLE change ADD CONSTRAINT change_is_of_a_budget FOREIGN KEY (site_id, budget_id) REFERENCES record (site_id, id);
CREATE INDEX change_by_budget ON change (site_id, budget_id);
COMMENT ON COLUMN change.lines IS 'Numbers of the budget''s lines that it unlocks while in force, and "new" for more of them.';
COMMENT ON COLUMN change.budget_id IS 'Whose lines: a budget of the target; NULL: the target''s own.';
COMMENT ON COLUMN change.document_ids IS 'Documents of the target that were updated under it.';
COMMENT ON COLUMN change.document_versions IS 'In which versions.';
COMMENT ON COLUMN change.documents_updated IS 'What was updated in the documents, or why none is affected.';

CREATE TABLE change_point (LIKE entry INCLUDING ALL,
	target_id bigint NOT NULL,
	what text NOT NULL,
	which text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'open' CONSTRAINT change_point_state_is_known CHECK (state IN ('open', 'updated', 'not_needed')),
	reason text NOT NULL DEFAULT '',
	done_on date,
	done_by bigint
);
SELECT entry_table('change_point');
ALTER TABLE change_point ADD CONSTRAINT change_point_is_about_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
ALTER TABLE change_point ADD CONSTRAINT change_point_was_done_by_a_member FOREIGN KEY (site_id, done_by) REFERENCES membership (site_id, account_id);
CREATE INDEX change_point_by_target ON change_point (site_id, target_id);
CREATE INDEX change_point_by_doer ON change_point (site_id, done_by);
SELECT describe('change_point', 'What a change in force unlocks (R17.3).', 'target_id', 'Of which record.', 'what', 'A field of it, or a sort of its entries …', 'which', '… and then the number of the entry, or "new".',
	'state', 'open: to be edited; updated: edited under the change; not_needed.', 'reason', 'Why it needed no edit.', 'done_on', 'When it was edited, or said to need none.', 'done_by', 'By whom.');

CREATE FUNCTION change_names(p_site bigint, p_change bigint) RETURNS TABLE (target_id bigint, what text, which text) LANGUAGE sql STABLE AS $$
	WITH k AS (SELECT * FROM app.change c WHERE c.site_id = p_site AND c.record_id = p_change)
	SELECT k.target_id, f.name, '' FROM k, unnest(k.fields) AS f (name)
	UNION
	SELECT k.target_id, 'task', ltrim(x.no, '0') FROM k, regexp_split_to_table(k.tasks, '[, ]+') AS x (no) WHERE x.no <> ''
	UNION
	SELECT COALESCE(k.budget_id, k.target_id), 'line', ltrim(x.no, '0') FROM k, regexp_split_to_table(k.lines, '[, ]+') AS x (no) WHERE x.no <> '' $$;
COMMENT ON FUNCTION change_names IS 'What a change names: fields of its target, and entries of it or of its budget by number.';
REVOKE ALL ON FUNCTION change_names FROM PUBLIC;
GRANT EXECUTE ON FUNCTION change_names TO gatehouse_app;

-- Those in force already have theirs from here on.
DO $$
DECLARE
	s bigint;
BEGIN
	SET LOCAL app.clearance = '1';
	FOR s IN SELECT id FROM site LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO change_point (site_id, record_id, no, at, target_id, what, which)
		SELECT r.site_id, r.id, row_number() OVER (PARTITION BY r.id ORDER BY n.what, n.which), r.state_at, n.target_id, n.what, n.which
		FROM record r CROSS JOIN LATERAL change_names(r.site_id, r.id) n WHERE r.site_id = s AND r.kind = 'change' AND r.state = 'in_force' AND n.target_id IS NOT NULL;
	END LOOP;
	RESET app.site;
	RESET app.clearance;
END $$;
