/* SPDX-License-Identifier: ISC */
#include "courier/answer.h"

#include "base/fold.h"
#include "base/random.h"
#include "base/str.h"
#include "http/clean.h"
#include "view/words.h"

#include <gmime/gmime.h>
#include <string.h>
#include <strings.h>

enum { FILES_TAKEN = 20 /* as of a form */, FILES_NAMED = 100, LANGUAGES = 2 };

/* What is taken out of the parts, one after the other. */
struct reading {
	struct ctx *c;
	struct answer *answer;
	const char *plain;              /* the first text that is no file */
	bool has_html;
};

static const char *
header_of(GMimeMessage *mail, const char *name)
{
	return (str_or(g_mime_object_get_header(GMIME_OBJECT(mail), name), ""));
}

/* ---- who sent it */

static const char *
sender_of(struct ctx *c, GMimeMessage *mail)
{
	InternetAddressList *list = g_mime_message_get_from(mail);
	InternetAddress *one = internet_address_list_length(list) == 1 ? internet_address_list_get_address(list, 0) : NULL;

	if (one == NULL || !INTERNET_ADDRESS_IS_MAILBOX(one))
		return ("");
	return (str_lower(mem_str(c, str_or(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)), ""))));
}

/*
 * TO ADD ONE: a row.  Headers with which programs mark what no person wrote: any value, one that begins so, or any other than that
 * (RFC 3834; [MS-OXCMAIL] 2.2.3.2.14; what older programs send).
 */
static const struct mark {
	const char *name, *begins, *unless;
} automatic[] = {
	{ "Auto-Submitted", NULL, "no" },
	{ "X-Auto-Response-Suppress", NULL, "none" },
	{ "X-Autoreply", NULL, NULL },
	{ "X-Autorespond", NULL, NULL },
	{ "Precedence", "bulk", NULL },
	{ "Precedence", "junk", NULL },
	{ "Precedence", "list", NULL },
	{ "Precedence", "auto_reply", NULL },
	{ "Return-Path", "<>", NULL },
	{ "Content-Type", "multipart/report", NULL },
};

static bool
bears(const char *value, const struct mark *mark)
{
	while (*value == ' ' || *value == '\t')
		value++;
	if (*value == '\0')
		return (false);
	if (mark->begins != NULL)
		return (strncasecmp(value, mark->begins, strlen(mark->begins)) == 0);
	return (mark->unless == NULL || strncasecmp(value, mark->unless, strlen(mark->unless)) != 0);
}

static bool
is_automatic(const struct ctx *c, GMimeMessage *mail, const char *from)
{
	for (size_t i = 0; i < ARRAY_LEN(automatic); i++)
		if (bears(header_of(mail, automatic[i].name), &automatic[i]))
			return (true);
	return (*from == '\0' || strcasecmp(from, c->conf->mail_from) == 0 || strcasecmp(from, c->conf->mail_reply) == 0);
}

/* ---- what it answers */

/* Some servers rewrite To and keep the address in a header of their own. */
static bool
find_address(struct ctx *c, GMimeMessage *mail, struct reply_to *to)
{
	static const char *const headers[] = { "To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To" };

	for (size_t i = 0; i < ARRAY_LEN(headers); i++)
		if (reply_read(c, c->conf->seal_key, c->conf->mail_reply, header_of(mail, headers[i]), to))
			return (true);
	return (false);
}

static const char *
key_of(struct ctx *c, GMimeMessage *mail, const char *bytes, size_t n)
{
	const char *id = g_mime_message_get_message_id(mail);
	unsigned char digest[DIGEST_BYTES];

	if (!str_empty(id))
		return (digest_hex(c, id));
	digest_sha256(bytes, n, digest);
	return (str_hex(c, digest, sizeof digest));
}

/* ---- what was written */

/* What a form would not take is left out: a browser cannot send it either. */
static const char *
clean(struct ctx *c, const char *text)
{
	struct buf *to = buf_new(c);

	for (size_t n, left = strlen(text); left > 0; text += n, left -= n) {
		n = str_char_bytes(text, left < 4 ? left : 4);
		if (n > 0 && clean_text(text, n))
			buf_putn(to, text, n);
		n = n == 0 ? 1 : n;
	}
	return (to->data);
}

const char *
answer_mark(void)
{
	return (word(N_("—— Reply above this line ——")));
}

/* Our line in every language: whoever changed theirs since may answer an old mail. */
static const char *
own_text(struct ctx *c, const char *text)
{
	static const char *const languages[LANGUAGES] = { "zh_CN", "en" };
	const char *marks[LANGUAGES + 1] = { NULL }, *in_use = words_language();
	const char *mailbox = c->conf->mail_reply, *addresses[] = { c->conf->mail_from, mem_fmt(c, "%.*s+", (int)strcspn(mailbox, "@"), mailbox), NULL };

	for (size_t i = 0; i < LANGUAGES; i++) {
		words_use(languages[i]);
		marks[i] = answer_mark();
	}
	words_use(in_use);
	return (reply_text(c, text, marks, addresses));
}

/* ---- its parts */

static struct answer_file *
add_file(struct reading *r, const char *name)
{
	struct answer_file *file = &r->answer->files[r->answer->n_files++];

	file->name = clean(r->c, name);
	return (file);
}

static void
take_bytes(struct reading *r, struct answer_file *file, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GByteArray *bytes = g_byte_array_new();
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), TRUE);
	if (content != NULL && g_mime_data_wrapper_write_to_stream(content, stream) >= 0) {
		char *copy = mem_bytes(r->c, bytes->len + 1);

		memcpy(copy, bytes->len == 0 ? (const unsigned char *)"" : bytes->data, bytes->len);
		file->bytes = copy;
		file->n = bytes->len;
	}
	g_object_unref(stream);
}

static void
take_text(struct reading *r, GMimeTextPart *part)
{
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
	char *text;

	if (!g_mime_content_type_is_type(type, "text", "plain")) {
		r->has_html = true;
		return;
	}
	text = r->plain == NULL ? g_mime_text_part_get_text(part) : NULL;
	if (text != NULL)
		r->plain = clean(r->c, text);
	g_free(text);
}

/* A picture that the text shows is no file: signatures are full of them. */
static bool
is_file(GMimePart *part)
{
	return (g_mime_part_is_attachment(part) || (g_mime_part_get_filename(part) != NULL && g_mime_part_get_content_id(part) == NULL));
}

/* Of a mail within the mail, and of files that are too many, there is the name alone: they are not taken. */
static void
take_part(GMimeObject *parent, GMimeObject *object, gpointer arg)
{
	struct reading *r = arg;
	bool has_room = r->answer->n_files < FILES_NAMED;

	(void)parent;
	if (GMIME_IS_MESSAGE_PART(object) && has_room) {
		(void)add_file(r, str_or(g_mime_object_get_content_disposition_parameter(object, "filename"), "message.eml"));
	} else if (GMIME_IS_PART(object) && is_file(GMIME_PART(object)) && has_room) {
		struct answer_file *file = add_file(r, str_or(g_mime_part_get_filename(GMIME_PART(object)), "file"));

		if (r->answer->n_files <= FILES_TAKEN)
			take_bytes(r, file, GMIME_PART(object));
	} else if (GMIME_IS_TEXT_PART(object) && !is_file(GMIME_PART(object))) {
		take_text(r, GMIME_TEXT_PART(object));
	}
}

static void
read_parts(struct ctx *c, GMimeMessage *mail, struct answer *answer)
{
	struct reading r = { .c = c, .answer = answer };

	answer->files = mem_array(c, struct answer_file, FILES_NAMED);
	g_mime_message_foreach(mail, take_part, &r);
	answer->text = own_text(c, str_or(r.plain, ""));
	/* Some programs send an empty text beside it. */
	answer->has_html_alone = fold_is_empty(str_or(r.plain, "")) && r.has_html;
}

struct answer *
answer_read(struct ctx *c, const char *bytes, size_t n)
{
	struct answer *answer = mem_new(c, struct answer);
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *mail;

	g_mime_init();
	stream = g_mime_stream_mem_new_with_buffer(bytes, n);
	parser = g_mime_parser_new_with_stream(stream);
	mail = g_mime_parser_construct_message(parser, NULL);
	answer->from = answer->key = answer->text = "";
	answer->is_automatic = true;
	if (mail != NULL) {
		answer->key = key_of(c, mail, bytes, n);
		answer->from = sender_of(c, mail);
		answer->is_automatic = is_automatic(c, mail, answer->from);
		answer->is_ours = find_address(c, mail, &answer->to);
		if (!answer->is_automatic && answer->is_ours)
			read_parts(c, mail, answer);
		g_object_unref(mail);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	return (answer);
}
