/* SPDX-License-Identifier: ISC */
#include "pages/admin/invite.h"

#include "access/event.h"
#include "base/random.h"
#include "view/words.h"
#include "web/over.h"

#define INVITATION_SECONDS "1209600"    /* fourteen days: somebody may be on leave */

void
invite_ask(struct visit *v, struct rows **rows)
{
	struct ctx *c = v->c;

	db_ask(c->db, c, STMT_INVITATION_LIST, rows, ARGS(c->site_id));
}

void
invite_put(struct visit *v, struct node *node, const struct rows *rows)
{
	static const char *const told[] = { "id", "address", "name", "invited_by", "invited_on", "until", "answered_on" };
	static const struct {
		const char *state, *tone;
	} tones[] = { { "open", "info" }, { "accepted", "ok" }, { "declined", "bad" }, { "expired", "warn" }, { "withdrawn", "" } };

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = node_item(node_in(node, "invitations"));
		const char *state = rows_str(rows, i, "state");

		for (size_t k = 0; k < ARRAY_LEN(told); k++)
			node_put(item, told[k], rows_str(rows, i, told[k]));
		node_put(item, "department", over_name(rows_str(rows, i, "department"), rows_str(rows, i, "department_en")));
		node_put(item, "state", word_of(v->c, "invitation", "state", state));
		node_put_flag(item, "open", str_eq(state, "open"));
		for (size_t k = 0; k < ARRAY_LEN(tones); k++)
			if (str_eq(tones[k].state, state))
				node_put(item, "tone", tones[k].tone);
	}
}

struct err *
invite(struct visit *v, const char *address, const char *name, const char *department_id)
{
	struct ctx *c = v->c;
	struct node *node = node_in(v->root, "Invited");
	char *token = random_token(c);
	struct event *e;

	db_ask(c->db, c, STMT_INVITATION_ADD, NULL, ARGS(address, name, department_id, digest_hex(c, token), c->now, INVITATION_SECONDS));
	TRY(db_wait(c->db));
	e = event_new(c, "invitation.add", NULL, address);
	if (!str_empty(name))
		event_say(e, "name", name);
	node_put(node, "address", address);
	node_putf(node, "url", "%s/%s/join/%s", c->conf->base_url, c->site->slug, token);
	node_put(node, "back", visit_path(v, "settings/members#invitations"));
	return (visit_show(v, "pages/invited", N_("An invitation")));
}

struct err *
invite_act(struct visit *v, const struct rows *rows, const char *act)
{
	struct ctx *c = v->c;
	const char *id = visit_form(v, "id"), *back = visit_path(v, "settings/members#invitations");
	struct rows *withdrawn;
	size_t i = rows_find(rows, "id", id);

	if (i == rows_count(rows))
		return (RAISE(ERR_NOT_FOUND, "no invitation \"%s\"", id));
	if (str_eq(act, "again"))
		return (invite(v, rows_str(rows, i, "address"), rows_str(rows, i, "name"), rows_text(rows, i, "department_id")));
	if (!str_eq(act, "withdraw"))
		return (RAISE(ERR_INVALID, "act=\"%s\"", act));
	TRY(db_run(c->db, c, STMT_INVITATION_WITHDRAW, &withdrawn, ARGS(id, c->now)));
	if (rows_text(withdrawn, 0, "address") == NULL)
		return (RAISE(ERR_CONFLICT, "invitation %s is answered", id));
	event_new(c, "invitation.withdraw", NULL, rows_str(withdrawn, 0, "address"));
	return (visit_go(v, back, "invitation.withdrawn"));
}
