/* SPDX-License-Identifier: ISC */
/* What belongs to a review meeting: materials, presence, questions, votes, rectification (review_entries.c). */
#ifndef KINDS_REVIEW_H
#define KINDS_REVIEW_H

#include "record/kind.h"

extern const struct entry review_entries[];

#endif
