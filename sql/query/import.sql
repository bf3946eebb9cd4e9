-- Statements of src/import: tables that become records.

-- name: import_add
-- A file was uploaded; no row has been read yet.
-- $1 site bigint, $2 kind, $3 name of the file, $4 where it is stored, $5 bytes, $6 digest, $7 now, $8 who
INSERT INTO app.import_batch (site_id, kind, file_name, stored, size, sha256, created_at, created_by, changed_at)
VALUES ($1::bigint, $2, $3, $4, $5::bigint, $6, $7::timestamptz, $8::bigint, $7::timestamptz) RETURNING id::text AS id;

-- name: import_head_put
-- Stores the column heads and the field of each column.
-- $1 site bigint, $2 import, $3 sheet, $4 coding, $5 head as JSON, $6 its row, $7 fields text[], $8 now
UPDATE app.import_batch SET sheet = $3, coding = $4, head = $5::jsonb, head_row = $6::int, fields = $7::text[], changed_at = $8::timestamptz
WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_find
-- One import with its people.
-- $1 site bigint, $2 import
SELECT b.id::text AS id, b.kind, b.file_name, b.stored, b.size, b.sha256, b.sheet, b.coding, b.head::text AS head, b.head_row, b.fields, b.doubles, b.status, b.at_row, b.rows, b.wrong,
	b.doubled, b.made, b.kept, b.failure, b.failure_arg, to_char(b.created_at, 'YYYY-MM-DD HH24:MI') AS created_at, b.created_by::text AS created_by,
	a.name AS author_name, s.name AS second_name, to_char(b.confirmed_at, 'YYYY-MM-DD HH24:MI') AS confirmed_at, to_char(b.finished_at, 'YYYY-MM-DD HH24:MI') AS finished_at,
	u.name AS undoer_name, to_char(b.undone_at, 'YYYY-MM-DD HH24:MI') AS undone_at, b.finished_at > now() - interval '30 days' AS can_undo,
	to_char(b.finished_at + interval '30 days', 'YYYY-MM-DD') AS undo_until, app.are_two(b.created_by, app.account()) AS are_two, b.changed_at < now() - interval '5 minutes' AS is_slow
FROM app.import_batch b LEFT JOIN app.account a ON a.id = b.created_by LEFT JOIN app.account s ON s.id = b.confirmed_by LEFT JOIN app.account u ON u.id = b.undone_by
WHERE b.site_id = $1::bigint AND b.id = $2::bigint;

-- name: import_hold
-- The same import, locked, so that it is decided on only once.
-- $1 site bigint, $2 import
SELECT b.status, b.kind, b.created_by::text AS created_by, b.stored FROM app.import_batch b WHERE b.site_id = $1::bigint AND b.id = $2::bigint FOR UPDATE;

-- name: import_list
-- The imports of a site, newest first.
-- $1 site bigint
SELECT b.id::text AS id, b.kind, b.file_name, b.status, b.rows, b.made, to_char(b.created_at, 'YYYY-MM-DD HH24:MI') AS created_at, a.name AS author_name,
	b.status IN ('columns', 'checking', 'checked', 'waiting', 'importing', 'undoing') AS is_open
FROM app.import_batch b LEFT JOIN app.account a ON a.id = b.created_by WHERE b.site_id = $1::bigint ORDER BY b.id DESC LIMIT 100;

-- name: import_same_file
-- The same bytes, imported before and not taken back.
-- $1 site bigint, $2 digest, $3 this import
SELECT b.id::text AS id, to_char(b.created_at, 'YYYY-MM-DD HH24:MI') AS created_at, a.name AS author_name FROM app.import_batch b LEFT JOIN app.account a ON a.id = b.created_by
WHERE b.site_id = $1::bigint AND b.sha256 = $2 AND b.id <> $3::bigint AND b.status IN ('importing', 'done') ORDER BY b.id DESC LIMIT 1;

-- name: import_fields_put
-- Stores the chosen field of each column and restarts the check.
-- $1 site bigint, $2 import, $3 fields text[], $4 now
UPDATE app.import_batch SET fields = $3::text[], changed_at = $4::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_step
-- Moves the import to another step.
-- $1 site bigint, $2 import, $3 status, $4 now
UPDATE app.import_batch SET status = $3, at_row = 0, changed_at = $4::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_check_again
-- Deletes the results of an earlier check.
-- $1 site bigint, $2 import
WITH m AS (DELETE FROM app.import_mistake WHERE site_id = $1::bigint AND batch_id = $2::bigint),
l AS (DELETE FROM app.import_line WHERE site_id = $1::bigint AND batch_id = $2::bigint)
UPDATE app.import_batch SET rows = 0, wrong = 0, doubled = 0, at_row = 0 WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_progress
-- Stores how many rows have been processed.
-- $1 site bigint, $2 import, $3 last row, $4 rows more, $5 wrong rows more, $6 now
UPDATE app.import_batch SET at_row = $3::int, rows = rows + $4::int, wrong = wrong + $5::int, changed_at = $6::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_states
-- How many rows will be imported in each state.
-- $1 site bigint, $2 import
SELECT state, count(*) AS n FROM app.import_line WHERE site_id = $1::bigint AND batch_id = $2::bigint AND state <> '' GROUP BY 1 ORDER BY 2 DESC, 1;

-- name: import_kept
-- Records of an import that was taken back which are still there.
-- $1 site bigint, $2 import
SELECT r.number, r.title FROM app.imported i JOIN app.record r ON r.site_id = i.site_id AND r.id = i.record_id WHERE i.site_id = $1::bigint AND i.batch_id = $2::bigint ORDER BY r.id LIMIT 200;

-- name: import_fail
-- Marks the import as failed.
-- $1 site bigint, $2 import, $3 why, $4 what that says of, $5 now
UPDATE app.import_batch SET status = 'failed', failure = $3, failure_arg = $4, changed_at = $5::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_line_add
-- Stores a row that was checked.
-- $1 site bigint, $2 import, $3 row, $4 old number folded, $5 title, $6 department, $7 day, $8 state
INSERT INTO app.import_line (site_id, batch_id, row_no, old_number, same, state) VALUES ($1::bigint, $2::bigint, $3::int, $4,
	CASE WHEN $5::text = '' THEN '' ELSE app.import_same($5::text, $6::bigint, $7::date) END, $8);

-- name: import_mistake_add
-- Stores a mistake in a cell.
-- $1 site bigint, $2 import, $3 row, $4 column, $5 field, $6 complaint, $7 its value, $8 second, $9 cell
INSERT INTO app.import_mistake (site_id, batch_id, row_no, column_no, field, complaint, arg, arg2, cell) VALUES ($1::bigint, $2::bigint, $3::int, $4::int, $5, $6, $7, $8, $9);

-- name: import_find_doubles
-- Finds rows that occur twice in the table or exist as records that the person may see: by old number, else by title, department and day. Returns their number.
-- $1 site bigint, $2 import, $3 kind, $4 is a day given?
WITH l AS (SELECT * FROM app.import_line WHERE site_id = $1::bigint AND batch_id = $2::bigint),
numbers AS (SELECT old_number, min(row_no) AS first FROM l WHERE old_number <> '' GROUP BY 1 HAVING count(*) > 1),
sames AS (SELECT same, min(row_no) AS first FROM l WHERE same <> '' GROUP BY 1 HAVING count(*) > 1),
there AS (SELECT r.number, lower(r.number) AS key, app.import_same(r.title, r.department_id, CASE WHEN $4::boolean THEN r.created_at::date END) AS same, COALESCE(i.old_key, '') AS old_key
	FROM app.record r LEFT JOIN app.imported i ON i.site_id = r.site_id AND i.record_id = r.id WHERE r.site_id = $1::bigint AND r.kind = $3),
found AS (
	SELECT l.row_no, '#' || n.first AS of, 1 AS rank FROM l JOIN numbers n ON n.old_number = l.old_number AND l.row_no > n.first
	UNION ALL SELECT l.row_no, '#' || s.first, 2 FROM l JOIN sames s ON s.same = l.same AND l.row_no > s.first JOIN l f ON f.row_no = s.first WHERE l.old_number = '' OR f.old_number = ''
	UNION ALL SELECT l.row_no, t.number, 0 FROM l JOIN there t ON t.key = l.old_number WHERE l.old_number <> ''
	UNION ALL SELECT l.row_no, t.number, 0 FROM l JOIN there t ON t.old_key = l.old_number WHERE l.old_number <> ''
	UNION ALL SELECT l.row_no, t.number, 1 FROM l JOIN there t ON t.same = l.same WHERE l.same <> '' AND (l.old_number = '' OR t.old_key = '')),
best AS (SELECT DISTINCT ON (row_no) row_no, of FROM found ORDER BY row_no, rank, of),
put AS (UPDATE app.import_line x SET double_of = b.of FROM best b WHERE x.site_id = $1::bigint AND x.batch_id = $2::bigint AND x.row_no = b.row_no RETURNING 1)
UPDATE app.import_batch SET doubled = (SELECT count(*) FROM put) WHERE site_id = $1::bigint AND id = $2::bigint RETURNING doubled, wrong, rows;

-- name: import_doubles
-- A page of the rows that exist already.
-- $1 site bigint, $2 import, $3 row, $4 limit
SELECT row_no, double_of FROM app.import_line WHERE site_id = $1::bigint AND batch_id = $2::bigint AND row_no >= $3::int AND double_of <> '' ORDER BY row_no LIMIT $4::int;

-- name: import_mistakes
-- A page of the mistakes, row by row.
-- $1 site bigint, $2 import, $3 row, $4 id, $5 limit
SELECT id::text AS id, row_no, column_no, field, complaint, arg, arg2, cell FROM app.import_mistake
WHERE site_id = $1::bigint AND batch_id = $2::bigint AND (row_no, id) > ($3::int, $4::bigint) ORDER BY row_no, id LIMIT $5::int;

-- name: import_wait
-- The check succeeded: a second person is asked to confirm.
-- $1 site bigint, $2 import, $3 now
UPDATE app.import_batch SET status = 'waiting', changed_at = $3::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_doubles_decide
-- Stores what to do with rows that exist already.
-- $1 site bigint, $2 import, $3 refuse, skip or make
UPDATE app.import_batch SET doubles = $3 WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_confirm
-- The second person confirms it.
-- $1 site bigint, $2 import, $3 who (NULL: the machine's owner), $4 now
UPDATE app.import_batch SET status = 'importing', at_row = 0, confirmed_by = $3::bigint, confirmed_at = $4::timestamptz, changed_at = $4::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_undo
-- Somebody takes the import back.
-- $1 site bigint, $2 import, $3 who, $4 now
UPDATE app.import_batch SET status = 'undoing', undone_by = $3::bigint, undone_at = $4::timestamptz, changed_at = $4::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_undone
-- Marks the import as taken back.
-- $1 site bigint, $2 import, $3 records that are kept, $4 now
UPDATE app.import_batch SET status = 'undone', kept = $3::int, changed_at = $4::timestamptz WHERE site_id = $1::bigint AND id = $2::bigint;

-- name: import_forget
-- Deletes the data that only the check needed.
-- $1 site bigint, $2 import
WITH l AS (DELETE FROM app.import_line WHERE site_id = $1::bigint AND batch_id = $2::bigint)
DELETE FROM app.import_mistake WHERE site_id = $1::bigint AND batch_id = $2::bigint;

-- name: import_stage
-- Marks the records created so far as invisible.
-- $1 site bigint, $2 import
SELECT app.import_stage($1::bigint, $2::bigint);

-- name: import_reveal
-- Makes all records of the import visible.
-- $1 site bigint, $2 import, $3 now
SELECT app.import_reveal($1::bigint, $2::bigint, $3::timestamptz) AS made;

-- name: import_touched
-- The imported records that somebody has worked on since.
-- $1 site bigint, $2 import, $3 named elsewhere bigint[]
SELECT record_id::text AS id, number FROM app.import_touched($1::bigint, $2::bigint, $3::bigint[]);

-- name: import_hide
-- Makes the other records invisible again.
-- $1 site bigint, $2 import, $3 kept bigint[], $4 now
SELECT app.import_hide($1::bigint, $2::bigint, $3::bigint[], $4::timestamptz) AS hidden;

-- name: import_records
-- The records of an import: how many are visible, and the first and last number.
-- $1 site bigint, $2 import
SELECT count(*) AS n, min(r.number) AS first, max(r.number) AS last FROM app.imported i JOIN app.record r ON r.site_id = i.site_id AND r.id = i.record_id
WHERE i.site_id = $1::bigint AND i.batch_id = $2::bigint;

-- name: import_enter
-- Enters a site as the person who started an import.
-- $1 site bigint, $2 import
SELECT account_id::text AS account_id, login, name, department_id, is_held, permissions, status FROM app.enter_import($1::bigint, $2::bigint);

-- name: import_waiting
-- Imports that the courier has to continue.
-- global: of all sites
SELECT slug, batch_id::text AS id, stored FROM app.imports_waiting();

-- name: import_ids
-- Ids for records that will be made in this transaction.
-- global: a sequence belongs to no site
-- $1 how many
SELECT nextval('app.record_id_seq')::text AS id FROM generate_series(1, $1::int);

-- name: import_people
-- Members by name and login name, to find the person that a cell means.
-- $1 site bigint
SELECT m.account_id::text AS id, a.name, a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id
WHERE m.site_id = $1::bigint AND m.left_at IS NULL AND a.disabled_at IS NULL ORDER BY a.login;

-- name: import_departments
-- Departments in use by their names.
-- $1 site bigint
SELECT d.id::text AS id, d.name, d.name_en FROM app.department d WHERE d.site_id = $1::bigint AND d.closed_at IS NULL ORDER BY d.id;

-- name: import_titled
-- Records of these kinds with this title, as far as the person may see them.
-- $1 site bigint, $2 kinds (NULL: any), $3 title
SELECT r.number FROM app.record r WHERE r.site_id = $1::bigint AND ($2::text IS NULL OR r.kind = ANY (string_to_array($2::text, ' '))) AND r.visible < 2
	AND replace(app.fold(r.title), ' ', '') = replace(app.fold($3::text), ' ', '') ORDER BY r.id LIMIT 3;

-- name: import_tell
-- Notifies those who may confirm, or the person who started the import.
-- $1 site bigint, $2 who is told (NULL: all who may import, but for who does this), $3 what, $4 who does this, $5 detail as JSON, $6 now
INSERT INTO app.notification (site_id, account_id, record_id, what, actor_id, detail, at)
SELECT DISTINCT $1::bigint, m.account_id, NULL::bigint, $3::text, $4::bigint, $5::jsonb, $6::timestamptz FROM app.membership m
JOIN app.member_role mr ON mr.site_id = m.site_id AND mr.account_id = m.account_id
JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id AND rp.permission = 'record.import'
WHERE m.site_id = $1::bigint AND m.left_at IS NULL AND m.account_id IS DISTINCT FROM $4::bigint AND ($2::bigint IS NULL OR m.account_id = $2::bigint);

-- name: imported_add
-- Stores where an imported record comes from, and the dates and people stated in the table.
-- $1 site bigint, $2 record, $3 import, $4 row, $5 old number, $6 the same folded, $7 submitter who is no member, $8 state, $9 sight, $10 made, $11 submitter, $12 since when in this state, $13 closed
WITH i AS (
	INSERT INTO app.imported (site_id, record_id, batch_id, row_no, old_number, old_key, submitter, state, sight)
	VALUES ($1::bigint, $2::bigint, $3::bigint, $4::int, $5, $6, $7, $8, $9::smallint))
UPDATE app.record SET created_at = COALESCE($10::timestamptz, created_at), submitted_by = $11::bigint, state_at = COALESCE($12::timestamptz, $10::timestamptz, state_at), closed_at = $13::timestamptz
WHERE site_id = $1::bigint AND id = $2::bigint;
