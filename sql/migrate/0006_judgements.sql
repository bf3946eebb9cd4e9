-- Rounds in which those named judge (R35.2).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE approval ADD COLUMN named bigint[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN approval.named IS 'Who decides, where they are named: all of them count.';
COMMENT ON COLUMN approval.by_rule IS 'head: the head of the technical department; group: the management group; named: those members of it who are named.';
ALTER TABLE approval DROP CONSTRAINT approval_rule_is_known,
	ADD CONSTRAINT approval_rule_is_known CHECK (by_rule IN ('head', 'group', 'named')),
	ADD CONSTRAINT approval_names_whom_it_asks CHECK (by_rule <> 'named' OR cardinality(named) > 0),
	DROP CONSTRAINT approval_outcome_is_known,
	ADD CONSTRAINT approval_outcome_is_known CHECK (outcome IN ('approved', 'rejected', 'returned', 'taken_back', 'cancelled', 'judged'));
GRANT UPDATE (named) ON approval TO gatehouse_app;

ALTER TABLE vote DROP CONSTRAINT vote_standing_is_known,
	ADD CONSTRAINT vote_standing_is_known CHECK (standing IN ('lead', 'deputy', 'member', 'head', 'named')),
	DROP CONSTRAINT vote_choice_is_known,
	ADD CONSTRAINT vote_choice_is_known CHECK ((choice IN ('approve', 'reject', 'return')) = (standing <> 'named'));
COMMENT ON COLUMN vote.choice IS 'approve, reject or return; of those named the judgement, a move of the record.';

-- Appeals whose deciders are at work: their round opens, and it waits for each of them.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM site LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		SET LOCAL app.clearance = '1';
		INSERT INTO approval (site_id, record_id, round, state, by_rule, version, opened_at, due, named)
		SELECT r.site_id, r.id, 1, r.state, 'named', r.version, r.state_at, r.due, k.deciders
		FROM record r JOIN appeal k ON k.site_id = r.site_id AND k.record_id = r.id
		WHERE r.site_id = s AND r.state = 'assigned' AND cardinality(k.deciders) > 0;
		UPDATE waiting w SET action = 'decide' FROM record r
		WHERE w.site_id = s AND r.site_id = s AND r.id = w.record_id AND r.kind = 'appeal' AND r.state = 'assigned';
	END LOOP;
	RESET app.site;
	RESET app.clearance;
END $$;
