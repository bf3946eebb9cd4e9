-- The compliance map (RX.16, RX.19): how many records of each kind were made, and ended in which state, in each month, is kept beside what 0050_figures.sql keeps.

SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE figure DROP CONSTRAINT figure_is_known, ADD CONSTRAINT figure_is_known CHECK (what IN ('state', 'flow', 'made', 'ended'));
COMMENT ON COLUMN figure.what IS 'state: by kind (a) and state (b).  flow: requirements that everyone sees, by month (a), channel (b) and class (c).  made: by kind (a) and the month in which they were made (b).  ended: by kind (a), the month in which they ended (b) and the state they are in (c).';

CREATE OR REPLACE FUNCTION figures_true(p_site bigint) RETURNS TABLE (what text, a text, b text, c text, visible smallint, n bigint) LANGUAGE sql STABLE AS $$
	SELECT 'state', r.kind, r.state, '', r.visible, count(*) FROM app.record r WHERE r.site_id = p_site AND r.visible < 3 GROUP BY r.kind, r.state, r.visible
	UNION ALL
	SELECT 'made', r.kind, to_char(r.created_at, 'YYYY-MM'), '', r.visible, count(*) FROM app.record r WHERE r.site_id = p_site AND r.visible < 3 GROUP BY 2, 3, r.visible
	UNION ALL
	SELECT 'ended', r.kind, to_char(r.closed_at, 'YYYY-MM'), r.state, r.visible, count(*) FROM app.record r
	WHERE r.site_id = p_site AND r.visible < 3 AND r.closed_at IS NOT NULL GROUP BY 2, 3, r.state, r.visible
	UNION ALL
	SELECT 'flow', to_char(r.created_at, 'YYYY-MM'), q.channel, COALESCE(q.class, ''), 0::smallint, count(*)
	FROM app.record r JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
	WHERE r.site_id = p_site AND q.visible = 0 GROUP BY 2, 3, 4
$$;

RESET ROLE;
GRANT CREATE ON SCHEMA app TO gatehouse_keeper;
SET LOCAL ROLE gatehouse_keeper;
CREATE OR REPLACE FUNCTION app.record_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	IF (OLD.kind, OLD.state, OLD.visible, OLD.created_at, OLD.closed_at) IS DISTINCT FROM (NEW.kind, NEW.state, NEW.visible, NEW.created_at, NEW.closed_at) THEN
		INSERT INTO figure (site_id, what, a, b, c, visible, n)
		-- Of what it was one less, of what it is one more.
		SELECT x.site_id, y.what, x.kind, y.b, y.c, x.visible, sum(x.n)
		FROM (VALUES (OLD.site_id, OLD.kind, OLD.state, OLD.visible, OLD.created_at, OLD.closed_at, -1), (NEW.site_id, NEW.kind, NEW.state, NEW.visible, NEW.created_at, NEW.closed_at, 1))
			x (site_id, kind, state, visible, made, ended, n)
		CROSS JOIN LATERAL (VALUES ('state', x.state, ''), ('made', to_char(x.made, 'YYYY-MM'), ''), ('ended', to_char(x.ended, 'YYYY-MM'), x.state)) y (what, b, c)
		WHERE x.visible < 3 AND y.b IS NOT NULL
		GROUP BY x.site_id, y.what, x.kind, y.b, y.c, x.visible HAVING sum(x.n) <> 0;
		-- Now and then, so that few rows are to be added up.
		IF random() < 0.02 THEN
			PERFORM figures_fold(COALESCE(NEW.site_id, OLD.site_id));
		END IF;
	END IF;
	IF TG_OP = 'INSERT' THEN
		IF NEW.closed_at IS NULL THEN
			INSERT INTO open_record (site_id, record_id, kind, state, visible, due) VALUES (NEW.site_id, NEW.id, NEW.kind, NEW.state, NEW.visible, NEW.due);
		END IF;
		RETURN NULL;
	END IF;
	IF TG_OP = 'DELETE' OR NEW.closed_at IS NOT NULL THEN
		DELETE FROM open_record o WHERE o.site_id = OLD.site_id AND o.record_id = OLD.id;
	ELSIF OLD.closed_at IS NULL THEN
		UPDATE open_record o SET kind = NEW.kind, state = NEW.state, visible = NEW.visible, due = NEW.due WHERE o.site_id = NEW.site_id AND o.record_id = NEW.id;
	ELSE
		INSERT INTO open_record (site_id, record_id, kind, state, visible, due, waits) VALUES (NEW.site_id, NEW.id, NEW.kind, NEW.state, NEW.visible, NEW.due,
			(SELECT min(w.due) FROM waiting w WHERE w.site_id = NEW.site_id AND w.record_id = NEW.id));
	END IF;
	IF NEW.visible <> OLD.visible THEN
		UPDATE waiting w SET visible = NEW.visible WHERE w.site_id = NEW.site_id AND w.record_id = NEW.id;
	END IF;
	RETURN NULL;
END $$;
RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_keeper;

-- What ended may be given another day by itself: of an import, or when it goes from one end to another.
SET LOCAL ROLE gatehouse_owner;
DROP TRIGGER kept ON app.record;
CREATE TRIGGER kept AFTER UPDATE OF kind, state, visible, due, created_at, closed_at ON app.record FOR EACH ROW
	WHEN ((OLD.kind, OLD.state, OLD.visible, OLD.due, OLD.created_at, OLD.closed_at) IS DISTINCT FROM (NEW.kind, NEW.state, NEW.visible, NEW.due, NEW.created_at, NEW.closed_at)) EXECUTE FUNCTION app.record_kept();

RESET ROLE;
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM app.site WHERE id <> 0 ORDER BY id LOOP
		PERFORM app.figures_make(s);
	END LOOP;
END $$;

-- Sites that are there: the roles that have it in a new one.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM app.site WHERE id <> 0 LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO app.role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'compliance.view' FROM app.role r
		WHERE r.site_id = s AND r.key IN ('department_head', 'tech_head', 'finance', 'legal', 'group_member', 'group_deputy', 'group_lead') ON CONFLICT DO NOTHING;
	END LOOP;
END $$;
