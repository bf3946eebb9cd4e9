-- Numbers of official documents (RX.14; GB/T 9704, 7.2.5): a code that the site chooses, the year and a number without a gap, given when a document is issued.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE record ADD COLUMN official_number text;
COMMENT ON COLUMN record.official_number IS 'Number of the official document that it was issued as (华数字〔2026〕13号); never changes; NULL: it was not issued, or is no official document.';
COMMENT ON COLUMN counter.kind IS 'Kind of record; of official documents "official:" and their code.';
CREATE UNIQUE INDEX record_official_number_is_unique ON record (site_id, official_number) WHERE official_number IS NOT NULL;

CREATE FUNCTION official_number_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the number of an official document stays as it was issued' USING ERRCODE = 'GH409';
END $$;
COMMENT ON FUNCTION official_number_stays IS 'Refuses another number for what was issued.';
REVOKE ALL ON FUNCTION official_number_stays FROM PUBLIC;
GRANT EXECUTE ON FUNCTION official_number_stays TO gatehouse_app;
CREATE TRIGGER official_number_stays BEFORE UPDATE OF official_number ON record FOR EACH ROW
	WHEN (OLD.official_number IS NOT NULL AND NEW.official_number IS DISTINCT FROM OLD.official_number) EXECUTE FUNCTION official_number_stays();

-- What was issued before stands on paper with the number of its record: it keeps that, with the gaps of discarded drafts.
RESET ROLE;
UPDATE app.record r SET official_number = split_part(r.number, '-', 1) || '〔' || r.year || '〕' || r.seq || '号'
WHERE (r.kind, r.state) IN (('notice', 'published'), ('notice', 'withdrawn'), ('reward', 'approved'), ('reward', 'carried_out'), ('rectification', 'issued'), ('rectification', 'acknowledged'),
	('rectification', 'submitted'), ('rectification', 'closed'), ('rectification', 'withdrawn'), ('penalty', 'decided'), ('penalty', 'carried_out'), ('penalty', 'lifted'), ('penalty', 'revoked'));
INSERT INTO app.counter (site_id, kind, year, last)
SELECT r.site_id, 'official:' || split_part(r.number, '-', 1), r.year, max(r.seq) FROM app.record r WHERE r.official_number IS NOT NULL GROUP BY 1, 2, 3;
