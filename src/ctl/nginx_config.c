/* SPDX-License-Identifier: ISC */
/* gatehousectl nginx-config: nginx's configuration for this installation, from the file that the tests run with. */
#include "ctl/verb.h"

#include "base/str.h"
#include "web/location.h"

#include <errno.h>
#include <string.h>

struct blank {
	const char *name, *value;
};

static const struct blank *
blank_named(const struct blank *b, const char *name, size_t n)
{
	while (b->name != NULL && (strlen(b->name) != n || strncmp(b->name, name, n) != 0))
		b++;
	return (b->name != NULL ? b : NULL);
}

/* "@RUN@" and the like; a name that is in neither list stays, so that nginx complains and not the visitor. */
static void
fill_line(const char *line, const struct blank *blanks, const struct blank *more)
{
	while (*line != '\0') {
		const char *end = *line == '@' ? strchr(line + 1, '@') : NULL;
		size_t n = end != NULL ? (size_t)(end - line - 1) : 0;
		const struct blank *b = end != NULL ? blank_named(blanks, line + 1, n) : NULL;

		if (b == NULL && end != NULL)
			b = blank_named(more, line + 1, n);
		if (b == NULL) {
			putchar(*line++);
			continue;
		}
		fputs(b->value, stdout);
		line = end + 1;
	}
}

/*
 * Where people reach it ("https://portal.example.com") is the name it answers to.  The port is that of an address without TLS; what
 * speaks TLS stands in front and finds it at the usual port.
 */
static void
address_of(const struct call *call, const char **name, const char **port)
{
	const char *url = call->conf->base_url, *host = strstr(url, "://") + 3;
	size_t n = strcspn(host, ":/"), digits = host[n] == ':' ? strspn(host + n + 1, "0123456789") : 0;

	*name = mem_strn(call->c, host, n);
	if (str_starts(url, "https://"))
		*port = "8080";
	else
		*port = digits > 0 ? mem_strn(call->c, host + n + 1, digits) : "80";
}

/* The address that nginx limits and logs is that which a worker would find (http/client.h). */
static const char *
real_ip(const struct call *call)
{
	struct buf *b = buf_new(call->c);
	const char *list = call->conf->trusted_proxies;

	for (size_t n; (n = strcspn(list += strspn(list, ", \t"), ", \t")) > 0; list += n)
		buf_fmt(b, "\tset_real_ip_from %.*s;\n", (int)n, list);
	if (b->len > 0)
		buf_put(b, "\treal_ip_header X-Forwarded-For;\n\treal_ip_recursive on;\n");
	return (b->data);
}

/* The limit as the page of 413 says it: "20 MB". */
static const char *
size_said(const struct call *call, int64_t bytes)
{
	bool is_small = bytes < 1024 * 1024;

	return (mem_fmt(call->c, is_small ? "%lld KB" : "%lld MB", (long long)(is_small ? bytes / 1024 : bytes / 1024 / 1024)));
}

/* An expression for each location, "@uploads@", and the address that nginx itself asks, "@session_address@"; owned by the call. */
static const struct blank *
location_blanks(const struct call *call)
{
	const struct route *asked = routes;
	struct blank *blanks;
	size_t n = 0;

	while (locations[n].flags != 0)
		n++;
	blanks = mem_array(call->c, struct blank, n + 2);
	while (!(asked->flags & ROUTE_FOR_NGINX))
		asked++;
	blanks[n] = (struct blank){ "session_address", asked->pattern };
	while (n-- > 0)
		blanks[n] = (struct blank){ locations[n].name, location_expression(call->c, &locations[n]) };
	return (blanks);
}

struct err *
verb_nginx_config(struct call *call, int *exit_code)
{
	const char *port = call_option(call, "--port"), *user = call_option(call, "--user"), *log = call_option(call, "--log");
	const char *data = mem_strn(call->c, call->conf->sql, (size_t)(strrchr(call->conf->sql, '/') - call->conf->sql));
	const char *path = mem_fmt(call->c, "%s/etc/nginx.conf.in", data);
	const char *name, *usual;

	address_of(call, &name, &usual);
	const struct blank blanks[] = {
		{ "PORT", str_or(port, usual) }, { "SERVER_NAME", name }, { "PID", user == NULL ? mem_fmt(call->c, "%s/nginx.pid", call->conf->run) : "/run/nginx.pid" }, { "DAEMON_USER", user == NULL ? "" : mem_fmt(call->c, "user %s;", user) },
		{ "PROCESSES", "auto" }, { "RUN", call->conf->run }, { "LOG", str_or(log, user == NULL ? "/var/log/gatehouse" : "/var/log/nginx") },
		/* Debian's own folder, where its nginx runs. */
		{ "TMP", user == NULL ? mem_fmt(call->c, "%s/nginx", call->conf->run) : "/var/lib/nginx" }, { "LOGIN_RATE", "5" }, { "DATA", data },
		{ "UPLOAD_MAX", mem_fmt(call->c, "%lldk", (long long)call->conf->upload_max / 1024) }, { "UPLOAD_SAID", size_said(call, call->conf->upload_max) }, { "FILES", call->conf->files },
		{ "REAL_IP", real_ip(call) }, { "ETC", mem_fmt(call->c, "%s/etc", data) }, { NULL, NULL },
	};
	const struct blank *more = location_blanks(call);
	char line[1024];
	FILE *f;

	if (call->argc != 1)
		return (call_usage(call, exit_code));
	if ((f = fopen(path, "re")) == NULL)
		return (RAISE(ERR_NOT_FOUND, "cannot read \"%s\": %s", path, strerror(errno)));
	while (fgets(line, sizeof line, f) != NULL)
		fill_line(line, blanks, more);
	fclose(f);
	return (OK);
}
