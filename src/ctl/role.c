/* SPDX-License-Identifier: ISC */
/* gatehousectl role: who holds which role in a site.  The site's last administrator stays. */
#include "ctl/verb.h"

#include "access/event.h"
#include "access/people.h"
#include "access/power.h"
#include "base/str.h"
#include "record/vote.h"

#include <string.h>

static struct err *
list(struct call *call)
{
	struct rows *rows;

	TRY(call_enter(call, call->argv[2]));
	TRY(db_run(call->c->db, call->c, STMT_CTL_ROLES, &rows, ARGS(call->c->site_id)));
	call_table(call, rows);
	return (OK);
}

/* The id of a role by key or name; NULL: no such role. */
static const char *
role_named(const struct rows *roles, const char *name)
{
	for (size_t i = 0; i < rows_count(roles); i++)
		if (str_eq(rows_text(roles, i, "key"), name) || (rows_text(roles, i, "key") == NULL && str_eq(rows_text(roles, i, "name"), name)))
			return (rows_text(roles, i, "id"));
	return (NULL);
}

static bool
is_named(const struct call *call, const struct rows *roles, const char *id)
{
	for (int i = 4; i < call->argc; i++)
		if (str_eq(role_named(roles, call->argv[i]), id))
			return (true);
	return (false);
}

/* Held now, with those granted or without those revoked. */
static char **
wanted(struct call *call, const struct rows *roles, const struct rows *held, bool grant)
{
	struct ctx *c = call->c;
	char **ids = mem_array(c, char *, rows_count(held) + (size_t)call->argc + 1);
	size_t n = 0;

	for (size_t i = 0; i < rows_count(held); i++)
		if (grant || !is_named(call, roles, rows_text(held, i, "id")))
			ids[n++] = mem_str(c, rows_text(held, i, "id"));
	for (int i = 4; i < call->argc && grant; i++)
		ids[n++] = mem_str(c, role_named(roles, call->argv[i]));
	return (ids);
}

static struct err *
check_member(struct call *call, const char *account_id, bool join)
{
	struct ctx *c = call->c;
	struct rows *member;

	TRY(db_run(c->db, c, STMT_CTL_MEMBER, &member, ARGS(c->site_id, account_id, c->today)));
	if (rows_count(member) > 0)
		return (OK);
	if (!join)
		return (RAISE(ERR_CONFLICT, "\"%s\" is no member of this site; --join makes them one", call->argv[3]));
	return (people_add_member(c, account_id, NULL));
}

static struct err *
change(struct call *call, bool grant, bool join)
{
	struct rows *account, *roles, *held;
	struct ctx *c;
	const char *id;

	TRY(call_enter(call, call->argv[2]));
	c = call->c;
	TRY(call_account(call, call->argv[3], &account));
	id = rows_text(account, 0, "id");
	TRY(check_member(call, id, join));
	db_ask(c->db, c, STMT_ROLE_LIST, &roles, ARGS(c->site_id));
	db_ask(c->db, c, STMT_MEMBER_ROLES, &held, ARGS(c->site_id, id));
	TRY(db_wait(c->db));
	for (int i = 4; i < call->argc; i++)
		if (role_named(roles, call->argv[i]) == NULL)
			return (RAISE(ERR_NOT_FOUND, "there is no role \"%s\"; gatehousectl role list %s shows them", call->argv[i], call->argv[2]));
	TRY(people_set_roles(c, id, wanted(call, roles, held, grant)));
	/* Whoever owns the machine needs nobody; the site is told all the same. */
	for (size_t i = 0; grant && i < rows_count(roles); i++)
		if (rows_bool(roles, i, "is_power") && is_named(call, roles, rows_text(roles, i, "id")))
			power_tell_here(c, &(struct power){ .act = "grant", .account_id = id, .name = rows_text(account, 0, "name") }, "power_machine");
	TRY(vote_judge_all(c));
	return (OK);
}

struct err *
verb_role(struct call *call, int *exit_code)
{
	const char *what = call->argc > 1 ? call->argv[1] : "";
	bool join = call_flag(call, "--join");

	if (strcmp(what, "list") == 0 && call->argc == 3)
		TRY(list(call));
	else if ((strcmp(what, "grant") == 0 || strcmp(what, "revoke") == 0) && call->argc >= 5)
		TRY(change(call, strcmp(what, "grant") == 0, join));
	else
		return (call_usage(call, exit_code));
	return (call_commit(call));
}
