-- Lists of what is open are asked for most and hold the least of what there is: they are read in their order along indexes that hold nothing else,
-- however much has ended (issue 10).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- What row security asks of a record is in the first, so that they are counted without looking at them.
CREATE INDEX record_open ON record (site_id, kind, id) INCLUDE (visible, created_by) WHERE closed_at IS NULL;
CREATE INDEX record_open_by_due ON record (site_id, kind, due, id) WHERE closed_at IS NULL;

-- Which columns somebody wants to see in the list of a kind (issue 11): names, so that a field that is gone is left out.
CREATE TABLE list_columns (
	site_id bigint NOT NULL,
	account_id bigint NOT NULL,
	kind text NOT NULL,
	columns text NOT NULL CONSTRAINT columns_are_short CHECK (length(columns) <= 4000),
	PRIMARY KEY (site_id, account_id, kind)
);
SELECT tenant_table('list_columns');
ALTER TABLE list_columns ADD CONSTRAINT columns_are_for_a_member FOREIGN KEY (site_id, account_id) REFERENCES membership (site_id, account_id);
SELECT describe('list_columns', 'Which columns a person sees in a list; without a row the usual ones (issue 11).', 'account_id', 'Whose choice it is.', 'kind', 'Which list.', 'columns', 'Their names, blank-separated.');
