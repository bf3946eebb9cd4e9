/* SPDX-License-Identifier: ISC */
#include "web/guard.h"

#include "base/network.h"
#include "base/random.h"
#include "view/words.h"
#include "web/layout.h"
#include "web/location.h"

#include <string.h>

struct err *
guard_place(const struct visit *v)
{
	if (v->route->flags & ROUTE_LOCAL && (v->req->is_forwarded || !network_is_loopback(v->req->peer)))
		return (RAISE(ERR_NOT_FOUND, "asked for from \"%s\"%s", str_or(v->req->peer, "?"), v->req->is_forwarded ? " through a proxy" : ""));
	return (OK);
}

struct err *
guard_location(const struct visit *v)
{
	const char *own = location_of(v->route, v->suffix)->name, *came = v->req->location;

	if (came != NULL && !str_eq(came, own))
		return (RAISE(ERR_NOT_FOUND, "an address of nginx' location \"%s\" came through \"%s\"", own, came));
	return (OK);
}

struct err *
guard_origin(struct visit *v)
{
	const struct request *req = v->req;
	const char *host = req->origin == NULL ? NULL : strstr(req->origin, "://");
	bool is_same = host != NULL && str_eq(host + 3, req->host) && (!layout_is_secure(v) || str_starts(req->origin, "https://"));
	const char *said = N_("This form was sent by a page that does not belong to the portal. It was not read and nothing was changed. "
			      "Open the portal at its own address and continue there. If a message or another page led you here, tell your administrator.");

	/* "null" is a frame without rights, or a file: none of ours. */
	v->refused = "origin";
	if (req->origin != NULL && !is_same)
		return (err_say(RAISE(ERR_FORBIDDEN, "posted from \"%s\"", req->origin), said));
	if (req->fetch_site != NULL && !str_has_word("same-origin none", req->fetch_site))
		return (err_say(RAISE(ERR_FORBIDDEN, "posted from a %s page", req->fetch_site), said));
	v->is_ours = is_same || str_eq(req->fetch_site, "same-origin");
	v->refused = NULL;
	return (OK);
}

struct err *
guard_token(struct visit *v)
{
	v->lacks_token = !digest_same(visit_form(v, "token"), v->form_token);
	if (v->lacks_token && v->route->flags & ROUTE_SHOWS_AGAIN && v->c->me->account_id == 0)
		return (OK);
	v->refused = v->lacks_token ? "token" : NULL;
	if (v->lacks_token)
		return (RAISE(v->c->me->account_id == 0 ? ERR_LOGIN : ERR_FORBIDDEN, "the form's token is not this session's"));
	return (OK);
}
