/* SPDX-License-Identifier: ISC */
#include "ctl/demo.h"

#include "base/str.h"
#include "view/words.h"

static struct err *
check_empty(struct call *call)
{
	struct rows *rows;

	TRY(db_run(call->c->db, call->c, STMT_CTL_SITE_COUNT, &rows, NO_ARGS));
	TRY(db_commit(call->c->db));
	if (rows_int(rows, 0, "n") > 0)
		return (RAISE(ERR_CONFLICT, "there are sites already; the demonstration is for an empty database"));
	return (OK);
}

static struct err *
live(struct town *town)
{
	demo_platforms(town);
	demo_requirements(town);
	demo_launches(town);
	demo_documents(town);
	demo_legal_reviews(town);
	demo_budgets(town);
	demo_incidents(town);
	demo_feedbacks(town);
	demo_changes(town);
	demo_disputes(town);
	demo_rewards(town);
	demo_penalties(town);
	demo_notices(town);
	demo_meetings(town);
	return (demo_run(town));
}

static struct err *
load(struct demo *demo)
{
	size_t n = 0;

	TRY(check_empty(demo->call));
	/* What they write is in their language. */
	words_use("zh_CN");
	demo->now = demo_time_now(demo->call->conf);
	TRY(demo_accounts(demo));
	TRY(demo_sites(demo));
	for (size_t i = 0; i < demo->n_towns; i++) {
		TRY(live(&demo->towns[i]));
		n += demo->towns[i].n_made;
	}
	TRY(demo_filters(demo));
	TRY(demo_told(demo));
	printf("%zu sites, %zu records, %zu acts\n", demo->n_towns, n, demo->n_acts);
	return (OK);
}

static struct err *
logins(struct demo *demo)
{
	const char *password = demo_text(demo->data, "password");
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(demo->data, "logins"), i, one)
		printf("  %-12s %-16s %-12s %s\n", demo_text(one, "login"), password, demo_text(one, "site"), demo_text(one, "role"));
	return (OK);
}

struct err *
verb_demo(struct call *call, int *exit_code)
{
	const char *what = call->argc == 2 ? call->argv[1] : "";
	struct demo *demo;
	struct err *err;

	if (!str_eq(what, "load") && !str_eq(what, "logins"))
		return (call_usage(call, exit_code));
	demo = mem_new(NULL, struct demo);
	demo->call = call;
	err = demo_data_read(demo);
	if (err == OK)
		err = str_eq(what, "load") ? load(demo) : logins(demo);
	json_decref(demo->data);
	mem_free(demo);
	return (err);
}
