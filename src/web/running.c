/* SPDX-License-Identifier: ISC */
#include "web/running.h"

#include "view/words.h"
#include "web/over.h"

#include <stdlib.h>
#include <string.h>

/* A statement asks for one more (.running of a kind), so that a strip says when it leaves some out. */
enum { SHOWN_MAX = 50 };

/* One answer: of one kind, in one site. */
struct running {
	struct running *next;
	const struct kind *kind;
	const char *slug, *site;
	struct rows *rows;
};

struct line {
	const struct running *of;
	size_t row;
	int64_t over;                   /* minutes over its target; what is left is less than 1 */
};

void
running_ask(struct running **list, struct ctx *c, const char *site_id, const char *slug, const char *site, bool mine)
{
	for (size_t i = 0; kinds[i] != NULL; i++) {
		struct running *one;

		if (kinds[i]->running == STMT_NONE)
			continue;
		one = mem_new(c, struct running);
		*one = (struct running){ .next = *list, .kind = kinds[i], .slug = slug, .site = site };
		db_ask(c->db, c, kinds[i]->running, &one->rows, ARGS(site_id, c->now, mine ? "t" : "f"));
		*list = one;
	}
}

static int
by_lateness(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	return (x->over != y->over ? (x->over < y->over) - (x->over > y->over) : strcmp(x->of->slug, y->of->slug));
}

static struct line *
lines_of(struct ctx *c, const struct running *list, const struct kind *kind, size_t *n)
{
	struct line *lines;
	size_t room = 1;

	for (const struct running *of = list; of != NULL; of = of->next)
		room += rows_count(of->rows);
	lines = mem_array(c, struct line, room);
	*n = 0;
	for (const struct running *of = list; of != NULL; of = of->next)
		for (size_t i = 0; of->kind == kind && i < rows_count(of->rows); i++)
			lines[(*n)++] = (struct line){ of, i, rows_int(of->rows, i, "over") };
	qsort(lines, *n, sizeof *lines, by_lateness);
	return (lines);
}

static void
put_line(struct node *node, struct ctx *c, const struct line *line)
{
	const struct rows *rows = line->of->rows;
	const char *ran = words_minutes(c, (long)rows_int(rows, line->row, "ran")), *target = words_minutes(c, (long)rows_int(rows, line->row, "target"));
	bool late = line->over > 0;

	over_put_record(node, c, line->of->slug, rows, line->row);
	node_put(node, "site", line->of->site);
	node_put(node, "took", wordf(c, N_("%1 so far, target %2"), ran, target));
	node_put(node, "over", wordf(c, late ? N_("%1 over the target") : N_("%1 until the target"), words_minutes(c, (long)(late ? line->over : -line->over)), NULL));
	node_put_flag(node, "late", late);
}

size_t
running_put(struct node *page, struct ctx *c, const struct running *list)
{
	size_t all = 0;

	for (size_t i = 0; list != NULL && kinds[i] != NULL; i++) {
		size_t n;
		struct line *lines = lines_of(c, list, kinds[i], &n);
		struct node *part;

		if (n == 0)
			continue;
		part = node_item(node_in(page, "Running"));
		node_put(part, "label", word_of(c, kinds[i]->name, "running", NULL));
		node_put(part, "note", wordf(c, N_("As of %1"), rows_str(lines[0].of->rows, lines[0].row, "as_of"), NULL));
		if (n > SHOWN_MAX)
			node_put(part, "cut", wordf(c, N_("Only the %1 that are latest are shown."), mem_fmt(c, "%d", SHOWN_MAX), NULL));
		for (size_t k = 0; k < n && k < SHOWN_MAX; k++)
			put_line(node_item(node_in(part, "items")), c, &lines[k]);
		all += n;
	}
	return (all);
}
