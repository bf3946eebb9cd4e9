-- Stored files that no row speaks of can be told from those that one does, over all sites.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;
CREATE INDEX file_by_place ON file (stored);

RESET ROLE;
GRANT CREATE ON SCHEMA app TO gatehouse_search;
GRANT SELECT (stored) ON app.file TO gatehouse_search;
SET LOCAL ROLE gatehouse_search;
CREATE FUNCTION app.files_unknown(p_stored text[]) RETURNS TABLE (stored text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT s FROM unnest(p_stored) s WHERE NOT EXISTS (SELECT FROM app.file f WHERE f.stored = s) $$;
COMMENT ON FUNCTION app.files_unknown IS 'Of these places below the files directory, those that no file of any site has.';
REVOKE ALL ON FUNCTION app.files_unknown FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.files_unknown TO gatehouse_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_search;
