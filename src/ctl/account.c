/* SPDX-License-Identifier: ISC */
/* gatehousectl account: the directory of accounts.  Passwords are never set here: a one-time link lets the owner do it. */
#include "ctl/verb.h"

#include "access/event.h"
#include "access/power.h"
#include "base/network.h"
#include "base/random.h"
#include "base/str.h"

#include <string.h>

enum { FIRST_SECONDS = 7 * 86400, RESET_SECONDS = 3600 };

struct err *
call_account(struct call *call, const char *login, struct rows **account)
{
	TRY(db_run(call->c->db, call->c, STMT_CTL_ACCOUNT, account, ARGS(login)));
	if (rows_count(*account) == 0)
		return (RAISE(ERR_NOT_FOUND, "there is no account \"%s\"; gatehousectl account list shows them", login));
	return (OK);
}

struct err *
call_link(struct call *call, const char *account_id, const char *login, bool is_first)
{
	struct ctx *c = call->c;
	char *token = random_token(c);
	const char *seconds = mem_fmt(c, "%d", is_first ? FIRST_SECONDS : RESET_SECONDS);
	struct rows *made;

	TRY(db_run(c->db, c, STMT_ONE_TIME_ADD, &made, ARGS(digest_hex(c, token), account_id, is_first ? "first" : "reset", c->now, seconds)));
	event_say(event_new(c, "account.link", NULL, login), "purpose", is_first ? "first" : "reset");
	/* Whoever owns the machine needs nobody; the sites are told all the same. */
	TRY(power_tell(c, &(struct power){ .act = "link", .account_id = account_id, .login = login }, "account.link", "power_machine"));
	call->said = mem_fmt(call->directory, "%s sets the password here, once, within %s (until %s):\n%s/link/%s\n", login,
	    is_first ? "seven days" : "an hour", rows_str(made, 0, "until"), c->conf->base_url, token);
	return (OK);
}

static bool
is_login(const char *login)
{
	size_t n = strlen(login);

	return (n >= 2 && n <= 100 && strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._@-") == n && *login != '-' && *login != '.');
}

struct err *
call_account_add(struct call *call, const char *login, const char *name, const char *email, bool is_operator)
{
	struct ctx *c = call->c;
	struct rows *added;
	const char *id;

	if (!is_login(login))
		return (RAISE(ERR_INVALID, "\"%s\" is no login: lower-case letters, digits and . _ @ -", login));
	if (!str_is_utf8(name, strlen(name)) || str_empty(name) || str_chars(name) > 100)
		return (RAISE(ERR_INVALID, "the name has 1 to 100 characters"));
	TRY(db_run(c->db, c, STMT_CTL_ACCOUNT, &added, ARGS(login)));
	if (rows_count(added) > 0)
		return (RAISE(ERR_CONFLICT, "there is an account \"%s\" already", login));
	TRY(db_run(c->db, c, STMT_ACCOUNT_ADD, &added, ARGS(login, name, str_or(email, ""), "", c->now)));
	id = rows_text(added, 0, "id");
	event_say(event_new(c, "account.add", NULL, login), "name", name);
	if (is_operator) {
		db_ask(c->db, c, STMT_OPERATOR_SET, NULL, ARGS(id, "t"));
		event_new(c, "account.operator_on", NULL, login);
	}
	return (call_link(call, id, login, true));
}

/* ---- the acts */

static struct err *
add(struct call *call, int *exit_code)
{
	const char *email = call_option(call, "--email");
	bool is_operator = call_flag(call, "--operator");

	if (call->argc != 4)
		return (call_usage(call, exit_code));
	return (call_account_add(call, call->argv[2], call->argv[3], email, is_operator));
}

static struct err *
list(struct call *call, int *exit_code)
{
	struct rows *rows;

	if (call->argc > 3)
		return (call_usage(call, exit_code));
	TRY(db_run(call->c->db, call->c, STMT_CTL_ACCOUNTS, &rows, ARGS(call->argc == 3 ? call->argv[2] : "")));
	call_table(call, rows);
	return (OK);
}

static struct err *
link_again(struct call *call, const struct rows *account)
{
	return (call_link(call, rows_text(account, 0, "id"), rows_text(account, 0, "login"), !rows_bool(account, 0, "has_password")));
}

/* What an unlocked account still waits for, so that nobody is sent away with half a truth. */
static struct err *
put_waiting(struct call *call, const char *login, const struct rows *account, struct buf *said)
{
	struct rows *places;

	TRY(db_run(call->c->db, call->c, STMT_CTL_WAITING, &places, ARGS(login, call->c->now)));
	for (size_t i = 0; i < rows_count(places); i++)
		buf_fmt(said, "from %s everybody still waits: gatehousectl account unlock --address %s\n", rows_str(places, i, "place"), rows_str(places, i, "place"));
	if (rows_bool(account, 0, "is_disabled"))
		buf_fmt(said, "\"%s\" is disabled: gatehousectl account enable %s\n", login, login);
	return (OK);
}

/* Ends the waits of an account, of an address, or of both; says what there was to end. */
static struct err *
unlock(struct call *call, int *exit_code)
{
	struct ctx *c = call->c;
	const char *address = call_option(call, "--address"), *place = NULL, *login = NULL;
	struct buf *said = buf_new(call->directory);
	struct rows *account = NULL, *gone;

	if (call->argc > 3 || (call->argc < 3 && address == NULL))
		return (call_usage(call, exit_code));
	if (address != NULL && strchr(address, '/') == NULL)
		place = network_place(c, address);
	else
		place = address;
	if (str_eq(place, "?"))
		return (RAISE(ERR_INVALID, "\"%s\" is no address such as 192.0.2.1 or 2001:db8::1", address));
	if (call->argc == 3) {
		TRY(call_account(call, call->argv[2], &account));
		login = rows_text(account, 0, "login");
	}
	TRY(db_run(c->db, c, STMT_CTL_UNLOCK, &gone, ARGS(login, place, c->now)));
	event_say(event_new(c, "account.unlock", NULL, str_or(login, "")), "address", str_or(place, ""));
	buf_put(said, rows_int(gone, 0, "counters") > 0 ? "unlocked" : "it was not locked");
	buf_fmt(said, " (%s%s%s): ", str_or(login, ""), login != NULL && place != NULL ? ", " : "", str_or(place, ""));
	if (rows_int(gone, 0, "counters") == 0)
		buf_put(said, "nothing was counted, so nothing had to wait\n");
	else
		buf_fmt(said, "%s wrong passwords and %s wrong codes forgotten, %s waits ended\n", rows_str(gone, 0, "passwords"), rows_str(gone, 0, "codes"), rows_str(gone, 0, "waits"));
	if (login != NULL)
		TRY(put_waiting(call, login, account, said));
	call->said = said->data;
	return (OK);
}

/* A lost second factor, where nobody of a site can help: told to the sites like all that is done from here; decisions rest. */
static struct err *
factor_reset(struct call *call, const struct rows *account)
{
	struct ctx *c = call->c;
	const char *id = rows_text(account, 0, "id"), *login = rows_text(account, 0, "login");

	if (!rows_bool(account, 0, "has_second_factor"))
		return (RAISE(ERR_CONFLICT, "\"%s\" has no second factor", login));
	db_ask(c->db, c, STMT_TOTP_CLEAR, NULL, ARGS(id));
	event_new(c, "account.factor_off", NULL, login);
	TRY(power_tell(c, &(struct power){ .act = "factor_off", .account_id = id, .login = login, .name = rows_text(account, 0, "name") }, "account.factor_off", "power_machine"));
	call->said = mem_fmt(call->directory, "%s logs in with the password alone and sets up a second factor anew; its sessions have ended. "
	    "Where it decides, that rests until somebody of the site says that it is them (or: gatehousectl account confirm %s).\n", login, login);
	return (OK);
}

static struct err *
able(struct call *call, const struct rows *account, bool disabled)
{
	struct ctx *c = call->c;

	db_ask(c->db, c, STMT_ACCOUNT_DISABLE, NULL, ARGS(rows_text(account, 0, "id"), disabled ? "t" : "f", c->now));
	event_new(c, disabled ? "account.disable" : "account.enable", NULL, rows_text(account, 0, "login"));
	if (!disabled)
		TRY(power_tell(c, &(struct power){ .act = "enable", .account_id = rows_text(account, 0, "id"), .login = rows_text(account, 0, "login"),
		    .name = rows_text(account, 0, "name") }, "account.enable", "power_machine"));
	return (OK);
}

static struct err *
disable(struct call *call, const struct rows *account)
{
	return (able(call, account, true));
}

static struct err *
enable(struct call *call, const struct rows *account)
{
	return (able(call, account, false));
}

/* Whoever runs the machine knows the person where a site has nobody else who could say so. */
static struct err *
confirm(struct call *call, const struct rows *account)
{
	struct ctx *c = call->c;
	struct rows *sites;
	const char *was;

	TRY(db_run(c->db, c, STMT_ACCOUNT_POWERS, &sites, ARGS(rows_text(account, 0, "id"))));
	for (size_t i = 0; i < rows_count(sites); i++) {
		TRY(power_enter(c, rows_text(sites, i, "in_site"), "", &was));
		TRY(power_release(c, rows_text(account, 0, "id")));
		TRY(power_enter(c, was, "", &was));
	}
	return (OK);
}

static struct err *
make_operator(struct call *call, const struct rows *account, bool on)
{
	struct ctx *c = call->c;

	db_ask(c->db, c, STMT_OPERATOR_SET, NULL, ARGS(rows_text(account, 0, "id"), on ? "t" : "f"));
	event_new(c, on ? "account.operator_on" : "account.operator_off", NULL, rows_text(account, 0, "login"));
	return (OK);
}

static struct err *
operator_act(struct call *call, int *exit_code)
{
	struct rows *account;

	if (call->argc != 4 || (strcmp(call->argv[3], "on") != 0 && strcmp(call->argv[3], "off") != 0))
		return (call_usage(call, exit_code));
	TRY(call_account(call, call->argv[2], &account));
	return (make_operator(call, account, strcmp(call->argv[3], "on") == 0));
}

static const struct {
	const char *name;
	struct err *(*act)(struct call *call, const struct rows *account);
} acts[] = {
	{ "disable", disable }, { "enable", enable }, { "reset-link", link_again }, { "confirm", confirm }, { "factor-reset", factor_reset },
};

static struct err *
on_account(struct call *call, int *exit_code)
{
	struct rows *account;

	for (size_t i = 0; i < ARRAY_LEN(acts) && call->argc == 3; i++)
		if (strcmp(call->argv[1], acts[i].name) == 0) {
			TRY(call_account(call, call->argv[2], &account));
			return (acts[i].act(call, account));
		}
	return (call_usage(call, exit_code));
}

struct err *
verb_account(struct call *call, int *exit_code)
{
	const char *what = call->argc > 1 ? call->argv[1] : "";

	TRY(call_outside(call));
	if (strcmp(what, "add") == 0)
		TRY(add(call, exit_code));
	else if (strcmp(what, "list") == 0)
		TRY(list(call, exit_code));
	else if (strcmp(what, "unlock") == 0)
		TRY(unlock(call, exit_code));
	else if (strcmp(what, "operator") == 0)
		TRY(operator_act(call, exit_code));
	else
		TRY(on_account(call, exit_code));
	return (call_commit(call));
}
