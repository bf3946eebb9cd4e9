/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl audit: is the history as it was written (RX.4)?  The chain shows
 * any change inside it; that its end was cut off, and all of it written anew,
 * shows only against heads that were kept elsewhere: audit head, audit verify --against.
 */
#include "ctl/verb.h"

#include "base/str.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct err *
name_bad(struct call *call, const char *slug, const char *seq)
{
	struct rows *e;

	TRY(db_run(call->c->db, call->c, STMT_CTL_EVENT, &e, ARGS(slug, seq)));
	if (rows_count(e) == 0)
		printf("%s: event %s is missing\n", slug, seq);
	else
		printf("%s: event %s is not as it was written: %s %s %s by %s\n", slug, seq, rows_str(e, 0, "at"), rows_str(e, 0, "action"),
		    rows_str(e, 0, "object"), rows_str(e, 0, "actor"));
	return (OK);
}

static struct err *
judge(struct call *call, const struct rows *rows, size_t i, int *exit_code)
{
	const char *slug = rows_str(rows, i, "slug"), *bad = rows_text(rows, i, "bad_seq");

	if (bad != NULL)
		TRY(name_bad(call, slug, bad));
	if (!rows_bool(rows, i, "is_complete"))
		printf("%s: the last event is %s, but %s were written\n", slug, rows_str(rows, i, "events"), rows_str(rows, i, "head_seq"));
	if (bad != NULL || !rows_bool(rows, i, "is_complete"))
		*exit_code = REFUSED;
	else if (!call->json)
		printf("%s: %s events, unbroken\n", slug, rows_str(rows, i, "events"));
	return (OK);
}

/* ---- against heads kept elsewhere: lines of "slug seq hash", as audit head prints them */

static struct err *
compare_line(struct call *call, char *line, int *exit_code)
{
	char slug[40], seq[24], hash[80];
	struct rows *e;

	if (sscanf(line, "%39s %23s %79s", slug, seq, hash) != 3)
		return (RAISE(ERR_INVALID, "\"%.80s\" is no head: slug, number, hash", line));
	TRY(db_run(call->c->db, call->c, STMT_CTL_EVENT, &e, ARGS(slug, seq)));
	if (rows_count(e) > 0 && str_eq(rows_str(e, 0, "hash"), hash))
		return (OK);
	printf("%s: event %s is %s\n", slug, seq, rows_count(e) == 0 ? "missing, but a kept head names it" : "another than the kept head says");
	*exit_code = REFUSED;
	return (OK);
}

static struct err *
compare(struct call *call, const char *file, int *exit_code)
{
	FILE *f = fopen(file, "re");
	struct err *err = OK;
	char *line = NULL;
	size_t room = 0;

	if (f == NULL)
		return (RAISE(ERR_NOT_FOUND, "cannot read \"%s\": %s", file, strerror(errno)));
	while (err == OK && getline(&line, &room, f) > 0)
		err = compare_line(call, line, exit_code);
	free(line);
	fclose(f);
	return (err);
}

static struct err *
verify(struct call *call, int *exit_code)
{
	const char *against = call_option(call, "--against");
	struct rows *rows;

	if (call->argc > 3)
		return (call_usage(call, exit_code));
	TRY(db_run(call->c->db, call->c, STMT_CTL_VERIFY, &rows, ARGS(call->argc == 3 ? call->argv[2] : NULL)));
	if (rows_count(rows) == 0)
		return (RAISE(ERR_NOT_FOUND, "there is no site \"%s\"", call->argc == 3 ? call->argv[2] : ""));
	if (call->json)
		call_table(call, rows);
	for (size_t i = 0; i < rows_count(rows); i++)
		TRY(judge(call, rows, i, exit_code));
	return (against == NULL ? OK : compare(call, against, exit_code));
}

static struct err *
head(struct call *call)
{
	struct rows *rows;

	TRY(db_run(call->c->db, call->c, STMT_CTL_HEADS, &rows, NO_ARGS));
	if (call->json)
		call_table(call, rows);
	for (size_t i = 0; i < rows_count(rows) && !call->json; i++)
		printf("%s %s %s\n", rows_str(rows, i, "slug"), rows_str(rows, i, "seq"), rows_str(rows, i, "hash"));
	return (OK);
}

struct err *
verb_audit(struct call *call, int *exit_code)
{
	const char *what = call->argc > 1 ? call->argv[1] : "";

	if (strcmp(what, "verify") == 0)
		TRY(verify(call, exit_code));
	else if (strcmp(what, "head") == 0 && call->argc == 2)
		TRY(head(call));
	else
		return (call_usage(call, exit_code));
	return (db_commit(call->c->db));
}
