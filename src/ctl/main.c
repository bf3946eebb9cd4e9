/* SPDX-License-Identifier: ISC */
#include "ctl/verb.h"

#include "access/event.h"
#include "access/session.h"
#include "base/log.h"
#include "base/random.h"
#include "base/str.h"
#include "db/conninfo.h"
#include "db/schema.h"
#include "view/words.h"

#include <locale.h>
#include <string.h>
#include <unistd.h>

static const struct verb verbs[] = {
	{ "setup", "LOGIN NAME", "Make database, roles and schema, and the first operator: prints a link that sets the password, once.", verb_setup },
	{ "migrate", "[--plan]", "Bring the database to this version's schema; --plan only says what would run.", verb_migrate,
	    (const struct ask[]){ { NULL, "The schema will be changed, and there is no way back but a backup." }, { 0 } } },
	{ "site", "add SLUG NAME [--en NAME] --admin LOGIN | list | suspend SLUG | resume SLUG",
	    "Business sites: a new one has the built-in roles and its first administrator.", verb_site,
	    (const struct ask[]){ { "suspend", "Nobody will be able to work in the site until it is resumed." }, { 0 } } },
	{ "account", "add LOGIN NAME [--email ADDRESS] [--operator] | list [WORDS] | disable LOGIN | enable LOGIN | reset-link LOGIN | confirm LOGIN | "
	    "factor-reset LOGIN | unlock [LOGIN] [--address ADDRESS] | operator LOGIN on|off", "Accounts: passwords are set by their owners through one-time links.", verb_account,
	    (const struct ask[]){ { "disable", "The account will be logged out everywhere and cannot log in." },
		{ "factor-reset", "The second factor will be taken away; the account is logged out everywhere, and its decisions rest." }, { 0 } } },
	{ "role", "list SITE | grant SITE LOGIN ROLE… [--join] | revoke SITE LOGIN ROLE…", "Who holds which role in a site.", verb_role },
	{ "check", "", "Do statements, kinds, permissions, words and templates agree with each other and the database?", verb_check },
	{ "doctor", "[--security]", "What is wrong with this installation, each problem with the command that cures it.", verb_doctor },
	{ "clock", "[accept]", "Does the courier decide what is due?  accept says that the time is right, so that it does.", verb_clock,
	    (const struct ask[]){ { "accept", "What has fallen due by the database's time will be decided: hearings and appeals end, penalties take effect or are lifted." }, { 0 } } },
	{ "audit", "verify [SITE] [--against FILE] | head", "Is the history as it was written?  Keep what head prints somewhere else.", verb_audit },
	{ "backup", "FILE", "Database, files and a manifest of digests, of one moment, in one tar.", verb_backup },
	{ "restore", "FILE --into DATABASE | FILE --drill", "A backup into a new database; --drill only proves that it can be restored.", verb_restore },
	{ "config", "show | test", "The settings as they are and where they come from; whether one can work with them.", verb_config },
	{ "nginx-config", "[--port N] [--user NAME] [--log DIRECTORY]", "nginx's configuration for this installation.", verb_nginx_config },
	{ "export", "SITE KIND", "All records of a kind as CSV, with the names of fields as head.", verb_export },
	{ "import", "SITE KIND FILE --as LOGIN [--map FILE] [--doubles refuse|skip|make] [--dry-run]",
	    "Records from .xlsx or .csv, made by a member through the checks of the form: all rows or none.", verb_import },
	{ "kinds", "[KIND]", "The kinds of record with their fields and moves.", verb_kinds },
	{ "play", "FILE…", "Play stories (docs/stories.md) on sites, step by step, through the same rules as users' data; for trials and tests.", verb_play,
	    (const struct ask[]){ { "", "What the stories tell will be in the history of their sites for good, at the moments they name." }, { 0 } } },
	{ "demo", "load [year] | logins", "Load the demonstration company through the same rules as users' data; print its login names.", verb_demo,
	    (const struct ask[]){ { "load", "Accounts whose password everybody knows will be made." }, { 0 } } },
	{ "routes", "[--locations]", "Every address with the right it asks for; --locations: an expression for each location of nginx.", verb_routes },
	{ "permissions", "", "Who may do what from the start: every kind, state and move against every built-in role.", verb_permissions },
	{ 0 }
};

static const struct verb *current;

#define USAGE_LINE "usage: gatehousectl [-c FILE] [-o KEY=VALUE] [--json] [--yes] VERB …"

static void
help(void)
{
	printf(USAGE_LINE "\n       gatehousectl --version\n\n");
	for (const struct verb *v = verbs; v->name != NULL; v++)
		printf("  %s %s\n      %s\n", v->name, v->usage, v->help);
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
	mem_free(old);
}

struct err *
call_enter(struct call *call, const char *slug)
{
	TRY(site_find(call->directory, call->c->db, slug, NULL, &call->c->site));
	if (call->c->site == NULL)
		return (RAISE(ERR_NOT_FOUND, "there is no site \"%s\"; gatehousectl site list shows them", slug));
	call_again(call);
	session_enter(call->c, call->c->site_id, "", NULL);
	return (OK);
}

struct err *
call_outside(struct call *call)
{
	session_enter(call->c, call->c->site_id, "", NULL);
	TRY(db_wait(call->c->db));
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

/* What stands before the verb, but for options that are answered without a configuration. */
static struct err *
options(struct call *call, int argc, char **argv, struct conf **conf)
{
	const char *file = NULL;
	int i = 1;

	for (; i + 1 < argc && strcmp(argv[i], "-c") == 0; i += 2)
		file = argv[i + 1];
	call->file = conf_file(file);
	TRY(conf_read(NULL, call->file, conf));
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

/* No verb was given, or one that does not exist: one line. */
static int
lost(const char *name)
{
	const char *names[ARRAY_LEN(verbs)], *near;

	if (name == NULL) {
		fprintf(stderr, USAGE_LINE "; gatehousectl --help lists the verbs\n");
		return (USAGE);
	}
	/* The last row's name is the NULL that ends the names too. */
	for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
		names[i] = verbs[i].name;
	near = str_nearest(name, names);
	if (near == NULL)
		fprintf(stderr, "gatehousectl: there is no verb \"%s\"; gatehousectl --help lists them\n", name);
	else
		fprintf(stderr, "gatehousectl: there is no verb \"%s\"; did you mean \"%s\"?\n", name, near);
	return (USAGE);
}

/* Does the question apply?  To every use of the verb, to any with a word after it (""), or to that word alone. */
static bool
is_asked(const struct ask *ask, const struct call *call)
{
	return (ask->act == NULL || (call->argc > 1 && (*ask->act == '\0' || strcmp(call->argv[1], ask->act) == 0)));
}

/* Whoever sits at a terminal is asked before what shuts people out or cannot be taken back. */
static bool
may_go_on(const struct call *call)
{
	const struct ask *ask = current->asks;
	char answer[16] = "";

	while (ask != NULL && ask->what != NULL && !is_asked(ask, call))
		ask++;
	if (ask == NULL || ask->what == NULL || call->yes || call->argc < 1 || !isatty(STDIN_FILENO))
		return (true);
	/* What only says what would be done does nothing. */
	if (ask->act == NULL && call->argc > 1)
		return (true);
	fprintf(stderr, "%s Go on? [y/N] ", ask->what);
	return (fgets(answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y'));
}

/* Workers and administrator reach the same database, but not as the same: what a file says of the user is the workers'. */
static struct err *
be_administrator(struct conf *conf)
{
	const char *from = conf_from(conf, "database");
	char *conninfo;

	if (str_eq(from, "environment") || str_eq(from, "command line"))
		return (OK);
	TRY(conninfo_without_user(conf, conf->database, &conninfo));
	return (conf_set(conf, "database", conninfo));
}

static struct err *
run(struct call *call, struct conf *conf, int *code)
{
	struct db *db;

	TRY(be_administrator(conf));
	db = db_new(conf, conf->database, conf->timezone);
	random_start();
	TRY(words_start(conf->words));
	words_use("en");
	call->conf = conf;
	call->directory = directory_new(conf);
	call->c = ctx_new(NULL, db, call->directory, conf);
	call_again(call);
	return (current->run(call, code));
}

/* Questions about the program itself need neither configuration nor database. */
static bool
is_about_itself(const char *word)
{
	if (word != NULL && strcmp(word, "--version") == 0)
		printf("gatehousectl %s, schema %d\n", PACKAGE_VERSION, SCHEMA_NUMBER);
	else if (word != NULL && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0))
		help();
	else
		return (false);
	return (true);
}

/* What the words of the command line ask for, done: the exit code. */
static int
obey(struct call *call, int argc, char **argv, struct conf **conf)
{
	int code = DONE;
	struct err *err = options(call, argc, argv, conf);

	if (err != OK)
		return (call_complain(call, err));
	if (call->argc > 0 && is_about_itself(call->argv[0]))
		return (DONE);
	current = find_verb(call->argc > 0 ? call->argv[0] : NULL);
	if (current == NULL)
		return (lost(call->argc > 0 ? call->argv[0] : NULL));
	if (call_flag(call, "--help")) {
		help_verb(stdout);
		return (DONE);
	}
	if (!may_go_on(call)) {
		fprintf(stderr, "gatehousectl: nothing was done\n");
		return (REFUSED);
	}
	call_say_begin(call);
	err = run(call, *conf, &code);
	if (err != OK)
		code = call_complain(call, err);
	call_say_end(call, code);
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
	if (is_about_itself(argv[1]))
		return (DONE);
	log_open("gatehousectl", LOG_WARN);
	code = obey(&call, argc, argv, &conf);
	mem_free(call.c);
	/* Connection and directory are its children. */
	mem_free(conf);
	return (code);
}
