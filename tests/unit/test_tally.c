/* SPDX-License-Identifier: ISC */
/*
 * Goal: what several workers count is summed up, nothing is lost when one is killed, and its place is taken over.
 * Proves R28.1.
 */
#include "base/tally.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char run[] = "/tmp/gatehouse-tally-XXXXXX";

static int
setup(void **state)
{
	(void)state;
	return (mkdtemp(run) == NULL);
}

static int
teardown(void **state)
{
	char path[64];

	(void)state;
	snprintf(path, sizeof path, "%s/tally.1", run);
	(void)unlink(path);
	return (rmdir(run));
}

static void
sum_up(struct tally_sum *sum)
{
	struct err *err = tally_read(run, sum);

	assert_null(err);
}

static void
add(struct tally *tally, int n)
{
	for (int i = 0; i < n; i++)
		tally_add(tally, TALLY_2XX, 1);
}

/* A worker that has counted ${n}, says so, and stays until it is killed. */
static pid_t
worker(int n)
{
	int said[2];
	pid_t pid;
	char c;

	assert_int_equal(pipe(said), 0);
	pid = fork();
	if (pid == 0) {
		/* A test that fails leaves nobody behind. */
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		add(tally_join(NULL, run), n);
		if (write(said[1], "x", 1) == 1)
			for (;;)
				pause();
		_exit(1);
	}
	assert_int_equal(read(said[0], &c, 1), 1);
	close(said[0]);
	close(said[1]);
	return (pid);
}

static void
end(pid_t pid)
{
	int status;

	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

static void
test_sum(void **state)
{
	struct tally_sum sum;
	struct err *err = tally_read(run, &sum);
	struct tally *tally;
	pid_t a, b;

	(void)state;
	assert_non_null(err);
	err_free(err);
	tally = tally_join(NULL, run);
	a = worker(1000);
	b = worker(500);
	add(tally, 7);
	tally_add(tally, TALLY_MICROSECONDS, 1ULL << 40);
	sum_up(&sum);
	assert_int_equal(sum.counts[TALLY_2XX], 1507);
	assert_true(sum.counts[TALLY_MICROSECONDS] == 1ULL << 40);
	assert_int_equal(sum.workers, 3);
	assert_true(sum.memory > 1 << 20);
	/* Killed, it counts no more among the living; what it counted stays, and who comes next counts on. */
	end(a);
	sum_up(&sum);
	assert_int_equal(sum.counts[TALLY_2XX], 1507);
	assert_int_equal(sum.workers, 2);
	a = worker(3);
	sum_up(&sum);
	assert_int_equal(sum.counts[TALLY_2XX], 1510);
	assert_int_equal(sum.workers, 3);
	end(a);
	end(b);
	mem_free(tally);
	sum_up(&sum);
	assert_int_equal(sum.counts[TALLY_2XX], 1510);
	assert_int_equal(sum.workers, 0);
}

/* A folder that is not there: the worker works all the same. */
static void
test_nowhere(void **state)
{
	struct tally *tally = tally_join(NULL, "/nowhere");

	(void)state;
	tally_add(tally, TALLY_2XX, 1);
	mem_free(tally);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_sum), cmocka_unit_test(test_nowhere) };

	return (cmocka_run_group_tests(tests, setup, teardown));
}
