-- Functions in SQL that run as their owner are planned at each call; in plpgsql their plans are kept.  These two are asked by pages that everybody
-- opens: the history of a record asks for a right, my work for invitations (issue 10).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE OR REPLACE FUNCTION holds(p_permission text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	-- A pass (0048) is written again by the transaction that changes a right.
	RETURN EXISTS (SELECT FROM pass p WHERE p.site_id = app.site() AND p.account_id = app.account() AND p.is_member AND p_permission = ANY (string_to_array(p.permissions, ' ')));
END $$;

CREATE OR REPLACE FUNCTION invitation_mine() RETURNS TABLE (in_site bigint, id bigint, slug text, name text, name_en text, invited_by text, invited_at timestamptz, expires_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY SELECT i.site_id, i.id, s.slug, s.name, s.name_en, a.name, i.invited_at, i.expires_at
	FROM invitation i JOIN site s ON s.id = i.site_id AND s.suspended_at IS NULL JOIN account a ON a.id = i.invited_by
	WHERE i.account_id = app.account() AND i.answer IS NULL AND i.expires_at > now() ORDER BY i.invited_at, i.id;
END $$;
