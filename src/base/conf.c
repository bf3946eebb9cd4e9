/* SPDX-License-Identifier: ISC */
#include "base/conf.h"

#include "base/conf_value.h"
#include "base/str.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Where an installation keeps its things: the build says so, this is what a package would. */
#ifndef GATEHOUSE_DATA
#define GATEHOUSE_DATA "/usr/share/gatehouse"
#endif
#ifndef GATEHOUSE_STATE
#define GATEHOUSE_STATE "/var/lib/gatehouse"
#endif
#ifndef GATEHOUSE_RUN
#define GATEHOUSE_RUN "/run/gatehouse"
#endif

enum setting_type { TEXT, SECRET, ADDRESS, FOLDER, ZONE, LANGUAGE, BYTES, SECONDS, COUNT, SWITCH };

struct setting {
	const char *name;
	enum setting_type type;
	size_t at;              /* where in struct conf */
	const char *otherwise;  /* the default, written as in the file */
	int64_t min;
	int64_t max;
	const char *meaning;
};

#define AT(member) #member, .at = offsetof(struct conf, member)
#define DAY 86400

/*
 * TO ADD ONE: 1. a member of struct conf (conf.h), 2. a row here, 3. a line in etc/gatehouse.conf.
 * The environment's name, the error texts and `gatehousectl config show` follow from the row.
 */
static const struct setting settings[] = {
	{ AT(database), .type = SECRET, .otherwise = "", .meaning = "libpq connection string; empty: libpq's environment" },
	{ AT(base_url), .type = ADDRESS, .otherwise = "http://127.0.0.1:8080", .meaning = "the address people use" },
	{ AT(timezone), .type = ZONE, .otherwise = "Asia/Shanghai", .meaning = "time zone of days and times" },
	{ AT(templates), .type = FOLDER, .otherwise = GATEHOUSE_DATA "/templates", .meaning = "templates" },
	{ AT(sql), .type = FOLDER, .otherwise = GATEHOUSE_DATA "/sql", .meaning = "migrations and seeds" },
	{ AT(words), .type = FOLDER, .otherwise = GATEHOUSE_DATA "/words", .meaning = "catalogues of texts" },
	{ AT(files), .type = FOLDER, .otherwise = GATEHOUSE_STATE "/files", .meaning = "uploaded files" },
	{ AT(uploads), .type = FOLDER, .otherwise = GATEHOUSE_STATE "/uploads", .meaning = "uploads being received; same file system as files" },
	{ AT(run), .type = FOLDER, .otherwise = GATEHOUSE_RUN, .meaning = "sockets and slot files" },
	{ AT(language), .type = LANGUAGE, .otherwise = "zh_CN", .meaning = "language when neither account nor browser says one" },
	{ AT(upload_max), .type = BYTES, .otherwise = "20MB", .min = 1024, .max = 1LL << 31, .meaning = "largest request with files" },
	{ AT(form_max), .type = BYTES, .otherwise = "1MB", .min = 1024, .max = 64LL << 20, .meaning = "largest form without files" },
	{ AT(hash_slots), .type = COUNT, .otherwise = "2", .min = 1, .max = 64, .meaning = "password hashes at the same time" },
	{ AT(hash_log_n), .type = COUNT, .otherwise = "16", .min = 10, .max = 20, .meaning = "scrypt: log2 of N" },
	{ AT(hash_r), .type = COUNT, .otherwise = "8", .min = 1, .max = 32, .meaning = "scrypt: r" },
	{ AT(hash_p), .type = COUNT, .otherwise = "2", .min = 1, .max = 16, .meaning = "scrypt: p" },
	{ AT(password_min), .type = COUNT, .otherwise = "8", .min = 8, .max = 64, .meaning = "characters of a password" },
	{ AT(blocked_passwords), .type = FOLDER, .otherwise = GATEHOUSE_DATA "/etc/passwords.txt", .meaning = "file of passwords nobody may choose" },
	{ AT(session_idle), .type = SECONDS, .otherwise = "30min", .min = 60, .max = 30 * DAY, .meaning = "a session ends after so long without a request" },
	{ AT(session_max), .type = SECONDS, .otherwise = "12h", .min = 60, .max = 90 * DAY, .meaning = "a session ends after so long in any case" },
	{ AT(login_tries), .type = COUNT, .otherwise = "10", .min = 1, .max = 1000, .meaning = "wrong passwords for one account or address" },
	{ AT(login_window), .type = SECONDS, .otherwise = "15min", .min = 10, .max = DAY, .meaning = "within so long" },
	{ AT(log_debug), .type = SWITCH, .otherwise = "off", .meaning = "log debug lines" },
};

/* What callers hold is the first member; conf_set relies on conf_read having made it. */
struct conf_known {
	struct conf conf;
	const char *from[ARRAY_LEN(settings)];
};

static const struct setting *
conf_find(const char *key)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(settings); i++) {
		if (str_eq(settings[i].name, key))
			return (&settings[i]);
	}
	return (NULL);
}

static struct err *
conf_unknown(const char *key)
{
	const char *names[ARRAY_LEN(settings) + 1] = { NULL };
	const char *near;
	size_t i;

	for (i = 0; i < ARRAY_LEN(settings); i++)
		names[i] = settings[i].name;
	near = str_nearest(key, names);
	if (near == NULL)
		return (RAISE(ERR_INVALID, "no setting is called \"%s\"", key));
	return (RAISE(ERR_INVALID, "no setting is called \"%s\"; did you mean \"%s\"?", key, near));
}

static const struct conf_unit *
conf_units(const struct setting *s)
{
	if (s->type == BYTES)
		return (conf_value_bytes);
	return (s->type == SECONDS ? conf_value_seconds : conf_value_none);
}

static struct err *
conf_set_amount(struct conf *conf, const struct setting *s, const char *value)
{
	const struct conf_unit *units = conf_units(s);
	char min[32], max[32];
	int64_t v;

	if (!conf_value_amount(value, units, &v))
		return (RAISE(ERR_INVALID, "\"%s\" = \"%s\": not a number%s", s->name, value,
		    s->type == BYTES ? " with B, kB, MB or GB" :
		    s->type == SECONDS ? " with s, min, h or d" : ""));
	if (v < s->min || v > s->max) {
		conf_value_write(s->min, units, min, sizeof min);
		conf_value_write(s->max, units, max, sizeof max);
		return (RAISE(ERR_INVALID, "\"%s\" = \"%s\": must be between %s and %s", s->name,
		    value, min, max));
	}
	memcpy((char *)conf + s->at, &v, sizeof v);
	return (OK);
}

/* What is wrong with a text, or NULL. */
static const char *
conf_text_fault(enum setting_type type, const char *value)
{
	if (!str_is_utf8(value, strlen(value)) || strpbrk(value, "\r\n") != NULL)
		return ("not one line of UTF-8");
	if (type == ADDRESS && !str_starts(value, "http://") && !str_starts(value, "https://"))
		return ("must begin with http:// or https://");
	if (type == FOLDER && *value != '/')
		return ("must be an absolute path");
	if (type == ZONE && !conf_value_zone(value))
		return ("not a time zone such as Asia/Shanghai");
	if (type == LANGUAGE && !str_eq(value, "zh_CN") && !str_eq(value, "en"))
		return ("must be zh_CN or en");
	return (NULL);
}

static struct err *
conf_set_text(struct conf *conf, const struct setting *s, const char *value)
{
	const char *fault = conf_text_fault(s->type, value);
	char **place = (char **)(void *)((char *)conf + s->at);
	size_t n = strlen(value);

	/* A secret is not repeated where it could be read. */
	if (fault != NULL)
		return (RAISE(ERR_INVALID, "\"%s\" = \"%s\": %s", s->name, s->type == SECRET ? "…" : value, fault));
	while ((s->type == ADDRESS || s->type == FOLDER) && n > 1 && value[n - 1] == '/')
		n--;
	mem_free(*place);
	*place = mem_strn(conf, value, n);
	return (OK);
}

static struct err *
conf_set_from(struct conf *conf, const char *key, const char *value, const char *from)
{
	const struct setting *s = conf_find(key);
	struct conf_known *known = (struct conf_known *)conf;
	bool on;

	if (s == NULL)
		return (conf_unknown(key));
	if (s->type == SWITCH) {
		if (!conf_value_switch(value, &on))
			return (RAISE(ERR_INVALID, "\"%s\" = \"%s\": must be on or off", key, value));
		memcpy((char *)conf + s->at, &on, sizeof on);
	} else if (s->type >= BYTES) {
		TRY(conf_set_amount(conf, s, value));
	} else {
		TRY(conf_set_text(conf, s, value));
	}
	known->from[s - settings] = from;
	return (OK);
}

struct err *
conf_set(struct conf *conf, const char *key, const char *value)
{
	TRY(conf_set_from(conf, key, value, "command line"));
	return (OK);
}

/* 'it''s' to it's, in place; false when the quote does not end or something but a comment follows. */
static bool
conf_unquote(char *s)
{
	char *to = s, *from = s + 1;

	for (;; from++) {
		if (*from == '\0')
			return (false);
		if (*from == '\'' && *++from != '\'')
			break;
		*to++ = *from;
	}
	from += strspn(from, " \t");
	if (*from != '\0' && *from != '#')
		return (false);
	*to = '\0';
	return (true);
}

static struct err *
conf_read_line(struct conf *conf, char *line, const char *file)
{
	char *key = str_trim(line), *value;

	if (*key == '\0' || *key == '#')
		return (OK);
	value = key + strcspn(key, "= \t");
	if (*value == '\0')
		return (RAISE(ERR_INVALID, "\"%s\" has no value", key));
	*value++ = '\0';
	value += strspn(value, "= \t");
	if (*value != '\'')
		value[strcspn(value, "#")] = '\0';
	else if (!conf_unquote(value))
		return (RAISE(ERR_INVALID, "the value of \"%s\" is not quoted well", key));
	TRY(conf_set_from(conf, key, str_trim(value), file));
	return (OK);
}

static struct err *
conf_read_file(struct conf *conf, const char *file)
{
	const char *name = mem_str(conf, file);
	struct err *err = OK;
	char *line = NULL;
	size_t room = 0;
	int number = 0;
	FILE *f = fopen(file, "re");

	if (f == NULL)
		return (RAISE(ERR_INVALID, "cannot read \"%s\": %s", file, strerror(errno)));
	while (err == OK && getline(&line, &room, f) >= 0) {
		number++;
		err = conf_read_line(conf, line, name);
	}
	free(line);
	(void)fclose(f);
	if (err != OK) {
		/* The person at the file needs its line first. */
		struct err *told = RAISE(err_kind(err), "%s:%d: %s", file, number, err_text(err));

		err_free(err);
		return (told);
	}
	return (OK);
}

static struct err *
conf_read_environment(struct conf *conf)
{
	char name[64], *p;
	const char *value;
	size_t i;

	for (i = 0; i < ARRAY_LEN(settings); i++) {
		(void)snprintf(name, sizeof name, "GATEHOUSE_%s", settings[i].name);
		for (p = name; *p != '\0'; p++) {
			if (*p >= 'a' && *p <= 'z')
				*p = (char)(*p - 'a' + 'A');
		}
		value = getenv(name);
		if (value != NULL)
			TRY(conf_set_from(conf, settings[i].name, value, "environment"));
	}
	return (OK);
}

struct err *
conf_read(const void *parent, const char *file, struct conf **out)
{
	struct conf_known *known = mem_new(parent, struct conf_known);
	struct err *err = OK;
	size_t i;

	for (i = 0; err == OK && i < ARRAY_LEN(settings); i++)
		err = conf_set_from(&known->conf, settings[i].name, settings[i].otherwise, "default");
	if (err == OK && file != NULL)
		err = conf_read_file(&known->conf, file);
	if (err == OK)
		err = conf_read_environment(&known->conf);
	if (err != OK) {
		mem_free(known);
		return (err_pass(err, __func__, __FILE__, __LINE__));
	}
	*out = &known->conf;
	return (OK);
}

static void
conf_show_one(const struct conf *conf, const struct setting *s, const char *from, FILE *to)
{
	const char *member = (const char *)conf + s->at;
	char written[32];
	const char *text = written;
	int64_t v;

	if (s->type == SWITCH) {
		text = *(const bool *)(const void *)member ? "on" : "off";
	} else if (s->type >= BYTES) {
		memcpy(&v, member, sizeof v);
		conf_value_write(v, conf_units(s), written, sizeof written);
	} else {
		text = *(char *const *)(const void *)member;
		/* A connection string may hold a password; then its presence must do. */
		if (s->type == SECRET && (strstr(text, "password") != NULL || strchr(text, '@') != NULL))
			text = "(hidden)";
	}
	(void)fprintf(to, "%-14s %-28s %-14s %s\n", s->name, text, from, s->meaning);
}

void
conf_show(const struct conf *conf, FILE *to)
{
	const struct conf_known *known = (const struct conf_known *)conf;
	size_t i;

	for (i = 0; i < ARRAY_LEN(settings); i++)
		conf_show_one(conf, &settings[i], known->from[i], to);
}
