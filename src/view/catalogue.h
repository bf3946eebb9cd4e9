/* SPDX-License-Identifier: ISC */
/*
 * One catalogue of texts, as msgfmt writes it (gettext's manual, "The Format of
 * GNU MO Files"). gettext itself finds a catalogue by the process's locale and,
 * since glibc 2.41, not at all where no locale is generated; this reads the file
 * that it is given. It does not know languages: the caller passes the number of
 * plural forms.
 */
#ifndef VIEW_CATALOGUE_H
#define VIEW_CATALOGUE_H

#include "base/err.h"

struct catalogue;

/*
 * Reads ${file}, whose language has ${forms} plural forms.  ERR_INTERNAL when it is not there, is no whole
 * catalogue, or was made for another number of forms.  What it holds lives as long as ${parent}.
 */
struct err *catalogue_open(const void *parent, const char *file, unsigned forms, struct catalogue **out) MUST_CHECK;
/* The translation of ${text}, of a text with plurals its form ${form} (from 0); NULL: it has none. */
const char *catalogue_find(const struct catalogue *catalogue, const char *text, unsigned form);

#endif
