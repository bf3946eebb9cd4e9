-- The calendar and its feed (RX.2): what lies in some days is found by indexes; a person's calendar program fetches theirs by a token that is no session.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE INDEX training_by_day ON training (site_id, planned_on);
CREATE INDEX delegation_by_end ON delegation (site_id, ends_on);

ALTER TABLE release_freeze ADD COLUMN changed_at timestamptz;
COMMENT ON COLUMN release_freeze.changed_at IS 'When it was ended early; NULL: it was not.';

CREATE TABLE calendar_feed (
	account_id bigint PRIMARY KEY,
	token text NOT NULL CONSTRAINT calendar_feed_token_is_unique UNIQUE,
	created_at timestamptz NOT NULL
);
ALTER TABLE calendar_feed ADD CONSTRAINT calendar_feed_is_of_an_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE;
SELECT describe('calendar_feed', 'The address at which a person''s calendar program fetches their calendar; one each, and none once it is taken back.',
	'token', 'SHA-256 of the secret in the address, hex.');

CREATE FUNCTION feed_mine() RETURNS TABLE (created_at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY SELECT f.created_at FROM calendar_feed f WHERE f.account_id = app.account();
END $$;
COMMENT ON FUNCTION feed_mine IS 'Since when the acting person has a feed; no row: they have none.';

CREATE FUNCTION feed_make(p_token text, p_now timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(app.account() IS NOT NULL);
	INSERT INTO calendar_feed (account_id, token, created_at) VALUES (app.account(), p_token, p_now)
	ON CONFLICT (account_id) DO UPDATE SET token = EXCLUDED.token, created_at = EXCLUDED.created_at;
END $$;
COMMENT ON FUNCTION feed_make IS 'The acting person''s feed has this address from now on; one that they had before has none.';

CREATE FUNCTION feed_end() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	DELETE FROM calendar_feed WHERE account_id = app.account();
END $$;
COMMENT ON FUNCTION feed_end IS 'Takes the acting person''s feed back.';

CREATE FUNCTION feed_open(p_token text) RETURNS TABLE (account_id bigint, language text, site_id bigint, slug text, name text, name_en text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
	me CONSTANT bigint := (SELECT a.id FROM calendar_feed f JOIN account a ON a.id = f.account_id WHERE f.token = p_token AND a.disabled_at IS NULL);
	done text := stand(me, NULL, 0, '', NULL);
BEGIN
	-- Their own memberships are what row security shows to them.
	RETURN QUERY SELECT a.id, a.language, s.id, s.slug, s.name, s.name_en FROM account a
	LEFT JOIN (membership b JOIN site s ON s.id = b.site_id AND s.suspended_at IS NULL) ON b.account_id = a.id AND b.left_at IS NULL
	WHERE a.id = me ORDER BY s.slug;
	done := stand(NULL, NULL, 0, '', NULL);
END $$;
COMMENT ON FUNCTION feed_open IS 'Whose feed a token opens, with a row for each site that they belong to; no row: nobody''s.';

-- As the pages: no member, no right to see, a second factor or a notice that is due: nothing.
CREATE FUNCTION feed_enter(p_token text, p_site bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	me CONSTANT bigint := (SELECT f.account_id FROM calendar_feed f WHERE f.token = p_token);
	done text := stand(NULL, p_site, 0, '', NULL);
	v pg_catalog.record;
BEGIN
	IF me IS NOT NULL THEN
		SELECT w.* INTO v FROM arrival(me, '', NULL, p_site, NULL, NULL) w;
		IF v.account_id IS NOT NULL AND v.is_member AND ' ' || v.permissions || ' ' LIKE '% record.view %' AND (NOT v.second_factor OR v.has_second_factor) AND v.privacy_due = 0 THEN
			-- Without the sight of the handling circle, whoever they are: what is restricted goes to no calendar.
			done := stand(me, p_site, 0, '', NULL);
			RETURN true;
		END IF;
	END IF;
	done := stand(NULL, NULL, 0, '', NULL);
	RETURN false;
END $$;
COMMENT ON FUNCTION feed_enter IS 'Puts the transaction into a site as the person whose feed this is, if its pages are open to them now; else nowhere.';

REVOKE ALL ON FUNCTION feed_mine, feed_make, feed_end, feed_open, feed_enter FROM PUBLIC;
GRANT EXECUTE ON FUNCTION feed_mine, feed_make, feed_end, feed_open, feed_enter TO gatehouse_app;
