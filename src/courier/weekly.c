/* SPDX-License-Identifier: ISC */
#include "courier/weekly.h"

#include "record/kind.h"
#include "view/words.h"
#include "web/over.h"

enum { LATE_COUNTED = 500 /* of a state (board_counts) */, BAR = 16 };

struct weekly *
weekly_ask(struct ctx *c)
{
	struct weekly *figures = mem_new(c, struct weekly);
	struct over_states all = over_states(c, OVER_ALL, NULL, NULL);

	db_ask(c->db, c, STMT_BOARD_COUNTS, &figures->rows, ARGS(c->site_id, all.kinds, all.states, c->today));
	return (figures);
}

struct sum {
	int64_t open, late;
	bool cut, late_cut;
};

static struct sum
sum_of(const struct rows *rows, const struct kind *kind)
{
	struct sum sum = { 0 };

	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct state *state = str_eq(rows_str(rows, i, "kind"), kind->name) ? kind_state(kind, rows_str(rows, i, "state")) : NULL;

		if (state == NULL || state->flags & STATE_END)
			continue;
		sum.open += rows_int(rows, i, "n");
		sum.late += rows_int(rows, i, "late");
		sum.cut |= rows_bool(rows, i, "cut");
		sum.late_cut |= rows_int(rows, i, "late") >= LATE_COUNTED;
	}
	return (sum);
}

static const char *
number(struct ctx *c, int64_t n, bool cut)
{
	return (mem_fmt(c, "%lld%s", (long long)n, cut ? "+" : ""));
}

/* Of blocks, because mail programs show no drawings. */
static const char *
bar(struct ctx *c, int64_t n, int64_t most)
{
	struct buf *b = buf_new(c);

	for (int64_t i = 0; i < BAR && i * most < n * BAR; i++)
		buf_put(b, "\u2588");
	return (b->data);
}

void
weekly_read(struct ctx *c, struct weekly *figures)
{
	struct sum *sums;
	int64_t most = 1;
	size_t n = 0;

	while (kinds[n] != NULL)
		n++;
	sums = mem_array(c, struct sum, n + 1);
	figures->list = mem_array(c, struct weekly_line, n + 1);
	for (size_t k = 0; k < n; k++) {
		sums[k] = sum_of(figures->rows, kinds[k]);
		most = sums[k].open > most ? sums[k].open : most;
	}
	for (size_t k = 0; k < n; k++)
		if (sums[k].open > 0)
			figures->list[figures->n++] = (struct weekly_line){ word(mem_fmt(c, "%s.plural", kinds[k]->name)), number(c, sums[k].open, sums[k].cut), number(c, sums[k].late, sums[k].late_cut),
				bar(c, sums[k].open, most), mem_fmt(c, "%s/%s/%s?state=open", c->conf->base_url, c->site->slug, kinds[k]->plural) };
}
