-- What one page of a record costs (issue 10).  A function in SQL that reads tables is planned anew by each statement that calls it, which cost more
-- than what it reads; one in plpgsql keeps its plan as long as its worker lives.  What they answer is the same.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE OR REPLACE FUNCTION hands_of(p_accounts bigint[]) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	RETURN (
		SELECT string_agg(x.id || ':', ' ') FROM (
			SELECT h.account_id AS id FROM account_hand h WHERE h.by_id = ANY (p_accounts) AND h.at > now() - interval '30 days'
			UNION
			SELECT h.by_id FROM account_hand h WHERE h.account_id = ANY (p_accounts) AND h.at > now() - interval '30 days') x);
END $$;

-- Twelve signs that say something say it however the text goes on: weight and variety only grow.
CREATE OR REPLACE FUNCTION says(t text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	signs int;
BEGIN
	FOREACH signs IN ARRAY ARRAY[12, 400] LOOP
		IF (SELECT sum(w) >= 6 AND count(DISTINCT ch) >= 3
			FROM (SELECT ch, CASE WHEN ch ~ '[\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]' THEN 2
					WHEN ch ~ '[0-9A-Za-z\u00c0-\u02ff\u0370-\u115e\u1161-\u180a\u1810-\u1fff\ua000-\uabff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]' THEN 1 ELSE 0 END AS w
				FROM string_to_table(left(t, signs), NULL) ch) x WHERE w > 0) THEN
			RETURN true;
		END IF;
	END LOOP;
	RETURN false;
END $$;

CREATE OR REPLACE FUNCTION launch_reported_to(p_site bigint, p_record bigint) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT GREATEST(COALESCE((SELECT max(e.period_to) FROM app.launch_progress e WHERE e.site_id = r.site_id AND e.record_id = r.id AND e.removed_at IS NULL), k.initiated_on),
			CASE WHEN r.state = 'development' AND r.state_from = 'testing' THEN r.state_at::date END)
		FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = p_site AND r.id = p_record);
END $$;

CREATE OR REPLACE FUNCTION launch_missed(p_site bigint, p_record bigint, p_today date) RETURNS int LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT CASE WHEN r.state = 'development' THEN GREATEST(0, (p_today - app.launch_reported_to(p_site, p_record) - 1) / COALESCE(k.progress_days, 7)) ELSE 0 END
		FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = p_site AND r.id = p_record);
END $$;

-- Where no department has said anything, nothing stands, and the plan need not be read.
CREATE FUNCTION launch_standing(p_site bigint, p_record bigint) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM app.launch_consultation c WHERE c.site_id = p_site AND c.record_id = p_record AND c.removed_at IS NULL) THEN
		RETURN NULL;
	END IF;
	RETURN (SELECT array_agg(o.function) FROM app.launch_opinions(p_site, p_record) o WHERE o.stands);
END $$;
COMMENT ON FUNCTION launch_standing IS 'Functions of the departments whose opinion on the construction plan stands as the plan is now; NULL: none.';

-- Those who may accept, out of the departments that asked for the project and the people who work on it.
CREATE FUNCTION launch_accepting(p_site bigint, p_asking bigint[], p_insiders bigint[]) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT COALESCE(array_agg(h.account_id), '{}') FROM app.holders(p_site, 'launch.accept') h
		WHERE h.department_id = ANY (p_asking) AND NOT h.account_id = ANY (p_insiders));
END $$;
COMMENT ON FUNCTION launch_accepting IS 'Who may accept what a project made: of the departments that asked for it, and not of those who work on it.';
CREATE OR REPLACE FUNCTION launch_acceptors(p_site bigint, p_record bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN app.launch_accepting(p_site, app.launch_asking(p_site, p_record), app.launch_insiders(p_site, p_record));
END $$;
CREATE FUNCTION launch_circle(p_site bigint, p_record bigint, p_state text, OUT acceptors bigint[], OUT makers bigint[], OUT insiders bigint[], OUT asking bigint[],
	OUT confirmers bigint[], OUT checkers bigint[]) LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF p_state NOT IN ('testing', 'review', 'go_live') THEN
		RETURN;
	END IF;
	makers := app.launch_makers(p_site, p_record);
	insiders := app.launch_insiders(p_site, p_record);
	asking := app.launch_asking(p_site, p_record);
	acceptors := app.launch_accepting(p_site, asking, insiders);
	confirmers := ARRAY(SELECT h.account_id FROM app.holders(p_site, 'launch.confirm') h WHERE NOT h.account_id = ANY (insiders));
	checkers := ARRAY(SELECT DISTINCT x.id FROM app.record r CROSS JOIN LATERAL (SELECT unnest(acceptors) UNION ALL SELECT h.account_id FROM app.holders(p_site, 'launch.test') h
			UNION ALL SELECT h.account_id FROM app.holders(p_site, 'head.decide') h) AS x (id)
		WHERE r.site_id = p_site AND r.id = p_record AND NOT x.id = ANY (makers) AND x.id IS DISTINCT FROM r.owner_id AND x.id IS DISTINCT FROM r.created_by);
END $$;
COMMENT ON FUNCTION launch_circle IS 'Who is who to a project that is tested, reviewed or going live, each found once; NULL in any other state: who may accept it, who made it, who works on it, which departments asked for it, who may confirm that it is live and that a test does not apply.';

-- The conditions of each stage, and nothing (NULL) in any other: no move of another stage asks for them (launch_facts in sql/query/launch.sql).
CREATE FUNCTION launch_plan_facts(p_site bigint, p_record bigint, p_state text, OUT has_research boolean, OUT market_researched boolean, OUT standing text[], OUT opinions_answered boolean,
	OUT budget_drafted boolean, OUT requirements_free boolean) LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF p_state NOT IN ('research', 'design') THEN
		RETURN;
	END IF;
	SELECT EXISTS (SELECT FROM app.launch_research e WHERE e.site_id = p_site AND e.record_id = p_record AND e.removed_at IS NULL),
		app.says(k.no_market_research) OR EXISTS (SELECT FROM app.launch_market e
			WHERE e.site_id = p_site AND e.record_id = p_record AND e.type = 'research' AND e.removed_at IS NULL),
		app.launch_standing(p_site, p_record),
		NOT EXISTS (SELECT FROM app.launch_consultation e WHERE e.site_id = p_site AND e.record_id = p_record AND e.state = 'open' AND e.removed_at IS NULL),
		EXISTS (SELECT FROM app.budget b JOIN app.record x ON x.site_id = b.site_id AND x.id = b.record_id AND x.state <> 'discarded'
			WHERE b.site_id = p_site AND b.target_id = p_record AND EXISTS (SELECT FROM app.budget_line l
			WHERE l.site_id = b.site_id AND l.record_id = b.record_id AND l.removed_at IS NULL)),
		cardinality(k.requirement_ids) > 0 AND NOT EXISTS (SELECT FROM unnest(k.requirement_ids) AS x (id)
			LEFT JOIN app.record q ON q.site_id = p_site AND q.id = x.id
			WHERE q.state IS DISTINCT FROM 'accepted' OR EXISTS (SELECT FROM app.link l JOIN app.record other ON other.site_id = l.site_id AND other.id = l.record_id
				WHERE l.site_id = p_site AND l.other_id = x.id AND l.sort = 'contains' AND other.kind = 'launch' AND other.closed_at IS NULL AND other.id <> p_record))
	INTO has_research, market_researched, standing, opinions_answered, budget_drafted, requirements_free
	FROM app.launch k WHERE k.site_id = p_site AND k.record_id = p_record;
END $$;
COMMENT ON FUNCTION launch_plan_facts IS 'The conditions of research and design (articles 15 and 16).';

CREATE FUNCTION launch_test_facts(p_site bigint, p_record bigint, p_state text, OUT types text[], OUT no_open_defect boolean, OUT accepted boolean, OUT evidence text) LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF p_state NOT IN ('testing') THEN
		RETURN;
	END IF;
	SELECT
		-- The last run of each type in this round counts: passed, and its evidence stands, or not applicable, and somebody else confirmed that.
		(SELECT array_agg(x.type) FROM (SELECT DISTINCT ON (e.type) e.type, e.result, e.state, e.evidence_id FROM app.launch_test_run e
			WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.removed_at IS NULL ORDER BY e.type, e.no DESC) x
			WHERE x.result = 'not_applicable' AND x.state = 'confirmed' AND x.type <> 'functional'
				OR x.result = 'passed' AND EXISTS (SELECT FROM app.record d WHERE d.site_id = p_site AND d.id = x.evidence_id AND d.state IN ('approved', 'published', 'archived'))),
		NOT EXISTS (SELECT FROM app.defect f JOIN app.record x ON x.site_id = f.site_id AND x.id = f.record_id
			WHERE f.site_id = p_site AND f.target_id = p_record AND x.closed_at IS NULL),
		-- The last opinion on the conclusion as it stands.
		k.test_conclusion <> '' AND COALESCE((SELECT e.judgement = 'accepted' FROM app.launch_acceptance e
			WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.conclusion_no = k.conclusion_no AND e.removed_at IS NULL
			ORDER BY e.no DESC LIMIT 1), false),
		-- Documents that may show a run: approved, about tests, and not those of an earlier round as they were.
		(SELECT string_agg(d.record_id || '=' || x.version, ' ') FROM app.document d JOIN app.record x ON x.site_id = d.site_id AND x.id = d.record_id
			WHERE d.site_id = p_site AND d.target_id = p_record AND d.type IN ('test', 'test_report') AND x.state IN ('approved', 'published', 'archived')
				AND NOT EXISTS (SELECT FROM app.launch_test_run e WHERE e.site_id = p_site AND e.record_id = p_record AND e.round < k.test_round
					AND e.evidence_id = d.record_id AND e.evidence_version = x.version))
	INTO types, no_open_defect, accepted, evidence
	FROM app.launch k WHERE k.site_id = p_site AND k.record_id = p_record;
END $$;
COMMENT ON FUNCTION launch_test_facts IS 'The conditions of testing (article 18): types that were tested, and the documents that may show a run, as "id=version id=version".';

CREATE FUNCTION launch_live_facts(p_site bigint, p_record bigint, p_state text, p_asking bigint[], p_insiders bigint[], OUT review_passed boolean, OUT has_log boolean, OUT abnormal_followed boolean,
	OUT has_open_incident boolean, OUT has_steps boolean, OUT ticked text[], OUT two_confirmations boolean, OUT business_confirmed boolean, OUT notice_published boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF p_state NOT IN ('review', 'go_live') THEN
		RETURN;
	END IF;
	SELECT EXISTS (SELECT FROM app.review v JOIN app.record x ON x.site_id = v.site_id AND x.id = v.record_id
			WHERE v.site_id = p_site AND v.target_id = p_record AND v.round = k.test_round AND x.state = 'passed'),
		EXISTS (SELECT FROM app.launch_log e WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.removed_at IS NULL),
		NOT EXISTS (SELECT FROM app.launch_log e WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.type = 'abnormal'
			AND e.incident_id IS NULL AND e.removed_at IS NULL
			AND NOT EXISTS (SELECT FROM app.incident i JOIN app.record x ON x.site_id = i.site_id AND x.id = i.record_id
				WHERE i.site_id = p_site AND i.target_id = p_record AND x.created_at >= e.at)),
		EXISTS (SELECT FROM app.incident i JOIN app.record x ON x.site_id = i.site_id AND x.id = i.record_id
			WHERE i.site_id = p_site AND i.target_id = p_record AND x.closed_at IS NULL),
		EXISTS (SELECT FROM app.launch_step e WHERE e.site_id = p_site AND e.record_id = p_record AND e.removed_at IS NULL),
		(SELECT array_agg(e.item) FROM app.launch_tick e WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.removed_at IS NULL),
		c.people >= 2, c.of_business,
		EXISTS (SELECT FROM app.notice n JOIN app.record x ON x.site_id = n.site_id AND x.id = n.record_id
			WHERE n.site_id = p_site AND n.source_id = p_record AND n.type = 'launch' AND x.state = 'published')
	INTO review_passed, has_log, abnormal_followed, has_open_incident, has_steps, ticked, two_confirmations, business_confirmed, notice_published
	FROM app.launch k
	-- Of people who neither own it nor work on it.
	CROSS JOIN LATERAL (SELECT count(DISTINCT e.by_id) AS people, COALESCE(bool_or(e.department_id = ANY (p_asking)), false) AS of_business
		FROM app.launch_confirmation e WHERE e.site_id = p_site AND e.record_id = p_record AND e.round = k.test_round AND e.removed_at IS NULL AND NOT e.by_id = ANY (p_insiders)) c
	WHERE k.site_id = p_site AND k.record_id = p_record;
END $$;
COMMENT ON FUNCTION launch_live_facts IS 'The conditions of the review and of going live (articles 19 and 20); which departments asked for it and who works on it are of launch_circle.';

CREATE FUNCTION launch_after_facts(p_site bigint, p_record bigint, p_state text, OUT evaluation_done boolean, OUT improvements_settled boolean) LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF p_state NOT IN ('evaluation') THEN
		RETURN;
	END IF;
	evaluation_done := EXISTS (SELECT FROM app.evaluation v JOIN app.record x ON x.site_id = v.site_id AND x.id = v.record_id
		WHERE v.site_id = p_site AND v.target_id = p_record AND x.state = 'done');
	improvements_settled := NOT EXISTS (SELECT FROM app.evaluation v JOIN app.evaluation_improvement e ON e.site_id = v.site_id AND e.record_id = v.record_id
		WHERE v.site_id = p_site AND v.target_id = p_record AND e.state = 'open' AND e.removed_at IS NULL);
END $$;
COMMENT ON FUNCTION launch_after_facts IS 'The conditions of closing a launch (article 21).';
REVOKE ALL ON FUNCTION launch_standing, launch_accepting, launch_circle, launch_plan_facts, launch_test_facts, launch_live_facts, launch_after_facts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION launch_standing, launch_accepting, launch_circle, launch_plan_facts, launch_test_facts, launch_live_facts, launch_after_facts TO gatehouse_app;

CREATE OR REPLACE FUNCTION launch_gaps(p_site bigint, p_launch bigint, p_today date) RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
	RETURN app.launch_missed(p_site, p_launch, p_today) + COALESCE((SELECT sum(e.missed) FROM app.launch_progress e
		WHERE e.site_id = p_site AND e.record_id = p_launch AND e.removed_at IS NULL), 0);
END $$;

CREATE OR REPLACE FUNCTION budget_left(p_site bigint, p_budget bigint, p_item text) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN COALESCE((SELECT sum(l.allocated) FROM app.budget_line l WHERE l.site_id = p_site AND l.record_id = p_budget AND l.item = p_item AND l.removed_at IS NULL), 0)
		- COALESCE((SELECT sum(x.amount) FROM app.expense x JOIN app.record r ON r.site_id = x.site_id AND r.id = x.record_id
			WHERE x.site_id = p_site AND x.budget_id = p_budget AND x.item = p_item AND r.state = 'booked'), 0);
END $$;

CREATE OR REPLACE FUNCTION budget_asked(p_site bigint, p_budget bigint) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
BEGIN
	-- All that is asked for, or was allocated, for the same project in the year; without a project, by item for the department.
	RETURN (
		WITH own AS (SELECT b.target_id, b.year, r.department_id FROM app.budget b JOIN app.record r ON r.site_id = b.site_id AND r.id = b.record_id
			WHERE b.site_id = p_site AND b.record_id = p_budget),
		line AS (SELECT l.item, CASE WHEN r.state IN ('allocated', 'closed') THEN COALESCE(l.allocated, 0) ELSE l.requested END AS amount, b.record_id = p_budget AS is_own
			FROM own JOIN app.budget b ON b.site_id = p_site AND b.year = own.year AND b.target_id IS NOT DISTINCT FROM own.target_id
			JOIN app.record r ON r.site_id = b.site_id AND r.id = b.record_id
				AND (b.record_id = p_budget OR r.state IN ('finance_review', 'group_approval', 'allocated', 'closed'))
				AND (own.target_id IS NOT NULL OR r.department_id IS NOT DISTINCT FROM own.department_id)
			JOIN app.budget_line l ON l.site_id = b.site_id AND l.record_id = b.record_id AND l.removed_at IS NULL)
		SELECT CASE WHEN (SELECT target_id FROM own) IS NOT NULL THEN (SELECT sum(amount) FROM line)
			ELSE greatest((SELECT sum(amount) FROM line WHERE is_own),
				(SELECT max(x.amount) FROM (SELECT sum(amount) AS amount FROM line GROUP BY item HAVING bool_or(is_own)) x)) END);
END $$;

CREATE OR REPLACE FUNCTION has_evidence(p_site bigint, p_record bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN EXISTS (SELECT FROM app.link l JOIN app.record x ON x.site_id = l.site_id AND x.id = l.other_id
			WHERE l.site_id = p_site AND l.record_id = p_record AND l.sort = 'evidence' AND x.visible < 2 AND x.state NOT IN ('draft', 'withdrawn', 'discarded', 'dropped', 'revoked'))
		OR EXISTS (SELECT FROM app.file f WHERE f.site_id = p_site AND f.record_id = p_record AND f.field = '' AND f.removed_at IS NULL);
END $$;

CREATE OR REPLACE FUNCTION is_announced(p_site bigint, p_source bigint, p_type text, p_but bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN p_type <> 'general' AND EXISTS (SELECT FROM app.notice k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		WHERE k.site_id = p_site AND k.source_id = p_source AND k.type = p_type AND k.record_id <> p_but AND r.state = 'published');
END $$;

CREATE OR REPLACE FUNCTION values_stand(p_site bigint, p_record bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN NOT EXISTS (SELECT FROM app.proposed_value v WHERE v.site_id = p_site AND v.record_id = p_record
		AND v.old IS DISTINCT FROM app.value_now(v.site_id, v.target_id, v.sort, v.no, v.field));
END $$;

-- ---------------------------------------------------------------- history

-- Inlined where it is called: most events of a record name nobody, and are asked no more than this.
CREATE FUNCTION event_names(p_action text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT split_part(p_action, '.', 1) IN ('account', 'member', 'invitation', 'login', 'password', 'session', 'factor', 'delegation', 'power')
		OR p_action IN ('role.grant', 'role.revoke', 'record.copy', 'opinion.ask') $$;
COMMENT ON FUNCTION event_names IS 'May an event of this action name somebody in its words, who may have been removed since (event_gone)?';

CREATE OR REPLACE FUNCTION event_gone(p_site bigint, p_action text, p_object text, p_detail jsonb) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
	gone text[] := '{}';
BEGIN
	IF NOT app.event_names(p_action) OR NOT EXISTS (SELECT FROM app.membership m JOIN app.account a ON a.id = m.account_id
		WHERE m.site_id = p_site AND a.disabled_at IS NOT NULL AND a.login = 'removed-' || a.id) THEN
		RETURN gone;
	END IF;
	-- An address is nobody's any more when neither an account nor an invitation has it.
	IF p_action NOT IN ('record.copy', 'opinion.ask') AND p_object <> '' AND NOT EXISTS (SELECT FROM app.account a WHERE a.login = p_object)
		AND NOT EXISTS (SELECT FROM app.invitation i WHERE i.site_id = p_site AND i.address = p_object) THEN
		gone := gone || p_object;
	END IF;
	RETURN gone || ARRAY(SELECT d.value FROM jsonb_each_text(p_detail) d WHERE d.key IN ('name', 'heir', 'delegate', 'asked_by') AND d.value <> ''
		AND NOT EXISTS (SELECT FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = p_site AND a.name = d.value));
END $$;

-- In a function of its own, because few events change such a field and each statement would set this up for all of them.
CREATE FUNCTION event_ids(p_site bigint, p_changes jsonb, p_fields text[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT jsonb_build_object('people', jsonb_object_agg(p.id, p.name) FILTER (WHERE p.id IS NOT NULL),
			'departments', jsonb_object_agg(d.id, concat_ws(chr(10), d.name, NULLIF(d.name_en, ''))) FILTER (WHERE d.id IS NOT NULL),
			'records', jsonb_object_agg(x.id, x.number) FILTER (WHERE x.id IS NOT NULL))
		FROM (SELECT DISTINCT one::bigint AS id FROM jsonb_each(p_changes) c, jsonb_array_elements_text(c.value) v (value),
			unnest(string_to_array(v.value, ',')) one WHERE c.key = ANY (p_fields) AND one ~ '^[0-9]{1,18}$') ids
		LEFT JOIN app.person p ON p.id = ids.id
		LEFT JOIN app.department d ON d.site_id = p_site AND d.id = ids.id
		LEFT JOIN app.record x ON x.site_id = p_site AND x.id = ids.id);
END $$;
COMMENT ON FUNCTION event_ids IS 'What the ids are called that an event''s changes of these fields hold, as far as they are in sight: {"people": …, "departments": …, "records": …}.';
REVOKE ALL ON FUNCTION event_names, event_ids FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_names, event_ids TO gatehouse_app;

-- ---------------------------------------------------------------- names of people

-- Nearly nobody shares a name.  Who does, carries a mark, so that a page looks for namesakes of those alone: the look-up that each name of each statement
-- was prepared for cost as much as the name.  The mark may stay on somebody whose namesake was renamed; app.apart looks again.
ALTER TABLE account ADD COLUMN shares_name boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN account.shares_name IS 'Does another account have this name, or did one? Kept by a trigger; never false of somebody who has a namesake.';
GRANT SELECT (shares_name) ON account TO gatehouse_app;

CREATE FUNCTION account_shares() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- Of two who take a name at the same time the second waits, and then finds the first.  256 locks: however many are added at once, there is room for them.
	PERFORM pg_advisory_xact_lock(49, hashtext(NEW.name) & 255);
	IF (SELECT count(*) > 1 FROM app.account a WHERE a.name = NEW.name) THEN
		UPDATE app.account SET shares_name = true WHERE name = NEW.name AND NOT shares_name;
	END IF;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION account_shares IS 'Marks those who share a name, when a name is given.';
CREATE TRIGGER shares AFTER INSERT OR UPDATE OF name ON account FOR EACH ROW EXECUTE FUNCTION account_shares();
UPDATE account a SET shares_name = true WHERE EXISTS (SELECT FROM account o WHERE o.name = a.name AND o.id <> a.id);

CREATE FUNCTION apart(p_account bigint, p_name text, p_login text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
	IF p_login <> 'removed-' || p_account
		AND EXISTS (SELECT FROM app.account o JOIN app.membership m ON m.site_id = app.site() AND m.account_id = o.id WHERE o.name = p_name AND o.id <> p_account) THEN
		RETURN app.called(p_account, p_name, p_login);
	END IF;
	RETURN p_name;
END $$;
COMMENT ON FUNCTION apart IS 'A name as pages show it: with department and log-in if another member of the site has it too.';
REVOKE ALL ON FUNCTION apart, account_shares FROM PUBLIC;
GRANT EXECUTE ON FUNCTION apart TO gatehouse_app;

CREATE OR REPLACE VIEW person WITH (security_invoker = true) AS
SELECT a.id, a.login, CASE WHEN a.shares_name THEN app.apart(a.id, a.name, a.login) ELSE a.name END AS name,
	a.name AS own_name, COALESCE((SELECT app.sort_of(a.name, m.sort_key) FROM app.membership m WHERE m.site_id = app.site() AND m.account_id = a.id AND m.sort_key <> ''), a.sort) AS sort,
	a.disabled_at
FROM app.account a;

-- ---------------------------------------------------------------- links

-- Few links lead to one record.  Where all there are lead to one, as in a young site with one large project, the planner would read them all for any other.
ALTER TABLE link ALTER COLUMN other_id SET (n_distinct = -0.5);
