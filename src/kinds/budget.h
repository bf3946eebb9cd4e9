/* SPDX-License-Identifier: ISC */
/* What budgets and expenses share: the items of article 5, earmarked. */
#ifndef KINDS_BUDGET_H
#define KINDS_BUDGET_H

extern const char *const budget_items[];

#endif
