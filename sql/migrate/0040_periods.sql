-- Periods in working days: where each began and how many days it has, so that they are reckoned again when the site's calendar changes (case J).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE period (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	name text NOT NULL,
	state text,
	from_on date NOT NULL,
	days integer NOT NULL CONSTRAINT period_has_days CHECK (days BETWEEN 0 AND 3660),
	until_on date NOT NULL,
	told boolean NOT NULL,
	PRIMARY KEY (site_id, record_id, name)
);
SELECT tenant_table('period', 'SELECT, INSERT, UPDATE, DELETE', true);
SELECT describe('period', 'Periods of records that were reckoned in working days, as long as they run.',
	'name', 'What ends with it: due, the record''s day in a state; round, the open round''s; else a field of its kind.',
	'state', 'In which it runs; NULL: whatever the state.', 'from_on', 'The day it began; not counted.', 'days', 'How many working days it has.',
	'until_on', 'Its last day.', 'told', 'Somebody was told that day: it only gets longer (R35.1, R35.2).');
GRANT UPDATE (due) ON approval TO gatehouse_app;
ALTER TABLE period ADD CONSTRAINT period_is_of_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);

CREATE FUNCTION working_days(p_site bigint, p_from date, p_to date) RETURNS integer LANGUAGE sql STABLE AS $$
	SELECT count(*)::int FROM generate_series(p_from + 1, p_to, '1 day') AS d (day) LEFT JOIN app.calendar_day c ON c.site_id = p_site AND c.day = d.day::date
	WHERE COALESCE(c.works, extract(isodow FROM d.day) <= 5)
$$;
COMMENT ON FUNCTION working_days IS 'Working days after one day, up to and with another; for migrations: the program reckons in base/calendar.c.';
REVOKE ALL ON FUNCTION working_days FROM PUBLIC;

-- ---------------------------------------------------------------- many events at once

-- A transaction that chains many events one by one looks at every version of the head it made before: ten thousand take minutes.
CREATE OR REPLACE FUNCTION event_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	head event_head;
BEGIN
	-- Chained already, by event_add_many: workers can say no hash.
	IF NEW.hash IS NOT NULL THEN
		RETURN NEW;
	END IF;
	UPDATE event_head SET seq = seq + 1 WHERE site_id = NEW.site_id RETURNING * INTO head;
	IF NOT FOUND THEN
		INSERT INTO event_head VALUES (NEW.site_id, 1, '\x00') ON CONFLICT (site_id) DO UPDATE SET seq = event_head.seq + 1 RETURNING * INTO head;
	END IF;
	NEW.seq := head.seq;
	NEW.prev := head.hash;
	-- The workers' time is the clock's; demo data and imports are loaded by the administrator and bring theirs.
	NEW.at := clock_timestamp();
	IF session_user <> 'gatehouse_app' THEN
		NEW.at := COALESCE(NULLIF(current_setting('app.now', true), '')::timestamptz, NEW.at);
	END IF;
	NEW.hash := event_digest(NEW);
	UPDATE event_head SET hash = NEW.hash WHERE site_id = NEW.site_id;
	RETURN NEW;
END $$;

CREATE FUNCTION event_add_many(p_site bigint, p_actor bigint, p_action text, p_records bigint[], p_details text[], p_request text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	head event_head;
	e event;
BEGIN
	IF p_site IS DISTINCT FROM app.site() OR cardinality(p_records) <> cardinality(p_details) THEN
		RAISE EXCEPTION 'events of another site, or not one for each record' USING ERRCODE = '42501';
	END IF;
	INSERT INTO event_head VALUES (p_site, 0, '\x00') ON CONFLICT (site_id) DO UPDATE SET seq = event_head.seq RETURNING * INTO head;
	FOR i IN 1 .. cardinality(p_records) LOOP
		e := row(p_site, head.seq + 1, clock_timestamp(), p_actor, NULL, p_action, p_records[i], '', p_details[i]::jsonb, p_request, head.hash, NULL)::event;
		e.hash := event_digest(e);
		INSERT INTO event VALUES (e.*);
		head.seq := e.seq;
		head.hash := e.hash;
	END LOOP;
	UPDATE event_head SET seq = head.seq, hash = head.hash WHERE site_id = p_site;
END $$;
COMMENT ON FUNCTION event_add_many IS 'One event of the same sort for each of many records of the site the transaction is in, chained as by event_chain.';
REVOKE ALL ON FUNCTION event_add_many FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_add_many TO gatehouse_app;

RESET ROLE;
-- Those that run now began with their state, and have as many days as the calendar of today gives them.
INSERT INTO app.period (site_id, record_id, name, state, from_on, days, until_on, told)
	SELECT r.site_id, r.id, 'due', r.state, r.state_at::date, app.working_days(r.site_id, r.state_at::date, r.due), r.due, r.kind IN ('appeal', 'penalty') AND r.state <> 'group_approval'
	FROM app.record r WHERE r.closed_at IS NULL AND r.due BETWEEN r.state_at::date AND r.state_at::date + 1000 AND r.kind <> 'evaluation' AND r.site_id > 0;
INSERT INTO app.period (site_id, record_id, name, state, from_on, days, until_on, told)
	SELECT a.site_id, a.record_id, 'round', r.state, a.opened_at::date, app.working_days(a.site_id, a.opened_at::date, a.due), a.due, false
	FROM app.approval a JOIN app.record r ON r.site_id = a.site_id AND r.id = a.record_id WHERE a.outcome IS NULL AND r.due IS DISTINCT FROM a.due AND a.due BETWEEN a.opened_at::date AND a.opened_at::date + 1000
	ON CONFLICT DO NOTHING;
INSERT INTO app.period (site_id, record_id, name, state, from_on, days, until_on, told)
	SELECT k.site_id, k.record_id, x.name, x.state, x.from_on, app.working_days(k.site_id, x.from_on, x.until_on), x.until_on, true
	FROM app.penalty k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	CROSS JOIN LATERAL (VALUES ('statement_until', 'statement', COALESCE(k.hearing_seen_on, r.state_at::date), k.statement_until),
		('appeal_until', NULL, COALESCE(k.acknowledged_on, k.served_recorded_on), k.appeal_until)) x (name, state, from_on, until_on)
	WHERE (x.state IS NULL OR x.state = r.state) AND x.until_on >= x.from_on;
INSERT INTO app.period (site_id, record_id, name, state, from_on, days, until_on, told)
	SELECT k.site_id, k.record_id, x.name, r.state, r.state_at::date, app.working_days(k.site_id, r.state_at::date, x.until_on), x.until_on, true
	FROM app.appeal k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	CROSS JOIN LATERAL (VALUES ('accept_by', 'filed', k.accept_by), ('decide_by', 'assigned', k.decide_by)) x (name, state, until_on)
	WHERE x.state = r.state AND x.until_on >= r.state_at::date;
