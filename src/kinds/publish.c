/* SPDX-License-Identifier: ISC */
#include "kinds/publish.h"

#include "kinds/kinds.h"
#include "record/record.h"
#include "record/workflow.h"

static struct form *
notice_form(struct ctx *c, const struct announcement *what)
{
	struct form *form = form_new(c, "notice", notice_kind.fields);

	form_set(form, "title", what->title);
	form_set(form, "type", what->type);
	form_set(form, "audience", what->audience);
	form_set(form, "audience_department_id", what->department_id);
	form_set(form, "body", what->body);
	form_set(form, "issuer", c->site->name);
	form_set(form, "source_id", what->source);
	/* Nobody types this one: it says that a rule speaks. */
	form_set(form, "issued_on", c->today);
	return (form);
}

struct err *
publish(struct ctx *c, const struct announcement *what, const char **id)
{
	struct record *notice;
	struct rows *next;

	record_ask_id(c, &next);
	TRY(db_wait(c->db));
	TRY(record_create(
	    c, &notice_kind, rows_text(next, 0, "id"), notice_form(c, what), &notice));
	if (notice == NULL)
		return (RAISE(ERR_INTERNAL, "the notice about %s is not right", what->source));
	*id = notice->id;
	return (workflow_follow(c, notice, "publish", NULL));
}
