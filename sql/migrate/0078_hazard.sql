-- Hazards (R13.1), and records whose author is kept apart: named to whoever handles them, and stored nowhere else.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE hazard (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	what text NOT NULL,
	severity text NOT NULL CONSTRAINT hazard_severity_is_known CHECK (severity IN ('1', '2', '3', '4')),
	is_anonymous boolean NOT NULL DEFAULT false,
	handled_by bigint,
	measure text NOT NULL DEFAULT '',
	resolved_by bigint,
	incident_id bigint,
	requirement_id bigint,
	reward_id bigint,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('hazard');
ALTER TABLE hazard ADD CONSTRAINT hazard_is_handled_by_a_member FOREIGN KEY (site_id, handled_by) REFERENCES membership (site_id, account_id);
ALTER TABLE hazard ADD CONSTRAINT hazard_is_resolved_by_a_member FOREIGN KEY (site_id, resolved_by) REFERENCES membership (site_id, account_id);
ALTER TABLE hazard ADD CONSTRAINT hazard_incident_is_a_record FOREIGN KEY (site_id, incident_id) REFERENCES record (site_id, id);
ALTER TABLE hazard ADD CONSTRAINT hazard_requirement_is_a_record FOREIGN KEY (site_id, requirement_id) REFERENCES record (site_id, id);
ALTER TABLE hazard ADD CONSTRAINT hazard_reward_is_a_record FOREIGN KEY (site_id, reward_id) REFERENCES record (site_id, id);
CREATE INDEX hazard_by_severity ON hazard (site_id, severity, record_id);
CREATE INDEX hazard_by_handler ON hazard (site_id, handled_by);
CREATE INDEX hazard_by_resolver ON hazard (site_id, resolved_by);
CREATE INDEX hazard_by_incident ON hazard (site_id, incident_id);
CREATE INDEX hazard_by_requirement ON hazard (site_id, requirement_id);
CREATE INDEX hazard_by_reward ON hazard (site_id, reward_id);
SELECT describe('hazard', 'A problem or hazard that somebody noticed (R13.1).', 'what', 'What was noticed.', 'severity', '1 (gravest) to 4, as of incidents.', 'is_anonymous', 'Who reported it is kept apart (record_author).',
	'handled_by', 'Who took it over.', 'measure', 'What was done about it.', 'resolved_by', 'Who resolved it.', 'incident_id', 'The incident that it became.', 'requirement_id', 'The requirement that came of it.',
	'reward_id', 'The nomination of whoever reported it.');

-- ---------------------------------------------------------------- authors that are kept apart

CREATE TABLE record_author (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	account_id bigint NOT NULL,
	shown_to text NOT NULL,
	PRIMARY KEY (site_id, record_id)
);
SELECT tenant_table('record_author', 'SELECT, INSERT', true);
-- The owner sees them all, so that app.tell_author can tell them; workers go by this.
CREATE POLICY apart ON record_author AS RESTRICTIVE FOR SELECT TO gatehouse_app USING (account_id = app.account() OR app.holds(shown_to));
ALTER TABLE record_author ADD CONSTRAINT record_author_made_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
ALTER TABLE record_author ADD CONSTRAINT record_author_is_a_member FOREIGN KEY (site_id, account_id) REFERENCES membership (site_id, account_id);
CREATE INDEX record_author_by_account ON record_author (site_id, account_id, record_id);
SELECT describe('record_author', 'Who made a record that was made anonymously: record.created_by is NULL then, and so is their name in all that hangs on it.', 'account_id', 'Who made it.',
	'shown_to', 'The permission whose holders see who it was; beside them only that person.');

-- What whoever made a record anonymously does to it does not name them: not the history, a version, a file, a comment, a link, a notification.
CREATE FUNCTION author_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	v_row CONSTANT jsonb := to_jsonb(NEW);
	v_named CONSTANT bigint := v_row ->> TG_ARGV[0];
BEGIN
	-- What a visitor or the clock does has no name; asked apart, since the doors of visitors do not read the table.
	IF v_named IS NULL OR NEW.record_id IS NULL THEN
		RETURN NEW;
	END IF;
	-- In the sight of whoever acts: it is them, or they handle it, and then it is not their name.
	IF EXISTS (SELECT FROM app.record_author a WHERE a.site_id = NEW.site_id AND a.record_id = NEW.record_id AND a.account_id = v_named) THEN
		NEW := jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], NULL) || CASE WHEN v_row ? 'detail' THEN
			jsonb_build_object('detail', (v_row -> 'detail') || '{"anonymous": true}'::jsonb) ELSE '{}'::jsonb END);
	END IF;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION author_apart IS 'Takes the name of whoever made a record anonymously out of the column that the trigger names.';
REVOKE ALL ON FUNCTION author_apart FROM PUBLIC;
GRANT EXECUTE ON FUNCTION author_apart TO gatehouse_app;

-- Their names stand before that of the trigger that chains the history: what is chained is what is stored.
CREATE TRIGGER apart BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION author_apart('actor_id');
CREATE TRIGGER apart BEFORE INSERT ON record_version FOR EACH ROW EXECUTE FUNCTION author_apart('created_by');
CREATE TRIGGER apart BEFORE INSERT ON file FOR EACH ROW EXECUTE FUNCTION author_apart('created_by');
CREATE TRIGGER apart BEFORE INSERT ON link FOR EACH ROW EXECUTE FUNCTION author_apart('created_by');
CREATE TRIGGER apart BEFORE INSERT ON comment FOR EACH ROW EXECUTE FUNCTION author_apart('account_id');
CREATE TRIGGER apart BEFORE INSERT ON notification FOR EACH ROW EXECUTE FUNCTION author_apart('actor_id');
CREATE TRIGGER apart BEFORE INSERT ON watch FOR EACH ROW EXECUTE FUNCTION author_apart('added_by');
CREATE TRIGGER apart BEFORE INSERT ON opinion FOR EACH ROW EXECUTE FUNCTION author_apart('asked_by');
ALTER TABLE watch ALTER COLUMN added_by DROP NOT NULL;
ALTER TABLE opinion ALTER COLUMN asked_by DROP NOT NULL;
COMMENT ON COLUMN watch.added_by IS 'By whom; the same person: they follow it themselves; NULL: by whoever made it anonymously.';
COMMENT ON COLUMN opinion.asked_by IS 'Who asks; NULL: whoever made it anonymously.';

CREATE FUNCTION tell_author(p_record bigint, p_what text, p_actor bigint, p_detail jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	INSERT INTO notification (site_id, account_id, record_id, what, actor_id, detail, at)
	SELECT a.site_id, a.account_id, a.record_id, p_what, p_actor, p_detail, p_at FROM record_author a
	JOIN membership m ON m.site_id = a.site_id AND m.account_id = a.account_id AND m.left_at IS NULL
	WHERE a.site_id = app.site() AND a.record_id = p_record AND a.account_id IS DISTINCT FROM p_actor;
END $$;
COMMENT ON FUNCTION tell_author IS 'Notifies whoever made a record anonymously; whoever tells them does not learn who that is.';
REVOKE ALL ON FUNCTION tell_author FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tell_author TO gatehouse_app;

-- Sites that are there: the roles that have it in a new one.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM site WHERE id <> 0 LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'hazard.handle' FROM role r WHERE r.site_id = s AND r.key IN ('maintainer', 'technical', 'tech_head') ON CONFLICT DO NOTHING;
	END LOOP;
END $$;
