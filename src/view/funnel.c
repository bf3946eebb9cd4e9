/* SPDX-License-Identifier: ISC */
#include "view/funnel.h"

#include "base/str.h"
#include "view/chart.h"

/* In units of the view box. */
enum { WIDTH = 760, NAMES = 170, MIDDLE = 345, WIDEST = 310, NARROWEST = 6, FIGURES = 516, TOP = 6, ROW = 38, BOX = 24 };

static long long
most_of(const struct funnel_step *steps, size_t n)
{
	long long most = 1;

	for (size_t i = 0; i < n; i++)
		most = steps[i].n > most ? steps[i].n : most;
	return (most);
}

/* As many characters as fit beside the boxes: those of another script are twice as wide. */
static char *
short_name(struct buf *to, const char *name)
{
	return (str_cut(to, name, (unsigned char)*name < 0x80 ? 26 : 13));
}

static void
put_said(struct buf *to, const struct funnel_step *step)
{
	chart_put_text(to, step->name);
	buf_put(to, " · ");
	chart_put_text(to, step->figures);
}

static void
put_step(struct buf *to, const struct funnel_step *step, long long most, int y)
{
	double width = (double)step->n / (double)most * WIDEST;

	buf_fmt(to, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", NAMES, y + BOX / 2 + 4);
	chart_put_text(to, short_name(to, step->name));
	width = width < NARROWEST ? NARROWEST : width;
	buf_fmt(to, "</text><rect class=\"h%d\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"><title>", step->heat, MIDDLE - width / 2, y, width, BOX);
	put_said(to, step);
	buf_fmt(to, "</title></rect><text x=\"%d\" y=\"%d\">", FIGURES, y + BOX / 2 + 4);
	chart_put_text(to, step->figures);
	buf_put(to, "</text>");
}

/* From one box down to the next. */
static void
put_arrow(struct buf *to, int y)
{
	buf_fmt(to, "<path class=\"after\" fill=\"none\" d=\"M%d %dv%dm-4 -4l4 4l4 -4\"/>", MIDDLE, y + BOX + 1, ROW - BOX - 2);
}

char *
funnel_svg(const void *parent, const char *title, const struct funnel_step *steps, size_t n)
{
	struct buf *to = buf_new(parent);

	if (n == 0)
		return (NULL);
	buf_fmt(to, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, TOP + ROW * (int)n - (ROW - BOX) + TOP);
	chart_put_text(to, title);
	buf_put(to, "\"><title>");
	chart_put_text(to, title);
	buf_put(to, "</title>");
	for (size_t i = 0; i < n; i++) {
		int y = TOP + ROW * (int)i;

		put_step(to, &steps[i], most_of(steps, n), y);
		if (i + 1 < n)
			put_arrow(to, y);
	}
	buf_put(to, "</svg>");
	return (to->data);
}
