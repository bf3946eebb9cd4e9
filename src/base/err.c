/* SPDX-License-Identifier: ISC */
#include "base/err.h"

#include "base/str.h"

#define ERR_PLACES 24   /* deeper traces keep their beginning */

struct err_place {
	const char *func;
	const char *file;
	int line;
};

struct err {
	enum err_kind kind;
	char *text;
	char *said;
	bool grave;
	size_t n;
	struct err_place places[ERR_PLACES];
};

/* An error outlives the request that made it, so it has no parent: err_free ends it. */
struct err *
err_raise(enum err_kind kind, const char *func, const char *file, int line, const char *fmt, ...)
{
	struct err *err = mem_new(NULL, struct err);
	va_list args;

	err->kind = kind;
	va_start(args, fmt);
	err->text = mem_vfmt(err, fmt, args);
	va_end(args);
	return (err_pass(err, func, file, line));
}

struct err *
err_pass(struct err *err, const char *func, const char *file, int line)
{
	if (err != OK && err->n < ERR_PLACES)
		err->places[err->n++] = (struct err_place){ func, file, line };
	return (err);
}

struct err *
err_say(struct err *err, const char *key)
{
	if (err == OK)
		return (err);
	mem_free(err->said);
	err->said = mem_str(err, key);
	return (err);
}

struct err *
err_weigh(struct err *err)
{
	if (err != OK)
		err->grave = true;
	return (err);
}

bool
err_is_grave(const struct err *err)
{
	return (err != OK && err->grave);
}

enum err_kind
err_kind(const struct err *err)
{
	return (err == OK ? ERR_INTERNAL : err->kind);
}

const char *
err_said(const struct err *err)
{
	return (err == OK ? NULL : err->said);
}

const char *
err_text(const struct err *err)
{
	return (err == OK ? "" : err->text);
}

char *
err_trace(const void *parent, const struct err *err)
{
	struct buf *b = buf_new(parent);
	const struct err_place *p;
	size_t i;

	buf_put(b, err_text(err));
	/* Texts from servers and libraries may end in line breaks. */
	for (i = 0; i < b->len; i++) {
		if (b->data[i] == '\n' || b->data[i] == '\r')
			b->data[i] = ' ';
	}
	for (i = 0; err != OK && i < err->n; i++) {
		p = &err->places[i];
		buf_fmt(b, "%s%s (%s:%d)", i == 0 ? " at " : " < ", p->func, p->file, p->line);
	}
	return (b->data);
}

void
err_free(struct err *err)
{
	mem_free(err);
}
