-- SPDX-License-Identifier: ISC
-- Goal: what open_request says about a transaction (R2.2) is forgotten when it ends, however it ends: connections are used
-- by everybody in turn.  These rows are really committed, and removed again.
INSERT INTO app.site (id, slug, name, created_at) VALUES (9103, 'wall-9103', 'x', now());
INSERT INTO app.rule VALUES (9103, 'group_share', '66');
INSERT INTO app.account (id, login, name, created_at) VALUES (91031, 'member-9103', 'x', now());
INSERT INTO app.membership (site_id, account_id, created_at) VALUES (9103, 91031, now());
INSERT INTO app.session VALUES ('token-9103', 91031, now(), now(), now(), '', '');
SELECT plan(11);
SET SESSION AUTHORIZATION gatehouse_app;
BEGIN;
SELECT app.open_request('token-9103', 9103, true) \g /dev/null
SELECT isnt_empty('SELECT * FROM app.rule', 'in its transaction the site is open');
COMMIT;
BEGIN;
SELECT is_empty('SELECT * FROM app.rule', 'after the commit it is closed');
SELECT is(ARRAY[app.site(), app.account(), app.clearance(), app.at_door('tell')], ARRAY[NULL, NULL, 0, NULL]::bigint[], 'nobody is in it any more');
SELECT app.open_request('token-9103', 9103, true) \g /dev/null
ROLLBACK;
BEGIN;
SELECT is_empty('SELECT * FROM app.rule', 'after a rollback too');
SELECT app.open_request('token-9103', 9103, true) \g /dev/null
\set ON_ERROR_STOP off
SELECT 1 / 0 \g /dev/null
\set ON_ERROR_STOP on
COMMIT;
BEGIN;
SELECT is_empty('SELECT * FROM app.rule', 'after an error');
SELECT app.open_request('', 9103, true, p_door => 'tell') \g /dev/null
SELECT is(app.at_door('tell'), 9103::bigint, 'somebody stands at a door');
COMMIT;
BEGIN;
SELECT is(ARRAY[app.at_door('tell'), app.here()], ARRAY[NULL, NULL]::bigint[], 'and nobody afterwards');
-- Whoever comes next in the same transaction is not let in by what was open before.
SELECT app.open_request('token-9103', 9103, true) \g /dev/null
SELECT app.open_request('', 9103, true) \g /dev/null
SELECT is_empty('SELECT * FROM app.rule', 'a stranger after a member finds it closed');
SELECT is(app.account(), NULL, 'and is nobody');
COMMIT;
BEGIN;
SELECT app.open_request('token-9103', 9103, false) \g /dev/null
SELECT throws_ok($$ INSERT INTO app.rule VALUES (9103, 'x', 'y') $$, '25006', NULL, 'a request that only reads cannot write');
COMMIT;
BEGIN;
SELECT app.open_request('token-9103', 9103, true) \g /dev/null
SELECT lives_ok($$ INSERT INTO app.rule VALUES (9103, 'x', 'y') $$, 'the next request of the same connection can');
COMMIT;
RESET SESSION AUTHORIZATION;
DELETE FROM app.rule WHERE site_id = 9103;
DELETE FROM app.session WHERE account_id = 91031;
DELETE FROM app.membership WHERE site_id = 9103;
DELETE FROM app.account WHERE id = 91031;
DELETE FROM app.site WHERE id = 9103;
SELECT * FROM finish();
