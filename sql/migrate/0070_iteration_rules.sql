-- Rules of iterations and quarter plans that one person could walk around (R18.2, R24.2).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- Whoever once said that it is fixed, or did a task of it, is one who made it, also when somebody else said so later or the task is gone.
CREATE OR REPLACE FUNCTION launch_makers(p_site bigint, p_record bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT COALESCE(array_agg(DISTINCT x.id), '{}') FROM (
			SELECT e.account_id FROM app.launch_team_member e JOIN app.project k ON k.site_id = e.site_id AND k.record_id = e.record_id
			WHERE e.site_id = p_site AND e.record_id = p_record AND e.role = 'developer' AND (e.removed_at IS NULL OR e.removed_at::date >= k.plan_set_on)
			UNION ALL
			SELECT k.fixed_by FROM app.iteration k WHERE k.site_id = p_site AND k.record_id = p_record
			UNION ALL
			SELECT p.account_id FROM app.party p JOIN app.iteration k ON k.site_id = p.site_id AND k.record_id = p.record_id
			WHERE p.site_id = p_site AND p.record_id = p_record AND p.how = 'begin_testing'
			UNION ALL
			SELECT e.owner_id FROM app.launch_task e JOIN app.iteration k ON k.site_id = e.site_id AND k.record_id = e.record_id
			WHERE e.site_id = p_site AND e.record_id = p_record AND k.class = 'emergency' AND e.state = 'done'
			UNION ALL
			SELECT f.fixed_by FROM app.defect f WHERE f.site_id = p_site AND f.target_id = p_record) x (id)
		WHERE x.id IS NOT NULL);
END $$;

-- What was delivered by an iteration that is closed can be planned again when it is reopened.
CREATE OR REPLACE FUNCTION plan_unfit(p_site bigint, p_plan bigint, p_no int, p_ids bigint[]) RETURNS TABLE (number text, why text) LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN QUERY
	SELECT q.number, CASE WHEN q.state <> 'accepted' THEN 'not_accepted' WHEN k.class IS DISTINCT FROM 'routine' THEN 'not_routine' ELSE 'planned_twice' END
	FROM unnest(p_ids) x (id) JOIN app.record q ON q.site_id = p_site AND q.id = x.id JOIN app.requirement k ON k.site_id = p_site AND k.record_id = x.id
	-- What a line has begun with stays in it.
	WHERE NOT EXISTS (SELECT FROM app.quarter_plan_line o WHERE o.site_id = p_site AND o.record_id = p_plan AND o.no = p_no AND o.iteration_id IS NOT NULL AND x.id = ANY (o.requirement_ids))
		AND (q.state <> 'accepted' OR k.class IS DISTINCT FROM 'routine'
		OR EXISTS (SELECT FROM app.quarter_plan_line e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id
			LEFT JOIN app.record i ON i.site_id = e.site_id AND i.id = e.iteration_id
			WHERE e.site_id = p_site AND e.requirement_ids @> ARRAY[x.id] AND e.removed_at IS NULL AND e.state = 'open' AND i.closed_at IS NULL
				AND (e.record_id = p_plan AND e.no <> p_no OR e.record_id <> p_plan AND r.state IN ('group_approval', 'approved', 'settling')))
		OR EXISTS (SELECT FROM app.link l JOIN app.record r ON r.site_id = l.site_id AND r.id = l.record_id
			WHERE l.site_id = p_site AND l.other_id = x.id AND l.sort = 'contains' AND r.kind IN ('launch', 'iteration') AND r.closed_at IS NULL))
	ORDER BY q.id;
END $$;
