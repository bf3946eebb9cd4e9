/* SPDX-License-Identifier: ISC */
#include "web/markdown.h"

#include "base/str.h"
#include "view/words.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

/*
 * A mark that nobody can type keeps CommonMark from reading what was not meant: it is put in before parsing and taken out of every
 * text of the tree again.  U+FDD0 is no character (Unicode 23.7), neither blank nor punctuation.
 */
#define MARK "\xef\xb7\x90"

enum { OPTIONS = CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_HARDBREAKS, HTML_MAX = 128 * 1024 };

/* ---- before parsing */

static uint32_t
code_point_before(const char *text, const char *s)
{
	if (s == text)
		return (0);
	for (s--; s > text && ((unsigned char)*s & 0xc0U) == 0x80; s--)
		;
	return (str_code_point(s));
}

struct span {
	uint32_t first, last;
};

static bool
is_in(uint32_t c, const struct span *spans)
{
	for (; spans->last != 0; spans++)
		if (c >= spans->first && c <= spans->last)
			return (true);
	return (false);
}

/* Han, kana, hangul and their signs; the ideographic blank is a blank. */
static bool
is_cjk(uint32_t c)
{
	static const struct span spans[] = { { 0x1100, 0x11ff }, { 0x2e80, 0x2fff }, { 0x3001, 0x4dbf }, { 0x4e00, 0x9fff }, { 0xac00, 0xd7af },
		{ 0xf900, 0xfaff }, { 0xfe30, 0xfe4f }, { 0xff00, 0xffef }, { 0x20000, 0x3ffff }, { 0, 0 } };

	return (is_in(c, spans));
}

static bool
is_sign(uint32_t c)
{
	static const struct span spans[] = { { 0x21, 0x2f }, { 0x3a, 0x40 }, { 0x5b, 0x60 }, { 0x7b, 0x7e }, { 0xa1, 0xbf }, { 0x2010, 0x2027 },
		{ 0x2030, 0x205e }, { 0x20a0, 0x2bff }, { 0x3001, 0x3004 }, { 0x3008, 0x3020 }, { 0x3030, 0x3030 }, { 0x303d, 0x303f },
		{ 0x30a0, 0x30a0 }, { 0x30fb, 0x30fb }, { 0xfe10, 0xfe6f }, { 0xff01, 0xff0f }, { 0xff1a, 0xff20 }, { 0xff3b, 0xff40 },
		{ 0xff5b, 0xff65 }, { 0, 0 } };

	return (is_in(c, spans));
}

/*
 * Chinese has no blanks between words, so a run of asterisks beside a sign may open and close where it touches a character of CJK
 * (https://github.com/tats-u/markdown-cjk-friendly): a CJK sign counts as a letter, another one does where the other side is CJK.
 */
static bool
hides_emphasis(uint32_t sign, uint32_t other)
{
	return (is_sign(sign) && (is_cjk(sign) || is_cjk(other)));
}

static const char *
put_asterisks(struct buf *to, const char *text, const char *s)
{
	size_t n = strspn(s, "*");
	uint32_t before = code_point_before(text, s), after = str_code_point(s + n);

	/* Behind a backslash it is no mark but itself. */
	if (before != '\\' && hides_emphasis(before, after))
		buf_put(to, MARK);
	buf_putn(to, s, n);
	if (hides_emphasis(after, before))
		buf_put(to, MARK);
	return (s + n);
}

/* "&lt;" is what was typed, and so is "[a]: b", which would be a definition and vanish. */
static const char *
prepare(const void *parent, const char *text)
{
	struct buf *b = buf_new(parent);

	for (const char *s = text; *s != '\0';) {
		if (str_starts(s, MARK)) {
			s += strlen(MARK);
		} else if (*s == '*') {
			s = put_asterisks(b, text, s);
		} else {
			buf_putc(b, *s);
			if (*s == '&' || (*s == ']' && s[1] == ':'))
				buf_put(b, MARK);
			s++;
		}
	}
	return (b->data);
}

/* ---- the tree */

static char *
without_marks(const void *parent, const char *text)
{
	char *copy = mem_str(parent, str_or(text, "")), *to = copy;

	for (const char *s = copy; *s != '\0';)
		if (str_starts(s, MARK))
			s += strlen(MARK);
		else
			*to++ = *s++;
	*to = '\0';
	return (copy);
}

static void
put_escaped(struct buf *to, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '&')
			buf_put(to, "&amp;");
		else if (*text == '<')
			buf_put(to, "&lt;");
		else if (*text == '>')
			buf_put(to, "&gt;");
		else if (*text == '"')
			buf_put(to, "&quot;");
		else
			buf_putc(to, *text);
}

/* As an attribute; what no address may hold is said in per cent (RFC 3986). */
static const char *
address(const void *parent, const char *url)
{
	static const char plain[] = "-_.+!*(),%#@?=;:/$~[]";
	struct buf *b = buf_new(parent);

	for (const unsigned char *u = (const unsigned char *)url; *u != '\0'; u++)
		if (*u == '&')
			buf_put(b, "&amp;");
		else if ((*u >= '0' && *u <= '9') || ((*u | 0x20U) >= 'a' && (*u | 0x20U) <= 'z') || strchr(plain, *u) != NULL)
			buf_putc(b, (char)*u);
		else
			buf_fmt(b, "%%%02X", *u);
	return (b->data);
}

/* Of another host, a letter, or of this portal; everything else leads nowhere. */
static bool
leads_out(const char *url)
{
	return (str_starts(url, "http://") || str_starts(url, "https://") || str_starts(url, "mailto:"));
}

static bool
leads_in(const char *url)
{
	size_t n = strcspn(url, "/?#");

	return (*url != '\0' && memchr(url, ':', n) == NULL && !(*url == '/' && (url[1] == '/' || url[1] == '\\')));
}

static cmark_node *
text_node(const char *text)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);

	cmark_node_set_literal(node, text);
	return (node);
}

static cmark_node *
link_node(const void *parent, const char *url)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
	bool out = !leads_in(url);

	cmark_node_set_on_enter(node, mem_fmt(parent, "<a href=\"%s\"%s>", address(parent, url), out ? " rel=\"noopener noreferrer nofollow\"" : ""));
	cmark_node_set_on_exit(node, "</a>");
	return (node);
}

/* A link says where it leads; a picture of another host is a link to it, so that reading asks nobody for anything. */
static void
settle_link(const void *parent, cmark_node *node)
{
	char *url = without_marks(parent, cmark_node_get_url(node));
	bool is_link = leads_out(url) || leads_in(url);
	cmark_node *link;

	if (cmark_node_get_type(node) == CMARK_NODE_IMAGE && leads_in(url)) {
		cmark_node_set_url(node, url);
		return;
	}
	link = is_link ? link_node(parent, url) : cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
	if (cmark_node_first_child(node) == NULL)
		cmark_node_append_child(link, text_node(url));
	while (cmark_node_first_child(node) != NULL)
		cmark_node_append_child(link, cmark_node_first_child(node));
	cmark_node_replace(node, link);
	cmark_node_free(node);
}

/* What looks like HTML was typed as text. */
static void
show_typed(const void *parent, cmark_node *node)
{
	char **lines = str_split(parent, without_marks(parent, cmark_node_get_literal(node)), '\n');
	bool is_block = cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK;
	cmark_node *shown = cmark_node_new(is_block ? CMARK_NODE_PARAGRAPH : CMARK_NODE_CUSTOM_INLINE);

	for (size_t i = 0; lines[i] != NULL; i++) {
		if (i > 0 && (lines[i + 1] != NULL || *lines[i] != '\0'))
			cmark_node_append_child(shown, cmark_node_new(CMARK_NODE_SOFTBREAK));
		cmark_node_append_child(shown, text_node(lines[i]));
	}
	cmark_node_replace(node, shown);
	cmark_node_free(node);
}

/* ---- addresses in a text */

static bool
is_word(char ch)
{
	return ((ch >= '0' && ch <= '9') || ((ch | 0x20) >= 'a' && (ch | 0x20) <= 'z'));
}

/* An address is ASCII, so any other character ends it; and a sign at its end belongs to the sentence. */
static size_t
address_length(const char *s)
{
	size_t scheme = str_starts(s, "https://") ? 8 : str_starts(s, "http://") ? 7 : 0, n = scheme;
	int open = 0;

	if (scheme == 0 || !is_word(s[scheme]))
		return (0);
	for (; s[n] > ' ' && s[n] < 0x7f && strchr("<>\"`{}|\\^", s[n]) == NULL && (s[n] != ')' || open > 0); n++)
		open += s[n] == '(' ? 1 : s[n] == ')' ? -1 : 0;
	while (n > scheme && strchr(".,;:!?'*_~([", s[n - 1]) != NULL)
		n--;
	return (n);
}

static const char *
find_address(const char *from, const char *text, size_t *n)
{
	for (const char *s = strstr(from, "http"); s != NULL; s = strstr(s + 1, "http"))
		if ((s == text || !is_word(s[-1])) && (*n = address_length(s)) > 0)
			return (s);
	return (NULL);
}

static void
link_addresses(const void *parent, cmark_node *node)
{
	const char *text = mem_str(parent, cmark_node_get_literal(node)), *from = text, *s;
	size_t n;

	while ((s = find_address(from, text, &n)) != NULL) {
		const char *url = mem_strn(parent, s, n);
		cmark_node *link = link_node(parent, url);

		cmark_node_append_child(link, text_node(url));
		cmark_node_insert_before(node, text_node(mem_strn(parent, from, (size_t)(s - from))));
		cmark_node_insert_before(node, link);
		from = s + n;
	}
	if (from != text)
		cmark_node_set_literal(node, from);
}

/* ---- all of it */

static void
settle_leaf(const void *parent, cmark_node *node, bool in_link)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		cmark_node_set_literal(node, without_marks(parent, cmark_node_get_literal(node)));
		if (!in_link)
			link_addresses(parent, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		cmark_node_set_fence_info(node, without_marks(parent, cmark_node_get_fence_info(node)));
		cmark_node_set_literal(node, without_marks(parent, cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_CODE:
		cmark_node_set_literal(node, without_marks(parent, cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
		show_typed(parent, node);
		break;
	default:
		break;
	}
}

/* The iterator is already behind a leaf, or behind a node that is left: these may be replaced. */
static void
settle(const void *parent, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;
	int in_link = 0;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		bool is_link = type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;

		in_link += !is_link ? 0 : event == CMARK_EVENT_ENTER ? 1 : -1;
		if (is_link && event == CMARK_EVENT_EXIT)
			settle_link(parent, node);
		else if (event == CMARK_EVENT_ENTER)
			settle_leaf(parent, node, in_link > 0);
	}
	cmark_iter_free(iter);
}

/* A few characters can ask for a lot of structure: then the text is shown as it was typed. */
static const char *
as_typed(const void *parent, const char *text)
{
	struct buf *b = buf_new(parent);

	buf_put(b, "<p class=\"muted small\">");
	put_escaped(b, word(N_("Shown as typed, because it has too much formatting to display.")));
	buf_put(b, "</p>\n<pre class=\"typed\">");
	put_escaped(b, text);
	buf_put(b, "</pre>\n");
	return (b->data);
}

const char *
markdown_html(const void *parent, const char *text)
{
	void *work = mem_new(parent, char);
	const char *typed = prepare(work, text);
	/* People mean the line breaks they type. */
	cmark_node *document = cmark_parse_document(typed, strlen(typed), OPTIONS);
	size_t most = strlen(text) * 2 > HTML_MAX ? strlen(text) * 2 : HTML_MAX;
	const char *copy;
	char *html;

	cmark_consolidate_text_nodes(document);
	settle(work, document);
	html = cmark_render_html(document, OPTIONS);
	cmark_node_free(document);
	copy = html == NULL || strlen(html) > most ? as_typed(parent, text) : mem_str(parent, html);
	free(html);
	mem_free(work);
	return (copy);
}

const char *
markdown_cut(const void *parent, const char *text, size_t chars)
{
	const char *html = markdown_html(parent, str_cut(parent, text, chars));
	struct buf *b;

	if (str_chars(text) <= chars)
		return (html);
	b = buf_new(parent);
	buf_put(b, html);
	buf_put(b, "<p class=\"muted small\">");
	put_escaped(b, word(N_("Cut off here. The whole comment is on the record's page.")));
	buf_put(b, "</p>\n");
	return (b->data);
}
