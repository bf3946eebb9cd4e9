/* SPDX-License-Identifier: ISC */
#include "base/log.h"

#include "base/str.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define REQUEST_MAX 65

static struct {
	const char *program;
	enum log_level least;
	char request[REQUEST_MAX];
} log_state = { "gatehouse", LOG_INFO, "" };

void
log_open(const char *program, enum log_level least)
{
	log_state.program = program;
	log_state.least = least;
}

void
log_request(const char *id)
{
	(void)snprintf(log_state.request, sizeof log_state.request, "%s", str_or(id, ""));
}

/* May this character stand as it is?  Not: controls, also C1, and the line ends U+2028, U+2029. */
static bool
log_plain(const char *s, size_t bytes)
{
	unsigned char first = (unsigned char)s[0];

	if (bytes == 0 || first < 0x20 || first == 0x7f || first == '\\')
		return (false);
	if (bytes == 2 && first == 0xc2 && (unsigned char)s[1] < 0xa0)
		return (false);
	return (bytes != 3 ||
	    (memcmp(s, "\xe2\x80\xa8", 3) != 0 && memcmp(s, "\xe2\x80\xa9", 3) != 0));
}

static void
log_escape(struct buf *b, const char *s)
{
	size_t left = strlen(s), bytes;

	while (left > 0) {
		bytes = str_char_bytes(s, left);
		if (log_plain(s, bytes)) {
			buf_putn(b, s, bytes);
		} else {
			bytes = 1;
			buf_fmt(b, "\\x%02x", (unsigned char)*s);
		}
		s += bytes;
		left -= bytes;
	}
}

static void
log_stamp(struct buf *b, enum log_level level)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };
	struct timespec now;
	struct tm utc;
	char text[sizeof "2026-11-23T00:00:00"];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
	buf_fmt(b, "%s.%03ldZ %s %s[%d] ", text, now.tv_nsec / 1000000, names[level],
	    log_state.program, (int)getpid());
	if (log_state.request[0] != '\0') {
		log_escape(b, log_state.request);
		buf_putc(b, ' ');
	}
}

void
log_line(enum log_level level, const char *fmt, ...)
{
	struct buf *b;
	char *message;
	va_list args;
	ssize_t n;

	if (level < log_state.least)
		return;
	b = buf_new(NULL);
	va_start(args, fmt);
	message = mem_vfmt(b, fmt, args);
	va_end(args);
	log_stamp(b, level);
	log_escape(b, message);
	buf_putc(b, '\n');
	/*
	 * One write per line, so that lines of several processes do not mix.  A failure cannot
	 * be reported anywhere.
	 */
	n = write(STDERR_FILENO, b->data, b->len);
	(void)n;
	mem_free(b);
}
