/* SPDX-License-Identifier: ISC */
#include "access/people.h"

#include "access/event.h"
#include "access/permit.h"
#include "access/power.h"
#include "base/str.h"

/* "{"member record.view",…}": names hold neither quotes nor backslashes. */
static char *
seed_pairs(const void *parent)
{
	struct buf *b = buf_new(parent);

	buf_putc(b, '{');
	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++)
		for (const struct builtin_role *r = builtin_roles; r->key != NULL; r++)
			if (permit_is_default(p, r->key))
				buf_fmt(b, "%s\"%s %s\"", b->len > 1 ? "," : "", r->key, permissions[p].name);
	buf_putc(b, '}');
	return (b->data);
}

struct err *
people_seed_roles(struct ctx *c)
{
	/* A built-in role is displayed through the words of its key; its stored name is only a placeholder. */
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

static struct err *
managers_check(struct ctx *c)
{
	struct rows *left;

	TRY(db_run(c->db, c, STMT_MANAGERS_LEFT, &left, ARGS(c->site_id)));
	if (!rows_bool(left, 0, "enough"))
		return (err_say(RAISE(ERR_CONFLICT, "nobody would be left to manage members and roles"), "people.last_administrator"));
	return (OK);
}

/* Each seat has at most one holder, nobody holds both, and a seat that was held must not become vacant. */
struct err *
people_check_seats(struct ctx *c, const struct rows *before)
{
	struct rows *now;

	TRY(db_run(c->db, c, STMT_SEATS_HELD, &now, ARGS(c->site_id)));
	if (rows_int(now, 0, "leads") > 1 || rows_int(now, 0, "deputies") > 1)
		return (err_say(RAISE(ERR_CONFLICT, "a second lead or deputy"), "people.one_seat"));
	if (rows_bool(now, 0, "is_one"))
		return (err_say(RAISE(ERR_CONFLICT, "one person leads and stands in"), "people.two_seats"));
	if (before != NULL && (rows_int(before, 0, "leads") > rows_int(now, 0, "leads") || rows_int(before, 0, "deputies") > rows_int(now, 0, "deputies")))
		return (err_say(RAISE(ERR_CONFLICT, "the group would be without lead or deputy"), "people.empty_seat"));
	return (OK);
}

/* Roles of one person that are being changed. */
struct change {
	struct ctx *c;
	const struct rows *roles, *person, *held, *seats;
	const char *account_id, *reason;
	size_t n, asked;
	bool asks;                      /* roles that carry power are asked for, not given */
};

static struct err *
change_begin(struct ctx *c, const char *account_id, struct change *ch)
{
	struct rows *roles, *person, *held, *seats;

	db_ask(c->db, c, STMT_ROLES_LOCK, &roles, ARGS(c->site_id));
	db_ask(c->db, c, STMT_MEMBER_ROW_LOCK, &person, ARGS(c->site_id, account_id));
	db_ask(c->db, c, STMT_MEMBER_ROLES, &held, ARGS(c->site_id, account_id));
	db_ask(c->db, c, STMT_SEATS_HELD, &seats, ARGS(c->site_id));
	TRY(db_wait(c->db));
	if (rows_count(person) == 0)
		return (RAISE(ERR_NOT_FOUND, "account %s is no member", account_id));
	*ch = (struct change){ .c = c, .roles = roles, .person = person, .held = held, .seats = seats, .account_id = account_id };
	return (OK);
}

static void
say_role(struct ctx *c, const char *action, const struct rows *person, size_t row, const char *role)
{
	struct event *e = event_new(c, action, NULL, rows_str(person, row, "login"));

	event_say(e, "name", rows_str(person, row, "name"));
	event_say(e, "role", role);
}

/* A seat has one holder: the previous holder loses it in the same transaction. */
static struct err *
take_seat(struct change *ch, size_t i)
{
	struct ctx *c = ch->c;
	struct rows *others;

	TRY(db_run(c->db, c, STMT_MEMBER_ROLE_OTHERS, &others, ARGS(c->site_id, ch->account_id, rows_str(ch->roles, i, "id"))));
	for (size_t k = 0; k < rows_count(others); k++)
		say_role(c, "role.revoke", others, k, rows_str(ch->roles, i, "name"));
	return (OK);
}

static struct err *
role_change(struct change *ch, size_t i, bool grant)
{
	struct ctx *c = ch->c;

	if (grant && rows_bool(ch->roles, i, "is_seat"))
		TRY(take_seat(ch, i));
	say_role(c, grant ? "role.grant" : "role.revoke", ch->person, 0, rows_str(ch->roles, i, "name"));
	/*
	 * Removing power needs no second person, but it changes majorities, so the people
	 * concerned are notified.
	 */
	if (!grant && rows_bool(ch->roles, i, "is_power"))
		power_tell_here(c, &(struct power){ .act = "revoke", .account_id = ch->account_id, .name = rows_str(ch->person, 0, "name") }, "power_taken");
	db_ask(c->db, c, grant ? STMT_MEMBER_ROLE_ADD : STMT_MEMBER_ROLE_REMOVE, NULL,
	    ARGS(c->site_id, ch->account_id, rows_str(ch->roles, i, "id")));
	ch->n++;
	return (OK);
}

static struct err *
role_ask(struct change *ch, size_t i)
{
	ch->asked++;
	return (power_ask(ch->c, &(struct power){ .act = "grant", .account_id = ch->account_id, .login = rows_str(ch->person, 0, "login"),
	    .name = rows_str(ch->person, 0, "name"), .role_id = rows_str(ch->roles, i, "id"), .role = rows_str(ch->roles, i, "name"), .reason = ch->reason }));
}

static struct err *
change_end(struct change *ch)
{
	if (ch->n == 0)
		return (OK);
	TRY(managers_check(ch->c));
	return (people_check_seats(ch->c, ch->seats));
}

static struct err *
set_roles(struct change *ch, char **role_ids)
{
	struct ctx *c = ch->c;

	for (size_t i = 0; i < rows_count(ch->roles); i++) {
		const char *id = rows_str(ch->roles, i, "id");
		bool has = rows_have(ch->held, "id", id), power = rows_bool(ch->roles, i, "is_power");
		bool wants = is_among(role_ids, id) || str_eq(rows_text(ch->roles, i, "key"), "member");

		if (has == wants)
			continue;
		/*
		 * Administrators must not obtain rights to decide by themselves: others must
		 * grant these (workflows.md).
		 */
		if (wants && power && str_eq(ch->account_id, c->me->id_text))
			return (err_say(RAISE(ERR_FORBIDDEN, "nobody gives themselves a role that decides"), "people.not_yourself"));
		TRY(wants && power && ch->asks ? role_ask(ch, i) : role_change(ch, i, wants));
	}
	return (change_end(ch));
}

struct err *
people_set_roles(struct ctx *c, const char *account_id, char **role_ids)
{
	struct change ch;

	TRY(change_begin(c, account_id, &ch));
	return (set_roles(&ch, role_ids));
}

struct err *
people_ask_roles(struct ctx *c, const char *account_id, char **role_ids, const char *reason, size_t *asked)
{
	struct change ch;

	TRY(change_begin(c, account_id, &ch));
	ch.asks = true;
	ch.reason = reason;
	TRY(set_roles(&ch, role_ids));
	*asked = ch.asked;
	return (OK);
}

struct err *
people_grant(struct ctx *c, const char *account_id, const char *role_id)
{
	struct change ch;

	TRY(change_begin(c, account_id, &ch));
	for (size_t i = 0; i < rows_count(ch.roles); i++)
		if (str_eq(rows_str(ch.roles, i, "id"), role_id) && !rows_have(ch.held, "id", role_id))
			TRY(role_change(&ch, i, true));
	return (change_end(&ch));
}

/* ---------------------------------------------------------------- leaving */

static void
tell_leaving(struct ctx *c, const struct rows *roles, const struct rows *held, const char *account_id, const char *name)
{
	for (size_t i = 0; i < rows_count(roles); i++)
		if (rows_bool(roles, i, "is_power") && rows_have(held, "id", rows_str(roles, i, "id"))) {
			power_tell_here(c, &(struct power){ .act = "leave", .account_id = account_id, .name = name }, "power_taken");
			return;
		}
}

struct err *
people_leave(struct ctx *c, const char *account_id, const char *heir_id, const char *actions)
{
	struct rows *roles, *person, *heir, *handed, *seats, *held;
	struct event *e;

	db_ask(c->db, c, STMT_ROLES_LOCK, &roles, ARGS(c->site_id));
	db_ask(c->db, c, STMT_MEMBER_ROW_LOCK, &person, ARGS(c->site_id, account_id));
	db_ask(c->db, c, STMT_MEMBER_ROW_LOCK, &heir, ARGS(c->site_id, heir_id));
	db_ask(c->db, c, STMT_SEATS_HELD, &seats, ARGS(c->site_id));
	db_ask(c->db, c, STMT_MEMBER_ROLES, &held, ARGS(c->site_id, account_id));
	TRY(db_wait(c->db));
	if (rows_count(person) == 0 || rows_count(heir) == 0 || str_eq(account_id, heir_id))
		return (RAISE(ERR_NOT_FOUND, "accounts %s and %s are not two members", account_id, heir_id));
	db_ask(c->db, c, STMT_MEMBER_LEAVE, &handed, ARGS(c->site_id, account_id, heir_id, c->now, actions));
	TRY(managers_check(c));
	TRY(people_check_seats(c, seats));
	tell_leaving(c, roles, held, account_id, rows_str(person, 0, "name"));
	e = event_new(c, "member.leave", NULL, rows_str(person, 0, "login"));
	event_say(e, "name", rows_str(person, 0, "name"));
	event_say(e, "heir", rows_str(heir, 0, "name"));
	for (size_t i = 0; i < rows_count(handed); i++) {
		e = event_new(c, "record.handover", rows_str(handed, i, "record_id"), NULL);
		event_change(e, "owner_id", account_id, heir_id);
	}
	return (OK);
}
