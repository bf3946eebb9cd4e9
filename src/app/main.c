/* SPDX-License-Identifier: ISC */
/*
 * The worker: takes requests from the FastCGI socket on descriptor 0, one at a
 * time, until TERM, USR1 or HUP; the request under way is finished first.
 */
#include "app/serve.h"
#include "base/log.h"
#include "base/random.h"
#include "pages/frame.h"
#include "view/view.h"
#include "view/words.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t stopping;

static void
on_stop(int sig)
{
	(void)sig;
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

/* Signals are let in only while waiting, so none is lost between looking and accepting. */
static void
loop(struct worker *worker, const sigset_t *waiting_mask)
{
	FCGX_Request req;
	struct wire wire = { param, bytes, { put, &req }, &req };

	FCGX_InitRequest(&req, 0, FCGI_FAIL_ACCEPT_ON_INTR);
	while (!stopping) {
		struct pollfd fd = { .fd = 0, .events = POLLIN };
		struct timespec tick = { .tv_sec = 30 };
		int rc = ppoll(&fd, 1, &tick, waiting_mask);

		if (rc <= 0 || stopping)
			continue;
		rc = FCGX_Accept_r(&req);
		if (rc == -EAGAIN || rc == -EINTR || rc == -EWOULDBLOCK)
			continue;
		if (rc < 0)
			break;
		if (serve(worker, &wire))
			FCGX_Finish_r(&req);
		else
			FCGX_Free(&req, 1);
	}
	FCGX_Finish_r(&req);
}

static void
catch_signals(sigset_t *waiting_mask)
{
	struct sigaction action = { .sa_handler = on_stop };
	const int signals[] = { SIGTERM, SIGUSR1, SIGHUP, SIGINT };
	sigset_t block;

	sigemptyset(&block);
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		sigaddset(&block, signals[i]);
		sigaction(signals[i], &action, NULL);
	}
	sigprocmask(SIG_BLOCK, &block, waiting_mask);
	signal(SIGPIPE, SIG_IGN);
}

/* The database sees the session limits as settings of the connection (app.open_request reads them). */
static const char *
conninfo(const struct conf *conf)
{
	return (mem_fmt(conf, "%s options='-c app.session_idle=%lld -c app.session_max=%lld'", conf->database,
	    (long long)conf->session_idle, (long long)conf->session_max));
}

static struct err *
start(int argc, char **argv, struct worker **out)
{
	struct worker *worker = mem_new(NULL, struct worker);
	const char *file = NULL;
	struct conf *conf;
	int opt;

	while ((opt = getopt(argc, argv, "c:")) != -1)
		if (opt == 'c')
			file = optarg;
	TRY(conf_read(worker, file, &conf));
	log_open("gatehouse", conf->log_debug ? LOG_DEBUG : LOG_INFO);
	random_start();
	TRY(words_start(conf->words));
	TRY(render_start(worker, conf->templates, frame_fixed, true));
	worker->conf = conf;
	worker->db = db_new(worker, conninfo(conf), conf->timezone);
	worker->directory = directory_new(worker);
	worker->tally = tally_join(worker, conf->run);
	*out = worker;
	return (OK);
}

int
main(int argc, char **argv)
{
	struct worker *worker = NULL;
	sigset_t waiting_mask;
	struct err *err;

	setlocale(LC_ALL, "C.UTF-8");
	log_open("gatehouse", LOG_INFO);
	err = start(argc, argv, &worker);
	if (err != OK) {
		log_line(LOG_ERROR, "cannot start: %s", err_trace(NULL, err));
		return (1);
	}
	if (FCGX_Init() != 0 || fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK) != 0) {
		log_line(LOG_ERROR, "descriptor 0 is no FastCGI socket");
		return (1);
	}
	catch_signals(&waiting_mask);
	loop(worker, &waiting_mask);
	log_line(LOG_INFO, "stopped after %lld requests", (long long)worker->served);
	mem_free(worker);
	return (0);
}
