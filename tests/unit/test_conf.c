/* SPDX-License-Identifier: ISC */
/*
 * Goal: settings are read as people write them, later wins, and each mistake is told with its line and a way out.
 * product.md: "Configuration"; the password rules need lengths that cannot be set too low.
 */
#include "base/conf.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
	char path[32];
	struct conf *conf;
	struct buf *said;
};

static int
setup(void **state)
{
	struct fixture *f = mem_new(NULL, struct fixture);
	int fd;

	(void)snprintf(f->path, sizeof f->path, "/tmp/test_conf.XXXXXX");
	fd = mkstemp(f->path);
	assert_true(fd >= 0);
	close(fd);
	*state = f;
	return (0);
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	unlink(f->path);
	unsetenv("GATEHOUSE_HASH_SLOTS");
	unsetenv("GATEHOUSE_LANGUAGE");
	mem_free(f->conf);
	f->conf = NULL;
	assert_int_equal(mem_count(f), 1);
	mem_free(f);
	return (0);
}

static struct err *
read_text(struct fixture *f, const char *text)
{
	FILE *file = fopen(f->path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	mem_free(f->conf);
	f->conf = NULL;
	return (conf_read(NULL, f->path, &f->conf));
}

static void
ok(struct err *err)
{
	if (err != OK)
		fail_msg("%s", err_text(err));
}

static void
test_defaults(void **state)
{
	struct fixture *f = *state;
	struct conf *c;

	ok(conf_read(NULL, NULL, &f->conf));
	c = f->conf;
	assert_string_equal(c->database, "dbname=gatehouse user=gatehouse_app");
	assert_string_equal(c->base_url, "http://127.0.0.1:8080");
	assert_string_equal(c->timezone, "Asia/Shanghai");
	assert_string_equal(c->language, "zh_CN");
	assert_int_equal(c->upload_max, 20 * 1024 * 1024);
	assert_int_equal(c->form_max, 1024 * 1024);
	assert_int_equal(c->hash_slots, 2);
	assert_int_equal(c->hash_log_n, 16);
	assert_int_equal(c->hash_r, 8);
	assert_int_equal(c->hash_p, 2);
	assert_int_equal(c->password_min, 10);
	assert_int_equal(c->session_idle, 1800);
	assert_int_equal(c->session_max, 43200);
	assert_int_equal(c->login_tries, 5);
	assert_int_equal(c->login_window, 900);
	assert_false(c->log_debug);
}

static void
test_file(void **state)
{
	struct fixture *f = *state;

	ok(read_text(f, "# a comment\n\n  upload_max = 5 MB   # five\nform_max=2mb\nsession_idle 45min\n"
	    "session_max = 1d\nlog_debug = on\nbase_url = 'https://gate.example/portal/'\r\n"
	    "database = 'host=/run/postgresql password=it''s#1'\nlogin_window = 90"));
	assert_int_equal(f->conf->upload_max, 5 << 20);
	assert_int_equal(f->conf->form_max, 2 << 20);
	assert_int_equal(f->conf->session_idle, 2700);
	assert_int_equal(f->conf->session_max, 86400);
	assert_true(f->conf->log_debug);
	assert_string_equal(f->conf->base_url, "https://gate.example/portal");
	assert_string_equal(f->conf->database, "host=/run/postgresql password=it's#1");
	assert_int_equal(f->conf->login_window, 90);
}

static void
test_order(void **state)
{
	struct fixture *f = *state;

	setenv("GATEHOUSE_HASH_SLOTS", "5", 1);
	ok(read_text(f, "hash_slots = 3\nhash_slots = 4\nhash_r = 9\n"));
	assert_int_equal(f->conf->hash_slots, 5);
	assert_int_equal(f->conf->hash_r, 9);
	ok(conf_set(f->conf, "hash_slots", "6"));
	assert_int_equal(f->conf->hash_slots, 6);
}

static void
test_mistakes(void **state)
{
	static const struct {
		const char *text, *told;
	} rows[] = {
		{ "uplod_max = 5MB", ":1: no setting is called \"uplod_max\"; did you mean \"upload_max\"?" },
		{ "\nzzz = 1", ":2: no setting is called \"zzz\"" },
		{ "upload_max = 5TB", "not a number with B, kB, MB or GB" },
		{ "upload_max = five", "not a number" }, { "upload_max = -1", "not a number" },
		{ "upload_max = 99999999999999999999", "not a number" },
		{ "upload_max = 9000000000000GB", "not a number" },
		{ "session_idle = 5MB", "not a number with s, min, h or d" },
		{ "session_idle = 1s", "must be between 1min and 30d" },
		{ "password_min = 9", "must be between 10 and 64" }, { "hash_log_n = 3", "must be between" },
		{ "log_debug = maybe", "must be on or off" }, { "language = de", "must be zh_CN or en" },
		{ "timezone = Mars/Olympus", "not a time zone" }, { "timezone = ../../etc/passwd", "not a time zone" },
		{ "base_url = gate.example", "must begin with http:// or https://" },
		{ "files = here", "must be an absolute path" }, { "database = 'open", "not quoted well" },
		{ "database = 'a' b", "not quoted well" }, { "database", "has no value" },
		{ "language = '\xff'", "not one line of UTF-8" },
	};
	struct fixture *f = *state;
	struct err *err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		err = read_text(f, rows[i].text);
		if (err == OK || strstr(err_text(err), rows[i].told) == NULL)
			fail_msg("\"%s\": %s", rows[i].text, err_text(err));
		assert_int_equal(err_kind(err), ERR_INVALID);
		err_free(err);
		assert_null(f->conf);
	}
	err = conf_read(NULL, "/nonexistent.conf", &f->conf);
	assert_non_null(err);
	err_free(err);
	setenv("GATEHOUSE_LANGUAGE", "de", 1);
	err = conf_read(NULL, NULL, &f->conf);
	assert_non_null(err);
	err_free(err);
}

static void
add_line(void *arg, const char *name, const char *value, const char *from, const char *meaning)
{
	buf_fmt(arg, "%s %s %s %s\n", name, value, from, meaning);
}

static void
test_show(void **state)
{
	struct fixture *f = *state;
	struct buf *said = buf_new(NULL);

	setenv("GATEHOUSE_HASH_SLOTS", "5", 1);
	ok(read_text(f, "database = 'host=x password=hush'\nsession_idle = 90min\n"));
	ok(conf_set(f->conf, "log_debug", "on"));
	conf_each(f->conf, add_line, said);
	assert_null(strstr(said->data, "hush"));
	assert_non_null(strstr(said->data, "(hidden)"));
	assert_non_null(strstr(said->data, "90min"));
	assert_non_null(strstr(said->data, "20MB"));
	assert_non_null(strstr(said->data, f->path));
	assert_non_null(strstr(said->data, "environment"));
	assert_non_null(strstr(said->data, "command line"));
	assert_non_null(strstr(said->data, "default"));
	assert_string_equal(conf_from(f->conf, "session_idle"), f->path);
	assert_string_equal(conf_from(f->conf, "hash_r"), "default");
	assert_null(conf_from(f->conf, "no_such"));
	mem_free(said);
}

/* O2: which file is read. */
static void
test_which_file(void **state)
{
	(void)state;
	setenv("GATEHOUSE_CONF", "/named", 1);
	assert_string_equal(conf_file("/asked"), "/asked");
	assert_string_equal(conf_file(NULL), "/named");
	unsetenv("GATEHOUSE_CONF");
	assert_string_equal(conf_file("/asked"), "/asked");
	if (access("/etc/gatehouse/gatehouse.conf", F_OK) != 0)
		assert_null(conf_file(NULL));
}

/* "#name = value" stands in the file. */
static void
is_shipped(void *arg, const char *name, const char *value, const char *from, const char *meaning)
{
	char *line = mem_fmt(NULL, "\n#%s = ", name);

	(void)value;
	(void)from;
	(void)meaning;
	if (strstr(arg, line) == NULL)
		fail_msg("etc/gatehouse.conf does not explain \"%s\"", name);
	mem_free(line);
}

/* As if everything in it were in force: a line that begins with "#", a name and " = ". */
static void
uncomment(char *text)
{
	char *line = text;

	while (line != NULL && *line != '\0') {
		size_t n = *line == '#' ? strspn(line + 1, "abcdefghijklmnopqrstuvwxyz_") : 0;

		if (n > 0 && strncmp(line + 1 + n, " = ", 3) == 0)
			*line = ' ';
		line = strchr(line, '\n');
		line = line == NULL ? NULL : line + 1;
	}
}

static void
same_as_default(void *arg, const char *name, const char *value, const char *from, const char *meaning)
{
	struct fixture *f = arg;

	(void)meaning;
	/* Where things are depends on the build. */
	if (*value == '/')
		return;
	assert_string_equal(from, f->path);
	buf_fmt(f->said, "%s=%s\n", name, value);
}

static void
as_default(void *arg, const char *name, const char *value, const char *from, const char *meaning)
{
	struct fixture *f = arg;

	(void)from;
	(void)meaning;
	if (*value != '/')
		buf_fmt(f->said, "%s=%s\n", name, value);
}

/* O2: the file that is installed explains each setting there is, no other, and shows the value that holds without it. */
static void
test_shipped_file(void **state)
{
	const char *source = getenv("GATEHOUSE_SOURCE");
	struct fixture *f = *state;
	char *path = mem_fmt(NULL, "%s/etc/gatehouse.conf", source == NULL ? "." : source), *defaults;
	char *text = mem_array(NULL, char, 1 << 16);
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	assert_true(fread(text, 1, (1 << 16) - 1, file) > 0);
	fclose(file);
	f->said = buf_new(NULL);
	ok(conf_read(NULL, path, &f->conf));
	conf_each(f->conf, is_shipped, text);
	conf_each(f->conf, as_default, f);
	defaults = mem_str(NULL, f->said->data);
	mem_free(f->said);
	f->said = buf_new(NULL);
	uncomment(text);
	ok(read_text(f, text));
	conf_each(f->conf, same_as_default, f);
	assert_string_equal(f->said->data, defaults);
	mem_free(f->said);
	mem_free(defaults);
	mem_free(text);
	mem_free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_defaults), TEST(test_file), TEST(test_order), TEST(test_mistakes), TEST(test_show), TEST(test_which_file), TEST(test_shipped_file),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
