/* SPDX-License-Identifier: ISC */
/* gatehousectl site: business sites, each with its built-in roles and a first administrator. */
#include "ctl/verb.h"

#include "access/event.h"
#include "access/people.h"
#include "access/session.h"
#include "access/site.h"
#include "base/str.h"
#include "web/address.h"

#include <string.h>

static struct err *
check_new(struct call *call, const char *slug)
{
	struct rows *site;

	if (!site_slug_is_plain(slug))
		return (RAISE(ERR_INVALID, "\"%s\" is no slug: 3 to 32 lower-case letters, digits and hyphens, beginning with a letter", slug));
	if (address_is_fixed(slug))
		return (RAISE(ERR_INVALID, "\"%s\" is an address of the portal itself; choose another slug", slug));
	TRY(db_run(call->c->db, call->c, STMT_CTL_SITE, &site, ARGS(slug)));
	if (rows_count(site) > 0)
		return (RAISE(ERR_CONFLICT, "there is a site \"%s\" already", slug));
	return (OK);
}

static struct err *
make(struct call *call, const char *slug, const char *name, const char *name_en, const char *admin_id)
{
	struct ctx *c = call->c;
	struct rows *added, *role;

	TRY(db_run(c->db, c, STMT_SITE_ADD, &added, ARGS(slug, name, str_or(name_en, ""), c->now)));
	event_say(event_new(c, "site.add", NULL, slug), "name", name);
	c->site_id = rows_text(added, 0, "id");
	session_enter(c, c->site_id, "", NULL);
	TRY(db_wait(c->db));
	TRY(people_seed_roles(c));
	TRY(people_add_member(c, admin_id, NULL));
	TRY(db_run(c->db, c, STMT_ROLE_BY_KEY, &role, ARGS(c->site_id, "site_admin")));
	TRY(people_set_roles(c, admin_id, (char *[]){ mem_str(c, rows_text(role, 0, "id")), NULL }));
	return (OK);
}

static struct err *
add(struct call *call, int *exit_code)
{
	const char *name_en = call_option(call, "--en"), *admin = call_option(call, "--admin");
	struct rows *account;

	if (call->argc != 4 || admin == NULL)
		return (call_usage(call, exit_code));
	TRY(check_new(call, call->argv[2]));
	TRY(call_account(call, admin, &account));
	return (make(call, call->argv[2], call->argv[3], name_en, rows_text(account, 0, "id")));
}

static struct err *
list(struct call *call)
{
	struct rows *rows;

	TRY(db_run(call->c->db, call->c, STMT_CTL_SITES, &rows, NO_ARGS));
	call_table(call, rows);
	return (OK);
}

static struct err *
suspend(struct call *call, const char *slug, bool on)
{
	struct ctx *c = call->c;
	struct rows *site;

	TRY(db_run(c->db, c, STMT_CTL_SITE, &site, ARGS(slug)));
	if (rows_count(site) == 0)
		return (RAISE(ERR_NOT_FOUND, "there is no site \"%s\"; gatehousectl site list shows them", slug));
	db_ask(c->db, c, STMT_SITE_EDIT, NULL, ARGS(rows_text(site, 0, "id"), rows_str(site, 0, "name"), rows_str(site, 0, "name_en"),
	    rows_text(site, 0, "host"), on ? "t" : "f", c->now));
	event_change(event_new(c, "site.edit", NULL, slug), "suspended", rows_bool(site, 0, "is_suspended") ? "1" : "", on ? "1" : "");
	return (OK);
}

struct err *
verb_site(struct call *call, int *exit_code)
{
	const char *what = call->argc > 1 ? call->argv[1] : "";

	TRY(call_outside(call));
	if (strcmp(what, "add") == 0)
		TRY(add(call, exit_code));
	else if (strcmp(what, "list") == 0 && call->argc == 2)
		TRY(list(call));
	else if ((strcmp(what, "suspend") == 0 || strcmp(what, "resume") == 0) && call->argc == 3)
		TRY(suspend(call, call->argv[2], strcmp(what, "suspend") == 0));
	else
		return (call_usage(call, exit_code));
	return (call_commit(call));
}
