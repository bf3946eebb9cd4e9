-- My work asks for each duty that is near who answers for it: what the acting person holds is read once, and who is named is looked up only where that matters.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE FUNCTION held() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	-- As holds() reads it: a pass (0048) is written again by the transaction that changes a right.
	RETURN (SELECT string_to_array(p.permissions, ' ') FROM pass p WHERE p.site_id = app.site() AND p.account_id = app.account() AND p.is_member);
END $$;
COMMENT ON FUNCTION held IS 'What the acting person may do in the site of this transaction; NULL for whoever is no member.';
REVOKE ALL ON FUNCTION held FROM PUBLIC;
GRANT EXECUTE ON FUNCTION held TO gatehouse_app;

-- As app.duty_people has it, but asked of one person.
CREATE OR REPLACE FUNCTION duty_answers(d duty) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF d.account_id = app.account() THEN
		RETURN true;
	END IF;
	IF NOT app.holds(d.permission) THEN
		RETURN false;
	END IF;
	-- Whoever is named answers alone, unless they have left.
	IF d.account_id IS NOT NULL AND EXISTS (SELECT FROM app.membership m WHERE m.site_id = d.site_id AND m.account_id = d.account_id AND m.left_at IS NULL) THEN
		RETURN false;
	END IF;
	RETURN d.department_id IS NULL
		OR EXISTS (SELECT FROM app.membership m WHERE m.site_id = d.site_id AND m.account_id = app.account() AND m.department_id = d.department_id);
END $$;
RESET ROLE;
