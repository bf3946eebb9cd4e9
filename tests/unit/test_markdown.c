/* SPDX-License-Identifier: ISC */
/* Goal: what was typed is shown: nothing is dropped, nothing is loaded, nothing runs, and no text grows without bound. Proves case I. */
#include "web/markdown.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define REL " rel=\"noopener noreferrer nofollow\""

static const struct {
	const char *typed, *html;
} rows[] = {
	/* Raw HTML is text. */
	{ "List<String> … a<b>c", "<p>List&lt;String&gt; … a&lt;b&gt;c</p>\n" },
	{ "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n" },
	{ "<div>\n  甲\n</div>\n", "<p>&lt;div&gt;<br />\n  甲<br />\n&lt;/div&gt;</p>\n" },
	{ "<!-- 注 -->后", "<p>&lt;!-- 注 --&gt;后</p>\n" },
	{ "- <b>x</b>", "<ul>\n<li>&lt;b&gt;x&lt;/b&gt;</li>\n</ul>\n" },
	{ "&lt;a&gt; &copy; AT&T", "<p>&amp;lt;a&amp;gt; &amp;copy; AT&amp;T</p>\n" },
	{ "`&lt;` `a]: b`", "<p><code>&amp;lt;</code> <code>a]: b</code></p>\n" },
	/* What would be a definition, and vanish. */
	{ "[注]: 请看附件", "<p>[注]: 请看附件</p>\n" },
	{ "> [a]: /b \"c\"", "<blockquote>\n<p>[a]: /b &quot;c&quot;</p>\n</blockquote>\n" },
	/* Asterisks beside Chinese signs. */
	{ "**重要：**请先备份", "<p><strong>重要：</strong>请先备份</p>\n" },
	{ "请**“先备份”**再改", "<p>请<strong>“先备份”</strong>再改</p>\n" },
	{ "该**平台（v1）**已停用", "<p>该<strong>平台（v1）</strong>已停用</p>\n" },
	{ "该**平台(v1)**已停用", "<p>该<strong>平台(v1)</strong>已停用</p>\n" },
	{ "**甲**，**乙**。*丙！*丁", "<p><strong>甲</strong>，<strong>乙</strong>。<em>丙！</em>丁</p>\n" },
	{ "**注意：**Ab **完**", "<p><strong>注意：</strong>Ab <strong>完</strong></p>\n" },
	{ "见**`code`**处", "<p>见<strong><code>code</code></strong>处</p>\n" },
	{ "3 * 4 * 5，a*，b", "<p>3 * 4 * 5，a*，b</p>\n" },
	{ "\\*不斜\\*。", "<p>*不斜*。</p>\n" },
	{ "```c\na**，**b & c\n```", "<pre><code class=\"language-c\">a**，**b &amp; c\n</code></pre>\n" },
	/* Addresses. */
	{ "见 https://example.com/a_b_c?x=1&y=2。", "<p>见 <a href=\"https://example.com/a_b_c?x=1&amp;y=2\"" REL ">https://example.com/a_b_c?x=1&amp;y=2</a>。</p>\n" },
	{ "见https://example.com，再见http://a.cn/（甲）", "<p>见<a href=\"https://example.com\"" REL ">https://example.com</a>，再见<a href=\"http://a.cn/\"" REL ">http://a.cn/</a>（甲）</p>\n" },
	{ "(https://a.cn/b(c)).", "<p>(<a href=\"https://a.cn/b(c)\"" REL ">https://a.cn/b(c)</a>).</p>\n" },
	{ "ftp://a.cn http:// xhttps://a.cn `http://a.cn`", "<p>ftp://a.cn http:// xhttps://a.cn <code>http://a.cn</code></p>\n" },
	{ "[看 http://b.cn](https://a.cn/?a&b)", "<p><a href=\"https://a.cn/?a&amp;b\"" REL ">看 http://b.cn</a></p>\n" },
	{ "<https://a.cn/\"x>", "<p><a href=\"https://a.cn/%22x\"" REL ">https://a.cn/&quot;x</a></p>\n" },
	{ "[本站](/huadong/work)", "<p><a href=\"/huadong/work\">本站</a></p>\n" },
	{ "[x](javascript:alert(1)) [y](data:text/html,z) [z](\\\\evil) [w](//evil.cn)", "<p>x y <a href=\"%5Cevil\">z</a> w</p>\n" },
	/* Pictures of other hosts are links. */
	{ "![图 1](https://evil.cn/p.png)", "<p><a href=\"https://evil.cn/p.png\"" REL ">图 1</a></p>\n" },
	{ "![](http://evil.cn/p.png)", "<p><a href=\"http://evil.cn/p.png\"" REL ">http://evil.cn/p.png</a></p>\n" },
	{ "![z](//evil.cn/p.png)", "<p>z</p>\n" },
	{ "![图](/huadong/f/1)", "<p><img src=\"/huadong/f/1\" alt=\"图\" /></p>\n" },
	{ "甲\n乙", "<p>甲<br />\n乙</p>\n" },
};

static void
shown_as_typed(void **state)
{
	void *root = mem_new(NULL, char);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(markdown_html(root, rows[i].typed), rows[i].html);
	mem_free(root);
}

/* Whatever is repeated to the longest comment that is taken, the page stays small. */
static void
bounded(void **state)
{
	static const char *const shapes[] = { ">", "- ", "a\n", "&", "\"", "<", "*a", "**（", "1. ", "[", "![a](b)", "http://a.cn ", "`", "<b>\n", "字", "> a\n\n",
		"\n\n* ", "&lt;", "]:", "甲**，", "_a_ " };
	void *root = mem_new(NULL, char);

	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		struct buf *b = buf_new(root);

		while (str_chars(shapes[i]) + b->len / (strlen(shapes[i]) / str_chars(shapes[i])) <= MARKDOWN_MAX)
			buf_put(b, shapes[i]);
		if (strlen(markdown_html(root, b->data)) > 140 * 1024)
			fail_msg("\"%s\" grows to %zu bytes", shapes[i], strlen(markdown_html(root, b->data)));
	}
	mem_free(root);
}

/* Nothing that a text can hold opens a tag or an attribute of its own. */
static void
harmless(void **state)
{
	static const char *const bits[] = { "<", ">", "\"", "'", "&", "[", "]", "(", ")", "!", "*", "`", "javascript:", "http://a", "\n", "\\", ":", "/", "甲", "：",
		"\xef\xb7\x90", "a", "#", " " };
	void *root = mem_new(NULL, char);
	uint32_t dice = 20261130;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct buf *b = buf_new(root);
		const char *html;

		for (int i = 0; i < 12; i++) {
			dice = dice * 1664525U + 1013904223U;
			buf_put(b, bits[(dice >> 8) % (sizeof(bits) / sizeof(bits[0]))]);
		}
		html = markdown_html(root, b->data);
		if (strstr(html, "href=\"javascript") != NULL || strstr(html, "\xef\xb7\x90") != NULL || strstr(html, "src=\"http") != NULL)
			fail_msg("\"%s\" becomes \"%s\"", b->data, html);
		mem_free(b);
	}
	mem_free(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shown_as_typed),
		cmocka_unit_test(bounded),
		cmocka_unit_test(harmless),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
