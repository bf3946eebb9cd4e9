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

-- ---------------------------------------------------------------- the notice on personal data

CREATE TABLE privacy_text (
	site_id bigint NOT NULL,
	version int NOT NULL CONSTRAINT privacy_text_follows_the_first CHECK (version > 1),
	text_zh text NOT NULL,
	text_en text NOT NULL,
	created_at timestamptz NOT NULL,
	created_by bigint NOT NULL,
	PRIMARY KEY (site_id, version)
);
SELECT tenant_table('privacy_text', 'SELECT');
-- That of the deployment (site 0) is for everybody who logs in, in whatever site they are.
DROP POLICY site ON privacy_text;
CREATE POLICY site ON privacy_text USING (site_id = app.site() OR site_id = 0) WITH CHECK (site_id = app.site());
ALTER TABLE privacy_text ADD CONSTRAINT privacy_text_is_of_a_site FOREIGN KEY (site_id) REFERENCES site (id);
ALTER TABLE privacy_text ADD CONSTRAINT privacy_text_is_by_an_account FOREIGN KEY (created_by) REFERENCES account (id);
CREATE INDEX privacy_text_by_author ON privacy_text (created_by);
SELECT describe('privacy_text', 'What people are told about their data: by the operators at the first log-in (site 0), by a site on its public form. Versions stay; version 1 is the text that comes with the program.',
	'version', 'Counts up; a new one is agreed to anew.', 'text_zh', 'In Chinese.', 'text_en', 'In English; empty: the Chinese one is shown.');

ALTER TABLE account ADD COLUMN privacy_version int NOT NULL DEFAULT 0, ADD COLUMN privacy_at timestamptz;
COMMENT ON COLUMN account.privacy_version IS 'Which version of the notice on personal data the person agreed to; 0: none yet.';
COMMENT ON COLUMN account.privacy_at IS 'When they did.';
GRANT SELECT (privacy_version, privacy_at) ON account TO gatehouse_app;

CREATE FUNCTION privacy_version(p_site bigint) RETURNS int LANGUAGE sql STABLE AS $$
	SELECT COALESCE((SELECT max(t.version) FROM app.privacy_text t WHERE t.site_id = p_site), 1) $$;
COMMENT ON FUNCTION privacy_version IS 'The version in force of a site''s notice, or of the deployment''s (0).';

CREATE FUNCTION privacy_due() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	SELECT COALESCE((SELECT CASE WHEN a.privacy_version = 0 THEN 2 WHEN a.privacy_version < privacy_version(0) THEN 1 ELSE 0 END FROM account a WHERE a.id = app.account()), 0) $$;
COMMENT ON FUNCTION privacy_due IS 'Has the acting account still to agree to the notice? 0 no, 1 to a new version, 2 never did.';

CREATE FUNCTION privacy_agree(p_version int, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	UPDATE account SET privacy_version = p_version, privacy_at = p_now WHERE id = app.account() AND p_version = privacy_version(0);
	RETURN FOUND;
END $$;
COMMENT ON FUNCTION privacy_agree IS 'The acting account agrees to the version in force; false: there is a newer one to read.';

CREATE FUNCTION privacy_put(p_zh text, p_en text, p_now timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	made int;
BEGIN
	PERFORM must(app.account() IS NOT NULL AND CASE WHEN app.site() = 0 THEN operator_now() ELSE holds('settings.manage') END);
	INSERT INTO privacy_text VALUES (app.site(), privacy_version(app.site()) + 1, p_zh, p_en, p_now, app.account()) RETURNING version INTO made;
	RETURN made;
END $$;
COMMENT ON FUNCTION privacy_put IS 'A new version of the notice, of the deployment by its operators, of a site by whoever manages its settings.';

REVOKE ALL ON FUNCTION privacy_version, privacy_due, privacy_agree, privacy_put FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy_version, privacy_due, privacy_agree, privacy_put TO gatehouse_app;
