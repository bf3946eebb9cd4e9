/* SPDX-License-Identifier: ISC */
#include "pages/overview/flow.h"

#include "record/kind.h"
#include "view/chart.h"
#include "view/words.h"

enum { MONTHS = 12 };

/* Figures of one breakdown: a series per choice of the field, then one for "not yet". */
struct breakdown {
	const struct drawn *drawn;
	const char *const *choices;
	size_t n;
	struct counts { long long months[MONTHS]; } *counts;   /* of each series */
};

static void
month_back(const struct visit *v, int back, int *year, int *month)
{
	int32_t today = 0;
	int day;

	if (!date_read(v->c->today, &today))
		return;
	date_parts(today, year, month, &day);
	*month -= back;
	while (*month < 1) {
		*month += 12;
		(*year)--;
	}
}

char *
flow_first_month(struct visit *v)
{
	int year = 1970, month = 1;

	month_back(v, MONTHS - 1, &year, &month);
	return (mem_fmt(v->c, "%04d-%02d-01", year, month));
}

static const char **
months(struct visit *v)
{
	const char **names = mem_array(v->c, const char *, MONTHS);

	for (int i = 0; i < MONTHS; i++) {
		int year = 1970, month = 1;

		month_back(v, MONTHS - 1 - i, &year, &month);
		names[i] = mem_fmt(v->c, "%04d-%02d", year, month);
	}
	return (names);
}

static size_t
series_of(const struct breakdown *b, const char *value)
{
	size_t i = 0;

	while (b->choices[i] != NULL && !str_eq(b->choices[i], value))
		i++;
	return (i);
}

static void
add(struct breakdown *b, const char *const *names, const struct rows *rows, size_t i)
{
	size_t series = series_of(b, rows_str(rows, i, b->drawn->field));

	if (series >= b->n)
		return;
	for (size_t m = 0; m < MONTHS; m++)
		if (str_eq(names[m], rows_str(rows, i, "month")))
			b->counts[series].months[m] += rows_int(rows, i, "n");
}

static const char *
series_name(struct visit *v, const struct breakdown *b, size_t series)
{
	if (b->choices[series] == NULL)
		return (word(b->drawn->none));
	return (word_of(v->c, kind_marked(KIND_TRIAGED)->name, b->drawn->field, b->choices[series]));
}

static void
put_column(struct node *node, const char *label, bool is_number)
{
	struct node *column = node_item(node_in(node, "columns"));

	node_put(column, "label", label);
	node_put_flag(column, "num", is_number);
}

static void
put_chart(struct visit *v, struct node *node, const struct breakdown *b, const char *const *names)
{
	struct chart_series *series = mem_array(v->c, struct chart_series, b->n);
	const char *labels[MONTHS], *title = word(b->drawn->title);
	struct chart chart = { .title = title, .labels = labels, .n_labels = MONTHS, .series = series, .n_series = b->n };

	/* "26-03": the whole year does not fit under the bars. */
	for (size_t m = 0; m < MONTHS; m++)
		labels[m] = names[m] + 2;
	for (size_t s = 0; s < b->n; s++) {
		struct node *item = node_item(node_in(node, "legend"));

		series[s] = (struct chart_series){ series_name(v, b, s), b->counts[s].months };
		node_put(item, "text", series[s].name);
		node_put_int(item, "place", (long long)s + 1);
	}
	node_put(node, "label", title);
	node_put_html(node, "chart_html", chart_svg(v->c, &chart, CHART_STACKED));
}

static void
put_cell(struct node *row, long long n)
{
	struct node *cell = node_item(node_in(row, "cells"));

	node_put_int(cell, "text", n);
	node_put_flag(cell, "num", true);
}

static void
put_table(struct visit *v, struct node *node, const struct breakdown *b, const char *const *names)
{
	put_column(node, word("Month"), false);
	for (size_t s = 0; s < b->n; s++)
		put_column(node, series_name(v, b, s), true);
	put_column(node, word("Total"), true);
	for (size_t m = 0; m < MONTHS; m++) {
		struct node *row = node_item(node_in(node, "rows"));
		long long sum = 0;

		node_put(node_item(node_in(row, "cells")), "text", names[m]);
		for (size_t s = 0; s < b->n; s++) {
			put_cell(row, b->counts[s].months[m]);
			sum += b->counts[s].months[m];
		}
		put_cell(row, sum);
	}
}

static void
put_breakdown(struct visit *v, struct node *charts, const struct rows *rows, const struct drawn *drawn)
{
	struct breakdown b = { .drawn = drawn, .choices = field_find(kind_marked(KIND_TRIAGED)->fields, drawn->field)->choices };
	const char *const *names = months(v);
	struct node *node = node_item(charts);

	while (b.choices[b.n] != NULL)
		b.n++;
	b.n += drawn->none != NULL;
	b.counts = mem_array(v->c, struct counts, b.n);
	for (size_t i = 0; i < rows_count(rows); i++)
		add(&b, names, rows, i);
	node_put(node, "id", drawn->field);
	put_chart(v, node, &b, names);
	put_table(v, node, &b, names);
}

void
flow_put(struct visit *v, struct node *charts, const struct rows *rows, bool only_last)
{
	const struct kind *kind = kind_marked(KIND_TRIAGED);

	if (rows_count(rows) == 0 || kind == NULL)
		return;
	for (const struct drawn *d = kind->drawn; d != NULL && d->field != NULL; d++)
		if (!only_last || d[1].field == NULL)
			put_breakdown(v, charts, rows, d);
}

static long long
made_in(const struct rows *rows, const char *month)
{
	long long n = 0;

	for (size_t i = 0; i < rows_count(rows); i++)
		n += str_eq(rows_str(rows, i, "month"), month) ? rows_int(rows, i, "n") : 0;
	return (n);
}

void
flow_put_month(struct visit *v, struct node *tile, const struct rows *rows)
{
	const char *const *names = months(v);

	node_put_int(tile, "value", made_in(rows, names[MONTHS - 1]));
	node_put(tile, "note", wordf(v->c, N_("last month %1"), mem_fmt(v->c, "%lld", made_in(rows, names[MONTHS - 2])), NULL));
}
