-- A second account that somebody made or reset is no second person; who acted on what is under way is party to it (record/party.h).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE FUNCTION hands_of(p_accounts bigint[]) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT string_agg(x.id || ':', ' ') FROM (
		SELECT h.account_id AS id FROM account_hand h WHERE h.by_id = ANY (p_accounts) AND h.at > now() - interval '30 days'
		UNION
		SELECT h.by_id FROM account_hand h WHERE h.account_id = ANY (p_accounts) AND h.at > now() - interval '30 days') x $$;
COMMENT ON FUNCTION hands_of IS 'The accounts that these made or reset within 30 days, and those who made or reset these, as parties to a record in every state: "12: 13:".';
REVOKE ALL ON FUNCTION hands_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hands_of TO gatehouse_app;

-- Who acted on what is under way before this release: as their moves then stand in the history, and as teams and tasks name people.
DO $$
DECLARE
	s bigint;
BEGIN
	SET LOCAL app.clearance = '2';
	FOR s IN SELECT id FROM site LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO party (site_id, record_id, account_id, state, how, at)
		SELECT e.site_id, e.record_id, e.actor_id, e.detail ->> 'from', e.detail ->> 'move', min(e.at)
		FROM event e JOIN record r ON r.site_id = e.site_id AND r.id = e.record_id AND r.closed_at IS NULL
		JOIN membership m ON m.site_id = e.site_id AND m.account_id = e.actor_id
		WHERE e.site_id = s AND e.action = 'record.move' AND e.detail ? 'from'
			AND e.detail ->> 'move' IN ('submit', 'hear', 'endorse', 'to_group', 'propose', 'fix', 'resolve', 'cancel')
		GROUP BY 1, 2, 3, 4, 5 ON CONFLICT DO NOTHING;
		INSERT INTO party (site_id, record_id, account_id, state, how, at)
		SELECT t.site_id, t.record_id, t.account_id, '', 'launch_team_member', min(t.at) FROM launch_team_member t
		JOIN record r ON r.site_id = t.site_id AND r.id = t.record_id AND r.closed_at IS NULL
		WHERE t.site_id = s GROUP BY 1, 2, 3 ON CONFLICT DO NOTHING;
		INSERT INTO party (site_id, record_id, account_id, state, how, at)
		SELECT t.site_id, t.record_id, t.owner_id, '', 'launch_task', min(t.at) FROM launch_task t
		JOIN record r ON r.site_id = t.site_id AND r.id = t.record_id AND r.closed_at IS NULL
		WHERE t.site_id = s GROUP BY 1, 2, 3 ON CONFLICT DO NOTHING;
	END LOOP;
END $$;
