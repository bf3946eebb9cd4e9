/* SPDX-License-Identifier: ISC */
#include "pages/overview/notifications.h"

#include "access/session.h"
#include "http/url.h"
#include "view/words.h"
#include "web/duty.h"
#include "web/over.h"

#include <stdlib.h>
#include <string.h>

enum { NOTIFICATIONS_PAGE = 50 };

/* The largest id: from the newest. */
#define NEWEST "9223372036854775807"

struct notifications_state {
	struct rows *told;              /* of one site */
};

const size_t notifications_state = sizeof(struct notifications_state);

/* One to show, of the site it belongs to. */
struct told {
	const char *slug, *site;
	const struct rows *rows;
	size_t row;
};

static int
by_latest(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	return (strcmp(rows_str(y->rows, y->row, "since"), rows_str(x->rows, x->row, "since")));
}

/* "Li Na: your requirement is accepted": who, and what by its key. */
static void
put_text(struct visit *v, struct node *node, const struct told *told)
{
	const char *kind = rows_str(told->rows, told->row, "of_kind"), *state = rows_str(told->rows, told->row, "of_state");
	const char *what = rows_str(told->rows, told->row, "what"), *why = rows_text(told->rows, told->row, "why");

	node_put(node, "who", rows_str(told->rows, told->row, "actor"));
	node_put(node, "what", word(mem_fmt(v->c, "told.%s", what)));
	if (!str_empty(state) && kind_named(kind) != NULL)
		node_put(node, "state", word_of(v->c, kind, "state", state));
	if (why != NULL)
		node_put(node, "state", wordf(v->c, mem_fmt(v->c, "mail.why.%s", why), rows_str(told->rows, told->row, "about"), NULL));
}

/* What two people do is about a person or a role, not about a record. */
static void
put_power(struct visit *v, struct node *node, const struct told *told)
{
	const char *act = rows_text(told->rows, told->row, "act"), *about = rows_str(told->rows, told->row, "about");

	if (act == NULL)
		return;
	node_putf(node, "url", "/%s/settings/%s", told->slug, str_starts(rows_str(told->rows, told->row, "what"), "import_") ? "import" : "two-people");
	node_put(node, "title", str_empty(about) ? word_of(v->c, "event.detail", "act", act) :
	    wordf(v->c, N_("%1: %2"), word_of(v->c, "event.detail", "act", act), about));
}

/* A duty has a page of its own, and with a record that it is about, the place there. */
static void
put_duty(struct visit *v, struct node *node, const struct told *told)
{
	const char *rule = rows_text(told->rows, told->row, "duty"), *title = rows_str(told->rows, told->row, "title");
	const char *duty;

	if (rule == NULL)
		return;
	duty = duty_title(v->c, rule, rows_str(told->rows, told->row, "part"));
	node_putf(node, "url", "/%s/duties", told->slug);
	node_put(node, "title", str_empty(title) ? duty : mem_fmt(v->c, "%s · %s", duty, title));
	node_put(node, "state", rows_str(told->rows, told->row, "due_on"));
}

static void
put_told(struct visit *v, const struct told *told)
{
	struct node *node = node_item(node_in(node_in(v->root, "Told"), "items"));

	over_put_record(node, v->c, told->slug, told->rows, told->row);
	put_text(v, node, told);
	put_power(v, node, told);
	put_duty(v, node, told);
	node_put(node, "id", rows_str(told->rows, told->row, "id"));
	node_put(node, "at", rows_str(told->rows, told->row, "since"));
	node_put(node, "site", told->site);
	node_put_flag(node, "unread", rows_bool(told->rows, told->row, "unread"));
	node_putf(node, "read_url", "/%s/notifications", told->slug);
}

static struct err *
show(struct visit *v, struct told *list, size_t n, const char *action)
{
	struct node *told = node_in(v->root, "Told");
	bool unread = false;

	qsort(list, n, sizeof *list, by_latest);
	for (size_t i = 0; i < n && i < NOTIFICATIONS_PAGE; i++) {
		put_told(v, &list[i]);
		unread = unread || rows_bool(list[i].rows, list[i].row, "unread");
	}
	node_put(told, "action", action);
	if (v->c->site != NULL)
		node_put(told, "messages_url", visit_path(v, "messages"));
	node_put_flag(told, "unread", unread || v->c->me->unread > 0);
	if (n == 0) {
		node_put(node_in(v->root, "Empty"), "title", word("No notifications"));
		node_put(node_in(v->root, "Empty"), "text", word("You are notified here when something is waiting for you or makes progress."));
	}
	return (visit_show(v, "pages/notifications", N_("Notifications")));
}

/* ---- one site */

static const char *
before_of(const struct visit *v)
{
	int64_t id;

	return (str_to_int(visit_query(v, "after"), 1, INT64_MAX, &id) ? visit_query(v, "after") : NEWEST);
}

void
notifications_ask(struct visit *v)
{
	struct ctx *c = v->c;

	db_ask(c->db, c, STMT_NOTIFICATIONS_OF, &STATE_OF(v, notifications_state)->told, ARGS(c->site_id, before_of(v), mem_fmt(c, "%d", NOTIFICATIONS_PAGE + 1)));
}

struct err *
notifications_answer(struct visit *v)
{
	const struct notifications_state *s = STATE_OF(v, notifications_state);
	size_t n = rows_count(s->told);
	struct told *list = mem_array(v->c, struct told, n + 1);
	struct node *pager = node_in(v->root, "Pager");

	for (size_t i = 0; i < n; i++)
		list[i] = (struct told){ v->c->site->slug, NULL, s->told, i };
	if (!str_empty(visit_query(v, "after")))
		node_put(pager, "first", v->req->path);
	if (n > NOTIFICATIONS_PAGE)
		node_put(pager, "next", url_with(v->c, v->req->path, &v->req->query, "after",
		    rows_str(s->told, NOTIFICATIONS_PAGE - 1, "id")));
	return (show(v, list, n, visit_path(v, "notifications")));
}

/* "read=<id>" for one, "all=1" for all. */
static void
ask_read(struct ctx *c, const char *site_id, const char *id)
{
	db_ask(c->db, c, STMT_NOTIFICATIONS_READ, NULL,
	    ARGS(site_id, c->me->id_text, id == NULL ? NEWEST : id, id == NULL ? "t" : "f", c->now));
}

struct err *
notifications_read(struct visit *v)
{
	int64_t id;
	const char *one = visit_form(v, "read"), *next = visit_form(v, "next");

	if (!str_empty(one) && !str_to_int(one, 1, INT64_MAX, &id))
		return (RAISE(ERR_INVALID, "\"%s\" is no notification", one));
	ask_read(v->c, v->c->site_id, str_empty(one) ? NULL : one);
	if (!url_is_local(next))
		next = visit_path(v, "notifications");
	return (visit_go(v, next, str_empty(one) ? N_("All notifications are marked as read.") : NULL));
}

/* ---- all sites: each is asked inside itself, so that row security holds */

static void
enter(struct visit *v, size_t site)
{
	session_enter(v->c, mem_fmt(v->c, "%lld", (long long)v->c->me->sites[site].id), "", NULL);
}

struct err *
notifications_all(struct visit *v)
{
	struct ctx *c = v->c;
	size_t sites = c->me->n_sites, n = 0;
	struct rows **rows = mem_array(c, struct rows *, sites + 1);
	struct told *list;

	for (size_t s = 0; s < sites; s++) {
		enter(v, s);
		db_ask(c->db, c, STMT_NOTIFICATIONS_OF, &rows[s],
		    ARGS(mem_fmt(c, "%lld", (long long)c->me->sites[s].id), NEWEST, mem_fmt(c, "%d", NOTIFICATIONS_PAGE)));
	}
	TRY(db_wait(c->db));
	for (size_t s = 0; s < sites; s++)
		n += rows_count(rows[s]);
	list = mem_array(c, struct told, n + 1);
	n = 0;
	for (size_t s = 0; s < sites; s++)
		for (size_t i = 0; i < rows_count(rows[s]); i++)
			list[n++] = (struct told){ c->me->sites[s].slug, over_name(c->me->sites[s].name, c->me->sites[s].name_en), rows[s], i };
	return (show(v, list, n, "/notifications"));
}

struct err *
notifications_read_all(struct visit *v)
{
	struct ctx *c = v->c;

	for (size_t s = 0; s < c->me->n_sites; s++) {
		enter(v, s);
		ask_read(c, mem_fmt(c, "%lld", (long long)c->me->sites[s].id), NULL);
	}
	return (visit_go(v, "/notifications", N_("All notifications are marked as read.")));
}
