/* SPDX-License-Identifier: ISC */
#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define BUF_FIRST 64

struct buf *
buf_new(const void *parent)
{
	struct buf *b = mem_new(parent, struct buf);

	b->room = BUF_FIRST;
	b->data = mem_bytes(b, b->room);
	b->data[0] = '\0';
	return (b);
}

/* Room for ${n} more bytes and the NUL; doubling keeps appending linear. */
void
buf_room(struct buf *b, size_t n)
{
	size_t room = b->room;

	while (room - b->len <= n) {
		if (room > SIZE_MAX / 2)
			room = n + b->len + 1;
		else
			room *= 2;
	}
	if (room != b->room)
		b->data = mem_grow(b, b->data, 1, room, room);
	b->room = room;
}

void
buf_put(struct buf *b, const char *s)
{
	size_t n;

	if (s == NULL)
		return;
	n = strlen(s);
	if (b->room - b->len <= n)
		buf_room(b, n);
	memcpy(b->data + b->len, s, n + 1);
	b->len += n;
}

void
buf_putn(struct buf *b, const char *s, size_t n)
{
	if (n == 0)
		return;
	if (b->room - b->len <= n)
		buf_room(b, n);
	memcpy(b->data + b->len, s, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
buf_putc(struct buf *b, char c)
{
	buf_putn(b, &c, 1);
}

void
buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list args;
	int n;

	/* Most texts fit the space that is left; for the others the same call returns the length. */
	va_start(args, fmt);
	n = vsnprintf(b->data + b->len, b->room - b->len, fmt, args);
	va_end(args);
	if (n < 0) {
		b->data[b->len] = '\0';
		return;
	}
	if ((size_t)n >= b->room - b->len) {
		buf_room(b, (size_t)n);
		va_start(args, fmt);
		n = vsnprintf(b->data + b->len, b->room - b->len, fmt, args);
		va_end(args);
	}
	b->len += (size_t)n;
}
