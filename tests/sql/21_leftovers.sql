-- SPDX-License-Identifier: ISC
-- Goal: what open_request says about a transaction (R2.2) is forgotten when it ends, however it ends: connections are used
-- by everybody in turn.  These rows are really committed, and removed again.
INSERT INTO app.site (id, slug, name, created_at) VALUES (9103, 'wall-9103', 'x', now());
INSERT INTO app.rule VALUES (9103, 'group_share', '66');
SELECT plan(6);
BEGIN;
SET LOCAL ROLE gatehouse_app;
SELECT app.open_request('', 9103, true) \g /dev/null
SELECT isnt_empty('SELECT * FROM app.rule', 'in its transaction the site is open');
COMMIT;
BEGIN;
SET LOCAL ROLE gatehouse_app;
SELECT is_empty('SELECT * FROM app.rule', 'after the commit it is closed');
SELECT is(ARRAY[app.site(), app.account(), app.clearance()], ARRAY[NULL, NULL, 0]::bigint[], 'nobody is in it any more');
SELECT app.open_request('', 9103, true) \g /dev/null
ROLLBACK;
BEGIN;
SET LOCAL ROLE gatehouse_app;
SELECT is_empty('SELECT * FROM app.rule', 'after a rollback too');
COMMIT;
BEGIN;
SET LOCAL ROLE gatehouse_app;
SELECT app.open_request('', 9103, false) \g /dev/null
SELECT throws_ok($$ INSERT INTO app.rule VALUES (9103, 'x', 'y') $$, '25006', NULL, 'a request that only reads cannot write');
COMMIT;
BEGIN;
SET LOCAL ROLE gatehouse_app;
SELECT app.open_request('', 9103, true) \g /dev/null
SELECT lives_ok($$ INSERT INTO app.rule VALUES (9103, 'x', 'y') $$, 'the next request of the same connection can');
COMMIT;
DELETE FROM app.rule WHERE site_id = 9103;
DELETE FROM app.site WHERE id = 9103;
SELECT * FROM finish();
