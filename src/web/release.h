/* SPDX-License-Identifier: ISC */
/* A release or launch that has a day (a row of release_month), in words: for the calendars and a person's feed. */
#ifndef WEB_RELEASE_H
#define WEB_RELEASE_H

#include "access/ctx.h"

/* "22:30 · 客户服务平台 3.4.2 · 常规 · 已安排时段 · 测试中": what is known of it. */
const char *release_said(struct ctx *c, const struct rows *rows, size_t i);

#endif
