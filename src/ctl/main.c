/* SPDX-License-Identifier: ISC */
#include "ctl/verb.h"

#include "access/event.h"
#include "base/log.h"
#include "base/random.h"
#include "base/str.h"
#include "view/words.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const struct verb verbs[] = {
	{ "setup", "LOGIN NAME", "Make database, roles and schema, and the first operator: prints a link that sets the password, once.", verb_setup },
	{ "migrate", "[--plan]", "Bring the database to this version's schema; --plan only says what would run.", verb_migrate },
	{ "site", "add SLUG NAME [--en NAME] --admin LOGIN | list | suspend SLUG | resume SLUG",
	    "Business sites: a new one has the built-in roles and its first administrator.", verb_site },
	{ "account", "add LOGIN NAME [--email ADDRESS] [--operator] | list [WORDS] | disable LOGIN | enable LOGIN | reset-link LOGIN | confirm LOGIN | "
	    "unlock LOGIN | operator LOGIN on|off", "Accounts: passwords are set by their owners through one-time links.", verb_account },
	{ "role", "list SITE | grant SITE LOGIN ROLE… [--join] | revoke SITE LOGIN ROLE…", "Who holds which role in a site.", verb_role },
	{ "check", "", "Do statements, kinds, permissions, words and templates agree with each other and the database?", verb_check },
	{ "doctor", "[--security]", "What is wrong with this installation, each problem with the command that cures it.", verb_doctor },
	{ "audit", "verify [SITE] [--against FILE] | head", "Is the history as it was written?  Keep what head prints somewhere else.", verb_audit },
	{ "backup", "FILE", "Database, files and a manifest of digests, of one moment, in one tar.", verb_backup },
	{ "restore", "FILE --into DATABASE | FILE --drill", "A backup into a new database; --drill only proves that it can be restored.", verb_restore },
	{ "config", "show | test", "The settings as they are and where they come from; whether one can work with them.", verb_config },
	{ "nginx-config", "[--port N] [--user NAME] [--log DIRECTORY]", "nginx's configuration for this installation.", verb_nginx_config },
	{ "export", "SITE KIND", "All records of a kind as CSV, with the names of fields as head.", verb_export },
	{ "import", "SITE KIND FILE --as LOGIN [--dry-run]",
	    "Records from CSV, made by a member through the checks of the form: all rows or none.", verb_import },
	{ "kinds", "[KIND]", "The kinds of record with their fields and moves.", verb_kinds },
	{ "demo", "load | logins", "Load the demonstration company through the same rules as users' data; print its log-ins.", verb_demo },
	{ "routes", "[--slow]", "Every address with the right it asks for; --slow: those of the export pool, as an expression for nginx.", verb_routes },
	{ "permissions", "", "Who may do what from the start: every kind, state and move against every built-in role.", verb_permissions },
	{ 0 }
};

static const struct verb *current;

static void
help(FILE *to)
{
	fputs("usage: gatehousectl [-c FILE] [-o KEY=VALUE] [--json] [--yes] VERB …\n\n", to);
	for (const struct verb *v = verbs; v->name != NULL; v++)
		fprintf(to, "  %s %s\n      %s\n", v->name, v->usage, v->help);
}

static void
help_verb(FILE *to)
{
	fprintf(to, "usage: gatehousectl %s %s\n%s\n", current->name, current->usage, current->help);
}

struct err *
call_usage(struct call *call, int *exit_code)
{
	(void)call;
	help_verb(stderr);
	*exit_code = USAGE;
	return (OK);
}

void
call_again(struct call *call)
{
	struct ctx *old = call->c;

	call->c = ctx_new(NULL, old->db, call->directory, call->conf);
	call->c->site = old->site;
	call->c->site_id = old->site == NULL ? "0" : old->site->id_text;
	call->c->request_id = "gatehousectl";
	call->c->me = mem_new(call->c, struct member);
	call->c->me->permissions = "";
	mem_free(old);
}

struct err *
call_enter(struct call *call, const char *slug)
{
	TRY(site_find(call->directory, call->c->db, slug, NULL, &call->c->site));
	if (call->c->site == NULL)
		return (RAISE(ERR_NOT_FOUND, "there is no site \"%s\"; gatehousectl site list shows them", slug));
	call_again(call);
	db_ask(call->c->db, call->c, STMT_ENTER_SITE, NULL, ARGS(call->c->site_id));
	return (OK);
}

struct err *
call_outside(struct call *call)
{
	TRY(db_run(call->c->db, call->c, STMT_ENTER_SITE, NULL, ARGS(call->c->site_id)));
	return (OK);
}

struct err *
call_commit(struct call *call)
{
	event_flush(call->c);
	return (db_commit(call->c->db));
}

/* ---- the command line */

static struct err *
set_option(struct conf *conf, char *pair)
{
	char *eq = strchr(pair, '=');

	if (eq == NULL)
		return (RAISE(ERR_INVALID, "\"%s\" is not KEY=VALUE", pair));
	*eq = '\0';
	return (conf_set(conf, pair, eq + 1));
}

static struct err *
options(struct call *call, int argc, char **argv, struct conf **conf)
{
	const char *file = getenv("GATEHOUSE_CONF");
	int i = 1;

	for (; i + 1 < argc && strcmp(argv[i], "-c") == 0; i += 2)
		file = argv[i + 1];
	TRY(conf_read(NULL, file, conf));
	for (; i < argc && argv[i][0] == '-'; i++)
		if (strcmp(argv[i], "-o") == 0 && i + 1 < argc)
			TRY(set_option(*conf, argv[++i]));
		else if (strcmp(argv[i], "--json") == 0)
			call->json = true;
		else if (strcmp(argv[i], "--yes") == 0)
			call->yes = true;
		else
			break;
	call->argc = argc - i;
	call->argv = argv + i;
	/* Also where one would look for them: behind the verb. */
	call->json = call_flag(call, "--json") || call->json;
	call->yes = call_flag(call, "--yes") || call->yes;
	return (OK);
}

static const struct verb *
find_verb(const char *name)
{
	for (const struct verb *v = verbs; name != NULL && v->name != NULL; v++)
		if (strcmp(v->name, name) == 0)
			return (v);
	return (NULL);
}

static int
exit_of(const struct err *err)
{
	return (err_kind(err) == ERR_UNAVAILABLE ? UNREACHABLE : err_kind(err) == ERR_INVALID ? USAGE : REFUSED);
}

static struct err *
run(struct call *call, struct conf *conf, int *code)
{
	struct db *db = db_new(conf, conf->database, conf->timezone);

	random_start();
	TRY(words_start(conf->words));
	words_use("en");
	call->conf = conf;
	call->directory = directory_new(conf);
	call->c = ctx_new(NULL, db, call->directory, conf);
	call_again(call);
	return (current->run(call, code));
}

/* No verb was given, or one that does not exist. */
static int
lost(const struct call *call)
{
	bool asked = call->argc > 0 && strcmp(call->argv[0], "--help") == 0;

	help(asked ? stdout : stderr);
	return (asked ? DONE : USAGE);
}

/* What went wrong, for whoever typed the command. */
static int
complain(const struct call *call, struct err *err)
{
	const char *sqlstate = call->c == NULL ? "" : db_sqlstate(call->c->db);
	int code = exit_of(err);

	fprintf(stderr, "gatehousectl: %s\n", err_text(err));
	if (strcmp(sqlstate, "42501") == 0 || strcmp(sqlstate, "GH403") == 0)
		fprintf(stderr, "It must connect as the administrator of the database: set GATEHOUSE_DATABASE.\n");
	if (getenv("GATEHOUSE_TRACE") != NULL)
		fprintf(stderr, "%s\n", err_trace(NULL, err));
	if (call->c != NULL)
		db_rollback(call->c->db);
	err_free(err);
	return (code);
}

/* What the words of the command line ask for, done: the exit code. */
static int
obey(struct call *call, int argc, char **argv, struct conf **conf)
{
	int code = DONE;
	struct err *err = options(call, argc, argv, conf);

	if (err != OK)
		return (complain(call, err));
	current = find_verb(call->argc > 0 ? call->argv[0] : NULL);
	if (current == NULL)
		return (lost(call));
	if (call_flag(call, "--help")) {
		help_verb(stdout);
		return (DONE);
	}
	err = run(call, *conf, &code);
	if (err != OK)
		return (complain(call, err));
	if (call->said != NULL)
		fputs(call->said, stdout);
	return (code);
}

int
main(int argc, char **argv)
{
	struct call call = { 0 };
	struct conf *conf = NULL;
	int code;

	setlocale(LC_ALL, "C.UTF-8");
	/* What was done stands before what went wrong, in a file as well. */
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	log_open("gatehousectl", LOG_WARN);
	code = obey(&call, argc, argv, &conf);
	mem_free(call.c);
	/* Connection and directory are its children. */
	mem_free(conf);
	return (code);
}
