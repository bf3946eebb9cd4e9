/* SPDX-License-Identifier: ISC */
/* My work of one site (web/work.h) as a digest says it: the same list in the same order and groups, in the language in use. */
#ifndef COURIER_TODO_H
#define COURIER_TODO_H

#include "access/session.h"
#include "web/work.h"

enum { TODO_MOST = 20 /* lines in a mail; the rest is in the portal */ };

struct todo_item {
	const char *group;              /* "Overdue or due today"; NULL: that of the one before */
	const char *said, *title;       /* the task, and what it is about; a restricted record has no title */
	const char *due;                /* "" without a day */
	const char *url;
	bool late;
};

struct todo {
	struct site_link site;
	struct work_part part;
	struct todo_item list[TODO_MOST];
	size_t n;
	bool cut;                       /* there is more */
};

/* Queue it for ${account}, whom the transaction stands for in c->site. */
struct todo *todo_ask(struct ctx *c, const char *account);
/* Once it is read. */
void todo_read(struct ctx *c, struct todo *todo);

#endif
