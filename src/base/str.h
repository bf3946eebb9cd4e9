/* SPDX-License-Identifier: ISC */
/*
 * Bytes and text: a growing buffer, UTF-8, numbers read strictly.  Text is
 * UTF-8 and lengths shown to people count characters, not bytes.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/mem.h"
#include <stdbool.h>
#include <stdint.h>

/* Marks a text for the catalogues where it cannot be looked up (view/words.h does that). */
#define N_(text) (text)

struct buf {
	char *data;     /* always NUL-terminated */
	size_t len;     /* without the NUL */
	size_t room;
};

struct buf *buf_new(const void *parent);
void buf_room(struct buf *b, size_t n);                         /* ${n} more bytes are to be expected */
void buf_put(struct buf *b, const char *s);                   /* NULL adds nothing */
void buf_putn(struct buf *b, const char *s, size_t n);
void buf_putc(struct buf *b, char c);
void buf_fmt(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

bool str_eq(const char *a, const char *b);                    /* NULL equals only NULL */
bool str_empty(const char *s);                                /* NULL or "" */
bool str_starts(const char *s, const char *prefix);
bool str_has_word(const char *words, const char *word);       /* is ${word} in the blank-separated ${words}? */
bool str_has_item(const char *items, const char *item);       /* is ${item} in the comma-separated ${items}? */
const char *str_or(const char *s, const char *otherwise);     /* ${s} unless it is NULL or "" */
char *str_trim(char *s);                                      /* in place: blanks (also U+3000) at both ends */
char *str_lower(char *s);                                     /* in place, ASCII only */
bool str_is_utf8(const char *s, size_t n);                    /* well-formed, shortest form, no surrogate, no NUL */
/*
 * Bytes of the well-formed character at ${s}, of which ${n} bytes may be looked at; 0: none is there. Four are
 * enough where a NUL ends the text: asking for the length at each character would take quadratic time.
 */
size_t str_char_bytes(const char *s, size_t n);
uint32_t str_code_point(const char *s);                       /* of the character at ${s}; 0: the end, or malformed */
size_t str_chars(const char *s);                              /* characters in valid UTF-8 */
/*
 * Does a text contain a statement?  It needs about three Han characters or six letters and digits, three of
 * them different: "x", "ok", "无" and invisible text do not count. The same rule for SQL is app.says.
 */
bool str_says(const char *s);
char *str_cut(const void *parent, const char *s, size_t chars); /* at most so many characters, then "…" */
/* Whole string, no sign tricks, in [min, max]; false leaves *out alone. */
bool str_to_int(const char *s, int64_t min, int64_t max, int64_t *out) MUST_CHECK;
/* "12,345.60" or "12345.6" to "12345.60": exact decimal with two places, below 10^12; NULL if it is none. */
char *str_to_money(const void *parent, const char *s);
char *str_money(const void *parent, const char *decimal);     /* "12345.60" to "12,345.60" */
char *str_hex(const void *parent, const unsigned char *bytes, size_t n);
bool str_unhex(const char *hex, unsigned char *out, size_t n) MUST_CHECK; /* exactly 2n digits */
/* Several texts as one: str_join(parent, "/", slug, "/", rest); a third of what formatting costs. */
#define str_join(parent, ...) str_join_n((parent), (const char *const[]){ __VA_ARGS__, NULL })
char *str_join_n(const void *parent, const char *const *parts);
/* Split at ${sep} in place; returns the parts, NULL-terminated, owned by ${parent}. "" gives no part, "a,,b" three. */
char **str_split(const void *parent, char *s, char sep);
/* The nearest of ${names} (NULL-terminated) by edit distance, or NULL when none is near: "did you mean". */
const char *str_nearest(const char *name, const char *const *names);

#endif
