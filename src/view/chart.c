/* SPDX-License-Identifier: ISC */
#include "view/chart.h"

#include "base/str.h"

/* In units of the view box; 11 px of text fit between two lines of the grid, and a digit is 6.4 wide. */
enum { WIDTH = 640, HEIGHT = 220, LEFT_MIN = 44, GAP = 6, DIGIT = 7, LINE = 12, RIGHT = 8, TOP = 10, BOTTOM = 26, STEPS = 4 };

void
chart_put_text(struct buf *to, const char *text)
{
	for (const char *s = text == NULL ? "" : text; *s != '\0'; s++) {
		if (*s == '&')
			buf_put(to, "&amp;");
		else if (*s == '<')
			buf_put(to, "&lt;");
		else if (*s == '>')
			buf_put(to, "&gt;");
		else if (*s == '"')
			buf_put(to, "&quot;");
		else
			buf_putc(to, *s);
	}
}

static long long
value_at(const struct chart *chart, size_t series, size_t label)
{
	long long value = chart->series[series].values[label];

	return (value < 0 ? 0 : value);
}

/* The highest mark: of one series, or of all on top of one another. */
static long long
highest(const struct chart *chart, enum chart_sort sort)
{
	long long most = 0, sum;

	for (size_t i = 0; i < chart->n_labels; i++) {
		sum = 0;
		for (size_t s = 0; s < chart->n_series; s++) {
			long long value = value_at(chart, s, i);

			sum = sort == CHART_STACKED ? sum + value : value;
			most = sum > most ? sum : most;
		}
	}
	return (most);
}

/* The end of the axis: four equal steps, whole and round, so that the highest mark fills three quarters of the height or more. */
static long long
axis_end(long long most)
{
	/* Tenths of a power of ten. */
	static const int nice[] = { 10, 12, 15, 20, 25, 30, 40, 50, 60, 80 };

	for (long long ten = 1; ten < 1000000000000000LL; ten *= 10)
		for (size_t i = 0; i < ARRAY_LEN(nice); i++)
			if (nice[i] * ten % 10 == 0 && most <= nice[i] * ten / 10 * STEPS)
				return (nice[i] * ten / 10 * STEPS);
	return (most);
}

/* Where the marks stand: right of the numbers and above the labels, which take two lines where one has no room for them side by side. */
struct frame {
	long long end;
	int left, bottom;
	double slot;                    /* the width of one label */
	bool two_lines;
};

static double
height_of(const struct frame *frame, long long value)
{
	return ((double)value / (double)frame->end * (HEIGHT - TOP - frame->bottom));
}

/* Space for the longest number beside the axis. */
static int
left_of(long long end)
{
	int width = 2 * GAP;

	for (; end > 0; end /= 10)
		width += DIGIT;
	return (width > LEFT_MIN ? width : LEFT_MIN);
}

/* About as wide as it is drawn: a character of another script is as wide as the text is high. */
static int
width_of(const char *label)
{
	int width = 0;

	for (const char *s = str_or(label, ""); *s != '\0'; s++)
		if (((unsigned char)*s & 0xC0) != 0x80)
			width += (unsigned char)*s < 0x80 ? DIGIT : LINE;
	return (width);
}

static struct frame
frame_of(const struct chart *chart, enum chart_sort sort)
{
	struct frame frame = { .end = axis_end(highest(chart, sort)), .bottom = BOTTOM };

	frame.left = left_of(frame.end);
	frame.slot = (double)(WIDTH - RIGHT - frame.left) / (double)(chart->n_labels == 0 ? 1 : chart->n_labels);
	for (size_t i = 0; i < chart->n_labels; i++)
		frame.two_lines = frame.two_lines || (chart->n_labels > 1 && width_of(chart->labels[i]) > frame.slot);
	if (frame.two_lines)
		frame.bottom += LINE + 2;
	return (frame);
}

static void
put_axis(struct buf *to, const struct chart *chart, const struct frame *frame)
{
	for (int i = 0; i <= STEPS; i++) {
		double y = HEIGHT - frame->bottom - height_of(frame, frame->end / STEPS * i);

		buf_fmt(to, "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", frame->left, WIDTH - RIGHT, y, y);
		buf_fmt(to, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%lld</text>", frame->left - GAP, y + 4, frame->end / STEPS * i);
	}
	for (size_t i = 0; i < chart->n_labels; i++) {
		int below = frame->two_lines && i % 2 == 0 ? LINE + 2 : 0;
		double x = frame->left + frame->slot * ((double)i + 0.5), last = WIDTH - (double)width_of(chart->labels[i]) / 2;

		/* The last one stays inside the picture. */
		buf_fmt(to, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">", x > last ? last : x, HEIGHT - 8 - below);
		chart_put_text(to, chart->labels[i]);
		buf_put(to, "</text>");
	}
}

/* The title of a mark, shown on hover and read aloud. */
static void
put_title(struct buf *to, const struct chart *chart, size_t series, size_t label)
{
	buf_put(to, "<title>");
	chart_put_text(to, chart->labels[label]);
	buf_put(to, " · ");
	chart_put_text(to, chart->series[series].name);
	buf_fmt(to, ": %lld</title>", value_at(chart, series, label));
}

static int
colour(size_t series)
{
	return (series < CHART_COLOURS ? (int)series + 1 : CHART_COLOURS);
}

static void
put_bars(struct buf *to, const struct chart *chart, enum chart_sort sort, const struct frame *frame)
{
	double slot = frame->slot;
	double bar = sort == CHART_STACKED ? slot * 0.56 : slot * 0.7 / (double)chart->n_series;
	double x, y, height;

	for (size_t i = 0; i < chart->n_labels; i++) {
		x = frame->left + slot * (double)i + slot * (sort == CHART_STACKED ? 0.22 : 0.15);
		y = HEIGHT - frame->bottom;
		for (size_t s = 0; s < chart->n_series; s++) {
			height = height_of(frame, value_at(chart, s, i));
			if (sort == CHART_BARS)
				y = HEIGHT - frame->bottom;
			y -= height;
			if (height > 0) {
				buf_fmt(to, "<rect class=\"s%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">", colour(s),
				    x, y, bar, height);
				put_title(to, chart, s, i);
				buf_put(to, "</rect>");
			}
			if (sort == CHART_BARS)
				x += bar;
		}
	}
}

static void
put_line(struct buf *to, const struct chart *chart, size_t series, const struct frame *frame)
{
	double x, y;

	buf_fmt(to, "<polyline class=\"line s%d\" fill=\"none\" points=\"", colour(series));
	for (size_t i = 0; i < chart->n_labels; i++) {
		x = frame->left + frame->slot * ((double)i + 0.5);
		y = HEIGHT - frame->bottom - height_of(frame, value_at(chart, series, i));
		buf_fmt(to, "%s%.1f,%.1f", i == 0 ? "" : " ", x, y);
	}
	buf_put(to, "\"/>");
	for (size_t i = 0; i < chart->n_labels; i++) {
		x = frame->left + frame->slot * ((double)i + 0.5);
		y = HEIGHT - frame->bottom - height_of(frame, value_at(chart, series, i));
		buf_fmt(to, "<circle class=\"s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\">", colour(series), x, y);
		put_title(to, chart, series, i);
		buf_put(to, "</circle>");
	}
}

char *
chart_svg(const void *parent, const struct chart *chart, enum chart_sort sort)
{
	struct buf *to = buf_new(parent);
	struct frame frame = frame_of(chart, sort);

	buf_fmt(to, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, HEIGHT);
	chart_put_text(to, chart->title);
	buf_put(to, "\"><title>");
	chart_put_text(to, chart->title);
	buf_put(to, "</title>");
	put_axis(to, chart, &frame);
	if (sort != CHART_LINES && chart->n_labels > 0 && chart->n_series > 0)
		put_bars(to, chart, sort, &frame);
	for (size_t s = 0; sort == CHART_LINES && chart->n_labels > 0 && s < chart->n_series; s++)
		put_line(to, chart, s, &frame);
	buf_put(to, "</svg>");
	return (to->data);
}
