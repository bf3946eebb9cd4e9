/* SPDX-License-Identifier: ISC */
#include "base/str.h"
#include "http/clean.h"
#include "http/multipart.h"
#include "http/pairs.h"
#include "http/upload.h"

#include <string.h>
#include <strings.h>

enum { BODY_CHUNK = 16384 };

/* One body being read. */
struct body {
	struct request *req;
	const struct body_limits *limits;
	/* Where the bytes go: a buffer (urlencoded) or the parser (multipart). */
	struct buf *text;
	struct multipart *parser;
	/* The part that is open. */
	const struct multipart_part *part;
	struct buf *value;               /* of a field */
	struct upload_writer *writer;    /* of a file; NULL until its first byte or end */
	int64_t form_bytes;              /* all fields so far */
	struct err *full;                /* no room for a file: the rest is still read, for the fields */
	size_t taken;                    /* bytes of req->held */
	bool skipped;                    /* a file */
};

/* ---- the parts of a multipart body */

static struct err *
body_file_open(struct body *b)
{
	if (b->writer != NULL)
		return (OK);
	if (b->limits->upload_bytes == 0)
		return (RAISE(ERR_INVALID, "a file where none is asked for"));
	if (b->part->filename[0] == '\0')
		return (RAISE(ERR_INVALID, "a file without a name"));
	TRY(upload_begin(b->req, b->limits->upload_dir, b->part, &b->writer));
	return (OK);
}

static struct err *
body_part_begin(void *arg, const struct multipart_part *part)
{
	struct body *b = arg;

	b->part = part;
	b->writer = NULL;
	b->value = part->is_file ? NULL : buf_new(b->req);
	return (OK);
}

/* A full disk, or more files than any page takes, lose the files but not the text: the first complaint is kept until the end of the body. */
static struct err *
body_bear(struct body *b, struct err *err)
{
	if (err_kind(err) != ERR_UNAVAILABLE && err_kind(err) != ERR_TOO_LARGE)
		return (err);
	if (b->full == OK)
		b->full = err;
	else
		err_free(err);
	return (OK);
}

static struct err *
body_file_data(struct body *b, const char *bytes, size_t n)
{
	if (b->full != OK)
		return (OK);
	TRY(body_file_open(b));
	TRY(upload_write(b->writer, bytes, n));
	return (OK);
}

static struct err *
body_part_data(void *arg, const char *bytes, size_t n)
{
	struct body *b = arg;

	if (b->part->is_file && b->limits->skips_files) {
		b->skipped = true;
		return (OK);
	}
	if (b->part->is_file)
		return (body_bear(b, body_file_data(b, bytes, n)));
	b->form_bytes += (int64_t)n;
	if (b->form_bytes > b->limits->form_bytes)
		return (RAISE(ERR_TOO_LARGE, "fields of %lld bytes", (long long)b->form_bytes));
	buf_putn(b->value, bytes, n);
	return (OK);
}

static struct err *
body_field_end(struct body *b)
{
	struct buf *value = b->value;

	if (!clean_text(value->data, value->len))
		return (RAISE(ERR_INVALID, "field with unclean bytes"));
	value->len = clean_newlines(value->data, value->len);
	TRY(pairs_add(b->req, &b->req->form, mem_str(b->req, b->part->name), value->data));
	return (OK);
}

static struct err *
body_file_end(struct body *b)
{
	if (b->limits->skips_files) {
		b->skipped = b->skipped || b->part->filename[0] != '\0';
		return (OK);
	}
	/* Browsers send a part without name and bytes for a file input that was left empty. */
	if (b->full != OK || (b->writer == NULL && b->part->filename[0] == '\0'))
		return (OK);
	TRY(body_file_open(b));
	TRY(upload_end(b->writer));
	b->writer = NULL;
	return (OK);
}

static struct err *
body_part_end(void *arg)
{
	struct body *b = arg;

	if (b->part->is_file)
		return (body_bear(b, body_file_end(b)));
	TRY(body_field_end(b));
	return (OK);
}

/* ---- the body */

static bool
body_type_is(const char *type, const char *wanted)
{
	size_t n = strlen(wanted);

	return (type != NULL && strncasecmp(type, wanted, n) == 0 &&
	    strchr("; \t", type[n]) != NULL);
}

static struct err *
body_open(struct body *b)
{
	struct multipart_sink sink = {body_part_begin, body_part_data, body_part_end, b};
	const char *type = b->req->content_type;

	if (body_type_is(type, "application/x-www-form-urlencoded"))
		b->text = buf_new(b->req);
	else if (body_type_is(type, "multipart/form-data"))
		TRY(multipart_new(b->req, type, &sink, &b->parser));
	else
		return (RAISE(ERR_INVALID, "body of type \"%s\"", str_or(type, "")));
	return (OK);
}

static int64_t
body_limit(const struct body *b)
{
	if (b->parser != NULL && b->limits->upload_bytes > 0)
		return (b->limits->upload_bytes);
	return (b->limits->form_bytes);
}

static struct err *
body_put(struct body *b, const char *bytes, size_t n)
{
	if (b->parser != NULL)
		TRY(multipart_feed(b->parser, bytes, n));
	else
		buf_putn(b->text, bytes, n);
	return (OK);
}

/* Exactly as many bytes as announced. */
static struct err *
body_read_all(struct body *b, request_bytes *bytes, void *wire)
{
	int64_t left = b->req->content_length;
	char chunk[BODY_CHUNK];
	int got;

	while (left > 0) {
		got = bytes(wire, chunk, left < BODY_CHUNK ? (int)left : BODY_CHUNK);
		if (got <= 0 || got > left)
			return (RAISE(ERR_INVALID, "body ends %lld bytes early", (long long)left));
		TRY(body_put(b, chunk, (size_t)got));
		left -= got;
	}
	return (OK);
}

static struct err *
body_finish(struct body *b)
{
	if (b->parser != NULL)
		TRY(multipart_done(b->parser));
	else
		TRY(pairs_read_form(b->req, b->text->data, b->text->len, &b->req->form));
	return (OK);
}

/* A missing or too small length would leave bytes that nothing has checked. */
static struct err *
body_ends(request_bytes *bytes, void *wire)
{
	char more;

	if (bytes(wire, &more, 1) > 0)
		return (RAISE(ERR_INVALID, "body is longer than announced"));
	return (OK);
}

static struct err *
body_read(struct body *b, request_bytes *bytes, void *wire)
{
	int64_t length = b->req->content_length;

	if (length > 0) {
		TRY(body_open(b));
		if (length > body_limit(b))
			return (RAISE(ERR_TOO_LARGE, "body of %lld bytes", (long long)length));
		TRY(body_read_all(b, bytes, wire));
	}
	TRY(body_ends(bytes, wire));
	if (length > 0)
		TRY(body_finish(b));
	return (OK);
}

/* ---- held in memory, to be read more than once */

bool
request_hold(struct request *req, request_bytes *bytes, void *wire, int64_t max)
{
	/* One more than announced, so that what goes on is seen. */
	int64_t left = req->content_length + 1;
	char chunk[BODY_CHUNK];
	int got = 1;

	if (req->content_length > max)
		return (false);
	req->held = buf_new(req);
	while (left > 0 && (got = bytes(wire, chunk, left < BODY_CHUNK ? (int)left : BODY_CHUNK)) > 0 && got <= left) {
		buf_putn(req->held, chunk, (size_t)got);
		left -= got;
	}
	return (true);
}

static int
held_bytes(void *arg, char *to, int n)
{
	struct body *b = arg;
	size_t left = b->req->held->len - b->taken, got = (size_t)n < left ? (size_t)n : left;

	memcpy(to, b->req->held->data + b->taken, got);
	b->taken += got;
	return ((int)got);
}

/* What an earlier reading left; its files go with the request. */
static void
forget(struct request *req)
{
	req->form = (struct pairs){ 0 };
	req->uploads = NULL;
	req->n_uploads = 0;
}

struct err *
request_body(struct request *req, request_bytes *bytes, void *wire,
    const struct body_limits *limits)
{
	struct body *b = mem_new(req, struct body);
	struct err *err;

	b->req = req;
	b->limits = limits;
	req->body_was_read = true;
	if (req->held != NULL)
		forget(req);
	err = req->held != NULL ? body_read(b, held_bytes, b) : body_read(b, bytes, wire);
	req->body_is_whole = err == OK && b->full == OK && !b->skipped;
	if (err == OK)
		return (b->full);
	err_free(b->full);
	return (err);
}
