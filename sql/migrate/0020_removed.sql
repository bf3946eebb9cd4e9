-- Events keep the log-in names and names of the time they happened in; of a removed person they are not shown any more (RX.15).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- Nothing is kept of whom it was, so what is looked for is what nobody has: a log-in name of no account, a name of no member.  Only
-- where a member was removed at all: elsewhere a name that nobody has any more is that of somebody who has another one now.
CREATE FUNCTION event_gone(p_site bigint, p_action text, p_object text, p_detail jsonb) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
	about_people CONSTANT boolean := p_action ~ '^(account|member|login|password|session|factor|delegation)(\.|$)' OR p_action IN ('role.grant', 'role.revoke');
	gone text[] := '{}';
BEGIN
	IF NOT about_people AND p_action NOT IN ('record.copy', 'opinion.ask') OR NOT EXISTS (SELECT FROM app.membership m JOIN app.account a ON a.id = m.account_id
		WHERE m.site_id = p_site AND a.disabled_at IS NOT NULL AND a.login = 'removed-' || a.id) THEN
		RETURN gone;
	END IF;
	IF about_people AND p_object <> '' AND NOT EXISTS (SELECT FROM app.account a WHERE a.login = p_object) THEN
		gone := gone || p_object;
	END IF;
	RETURN gone || ARRAY(SELECT d.value FROM jsonb_each_text(p_detail) d WHERE d.key IN ('name', 'heir', 'delegate') AND d.value <> ''
		AND NOT EXISTS (SELECT FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = p_site AND a.name = d.value));
END $$;
COMMENT ON FUNCTION event_gone IS 'Which words of an event name somebody who was removed: for pages to say so instead.';
REVOKE ALL ON FUNCTION event_gone FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_gone TO gatehouse_app;
