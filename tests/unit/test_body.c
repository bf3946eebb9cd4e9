/* SPDX-License-Identifier: ISC */
/*
 * Goal: a body becomes pairs and files within its limits, nothing typed is changed but line ends, what is
 * broken is refused before it costs anything, and no file stays behind (RX.11: bad input, robots and floods).
 */
#include "wire.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FORM "application/x-www-form-urlencoded"
#define TYPE "multipart/form-data; boundary=b"
#define NAMED(n) "--b\r\nContent-Disposition: form-data; name=\"" n "\"\r\n\r\n"
#define FILED(n, f) "--b\r\nContent-Disposition: form-data; name=\"" n "\"; filename=\"" f "\"\r\n" \
	"Content-Type: text/plain\r\n\r\n"

static char upload_dir[] = "/tmp/gatehouse-test-XXXXXX";

static int
files_left(void)
{
	DIR *dir = opendir(upload_dir);
	struct dirent *entry;
	int n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		n += entry->d_name[0] != '.';
	closedir(dir);
	return (n);
}

/* Read ${body} as a POST that announces ${length} bytes, at most ${w->step} at a time. */
static struct err *
post(const void *parent, const char *type, struct wire *w, const struct body_limits *limits, struct request **out)
{
	char *length = mem_fmt(parent, "%zu", w->len);

	w->param[0][0] = "REQUEST_METHOD", w->param[0][1] = "POST";
	w->param[1][0] = "REQUEST_URI", w->param[1][1] = "/";
	w->param[2][0] = "CONTENT_TYPE", w->param[2][1] = type;
	if (w->param[3][0] == NULL)
		w->param[3][0] = "CONTENT_LENGTH", w->param[3][1] = length;
	TRY(request_read(parent, wire_param, w, out));
	TRY(request_body(*out, wire_bytes, w, limits));
	return (OK);
}

static struct err *
post_text(const void *parent, const char *type, const char *body, size_t step, struct request **out)
{
	struct body_limits limits = {.form_bytes = 1000, .upload_bytes = 4000, .upload_dir = upload_dir};
	struct wire w = {.body = body, .len = strlen(body), .step = step};

	return (post(parent, type, &w, &limits, out));
}

/* The same for a body that is held: its text is read before anybody knows who sent it, and the whole afterwards. */
static struct err *
post_held(const void *parent, const char *type, const char *body, size_t step, struct request **out)
{
	struct body_limits early = {.form_bytes = 1000, .upload_bytes = 4000, .skips_files = true};
	struct body_limits limits = {.form_bytes = 1000, .upload_bytes = 4000, .upload_dir = upload_dir};
	char *length = mem_fmt(parent, "%zu", strlen(body));
	struct wire w = {.param = {{"REQUEST_METHOD", "POST"}, {"REQUEST_URI", "/"}, {"CONTENT_TYPE", type}, {"CONTENT_LENGTH", length}},
		.body = body, .len = strlen(body), .step = step};

	TRY(request_read(parent, wire_param, &w, out));
	assert_true(request_hold(*out, wire_bytes, &w, 4000));
	err_free(request_body(*out, wire_bytes, &w, &early));
	assert_int_equal((*out)->n_uploads, 0);
	assert_int_equal(files_left(), 0);
	if (!(*out)->body_is_whole)
		TRY(request_body(*out, wire_bytes, &w, &limits));
	assert_int_equal(w.at, w.len);
	return (OK);
}

/* All pairs as "name=value;" and all files as "[field|name|type|size]". */
static const char *
read_back(const struct request *req)
{
	struct buf *b = buf_new(req);
	size_t i;

	for (i = 0; i < req->form.n; i++)
		buf_fmt(b, "%s=%s;", req->form.pair[i].name, req->form.pair[i].value);
	for (i = 0; i < req->n_uploads; i++)
		buf_fmt(b, "[%s|%s|%s|%lld]", req->uploads[i].field, req->uploads[i].name, req->uploads[i].type,
		    (long long)req->uploads[i].size);
	return (b->data);
}

static void
test_bodies(void **state)
{
	static const struct {
		const char *type, *body;
		const char *read;   /* NULL: refused */
	} rows[] = {
		{NULL, "", ""},
		{"text/plain", "", ""},
		{FORM, "", ""},
		{FORM, "a=1&b=%E4%B8%AD+x&a=2", "a=1;b=中 x;a=2;"},
		{FORM ";charset=UTF-8", "a=1", "a=1;"},
		{"Application/X-WWW-Form-Urlencoded ; charset=utf-8; x=y", "a=1", "a=1;"},
		{FORM, "a=1%0D%0A2%0A3%0D4%09", "a=1\n2\n3\n4\t;"},
		{FORM, "a=%0D", "a=\n;"},
		{FORM, "a=%0D%0D%0A%0A", "a=\n\n\n;"},
		{FORM, "a=%00", NULL},
		{FORM, "a=%1B", NULL},
		{FORM, "a=%7f", NULL},
		{FORM, "a=%ff", NULL},
		{FORM, "a=%", NULL},
		{FORM, "=1", NULL},
		{FORM, "a[b]=1", NULL},
		{NULL, "a=1", NULL},
		{"", "a=1", NULL},
		{"text/plain", "a=1", NULL},
		{"application/json", "{}", NULL},
		{FORM "x", "a=1", NULL},
		{"multipart/form-data", "--b--", NULL},
		{"multipart/mixed; boundary=b", "--b--", NULL},
		{TYPE, "--b--", ""},
		{TYPE, NAMED("a") "1\r\n2\r\n" NAMED("b") "\xe4\xb8\xad\r\n--b--", "a=1\n2;b=中;"},
		{TYPE, NAMED("a") " 1 \r\n--b--", "a= 1 ;"},
		{TYPE, NAMED("a") "1\r\n", NULL},
		{TYPE, NAMED("a") "\xff\r\n--b--", NULL},
		{TYPE, NAMED("a") "\x1b\r\n--b--", NULL},
		{TYPE, NAMED("a b") "1\r\n--b--", NULL},
		{TYPE, FILED("f", "x.txt") "abc\r\n--b--", "[f|x.txt|text/plain|3]"},
		{TYPE, FILED("f", "x.txt") "abc\r\n" NAMED("a") "1\r\n" FILED("f", "y") "\r\n--b--",
		    "a=1;[f|x.txt|text/plain|3][f|y|text/plain|0]"},
		{TYPE, FILED("f", "") "\r\n--b--", ""},
		{TYPE, FILED("f", "") "abc\r\n--b--", NULL},
		{TYPE, FILED("f", "\xff") "abc\r\n--b--", NULL},
		{TYPE, FILED("f g", "x") "abc\r\n--b--", NULL},
		{TYPE, FILED("f", "C:/dir\\\\报告.pdf") "abc\r\n--b--", "[f|报告.pdf|text/plain|3]"},
		{TYPE, FILED("f", "../../etc/passwd") "abc\r\n--b--", "[f|passwd|text/plain|3]"},
		{TYPE, FILED("f", "a/..") "abc\r\n--b--", "[f|file|text/plain|3]"},
		{TYPE, FILED("f", "a/") "abc\r\n--b--", "[f|file|text/plain|3]"},
		{TYPE, FILED("f", "x.txt") "abc\r\n" NAMED("a") "\xff\r\n--b--", NULL},
		{TYPE, FILED("f", "x.txt") "abc", NULL},
	};
	static const size_t steps[] = {0, 1, 5};
	static struct err *(*const readers[])(const void *, const char *, const char *, size_t, struct request **) = {post_text, post_held};
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(rows) * ARRAY_LEN(steps) * ARRAY_LEN(readers); i++) {
		void *parent = mem_new(*state, int);
		struct request *req;
		int kind;

		k = i / ARRAY_LEN(steps) / ARRAY_LEN(readers);
		kind = wire_kind(readers[i / ARRAY_LEN(steps) % ARRAY_LEN(readers)](parent, rows[k].type, rows[k].body, steps[i % ARRAY_LEN(steps)], &req));
		if (kind != (rows[k].read == NULL ? WIRE(ERR_INVALID) : WIRE_OK))
			fail_msg("row %zu gave %d", k, kind);
		if (rows[k].read != NULL)
			assert_string_equal(read_back(req), rows[k].read);
		mem_free(parent);
		assert_int_equal(files_left(), 0);
	}
}

static void
test_length(void **state)
{
	static const struct {
		const char *announced;
		int kind;
		size_t read;   /* bytes taken from the wire at most */
	} rows[] = {
		{"7", WIRE_OK, 7},
		{"8", WIRE(ERR_INVALID), 7},
		{"6", WIRE(ERR_INVALID), 7},
		{"0", WIRE(ERR_INVALID), 1},
		{"", WIRE(ERR_INVALID), 1},
		{"1001", WIRE(ERR_TOO_LARGE), 0},
		{"9223372036854775807", WIRE(ERR_TOO_LARGE), 0},
		{"-7", WIRE(ERR_INVALID), 0},
	};
	struct body_limits limits = {.form_bytes = 1000, .upload_bytes = 4000, .upload_dir = upload_dir};
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		void *parent = mem_new(*state, int);
		struct wire w = {.body = "a=1&b=2", .len = 7, .param[3] = {"CONTENT_LENGTH", rows[i].announced}};
		struct request *req;

		if (wire_kind(post(parent, FORM, &w, &limits, &req)) != rows[i].kind)
			fail_msg("\"%s\"", rows[i].announced);
		assert_true(w.at <= rows[i].read);
		mem_free(parent);
	}
}

/* The limits of a form with fields of ${fields} bytes and, unless 0, a file of ${file} bytes. */
static void
test_limits(void **state)
{
	static const struct {
		const char *type;
		size_t fields, file;
		int64_t upload_bytes;
		int kind;
	} rows[] = {
		{FORM, 998, 0, 0, WIRE_OK},
		{FORM, 999, 0, 0, WIRE(ERR_TOO_LARGE)},
		{FORM, 999, 0, 4000, WIRE(ERR_TOO_LARGE)},
		{TYPE, 1000, 0, 4000, WIRE_OK},
		{TYPE, 1001, 0, 4000, WIRE(ERR_TOO_LARGE)},
		{TYPE, 1000, 2000, 4000, WIRE_OK},
		{TYPE, 1000, 3000, 4000, WIRE(ERR_TOO_LARGE)},
		{TYPE, 100, 0, 0, WIRE_OK},
		{TYPE, 1000, 0, 0, WIRE(ERR_TOO_LARGE)},
		{TYPE, 100, 10, 0, WIRE(ERR_INVALID)},
	};
	char fill[4000];
	size_t i;

	memset(fill, 'x', sizeof fill);
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct body_limits limits = {1000, rows[i].upload_bytes, upload_dir};
		void *parent = mem_new(*state, int);
		struct buf *body = buf_new(parent);
		struct wire w = {0};
		struct request *req;

		buf_put(body, str_eq(rows[i].type, FORM) ? "a=" : NAMED("a"));
		buf_putn(body, fill, rows[i].fields);
		if (rows[i].file > 0) {
			buf_put(body, "\r\n" FILED("f", "x"));
			buf_putn(body, fill, rows[i].file);
		}
		if (str_eq(rows[i].type, TYPE))
			buf_put(body, "\r\n--b--");
		w.body = body->data;
		w.len = body->len;
		if (wire_kind(post(parent, rows[i].type, &w, &limits, &req)) != rows[i].kind)
			fail_msg("row %zu", i);
		mem_free(parent);
		assert_int_equal(files_left(), 0);
	}
}

static void
test_many_parts(void **state)
{
	static const struct {
		const char *part;
		size_t times;
		int kind;
	} rows[] = {
		{NAMED("a") "1\r\n", PAIRS_MAX, WIRE_OK},
		{NAMED("a") "1\r\n", PAIRS_MAX + 1, WIRE(ERR_TOO_LARGE)},
		{FILED("f", "x") "1\r\n", UPLOADS_MAX, WIRE_OK},
		{FILED("f", "x") "1\r\n", UPLOADS_MAX + 1, WIRE(ERR_TOO_LARGE)},
	};
	struct body_limits limits = {100000, 100000, upload_dir};
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		void *parent = mem_new(*state, int);
		struct buf *body = buf_new(parent);
		struct wire w = {0};
		struct request *req;

		for (k = 0; k < rows[i].times; k++)
			buf_put(body, rows[i].part);
		buf_put(body, "--b--");
		w.body = body->data;
		w.len = body->len;
		assert_int_equal(wire_kind(post(parent, TYPE, &w, &limits, &req)), rows[i].kind);
		mem_free(parent);
		assert_int_equal(files_left(), 0);
	}
}

/* What is held is a body no longer than said, and no more of it than one byte behind what it announces. */
static void
test_held_length(void **state)
{
	static const struct {
		const char *announced;
		bool held;
		size_t taken;
		int kind;
	} rows[] = {
		{"7", true, 7, WIRE_OK},
		{"8", true, 7, WIRE(ERR_INVALID)},
		{"5", true, 6, WIRE(ERR_INVALID)},
		{"9", false, 0, WIRE_OK},
	};
	struct body_limits limits = {.form_bytes = 1000};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		void *parent = mem_new(*state, int);
		struct wire w = {.param = {{"REQUEST_METHOD", "POST"}, {"REQUEST_URI", "/"}, {"CONTENT_TYPE", FORM}, {"CONTENT_LENGTH", rows[i].announced}},
			.body = "a=1&b=2", .len = 7, .step = 3};
		struct request *req;

		wire_must(request_read(parent, wire_param, &w, &req));
		assert_int_equal(request_hold(req, wire_bytes, &w, 8), rows[i].held);
		assert_int_equal(w.at, rows[i].taken);
		for (int again = 0; again < 2 && rows[i].held; again++) {
			assert_int_equal(wire_kind(request_body(req, wire_bytes, &w, &limits)), rows[i].kind);
			assert_int_equal(req->body_is_whole, rows[i].kind == WIRE_OK);
			assert_string_equal(read_back(req), rows[i].kind == WIRE_OK ? "a=1;b=2;" : "");
		}
		mem_free(parent);
	}
}

/* 160 KB of pairs: refused, and in no time. */
static void
test_flood(void **state)
{
	struct body_limits limits = {1000000, 0, upload_dir};
	void *parent = mem_new(*state, int);
	struct buf *body = buf_new(parent);
	struct request *req;
	clock_t start = clock();
	struct wire w = {0};

	while (body->len < 160 * 1024)
		buf_put(body, "a&");
	w.body = body->data;
	w.len = body->len;
	assert_int_equal(wire_kind(post(parent, FORM, &w, &limits, &req)), WIRE(ERR_TOO_LARGE));
	assert_true(clock() - start < CLOCKS_PER_SEC / 2);
	mem_free(parent);
}

static void
test_upload(void **state)
{
	void *parent = mem_new(*state, int);
	struct request *req;
	struct stat st;

	wire_must(post_text(parent, TYPE, FILED("f", "x") "abc\r\n--b--", 2, &req));
	assert_int_equal(req->n_uploads, 1);
	assert_string_equal(req->uploads[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(stat(req->uploads[0].path, &st), 0);
	assert_int_equal(st.st_size, 3);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(files_left(), 1);
	mem_free(parent);
	assert_int_equal(files_left(), 0);
}

/* A file whose path was set NULL belongs to whoever took it. */
static void
test_upload_taken(void **state)
{
	void *parent = mem_new(*state, int);
	struct request *req;
	char *path;

	wire_must(post_text(parent, TYPE, FILED("f", "x") "abc\r\n--b--", 0, &req));
	path = mem_str(*state, req->uploads[0].path);
	req->uploads[0].path = NULL;
	mem_free(parent);
	assert_int_equal(unlink(path), 0);
	mem_free(path);
}

static void
test_upload_names(void **state)
{
	void *parent = mem_new(*state, int);
	struct buf *body = buf_new(parent);
	struct request *req;
	int i;

	buf_put(body, "--b\r\nContent-Disposition: form-data; name=f; filename=\"x");
	for (i = 0; i < 255; i++)
		buf_put(body, "报");
	buf_put(body, "\"\r\n\r\nabc\r\n--b--");
	wire_must(post_text(parent, TYPE, body->data, 0, &req));
	/* 1 + 3 × 66 bytes: the next character would not fit into 200. */
	assert_int_equal(strlen(req->uploads[0].name), 199);
	assert_true(str_is_utf8(req->uploads[0].name, 199));
	mem_free(parent);
}

static void
test_upload_dir_missing(void **state)
{
	struct body_limits limits = {1000, 4000, "/nonexistent"};
	static const char body[] = FILED("f", "x") "abc\r\n--b--";
	void *parent = mem_new(*state, int);
	struct wire w = {.body = body, .len = sizeof body - 1};
	struct request *req;

	assert_int_equal(wire_kind(post(parent, TYPE, &w, &limits, &req)), WIRE(ERR_INTERNAL));
	mem_free(parent);
}

static int
make_dir(void **state)
{
	(void)state;
	return (mkdtemp(upload_dir) == NULL ? -1 : 0);
}

static int
remove_dir(void **state)
{
	(void)state;
	return (rmdir(upload_dir));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WIRE_TEST(test_bodies),
		WIRE_TEST(test_length),
		WIRE_TEST(test_limits),
		WIRE_TEST(test_held_length),
		WIRE_TEST(test_many_parts),
		WIRE_TEST(test_flood),
		WIRE_TEST(test_upload),
		WIRE_TEST(test_upload_taken),
		WIRE_TEST(test_upload_names),
		WIRE_TEST(test_upload_dir_missing),
	};

	return (cmocka_run_group_tests(tests, make_dir, remove_dir));
}
