/* SPDX-License-Identifier: ISC */
/*
 * A new site with people in their roles, for tests that play a course of events through the record
 * layer.  Each act is one request: a session, one transaction, committed when it succeeds.  Needs
 * GATEHOUSE_TEST_DB (the workers' role) and GATEHOUSE_TEST_ADMIN.
 */
#ifndef UNIT_CAST_H
#define UNIT_CAST_H

#include "access/event.h"
#include "access/people.h"
#include "access/session.h"
#include "base/random.h"
#include "base/str.h"
#include "record/record.h"
#include "record/vote.h"
#include "record/workflow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct cast {
	struct conf conf;
	struct db *admin, *app;
	struct directory *dir;
	char *slug, *site;
	const char *moment;             /* when the acts happen; NULL: now */
};

/* First column of the first row as the administrator, in the site; NULL: no row, or NULL. */
static inline char *
cast_query(struct cast *t, const char *sql, size_t n, const char *const *args)
{
	struct rows *entered, *rows;
	char *value;

	db_ask_text(t->admin, t, "SELECT app.enter_site($1::bigint)", &entered, ARGS(t->site));
	db_ask_text(t->admin, t, sql, &rows, n, args);
	assert_null(db_wait(t->admin));
	value = rows_count(rows) > 0 ? mem_str(t, rows_at(rows, 0, 0)) : NULL;
	assert_null(db_commit(t->admin));
	return (value);
}

static inline int
cast_set_up(void **state)
{
	struct cast *t = mem_new(NULL, struct cast);
	struct ctx *c;

	random_start();
	t->conf = (struct conf){ .timezone = (char *)(uintptr_t)"Asia/Shanghai",
	    .session_idle = 1800, .session_max = 43200 };
	t->admin = db_new(t, getenv("GATEHOUSE_TEST_ADMIN"), "Asia/Shanghai");
	t->app = db_new(t, getenv("GATEHOUSE_TEST_DB"), "Asia/Shanghai");
	assert_null(db_ready(t->admin));
	assert_null(db_ready(t->app));
	t->dir = directory_new(t);
	t->slug = str_lower(mem_fmt(t, "k%s", random_code(t, 10)));
	t->site = cast_query(t, "SELECT app.site_add($1, 'East', '', now())", ARGS(t->slug));
	c = ctx_new(t, t->admin, t->dir, &t->conf);
	c->site_id = t->site;
	cast_query(t, "SELECT 1", NO_ARGS);
	db_ask_text(t->admin, t, "SELECT app.enter_site($1::bigint)", NULL, ARGS(t->site));
	assert_null(people_seed_roles(c));
	event_flush(c);
	assert_null(db_commit(t->admin));
	mem_free(c);
	*state = t;
	return (0);
}

static inline int
cast_tear_down(void **state)
{
	struct cast *t = *state;

	db_rollback(t->admin);
	db_rollback(t->app);
	mem_free(t);
	return (0);
}

static inline char *
cast_department(struct cast *t, const char *name, const char *function)
{
	return (cast_query(t,
	    "INSERT INTO app.department (site_id, name, function) VALUES ($1::bigint, $2, $3) "
	    "RETURNING id", ARGS(t->site, name, function)));
}

/* A member of these built-in roles (blank-separated) besides "member"; returns the account. */
static inline char *
cast_member(struct cast *t, const char *name, const char *department, const char *roles)
{
	char *login = str_lower(mem_fmt(t, "%s-%s", name, t->slug));
	char *id = cast_query(t, "SELECT app.account_add($1, $2, '', '', now())", ARGS(login,
	    name));

	cast_query(t,
	    "INSERT INTO app.membership (site_id, account_id, department_id, created_at) VALUES "
	    "($1::bigint, $2::bigint, $3::bigint, now()) "
	    "RETURNING 1", ARGS(t->site, id, department));
	cast_query(t,
	    "INSERT INTO app.member_role (site_id, account_id, role_id) SELECT $1::bigint, "
	    "$2::bigint, id FROM app.role "
	    "WHERE site_id = $1::bigint AND key = ANY (string_to_array('member ' || $3::text, ' "
	    "')) RETURNING 1", ARGS(t->site, id, roles));
	return (id);
}

/* A request of this person, logged in afresh. */
static inline struct ctx *
cast_act(struct cast *t, const char *account)
{
	struct ctx *c = ctx_new(t, t->app, t->dir, &t->conf);
	struct rows *opened;
	char *cookie;

	assert_null(session_start(c, account, "192.0.2.1", "test", &cookie));
	assert_null(db_commit(t->app));
	assert_null(site_find(t->dir, t->app, t->slug, NULL, &c->site));
	c->site_id = c->site->id_text;
	session_ask(c, cookie, true, &opened);
	assert_null(db_wait(c->db));
	assert_null(session_read(c, opened));
	if (t->moment != NULL)
		ctx_at(c, t->moment);
	return (c);
}

/* Name, value, …, NULL as a form's source. */
static inline const char *
cast_source(void *arg, const char *name, size_t *from)
{
	const char *const *pairs = arg;

	for (size_t i = *from; pairs[i] != NULL; i += 2)
		if (str_eq(pairs[i], name)) {
			*from = i + 2;
			return (pairs[i + 1]);
		}
	return (NULL);
}

#define PAIRS(...) (const char *[]){ __VA_ARGS__ __VA_OPT__(, ) NULL, NULL }

/*
 * What came of an act: "ok", "complaint: …", "forbidden", "not found", "conflict: …" or the trace.
 * Ends the request.
 */
static inline const char *
cast_end(struct cast *t, struct ctx *c, struct err *err, bool done, const struct form *form)
{
	const char *said = "ok";

	if (err == OK && done) {
		event_flush(c);
		err = db_commit(c->db);
	} else {
		db_rollback(c->db);
	}
	if (err != OK && err_kind(err) == ERR_FORBIDDEN)
		said = "forbidden";
	else if (err != OK && err_kind(err) == ERR_NOT_FOUND)
		said = "not found";
	else if (err != OK && err_kind(err) == ERR_CONFLICT)
		said = mem_fmt(t, "conflict: %s", str_or(err_said(err), ""));
	else if (err != OK)
		said = mem_fmt(t, "%s", err_trace(t, err));
	else if (!done) {
		said = form->complaint;
		for (size_t i = 0; i < form->n && said == NULL; i++)
			said = form->inputs[i].complaint;
		said = mem_fmt(t, "complaint: %s", said);
	}
	err_free(err);
	mem_free(c);
	return (said);
}

/* Make a record; its number, or what went wrong. */
static inline const char *
cast_make(struct cast *t, const char *account, const char *kind_name, const char **pairs)
{
	struct ctx *c = cast_act(t, account);
	const struct kind *kind = kind_named(kind_name);
	struct form *form = form_read(c, kind->name, kind->fields, cast_source, pairs);
	struct record *rec = NULL;
	struct rows *id;
	struct err *err;
	const char *number, *said;

	if (!record_may_create(c, kind))
		return (cast_end(t, c, RAISE(ERR_FORBIDDEN, "create"), false, form));
	if (!form->ok)
		return (cast_end(t, c, OK, false, form));
	record_ask_id(c, &id);
	assert_null(db_wait(c->db));
	err = record_create(c, kind, rows_text(id, 0, "id"), form, NULL, &rec);
	number = err == OK && rec != NULL ? mem_str(t, rec->number) : NULL;
	said = cast_end(t, c, err, rec != NULL, form);
	return (str_eq(said, "ok") ? number : said);
}

static inline struct err *
cast_read(struct ctx *c, const char *number, struct rows **voters, struct record **rec)
{
	struct record_asked asked;

	record_ask(c, &asked, kind_of_number(number), number, true);
	if (voters != NULL)
		approval_ask(c, number, voters);
	TRY(db_wait(c->db));
	return (record_read(c, &asked, rec));
}

static inline const char *
cast_move(struct cast *t, const char *account, const char *number, const char *name,
    const char **pairs)
{
	struct ctx *c = cast_act(t, account);
	const struct move *move = kind_move(kind_of_number(number), name);
	struct form *form = NULL;
	struct record *rec;
	bool done = false;
	struct err *err;

	assert_non_null(move);
	err = cast_read(c, number, NULL, &rec);
	if (err == OK) {
		form = form_read(c, rec->kind->name, workflow_asks(c, rec->kind, move), cast_source,
		    pairs);
		if (form->ok)
			err = workflow_move(c, rec, move, form, &done);
	}
	return (cast_end(t, c, err, done, form));
}

static inline const char *
cast_vote(struct cast *t, const char *account, const char *number, const char *choice)
{
	struct ctx *c = cast_act(t, account);
	const char *outcome;
	struct record *rec;
	struct rows *voters;
	struct err *err = cast_read(c, number, &voters, &rec);

	if (err == OK)
		err = vote_cast(c, rec, voters, account, choice, str_eq(choice, "approve")
		    ? "" : "not like this", &outcome);
	return (cast_end(t, c, err, err == OK, NULL));
}

static inline const char *
cast_state(struct cast *t, const char *number)
{
	return (cast_query(t,
	    "SELECT state FROM app.record WHERE site_id = $1::bigint AND number = $2", ARGS(t->site,
	    number)));
}

/* Does this person see the record? */
static inline bool
cast_sees(struct cast *t, const char *account, const char *number)
{
	struct ctx *c = cast_act(t, account);
	struct record *rec;
	struct err *err = cast_read(c, number, NULL, &rec);
	bool sees = err == OK;

	err_free(err);
	db_rollback(c->db);
	mem_free(c);
	return (sees);
}

#endif
