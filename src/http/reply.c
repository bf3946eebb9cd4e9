/* SPDX-License-Identifier: ISC */
#include "http/reply.h"

#include "base/log.h"
#include "http/clean.h"
#include "http/url.h"

#include <string.h>

/* TO ADD ONE: a row, in the order of the numbers. */
static const struct reply_status {
	int status;
	const char *text;
} reply_statuses[] = {
	{200, "OK"},
	{201, "Created"},
	{204, "No Content"},
	{303, "See Other"},
	{304, "Not Modified"},
	{400, "Bad Request"},
	{401, "Unauthorized"},
	{403, "Forbidden"},
	{404, "Not Found"},
	{405, "Method Not Allowed"},
	{409, "Conflict"},
	{413, "Content Too Large"},
	{422, "Unprocessable Content"},
	{429, "Too Many Requests"},
	{500, "Internal Server Error"},
	{503, "Service Unavailable"},
};

/* On every reply. TO ADD ONE: a line here, and one in the location that serves files (etc/). */
static const char reply_security[] =
    "Content-Security-Policy: default-src 'self'; img-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";

struct reply *
reply_new(const void *parent)
{
	struct reply *reply = mem_new(parent, struct reply);

	reply->status = 200;
	reply->head = buf_new(reply);
	reply->body = buf_new(reply);
	reply->type = "text/html; charset=utf-8";
	reply->is_private = true;
	return (reply);
}

/* ---- headers */

/* A line break in a value would let the sender add a header, so such a header is not sent. */
static void
reply_put_header(struct buf *head, const char *name, const char *value)
{
	if (!clean_name(name, strlen(name)) || value == NULL || !clean_line(value, strlen(value))) {
		log_line(LOG_WARN, "header \"%s\" dropped: unclean value \"%s\"", name,
		    str_or(value, ""));
		return;
	}
	buf_fmt(head, "%s: %s\r\n", name, value);
}

void
reply_header(struct reply *reply, const char *name, const char *value)
{
	reply_put_header(reply->head, name, value);
}

void
reply_tag(struct reply *reply, const char *tag)
{
	/* Weak: the key of a form is another one each time a page is made. */
	reply->tag = mem_fmt(reply, "W/\"%s\"", tag);
}

/* The comparison is the weak one, so it does not matter how the tag is marked; "*" is no tag of ours. */
bool
reply_is_known(const char *if_none_match, const char *tag)
{
	size_t n = strlen(tag);
	const char *at = if_none_match;

	while (at != NULL && n > 0 && (at = strstr(at, tag)) != NULL) {
		if (at > if_none_match && at[-1] == '"' && at[n] == '"')
			return (true);
		at += n;
	}
	return (false);
}

/* Escape what may not stand in a header; what is escaped already stays. */
static char *
reply_ascii(const void *parent, const char *path)
{
	struct buf *b = buf_new(parent);
	const char *p;

	for (p = path; *p != '\0'; p++) {
		if ((unsigned char)*p > 0x20 && (unsigned char)*p < 0x7f)
			buf_putc(b, *p);
		else
			buf_fmt(b, "%%%02X", (unsigned)(unsigned char)*p);
	}
	return (b->data);
}

void
reply_see_other(struct reply *reply, const char *path)
{
	reply->status = 303;
	reply->location = reply_ascii(reply, url_is_local(path) ? path : "/");
	reply->file = NULL;
	reply->stream = NULL;
	reply->body->len = 0;
	reply->body->data[0] = '\0';
}

void
reply_tell(struct reply *reply, const char *accept)
{
	if (reply->status != 303 || accept == NULL || !str_starts(accept, "text/x-location"))
		return;
	reply->status = 200;
	reply->type = "text/plain; charset=utf-8";
	buf_put(reply->body, reply->location);
	reply->location = NULL;
}

void
reply_cookie(struct reply *reply, const char *name, const char *value, long max_age, bool secure)
{
	struct buf *line = buf_new(reply);

	buf_fmt(line, "%s=", name);
	url_put(line, value);
	buf_put(line, "; Path=/; HttpOnly; SameSite=Lax");
	if (value == NULL)
		buf_put(line, "; Max-Age=0");
	else if (max_age > 0)
		buf_fmt(line, "; Max-Age=%ld", max_age);
	if (secure)
		buf_put(line, "; Secure");
	if (clean_name(name, strlen(name)))
		reply_put_header(reply->head, "Set-Cookie", line->data);
	mem_free(line);
}

/* For clients that do not read filename*: one "_" for each character that could be misread. */
static void
reply_put_plain_name(struct buf *to, const char *filename)
{
	size_t step;

	for (; *filename != '\0'; filename += step == 0 ? 1 : step) {
		bool plain = *filename >= 0x20 && *filename < 0x7f &&
		    strchr("\"\\/%;", *filename) == NULL;

		step = str_char_bytes(filename, 4);
		buf_putc(to, plain ? *filename : '_');
	}
}

void
reply_download(struct reply *reply, const char *filename)
{
	struct buf *value = buf_new(reply);

	buf_put(value, "attachment; filename=\"");
	reply_put_plain_name(value, filename);
	buf_put(value, "\"");
	if (clean_line(filename, strlen(filename))) {
		buf_put(value, "; filename*=UTF-8''");
		url_put(value, filename);
	}
	reply_put_header(reply->head, "Content-Disposition", value->data);
	mem_free(value);
}

/* ---- sending */

static const char *
reply_status_text(int status)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(reply_statuses); i++) {
		if (reply_statuses[i].status == status)
			return (reply_statuses[i].text);
	}
	return ("Other");
}

static bool
reply_has_body(const struct reply *reply)
{
	return (reply->status != 204 && reply->status != 304 && reply->location == NULL);
}

static void
reply_put_content(struct buf *head, const struct reply *reply)
{
	if (!reply_has_body(reply))
		return;
	reply_put_header(head, "Content-Type", reply->type);
	/* The server knows the length of a file; the length of a stream is known only at its end. */
	if (reply->file == NULL && reply->stream == NULL)
		buf_fmt(head, "Content-Length: %zu\r\n", reply->body->len);
}

static void
reply_put_file(struct buf *head, const struct reply *reply)
{
	char *path = mem_fmt(head, REPLY_FILES_LOCATION "%s", reply->file);

	reply_put_header(head, "X-Accel-Redirect", reply_ascii(head, path));
}

static struct buf *
reply_head(const struct reply *reply)
{
	struct buf *head = buf_new(reply);

	buf_fmt(head, "Status: %d %s\r\n", reply->status, reply_status_text(reply->status));
	reply_put_content(head, reply);
	if (reply->location != NULL)
		reply_put_header(head, "Location", reply->location);
	if (reply->file != NULL)
		reply_put_file(head, reply);
	if (reply->tag != NULL)
		buf_fmt(head, "ETag: %s\r\nVary: Cookie\r\nCache-Control: private, no-cache\r\n", reply->tag);
	else if (reply->is_private)
		buf_put(head, "Cache-Control: no-store\r\n");
	buf_put(head, reply_security);
	/* Two years: what the preload lists of browsers ask for. */
	if (reply->is_tls)
		buf_put(head, "Strict-Transport-Security: max-age=63072000\r\n");
	buf_putn(head, reply->head->data, reply->head->len);
	buf_put(head, "\r\n");
	return (head);
}

struct err *
reply_send(struct reply *reply, const struct reply_sink *to, bool head_only)
{
	struct buf *head = reply_head(reply);
	struct reply_sink sink = *to;

	TRY(sink.write(sink.wire, head->data, head->len));
	if (head_only || !reply_has_body(reply) || reply->file != NULL)
		return (OK);
	if (reply->stream != NULL)
		return (reply->stream(reply->stream_arg, &sink));
	if (reply->body->len > 0)
		TRY(sink.write(sink.wire, reply->body->data, reply->body->len));
	return (OK);
}
