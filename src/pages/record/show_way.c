/* SPDX-License-Identifier: ISC */
/*
 * On the record's page and on paper: the way that a record has gone, step by step, each with its day and with what brought it about.  The
 * rows of the kind's statement (.way) have the columns: said (words) or move and state; day; kind, number, title, visible and note of
 * the record that brought it about; part_of and part (the number of an entry there).  What a step does not know is NULL.
 */
#include "pages/record/show.h"

#include "base/str.h"
#include "view/words.h"

struct show_way {
	struct rows *rows;
};

static void
ask(struct visit *v, struct show *s)
{
	if (s->subject.kind->way != STMT_NONE)
		show_ask_rows(v, s, s->subject.kind->way, &PART_OF(s, show_way)->rows);
}

static const char *
label_of(struct visit *v, const char *kind, const struct rows *rows, size_t i)
{
	const char *own = mem_fmt(v->c, "%s.way.%s", kind, rows_str(rows, i, "move"));

	if (rows_text(rows, i, "said") != NULL)
		return (word(rows_text(rows, i, "said")));
	return (words_known(words_language(), own) ? word(own) : word_of(v->c, kind, "state", rows_str(rows, i, "state")));
}

static void
put_by(struct visit *v, struct node *list, const char *number, const char *text, const char *title)
{
	struct node *node = node_item(list);

	node_put(node, "url", subject_path_of(v, number));
	node_put(node, "text", text);
	node_put(node, "title", title);
}

/* What brought it about, and what that is a part of: "ITR-2026-0004 3.1.0", "QPL-2026-0002 #3". */
static void
put_causes(struct visit *v, struct node *list, const struct rows *rows, size_t i)
{
	const char *number = rows_str(rows, i, "number"), *note = rows_str(rows, i, "note"), *part_of = rows_str(rows, i, "part_of");
	const struct kind *kind = kind_named(rows_str(rows, i, "kind"));

	if (kind == NULL)
		return;
	subject_saw(v, kind, visibility_read(rows, i));
	put_by(v, list, number, *note == '\0' ? number : mem_fmt(v->c, "%s %s", number, note), rows_str(rows, i, "title"));
	if (*part_of != '\0')
		put_by(v, list, part_of, mem_fmt(v->c, "%s #%s", part_of, rows_str(rows, i, "part")), NULL);
}

static void
put_step(struct visit *v, struct node *node, const struct show *s, const struct rows *rows, size_t i)
{
	const struct move *move = kind_move(s->rec->kind, rows_str(rows, i, "move"));
	bool is_last = i + 1 == rows_count(rows);

	node_put(node, "label", label_of(v, s->rec->kind->name, rows, i));
	node_put(node, "day", rows_str(rows, i, "day"));
	node_put_flag(node, "now", is_last);
	node_put_flag(node, "back", move != NULL && (move->flags & MOVE_DANGER) != 0);
	node_put_flag(node, "end", is_last && (kind_state(s->rec->kind, s->rec->state)->flags & STATE_END) != 0);
	put_causes(v, node_in(node, "by"), rows, i);
}

/* Before its first step a record has no way yet. */
static void
show(struct visit *v, const struct show *s)
{
	const struct rows *rows = PART_OF(s, show_way)->rows;

	for (size_t i = 0; rows_count(rows) > 1 && i < rows_count(rows); i++)
		put_step(v, node_item(node_in(node_in(v->root, "Record"), "way")), s, rows, i);
}

const struct show_part show_way = { sizeof(struct show_way), ask, show };
