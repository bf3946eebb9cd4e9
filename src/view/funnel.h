/* SPDX-License-Identifier: ISC */
/*
 * What passes through a series of steps, as SVG text: a box per step below one another, as wide as much passed, in the colour of how long
 * it took; its name on the left, its figures on the right.  Class names only, as in chart.h; colour says nothing that the figures do not.
 */
#ifndef VIEW_FUNNEL_H
#define VIEW_FUNNEL_H

#include "base/mem.h"
#include <stddef.h>

enum { FUNNEL_HEATS = 5 };

struct funnel_step {
	const char *name;
	long long n;
	int heat;                       /* 1 (quick) … FUNNEL_HEATS (slow): the class h1 … h5; 0: nothing passed */
	const char *figures;            /* in the reader's language */
};

/* NULL when there is no step to draw. */
char *funnel_svg(const void *parent, const char *title, const struct funnel_step *steps, size_t n);

#endif
