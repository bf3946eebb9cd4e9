/* SPDX-License-Identifier: ISC */
#include "courier/clock.h"

#include "access/event.h"
#include "base/log.h"
#include "base/str.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* Which start of the machine this is; "" where the kernel does not say. */
static void
read_boot(char *boot, size_t room)
{
	FILE *f = fopen("/proc/sys/kernel/random/boot_id", "re");

	*boot = '\0';
	if (f != NULL && fgets(boot, (int)room, f) == NULL)
		*boot = '\0';
	boot[strcspn(boot, "\n")] = '\0';
	if (f != NULL)
		(void)fclose(f);
}

static const struct {
	const char *why, *said;
} reasons[] = {
	{ "leap", "more than a day has passed that neither this machine's uptime nor anybody's work proves" },
	{ "back", "the database's time went back by more than a day" },
	{ "machine", "the clocks of this machine and of the database differ by more than ten minutes" },
};

static const char *
reason(const char *why)
{
	size_t i = 0;

	while (i + 1 < ARRAY_LEN(reasons) && !str_eq(reasons[i].why, why))
		i++;
	return (reasons[i].said);
}

/* Written once to the history of the deployment, where operators find it. */
static void
note(struct ctx *c, const char *why, const char *ticked_at)
{
	struct event *e = event_new(c, "clock.hold", NULL, why);

	event_say(e, "since", ticked_at);
	event_flush(c);
}

static struct err *
ask(struct ctx *c, const char *boot, const char *uptime, struct rows **tick)
{
	db_ask(c->db, c, STMT_CLOCK_ENTER, NULL, ARGS(c->site_id));
	TRY(db_run(c->db, c, STMT_CLOCK_TICK, tick, ARGS(boot, uptime, c->now)));
	if (rows_bool(*tick, 0, "is_new") && rows_text(*tick, 0, "why") != NULL)
		note(c, rows_text(*tick, 0, "why"), rows_str(*tick, 0, "ticked_at"));
	return (db_commit(c->db));
}

static void
judge(const struct rows *tick, struct moment *moment, bool *trusted)
{
	const char *why = rows_text(tick, 0, "why");

	(void)snprintf(moment->now, sizeof moment->now, "%s", rows_str(tick, 0, "now"));
	(void)snprintf(moment->today, sizeof moment->today, "%s", rows_str(tick, 0, "today"));
	*trusted = why == NULL;
	if (!*trusted)
		log_line(LOG_ERROR, "clock: nothing is decided: %s; it last went at \"%s\", the database says \"%s\"; mend the clock, or say that it is right: gatehousectl clock accept",
		    reason(why), rows_str(tick, 0, "ticked_at"), moment->now);
	else if (rows_bool(tick, 0, "is_new"))
		log_line(LOG_INFO, "clock: it goes again");
}

struct err *
clock_tick(struct db *db, const struct conf *conf, struct moment *moment, bool *trusted)
{
	struct ctx *c = ctx_new(NULL, db, NULL, conf);
	struct timespec up = { 0 };
	struct rows *tick;
	struct err *err;
	char boot[64];

	(void)clock_gettime(CLOCK_BOOTTIME, &up);
	read_boot(boot, sizeof boot);
	c->request_id = "clock";
	c->me->is_clock = true;
	err = ask(c, boot, mem_fmt(c, "%lld", (long long)up.tv_sec), &tick);
	if (err == OK)
		judge(tick, moment, trusted);
	mem_free(c);
	return (err);
}
