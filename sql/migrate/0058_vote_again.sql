-- One's own vote can be changed while its round is open (issue 11).  What was chosen before is kept by a trigger, whoever changes it.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE vote_before (
	site_id bigint NOT NULL,
	approval_id bigint NOT NULL,
	record_id bigint NOT NULL,
	account_id bigint NOT NULL,
	no int NOT NULL,
	choice text NOT NULL,
	standing text NOT NULL,
	opinion text NOT NULL,
	judgement jsonb NOT NULL,
	at timestamptz NOT NULL,
	changed_at timestamptz NOT NULL,
	PRIMARY KEY (site_id, approval_id, account_id, no)
);
SELECT tenant_table('vote_before', 'SELECT, INSERT', true);
SELECT describe('vote_before', 'What a member had chosen in a round before they changed their vote; it counts no more, and stays.', 'approval_id', 'The round.', 'account_id', 'Whose vote it was; they had cast it themselves.',
	'no', 'Counts up for a member and round.', 'choice', 'approve, reject or return.', 'standing', 'In which capacity: lead, deputy, member.', 'opinion', 'The opinion.',
	'judgement', 'What it said of each criterion.', 'at', 'When it was cast.', 'changed_at', 'When it was replaced.');
ALTER TABLE vote_before ADD CONSTRAINT vote_before_is_of_a_vote FOREIGN KEY (site_id, approval_id, account_id) REFERENCES vote (site_id, approval_id, account_id);
ALTER TABLE vote_before ADD CONSTRAINT vote_before_is_on_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
CREATE INDEX vote_before_by_record ON vote_before (site_id, record_id);
CREATE INDEX vote_before_by_account ON vote_before (site_id, account_id);

-- Whose vote it is and who cast it stays; a vote of a round that is over, or of those named, who judge once (R35.2), is never changed.
CREATE FUNCTION vote_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF (OLD.site_id, OLD.approval_id, OLD.record_id, OLD.account_id, OLD.cast_by) IS DISTINCT FROM (NEW.site_id, NEW.approval_id, NEW.record_id, NEW.account_id, NEW.cast_by)
		OR OLD.cast_by <> OLD.account_id OR OLD.standing = 'named'
		OR NOT EXISTS (SELECT FROM app.approval a WHERE a.site_id = OLD.site_id AND a.id = OLD.approval_id AND a.outcome IS NULL) THEN
		RAISE EXCEPTION 'this vote cannot be changed' USING ERRCODE = 'check_violation';
	END IF;
	INSERT INTO app.vote_before (site_id, approval_id, record_id, account_id, no, choice, standing, opinion, judgement, at, changed_at)
	SELECT OLD.site_id, OLD.approval_id, OLD.record_id, OLD.account_id,
		(SELECT count(*) + 1 FROM app.vote_before b WHERE b.site_id = OLD.site_id AND b.approval_id = OLD.approval_id AND b.account_id = OLD.account_id),
		OLD.choice, OLD.standing, OLD.opinion, OLD.judgement, OLD.at, NEW.at;
	RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION vote_keep FROM PUBLIC;
COMMENT ON FUNCTION vote_keep IS 'A vote is changed by who cast it for themselves, while the round is open; what it said before is kept.';
CREATE TRIGGER vote_is_kept BEFORE UPDATE ON vote FOR EACH ROW EXECUTE FUNCTION vote_keep();
GRANT UPDATE (choice, standing, opinion, judgement, at) ON vote TO gatehouse_app;
COMMENT ON TABLE vote IS 'Who decided what in a round: one vote each, as it stands; what was changed is in vote_before.';
