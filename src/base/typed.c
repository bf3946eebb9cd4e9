/* SPDX-License-Identifier: ISC */
#include "base/typed.h"

#include "base/fold.h"
#include "base/str.h"

#include <stdio.h>
#include <string.h>

/* Step over ${word} (and blanks before it) if it comes next. */
static bool
take(const char **s, const char *word)
{
	const char *p = *s + strspn(*s, " ");
	size_t n = strlen(word);

	if (strncmp(p, word, n) != 0)
		return (false);
	*s = p + n;
	return (true);
}

static bool
take_one_of(const char **s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (take(s, *words))
			return (true);
	return (false);
}

static bool
is_end(const char *s)
{
	return (s[strspn(s, " ")] == '\0');
}

/* At least ${least} and at most ${most} digits. */
static bool
take_digits(const char **s, size_t least, size_t most, int *out)
{
	const char *p = *s + strspn(*s, " ");
	size_t n = strspn(p, "0123456789");

	if (n < least || n > most)
		return (false);
	*out = 0;
	for (*s = p + n; p < *s; p++)
		*out = *out * 10 + (*p - '0');
	return (true);
}

/* A Chinese digit, 十 being 10; -1: none comes next. */
static int
take_numeral(const char **s)
{
	static const char *const numerals[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "零", "○" };

	for (size_t i = 0; i < ARRAY_LEN(numerals); i++)
		if (str_starts(*s, numerals[i])) {
			*s += strlen(numerals[i]);
			return (i > 10 ? 0 : (int)i);
		}
	return (-1);
}

/* 二〇二六 is read digit by digit, 二十一 by its tens. */
static bool
take_numerals(const char **s, int *out)
{
	int n, count = 0;
	bool tens = false;

	for (*out = 0; count < 5 && (n = take_numeral(s)) >= 0; count++) {
		if (n == 10) {
			if (tens || count > 1)
				return (false);
			*out = (count == 0 ? 1 : *out) * 10;
			tens = true;
		} else {
			*out = tens ? *out + n : *out * 10 + n;
		}
	}
	return (count > 0 && count < 5);
}

static bool
take_part(const char **s, size_t least, size_t most, int *out)
{
	return (take_digits(s, least, most, out) || take_numerals(s, out));
}

/* ---- days */

static bool
take_date(const char **s, int *year, int *month, int *day)
{
	static const char *const marks[] = { "-", "/", "." };
	static const char *const day_words[] = { "日", "号", NULL };
	const char *p = *s;
	int all;

	if (take_digits(&p, 8, 8, &all)) {
		*year = all / 10000;
		*month = all / 100 % 100;
		*day = all % 100;
		*s = p;
		return (true);
	}
	if (!take_part(s, 4, 4, year))
		return (false);
	if (take(s, "年"))
		return (take_part(s, 1, 2, month) && take(s, "月") && take_part(s, 1, 2, day) && take_one_of(s, day_words));
	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (take(s, marks[i]))
			return (take_digits(s, 1, 2, month) && take(s, marks[i]) && take_digits(s, 1, 2, day));
	return (false);
}

/* The midnight that spreadsheets add to a day.  Any other time of day is refused, because it would be lost. */
static bool
take_midnight(const char **s)
{
	static const char *const midnights[] = { "0:00:00", "00:00:00", "0:00", "00:00", NULL };

	if (is_end(*s))
		return (true);
	if (**s == 'T')
		(*s)++;
	else if (**s != ' ')
		return (false);
	if (!take_one_of(s, midnights))
		return (false);
	if (take(s, "."))
		*s += strspn(*s, "0");
	return (true);
}

bool
typed_date(const char *typed, char out[DATE_TEXT])
{
	char *text = fold_code(NULL, typed), iso[32];
	const char *s = text;
	int year, month, day;
	int32_t found;
	bool good;

	good = take_date(&s, &year, &month, &day) && take_midnight(&s) && is_end(s);
	if (good) {
		(void)snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
		good = date_read(iso, &found);
	}
	if (good)
		memcpy(out, iso, DATE_TEXT);
	mem_free(text);
	return (good);
}

/* ---- times of day */

static bool
take_minutes(const char **s, int *minute)
{
	static const char *const hour_words[] = { "时", "点", NULL };
	int seconds = 0;

	*minute = 0;
	if (take(s, ":"))
		return (take_digits(s, 2, 2, minute) && (!take(s, ":") || (take_digits(s, 2, 2, &seconds) && seconds == 0)));
	if (!take_one_of(s, hour_words))
		return (false);
	if (take(s, "整") || is_end(*s))
		return (true);
	if (take(s, "半"))
		*minute = 30;
	/* 9点30 is half past nine; 9点5 may be anything. */
	return (*minute == 30 || (take_part(s, 1, 2, minute) && (take(s, "分") || *minute > 9)));
}

bool
typed_time(const char *typed, char out[TIME_TEXT])
{
	char *text = fold_code(NULL, typed);
	const char *s = text;
	int hour, minute;
	bool good;

	good = take_part(&s, 1, 2, &hour) && take_minutes(&s, &minute) && is_end(s) && hour < 24 && minute < 60;
	if (good)
		(void)snprintf(out, TIME_TEXT, "%02u:%02u", (unsigned)hour % 24, (unsigned)minute % 60);
	mem_free(text);
	return (good);
}

/* ---- numbers and amounts */

/* Digits, perhaps in groups of three, to ${out} without commas; returns what follows, NULL: not grouped in threes. */
static const char *
take_whole(const char *s, struct buf *out)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || (s[n] == ',' && n > 3))
		return (NULL);
	buf_putn(out, s, n);
	for (s += n; *s == ','; s += n) {
		n = strspn(++s, "0123456789");
		if (n != 3)
			return (NULL);
		buf_putn(out, s, n);
	}
	return (s);
}

bool
typed_int(const char *typed, int64_t min, int64_t max, int64_t *out)
{
	char *text = fold_code(NULL, typed);
	struct buf *number = buf_new(text);
	const char *s = text;
	bool good;

	if (take(&s, "-"))
		buf_putc(number, '-');
	s = take_whole(s, number);
	good = s != NULL && is_end(s) && str_to_int(number->data, min, max, out);
	mem_free(text);
	return (good);
}

/* The digits behind the point and the zeros that make ${places} of them; false: more than that many. */
static bool
put_places(const char **s, size_t places, struct buf *out)
{
	size_t n = 0;

	if (**s == '.') {
		n = strspn(++*s, "0123456789");
		if (n == 0)
			return (false);
		buf_putn(out, *s, n < places ? n : places);
		/* Trailing zeros are allowed: 1.20000万 equals 1.2万. */
		if (n > places && strspn(*s + places, "0") < n - places)
			return (false);
		*s += n;
	}
	for (; n < places; n++)
		buf_putc(out, '0');
	return (true);
}

/* How many zeros the word behind an amount adds. */
static size_t
power_of(const char *s)
{
	s += strspn(s, "0123456789.,");
	return (take(&s, "万") ? 4 : take(&s, "亿") ? 8 : 0);
}

char *
typed_money(const void *parent, const char *typed)
{
	static const char *const before[] = { "¥", "CNY", "RMB", "人民币", NULL };
	static const char *const after[] = { "元整", "圆整", "元", "圆", "CNY", "RMB", NULL };
	char *text = fold_code(NULL, typed), *money = NULL;
	struct buf *fen = buf_new(text), *yuan = buf_new(text);
	const char *s = text;
	size_t power;

	(void)(take_one_of(&s, before) && take_one_of(&s, before));
	s += strspn(s, " ");
	power = power_of(s);
	s = take_whole(s, fen);
	/* Only where the amount is written out, two places at most; 万 moves the point. */
	if (s != NULL && (power > 0 || *s != '.' || strspn(s + 1, "0123456789") <= 2) && put_places(&s, power + 2, fen)) {
		(void)(power == 4 ? take(&s, "万") : power == 8 && take(&s, "亿"));
		(void)take_one_of(&s, after);
		buf_putn(yuan, fen->data, fen->len - 2);
		buf_fmt(yuan, ".%s", fen->data + fen->len - 2);
		money = is_end(s) ? str_to_money(parent, yuan->data) : NULL;
	}
	mem_free(text);
	return (money);
}

/* ---- numbers of records */

char *
typed_number(const void *parent, const char *typed)
{
	enum { YEAR = 4, DIGITS = 4, DIGITS_MAX = 9 };
	char *text = fold_code(NULL, typed), *number = NULL;
	const char *s = text, *digits;
	size_t code, n;

	for (char *p = text; *p != '\0'; p++)
		*p = (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
	code = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	if (code >= 2 && code <= 4 && s[code] == '-' && strspn(s + code + 1, "0123456789") == YEAR && s[code + 1 + YEAR] == '-') {
		digits = s + code + 1 + YEAR + 1;
		n = strspn(digits, "0123456789");
		if (n > 0 && digits[n] == '\0') {
			for (; n > DIGITS && *digits == '0'; n--)
				digits++;
			if (n <= DIGITS_MAX)
				number = mem_fmt(parent, "%.*s%.*s%s", (int)(code + 1 + YEAR + 1), s, n < DIGITS ? (int)(DIGITS - n) : 0, "0000", digits);
		}
	}
	mem_free(text);
	return (number);
}
