/* SPDX-License-Identifier: ISC */
/*
 * Texts for people: one catalogue per language for C and templates, made with
 * gettext's tools and read by view/catalogue.h.  A text is either an
 * English sentence (its own key) or, for declared things, a dotted key such as
 * "requirement.state.accepted", which both catalogues must hold.
 * N_("…") marks a text in C for extraction; word() looks one up in the
 * language of the current request.
 */
#ifndef VIEW_WORDS_H
#define VIEW_WORDS_H

#include "base/err.h"
#include <stdbool.h>

#define N_(text) (text)

/* Reads the catalogues below ${dir}; ERR_INTERNAL leaves those that were read before. */
struct err *words_start(const char *dir) MUST_CHECK;
void words_use(const char *language);          /* "zh_CN" or "en"; anything else: "zh_CN" */
const char *words_language(void);                                  /* "zh_CN" or "en" */
const char *words_tag(void);                                       /* "zh-CN" or "en": for lang= */
/* The account's language if it has one, else the best of Accept-Language, else ${otherwise}. */
const char *words_choose(const char *account, const char *accept_language, const char *otherwise);
const char *word(const char *text) __attribute__((format_arg(1)));
/* %1 and %2 replaced; NULL is "". */
const char *wordf(const void *parent, const char *text, const char *a, const char *b);
/* %1 is the number. */
const char *words_count(const void *parent, const char *one, const char *many, long n);
/* A time in words: "45 min", "3 h 20 min"; from two days on in days and hours. */
const char *words_minutes(const void *parent, long minutes);
/*
 * A dotted key made of parts, "requirement.state.draft"; empty ones are left out.  The last part
 * itself when unknown.
 */
const char *word_of(const void *parent, const char *a, const char *b, const char *c);
/* Is there an entry?  For `gatehousectl check`. */
bool words_known(const char *language, const char *key);

#endif
