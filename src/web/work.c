/* SPDX-License-Identifier: ISC */
#include "web/work.h"

#include "base/str.h"
#include "record/kind.h"
#include "web/over.h"

#include <stdlib.h>
#include <string.h>

const char *const work_group_names[WORK_GROUPS] = { [WORK_NOW] = "now", [WORK_DECIDE] = "decide", [WORK_DO] = "do", [WORK_READ] = "read" };

enum work_group
work_group(const struct work_line *line)
{
	if (line->late || line->today)
		return (WORK_NOW);
	if (line->rows == line->part->readings)
		return (WORK_READ);
	return (line->rows == line->part->lines && str_eq(rows_str(line->rows, line->row, "action"), "decide") ? WORK_DECIDE : WORK_DO);
}

/* ---- asking */

/* Behind ${after}: of what is due on the same day since the same moment, all of a later site and nothing of an earlier one. */
static void
ask_waiting(struct ctx *c, struct work_part *part, const char *site, const char *account, const struct work_place *after, const char *kind, const char *most)
{
	int64_t record = after->record;

	if (part->site->id != after->site)
		record = part->site->id > after->site ? -1 : INT64_MAX;
	db_ask(c->db, c, STMT_WORK_WAITING, &part->lines, ARGS(site, account, c->today, most, after->day, mem_fmt(c, "%lld", (long long)after->moment),
	    mem_fmt(c, "%lld", (long long)record), kind));
}

void
work_ask(struct ctx *c, struct work_part *part, const char *account, const struct work_place *after, const char *kind, int most)
{
	const char *site = mem_fmt(c, "%lld", (long long)part->site->id);
	struct over_states read = over_states(c, OVER_READ, kind, NULL);

	ask_waiting(c, part, site, account, after, kind, mem_fmt(c, "%d", most));
	if (kind == NULL || str_eq(kind, kind_marked(KIND_TRIAGED)->name))
		db_ask(c->db, c, STMT_WORK_TRIAGE, &part->triage, ARGS(site, c->today));
	if (kind == NULL)
		db_ask(c->db, c, STMT_WORK_DUTIES, &part->duties, ARGS(site, c->today, account));
	db_ask(c->db, c, STMT_WORK_TASKS, &part->tasks, ARGS(site, account));
	db_ask(c->db, c, STMT_WORK_READINGS, &part->readings, ARGS(site, account, read.kinds, read.states));
}

/* ---- order: overdue, then due soonest, then waiting longest; elsewhere the latest first */

static int
by_urgency(const void *a, const void *b)
{
	return (work_place_compare(&((const struct work_line *)a)->place, &((const struct work_line *)b)->place));
}

/* Group by group, in each by urgency; tasks of one record that are due on the same day in the order in which they came. */
static int
by_group(const void *a, const void *b)
{
	int order = (int)work_group(a) - (int)work_group(b);

	if (order == 0)
		order = by_urgency(a, b);
	return (order != 0 ? order : ((const struct work_line *)a)->task - ((const struct work_line *)b)->task);
}

static int
by_latest(const void *a, const void *b)
{
	return (strcmp(((const struct work_line *)b)->since, ((const struct work_line *)a)->since));
}

static struct work_place
place_of(const struct work_part *part, const struct rows *rows, size_t i)
{
	return ((struct work_place){ rows_str(rows, i, "urgency"), rows_int(rows, i, "moment"), part->site->id, rows_int(rows, i, "id") });
}

static void
set_due(const struct ctx *c, struct work_line *line, const char *due)
{
	line->due = due;
	line->late = *due != '\0' && strcmp(due, c->today) < 0;
	line->today = str_eq(due, c->today);
}

/* ${after}, where what waits is looked for: only what comes after it. */
static size_t
add_lines(struct work_line *lines, size_t n, const struct ctx *c, const struct work_place *after, const struct work_part *part, const struct rows *rows)
{
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct work_line *line = &lines[n];

		*line = (struct work_line){ .part = part, .rows = rows, .row = i, .task = NO_TASK, .due = "", .since = rows_str(rows, i, "since") };
		set_due(c, line, rows == part->readings ? "" : rows_str(rows, i, "due"));
		if (after != NULL)
			line->place = place_of(part, rows, i);
		if (after == NULL || work_place_compare(&line->place, after) > 0)
			n++;
	}
	return (n);
}

size_t
work_gather(struct ctx *c, const struct work_place *after, const struct work_part *parts, size_t n_parts, struct work_line **out)
{
	struct work_line *lines;
	size_t n = 0;

	for (size_t p = 0; p < n_parts; p++)
		n += rows_count(parts[p].lines) + rows_count(parts[p].readings) + rows_count(parts[p].duties) + 1;
	lines = mem_array(c, struct work_line, n + 1);
	n = 0;
	for (size_t p = 0; p < n_parts; p++) {
		n = add_lines(lines, n, c, after, &parts[p], parts[p].lines);
		n = add_lines(lines, n, c, after, &parts[p], parts[p].readings);
		n = add_lines(lines, n, c, after, &parts[p], parts[p].duties);
		/* Nothing to triage is one row that says 0. */
		if (rows_count(parts[p].triage) > 0 && rows_int(parts[p].triage, 0, "n") > 0)
			n = add_lines(lines, n, c, after, &parts[p], parts[p].triage);
	}
	*out = lines;
	return (n);
}

/* ---- tasks: what waits once for a record is as many lines as there are tasks behind it, each with its own day */

static bool
is_task_of(const struct work_line *line, size_t task)
{
	const struct rows *tasks = line->part->tasks;

	return (line->rows == line->part->lines && str_eq(rows_str(tasks, task, "number"), rows_str(line->rows, line->row, "number")) &&
	    str_eq(rows_str(tasks, task, "action"), rows_str(line->rows, line->row, "action")));
}

/* Another person's task is not theirs, though they may stand in for them elsewhere: the row's own line stays. */
static size_t
add_tasks(const struct ctx *c, struct work_line *out, const struct work_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < rows_count(line->part->tasks); i++)
		if (is_task_of(line, i)) {
			out[n] = *line;
			out[n].task = (int)i;
			set_due(c, &out[n], rows_str(line->part->tasks, i, "due"));
			out[n].place.day = str_or(out[n].due, "infinity");
			n++;
		}
	if (n == 0)
		out[n++] = *line;
	return (n);
}

/* All lines with their tasks; *shown: how many of them stand for the first ${most} lines. */
struct work_line *
work_with_tasks(struct ctx *c, const struct work_line *lines, size_t n, size_t most, size_t *total, size_t *shown)
{
	struct work_line *all;
	size_t room = n + 1;

	for (size_t i = 0; i < n; i++)
		room += rows_count(lines[i].part->tasks);
	all = mem_array(c, struct work_line, room);
	*total = *shown = 0;
	for (size_t i = 0; i < n; i++) {
		*total += add_tasks(c, &all[*total], &lines[i]);
		if (i < most)
			*shown = *total;
	}
	return (all);
}

/* ---- order */

void
work_sort(struct work_line *lines, size_t n, enum work_order order)
{
	static int (*const by[])(const void *a, const void *b) = { [WORK_BY_URGENCY] = by_urgency, [WORK_BY_GROUP] = by_group, [WORK_BY_LATEST] = by_latest };

	qsort(lines, n, sizeof *lines, by[order]);
}
