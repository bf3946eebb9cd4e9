/* SPDX-License-Identifier: ISC */
#include "pages/admin/robots.h"

#include "access/event.h"
#include "message/robot.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/options.h"
#include "web/over.h"

#include <string.h>

struct robots_state {
	struct options choices;
	struct rows *robots, *counts, *failing;
};

const size_t robots_state = sizeof(struct robots_state);

enum { SECRET_LEAST = 16, FIELD_KINDS = 5 };

static const struct field table[] = {
	{ "vendor", FIELD_CHOICE, REQUIRED, .choices = robot_vendors },
	{ "name", FIELD_LINE, REQUIRED, .max = 60 },
	{ "address", FIELD_LINE, REQUIRED | WIDE | CODE, .max = 500 },
	{ "secret", FIELD_LINE, CODE, .max = 200 },
	{ "department_id", FIELD_DEPARTMENT },
	[FIELD_KINDS] = { "kinds", FIELD_CHOICES, WIDE },
	{ NULL }
};

/* The same with the kinds of record there are. */
static const struct field *
fields_of(const struct ctx *c)
{
	struct field *fields = mem_array(c, struct field, ARRAY_LEN(table));
	const char **names;
	size_t n = 0;

	memcpy(fields, table, sizeof table);
	while (kinds[n] != NULL)
		n++;
	names = mem_array(c, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		names[i] = kinds[i]->name;
	fields[FIELD_KINDS].choices = names;
	return (fields);
}

void
robots_ask(struct visit *v)
{
	struct robots_state *s = STATE_OF(v, robots_state);
	struct ctx *c = v->c;

	db_ask(c->db, c, STMT_ROBOTS, &s->robots, ARGS(c->site_id));
	db_ask(c->db, c, STMT_DELIVERY_COUNTS, &s->counts, ARGS(c->site_id, c->now));
	db_ask(c->db, c, STMT_DELIVERIES_FAILING, &s->failing, ARGS(c->site_id));
	options_ask(v, &s->choices, table, 0, 0);
}

/* ---- showing */

static void
put_kinds(struct ctx *c, struct node *item, const char *names)
{
	for (char **each = str_split(c, mem_str(c, names), ' '); *each != NULL; each++)
		node_add(node_in(item, "kinds"), word(*each));
}

static void
put_robots(struct visit *v, struct node *node, const struct rows *rows)
{
	static const char *const shown[] = { "id", "name", "host", "made_by", "made_on" };

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(node_in(node, "rows"));

		for (size_t k = 0; k < ARRAY_LEN(shown); k++)
			node_put(item, shown[k], rows_str(rows, i, shown[k]));
		node_put(item, "vendor", word_of(v->c, "robot", "vendor", rows_str(rows, i, "vendor")));
		node_put(item, "department", over_name(rows_str(rows, i, "department"), rows_str(rows, i, "department_en")));
		node_put_flag(item, "signed", rows_bool(rows, i, "is_signed"));
		put_kinds(v->c, item, rows_str(rows, i, "kinds"));
	}
}

static void
put_queue(struct visit *v, struct node *node)
{
	static const char *const counts[] = { "queued", "failing", "dead", "sent", "dropped" };
	static const char *const shown[] = { "id", "tries", "error", "at", "due_at", "person", "robot", "number" };
	const struct robots_state *s = STATE_OF(v, robots_state);

	for (size_t k = 0; k < ARRAY_LEN(counts); k++)
		node_put(node, counts[k], rows_str(s->counts, 0, counts[k]));
	node_put_flag(node, "mail", rows_bool(s->counts, 0, "is_on"));
	for (size_t i = 0; i < rows_count(s->failing); i++) {
		struct node *item = node_item(node_in(node, "failures"));

		for (size_t k = 0; k < ARRAY_LEN(shown); k++)
			node_put(item, shown[k], rows_str(s->failing, i, shown[k]));
		node_put(item, "topic", word_of(v->c, "messages", "field", rows_str(s->failing, i, "topic")));
		node_put_flag(item, "is_dead", str_eq(rows_str(s->failing, i, "status"), "dead"));
	}
}

/* Kinds are called as everywhere. */
static void
name_kinds(struct node *form)
{
	struct node *options = node_in(node_in(node_in(form, "fields"), "5"), "options");
	char at[8];

	_Static_assert(FIELD_KINDS == 5, "the place of the field");
	for (size_t i = 0; kinds[i] != NULL; i++) {
		(void)snprintf(at, sizeof at, "%zu", i);
		node_put(node_in(options, at), "label", word(kinds[i]->name));
	}
}

static struct err *
show(struct visit *v, const struct form *form)
{
	struct node *node = node_in(v->root, "Robots");
	const struct robots_state *s = STATE_OF(v, robots_state);

	node_put(node, "action", visit_path(v, "settings/messages"));
	node_put_flag(node, "has_key", !str_empty(v->c->conf->seal_key));
	put_robots(v, node, s->robots);
	put_queue(v, node);
	visit_put_form(v, node_in(node, "add"), form);
	options_put(node_in(node, "add"), form, &s->choices);
	name_kinds(node_in(node, "add"));
	if (form->ok)
		return (visit_show(v, "pages/robots", N_("Messages and robots")));
	return (visit_again(v, "pages/robots", N_("Messages and robots")));
}

struct err *
robots_show(struct visit *v)
{
	return (show(v, form_new(v->c, "robot", fields_of(v->c))));
}

/* ---- what was posted */

static struct err *
go(struct visit *v, const char *flash)
{
	return (visit_go(v, visit_path(v, "settings/messages"), flash));
}

static struct err *
check_id(const char *name, const char *id)
{
	int64_t n;

	return (str_to_int(id, 0, INT64_MAX, &n) ? OK : RAISE(ERR_INVALID, "%s=\"%s\"", name, id));
}

static struct err *
stop(struct visit *v, const char *id)
{
	struct ctx *c = v->c;
	struct rows *stopped;

	TRY(check_id("stop", id));
	TRY(db_run(c->db, c, STMT_ROBOT_STOP, &stopped, ARGS(c->site_id, id, c->now)));
	if (rows_count(stopped) == 0)
		return (RAISE(ERR_NOT_FOUND, "robot %s", id));
	db_ask(c->db, c, STMT_ROBOT_DROP_QUEUE, NULL, ARGS(c->site_id, id, c->now));
	event_say(event_new(c, "robot.stop", NULL, rows_str(stopped, 0, "name")), "vendor", rows_str(stopped, 0, "vendor"));
	return (go(v, N_("Nothing is sent to it any more.")));
}

static struct err *
again(struct visit *v, const char *id)
{
	struct ctx *c = v->c;
	struct rows *sent;

	TRY(check_id("again", id));
	TRY(db_run(c->db, c, STMT_DELIVERY_AGAIN, &sent, ARGS(c->site_id, id, c->now)));
	return (go(v, N_("It is tried again now.")));
}

/* The machine in an address, which may be shown; NULL: it is no address that can be posted to. */
static const char *
host_of(const struct ctx *c, const char *address)
{
	const char *from = str_starts(address, "https://") ? address + 8 : NULL;
	size_t n;

	/* Without TLS only where the operator has named a network of their own. */
	if (from == NULL && str_starts(address, "http://") && !str_empty(c->conf->robot_networks))
		from = address + 7;
	if (from == NULL)
		return (NULL);
	n = strcspn(from, "/?#");
	return (n == 0 || memchr(from, '@', n) != NULL || strpbrk(address, " \"\\<>") != NULL ? NULL : mem_strn(c, from, n));
}

static void
check(struct visit *v, struct form *form, const char **host)
{
	const struct vendor *vendor = robot_vendor(form_value(form, "vendor"));
	const char *secret = form_value(form, "secret");

	*host = host_of(v->c, form_value(form, "address"));
	if (form->ok && *host == NULL)
		form_complain(form, "address", N_("Enter the whole address of the robot. It begins with https://."), NULL);
	if (vendor != NULL && robot_needs_secret(vendor) && strlen(secret) < SECRET_LEAST)
		form_complain(form, "secret", N_("A webhook is signed. Enter a secret of at least 16 characters."), NULL);
	if (str_empty(v->c->conf->seal_key))
		form_complain(form, NULL, N_("This installation has no key with which secrets are sealed. Ask its operators to set seal_key."), NULL);
}

static void
add(struct visit *v, const struct form *form, const char *host)
{
	struct ctx *c = v->c;
	const char *key = c->conf->seal_key, *vendor = form_value(form, "vendor"), *name = form_value(form, "name");
	struct event *e = event_new(c, "robot.add", NULL, name);

	db_ask(c->db, c, STMT_ROBOT_ADD, NULL, ARGS(c->site_id, vendor, name, host, robot_seal(c, key, form_value(form, "address")), robot_seal(c, key, form_value(form, "secret")),
	    form_stored(form, "department_id"), str_or(form_stored(form, "kinds"), "{}"), c->me->id_text, c->now));
	event_say(e, "vendor", vendor);
	event_say(e, "host", host);
}

struct err *
robots_answer(struct visit *v)
{
	struct form *form;
	const char *host;

	if (*visit_form(v, "stop") != '\0')
		return (stop(v, visit_form(v, "stop")));
	if (*visit_form(v, "again") != '\0')
		return (again(v, visit_form(v, "again")));
	form = visit_read_form(v, "robot", fields_of(v->c));
	check(v, form, &host);
	if (form->ok) {
		add(v, form, host);
		return (go(v, N_("Saved.")));
	}
	TRY(visit_complain(v, form, NULL, NULL));
	return (show(v, form));
}
