/* SPDX-License-Identifier: ISC */
/* Entries of one sort as a table with what can be done to each, and the form for one more. */
#include "pages/record/entries.h"

#include "base/date.h"
#include "base/str.h"
#include "pages/record/file.h"
#include "view/gantt.h"
#include "view/words.h"
#include "web/layout.h"
#include "web/value.h"

#include <string.h>

const char *
entries_path(struct visit *v, const struct record *rec, const struct entry *sort)
{
	return (mem_fmt(v->c, "%s/entries/%s", subject_path(v, rec->kind, rec->number), sort->name));
}

static bool
is_column(const struct field *f)
{
	return ((f->flags & IN_LIST) != 0);
}

static void
put_columns(struct visit *v, struct node *node, const struct entry *sort)
{
	struct node *list = node_in(node, "columns"), *column = node_item(list);

	node_put(column, "label", word(N_("No.")));
	node_put(column, "num", "1");
	for (const struct field *f = sort->fields; f->name != NULL; f++) {
		if (!is_column(f))
			continue;
		column = node_item(list);
		node_put(column, "label", subject_label(v, sort->table, f->name));
		node_put_flag(column, "num", value_is_number(f));
	}
	column = node_item(list);
	node_put(column, "label", word(N_("By")));
}

static const char *
tone_of(const struct entry *sort, const char *state)
{
	return (sort->open != NULL && str_has_word(sort->open, state) ? "info" : "ok");
}

static void
put_cell(struct visit *v, struct node *cells, const struct kind *kind, const struct entry_row *row, const struct field *f)
{
	struct node *cell = node_item(cells);

	value_put(v, cell, kind, f, row->row, row->at);
	node_put_flag(cell, "num", value_is_number(f));
	node_put_flag(cell, "wide", (f->flags & WIDE) != 0);
	/* A day is read as one word. */
	node_put_flag(cell, "whole", f->type == FIELD_DATE);
	if (value_needs_label(f) && !str_empty(form_value(row->fields, f->name)))
		node_put(cell, "label", subject_label(v, row->sort->table, f->name));
	if (str_eq(f->name, "state"))
		node_put(cell, "tone", tone_of(row->sort, form_value(row->fields, "state")));
}

static void
put_acts(struct visit *v, struct node *node, const struct record *rec, const struct entry_row *row, bool *acts)
{
	const struct entry *sort = row->sort;
	bool asks = entry_may_edit(v->c, rec, row);

	for (const struct act *a = sort->acts; a != NULL && a->name != NULL; a++) {
		struct node *item;

		if (!entry_may_act(v->c, rec, row, a))
			continue;
		/* What has to be answered has its form on the entry's own page. */
		asks = asks || a->asks != NULL;
		if (a->asks != NULL)
			continue;
		item = node_item(node_in(node, "actions"));
		node_put(item, "name", "act");
		node_put(item, "value", a->name);
		node_put(item, "label", word_of(v->c, sort->table, "act", a->name));
		node_put_flag(item, "danger", (a->flags & MOVE_DANGER) != 0);
		*acts = true;
	}
	if (!asks)
		return;
	node_putf(node, "url", "%s/%s", entries_path(v, rec, sort), row->no);
	*acts = true;
}

static void
put_cells(struct visit *v, struct node *node, const struct record *rec, const struct kind *kind, const struct entry_row *row)
{
	struct node *cells = node_in(node, "cells"), *cell = node_item(cells);

	node_put(node, "id", row->no);
	node_put_int(node, "version", row->version);
	node_put(cell, "text", row->no);
	node_put(cell, "num", "1");
	node_put(cell, "label", word(N_("No.")));
	node_putf(cell, "url", "%s/%s", entries_path(v, rec, row->sort), row->no);
	for (const struct field *f = row->sort->fields; f->name != NULL; f++)
		if (is_column(f))
			put_cell(v, cells, kind, row, f);
	cell = node_item(cells);
	node_put(cell, "label", word(N_("By")));
	node_put(cell, "text", rows_str(row->row, row->at, "by"));
	node_put(cell, "at", rows_str(row->row, row->at, "at"));
}

static bool
takes_files(const struct entry *sort)
{
	for (const struct field *f = sort->fields; f->name != NULL; f++)
		if (f->type == FIELD_FILE)
			return (true);
	return (false);
}

static void
put_form(struct visit *v, struct node *node, const struct record *rec, const struct entries_part *part, const struct options *choices)
{
	const struct entry *sort = part->sort;
	const struct form *form = part->typed;
	struct node *list = node_in(node, "form");

	if (part->plain || !entry_may_add(v->c, rec, sort))
		return;
	node_put(node, "may_add", "1");
	if (form == NULL)
		form = form_new(v->c, sort->table, entry_typed(v->c, sort));
	node_put(node, "add", word_of(v->c, sort->table, "add", NULL));
	node_put(node, "action", entries_path(v, rec, sort));
	visit_put_form(v, list, form);
	options_put(list, form, choices);
	node_put_flag(list, "open", part->begun);
	if (takes_files(sort)) {
		node_put_flag(node, "uploads", true);
		file_put_limits(v, node);
	}
}

static void
put_head(struct visit *v, struct node *node, const struct record *rec, const struct entries_part *part)
{
	const struct entry *sort = part->sort;
	const char *hint = mem_fmt(v->c, "%s.hint", sort->table);
	int64_t count = part->count < 0 ? (int64_t)rows_count(part->rows) : part->count;

	node_put(node, "name", sort->name);
	node_put(node, "label", word(sort->table));
	if (count > 0)
		node_put_int(node, "count", count);
	if (part->open > 0) {
		node_put(node, "tone", "info");
		node_put(node, "note", wordf(v->c, N_("%1 open"), mem_fmt(v->c, "%lld", (long long)part->open), NULL));
	}
	if (count > (int64_t)rows_count(part->rows))
		node_put(node, "all_url", entries_path(v, rec, sort));
	if (words_known(words_language(), hint))
		node_put(node, "hint", word(hint));
	node_put(node, "empty", word_of(v->c, sort->table, "empty", NULL));
	node_put(node, "said", layout_came(v, sort->name));
	subject_put_article(v, node, sort->article);
}

/* ---- as a plan over time */

static const char *
plan_tone(const struct visit *v, const struct entry_row *row)
{
	if (!str_has_word(row->sort->open, form_value(row->fields, "state")))
		return ("done");
	return (strcmp(form_value(row->fields, "due"), v->c->today) < 0 ? "late" : "open");
}

/* Without a day a task cannot be drawn; what is done ends on the day it was. */
static bool
read_task(struct visit *v, const struct entry_row *row, struct gantt_task *task)
{
	const char *done = form_value(row->fields, "done_on"), *due = form_value(row->fields, "due");

	if (!date_read(str_or(done, due), &task->to))
		return (false);
	if (!date_read(form_value(row->fields, "starts_on"), &task->from) || task->from > task->to)
		task->from = task->to;
	task->no = row->no;
	task->name = form_value(row->fields, row->sort->fields[0].name);
	task->tone = plan_tone(v, row);
	task->after = form_value(row->fields, "depends_on");
	task->title = mem_fmt(v->c, "%s %s · %s – %s · %s%s%s", row->no, task->name, form_value(row->fields, "starts_on"), due,
	    word_of(v->c, row->sort->table, "state", form_value(row->fields, "state")), str_eq(task->tone, "late") ? " · " : "",
	    str_eq(task->tone, "late") ? word(N_("late")) : "");
	return (true);
}

static void
put_plan(struct visit *v, struct node *node, const struct entries_part *part)
{
	struct gantt_task *tasks = mem_array(v->c, struct gantt_task, rows_count(part->rows) + 1);
	size_t n = 0;
	int32_t today;
	char *svg;

	if (!(part->sort->flags & ENTRY_SCHEDULE) || !date_read(v->c->today, &today))
		return;
	for (size_t i = 0; i < rows_count(part->rows); i++)
		n += read_task(v, entry_at(v->c, part->sort, part->rows, i), &tasks[n]);
	svg = gantt_svg(v->c, word(part->sort->table), tasks, n, today);
	if (svg != NULL)
		node_put_html(node, "chart_html", svg);
}

void
entries_put(struct visit *v, struct node *node, const struct record *rec, const struct entries_part *part, const struct options *choices)
{
	const struct kind *kind = entry_kind(v->c, part->sort);
	bool acts = false;

	put_head(v, node, rec, part);
	put_plan(v, node, part);
	put_columns(v, node, part->sort);
	for (size_t i = 0; i < rows_count(part->rows); i++) {
		struct node *item = node_item(node_in(node, "rows"));
		const struct entry_row *row = entry_at(v->c, part->sort, part->rows, i);

		put_cells(v, item, rec, kind, row);
		if (!part->plain)
			put_acts(v, item, rec, row, &acts);
	}
	node_put_flag(node, "acts", acts);
	node_put(node, "action", entries_path(v, rec, part->sort));
	put_form(v, node, rec, part, choices);
}
