/* SPDX-License-Identifier: ISC */
/* One import as it stands: columns to be assigned, progress, what the check found, what waits for the second person, what came of it. */
#include "pages/admin/import.h"

#include "base/str.h"
#include "view/words.h"
#include "web/options.h"
#include "web/people.h"
#include "web/subject.h"

#include <string.h>

enum { SHOWN = 100 /* mistakes and rows that are there already; the download has all */ };

const size_t import_state = sizeof(struct import_state);

void
import_ask(struct visit *v)
{
	int64_t n;

	if (str_to_int(str_or(visit_arg(v, "id"), ""), 1, INT64_MAX, &n))
		db_ask(v->c->db, v->c, STMT_IMPORT_FIND, &STATE_OF(v, import_state)->row, ARGS(v->c->site_id, visit_arg(v, "id")));
}

struct err *
import_read(struct visit *v, struct batch **out)
{
	*out = batch_of(v->c, STATE_OF(v, import_state)->row);
	return (*out == NULL ? RAISE(ERR_NOT_FOUND, "no import \"%s\"", visit_arg(v, "id")) : OK);
}

const char *
import_stored_path(struct visit *v, const struct batch *b)
{
	return (mem_fmt(v->c, "%s/%s", v->c->conf->files, b->stored));
}

const char *
import_place(struct visit *v, const struct targets *t, const struct batch *b, int64_t column, const char *field)
{
	const struct target *target = target_named(t, field);
	const char *label = column > 0 && (size_t)column <= b->n ? b->head[column - 1] : target == NULL ? "" : target_label(v->c, t, target);

	return (column > 0 ? mem_fmt(v->c, "%s %s", table_column(v->c, (size_t)column), label) : label);
}

/* ---- step 2: columns */

static void
put_option(struct node *list, const char *value, const char *label, const char *chosen)
{
	options_add(list, value, label, str_eq(value, chosen));
}

static void
put_columns(struct visit *v, struct node *node, const struct batch *b, const struct targets *t, const struct head *head)
{
	for (size_t i = 0; i < b->n; i++) {
		struct node *item = node_item(node_in(node, "columns")), *options = node_in(item, "options");
		const char *chosen = str_or(b->fields[i], "");

		node_put(item, "letter", table_column(v->c, i + 1));
		node_put(item, "head", b->head[i]);
		node_put(item, "example", head->examples[i]);
		node_putf(item, "name", "c%zu", i + 1);
		node_put_flag(item, "open", *chosen == '\0');
		put_option(options, "", word(N_("Please choose")), chosen);
		for (size_t k = 0; k < t->n; k++)
			put_option(options, t->list[k].name, target_label(v->c, t, &t->list[k]), chosen);
		put_option(options, IMPORT_LEFT_OUT, word(N_("Leave this column out")), chosen);
	}
}

/* What no column says may be the same for all rows: choices, which every record needs. */
static void
put_constants(struct visit *v, struct node *node, const struct batch *b, const struct targets *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct target *target = &t->list[i];
		struct node *item;

		if (target->field->choices == NULL || !(target->field->flags & REQUIRED || target->is_extra))
			continue;
		item = node_item(node_in(node, "constants"));
		node_putf(item, "name", "same.%s", target->name);
		node_put(item, "label", target_label(v->c, t, target));
		put_option(node_in(item, "options"), "", word(N_("as in the table")), str_or(batch_constant(b, target->name), ""));
		for (const char *const *choice = target->field->choices; *choice != NULL; choice++)
			put_option(node_in(item, "options"), *choice, target_word(v->c, t, target, *choice), str_or(batch_constant(b, target->name), ""));
	}
}

static struct err *
put_mapping(struct visit *v, struct node *node, const struct batch *b)
{
	const struct targets *t = targets_of(v->c, b->kind);
	struct head *head;

	TRY(head_read(v->c, import_stored_path(v, b), b->sheet, &head));
	put_columns(v, node, b, t, head);
	put_constants(v, node, b, t);
	for (const char *const *sheet = head->sheets; sheet != NULL && *sheet != NULL; sheet++)
		put_option(node_in(node, "sheets"), *sheet, *sheet, b->sheet);
	node_putf(node, "head_row", "%zu", b->head_row);
	node_put_flag(node, "above", b->head_row > 1);
	return (OK);
}

/* ---- step 3: what the check found */

static struct err *
put_mistakes(struct visit *v, struct node *node, const struct batch *b)
{
	const struct targets *t = targets_of(v->c, b->kind);
	struct rows *rows;

	TRY(db_run(v->c->db, v->c, STMT_IMPORT_MISTAKES, &rows, ARGS(v->c->site_id, b->id, "-1", "0", mem_fmt(v->c, "%d", SHOWN))));
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(node_in(node, "mistakes"));

		node_put(item, "row", rows_str(rows, i, "row_no"));
		node_put(item, "place", import_place(v, t, b, rows_int(rows, i, "column_no"), rows_str(rows, i, "field")));
		node_put(item, "text", mistake_text(v->c, t, rows_str(rows, i, "field"), rows_str(rows, i, "complaint"), rows_str(rows, i, "arg"), rows_str(rows, i, "arg2")));
		node_put(item, "cell", rows_str(rows, i, "cell"));
	}
	node_put_flag(node, "more_mistakes", rows_count(rows) == SHOWN);
	return (OK);
}

static struct err *
put_doubles(struct visit *v, struct node *node, const struct batch *b)
{
	struct rows *rows;

	TRY(db_run(v->c->db, v->c, STMT_IMPORT_DOUBLES, &rows, ARGS(v->c->site_id, b->id, "0", mem_fmt(v->c, "%d", SHOWN))));
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(node_in(node, "double_rows"));
		const char *of = rows_str(rows, i, "double_of");

		node_put(item, "row", rows_str(rows, i, "row_no"));
		node_put(item, *of == '#' ? "of_row" : "number", *of == '#' ? of + 1 : of);
		if (*of != '#')
			node_put(item, "url", subject_path_of(v, of));
	}
	node_put_flag(node, "more_doubles", rows_count(rows) == SHOWN);
	return (OK);
}

static struct err *
put_found(struct visit *v, struct node *node, const struct batch *b)
{
	struct rows *states, *same;

	TRY(put_mistakes(v, node, b));
	TRY(put_doubles(v, node, b));
	TRY(db_run(v->c->db, v->c, STMT_IMPORT_STATES, &states, ARGS(v->c->site_id, b->id)));
	for (size_t i = 0; i < rows_count(states); i++) {
		struct node *item = node_item(node_in(node, "states"));

		node_put(item, "state", word_of(v->c, b->kind->name, "state", rows_str(states, i, "state")));
		node_put(item, "n", rows_str(states, i, "n"));
	}
	TRY(db_run(v->c->db, v->c, STMT_IMPORT_SAME_FILE, &same, ARGS(v->c->site_id, rows_str(STATE_OF(v, import_state)->row, 0, "sha256"), b->id)));
	if (rows_count(same) > 0) {
		node_put(node_in(node, "same"), "at", rows_str(same, 0, "created_at"));
		node_put(node_in(node, "same"), "by", rows_str(same, 0, "author_name"));
		node_put(node_in(node, "same"), "url", import_path(v, rows_str(same, 0, "id")));
	}
	return (OK);
}

/* ---- what came of it */

static struct err *
put_records(struct visit *v, struct node *node, const struct batch *b)
{
	struct rows *rows;

	TRY(db_run(v->c->db, v->c, str_eq(b->status, "undone") ? STMT_IMPORT_KEPT : STMT_IMPORT_RECORDS, &rows, ARGS(v->c->site_id, b->id)));
	if (!str_eq(b->status, "undone")) {
		node_put(node, "first", rows_str(rows, 0, "first"));
		node_put(node, "last", rows_str(rows, 0, "last"));
		return (OK);
	}
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(node_in(node, "kept_records"));

		node_put(item, "number", rows_str(rows, i, "number"));
		node_put(item, "title", rows_str(rows, i, "title"));
		node_put(item, "url", subject_path(v, b->kind, rows_str(rows, i, "number")));
	}
	return (OK);
}

/* ---- all of it */

static struct err *
put_parts(struct visit *v, struct node *node, const struct batch *b)
{
	if (str_eq(b->status, "columns"))
		return (put_mapping(v, node, b));
	if (str_has_word("checked waiting", b->status))
		return (put_found(v, node, b));
	return (str_has_word("done undone", b->status) ? put_records(v, node, b) : OK);
}

static void
put_facts(struct visit *v, struct node *node, const struct batch *b)
{
	static const char *const told[] = { "id", "file_name", "rows", "wrong", "doubled", "made", "kept", "at_row", "created_at", "author_name", "second_name", "confirmed_at",
		"finished_at", "undoer_name", "undone_at", "undo_until", "status", "coding", "sheet" };
	const struct rows *r = STATE_OF(v, import_state)->row;
	bool mine = str_eq(rows_str(r, 0, "created_by"), v->c->me->id_text), works = str_has_word("checking importing undoing", b->status);

	for (size_t i = 0; i < ARRAY_LEN(told); i++)
		node_put(node, told[i], rows_str(r, 0, told[i]));
	node_put(node, "doubles_do", b->doubles);
	node_put(node, "status_text", word_of(v->c, "import.status", b->status, NULL));
	node_put(node, "kind", word(b->kind->name));
	node_put(node, "kinds_url", visit_path(v, "%s", b->kind->plural));
	node_put_flag(node, "mine", mine);
	node_put_flag(node, "works", works);
	node_put_flag(node, "slow", works && rows_bool(r, 0, "is_slow"));
	node_put_flag(node, "may_confirm", !mine && rows_bool(r, 0, "are_two") && !v->c->me->is_held);
	node_put_flag(node, "may_undo", rows_bool(r, 0, "can_undo"));
	node_put_flag(node, "ready", rows_int(r, 0, "wrong") == 0 && rows_int(r, 0, "rows") > rows_int(r, 0, "doubled") * !str_eq(b->doubles, "make"));
	if (!str_empty(rows_str(r, 0, "failure")))
		node_put(node, "failure", wordf(v->c, rows_str(r, 0, "failure"), rows_str(r, 0, "failure_arg"), NULL));
	if (works)
		node_put(node_in(v->root, "Page"), "refresh", "3");
}

struct err *
import_put(struct visit *v, const struct batch *b, const char *complaint)
{
	struct node *node = node_in(v->root, "Import");

	put_facts(v, node, b);
	node_put(node, "action", import_path(v, b->id));
	node_put(node, "list_url", visit_path(v, "settings/import"));
	node_put(node, "complaint", complaint);
	people_crumb(v, visit_path(v, "settings/import"), word(N_("Import")));
	TRY(put_parts(v, node, b));
	return (complaint == NULL ? visit_show(v, "pages/import", b->file_name) : visit_again(v, "pages/import", b->file_name));
}

struct err *
import_show(struct visit *v)
{
	struct batch *b;

	TRY(import_read(v, &b));
	return (import_put(v, b, NULL));
}
