/* SPDX-License-Identifier: ISC */
/* One member: department, sound of the name, roles, a link for the password, leaving. Each is a form of its own, told apart by "act". */
#include "pages/admin/members.h"

#include "access/event.h"
#include "access/people.h"
#include "access/power.h"
#include "base/fold.h"
#include "pages/admin/invite.h"
#include "record/handover.h"
#include "view/words.h"
#include "web/options.h"
#include "web/people.h"

struct member_state {
	struct rows *member, *held, *roles;
	struct options choices;
};

const size_t member_state = sizeof(struct member_state);

enum { SORT_KEY_MAX = 100 };

static const struct field fields[] = {
	{ "department_id", FIELD_DEPARTMENT, 0 },
	{ "heir_id", FIELD_ACCOUNT, 0 },
	{ NULL },
};

void
member_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct member_state *s = STATE_OF(v, member_state);
	const char *id = visit_arg(v, "account");
	int64_t n;

	if (!str_to_int(id, 1, INT64_MAX, &n))
		return;
	db_ask(c->db, c, STMT_MEMBER_SHOW, &s->member, ARGS(c->site_id, id));
	db_ask(c->db, c, STMT_MEMBER_ROLES, &s->held, ARGS(c->site_id, id));
	db_ask(c->db, c, STMT_ROLE_LIST, &s->roles, ARGS(c->site_id));
	options_ask(v, &s->choices, fields, 0, 0);
}

static void
put_roles(struct visit *v, struct node *list)
{
	const struct member_state *s = STATE_OF(v, member_state);
	const struct rows *roles = s->roles;

	for (size_t i = 0; i < rows_count(roles); i++) {
		const char *key = rows_text(roles, i, "key"), *id = rows_str(roles, i, "id");
		struct node *item = node_item(list);

		node_put(item, "id", id);
		node_put(item, "label", people_role_name(v, key, rows_str(roles, i, "name")));
		node_put(item, "hint", key == NULL ? "" : word(mem_fmt(v->c, "role.%s.hint", key)));
		node_put_flag(item, "fixed", str_eq(key, "member"));
		node_put_flag(item, "held", str_eq(key, "member") || rows_have(s->held, "id", id));
		node_put_flag(item, "power", rows_bool(roles, i, "is_power"));
	}
}

/* Everybody but the leaver. */
static void
put_heirs(struct visit *v, struct node *list, const char *leaver)
{
	const struct rows *members = options_members(&STATE_OF(v, member_state)->choices);

	for (size_t i = 0; i < rows_count(members); i++) {
		struct node *item;

		if (str_eq(rows_str(members, i, "id"), leaver))
			continue;
		item = node_item(list);
		node_put(item, "value", rows_str(members, i, "id"));
		node_put(item, "label", rows_str(members, i, "name"));
	}
}

static void
put_facts(struct node *node, const struct rows *m)
{
	static const char *const told[] = { "id", "login", "name", "email", "since", "left_on", "owns", "waits", "held_since", "sort_key", "own_sort_key" };

	for (size_t i = 0; i < ARRAY_LEN(told); i++)
		node_put(node, told[i], rows_str(m, 0, told[i]));
	node_put_flag(node, "disabled", rows_bool(m, 0, "is_disabled"));
	node_put_flag(node, "left", rows_bool(m, 0, "has_left"));
	node_put_flag(node, "new", rows_bool(m, 0, "is_new"));
	node_put_flag(node, "ours", rows_bool(m, 0, "is_ours"));
	node_put_flag(node, "power", rows_bool(m, 0, "has_power"));
	node_put_flag(node, "two", rows_bool(m, 0, "link_needs_two"));
	node_put_flag(node, "may_release", rows_bool(m, 0, "may_end_hold"));
}

static struct err *
show(struct visit *v, const char *complaint)
{
	const struct rows *m = STATE_OF(v, member_state)->member;
	struct node *node = node_in(v->root, "Member");

	put_facts(node, m);
	put_roles(v, node_in(node, "roles"));
	options_put_field(node_in(node, "departments"), &fields[0], rows_str(m, 0, "department_id"), &STATE_OF(v, member_state)->choices);
	put_heirs(v, node_in(node, "heirs"), rows_str(m, 0, "id"));
	node_put(node, "action", visit_path(v, "settings/members/%s", rows_str(m, 0, "id")));
	node_put_flag(node, "may_roles", may(v->c, PERMIT_ROLES_MANAGE));
	node_put_flag(node, "self", str_eq(rows_str(m, 0, "id"), v->c->me->id_text));
	people_crumb(v, visit_path(v, "settings/members"), word("Members"));
	if (complaint == NULL)
		return (visit_show(v, "pages/member", rows_str(m, 0, "name")));
	node_put(node, "complaint", word(complaint));
	return (visit_again(v, "pages/member", rows_str(m, 0, "name")));
}

struct err *
member_show(struct visit *v)
{
	if (rows_count(STATE_OF(v, member_state)->member) == 0)
		return (RAISE(ERR_NOT_FOUND, "no member \"%s\"", visit_arg(v, "account")));
	return (show(v, NULL));
}

/* ---- what is posted */

static struct err *
move(struct visit *v, const char *id)
{
	struct ctx *c = v->c;
	const struct options *choices = &STATE_OF(v, member_state)->choices;
	const struct rows *m = STATE_OF(v, member_state)->member;
	const char *wanted = visit_form(v, "department_id"), *was = rows_text(m, 0, "department_id");
	struct event *e;

	if (*wanted != '\0' && options_name(&fields[0], wanted, choices) == NULL)
		return (show(v, "people.no_department"));
	db_ask(c->db, c, STMT_MEMBER_DEPARTMENT, NULL, ARGS(c->site_id, id, *wanted == '\0' ? NULL : wanted));
	e = event_new(c, "member.department", NULL, rows_str(m, 0, "login"));
	event_say(e, "name", rows_str(m, 0, "name"));
	event_change(e, "department_id", was == NULL ? NULL : options_name(&fields[0], was, choices),
	    *wanted == '\0' ? NULL : options_name(&fields[0], wanted, choices));
	return (OK);
}

/* How the name is read, in this site's lists alone: the account is its owner's (case G). */
static struct err *
set_sort(struct visit *v, const char *id)
{
	struct ctx *c = v->c;
	const struct rows *m = STATE_OF(v, member_state)->member;
	const char *key = fold_line(c, visit_form(v, "sort_key"));
	struct event *e;

	if (str_chars(key) > SORT_KEY_MAX)
		return (show(v, "members.sort_key_too_long"));
	db_ask(c->db, c, STMT_MEMBER_SORT, NULL, ARGS(c->site_id, id, key));
	e = event_new(c, "member.sort", NULL, rows_str(m, 0, "login"));
	event_say(e, "name", rows_str(m, 0, "name"));
	event_change(e, "sort_key", rows_str(m, 0, "sort_key"), key);
	return (OK);
}

/* Roles that carry power are asked for; a second person gives them. */
static struct err *
set_roles(struct visit *v, const char *id, size_t *asked)
{
	struct ctx *c = v->c;
	char **ids = mem_array(c, char *, v->req->form.n + 1);
	const char *role;
	size_t n = 0, from = 0;

	TRY(permit_check(c, PERMIT_ROLES_MANAGE));
	while ((role = pairs_next(&v->req->form, "role", &from)) != NULL)
		ids[n++] = mem_str(c, role);
	TRY(people_ask_roles(c, id, ids, visit_form(v, "reason"), asked));
	TRY(people_judge_again(v));
	return (OK);
}

static struct err *
leave(struct visit *v, const char *id)
{
	const char *heir = visit_form(v, "heir_id");

	if (options_name(&fields[1], heir, &STATE_OF(v, member_state)->choices) == NULL || str_eq(heir, id))
		return (show(v, "members.choose_heir"));
	TRY(people_leave(v->c, id, heir, handover_actions(v->c, true)));
	TRY(handover_entries(v->c, &(struct handing_over){ HAND_LEAVING, id, heir, word(N_("Leaves the site.")), NULL }, NULL));
	TRY(people_judge_again(v));
	return (OK);
}

/* A refusal is shown on the page itself, not as an error page. */
static struct err *
again_or_go(struct visit *v, struct err *err, const char *flash)
{
	const char *said = people_complaint(v, &err);

	if (said != NULL)
		return (show(v, said));
	TRY(err);
	/* A mistake may have been shown already. */
	if (v->page != NULL)
		return (OK);
	return (visit_go(v, visit_path(v, "settings/members/%s", visit_arg(v, "account")), flash));
}

/*
 * A link gives access to the account, so two people are needed if the person has power or
 * belongs to other sites.
 */
static struct err *
link_for(struct visit *v, const char *id)
{
	const struct rows *m = STATE_OF(v, member_state)->member;
	const char *login = rows_str(m, 0, "login"), *name = rows_str(m, 0, "name");

	if (rows_bool(m, 0, "link_needs_two"))
		return (again_or_go(v, power_ask(v->c, &(struct power){ .act = "link", .account_id = id, .login = login, .name = name,
		    .reason = visit_form(v, "reason") }), "power.asked"));
	return (people_give_link(v, id, login, name, rows_bool(m, 0, "is_new"), NULL, visit_path(v, "settings/members/%s", id)));
}

struct err *
member_answer(struct visit *v)
{
	const struct rows *m = STATE_OF(v, member_state)->member;
	const char *act = visit_form(v, "act"), *id;
	size_t asked = 0;
	struct err *err;

	TRY(people_arg_id(v, "account", &id));
	if (rows_count(m) == 0)
		return (RAISE(ERR_NOT_FOUND, "no member %s", id));
	if (str_eq(act, "back"))
		return (invite(v, rows_str(m, 0, "login"), "", NULL));
	if (rows_bool(m, 0, "has_left"))
		return (RAISE(ERR_CONFLICT, "member %s has left", id));
	if (str_eq(act, "department"))
		return (again_or_go(v, move(v, id), "members.saved"));
	if (str_eq(act, "sort"))
		return (again_or_go(v, set_sort(v, id), "members.saved"));
	if (str_eq(act, "roles")) {
		err = set_roles(v, id, &asked);
		return (again_or_go(v, err, asked > 0 ? "power.roles_asked" : "members.roles_saved"));
	}
	if (str_eq(act, "release"))
		return (again_or_go(v, power_release(v->c, id), "power.released"));
	if (str_eq(act, "leave"))
		return (again_or_go(v, leave(v, id), "members.left"));
	if (str_eq(act, "link"))
		return (link_for(v, id));
	return (RAISE(ERR_INVALID, "act=\"%s\"", act));
}
