-- SPDX-License-Identifier: ISC
-- Goal: waits after wrong passwords grow with each, are capped, end by themselves, and are forgotten with time (finding S3); a browser
-- that is known is known by a key that no other account has, and that goes with the password, the second factor and the account.
BEGIN;
SELECT no_plan();

CREATE FUNCTION pg_temp.fail(p_times int, p_at timestamptz, p_bucket text DEFAULT 'login:x:192.0.2.1') RETURNS int LANGUAGE sql AS $$
	SELECT max(app.attempt_fail(p_bucket, p_at, 5, 2, 900)) FROM generate_series(1, p_times) $$;
-- Not SQL, which would be drawn into the statement around it and see nothing of what that has counted.
CREATE FUNCTION pg_temp.wait(p_at timestamptz) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN app.attempt_wait(ARRAY['login:x:192.0.2.1', 'nothing'], p_at); END $$;

SELECT is(pg_temp.wait('2026-11-30 09:00+08'), 0, 'S3 nothing was tried, nothing waits');
SELECT is(pg_temp.fail(4, '2026-11-30 09:00+08'), 4, 'the tries are counted');
SELECT is(pg_temp.wait('2026-11-30 09:00+08'), 0, 'S3 four are free');
SELECT set_eq($$ SELECT pg_temp.fail(1, '2026-11-30 09:00+08') AS n, pg_temp.wait('2026-11-30 09:00+08') $$, $$ VALUES (5, 2) $$, 'S3 after the fifth the next one waits two seconds');
SELECT is(pg_temp.wait('2026-11-30 09:00:01.5+08'), 1, 'S3 a wait is said in whole seconds, never in none while it lasts');
SELECT is(pg_temp.wait('2026-11-30 09:00:02+08'), 0, 'S3 it ends by itself');
SELECT results_eq($$ SELECT pg_temp.fail(sign(n)::int, '2026-11-30 09:01+08'), pg_temp.wait('2026-11-30 09:01+08') FROM generate_series(1, 9) n $$,
	$$ VALUES (6, 4), (7, 8), (8, 16), (9, 32), (10, 64), (11, 128), (12, 256), (13, 512), (14, 900) $$, 'S3 it is twice as long each time, a quarter of an hour at most');
UPDATE app.attempt SET count = 99999 WHERE bucket = 'login:x:192.0.2.1';
SELECT is(pg_temp.fail(1, '2026-11-30 09:01+08') = 100000 AND pg_temp.wait('2026-11-30 09:01+08') = 900, true, 'S3 also after a hundred thousand');
SELECT is(pg_temp.fail(1, '2026-11-30 10:01+08'), 50001, 'S3 an hour without one forgets half of them');
SELECT is(pg_temp.fail(1, '2026-12-01 10:01+08'), 1, 'S3 a day forgets all');
SELECT is(app.attempt_wait(ARRAY['a', 'b'], '2026-11-30 09:00+08') + pg_temp.fail(6, '2026-11-30 09:00+08', 'a') + pg_temp.fail(7, '2026-11-30 09:00+08', 'b'), 13, 'counters are apart');
SELECT is(app.attempt_wait(ARRAY['a', 'b'], '2026-11-30 09:00+08'), 8, 'S3 the longest wait counts');
SELECT is(app.attempt_wait('{}', '2026-11-30 09:00+08'), 0, 'S3 no counter, no wait');

-- ---------------------------------------------------------------- known browsers
INSERT INTO app.account (login, name, password, created_at) VALUES ('waits-one', 'one', 'x', now()), ('waits-two', 'two', 'x', now());
SELECT isnt((SELECT browser_key FROM app.account WHERE login = 'waits-one'), (SELECT browser_key FROM app.account WHERE login = 'waits-two'), 'S3 each account has a key of its own');
SELECT matches((SELECT browser_key FROM app.account WHERE login = 'waits-one'), '^[0-9a-f]{64}$', 'S3 which nobody guesses');
CREATE FUNCTION pg_temp.key_after(p_change text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	was text;
	now_ text;
BEGIN
	SELECT browser_key INTO was FROM app.account WHERE login = 'waits-one';
	EXECUTE format('UPDATE app.account SET %s WHERE login = ''waits-one''', p_change);
	SELECT browser_key INTO now_ FROM app.account WHERE login = 'waits-one';
	RETURN CASE WHEN was = now_ THEN 'the same' ELSE 'another' END;
END $$;
SELECT is(pg_temp.key_after(c), 'another', 'S3 no browser is known after ' || c) FROM unnest(ARRAY['password_at = now()', 'totp_secret = ''A''', 'totp_secret = NULL', 'disabled_at = now()', 'disabled_at = NULL']) c;
SELECT is(pg_temp.key_after(c), 'the same', 'S3 browsers stay known after ' || c) FROM unnest(ARRAY['name = ''x''', 'password = ''dearer hash''', 'totp_step = 7']) c;

SELECT * FROM finish();
ROLLBACK;
