/* SPDX-License-Identifier: ISC */
/*
 * Goal: charts and sheets are right to the letter, because other programs read them (R4.1, R35.3, RX.7): marks in
 * proportion, every text escaped, no style; a cell is never a formula.
 */
#include "view/chart.h"
#include "view/gantt.h"
#include "web/spreadsheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const months[] = { "03", "04 & 05" };
static const long long some[] = { 10, 40 }, more[] = { 30, 0 };
static const struct chart_series series[] = { { "A<b>", some }, { "B", more } };
static const struct chart two = { "Title \"x\"", months, 2, series, 2 };

static size_t
count(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)) != NULL; text++)
		n++;
	return (n);
}

/* The parent of every drawing. */
static int
begin(void **state)
{
	*state = mem_new(NULL, char);
	return (0);
}

static int
end(void **state)
{
	mem_free(*state);
	return (0);
}

/* Issue 11, fault 11: labels that have no room side by side stand in two lines, above one another's ends. */
static void
long_labels_take_two_lines(void **state)
{
	static const char *const numbers[] = { "LCH-2026-0001", "LCH-2026-0002", "LCH-2026-0003", "LCH-2026-0004", "LCH-2026-0005", "LCH-2026-0006", "LCH-2026-0007", "LCH-2026-0008" };
	static const long long eight[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	static const struct chart_series one = { "A", eight };
	char *svg = chart_svg(*state, &(struct chart){ "T", numbers, 8, &one, 1 }, CHART_BARS), *few = chart_svg(*state, &(struct chart){ "T", numbers, 5, &one, 1 }, CHART_BARS);

	assert_int_equal(count(svg, "y=\"212\" text-anchor=\"middle\""), 4);
	assert_int_equal(count(svg, "y=\"198\" text-anchor=\"middle\""), 4);
	assert_int_equal(count(few, "y=\"212\" text-anchor=\"middle\""), 5);
	/* The last label ends with the picture: 13 characters of 7. */
	assert_non_null(strstr(svg, "<text x=\"594.5\" y=\"212\" text-anchor=\"middle\">LCH-2026-0008"));
	/* The highest mark stays within the frame, and the axis ends where it did. */
	assert_non_null(strstr(svg, ">8</text>"));
	assert_non_null(strstr(svg, "y=\"10.0\""));
}

static void
bars_have_marks_and_words(void **state)
{
	char *svg = chart_svg(*state, &two, CHART_BARS);

	/* Nothing is drawn for nothing. */
	assert_int_equal(count(svg, "<rect "), 3);
	assert_non_null(strstr(svg, "<title>03 · A&lt;b&gt;: 10</title>"));
	assert_non_null(strstr(svg, ">04 &amp; 05<"));
	assert_non_null(strstr(svg, "aria-label=\"Title &quot;x&quot;\""));
	assert_null(strstr(svg, "style="));
	/* 40 is the top of an axis of four steps of 10: 184 units high. */
	assert_non_null(strstr(svg, ">40</text>"));
	assert_non_null(strstr(svg, "height=\"184.0\""));
	assert_non_null(strstr(svg, "height=\"46.0\""));
}

static void
stacked_bars_stand_on_one_another(void **state)
{
	char *svg = chart_svg(*state, &two, CHART_STACKED);

	/* 10 below, 30 on it: together as high as 40. */
	assert_non_null(strstr(svg, "y=\"148.0\" width=\"164.6\" height=\"46.0\""));
	assert_non_null(strstr(svg, "y=\"10.0\" width=\"164.6\" height=\"138.0\""));
}

static void
long_figures_have_their_room(void **state)
{
	const long long much[] = { 310000000, 0 };
	const struct chart_series money = { "", much };
	const struct chart long_ones = { "", months, 2, &money, 1 };

	/* 320000000 ends at 69 of the box, where its nine digits have begun at 6. */
	assert_non_null(strstr(chart_svg(*state, &long_ones, CHART_BARS), "<text x=\"69\" y=\"14.0\" text-anchor=\"end\">320000000</text>"));
}

static void
the_highest_mark_fills_its_axis(void **state)
{
	/* Issue 11, fault 11: 820 was drawn below an end of 2,000. */
	const struct { long long most; const char *end; } axes[] = { { 1, ">4</text>" }, { 5, ">8</text>" }, { 9, ">12</text>" }, { 41, ">48</text>" }, { 81, ">100</text>" },
		{ 820, ">1000</text>" }, { 999, ">1000</text>" }, { 1001, ">1200</text>" }, { 2100000, ">2400000</text>" } };

	for (size_t i = 0; i < sizeof(axes) / sizeof(axes[0]); i++) {
		const long long values[] = { axes[i].most, 0 };
		const struct chart_series one_series = { "", values };
		const struct chart one = { "", months, 2, &one_series, 1 };

		assert_non_null(strstr(chart_svg(*state, &one, CHART_BARS), axes[i].end));
	}
}

static void
nothing_to_show_is_a_chart_too(void **state)
{
	const struct chart none = { "", NULL, 0, NULL, 0 };
	const long long zero[] = { 0, -5 };
	const struct chart_series flat = { "", zero };
	const struct chart zeros = { "", months, 2, &flat, 1 };

	for (int sort = CHART_BARS; sort <= CHART_LINES; sort++) {
		char *empty = chart_svg(*state, &none, (enum chart_sort)sort), *low = chart_svg(*state, &zeros, (enum chart_sort)sort);

		assert_null(strstr(empty, "nan"));
		assert_null(strstr(low, "<rect "));
		assert_null(strstr(low, "-5"));
	}
}

/* ---- sheets */

static struct err *
keep(void *wire, const char *bytes, size_t n)
{
	buf_putn(wire, bytes, n);
	return (OK);
}

static void
csv_quotes_and_disarms(void **state)
{
	struct buf *out = buf_new(NULL);
	struct reply_sink to = { keep, out };
	struct spreadsheet *sheet;

	(void)state;
	assert_null(spreadsheet_new(out, "csv", "/tmp", &to, &sheet));
	assert_null(spreadsheet_row(sheet, (const char *const[]){ "编号", "a \"b\"" }, 2));
	assert_null(spreadsheet_row(sheet, (const char *const[]){ "=1+1", "@SUM" }, 2));
	assert_null(spreadsheet_row(sheet, (const char *const[]){ "-15", "-15+cmd" }, 2));
	assert_null(spreadsheet_row(sheet, (const char *const[]){ NULL, "3.50" }, 2));
	assert_null(spreadsheet_end(sheet));
	assert_string_equal(out->data, "\xef\xbb\xbf\"编号\",\"a \"\"b\"\"\"\r\n\"'=1+1\",\"'@SUM\"\r\n\"-15\",\"'-15+cmd\"\r\n\"\",\"3.50\"\r\n");
	mem_free(out);
}

static void
xlsx_is_whole_and_leaves_no_file(void **state)
{
	struct buf *out = buf_new(NULL);
	struct reply_sink to = { keep, out };
	char dir[] = "/tmp/gatehouse-sheet-XXXXXX";
	struct spreadsheet *sheet;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_null(spreadsheet_new(out, "xlsx", dir, &to, &sheet));
	for (int i = 0; i < 1000; i++)
		assert_null(spreadsheet_row(sheet, (const char *const[]){ "=1+1", "12", "文字" }, 3));
	assert_null(spreadsheet_end(sheet));
	assert_true(out->len > 1000);
	assert_memory_equal(out->data, "PK\x03\x04", 4);
	/* One that breaks off leaves nothing either. */
	assert_null(spreadsheet_new(out, "xlsx", dir, &to, &sheet));
	assert_null(spreadsheet_row(sheet, (const char *const[]){ "x" }, 1));
	mem_free(out);
	assert_int_equal(remove(dir), 0);
}

/* R17.1: late work shows at a glance, by more than its colour; a bar is as long as its task. */
static void
plans_show_late_work(void **state)
{
	static const struct gantt_task tasks[] = {
		{ "1", "<a>", 100, 109, "done", "done", "" },
		{ "2", "b", 110, 114, "late", "late", "1, 9" },
	};
	char *svg = gantt_svg(*state, "Plan", tasks, 2, 119);

	assert_int_equal(count(svg, "<rect "), 2);
	assert_int_equal(count(svg, "class=\"after\""), 1);
	assert_int_equal(count(svg, ">!</text>"), 1);
	assert_non_null(strstr(svg, "1 &lt;a&gt;"));
	/* 734 units for the 20 days from 100 to the end of 119. */
	assert_non_null(strstr(svg, "x=\"210.0\" y=\"35.0\" width=\"367.0\""));
	assert_null(strstr(svg, "style="));
	assert_null(gantt_svg(*state, "Plan", tasks, 0, 119));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_labels_take_two_lines),
		cmocka_unit_test(bars_have_marks_and_words),
		cmocka_unit_test(stacked_bars_stand_on_one_another),
		cmocka_unit_test(long_figures_have_their_room),
		cmocka_unit_test(the_highest_mark_fills_its_axis),
		cmocka_unit_test(nothing_to_show_is_a_chart_too),
		cmocka_unit_test(csv_quotes_and_disarms),
		cmocka_unit_test(xlsx_is_whole_and_leaves_no_file),
		cmocka_unit_test(plans_show_late_work),
	};

	return (cmocka_run_group_tests(tests, begin, end));
}
