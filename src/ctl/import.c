/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl import: records from a table, made by a member through the same checks
 * as the form (RX.7).  All rows or none; --dry-run none in any case, but every
 * mistake is named.  The head holds names of fields (gatehousectl kinds).
 */
#include "ctl/act.h"
#include "ctl/csv.h"
#include "ctl/verb.h"

#include "access/event.h"
#include "base/str.h"
#include "record/record.h"
#include "view/words.h"

struct import {
	struct call *call;
	const struct kind *kind;
	const char *account_id;
	char **head, **cells;   /* of the row under way */
	struct rows *members, *departments;
	size_t row, made, wrong;
};

static void
complain(struct import *im, const char *field, const char *key, const char *arg)
{
	im->wrong++;
	printf("row %zu: %s%s%s\n", im->row, str_or(field, ""), field == NULL ? "" : ": ", wordf(im->call->c, key, arg, NULL));
}

/* ---- one row as a form's input */

/* People know names and log-ins; forms know ids. */
static const char *
id_named(const struct rows *rows, const char *value, const char *by, const char *or_by)
{
	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_eq(rows_text(rows, i, by), value) || str_eq(rows_text(rows, i, or_by), value))
			return (rows_text(rows, i, "id"));
	return (value);
}

static const char *
cell(void *arg, const char *name, size_t *from)
{
	struct import *im = arg;
	const struct field *field = field_find(im->kind->fields, name);

	if ((*from)++ > 0)
		return (NULL);
	for (size_t i = 0; im->head[i] != NULL && im->cells[i] != NULL; i++) {
		if (!str_eq(im->head[i], name))
			continue;
		if (field->type == FIELD_ACCOUNT)
			return (id_named(im->members, im->cells[i], "login", "name"));
		if (field->type == FIELD_DEPARTMENT)
			return (id_named(im->departments, im->cells[i], "name", "name_en"));
		return (im->cells[i]);
	}
	return (NULL);
}

static void
name_mistakes(struct import *im, const struct form *form)
{
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].complaint != NULL)
			complain(im, form->inputs[i].field->name, form->inputs[i].complaint, form->inputs[i].complaint_arg);
	if (form->complaint != NULL)
		complain(im, NULL, form->complaint, form->complaint_arg);
}

/* ---- making them */

static struct err *
make_row(struct import *im, struct ctx *c)
{
	struct form *form;
	struct record *rec = NULL;
	struct rows *id;

	record_ask_id(c, &id);
	TRY(db_wait(c->db));
	form = form_read(c, im->kind->name, im->kind->fields, cell, im);
	if (form->ok)
		TRY(record_create(c, im->kind, rows_text(id, 0, "id"), form, &rec));
	if (rec == NULL) {
		name_mistakes(im, form);
		return (OK);
	}
	im->made++;
	event_flush(c);
	return (db_wait(c->db));
}

/* Memory of a row goes with it; the transaction is one. */
static struct err *
each_row(struct import *im, char *at)
{
	struct ctx *c = im->call->c;
	char **cells;

	while (csv_next(c, &at, &cells)) {
		struct ctx *mine = ctx_new(NULL, c->db, c->directory, c->conf);
		struct err *err;

		im->row++;
		im->cells = cells;
		mine->site = c->site;
		mine->site_id = c->site_id;
		mine->request_id = c->request_id;
		mine->me = c->me;
		err = cells[0][0] == '\0' && cells[1] == NULL ? OK : make_row(im, mine);
		mem_free(mine);
		TRY(err);
	}
	return (OK);
}

static struct err *
check_head(struct import *im)
{
	for (size_t i = 0; im->head[i] != NULL; i++) {
		const struct field *f = field_find(im->kind->fields, im->head[i]);

		if (f == NULL || f->flags & DERIVED)
			return (RAISE(ERR_INVALID, "\"%s\" is no field of a %s that people fill in; gatehousectl kinds %s shows them",
			    im->head[i], im->kind->name, im->kind->name));
	}
	return (OK);
}

static struct err *
prepare(struct import *im, const char *file, char **at)
{
	struct ctx *c = im->call->c;

	TRY(csv_read(c, file, at));
	if (!csv_next(c, at, &im->head))
		return (RAISE(ERR_INVALID, "\"%s\" is empty", file));
	TRY(check_head(im));
	TRY(act_enter(c, im->account_id));
	if (!record_may_create(c, im->kind))
		return (RAISE(ERR_FORBIDDEN, "\"%s\" may make no %s", c->me->login, im->kind->name));
	db_ask(c->db, c, STMT_MEMBER_NAMES, &im->members, ARGS(c->site_id));
	db_ask(c->db, c, STMT_DEPARTMENT_LIST, &im->departments, ARGS(c->site_id));
	return (db_wait(c->db));
}

static struct err *
finish(struct import *im, bool dry, int *exit_code)
{
	struct ctx *c = im->call->c;

	if (im->wrong > 0 || dry) {
		db_rollback(c->db);
		printf("%zu rows are right, %zu mistakes; nothing was written\n", im->made, im->wrong);
		*exit_code = im->wrong > 0 ? REFUSED : DONE;
		return (OK);
	}
	TRY(db_commit(c->db));
	printf("%zu made\n", im->made);
	return (OK);
}

struct err *
verb_import(struct call *call, int *exit_code)
{
	bool dry = call_flag(call, "--dry-run");
	const char *as = call_option(call, "--as");
	struct import im = { .call = call, .row = 1 };
	struct rows *account;
	char *at;

	if (call->argc != 4 || as == NULL)
		return (call_usage(call, exit_code));
	im.kind = kind_named(call->argv[2]);
	if (im.kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "there is no kind \"%s\"; gatehousectl kinds shows them", call->argv[2]));
	TRY(call_account(call, as, &account));
	im.account_id = mem_str(call->directory, rows_text(account, 0, "id"));
	TRY(db_commit(call->c->db));
	TRY(call_enter(call, call->argv[1]));
	TRY(db_commit(call->c->db));
	TRY(prepare(&im, call->argv[3], &at));
	TRY(each_row(&im, at));
	return (finish(&im, dry, exit_code));
}
