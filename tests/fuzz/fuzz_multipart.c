/* SPDX-License-Identifier: ISC */
/*
 * Goal: the same parts come out however a multipart body is cut, begin and end alternate, and names are
 * whole (RX.11).  The first line of the input is the Content-Type, the rest the body.
 */
#include "fuzz.h"
#include "http/multipart.h"

struct parts {
	struct buf *text;
	int open;
};

static struct err *
parts_begin(void *arg, const struct multipart_part *part)
{
	struct parts *p = arg;

	FUZZ_MUST(p->open++ == 0 && part->name[0] != '\0');
	FUZZ_MUST(strlen(part->name) < sizeof part->name && strlen(part->filename) < sizeof part->filename);
	FUZZ_MUST(part->is_file || part->filename[0] == '\0');
	buf_fmt(p->text, "[%s|%s|%s|%d]", part->name, part->filename, part->type, part->is_file);
	return (OK);
}

static struct err *
parts_data(void *arg, const char *bytes, size_t n)
{
	struct parts *p = arg;

	FUZZ_MUST(p->open == 1 && n > 0);
	buf_putn(p->text, bytes, n);
	return (OK);
}

static struct err *
parts_end(void *arg)
{
	struct parts *p = arg;

	FUZZ_MUST(p->open-- == 1);
	return (OK);
}

/* Copies of each piece let the sanitizer see a read past its end. */
static struct err *
parts_feed(struct multipart *m, const char *body, size_t n, size_t step)
{
	size_t at, take;

	for (at = 0; at < n; at += take) {
		char *piece;

		take = n - at < step ? n - at : step;
		piece = mem_array(m, char, take);
		memcpy(piece, body + at, take);
		TRY(multipart_feed(m, piece, take));
		mem_free(piece);
	}
	TRY(multipart_done(m));
	return (OK);
}

/* What came out, or NULL when the body is refused. */
static struct buf *
parts_read(void *parent, const char *type, const char *body, size_t n, size_t step)
{
	struct parts p = {buf_new(parent), 0};
	struct multipart_sink sink = {parts_begin, parts_data, parts_end, &p};
	struct multipart *m;

	if (!fuzz_taken(multipart_new(parent, type, &sink, &m)) || !fuzz_taken(parts_feed(m, body, n, step)))
		return (NULL);
	FUZZ_MUST(p.open == 0);
	return (p.text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *parent = fuzz_begin();
	const char *text = (const char *)data, *end = size == 0 ? NULL : memchr(text, '\n', size);
	size_t n = end == NULL ? size : (size_t)(end - text);
	char *type = mem_strn(parent, text, n);
	const char *body = end == NULL ? "" : end + 1;
	size_t len = end == NULL ? 0 : size - n - 1;
	struct buf *whole = parts_read(parent, type, body, len, 65536);
	struct buf *cut = parts_read(parent, type, body, len, 1 + size % 5);

	FUZZ_MUST((whole == NULL) == (cut == NULL));
	FUZZ_MUST(whole == NULL || (whole->len == cut->len && memcmp(whole->data, cut->data, cut->len) == 0));
	fuzz_end(parent);
	return (0);
}
