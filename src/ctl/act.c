/* SPDX-License-Identifier: ISC */
#include "ctl/act.h"

#include "access/event.h"
#include "access/session.h"
#include "base/str.h"

static void
become(struct ctx *c, const struct rows *member, const struct rows *rights)
{
	struct member *me = c->me;

	me->account_id = rows_int(member, 0, "account_id");
	me->id_text = rows_text(member, 0, "account_id");
	me->login = rows_str(member, 0, "login");
	me->name = rows_str(member, 0, "name");
	me->is_member = true;
	me->is_held = rows_bool(member, 0, "is_held");
	me->department_id = rows_int(member, 0, "department_id");
	me->permits = permits_read(rows_str(rights, 0, "permissions"));
	me->acts_for = (const char **)str_split(c, mem_str(c, rows_str(member, 0, "acts_for")), ' ');
}

struct ctx *
act_new(struct call *call, const char *request, int64_t at)
{
	struct ctx *c = ctx_new(NULL, call->c->db, call->directory, call->conf);
	char day[DATE_TEXT];

	c->request_id = request;
	date_text((int32_t)(at / ACT_DAY), day);
	ctx_at(c, mem_fmt(c, "%s %02d:%02d:00", day, (int)(at % ACT_DAY) / 60, (int)(at % 60)));
	return (c);
}

struct err *
act_enter(struct ctx *c, const struct site *site, const char *account_id)
{
	struct rows *rights, *member;

	c->site = site;
	c->site_id = site->id_text;
	db_ask(c->db, c, STMT_CTL_AS_WORKER, NULL, ARGS(account_id));
	if (account_id == NULL) {
		c->me->is_clock = true;
		db_ask(c->db, c, STMT_CLOCK_ENTER, NULL, ARGS(c->site_id));
		return (OK);
	}
	session_enter(c, c->site_id, "", &rights);
	db_ask(c->db, c, STMT_CTL_MEMBER, &member, ARGS(c->site_id, account_id, c->today));
	TRY(db_wait(c->db));
	if (rows_count(member) == 0)
		return (RAISE(ERR_FORBIDDEN, "account %s is no member of this site", account_id));
	become(c, member, rights);
	return (OK);
}

struct err *
act_commit(struct ctx *c, struct err *err)
{
	if (err == OK) {
		event_flush(c);
		err = db_commit(c->db);
	}
	if (err != OK)
		db_rollback(c->db);
	return (err);
}

struct err *
act_end(struct ctx *c, struct err *err)
{
	err = act_commit(c, err);
	mem_free(c);
	return (err);
}
