-- Providers with their people, contracts and assessments (R7.5, article 7), legal advice and disputes (R12.2, article 12).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- providers

CREATE TABLE provider (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	credit_code text NOT NULL DEFAULT '',
	services text[] NOT NULL DEFAULT '{}',
	description text NOT NULL DEFAULT '',
	contact text NOT NULL DEFAULT '',
	approved_on date,
	ends_on date,
	reminded text CONSTRAINT provider_reminder_is_known CHECK (reminded IN ('60', '30')),
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('provider');
CREATE UNIQUE INDEX provider_credit_code_is_unique ON provider (site_id, app.fold(credit_code)) WHERE credit_code <> '';
CREATE INDEX provider_by_services ON provider (site_id, services, record_id);
CREATE INDEX provider_by_end ON provider (site_id, ends_on);
SELECT describe('provider', 'A provider of services from outside (R7.5).', 'credit_code', 'Its unified social credit code; empty: not known.', 'services', 'What it does.', 'description', 'The same in words.', 'contact', 'Whom one reaches there.',
	'approved_on', 'Since when it may be used.', 'ends_on', 'The last day of its contracts in force; NULL: none is.', 'reminded', 'Of which reminder before that day was sent last: 60 or 30 days; NULL: none yet.');

CREATE TABLE provider_contract (LIKE entry INCLUDING ALL,
	review_id bigint NOT NULL,
	starts_on date NOT NULL,
	ends_on date NOT NULL CONSTRAINT provider_contract_ends_after_it_began CHECK (ends_on >= starts_on),
	value numeric(14, 2),
	state text NOT NULL DEFAULT 'in_force' CONSTRAINT provider_contract_state_is_known CHECK (state IN ('in_force', 'ended')),
	ended_on date,
	reason text NOT NULL DEFAULT ''
);
SELECT entry_table('provider_contract');
ALTER TABLE provider_contract ADD CONSTRAINT provider_contract_was_reviewed FOREIGN KEY (site_id, review_id) REFERENCES record (site_id, id);
CREATE INDEX provider_contract_by_review ON provider_contract (site_id, review_id);
SELECT describe('provider_contract', 'A contract with a provider, reviewed by the legal department.', 'review_id', 'The review that approved it (R12.1).', 'starts_on', 'Its first day.', 'ends_on', 'Its last day.', 'value', 'In CNY; NULL: by what is used.',
	'state', 'in_force or ended.', 'ended_on', 'When it was ended before its last day, or corrected.', 'reason', 'Why.');

CREATE TABLE provider_person (LIKE entry INCLUDING ALL,
	name text NOT NULL,
	account_id bigint,
	work text NOT NULL,
	starts_on date NOT NULL,
	ends_on date,
	state text NOT NULL DEFAULT 'at_work' CONSTRAINT provider_person_state_is_known CHECK (state IN ('at_work', 'ended')),
	ended_on date
);
SELECT entry_table('provider_person');
ALTER TABLE provider_person ADD CONSTRAINT provider_person_is_a_member FOREIGN KEY (site_id, account_id) REFERENCES membership (site_id, account_id);
CREATE INDEX provider_person_by_account ON provider_person (site_id, account_id);
SELECT describe('provider_person', 'Somebody of a provider who works here.', 'name', 'Who.', 'account_id', 'Their account; NULL: they have none.', 'work', 'What they do.', 'starts_on', 'From when.', 'ends_on', 'Until when; NULL: as long as the contract.',
	'state', 'at_work or ended.', 'ended_on', 'When their work ended.');

CREATE TABLE provider_assessment (LIKE entry INCLUDING ALL,
	assessed_on date NOT NULL,
	score text NOT NULL CONSTRAINT provider_assessment_score_is_known CHECK (score IN ('5', '4', '3', '2', '1')),
	text text NOT NULL
);
SELECT entry_table('provider_assessment');
SELECT describe('provider_assessment', 'How well a provider works.', 'assessed_on', 'Of which day.', 'score', '5 is best.', 'text', 'Why.');

-- What is about a provider names it.
ALTER TABLE legal_review ADD COLUMN provider_id bigint, ADD CONSTRAINT legal_review_is_of_a_provider FOREIGN KEY (site_id, provider_id) REFERENCES record (site_id, id);
COMMENT ON COLUMN legal_review.provider_id IS 'The provider that the contract is with; NULL: none, or it is not in the register.';
CREATE INDEX legal_review_by_provider ON legal_review (site_id, provider_id, record_id);
ALTER TABLE penalty ADD COLUMN provider_id bigint, ADD CONSTRAINT penalty_is_of_a_provider FOREIGN KEY (site_id, provider_id) REFERENCES record (site_id, id);
COMMENT ON COLUMN penalty.provider_id IS 'Of a penalty for a supplier: which provider it is; NULL: it is not in the register.';
CREATE INDEX penalty_by_provider ON penalty (site_id, provider_id, record_id);

-- Who of a provider's people can still come in: their membership is ended by the site's administrator, not by this record.
CREATE FUNCTION provider_people_left(p_site bigint, p_record bigint) RETURNS TABLE (no int, account_id bigint, name text, work text, state text, ends_on date) LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN QUERY SELECT e.no, e.account_id, e.name, e.work, e.state, e.ends_on
	FROM app.provider_person e JOIN app.membership m ON m.site_id = e.site_id AND m.account_id = e.account_id AND m.left_at IS NULL
	JOIN app.account a ON a.id = e.account_id AND a.disabled_at IS NULL
	WHERE e.site_id = p_site AND e.record_id = p_record AND e.removed_at IS NULL
		AND NOT EXISTS (SELECT FROM app.provider_person o WHERE o.site_id = e.site_id AND o.account_id = e.account_id AND o.record_id <> e.record_id AND o.state = 'at_work' AND o.removed_at IS NULL)
	ORDER BY e.no;
END $$;
COMMENT ON FUNCTION provider_people_left IS 'Whose account among the people of a provider is still a member, and works for no other one (R7.5).';
REVOKE ALL ON FUNCTION provider_people_left FROM PUBLIC;
GRANT EXECUTE ON FUNCTION provider_people_left TO gatehouse_app;

-- ---------------------------------------------------------------- legal advice and disputes

CREATE TABLE legal_advice (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	target_id bigint,
	provider_id bigint,
	question text NOT NULL,
	opinion text NOT NULL DEFAULT '',
	answered_by bigint,
	answered_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('legal_advice');
ALTER TABLE legal_advice ADD CONSTRAINT legal_advice_is_about_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
ALTER TABLE legal_advice ADD CONSTRAINT legal_advice_is_about_a_provider FOREIGN KEY (site_id, provider_id) REFERENCES record (site_id, id);
ALTER TABLE legal_advice ADD CONSTRAINT legal_advice_is_answered_by_a_member FOREIGN KEY (site_id, answered_by) REFERENCES membership (site_id, account_id);
CREATE INDEX legal_advice_by_target ON legal_advice (site_id, target_id, record_id);
CREATE INDEX legal_advice_by_provider ON legal_advice (site_id, provider_id, record_id);
CREATE INDEX legal_advice_by_answerer ON legal_advice (site_id, answered_by);
SELECT describe('legal_advice', 'A question to the legal department (R12.2).', 'target_id', 'The project it is about; NULL: none.', 'provider_id', 'The provider it is about; NULL: none.', 'question', 'What is asked.', 'opinion', 'The answer.',
	'answered_by', 'Who answered.', 'answered_on', 'When.');

CREATE TABLE dispute (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	target_id bigint,
	provider_id bigint,
	persons bigint[] NOT NULL DEFAULT '{}',
	parties text NOT NULL,
	claim text NOT NULL,
	amount numeric(14, 2),
	arisen_on date NOT NULL,
	forum text CONSTRAINT dispute_forum_is_known CHECK (forum IN ('negotiation', 'mediation', 'arbitration', 'litigation')),
	case_no text NOT NULL DEFAULT '',
	outcome text NOT NULL DEFAULT '',
	cost numeric(14, 2),
	lessons text NOT NULL DEFAULT '',
	ended_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('dispute');
ALTER TABLE dispute ADD CONSTRAINT dispute_is_about_a_record FOREIGN KEY (site_id, target_id) REFERENCES record (site_id, id);
ALTER TABLE dispute ADD CONSTRAINT dispute_is_with_a_provider FOREIGN KEY (site_id, provider_id) REFERENCES record (site_id, id);
CREATE INDEX dispute_by_target ON dispute (site_id, target_id, record_id);
CREATE INDEX dispute_by_provider ON dispute (site_id, provider_id, record_id);
CREATE INDEX dispute_by_forum ON dispute (site_id, forum, record_id);
SELECT describe('dispute', 'A dispute (R12.2): seen by whoever handles disputes, the handling circle and those named.', 'target_id', 'The project it is about; NULL: none.', 'provider_id', 'The provider it is with; NULL: none.', 'persons', 'Who sees it besides.',
	'parties', 'Between whom.', 'claim', 'What is claimed, by whom.', 'amount', 'What it is worth, in CNY; NULL: not known.', 'arisen_on', 'Since when.', 'forum', 'Where it is heard; NULL: nowhere yet.', 'case_no', 'The number it has there.',
	'outcome', 'How it ended.', 'cost', 'What it cost, in CNY.', 'lessons', 'What is done otherwise from now on.', 'ended_on', 'When it ended.');

CREATE TABLE dispute_step (LIKE entry INCLUDING ALL,
	happened_on date NOT NULL,
	text text NOT NULL
);
SELECT entry_table('dispute_step');
SELECT describe('dispute_step', 'What happened in a dispute.', 'happened_on', 'When.', 'text', 'What.');

-- ---------------------------------------------------------------- rights

-- Sites that are there: the roles that have them in a new one.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM site WHERE id <> 0 LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'provider.manage' FROM role r WHERE r.site_id = s AND r.key IN ('department_head', 'technical', 'tech_head') ON CONFLICT DO NOTHING;
		INSERT INTO role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'dispute.manage' FROM role r WHERE r.site_id = s AND r.key = 'legal' ON CONFLICT DO NOTHING;
	END LOOP;
END $$;

-- It shows restricted records.
CREATE OR REPLACE FUNCTION is_power(p_permission text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT p_permission IN ('group.decide', 'group.lead', 'group.deputy', 'head.decide', 'restricted.view', 'members.manage', 'roles.manage', 'record.import', 'dispute.manage') $$;

-- ---------------------------------------------------------------- sight

-- A kind whose restricted records are seen by who holds a right of their own, beside restricted.view.
CREATE FUNCTION sight_of(p_kind text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN CASE p_kind WHEN 'dispute' THEN 'dispute.manage' END;
END $$;
COMMENT ON FUNCTION sight_of IS 'The right that shows all restricted records of this kind (kind.sight in C); NULL: restricted.view alone.';

CREATE FUNCTION clears(p_kind text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	permission CONSTANT text := sight_of(p_kind);
BEGIN
	RETURN permission IS NOT NULL AND EXISTS (SELECT FROM pass p WHERE p.site_id = app.site() AND p.account_id = app.account() AND p.is_member AND NOT p.is_held
		AND permission = ANY (string_to_array(p.permissions, ' ')));
END $$;
COMMENT ON FUNCTION clears IS 'Does the acting account see all restricted records of this kind by a right of its own?';
REVOKE ALL ON FUNCTION sight_of, clears FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sight_of, clears TO gatehouse_app, gatehouse_public;

ALTER POLICY site ON record
	USING (site_id = app.site() AND (visible = 0 OR visible <= app.clearance() OR visible < 3 AND (created_by = app.account() OR app.is_reader(site_id, id) OR visible = 1 AND app.clears(kind))));

CREATE OR REPLACE FUNCTION seen_by(p_site bigint, p_record bigint, p_account bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM app.record r WHERE r.site_id = p_site AND r.id = p_record AND (r.visible = 0 OR r.created_by = p_account
		OR EXISTS (SELECT FROM app.record_reader x WHERE x.site_id = p_site AND x.record_id = p_record AND x.account_id = p_account)
		OR r.visible = 1 AND EXISTS (SELECT FROM app.member_role z JOIN app.role_permission y ON y.site_id = z.site_id AND y.role_id = z.role_id
			WHERE z.site_id = p_site AND z.account_id = p_account AND y.permission IN ('restricted.view', app.sight_of(r.kind)))))
$$;
