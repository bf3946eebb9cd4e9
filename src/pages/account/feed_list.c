/* SPDX-License-Identifier: ISC */
#include "pages/account/feed_list.h"

#include "access/event.h"
#include "base/random.h"
#include "base/str.h"
#include "pages/account/feed_memory.h"
#include "record/list.h"
#include "view/words.h"
#include "web/atom.h"
#include "web/over.h"

#include <string.h>

enum { DAYS_BEFORE = 31 };

/* What an address opens. */
struct opened {
	const char *digest, *id, *name, *query;
	int64_t made;
	const struct kind *kind;
	struct pairs asked;
};

/* ---- coming in: as the person whose address it is */

static struct err *
enter(struct visit *v, const struct rows *feed, struct opened *o)
{
	struct ctx *c = v->c;
	struct rows *entered, *filter;

	db_ask(c->db, c, STMT_FEED_ENTER, &entered, ARGS(c->site_id, o->digest));
	db_ask(c->db, c, STMT_FEED_FILTER, &filter, ARGS(c->site_id, rows_str(feed, 0, "filter_id")));
	TRY(db_wait(c->db));
	if (!rows_bool(entered, 0, "is_in") || rows_count(filter) == 0)
		return (RAISE(ERR_NOT_FOUND, "feed %s is closed", o->id));
	o->kind = kind_named(rows_str(filter, 0, "kind"));
	if (o->kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "feed %s is of no kind", o->id));
	o->query = rows_str(filter, 0, "query");
	return (pairs_read_form(c, o->query, strlen(o->query), &o->asked));
}

static struct err *
find(struct visit *v, struct opened *o)
{
	struct ctx *c = v->c;
	struct rows *feed;

	*o = (struct opened){ .digest = digest_hex(c, str_or(visit_arg(v, "token"), "")) };
	TRY(db_run(c->db, c, STMT_FEED_OPEN_LIST, &feed, ARGS(o->digest)));
	if (rows_count(feed) == 0)
		return (RAISE(ERR_NOT_FOUND, "no feed"));
	words_use(words_choose(rows_str(feed, 0, "language"), v->req->accept_language, c->conf->language));
	db_end(c->db);
	TRY(site_find(c->directory, c->db, rows_str(feed, 0, "slug"), NULL, &c->site));
	if (c->site == NULL)
		return (RAISE(ERR_NOT_FOUND, "feed of no site"));
	c->site_id = c->site->id_text;
	o->id = rows_str(feed, 0, "id");
	o->name = rows_str(feed, 0, "name");
	o->made = rows_int(feed, 0, "made");
	return (enter(v, feed, o));
}

/* ---- the list, in an order of its own */

/* What of an address does not say which records, but how a page shows them. */
static const char page_names[] = "sort view month after page";

static const char *
news_asked(void *arg, const char *name)
{
	const struct opened *o = arg;

	if (str_has_word(page_names, name))
		return (str_eq(name, "sort") ? "-changed_at" : "");
	return (str_or(pairs_get(&o->asked, name), ""));
}

/* A filter that this release does not understand finds nothing, as on the page. */
static struct err *
read_list(struct visit *v, struct opened *o, enum list_view view, struct list **list)
{
	*list = list_new(v->c, o->kind, view, news_asked, o);
	(*list)->columns = LIST_BIT(LIST_AUTHOR);
	for (size_t i = 0; i < o->asked.n; i++)
		(*list)->finds_nothing |= !list_knows(o->kind, o->asked.pair[i].name);
	(*list)->finds_nothing |= (*list)->n_odd > 0;
	list_ask(v->c, *list);
	return (db_wait(v->c->db));
}

static const char *
url_of(const struct visit *v, const struct opened *o, const struct rows *rows, size_t i)
{
	return (mem_fmt(v->c, "%s/%s/%s/%s", v->c->conf->base_url, v->c->site->slug, o->kind->plural, rows_str(rows, i, "number")));
}

static const char *
title_of(struct ctx *c, const struct rows *rows, size_t i)
{
	return (mem_fmt(c, "%s %s", rows_str(rows, i, "number"), rows_str(rows, i, "title")));
}

/* "需求 · 审批中 · 办理期限：2026-12-03" */
static const char *
text_of(struct ctx *c, const struct kind *kind, const struct rows *rows, size_t i)
{
	const char *due = rows_str(rows, i, "due"), *text = mem_fmt(c, "%s · %s", word(kind->name), word_of(c, kind->name, "state", rows_str(rows, i, "state")));

	return (*due == '\0' ? text : mem_fmt(c, "%s · %s", text, wordf(c, N_("%1: %2"), word("field.due"), due)));
}

static const char *
name_of(struct ctx *c, const struct opened *o)
{
	return (mem_fmt(c, "%s · %s · %s", o->name, word(mem_fmt(c, "%s.plural", o->kind->name)), over_name(c->site->name, c->site->name_en)));
}

/* ---- as news */

static int64_t
changed_at(const struct rows *rows, size_t i)
{
	return (rows_int(rows, i, "sort_value") / 1000000);
}

static int64_t
newest(const struct opened *o, const struct list *list)
{
	for (size_t i = 0; i < list_count(list); i++)
		if (rows_int(list->rows, i, "visible") == 0)
			return (changed_at(list->rows, i));
	return (o->made);
}

static void
write_news(struct visit *v, const struct opened *o, const struct list *list)
{
	struct ctx *c = v->c;
	const char *site = over_name(c->site->name, c->site->name_en);
	const struct atom_head head = { .id = mem_fmt(c, "%s/%s/%s#feed-%s", c->conf->base_url, c->site->slug, o->kind->plural, o->id), .title = name_of(c, o), .language = words_tag(),
		.url = mem_fmt(c, "%s/%s/%s?%s", c->conf->base_url, c->site->slug, o->kind->plural, o->query), .author = site, .updated = newest(o, list) };
	struct atom *atom = atom_new(c, &head);

	for (size_t i = 0; i < list_count(list); i++)
		if (rows_int(list->rows, i, "visible") == 0)
			atom_add(atom, &(struct atom_entry){ .url = url_of(v, o, list->rows, i), .title = title_of(c, list->rows, i), .text = text_of(c, o->kind, list->rows, i),
				.author = rows_text(list->rows, i, "author"), .updated = changed_at(list->rows, i) });
	atom_write(atom, v->reply->body);
}

struct err *
feed_list_atom(struct visit *v)
{
	struct opened o;
	struct list *list;
	const char *tag;

	TRY(find(v, &o));
	TRY(read_list(v, &o, LIST_ROWS, &list));
	write_news(v, &o, list);
	v->reply->type = "application/atom+xml; charset=utf-8";
	/* A reader that has it already asks whether it is the same (RFC 9110, 13.1.2). */
	tag = digest_quick(v->c, o.digest, v->reply->body->data, v->reply->body->len);
	reply_tag(v->reply, tag);
	if (reply_is_known(v->req->if_none_match, tag)) {
		v->reply->status = 304;
		v->reply->body = buf_new(v->reply);
	}
	return (OK);
}

/* ---- as days */

struct err *
feed_list_calendar(struct visit *v)
{
	struct ctx *c = v->c;
	char first[DATE_TEXT];
	struct opened o;
	struct rows *said;
	struct list *list;
	struct feed_memory *memory;
	struct ics *ics;
	int32_t today = 0;

	TRY(find(v, &o));
	if (!date_read(c->today, &today))
		return (RAISE(ERR_INTERNAL, "today=\"%s\"", c->today));
	date_text(today - DAYS_BEFORE, first);
	feed_memory_ask(c, o.digest, &said);
	TRY(read_list(v, &o, LIST_BOARD, &list));
	ics = ics_new(c, name_of(c, &o));
	memory = feed_memory_new(v, o.digest, mem_str(c, first), said);
	for (size_t i = 0; i < list_count(list); i++) {
		const char *due = rows_str(list->rows, i, "due");

		if (rows_int(list->rows, i, "visible") == 0 && *due != '\0' && strcmp(due, first) >= 0)
			feed_memory_say(memory, ics, (struct ics_event){ .uid = mem_fmt(c, "due-%s.%s@gatehouse", rows_str(list->rows, i, "number"), c->site_id), .title = title_of(c, list->rows, i),
				.text = text_of(c, o.kind, list->rows, i), .url = url_of(v, &o, list->rows, i), .day = due, .until = due, .made = o.made, .changed = o.made }, c->site_id);
	}
	feed_memory_end(memory, ics, c->site_id, list_has_next(list) ? rows_str(list->rows, list_most(list) - 1, "due") : NULL);
	ics_write(ics, v->reply->body);
	v->reply->type = "text/calendar; charset=utf-8";
	return (OK);
}

/* ---- having one */

struct err *
feed_list_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const char *filter = visit_arg(v, "filter");
	char *token = random_token(c);
	struct node *node = node_in(v->root, "Given");
	struct rows *made;

	TRY(db_run(c->db, c, STMT_FEED_MAKE, &made, ARGS(digest_hex(c, token), c->now, c->site_id, filter)));
	if (rows_count(made) == 0)
		return (RAISE(ERR_NOT_FOUND, "filter %s is not for them", filter));
	event_say(event_new(c, "feed.make", NULL, c->me->login), "name", rows_str(made, 0, "name"));
	node_put(node, "name", rows_str(made, 0, "name"));
	node_put(node, "calendar", mem_fmt(c, "%s/feed/%s/calendar", c->conf->base_url, token));
	node_put(node, "news", mem_fmt(c, "%s/feed/%s/atom", c->conf->base_url, token));
	return (visit_show(v, "pages/feed_given", N_("Feeds of a filter")));
}
