/* SPDX-License-Identifier: ISC */
/* One thing that has a day (a row of calendar_items), in words: for the calendar's page and for a person's feed. */
#ifndef WEB_CALENDAR_ITEM_H
#define WEB_CALENDAR_ITEM_H

#include "web/visit.h"

/* What it is called, where it is seen, and what else is known of it, "周期事项 · 待完成 · 周毅"; ${slug}: of its site. */
const char *calendar_item_title(struct ctx *c, const struct rows *rows, size_t i);
const char *calendar_item_url(struct ctx *c, const char *slug, const struct rows *rows, size_t i);
const char *calendar_item_said(struct ctx *c, const struct rows *rows, size_t i);
/* As a card of record/views.cs. */
void calendar_item_put(struct visit *v, struct node *node, const struct rows *rows, size_t i);

#endif
