/* SPDX-License-Identifier: ISC */
#include "web/trouble.h"

#include "access/turn.h"
#include "web/route.h"

enum log_level
trouble_level(const struct err *err, enum log_level usual)
{
	return (err_is_grave(err) ? LOG_ERROR : usual);
}

/* Did two meet in the database?  Then nothing of this one was kept, and the other one is done soon. */
static bool
has_met(const char *state)
{
	return (str_eq(state, "40P01") || str_eq(state, "40001"));
}

bool
trouble_may_retry(const struct visit *v, const struct err *err)
{
	const char *state = db_sqlstate(v->c->db);

	if (err_kind(err) != ERR_UNAVAILABLE)
		return (false);
	if (has_met(state))
		return (v->req->n_uploads == 0);
	if (v->req->method == METHOD_GET)
		return (str_empty(state) || str_starts(state, "08") || str_starts(state, "57P"));
	return (!db_was_sent(v->c->db));
}

const char *
trouble_outcome(const struct visit *v, const char **title)
{
	if (v->saved != NULL) {
		*title = N_("Only partly done");
		return (N_("What was done before the error is saved. Look at it first, then send only what is still missing."));
	}
	if (v->first != NULL) {
		*title = N_("Already sent with different content");
		return (N_("Look at what was saved the first time. What you sent now is shown below: save it separately, or copy it into the saved record."));
	}
	if (v->req->method == METHOD_POST && db_may_have_kept(v->c->db)) {
		*title = N_("Possibly saved");
		return (N_("The connection to the database broke while this was being saved, so it is not known whether it was. Send it again in a minute. If it was saved, it is not saved twice and you are taken to it."));
	}
	return (NULL);
}

bool
trouble_was_sent(const struct visit *v, struct err *err)
{
	bool ours = v->reply->stream != NULL && (err_kind(err) != ERR_UNAVAILABLE || !str_empty(db_sqlstate(v->c->db)));
	bool whole = err == OK || !ours;

	if (err != OK)
		log_line(ours ? LOG_ERROR : LOG_DEBUG, "%s: %s", ours ? "broken off" : "client gone", err_trace(v->c, err));
	err_free(err);
	return (whole);
}

void
trouble_end(struct visit *v)
{
	struct err *err = route_is_slow(v) ? turn_end(v->c) : OK;

	if (err == OK)
		return;
	db_rollback(v->c->db);
	log_line(LOG_WARN, "a turn was not given back: %s", err_trace(v->c, err));
	err_free(err);
}
