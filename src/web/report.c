/* SPDX-License-Identifier: ISC */
#include "web/report.h"

#include "base/str.h"
#include "view/words.h"
#include "web/over.h"
#include "web/subject.h"

#include <string.h>

void
report_ask(struct visit *v, const struct report_table *t, const char *number, struct rows **rows)
{
	struct ctx *c = v->c;

	db_ask(c->db, c, t->rows, rows, ARGS_ASKED(t->rows, c->site_id, number, c->now));
}

void
report_ask_behind(struct visit *v, const struct report_table *t, const char *number, const char *key, struct rows **rows)
{
	struct ctx *c = v->c;

	db_ask(c->db, c, t->behind->rows, rows, ARGS(c->site_id, number, c->now, key));
}

static const char *
said_of(const void *owner, const struct report_column *col, const char *value)
{
	return (col->words == NULL || str_empty(value) ? value : word_of(owner, col->words, value, NULL));
}

static const char *
names_of(const void *owner, const char *value)
{
	struct buf *b = buf_new(owner);
	size_t n;

	for (; *value != '\0'; value += n + (value[n] == '\n')) {
		n = strcspn(value, "\n");
		buf_fmt(b, "%s%.*s", b->len == 0 ? "" : word(", "), (int)n, value);
	}
	return (b->data);
}

const char *
report_text(const void *owner, const struct report_column *col, const char *value)
{
	struct buf *b;
	int64_t minutes;
	char one[64];

	if (col->flags & REPORT_MINUTES && str_to_int(value, 0, INT32_MAX, &minutes))
		return (words_minutes(owner, (long)minutes));
	if (col->flags & REPORT_NAMES)
		return (names_of(owner, value));
	if (!(col->flags & REPORT_LIST))
		return (said_of(owner, col, value));
	b = buf_new(owner);
	while (word_next(&value, one))
		buf_fmt(b, "%s%s", b->len == 0 ? "" : word(", "), said_of(owner, col, one));
	return (b->data);
}

/* A version, and from an earlier one what is different now, side by side. */
static void
put_version(struct visit *v, struct node *cell, const struct record *rec, const char *version)
{
	if (str_empty(version))
		return;
	node_put(cell, "text", version);
	if (!str_eq(version, mem_fmt(v->c, "%lld", (long long)rec->version)))
		node_putf(cell, "url", "%s/versions/%lld?with=%s", subject_path(v, rec->kind, rec->number), (long long)rec->version, version);
}

/* Nothing stands behind none, nor behind what is counted apart. */
static void
put_behind(struct visit *v, struct node *cell, const struct record *rec, const struct report_table *t, const struct rows *rows, size_t i, const char *value)
{
	if (!str_eq(value, "0") && (t->apart == NULL || !rows_bool(rows, i, t->apart)))
		node_putf(cell, "link", "%s/reports/%s?of=%s", subject_path(v, rec->kind, rec->number), t->name, rows_str(rows, i, t->key));
}

static void
put_cell(struct visit *v, struct node *cell, const struct record *rec, const struct report_table *t, const struct report_column *col, const struct rows *rows, size_t i)
{
	const char *value = rows_str(rows, i, col->name);

	if (col->flags & REPORT_NAME)
		value = over_name(value, rows_text(rows, i, mem_fmt(v->c, "%s_en", col->name)));
	node_put_flag(cell, "num", (col->flags & REPORT_NUMBER) != 0);
	node_put_flag(cell, "whole", (col->flags & (REPORT_DATE | REPORT_RECORD)) != 0);
	if (col->flags & REPORT_VERSION && rec != NULL)
		put_version(v, cell, rec, value);
	else
		node_put(cell, "text", report_text(v->c, col, value));
	if (col->flags & REPORT_RECORD && *value != '\0')
		node_put(cell, "link", subject_path_of(v, value));
	if (col->flags & REPORT_BEHIND && rec != NULL)
		put_behind(v, cell, rec, t, rows, i, value);
	if (col->flags & REPORT_TAG)
		node_put(cell, "tone", rows_str(rows, i, "tone"));
}

static void
put_row(struct visit *v, struct node *row, const struct record *rec, const struct report_table *t, const struct rows *rows, size_t i)
{
	for (const struct report_column *col = t->columns; col->name != NULL; col++) {
		struct node *cell = node_item(node_in(row, "cells"));

		if (col == t->columns && rows_text(rows, i, col->name) == NULL) {
			node_put(cell, "text", word(N_("Total")));
			node_put_flag(row, "sum", true);
		} else
			put_cell(v, cell, rec, t, col, rows, i);
	}
}

void
report_put(struct visit *v, struct node *node, const char *words, const struct record *rec, const struct report_table *t, const struct rows *rows)
{
	const char *label = mem_fmt(v->c, "%s.%s", words, t->name);

	if (words_known(words_language(), label))
		node_put(node, "label", word(label));
	if (rows_count(rows) == 0)
		node_put(node, "empty", word_of(v->c, words, t->name, "empty"));
	label = mem_fmt(v->c, "%s.hint", label);
	if (words_known(words_language(), label))
		node_put(node, "hint", word(label));
	if (t->of != NULL && rows_count(rows) > 0 && rows_int(rows, 0, t->of) > (int64_t)rows_count(rows))
		node_put(node, "cut", wordf(v->c, N_("the latest %1 of %2"), mem_fmt(v->c, "%zu", rows_count(rows)), rows_str(rows, 0, t->of)));
	for (const struct report_column *col = t->columns; col->name != NULL; col++) {
		struct node *column = node_item(node_in(node, "columns"));

		node_put(column, "label", word_of(v->c, words, t->name, col->name));
		node_put_flag(column, "num", (col->flags & REPORT_NUMBER) != 0);
	}
	for (size_t i = 0; i < rows_count(rows); i++)
		if (t->part == NULL || str_eq(rows_str(rows, i, "part"), t->part))
			put_row(v, node_item(node_in(node, "rows")), rec, t, rows, i);
}
