-- Periods of a penalty count from what the portal saw and only get longer; what the group voted on stays; what proves something is
-- more than a draft; a department is acted for by its head (R33.1, R35.1, R35.2).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE penalty ADD COLUMN statement_until date,
	ADD COLUMN hearing_seen_on date,
	ADD COLUMN served_recorded_on date,
	ADD COLUMN acknowledged_on date,
	ADD COLUMN falls_due_on date;
COMMENT ON COLUMN penalty.statement_until IS 'Last day for the statement, as those concerned were told.';
COMMENT ON COLUMN penalty.hearing_seen_on IS 'When those concerned said in the portal that they know they are heard.';
COMMENT ON COLUMN penalty.served_on IS 'When the decision was handed over, as told; nothing counts from it.';
COMMENT ON COLUMN penalty.served_recorded_on IS 'When the portal was told that the decision was served: periods count from it …';
COMMENT ON COLUMN penalty.acknowledged_on IS '… or from the day on which those concerned said in the portal that they have it, if later.';
COMMENT ON COLUMN penalty.falls_due_on IS 'From when on it is to be carried out.';
COMMENT ON COLUMN penalty.decision IS 'The written decision: worded before the vote, voted on, served and printed.';

ALTER TABLE appeal ADD COLUMN proposer_id bigint, ADD COLUMN subject_department_id bigint, ADD COLUMN worded_by_id bigint;
ALTER TABLE appeal ADD CONSTRAINT appeal_is_against_what_a_member_proposed FOREIGN KEY (site_id, proposer_id) REFERENCES membership (site_id, account_id);
ALTER TABLE appeal ADD CONSTRAINT appeal_is_of_a_department FOREIGN KEY (site_id, subject_department_id) REFERENCES department (site_id, id);
ALTER TABLE appeal ADD CONSTRAINT appeal_is_worded_by_a_member FOREIGN KEY (site_id, worded_by_id) REFERENCES membership (site_id, account_id);
CREATE INDEX appeal_by_proposer ON appeal (site_id, proposer_id);
CREATE INDEX appeal_by_wording ON appeal (site_id, worded_by_id);
CREATE INDEX appeal_by_department ON appeal (site_id, subject_department_id);
COMMENT ON COLUMN appeal.proposer_id IS 'Who proposed the penalty: has no part in what becomes of it.';
COMMENT ON COLUMN appeal.subject_department_id IS 'The department that is penalised, whose head appeals; NULL: a person.';
COMMENT ON COLUMN appeal.worded_by_id IS 'Who worded what it might be changed into: does not judge it.';
COMMENT ON COLUMN appeal.new_measures IS 'Measures that would remain if it is changed, worded before the deciders judge.';
COMMENT ON COLUMN appeal.new_points IS 'Points that would remain then.';
COMMENT ON COLUMN appeal.new_decision IS 'The decision as it would read then.';

CREATE FUNCTION has_evidence(p_site bigint, p_record bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM app.link l JOIN app.record x ON x.site_id = l.site_id AND x.id = l.other_id
			WHERE l.site_id = p_site AND l.record_id = p_record AND l.sort = 'evidence' AND x.visible < 2 AND x.state NOT IN ('draft', 'withdrawn', 'discarded', 'dropped', 'revoked'))
		OR EXISTS (SELECT FROM app.file f WHERE f.site_id = p_site AND f.record_id = p_record AND f.field = '' AND f.removed_at IS NULL) $$;
COMMENT ON FUNCTION has_evidence IS 'Is something attached that proves it: a file, or a record that is neither a draft nor withdrawn?';

-- Whoever proposes a reward need not see the penalty that stands against it; that there is one is all this says.
CREATE FUNCTION award_barred(p_site bigint, p_person bigint, p_department bigint, p_day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	clearance CONSTANT text := COALESCE(current_setting('app.clearance', true), '');
	barred boolean;
BEGIN
	PERFORM set_config('app.clearance', '1', true);
	barred := EXISTS (SELECT FROM app.award_bars(p_site, p_person, p_department, p_day));
	PERFORM set_config('app.clearance', clearance, true);
	RETURN barred;
END $$;
CREATE FUNCTION award_bars(p_site bigint, p_person bigint, p_department bigint, p_day date) RETURNS TABLE (number text) LANGUAGE sql STABLE AS $$
	SELECT r.number FROM app.penalty k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	WHERE k.site_id = p_site AND (k.person_id = p_person OR k.subject_department_id = p_department) AND 'award_ineligibility' = ANY (k.measures)
		AND r.state IN ('decided', 'carried_out') AND k.effect_from <= p_day AND (k.effect_to IS NULL OR k.effect_to >= p_day)
	ORDER BY k.effect_from LIMIT 1 $$;
COMMENT ON FUNCTION award_barred IS 'Does a penalty in effect bar this person or department from rewards?  Says so also to those who do not see it.';
COMMENT ON FUNCTION award_bars IS 'The penalty that does, for those who see it.';

CREATE FUNCTION is_announced(p_site bigint, p_source bigint, p_type text, p_but bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT p_type <> 'general' AND EXISTS (SELECT FROM app.notice k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		WHERE k.site_id = p_site AND k.source_id = p_source AND k.type = p_type AND k.record_id <> p_but AND r.state = 'published') $$;
COMMENT ON FUNCTION is_announced IS 'Does another notice of this sort announce the record already (R20.4)?';
REVOKE ALL ON FUNCTION has_evidence, award_barred, award_bars, is_announced FROM PUBLIC;
GRANT EXECUTE ON FUNCTION has_evidence, award_barred, award_bars, is_announced TO gatehouse_app;

-- What those concerned were told is never taken back, whoever asks: not by another rule, another calendar or another clock.
CREATE FUNCTION penalty_periods() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a period somebody was told does not get shorter' USING ERRCODE = 'GH409';
END $$;
COMMENT ON FUNCTION penalty_periods IS 'Refuses to shorten a period (R35.1, R35.2); the trigger says when.';
CREATE TRIGGER periods BEFORE UPDATE OF appeal_until, statement_until ON penalty FOR EACH ROW
	WHEN (NEW.appeal_until < OLD.appeal_until OR OLD.appeal_until IS NOT NULL AND NEW.appeal_until IS NULL
		OR NEW.statement_until < OLD.statement_until OR OLD.statement_until IS NOT NULL AND NEW.statement_until IS NULL)
	EXECUTE FUNCTION penalty_periods();

CREATE FUNCTION penalty_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM app.record r WHERE r.site_id = NEW.site_id AND r.id = NEW.record_id AND r.state NOT IN ('drafted', 'statement', 'wording'))
		AND NOT (row(NEW.ground, NEW.article, NEW.facts, NEW.severity, NEW.compensation, NEW.fine, NEW.contract_penalty, NEW.effect_months)
				IS NOT DISTINCT FROM row(OLD.ground, OLD.article, OLD.facts, OLD.severity, OLD.compensation, OLD.fine, OLD.contract_penalty, OLD.effect_months)
			AND EXISTS (SELECT FROM app.appeal a JOIN app.record r ON r.site_id = a.site_id AND r.id = a.record_id
				WHERE a.site_id = NEW.site_id AND a.penalty_id = NEW.record_id AND r.state = 'changed'))
	THEN
		RAISE EXCEPTION 'what the group decides on does not change' USING ERRCODE = 'GH409';
	END IF;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION penalty_frozen IS 'From the vote on a penalty reads as it was voted on (R35.1); an appeal alone changes its measures, points and text (R35.2).';
REVOKE ALL ON FUNCTION penalty_periods, penalty_frozen FROM PUBLIC;

RESET ROLE;
-- Those that are there.  A draft is its author's; what was put to the vote without a text had its facts for one.
UPDATE app.record SET visible = 2 WHERE kind = 'penalty' AND state = 'drafted';
UPDATE app.penalty k SET decision = CASE WHEN k.decision = '' THEN k.facts ELSE k.decision END,
		served_recorded_on = k.served_on, statement_until = CASE r.state WHEN 'statement' THEN r.due END
	FROM app.record r WHERE r.site_id = k.site_id AND r.id = k.record_id AND r.state IN ('statement', 'group_approval', 'decided', 'carried_out', 'lifted');
UPDATE app.appeal k SET proposer_id = r.created_by, subject_department_id = p.subject_department_id
	FROM app.penalty p JOIN app.record r ON r.site_id = p.site_id AND r.id = p.record_id WHERE p.site_id = k.site_id AND p.record_id = k.penalty_id;
-- The built-in roles of sites that are there already hold what those of new sites hold from the start.
INSERT INTO app.role_permission (site_id, role_id, permission)
	SELECT o.site_id, o.id, x.permission FROM app.role o JOIN (VALUES ('department_head', 'department.head'), ('tech_head', 'department.head'), ('legal', 'incentive.hear')) AS x (role, permission)
	ON x.role = o.key ON CONFLICT DO NOTHING;

SET LOCAL ROLE gatehouse_owner;
CREATE TRIGGER frozen BEFORE UPDATE OF ground, article, facts, severity, measures, points, compensation, fine, contract_penalty, effect_months, decision ON app.penalty
	FOR EACH ROW WHEN (row(NEW.ground, NEW.article, NEW.facts, NEW.severity, NEW.measures, NEW.points, NEW.compensation, NEW.fine, NEW.contract_penalty, NEW.effect_months, NEW.decision)
		IS DISTINCT FROM row(OLD.ground, OLD.article, OLD.facts, OLD.severity, OLD.measures, OLD.points, OLD.compensation, OLD.fine, OLD.contract_penalty, OLD.effect_months, OLD.decision))
	EXECUTE FUNCTION app.penalty_frozen();
