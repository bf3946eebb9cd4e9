/* SPDX-License-Identifier: ISC */
/*
 * Goal: a page finds its own state, empty, where its route names it, and never that of another page: with another one named, the
 * worker ends before anything is read or written (issue 9, section 2: pages have typed state).
 */
#include "base/log.h"
#include "web/visit.h"
#include "wire.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct first_state {
	int64_t n;
	const char *text;
};

/* As large as the first, which no size tells apart. */
struct second_state {
	const char *text;
	int64_t n;
};

static const size_t first_state = sizeof(struct first_state), second_state = sizeof(struct second_state);

static struct visit *
visit_to(const void *root, const struct route *route)
{
	struct visit *v = mem_new(root, struct visit);

	v->c = mem_new(v, struct ctx);
	v->route = route;
	visit_empty_state(v);
	return (v);
}

static void
test_own(void **state)
{
	static const struct route route = { METHOD_GET, "/first", .state = &first_state };
	void *root = mem_pool(NULL, 1024);
	struct visit *v = visit_to(root, &route);

	(void)state;
	assert_int_equal(STATE_OF(v, first_state)->n, 0);
	assert_null(STATE_OF(v, first_state)->text);
	STATE_OF(v, first_state)->n = 42;
	assert_int_equal(STATE_OF(v, first_state)->n, 42);
	/* A page that asks all over again finds nothing of what it asked before. */
	visit_empty_state(v);
	assert_int_equal(STATE_OF(v, first_state)->n, 0);
	mem_free(root);
}

/* How a process ends that takes the second state on this route. */
static int
end_of(const struct route *route)
{
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		void *root = mem_pool(NULL, 1024);

		(void)signal(SIGABRT, SIG_DFL);
		STATE_OF(visit_to(root, route), second_state)->n = 1;
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return (WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status));
}

static void
test_other(void **state)
{
	static const struct route other = { METHOD_GET, "/first", .state = &first_state }, none = { METHOD_GET, "/none" };
	static const struct route own = { METHOD_GET, "/second", .state = &second_state };

	(void)state;
	assert_int_equal(end_of(&own), 0);
	assert_int_equal(end_of(&other), SIGABRT);
	assert_int_equal(end_of(&none), SIGABRT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own),
		cmocka_unit_test(test_other),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
