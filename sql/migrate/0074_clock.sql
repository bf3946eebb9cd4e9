-- The emergency clock is looked at, and speaks up (R24.1): what runs is found by an index, and who is told of what is late is told once.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE iteration ADD COLUMN late_from timestamptz;
ALTER TABLE iteration ADD COLUMN late_told text CONSTRAINT iteration_late_is_told_to_known CHECK (late_told IN ('head', 'lead'));
COMMENT ON COLUMN iteration.late_from IS 'From when on it has taken more whole minutes than its target; NULL: no clock runs (routine, released, cancelled).';
COMMENT ON COLUMN iteration.late_told IS 'Who was told that it is late: head (past its target), then lead (past twice of it); NULL: nobody yet.';
CREATE INDEX iteration_by_lateness ON iteration (site_id, late_from) WHERE late_from IS NOT NULL;
-- What was released in a quarter or a month, for the figures that stand beside a plan.
CREATE INDEX iteration_by_release ON iteration (site_id, released_on);

-- Those under way: nothing is in sight of the owner, so their clock is set by the administrator.
RESET ROLE;
UPDATE app.iteration k SET late_from = m.at + make_interval(mins => k.target_minutes + 1)
FROM app.record r, app.iteration_moment m
WHERE k.class = 'emergency' AND k.took_minutes IS NULL AND r.site_id = k.site_id AND r.id = k.record_id AND r.closed_at IS NULL
	AND m.site_id = k.site_id AND m.record_id = k.record_id AND m.step = 'found';
