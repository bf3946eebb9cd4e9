/* SPDX-License-Identifier: ISC */
/*
 * A request as received: method, path, query, cookies, the headers we use,
 * body. Every dimension has a limit, every name and value is valid UTF-8
 * without NUL or other control bytes (tab and LF are allowed in form values),
 * time is linear, and malformed input is ERR_INVALID (400), too large input
 * ERR_TOO_LARGE (413). Uploads are streamed to files and never held in memory.
 * Knows FastCGI's parameters only as a lookup function, so that tests and
 * fuzzers need no server.
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PAIRS_MAX = 500,        /* pairs in a query, a body, a cookie header */
	PAIR_NAME_MAX = 64,     /* bytes of a name; names are [A-Za-z0-9_.-] */
	PATH_MAX_BYTES = 1024,
	QUERY_MAX_BYTES = 8192,
	HEADER_MAX_BYTES = 16384, /* of each other parameter */
	UPLOADS_MAX = 100,      /* files in one form that are read; pages decide how many are accepted */
};

/* Names and values in the order they came; a name may come several times. */
struct pair {
	const char *name;
	const char *value;
};
struct pairs {
	struct pair *pair;
	size_t n;
};
const char *pairs_get(const struct pairs *pairs, const char *name);   /* the first, or NULL */
/* Each value of ${name} in turn, then NULL; *from starts at 0. */
const char *pairs_next(const struct pairs *pairs, const char *name, size_t *from);
bool pairs_has(const struct pairs *pairs, const char *name, const char *value);

/* A received file; removed with the request unless pages/record/file.c has taken it. */
struct upload {
	const char *field;
	const char *name;       /* as sent: last path component, valid UTF-8 */
	const char *type;       /* as sent: not to be trusted */
	char *path;             /* where the bytes are; NULL once taken */
	int64_t size;
	char sha256[65];
};

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER };          /* HEAD counts as GET */

struct request {
	enum method method;
	bool head;
	char *path;             /* decoded and checked: one spelling per page (http/path.h) */
	char *path_raw;         /* as sent, for messages */
	char *query_raw;        /* without "?"; "" when none */
	struct pairs query;
	struct pairs cookies;
	struct pairs form;      /* empty until request_body */
	struct upload *uploads;
	size_t n_uploads;
	bool body_was_read;     /* by request_body, to its end or not */
	bool body_is_whole;     /* it was read without an error, and no file of it was skipped */
	struct buf *held;       /* the bytes of the body, by request_hold; else NULL */
	const char *content_type;
	int64_t content_length; /* 0 when none */
	/* NULL when absent or empty: */
	const char *host;       /* as nginx checked it, with port; lower case */
	const char *origin, *fetch_site, *accept, *accept_language, *user_agent, *if_none_match;
	const char *location;   /* the location of nginx that passed this on; only nginx can state it */
	const char *peer;       /* the machine that connected to nginx, possibly a proxy */
	const char *forwarded_for; /* addresses before the peer as proxies report them; anybody can send this header (http/client.h) */
	const char *address;    /* the client's address: the peer, until web/serve.c has evaluated the header above */
	const char *place;      /* the network under which attempts from this address are counted (network_place) */
	bool is_forwarded;      /* a proxy states that it forwards this request */
	bool is_tls;
	char id[17];            /* request id: nginx's $request_id cut, or our own */
};

/* Looks up a FastCGI parameter; NULL when absent. */
typedef const char *request_param(void *wire, const char *name);
/* Reads at most n bytes of the body; 0 at the end, -1 when the peer broke off. */
typedef int request_bytes(void *wire, char *to, int n);

/*
 * Everything but the body.  *out is set even when an error comes back, with
 * id, is_tls and what was read until then (path and query_raw may be NULL),
 * so that the error can be answered and logged.
 */
struct err *request_read(const void *parent, request_param *param, void *wire,
    struct request **out) MUST_CHECK;

struct body_limits {
	int64_t form_bytes;     /* all fields together */
	int64_t upload_bytes;   /* the whole body when uploads are allowed; 0: no uploads */
	const char *upload_dir;
	bool skips_files;       /* keep the text but store no file: for a form that may no longer be sent */
};
/*
 * Read the body into form and uploads: application/x-www-form-urlencoded or
 * multipart/form-data (RFC 7578); any other type with a body is ERR_INVALID.
 * Content-Length over the limit is refused before a byte is read; a body
 * shorter than announced is ERR_INVALID.  A body that is held is read from its
 * beginning each time.
 */
struct err *request_body(struct request *req, request_bytes *bytes, void *wire,
    const struct body_limits *limits) MUST_CHECK;

/*
 * Takes the bytes of the body from the wire into memory, as they come; request_body then reads them there.  Nothing is checked: a
 * body that breaks off, or goes on, is found by request_body.  For a body that announces no more than ${max} bytes; false: it does.
 */
bool request_hold(struct request *req, request_bytes *bytes, void *wire, int64_t max);

/* Parsers of their own, for request_read, the tests and the fuzzers. */
/* a=b&c=d, percent-encoded; line ends become LF. */
struct err *pairs_read_form(const void *parent, const char *text, size_t n,
    struct pairs *out) MUST_CHECK;
/* a=b; c=d, values as reply_cookie wrote them; broken pairs are skipped. */
struct err *pairs_read_cookies(const void *parent, const char *text,
    struct pairs *out) MUST_CHECK;

#endif
