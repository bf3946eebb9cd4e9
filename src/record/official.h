/* SPDX-License-Identifier: ISC */
/*
 * The number of an official document (RX.14; GB/T 9704, 7.2.5), such as 华数字〔2026〕13号: the site's code (or, without one, that of the kind), the year,
 * and the next number of both, without a gap.  It is given when the document is issued, in that transaction, and never changes.
 */
#ifndef RECORD_OFFICIAL_H
#define RECORD_OFFICIAL_H

#include "record/record.h"

/* Numbers a record that has entered a state in which it is issued (struct paper); once, and never a certificate in somebody's name. */
void official_number(struct ctx *c, const struct record *rec);

#endif
