/* SPDX-License-Identifier: ISC */
/*
 * Goal: a multipart body gives the same parts however the wire cuts it, one body leaves nothing behind for
 * the next, and what is not well formed is an error (RX.11: bad input).
 */
#include "http/multipart.h"
#include "wire.h"

/* What came out, as "[name|filename|type]data;". */
struct heard {
	struct buf *text;
	int open;
};

static struct err *
heard_begin(void *arg, const struct multipart_part *part)
{
	struct heard *h = arg;

	h->open++;
	buf_fmt(h->text, "[%s|%s|%s]", part->name, part->is_file ? part->filename : "-", part->type);
	return (OK);
}

static struct err *
heard_data(void *arg, const char *bytes, size_t n)
{
	struct heard *h = arg;

	assert_int_equal(h->open, 1);
	assert_true(n > 0);
	buf_putn(h->text, bytes, n);
	return (OK);
}

static struct err *
heard_end(void *arg)
{
	struct heard *h = arg;

	h->open--;
	buf_putc(h->text, ';');
	return (OK);
}

/* Each piece is a copy of its own, so that reading past it is seen by the sanitizer. */
static struct err *
hear_pieces(void *parent, struct multipart *m, const char *body, size_t n, size_t step)
{
	size_t at, take;

	for (at = 0; at < n; at += take) {
		char *piece;

		take = n - at < step ? n - at : step;
		piece = mem_array(parent, char, take);
		memcpy(piece, body + at, take);
		TRY(multipart_feed(m, piece, take));
		mem_free(piece);
	}
	TRY(multipart_done(m));
	return (OK);
}

static struct err *
hear(void *parent, const char *type, const char *body, size_t n, size_t step, const char **out)
{
	struct heard h = {buf_new(parent), 0};
	struct multipart_sink sink = {heard_begin, heard_data, heard_end, &h};
	struct multipart *m;

	*out = h.text->data;
	TRY(multipart_new(parent, type, &sink, &m));
	TRY(hear_pieces(parent, m, body, n, step));
	assert_int_equal(h.open, 0);
	*out = h.text->data;
	return (OK);
}

#define TYPE "multipart/form-data; boundary=b"
#define NAMED(n) "Content-Disposition: form-data; name=\"" n "\"\r\n"
#define FILED(n, f) "Content-Disposition: form-data; name=\"" n "\"; filename=\"" f "\"\r\n"

static void
test_bodies(void **state)
{
	static const struct {
		const char *body;
		const char *heard;   /* NULL: refused */
	} rows[] = {
		{"--b--", ""},
		{"--b--\r\n", ""},
		{"--b\r\n" NAMED("a") "\r\n1\r\n--b--\r\n", "[a|-|]1;"},
		{"--b\r\n" NAMED("a") "\r\n\r\n--b--\r\n", "[a|-|];"},
		{"--b\r\n" NAMED("a") "\r\n1\r\n--b\r\n" NAMED("b") "\r\n2\r\n--b--", "[a|-|]1;[b|-|]2;"},
		{"before\r\n--b\r\n" NAMED("a") "\r\n1\r\n--b--after", "[a|-|]1;"},
		{"--b\r\n" FILED("f", "x.txt") "Content-Type: text/plain\r\n\r\nabc\r\n--b--",
		    "[f|x.txt|text/plain]abc;"},
		{"--b\r\n" FILED("f", "") "Content-Type: application/octet-stream\r\n\r\n\r\n--b--",
		    "[f||application/octet-stream];"},
		{"--b\r\n" FILED("f", "\xe6\x8a\xa5 \\\"1\\\".pdf") "\r\n\r\n--b--", "[f|报 \"1\".pdf|];"},
		{"--b\r\ncontent-disposition:FORM-DATA;NAME=a\r\n\r\n1\r\n--b--", "[a|-|]1;"},
		{"--b\r\n" NAMED("a") "X-Other: y\r\n\r\n1\r\n--b--", "[a|-|]1;"},
		{"--b\r\n" NAMED("a") "Content-Transfer-Encoding: binary\r\n\r\n1\r\n--b--", "[a|-|]1;"},
		/* Almost delimiters are data. */
		{"--b\r\n" NAMED("a") "\r\n--b\r\n--c\r\n-\r\r\n--\r\n\n--b\r\n--b--", "[a|-|]--b\r\n--c\r\n-\r\r\n--\r\n\n--b;"},
		{"--b\r\n" NAMED("a") "\r\n\r\n\r\n\r\n--b--", "[a|-|]\r\n\r\n;"},
		{"--b\r\n" NAMED("a") "\r\n\r\r\n--b--", "[a|-|]\r;"},
		/* Broken. */
		{"", NULL},
		{"--b", NULL},
		{"--b\r\n", NULL},
		{"--bb\r\n" NAMED("a") "\r\n1\r\n--b--", NULL},
		{"x--b\r\n" NAMED("a") "\r\n1\r\n", NULL},
		{"--b\r\n" NAMED("a") "\r\n1", NULL},
		{"--b\r\n" NAMED("a") "\r\n1\r\n--b", NULL},
		{"--b\r\n" NAMED("a") "\r\n1\r\n--b-x", NULL},
		{"--b\r\n" NAMED("a") "\r\n1\r\n--bx--b--", NULL},
		{"--b\n" NAMED("a") "\r\n1\r\n--b--", NULL},
		{"--b\r\n\r\n1\r\n--b--\r\n\r\n", NULL},
		{"--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--", NULL},
		{"--b\r\n" NAMED("") "\r\n1\r\n--b--", NULL},
		{"--b\r\n" NAMED("a") NAMED("a") "\r\n1\r\n--b--", NULL},
		{"--b\r\nno colon\r\n" NAMED("a") "\r\n1\r\n--b--", NULL},
		{"--b\r\n: x\r\n" NAMED("a") "\r\n1\r\n--b--", NULL},
		{"--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--b--", NULL},
		{"--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--", NULL},
		{"--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--b--", NULL},
		{"--b\r\nContent-Disposition: form-data; name=\"a\"x\r\n\r\n1\r\n--b--", NULL},
		{"--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--b--", NULL},
		{"--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"; filename=\"c\"\r\n\r\n1\r\n--b--", NULL},
		{"--b\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''b\r\n\r\n1\r\n--b--", NULL},
		{"--b\r\nContent-Disposition: form-data; name=\"a\x01\"\r\n\r\n1\r\n--b--", NULL},
		{"--b\r\n" NAMED("a") "Content-Transfer-Encoding: base64\r\n\r\n1\r\n--b--", NULL},
	};
	static const size_t steps[] = {1, 2, 3, 7, 100000};
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		for (k = 0; k < ARRAY_LEN(steps); k++) {
			void *parent = mem_new(*state, int);
			const char *got;
			int kind = wire_kind(hear(parent, TYPE, rows[i].body, strlen(rows[i].body), steps[k], &got));

			if (kind != (rows[i].heard == NULL ? WIRE(ERR_INVALID) : WIRE_OK))
				fail_msg("row %zu in steps of %zu gave %d", i, steps[k], kind);
			if (rows[i].heard != NULL)
				assert_string_equal(got, rows[i].heard);
			mem_free(parent);
		}
	}
}

/* What stands behind a NUL would otherwise not be looked at. */
static void
test_nul_in_header(void **state)
{
	static const char body[] = "--b\r\n" NAMED("a") "\0X: y\r\n\r\n1\r\n--b--";
	void *parent = mem_new(*state, int);
	const char *got;

	assert_int_equal(wire_kind(hear(parent, TYPE, body, sizeof body - 1, 9, &got)), WIRE(ERR_INVALID));
	mem_free(parent);
}

static void
test_boundaries(void **state)
{
	static const struct {
		const char *type;
		const char *boundary;   /* NULL: refused */
	} rows[] = {
		{"multipart/form-data; boundary=b", "b"},
		{"MULTIPART/form-data;BOUNDARY=b", "b"},
		{"multipart/form-data; charset=utf-8; boundary=\"--B x\"", "--B x"},
		{"multipart/form-data; boundary=b;", "b"},
		{"multipart/form-data; x=\";boundary=c\"; boundary=b", "b"},
		{"multipart/form-data; boundary=----WebKitFormBoundaryABC123", "----WebKitFormBoundaryABC123"},
		{NULL, NULL},
		{"", NULL},
		{"text/plain; boundary=b", NULL},
		{"multipart/form-datax; boundary=b", NULL},
		{"multipart/form-data", NULL},
		{"multipart/form-data; boundary", NULL},
		{"multipart/form-data; boundary=", NULL},
		{"multipart/form-data; boundary=\"\"", NULL},
		{"multipart/form-data; boundary=\"b", NULL},
		{"multipart/form-data; boundary=\"b \"", NULL},
		{"multipart/form-data; boundary=b; boundary=b", NULL},
		{"multipart/form-data; boundary=b\x01", NULL},
		{"multipart/form-data; boundary=\"b\xe4\xb8\xad\"", NULL},
		{"multipart/form-data; boundary="
		 "12345678901234567890123456789012345678901234567890123456789012345678901", NULL},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		void *parent = mem_new(*state, int);
		const char *got, *body = mem_fmt(parent, "--%s\r\n" NAMED("a") "\r\n1\r\n--%s--",
		    str_or(rows[i].boundary, "b"), str_or(rows[i].boundary, "b"));
		int kind = wire_kind(hear(parent, rows[i].type, body, strlen(body), 5, &got));

		if (kind != (rows[i].boundary == NULL ? WIRE(ERR_INVALID) : WIRE_OK))
			fail_msg("row %zu gave %d", i, kind);
		mem_free(parent);
	}
}

/* A library lost fields here: it remembered the boundary's length from one request to the next. */
static void
test_alternating_boundaries(void **state)
{
	static const char *const boundaries[] = {"b", "a-much-longer-boundary-than-before", "bb", "-"};
	size_t i;

	for (i = 0; i < 400; i++) {
		void *parent = mem_new(*state, int);
		const char *b = boundaries[i % ARRAY_LEN(boundaries)], *got;
		const char *type = mem_fmt(parent, "multipart/form-data; boundary=%s", b);
		const char *body = mem_fmt(parent, "--%s\r\n" NAMED("a") "\r\n%zu\r\n--%s--\r\n", b, i, b);

		wire_must(hear(parent, type, body, strlen(body), 1 + i % 60, &got));
		assert_string_equal(got, mem_fmt(parent, "[a|-|]%zu;", i));
		mem_free(parent);
	}
}

static void
test_limits(void **state)
{
	static const struct {
		const char *before, *unit, *after;
		size_t times;
		int kind;
	} rows[] = {
		{"", "--b\r\n" NAMED("a") "\r\n1\r\n", "--b--", 600, WIRE_OK},
		{"", "--b\r\n" NAMED("a") "\r\n1\r\n", "--b--", 601, WIRE(ERR_TOO_LARGE)},
		{"--b\r\n" NAMED("a") "X: ", "x", "\r\n\r\n1\r\n--b--", 1900, WIRE_OK},
		{"--b\r\n" NAMED("a") "X: ", "x", "\r\n\r\n1\r\n--b--", 2100, WIRE(ERR_TOO_LARGE)},
		{"--b\r\nContent-Disposition: form-data; name=", "x", "\r\n\r\n1\r\n--b--", 127, WIRE_OK},
		{"--b\r\nContent-Disposition: form-data; name=", "x", "\r\n\r\n1\r\n--b--", 128, WIRE(ERR_INVALID)},
		{"--b\r\nContent-Disposition: form-data; name=a; filename=", "x", "\r\n\r\n1\r\n--b--", 1023, WIRE_OK},
		{"--b\r\nContent-Disposition: form-data; name=a; filename=", "x", "\r\n\r\n1\r\n--b--", 1024,
		    WIRE(ERR_INVALID)},
		{"--b\r\n" NAMED("a") "Content-Type: ", "x", "\r\n\r\n1\r\n--b--", 96, WIRE(ERR_INVALID)},
	};
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		void *parent = mem_new(*state, int);
		struct buf *body = buf_new(parent);
		const char *got;

		buf_put(body, rows[i].before);
		for (k = 0; k < rows[i].times; k++)
			buf_put(body, rows[i].unit);
		buf_put(body, rows[i].after);
		if (wire_kind(hear(parent, TYPE, body->data, body->len, 4096, &got)) != rows[i].kind)
			fail_msg("row %zu", i);
		mem_free(parent);
	}
}

static struct err *
refuse(void *arg, const char *bytes, size_t n)
{
	(void)arg, (void)bytes, (void)n;
	return (RAISE(ERR_UNAVAILABLE, "no room"));
}

/* What the sink says is passed on as it is. */
static void
test_sink_refuses(void **state)
{
	static const char body[] = "--b\r\n" NAMED("a") "\r\n1\r\n--b--";
	struct heard h = {buf_new(*state), 0};
	struct multipart_sink sink = {heard_begin, refuse, heard_end, &h};
	struct multipart *m;

	wire_must(multipart_new(h.text, TYPE, &sink, &m));
	assert_int_equal(wire_kind(multipart_feed(m, body, sizeof body - 1)), WIRE(ERR_UNAVAILABLE));
	mem_free(h.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WIRE_TEST(test_bodies),
		WIRE_TEST(test_nul_in_header),
		WIRE_TEST(test_boundaries),
		WIRE_TEST(test_alternating_boundaries),
		WIRE_TEST(test_limits),
		WIRE_TEST(test_sink_refuses),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
