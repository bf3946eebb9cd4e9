/* SPDX-License-Identifier: ISC */
/*
 * Goal: only the right password is right, whatever stands in the table; new
 * passwords are neither short, common nor personal; floods stop at the slots.
 */
#include "access/password.h"
#include "base/random.h"
#include "base/str.h"

#include <fcntl.h>
#include <setjmp.h>
#include <sys/file.h>
#include <unistd.h>

#include <cmocka.h>

struct place {
	struct conf conf;
	char dir[32];
};

static int
set_up(void **state)
{
	struct place *t = mem_new(NULL, struct place);
	const char *source = getenv("GATEHOUSE_SOURCE");

	random_start();
	snprintf(t->dir, sizeof(t->dir), "/tmp/gh-pw-XXXXXX");
	assert_non_null(mkdtemp(t->dir));
	t->conf = (struct conf){ .run = t->dir, .hash_slots = 1, .hash_log_n = 10, .hash_r = 8, .hash_p = 1, .password_min = 10 };
	t->conf.blocked_passwords = mem_fmt(t, "%s/etc/passwords.txt", source != NULL ? source : ".");
	*state = t;
	return (0);
}

static int
tear_down(void **state)
{
	struct place *t = *state;
	char *slot = mem_fmt(t, "%s/hash.0", t->dir);

	unlink(slot);
	rmdir(t->dir);
	mem_free(t);
	return (0);
}

static bool
is_right(const struct conf *conf, const char *mcf, const char *password)
{
	bool right = true;

	assert_null(password_check(conf, mcf, password, &right));
	return (right);
}

static void
right_and_wrong(void **state)
{
	struct place *t = *state;
	char *mcf;

	assert_null(password_hash(t, &t->conf, "正确的马 battery", &mcf));
	assert_true(is_right(&t->conf, mcf, "正确的马 battery"));
	assert_true(is_right(&t->conf, mcf, "正确的马 battery"));     /* the stored text was not cut up */
	assert_false(is_right(&t->conf, mcf, "正确的马 batterz"));
	assert_false(is_right(&t->conf, mcf, ""));
	assert_false(is_right(&t->conf, NULL, "正确的马 battery"));
}

static void
malformed_hashes(void **state)
{
	struct place *t = *state;
	char *mcf;

	assert_null(password_hash(t, &t->conf, "x", &mcf));
	const char *const bad[] = {
		"", "$s1", "plain", "$s1$zz0801$AAAA$BBBB", "$s1$0a0801$AAAA", "$s1$3f0801$AAAA$BBBB", "$s1$0a0801$$",
		mem_fmt(t, "%.*s", (int)strlen(mcf) - 1, mcf), mem_fmt(t, "%s$%s", mcf, mcf),
	};

	assert_int_equal(ARRAY_LEN(bad), 9);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(is_right(&t->conf, bad[i], "x"));
}

static void
nothing_is_cut(void **state)
{
	struct place *t = *state;
	char text[400], *mcf;

	memset(text, 'a', sizeof(text));
	text[256] = '\0';
	assert_null(password_hash(t, &t->conf, text, &mcf));
	assert_true(is_right(&t->conf, mcf, text));
	text[256] = 'a';
	text[257] = '\0';
	assert_false(is_right(&t->conf, mcf, text));
}

static void
upgrade(void **state)
{
	struct place *t = *state;
	struct conf risen = t->conf;
	char *mcf;

	assert_null(password_hash(t, &t->conf, "x", &mcf));
	assert_false(password_is_weak_hash(&t->conf, mcf));
	risen.hash_log_n = 11;
	assert_true(password_is_weak_hash(&risen, mcf));
	assert_true(password_is_weak_hash(&t->conf, NULL));
}

static void
slots_are_a_limit(void **state)
{
	struct place *t = *state;
	char *path = mem_fmt(t, "%s/hash.0", t->dir), *mcf;
	int fd = open(path, O_CREAT | O_RDWR, 0600);
	struct err *err;

	assert_int_equal(flock(fd, LOCK_EX), 0);
	err = password_hash(t, &t->conf, "x", &mcf);
	assert_non_null(err);
	assert_int_equal(err_kind(err), ERR_UNAVAILABLE);
	err_free(err);
	close(fd);
	assert_null(password_hash(t, &t->conf, "x", &mcf));
}

static void
complaints(void **state)
{
	static const struct { const char *password, *complaint; } rows[] = {
		{ "woaini5201314", "password.common" }, { "WoAiNi5201314", "password.common" }, { "1qaz2wsx3edc", "password.common" },
		{ "2024Password!!", "password.common" }, { "1234567890", "password.common" }, { "13912345678", "password.common" },
		{ "aaaaaaaaaaaa", "password.common" }, { "abababababab", "password.common" },
		{ "short9chr", "password.short" }, { "short9chr\xe2\x80\x8b\xe2\x80\x8b", "password.short" }, { "九个汉字还是不够长", "password.short" },
		/* S4: what follows from its beginning, and what everybody knows. */
		{ "abcdefghijk1", "password.common" }, { "9876543210a", "password.common" }, { "qwertyuiop12", "password.common" }, { "asdfghjkl;12", "password.common" },
		{ "k7#mpk7#mp", "password.common" }, { "好好学习好好学习好好学习", "password.common" }, { "aaaabbbbccccdddd", "password.common" },
		{ "huadong123", "password.personal" }, { "ｈｕａｄｏｎｇ１２３", "password.personal" }, { "hua\xe2\x80\x8b" "dong123", "password.personal" }, { "HuaDong-2026!", "password.personal" }, { "my east china 7", "password.personal" }, { "我在华东门户上班2026", "password.personal" },
		{ "li.lei-rocks", "password.personal" }, { "我是李雷雷雷雷雷雷雷", "password.personal" },
		{ "\xff\xfe\xfd broken", "password.broken" },
		{ "十个各不相同的汉字就行了", NULL }, { "gatehouse-demo", NULL }, { "correct horse battery", NULL }, { "t7#kQz!m2w", NULL },
	};
	static const struct password_owner owner = { "li.lei", "李雷", "huadong\n华东门户\nEast China\nit\n\n\n" };
	struct place *t = *state;
	char text[400];

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *said = password_complaint(&t->conf, rows[i].password, &owner);

		if (!str_eq(said, rows[i].complaint))
			fail_msg("\"%s\": %s", rows[i].password, said != NULL ? said : "accepted");
	}
	memset(text, 0, sizeof(text));
	for (int i = 0; i < 300; i++)
		text[i] = (char)('a' + i % 26);
	assert_string_equal(password_complaint(&t->conf, text, &(struct password_owner){ "x", "y", NULL }), "password.long");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(right_and_wrong),
		cmocka_unit_test(malformed_hashes),
		cmocka_unit_test(nothing_is_cut),
		cmocka_unit_test(upgrade),
		cmocka_unit_test(slots_are_a_limit),
		cmocka_unit_test(complaints),
	};

	return (cmocka_run_group_tests_name("password", tests, set_up, tear_down));
}
