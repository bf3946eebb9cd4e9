/* SPDX-License-Identifier: ISC */
/*
 * gatehouse-courier: does what is due because time has passed. Once a minute, or once
 * and no more with --once, it enters each site as the clock and makes the moves
 * marked MOVE_BY_CLOCK whose time has come. Every move is its own transaction and is
 * not due a second time, so a crash neither loses nor repeats one. It uses the
 * database's time and decides nothing while that cannot be trusted (clock.h).  TERM
 * and INT end it; HUP reloads the configuration.  Between rounds it continues
 * imports, one piece at a time, and sends what is queued for people and robots
 * (outbox.h).  After a round it reads what was answered to mail (inbox.h).  Of several couriers one works (leader.h) and each sends; --once works
 * at once, whoever leads.  One whose work hangs ends (watch.h).  With --messages it only sends, so that a slow mail server
 * keeps nothing else waiting.
 */
#include "base/log.h"
#include "base/random.h"
#include "courier/inbox.h"
#include "courier/leader.h"
#include "courier/round.h"
#include "courier/watch.h"
#include "import/import.h"
#include "view/view.h"
#include "view/words.h"

#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROUND_SECONDS = 60, LOOK_MILLISECONDS = 2000 };

volatile sig_atomic_t stopping;
static volatile sig_atomic_t reading;

static void
on_signal(int sig)
{
	if (sig == SIGHUP)
		reading = 1;
	else
		stopping = 1;
}

/* ---- imports: somebody looks at a page that says how far they are */

static int64_t
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return ((int64_t)now.tv_sec);
}

/* Works until the import is done or the next round is due; the rest continues after that round. */
static struct err *
go_on(struct courier *courier, struct ctx *c, const struct rows *rows, size_t i, int64_t until)
{
	struct run *run = run_new(c, courier->db, courier->directory, courier->conf, rows_str(rows, i, "slug"), rows_str(rows, i, "id"),
	    mem_fmt(c, "%s/%s", courier->conf->files, rows_str(rows, i, "stored")));
	struct err *err = OK;
	bool more = true;

	while (err == OK && more && !stopping && !reading && seconds() < until) {
		watch_long_step();
		err = run_step(run, &more);
	}
	watch_step();
	mem_free(run);
	return (err);
}

static void
do_imports(struct courier *courier, int64_t until)
{
	struct ctx *c = ctx_new(NULL, courier->db, courier->directory, courier->conf);
	struct rows *rows = NULL;
	struct err *err = db_ready(courier->db);

	if (err == OK)
		err = db_run(courier->db, c, STMT_IMPORT_WAITING, &rows, NO_ARGS);
	if (err == OK)
		err = db_commit(courier->db);
	for (size_t i = 0; err == OK && i < rows_count(rows) && !stopping; i++)
		err = go_on(courier, c, rows, i, until);
	if (err != OK)
		db_rollback(courier->db);
	round_warn(err, "import");
	mem_free(c);
}

/* ---- what is queued for people and robots */

static void
do_messages(struct courier *courier, int64_t until)
{
	struct err *err = outbox_open(&courier->outbox);
	size_t sent = 1;

	while (err == OK && sent > 0 && !stopping && !reading && seconds() < until)
		err = outbox_send(&courier->outbox, &sent);
	round_warn(err, "messages");
}

static void
wait_for_next_round(struct courier *courier, int64_t until)
{
	while (!stopping && !reading && seconds() < until) {
		watch_step();
		if (courier->leads)
			do_imports(courier, until);
		do_messages(courier, until);
		poll(NULL, 0, LOOK_MILLISECONDS);
	}
}

/* The configuration with what depends on it; ${courier} is as before when it cannot be read. */
static struct err *
configure(struct courier *courier, const char *file)
{
	struct conf *conf;
	struct err *err;

	TRY(conf_read(NULL, conf_file(file), &conf));
	err = words_start(conf->words);
	if (err != OK) {
		mem_free(conf);
		return (err);
	}
	words_use(conf->language);
	mem_free(courier->conf);
	courier->conf = conf;
	courier->db = db_new(conf, conf->database, conf->timezone);
	courier->directory = directory_new(conf);
	watch_limit(conf->courier_limit);
	courier->outbox = (struct outbox){ courier->db, courier->directory, conf, carrier_new(conf, conf) };
	return (render_start(conf, conf->templates, NULL, false));
}

static void
configure_again(struct courier *courier, const char *file)
{
	struct err *err = configure(courier, file);

	reading = 0;
	if (err == OK)
		log_line(LOG_INFO, "the configuration was read anew");
	else
		log_line(LOG_ERROR, "the configuration cannot be read, going on with the old one: %s", err_text(err));
	err_free(err);
}

struct options {
	const char *file;
	bool once, only_messages;
};

static struct err *
read_options(int argc, char **argv, struct options *o)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--once") == 0)
			o->once = true;
		else if (strcmp(argv[i], "--messages") == 0)
			o->only_messages = true;
		else if (strcmp(argv[i], "-c") == 0 && i + 1 < argc)
			o->file = argv[++i];
		else
			return (RAISE(ERR_INVALID, "usage: gatehouse-courier [-c FILE] [--once] [--messages]"));
	return (OK);
}

static void
catch_signals(void)
{
	const int signals[] = { SIGTERM, SIGINT, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal };

	for (size_t i = 0; i < ARRAY_LEN(signals); i++)
		sigaction(signals[i], &action, NULL);
}

static void
work_once(struct courier *courier, const struct options *o)
{
	if (!o->only_messages) {
		round_run(courier);
		round_warn(inbox_read(&courier->outbox), "mailbox");
		do_imports(courier, INT64_MAX);
	}
	do_messages(courier, INT64_MAX);
}

static void
try_to_lead(struct courier *courier)
{
	struct err *err;

	watch_step();
	err = leader_try(courier->db, courier->conf, &courier->leads);
	watch_say(courier->leads ? "STATUS=leads: does what is due, and sends" : "STATUS=stands by: sends alone");
	if (err != OK)
		db_rollback(courier->db);
	round_warn(err, "leader");
}

/* A round, if this courier leads, and the time until the next one or the next look whether it can. */
static void
work(struct courier *courier, const struct options *o)
{
	int64_t began = seconds();

	if (reading)
		configure_again(courier, o->file);
	if (!o->only_messages)
		try_to_lead(courier);
	if (courier->leads) {
		round_run(courier);
		round_warn(inbox_read(&courier->outbox), "mailbox");
	}
	wait_for_next_round(courier, began + (courier->leads || o->only_messages ? (int64_t)ROUND_SECONDS : (int64_t)LEADER_LOOK_SECONDS));
}

int
main(int argc, char **argv)
{
	struct courier courier = { 0 };
	struct options o = { 0 };
	struct err *err;

	setlocale(LC_ALL, "C.UTF-8");
	log_open("gatehouse-courier", LOG_INFO);
	random_start();
	err = read_options(argc, argv, &o);
	if (err == OK)
		err = configure(&courier, o.file);
	if (err != OK) {
		log_line(LOG_ERROR, "cannot start: %s", err_text(err));
		return (2);
	}
	catch_signals();
	watch_say("READY=1");
	if (o.once)
		work_once(&courier, &o);
	while (!o.once && !stopping)
		work(&courier, &o);
	watch_say("STOPPING=1");
	mem_free(courier.conf);
	return (0);
}
