/* SPDX-License-Identifier: ISC */
#include "pages/record/move.h"

#include "base/str.h"
#include "pages/record/draft.h"
#include "pages/record/show.h"
#include "record/criteria.h"
#include "record/vote.h"
#include "view/words.h"

struct move_state {
	struct subject subject;
	struct rows *voters;
	struct form *form;  /* what the move asks, if it could be read before anything was asked; else NULL */
};

const size_t move_state = sizeof(struct move_state);

void
move_ask(struct visit *v)
{
	struct move_state *a = STATE_OF(v, move_state);
	const struct move *move;

	subject_ask(v, &a->subject, true);
	if (a->subject.kind == NULL)
		return;
	if (kind_has_approvals(a->subject.kind))
		approval_ask(v->c, a->subject.number, &a->voters);
	move = kind_move(a->subject.kind, visit_form(v, "move"));
	if (move != NULL)
		a->form = subject_ask_form(v, a->subject.kind, workflow_asks(v->c, a->subject.kind, move));
}

/* A refusal after which the page as it is now says more than an error page. */
static struct err *
refused(struct visit *v, struct err *err, struct show_typed *typed)
{
	const char *excuse = subject_excuse(v, &err);

	if (excuse == NULL)
		return (err);
	typed->complaint = excuse;
	typed->status = 409;
	return (show_again(v, typed));
}

/* ---- votes */

static bool
is_vote(const struct record *rec, const char *verb)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	return (state != NULL && state->approval != APPROVE_NONE &&
		str_has_word("approve reject return", verb));
}

static const char *
voted(const char *outcome)
{
	if (str_eq(outcome, "approved"))
		return (N_("Your vote was counted. It is approved."));
	if (str_eq(outcome, "rejected"))
		return (N_("Your vote was counted. It is rejected."));
	if (str_eq(outcome, "returned"))
		return (N_("It was returned for revision."));
	return (N_("Your vote was counted. Others are still to decide."));
}

/* A form need not say what it shows, but what it says must still be so. */
static bool
is_as_shown(const struct visit *v, const char *field, const char *now)
{
	const char *shown = visit_form(v, field);

	return (*shown == '\0' || str_eq(shown, now));
}

/* What a ballot says: mistakes are in typed->complaint or in typed->form. */
static bool
read_ballot(struct visit *v, struct record *rec, const char *verb, struct show_typed *typed)
{
	struct form *form = visit_read_form(v, "vote", criteria_fields(v->c, kind_state(rec->kind, rec->state), verb));

	typed->form = form;
	criteria_check(form, verb);
	if (!str_eq(verb, "approve") && !str_says(typed->value))
		typed->complaint = N_("Say why: a rejection or return needs a reason.");
	else if (str_chars(typed->value) > 2000)
		typed->complaint = N_("The opinion is too long: at most 2,000 characters.");
	rec->judgement = criteria_json(v->c, form);
	return (form->ok && typed->complaint == NULL);
}

static struct err *
cast(struct visit *v, struct record *rec, const struct rows *voters, const char *verb, const char *opinion, const char **outcome)
{
	const char *voter = str_or(visit_form(v, "voter"), str_or(visit_form(v, "as"), v->c->me->id_text));

	/* What was looked at is what is decided on: this version, and in this round, not in the next one about another question. */
	if (!is_as_shown(v, "version", rows_str(rec->approval, 0, "version")) || !is_as_shown(v, "round", rows_str(rec->approval, 0, "round")))
		return (RAISE(ERR_CONFLICT, "voted on another version or in another round of %s", rec->number));
	if (*visit_form(v, "again") != '\0')
		return (vote_change(v->c, rec, voters, verb, opinion, outcome));
	return (vote_cast(v->c, rec, voters, voter, verb, opinion, outcome));
}

/* Back to the record, with what is to be decided next. */
static struct err *
vote(struct visit *v, struct record *rec, const struct rows *voters, const char *verb, const char *path)
{
	const char *outcome = "";
	/* What was typed goes before what was chosen. */
	const char *opinion = str_or(form_text(v->c, visit_form(v, "opinion")), form_line(v->c, visit_form(v, "saying")));
	struct show_typed typed = { .part = "vote", .value = opinion, .status = 422 };
	struct err *err;

	if (!read_ballot(v, rec, verb, &typed))
		return (show_again(v, &typed));
	err = cast(v, rec, voters, verb, typed.value, &outcome);
	if (err != OK)
		return (refused(v, err, &typed));
	if (*visit_form(v, "keep") != '\0' && *opinion != '\0' && str_chars(opinion) <= SAYING_MAX)
		db_ask(v->c->db, v->c, STMT_SAYING_ADD, NULL, ARGS(v->c->site_id, v->c->me->id_text, form_line(v->c, opinion), v->c->now, v->c->me->id_text));
	v->flash_at = SHOW_THEN;
	return (visit_go(v, mem_fmt(v->c, "%s?next=1", path), voted(outcome)));
}

static struct err *
take_back(struct visit *v, struct record *rec, const char *path)
{
	struct show_typed typed = { .part = "move", .name = "take_back" };
	struct err *err = vote_take_back(v->c, rec);

	if (err != OK)
		return (refused(v, err, &typed));
	return (visit_go(v, path, N_("You took the record back. You can edit it and submit it again.")));
}

/* The round is over: somebody's vote ended it, or the record was taken back. */
static bool
comes_too_late(const struct record *rec, const char *verb)
{
	return (kind_has_approvals(rec->kind) && kind_move(rec->kind, verb) == NULL &&
	    str_has_word("approve reject return take_back", verb));
}

static struct err *
too_late(struct visit *v, const struct record *rec)
{
	struct show_typed typed = { .part = "vote", .value = visit_form(v, "opinion") };

	return (refused(v, RAISE(ERR_CONFLICT, "no round is open for %s", rec->number), &typed));
}

/* ---- moves */

static struct err *
make(struct visit *v, struct record *rec, struct form *form, const char *verb, const char *path)
{
	const struct move *move = kind_move(rec->kind, verb);
	struct show_typed typed = { .part = "move", .name = verb, .status = 422 };
	const char *said;
	struct err *err;
	bool done;

	if (move == NULL)
		return (RAISE(ERR_INVALID, "\"%s\" is no move of a %s", verb, rec->kind->name));
	if (form == NULL)
		form = visit_read_form(v, rec->kind->name, workflow_asks(v->c, rec->kind, move));
	typed.form = form;
	/* What was looked at is what is decided on. */
	if (!is_as_shown(v, "version", mem_fmt(v->c, "%lld", (long long)rec->version)))
		err = RAISE(ERR_CONFLICT, "version %s of %s was shown", visit_form(v, "version"), rec->number);
	else
		err = draft_renew(v, rec, move);
	if (err == OK)
		err = workflow_move(v->c, rec, move, form, &done);
	if (err != OK)
		return (refused(v, err, &typed));
	if (!done)
		return (show_again(v, &typed));
	said = mem_fmt(v->c, "%s.done.%s", rec->kind->name, verb);
	v->flash_at = SHOW_DID;
	return (visit_go(v, path, said));
}

struct err *
move_answer(struct visit *v)
{
	struct move_state *a = STATE_OF(v, move_state);
	struct record *rec;
	const char *verb = visit_form(v, "move"), *path;

	TRY(subject_read(v, &a->subject, &rec));
	path = subject_path(v, rec->kind, rec->number);
	if (is_vote(rec, verb))
		return (vote(v, rec, a->voters, verb, path));
	if (str_eq(verb, "take_back") && rows_count(rec->approval) > 0)
		return (take_back(v, rec, path));
	if (comes_too_late(rec, verb))
		return (too_late(v, rec));
	return (make(v, rec, a->form, verb, path));
}
