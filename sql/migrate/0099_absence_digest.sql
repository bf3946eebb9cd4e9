-- An absence can hand over what somebody is responsible for and has to do, for as long as it lasts (RX.3; issue 14, point 8); mail can
-- come once a week (RX.6).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- for the time of an absence

ALTER TABLE delegation ADD COLUMN hands_over boolean NOT NULL DEFAULT false;
ALTER TABLE delegation ADD COLUMN returned_at timestamptz;
COMMENT ON COLUMN delegation.hands_over IS 'Does the delegate also take over what the absent is responsible for and has to do?';
COMMENT ON COLUMN delegation.returned_at IS 'When all of that was given back, after its end.';
CREATE INDEX delegation_handing_over ON delegation (site_id, starts_on) WHERE hands_over AND returned_at IS NULL;

CREATE TABLE lent (
	site_id bigint NOT NULL,
	delegation_id bigint NOT NULL,
	record_id bigint NOT NULL,
	entry text NOT NULL,
	field text NOT NULL,
	no int NOT NULL,
	at timestamptz NOT NULL,
	back_at timestamptz,
	PRIMARY KEY (site_id, delegation_id, record_id, entry, field, no)
);
SELECT tenant_table('lent', 'SELECT, INSERT, UPDATE (back_at)', true);
SELECT describe('lent', 'What a delegate took over for the time of an absence; once in each.', 'delegation_id', 'The absence.', 'entry', 'The table of entries whose entry it is; empty: the record itself.', 'field', 'Which field names the person.', 'no', 'Number of the entry; 0: the record.',
	'back_at', 'When it was given back; NULL: it was not, or not yet: somebody else has it meanwhile, or it is over.');
ALTER TABLE lent ADD CONSTRAINT lent_is_for_an_absence FOREIGN KEY (site_id, delegation_id) REFERENCES delegation (site_id, id);
ALTER TABLE lent ADD CONSTRAINT lent_is_of_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
CREATE INDEX lent_by_record ON lent (site_id, record_id);

-- A duty about a record goes along with it.
GRANT UPDATE (account_id) ON duty TO gatehouse_app;
