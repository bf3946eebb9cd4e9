/* SPDX-License-Identifier: ISC */
#include "ctl/demo.h"

#include "base/str.h"

enum { HOUR = 60, DAY = 24 * HOUR, OPENS = 8 * HOUR + 40, CLOSES = 18 * HOUR, MEETING = 14 * HOUR, THURSDAY = 4 };

/* Last midnight, so that a whole day long the same data are made. */
int64_t
demo_time_now(const struct conf *conf)
{
	return ((int64_t)date_today(conf->timezone) * DAY);
}

int32_t
demo_day(int64_t moment)
{
	return ((int32_t)(moment / DAY));
}

/* Without an offset: the connection's zone is the company's. */
const char *
demo_moment(const void *parent, int64_t moment)
{
	char day[DATE_TEXT];

	date_text(demo_day(moment), day);
	return (mem_fmt(parent, "%s %02d:%02d:%02d", day, (int)(moment % DAY) / HOUR, (int)(moment % HOUR), (int)(moment % 59)));
}

static int32_t
working_day(const struct town *town, int32_t day)
{
	while (!calendar_works(&town->site->calendar, day))
		day++;
	return (day);
}

/* Every second Thursday, or the working day after it. */
bool
demo_is_triage_day(const struct town *town, int32_t day)
{
	for (int32_t d = day; d > day - 12; d--)
		if (date_weekday(d) == THURSDAY && (d / 7 + town->site->id) % 2 == 0)
			return (working_day(town, d) == day);
	return (false);
}

static int64_t
next_triage(struct story *s, bool after)
{
	int32_t day = demo_day(s->at) + 1;

	while (!demo_is_triage_day(s->town, day))
		day++;
	return ((int64_t)day * DAY + MEETING + (after ? 3 * HOUR : 10 + (int64_t)demo_roll(&s->dice, 2 * HOUR)));
}

/* Within the hour or two when the day still has them, else the next morning. */
static int64_t
soon(struct story *s)
{
	int64_t at = s->at + 15 + (int64_t)demo_roll(&s->dice, 100);

	if (at % DAY < CLOSES && at % DAY >= OPENS && calendar_works(&s->town->site->calendar, demo_day(at)))
		return (at);
	return ((int64_t)working_day(s->town, demo_day(at) + (at % DAY >= CLOSES)) * DAY + OPENS + (int64_t)demo_roll(&s->dice, 2 * HOUR));
}

static int64_t
some_days_ago(struct story *s, int days)
{
	int32_t day = calendar_add(&s->town->site->calendar, demo_day(s->town->demo->now), -days);
	int64_t at = (int64_t)day * DAY + OPENS + (int64_t)demo_roll(&s->dice, CLOSES - OPENS);

	return (at > s->at ? at : soon(s));
}

int64_t
demo_time_after(struct story *s, int from, int to)
{
	int32_t day;

	if (from == NEXT_TRIAGE || from == AFTER_TRIAGE)
		return (next_triage(s, from == AFTER_TRIAGE));
	if (from == AT_ONCE)
		return (s->at + 2 + (int64_t)demo_roll(&s->dice, 7));
	if (from == DAYS_AGO)
		return (some_days_ago(s, to));
	if (from == AT_NIGHT)
		return ((int64_t)(demo_day(s->at) + to) * DAY + 5 + (int64_t)demo_roll(&s->dice, 50));
	day = demo_day(s->at) + from + (int32_t)demo_roll(&s->dice, (uint64_t)(to - from + 1));
	if (day == demo_day(s->at))
		return (soon(s));
	return ((int64_t)working_day(s->town, day) * DAY + OPENS + (int64_t)demo_roll(&s->dice, CLOSES - OPENS));
}

int64_t
demo_time_ago(const struct town *town, uint64_t *dice, int early, int late)
{
	int days = late + (int)demo_roll(dice, (uint64_t)(early - late + 1));
	int32_t today = demo_day(town->demo->now);

	/* What is to be under way today must have had working days for it, also after a holiday. */
	return ((days > 30 ? today - days : calendar_add(&town->site->calendar, today, -days)) * (int64_t)DAY + OPENS - 1);
}
