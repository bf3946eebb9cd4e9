/* SPDX-License-Identifier: ISC */
/*
 * Converts a text file to UTF-8.  A mark at the beginning determines the coding; without one,
 * valid UTF-8 is taken as UTF-8 and anything else as GB18030.
 */
#include "table/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 32768 };

struct text {
	int fd;
	iconv_t conv;
	const char *coding;
	size_t mark;            /* bytes of the mark at the beginning */
	char in[CHUNK];
	size_t at, n;           /* what of ${in} is still to be read */
	bool ended;
};

static const struct mark {
	const char *bytes;
	size_t n;
	const char *coding;
} marks[] = {
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
};

static int
forget(void *object)
{
	struct text *text = object;

	if (text->conv != (iconv_t)-1)
		(void)iconv_close(text->conv);
	if (text->fd >= 0)
		(void)close(text->fd);
	return (0);
}

/* From the beginning, in this coding. */
static struct err *
begin(struct text *text, const char *coding)
{
	if (text->conv != (iconv_t)-1)
		(void)iconv_close(text->conv);
	text->conv = iconv_open("UTF-8", coding);
	if (text->conv == (iconv_t)-1)
		return (RAISE(ERR_INTERNAL, "no conversion from %s", coding));
	text->coding = coding;
	text->at = text->n = 0;
	text->ended = false;
	if (lseek(text->fd, (off_t)text->mark, SEEK_SET) < 0)
		return (RAISE(ERR_INTERNAL, "cannot read from the beginning: %s", strerror(errno)));
	return (OK);
}

static void
fill(struct text *text)
{
	ssize_t got;

	memmove(text->in, text->in + text->at, text->n);
	text->at = 0;
	got = read(text->fd, text->in + text->n, CHUNK - text->n);
	if (got <= 0)
		text->ended = true;
	else
		text->n += (size_t)got;
}

/* How much of what came out is text: NUL is none, and glibc's GB18030 knows codes beyond the last character of Unicode. */
static size_t
sound(const char *s, size_t n)
{
	size_t good = 0, step;

	if (str_is_utf8(s, n))
		return (n);
	while (good < n && s[good] != '\0' && (step = str_char_bytes(s + good, n - good)) > 0)
		good += step;
	return (good);
}

size_t
text_read(struct text *text, char *to, size_t room, bool *bad)
{
	char *out = to;
	size_t left = room, good;

	*bad = false;
	while (left == room && !*bad) {
		char *in = text->in + text->at;
		size_t n = text->n, done;

		if (n == 0 && text->ended)
			return (0);
		if (n == 0) {
			fill(text);
			continue;
		}
		done = iconv(text->conv, &in, &n, &out, &left);
		text->at = (size_t)(in - text->in);
		text->n = n;
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		/* A character that goes on in the next chunk; none goes on beyond the end. */
		*bad = errno != EINVAL || text->ended;
		if (!*bad)
			fill(text);
	}
	good = sound(to, room - left);
	*bad = *bad || good < room - left;
	return (good);
}

/* Reads the whole file once to check that it has the assumed coding. */
static bool
is_whole(struct text *text)
{
	char waste[CHUNK];
	bool bad = false;

	while (!bad && text_read(text, waste, sizeof waste, &bad) > 0)
		continue;
	return (!bad);
}

static const char *
marked(struct text *text)
{
	char head[4] = { 0 };
	ssize_t n = pread(text->fd, head, sizeof head, 0);

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (n >= (ssize_t)marks[i].n && memcmp(head, marks[i].bytes, marks[i].n) == 0) {
			text->mark = marks[i].n;
			return (marks[i].coding);
		}
	return (NULL);
}

struct err *
text_open(const void *parent, const char *path, struct text **out)
{
	struct text *text = mem_new(parent, struct text);
	const char *coding;

	text->conv = (iconv_t)-1;
	text->fd = open(path, O_RDONLY | O_CLOEXEC);
	mem_on_free(text, forget);
	if (text->fd < 0)
		return (RAISE(ERR_NOT_FOUND, "cannot read \"%s\": %s", path, strerror(errno)));
	coding = marked(text);
	*out = text;
	if (coding != NULL)
		return (begin(text, coding));
	TRY(begin(text, "UTF-8"));
	return (begin(text, is_whole(text) ? "UTF-8" : "GB18030"));
}

const char *
text_coding(const struct text *text)
{
	return (text->coding);
}
