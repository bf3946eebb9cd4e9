/* SPDX-License-Identifier: ISC */
/*
 * Charts as SVG text, made by the server: bars side by side, bars stacked,
 * lines. Only class names, never a style, so that the page's policy needs no
 * exception and both themes fit. Each mark has a <title>; the template adds the
 * table with the same figures under each chart.
 */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include "base/mem.h"

enum { CHART_COLOURS = 8 };

enum chart_sort { CHART_BARS, CHART_STACKED, CHART_LINES };

/* One row of figures, one for each label. */
struct chart_series {
	const char *name;
	const long long *values;
};

struct chart {
	const char *title;              /* in the reader's language, like every text here */
	const char *const *labels;      /* below the axis */
	size_t n_labels;
	const struct chart_series *series;
	size_t n_series;                /* more than CHART_COLOURS share the last colour */
};

/* The SVG; its classes: chart, axis, s1 … s8 (colour of the series).  Negative values count as 0. */
char *chart_svg(const void *parent, const struct chart *chart, enum chart_sort sort);

/* A text inside the SVG, escaped. */
struct buf;
void chart_put_text(struct buf *to, const char *text);

#endif
