/* SPDX-License-Identifier: ISC */
/*
 * Sessions: a cookie with 256 random bits, stored as its SHA-256.  The
 * token of forms derives from the cookie, so it needs no store of its own; visitors get a
 * cookie too, before they log in.
 */
#ifndef ACCESS_SESSION_H
#define ACCESS_SESSION_H

#include "access/ctx.h"

/* Where a transaction may stand that is let into no site; table door says what each one shows. */
#define DOOR_NONE ""
#define DOOR_FEEDBACK "feedback"
#define DOOR_FOLLOW "follow"
#define DOOR_JOIN "join"
#define DOOR_INVITED "invited"
#define DOOR_TELL "tell"
#define DOOR_AGAIN "again"
#define DOOR_JUDGE "judge"                   /* no door: the site itself, in the transaction that confirmed an act its rounds depend on */

#define SESSION_COOKIE "gatehouse"           /* "__Host-gatehouse" where TLS is on */

/* Queue open_request: the first statement of every request. ${cookie} may be NULL. */
void session_ask(struct ctx *c, const char *cookie, bool writes, struct rows **rows);
/* Read its answer into c->me; refreshes c->site when its version grew. ERR_NOT_FOUND: the site is suspended. */
struct err *session_read(struct ctx *c, const struct rows *rows) MUST_CHECK;
/*
 * Queue the entry into another site: of a member, or an operator.  Anybody else comes to ${door} (table door; "": to none), or
 * nowhere, where every table is empty.  ${rights} may be NULL; else its "permissions" are those in the site.
 */
void session_enter(struct ctx *c, const char *site_id, const char *door, struct rows **rights);
/* Whom the courier acts for, without a session of theirs: a row of enter_import or enter_mail. */
void session_become(struct ctx *c, const struct rows *who);
bool session_is_stale(const struct rows *rows);          /* should session_touch run after the reply? */
/* In a transaction of its own. */
struct err *session_touch(struct ctx *c) MUST_CHECK;

/*
 * Is this the cookie of a session that is kept, whether it has run out or not?  A transaction of its own; a cookie that we cannot
 * have given out (or NULL) is not looked for.
 */
struct err *session_known(struct ctx *c, const char *cookie, bool *known) MUST_CHECK;

/* A new session for ${account_id}; returns the cookie's value. The old one, if any, ends. */
struct err *session_start(struct ctx *c, const char *account_id, const char *address, const char *agent, char **cookie) MUST_CHECK;
/*
 * Token of the forms shown to the holder of ${cookie} while ${account_id} is logged in (NULL: nobody). It names
 * the account, so that the owner of a form is known even after its session has ended.
 */
char *session_form_token(const void *parent, const char *cookie, const char *account_id);
/* The account to which this browser's session gave a form with ${token}; NULL: none did. */
char *session_form_account(const void *parent, const char *cookie, const char *token);

#endif
