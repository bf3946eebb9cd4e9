/* SPDX-License-Identifier: ISC */
/*
 * What surrounds every page: language, cookies, token, the names that
 * templates/layout.cs reads, rendering after the commit, error pages.
 */
#ifndef WEB_LAYOUT_H
#define WEB_LAYOUT_H

#include "web/visit.h"

/* What a visitor chose, kept by the browser; an account's own choice comes first. */
#define LAYOUT_LANGUAGE_COOKIE "gatehouse_language"
#define LAYOUT_THEME_COOKIE "gatehouse_theme"

/* What is the same on every page, for render_start. */
extern const struct render_fixed layout_fixed[];

const char *layout_cookie(struct visit *v);              /* the session cookie as sent; NULL: none */
/* Another session from here on, of who is in v->c->me by now; the form token follows. NULL: none. */
void layout_put_cookie(struct visit *v, const char *value);
bool layout_is_secure(const struct visit *v);            /* is the portal behind TLS? */
const char *layout_theme(const struct visit *v);         /* the colours this person sees: "light", "dark", or "" (as the system) */
bool layout_has_flash(const struct visit *v);            /* does this page say what came of the one before? */
/* What came of a form at this place ("files" where the page before led to "#files"), in words, to be shown there and not above the
   page; NULL: nothing. */
const char *layout_came(struct visit *v, const char *place);
/* After open_request was read: language, form token, a cookie for visitors, the flash of the page before. */
void layout_begin(struct visit *v, const struct rows *opened);
/* Render v->page, if there is one, into the reply. */
struct err *layout_end(struct visit *v) MUST_CHECK;
/*
 * The same for a page that is sent in pieces: what is around ${page} (of the layout in v->layout), rendered into ${out}.  Its
 * assets are at ${assets} (NULL: where they always are).
 */
struct err *layout_around(struct visit *v, const char *page, const char *title, const char *assets, struct buf *out) MUST_CHECK;
/* The error page as the reply; ${said} is a further word key or NULL. */
struct err *layout_error(struct visit *v, int status, const char *title, const char *advice, const char *said) MUST_CHECK;

#endif
