/* SPDX-License-Identifier: ISC */
#include "pages/account/messages.h"

#include "view/words.h"
#include "web/over.h"

#include <string.h>

struct messages_state {
	struct rows *choices, *state, *mutes;
};

const size_t messages_state = sizeof(struct messages_state);

static const char *const wishes[] = { "now", "daily", "weekly", "off", NULL };

/* How the site stands comes once a week, or not. */
static const char *const figures_wishes[] = { "weekly", "off", NULL };

enum { TOPICS = 6 };

/* First the kinds of message (app.message_topic). */
static const struct field fields[] = {
	{ "alarm", FIELD_CHOICE, REQUIRED, .choices = wishes },
	{ "waiting", FIELD_CHOICE, REQUIRED, .choices = wishes },
	{ "talk", FIELD_CHOICE, REQUIRED, .choices = wishes },
	{ "progress", FIELD_CHOICE, REQUIRED, .choices = wishes },
	{ "site", FIELD_CHOICE, REQUIRED, .choices = wishes },
	{ "figures", FIELD_CHOICE, REQUIRED, .choices = figures_wishes },
	{ "quiet_from", FIELD_TIME },
	{ "quiet_to", FIELD_TIME },
	{ NULL }
};

static const struct field mute_fields[] = {
	{ "number", FIELD_LINE, REQUIRED, .max = 30 },
	{ NULL }
};

void
messages_ask(struct visit *v)
{
	struct messages_state *s = STATE_OF(v, messages_state);
	struct ctx *c = v->c;

	db_ask(c->db, c, STMT_MESSAGE_CHOICES, &s->choices, ARGS(c->site_id));
	db_ask(c->db, c, STMT_MESSAGE_STATE, &s->state, ARGS(c->site_id));
	db_ask(c->db, c, STMT_MESSAGE_MUTES, &s->mutes, ARGS(c->site_id));
}

static void
put_mutes(struct visit *v, struct node *node, const struct rows *rows)
{
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(node_in(node, "mutes"));

		over_put_record(item, v->c, v->c->site->slug, rows, i);
		node_put(item, "id", rows_str(rows, i, "id"));
	}
}

static struct err *
show(struct visit *v, const struct form *form, const struct form *mute)
{
	const struct messages_state *s = STATE_OF(v, messages_state);
	struct node *node = node_in(v->root, "Messages");

	node_put(node, "action", visit_path(v, "messages"));
	node_put(node, "email", rows_str(s->state, 0, "email"));
	node_put_flag(node, "is_on", rows_bool(s->state, 0, "is_on"));
	put_mutes(v, node, s->mutes);
	visit_put_form(v, node, form);
	visit_put_form(v, node_in(node, "mute"), mute);
	if (form->ok && mute->ok)
		return (visit_show(v, "pages/messages", N_("Messages by mail")));
	return (visit_again(v, "pages/messages", N_("Messages by mail")));
}

/* What holds now. */
static struct form *
present(struct visit *v)
{
	const struct messages_state *s = STATE_OF(v, messages_state);
	struct form *form = form_new(v->c, "messages", fields);

	for (size_t i = 0; i < rows_count(s->choices); i++)
		form_set(form, rows_str(s->choices, i, "topic"), rows_str(s->choices, i, "choice"));
	form_set(form, "quiet_from", rows_str(s->state, 0, "quiet_from"));
	form_set(form, "quiet_to", rows_str(s->state, 0, "quiet_to"));
	return (form);
}

struct err *
messages_show(struct visit *v)
{
	struct form *mute = form_new(v->c, "messages.mute", mute_fields);

	/* The link of a mail names its record. */
	form_set(mute, "number", visit_query(v, "mute"));
	return (show(v, present(v), mute));
}

/* ---- what was posted */

static struct err *
unmute(struct visit *v, const char *id)
{
	struct ctx *c = v->c;
	int64_t n;

	if (!str_to_int(id, 1, INT64_MAX, &n))
		return (RAISE(ERR_INVALID, "unmute=\"%s\"", id));
	db_ask(c->db, c, STMT_MESSAGE_MUTE_DROP, NULL, ARGS(c->site_id, c->me->id_text, id));
	return (visit_go(v, visit_path(v, "messages"), N_("Saved.")));
}

static struct err *
add_mute(struct visit *v)
{
	struct form *form = visit_read_form(v, "messages.mute", mute_fields);
	struct ctx *c = v->c;
	struct rows *added = NULL;

	if (form->ok) {
		TRY(db_run(c->db, c, STMT_MESSAGE_MUTE_ADD, &added, ARGS(c->site_id, c->me->id_text, form_value(form, "number"), c->now)));
		if (rows_count(added) > 0)
			return (visit_go(v, visit_path(v, "messages"), N_("Saved.")));
		form_complain(form, "number", N_("There is no such record, or you may not see it."), NULL);
	}
	TRY(visit_complain(v, form, NULL, NULL));
	return (show(v, present(v), form));
}

static void
save(struct visit *v, const struct form *form)
{
	struct ctx *c = v->c;
	struct buf *topics = buf_new(c), *choices = buf_new(c);
	const char *from = form_value(form, "quiet_from"), *to = form_value(form, "quiet_to");

	/* Names of the tables above: nothing in them needs quoting. */
	for (size_t i = 0; i < TOPICS; i++) {
		buf_fmt(topics, "%c%s", i == 0 ? '{' : ',', fields[i].name);
		buf_fmt(choices, "%c%s", i == 0 ? '{' : ',', form_value(form, fields[i].name));
	}
	buf_putc(topics, '}');
	buf_putc(choices, '}');
	db_ask(c->db, c, STMT_MESSAGE_CHOOSE, NULL, ARGS(c->site_id, c->me->id_text, topics->data, choices->data));
	if (str_empty(from))
		db_ask(c->db, c, STMT_MESSAGE_REST_DROP, NULL, ARGS(c->site_id, c->me->id_text));
	else
		db_ask(c->db, c, STMT_MESSAGE_REST_PUT, NULL, ARGS(c->site_id, c->me->id_text, from, to));
}

struct err *
messages_answer(struct visit *v)
{
	struct form *form;

	if (*visit_form(v, "unmute") != '\0')
		return (unmute(v, visit_form(v, "unmute")));
	if (*visit_form(v, "mute") != '\0')
		return (add_mute(v));
	form = visit_read_form(v, "messages", fields);
	if (form->ok && str_empty(form_value(form, "quiet_from")) != str_empty(form_value(form, "quiet_to")))
		form_complain(form, str_empty(form_value(form, "quiet_to")) ? "quiet_to" : "quiet_from", N_("Quiet hours have a beginning and an end."), NULL);
	if (form->ok) {
		save(v, form);
		return (visit_go(v, visit_path(v, "messages"), N_("Saved.")));
	}
	TRY(visit_complain(v, form, NULL, NULL));
	return (show(v, form, form_new(v->c, "messages.mute", mute_fields)));
}
