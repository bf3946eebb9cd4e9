/* SPDX-License-Identifier: ISC */
/* What the files of inspections (inspection.c, inspection_entries.c) share. */
#ifndef KINDS_INSPECTION_H
#define KINDS_INSPECTION_H

#include "record/kind.h"

extern const struct entry inspection_entries[];

#endif
