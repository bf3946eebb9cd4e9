/* SPDX-License-Identifier: ISC */
/* Roles of the site and what each may do, ticked (RX.8). */
#include "pages/admin/members.h"

#include "access/event.h"
#include "access/permit.h"
#include "view/words.h"
#include "web/people.h"

struct roles_state {
	struct rows *list;
};

const size_t roles_state = sizeof(struct roles_state);

static const struct field fields[] = {
	{ "name", FIELD_LINE, REQUIRED, .max = 60 },
	{ NULL },
};

void
roles_ask(struct visit *v)
{
	db_ask(v->c->db, v->c, STMT_ROLE_LIST, &STATE_OF(v, roles_state)->list, ARGS(v->c->site_id));
}

static struct err *
show(struct visit *v, const struct form *form)
{
	const struct rows *rows = STATE_OF(v, roles_state)->list;
	struct node *node = node_in(v->root, "Roles"), *list = node_in(node, "rows");

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(list);
		const char *key = rows_text(rows, i, "key");

		node_put(item, "name", people_role_name(v, key, rows_str(rows, i, "name")));
		node_put(item, "hint", key == NULL ? "" : word(mem_fmt(v->c, "role.%s.hint", key)));
		node_put(item, "holders", rows_str(rows, i, "holders"));
		node_put(item, "permissions", rows_str(rows, i, "permissions"));
		node_put(item, "url", visit_path(v, "settings/roles/%s", rows_str(rows, i, "id")));
		node_put(item, "people_url", may(v->c, PERMIT_MEMBERS_MANAGE) ? visit_path(v, "settings/members?role=%s", rows_str(rows, i, "id")) : "");
		node_put_flag(item, "factor", rows_bool(rows, i, "second_factor"));
		node_put_flag(item, "own", key == NULL);
	}
	node_put(node, "action", visit_path(v, "settings/roles"));
	visit_put_form(v, node_in(node, "add"), form);
	if (form->ok)
		return (visit_show(v, "pages/roles", N_("Roles")));
	return (visit_again(v, "pages/roles", N_("Roles")));
}

struct err *
roles_show(struct visit *v)
{
	return (show(v, form_new(v->c, "role", fields)));
}

/* A name that reads like a built-in role's would mislead. */
static bool
is_builtin_name(struct visit *v, const char *name)
{
	for (const struct builtin_role *r = builtin_roles; r->key != NULL; r++)
		if (str_eq(name, r->key) || str_eq(name, people_role_name(v, r->key, "")))
			return (true);
	return (false);
}

static struct err *
check_name(struct visit *v, struct form *form, const char *id)
{
	struct rows *taken;

	if (!form->ok)
		return (OK);
	TRY(db_run(v->c->db, v->c, STMT_ROLE_TAKEN, &taken, ARGS(v->c->site_id, form_value(form, "name"), id)));
	if (rows_count(taken) > 0 || is_builtin_name(v, form_value(form, "name")))
		form_complain(form, "name", "people.name_taken", NULL);
	return (OK);
}

struct err *
roles_answer(struct visit *v)
{
	struct ctx *c = v->c;
	struct form *form = visit_read_form(v, "role", fields);
	struct rows *added;
	char *path;

	TRY(check_name(v, form, "0"));
	if (!form->ok)
		return (show(v, form));
	TRY(db_run(c->db, c, STMT_ROLE_ADD, &added, ARGS(c->site_id, NULL, form_value(form, "name"), "f")));
	event_new(c, "role.add", NULL, form_value(form, "name"));
	path = visit_path(v, "settings/roles/%s", rows_str(added, 0, "id"));
	return (visit_go(v, path, "role.added"));
}
