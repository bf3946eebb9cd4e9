/* SPDX-License-Identifier: ISC */
#include "db/conninfo.h"

#include "base/log.h"
#include "base/str.h"

#include <libpq-fe.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#define ADMINISTRATOR "postgres"

static struct err *
parse(const char *conninfo, PQconninfoOption **out)
{
	char *why = NULL;
	struct err *err;

	*out = PQconninfoParse(conninfo, &why);
	if (*out != NULL)
		return (OK);
	err = RAISE(ERR_INVALID, "the connection string is none: %s", why == NULL ? "?" : why);
	PQfreemem(why);
	return (err);
}

/* From the string, the environment or the default; NULL: in none of them. */
static const char *
value_of(const PQconninfoOption *given, const PQconninfoOption *usual, const char *key)
{
	for (; given != NULL && given->keyword != NULL; given++)
		if (str_eq(given->keyword, key) && !str_empty(given->val))
			return (given->val);
	for (; usual != NULL && usual->keyword != NULL; usual++)
		if (str_eq(usual->keyword, key) && !str_empty(usual->val))
			return (usual->val);
	return (NULL);
}

struct err *
conninfo_get(const void *parent, const char *conninfo, const char *key, char **value)
{
	PQconninfoOption *given, *usual = PQconndefaults();
	struct err *err = parse(conninfo, &given);

	if (err == OK) {
		*value = mem_str(parent, value_of(given, usual, key));
		PQconninfoFree(given);
	}
	PQconninfoFree(usual);
	return (err);
}

static void
put_pair(struct buf *to, const char *keyword, const char *value)
{
	buf_fmt(to, "%s%s='", to->len > 0 ? " " : "", keyword);
	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '\'' || *p == '\\')
			buf_putc(to, '\\');
		buf_putc(to, *p);
	}
	buf_putc(to, '\'');
}

struct err *
conninfo_with(const void *parent, const char *conninfo, const char *keyword, const char *value, char **out)
{
	struct buf *to = buf_new(parent);
	PQconninfoOption *given;
	bool known = keyword == NULL;

	TRY(parse(conninfo, &given));
	for (const PQconninfoOption *o = given; o->keyword != NULL; o++) {
		bool is_it = str_eq(o->keyword, keyword);

		known = known || is_it;
		if (is_it && !str_empty(o->val) && str_eq(keyword, "options"))
			put_pair(to, keyword, mem_fmt(to, "%s %s", o->val, value));
		else if (is_it || !str_empty(o->val))
			put_pair(to, o->keyword, is_it ? value : o->val);
	}
	PQconninfoFree(given);
	*out = to->data;
	return (known ? OK : RAISE(ERR_INVALID, "connections have no \"%s\"", keyword));
}

bool
conninfo_tells_password(const char *conninfo)
{
	PQconninfoOption *given = PQconninfoParse(conninfo, NULL);
	bool tells = value_of(given, NULL, "password") != NULL || value_of(given, NULL, "sslpassword") != NULL;

	PQconninfoFree(given);
	return (tells);
}

struct err *
conninfo_without_user(const void *parent, const char *conninfo, char **out)
{
	struct buf *to = buf_new(parent);
	PQconninfoOption *given;

	TRY(parse(conninfo, &given));
	for (const PQconninfoOption *o = given; o->keyword != NULL; o++)
		if (!str_empty(o->val) && !str_has_word("user password passfile", o->keyword))
			put_pair(to, o->keyword, o->val);
	PQconninfoFree(given);
	*out = to->data;
	return (OK);
}

const char *
conninfo_account(const char *conninfo)
{
	PQconninfoOption *usual = PQconndefaults(), *given = PQconninfoParse(conninfo, NULL);
	const char *host = value_of(given, usual, "host"), *user = value_of(given, NULL, "user");
	bool asked = !str_empty(user) || getenv("PGUSER") != NULL, local = host == NULL || *host == '/' || *host == '@';

	PQconninfoFree(given);
	PQconninfoFree(usual);
	return (geteuid() == 0 && !asked && local && getpwnam(ADMINISTRATOR) != NULL ? ADMINISTRATOR : NULL);
}

/*
 * The kernel tells the server the effective user at that moment, so it is changed for the
 * connection only; files are still read as root.
 */
void
conninfo_begin(const char *conninfo)
{
	const char *name = conninfo_account(conninfo);
	const struct passwd *account = name == NULL ? NULL : getpwnam(name);

	if (account != NULL && (setegid(account->pw_gid) != 0 || seteuid(account->pw_uid) != 0))
		log_line(LOG_WARN, "cannot connect as the system user \"%s\"", name);
}

void
conninfo_end(void)
{
	if (geteuid() != getuid() && (seteuid(getuid()) != 0 || setegid(getgid()) != 0))
		log_line(LOG_ERROR, "cannot go back to the user that runs this");
}
