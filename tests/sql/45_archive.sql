-- SPDX-License-Identifier: ISC
-- Goal: what is archived does not change (R30.1), whoever asks: a worker, the owner of the tables, a superuser.  Its row, its
-- versions, its files and what its record says of it stay; the record goes on to superseded and no further.
BEGIN;
\ir fixture/two_sites.sql
SELECT no_plan();

-- 21 is archived, 22 superseded, 23 approved: the same content.
INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, created_at, created_by, changed_at, state_at)
SELECT 9101, 20 + n, 'document', 'DOC-2026-000' || n, 2026, n, 'document ' || n, 'draft', now(), pg_temp.who(9101, 'author'), now(), now() FROM generate_series(1, 3) n;
INSERT INTO app.document (site_id, record_id, type, body) SELECT 9101, 20 + n, 'design', 'text' FROM generate_series(1, 3) n;
INSERT INTO app.record_version VALUES (9101, 21, 1, now(), NULL, '{}'), (9101, 22, 1, now(), NULL, '{}'), (9101, 23, 1, now(), NULL, '{}');
INSERT INTO app.file (site_id, id, record_id, name, type, size, sha256, stored, created_at) SELECT 9101, 20 + n, 20 + n, 'f', 'text/plain', 1, '', 's', now() FROM generate_series(1, 3) n;
UPDATE app.record SET state = CASE id WHEN 23 THEN 'approved' ELSE 'archived' END WHERE site_id = 9101 AND id > 20;
UPDATE app.record SET state = 'superseded' WHERE site_id = 9101 AND id = 22;
SELECT pg_temp.act(9101, 'author', 1);

-- What is tried on one document; where the roles may do it at all, an approved one takes it.
CREATE TEMP TABLE try (command text);
INSERT INTO try VALUES ('UPDATE app.document SET body = ''other'' WHERE record_id = %s'), ('UPDATE app.document SET effective_on = current_date WHERE record_id = %s'),
	('UPDATE app.document SET visible = 1 WHERE record_id = %s'), ('DELETE FROM app.document WHERE record_id = %s'),
	('UPDATE app.record_version SET fields = ''{"body": "other"}'' WHERE record_id = %s'), ('DELETE FROM app.record_version WHERE record_id = %s'),
	('INSERT INTO app.record_version VALUES (9101, %s, 2, now(), NULL, ''{}'')'),
	('UPDATE app.file SET removed_at = now() WHERE record_id = %s'), ('UPDATE app.file SET sha256 = ''other'' WHERE record_id = %s'), ('DELETE FROM app.file WHERE record_id = %s'),
	('INSERT INTO app.file (site_id, id, record_id, name, type, size, sha256, stored, created_at) VALUES (9101, 900, %s, ''g'', ''text/plain'', 1, '''', ''t'', now())'),
	('UPDATE app.record SET title = ''other'' WHERE id = %s'), ('UPDATE app.record SET version = version + 1 WHERE id = %s'), ('UPDATE app.record SET owner_id = created_by WHERE id = %s'),
	('UPDATE app.record SET kind = ''notice'' WHERE id = %s'), ('UPDATE app.record SET state = ''draft'' WHERE id = %s'), ('UPDATE app.record SET state = ''approved'' WHERE id = %s'),
	('DELETE FROM app.record WHERE id = %s');
-- What hangs on another record is not moved here either.
INSERT INTO try VALUES ('UPDATE app.file SET record_id = %s WHERE site_id = 9101 AND record_id = 1'), ('UPDATE app.record_version SET record_id = %s, version = 9 WHERE site_id = 9101 AND record_id = 1');
SELECT is(pg_temp.attempt(format(command, id), r), 'GH409', format('%s, as %s', format(command, id), r))
	FROM try, generate_series(21, 22) id, unnest(ARRAY['gatehouse_owner', 'postgres']) r
	-- Rows that a role cannot write or a key holds are refused for that; here the trigger must come first.
	ORDER BY id, r, command;
SELECT isnt(pg_temp.attempt(format(command, 21)), '1 rows', 'a worker: ' || format(command, 21)) FROM try;
SELECT is(pg_temp.attempt(format(command, 23), 'postgres'), '1 rows', 'of an approved one it is not refused: ' || format(command, 23)) FROM try
	WHERE command !~ '^DELETE FROM app.(record|document) ' AND command !~ 'state = ''approved''';
SELECT isnt(pg_temp.attempt('TRUNCATE app.document CASCADE', r), '0 rows', 'nor are all taken away, as ' || r) FROM unnest(ARRAY['gatehouse_app', 'gatehouse_owner', 'postgres']) r;

SELECT is(pg_temp.attempt('UPDATE app.record SET state = ''superseded'', state_at = now() WHERE id = 21'), '1 rows', 'another takes its place');
SELECT is(pg_temp.attempt('UPDATE app.record SET state = ''archived'' WHERE id = 22'), 'GH409', 'and keeps it');
SELECT is(pg_temp.attempt('UPDATE app.record SET changed_at = now() WHERE id = 21'), '1 rows', 'what is said of it may go on');

SELECT * FROM finish();
ROLLBACK;
