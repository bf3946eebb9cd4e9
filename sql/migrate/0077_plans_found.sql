-- Plans are filtered by year and quarter.  Databases between two releases may have these indexes already.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE INDEX IF NOT EXISTS development_plan_by_year ON development_plan (site_id, year);
CREATE INDEX IF NOT EXISTS quarter_plan_by_year ON quarter_plan (site_id, year);
CREATE INDEX IF NOT EXISTS quarter_plan_by_quarter ON quarter_plan (site_id, quarter);
