-- A form that was taken is asked for by its key, and by nothing else: workers read and write this table through two functions, so that
-- nobody lists what others sent, not even at the door outside, where everybody stands.  Who sent it may have left the site by that very form;
-- door "again" is where the second sending of it stands.  What is older than any form that is still open is forgotten.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

INSERT INTO door VALUES ('again', 'Whoever sends a form again that was taken: the reply to that one form, by its key.');
DROP POLICY door ON submission;
DROP POLICY door_add ON submission;
REVOKE SELECT, INSERT ON submission FROM gatehouse_app, gatehouse_public;
CREATE POLICY door_owner ON submission TO gatehouse_owner USING (site_id = at_door('outside', 'feedback', 'join', 'again'));

CREATE FUNCTION submission_find(p_site bigint, p_account bigint, p_key text, p_now timestamptz) RETURNS TABLE (location text, digest text, answer text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(p_site = here());
	RETURN QUERY SELECT s.location, s.digest, CASE WHEN s.at > p_now - interval '10 minutes' THEN s.answer END
	FROM submission s WHERE s.site_id = p_site AND s.account_id = p_account AND s.key = p_key;
END $$;
COMMENT ON FUNCTION submission_find IS 'Was the form with this key taken, what did it say, where did it lead, and how was it answered (sealed; for ten minutes)?';

CREATE FUNCTION submission_add(p_site bigint, p_account bigint, p_key text, p_location text, p_record bigint, p_now timestamptz, p_digest text, p_answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM must(p_site = here() AND p_account IN (0, COALESCE(account(), 0)));
	INSERT INTO submission (site_id, account_id, key, location, at, digest, answer)
	SELECT p_site, p_account, p_key, replace(p_location, '{number}', COALESCE((SELECT r.number FROM record r WHERE r.site_id = p_site AND r.id = p_record), '')), p_now, p_digest, p_answer;
END $$;
COMMENT ON FUNCTION submission_add IS 'Keeps that this form was taken, by whoever acts or by a visitor; {number} in the location becomes that of the record.';

REVOKE ALL ON FUNCTION submission_find, submission_add FROM PUBLIC;
GRANT EXECUTE ON FUNCTION submission_find, submission_add TO gatehouse_app;
GRANT EXECUTE ON FUNCTION submission_add TO gatehouse_public;

CREATE OR REPLACE FUNCTION sweep(p_now timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	was text := current_setting('app.site', true);
	s bigint;
BEGIN
	DELETE FROM session WHERE created_at < p_now - interval '7 days' OR seen_at < p_now - interval '7 days';
	DELETE FROM attempt WHERE since < p_now - interval '1 day';
	DELETE FROM one_time_link WHERE expires_at < p_now - interval '30 days';
	FOR s IN SELECT t.id FROM site t LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		DELETE FROM submission x WHERE x.site_id = s AND x.at < p_now - interval '30 days';
	END LOOP;
	EXECUTE format('SET LOCAL app.site = %L', COALESCE(was, ''));
END $$;
COMMENT ON FUNCTION sweep IS 'Forgets sessions, counters and links that nobody can use any more, and which forms were taken a month ago.';
