-- The emergency clock is looked at, and speaks up (R24.1): what runs is found by an index, and who is told of what is late is told once.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE iteration_clock (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	late_from timestamptz NOT NULL,
	PRIMARY KEY (site_id, record_id)
);
SELECT tenant_table('iteration_clock', 'SELECT, INSERT, UPDATE, DELETE', true);
SELECT describe('iteration_clock', 'The clock of an emergency that runs: it is neither released nor cancelled.', 'late_from', 'From when on it has taken more whole minutes than its target.');
ALTER TABLE iteration_clock ADD CONSTRAINT iteration_clock_is_of_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
CREATE INDEX iteration_clock_by_lateness ON iteration_clock (site_id, late_from);

ALTER TABLE iteration ADD COLUMN late_told text CONSTRAINT iteration_late_is_told_to_known CHECK (late_told IN ('head', 'lead'));
COMMENT ON COLUMN iteration.late_told IS 'Who was told that it is late: head (past its target), then lead (past twice of it); NULL: nobody yet.';
-- What was released in a quarter or a month, for the figures that stand beside a plan.
CREATE INDEX iteration_by_release ON iteration (site_id, released_on);

-- Those under way: nothing is in sight of the owner, so their clock is set by the administrator.
RESET ROLE;
INSERT INTO app.iteration_clock (site_id, record_id, late_from)
SELECT k.site_id, k.record_id, m.at + make_interval(mins => k.target_minutes + 1) FROM app.iteration k
JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.closed_at IS NULL
JOIN app.iteration_moment m ON m.site_id = k.site_id AND m.record_id = k.record_id AND m.step = 'found'
WHERE k.class = 'emergency' AND k.took_minutes IS NULL;
