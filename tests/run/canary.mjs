// SPDX-License-Identifier: ISC
// Marks a site: every text of every row of it, whatever the table, gets a word that no other site has; and rows for tables that
// the demo data leaves empty.  SQL for a superuser, made from the catalogue, so that no new column is forgotten.

/** Nobody may see this who is not in the marked site … */
export const CANARY = 'kanari7x';
/** … and this stands beside it, for searching without typing the canary. */
export const NEEDLE = 'nadel9z';

// What the program compares: with another value these rows would not be met at all, and the test would see nothing.
const KEPT = ['record.kind', 'record.state', 'record.number', 'approval.state', 'waiting.action', 'waiting.permission', 'notification.what', 'event.action', 'role.key',
	'role_permission.permission', 'power_request.act', 'rule.key', 'rule.value', 'counter.kind', 'saved_filter.kind', 'list_columns.kind', 'list_columns.columns', 'unsaved.form', 'file.type', 'file.field', 'feedback.code', 'provider.credit_code', 'record_text.body',
	'bulk.kind', 'bulk.move', 'proposed_value.sort', 'proposed_value.field', 'import_batch.kind', 'import_batch.status', 'import_batch.doubles', 'import_batch.stored',
	'record_author.shown_to', 'record_text.kind', 'open_record.kind', 'open_record.state', 'stay.kind', 'stay.state', 'figure.what', 'figure.a', 'figure.b', 'figure.c'];

// In every table at least one row; ids of the site's own records and members.
const MISSING = `
	INSERT INTO file (site_id, record_id, name, type, size, sha256, stored, created_at, created_by)
	SELECT r.site_id, r.id, 'plan.txt', 'text/plain', 4, '', 'aa/plan', now(), r.created_by FROM record r WHERE r.site_id = :site AND r.created_by IS NOT NULL AND r.visible < 2 ORDER BY r.id LIMIT 20;
	INSERT INTO submission SELECT site_id, account_id, 'key-of-another', '/', now() FROM membership WHERE site_id = :site LIMIT 1;
	INSERT INTO role (site_id, name) VALUES (:site, 'ours');
	INSERT INTO bulk (site_id, account_id, kind, move, at) SELECT site_id, account_id, 'requirement', 'accept', now() FROM membership WHERE site_id = :site;
	INSERT INTO bulk_line (site_id, bulk_id, number, reason) SELECT site_id, id, 'REQ-2020-0001', 'why' FROM bulk WHERE site_id = :site;
	INSERT INTO import_batch (site_id, kind, file_name, stored, size, sha256, coding, head, fields, failure, created_at, created_by, changed_at)
	SELECT :site, 'requirement', 'ledger.xlsx', 'aa/plan', 1, 'digest', 'XLSX', '["title"]', '{title}', 'why', now(), min(account_id), now() FROM membership WHERE site_id = :site AND left_at IS NULL;
	INSERT INTO import_line SELECT site_id, id, 2, 'old', 'same', 'closed', '#1' FROM import_batch WHERE site_id = :site;
	INSERT INTO import_mistake (site_id, batch_id, row_no, column_no, field, complaint, arg, arg2, cell) SELECT site_id, id, 2, 1, 'title', 'wrong', 'a', 'b', 'cell' FROM import_batch WHERE site_id = :site;
	INSERT INTO imported SELECT b.site_id, (SELECT min(r.id) FROM record r WHERE r.site_id = :site AND r.visible = 0), b.id, 2, 'old', 'old', 'submitter', 'closed', 0 FROM import_batch b WHERE b.site_id = :site;
	UPDATE import_batch SET status = 'checking' WHERE site_id = :site;
	UPDATE import_batch SET status = 'checked' WHERE site_id = :site;
	INSERT INTO rule VALUES (:site, 'public_feedback', '1') ON CONFLICT DO NOTHING;
	INSERT INTO saved_filter (site_id, account_id, kind, name, query, shared, created_at) SELECT site_id, account_id, 'requirement', 'ours', 'state=open', true, now() FROM membership WHERE site_id = :site LIMIT 1;
	INSERT INTO list_columns SELECT site_id, account_id, 'requirement', 'due waits' FROM membership WHERE site_id = :site LIMIT 1;
	INSERT INTO saying (site_id, text, created_at, created_by) SELECT :site, 'agreed', now(), min(account_id) FROM membership WHERE site_id = :site;
	INSERT INTO unsaved SELECT site_id, account_id, 'requirements/new', 'key', 'typed', now() FROM membership WHERE site_id = :site LIMIT 1;
	INSERT INTO vote_before SELECT v.site_id, v.approval_id, v.record_id, v.account_id, 1, 'approve', v.standing, 'before', '{}', v.at, v.at FROM vote v WHERE v.site_id = :site LIMIT 1;
	INSERT INTO urge SELECT r.site_id, r.id, '2020-01-01', r.created_by, now() FROM record r WHERE r.site_id = :site AND r.created_by IS NOT NULL LIMIT 1;
	INSERT INTO opinion (site_id, record_id, account_id, asked_by, question, asked_at) SELECT r.site_id, r.id, r.created_by, r.created_by, 'what?', now() FROM record r WHERE r.site_id = :site AND r.created_by IS NOT NULL LIMIT 1;
	INSERT INTO power_request (site_id, act, subject_id, reason, requested_by, requested_at, expires_at) SELECT :site, 'link', min(account_id), 'why', max(account_id), now(), now() + interval '7 days' FROM membership WHERE site_id = :site;
	INSERT INTO invitation (site_id, address, name, token, invited_by, invited_at, expires_at) SELECT :site, 'guest', 'ours', 'aa', min(account_id), now(), now() + interval '7 days' FROM membership WHERE site_id = :site;
	INSERT INTO release_freeze_lifted (site_id, starts_on, ends_on, reason, lifted_at, lifted_by) SELECT :site, current_date, current_date + 1, 'why', now(), min(account_id) FROM membership WHERE site_id = :site;
	INSERT INTO record_author SELECT r.site_id, r.id, r.created_by, 'hazard.handle' FROM record r WHERE r.site_id = :site AND r.kind = 'hazard' AND r.created_by IS NOT NULL ON CONFLICT DO NOTHING;
	INSERT INTO release_freeze (site_id, starts_on, ends_on, reason, created_at, created_by) SELECT :site, current_date, current_date + 1, 'why', now(), min(account_id) FROM membership WHERE site_id = :site;
	INSERT INTO duty (site_id, rule, part, starts_on, ends_on, until_on, due, permission, state, waived_by, reason, reminded, remind_on, created_at, changed_at)
		SELECT :site, 'triage', 'ours', '2020-01-01', '2020-01-31', '2020-01-31', '2020-01-31', 'requirement.triage', 'waived', min(account_id), 'why', 1, '2020-02-01', now(), now() FROM membership WHERE site_id = :site;
	INSERT INTO duty_reminder SELECT d.site_id, d.id, 1, d.waived_by, 'own', now() FROM duty d WHERE d.site_id = :site AND d.part = 'ours';
	INSERT INTO robot (site_id, vendor, name, host, address, created_at, created_by) SELECT :site, 'webhook', 'ours', 'robot.test', 'sealed', now(), min(account_id) FROM membership WHERE site_id = :site;
	INSERT INTO message_choice SELECT site_id, account_id, 'talk', 'off' FROM membership WHERE site_id = :site LIMIT 1;
	INSERT INTO mail_in (site_id, key, account_id, at) SELECT site_id, encode(sha256('ours'), 'hex'), account_id, now() FROM membership WHERE site_id = :site LIMIT 1;
	INSERT INTO message_rest SELECT site_id, account_id, '22:00', '23:00' FROM membership WHERE site_id = :site LIMIT 1;
	INSERT INTO message_mute SELECT m.site_id, m.account_id, r.id, now() FROM membership m JOIN (SELECT min(id) AS id FROM record WHERE site_id = :site AND visible = 0) r ON true WHERE m.site_id = :site;
	INSERT INTO delivery (site_id, account_id, notification_id, topic, at, due_at, status, error) SELECT site_id, account_id, id, 'talk', now(), now(), 'dead', 'ours' FROM notification WHERE site_id = :site LIMIT 20;
	INSERT INTO privacy_text SELECT :site, 2, 'ours', 'ours', now(), min(account_id) FROM membership WHERE site_id = :site;
	INSERT INTO delegation (site_id, account_id, delegate_id, starts_on, ends_on, created_at) SELECT :site, min(account_id), max(account_id), '2020-01-01', '2020-01-02', now() FROM membership WHERE site_id = :site;
	INSERT INTO lent SELECT d.site_id, d.id, r.id, 'ours', 'owner_id', 0, now() FROM delegation d JOIN (SELECT min(id) AS id FROM record WHERE site_id = :site AND visible = 0) r ON true WHERE d.site_id = :site;`;

// … and a record in each state of each kind that none of the site's is in, but for the kinds that the clock would move on; in every
// empty table of entries one row for each record of its kind: what the columns and constraints take.
const FILL = `
DO $fill$
DECLARE
	t record;
	one record;
	member bigint := (SELECT min(account_id) FROM membership WHERE site_id = :site);
	names text;
	given text;
	found boolean;
BEGIN
	FOR t IN SELECT c.oid, c.relname, k ->> 'name' AS kind, k ->> 'code' AS code, k -> 'states' AS states, c.relname = k ->> 'name' AS is_kind
		FROM pg_class c JOIN LATERAL (SELECT k FROM jsonb_array_elements(':kinds') k WHERE starts_with(c.relname || '_', k ->> 'name' || '_')
			ORDER BY length(k ->> 'name') DESC LIMIT 1) x ON true
		WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'r'
			AND EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.conname IN (c.relname || '_is_a_record', c.relname || '_is_of_a_record'))
		ORDER BY c.relname = k ->> 'name' DESC, c.relname <> 'launch', 2
	LOOP
		EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE site_id = :site)', t.relname) INTO found;
		CONTINUE WHEN found AND (NOT t.is_kind OR t.kind IN ('requirement', 'penalty'));
		IF t.is_kind THEN
			INSERT INTO record (site_id, kind, number, year, seq, title, state, created_at, created_by, submitted_by, changed_at, state_at)
			SELECT :site, t.kind, t.code || '-2026-' || seq, 2026, seq, t.kind, s ->> 'name', now(), member, member, now(), now()
			FROM jsonb_array_elements(t.states) WITH ORDINALITY e (s, no), LATERAL (SELECT 900 + no AS seq) x
			WHERE NOT EXISTS (SELECT FROM record r WHERE r.site_id = :site AND r.kind = t.kind AND r.state = s ->> 'name');
		END IF;
		FOR one IN EXECUTE format('SELECT id FROM record r WHERE site_id = :site AND kind = %L AND NOT EXISTS (SELECT FROM %I x WHERE x.site_id = :site AND x.record_id = r.id)
			ORDER BY id LIMIT 20', t.kind, t.relname) LOOP
			SELECT string_agg(quote_ident(a.attname), ', '), string_agg(quote_literal(CASE
					WHEN a.attname = 'site_id' THEN ':site' WHEN a.attname = 'record_id' THEN one.id::text
					WHEN a.attname IN ('by_id', 'owner_id', 'account_id') THEN member::text
					WHEN a.attname = 'year' THEN '2026'
					WHEN a.attname = 'target_id' THEN (SELECT min(id) FROM record WHERE site_id = :site AND kind = 'launch')::text
					WHEN a.atttypid = 'text'::regtype THEN COALESCE((SELECT (regexp_match(pg_get_constraintdef(k.oid), '''([a-z_0-9]+)''::text'))[1] FROM pg_constraint k
						WHERE k.conrelid = t.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]), 'ours')
					WHEN a.atttypid = 'bigint'::regtype THEN one.id::text
					WHEN a.atttypid IN ('date'::regtype, 'timestamptz'::regtype) THEN '2026-01-02' WHEN a.atttypid = 'time'::regtype THEN '10:00'
					WHEN a.atttypid = 'boolean'::regtype THEN 'false'
					ELSE COALESCE((SELECT (regexp_match(pg_get_constraintdef(k.oid), '>= [(]?([0-9]+)'))[1] FROM pg_constraint k
						WHERE k.conrelid = t.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]), '1') END), ', ')
			INTO names, given FROM pg_attribute a
			WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' AND (a.attnotnull AND NOT a.atthasdef OR a.attname IN ('by_id', 'target_id'));
			EXECUTE format('INSERT INTO %I (%s) VALUES (%s)', t.relname, names, given);
		END LOOP;
	END LOOP;
END $fill$;`;

/** Records of ${kinds} (gatehousectl kinds --json) and their entries, where a site has none. */
export const fillSql = (site, kinds) => `
SET search_path = app, public;
SET session_replication_role = replica;
${FILL.replaceAll(':site', site).replaceAll(':kinds', JSON.stringify(kinds.map(({ name, code, states }) => ({ name, code, states: states.map((s) => ({ name: s.name })) }))))}
RESET session_replication_role;`;

/** Some records of each kind of ${site} get the numbers of ${marked}'s: for what a number leads to when the site is forgotten. */
export const twinSql = (site, marked) => `
SET search_path = app, public;
SET session_replication_role = replica;
WITH ranked AS (SELECT *, row_number() OVER (PARTITION BY site_id, kind ORDER BY visible, id) AS rank FROM record WHERE site_id IN (${site}, ${marked}))
UPDATE record r SET number = t.number, year = t.year, seq = t.seq FROM ranked m JOIN ranked t ON t.site_id = ${marked} AND t.kind = m.kind AND t.rank = m.rank
WHERE m.site_id = ${site} AND m.rank IN (1, 3, 5) AND r.site_id = m.site_id AND r.id = m.id;
RESET session_replication_role;`;

/** Numbers that no other site has, then the mark. */
export const markSql = (site, kinds) => `
${fillSql(site, kinds)}
SET session_replication_role = replica;
${MISSING.replaceAll(':site', site)}
UPDATE record SET seq = seq + 5000, number = regexp_replace(number, '[0-9]+$', '') || (seq + 5000) WHERE site_id = ${site};
DO $mark$
DECLARE
	c record;
	mark CONSTANT text := ' ${CANARY} ${NEEDLE}';
BEGIN
	FOR c IN SELECT t.relname, a.attname, a.atttypid::regtype::text AS type FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
		WHERE t.relnamespace = 'app'::regnamespace AND t.relkind = 'r' AND a.atttypid IN ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)
			AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = t.oid AND s.attname = 'site_id')
			AND t.relname || '.' || a.attname NOT IN (${KEPT.map((k) => `'${k}'`).join(', ')})
			-- A column that only takes certain words is compared too.
			AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'c' AND a.attnum = ANY (k.conkey) AND pg_get_constraintdef(k.oid) ~ '= ANY')
	LOOP
		EXECUTE format('UPDATE %I SET %I = %s WHERE site_id = ${site}', c.relname, c.attname, CASE c.type
			WHEN 'text' THEN format('%I || %L', c.attname, mark)
			WHEN 'text[]' THEN format('%I || %L::text', c.attname, '${CANARY}')
			ELSE format('CASE jsonb_typeof(%1$I) WHEN ''object'' THEN (SELECT COALESCE(jsonb_object_agg(k, CASE WHEN jsonb_typeof(v) = ''string'' AND v #>> ''{}'' !~ ''^[0-9]+$'' THEN to_jsonb((v #>> ''{}'') || %2$L) ELSE v END), ''{}'') || jsonb_build_object(''note'', %2$L::text) FROM jsonb_each(%1$I) j (k, v))
				WHEN ''string'' THEN to_jsonb((%1$I #>> ''{}'') || %2$L) ELSE %1$I END',
				c.attname, mark) END);
	END LOOP;
END $mark$;
UPDATE record_text SET body = x.body, words = array_to_tsvector(words_of(x.body)) FROM (
	SELECT r.id, fold(r.number || ' ' || r.title) AS body FROM record r WHERE r.site_id = ${site}) x WHERE site_id = ${site} AND record_id = x.id;
UPDATE account SET name = name || '${CANARY}', email = '${CANARY}@x.test', sort_key = '${CANARY}'
	WHERE id IN (SELECT account_id FROM membership GROUP BY account_id HAVING array_agg(DISTINCT site_id) = ARRAY[${site}]::bigint[]);
UPDATE site SET name = name || '${CANARY}', name_en = '${CANARY}', version = version + 1 WHERE id = ${site};
RESET session_replication_role;
ANALYZE;`;

/** One digest over all rows of a site, table by table. */
export const digestSql = (site) => `
SET search_path = app, public;
SELECT t.relname || ' ' || (xpath('//d/text()', query_to_xml(format('SELECT count(*) || ''/'' || coalesce(md5(string_agg(t::text, '','' ORDER BY t::text)), '''') AS d FROM app.%I t WHERE site_id = ${site}', t.relname), false, false, '')))[1]
FROM pg_class t WHERE t.relnamespace = 'app'::regnamespace AND t.relkind = 'r' AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = t.oid AND s.attname = 'site_id') ORDER BY 1;`;

/** Takes the site out of every policy: the second wall is gone, who sees which record is as before. */
export const openWallSql = `
DO $open$
DECLARE
	p record;
BEGIN
	FOR p IN SELECT c.oid::regclass AS t, o.polname, pg_get_expr(o.polqual, o.polrelid) AS qual FROM pg_policy o JOIN pg_class c ON c.oid = o.polrelid WHERE c.relnamespace = 'app'::regnamespace AND o.polname = 'site' LOOP
		EXECUTE format('ALTER POLICY %I ON %s USING (%s) WITH CHECK (true)', p.polname, p.t, regexp_replace(p.qual, '(\\w+\\.)?site_id = (app\\.)?site\\(\\)', 'true', 'g'));
	END LOOP;
END $open$;`;
