/* SPDX-License-Identifier: ISC */
/* Entries on the record's page: those worked on in its state with their rows, of the others how many there are. */
#include "pages/record/show.h"

#include "base/str.h"
#include "pages/record/entries.h"
#include "view/words.h"

struct show_entries {
	struct rows **rows, *counts;            /* per sort of the kind; how many of each */
};

static size_t
count_sorts(const struct kind *kind)
{
	size_t n = 0;

	while (kind->entries != NULL && kind->entries[n].name != NULL)
		n++;
	return (n);
}

static void
ask(struct visit *v, struct show *s)
{
	struct show_entries *p = PART_OF(s, show_entries);
	const struct kind *kind = s->subject.kind;

	if (kind->entries == NULL)
		return;
	p->rows = mem_array(v->c, struct rows *, count_sorts(kind));
	s->choices.of = s->subject.number;
	for (size_t i = 0; i < count_sorts(kind); i++) {
		entry_ask(v->c, &kind->entries[i], s->subject.number, ENTRIES_SHOWN, &p->rows[i]);
		options_ask(v, &s->choices, kind->entries[i].fields, 0, DERIVED);
		options_ask_contained(v, &s->choices, kind->entries[i].fields);
	}
	entry_ask_counts(v->c, kind, s->subject.number, &p->counts);
}

static int64_t
count_of(struct visit *v, const struct rows *counts, const struct entry *sort, bool open)
{
	if (open && sort->open == NULL)
		return (0);
	return (rows_count(counts) == 0 ? 0 : rows_int(counts, 0, open ? mem_fmt(v->c, "%s.open", sort->name) : sort->name));
}

/* Not worked on now: how many there are and where. */
static void
put_elsewhere(struct visit *v, const struct show *s, struct home home, const struct entry *sort, int64_t count)
{
	struct node *node = node_item(node_in(home.node, "Entries_elsewhere"));

	node_put(node, "label", word(sort->table));
	node_put_int(node, "count", count);
	node_put(node, "url", entries_path(v, s->rec, sort));
}

/* What the line of its section says of it: how many there are, where there are some or one may be added; and its number in the bar. */
static void
tell(struct visit *v, const struct show *s, const struct section *section, const struct entries_part *part)
{
	const struct entry *sort = part->sort;
	const char *label = word(sort->table);

	show_tell_count(s, sort, part->count);
	if (section == NULL)
		show_bar(v, mem_fmt(v->c, "#%s", sort->name), label, part->count, 0);
	else if (part->count > 0)
		show_tell(s, section, mem_fmt(v->c, "%s %lld", label, (long long)part->count), 0, part->open);
	else if (entry_may_add(v->c, s->rec, sort))
		show_tell(s, section, NULL, 0, 0);
}

static void
put_sort(struct visit *v, const struct show *s, const struct entries_part *part)
{
	const struct entry *sort = part->sort;
	struct home home = show_home(v, s, HOME_ENTRY, sort->name);
	struct node *node;

	if (!entry_is_worked_on(s->rec, sort) && !(sort->flags & ENTRY_ALWAYS && part->count > 0)) {
		if (part->count > 0)
			put_elsewhere(v, s, home, sort, part->count);
		if (part->count > 0 && home.section != NULL)
			tell(v, s, home.section, part);
		return;
	}
	node = node_item(node_in(home.node, "Entries"));
	node_put_flag(node, "inner", home.section != NULL);
	entries_put(v, node, s->rec, part, &s->choices);
	tell(v, s, home.section, part);
}

static void
show(struct visit *v, const struct show *s)
{
	const struct show_entries *p = PART_OF(s, show_entries);

	for (size_t i = 0; i < count_sorts(s->rec->kind); i++) {
		const struct entry *sort = &s->rec->kind->entries[i];
		struct entries_part part = { .sort = sort, .rows = p->rows[i], .count = count_of(v, p->counts, sort, false),
			.open = count_of(v, p->counts, sort, true) };

		put_sort(v, s, &part);
	}
}

const struct show_part show_entries = { sizeof(struct show_entries), ask, show };

/* ---- the same for paper: every entry, nothing to do */

struct show_entries_all {
	struct rows **rows;
};

static void
ask_all(struct visit *v, struct show *s)
{
	struct show_entries_all *p = PART_OF(s, show_entries_all);
	const struct kind *kind = s->subject.kind;

	if (kind->entries == NULL)
		return;
	p->rows = mem_array(v->c, struct rows *, count_sorts(kind));
	for (size_t i = 0; i < count_sorts(kind); i++)
		entry_ask(v->c, &kind->entries[i], s->subject.number, ENTRIES_ALL, &p->rows[i]);
}

static void
show_all(struct visit *v, const struct show *s)
{
	const struct show_entries_all *p = PART_OF(s, show_entries_all);

	for (size_t i = 0; p->rows != NULL && i < count_sorts(s->rec->kind); i++) {
		struct entries_part part = { .sort = &s->rec->kind->entries[i], .rows = p->rows[i], .count = -1, .plain = true };

		if (rows_count(part.rows) > 0)
			entries_put(v, node_item(node_in(v->root, "Entries")), s->rec, &part, &s->choices);
	}
}

const struct show_part show_entries_all = { sizeof(struct show_entries_all), ask_all, show_all };
