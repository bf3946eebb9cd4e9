/* SPDX-License-Identifier: ISC */
/* The settings there are, one row each.  Only for conf.c, which reads and shows them. */
#ifndef BASE_CONF_TABLE_H
#define BASE_CONF_TABLE_H

#include "base/conf.h"

/* Texts first, then the switch, then amounts. */
enum setting_type {
	SETTING_SECRET,      /* a text that may hold a password */
	SETTING_HIDDEN,      /* a password or key */
	SETTING_TEXT,
	SETTING_ADDRESS,     /* http:// or https:// */
	SETTING_MAIL_SERVER, /* smtp:// or smtps://, or nothing */
	SETTING_MAILBOX,     /* imap:// or imaps:// with a folder, or nothing */
	SETTING_FOLDER,      /* or a file: an absolute path */
	SETTING_ZONE,
	SETTING_LANGUAGE,
	SETTING_NETWORKS,    /* addresses and networks, separated by commas */
	SETTING_SWITCH,
	SETTING_BYTES,
	SETTING_SECONDS,
	SETTING_COUNT,
};

struct setting {
	const char *name;
	size_t at;              /* where in struct conf */
	enum setting_type type;
	const char *otherwise;  /* the default, written as in the file */
	int64_t min;            /* of amounts */
	int64_t max;
	const char *meaning;
};

extern const struct setting conf_table[];   /* ends with a NULL name */

const struct setting *conf_table_find(const char *key);   /* NULL: there is none */
const char *conf_table_nearest(const char *key);          /* or NULL */

#endif
