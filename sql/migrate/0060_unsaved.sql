-- What somebody has typed into the form of a record and not saved yet (issue 11, point 6): kept while they type, offered when they come back.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE unsaved (
	site_id bigint NOT NULL,
	account_id bigint NOT NULL,
	form text NOT NULL CONSTRAINT unsaved_is_of_a_form CHECK (form ~ '^[a-z-]+/(new|[A-Z]{3}-[0-9]{4}-[0-9]+)$'),
	key text NOT NULL CONSTRAINT unsaved_key_is_short CHECK (octet_length(key) BETWEEN 1 AND 100),
	typed text NOT NULL CONSTRAINT unsaved_is_not_long CHECK (octet_length(typed) <= 262144),
	at timestamptz NOT NULL,
	PRIMARY KEY (site_id, account_id, form, key)
);
SELECT tenant_table('unsaved');
-- Nobody else reads it, whatever a statement says.  The courier, as the owner of its function, only forgets what is old (sweep).
CREATE POLICY own ON unsaved AS RESTRICTIVE TO gatehouse_app USING (account_id = app.account()) WITH CHECK (account_id = app.account());
ALTER TABLE unsaved ADD CONSTRAINT unsaved_is_of_a_member FOREIGN KEY (site_id, account_id) REFERENCES membership (site_id, account_id);
CREATE INDEX unsaved_by_time ON unsaved (site_id, at);
SELECT describe('unsaved', 'What people have typed into forms of records and not saved yet; for a fortnight, at most twenty of a person and site, seen by nobody else.  The same form opened twice is two.',
	'account_id', 'Who typed it.', 'form', 'Which form, as the end of its address: of a new record of a kind, or of one record.', 'key', 'Of the form (table submission): what arrives after it was saved is not kept.',
	'typed', 'Names and values as JSON; empty: this form was saved.', 'at', 'When it was typed last.');

CREATE OR REPLACE FUNCTION sweep(p_now timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	was text := current_setting('app.site', true);
	s bigint;
BEGIN
	DELETE FROM session WHERE created_at < p_now - interval '7 days' OR seen_at < p_now - interval '7 days';
	DELETE FROM attempt WHERE since < p_now - interval '1 day';
	DELETE FROM one_time_link WHERE expires_at < p_now - interval '30 days';
	FOR s IN SELECT t.id FROM site t LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		DELETE FROM submission x WHERE x.site_id = s AND x.at < p_now - interval '30 days';
		DELETE FROM unsaved x WHERE x.site_id = s AND x.at < p_now - interval '14 days';
	END LOOP;
	EXECUTE format('SET LOCAL app.site = %L', COALESCE(was, ''));
END $$;
COMMENT ON FUNCTION sweep IS 'Forgets sessions, counters and links that nobody can use any more, which forms were taken a month ago, and what was typed a fortnight ago and never saved.';

RESET ROLE;
