/* SPDX-License-Identifier: ISC */
#include "access/power.h"

#include "access/event.h"
#include "access/people.h"
#include "access/session.h"
#include "base/str.h"
#include "form/form.h"

#include <jansson.h>

struct err *
power_enter(struct ctx *c, const char *site, const char *door, const char **was)
{
	*was = c->site_id;
	if (str_eq(site, c->site_id))
		return (OK);
	session_enter(c, site, door, NULL);
	TRY(db_wait(c->db));
	c->site_id = mem_str(c, site);
	return (OK);
}

bool
power_any(struct ctx *c, const char *account_id, struct err **err)
{
	struct rows *rows;

	*err = db_run(c->db, c, STMT_ACCOUNT_HAS_POWER, &rows, ARGS(account_id));
	return (*err == OK && rows_bool(rows, 0, "has_power"));
}

/* ---- telling */

/* What a notification needs: the act, and whom or what it is about. */
static const char *
detail_of(struct ctx *c, const struct power *what)
{
	json_t *detail = json_object();
	char *text, *copy;

	json_object_set_new(detail, "act", json_string(what->act));
	json_object_set_new(detail, "about", json_string(str_or(what->name, str_or(what->role, ""))));
	text = json_dumps(detail, JSON_COMPACT);
	copy = mem_str(c, str_or(text, "{}"));
	free(text);
	json_decref(detail);
	return (copy);
}

static struct event *
say(struct ctx *c, const char *action, const struct power *what)
{
	struct event *e = event_new(c, action, NULL, str_or(what->login, what->role));

	event_say(e, "act", what->act);
	if (what->name != NULL)
		event_say(e, "name", what->name);
	if (what->role != NULL)
		event_say(e, "role", what->role);
	if (what->reason != NULL)
		event_say(e, "reason", what->reason);
	if (what->asked_by != NULL)
		event_say(e, "asked_by", what->asked_by);
	for (size_t i = 0; what->permissions != NULL && what->permissions[i] != NULL; i++)
		event_change(e, what->permissions[i], "0", "1");
	return (e);
}

void
power_tell_here(struct ctx *c, const struct power *what, const char *told)
{
	/*
	 * Operators act outside any site: they are not members who could be notified, but they
	 * read the deployment's history.
	 */
	if (!str_eq(c->site_id, "0"))
		db_ask(c->db, c, STMT_POWER_TELL, NULL, ARGS(c->site_id, what->account_id, told, c->me->id_text, detail_of(c, what), c->now));
}

/* *here: the site of the context was among them. */
static struct err *
tell_sites(struct ctx *c, const struct power *what, const char *action, const char *told, bool *here)
{
	struct rows *sites;
	const char *was;

	*here = false;
	TRY(db_run(c->db, c, STMT_ACCOUNT_POWERS, &sites, ARGS(what->account_id)));
	for (size_t i = 0; i < rows_count(sites); i++) {
		*here = *here || str_eq(rows_str(sites, i, "in_site"), c->site_id);
		TRY(power_enter(c, rows_str(sites, i, "in_site"), DOOR_TELL, &was));
		say(c, action, what);
		power_tell_here(c, what, told);
		TRY(power_enter(c, was, DOOR_TELL, &was));
	}
	return (OK);
}

struct err *
power_tell(struct ctx *c, const struct power *what, const char *action, const char *told)
{
	bool here;

	return (tell_sites(c, what, action, told, &here));
}

/* ---- asking */

struct err *
power_ask(struct ctx *c, const struct power *what)
{
	struct rows *asked;
	const char *id;

	TRY(db_run(c->db, c, STMT_POWER_ASK, &asked, ARGS(what->act, what->account_id, what->role_id,
	    what->permissions == NULL ? "{}" : form_array(c, what->permissions), str_or(what->reason, ""))));
	if (!rows_bool(asked, 0, "is_new"))
		return (OK);
	id = rows_str(asked, 0, "id");
	say(c, "power.ask", what);
	if (!str_eq(c->site_id, "0")) {
		db_ask(c->db, c, STMT_POWER_TELL_SECONDS, NULL, ARGS(c->site_id, id, detail_of(c, what), c->now));
		power_tell_here(c, what, "power_wanted");
	}
	return (OK);
}

struct err *
power_ask_outside(struct ctx *c, const struct power *what)
{
	struct rows *sites;
	const char *was;

	TRY(db_run(c->db, c, STMT_ACCOUNT_POWERS, &sites, ARGS(what->account_id)));
	TRY(power_enter(c, rows_count(sites) > 0 ? rows_str(sites, 0, "in_site") : "0", "", &was));
	TRY(power_ask(c, what));
	TRY(power_enter(c, was, "", &was));
	return (OK);
}

/* ---- doing it */

static struct err *
factor_off(struct ctx *c, const struct power *what)
{
	db_ask(c->db, c, STMT_TOTP_CLEAR, NULL, ARGS(what->account_id));
	event_new(c, "account.factor_off", NULL, what->login);
	return (OK);
}

static struct err *
enable(struct ctx *c, const struct power *what)
{
	db_ask(c->db, c, STMT_ACCOUNT_DISABLE, NULL, ARGS(what->account_id, "f", c->now));
	event_new(c, "account.enable", NULL, what->login);
	return (OK);
}

static struct err *
operator_on(struct ctx *c, const struct power *what)
{
	db_ask(c->db, c, STMT_OPERATOR_SET, NULL, ARGS(what->account_id, "t"));
	event_new(c, "account.operator_on", NULL, what->login);
	return (OK);
}

/*
 * If one of the two recently created or reset the account, its new rights are suspended until a
 * third person confirms who uses it.
 */
static struct err *
grant(struct ctx *c, const struct power *what)
{
	TRY(people_grant(c, what->account_id, what->role_id));
	db_ask(c->db, c, STMT_HOLD_NEW, NULL, ARGS(what->account_id));
	return (OK);
}

static struct err *
permit(struct ctx *c, const struct power *what)
{
	struct event *e = event_new(c, "role.edit", NULL, what->role);

	for (char **p = what->permissions; *p != NULL; p++)
		event_change(e, *p, "0", "1");
	db_ask(c->db, c, STMT_ROLE_ALLOW, NULL, ARGS(c->site_id, what->role_id, form_array(c, what->permissions)));
	return (people_check_seats(c, NULL));
}

static struct err *
administrator(struct ctx *c, const struct power *what)
{
	struct rows *role;

	TRY(people_add_member(c, what->account_id, NULL));
	TRY(db_run(c->db, c, STMT_ROLE_BY_KEY, &role, ARGS(c->site_id, "site_admin")));
	return (grant(c, &(struct power){ .account_id = what->account_id, .role_id = rows_str(role, 0, "id") }));
}

/*
 * TO ADD ONE: a row, its name in the check of power_request (a migration), the triggers that let
 * it through, words "event.detail.act.<name>".
 */
static const struct act {
	const char *name;
	struct err *(*apply)(struct ctx *c, const struct power *what);  /* NULL: the page does it */
	bool everywhere;                /* an action on an account concerns all its sites */
} acts[] = {
	{ "link", NULL, true },
	{ "factor_off", factor_off, true },
	{ "enable", enable, true },
	{ "operator_on", operator_on },
	{ "grant", grant },
	{ "permit", permit },
	{ "administrator", administrator },
};

static const struct act *
act_named(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(acts); i++)
		if (str_eq(acts[i].name, name))
			return (&acts[i]);
	return (NULL);
}

static struct err *
find(struct ctx *c, const char *id, struct power *out, struct rows **found)
{
	struct rows *r;

	TRY(db_run(c->db, c, STMT_POWER_ROW, found, ARGS(c->site_id, id)));
	r = *found;
	if (rows_count(r) == 0)
		return (err_say(RAISE(ERR_CONFLICT, "request %s is answered or over", id), N_("power.gone")));
	*out = (struct power){ .act = rows_str(r, 0, "act"), .account_id = rows_text(r, 0, "subject_id"), .login = rows_text(r, 0, "login"),
		.name = rows_text(r, 0, "name"), .role_id = rows_text(r, 0, "role_id"), .role = rows_text(r, 0, "role"),
		.asked_by = rows_str(r, 0, "asked_by"), .is_first = rows_bool(r, 0, "is_first") };
	if (*rows_str(r, 0, "permissions") == '{' && !str_eq(rows_str(r, 0, "permissions"), "{}")) {
		char *inner = mem_str(c, rows_str(r, 0, "permissions") + 1);

		inner[strlen(inner) - 1] = '\0';
		out->permissions = str_split(c, inner, ',');
	}
	return (OK);
}

struct err *
power_confirm(struct ctx *c, const char *id, struct power *out)
{
	const struct act *act;
	struct rows *r;
	bool told = false;

	TRY(find(c, id, out, &r));
	if (!rows_bool(r, 0, "may"))
		return (err_say(RAISE(ERR_FORBIDDEN, "request %s is for somebody else to confirm", id), N_("power.not_you")));
	act = act_named(out->act);
	if (act == NULL)
		return (RAISE(ERR_INTERNAL, "no act \"%s\"", out->act));
	TRY(db_run(c->db, c, STMT_POWER_CONFIRM, NULL, ARGS(id)));
	if (act->everywhere && !str_eq(c->site_id, "0"))
		TRY(tell_sites(c, out, "power.confirm", "power_done", &told));
	/*
	 * The site where it was requested is notified in any case, because an account without
	 * power may belong to other sites.
	 */
	if (!told) {
		say(c, "power.confirm", out);
		power_tell_here(c, out, "power_done");
	}
	if (act->apply != NULL)
		TRY(act->apply(c, out));
	TRY(db_wait(c->db));
	return (OK);
}

struct err *
power_decline(struct ctx *c, const char *id)
{
	struct rows *r, *declined;
	struct power what;

	TRY(find(c, id, &what, &r));
	TRY(db_run(c->db, c, STMT_POWER_DECLINE, &declined, ARGS(id)));
	if (!rows_bool(declined, 0, "declined"))
		return (err_say(RAISE(ERR_FORBIDDEN, "request %s is for somebody else to decline", id), N_("power.not_you")));
	say(c, "power.decline", &what);
	power_tell_here(c, &what, "power_declined");
	return (OK);
}

struct err *
power_release(struct ctx *c, const char *account_id)
{
	struct rows *person, *ended;
	struct power what = { .act = "hold", .account_id = account_id };

	TRY(db_run(c->db, c, STMT_MEMBER_ROW_LOCK, &person, ARGS(c->site_id, account_id)));
	if (rows_count(person) == 0)
		return (RAISE(ERR_NOT_FOUND, "account %s is no member", account_id));
	TRY(db_run(c->db, c, STMT_HOLD_END, &ended, ARGS(c->site_id, account_id)));
	if (!rows_bool(ended, 0, "ended"))
		return (OK);
	what.login = rows_str(person, 0, "login");
	what.name = rows_str(person, 0, "name");
	say(c, "power.release", &what);
	power_tell_here(c, &what, "power_released");
	return (OK);
}
