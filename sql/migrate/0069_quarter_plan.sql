-- The iteration plan of a quarter (R24.2): its lines, and what the group remarks on them.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE quarter_plan (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	year int NOT NULL,
	quarter int NOT NULL CONSTRAINT quarter_plan_quarter_is_1_to_4 CHECK (quarter BETWEEN 1 AND 4),
	aim text NOT NULL,
	approved_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('quarter_plan');
-- Of two plans of a quarter that are decided on at the same moment, the second is not approved.
CREATE UNIQUE INDEX quarter_plan_of_a_quarter_is_one ON quarter_plan (site_id, year, quarter) WHERE approved_on IS NOT NULL;
SELECT describe('quarter_plan', 'An iteration plan of a quarter (R24.2).', 'year', 'Of which year.', 'quarter', 'Of which quarter.', 'aim', 'What the quarter is to achieve.',
	'approved_on', 'When the group approved it.');

CREATE TABLE quarter_plan_line (LIKE entry INCLUDING ALL,
	title text NOT NULL,
	platform_id bigint NOT NULL,
	version_planned text NOT NULL,
	requirement_ids bigint[] NOT NULL DEFAULT '{}',
	starts_on date NOT NULL,
	due date NOT NULL,
	owner_id bigint NOT NULL,
	effort int NOT NULL CONSTRAINT quarter_plan_line_takes_days CHECK (effort BETWEEN 1 AND 1000),
	state text NOT NULL DEFAULT 'open' CONSTRAINT quarter_plan_line_state_is_known CHECK (state IN ('open', 'moved', 'dropped')),
	moved_to bigint,
	reason text NOT NULL DEFAULT '',
	iteration_id bigint
);
SELECT entry_table('quarter_plan_line');
ALTER TABLE quarter_plan_line ADD CONSTRAINT quarter_plan_line_is_of_a_platform FOREIGN KEY (site_id, platform_id) REFERENCES record (site_id, id);
ALTER TABLE quarter_plan_line ADD CONSTRAINT quarter_plan_line_is_moved_to_a_record FOREIGN KEY (site_id, moved_to) REFERENCES record (site_id, id);
ALTER TABLE quarter_plan_line ADD CONSTRAINT quarter_plan_line_became_a_record FOREIGN KEY (site_id, iteration_id) REFERENCES record (site_id, id);
ALTER TABLE quarter_plan_line ADD CONSTRAINT quarter_plan_line_owner_is_a_member FOREIGN KEY (site_id, owner_id) REFERENCES membership (site_id, account_id);
CREATE INDEX quarter_plan_line_by_platform ON quarter_plan_line (site_id, platform_id);
CREATE INDEX quarter_plan_line_by_target ON quarter_plan_line (site_id, moved_to);
CREATE INDEX quarter_plan_line_by_iteration ON quarter_plan_line (site_id, iteration_id);
CREATE INDEX quarter_plan_line_by_owner ON quarter_plan_line (site_id, owner_id);
-- Where else is a requirement planned?
CREATE INDEX quarter_plan_line_by_requirement ON quarter_plan_line USING gin (requirement_ids);
SELECT describe('quarter_plan_line', 'A line of an iteration plan: one version.', 'title', 'What it is about.', 'platform_id', 'Of which platform.', 'version_planned', 'Which version.', 'requirement_ids', 'What it delivers.',
	'starts_on', 'When work begins.', 'due', 'When it is to be released.', 'owner_id', 'Who leads it.', 'effort', 'Person-days.',
	'state', 'open; moved to another plan; dropped. Whether it is done is read from its iteration.', 'moved_to', 'To which plan.', 'reason', 'Why it was moved or dropped.', 'iteration_id', 'The iteration that was made of it.');

CREATE TABLE quarter_plan_remark (LIKE entry INCLUDING ALL,
	line int NOT NULL,
	text text NOT NULL
);
SELECT entry_table('quarter_plan_remark');
SELECT describe('quarter_plan_remark', 'What a member of the group remarks on a line while the plan is decided on.', 'line', 'Number of the line.', 'text', 'The remark.');

COMMENT ON FUNCTION working_days IS 'Working days after one day, up to and with another, by the calendar of the site.';
GRANT EXECUTE ON FUNCTION working_days TO gatehouse_app;

-- A requirement is for routine work, accepted, and planned once: in no other line of a plan that stands or is decided on, and in no launch or iteration under way.
CREATE FUNCTION plan_unfit(p_site bigint, p_plan bigint, p_no int, p_ids bigint[]) RETURNS TABLE (number text, why text) LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN QUERY
	SELECT q.number, CASE WHEN q.state <> 'accepted' THEN 'not_accepted' WHEN k.class IS DISTINCT FROM 'routine' THEN 'not_routine' ELSE 'planned_twice' END
	FROM unnest(p_ids) x (id) JOIN app.record q ON q.site_id = p_site AND q.id = x.id JOIN app.requirement k ON k.site_id = p_site AND k.record_id = x.id
	-- What a line has begun with stays in it.
	WHERE NOT EXISTS (SELECT FROM app.quarter_plan_line o WHERE o.site_id = p_site AND o.record_id = p_plan AND o.no = p_no AND o.iteration_id IS NOT NULL AND x.id = ANY (o.requirement_ids))
		AND (q.state <> 'accepted' OR k.class IS DISTINCT FROM 'routine'
		OR EXISTS (SELECT FROM app.quarter_plan_line e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id
			WHERE e.site_id = p_site AND e.requirement_ids @> ARRAY[x.id] AND e.removed_at IS NULL AND e.state = 'open'
				AND (e.record_id = p_plan AND e.no <> p_no OR e.record_id <> p_plan AND r.state IN ('group_approval', 'approved', 'settling')))
		OR EXISTS (SELECT FROM app.link l JOIN app.record r ON r.site_id = l.site_id AND r.id = l.record_id
			WHERE l.site_id = p_site AND l.other_id = x.id AND l.sort = 'contains' AND r.kind IN ('launch', 'iteration') AND r.closed_at IS NULL))
	ORDER BY q.id;
END $$;
COMMENT ON FUNCTION plan_unfit IS 'Requirements that a line of a quarter plan may not name, and why.';
REVOKE ALL ON FUNCTION plan_unfit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plan_unfit TO gatehouse_app;
