/* SPDX-License-Identifier: ISC */
#include "pages/account/feed.h"

#include "access/event.h"
#include "base/date.h"
#include "base/random.h"
#include "base/str.h"
#include "pages/account/feed_memory.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/calendar_item.h"
#include "web/ics.h"
#include "web/over.h"
#include "web/release.h"

#include <string.h>

enum { DAYS_BEFORE = 31, DAYS_AHEAD = 366 };

/* What one site answered; the statements read so many rows, in the order of their days. */
struct part {
	const char *site_id, *slug, *name;
	struct rows *entered, *items, *releases, *freezes;
};
enum { ITEMS_MOST = 501, RELEASES_MOST = 401, FREEZES_MOST = 100 };

struct saying {
	struct ctx *c;
	struct ics *ics;
	struct feed_memory *memory;
	const struct part *part;
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
say(const struct saying *s, struct ics_event event, const struct rows *rows, size_t i)
{
	event.uid = mem_fmt(s->c, "%s.%s@gatehouse", rows_str(rows, i, "uid"), s->part->site_id);
	if (s->part->name != NULL)
		event.title = mem_fmt(s->c, "%s · %s", event.title, s->part->name);
	event.made = rows_int(rows, i, "made");
	event.changed = rows_int(rows, i, "changed");
	feed_memory_say(s->memory, s->ics, event, s->part->site_id);
}

static void
say_items(const struct saying *s)
{
	const struct rows *rows = s->part->items;

	for (size_t i = 0; i < rows_count(rows); i++)
		if (rows_int(rows, i, "visible") == 0)
			say(s, (struct ics_event){ .title = calendar_item_title(s->c, rows, i), .text = calendar_item_said(s->c, rows, i),
				.url = absolute(s->c, calendar_item_url(s->c, s->part->slug, rows, i)), .day = rows_str(rows, i, "day"), .until = rows_str(rows, i, "until"),
				.begins = rows_str(rows, i, "begins"), .ends = rows_str(rows, i, "ends"), .is_off = rows_bool(rows, i, "is_off") }, rows, i);
}

static void
say_releases(const struct saying *s)
{
	const struct rows *rows = s->part->releases;

	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct kind *kind = kind_named(rows_str(rows, i, "kind"));

		if (rows_int(rows, i, "visible") == 0 && kind != NULL)
			say(s, (struct ics_event){ .title = rows_str(rows, i, "title"), .text = release_said(s->c, rows, i),
				.url = absolute(s->c, mem_fmt(s->c, "/%s/%s/%s", s->part->slug, kind->plural, rows_str(rows, i, "number"))), .day = rows_str(rows, i, "day"), .until = rows_str(rows, i, "day"),
				.begins = rows_str(rows, i, "begins"), .ends = rows_str(rows, i, "ends"), .is_off = rows_bool(rows, i, "is_off") }, rows, i);
	}
}

static void
say_freezes(const struct saying *s)
{
	const struct rows *rows = s->part->freezes;

	for (size_t i = 0; i < rows_count(rows); i++)
		say(s, (struct ics_event){ .title = wordf(s->c, N_("Freeze: %1"), rows_str(rows, i, "reason"), NULL), .url = absolute(s->c, mem_fmt(s->c, "/%s/releases", s->part->slug)),
			.day = rows_str(rows, i, "starts_on"), .until = rows_str(rows, i, "ends_on") }, rows, i);
}

/* The first of the days at which one of the answers was cut; NULL: none was. */
static const char *
cut_of(const struct part *part)
{
	const struct {
		const struct rows *rows;
		size_t most;
		const char *day;
	} answers[] = { { part->items, ITEMS_MOST, "day" }, { part->releases, RELEASES_MOST, "day" }, { part->freezes, FREEZES_MOST, "starts_on" } };
	const char *cut = NULL;

	for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
		const char *last = rows_count(answers[i].rows) < answers[i].most ? NULL : rows_str(answers[i].rows, answers[i].most - 1, answers[i].day);

		if (last != NULL && (cut == NULL || strcmp(last, cut) < 0))
			cut = last;
	}
	return (cut);
}

/* Of a site that cannot be entered now nothing is said, not even what is gone. */
static void
say_part(const struct saying *s)
{
	if (s->part->entered == NULL || !rows_bool(s->part->entered, 0, "is_in"))
		return;
	say_items(s);
	say_releases(s);
	say_freezes(s);
	feed_memory_end(s->memory, s->ics, s->part->site_id, cut_of(s->part));
}

/* Sites that cannot be entered now answer nothing; that is no error. */
static struct err *
ask_parts(struct ctx *c, const struct rows *sites, const char *digest, struct part *parts, const char *first, const char *last)
{
	for (size_t i = 0; i < rows_count(sites); i++) {
		parts[i] = (struct part){ .site_id = rows_text(sites, i, "site_id"), .slug = rows_str(sites, i, "slug"),
			.name = rows_count(sites) > 1 ? over_name(rows_str(sites, i, "name"), rows_str(sites, i, "name_en")) : NULL };
		if (parts[i].site_id != NULL)
			ask_part(c, &parts[i], digest, first, last);
	}
	return (db_wait(c->db));
}

struct err *
feed_show(struct visit *v)
{
	struct ctx *c = v->c;
	const char *digest = digest_hex(c, str_or(visit_arg(v, "token"), ""));
	char first[DATE_TEXT], last[DATE_TEXT];
	struct rows *sites, *said;
	struct part *parts;
	struct saying s = { .c = c };
	int32_t today = 0;

	TRY(db_run(c->db, c, STMT_FEED_OPEN, &sites, ARGS(digest)));
	if (rows_count(sites) == 0 || !date_read(c->today, &today))
		return (RAISE(ERR_NOT_FOUND, "no feed"));
	words_use(words_choose(rows_str(sites, 0, "language"), v->req->accept_language, c->conf->language));
	date_text(today - DAYS_BEFORE, first);
	date_text(today + DAYS_AHEAD, last);
	parts = mem_array(c, struct part, rows_count(sites));
	feed_memory_ask(c, digest, &said);
	TRY(ask_parts(c, sites, digest, parts, first, last));
	s.ics = ics_new(c, word(N_("Gatehouse")));
	s.memory = feed_memory_new(v, digest, mem_str(c, first), said);
	for (size_t i = 0; i < rows_count(sites); i++) {
		s.part = &parts[i];
		say_part(&s);
	}
	ics_write(s.ics, v->reply->body);
	v->reply->type = "text/calendar; charset=utf-8";
	return (OK);
}

/* ---- having one */

static struct err *
give(struct visit *v)
{
	struct ctx *c = v->c;
	char *token = random_token(c);

	db_ask(c->db, c, STMT_FEED_MAKE, NULL, ARGS(digest_hex(c, token), c->now, NULL, NULL));
	event_new(c, "feed.make", NULL, c->me->login);
	node_put(node_in(v->root, "Given"), "calendar", absolute(c, mem_fmt(c, "/feed/%s", token)));
	return (visit_show(v, "pages/feed_given", N_("Calendar feed")));
}

struct err *
feed_answer(struct visit *v)
{
	const char *feed = visit_form(v, "end");
	struct ctx *c = v->c;
	struct rows *ended;
	int64_t id;

	if (str_eq(visit_form(v, "act"), "make"))
		return (give(v));
	if (!str_to_int(feed, 1, INT64_MAX, &id))
		return (RAISE(ERR_INVALID, "end=\"%s\"", feed));
	TRY(db_run(c->db, c, STMT_FEED_END, &ended, ARGS(feed)));
	if (rows_count(ended) == 0)
		return (RAISE(ERR_NOT_FOUND, "feed %s is not theirs", feed));
	event_say(event_new(c, "feed.end", NULL, c->me->login), "name", *rows_str(ended, 0, "name") == '\0' ? NULL : rows_str(ended, 0, "name"));
	return (visit_go(v, "/account#feed", "feed.ended"));
}
