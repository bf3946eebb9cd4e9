/* SPDX-License-Identifier: ISC */
/*
 * A record on paper (RX.14): the plain print, or the official notice of a kind
 * that has one (GB/T 9704).
 */
#ifndef PAGES_RECORD_PRINT_H
#define PAGES_RECORD_PRINT_H

#include "pages/record/show.h"

extern const size_t print_state;
void print_ask(struct visit *v);
/* Does its official print name whoever asks for it (paper.mine), and may they have it? */
bool print_is_mine(const struct record *rec);
struct err *print_answer(struct visit *v) MUST_CHECK;

/* The plain print of a record as a part of a larger file (pages/record/archive.h): asks, then fills the root of v as record/part reads it. */
void print_ask_part(struct visit *v, struct show *s);
struct err *print_part(struct visit *v, struct show *s) MUST_CHECK;

#endif
