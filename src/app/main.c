/* SPDX-License-Identifier: ISC */
/*
 * The worker: takes requests from the FastCGI socket on descriptor 0, one at a
 * time, until TERM, INT or USR1; the request under way is finished first.  HUP
 * and USR2 ask for a reload: it ends, for the supervisor to start another, only
 * if the configuration can be read, and else goes on with what it has (O5).
 * While it cannot start, every request is answered at once that the service is
 * away, and it tries again by itself, waiting longer each time.  It ends with its
 * supervisor.
 */
#include "app/start.h"
#include "base/log.h"
#include "base/random.h"
#include "web/serve.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MAX = 60 /* seconds between two tries to start */ };

static volatile sig_atomic_t stopping, reloading;

static void
on_signal(int sig)
{
	if (sig == SIGHUP || sig == SIGUSR2)
		reloading = 1;
	else
		stopping = 1;
}

/* ---- the wire, as serve sees it */

static const char *
param(void *wire, const char *name)
{
	return (FCGX_GetParam(name, ((FCGX_Request *)wire)->envp));
}

static int
bytes(void *wire, char *to, int n)
{
	return (FCGX_GetStr(to, n, ((FCGX_Request *)wire)->in));
}

static struct err *
put(void *wire, const char *text, size_t n)
{
	while (n > 0) {
		int k = n > 1 << 20 ? 1 << 20 : (int)n;

		if (FCGX_PutStr(text, k, ((FCGX_Request *)wire)->out) != k)
			return (RAISE(ERR_UNAVAILABLE, "the client has gone"));
		text += k;
		n -= (size_t)k;
	}
	return (OK);
}

/* ---- waiting for requests */

static time_t
seconds_now(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec);
}

/* Without a worker to serve them they are told so.  False: see serve. */
static bool
answer(struct worker *worker, FCGX_Request *req)
{
	struct wire wire = { param, bytes, { put, req }, req };
	struct err *err;

	if (worker != NULL)
		return (serve(worker, &wire));
	err = start_refuse(&wire.sink);
	err_free(err);
	return (true);
}

/*
 * Until a signal, or for ${patience} seconds (0: as long as it takes).  Signals are let in only while waiting, so none is lost
 * between looking and accepting.
 */
static void
loop(struct worker *worker, const sigset_t *waiting_mask, time_t patience)
{
	time_t until = seconds_now() + patience, now;
	FCGX_Request req;

	FCGX_InitRequest(&req, 0, FCGI_FAIL_ACCEPT_ON_INTR);
	while (!stopping && !reloading && ((now = seconds_now()) < until || patience == 0)) {
		struct pollfd fd = { .fd = 0, .events = POLLIN };
		struct timespec tick = { .tv_sec = patience == 0 ? 30 : until - now };
		int rc = ppoll(&fd, 1, &tick, waiting_mask);

		if (rc <= 0 || stopping || reloading)
			continue;
		rc = FCGX_Accept_r(&req);
		if (rc == -EAGAIN || rc == -EINTR || rc == -EWOULDBLOCK)
			continue;
		if (rc < 0) {
			stopping = 1;
			break;
		}
		if (answer(worker, &req))
			FCGX_Finish_r(&req);
		else
			FCGX_Free(&req, 1);
	}
	FCGX_Finish_r(&req);
}

static void
catch_signals(sigset_t *waiting_mask)
{
	struct sigaction action = { .sa_handler = on_signal };
	const int signals[] = { SIGTERM, SIGUSR1, SIGUSR2, SIGHUP, SIGINT };
	sigset_t block;

	sigemptyset(&block);
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		sigaddset(&block, signals[i]);
		sigaction(signals[i], &action, NULL);
	}
	sigprocmask(SIG_BLOCK, &block, waiting_mask);
	signal(SIGPIPE, SIG_IGN);
	/* A supervisor that was killed cannot say that its workers are to end. */
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
}

/* NULL: it was told to stop before it could start. */
static struct worker *
start_at_last(const char *file, const sigset_t *waiting_mask)
{
	struct worker *worker = NULL;
	time_t patience = 1;

	while (!stopping) {
		struct err *err = start_worker(file, &worker);

		if (err == OK)
			return (worker);
		log_line(LOG_ERROR, "cannot start: %s; next try in %d s", err_trace(NULL, err), (int)patience);
		err_free(err);
		loop(NULL, waiting_mask, patience);
		/* Whoever has mended it need not wait. */
		patience = reloading ? 1 : patience * 2 > PATIENCE_MAX ? PATIENCE_MAX : patience * 2;
		reloading = 0;
	}
	return (NULL);
}

/* Is there something to reload?  Tried out as the next worker will do it. */
static bool
may_reload(const char *file)
{
	struct worker *next = NULL;
	struct err *err = start_worker(file, &next);

	if (err == OK)
		return (true);
	log_line(LOG_ERROR, "not reloaded, going on as before: %s", err_text(err));
	err_free(err);
	return (false);
}

static void
work(struct worker *worker, const char *file, const sigset_t *waiting_mask)
{
	while (!stopping) {
		loop(worker, waiting_mask, 0);
		if (reloading && may_reload(file))
			break;
		reloading = 0;
	}
}

int
main(int argc, char **argv)
{
	struct worker *worker;
	const char *file = NULL;
	sigset_t waiting_mask;
	int opt;

	setlocale(LC_ALL, "C.UTF-8");
	log_open("gatehouse", LOG_INFO);
	while ((opt = getopt(argc, argv, "c:")) != -1)
		if (opt == 'c')
			file = optarg;
	if (FCGX_Init() != 0 || fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK) != 0) {
		log_line(LOG_ERROR, "descriptor 0 is no FastCGI socket");
		return (1);
	}
	catch_signals(&waiting_mask);
	random_start();
	worker = start_at_last(file, &waiting_mask);
	if (worker == NULL)
		return (0);
	work(worker, file, &waiting_mask);
	log_line(LOG_INFO, "stopped after %lld requests", (long long)worker->served);
	mem_free(worker);
	return (0);
}
