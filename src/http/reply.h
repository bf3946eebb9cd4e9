/* SPDX-License-Identifier: ISC */
/*
 * What will be sent once the transaction has committed: status, headers, body.
 * Every reply gets its security headers here and nowhere else. Header values
 * with control bytes are dropped and logged.
 */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>

struct reply_sink;

/*
 * Where nginx serves the files directory internally.  It drops the headers of a
 * reply that points there, so that location adds the security headers itself.
 */
#define REPLY_FILES_LOCATION "/_files/"

struct reply {
	int status;
	struct buf *head;       /* extra header lines, complete */
	struct buf *body;
	const char *type;       /* Content-Type */
	char *location;         /* set by reply_see_other */
	const char *file;       /* path below the files directory for X-Accel-Redirect, or NULL */
	bool is_private;        /* Cache-Control: no-store; true unless a page says otherwise */
	char *tag;              /* set by reply_tag */
	bool is_tls;            /* adds Strict-Transport-Security */
	/* Streams the body instead of ->body, after the head: exports and archives. May be NULL. */
	struct err *(*stream)(void *arg, struct reply_sink *to);
	void *stream_arg;
};

/* Where a stream writes; write returns ERR_UNAVAILABLE when the client has gone. */
struct reply_sink {
	struct err *(*write)(void *wire, const char *bytes, size_t n);
	void *wire;
};

struct reply *reply_new(const void *parent);     /* 200, text/html; charset=utf-8, private */
/*
 * The browser of this person, and nobody else, may keep the page: it asks each time whether it is still what ${tag} (letters and
 * digits) stands for (RFC 9110, 8.8.3 and 13.1.2; RFC 9111, 5.2.2).
 */
void reply_tag(struct reply *reply, const char *tag);
/* Does ${if_none_match} (NULL: no such header) name ${tag}? */
bool reply_is_known(const char *if_none_match, const char *tag);
void reply_header(struct reply *reply, const char *name, const char *value);
/* 303 to ${path}, or to "/" when it is not url_is_local; drops the body. */
void reply_see_other(struct reply *reply, const char *path);
/*
 * For a script that sends a form and shows how far it is (static/send.js): where ${accept} begins with "text/x-location", a 303 becomes
 * a 200 whose text is the path, so that the browser itself goes there and what is said there once is not lost.
 */
void reply_tell(struct reply *reply, const char *accept);
/*
 * HttpOnly, SameSite=Lax, Path=/; ${max_age} in seconds, 0: until the browser
 * ends; ${value} NULL: removed.  The value is percent-encoded here and decoded
 * by pairs_read_cookies.
 */
void reply_cookie(struct reply *reply, const char *name, const char *value, long max_age,
    bool secure);
/* Content-Disposition after RFC 6266: ASCII fallback and UTF-8 name. */
void reply_download(struct reply *reply, const char *filename);
struct err *reply_send(struct reply *reply, const struct reply_sink *to, bool head_only) MUST_CHECK;

#endif
