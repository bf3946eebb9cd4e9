/* SPDX-License-Identifier: ISC */
#include "base/random.h"
#include "base/str.h"
#include "http/clean.h"
#include "http/path.h"
#include "http/request.h"

#include <string.h>
#include <strings.h>

/*
 * What is read as it stands.
 * TO ADD ONE: 1. a member of struct request; 2. a row here; 3. a case in tests/unit/test_request.c.
 */
static const struct request_header {
	const char *param;
	size_t member;
} request_headers[] = {
	{"HTTP_HOST", offsetof(struct request, host)},
	{"HTTP_ORIGIN", offsetof(struct request, origin)},
	{"HTTP_SEC_FETCH_SITE", offsetof(struct request, fetch_site)},
	{"HTTP_ACCEPT", offsetof(struct request, accept)},
	{"HTTP_ACCEPT_LANGUAGE", offsetof(struct request, accept_language)},
	{"HTTP_USER_AGENT", offsetof(struct request, user_agent)},
	{"HTTP_IF_NONE_MATCH", offsetof(struct request, if_none_match)},
	{"REMOTE_ADDR", offsetof(struct request, peer)},
	{"FORWARDED_FOR", offsetof(struct request, forwarded_for)},
	{"CONTENT_TYPE", offsetof(struct request, content_type)},
	{"LOCATION", offsetof(struct request, location)},
};

/* Where the parameters come from; only request_read's own functions see it. */
struct source {
	request_param *param;
	void *wire;
};

/* FastCGI's parameters are gone before the request ends, so what is kept is copied. */
static struct err *
request_param_read(const void *parent, const struct source *from, const char *name,
    const char **out)
{
	const char *value = from->param(from->wire, name);
	size_t n;

	*out = NULL;
	if (str_empty(value))
		return (OK);
	n = strnlen(value, HEADER_MAX_BYTES + 1);
	if (n > HEADER_MAX_BYTES)
		return (RAISE(ERR_TOO_LARGE, "\"%s\" over %d bytes", name, HEADER_MAX_BYTES));
	if (!clean_line(value, n))
		return (RAISE(ERR_INVALID, "\"%s\" has unclean bytes", name));
	*out = mem_strn(parent, value, n);
	return (OK);
}

static struct err *
request_headers_read(struct request *req, const struct source *from)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(request_headers); i++) {
		const struct request_header *h = &request_headers[i];
		const char **member = (const char **)(void *)((char *)req + h->member);

		TRY(request_param_read(req, from, h->param, member));
	}
	return (OK);
}

static struct err *
request_method_read(struct request *req, const struct source *from)
{
	const char *method;

	TRY(request_param_read(req, from, "REQUEST_METHOD", &method));
	if (method == NULL)
		return (RAISE(ERR_INVALID, "no method"));
	req->head = str_eq(method, "HEAD");
	if (req->head || str_eq(method, "GET"))
		req->method = METHOD_GET;
	else
		req->method = str_eq(method, "POST") ? METHOD_POST : METHOD_OTHER;
	return (OK);
}

/* A line break has no use in a query; in a form it is what people typed. */
static struct err *
request_query_read(struct request *req)
{
	size_t n = strlen(req->query_raw), i;

	if (n > QUERY_MAX_BYTES)
		return (RAISE(ERR_TOO_LARGE, "query of %zu bytes", n));
	TRY(pairs_read_form(req, req->query_raw, n, &req->query));
	for (i = 0; i < req->query.n; i++) {
		const struct pair *pair = &req->query.pair[i];

		if (!clean_line(pair->value, strlen(pair->value)))
			return (RAISE(ERR_INVALID, "control bytes in \"%s\"", pair->name));
	}
	return (OK);
}

/* REQUEST_URI, not DOCUMENT_URI: the latter is decoded and merged, and hides what was sent. */
static struct err *
request_address_read(struct request *req, const struct source *from)
{
	const char *uri;
	size_t n;

	TRY(request_param_read(req, from, "REQUEST_URI", &uri));
	if (uri == NULL)
		return (RAISE(ERR_INVALID, "no address"));
	n = strcspn(uri, "?");
	req->path_raw = mem_strn(req, uri, n);
	req->query_raw = mem_str(req, uri[n] == '?' ? uri + n + 1 : "");
	TRY(path_read(req, uri, n, &req->path));
	TRY(request_query_read(req));
	return (OK);
}

/* Letters, digits and what stands in names, ports and IPv6 literals; it goes into links. */
static struct err *
request_host_check(struct request *req)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]_";
	char *host;

	if (req->host == NULL)
		return (OK);
	host = str_lower(mem_str(req, req->host));
	if (strlen(host) > 255 || host[strspn(host, allowed)] != '\0')
		return (RAISE(ERR_INVALID, "host \"%s\"", host));
	req->host = host;
	return (OK);
}

static struct err *
request_length_read(struct request *req, const struct source *from)
{
	const char *length;

	TRY(request_param_read(req, from, "CONTENT_LENGTH", &length));
	if (length != NULL && !str_to_int(length, 0, INT64_MAX, &req->content_length))
		return (RAISE(ERR_INVALID, "content length \"%s\"", length));
	return (OK);
}

/* A broken Cookie header must not lock people out, so only its size can be an error. */
static struct err *
request_cookies_read(struct request *req, const struct source *from)
{
	const char *text = from->param(from->wire, "HTTP_COOKIE");

	if (str_empty(text))
		return (OK);
	if (strnlen(text, HEADER_MAX_BYTES + 1) > HEADER_MAX_BYTES)
		return (RAISE(ERR_TOO_LARGE, "cookies of more than %d bytes", HEADER_MAX_BYTES));
	TRY(pairs_read_cookies(req, text, &req->cookies));
	return (OK);
}

static struct err *
request_flags_read(struct request *req, const struct source *from)
{
	const char *https;

	TRY(request_param_read(req, from, "HTTPS", &https));
	req->is_tls = https != NULL && strcasecmp(https, "on") == 0;
	return (OK);
}

/* Any of these names is enough: a client behind a proxy is not on this machine, whatever the peer's address. */
static void
request_forwarded_read(struct request *req, const struct source *from)
{
	static const char *const marks[] = { "FORWARDED_FOR", "HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST",
		"HTTP_X_FORWARDED_PROTO", "HTTP_VIA", "HTTP_TRUE_CLIENT_IP", "HTTP_CF_CONNECTING_IP" };

	for (size_t i = 0; i < ARRAY_LEN(marks) && !req->is_forwarded; i++)
		req->is_forwarded = !str_empty(from->param(from->wire, marks[i]));
}

/* The server's id joins its log with ours; without one we make our own. */
static void
request_id_read(struct request *req, const struct source *from)
{
	const char *id = from->param(from->wire, "REQUEST_ID");
	size_t n = sizeof req->id - 1;
	unsigned char bytes[8];

	if (id == NULL || strspn(id, "0123456789abcdef") < n) {
		random_bytes(bytes, sizeof bytes);
		id = str_hex(req, bytes, sizeof bytes);
	}
	memcpy(req->id, id, n);
}

struct err *
request_read(const void *parent, request_param *param, void *wire, struct request **out)
{
	struct request *req = mem_new(parent, struct request);
	struct source from = {param, wire};

	/* Set at once, because the reply to a broken request also needs its id and path for the log. */
	*out = req;
	request_id_read(req, &from);
	TRY(request_flags_read(req, &from));
	TRY(request_method_read(req, &from));
	TRY(request_address_read(req, &from));
	TRY(request_headers_read(req, &from));
	req->address = req->peer;
	request_forwarded_read(req, &from);
	TRY(request_host_check(req));
	TRY(request_length_read(req, &from));
	TRY(request_cookies_read(req, &from));
	return (OK);
}
