-- A form that is sent again with the same key and other content is no second sending of the first (case H): the digest tells.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE submission ADD COLUMN digest text NOT NULL DEFAULT '';
COMMENT ON COLUMN submission.digest IS 'SHA-256 of what the form said, without token and key; empty: taken before it was kept.';
