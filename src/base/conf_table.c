/* SPDX-License-Identifier: ISC */
#include "base/conf_table.h"

#include "base/str.h"

/* Default folders.  The build normally defines them; these are the values of a package. */
#ifndef GATEHOUSE_DATA
#define GATEHOUSE_DATA "/usr/share/gatehouse"
#endif
#ifndef GATEHOUSE_STATE
#define GATEHOUSE_STATE "/var/lib/gatehouse"
#endif
#ifndef GATEHOUSE_RUN
#define GATEHOUSE_RUN "/run/gatehouse"
#endif

#define AT(member) #member, offsetof(struct conf, member)
#define DAY 86400

/*
 * TO ADD ONE: 1. a member of struct conf (conf.h), 2. a row here, 3. a line in etc/gatehouse.conf.
 * The environment's name, the error texts and `gatehousectl config show` follow from the row.
 */
const struct setting conf_table[] = {
	{ AT(database), SETTING_SECRET, "dbname=gatehouse user=gatehouse_app", 0, 0,
	    "the workers' connection (libpq); empty: libpq's environment" },
	{ AT(base_url), SETTING_ADDRESS, "http://127.0.0.1:8080", 0, 0,
	    "the address people use" },
	{ AT(timezone), SETTING_ZONE, "Asia/Shanghai", 0, 0,
	    "time zone of days and times" },
	{ AT(templates), SETTING_FOLDER, GATEHOUSE_DATA "/templates", 0, 0,
	    "templates" },
	{ AT(sql), SETTING_FOLDER, GATEHOUSE_DATA "/sql", 0, 0,
	    "migrations and seeds" },
	{ AT(words), SETTING_FOLDER, GATEHOUSE_DATA "/words", 0, 0,
	    "catalogues of texts" },
	{ AT(files), SETTING_FOLDER, GATEHOUSE_STATE "/files", 0, 0,
	    "uploaded files" },
	{ AT(uploads), SETTING_FOLDER, GATEHOUSE_STATE "/uploads", 0, 0,
	    "uploads being received; same file system as files" },
	{ AT(run), SETTING_FOLDER, GATEHOUSE_RUN, 0, 0,
	    "sockets and slot files" },
	{ AT(language), SETTING_LANGUAGE, "zh_CN", 0, 0,
	    "language when neither account nor browser says one" },
	{ AT(upload_max), SETTING_BYTES, "20MB", 1024, 1LL << 31,
	    "largest request with files" },
	{ AT(upload_file_max), SETTING_BYTES, "20MB", 1024, 1LL << 31,
	    "largest file" },
	{ AT(record_files_max), SETTING_BYTES, "500MB", 1024, 1LL << 40,
	    "all files of one record" },
	{ AT(site_files_per_day), SETTING_BYTES, "2GB", 1024, 1LL << 44,
	    "what one site uploads in a day" },
	{ AT(form_max), SETTING_BYTES, "1MB", 1024, 64LL << 20,
	    "largest form without files" },
	{ AT(hash_slots), SETTING_COUNT, "2", 1, 64,
	    "password hashes at the same time" },
	{ AT(exports_at_once), SETTING_COUNT, "2", 1, 64,
	    "files, archives and prints made for one account at the same time" },
	{ AT(hash_log_n), SETTING_COUNT, "16", 10, 20,
	    "scrypt: log2 of N" },
	{ AT(hash_r), SETTING_COUNT, "8", 1, 32,
	    "scrypt: r" },
	{ AT(hash_p), SETTING_COUNT, "2", 1, 16,
	    "scrypt: p" },
	{ AT(password_min), SETTING_COUNT, "10", 10, 64,
	    "characters of a password" },
	{ AT(blocked_passwords), SETTING_FOLDER, GATEHOUSE_DATA "/etc/passwords.txt", 0, 0,
	    "file of passwords nobody may choose" },
	{ AT(session_idle), SETTING_SECONDS, "30min", 60, 30 * DAY,
	    "a session ends after so long without a request" },
	{ AT(session_max), SETTING_SECONDS, "12h", 60, 90 * DAY,
	    "a session ends after so long in any case" },
	{ AT(login_tries), SETTING_COUNT, "5", 1, 1000,
	    "wrong passwords after which a log-in waits" },
	{ AT(login_window), SETTING_SECONDS, "15min", 10, DAY,
	    "the longest that a log-in waits" },
	{ AT(trusted_proxies), SETTING_NETWORKS, "", 0, 0,
	    "proxies whose X-Forwarded-For is believed" },
	{ AT(seal_key), SETTING_HIDDEN, "", 0, 0,
	    "seals what must not stand in the database, signs links in mail" },
	{ AT(smtp_url), SETTING_MAIL_SERVER, "", 0, 0,
	    "mail server; empty: no mail" },
	{ AT(smtp_user), SETTING_TEXT, "", 0, 0,
	    "log-in at the mail server" },
	{ AT(smtp_password), SETTING_HIDDEN, "", 0, 0,
	    "password at the mail server" },
	{ AT(smtp_ca), SETTING_TEXT, "", 0, 0,
	    "certificates that the mail server's is checked by" },
	{ AT(smtp_tls), SETTING_SWITCH, "on", 0, 0,
	    "send mail over TLS only" },
	{ AT(mail_from), SETTING_TEXT, "gatehouse@localhost", 0, 0,
	    "address that mail comes from" },
	{ AT(imap_url), SETTING_MAILBOX, "", 0, 0,
	    "mailbox to which mail is answered; empty: it cannot be answered" },
	{ AT(imap_user), SETTING_TEXT, "", 0, 0,
	    "log-in at the mailbox" },
	{ AT(imap_password), SETTING_HIDDEN, "", 0, 0,
	    "password at the mailbox" },
	{ AT(imap_ca), SETTING_TEXT, "", 0, 0,
	    "certificates that the mailbox's server is checked by" },
	{ AT(imap_tls), SETTING_SWITCH, "on", 0, 0,
	    "read the mailbox over TLS only" },
	{ AT(mail_reply), SETTING_TEXT, "", 0, 0,
	    "address of the mailbox, which must also take name+anything@domain" },
	{ AT(reply_days), SETTING_COUNT, "14", 1, 30,
	    "days for which an answer to a mail is taken" },
	{ AT(courier_limit), SETTING_SECONDS, "2min", 1, 600,
	    "a step of the courier that takes longer has hung, and ends it" },
	{ AT(robot_networks), SETTING_NETWORKS, "", 0, 0,
	    "private networks in which robots and webhooks may be" },
	{ AT(log_debug), SETTING_SWITCH, "off", 0, 0,
	    "log debug lines" },
	{ NULL, 0, SETTING_SECRET, NULL, 0, 0, NULL },
};

const struct setting *
conf_table_find(const char *key)
{
	const struct setting *s = conf_table;

	while (s->name != NULL && !str_eq(s->name, key))
		s++;
	return (s->name == NULL ? NULL : s);
}

const char *
conf_table_nearest(const char *key)
{
	const char *names[ARRAY_LEN(conf_table)];
	size_t i;

	/* The last row's name is the NULL that ends the names too. */
	for (i = 0; i < ARRAY_LEN(conf_table); i++)
		names[i] = conf_table[i].name;
	return (str_nearest(key, names));
}
