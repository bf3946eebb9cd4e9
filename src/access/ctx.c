/* SPDX-License-Identifier: ISC */
#include "access/ctx.h"

#include "base/str.h"

#include <time.h>

static char *
clock_text(const void *parent)
{
	struct timespec t;
	struct tm utc;
	char seconds[32];

	clock_gettime(CLOCK_REALTIME, &t);
	gmtime_r(&t.tv_sec, &utc);
	strftime(seconds, sizeof(seconds), "%Y-%m-%d %H:%M:%S", &utc);
	return (mem_fmt(parent, "%s.%06ld+00", seconds, t.tv_nsec / 1000));
}

struct ctx *
ctx_new(const void *parent, struct db *db, struct directory *dir, const struct conf *conf)
{
	struct ctx *c = mem_new(parent, struct ctx);

	c->db = db;
	c->directory = dir;
	c->choices = &no_choices;
	c->conf = conf;
	c->me = mem_new(c, struct member);
	c->me->login = c->me->name = c->me->language = c->me->theme = "";
	c->me->acts_for = mem_array(c, const char *, 1);
	c->site_id = "0";
	c->request_id = "";
	c->token = c->door = "";
	ctx_at(c, NULL);
	return (c);
}

void
ctx_at(struct ctx *c, const char *moment)
{
	mem_free(c->now);
	c->is_pinned = moment != NULL;
	if (moment == NULL) {
		c->now = clock_text(c);
		date_text(date_today(c->conf->timezone), c->today);
	} else {
		int32_t day = 0;

		c->now = mem_str(c, moment);
		char *date = mem_strn(c, moment, strnlen(moment, DATE_TEXT - 1));
		if (date_read(date, &day))
			date_text(day, c->today);
		mem_free(date);
	}
}

bool
may(const struct ctx *c, enum permit permit)
{
	return (permit == PERMIT_NONE || permits_have(&c->me->permits, permit));
}

bool
may_for(const struct ctx *c, enum permit permit, int64_t department_id)
{
	if (!may(c, permit))
		return (false);
	return (!permissions[permit].in_department || (department_id != 0 && department_id == c->me->department_id));
}

struct err *
permit_check(const struct ctx *c, enum permit permit)
{
	const char *name;

	if (may(c, permit))
		return (OK);
	name = permissions[permit].name;
	if (c->me->account_id == 0)
		return (RAISE(ERR_LOGIN, "nobody is logged in, \"%s\" is asked for", name));
	return (RAISE(ERR_FORBIDDEN, "account %s does not hold \"%s\"", c->me->id_text, name));
}

char *
ctx_days_ahead(const struct ctx *c, int64_t n)
{
	static const struct calendar every_weekday;
	const struct calendar *calendar = c->site != NULL ? &c->site->calendar : &every_weekday;
	char text[DATE_TEXT];
	int32_t day = 0;

	if (!date_read(c->today, &day))
		return (NULL);
	if (n > DATE_MAX_SPAN)
		n = DATE_MAX_SPAN;
	date_text(calendar_add(calendar, day, (int)n), text);
	return (mem_str(c, text));
}
