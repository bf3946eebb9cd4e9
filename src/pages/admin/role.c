/* SPDX-License-Identifier: ISC */
/* One role: its permissions as tick boxes, by area. */
#include "pages/admin/members.h"

#include "access/event.h"
#include "access/people.h"
#include "access/permit.h"
#include "access/power.h"
#include "view/words.h"
#include "web/people.h"

struct role_state {
	struct rows *row, *mine, *power;
};

const size_t role_state = sizeof(struct role_state);
enum { NAME_MAX_CHARS = 60 };

/* Of all there are the database says which carry power. */
static const char *
all_permissions(struct visit *v)
{
	char **names = mem_array(v->c, char *, PERMIT_COUNT);
	size_t n = 0;

	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++)
		names[n++] = mem_str(v->c, permissions[p].name);
	return (form_array(v->c, names));
}

void
role_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct role_state *s = STATE_OF(v, role_state);
	int64_t n;

	if (!str_to_int(visit_arg(v, "id"), 1, INT64_MAX, &n))
		return;
	/* One change of rights at a time, so that the last administrator cannot be lost in a race. */
	if (v->req->method == METHOD_POST)
		db_ask(c->db, c, STMT_ROLES_LOCK, NULL, ARGS(c->site_id));
	db_ask(c->db, c, STMT_ROLE_ROW, &s->row, ARGS(c->site_id, visit_arg(v, "id")));
	db_ask(c->db, c, STMT_ROLE_HOLDS, &s->mine, ARGS(c->site_id, visit_arg(v, "id")));
	db_ask(c->db, c, STMT_POWER_PERMISSIONS, &s->power, ARGS(all_permissions(v)));
}

static struct node *
area_node(struct visit *v, struct node *areas, const char *area)
{
	struct node *item = node_item(areas);

	node_put(item, "label", word_of(v->c, "permit.area", area, NULL));
	return (node_in(item, "permits"));
}

static void
put_permits(struct visit *v, struct node *areas, const char *ticked)
{
	const char *area = "";
	struct node *list = NULL;

	for (enum permit i = PERMIT_NONE + 1; i < PERMIT_COUNT; i++) {
		const struct permission *p = &permissions[i];
		struct node *item;

		if (!str_eq(area, p->area))
			list = area_node(v, areas, area = p->area);
		item = node_item(list);
		node_put(item, "name", p->name);
		node_put(item, "label", word(mem_fmt(v->c, "permit.%s", p->name)));
		node_put_flag(item, "in_department", p->in_department);
		node_put_flag(item, "power", rows_have(STATE_OF(v, role_state)->power, "name", p->name));
		node_put_flag(item, "ticked", str_has_word(ticked, p->name));
	}
}

static struct err *
show(struct visit *v, const char *complaint)
{
	const struct rows *r = STATE_OF(v, role_state)->row;
	const char *key = rows_text(r, 0, "key"), *name = people_role_name(v, key, rows_str(r, 0, "name"));
	struct node *node = node_in(v->root, "Role");

	node_put(node, "name", name);
	node_put(node, "hint", key == NULL ? "" : word(mem_fmt(v->c, "role.%s.hint", key)));
	node_put(node, "holders", rows_str(r, 0, "holders"));
	node_put(node, "action", v->req->path);
	node_put_flag(node, "own", key == NULL);
	node_put_flag(node, "factor", rows_bool(r, 0, "second_factor"));
	node_put_flag(node, "may_remove", key == NULL && rows_int(r, 0, "holders") == 0);
	put_permits(v, node_in(node, "areas"), rows_str(r, 0, "permissions"));
	people_crumb(v, visit_path(v, "settings/roles"), word("Roles"));
	if (complaint == NULL)
		return (visit_show(v, "pages/role", name));
	node_put(node, "complaint", word(complaint));
	return (visit_again(v, "pages/role", name));
}

struct err *
role_show(struct visit *v)
{
	if (rows_count(STATE_OF(v, role_state)->row) == 0)
		return (RAISE(ERR_NOT_FOUND, "no role \"%s\"", visit_arg(v, "id")));
	return (show(v, NULL));
}

/* ---- saving */

/* What was ticked and unticked; what carries power is asked for and ticked by a second person. */
struct ticks {
	char **added, **removed, **asked;
	size_t n_added, n_removed, n_asked;
};

/* Refuses to give power to oneself. */
static const char *
compare(struct visit *v, struct ticks *t, struct event *e)
{
	const struct role_state *s = STATE_OF(v, role_state);
	const struct rows *power = s->power;
	const char *was = rows_str(s->row, 0, "permissions");
	bool mine = rows_bool(s->mine, 0, "mine");

	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++) {
		const char *name = permissions[p].name;
		bool before = str_has_word(was, name), now = pairs_has(&v->req->form, "permit", name);

		if (before == now)
			continue;
		if (now && mine && rows_have(power, "name", name))
			return ("people.not_yourself");
		if (now && rows_have(power, "name", name)) {
			t->asked[t->n_asked++] = mem_str(v->c, name);
			continue;
		}
		event_change(e, name, before ? "1" : "0", now ? "1" : "0");
		if (now)
			t->added[t->n_added++] = mem_str(v->c, name);
		else
			t->removed[t->n_removed++] = mem_str(v->c, name);
	}
	return (NULL);
}

static struct err *
put(struct visit *v, const char *id, const char *name, const char *factor, struct ticks *t)
{
	struct ctx *c = v->c;
	const char *key = rows_text(STATE_OF(v, role_state)->row, 0, "key");
	struct rows *left, *seats;

	db_ask(c->db, c, STMT_SEATS_HELD, &seats, ARGS(c->site_id));
	db_ask(c->db, c, STMT_ROLE_EDIT, NULL, ARGS(c->site_id, id, str_cut(c, name, 60), factor));
	db_ask(c->db, c, STMT_ROLE_ALLOW, NULL, ARGS(c->site_id, id, form_array(c, t->added)));
	db_ask(c->db, c, STMT_ROLE_FORBID, NULL, ARGS(c->site_id, id, form_array(c, t->removed)));
	db_ask(c->db, c, STMT_MANAGERS_LEFT, &left, ARGS(c->site_id));
	TRY(db_wait(c->db));
	if (!rows_bool(left, 0, "enough"))
		return (err_say(RAISE(ERR_CONFLICT, "nobody would be left to manage members and roles"), "people.last_administrator"));
	TRY(people_check_seats(c, seats));
	TRY(people_judge_again(v));
	if (t->n_asked == 0)
		return (OK);
	return (power_ask(c, &(struct power){ .act = "permit", .role_id = id, .role = str_or(key, name), .permissions = t->asked, .reason = visit_form(v, "reason") }));
}

static struct err *
save(struct visit *v, const char *id)
{
	struct ctx *c = v->c;
	const struct rows *r = STATE_OF(v, role_state)->row;
	struct ticks t = { .added = mem_array(c, char *, PERMIT_COUNT), .removed = mem_array(c, char *, PERMIT_COUNT), .asked = mem_array(c, char *, PERMIT_COUNT) };
	const char *factor = str_eq(visit_form(v, "second_factor"), "1") ? "t" : "f", *complaint;
	const char *name = str_or(form_line(c, visit_form(v, "name")), rows_str(r, 0, "name"));
	struct event *e = event_new(c, "role.edit", NULL, rows_str(r, 0, "name"));
	struct rows *taken;
	struct err *err;

	complaint = compare(v, &t, e);
	if (complaint == NULL && str_chars(name) > NAME_MAX_CHARS)
		complaint = "role.name_too_long";
	if (complaint != NULL)
		return (show(v, complaint));
	if (rows_bool(r, 0, "second_factor") != (*factor == 't'))
		event_change(e, "second_factor", *factor == 't' ? "0" : "1", *factor == 't' ? "1" : "0");
	if (!str_eq(name, rows_str(r, 0, "name")) && rows_text(r, 0, "key") == NULL)
		event_change(e, "name", rows_str(r, 0, "name"), name);
	TRY(db_run(c->db, c, STMT_ROLE_TAKEN, &taken, ARGS(c->site_id, name, id)));
	if (rows_count(taken) > 0)
		return (show(v, "people.name_taken"));
	err = put(v, id, name, factor, &t);
	complaint = people_complaint(v, &err);
	if (complaint != NULL)
		return (show(v, complaint));
	TRY(err);
	return (visit_go(v, visit_path(v, "settings/roles"), t.n_asked > 0 ? "power.roles_asked" : "role.saved"));
}

struct err *
role_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const struct rows *r = STATE_OF(v, role_state)->row;
	struct rows *removed;
	const char *id;

	TRY(people_arg_id(v, "id", &id));
	if (rows_count(r) == 0)
		return (RAISE(ERR_NOT_FOUND, "no role %s", id));
	if (!str_eq(visit_form(v, "act"), "remove"))
		return (save(v, id));
	TRY(db_run(c->db, c, STMT_ROLE_REMOVE, &removed, ARGS(c->site_id, id)));
	if (rows_count(removed) == 0)
		return (show(v, "role.is_held"));
	event_new(c, "role.remove", NULL, rows_str(r, 0, "name"));
	return (visit_go(v, visit_path(v, "settings/roles"), "role.removed"));
}
