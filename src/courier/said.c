/* SPDX-License-Identifier: ISC */
#include "courier/said.h"

#include "base/str.h"
#include "record/kind.h"
#include "view/words.h"

const char *
said_drop(const struct rows *rows, size_t i, bool reaches, bool may_view)
{
	if (!reaches)
		return ("gone");
	/* Sight of a record is sight of what is told of it; whoever may not open records is told of none, and of no figures of them. */
	if (rows_bool(rows, i, "is_unseen") || (!may_view && (rows_text(rows, i, "record_id") != NULL || str_eq(rows_str(rows, i, "what"), "figures"))))
		return ("unseen");
	if (rows_bool(rows, i, "is_off"))
		return ("off");
	return (rows_bool(rows, i, "is_muted") ? "muted" : NULL);
}

static void
put_record(struct ctx *c, struct item *item, const struct rows *rows, size_t i)
{
	const struct kind *kind = kind_named(rows_str(rows, i, "kind"));

	item->kind = item->kind_said = item->state = item->state_said = item->number = item->title = item->record_id = "";
	item->url = mem_fmt(c, "%s/%s/notifications", c->conf->base_url, c->site->slug);
	/* Of no record, or of a kind of a later release. */
	if (kind == NULL)
		return;
	item->kind = kind->name;
	item->kind_said = word(kind->name);
	item->number = rows_str(rows, i, "number");
	item->title = rows_str(rows, i, "title");
	item->record_id = rows_str(rows, i, "record_id");
	item->state = rows_str(rows, i, "of_state");
	if (*item->state != '\0' && kind_named(rows_str(rows, i, "of_kind")) != NULL)
		item->state_said = word_of(c, rows_str(rows, i, "of_kind"), "state", item->state);
	item->url = mem_fmt(c, "%s/%s/%s/%s", c->conf->base_url, c->site->slug, kind->plural, item->number);
}

/* What two people do is about a person or a role: the act stands where the state would. */
static void
put_act(struct ctx *c, struct item *item, const struct rows *rows, size_t i)
{
	const char *act = rows_text(rows, i, "act"), *about = rows_str(rows, i, "about");

	if (act == NULL)
		return;
	item->state_said = word_of(c, "event.detail", "act", act);
	if (*about != '\0')
		item->state_said = wordf(c, N_("%1: %2"), item->state_said, about);
}

/* Why an answer by mail was not taken. */
static void
put_why(struct ctx *c, struct item *item, const struct rows *rows, size_t i)
{
	const char *why = rows_text(rows, i, "why");

	if (why != NULL)
		item->state_said = wordf(c, mem_fmt(c, "mail.why.%s", why), rows_str(rows, i, "about"), NULL);
}

static struct item
read_item(struct ctx *c, const struct rows *rows, size_t i)
{
	struct item item = { .id = rows_str(rows, i, "id"), .what = rows_str(rows, i, "what"), .topic = rows_str(rows, i, "topic"), .actor = rows_str(rows, i, "actor"),
		.at = rows_str(rows, i, "at"), .at_utc = rows_str(rows, i, "at_utc") };

	item.said = word(mem_fmt(c, "told.%s", item.what));
	put_record(c, &item, rows, i);
	put_act(c, &item, rows, i);
	put_why(c, &item, rows, i);
	return (item);
}

struct items *
said_items(struct ctx *c, const struct rows *rows, bool may_view)
{
	struct items *items = mem_new(c, struct items);

	items->site = str_eq(words_language(), "en") ? str_or(c->site->name_en, c->site->name) : c->site->name;
	items->slug = c->site->slug;
	items->message = rows_count(rows) == 0 ? "" : rows_str(rows, 0, "message");
	items->list = mem_array(c, struct item, rows_count(rows) + 1);
	for (size_t i = 0; i < rows_count(rows); i++)
		if (said_drop(rows, i, true, may_view) == NULL)
			items->list[items->n++] = read_item(c, rows, i);
	return (items);
}

const char *
said_record(const struct items *items)
{
	for (size_t i = 1; i < items->n; i++)
		if (!str_eq(items->list[i].record_id, items->list[0].record_id))
			return ("");
	return (items->n == 0 ? "" : items->list[0].record_id);
}

const char *
said_topics(const struct ctx *c, const struct items *items)
{
	const char *topics = "";

	for (size_t i = 0; i < items->n; i++)
		if (!str_has_word(topics, items->list[i].topic))
			topics = mem_fmt(c, "%s%s%s", topics, *topics == '\0' ? "" : " ", items->list[i].topic);
	return (topics);
}
