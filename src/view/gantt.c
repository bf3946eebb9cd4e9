/* SPDX-License-Identifier: ISC */
#include "view/gantt.h"

#include "base/str.h"
#include "view/chart.h"

#include <string.h>

/* In units of the view box. */
enum { WIDTH = 960, LEFT = 210, RIGHT = 16, TOP = 30, ROW = 22, BAR = 12, NAME_CHARS = 14, TICKS = 10 };

struct scale {
	int32_t first, last;
	int height;
};

static double
x_of(const struct scale *s, int32_t day)
{
	return (LEFT + (double)(day - s->first) * (WIDTH - LEFT - RIGHT) / (double)(s->last - s->first));
}

static double
y_of(size_t row)
{
	return (TOP + ROW * ((double)row + 0.5));
}

static struct scale
scale_of(const struct gantt_task *tasks, size_t n, int32_t today)
{
	struct scale s = { today, today + 1, TOP + ROW * (int)n + 8 };

	for (size_t i = 0; i < n; i++) {
		s.first = tasks[i].from < s.first ? tasks[i].from : s.first;
		s.last = tasks[i].to + 1 > s.last ? tasks[i].to + 1 : s.last;
	}
	return (s);
}

/* Days along the top: as many as fit, a whole number of weeks apart once there are many. */
static void
put_days(struct buf *to, const struct scale *s)
{
	int32_t step = (s->last - s->first) / TICKS + 1;
	char text[DATE_TEXT];

	if (step > 7)
		step = (step + 6) / 7 * 7;
	for (int32_t day = s->first; day <= s->last; day += step) {
		date_text(day, text);
		buf_fmt(to, "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>", x_of(s, day), x_of(s, day), TOP - 6, s->height);
		buf_fmt(to, "<text x=\"%.1f\" y=\"%d\">%s</text>", x_of(s, day) + 2, TOP - 12, text + 5);
	}
}

static void
put_task(struct buf *to, const struct scale *s, const struct gantt_task *task, size_t row)
{
	double y = y_of(row);
	char *name = str_cut(to, task->name, NAME_CHARS);

	buf_fmt(to, "<text x=\"4\" y=\"%.1f\">", y + 4);
	chart_put_text(to, task->no);
	buf_put(to, " ");
	chart_put_text(to, name);
	buf_fmt(to, "</text><rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"3\"><title>", task->tone,
	    x_of(s, task->from), y - (double)BAR / 2, x_of(s, task->to + 1) - x_of(s, task->from), BAR);
	chart_put_text(to, task->title);
	buf_put(to, "</title></rect>");
	/* Colour must not be the only sign. */
	if (str_eq(task->tone, "late"))
		buf_fmt(to, "<text class=\"late\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">!</text>", x_of(s, task->from) - 4, y + 4);
}

static size_t
row_of(const struct gantt_task *tasks, size_t n, const char *no, size_t length)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(tasks[i].no) == length && strncmp(tasks[i].no, no, length) == 0)
			return (i);
	return (n);
}

static void
put_arrow(struct buf *to, const struct scale *s, const struct gantt_task *tasks, size_t from, size_t row)
{
	double x = x_of(s, tasks[from].to + 1), y = y_of(row);

	buf_fmt(to, "<path class=\"after\" fill=\"none\" d=\"M%.1f %.1f h4 V%.1f H%.1f\"/>", x, y_of(from), y, x_of(s, tasks[row].from));
}

static void
put_arrows(struct buf *to, const struct scale *s, const struct gantt_task *tasks, size_t n, size_t row)
{
	for (const char *no = str_or(tasks[row].after, ""); *no != '\0';) {
		size_t length = strspn(no, "0123456789"), from;

		if (length > 0 && (from = row_of(tasks, n, no, length)) < n)
			put_arrow(to, s, tasks, from, row);
		no += length > 0 ? length : 1;
	}
}

char *
gantt_svg(const void *parent, const char *title, const struct gantt_task *tasks, size_t n, int32_t today)
{
	struct buf *to = buf_new(parent);
	struct scale s = scale_of(tasks, n, today);

	if (n == 0)
		return (NULL);
	buf_fmt(to, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, s.height);
	chart_put_text(to, title);
	buf_put(to, "\"><title>");
	chart_put_text(to, title);
	buf_put(to, "</title>");
	put_days(to, &s);
	for (size_t i = 0; i < n; i++)
		put_arrows(to, &s, tasks, n, i);
	for (size_t i = 0; i < n; i++)
		put_task(to, &s, &tasks[i], i);
	buf_fmt(to, "<line class=\"today\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/></svg>", x_of(&s, today), x_of(&s, today), TOP - 6, s.height);
	return (to->data);
}
