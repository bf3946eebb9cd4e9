-- Where time goes (RX.17): how long each record was in each of its states.  The history tells it, but not along an index of kind and day, so it
-- is kept as figures are (0050_figures.sql): by the transaction that changes a record, with the sight of the record.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- Without foreign keys, as open_record: the triggers of record write it and nobody else.
CREATE TABLE stay (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	no int NOT NULL,
	kind text NOT NULL,
	state text NOT NULL,
	round int NOT NULL,
	visible smallint NOT NULL,
	department_id bigint,
	since timestamptz NOT NULL,
	until timestamptz NOT NULL DEFAULT 'infinity',
	is_end boolean NOT NULL,
	PRIMARY KEY (site_id, record_id, no),
	CONSTRAINT stay_ends_after_it_began CHECK (until >= since)
) WITH (fillfactor = 85);
SELECT tenant_table('stay', 'SELECT', true);
ALTER POLICY site ON stay USING (site_id = app.site() AND (visible = 0 OR visible <= app.clearance() OR app.sees(site_id, record_id)));
CREATE INDEX stay_by_kind ON stay (site_id, kind, until);
SELECT describe('stay', 'From when to when a record was in a state (RX.17); written by triggers alone.', 'no', 'Counts up per record.', 'kind', 'As record.kind.', 'state', 'The state.',
	'round', 'The how-manieth time the record is in this state.', 'visible', 'As record.visible, kept the same: so that row security need not look there.', 'department_id', 'The department it belonged to, at last, while it was there.',
	'since', 'When it came there.', 'until', 'When it left; infinity: it is there. In a state that is an end nobody waits: as since.', 'is_end', 'Is it an end, as record.closed_at says?');

GRANT SELECT (department_id, state_at) ON record TO gatehouse_keeper;
GRANT SELECT (site_id, seq, at, record_id, detail) ON event TO gatehouse_keeper;
GRANT SELECT, INSERT, UPDATE, DELETE ON stay TO gatehouse_keeper;

RESET ROLE;
GRANT CREATE ON SCHEMA app TO gatehouse_keeper;
SET LOCAL ROLE gatehouse_keeper;

CREATE FUNCTION app.stay_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	ended CONSTANT boolean := NEW.closed_at IS NOT NULL;
	latest int;
BEGIN
	IF TG_OP = 'DELETE' THEN
		DELETE FROM stay s WHERE s.site_id = OLD.site_id AND s.record_id = OLD.id;
		RETURN NULL;
	END IF;
	IF NEW.visible <> OLD.visible THEN
		UPDATE stay s SET visible = NEW.visible WHERE s.site_id = NEW.site_id AND s.record_id = NEW.id;
	END IF;
	SELECT max(s.no) INTO latest FROM stay s WHERE s.site_id = NEW.site_id AND s.record_id = NEW.id;
	IF NEW.state IS DISTINCT FROM OLD.state THEN
		UPDATE stay s SET until = GREATEST(s.since, NEW.state_at) WHERE s.site_id = NEW.site_id AND s.record_id = NEW.id AND s.no = latest AND NOT s.is_end;
		INSERT INTO stay (site_id, record_id, no, kind, state, round, visible, department_id, since, until, is_end)
		SELECT NEW.site_id, NEW.id, COALESCE(latest, 0) + 1, NEW.kind, NEW.state, 1 + count(*), NEW.visible, NEW.department_id, NEW.state_at, CASE WHEN ended THEN NEW.state_at ELSE 'infinity' END, ended
		FROM stay s WHERE s.site_id = NEW.site_id AND s.record_id = NEW.id AND s.state = NEW.state;
		RETURN NULL;
	END IF;
	-- What is imported is dated back when it is there: that it was made today is none of its history.
	IF NEW.state_at < OLD.state_at THEN
		DELETE FROM stay s WHERE s.site_id = NEW.site_id AND s.record_id = NEW.id AND s.no < latest AND s.since >= NEW.state_at;
	END IF;
	UPDATE stay s SET department_id = NEW.department_id, since = LEAST(s.since, NEW.state_at), until = CASE WHEN ended THEN LEAST(s.since, NEW.state_at) ELSE 'infinity' END, is_end = ended
	WHERE s.site_id = NEW.site_id AND s.record_id = NEW.id AND s.no = latest;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION app.stay_kept IS 'Keeps the stays of a record that is made, moved, hidden, dated back, given to another department, ended or removed.';

-- For what was there before, out of the history, and for data made past the triggers.
CREATE FUNCTION app.stays_make(p_site bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	DELETE FROM stay s WHERE s.site_id = p_site;
	WITH moved AS (
		SELECT e.record_id, e.seq, e.at, e.detail ->> 'from' AS from_state, e.detail ->> 'to' AS state FROM event e
		WHERE e.site_id = p_site AND e.record_id IS NOT NULL AND e.detail ->> 'from' IS NOT NULL AND e.detail ->> 'to' IS NOT NULL),
	told AS (
		SELECT m.record_id, (array_agg(m.from_state ORDER BY m.seq))[1] AS began, (array_agg(m.state ORDER BY m.seq DESC))[1] AS last FROM moved m GROUP BY m.record_id),
	first AS (
		SELECT r.id, r.created_at, r.state, r.state_at, t.began, t.last FROM record r LEFT JOIN told t ON t.record_id = r.id WHERE r.site_id = p_site),
	step AS (
		SELECT f.id, 0::bigint AS seq, CASE WHEN f.began IS NULL THEN f.state_at ELSE f.created_at END AS at, COALESCE(f.began, f.state) AS state FROM first f
		UNION ALL
		SELECT m.record_id, m.seq, m.at, m.state FROM moved m
		UNION ALL
		SELECT f.id, 9223372036854775807, f.state_at, f.state FROM first f WHERE f.last <> f.state),
	-- Not before the step before, whoever dated them.
	timed AS (
		SELECT s.id, s.state, s.seq, max(s.at) OVER (PARTITION BY s.id ORDER BY s.seq) AS at FROM step s),
	stayed AS (
		SELECT t.id, t.state, t.at, row_number() OVER w AS no, row_number() OVER (PARTITION BY t.id, t.state ORDER BY t.seq) AS round, lead(t.at) OVER w AS until
		FROM timed t WINDOW w AS (PARTITION BY t.id ORDER BY t.seq))
	INSERT INTO stay (site_id, record_id, no, kind, state, round, visible, department_id, since, until, is_end)
	SELECT p_site, r.id, t.no, r.kind, t.state, t.round, r.visible, r.department_id, t.at, COALESCE(t.until, CASE WHEN r.closed_at IS NULL THEN 'infinity'::timestamptz ELSE t.at END), t.until IS NULL AND r.closed_at IS NOT NULL
	FROM stayed t JOIN record r ON r.site_id = p_site AND r.id = t.id $$;
COMMENT ON FUNCTION app.stays_make IS 'Tells the stays of a site anew from its history; for the administrator, while nobody works in it.';
REVOKE ALL ON FUNCTION app.stay_kept, app.stays_make FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.stay_kept TO gatehouse_owner;

SET LOCAL ROLE gatehouse_owner;
CREATE TRIGGER stayed_by_birth AFTER INSERT OR DELETE ON record FOR EACH ROW EXECUTE FUNCTION stay_kept();
CREATE TRIGGER stayed AFTER UPDATE OF state, visible, department_id, state_at, closed_at ON record FOR EACH ROW
	WHEN ((OLD.state, OLD.visible, OLD.department_id, OLD.state_at, OLD.closed_at IS NULL) IS DISTINCT FROM (NEW.state, NEW.visible, NEW.department_id, NEW.state_at, NEW.closed_at IS NULL)) EXECUTE FUNCTION stay_kept();

RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_keeper;
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM app.site WHERE id <> 0 ORDER BY id LOOP
		PERFORM app.stays_make(s);
	END LOOP;
END $$;
