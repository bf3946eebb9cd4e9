-- What whoever runs the portal has to know: how far the schema is, and whether time can be trusted (findings O7, O9).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- Workers say on /readyz whether the schema is the one they know.
RESET ROLE;
GRANT SELECT ON migration TO gatehouse_app;
SET LOCAL ROLE gatehouse_owner;

-- One row.  Periods end by this database's time alone, and only while that goes on as time does: a machine whose clock was set wrong
-- must not end a hearing, an appeal or a delegation, because that cannot be taken back.
CREATE TABLE clock (
	id int PRIMARY KEY DEFAULT 1 CONSTRAINT clock_is_one CHECK (id = 1),
	ticked_at timestamptz NOT NULL,
	boot text NOT NULL DEFAULT '',
	uptime bigint NOT NULL DEFAULT 0,
	held_at timestamptz,
	held_why text CONSTRAINT clock_is_held_for_a_reason CHECK (held_why IN ('leap', 'back', 'machine')),
	held_until timestamptz,
	accepted_at timestamptz,
	CONSTRAINT clock_is_held_as_a_whole CHECK ((held_at IS NULL) = (held_why IS NULL) AND (held_at IS NULL) = (held_until IS NULL))
);
SELECT describe('clock', 'The clock of the portal: when it last did what was due, and why it does nothing now.',
	'id', 'Always 1: there is one clock.',
	'ticked_at', 'The last moment it trusted.',
	'boot', 'The start of the machine (boot id) on which it ticked then; empty: not known.',
	'uptime', 'Seconds since that start, suspension included: they go on whatever the clock is set to.',
	'held_at', 'Since when it decides nothing; NULL: it goes.',
	'held_why', 'leap: more time has passed than can be proved; back: time went back; machine: the clocks of the courier''s machine and the database differ.',
	'held_until', 'What the database said when it was last held back.',
	'accepted_at', 'When whoever runs the machine last said that the time is right.');
INSERT INTO clock (ticked_at) VALUES (clock_timestamp());
GRANT SELECT ON clock TO gatehouse_app;

-- The longest time between two traces of work: where people worked meanwhile, time has passed.  It sees when something happened in
-- any site, and nothing else of it.
RESET ROLE;
GRANT CREATE ON SCHEMA app TO gatehouse_search;
GRANT SELECT (at) ON event TO gatehouse_search;
SET LOCAL ROLE gatehouse_search;
CREATE FUNCTION app.clock_gap(p_from timestamptz, p_to timestamptz) RETURNS interval LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT COALESCE(max(at - before), '0') FROM (
		SELECT at, lag(at) OVER (ORDER BY at) AS before FROM (
			SELECT e.at FROM app.event e WHERE e.at > p_from AND e.at < p_to UNION ALL VALUES (p_from), (p_to)) traces) gaps
$$;
COMMENT ON FUNCTION app.clock_gap IS 'The longest time without anything in the history of any site, between two moments.';
REVOKE ALL ON FUNCTION app.clock_gap FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.clock_gap TO gatehouse_owner;
RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_search;
SET LOCAL ROLE gatehouse_owner;

-- A tick: is the time of this moment to be trusted?  At most a day may have passed unproved since the last one.  Proof is a machine that
-- has run as long (uptime), or people who worked meanwhile, at most a day apart: so a courier that was off for a week goes on by
-- itself.  What cannot be proved is held until the clocks agree again or somebody says that it is right (clock_accept).
CREATE FUNCTION clock_tick(p_boot text, p_uptime bigint, p_machine timestamptz) RETURNS TABLE (moment timestamptz, today date, why text, is_new boolean, ticked_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	c clock;
	unproved interval;
BEGIN
	SELECT * INTO STRICT c FROM clock FOR UPDATE;
	moment := clock_timestamp();
	today := (moment AT TIME ZONE current_setting('TimeZone'))::date;
	ticked_at := c.ticked_at;
	unproved := moment - c.ticked_at - CASE WHEN p_boot <> '' AND p_boot = c.boot THEN make_interval(secs => p_uptime - c.uptime) ELSE '0' END;
	IF abs(extract(epoch FROM moment - p_machine)) > 600 THEN
		why := 'machine';
	ELSIF unproved < '-1 day' THEN
		why := 'back';
	ELSIF unproved > '1 day' AND clock_gap(c.ticked_at, moment) > '1 day' THEN
		why := 'leap';
	END IF;
	is_new := why IS DISTINCT FROM c.held_why;
	IF why IS NULL THEN
		UPDATE clock SET ticked_at = moment, boot = p_boot, uptime = p_uptime, held_at = NULL, held_why = NULL, held_until = NULL;
	ELSE
		UPDATE clock SET held_at = COALESCE(held_at, moment), held_why = why, held_until = moment;
	END IF;
	RETURN NEXT;
END $$;
COMMENT ON FUNCTION clock_tick IS 'The moment to act by, or why nothing is to be decided: more than a day has passed that nothing proves, or two clocks differ by more than ten minutes.';

-- For whoever runs the machine: the time is what the database says.
CREATE FUNCTION clock_accept() RETURNS TABLE (was timestamptz, is_now timestamptz) LANGUAGE plpgsql AS $$
BEGIN
	SELECT c.ticked_at, clock_timestamp() INTO was, is_now FROM app.clock c WHERE c.held_at IS NOT NULL FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'the clock is not held: there is nothing to accept' USING ERRCODE = 'GH409';
	END IF;
	UPDATE app.clock SET ticked_at = is_now, boot = '', uptime = 0, held_at = NULL, held_why = NULL, held_until = NULL, accepted_at = is_now;
	RETURN NEXT;
END $$;
COMMENT ON FUNCTION clock_accept IS 'Says that the database''s time is right, so that the clock goes on from here.';
REVOKE ALL ON FUNCTION clock_tick, clock_accept FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clock_tick TO gatehouse_app;
