/* SPDX-License-Identifier: ISC */
/* One import as it stands in the database: its file, its head, where its columns go. */
#include "base/str.h"
#include "import/import.h"
#include "view/words.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* ---- into the database */

static const char *
json_of(struct ctx *c, const char *const *texts, size_t n)
{
	json_t *list = json_array();
	char *text, *copy;

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_string(str_cut(c, texts[i], 100)));
	text = json_dumps(list, JSON_COMPACT);
	copy = mem_str(c, str_or(text, "[]"));
	free(text);
	json_decref(list);
	return (copy);
}

/* Two columns that seem to be the same field are left for somebody to decide. */
static char **
guesses(struct ctx *c, const struct targets *t, const struct head *head)
{
	char **fields = mem_array(c, char *, head->n + 1);

	for (size_t i = 0; i < head->n; i++) {
		fields[i] = mem_str(c, str_empty(head->cells[i]) ? "" : target_guess(c, t, head->cells[i]));
		for (size_t k = 0; k < i && !str_eq(fields[i], IMPORT_LEFT_OUT); k++)
			if (str_eq(fields[k], fields[i]))
				fields[i] = mem_str(c, "");
	}
	return (fields);
}

struct err *
batch_put_head(struct ctx *c, const char *id, const struct kind *kind, const struct head *head)
{
	return (db_run(c->db, c, STMT_IMPORT_HEAD_PUT, NULL, ARGS(c->site_id, id, head->sheet, head->coding, json_of(c, head->cells, head->n), mem_fmt(c, "%zu", head->row),
	    form_array(c, guesses(c, targets_of(c, kind), head)), c->now)));
}

struct err *
batch_begin(struct ctx *c, const struct kind *kind, const char *name, const char *path, const char *stored, int64_t size, const char *sha256,
    struct batch **out, const struct table_fault **fault)
{
	struct rows *added, *rows;
	struct head *head;
	const char *id;

	*out = NULL;
	TRY(head_read(c, path, "", &head));
	*fault = head->fault;
	if (head->fault != NULL)
		return (OK);
	TRY(db_run(c->db, c, STMT_IMPORT_ADD, &added, ARGS(c->site_id, kind->name, name, stored, mem_fmt(c, "%lld", (long long)size), sha256, c->now, c->me->id_text)));
	id = rows_str(added, 0, "id");
	TRY(batch_put_head(c, id, kind, head));
	db_ask(c->db, c, STMT_IMPORT_FIND, &rows, ARGS(c->site_id, id));
	TRY(db_wait(c->db));
	*out = batch_of(c, rows);
	return (OK);
}

void
batch_tell(struct ctx *c, const char *to, const char *what, const char *file_name)
{
	json_t *detail = json_pack("{s:s,s:s}", "act", "import", "about", file_name);
	char *text = json_dumps(detail, JSON_COMPACT);

	db_ask(c->db, c, STMT_IMPORT_TELL, NULL, ARGS(c->site_id, to, what, to == NULL ? c->me->id_text : NULL, str_or(text, "{}"), c->now));
	free(text);
	json_decref(detail);
}

/* ---- out of it */

static const char **
texts_of(struct ctx *c, const char *json, size_t *n)
{
	json_t *list = json_loads(json, 0, NULL);
	const char **texts;

	*n = json_array_size(list);
	texts = mem_array(c, const char *, *n + 1);
	for (size_t i = 0; i < *n; i++)
		texts[i] = mem_str(c, str_or(json_string_value(json_array_get(list, i)), ""));
	json_decref(list);
	return (texts);
}

struct batch *
batch_of(struct ctx *c, const struct rows *rows)
{
	struct batch *b;

	if (rows_count(rows) == 0 || kind_named(rows_str(rows, 0, "kind")) == NULL)
		return (NULL);
	b = mem_new(c, struct batch);
	b->id = rows_str(rows, 0, "id");
	b->file_name = rows_str(rows, 0, "file_name");
	b->stored = rows_str(rows, 0, "stored");
	b->sheet = rows_str(rows, 0, "sheet");
	b->coding = rows_str(rows, 0, "coding");
	b->status = rows_str(rows, 0, "status");
	b->doubles = rows_str(rows, 0, "doubles");
	b->kind = kind_named(rows_str(rows, 0, "kind"));
	b->head = texts_of(c, rows_str(rows, 0, "head"), &b->n);
	b->head_row = (size_t)rows_int(rows, 0, "head_row");
	b->fields = form_array_items(c, rows_str(rows, 0, "fields"));
	b->at_row = rows_int(rows, 0, "at_row");
	return (b);
}

const char *
batch_constant(const struct batch *b, const char *target)
{
	size_t n = strlen(target);

	for (char **f = b->fields; *f != NULL; f++)
		if (strncmp(*f, target, n) == 0 && (*f)[n] == '=')
			return (*f + n + 1);
	return (NULL);
}

/* ---- may it be checked? */

static bool
has_column(const struct batch *b, const char *target)
{
	for (size_t i = 0; i < b->n && b->fields[i] != NULL; i++)
		if (str_eq(b->fields[i], target))
			return (true);
	return (false);
}

/* Each column goes to one field that there is, or is left out; none is left undecided, and no field gets two. */
static const char *
column_complaint(struct ctx *c, const struct batch *b, const struct targets *t, const char **arg)
{
	for (size_t i = 0; i < b->n; i++) {
		const char *f = b->fields[i];

		*arg = str_or(b->head[i], table_column(c, i + 1));
		if (str_empty(f) && !str_empty(b->head[i]))
			return (N_("Choose the field for the column \"%1\", or leave the column out."));
		if (str_empty(f) || str_eq(f, IMPORT_LEFT_OUT))
			continue;
		if (target_named(t, f) == NULL)
			return (N_("The field chosen for the column \"%1\" does not exist. Choose another."));
		for (size_t k = 0; k < i; k++)
			if (str_eq(b->fields[k], f))
				return (N_("The column \"%1\" has the same field as another column. Leave one of the two out."));
	}
	return (NULL);
}

const char *
batch_complaint(struct ctx *c, const struct batch *b, const struct targets *t, const char **arg)
{
	const char *complaint = column_complaint(c, b, t, arg);

	for (size_t i = 0; i < t->n && complaint == NULL; i++) {
		const struct target *target = &t->list[i];
		bool needed = (target->field->flags & REQUIRED && target->field->when == NULL) || str_eq(target->name, "state");

		*arg = target_label(c, t, target);
		if (needed && !has_column(b, target->name) && str_empty(batch_constant(b, target->name)))
			complaint = N_("No column provides \"%1\", which every record needs. Assign a column, or choose one value for all rows.");
	}
	return (complaint);
}
