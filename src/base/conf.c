/* SPDX-License-Identifier: ISC */
#include "base/conf.h"

#include "base/conf_table.h"
#include "base/conf_value.h"
#include "base/network.h"
#include "base/str.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The build defines where an installation keeps the file. */
#ifndef GATEHOUSE_CONF
#define GATEHOUSE_CONF "/etc/gatehouse/gatehouse.conf"
#endif

/* Callers hold the first member; conf_set relies on conf_read having created the whole. */
struct conf_known {
	struct conf conf;
	const char **from;   /* per row of conf_table: where its value came from */
};

static struct err *
conf_unknown(const char *key)
{
	const char *near = conf_table_nearest(key);

	if (near == NULL)
		return (RAISE(ERR_INVALID, "no setting is called \"%s\"", key));
	return (RAISE(ERR_INVALID, "no setting is called \"%s\"; did you mean \"%s\"?", key, near));
}

static const struct conf_unit *
conf_units(const struct setting *s)
{
	if (s->type == SETTING_BYTES)
		return (conf_value_bytes);
	return (s->type == SETTING_SECONDS ? conf_value_seconds : conf_value_none);
}

static struct err *
conf_set_amount(struct conf *conf, const struct setting *s, const char *value)
{
	const struct conf_unit *units = conf_units(s);
	char min[32], max[32];
	int64_t v;

	if (!conf_value_amount(value, units, &v))
		return (RAISE(ERR_INVALID, "\"%s\" = \"%s\": not a number%s", s->name, value,
		    s->type == SETTING_BYTES ? " with B, kB, MB or GB" :
		    s->type == SETTING_SECONDS ? " with s, min, h or d" : ""));
	if (v < s->min || v > s->max) {
		conf_value_write(s->min, units, min, sizeof min);
		conf_value_write(s->max, units, max, sizeof max);
		return (RAISE(ERR_INVALID, "\"%s\" = \"%s\": must be between %s and %s", s->name,
		    value, min, max));
	}
	memcpy((char *)conf + s->at, &v, sizeof v);
	return (OK);
}

static bool
conf_are_networks(const char *value)
{
	char *fault = network_list_fault(NULL, value);

	mem_free(fault);
	return (fault == NULL);
}

/* ---- what a text may be */

static bool
begins(const char *value, const char *scheme)
{
	const char *rest = str_starts(value, scheme) ? value + strlen(scheme) : "";

	return (str_starts(rest + (*rest == 's'), "://"));
}

static bool
is_address(const char *value)
{
	return (begins(value, "http"));
}

static bool
is_mail_server(const char *value)
{
	return (*value == '\0' || begins(value, "smtp"));
}

static bool
is_mailbox(const char *value)
{
	const char *machine = *value == '\0' ? NULL : strstr(value, "://");

	return (*value == '\0' || (begins(value, "imap") && strchr(machine + 3, '/') != NULL));
}

static bool
is_absolute(const char *value)
{
	return (*value == '/');
}

static bool
is_language(const char *value)
{
	return (str_eq(value, "zh_CN") || str_eq(value, "en"));
}

static const struct {
	enum setting_type type;
	bool (*fits)(const char *value);
	const char *fault;
} text_rules[] = {
	{ SETTING_ADDRESS, is_address, "must begin with http:// or https://" },
	{ SETTING_MAIL_SERVER, is_mail_server, "must begin with smtp:// or smtps://" },
	{ SETTING_MAILBOX, is_mailbox, "must be like imaps://host:port/INBOX" },
	{ SETTING_FOLDER, is_absolute, "must be an absolute path" },
	{ SETTING_ZONE, conf_value_zone, "not a time zone such as Asia/Shanghai" },
	{ SETTING_LANGUAGE, is_language, "must be zh_CN or en" },
	{ SETTING_NETWORKS, conf_are_networks, "must be addresses and networks such as 10.0.0.0/8, ::1" },
};

/* What is wrong with a text, or NULL. */
static const char *
conf_text_fault(enum setting_type type, const char *value)
{
	if (!str_is_utf8(value, strlen(value)) || strpbrk(value, "\r\n") != NULL)
		return ("not one line of UTF-8");
	for (size_t i = 0; i < ARRAY_LEN(text_rules); i++)
		if (text_rules[i].type == type && !text_rules[i].fits(value))
			return (text_rules[i].fault);
	return (NULL);
}

static struct err *
conf_set_text(struct conf *conf, const struct setting *s, const char *value)
{
	const char *fault = conf_text_fault(s->type, value);
	char **place = (char **)(void *)((char *)conf + s->at);
	size_t n = strlen(value);

	/* A complaint does not repeat a secret. */
	if (fault != NULL)
		return (RAISE(ERR_INVALID, "\"%s\" = \"%s\": %s", s->name,
		    s->type <= SETTING_HIDDEN ? "…" : value, fault));
	while ((s->type == SETTING_ADDRESS || s->type == SETTING_FOLDER) && n > 1 &&
	    value[n - 1] == '/')
		n--;
	mem_free(*place);
	*place = mem_strn(conf, value, n);
	return (OK);
}

static struct err *
conf_set_from(struct conf *conf, const char *key, const char *value, const char *from)
{
	const struct setting *s = conf_table_find(key);
	struct conf_known *known = (struct conf_known *)conf;
	bool on;

	if (s == NULL)
		return (conf_unknown(key));
	if (s->type == SETTING_SWITCH) {
		if (!conf_value_switch(value, &on))
			return (RAISE(ERR_INVALID, "\"%s\" = \"%s\": must be on or off", key,
			    value));
		memcpy((char *)conf + s->at, &on, sizeof on);
	} else if (s->type >= SETTING_BYTES) {
		TRY(conf_set_amount(conf, s, value));
	} else {
		TRY(conf_set_text(conf, s, value));
	}
	known->from[s - conf_table] = from;
	return (OK);
}

struct err *
conf_set(struct conf *conf, const char *key, const char *value)
{
	TRY(conf_set_from(conf, key, value, "command line"));
	return (OK);
}

/* 'it''s' to it's, in place; false when the quote does not end or more than a comment follows. */
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
		/* Put the line number first: it helps most when editing the file. */
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

	for (i = 0; conf_table[i].name != NULL; i++) {
		(void)snprintf(name, sizeof name, "GATEHOUSE_%s", conf_table[i].name);
		for (p = name; *p != '\0'; p++) {
			if (*p >= 'a' && *p <= 'z')
				*p = (char)(*p - 'a' + 'A');
		}
		value = getenv(name);
		if (value != NULL)
			TRY(conf_set_from(conf, conf_table[i].name, value, "environment"));
	}
	return (OK);
}

const char *
conf_file(const char *asked)
{
	const char *named = getenv("GATEHOUSE_CONF");

	if (asked != NULL)
		return (asked);
	if (!str_empty(named))
		return (named);
	return (access(GATEHOUSE_CONF, F_OK) == 0 ? GATEHOUSE_CONF : NULL);
}

struct err *
conf_read(const void *parent, const char *file, struct conf **out)
{
	struct conf_known *known = mem_new(parent, struct conf_known);
	struct err *err = OK;
	size_t n = 0, i;

	while (conf_table[n].name != NULL)
		n++;
	known->from = mem_array(known, const char *, n);
	for (i = 0; err == OK && conf_table[i].name != NULL; i++)
		err = conf_set_from(&known->conf, conf_table[i].name, conf_table[i].otherwise,
		    "default");
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

/* A connection string may contain a password; then show only that one is set. */
static const char *
conf_text_shown(const struct setting *s, const char *text)
{
	if (s->type == SETTING_HIDDEN)
		return (*text == '\0' ? "" : "(hidden)");
	return (s->type == SETTING_SECRET && (strstr(text, "password") != NULL || strchr(text, '@') != NULL) ? "(hidden)" : text);
}

void
conf_each(const struct conf *conf, void (*each)(void *arg, const char *name, const char *value, const char *from, const char *meaning), void *arg)
{
	const struct conf_known *known = (const struct conf_known *)conf;

	for (const struct setting *s = conf_table; s->name != NULL; s++) {
		const char *member = (const char *)conf + s->at, *text;
		char written[32];
		int64_t v;

		if (s->type == SETTING_SWITCH) {
			text = *(const bool *)(const void *)member ? "on" : "off";
		} else if (s->type >= SETTING_BYTES) {
			memcpy(&v, member, sizeof v);
			conf_value_write(v, conf_units(s), written, sizeof written);
			text = written;
		} else {
			text = conf_text_shown(s, *(char *const *)(const void *)member);
		}
		each(arg, s->name, text, known->from[s - conf_table], s->meaning);
	}
}

const char *
conf_from(const struct conf *conf, const char *key)
{
	const struct setting *s = conf_table_find(key);

	return (s == NULL ? NULL : ((const struct conf_known *)conf)->from[s - conf_table]);
}
