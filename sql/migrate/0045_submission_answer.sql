-- A form that is sent twice gets the same answer twice, also where that is a page that is shown once.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

ALTER TABLE submission ADD COLUMN answer text;
COMMENT ON COLUMN submission.answer IS 'The reply, sealed under the cookie of the browser that sent the form, which is nowhere in the database; NULL: it had none, or the location says all.';
COMMENT ON COLUMN submission.digest IS 'SHA-256 of what the form said, without token and key, and with the browser''s cookie where a password is among it; empty: taken before it was kept.';
COMMENT ON COLUMN submission.location IS 'Where the first answer led; empty: it was a page.';
