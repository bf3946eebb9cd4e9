/* SPDX-License-Identifier: ISC */
#include "courier/letter.h"

#include "courier/answer.h"
#include "courier/said.h"
#include "message/link.h"
#include "view/view.h"
#include "view/words.h"

#include <gmime/gmime.h>
#include <string.h>

enum { WORD_BYTES = 45 /* of an encoded word: 60 characters in base64 */ };

/* The right side of ids: the machine of the portal's address. */
static const char *
host_of(struct ctx *c)
{
	const char *from = strstr(c->conf->base_url, "://");

	from = from == NULL ? c->conf->base_url : from + 3;
	return (mem_strn(c, from, strcspn(from, ":/")));
}

/* One record: always the same words, by which mail programs put its messages together. */
static const char *
subject_of(struct ctx *c, const struct items *items)
{
	const struct item *first = &items->list[0];

	if (*said_record(items) != '\0')
		return (*first->title == '\0' ? mem_fmt(c, "[%s] %s", first->number, first->kind_said) : mem_fmt(c, "[%s] %s", first->number, first->title));
	if (items->n == 1)
		return (mem_fmt(c, "[%s] %s", items->site, first->said));
	return (mem_fmt(c, "[%s] %s", items->site, words_count(c, "%1 message", "%1 messages", (long)items->n)));
}

/* ---- what it says */

static const char *
settings_url(struct ctx *c)
{
	return (mem_fmt(c, "%s/%s/messages", c->conf->base_url, c->site->slug));
}

static void
put_text(struct buf *to, const struct item *item)
{
	buf_fmt(to, "%s%s%s", item->actor, *item->actor == '\0' ? "" : " · ", item->said);
	if (*item->state_said != '\0')
		buf_fmt(to, " · %s", item->state_said);
	if (*item->number != '\0')
		buf_fmt(to, "\n%s %s %s", item->kind_said, item->number, item->title);
	buf_fmt(to, "\n%s\n%s\n\n", item->at, item->url);
}

static void
put_figures_text(struct buf *to, const struct weekly *figures)
{
	buf_fmt(to, "== %s ==\n\n", word(N_("What is open")));
	for (size_t i = 0; i < figures->n; i++)
		buf_fmt(to, "%s %s · %s %s\n", figures->list[i].bar, figures->list[i].kind, figures->list[i].open, str_eq(figures->list[i].late, "0") ? "" : mem_fmt(to, "(%s %s)", word(N_("overdue")), figures->list[i].late));
	buf_put(to, "\n");
}

static void
put_todo_text(struct ctx *c, struct buf *to, const struct todo *todo)
{
	if (todo->n == 0)
		return;
	buf_fmt(to, "== %s ==\n\n", word(N_("My work")));
	for (size_t i = 0; i < todo->n; i++) {
		const struct todo_item *item = &todo->list[i];

		if (item->group != NULL)
			buf_fmt(to, "%s\n\n", item->group);
		buf_fmt(to, "%s%s%s", item->said, *item->due == '\0' ? "" : " · ", item->due);
		if (item->late)
			buf_fmt(to, " · %s", word(N_("overdue")));
		buf_fmt(to, "\n%s%s%s\n\n", item->title, *item->title == '\0' ? "" : "\n", item->url);
	}
	if (todo->cut)
		buf_fmt(to, "%s\n%s/\n\n", word(N_("There is more in the portal:")), c->conf->base_url);
}

static const char *
text_of(struct ctx *c, const struct letter *letter, const char *stop_url)
{
	struct buf *to = buf_new(c);

	if (letter->reply_to != NULL)
		buf_fmt(to, "%s\n\n", answer_mark());
	for (size_t i = 0; i < letter->items->n; i++)
		put_text(to, &letter->items->list[i]);
	if (letter->figures != NULL)
		put_figures_text(to, letter->figures);
	if (letter->todo != NULL)
		put_todo_text(c, to, letter->todo);
	buf_fmt(to, "-- \n%s\n%s\n", wordf(c, N_("You get this mail as a member of “%1”. Choose here what you are told by mail:"), letter->items->site, NULL), settings_url(c));
	if (*stop_url != '\0')
		buf_fmt(to, "%s\n%s\n", word(N_("No more such mail:")), stop_url);
	return (to->data);
}

static void
put_item(struct node *node, const struct item *item)
{
	const struct {
		const char *name, *value;
	} fields[] = { { "actor", item->actor }, { "said", item->said }, { "state", item->state_said }, { "kind", item->kind_said }, { "number", item->number },
		{ "title", item->title }, { "at", item->at }, { "url", item->url } };

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		node_put(node, fields[i].name, fields[i].value);
}

static void
put_figures(struct node *root, const struct weekly *figures)
{
	for (size_t i = 0; i < figures->n; i++) {
		struct node *node = node_item(node_in(root, "figures"));

		node_put(node, "kind", figures->list[i].kind);
		node_put(node, "open", figures->list[i].open);
		node_put(node, "late", figures->list[i].late);
		node_put(node, "bar", figures->list[i].bar);
		node_put(node, "url", figures->list[i].url);
	}
}

static void
put_todo(struct ctx *c, struct node *root, const struct todo *todo)
{
	for (size_t i = 0; i < todo->n; i++) {
		const struct todo_item *item = &todo->list[i];
		struct node *node = node_item(node_in(root, "todo"));

		node_put(node, "group", item->group);
		node_put(node, "said", item->said);
		node_put(node, "title", item->title);
		node_put(node, "due", item->due);
		node_put(node, "url", item->url);
		node_put_flag(node, "late", item->late);
	}
	node_put(root, "more_url", todo->cut ? mem_fmt(c, "%s/", c->conf->base_url) : NULL);
}

static struct err *
html_of(struct ctx *c, const struct letter *letter, const char *stop_url, const char **out)
{
	struct view *view = view_new(c);
	struct node *root = node_in(view_root(view), "Mail");
	struct buf *to = buf_new(c);

	node_put(root, "lang", words_tag());
	node_put(root, "site", letter->items->site);
	node_put(root, "settings_url", settings_url(c));
	node_put(root, "stop_url", stop_url);
	node_put(root, "mark", letter->reply_to == NULL ? NULL : answer_mark());
	for (size_t i = 0; i < letter->items->n; i++)
		put_item(node_item(node_in(root, "items")), &letter->items->list[i]);
	if (letter->figures != NULL)
		put_figures(root, letter->figures);
	if (letter->todo != NULL)
		put_todo(c, root, letter->todo);
	TRY(render_page(view, NULL, "mail/message", to));
	*out = to->data;
	return (OK);
}

/* ---- how it is wrapped */

static GMimeObject *
part_of(const char *subtype, const char *text)
{
	GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);

	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_text_part_set_text(part, text);
	g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_BASE64);
	return (GMIME_OBJECT(part));
}

static void
put_body(GMimeMessage *mail, const char *text, const char *html)
{
	GMimeMultipart *both = g_mime_multipart_new_with_subtype("alternative");
	GMimeObject *parts[] = { part_of("plain", text), part_of("html", html) };

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		g_mime_multipart_add(both, parts[i]);
		g_object_unref(parts[i]);
	}
	g_mime_message_set_mime_part(mail, GMIME_OBJECT(both));
	g_object_unref(both);
}

/*
 * A text in encoded words of at most 75 characters, none of which cuts a character (RFC 2047, 2 and 5): as GMime 3.2 writes them, words
 * without blanks, and so Chinese ones, become longer.  Each is on a line of its own.
 */
static const char *
encoded(struct ctx *c, const char *text)
{
	struct buf *to = buf_new(c);

	for (size_t n, left = strlen(text); left > 0; text += n, left -= n) {
		char *word;

		for (n = 0; n < left && n + str_char_bytes(text + n, left - n) <= WORD_BYTES;)
			n += str_char_bytes(text + n, left - n);
		word = g_base64_encode((const guchar *)text, n);
		buf_fmt(to, " =?utf-8?B?%s?=\n", word);
		g_free(word);
	}
	return (to->data);
}

/* A header that is written already. */
static void
put_raw(GMimeMessage *mail, const char *name, const char *raw)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(mail));

	g_mime_header_set_raw_value(g_mime_header_list_get_header(list, name), raw);
}

static void
put_person(struct ctx *c, GMimeMessage *mail, GMimeAddressType type, const char *header, const char *name, const char *address)
{
	g_mime_message_add_mailbox(mail, type, name, address);
	if (!str_empty(name))
		put_raw(mail, header, mem_fmt(c, "%s <%s>\n", encoded(c, name), address));
}

/* An ASCII value that is not to be folded or encoded: programs read addresses out of it. */
static void
put_header(struct ctx *c, GMimeMessage *mail, const char *name, const char *value)
{
	g_mime_object_set_header(GMIME_OBJECT(mail), name, value, NULL);
	put_raw(mail, name, mem_fmt(c, " %s\n", value));
}

static void
put_head(struct ctx *c, GMimeMessage *mail, const struct letter *letter, const char *stop_url)
{
	const char *host = host_of(c), *record = said_record(letter->items), *subject = subject_of(c, letter->items);
	GDateTime *now = g_date_time_new_now_utc();

	put_person(c, mail, GMIME_ADDRESS_TYPE_FROM, "From", wordf(c, N_("Gatehouse · %1"), letter->items->site, NULL), c->conf->mail_from);
	put_person(c, mail, GMIME_ADDRESS_TYPE_TO, "To", letter->to_name, letter->to);
	g_mime_message_set_subject(mail, subject, "utf-8");
	put_raw(mail, "Subject", encoded(c, subject));
	g_mime_message_set_date(mail, now);
	g_date_time_unref(now);
	g_mime_message_set_message_id(mail, mem_fmt(c, "message.%s.%s@%s", c->site_id, letter->items->message, host));
	if (*record != '\0')
		for (size_t i = 0; i < 2; i++)
			put_header(c, mail, i == 0 ? "References" : "In-Reply-To", mem_fmt(c, "<record.%s.%s@%s>", c->site_id, record, host));
	if (letter->reply_to != NULL)
		put_header(c, mail, "Reply-To", letter->reply_to);
	put_header(c, mail, "Auto-Submitted", "auto-generated");
	put_header(c, mail, "X-Auto-Response-Suppress", "All");
	put_header(c, mail, "List-Id", mem_fmt(c, "<%s.%s>", c->site->slug, host));
	if (*stop_url == '\0')
		return;
	put_header(c, mail, "List-Unsubscribe", mem_fmt(c, "<%s>", stop_url));
	put_header(c, mail, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
}

static const char *
stop_url_of(struct ctx *c, const struct letter *letter)
{
	const struct stop stop = { c->site_id, letter->account_id, said_topics(c, letter->items) };
	const char *token = link_stop(c, c->conf->seal_key, &stop);

	return (token == NULL ? "" : mem_fmt(c, "%s/unsubscribe/%s", c->conf->base_url, token));
}

struct err *
letter_write(struct ctx *c, const struct letter *letter, struct buf **out)
{
	const char *stop_url = stop_url_of(c, letter), *html = NULL;
	GMimeFormatOptions *format;
	GMimeMessage *mail;
	char *text;

	TRY(html_of(c, letter, stop_url, &html));
	g_mime_init();
	mail = g_mime_message_new(TRUE);
	put_head(c, mail, letter, stop_url);
	put_body(mail, text_of(c, letter, stop_url), html);
	format = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
	text = g_mime_object_to_string(GMIME_OBJECT(mail), format);
	*out = buf_new(c);
	buf_put(*out, text);
	g_free(text);
	g_mime_format_options_free(format);
	g_object_unref(mail);
	return (OK);
}
