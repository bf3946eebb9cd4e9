-- The development plan of a year (R6.5), and the item of it that a launch realises.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE development_plan (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	year int NOT NULL,
	aim text NOT NULL,
	approved_on date,
	PRIMARY KEY (site_id, record_id)
);
SELECT kind_table('development_plan');
-- Of two plans of a year that are decided on at the same moment, the second is not approved.
CREATE UNIQUE INDEX development_plan_of_a_year_is_one ON development_plan (site_id, year) WHERE approved_on IS NOT NULL;
SELECT describe('development_plan', 'A construction and development plan of a year (R6.5).', 'year', 'Of which year.', 'aim', 'What the year is to achieve.', 'approved_on', 'When the group approved it.');

CREATE TABLE development_plan_item (LIKE entry INCLUDING ALL,
	what text NOT NULL,
	platform_id bigint,
	aim text NOT NULL,
	quarter int NOT NULL CONSTRAINT development_plan_item_is_in_a_quarter CHECK (quarter BETWEEN 1 AND 4),
	estimate numeric(14, 2) NOT NULL,
	state text NOT NULL DEFAULT 'open' CONSTRAINT development_plan_item_state_is_known CHECK (state IN ('open', 'moved', 'dropped')),
	moved_to bigint,
	reason text NOT NULL DEFAULT ''
);
SELECT entry_table('development_plan_item');
ALTER TABLE development_plan_item ADD CONSTRAINT development_plan_item_is_of_a_platform FOREIGN KEY (site_id, platform_id) REFERENCES record (site_id, id);
ALTER TABLE development_plan_item ADD CONSTRAINT development_plan_item_is_moved_to_a_record FOREIGN KEY (site_id, moved_to) REFERENCES record (site_id, id);
CREATE INDEX development_plan_item_by_platform ON development_plan_item (site_id, platform_id);
CREATE INDEX development_plan_item_by_target ON development_plan_item (site_id, moved_to);
SELECT describe('development_plan_item', 'An item of a development plan.', 'what', 'What is to be built.', 'platform_id', 'On which platform; NULL: a new one.', 'aim', 'What for.', 'quarter', 'By the end of which quarter.',
	'estimate', 'Estimated cost, CNY.', 'state', 'open; moved to another plan; dropped. Whether it is realised is read from the launches that name it.', 'moved_to', 'To which plan.', 'reason', 'Why it was moved or dropped.');

ALTER TABLE launch ADD COLUMN realises_id bigint, ADD COLUMN realises_no int;
ALTER TABLE launch ADD CONSTRAINT launch_realises_a_plan FOREIGN KEY (site_id, realises_id) REFERENCES record (site_id, id);
CREATE INDEX launch_by_plan ON launch (site_id, realises_id);
COMMENT ON COLUMN launch.realises_id IS 'Which development plan it realises an item of (R6.5).';
COMMENT ON COLUMN launch.realises_no IS 'Number of that item.';

-- Sites that are there: the roles that have it in a new one.
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM site WHERE id <> 0 LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		INSERT INTO role_permission (site_id, role_id, permission)
		SELECT r.site_id, r.id, 'plan.manage' FROM role r WHERE r.site_id = s AND r.key IN ('technical', 'tech_head') ON CONFLICT DO NOTHING;
	END LOOP;
END $$;
