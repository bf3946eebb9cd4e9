/* SPDX-License-Identifier: ISC */
#include "pages/account/messages.h"

#include "message/link.h"
#include "view/words.h"

/* A link that nobody signed leads nowhere. */
static struct err *
read_link(struct visit *v, struct stop *stop)
{
	if (link_stop_read(v->c, v->c->conf->seal_key, visit_arg(v, "token"), stop))
		return (OK);
	return (RAISE(ERR_NOT_FOUND, "the link is not signed"));
}

static struct err *
show(struct visit *v, const struct stop *stop, bool done)
{
	struct node *node = node_in(v->root, "Unsubscribe");
	char *topics = mem_str(v->c, stop->topics), **each = str_split(v->c, topics, ' ');

	v->layout = "plain";
	for (; *each != NULL; each++)
		node_add(node_in(node, "topics"), word_of(v->c, "messages", "field", *each));
	node_put(node, "action", v->req->path);
	node_put_flag(node, "done", done);
	return (visit_show(v, "pages/unsubscribe", N_("No more such mail")));
}

struct err *
unsubscribe_show(struct visit *v)
{
	struct stop stop;

	TRY(read_link(v, &stop));
	return (show(v, &stop, false));
}

/* Asked with a button, or by a mail program with one POST, which has neither cookie nor token. */
struct err *
unsubscribe_answer(struct visit *v)
{
	struct ctx *c = v->c;
	struct stop stop;
	char **each;

	TRY(read_link(v, &stop));
	for (each = str_split(c, mem_str(c, stop.topics), ' '); *each != NULL; each++)
		db_ask(c->db, c, STMT_MESSAGE_STOP, NULL, ARGS(stop.site_id, stop.account_id, *each));
	return (show(v, &stop, true));
}
