/* SPDX-License-Identifier: ISC */
/*
 * The whole file of a record (RX.14): the record and everything that belongs to it on one page for paper, or as an archive with
 * all attachments and a manifest.  Made piece by piece, each record with the statements and the sight of its own page, so that
 * memory does not grow with the file.
 */
#ifndef PAGES_RECORD_ARCHIVE_H
#define PAGES_RECORD_ARCHIVE_H

#include "web/visit.h"

extern const size_t archive_state;
void archive_ask(struct visit *v);
struct err *archive_answer(struct visit *v) MUST_CHECK;         /* with the suffix "zip" the archive */

#endif
