/* SPDX-License-Identifier: ISC */
#include "courier/round.h"

#include "access/event.h"
#include "access/rules.h"
#include "base/log.h"
#include "base/str.h"
#include "courier/lend.h"
#include "courier/watch.h"
#include "record/duty.h"
#include "record/stored.h"
#include "record/workflow.h"
#include "view/words.h"

#include <string.h>

enum { FILES_A_ROUND = 2000 };

/* A context of this round: its moment is the database's, whatever this machine's clock says. */
static struct ctx *
context(const struct courier *courier)
{
	struct ctx *c = ctx_new(NULL, courier->db, courier->directory, courier->conf);

	ctx_at(c, courier->moment.now);
	memcpy(c->today, courier->moment.today, sizeof c->today);
	return (c);
}

struct err *
round_enter(struct courier *courier, const char *slug, struct ctx **out)
{
	struct ctx *c = context(courier);

	watch_step();
	*out = c;
	c->request_id = "clock";
	c->me = mem_new(c, struct member);
	c->me->is_clock = true;
	TRY(site_find(courier->directory, courier->db, slug, NULL, &c->site));
	if (c->site == NULL)
		return (RAISE(ERR_NOT_FOUND, "site \"%s\" is gone", slug));
	c->site_id = c->site->id_text;
	db_ask(c->db, c, STMT_CLOCK_ENTER, NULL, ARGS(c->site_id));
	/* Moves are due by today's rules and calendar, so these are read in each round. */
	TRY(site_refresh(c->directory, c->db, c->site->id, -1, &c->site));
	c->site_id = c->site->id_text;
	return (OK);
}

/* Fields that a move asks for get a fixed reason: the day has come. */
static struct form *
clocks_form(struct ctx *c, const struct kind *kind, const struct move *move)
{
	struct form *form = form_new(c, kind->name, workflow_asks(c, kind, move));

	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].field->flags & REQUIRED)
			form_set(form, form->inputs[i].field->name, word(N_("The period has ended.")));
	return (form);
}

static struct err *
move_one(struct courier *courier, const char *slug, const struct kind *kind, const char *id, const char *name)
{
	const struct move *move = kind_move(kind, name);
	struct record *rec;
	struct ctx *c;
	bool done = false;
	struct err *err = round_enter(courier, slug, &c);

	if (err == OK)
		err = record_load(c, id, &rec);
	if (err == OK && move != NULL)
		err = workflow_move(c, rec, move, clocks_form(c, kind, move), &done);
	if (err == OK && done) {
		event_flush(c);
		err = db_commit(c->db);
		log_line(LOG_INFO, "clock: \"%s\" of %s in \"%s\"", name, rec->number, slug);
	}
	if (err != OK || !done)
		db_rollback(courier->db);
	mem_free(c);
	return (err);
}

/* An error in one record does not stop the others. */
void
round_warn(struct err *err, const char *what)
{
	if (err == OK)
		return;
	log_line(LOG_WARN, "clock: %s: %s", what, err_text(err));
	err_free(err);
}

static struct err *
moves_of(struct courier *courier, const char *slug, const struct kind *kind)
{
	struct rows *rows = NULL;
	struct ctx *c;
	struct err *err = round_enter(courier, slug, &c);

	if (err == OK)
		err = db_run(c->db, c, kind->clock, &rows, ARGS_ASKED(kind->clock, c->site_id, c->today, c->now));
	db_rollback(courier->db);
	for (size_t i = 0; err == OK && i < rows_count(rows) && !stopping; i++)
		round_warn(move_one(courier, slug, kind, rows_text(rows, i, "id"), rows_text(rows, i, "move")), kind->name);
	mem_free(c);
	return (err);
}

/* What is not to be kept any longer. */
static struct err *
forget(struct courier *courier, const char *slug)
{
	struct ctx *c;
	struct err *err = round_enter(courier, slug, &c);

	if (err == OK)
		err = db_run(c->db, c, STMT_CLOCK_FORGET_CONTACTS, NULL, ARGS(c->site_id, rule_text(c->site, RULE_CONTACT_MONTHS), c->now));
	if (err == OK)
		err = db_run(c->db, c, STMT_DELIVERY_FORGET, NULL, ARGS(c->site_id, c->now));
	if (err == OK)
		err = db_run(c->db, c, STMT_MAIL_FORGET, NULL, ARGS(c->site_id, c->now));
	if (err == OK)
		err = db_commit(c->db);
	else
		db_rollback(courier->db);
	mem_free(c);
	return (err);
}

static struct err *
duties_of(struct courier *courier, const char *slug)
{
	struct ctx *c;
	struct err *err = round_enter(courier, slug, &c);

	if (err == OK) {
		duty_round(c);
		db_ask(c->db, c, STMT_FIGURES_TELL, NULL, ARGS(c->site_id, c->now));
		err = db_commit(c->db);
	}
	if (err != OK)
		db_rollback(courier->db);
	mem_free(c);
	return (err);
}

static void
visit_site(struct courier *courier, const char *slug)
{
	for (size_t i = 0; kinds[i] != NULL && !stopping; i++)
		if (kinds[i]->clock != STMT_NONE)
			round_warn(moves_of(courier, slug, kinds[i]), slug);
	round_warn(lend_round(courier, slug), slug);
	round_warn(duties_of(courier, slug), slug);
	round_warn(forget(courier, slug), slug);
}

/* Removes files that a crash left without a row: some folders in each round. */
static struct err *
sweep_files(struct courier *courier, struct ctx *c)
{
	struct stored tally = { 0 };

	for (int i = 0; i < STORED_FOLDERS && tally.looked < FILES_A_ROUND && !stopping; i++) {
		watch_step();
		TRY(stored_look(c, courier->folder, true, &tally));
		courier->folder = (courier->folder + 1) % STORED_FOLDERS;
	}
	if (tally.removed > 0)
		log_line(LOG_INFO, "clock: %zu stored files without a row were taken away", tally.removed);
	return (db_commit(c->db));
}

static struct err *
round_of(struct courier *courier, struct ctx *c)
{
	struct rows *sites;

	TRY(db_ready(courier->db));
	db_ask(c->db, c, STMT_CLOCK_SWEEP, NULL, ARGS(c->now));
	TRY(db_run(c->db, c, STMT_CLOCK_SITES, &sites, NO_ARGS));
	TRY(db_commit(c->db));
	for (size_t i = 0; i < rows_count(sites) && !stopping; i++)
		visit_site(courier, rows_text(sites, i, "slug"));
	return (sweep_files(courier, c));
}

void
round_run(struct courier *courier)
{
	struct ctx *c;
	bool trusted = false;
	struct err *err = clock_tick(courier->db, courier->conf, &courier->moment, &trusted);

	if (err == OK && trusted) {
		c = context(courier);
		err = round_of(courier, c);
		mem_free(c);
	}
	if (err != OK)
		db_rollback(courier->db);
	round_warn(err, "round");
}
