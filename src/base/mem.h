/* SPDX-License-Identifier: ISC */
/*
 * Memory by lifetime. Every allocation has a parent; freeing the parent frees it. In a
 * request the parent is `struct ctx`, in a worker the worker; there is no third lifetime.
 * Memory is zeroed (but mem_bytes) and never NULL: out of memory ends the process (the
 * supervisor starts another). No other file uses talloc.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define ARRAY_LEN(a) (sizeof(a) / sizeof *(a))

/* A new zeroed object, or ${n} of them in a row, owned by ${parent} (NULL: a root). */
#define mem_new(parent, type) ((type *)mem_zeroed((parent), sizeof(type), 1, #type))
#define mem_array(parent, type, n) ((type *)mem_zeroed((parent), sizeof(type), (n), #type))

void *mem_zeroed(const void *parent, size_t size, size_t n, const char *name);
/* A parent whose objects lie side by side in ${n} bytes, as long as they fit: quick to make and to free. */
void *mem_pool(const void *parent, size_t n);
void *mem_bytes(const void *parent, size_t n);                /* not zeroed: for what is filled at once */
/* Grow ${old} (an array of ${size}-byte items) to ${n} items; new items are zeroed. */
void *mem_grow(const void *parent, void *old, size_t size, size_t had, size_t n);
char *mem_str(const void *parent, const char *s);             /* NULL stays NULL */
char *mem_strn(const void *parent, const char *s, size_t n);  /* n bytes and a NUL */
char *mem_fmt(const void *parent, const char *fmt, ...) PRINTF_LIKE(2, 3);
char *mem_vfmt(const void *parent, const char *fmt, va_list args) PRINTF_LIKE(2, 0);
/* Run ${end}(object) just before ${object} is freed; it must return 0. */
void mem_on_free(void *object, int (*end)(void *));
void mem_free(void *object);                                  /* NULL is fine */
size_t mem_count(const void *root);                           /* objects below and with ${root}: for leak tests */

#endif
