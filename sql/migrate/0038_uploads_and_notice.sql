-- How much is uploaded, counted whoever sees it; and the notice on personal data that people agree to (finding 4, minor; RX.15).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE INDEX file_by_time ON file (site_id, created_at);

-- Counting is no looking: files of records that are out of the person's sight count as well.
CREATE FUNCTION file_used(p_record bigint, p_since timestamptz) RETURNS TABLE (of_record bigint, of_day bigint) LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	sight CONSTANT text := COALESCE(current_setting('app.clearance', true), '');
BEGIN
	SET LOCAL app.clearance = '2';
	SELECT COALESCE(sum(f.size), 0) INTO of_record FROM file f WHERE f.site_id = app.site() AND f.record_id = p_record AND f.removed_at IS NULL;
	SELECT COALESCE(sum(f.size), 0) INTO of_day FROM file f WHERE f.site_id = app.site() AND f.created_at >= p_since;
	EXECUTE format('SET LOCAL app.clearance = %L', sight);
	RETURN NEXT;
END $$;
COMMENT ON FUNCTION file_used IS 'Bytes of the files of a record, and of all that the site uploaded since a moment.';
REVOKE ALL ON FUNCTION file_used FROM PUBLIC;
GRANT EXECUTE ON FUNCTION file_used TO gatehouse_app;
