-- SPDX-License-Identifier: ISC
-- Goal: the doors in the wall between a worker and what it may not read or write (R2.2, RX.8) are these and no others.
-- A function with more rights than its caller that is not in this list is a mistake until somebody has read it and added it.
BEGIN;
SELECT no_plan();

CREATE TEMP VIEW door AS
	SELECT p.oid, replace(p.oid::regprocedure::text, 'app.', '') AS name, pg_get_userbyid(p.proowner) AS owner, p.proconfig, p.prosrc, p.provolatile
	FROM pg_proc p WHERE p.prosecdef AND p.pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace);

SELECT set_eq('SELECT name FROM door', ARRAY[
	'account_add(text,text,text,text,timestamp with time zone)',
	'account_disable(bigint,timestamp with time zone)',
	'account_edit(bigint,text,text,text)',
	'account_erase(bigint,text,timestamp with time zone)',
	'account_join(text,text,text,text,text,timestamp with time zone)',
	'account_list(text,bigint,integer)',
	'account_powers(bigint)',
	'account_prefer(text,text)',
	'account_sites(bigint)',
	'are_two(bigint,bigint)',
	'attempt_add(text,timestamp with time zone,interval)',
	'attempt_clear(text)',
	'attempt_count(text,timestamp with time zone,interval)',
	'channel_set(text,boolean,timestamp with time zone)',
	'choices_changed()',
	'choices_follow()',
	'choices_renamed()',
	'clears(text)',
	'clock_gap(timestamp with time zone,timestamp with time zone)',
	'clock_tick(text,bigint,timestamp with time zone)',
	'attempt_fail(text,timestamp with time zone,integer,integer,integer)',
	'attempt_wait(text[],timestamp with time zone)',
	'browser_key(bigint)',
	'browsers_forget()',
	'deliveries_due(timestamp with time zone,time without time zone,integer)',
	'delivery_figures(timestamp with time zone)',
	'enter_delivery(bigint,bigint)',
	'enter_import(bigint,bigint)',
	'enter_mail(bigint,bigint,bigint,bigint,text)',
	'enter_site(bigint,text,text)',
	'event_add_many(bigint,bigint,text,bigint[],text[],text)',
	'event_chain()',
	'feed_end(bigint)',
	'feed_enter(text,bigint)',
	'feed_keep(text,date,timestamp with time zone,jsonb)',
	'feed_make(text,timestamp with time zone,bigint,bigint)',
	'feed_mine()',
	'feed_open(text)',
	'feed_open_list(text)',
	'feed_said(text)',
	'feedback_code(bigint,bigint,text)',
	'feedback_follow(bigint,text)',
	'own_log_ins()',
	'feedback_platforms(bigint)',
	'file_used(bigint,timestamp with time zone)',
	'files_unknown(text[])',
	'has_power(bigint)',
	'hands_of(bigint[])',
	'tell_author(bigint,text,bigint,jsonb,timestamp with time zone)',
	'has_second_factor(bigint)',
	'hold_end(bigint,bigint)',
	'hold_new(bigint)',
	'held()',
	'holds(text)',
	'invitation_add(text,text,bigint,text,timestamp with time zone,timestamp with time zone)',
	'invitation_answer(bigint,text,boolean,timestamp with time zone)',
	'invitation_find(text)',
	'invitation_mine()',
	'invitation_tell(bigint,bigint,text,bigint,timestamp with time zone)',
	'invitation_tried(text,timestamp with time zone)',
	'invitation_withdraw(bigint,timestamp with time zone)',
	'is_home(bigint)',
	'import_hide(bigint,bigint,bigint[],timestamp with time zone)',
	'import_reveal(bigint,bigint,timestamp with time zone)',
	'import_stage(bigint,bigint)',
	'import_touched(bigint,bigint,bigint[])',
	'imports_waiting()',
	'is_operator()',
	'link_add(text,bigint,text,timestamp with time zone)',
	'link_find(text,text[],timestamp with time zone)',
	'link_needs_two(bigint)',
	'link_use(text,timestamp with time zone)',
	'login_find(text)',
	'login_self()',
	'may_end_hold(bigint,bigint)',
	'member_add(bigint,bigint,bigint,timestamp with time zone)',
	'member_leave(bigint,bigint,bigint,timestamp with time zone,text[])',
	'message_stop(bigint,bigint,text)',
	'notification_told()',
	'open_request(text,bigint,boolean,integer,integer,text)',
	'operator_now()',
	'operator_set(bigint,boolean)',
	'password_set(bigint,text,timestamp with time zone,text)',
	'password_upgrade(bigint,text,text)',
	'pass_follows()',
	'power_ask(text,bigint,bigint,text[],text)',
	'power_confirm(bigint)',
	'power_confirmed(text,bigint,bigint,text)',
	'power_decline(bigint)',
	'power_may(power_request)',
	'power_seconds(bigint,text,bigint,bigint,bigint)',
	'power_sites()',
	'power_tell(bigint,bigint,text,bigint,jsonb,timestamp with time zone)',
	'privacy_agree(integer,timestamp with time zone)',
	'privacy_put(text,text,timestamp with time zone)',
	'quarter_apart(bigint,integer,integer,date)',
	'recovery_left()',
	'recovery_set(text[])',
	'recovery_use(bigint,text,timestamp with time zone)',
	'figures_fold(bigint)',
	'figures_make(bigint)',
	'record_dated()',
	'record_kept()',
	'requirement_kept()',
	'stay_kept()',
	'stays_make(bigint)',
	'search(bigint,text,bigint)',
	'search_era(bigint,text[],text[],text,bigint,bigint,integer)',
	'search_next(bigint,text[],text,bigint)',
	'text_filed()',
	'waiting_comes()',
	'waiting_goes()',
	'session_add(text,bigint,timestamp with time zone,text,text)',
	'session_end(text)',
	'session_end_others(bigint,text)',
	'session_list()',
	'session_refresh(text,timestamp with time zone)',
	'session_touch(text,timestamp with time zone)',
	'site_add(text,text,text,timestamp with time zone)',
	'site_edit(bigint,text,text,text,timestamp with time zone)',
	'site_touch(bigint)',
	'sites_of(bigint)',
	'submission_add(bigint,bigint,text,text,bigint,timestamp with time zone,text,text)',
	'submission_begin(bigint,text,timestamp with time zone)',
	'submission_find(bigint,bigint,text,timestamp with time zone)',
	'sweep(timestamp with time zone)',
	'totp_clear(bigint)',
	'totp_set(text)',
	'totp_use(bigint,bigint)'
], 'the functions that run with the rights of their owner');
SELECT is_empty($$ SELECT name FROM door WHERE array_remove(proconfig, 'work_mem=64MB') IS DISTINCT FROM ARRAY['search_path=app, pg_catalog, pg_temp'] $$,
	'each pins its search path, and looks for temporary tables last');
SELECT is_empty($$ SELECT name FROM door WHERE owner <> CASE WHEN name IN ('channel_set(text,boolean,timestamp with time zone)', 'deliveries_due(timestamp with time zone,time without time zone,integer)', 'delivery_figures(timestamp with time zone)', 'message_stop(bigint,bigint,text)', 'notification_told()',
		'figures_fold(bigint)', 'figures_make(bigint)', 'quarter_apart(bigint,integer,integer,date)', 'record_dated()', 'record_kept()', 'requirement_kept()', 'stay_kept()', 'stays_make(bigint)', 'text_filed()', 'waiting_comes()', 'waiting_goes()') THEN 'gatehouse_keeper'
	WHEN name IN ('search(bigint,text,bigint)', 'search_era(bigint,text[],text[],text,bigint,bigint,integer)', 'search_next(bigint,text[],text,bigint)', 'files_unknown(text[])', 'clock_gap(timestamp with time zone,timestamp with time zone)', 'imports_waiting()') THEN 'gatehouse_search' ELSE 'gatehouse_owner' END $$,
	'they belong to the owner, what looks into all there is to the role that searches or the one that counts, which see past row security');
SELECT is_empty($$ SELECT attname FROM pg_attribute WHERE attrelid = 'app.file'::regclass AND attnum > 0 AND attname <> 'stored' AND has_column_privilege('gatehouse_search', attrelid, attnum, 'SELECT') $$,
	'which knows of files only where they are stored');
SELECT is_empty($$ SELECT attname FROM pg_attribute WHERE attrelid = 'app.event'::regclass AND attnum > 0 AND attname <> 'at' AND has_column_privilege('gatehouse_search', attrelid, attnum, 'SELECT') $$,
	'and of the history only when something happened');
SELECT is_empty($$ SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind = 'r'
	AND has_table_privilege('gatehouse_search', oid, 'SELECT') AND relname <> 'record_text' $$, 'which reads the text that is searched, and nothing else');
SELECT is_empty($$ SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind = 'r'
	AND has_table_privilege('gatehouse_search', oid, 'INSERT, UPDATE, DELETE, TRUNCATE') $$, 'and writes nothing');
-- What counts for everybody: nobody is it, it writes what is counted, and of all else what it copies there.
SELECT is_empty($$ SELECT rolname FROM pg_roles WHERE rolname = 'gatehouse_keeper' AND (rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication) $$, 'nobody logs in as who counts');
SELECT is_empty($$ SELECT FROM pg_auth_members WHERE roleid = 'gatehouse_keeper'::regrole OR member = 'gatehouse_keeper'::regrole $$, 'and nobody becomes it');
SELECT is_empty($$ SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind = 'r' AND relname NOT IN ('figure', 'open_record', 'stay', 'delivery', 'message_choice', 'message_rest', 'message_mute')
	AND has_table_privilege('gatehouse_keeper', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE') $$, 'it has no table but what is counted and what is to be sent');
SELECT is_empty($$ SELECT t, p FROM (VALUES ('delivery', 'UPDATE'), ('delivery', 'DELETE'), ('message_choice', 'DELETE'), ('message_rest', 'INSERT'), ('message_rest', 'UPDATE'), ('message_rest', 'DELETE'), ('message_mute', 'INSERT'), ('message_mute', 'UPDATE'),
	('message_mute', 'DELETE')) x (t, p) WHERE has_table_privilege('gatehouse_keeper', 'app.' || t, p) $$, 'of which it writes what is queued and that somebody wants no more mail, and nothing else');
SELECT set_eq($$ SELECT c.relname || '.' || attname || ' ' || p FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) p
	WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('figure', 'open_record', 'stay', 'delivery', 'message_choice', 'message_rest', 'message_mute') AND attnum > 0 AND has_column_privilege('gatehouse_keeper', attrelid, attnum, p) $$,
	ARRAY['record.site_id SELECT', 'record.id SELECT', 'record.kind SELECT', 'record.state SELECT', 'record.visible SELECT', 'record.due SELECT', 'record.created_at SELECT',
		'record.closed_at SELECT', 'record.department_id SELECT', 'record.state_at SELECT', 'event.site_id SELECT', 'event.seq SELECT', 'event.at SELECT', 'event.record_id SELECT', 'event.detail SELECT', 'waiting.site_id SELECT', 'waiting.record_id SELECT', 'waiting.due SELECT', 'waiting.visible SELECT', 'waiting.visible UPDATE',
		'requirement.site_id SELECT', 'requirement.record_id SELECT', 'requirement.channel SELECT', 'requirement.class SELECT', 'requirement.visible SELECT',
		'channel.name SELECT', 'channel.is_on SELECT', 'channel.is_on UPDATE', 'channel.changed_at UPDATE',
		'robot.site_id SELECT', 'robot.id SELECT', 'robot.vendor SELECT', 'robot.department_id SELECT', 'robot.kinds SELECT', 'robot.stopped_at SELECT',
		'notification.site_id SELECT', 'notification.id SELECT', 'notification.record_id SELECT', 'notification.what SELECT', 'notification.actor_id SELECT', 'notification.at SELECT',
		'membership.site_id SELECT', 'membership.account_id SELECT', 'membership.department_id SELECT', 'membership.left_at SELECT', 'account.id SELECT', 'account.email SELECT', 'account.disabled_at SELECT',
		'site.id SELECT', 'site.slug SELECT', 'site.suspended_at SELECT',
		'penalty.site_id SELECT', 'penalty.record_id SELECT', 'penalty.decided_on SELECT', 'point.site_id SELECT', 'point.id SELECT', 'point.points SELECT', 'point.reverses_id SELECT', 'point.at SELECT',
		'record_text.site_id SELECT', 'record_text.record_id SELECT', 'record_text.kind SELECT', 'record_text.kind UPDATE'], 'and of others what it counts by');
-- Only the site and an account are put into a command as text, and only as numbers; a kind, and what the catalogue names, as an identifier.
SELECT set_eq($$ SELECT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace AND p.prosrc ~ '\mEXECUTE\M' $$,
	ARRAY['account_erase', 'account_powers', 'account_site_words', 'account_sites', 'choices_renamed', 'describe', 'enter_clock', 'enter_import', 'entry_table', 'file_used', 'hold', 'hold_end_by_factor', 'import_hide', 'import_reveal', 'import_stage', 'import_touched', 'kind_sight', 'kind_table', 'member_leave', 'pass_keep', 'pass_make', 'power_sites', 'record_sight', 'sites_of', 'stand', 'sweep', 'tenant_table', 'value_now'], 'the functions that run composed commands');

SELECT is_empty($$
	SELECT p.oid::regprocedure FROM pg_proc p, aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a
	WHERE p.pronamespace = 'app'::regnamespace AND a.grantee = 0
$$, 'nobody but who is named may execute a function');
SELECT is_empty($$
	SELECT p.oid::regprocedure, pg_get_userbyid(a.grantee) FROM pg_proc p, aclexplode(p.proacl) a
	WHERE p.pronamespace = 'app'::regnamespace AND pg_get_userbyid(a.grantee) NOT IN ('gatehouse_owner', 'gatehouse_app', 'gatehouse_public', 'gatehouse_search', 'gatehouse_keeper')
$$, 'nobody else is named');
SELECT is_empty($$
	SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a
	WHERE c.relnamespace = 'app'::regnamespace AND (a.grantee = 0 OR pg_get_userbyid(a.grantee) NOT IN ('gatehouse_owner', 'gatehouse_app', 'gatehouse_public', 'gatehouse_search', 'gatehouse_keeper'))
$$, 'no table is for everybody');
SELECT is_empty($$
	SELECT name FROM unnest(ARRAY['app.event_chain()', 'app.describe(regclass,text,text[])', 'app.tenant_table(regclass,text,boolean)', 'app.kind_table(regclass)', 'app.kind_sight(regclass)', 'app.record_sight()', 'app.kind_row_sight()', 'app.entry_table(regclass)']) name
	WHERE has_function_privilege('gatehouse_app', name, 'EXECUTE')
$$, 'workers call neither the trigger of the history nor the helpers of migrations');

-- What a worker never reads: passwords, second factors, sessions, links, codes.
SELECT is(has_column_privilege('gatehouse_app', 'app.account', c, 'SELECT'), false, 'workers do not read account.' || c) FROM unnest(ARRAY['password', 'totp_secret', 'totp_step', 'browser_key']) c;
SELECT is(has_table_privilege('gatehouse_app', 'app.' || t, p) OR has_any_column_privilege('gatehouse_app', 'app.' || t, replace(p, 'DELETE', 'SELECT')), false, format('workers have no %s on %s', p, t))
	FROM unnest(ARRAY['session', 'one_time_link', 'recovery_code', 'calendar_feed', 'feed_item', 'attempt', 'event_head', 'account_hand', 'submission']) t, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p;
SELECT is(has_any_column_privilege('gatehouse_app', 'app.' || t, p), false, format('workers have no %s on %s', p, t))
	FROM unnest(ARRAY['account', 'site', 'migration', 'clock']) t, unnest(ARRAY['INSERT', 'UPDATE']) p WHERE to_regclass('app.' || t) IS NOT NULL;

SELECT * FROM finish();
ROLLBACK;
