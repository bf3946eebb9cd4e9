/* SPDX-License-Identifier: ISC */
/*
 * Filing an appeal (R35.2): a move of the penalty, so that it belongs to one and comes from the
 * person concerned.
 */
#ifndef KINDS_APPEAL_H
#define KINDS_APPEAL_H

#include "record/kind.h"

/*
 * Make an appeal of the acting person against ${penalty}, whose move has checked who and when.
 * Waits.
 */
struct err *appeal_file(struct ctx *c, const struct record *penalty,
    const char *reasons) MUST_CHECK;

#endif
