/* SPDX-License-Identifier: ISC */
#include "courier/todo.h"

#include "record/kind.h"
#include "view/words.h"
#include "web/duty.h"
#include "web/over.h"

struct todo *
todo_ask(struct ctx *c, const char *account)
{
	struct todo *todo = mem_new(c, struct todo);
	struct work_place first;

	(void)work_place_read(c, "", &first);
	todo->site = (struct site_link){ c->site->id, c->site->slug, c->site->name, c->site->name_en };
	todo->part.site = &todo->site;
	work_ask(c, &todo->part, account, &first, NULL, TODO_MOST + 1);
	return (todo);
}

/* ---- a line in words */

static const char *
absolute(struct ctx *c, const char *path)
{
	return (mem_fmt(c, "%s%s", c->conf->base_url, path));
}

static void
say_triage(struct ctx *c, struct todo_item *item, const struct work_line *line)
{
	item->said = words_count(c, "1 requirement to triage", "%1 requirements to triage", (long)rows_int(line->rows, line->row, "n"));
	item->url = absolute(c, mem_fmt(c, "/%s/triage", c->site->slug));
}

/* "REQ-2026-0042 Title"; of a restricted record the number alone. */
static const char *
about(struct ctx *c, const struct work_line *line)
{
	const char *number = rows_str(line->rows, line->row, "number");

	return (*number == '\0' || rows_int(line->rows, line->row, "visible") > 0 ? number : mem_fmt(c, "%s %s", number, rows_str(line->rows, line->row, "title")));
}

static void
say_duty(struct ctx *c, struct todo_item *item, const struct work_line *line)
{
	item->said = duty_title(c, rows_str(line->rows, line->row, "rule"), rows_str(line->rows, line->row, "part"));
	item->title = about(c, line);
	item->url = absolute(c, duty_begin(c, c->site->slug, line->rows, line->row));
}

static void
say_record(struct ctx *c, struct todo_item *item, const struct work_line *line)
{
	const char *name = rows_str(line->rows, line->row, "kind"), *action = line->rows == line->part->readings ? NULL : rows_str(line->rows, line->row, "action");
	const struct kind *kind = kind_named(name);

	item->said = action == NULL ? word("work.go.read") : str_or(over_wanted(c, name, action), word_of(c, "work", "action", action));
	if (line->task != NO_TASK && rows_int(line->rows, line->row, "visible") == 0)
		item->said = wordf(c, N_("%1: %2"), item->said, rows_str(line->part->tasks, (size_t)line->task, "title"));
	item->title = about(c, line);
	if (kind != NULL)
		item->url = absolute(c, mem_fmt(c, "/%s/%s/%s", c->site->slug, kind->plural, rows_str(line->rows, line->row, "number")));
}

static void
say(struct ctx *c, struct todo_item *item, const struct work_line *line)
{
	*item = (struct todo_item){ .title = "", .due = line->due, .late = line->late, .url = absolute(c, "/") };
	if (line->rows == line->part->triage)
		say_triage(c, item, line);
	else if (line->rows == line->part->duties)
		say_duty(c, item, line);
	else
		say_record(c, item, line);
}

void
todo_read(struct ctx *c, struct todo *todo)
{
	struct work_place first;
	struct work_line *lines, *all;
	size_t n, total, shown;

	(void)work_place_read(c, "", &first);
	n = work_gather(c, &first, &todo->part, 1, &lines);
	work_sort(lines, n, WORK_BY_URGENCY);
	all = work_with_tasks(c, lines, n, TODO_MOST, &total, &shown);
	work_sort(all, shown, WORK_BY_GROUP);
	todo->n = shown < TODO_MOST ? shown : TODO_MOST;
	todo->cut = total > todo->n;
	for (size_t i = 0; i < todo->n; i++) {
		say(c, &todo->list[i], &all[i]);
		if (i == 0 || work_group(&all[i]) != work_group(&all[i - 1]))
			todo->list[i].group = word_of(c, "work", "group", work_group_names[work_group(&all[i])]);
	}
}
