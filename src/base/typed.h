/* SPDX-License-Identifier: ISC */
/*
 * What people type and paste, read strictly after one folding (base/fold.h): days, times, amounts, whole
 * numbers and numbers of records, as Chinese and English keyboards, office programs and letters write them
 * (case E). Ambiguous input is refused.  Forms, filters, addresses and imports use these functions.
 */
#ifndef BASE_TYPED_H
#define BASE_TYPED_H

#include "base/date.h"
#include "base/mem.h"
#include <stdbool.h>
#include <stdint.h>

#define TIME_TEXT 6      /* "09:30" and a NUL */

/*
 * "2026-12-01", "2026/12/1", "2026.12.1", "20261201", "2026年12月1日" (also 号, and 二〇二六年十二月一日), each also with the
 * midnight that a spreadsheet adds ("2026/12/1 0:00:00").  Not: a year of two digits, day or month first, another time of day.
 * ${out} is "YYYY-MM-DD"; false leaves it alone.
 */
bool typed_date(const char *typed, char out[DATE_TEXT]) MUST_CHECK;
/* "9:30", "09:30:00", "9时30分", "9点半", "9点" to "HH:MM".  Not: 12-hour clocks, seconds. */
bool typed_time(const char *typed, char out[TIME_TEXT]) MUST_CHECK;
/* A whole number in [min, max], also grouped in threes ("1,200"). */
bool typed_int(const char *typed, int64_t min, int64_t max, int64_t *out) MUST_CHECK;
/*
 * An amount in yuan as an exact decimal with two places, below 10^12: "1,200.50", "¥1,200.50", "CNY 1200", "1200元", "1.2万" (12,000.00:
 * exact to the fen or refused).  NULL: none, another currency, or negative.
 */
char *typed_money(const void *parent, const char *typed) MUST_CHECK;
/*
 * The number of a record as it is written here, "REQ-2026-0141": from any dashes ("REQ–2026–0141"), small letters and too few
 * or too many leading zeros ("REQ-2026-141").  NULL: it is none.
 */
char *typed_number(const void *parent, const char *typed) MUST_CHECK;

#endif
