/* SPDX-License-Identifier: ISC */
/*
 * The configuration: one table of settings (conf_table.c: TO ADD ONE), read from
 * one file (conf_file) of `key = value` lines in the style of PostgreSQL, then the
 * environment (GATEHOUSE_<KEY>), then `-o key=value`; later wins. An unknown key
 * is an error that names the nearest one. Settings that people change in daily
 * work are in the site's rules (access/rules.h).
 */
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

struct conf {
	char *database;        /* libpq conninfo; empty: libpq's own environment */
	char *base_url;        /* as people see it, without a trailing slash; decides Secure cookies */
	char *timezone;        /* IANA name */
	char *templates;       /* directories */
	char *sql;
	char *words;
	char *files;           /* uploaded files */
	char *uploads;         /* where uploads are received; same file system as files */
	char *run;             /* slot files, sockets */
	char *language;        /* if neither account nor browser names one: zh_CN or en */
	int64_t upload_max;    /* bytes */
	int64_t upload_file_max;    /* bytes of one file */
	int64_t record_files_max;   /* bytes of all files of a record */
	int64_t site_files_per_day; /* bytes that a site uploads in a day */
	int64_t form_max;      /* bytes of a form without files */
	int64_t hash_slots;    /* password hashes at the same time on this host */
	int64_t exports_at_once; /* files, archives and prints that are made for one account at the same time */
	int64_t hash_log_n;    /* scrypt: log2 N */
	int64_t hash_r;
	int64_t hash_p;
	int64_t password_min;  /* characters */
	char *blocked_passwords; /* file of passwords nobody may choose, one per line */
	int64_t session_idle;  /* seconds */
	int64_t session_max;   /* seconds */
	int64_t login_tries;   /* wrong passwords in a row after which a log-in waits, longer each time … */
	int64_t login_window;  /* … and at most so many seconds (web/rate_limit.h) */
	char *trusted_proxies; /* addresses and networks whose X-Forwarded-For is believed (base/network.h) */
	char *seal_key;        /* seals the addresses and secrets of robots, signs links and addresses in mail; empty: there are no robots and none of these */
	char *smtp_url;        /* smtp://host:port or smtps://host:port; empty: no mail is sent */
	char *smtp_user;
	char *smtp_password;
	char *smtp_ca;         /* file of certificates that the mail server's is checked by; empty: the machine's */
	bool smtp_tls;         /* smtp:// without STARTTLS is refused */
	char *mail_from;       /* address that mail comes from */
	char *imap_url;        /* imap://host:port/INBOX or imaps://…: where answers to mail are read; empty: none are */
	char *imap_user;
	char *imap_password;
	char *imap_ca;         /* as smtp_ca */
	bool imap_tls;         /* imap:// without STARTTLS is refused */
	char *mail_reply;      /* address of that mailbox; mail is answered to name+….@domain of it */
	int64_t reply_days;    /* for so long an answer to a mail is taken */
	int64_t courier_limit; /* seconds after which a step of the courier that does not end has hung (courier/watch.h) */
	char *robot_networks;  /* private networks in which robots and webhooks may be */
	bool log_debug;
};

/*
 * The file to read: ${asked} (-c) if it is given, else what GATEHOUSE_CONF names in the environment, else
 * /etc/gatehouse/gatehouse.conf (where the build puts it) if it is there; NULL: none. Only the first one given
 * is read.
 */
const char *conf_file(const char *asked);
struct err *conf_read(const void *parent, const char *file, struct conf **out) MUST_CHECK; /* file NULL: defaults and environment */
struct err *conf_set(struct conf *conf, const char *key, const char *value) MUST_CHECK;
/*
 * Each setting in the order of the table: its value as written in the file (a secret is hidden),
 * its source, and its meaning.
 */
void conf_each(const struct conf *conf, void (*each)(void *arg, const char *name, const char *value, const char *from, const char *meaning), void *arg);
/* Where a setting's value came from: "default", a file's name, "environment" or "command line". */
const char *conf_from(const struct conf *conf, const char *key);

#endif
