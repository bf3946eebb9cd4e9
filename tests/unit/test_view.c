/* SPDX-License-Identifier: ISC */
/*
 * Goal: whatever a person typed is text on the page, in every place a template can put it; one
 * parsed template serves any number of requests in both languages and survives a failed one.
 * RX.9 (both languages), RX.10; the first line of defence against script in a page.
 */
#include "view/piece.h"
#include "view/view.h"
#include "view/words.h"

#include <ClearSilver.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* ClearSilver forgets 32 bytes when a template does not parse; a worker ends then. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#define LEAKS_HERE     __lsan_disable()
#define NO_LEAKS_AGAIN __lsan_enable()
#else
#define LEAKS_HERE     (void)0
#define NO_LEAKS_AGAIN (void)0
#endif

struct world {
	char *dir;
};

static const struct render_fixed fixed[] = { { "App.icons", "1 & \"2\"" }, { NULL, NULL } };

static void
write_file(struct world *w, const char *name, const char *text)
{
	FILE *file = fopen(mem_fmt(w, "%s/%s", w->dir, name), "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	fclose(file);
}

static int
setup(void **state)
{
	const char *build = getenv("GATEHOUSE_BUILD");
	struct world *w = mem_new(NULL, struct world);

	assert_null(words_start(mem_fmt(w, "%s/words", build == NULL ? "." : build)));
	w->dir = mem_str(w, "/tmp/gatehouse-view-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	assert_int_equal(mkdir(mem_fmt(w, "%s/part", w->dir), 0700), 0);
	assert_null(render_start(w, w->dir, fixed, false));
	*state = w;
	return (0);
}

static int
teardown(void **state)
{
	struct world *w = *state;
	static const char *const files[] = { "fixed.cs", "texts.cs", "a.cs", "frame.cs", "bad.cs", "words.cs", "list.cs",
		"html.cs", "fails.cs", "space.cs", "part/m.cs", "part" };

	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		(void)remove(mem_fmt(w, "%s/%s", w->dir, files[i]));
	(void)rmdir(w->dir);
	mem_free(w);
	return (0);
}

static const char *
shown(struct world *w, struct view *view, const char *layout, const char *page)
{
	struct buf *out = buf_new(w);
	struct err *err = render_page(view, layout, page, out);

	if (err != OK)
		print_error("%s\n", err_trace(w, err));
	assert_null(err);
	return (out->data);
}

/* Every way to show a value: text, attribute, macro, function, include, each, with, name().  No template may say `set:`. */
static void
test_escaped_everywhere(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);
	static const char evil[] = "\"'><script>alert(1)</script>&";
	const char *html;
	size_t marks = 0;

	write_file(
	    w, "part/m.cs", "<?cs def:m(x) ?><b><?cs var:x ?></b><?cs /def ?>[<?cs var:Evil ?>]");
	write_file(w, "a.cs",
	    "<?cs include!\"part/m.cs\" ?><?cs var:Evil ?><i title=\"<?cs var:Evil ?>\"></i>"
	    "<?cs call:m(Evil) ?><?cs call:m(\"x\" + Evil) ?><?cs var:_f(\"%1: %2\", Evil, Evil) ?>"
	    "<?cs each:e = List ?><?cs var:e ?><?cs var:e.inner ?><?cs /each ?>"
	    "<?cs with:l = List ?><?cs var:l.0 ?><?cs /with ?>"
	    "<?cs var:word_of(\"no\", \"such\", Evil) ?><?cs if:Evil ?><?cs var:Evil ?><?cs /if "
	    "?>");
	node_put(view_root(view), "Evil", evil);
	node_put(node_in(node_item(node_in(view_root(view), "List")), "unused"), "x", "");
	node_put(node_in(view_root(view), "List"), "0", evil);
	node_put(node_in(node_in(view_root(view), "List"), "0"), "inner", evil);
	html = shown(w, view, NULL, "a");
	assert_null(strstr(html, "<script"));
	assert_null(strstr(html, "\"'>"));
	for (const char *at = html; (at = strstr(at, "&lt;script&gt;alert(1)")) != NULL; at++)
		marks++;
	assert_int_equal(marks, 12);
	mem_free(view);
}

static void
test_layout_shows_page(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);

	write_file(w, "frame.cs", "<main><?cs var:_page() ?></main><?cs var:T ?>");
	write_file(w, "words.cs",
	    "<?cs var:_(\"Cancel\") ?> <?cs var:_f(\"Use at most %1 characters.\", N, \"\") ?> "
	    "<?cs var:_n(\"%1 day\", \"%1 days\", N) ?> <?cs var:word_of(\"requirement\", \"\", "
	    "\"\") ?>");
	node_put(view_root(view), "T", "<t>");
	node_put_int(view_root(view), "N", 3000000000);
	words_use("zh_CN");
	assert_string_equal(shown(w, view, "frame", "words"),
	    "<main>取消 最多 3000000000 个字。 3000000000 天 需求</main>&lt;t&gt;");
	words_use("en");
	node_put_int(view_root(view), "N", 1);
	assert_string_equal(shown(w, view, "frame", "words"),
	    "<main>Cancel Use at most 1 characters. 1 day Requirement</main>&lt;t&gt;");
	/* A frame around itself is a frame around nothing, not an endless one. */
	assert_string_equal(shown(w, view, "frame", "frame"), "<main></main>&lt;t&gt;");
	mem_free(view);
}

static void
test_nodes(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);
	struct node *list = node_in(view_root(view), "L");

	write_file(w, "list.cs",
	    "<?cs each:r = L ?><?cs var:r.n ?><?cs if:r.on == \"1\" ?>+<?cs /if ?><?cs if:?r.empty "
	    "?>e<?cs /if ?> <?cs /each ?>");
	for (int i = 0; i < 12; i++) {
		struct node *row = node_item(list);

		node_putf(row, "n", "%d", i);
		node_put_flag(row, "on", i == 11);
		if (i == 3)
			node_put(row, "empty", NULL);
	}
	assert_string_equal(shown(w, view, NULL, "list"), "0 1 2 3e 4 5 6 7 8 9 10 11+ ");
	mem_free(view);
}

/* Items that are texts themselves, with fields beside. */
static void
test_texts(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);
	struct node *list = node_in(view_root(view), "L");

	write_file(w, "texts.cs", "<?cs each:t = L ?><?cs var:t ?><?cs if:t.url ?>(<?cs var:t.url ?>)<?cs /if ?>;<?cs /each ?>");
	node_add(list, "a<b");
	node_put(node_add(list, "b"), "url", "/b");
	node_add(list, NULL);
	assert_string_equal(shown(w, view, NULL, "texts"), "a&lt;b;b(/b);;");
	mem_free(view);
}

/* What the worker was started with is shown like any other value, escaped, and no request can say otherwise. */
static void
test_fixed(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);

	write_file(w, "fixed.cs", "<a title=\"<?cs var:App.icons ?>\"><?cs var:App.iconset ?><?cs var:App ?></a>");
	node_put(node_in(view_root(view), "App"), "icons", "3");
	assert_string_equal(shown(w, view, NULL, "fixed"), "<a title=\"1 &amp; &quot;2&quot;\"></a>");
	mem_free(view);
}

static void
test_html_is_asked_for(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);

	write_file(w, "html.cs", "<?cs uvar:x_html ?> <?cs var:x_html ?>");
	node_put_html(view_root(view), "x_html", "<b>ours</b>");
	assert_string_equal(shown(w, view, NULL, "html"), "<b>ours</b> &lt;b&gt;ours&lt;/b&gt;");
	mem_free(view);
}

static void
refused(struct world *w, const char *layout, const char *page)
{
	struct view *view = view_new(w);
	struct buf *out = buf_new(view);
	struct err *err = render_page(view, layout, page, out);

	assert_non_null(err);
	assert_int_equal(err_kind(err), ERR_INTERNAL);
	assert_non_null(strstr(err_trace(view, err), page));
	err_free(err);
	mem_free(view);
}

static void
test_failures(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);

	refused(w, NULL, "missing");
	write_file(w, "bad.cs", "<?cs if:x ?>no end");
	LEAKS_HERE;
	refused(w, NULL, "bad");
	NO_LEAKS_AGAIN;
	/* What failed is not kept: the next release of the template works without a restart. */
	write_file(w, "bad.cs", "mended");
	assert_string_equal(shown(w, view, NULL, "bad"), "mended");
	mem_free(view);
}

static void
test_space(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);

	write_file(w, "space.cs",
	    "<?cs # a\nnote ?>\n\t<?cs if:x == \"1\" ?>\n\t\t<p>a <?cs var:x ?>\n"
	    "\t\tb</p>\n\t<?cs /if ?>\n<?cs def:m(a) ?>\n<i><?cs var:a ?></i>\n<?cs /def ?>\n<?cs "
	    "call:m(x) ?>\n");
	node_put(view_root(view), "x", "1");
	assert_string_equal(shown(w, view, NULL, "space"), "<p>a 1\nb</p>\n<i>1</i>\n");
	mem_free(view);
}

/* The styles hide an empty cell with its label on a phone: a line break in the template does not fill it. */
static void
test_empty_cell(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);

	write_file(w, "cell.cs",
	    "<tr>\n\t<td<?cs if:x ?> class=\"n\"<?cs /if ?>>\n\t\t<?cs if:none ?><b>-</b><?cs else ?><?cs var:none ?><?cs /if ?></td>\n"
	    "\t<td\n\t\tdata-label=\"<?cs var:x ?>\">\n\t\t<?cs var:none ?></td>\n\t<td><?cs var:x ?>\n\tb</td>\n</tr>\n");
	node_put(view_root(view), "x", "1");
	assert_string_equal(shown(w, view, NULL, "cell"), "<tr><td class=\"n\"><td\ndata-label=\"1\"><td>1\nb");
	mem_free(view);
}

/* Issue 10: needless end tags, and space that nobody sees, are not sent; what shows stays. */
static void
test_needless(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);

	write_file(w, "needless.cs",
	    "<ul class=\"a\">\n\t<?cs each:x = x ?>\n\t\t<li><a>1</a> <b>2</b></li>\n\t<?cs /each ?>\n\t<li>3</li>\n</ul>\n<p>a\nb</p>\n"
	    "<select>\n\t<option value=\"\"><?cs var:y ?></option>\n</select>\n<dl>\n<dt>t</dt>\n<dd>d</dd>\n</dl>"
	    "<table>\n<thead>\n<tr>\n<th>h</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><i>c</i></td>\n<td></td>\n<?cs if:z ?><td>z</td><?cs /if ?>\n</tr>\n"
	    "<tr>\n<td></td>\n</tr>\n</tbody>\n</table>");
	node_item(node_in(view_root(view), "x"));
	node_put(view_root(view), "y", "</td>\n</li>");
	assert_string_equal(shown(w, view, NULL, "needless"),
	    "<ul class=\"a\"><li><a>1</a> <b>2</b><li>3</ul>\n<p>a\nb</p>\n<select><option value=\"\">&lt;/td&gt;\n&lt;/li&gt;</select>\n"
	    "<dl><dt>t<dd>d</dl><table><thead><tr><th>h<tbody><tr><td><i>c</i><td><tr><td></table>");
	mem_free(view);
}

/* A thousand pages leave nothing behind. */
static void
test_nothing_left(void **state)
{
	struct world *w = *state;
	size_t before = mem_count(w);

	for (int i = 0; i < 1000; i++) {
		struct view *view = view_new(w);
		struct buf *out = buf_new(view);

		words_use(i % 2 == 0 ? "en" : "zh_CN");
		node_put(view_root(view), "T", "t");
		assert_null(render_page(view, "frame", "words", out));
		mem_free(view);
	}
	assert_int_equal(mem_count(w), before);
}

/* All templates of the product are well formed. */
static void
test_all_templates(void **state)
{
	struct world *w = *state;
	const char *source = getenv("GATEHOUSE_SOURCE");
	void *worker = mem_new(w, int);
	struct err *err = render_start(
	    worker, mem_fmt(worker, "%s/templates", source == NULL ? "." : source), NULL, true);

	if (err != OK)
		print_error("%s\n", err_trace(w, err));
	assert_null(err);
	mem_free(worker);
}

/* Issue 10: a piece is shown again only for exactly what it was made of, in its language, and the ones used last are kept. */
static void
test_pieces(void **state)
{
	struct world *w = *state;
	struct view *view = view_new(w);
	struct buf *of = buf_new(w), *other = buf_new(w);
	const char *html;

	write_file(w, "piece.cs", "<b><?cs var:A ?></b>");
	write_file(w, "other.cs", "<i><?cs var:A ?></i>");
	words_use("zh_CN");
	node_put(view_root(view), "A", "<甲>");
	buf_putn(of, "a\0b", 3);
	buf_putn(other, "a\0c", 3);
	assert_null(piece_find(w, "piece", of));
	assert_null(piece_render(view, "piece", of, &html));
	assert_string_equal(html, "<b>&lt;甲&gt;</b>");
	assert_string_equal(piece_find(w, "piece", of), html);
	assert_null(piece_find(w, "piece", other));
	assert_null(piece_find(w, "other", of));
	words_use("en");
	assert_null(piece_find(w, "piece", of));
	words_use("zh_CN");
	node_put(view_root(view), "A", "乙");
	assert_null(piece_render(view, "piece", NULL, &html));
	assert_string_equal(html, "<b>乙</b>");
	assert_string_equal(piece_find(w, "piece", of), "<b>&lt;甲&gt;</b>");
	/* It is used all the time, so it outlives all others. */
	for (int i = 0; i < 1000; i++) {
		buf_fmt(other, "%d", i);
		assert_null(piece_render(view, "piece", other, &html));
		assert_non_null(piece_find(w, "piece", other));
		assert_non_null(piece_find(w, "piece", of));
	}
	other->len = 3;
	buf_putc(other, '0');
	assert_null(piece_find(w, "piece", other));
}

NEOERR *__real_neos_var_escape(NEOS_ESCAPE context, const char *in, char **esc);
NEOERR *__wrap_neos_var_escape(NEOS_ESCAPE context, const char *in, char **esc);

static void
escapes_alike(NEOS_ESCAPE context, const char *in)
{
	char *ours = NULL, *theirs = NULL;

	assert_null(__wrap_neos_var_escape(context, in, &ours));
	assert_null(__real_neos_var_escape(context, in, &theirs));
	assert_string_equal(ours, theirs);
	free(ours);
	free(theirs);
}

/* Our escaping is the library's, to the byte: every byte, and every text of up to four pieces that escaping may meet, in each context. */
static void
test_escape_is_the_librarys(void **state)
{
	static const char *const pieces[] = { "", "&", "<", ">", "\"", "'", "\r", "\n", "a", "需求", "\x01", "\xff", "script" };
	static const NEOS_ESCAPE contexts[] = { NEOS_ESCAPE_NONE, NEOS_ESCAPE_HTML, NEOS_ESCAPE_SCRIPT, NEOS_ESCAPE_URL };
	enum { PIECES = sizeof pieces / sizeof *pieces, LENGTH = 4, CONTEXTS = sizeof contexts / sizeof *contexts };

	(void)state;
	for (int n = 0; n < PIECES * PIECES * PIECES * PIECES * CONTEXTS; n++) {
		char in[LENGTH * 8], *to = in;
		int rest = n / CONTEXTS;

		for (int i = 0; i < LENGTH; i++, rest /= PIECES)
			to += snprintf(to, (size_t)(in + sizeof in - to), "%s", pieces[rest % PIECES]);
		escapes_alike(contexts[n % CONTEXTS], in);
	}
	for (int n = 0; n < 256 * CONTEXTS; n++)
		escapes_alike(contexts[n % CONTEXTS], (char[]){ 'a', (char)(n / CONTEXTS), 'b', '\0' });
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escaped_everywhere),
		cmocka_unit_test(test_escape_is_the_librarys),
		cmocka_unit_test(test_layout_shows_page),
		cmocka_unit_test(test_nodes),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_fixed),
		cmocka_unit_test(test_html_is_asked_for),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_space),
		cmocka_unit_test(test_empty_cell),
		cmocka_unit_test(test_needless),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_nothing_left),
		cmocka_unit_test(test_all_templates),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
