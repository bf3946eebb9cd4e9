/* SPDX-License-Identifier: ISC */
#include "app/start.h"

#include "app/stamp.h"
#include "base/log.h"
#include "base/str.h"
#include "db/conninfo.h"
#include "view/view.h"
#include "view/words.h"
#include "web/layout.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The build says where an installation keeps its things. */
#ifndef GATEHOUSE_DATA
#define GATEHOUSE_DATA "/usr/share/gatehouse"
#endif

/* The database sees the session limits as settings of the connection (app.open_request reads them). */
static struct err *
put_limits(const struct conf *conf, char **conninfo)
{
	return (conninfo_with(conf, conf->database, "options", mem_fmt(conf, "-c app.session_idle=%lld -c app.session_max=%lld",
	    (long long)conf->session_idle, (long long)conf->session_max), conninfo));
}

static struct err *
start(struct worker *worker, const char *file)
{
	struct conf *conf;
	char *conninfo;

	TRY(conf_read(worker, conf_file(file), &conf));
	TRY(words_start(conf->words));
	TRY(render_start(worker, conf->templates, layout_fixed, true));
	log_open("gatehouse", conf->log_debug ? LOG_DEBUG : LOG_INFO);
	worker->conf = conf;
	worker->stamp = stamp_of(worker, conf);
	TRY(put_limits(conf, &conninfo));
	worker->db = db_new(worker, conninfo, conf->timezone);
	worker->directory = directory_new(worker);
	worker->tally = tally_join(worker, conf->run);
	return (OK);
}

struct err *
start_worker(const char *file, struct worker **out)
{
	struct worker *worker = mem_new(NULL, struct worker);
	struct err *err = start(worker, file);

	if (err != OK) {
		mem_free(worker);
		return (err_pass(err, __func__, __FILE__, __LINE__));
	}
	*out = worker;
	return (OK);
}

/* The page that nginx shows: where the build puts it, or beside the program where that was put elsewhere; NULL: nowhere. */
static FILE *
open_page(void)
{
	static const char there[] = "/share/gatehouse/etc/error/503.html";
	FILE *f = fopen(GATEHOUSE_DATA "/etc/error/503.html", "re");
	char path[4096 + sizeof there];
	ssize_t n = f != NULL ? 0 : readlink("/proc/self/exe", path, 4096);

	/* /usr/bin/gatehouse, /usr */
	for (int up = 0; n > 0 && up < 2; n--)
		up += path[n - 1] == '/';
	if (n <= 0)
		return (f);
	memcpy(path + n, there, sizeof there);
	return (fopen(path, "re"));
}

struct err *
start_refuse(const struct reply_sink *to)
{
	static const char head[] = "Status: 503 Service Unavailable\r\nRetry-After: 5\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
	    "X-Frame-Options: DENY\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nReferrer-Policy: same-origin\r\nContent-Type: ";
	static const char plain[] = "text/plain; charset=utf-8\r\n\r\nNo answer at the moment. Try again in a minute.\n", html[] = "text/html; charset=utf-8\r\n\r\n";
	FILE *f = open_page();
	char page[8192];
	size_t n = f == NULL ? 0 : fread(page, 1, sizeof page, f);

	if (f != NULL)
		(void)fclose(f);
	TRY(to->write(to->wire, head, sizeof head - 1));
	if (n == 0)
		return (to->write(to->wire, plain, sizeof plain - 1));
	TRY(to->write(to->wire, html, sizeof html - 1));
	return (to->write(to->wire, page, n));
}
