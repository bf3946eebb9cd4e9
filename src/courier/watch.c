/* SPDX-License-Identifier: ISC */
#include "courier/watch.h"

#include "base/str.h"

#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int64_t limit;

/* Nothing but what a signal handler may do. */
static void
on_hang(int sig)
{
	static const char said[] = "gatehouse-courier: a step did not end in time (courier_limit): it has hung, and ends\n";
	ssize_t n = write(STDERR_FILENO, said, sizeof said - 1);

	(void)sig;
	(void)n;
	_exit(WATCH_HUNG);
}

void
watch_limit(int64_t seconds)
{
	const struct sigaction action = { .sa_handler = on_hang };

	limit = seconds;
	sigaction(SIGALRM, &action, NULL);
}

static void
begin(int64_t seconds)
{
	(void)alarm((unsigned)seconds);
	watch_say("WATCHDOG=1");
}

void
watch_step(void)
{
	begin(limit);
}

void
watch_long_step(void)
{
	begin(limit > WATCH_LONG ? limit : (int64_t)WATCH_LONG);
}

/* The name of an abstract socket begins with a NUL, written as "@". */
void
watch_say(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t n = str_empty(path) ? 0 : strlen(path);
	int fd;

	if (n == 0 || n >= sizeof to.sun_path || (*path != '/' && *path != '@') || (fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) < 0)
		return;
	memcpy(to.sun_path, path, n);
	if (*path == '@')
		to.sun_path[0] = '\0';
	(void)sendto(fd, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT, (const struct sockaddr *)&to, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
	close(fd);
}
