/* SPDX-License-Identifier: ISC */
/* Departments and whether each has its liaison (R8.1). */
#include "pages/admin/members.h"

#include "access/event.h"
#include "view/words.h"
#include "web/people.h"

struct departments_state {
	struct rows *list;
};

const size_t departments_state = sizeof(struct departments_state);

static const char *const functions[] = { "business", "marketing", "operations", "finance", "legal", "tech", "other", NULL };

static const struct field fields[] = {
	{ "name", FIELD_LINE, REQUIRED, .max = 100 },
	{ "name_en", FIELD_LINE, 0, .max = 100 },
	{ "function", FIELD_CHOICE, REQUIRED, .choices = functions },
	{ NULL },
};

void
departments_ask(struct visit *v)
{
	db_ask(v->c->db, v->c, STMT_DEPARTMENT_LIST, &STATE_OF(v, departments_state)->list, ARGS(v->c->site_id));
}

static void
put_list(struct visit *v, struct node *node)
{
	const struct rows *rows = STATE_OF(v, departments_state)->list;
	struct node *list = node_in(node, "rows");
	bool missing = false;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(list);
		bool closed = rows_bool(rows, i, "is_closed");
		bool warn = !closed && rows_text(rows, i, "liaisons") == NULL;

		node_put(item, "name", rows_str(rows, i, "name"));
		node_put(item, "name_en", rows_str(rows, i, "name_en"));
		node_put(item, "function", word_of(v->c, "department", "function", rows_str(rows, i, "function")));
		node_put(item, "members", rows_str(rows, i, "members"));
		node_put(item, "liaisons", rows_str(rows, i, "liaisons"));
		node_put(item, "url", visit_path(v, "settings/departments/%s", rows_str(rows, i, "id")));
		node_put(item, "people_url", visit_path(v, "settings/members?department=%s", rows_str(rows, i, "id")));
		node_put_flag(item, "closed", closed);
		node_put_flag(item, "no_liaison", warn);
		missing = missing || warn;
	}
	node_put_flag(node, "missing", missing);
}

static struct err *
show(struct visit *v, const struct form *form)
{
	struct node *node = node_in(v->root, "Departments");

	put_list(v, node);
	node_put(node, "action", visit_path(v, "settings/departments"));
	visit_put_form(v, node_in(node, "add"), form);
	if (form->ok)
		return (visit_show(v, "pages/departments", N_("Departments")));
	return (visit_again(v, "pages/departments", N_("Departments")));
}

struct err *
departments_show(struct visit *v)
{
	return (show(v, form_new(v->c, "department", fields)));
}

struct err *
departments_answer(struct visit *v)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "department", fields);
	struct rows *added;
	struct event *e;

	if (!form->ok)
		return (show(v, form));
	TRY(db_run(c->db, c, STMT_DEPARTMENT_ADD, &added,
	    ARGS(c->site_id, form_value(form, "name"), form_value(form, "name_en"), form_value(form, "function"))));
	if (rows_count(added) == 0) {
		form_complain(form, "name", "people.name_taken", NULL);
		return (show(v, form));
	}
	e = event_new(c, "department.add", NULL, form_value(form, "name"));
	event_say(e, "function", form_value(form, "function"));
	return (visit_go(v, visit_path(v, "settings/departments"), "department.added"));
}

/* ---- one of them */

struct department_state {
	struct rows *row;
};

const size_t department_state = sizeof(struct department_state);

void
department_ask(struct visit *v)
{
	int64_t n;

	if (str_to_int(visit_arg(v, "id"), 1, INT64_MAX, &n))
		db_ask(v->c->db, v->c, STMT_DEPARTMENT_ROW, &STATE_OF(v, department_state)->row, ARGS(v->c->site_id, visit_arg(v, "id")));
}

static struct err *
show_one(struct visit *v, const struct form *form)
{
	const struct rows *d = STATE_OF(v, department_state)->row;
	struct node *node = node_in(v->root, "Department");

	visit_put_form(v, node, form);
	node_put(node, "name", rows_str(d, 0, "name"));
	node_put(node, "action", v->req->path);
	node_put_flag(node, "closed", rows_bool(d, 0, "is_closed"));
	people_crumb(v, visit_path(v, "settings/departments"), word("Departments"));
	if (form->ok)
		return (visit_show(v, "pages/department", rows_str(d, 0, "name")));
	return (visit_again(v, "pages/department", rows_str(d, 0, "name")));
}

struct err *
department_show(struct visit *v)
{
	const struct rows *d = STATE_OF(v, department_state)->row;
	struct form *form = form_new(v->c, "department", fields);

	if (rows_count(d) == 0)
		return (RAISE(ERR_NOT_FOUND, "no department \"%s\"", visit_arg(v, "id")));
	for (const struct field *f = fields; f->name != NULL; f++)
		form_set(form, f->name, rows_str(d, 0, f->name));
	return (show_one(v, form));
}

/* History has what changed, field by field. */
static void
tell(struct visit *v, const struct form *form, bool closed)
{
	const struct rows *d = STATE_OF(v, department_state)->row;
	struct event *e = event_new(v->c, "department.edit", NULL, rows_str(d, 0, "name"));

	for (const struct field *f = fields; f->name != NULL; f++)
		if (!str_eq(rows_str(d, 0, f->name), form_value(form, f->name)))
			event_change(e, f->name, rows_str(d, 0, f->name), form_value(form, f->name));
	if (closed != rows_bool(d, 0, "is_closed"))
		event_change(e, "closed", closed ? "0" : "1", closed ? "1" : "0");
}

struct err *
department_answer(struct visit *v)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "department", fields);
	bool closed = str_eq(visit_form(v, "closed"), "1");
	struct rows *taken;

	if (rows_count(STATE_OF(v, department_state)->row) == 0)
		return (RAISE(ERR_NOT_FOUND, "no department \"%s\"", visit_arg(v, "id")));
	if (!form->ok)
		return (show_one(v, form));
	TRY(db_run(c->db, c, STMT_DEPARTMENT_TAKEN, &taken, ARGS(c->site_id, form_value(form, "name"), visit_arg(v, "id"))));
	if (rows_count(taken) > 0) {
		form_complain(form, "name", "people.name_taken", NULL);
		return (show_one(v, form));
	}
	db_ask(c->db, c, STMT_DEPARTMENT_EDIT, NULL, ARGS(c->site_id, visit_arg(v, "id"), form_value(form, "name"),
	    form_value(form, "name_en"), form_value(form, "function"), closed ? "t" : "f", c->now));
	tell(v, form, closed);
	return (visit_go(v, visit_path(v, "settings/departments"), "department.saved"));
}
