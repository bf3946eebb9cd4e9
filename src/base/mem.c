/* SPDX-License-Identifier: ISC */
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <talloc.h>
#include <unistd.h>

enum { MEM_SHORT = 256 };

/* Out of memory: write a message without allocating, and exit. */
static void *
mem_must(void *p)
{
	static const char text[] = "out of memory\n";

	if (p != NULL)
		return (p);
	if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
		_exit(71);
	_exit(70);
}

static size_t
mem_size(size_t size, size_t n)
{
	if (n != 0 && size > SIZE_MAX / n)
		mem_must(NULL);
	return (size * n);
}

void *
mem_zeroed(const void *parent, size_t size, size_t n, const char *name)
{
	void *p = mem_must(talloc_zero_size(parent, mem_size(size, n)));

	/* The name is a literal of the caller's macro, so it need not be copied. */
	talloc_set_name_const(p, name);
	return (p);
}

void *
mem_bytes(const void *parent, size_t n)
{
	return (mem_must(talloc_size(parent, n)));
}

void *
mem_grow(const void *parent, void *old, size_t size, size_t had, size_t n)
{
	size_t bytes = mem_size(size, n);
	char *p;

	/* talloc frees on size 0; an empty array stays an object of its parent. */
	p = mem_must(talloc_realloc_size(parent, old, bytes == 0 ? 1 : bytes));
	if (n > had)
		memset(p + size * had, 0, size * (n - had));
	return (p);
}

void *
mem_pool(const void *parent, size_t n)
{
	return (mem_must(talloc_pool(parent, n)));
}

char *
mem_str(const void *parent, const char *s)
{
	if (s == NULL)
		return (NULL);
	return (mem_must(talloc_strdup(parent, s)));
}

char *
mem_strn(const void *parent, const char *s, size_t n)
{
	char *copy = mem_must(talloc_size(parent, mem_size(1, n) + 1));

	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return (copy);
}

char *
mem_fmt(const void *parent, const char *fmt, ...)
{
	va_list args;
	char *s;

	va_start(args, fmt);
	s = mem_vfmt(parent, fmt, args);
	va_end(args);
	return (s);
}

char *
mem_vfmt(const void *parent, const char *fmt, va_list args)
{
	char near[MEM_SHORT];
	va_list again;
	char *text;
	int n;

	/* talloc would format twice, to learn the length first; most texts are short. */
	va_copy(again, args);
	n = vsnprintf(near, sizeof near, fmt, args);
	text = n >= 0 && (size_t)n < sizeof near ? mem_strn(parent, near, (size_t)n)
						  : mem_must(talloc_vasprintf(parent, fmt, again));
	va_end(again);
	return (text);
}

void
mem_on_free(void *object, int (*end)(void *))
{
	talloc_set_destructor(object, end);
}

void
mem_free(void *object)
{
	if (object != NULL)
		talloc_free(object);
}

size_t
mem_count(const void *root)
{
	return (root == NULL ? 0 : talloc_total_blocks(root));
}
