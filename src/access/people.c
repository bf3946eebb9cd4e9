/* SPDX-License-Identifier: ISC */
#include "access/people.h"

#include "access/event.h"
#include "access/permit.h"
#include "base/str.h"

/* "{"member record.view",…}": names hold neither quotes nor backslashes. */
static char *
seed_pairs(const void *parent)
{
	struct buf *b = buf_new(parent);

	buf_putc(b, '{');
	for (const struct permit *p = permits; p->name != NULL; p++)
		for (const struct builtin_role *r = builtin_roles; r->key != NULL; r++)
			if (permit_is_default(p, r->key))
				buf_fmt(b, "%s\"%s %s\"", b->len > 1 ? "," : "", r->key, p->name);
	buf_putc(b, '}');
	return (b->data);
}

struct err *
people_seed_roles(struct ctx *c)
{
	/* A built-in role is shown by the words of its key; its name only keeps the place. */
	for (const struct builtin_role *r = builtin_roles; r->key != NULL; r++)
		db_ask(c->db, c, STMT_ROLE_ADD, NULL, ARGS(c->site_id, r->key, r->key, r->second_factor ? "t" : "f"));
	db_ask(c->db, c, STMT_ROLE_SEED_PERMISSIONS, NULL, ARGS(c->site_id, seed_pairs(c)));
	TRY(db_wait(c->db));
	return (OK);
}

struct err *
people_add_member(struct ctx *c, const char *account_id, const char *department_id)
{
	struct rows *person;

	db_ask(c->db, c, STMT_MEMBER_ADD, NULL, ARGS(c->site_id, account_id, department_id, c->now));
	db_ask(c->db, c, STMT_MEMBER_GIVE_BASE_ROLE, NULL, ARGS(c->site_id, account_id));
	db_ask(c->db, c, STMT_MEMBER_ROW_LOCK, &person, ARGS(c->site_id, account_id));
	TRY(db_wait(c->db));
	if (rows_count(person) == 0)
		return (RAISE(ERR_NOT_FOUND, "no account %s", account_id));
	event_say(event_new(c, "member.add", NULL, rows_str(person, 0, "login")), "name", rows_str(person, 0, "name"));
	return (OK);
}

/* ---------------------------------------------------------------- roles */

static bool
is_among(char **ids, const char *id)
{
	for (; ids != NULL && *ids != NULL; ids++)
		if (str_eq(*ids, id))
			return (true);
	return (false);
}

static bool
holds_role(const struct rows *held, const char *role_id)
{
	for (size_t i = 0; i < rows_count(held); i++)
		if (str_eq(rows_str(held, i, "id"), role_id))
			return (true);
	return (false);
}

static struct err *
managers_check(struct ctx *c)
{
	struct rows *left;

	TRY(db_run(c->db, c, STMT_MANAGERS_LEFT, &left, ARGS(c->site_id)));
	if (!rows_bool(left, 0, "enough"))
		return (err_say(RAISE(ERR_CONFLICT, "nobody would be left to manage members and roles"), "people.last_administrator"));
	return (OK);
}

struct change {
	struct ctx *c;
	const struct rows *person;
	const char *account_id;
	size_t n;
};

static void
role_change(struct change *ch, const struct rows *role, size_t i, bool grant)
{
	struct ctx *c = ch->c;
	struct event *e = event_new(c, grant ? "role.grant" : "role.revoke", NULL, rows_str(ch->person, 0, "login"));

	event_say(e, "name", rows_str(ch->person, 0, "name"));
	event_say(e, "role", rows_str(role, i, "name"));
	db_ask(c->db, c, grant ? STMT_MEMBER_ROLE_ADD : STMT_MEMBER_ROLE_REMOVE, NULL,
	    ARGS(c->site_id, ch->account_id, rows_str(role, i, "id")));
	ch->n++;
}

struct err *
people_set_roles(struct ctx *c, const char *account_id, char **role_ids)
{
	struct rows *roles, *person, *held;
	struct change ch = { .c = c, .account_id = account_id };

	db_ask(c->db, c, STMT_ROLES_LOCK, &roles, ARGS(c->site_id));
	db_ask(c->db, c, STMT_MEMBER_ROW_LOCK, &person, ARGS(c->site_id, account_id));
	db_ask(c->db, c, STMT_MEMBER_ROLES, &held, ARGS(c->site_id, account_id));
	TRY(db_wait(c->db));
	if (rows_count(person) == 0)
		return (RAISE(ERR_NOT_FOUND, "account %s is no member", account_id));
	ch.person = person;
	for (size_t i = 0; i < rows_count(roles); i++) {
		const char *id = rows_str(roles, i, "id");
		bool has = holds_role(held, id);
		bool wants = is_among(role_ids, id) || str_eq(rows_text(roles, i, "key"), "member");

		if (has == wants)
			continue;
		/* Running the site is no way into its decisions: another administrator must give these (workflows.md). */
		if (wants && rows_bool(roles, i, "decides") && str_eq(account_id, c->me->id_text))
			return (err_say(RAISE(ERR_FORBIDDEN, "nobody gives themselves a role that decides"), "people.not_yourself"));
		role_change(&ch, roles, i, wants);
	}
	if (ch.n == 0)
		return (OK);
	db_ask(c->db, c, STMT_SESSION_END_OTHERS, NULL, ARGS(account_id, c->token));
	TRY(managers_check(c));
	return (OK);
}

/* ---------------------------------------------------------------- leaving */

struct err *
people_leave(struct ctx *c, const char *account_id, const char *heir_id)
{
	struct rows *roles, *person, *heir, *handed;
	struct event *e;

	db_ask(c->db, c, STMT_ROLES_LOCK, &roles, ARGS(c->site_id));
	db_ask(c->db, c, STMT_MEMBER_ROW_LOCK, &person, ARGS(c->site_id, account_id));
	db_ask(c->db, c, STMT_MEMBER_ROW_LOCK, &heir, ARGS(c->site_id, heir_id));
	TRY(db_wait(c->db));
	if (rows_count(person) == 0 || rows_count(heir) == 0 || str_eq(account_id, heir_id))
		return (RAISE(ERR_NOT_FOUND, "accounts %s and %s are not two members", account_id, heir_id));
	db_ask(c->db, c, STMT_MEMBER_LEAVE, &handed, ARGS(c->site_id, account_id, heir_id, c->now));
	db_ask(c->db, c, STMT_SESSION_END_OTHERS, NULL, ARGS(account_id, c->token));
	TRY(managers_check(c));
	e = event_new(c, "member.leave", NULL, rows_str(person, 0, "login"));
	event_say(e, "name", rows_str(person, 0, "name"));
	event_say(e, "heir", rows_str(heir, 0, "name"));
	for (size_t i = 0; i < rows_count(handed); i++) {
		e = event_new(c, "record.handover", rows_str(handed, i, "record_id"), NULL);
		event_change(e, "owner_id", account_id, heir_id);
	}
	return (OK);
}
