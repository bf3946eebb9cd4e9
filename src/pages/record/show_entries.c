/* SPDX-License-Identifier: ISC */
/* Entries on the record's page: those worked on in its state with their rows, of the others how many there are. */
#include "pages/record/show.h"

#include "base/str.h"
#include "pages/record/entries.h"
#include "view/words.h"

static size_t
count_sorts(const struct kind *kind)
{
	size_t n = 0;

	while (kind->entries != NULL && kind->entries[n].name != NULL)
		n++;
	return (n);
}

void
show_entries_ask(struct visit *v, struct show *s)
{
	const struct kind *kind = s->subject.kind;

	if (kind->entries == NULL)
		return;
	s->entries = mem_array(v->c, struct rows *, count_sorts(kind));
	for (size_t i = 0; i < count_sorts(kind); i++) {
		entry_ask(v->c, &kind->entries[i], s->subject.number, ENTRIES_SHOWN, &s->entries[i]);
		options_ask(v, &s->choices, kind->entries[i].fields, 0, DERIVED);
	}
	entry_ask_counts(v->c, kind, s->subject.number, &s->counts);
}

static int64_t
count_of(struct visit *v, const struct show *s, const struct entry *sort, bool open)
{
	if (open && sort->open == NULL)
		return (0);
	return (rows_count(s->counts) == 0 ? 0 : rows_int(s->counts, 0, open ? mem_fmt(v->c, "%s.open", sort->name) : sort->name));
}

/* Not worked on now: how many there are and where. */
static void
put_elsewhere(struct visit *v, const struct show *s, const struct entry *sort, int64_t count)
{
	struct node *node = node_item(node_in(v->root, "Entries_elsewhere"));

	node_put(node, "label", word(sort->table));
	node_put_int(node, "count", count);
	node_put(node, "url", entries_path(v, s->rec, sort));
}

void
show_entries(struct visit *v, const struct show *s)
{
	for (size_t i = 0; i < count_sorts(s->rec->kind); i++) {
		const struct entry *sort = &s->rec->kind->entries[i];
		struct entries_part part = { .sort = sort, .rows = s->entries[i], .count = count_of(v, s, sort, false),
			.open = count_of(v, s, sort, true) };

		if (entry_is_worked_on(s->rec, sort) || (sort->flags & ENTRY_ALWAYS && part.count > 0))
			entries_put(v, node_item(node_in(v->root, "Entries")), s->rec, &part, &s->choices);
		else if (part.count > 0)
			put_elsewhere(v, s, sort, part.count);
	}
}

void
show_entries_all_ask(struct visit *v, struct show *s)
{
	const struct kind *kind = s->subject.kind;

	if (kind->entries == NULL)
		return;
	s->all_entries = mem_array(v->c, struct rows *, count_sorts(kind));
	for (size_t i = 0; i < count_sorts(kind); i++)
		entry_ask(v->c, &kind->entries[i], s->subject.number, ENTRIES_ALL, &s->all_entries[i]);
}

void
show_entries_all(struct visit *v, const struct show *s)
{
	for (size_t i = 0; s->all_entries != NULL && i < count_sorts(s->rec->kind); i++) {
		struct entries_part part = { .sort = &s->rec->kind->entries[i], .rows = s->all_entries[i], .count = -1, .plain = true };

		if (rows_count(part.rows) > 0)
			entries_put(v, node_item(node_in(v->root, "Entries")), s->rec, &part, &s->choices);
	}
}
