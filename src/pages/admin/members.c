/* SPDX-License-Identifier: ISC */
/* The list of members, and inviting one; it does not reveal whether an account exists (S2). */
#include "pages/admin/members.h"

#include "base/fold.h"
#include "pages/admin/invite.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/options.h"
#include "web/over.h"
#include "web/people.h"

#include <string.h>

struct members_state {
	struct rows *list, *roles, *seats, *invitations;
	struct options choices;
};

const size_t members_state = sizeof(struct members_state);

static const struct field fields[] = {
	{ "login", FIELD_LINE, REQUIRED | CODE, .max = 100, .min = 2 },
	{ "name", FIELD_LINE, 0, .max = 100 },
	{ "department_id", FIELD_DEPARTMENT, 0 },
	{ NULL },
};

void
members_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct members_state *s = STATE_OF(v, members_state);
	const char *department = asked_id(v, "department"), *role = asked_id(v, "role");

	asked_only(v, "q department role");
	db_ask(c->db, c, STMT_MEMBER_LIST, &s->list,
	    ARGS(c->site_id, visit_query(v, "q"), v->n_odd > 0 ? "0" : department, role));
	db_ask(c->db, c, STMT_ROLE_LIST, &s->roles, ARGS(c->site_id));
	db_ask(c->db, c, STMT_GROUP_SEATS, &s->seats, ARGS(c->site_id));
	invite_ask(v, &s->invitations);
	options_ask(v, &s->choices, fields, 0, 0);
}

/* ---- the management group as article 6 composes it (R6.1a), and departments without a liaison (R8.1) */

/* "Head of 业务部": the department's name, or its part in the regulation where there is none. */
static const char *
seat_text(struct visit *v, const struct rows *rows, size_t i)
{
	const char *seat = rows_str(rows, i, "seat"), *of = over_name(rows_str(rows, i, "department"), rows_str(rows, i, "department_en"));

	if (str_eq(seat, "function"))
		of = word_of(v->c, "department", "function", of);
	return (wordf(v->c, word_of(v->c, "members", "seat", seat), of, NULL));
}

static void
put_seats(struct visit *v, struct node *node)
{
	const struct rows *rows = STATE_OF(v, members_state)->seats;
	bool deviates = false;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(node_in(node, "seats"));
		const char *deviation = rows_str(rows, i, "deviation");

		node_put(item, "seat", seat_text(v, rows, i));
		node_put(item, "names", rows_str(rows, i, "names"));
		if (*deviation != '\0')
			node_put(item, "deviation", word_of(v->c, "members", "deviation", deviation));
		deviates = deviates || *deviation != '\0';
	}
	node_put_flag(node, "deviates", deviates);
}

/* ---- the list */

/* "key:name" pairs as the statement joins them. */
static void
put_roles(struct visit *v, struct node *list, const char *joined)
{
	char **parts = str_split(v->c, mem_str(v->c, joined), '\x1f');

	for (; *parts != NULL; parts++) {
		char *name = strchr(*parts, ':');

		if (name == NULL)
			continue;
		*name++ = '\0';
		/* Everyone has the role member, so it is not shown. */
		if (!str_eq(*parts, "member"))
			node_put(node_item(list), "name", people_role_name(v, *parts, name));
	}
}

static void
put_members(struct visit *v, struct node *node)
{
	const struct rows *rows = STATE_OF(v, members_state)->list;
	struct node *list = node_in(node, "rows");

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(list);

		visit_put_person(item, "person", rows_str(rows, i, "id"), rows_str(rows, i, "name"));
		node_put(item, "login", rows_str(rows, i, "login"));
		node_put(item, "department", over_name(rows_str(rows, i, "department"), rows_str(rows, i, "department_en")));
		node_put(item, "url", visit_path(v, "settings/members/%s", rows_str(rows, i, "id")));
		node_put(item, "left_on", rows_str(rows, i, "left_on"));
		node_put_flag(item, "disabled", rows_bool(rows, i, "is_disabled"));
		node_put_flag(item, "new", rows_bool(rows, i, "is_new"));
		put_roles(v, node_in(item, "roles"), rows_str(rows, i, "roles"));
	}
	node_putf(node, "count", "%zu", rows_count(rows));
}

static void
put_filters(struct visit *v, struct node *node)
{
	static const struct field department = { "department", FIELD_DEPARTMENT, 0 };
	const struct members_state *s = STATE_OF(v, members_state);
	const struct rows *roles = s->roles;
	struct node *list = node_in(node, "roles");

	node_put(node, "q", visit_query(v, "q"));
	options_put_field(node_in(node, "departments"), &department, visit_query(v, "department"), &s->choices);
	for (size_t i = 0; i < rows_count(roles); i++)
		options_add(list, rows_str(roles, i, "id"), people_role_name(v, rows_text(roles, i, "key"), rows_str(roles, i, "name")),
		    str_eq(rows_str(roles, i, "id"), visit_query(v, "role")));
}

static struct err *
show(struct visit *v, const struct form *form)
{
	const struct members_state *s = STATE_OF(v, members_state);
	struct node *node = node_in(v->root, "Members"), *add = node_in(node, "add");

	put_members(v, node);
	put_seats(v, node_in(node, "group"));
	put_filters(v, node_in(node, "filter"));
	invite_put(v, node, s->invitations);
	node_put(node, "action", visit_path(v, "settings/members"));
	visit_put_form(v, add, form);
	options_put(add, form, &s->choices);
	if (form->ok)
		return (visit_show(v, "pages/members", N_("Members")));
	return (visit_again(v, "pages/members", N_("Members")));
}

struct err *
members_show(struct visit *v)
{
	return (show(v, form_new(v->c, "invite", fields)));
}

/* ---- inviting */

static bool
has_department(struct visit *v, const char *id)
{
	static const struct field department = { "department_id", FIELD_DEPARTMENT, 0 };

	return (id == NULL || options_name(&department, id, &STATE_OF(v, members_state)->choices) != NULL);
}

struct err *
members_answer(struct visit *v)
{
	struct ctx *c = v->c;
	struct form *form;
	char *address;
	struct rows *member;

	if (*visit_form(v, "act") != '\0')
		return (invite_act(v, STATE_OF(v, members_state)->invitations, visit_form(v, "act")));
	form = visit_read_form(v, "invite", fields);
	address = str_lower(fold_text(c, form_value(form, "login")));
	if (!has_department(v, form_stored(form, "department_id")))
		form_complain(form, "department_id", "people.no_department", NULL);
	if (form->ok && (strchr(address, '@') == NULL ? !people_is_login(address) : strpbrk(address, " \t") != NULL))
		form_complain(form, "login", "invite.address_plain", NULL);
	if (!form->ok)
		return (show(v, form));
	TRY(db_run(c->db, c, STMT_MEMBER_ADDRESSED, &member, ARGS(c->site_id, address)));
	if (rows_count(member) > 0) {
		form_complain(form, "login", "members.is_member", NULL);
		return (show(v, form));
	}
	return (invite(v, address, form_value(form, "name"), form_stored(form, "department_id")));
}
