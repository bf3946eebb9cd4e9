-- Every filter of a list finds its rows by an index, in the order of the list, however rare the value (RX.13); the ledger's year too.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE INDEX requirement_by_need ON requirement (site_id, need, record_id);
CREATE INDEX requirement_by_channel ON requirement (site_id, channel, record_id);
CREATE INDEX requirement_by_class ON requirement (site_id, class, record_id);
CREATE INDEX platform_by_category ON platform (site_id, category, record_id);
CREATE INDEX feedback_by_rating ON feedback (site_id, rating, record_id);
CREATE INDEX feedback_by_origin ON feedback (site_id, from_public, record_id);
CREATE INDEX reward_by_subject ON reward (site_id, subject, record_id);
CREATE INDEX reward_by_ground ON reward (site_id, ground, record_id);
CREATE INDEX reward_by_type ON reward (site_id, type, record_id);
CREATE INDEX penalty_by_subject ON penalty (site_id, subject, record_id);
CREATE INDEX penalty_by_ground ON penalty (site_id, ground, record_id);
CREATE INDEX penalty_by_severity ON penalty (site_id, severity, record_id);
CREATE INDEX notice_by_type ON notice (site_id, type, record_id);
CREATE INDEX notice_by_audience ON notice (site_id, audience, record_id);
CREATE INDEX triage_meeting_by_day ON triage_meeting (site_id, held_on, record_id);

CREATE INDEX record_by_year ON record (site_id, kind, state, year, id);
