/* SPDX-License-Identifier: ISC */
/* The menu beside every page: what this person may open in this site, and in the operation of the deployment. */
#ifndef WEB_NAV_H
#define WEB_NAV_H

#include "web/visit.h"

/* Into the view, for templates/layout.cs; nothing for whoever is not logged in. */
struct err *nav_put(struct visit *v) MUST_CHECK;

/* What this browser has folded in the menu, as it says itself: a page is made of it too (web/unchanged.h). "" when nothing. */
const char *nav_folds(const struct visit *v);

#endif
