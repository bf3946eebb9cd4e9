/* SPDX-License-Identifier: ISC */
/*
 * Who acts, where, and with which rights.  It is the parent of everything a
 * request allocates and is freed once at its end. Also made by gatehousectl and
 * the courier, so nothing in it belongs to HTTP.
 */
#ifndef ACCESS_CTX_H
#define ACCESS_CTX_H

#include "access/permit.h"
#include "access/site.h"
#include "base/conf.h"
#include "db/db.h"
#include <stdbool.h>

/* The acting person. An account_id of 0: a visitor, or the clock. */
struct member {
	int64_t account_id;
	const char *id_text;         /* account_id for binding; NULL when 0 */
	const char *login;
	const char *name;
	const char *language;        /* "" as the browser says */
	const char *theme;
	bool is_operator;
	bool is_member;              /* of the site of this request */
	bool is_let_in;              /* into that site, or to a door of it; if not, the database shows none of its rows */
	bool is_clock;               /* the courier acting on time (moves marked BY_CLOCK) */
	bool has_second_factor;
	int privacy_due;             /* the notice on personal data: 0 agreed to, 1 a new version is not, 2 never */
	bool needs_second_factor;    /* one of their roles requires a second factor and they have none: only /account is open */
	bool is_held;                /* their rights to decide are suspended because somebody else reset or enabled the account */
	bool is_fresh;               /* password typed within ten minutes */
	int64_t department_id;       /* 0: none */
	struct permits permits;
	const char **acts_for;       /* account ids of absent members whose votes they may cast; NULL-terminated */
	struct site_link {
		int64_t id;
		const char *slug;
		const char *name;
		const char *name_en;
	} *sites;                    /* all they belong to */
	size_t n_sites;
	int64_t unread;              /* notifications, at most 100 */
};

struct event;

struct ctx {
	struct db *db;
	struct directory *directory;
	const struct conf *conf;
	const struct site *site;     /* NULL: outside any site */
	const struct choices *choices;       /* of that site, for its members; else none */
	struct member *me;           /* never NULL after session_read */
	const char *site_id;         /* site->id_text, "0" outside any */
	char *now;                   /* timestamp to bind: "2026-11-23 10:22:33.123456+00" */
	bool is_pinned;              /* ${now} was set by ctx_at: events bear it too */
	char today[DATE_TEXT];       /* in the deployment's zone */
	const char *request_id;
	const char *by;              /* how it came, where no page was used ("mail"): each event says so; else NULL */
	const char *token;           /* SHA-256 of the session cookie, or "" */
	const char *door;            /* of the site, for whoever is no member (table door), or "" */
	struct event *events;        /* what event_flush will write, first to last */
};

struct ctx *ctx_new(const void *parent, struct db *db, struct directory *dir, const struct conf *conf);
/* Set ${now} to a moment ("YYYY-MM-DD HH:MM:SS+08" or NULL: the clock's) and ${today} with it; for demo data and tests. */
void ctx_at(struct ctx *c, const char *moment);

/* May they?  Always, when PERMIT_NONE is asked for.  What holds in a department only is asked with may_for. */
bool may(const struct ctx *c, enum permit permit);
/* May they, for something of this department (0: none)? */
bool may_for(const struct ctx *c, enum permit permit, int64_t department_id);
struct err *permit_check(const struct ctx *c, enum permit permit) MUST_CHECK;   /* ERR_FORBIDDEN; ERR_LOGIN when nobody is logged in */

/* "n" working days after today as "YYYY-MM-DD", by the site's calendar. */
char *ctx_days_ahead(const struct ctx *c, int64_t n);

#endif
