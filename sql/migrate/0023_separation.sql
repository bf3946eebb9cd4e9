-- Who acted on a record in an earlier step decides nothing about it in a later one (articles 17, 18, 32; RX.3); what can be met with
-- the letter "x" is no condition; a step that nobody can take is known.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE party (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	account_id bigint NOT NULL,
	state text NOT NULL,
	how text NOT NULL,
	at timestamptz NOT NULL,
	PRIMARY KEY (site_id, record_id, account_id, state)
);
SELECT tenant_table('party', 'SELECT, INSERT', true);
ALTER TABLE party ADD CONSTRAINT party_is_to_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
ALTER TABLE party ADD CONSTRAINT party_is_a_member FOREIGN KEY (site_id, account_id) REFERENCES membership (site_id, account_id);
CREATE INDEX party_by_account ON party (site_id, account_id);
SELECT describe('party', 'Who acted on a record in which of its states: they decide nothing about it in another one (record/party.h).',
	'state', 'The state it was in; empty: barred in every state.', 'how', 'The move they made, or the table of entries that named them.', 'at', 'When first.');

CREATE FUNCTION says(t text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT COALESCE(sum(w) >= 6 AND count(DISTINCT ch) >= 3, false)
	FROM (SELECT ch, CASE WHEN ch ~ '[\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]' THEN 2
			WHEN ch ~ '[0-9A-Za-z\u00c0-\u02ff\u0370-\u115e\u1161-\u180a\u1810-\u1fff\ua000-\uabff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]' THEN 1 ELSE 0 END AS w
		FROM string_to_table(left(t, 400), NULL) ch) x WHERE w > 0 $$;
COMMENT ON FUNCTION says IS 'Does a text say something?  The same rule as str_says of the program: about three Han characters or six letters and digits, three of them different.';
REVOKE ALL ON FUNCTION says FROM PUBLIC;
GRANT EXECUTE ON FUNCTION says TO gatehouse_app;
