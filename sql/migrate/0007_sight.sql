-- Row security of a kind's own table, of record_text and of record_reader follows the sight of their record (RX.4, R35.3).
-- A look-up per row would cost a list a tenth; a copy of record.visible beside the columns of the kind costs nothing that can
-- be measured (100,000 records: 0.62 ms the page's statements, before and after; 0.69 by look-up), and what everyone sees needs no more.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- Not a sub-select: one would be set up anew by every statement that names the table, though hardly a row needs it.
CREATE FUNCTION sees(p_site bigint, p_record bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN EXISTS (SELECT FROM app.record r WHERE r.site_id = p_site AND r.id = p_record);
END $$;
COMMENT ON FUNCTION sees IS 'Is this record in sight of the transaction?  The row policy of record decides.';

CREATE FUNCTION kind_row_sight() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- A record that is out of sight already hides its row from everybody but those who see it.
	NEW.visible := COALESCE((SELECT r.visible FROM app.record r WHERE r.site_id = NEW.site_id AND r.id = NEW.record_id), 2);
	RETURN NEW;
END $$;
COMMENT ON FUNCTION kind_row_sight IS 'A new row of a kind begins with its record''s visible.';

-- Not ON UPDATE CASCADE: no key that holds the site may have one where sites are spread over servers.
CREATE FUNCTION record_sight() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	n int;
BEGIN
	EXECUTE format('UPDATE app.%I SET visible = $1 WHERE site_id = $2 AND record_id = $3', NEW.kind) USING NEW.visible, NEW.site_id, NEW.id;
	GET DIAGNOSTICS n = ROW_COUNT;
	IF n <> 1 THEN
		RAISE EXCEPTION 'record % has no row in "%" that could follow its sight', NEW.number, NEW.kind;
	END IF;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION record_sight IS 'The row of the kind follows when a record''s visible changes; nothing changes when it cannot.';
CREATE TRIGGER sight AFTER UPDATE OF visible ON record FOR EACH ROW WHEN (OLD.visible <> NEW.visible) EXECUTE FUNCTION record_sight();

-- Nearly all records are for everyone: asked first, that is one comparison instead of two settings and their casts.
ALTER POLICY site ON record
	USING (site_id = app.site() AND (visible = 0 OR visible <= app.clearance() OR created_by = app.account() OR app.is_reader(site_id, id)));
-- is_reader asks for one's own rows only; were another's asked for by the policy of record, this would never end.
ALTER POLICY site ON record_reader USING (site_id = app.site() AND (account_id = app.account() OR app.sees(site_id, record_id)));
ALTER POLICY site ON record_text USING (site_id = app.site() AND EXISTS (
	SELECT FROM app.record r WHERE r.site_id = record_text.site_id AND r.id = record_text.record_id OFFSET 0));

-- describe knows the new usual column.
CREATE OR REPLACE FUNCTION describe(p_table regclass, p_text text, VARIADIC p_columns text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	usual CONSTANT jsonb := '{
		"site_id": "The site it belongs to; first in every key.",
		"id": "Unique within its site.",
		"record_id": "The record it hangs on.",
		"visible": "As record.visible, kept the same by triggers: so that row security need not look there.",
		"account_id": "The account meant.",
		"created_at": "When it was made.",
		"created_by": "Who made it.",
		"at": "When it happened.",
		"note": "Free text.",
		"name": "What people call it.",
		"no": "Counts up within the record: what people call it.",
		"by_id": "Who wrote it.",
		"version": "Grows with each change.",
		"changed_at": "Last change; NULL: none.",
		"removed_at": "Taken off the record; the history keeps it."}';
	c pg_catalog.record;
	said text;
BEGIN
	EXECUTE format('COMMENT ON TABLE %s IS %L', p_table, p_text);
	FOR c IN SELECT attname FROM pg_attribute WHERE attrelid = p_table AND attnum > 0 AND NOT attisdropped LOOP
		said := COALESCE(p_columns[array_position(p_columns, c.attname::text) + 1], usual ->> c.attname);
		IF said IS NULL THEN
			RAISE EXCEPTION 'column "%" of "%" has no comment', c.attname, p_table;
		END IF;
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', p_table, c.attname, said);
	END LOOP;
END $$;

-- ---------------------------------------------------------------- the tables of the kinds

CREATE FUNCTION kind_sight(p_table regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE TRIGGER sight BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION app.kind_row_sight()', p_table);
	EXECUTE format('ALTER POLICY site ON %s USING (site_id = app.site() AND (visible = 0 OR visible <= app.clearance() OR app.sees(site_id, record_id)))', p_table);
END $$;
COMMENT ON FUNCTION kind_sight IS 'For kind_table: rows of the table are seen with their record.';

DROP FUNCTION kind_table(regclass, boolean);
CREATE FUNCTION kind_table(p_table regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	name CONSTANT text := (SELECT relname FROM pg_class WHERE oid = p_table);
BEGIN
	EXECUTE format('ALTER TABLE %s ADD COLUMN visible smallint NOT NULL DEFAULT 2', p_table);
	PERFORM app.tenant_table(p_table, 'SELECT, INSERT, UPDATE');
	PERFORM app.kind_sight(p_table);
	EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (site_id, record_id) REFERENCES app.record (site_id, id)', p_table, name || '_is_a_record');
END $$;
COMMENT ON FUNCTION kind_table IS 'For migrations: makes a table the table of a kind of record, seen as its record is.';
REVOKE ALL ON FUNCTION sees, kind_row_sight, record_sight, kind_sight, kind_table FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sees TO gatehouse_app;

-- Those that are there: nothing is in sight of the owner, so their rows are filled in by the administrator.
RESET ROLE;
DO $$
DECLARE
	t regclass;
BEGIN
	FOR t IN SELECT c.conrelid::regclass FROM pg_constraint c JOIN pg_class k ON k.oid = c.conrelid
		WHERE c.connamespace = 'app'::regnamespace AND c.contype = 'f' AND c.conname = k.relname || '_is_a_record' ORDER BY 1
	LOOP
		EXECUTE format('ALTER TABLE %s ADD COLUMN visible smallint NOT NULL DEFAULT 0', t);
		EXECUTE format('UPDATE %s k SET visible = r.visible FROM app.record r WHERE r.site_id = k.site_id AND r.id = k.record_id AND r.visible <> 0', t);
		EXECUTE format('ALTER TABLE %s ALTER COLUMN visible SET DEFAULT 2', t);
		EXECUTE format('COMMENT ON COLUMN %s.visible IS %L', t, 'As record.visible, kept the same by triggers: so that row security need not look there.');
		PERFORM app.kind_sight(t);
	END LOOP;
END $$;
