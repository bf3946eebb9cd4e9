/* SPDX-License-Identifier: ISC */
#include "web/ics.h"

#include "base/date.h"
#include "base/mem.h"

#include <libical/ical.h>

struct ics {
	icalcomponent *calendar;
};

static int
end(void *object)
{
	struct ics *ics = object;

	icalcomponent_free(ics->calendar);
	return (0);
}

/* A property that libical has no name for. */
static void
add_x(icalcomponent *to, const char *name, const char *value)
{
	icalproperty *x = icalproperty_new_x(value);

	icalproperty_set_x_name(x, name);
	icalcomponent_add_property(to, x);
}

struct ics *
ics_new(const void *parent, const char *name)
{
	struct ics *ics = mem_new(parent, struct ics);

	/* What it cannot read it leaves out, and the process goes on. */
	icalerror_set_errors_are_fatal(false);
	ics->calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	mem_on_free(ics, end);
	icalcomponent_add_property(ics->calendar, icalproperty_new_prodid("-//Gatehouse//Calendar//EN"));
	icalcomponent_add_property(ics->calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(ics->calendar, icalproperty_new_calscale("GREGORIAN"));
	icalcomponent_add_property(ics->calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
	add_x(ics->calendar, "X-WR-CALNAME", name);
	return (ics);
}

/* "2026-11-30" as a date, so many days later. */
static bool
read_day(const char *text, int days, icaltimetype *out)
{
	int year, month, mday;
	int32_t day;

	if (!date_read(text, &day))
		return (false);
	date_parts(day + days, &year, &month, &mday);
	*out = icaltime_null_date();
	out->year = year;
	out->month = month;
	out->day = mday;
	return (true);
}

/* The end of whole days is the day after the last (RFC 5545, 3.6.1). */
static bool
read_span(const struct ics_event *event, icaltimetype *from, icaltimetype *to)
{
	if (str_empty(event->begins))
		return (read_day(event->day, 0, from) && read_day(event->until, 1, to));
	*from = icaltime_from_string(event->begins);
	*to = str_empty(event->ends) ? *from : icaltime_from_string(event->ends);
	return (!icaltime_is_null_time(*from) && !icaltime_is_null_time(*to));
}

static icaltimetype
moment(int64_t seconds)
{
	return (icaltime_from_timet_with_zone((time_t)seconds, 0, icaltimezone_get_utc_timezone()));
}

void
ics_add(struct ics *ics, const struct ics_event *event)
{
	icaltimetype from, to;
	icalcomponent *one;

	if (!read_span(event, &from, &to))
		return;
	one = icalcomponent_new_vevent();
	icalcomponent_add_property(one, icalproperty_new_uid(event->uid));
	icalcomponent_add_property(one, icalproperty_new_dtstamp(moment(event->changed)));
	icalcomponent_add_property(one, icalproperty_new_created(moment(event->made)));
	icalcomponent_add_property(one, icalproperty_new_lastmodified(moment(event->changed)));
	icalcomponent_add_property(one, icalproperty_new_sequence(event->sequence));
	icalcomponent_add_property(one, icalproperty_new_dtstart(from));
	if (icaltime_compare(to, from) > 0)
		icalcomponent_add_property(one, icalproperty_new_dtend(to));
	icalcomponent_add_property(one, icalproperty_new_summary(event->title));
	if (!str_empty(event->text))
		icalcomponent_add_property(one, icalproperty_new_description(event->text));
	if (!str_empty(event->url))
		icalcomponent_add_property(one, icalproperty_new_url(event->url));
	icalcomponent_add_property(one, icalproperty_new_status(event->is_off ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
	/* A day to remember keeps nobody busy. */
	icalcomponent_add_property(one, icalproperty_new_transp(str_empty(event->begins) ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
	icalcomponent_add_component(ics->calendar, one);
}

void
ics_write(const struct ics *ics, struct buf *to)
{
	char *text = icalcomponent_as_ical_string_r(ics->calendar);

	buf_put(to, text == NULL ? "" : text);
	icalmemory_free_buffer(text);
}
