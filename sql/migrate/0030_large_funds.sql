-- Money cannot be split below a limit, and no more is allocated than was asked for (R6.3, R11.1).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- What is there may say otherwise and stays; from here on a line holds no more than was asked for (R11.1).
ALTER TABLE budget_line ADD CONSTRAINT budget_line_holds_no_more_than_requested CHECK (allocated <= requested) NOT VALID;

-- What is asked for anew is allocated anew.
CREATE FUNCTION budget_line_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM app.record r WHERE r.site_id = NEW.site_id AND r.id = NEW.record_id AND r.state = 'draft') THEN
		NEW.allocated := NULL;
	END IF;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION budget_line_asked IS 'Takes back what was allocated on a line that asks for something else.';
REVOKE ALL ON FUNCTION budget_line_asked() FROM PUBLIC;
CREATE TRIGGER asked BEFORE UPDATE OF item, requested ON budget_line FOR EACH ROW
	WHEN (OLD.requested IS DISTINCT FROM NEW.requested OR OLD.item IS DISTINCT FROM NEW.item) EXECUTE FUNCTION budget_line_asked();

CREATE FUNCTION budget_asked(p_site bigint, p_budget bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
	-- All that is asked for, or was allocated, for the same project in the year; without a project, by item for the department.
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
			(SELECT max(x.amount) FROM (SELECT sum(amount) AS amount FROM line GROUP BY item HAVING bool_or(is_own)) x)) END $$;
COMMENT ON FUNCTION budget_asked IS 'What counts against the limit of large funds (R6.3): of all budgets together, so that splitting does not help. Drafts and what was refused do not count.';
REVOKE ALL ON FUNCTION budget_asked FROM PUBLIC;
GRANT EXECUTE ON FUNCTION budget_asked TO gatehouse_app;
