/* SPDX-License-Identifier: ISC */
#include "pages/account/feed.h"

#include "access/event.h"
#include "base/date.h"
#include "base/random.h"
#include "base/str.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/calendar_item.h"
#include "web/ics.h"
#include "web/over.h"
#include "web/release.h"

enum { DAYS_BEFORE = 31, DAYS_AHEAD = 366 };

/* What one site answered. */
struct part {
	const char *site_id, *slug, *name;
	struct rows *entered, *items, *releases, *freezes;
};

/* ---- fetching it */

static void
ask_part(struct ctx *c, struct part *part, const char *digest, const char *first, const char *last)
{
	db_ask(c->db, c, STMT_FEED_ENTER, &part->entered, ARGS(part->site_id, digest));
	db_ask(c->db, c, STMT_CALENDAR_ITEMS, &part->items, ARGS(part->site_id, first, last, "{duty,deadline,meeting,course,absence}", NULL, NULL, NULL, "t"));
	db_ask(c->db, c, STMT_RELEASE_MONTH, &part->releases, ARGS(part->site_id, first, last, NULL, NULL, NULL, "t"));
	db_ask(c->db, c, STMT_FREEZE_LIST, &part->freezes, ARGS(part->site_id, first, last, c->today));
}

static const char *
absolute(const struct ctx *c, const char *path)
{
	return (mem_fmt(c, "%s%s", c->conf->base_url, path));
}

/* With the site's name behind its title where there are several. */
static void
add(struct ctx *c, struct ics *ics, const struct part *part, struct ics_event event, const struct rows *rows, size_t i)
{
	event.uid = mem_fmt(c, "%s.%s@gatehouse", rows_str(rows, i, "uid"), part->site_id);
	if (part->name != NULL)
		event.title = mem_fmt(c, "%s · %s", event.title, part->name);
	event.made = rows_int(rows, i, "made");
	event.changed = rows_int(rows, i, "changed");
	ics_add(ics, &event);
}

static void
add_items(struct ctx *c, struct ics *ics, const struct part *part)
{
	const struct rows *rows = part->items;

	for (size_t i = 0; i < rows_count(rows); i++)
		if (rows_int(rows, i, "visible") == 0)
			add(c, ics, part, (struct ics_event){ .title = calendar_item_title(c, rows, i), .text = calendar_item_said(c, rows, i),
				.url = absolute(c, calendar_item_url(c, part->slug, rows, i)), .day = rows_str(rows, i, "day"), .until = rows_str(rows, i, "until"),
				.begins = rows_str(rows, i, "begins"), .ends = rows_str(rows, i, "ends"), .is_off = rows_bool(rows, i, "is_off") }, rows, i);
}

static void
add_releases(struct ctx *c, struct ics *ics, const struct part *part)
{
	const struct rows *rows = part->releases;

	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct kind *kind = kind_named(rows_str(rows, i, "kind"));

		if (rows_int(rows, i, "visible") == 0 && kind != NULL)
			add(c, ics, part, (struct ics_event){ .title = rows_str(rows, i, "title"), .text = release_said(c, rows, i),
				.url = absolute(c, mem_fmt(c, "/%s/%s/%s", part->slug, kind->plural, rows_str(rows, i, "number"))), .day = rows_str(rows, i, "day"), .until = rows_str(rows, i, "day"),
				.begins = rows_str(rows, i, "begins"), .ends = rows_str(rows, i, "ends"), .is_off = rows_bool(rows, i, "is_off") }, rows, i);
	}
}

static void
add_freezes(struct ctx *c, struct ics *ics, const struct part *part)
{
	const struct rows *rows = part->freezes;

	for (size_t i = 0; i < rows_count(rows); i++)
		add(c, ics, part, (struct ics_event){ .title = wordf(c, N_("Freeze: %1"), rows_str(rows, i, "reason"), NULL), .url = absolute(c, mem_fmt(c, "/%s/releases", part->slug)),
			.day = rows_str(rows, i, "starts_on"), .until = rows_str(rows, i, "ends_on") }, rows, i);
}

/* Sites that cannot be entered now answer nothing; that is no error. */
static struct err *
ask_parts(struct ctx *c, const struct rows *sites, const char *digest, struct part *parts)
{
	char first[DATE_TEXT], last[DATE_TEXT];
	int32_t today = 0;

	if (date_read(c->today, &today)) {
		date_text(today - DAYS_BEFORE, first);
		date_text(today + DAYS_AHEAD, last);
	}
	for (size_t i = 0; i < rows_count(sites); i++) {
		parts[i] = (struct part){ .site_id = rows_text(sites, i, "site_id"), .slug = rows_str(sites, i, "slug"),
			.name = rows_count(sites) > 1 ? over_name(rows_str(sites, i, "name"), rows_str(sites, i, "name_en")) : NULL };
		if (parts[i].site_id != NULL && today != 0)
			ask_part(c, &parts[i], digest, first, last);
	}
	return (db_wait(c->db));
}

struct err *
feed_show(struct visit *v)
{
	const char *digest = digest_hex(v->c, str_or(visit_arg(v, "token"), ""));
	struct rows *sites;
	struct part *parts;
	struct ics *ics;

	TRY(db_run(v->c->db, v->c, STMT_FEED_OPEN, &sites, ARGS(digest)));
	if (rows_count(sites) == 0)
		return (RAISE(ERR_NOT_FOUND, "no feed"));
	words_use(words_choose(rows_str(sites, 0, "language"), v->req->accept_language, v->c->conf->language));
	parts = mem_array(v->c, struct part, rows_count(sites));
	TRY(ask_parts(v->c, sites, digest, parts));
	ics = ics_new(v->c, word(N_("Gatehouse")));
	for (size_t i = 0; i < rows_count(sites); i++) {
		add_items(v->c, ics, &parts[i]);
		add_releases(v->c, ics, &parts[i]);
		add_freezes(v->c, ics, &parts[i]);
	}
	ics_write(ics, v->reply->body);
	v->reply->type = "text/calendar; charset=utf-8";
	return (OK);
}

/* ---- having one */

static struct err *
give(struct visit *v)
{
	struct ctx *c = v->c;
	char *token = random_token(c);
	struct node *node = node_in(v->root, "Given");

	db_ask(c->db, c, STMT_FEED_MAKE, NULL, ARGS(digest_hex(c, token), c->now));
	event_new(c, "feed.make", NULL, c->me->login);
	node_put(node, "url", absolute(c, mem_fmt(c, "/feed/%s", token)));
	return (visit_show(v, "pages/feed_given", N_("Calendar feed")));
}

struct err *
feed_answer(struct visit *v)
{
	if (str_eq(visit_form(v, "act"), "make"))
		return (give(v));
	db_ask(v->c->db, v->c, STMT_FEED_END, NULL, NO_ARGS);
	event_new(v->c, "feed.end", NULL, v->c->me->login);
	return (visit_go(v, "/account#feed", "feed.ended"));
}
