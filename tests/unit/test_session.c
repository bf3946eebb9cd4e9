/* SPDX-License-Identifier: ISC */
/*
 * Goal: a session opens exactly its own site with its own rights, changes of rights, rules and calendar act with
 * the next request, the last administrator stays, and every act is in the chained history.  Proves R2.2, RX.4, RX.8.
 * Needs a migrated database: GATEHOUSE_TEST_DB as the workers' role, GATEHOUSE_TEST_ADMIN as its administrator;
 * skipped without.
 */
#include "access/event.h"
#include "access/people.h"
#include "access/rules.h"
#include "access/session.h"
#include "base/random.h"
#include "base/str.h"

#include <setjmp.h>

#include <cmocka.h>

struct place {
	struct conf conf;
	struct db *admin, *app;
	struct directory *dir;
	char *slug, *site, *chief, *clerk, *stranger;     /* site and accounts by id */
	char *cookie;
};

static char *
one(struct place *t, const char *sql, size_t n, const char *const *args)
{
	struct rows *rows;
	char *value;

	db_ask_text(t->admin, t, sql, &rows, n, args);
	assert_null(db_wait(t->admin));
	value = rows_count(rows) > 0 ? mem_str(t, rows_at(rows, 0, 0)) : NULL;
	return (value);
}

static char *
add_account(struct place *t, const char *name)
{
	char *login = str_lower(mem_fmt(t, "%s-%s", name, t->slug));

	return (one(t, "SELECT app.account_add($1, $2, '', '', now())", ARGS(login, name)));
}

/* The administrator's tool in the site. */
static struct ctx *
tool(struct place *t)
{
	struct ctx *c = ctx_new(t, t->admin, t->dir, &t->conf);

	c->site_id = t->site;
	c->request_id = "test";
	one(t, "SELECT app.enter_site($1::bigint)", ARGS(t->site));
	return (c);
}

static void
done(struct ctx *c)
{
	event_flush(c);
	assert_null(db_commit(c->db));
	mem_free(c);
}

/* One request of the holder of ${cookie}. */
static struct ctx *
request(struct place *t, const char *cookie, struct err **err)
{
	struct ctx *c = ctx_new(t, t->app, t->dir, &t->conf);
	struct rows *opened;

	assert_null(site_find(t->dir, t->app, t->slug, NULL, &c->site));
	assert_non_null(c->site);
	c->site_id = c->site->id_text;
	session_ask(c, cookie, true, &opened);
	assert_null(db_wait(c->db));
	*err = session_read(c, opened);
	return (c);
}

static struct ctx *
welcome(struct place *t, const char *cookie)
{
	struct err *err;
	struct ctx *c = request(t, cookie, &err);

	assert_null(err);
	return (c);
}

static int
set_up(void **state)
{
	struct place *t = mem_new(NULL, struct place);

	random_start();
	t->conf = (struct conf){ .timezone = (char *)(uintptr_t)"Asia/Shanghai", .session_idle = 1800, .session_max = 43200 };
	t->admin = db_new(t, getenv("GATEHOUSE_TEST_ADMIN"), "Asia/Shanghai");
	t->app = db_new(t, getenv("GATEHOUSE_TEST_DB"), "Asia/Shanghai");
	assert_null(db_ready(t->admin));
	assert_null(db_ready(t->app));
	t->dir = directory_new(t);
	t->slug = str_lower(mem_fmt(t, "t%s", random_code(t, 10)));
	t->site = one(t, "SELECT app.site_add($1, 'East', '', now())", ARGS(t->slug));
	t->chief = add_account(t, "Chief");
	t->clerk = add_account(t, "Clerk");
	t->stranger = add_account(t, "Stranger");
	struct ctx *c = tool(t);
	assert_null(people_seed_roles(c));
	assert_null(people_add_member(c, t->chief, NULL));
	assert_null(people_add_member(c, t->clerk, NULL));
	char *role = one(t, "SELECT id::text FROM app.role WHERE site_id = $1::bigint AND key = 'site_admin'", ARGS(t->site));
	assert_null(people_set_roles(c, t->chief, (char *[]){ role, NULL }));
	done(c);
	*state = t;
	return (0);
}

static int
tear_down(void **state)
{
	mem_free(*state);
	return (0);
}

static char *
log_in(struct place *t, const char *account)
{
	struct ctx *c = welcome(t, NULL);
	char *cookie;

	assert_null(session_start(c, account, "192.0.2.1", "test", &cookie));
	cookie = mem_str(t, cookie);
	done(c);
	return (cookie);
}

static void
who_and_where(void **state)
{
	struct place *t = *state;
	struct ctx *c = welcome(t, NULL);

	assert_int_equal(c->me->account_id, 0);
	assert_false(c->me->is_member);
	db_rollback(c->db);
	c = welcome(t, log_in(t, t->clerk));
	assert_string_equal(c->me->id_text, t->clerk);
	assert_string_equal(c->me->name, "Clerk");
	assert_true(c->me->is_member);
	assert_true(c->me->is_fresh);
	assert_true(may(c, PERMIT_RECORD_VIEW));
	assert_false(may(c, PERMIT_ROLES_MANAGE));
	assert_int_equal(c->me->n_sites, 1);
	assert_string_equal(c->me->sites[0].slug, t->slug);
	assert_string_equal(c->me->sites[0].name_en, "");
	db_rollback(c->db);
	c = welcome(t, log_in(t, t->stranger));
	assert_false(c->me->is_member);
	assert_false(may(c, PERMIT_RECORD_VIEW));
	db_rollback(c->db);
	c = welcome(t, "0000000000000000000000000000000000000000000000000000000000000000");
	assert_int_equal(c->me->account_id, 0);
	db_rollback(c->db);
}

static void
rules_and_calendar_refresh(void **state)
{
	struct place *t = *state;
	char *cookie = log_in(t, t->clerk);
	struct ctx *c = welcome(t, cookie);

	assert_int_equal(rule_int(c->site, RULE_DECIDE_DAYS), 5);
	db_rollback(c->db);
	c = tool(t);
	one(t, "INSERT INTO app.rule VALUES ($1::bigint, 'decide_days', '7')", ARGS(t->site));
	one(t, "INSERT INTO app.calendar_day VALUES ($1::bigint, '2026-10-01', false, '')", ARGS(t->site));
	one(t, "SELECT app.site_touch($1::bigint)", ARGS(t->site));
	done(c);
	/* Nobody is shown the rules: what the worker knows of them neither grows nor is lost. */
	c = welcome(t, NULL);
	assert_int_equal(rule_int(c->site, RULE_DECIDE_DAYS), 5);
	db_rollback(c->db);
	c = welcome(t, cookie);
	assert_int_equal(rule_int(c->site, RULE_DECIDE_DAYS), 7);
	assert_int_equal(c->site->calendar.n, 1);
	db_rollback(c->db);
	c = welcome(t, NULL);
	assert_int_equal(rule_int(c->site, RULE_DECIDE_DAYS), 7);
	db_rollback(c->db);
}

/* As a page asks: behind the first statement, in the same pipeline, before anybody has looked at rights (issue 9, 1.5). */
static size_t
rows_asked_along(struct place *t, const char *cookie, bool enters, bool *is_let_in)
{
	struct ctx *c = ctx_new(t, t->app, t->dir, &t->conf);
	struct rows *opened, *rows;
	size_t n;

	c->site_id = t->site;
	session_ask(c, cookie, false, &opened);
	if (enters)
		session_enter(c, t->site, "", NULL);
	db_ask(c->db, c, STMT_ROLE_LIST, &rows, ARGS(t->site));
	assert_null(db_wait(c->db));
	*is_let_in = *rows_str(opened, 0, "entered") != '\0';
	n = rows_count(rows);
	db_rollback(c->db);
	return (n);
}

static void
strangers_questions_find_nothing(void **state)
{
	struct place *t = *state;
	bool is_let_in;

	for (int enters = 0; enters < 2; enters++) {
		assert_true(rows_asked_along(t, log_in(t, t->clerk), enters, &is_let_in) > 0);
		assert_true(is_let_in);
		assert_int_equal(rows_asked_along(t, log_in(t, t->stranger), enters, &is_let_in), 0);
		assert_false(is_let_in);
		assert_int_equal(rows_asked_along(t, NULL, enters, &is_let_in), 0);
		assert_false(is_let_in);
	}
}

static void
refused(struct ctx *c, struct err *err, enum err_kind kind)
{
	assert_non_null(err);
	assert_int_equal(err_kind(err), kind);
	err_free(err);
	db_rollback(c->db);
}

static char *
role_id(struct place *t, const char *key)
{
	return (one(t, "SELECT id::text FROM app.role WHERE site_id = $1::bigint AND key = $2", ARGS(t->site, key)));
}

static void
rights_act_at_once(void **state)
{
	struct place *t = *state;
	char *admin = role_id(t, "site_admin"), *lead = role_id(t, "group_lead"), *tech = role_id(t, "technical");
	char *clerk = log_in(t, t->clerk), *chief = log_in(t, t->chief);
	struct ctx *c;

	db_rollback(t->admin);
	c = welcome(t, chief);
	assert_true(may(c, PERMIT_ROLES_MANAGE));
	refused(c, people_set_roles(c, t->chief, (char *[]){ tech, NULL }), ERR_CONFLICT);
	c = welcome(t, chief);
	refused(c, people_set_roles(c, t->chief, (char *[]){ admin, lead, NULL }), ERR_FORBIDDEN);
	c = welcome(t, chief);
	refused(c, people_leave(c, t->chief, t->clerk, "{}"), ERR_CONFLICT);
	c = welcome(t, chief);
	assert_null(people_set_roles(c, t->clerk, (char *[]){ tech, NULL }));
	done(c);
	/* It acts at once, and their session goes on: an account is one for all sites. */
	c = welcome(t, clerk);
	assert_true(may(c, PERMIT_REQUIREMENT_TRIAGE));
	assert_true(may(c, PERMIT_RECORD_VIEW));          /* the base role stayed */
	/* Who manages nothing cannot do it by the functions either. */
	refused(c, people_leave(c, t->chief, t->clerk, "{}"), ERR_FORBIDDEN);
}

static void
history_is_chained(void **state)
{
	struct place *t = *state;

	assert_null(one(t, "SELECT app.event_verify($1::bigint)", ARGS(t->site)));
	assert_string_equal(one(t, "SELECT detail->>'role' FROM app.event WHERE site_id = $1::bigint AND action = 'role.grant' ORDER BY seq DESC LIMIT 1",
	    ARGS(t->site)), "technical");
	db_rollback(t->admin);
	struct ctx *c = tool(t);
	event_change(event_new(c, "test.odd", NULL, "\"x\"\\"), "a\nb", NULL, "\t引号\"");
	done(c);
	assert_string_equal(one(t, "SELECT detail->'changes'->E'a\\nb'->>1 FROM app.event WHERE site_id = $1::bigint AND action = 'test.odd'",
	    ARGS(t->site)), "\t引号\"");
	assert_null(one(t, "SELECT app.event_verify($1::bigint)", ARGS(t->site)));
	db_rollback(t->admin);
}

static void
leaving_hands_over(void **state)
{
	struct place *t = *state;
	char *chief = log_in(t, t->chief);
	struct ctx *c = tool(t);

	/* A restricted record of the clerk's, which the administrator may not see, and a draft, which stays theirs. */
	one(t, "INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, owner_id, created_at, changed_at, state_at) "
	    "VALUES ($1::bigint, 'penalty', 'PEN-1', 2026, 1, 't', 's', 1, $2::bigint, now(), now(), now()), "
	    "($1::bigint, 'requirement', 'REQ-1', 2026, 1, 't', 'draft', 2, $2::bigint, now(), now(), now())", ARGS(t->site, t->clerk));
	done(c);
	c = welcome(t, chief);
	assert_null(people_leave(c, t->clerk, t->chief, "{}"));
	done(c);
	assert_string_equal(one(t, "SELECT string_agg(number || ' ' || (owner_id = $2::bigint), ',' ORDER BY number) FROM app.record WHERE site_id = $1::bigint",
	    ARGS(t->site, t->chief)), "PEN-1 true,REQ-1 false");
	assert_string_equal(one(t, "SELECT count(*)::text FROM app.event WHERE site_id = $1::bigint AND action = 'record.handover'", ARGS(t->site)), "1");
	db_rollback(t->admin);
	c = welcome(t, log_in(t, t->clerk));
	assert_false(c->me->is_member);
	db_rollback(c->db);
}

static void
suspended_sites_are_gone(void **state)
{
	struct place *t = *state;
	struct err *err;
	struct ctx *c = tool(t);

	one(t, "UPDATE app.site SET suspended_at = now() WHERE id = $1::bigint", ARGS(t->site));
	done(c);
	c = request(t, NULL, &err);
	refused(c, err, ERR_NOT_FOUND);
	assert_null(site_find(directory_new(t), t->app, t->slug, NULL, &c->site));
	assert_null(c->site);
	assert_null(site_find(t->dir, t->app, "-", NULL, &c->site));
	assert_null(c->site);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_and_where),
		cmocka_unit_test(rules_and_calendar_refresh),
		cmocka_unit_test(strangers_questions_find_nothing),
		cmocka_unit_test(rights_act_at_once),
		cmocka_unit_test(history_is_chained),
		cmocka_unit_test(leaving_hands_over),
		cmocka_unit_test(suspended_sites_are_gone),
	};

	if (getenv("GATEHOUSE_TEST_DB") == NULL || getenv("GATEHOUSE_TEST_ADMIN") == NULL) {
		puts("1..0 # SKIP GATEHOUSE_TEST_DB and GATEHOUSE_TEST_ADMIN are not set");
		return (0);
	}
	return (cmocka_run_group_tests_name("session", tests, set_up, tear_down));
}
