/* SPDX-License-Identifier: ISC */
/*
 * What waits for somebody (RX.1), as my work shows it and a digest says it: one list, one order, one set of groups.  Each row is read
 * inside its site, with the sight of whoever the transaction stands for.
 */
#ifndef WEB_WORK_H
#define WEB_WORK_H

#include "access/ctx.h"
#include "web/work_place.h"

/* What one site answered. */
struct work_part {
	const struct site_link *site;
	struct rows *lines, *readings, *triage, *duties, *power, *tasks;
};

enum { NO_TASK = -1 };

struct work_line {
	const struct work_part *part;
	const struct rows *rows;
	size_t row;
	int task;                       /* one of the tasks that the row stands for; NO_TASK: none */
	bool late, today;
	const char *due, *since;
	struct work_place place;        /* of what waits */
};

/* TO ADD ONE: a row here, its name and its test in work.c, its words "work.group.<name>". */
enum work_group { WORK_NOW, WORK_DECIDE, WORK_DO, WORK_READ, WORK_GROUPS };
extern const char *const work_group_names[WORK_GROUPS];
/* Each line stands in one of them: what is late or due today comes first, whatever it is. */
enum work_group work_group(const struct work_line *line);

/*
 * Queue what waits for ${account}, whom the transaction stands in part->site for: only what comes behind ${after}, of one kind (NULL: any),
 * and so many rows at most.
 */
void work_ask(struct ctx *c, struct work_part *part, const char *account, const struct work_place *after, const char *kind, int most);
/* The lines of all parts into *out; with ${after} those of what waits that come behind it, without (NULL) those of another list. */
size_t work_gather(struct ctx *c, const struct work_place *after, const struct work_part *parts, size_t n_parts, struct work_line **out);
/* Overdue, then due soonest, then waiting longest; group by group, in each so; the latest first. */
enum work_order { WORK_BY_URGENCY, WORK_BY_GROUP, WORK_BY_LATEST };
void work_sort(struct work_line *lines, size_t n, enum work_order order);
/* All lines with their tasks; *shown: how many of them stand for the first ${most} lines. */
struct work_line *work_with_tasks(struct ctx *c, const struct work_line *lines, size_t n, size_t most, size_t *total, size_t *shown);

#endif
