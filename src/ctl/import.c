/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl import: records from a table of a spreadsheet, by what the page of the site does (src/import), in one transaction: all rows
 * or none.  Whoever runs the machine is the second person.  --dry-run names every mistake and writes nothing.
 */
#include "ctl/act.h"
#include "ctl/verb.h"

#include "access/event.h"
#include "base/random.h"
#include "base/str.h"
#include "import/import.h"
#include "view/words.h"

#include <errno.h>
#include <string.h>

enum { PAGE = 500 };

struct import {
	struct call *call;
	const struct kind *kind;
	const char *file, *account_id;
	struct batch *batch;
	struct targets *targets;
	json_t *said;                   /* with --json */
	size_t mistakes, doubles;
};

/* ---- the file, and where its columns go */

/* {"columns": {"head": "field" or "-"}, "same": {"field": "value"}} */
static struct err *
read_map(const char *file, json_t **out)
{
	json_error_t wrong;

	*out = json_object();
	if (file == NULL)
		return (OK);
	json_decref(*out);
	*out = json_load_file(file, JSON_REJECT_DUPLICATES, &wrong);
	if (*out == NULL)
		return (RAISE(ERR_INVALID, "\"%s\", line %d: %s", file, wrong.line, wrong.text));
	return (OK);
}

/* A record of which nothing says its state begins as one that is typed. */
static char **
fields_of(struct import *im, json_t *map)
{
	struct ctx *c = im->call->c;
	const struct batch *b = im->batch;
	json_t *columns = json_object_get(map, "columns"), *same = json_object_get(map, "same"), *value;
	char **fields = mem_array(c, char *, b->n + json_object_size(same) + 2);
	bool has_state = json_object_get(same, "state") != NULL;
	const char *name;
	size_t n = 0;

	for (; n < b->n; n++) {
		const char *said = json_string_value(json_object_get(columns, b->head[n]));

		fields[n] = mem_str(c, str_or(said, b->fields[n]));
		has_state = has_state || str_eq(fields[n], "state");
	}
	json_object_foreach(same, name, value)
		fields[n++] = mem_fmt(c, "%s=%s", name, str_or(json_string_value(value), ""));
	if (!has_state)
		fields[n++] = mem_fmt(c, "state=%s", im->kind->first);
	return (fields);
}

static struct err *
assign(struct import *im, const char *map_file)
{
	struct ctx *c = im->call->c;
	const char *complaint, *arg;
	json_t *map;

	TRY(read_map(map_file, &map));
	im->batch->fields = fields_of(im, map);
	json_decref(map);
	im->targets = targets_of(c, im->kind);
	complaint = batch_complaint(c, im->batch, im->targets, &arg);
	if (complaint != NULL)
		return (RAISE(ERR_INVALID, "%s gatehousectl kinds %s shows the fields; --map says where columns go", wordf(c, complaint, arg, NULL), im->kind->name));
	db_ask(c->db, c, STMT_IMPORT_FIELDS_PUT, NULL, ARGS(c->site_id, im->batch->id, form_array(c, im->batch->fields), c->now));
	db_ask(c->db, c, STMT_IMPORT_STEP, NULL, ARGS(c->site_id, im->batch->id, "checking", c->now));
	return (db_wait(c->db));
}

static struct err *
begin(struct import *im, const char *map_file)
{
	struct ctx *c = im->call->c;
	const struct table_fault *fault;
	const char *sha256, *slash = strrchr(im->file, '/');
	int64_t size;

	sha256 = digest_file(c, im->file, &size);
	if (sha256 == NULL)
		return (RAISE(ERR_NOT_FOUND, "cannot read \"%s\": %s", im->file, strerror(errno)));
	TRY(act_enter(c, c->site, im->account_id));
	if (!record_may_create(c, im->kind))
		return (RAISE(ERR_FORBIDDEN, "\"%s\" may make no %s", c->me->login, im->kind->name));
	TRY(batch_begin(c, im->kind, slash == NULL ? im->file : slash + 1, im->file, "", size, sha256, &im->batch, &fault));
	if (im->batch == NULL)
		return (RAISE(ERR_INVALID, "\"%s\": %s", im->file, wordf(c, fault->complaint, fault->arg, NULL)));
	return (assign(im, map_file));
}

static struct err *
all_pieces(struct import *im)
{
	struct run *run = run_within(im->call->c, im->batch->id, im->file);
	bool more = true;

	while (more)
		TRY(run_step(run, &more));
	mem_free(run);
	return (OK);
}

/* ---- what was found */

static void
say_mistake(struct import *im, const struct rows *rows, size_t i)
{
	struct ctx *c = im->call->c;
	const char *field = rows_str(rows, i, "field"), *row = rows_str(rows, i, "row_no");
	const char *text = mistake_text(c, im->targets, field, rows_str(rows, i, "complaint"), rows_str(rows, i, "arg"), rows_str(rows, i, "arg2"));

	im->mistakes++;
	if (im->said == NULL)
		printf("row %s: %s%s%s\n", row, field, *field == '\0' ? "" : ": ", text);
	else
		json_array_append_new(json_object_get(im->said, "mistakes"), json_pack("{s:I,s:I,s:s,s:s,s:s}", "row", (json_int_t)rows_int(rows, i, "row_no"),
		    "column", (json_int_t)rows_int(rows, i, "column_no"), "field", field, "text", text, "cell", rows_str(rows, i, "cell")));
}

static void
say_double(struct import *im, const struct rows *rows, size_t i)
{
	const char *row = rows_str(rows, i, "row_no"), *of = rows_str(rows, i, "double_of");

	im->doubles++;
	if (im->said != NULL)
		json_array_append_new(json_object_get(im->said, "doubles"), json_pack("{s:I,s:s}", "row", (json_int_t)rows_int(rows, i, "row_no"), "of", of));
	else if (*of == '#')
		printf("row %s: repeats row %s\n", row, of + 1);
	else
		printf("row %s: exists already: %s\n", row, of);
}

static struct err *
say_mistakes(struct import *im)
{
	struct ctx *c = im->call->c;
	const char *row = "-1", *id = "0";
	struct rows *rows;

	do {
		TRY(db_run(c->db, c, STMT_IMPORT_MISTAKES, &rows, ARGS(c->site_id, im->batch->id, row, id, "500")));
		for (size_t i = 0; i < rows_count(rows); i++) {
			say_mistake(im, rows, i);
			row = rows_str(rows, i, "row_no");
			id = rows_str(rows, i, "id");
		}
	} while (rows_count(rows) == PAGE);
	return (OK);
}

static struct err *
say_doubles(struct import *im)
{
	struct ctx *c = im->call->c;
	const char *row = "0";
	struct rows *rows;

	do {
		TRY(db_run(c->db, c, STMT_IMPORT_DOUBLES, &rows, ARGS(c->site_id, im->batch->id, row, "500")));
		for (size_t i = 0; i < rows_count(rows); i++) {
			say_double(im, rows, i);
			row = mem_fmt(c, "%lld", (long long)rows_int(rows, i, "row_no") + 1);
		}
	} while (rows_count(rows) == PAGE);
	return (OK);
}

/* The same bytes, imported before: told, and what is there already is found by its rows. */
static struct err *
say_same_file(struct import *im, const struct rows *batch)
{
	struct ctx *c = im->call->c;
	struct rows *same;

	TRY(db_run(c->db, c, STMT_IMPORT_SAME_FILE, &same, ARGS(c->site_id, rows_str(batch, 0, "sha256"), im->batch->id)));
	if (rows_count(same) > 0)
		fprintf(stderr, "gatehousectl: the same file was imported on %s by %s (import %s)\n", rows_str(same, 0, "created_at"), rows_str(same, 0, "author_name"),
		    rows_str(same, 0, "id"));
	return (OK);
}

/* ---- the verb */

static void
say_end(struct import *im, const struct rows *batch, bool made)
{
	const char *rows = rows_str(batch, 0, "rows"), *n = rows_str(batch, 0, "made");

	if (im->said != NULL) {
		json_object_set_new(im->said, "rows", json_integer((json_int_t)rows_int(batch, 0, "rows")));
		json_object_set_new(im->said, "made", json_integer(made ? (json_int_t)rows_int(batch, 0, "made") : 0));
		json_object_set_new(im->said, "import", made ? json_string(im->batch->id) : json_null());
		call_json(im->said);
	} else if (made)
		printf("%s made, import %s\n", n, im->batch->id);
	else
		printf("%s rows, %zu mistakes, %zu there already; nothing was written\n", rows, im->mistakes, im->doubles);
}

static struct err *
found(struct import *im, struct rows **batch)
{
	return (db_run(im->call->c->db, im->call->c, STMT_IMPORT_FIND, batch, ARGS(im->call->c->site_id, im->batch->id)));
}

static struct err *
make_all(struct import *im)
{
	struct ctx *c = im->call->c;

	db_ask(c->db, c, STMT_IMPORT_STEP, NULL, ARGS(c->site_id, im->batch->id, "waiting", c->now));
	db_ask(c->db, c, STMT_IMPORT_CONFIRM, NULL, ARGS(c->site_id, im->batch->id, NULL, c->now));
	TRY(db_wait(c->db));
	return (all_pieces(im));
}

static struct err *
finish(struct import *im, const char *doubles, bool dry, int *exit_code)
{
	struct ctx *c = im->call->c;
	struct rows *batch;
	bool wrong;

	TRY(say_mistakes(im));
	TRY(say_doubles(im));
	TRY(found(im, &batch));
	TRY(say_same_file(im, batch));
	wrong = im->mistakes > 0 || (im->doubles > 0 && str_eq(doubles, "refuse"));
	if (wrong || dry) {
		db_rollback(c->db);
		say_end(im, batch, false);
		*exit_code = wrong ? REFUSED : DONE;
		return (OK);
	}
	db_ask(c->db, c, STMT_IMPORT_DOUBLES_DECIDE, NULL, ARGS(c->site_id, im->batch->id, doubles));
	TRY(make_all(im));
	TRY(found(im, &batch));
	TRY(db_commit(c->db));
	say_end(im, batch, true);
	return (OK);
}

static struct err *
read_call(struct import *im, const char *as)
{
	struct call *call = im->call;
	struct rows *account;

	im->kind = kind_named(call->argv[2]);
	if (im->kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "there is no kind \"%s\"; gatehousectl kinds shows them", call->argv[2]));
	if (im->kind->imported == NULL)
		return (RAISE(ERR_INVALID, "a %s cannot be imported", im->kind->name));
	im->file = call->argv[3];
	TRY(call_account(call, as, &account));
	im->account_id = mem_str(call->directory, rows_text(account, 0, "id"));
	TRY(db_commit(call->c->db));
	TRY(call_enter(call, call->argv[1]));
	return (db_commit(call->c->db));
}

struct err *
verb_import(struct call *call, int *exit_code)
{
	bool dry = call_flag(call, "--dry-run");
	const char *as = call_option(call, "--as"), *map = call_option(call, "--map"), *doubles = str_or(call_option(call, "--doubles"), "refuse");
	struct import im = { .call = call };

	if (call->argc != 4 || as == NULL || !str_has_word("refuse skip make", doubles))
		return (call_usage(call, exit_code));
	if (call->json)
		im.said = json_pack("{s:[],s:[]}", "mistakes", "doubles");
	TRY(read_call(&im, as));
	TRY(begin(&im, map));
	TRY(all_pieces(&im));
	return (finish(&im, doubles, dry, exit_code));
}
