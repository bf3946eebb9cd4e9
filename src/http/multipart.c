/* SPDX-License-Identifier: ISC */
#include "http/header_value.h"
#include "http/multipart.h"
#include "http/part_head.h"

#include <string.h>

enum {
	MULTIPART_PARTS_MAX = 600,      /* PAIRS_MAX and UPLOADS_MAX together */
	MULTIPART_HEAD_MAX = 2048,      /* bytes of the header lines of one part */
	MULTIPART_BOUNDARY_MAX = 70,    /* RFC 2046, 5.1.1 */
	MULTIPART_DELIMITER_MAX = MULTIPART_BOUNDARY_MAX + 4,
};

enum multipart_state {
	MULTIPART_PREAMBLE,             /* before the first delimiter: ignored */
	MULTIPART_AFTER_DELIMITER,      /* CRLF: another part; "--": the end */
	MULTIPART_HEAD,
	MULTIPART_BODY,
	MULTIPART_END,                  /* what follows is ignored */
};

struct multipart {
	struct multipart_sink sink;
	enum multipart_state state;
	char delimiter[MULTIPART_DELIMITER_MAX + 1];    /* CR LF "--" boundary */
	size_t delimiter_len;
	size_t matched;                 /* bytes of it seen so far: held back, not yet data */
	char after[2];                  /* the two bytes after a delimiter … */
	size_t after_len;               /* … and how many of them have come */
	char head[MULTIPART_HEAD_MAX + 1];
	size_t head_len;
	int parts;
	struct multipart_part part;
};

/* ---- the boundary */

static bool
multipart_boundary_ok(const char *boundary)
{
	static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=? ";
	size_t n = strlen(boundary);

	return (n > 0 && strspn(boundary, allowed) == n && boundary[n - 1] != ' ');
}

static struct err *
multipart_boundary_read(const char *content_type, char boundary[MULTIPART_BOUNDARY_MAX + 1])
{
	struct header_value_param param;
	const char *rest;
	bool found = false;
	int more;

	if (content_type == NULL || !header_value_is(content_type, "multipart/form-data", &rest))
		return (RAISE(ERR_INVALID, "content type is not multipart/form-data"));
	while ((more = header_value_next(&rest, &param)) == 1) {
		if (!header_value_named(&param, "boundary"))
			continue;
		if (found || !header_value_copy(&param, boundary, MULTIPART_BOUNDARY_MAX + 1))
			return (RAISE(ERR_INVALID, "boundary given twice or too long"));
		found = true;
	}
	if (more < 0 || !found || !multipart_boundary_ok(boundary))
		return (RAISE(ERR_INVALID, "boundary missing or not well formed"));
	return (OK);
}

struct err *
multipart_new(const void *parent, const char *content_type,
    const struct multipart_sink *sink, struct multipart **out)
{
	char boundary[MULTIPART_BOUNDARY_MAX + 1];
	struct multipart *m;

	TRY(multipart_boundary_read(content_type, boundary));
	m = mem_new(parent, struct multipart);
	m->sink = *sink;
	memcpy(m->delimiter, "\r\n--", 4);
	memcpy(m->delimiter + 4, boundary, strlen(boundary));
	m->delimiter_len = strlen(m->delimiter);
	/* The first delimiter has no line before it: take its CRLF as seen. */
	m->matched = 2;
	*out = m;
	return (OK);
}

/* ---- the stream; each step takes what it can of ${n} > 0 bytes and says how many in *took */

static struct err *
multipart_emit(struct multipart *m, const char *bytes, size_t n)
{
	if (n == 0 || m->state != MULTIPART_BODY)
		return (OK);
	TRY(m->sink.data(m->sink.arg, bytes, n));
	return (OK);
}

static struct err *
multipart_delimited(struct multipart *m)
{
	if (m->state == MULTIPART_BODY)
		TRY(m->sink.end(m->sink.arg));
	m->state = MULTIPART_AFTER_DELIMITER;
	m->matched = 0;
	m->after_len = 0;
	return (OK);
}

/*
 * Data up to the next CR is passed on at once.  From there on, bytes that match
 * the delimiter are held back.  A CR occurs only at its start, so after a
 * mismatch the held bytes are data and nothing has to be matched again.
 */
static struct err *
multipart_take_data(struct multipart *m, const char *bytes, size_t n, size_t *took)
{
	const char *cr;
	size_t held = m->matched;

	if (held == 0 && bytes[0] != '\r') {
		cr = memchr(bytes, '\r', n);
		*took = cr == NULL ? n : (size_t)(cr - bytes);
		TRY(multipart_emit(m, bytes, *took));
		return (OK);
	}
	if (bytes[0] != m->delimiter[held]) {
		*took = 0;
		m->matched = 0;
		TRY(multipart_emit(m, m->delimiter, held));
		return (OK);
	}
	*took = 1;
	if (++m->matched == m->delimiter_len)
		TRY(multipart_delimited(m));
	return (OK);
}

static struct err *
multipart_take_after(struct multipart *m, char byte)
{
	m->after[m->after_len++] = byte;
	if (m->after_len < 2)
		return (OK);
	if (memcmp(m->after, "--", 2) == 0) {
		m->state = MULTIPART_END;
		return (OK);
	}
	if (memcmp(m->after, "\r\n", 2) != 0)
		return (RAISE(ERR_INVALID, "delimiter not followed by a line break"));
	if (++m->parts > MULTIPART_PARTS_MAX)
		return (RAISE(ERR_TOO_LARGE, "more than %d parts", MULTIPART_PARTS_MAX));
	m->state = MULTIPART_HEAD;
	m->head_len = 0;
	return (OK);
}

static struct err *
multipart_take_head(struct multipart *m, char byte)
{
	if (m->head_len == MULTIPART_HEAD_MAX)
		return (RAISE(ERR_TOO_LARGE, "part with more than %d bytes of header",
		    MULTIPART_HEAD_MAX));
	m->head[m->head_len++] = byte;
	if (m->head_len < 4 || memcmp(m->head + m->head_len - 4, "\r\n\r\n", 4) != 0)
		return (OK);
	m->head[m->head_len - 2] = '\0';
	if (strlen(m->head) != m->head_len - 2)
		return (RAISE(ERR_INVALID, "part with a NUL in its header"));
	TRY(part_head_read(m->head, &m->part));
	m->state = MULTIPART_BODY;
	TRY(m->sink.begin(m->sink.arg, &m->part));
	return (OK);
}

static struct err *
multipart_step(struct multipart *m, const char *bytes, size_t n, size_t *took)
{
	*took = 1;
	switch (m->state) {
	case MULTIPART_PREAMBLE:
	case MULTIPART_BODY:
		return (multipart_take_data(m, bytes, n, took));
	case MULTIPART_AFTER_DELIMITER:
		return (multipart_take_after(m, bytes[0]));
	case MULTIPART_HEAD:
		return (multipart_take_head(m, bytes[0]));
	case MULTIPART_END:
		*took = n;
		break;
	}
	return (OK);
}

struct err *
multipart_feed(struct multipart *m, const char *bytes, size_t n)
{
	size_t took;

	for (; n > 0; bytes += took, n -= took)
		TRY(multipart_step(m, bytes, n, &took));
	return (OK);
}

struct err *
multipart_done(const struct multipart *m)
{
	if (m->state != MULTIPART_END)
		return (RAISE(ERR_INVALID, "multipart body without its closing delimiter"));
	return (OK);
}
