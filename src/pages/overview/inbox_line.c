/* SPDX-License-Identifier: ISC */
#include "pages/overview/inbox_line.h"

#include "base/date.h"
#include "view/words.h"
#include "web/duty.h"
#include "web/over.h"

#include <stdio.h>

enum { SOON = 2 /* days */ };

/* The task, in its own words: "Review the budget", or "answer". */
static const char *
task_of(struct ctx *c, const char *kind, const char *action)
{
	return (str_or(over_wanted(c, kind, action), word_of(c, "work", "action", action)));
}

/* "Task: name", and below it the record that it belongs to. */
static void
put_task(struct node *node, struct ctx *c, const struct work_line *line, const char *task)
{
	node_put(node, "title", wordf(c, N_("%1: %2"), task, rows_str(line->part->tasks, (size_t)line->task, "title")));
	node_put(node, "what", rows_str(line->rows, line->row, "title"));
	node_put(node, "due", line->due);
}

static void
put_waiting(struct node *node, struct ctx *c, const struct work_line *line)
{
	const char *kind = rows_str(line->rows, line->row, "kind"), *action = rows_str(line->rows, line->row, "action");
	const char *for_name = rows_str(line->rows, line->row, "for_name");

	/* The button names the way, not the result: what is wanted is the line's own text. */
	if (str_eq(action, "decide")) {
		node_put(node, "action", word(N_("work.go.decide")));
		node_put_flag(node, "decides", true);
	} else {
		node_put(node, "what", task_of(c, kind, action));
		node_put(node, "action", word(N_("work.go.do")));
	}
	if (line->task != NO_TASK)
		put_task(node, c, line, task_of(c, kind, action));
	/* What waits as an entry is done among the entries. */
	if (kind_named(kind) != NULL && kind_entry(kind_named(kind), action) != NULL)
		node_put(node, "at", action);
	node_put(node, "from", rows_str(line->rows, line->row, "submitter"));
	if (!str_empty(for_name))
		node_put(node, "for", for_name);
}

/* "23 requirements to triage": one line per site instead of twenty-three. */
static void
put_triage(struct node *node, struct ctx *c, const struct work_line *line)
{
	int64_t n = rows_int(line->rows, 0, "n");

	node_put(node, "title", n >= 100 ? word("More than 100 requirements to triage") :
	    words_count(c, "1 requirement to triage", "%1 requirements to triage", (long)n));
	node_putf(node, "url", "/%s/triage", line->part->site->slug);
	node_put(node, "icon", "triage");
	node_put(node, "kind", word("triage"));
	node_put(node, "action", word("work.go.do"));
	node_put(node, "due", line->due);
	node_put(node, "since", line->since);
}

/* What the regulation wants by a day: the button leads to where one begins what satisfies it. */
static void
put_duty(struct node *node, struct ctx *c, const struct work_line *line)
{
	const char *number = rows_str(line->rows, line->row, "number");

	node_put(node, "title", duty_title(c, rows_str(line->rows, line->row, "rule"), rows_str(line->rows, line->row, "part")));
	node_put(node, "what", str_empty(number) ? duty_period(c, line->rows, line->row) : mem_fmt(c, "%s %s", rows_str(line->rows, line->row, "title"), number));
	node_put(node, "url", duty_begin(c, line->part->site->slug, line->rows, line->row));
	node_put(node, "icon", "check");
	node_put(node, "kind", word(N_("Duty")));
	node_put(node, "action", word("work.go.do"));
	node_put(node, "due", line->due);
	node_put(node, "since", line->since);
}

/* What is to be read can be confirmed together with others. */
static void
put_reading(struct node *node, const struct work_line *line)
{
	const struct kind *kind = kind_named(rows_str(line->rows, line->row, "kind"));

	node_put(node, "action", word("work.go.read"));
	if (kind != NULL)
		node_putf(node, "read", "%s/%s/%s", line->part->site->slug, kind->plural, rows_str(line->rows, line->row, "number"));
}

static void
put_special(struct node *node, struct ctx *c, const char *tab, const struct work_line *line)
{
	const struct rows *rows = line->rows;
	size_t i = line->row;

	node_put(node, "what", word_of(c, rows_str(rows, i, "kind"), "state", rows_str(rows, i, "state")));
	if (rows == line->part->readings)
		put_reading(node, line);
	else if (str_eq(tab, "waiting"))
		put_waiting(node, c, line);
	else
		node_put(node, "action", word("Open"));
	if (str_eq(tab, "copied") && !str_empty(rows_str(rows, i, "by_name")))
		node_put(node, "from", wordf(c, "copied in by %1", rows_str(rows, i, "by_name"), NULL));
	if (str_eq(tab, "drafts") && rows_bool(rows, i, "returned"))
		node_put(node, "what", word("Returned"));
	if (str_eq(tab, "done"))
		node_put(node, "what", over_did(c, rows_str(rows, i, "kind"), rows_str(rows, i, "did"), rows_str(rows, i, "move")));
}

/* Days since a moment, and until a day. */
static void
put_days(struct node *node, const struct ctx *c, const struct work_line *line)
{
	char day[DATE_TEXT];
	int32_t today, other;

	if (!date_read(c->today, &today))
		return;
	(void)snprintf(day, sizeof day, "%.10s", line->since);
	if (date_read(day, &other) && today > other)
		node_put_int(node, "days", today - other);
	if (date_read(line->due, &other))
		node_put_flag(node, "soon", other >= today && other - today <= SOON);
}

void
inbox_line_put(struct node *node, struct ctx *c, const char *tab, const struct work_line *line, struct inbox_bar *bar)
{
	const struct site_link *site = line->part->site;

	if (line->rows == line->part->triage) {
		put_triage(node, c, line);
	} else if (line->rows == line->part->duties) {
		put_duty(node, c, line);
	} else {
		over_put_record(node, c, site->slug, line->rows, line->row);
		put_special(node, c, tab, line);
		if (line->rows == line->part->lines && str_eq(tab, "waiting"))
			inbox_bulk_put(node, bar, site->slug, line->rows, line->row);
	}
	node_put_flag(node, "late", line->late);
	node_put(node, "site", over_name(site->name, site->name_en));
	put_days(node, c, line);
}
