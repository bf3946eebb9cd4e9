-- A leaver's pending items are handed over (RX.3), and no power goes with them: what waits for somebody by name waits for the heir
-- only where it comes with being responsible; decisions and statements stay with whom they were asked of.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

DROP FUNCTION member_leave(bigint, bigint, bigint, timestamptz);
CREATE FUNCTION member_leave(p_site bigint, p_account bigint, p_heir bigint, p_now timestamptz, p_actions text[]) RETURNS TABLE (record_id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	sight CONSTANT text := COALESCE(current_setting('app.clearance', true), '');
BEGIN
	PERFORM must(p_site = app.site() AND (is_operator() OR holds('members.manage')) AND p_heir <> p_account
		AND EXISTS (SELECT FROM membership m WHERE m.site_id = p_site AND m.account_id = p_heir AND m.left_at IS NULL));
	UPDATE membership SET left_at = p_now, held_at = NULL WHERE site_id = p_site AND account_id = p_account AND left_at IS NULL;
	DELETE FROM member_role WHERE site_id = p_site AND account_id = p_account;
	UPDATE delegation SET ended_at = p_now WHERE site_id = p_site AND (account_id = p_account OR delegate_id = p_account) AND ended_at IS NULL;
	-- Nobody decides any more on what was asked for by or for them.
	UPDATE power_request SET declined_at = p_now, declined_by = app.account()
	WHERE site_id = p_site AND (subject_id = p_account OR requested_by = p_account) AND confirmed_at IS NULL AND declined_at IS NULL;
	-- What is handed over includes records that whoever does it may not see; drafts stay with their author.
	SET LOCAL app.clearance = '1';
	UPDATE opinion o SET account_id = p_heir FROM record r
	WHERE o.site_id = p_site AND o.account_id = p_account AND o.answered_at IS NULL AND r.site_id = p_site AND r.id = o.record_id AND r.visible = 0;
	-- Nobody is responsible yet: then the author was, and whoever takes over acts in the author's place (record_is).
	RETURN QUERY WITH handed AS (
		UPDATE record r SET owner_id = p_heir, changed_at = p_now
		WHERE r.site_id = p_site AND (r.owner_id = p_account OR r.owner_id IS NULL AND p_account IN (r.created_by, r.submitted_by))
			AND r.closed_at IS NULL AND r.visible < 2 RETURNING r.id, r.visible),
	readers AS (
		INSERT INTO record_reader (site_id, record_id, account_id) SELECT p_site, h.id, p_heir FROM handed h WHERE h.visible = 1 ON CONFLICT DO NOTHING)
	SELECT h.id FROM handed h ORDER BY h.id;
	UPDATE waiting w SET account_id = r.owner_id FROM record r
	WHERE w.site_id = p_site AND w.account_id = p_account AND r.site_id = p_site AND r.id = w.record_id AND r.owner_id IS NOT NULL
		AND r.kind || '/' || w.action = ANY (p_actions) AND (r.visible = 0 OR r.visible = 1 AND r.owner_id = p_heir);
	EXECUTE format('SET LOCAL app.clearance = %L', sight);
END $$;
COMMENT ON FUNCTION member_leave IS 'A member leaves: open records, opinions asked of them, and what waits with being responsible or for an author (p_actions, as "kind/move"), go to the heir or to who is responsible; returns the records handed over.';
REVOKE ALL ON FUNCTION member_leave FROM PUBLIC;
GRANT EXECUTE ON FUNCTION member_leave TO gatehouse_app;
