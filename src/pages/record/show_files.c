/* SPDX-License-Identifier: ISC */
/* The files of a record. */
#include "pages/record/show.h"

#include "base/str.h"
#include "pages/record/file.h"
#include "record/talk.h"
#include "view/words.h"
#include "web/layout.h"
#include "web/value.h"

#include <string.h>

struct show_files {
	struct rows *files;
};

static void
ask(struct visit *v, struct show *s)
{
	show_ask_rows(v, s, STMT_RECORD_FILES, &PART_OF(s, show_files)->files);
}

static const char *
ending(struct visit *v, const char *name)
{
	const char *dot = strrchr(name, '.');
	char *text = mem_strn(
	    v->c, dot == NULL ? "" : dot + 1, dot == NULL || strlen(dot) > 5 ? 0 : strlen(dot + 1));

	for (char *p = text; *p != '\0'; p++)
		*p = (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
	return (text);
}

/* What it is the file of: a field of the record, or one of an entry (entry_file). */
static const char *
label_of(struct visit *v, const struct record *rec, const char *field)
{
	char **part = str_split(v->c, mem_str(v->c, field), '.');
	const struct entry *sort = part[0] == NULL || part[1] == NULL ? NULL : kind_entry(rec->kind, part[0]);

	return (sort == NULL || part[2] == NULL ? subject_label(v, rec->kind->name, field) : mem_fmt(v->c, "%s %s", word(sort->table), part[2]));
}

static void
put_file(struct visit *v, const struct show *s, struct node *node, const struct rows *files, size_t i)
{
	const char *field = rows_str(files, i, "field");
	const char *author = str_or(rows_text(files, i, "author"), record_is_anonymous(s->rec) ? word(N_("Anonymous")) : "");

	node_put(node, "id", rows_str(files, i, "id"));
	node_put(node, "name", rows_str(files, i, "name"));
	node_put(node, "ext", ending(v, rows_str(files, i, "name")));
	node_put(node, "size", value_size(v, rows_int(files, i, "size")));
	node_put(node, "by",
	    *field == '\0' ? author : mem_fmt(v->c, "%s · %s", label_of(v, s->rec, field), author));
	node_put(node, "at", rows_str(files, i, "at"));
	node_putf(node, "url", "%s/files/%s", subject_path(v, s->rec->kind, s->rec->number),
	    rows_str(files, i, "id"));
	node_put_flag(node, "may_remove",
	    file_may_remove(v, s->rec) &&
		str_eq(rows_text(files, i, "created_by"), v->c->me->id_text));
}

/* Files that a rule asks for by name, such as the opinion of the union, have a place of their own. */
static void
put_places(struct visit *v, const struct record *rec, struct node *list)
{
	for (const struct field *f = rec->kind->fields; f->name != NULL; f++) {
		const char *hint = mem_fmt(v->c, "%s.hint.%s", rec->kind->name, f->name);
		struct node *node;

		if (f->type != FIELD_FILE || kind_state(rec->kind, rec->state)->flags & STATE_END)
			continue;
		node = node_item(list);
		node_put(node, "name", f->name);
		node_put(node, "label", subject_label(v, rec->kind->name, f->name));
		if (words_known(words_language(), hint))
			node_put(node, "hint", word(hint));
	}
}

static void
show(struct visit *v, const struct show *s)
{
	const struct rows *files = PART_OF(s, show_files)->files;
	struct node *node = node_in(v->root, "Files");

	for (size_t i = 0; i < rows_count(files); i++)
		put_file(v, s, node_item(node_in(node, "items")), files, i);
	node_put_flag(node, "may_add", talk_may_attach(v->c, s->rec));
	node_put_flag(node, "frozen", rows_count(s->rec->approval) > 0);
	node_putf(node, "action", "%s/files#files", subject_path(v, s->rec->kind, s->rec->number));
	file_put_limits(v, node);
	node_put(node, "said", layout_came(v, "files"));
	put_places(v, s->rec, node_in(node, "places"));
	if (!show_is_again(s, "files"))
		return;
	node_put(node, "wrong", "1");
	node_put(node, "complaint", wordf(v->c, s->typed->complaint, s->typed->value, NULL));
}

const struct show_part show_files = { sizeof(struct show_files), ask, show };
