/* SPDX-License-Identifier: ISC */
#include "record/duty.h"

#include "access/event.h"
#include "base/str.h"

const struct duty_rule *
duty_rule_named(const char *name)
{
	for (const struct duty_rule *r = duty_rules; r->name != NULL; r++)
		if (str_eq(r->name, name))
			return (r);
	return (NULL);
}

/* ---- the clock's round */

static const char *
rhythm_of(const struct ctx *c, const struct duty_rule *r)
{
	return (r->setting == RULE_COUNT ? r->rhythm : rule_text(c->site, r->setting));
}

/* A statement takes as many of these as it needs: the orders are those of sql/query/duty.sql. */
static void
open_all(struct ctx *c)
{
	for (const struct duty_rule *r = duty_rules; r->name != NULL; r++)
		db_ask(c->db, c, r->opens, NULL, ARGS_ASKED(r->opens, c->site_id, r->name, c->now, permissions[r->permit].name, rule_text(c->site, RULE_DUTY_FIRST_DAYS), c->today,
		    ctx_days_ahead(c, rule_int(c->site, RULE_DUTY_AHEAD_DAYS)), rhythm_of(c, r), r->flags & DUTY_AHEAD ? "t" : "f"));
}

enum column { NAMES, MISSABLE, HEADS, LEADS };

/* One column of the rules, as an array; of all rules, or of those that can be missed. */
static const char *
column(struct ctx *c, enum column which)
{
	struct buf *b = buf_new(c);

	buf_putc(b, '{');
	for (const struct duty_rule *r = duty_rules; r->name != NULL; r++)
		if (which != MISSABLE || !(r->flags & DUTY_MAKES_UP))
			buf_fmt(b, "%s%s", b->len > 1 ? "," : "", which == HEADS ? permissions[r->head].name : which == LEADS ? permissions[r->lead].name : r->name);
	buf_putc(b, '}');
	return (b->data);
}

/* First what came is found, then what did not: a record of the last day is never too late because the courier was. */
static void
settle_all(struct ctx *c)
{
	for (const struct duty_rule *r = duty_rules; r->name != NULL; r++)
		db_ask(c->db, c, r->settles, NULL, ARGS_ASKED(r->settles, c->site_id, r->name, c->now, c->today));
	db_ask(c->db, c, STMT_DUTY_MISS, NULL, ARGS(c->site_id, column(c, MISSABLE), c->today, c->now));
}

void
duty_round(struct ctx *c)
{
	settle_all(c);
	open_all(c);
	/* What was made for days that are over, because the courier was off, was fulfilled then or not. */
	settle_all(c);
	db_ask(c->db, c, STMT_DUTY_REMIND, NULL, ARGS(c->site_id, c->today, c->now, rule_text(c->site, RULE_DUTY_FIRST_DAYS), rule_text(c->site, RULE_DUTY_LAST_DAYS),
	    rule_text(c->site, RULE_DUTY_AGAIN_DAYS), column(c, NAMES), column(c, HEADS), column(c, LEADS)));
}

void
duty_reckon(struct ctx *c)
{
	db_ask(c->db, c, STMT_DUTY_RECKON, NULL, ARGS(c->site_id, c->today, c->now, rule_text(c->site, RULE_DUTY_FIRST_DAYS), rule_text(c->site, RULE_DUTY_LAST_DAYS),
	    rule_text(c->site, RULE_DUTY_AGAIN_DAYS)));
}

/* ---- the group */

struct err *
duty_waive(struct ctx *c, const char *id, const char *reason)
{
	struct rows *duty, *waived;
	struct event *e;

	TRY(permit_check(c, PERMIT_GROUP_DECIDE));
	TRY(db_run(c->db, c, STMT_DUTY_ONE, &duty, ARGS(c->site_id, id)));
	if (rows_count(duty) == 0)
		return (RAISE(ERR_NOT_FOUND, "duty %s", id));
	if (c->me->is_held || rows_bool(duty, 0, "is_mine"))
		return (err_say(RAISE(ERR_FORBIDDEN, "duty %s is their own", id), c->me->is_held ? "refusal.held" : "duty.refusal.own"));
	TRY(db_run(c->db, c, STMT_DUTY_WAIVE, &waived, ARGS(c->site_id, id, c->me->id_text, reason, c->now)));
	if (rows_count(waived) == 0)
		return (err_say(RAISE(ERR_CONFLICT, "duty %s is over", id), "duty.refusal.over"));
	e = event_new(c, "duty.waive", rows_text(duty, 0, "record_id"), rows_str(duty, 0, "starts_on"));
	event_say(e, "duty", rows_str(duty, 0, "rule"));
	event_say(e, "reason", reason);
	return (OK);
}
