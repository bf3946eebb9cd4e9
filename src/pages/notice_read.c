/* SPDX-License-Identifier: ISC */
#include "pages/notice_read.h"

#include "http/url.h"
#include "record/workflow.h"
#include "view/words.h"

static const char *
where_to(const struct visit *v)
{
	const char *next = visit_form(v, "next");

	return (url_is_local(next) ? next : visit_path(v, "notices/%s", visit_arg(v, "number")));
}

struct err *
notice_read_answer(struct visit *v)
{
	const struct kind *kind = kind_named("notice");
	struct record_asked asked;
	struct record *rec;
	bool done;

	record_ask(v->c, &asked, kind, visit_arg(v, "number"), true);
	TRY(db_wait(v->c->db));
	TRY(record_read(v->c, &asked, &rec));
	/* Confirmed before: nothing to do, and no mistake. */
	if (str_eq(rec->state, "published") && rows_count(rec->facts) > 0 && !rows_bool(rec->facts, 0, "unread"))
		return (visit_go(v, where_to(v), N_("You have confirmed it before.")));
	TRY(workflow_move(v->c, rec, kind_move(kind, "read"), form_new(v->c, kind->name, workflow_asks(v->c, kind, kind_move(kind, "read"))), &done));
	return (visit_go(v, where_to(v), N_("Your reading is confirmed.")));
}
