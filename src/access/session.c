/* SPDX-License-Identifier: ISC */
#include "access/session.h"

#include "base/random.h"
#include "base/str.h"

#include <string.h>

enum { COOKIE_CHARS = TOKEN_TEXT - 1 };

/* In seconds, for a question in which no session has expired. */
#define FOREVER "2000000000"

/* Separator of sites in open_request's result. */
#define FIELD_END '\x1f'
#define SITE_END  '\x1e'

/* Every transaction begins with it: who acts, and in which site. */
static void
open_request(struct ctx *c, bool writes, struct rows **rows)
{
	char idle[24], longest[24];

	snprintf(idle, sizeof(idle), "%lld", (long long)c->conf->session_idle);
	snprintf(longest, sizeof(longest), "%lld", (long long)c->conf->session_max);
	db_ask(c->db, c, STMT_OPEN_REQUEST, rows, ARGS(c->token, c->site_id, writes ? "t" : "f", idle, longest, c->door));
}

/* Anything but what we gave out is no session; the digest is spared. */
static const char *
token_of(struct ctx *c, const char *cookie)
{
	return (cookie != NULL && strlen(cookie) == COOKIE_CHARS ? digest_hex(c, cookie) : "");
}

void
session_ask(struct ctx *c, const char *cookie, bool writes, struct rows **rows)
{
	c->token = token_of(c, cookie);
	open_request(c, writes, rows);
}

struct err *
session_known(struct ctx *c, const char *cookie, bool *known)
{
	const char *token = token_of(c, cookie);
	struct rows *rows;

	*known = false;
	if (*token == '\0')
		return (OK);
	TRY(db_ready(c->db));
	db_ask(c->db, c, STMT_OPEN_REQUEST, &rows, ARGS(token, "0", "f", FOREVER, FOREVER, DOOR_NONE));
	TRY(db_wait(c->db));
	*known = rows_count(rows) == 1 && rows_int(rows, 0, "account_id") > 0;
	db_end(c->db);
	return (OK);
}

void
session_enter(struct ctx *c, const char *site_id, const char *door, struct rows **rights)
{
	db_ask(c->db, c, STMT_ENTER_SITE, rights, ARGS(site_id, c->token, door));
}

static void
read_sites(struct member *me, const char *text)
{
	char **parts = str_split(me, mem_str(me, text), SITE_END);
	size_t n = 0;

	while (parts[n] != NULL)
		n++;
	me->sites = mem_array(me, struct site_link, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct site_link *site = &me->sites[me->n_sites];
		/* The last part, the English name, may be empty. */
		char *at = parts[i], *field[4] = { NULL };

		for (size_t f = 0; f < ARRAY_LEN(field) && at != NULL; f++) {
			field[f] = at;
			at = strchr(at, FIELD_END);
			if (at != NULL)
				*at++ = '\0';
		}
		if (field[3] == NULL || !str_to_int(field[0], 1, INT64_MAX, &site->id))
			continue;
		site->slug = field[1];
		site->name = field[2];
		site->name_en = field[3];
		me->n_sites++;
	}
}

static void
read_person(struct member *me, const struct rows *rows)
{
	me->account_id = rows_int(rows, 0, "account_id");
	me->id_text = mem_str(me, rows_text(rows, 0, "account_id"));
	me->login = mem_str(me, rows_str(rows, 0, "login"));
	me->name = mem_str(me, rows_str(rows, 0, "name"));
	me->language = mem_str(me, rows_str(rows, 0, "language"));
	me->theme = mem_str(me, rows_str(rows, 0, "theme"));
	me->is_operator = rows_bool(rows, 0, "is_operator");
	me->has_second_factor = rows_bool(rows, 0, "has_second_factor");
	me->needs_second_factor = rows_bool(rows, 0, "needs_second_factor") && !me->has_second_factor;
	me->is_fresh = rows_bool(rows, 0, "is_fresh");
}

static void
read_rights(struct member *me, const struct rows *rows)
{
	me->is_member = rows_bool(rows, 0, "is_member");
	me->is_let_in = *rows_str(rows, 0, "entered") != '\0';
	me->is_held = rows_bool(rows, 0, "is_held");
	me->department_id = rows_int(rows, 0, "department_id");
	me->permits = permits_read(rows_str(rows, 0, "permissions"));
	me->acts_for = (const char **)str_split(me, mem_str(me, rows_str(rows, 0, "acts_for")), ' ');
	me->unread = rows_int(rows, 0, "unread");
	read_sites(me, rows_str(rows, 0, "sites"));
}

static struct err *
refresh_choices(struct ctx *c, int64_t version)
{
	bool in_english = str_eq(c->me->language, "en");

	const struct choices *kept;

	if (!c->me->is_member)
		return (OK);
	kept = site_choices(c->directory, c->site->id, version, in_english);
	if (kept != NULL) {
		c->choices = kept;
		return (OK);
	}
	return (site_choices_load(c->directory, c->db, c->site->id, version, in_english, &c->choices));
}

static bool
is_fresh(struct ctx *c, int64_t version)
{
	if (c->site->version != version)
		return (false);
	return (!c->me->is_member || site_choices(c->directory, c->site->id, version, str_eq(c->me->language, "en")) != NULL);
}

/*
 * What a worker keeps of a site is read inside the site, so it is entered again if the page's
 * transaction has already ended.
 */
static struct err *
refresh_site(struct ctx *c, int64_t version)
{
	bool over = !db_is_open(c->db), fresh = is_fresh(c, version);
	struct rows *rows;

	if (!fresh && over)
		open_request(c, false, &rows);
	TRY(site_refresh(c->directory, c->db, c->site->id, version, &c->site));
	TRY(refresh_choices(c, version));
	if (!fresh && over)
		db_end(c->db);
	return (OK);
}

struct err *
session_read(struct ctx *c, const struct rows *rows)
{
	struct member *me = mem_new(c, struct member);

	if (rows_count(rows) != 1)
		return (RAISE(ERR_INTERNAL, "open_request gave %zu rows", rows_count(rows)));
	read_person(me, rows);
	read_rights(me, rows);
	me->privacy_due = (int)rows_int(rows, 0, "privacy_due");
	c->me = me;
	if (c->site == NULL)
		return (OK);
	if (rows_bool(rows, 0, "is_suspended"))
		return (RAISE(ERR_NOT_FOUND, "site \"%s\" is suspended", c->site->slug));
	/* Its rules show to nobody else; what this worker knows of them stays as it is. */
	if (!me->is_let_in)
		return (OK);
	TRY(refresh_site(c, rows_int(rows, 0, "site_version")));
	c->site_id = c->site->id_text;
	return (OK);
}

void
session_become(struct ctx *c, const struct rows *who)
{
	struct member *me = mem_new(c, struct member);

	me->account_id = rows_int(who, 0, "account_id");
	me->id_text = rows_text(who, 0, "account_id");
	me->login = rows_str(who, 0, "login");
	me->name = rows_str(who, 0, "name");
	me->language = me->theme = "";
	me->is_member = true;
	me->is_held = rows_bool(who, 0, "is_held");
	me->department_id = rows_int(who, 0, "department_id");
	me->permits = permits_read(rows_str(who, 0, "permissions"));
	me->acts_for = mem_array(c, const char *, 1);
	c->me = me;
}

bool
session_is_stale(const struct rows *rows)
{
	return (rows_bool(rows, 0, "is_stale"));
}

struct err *
session_touch(struct ctx *c)
{
	db_ask(c->db, c, STMT_SESSION_TOUCH, NULL, ARGS(c->token, c->now));
	TRY(db_commit(c->db));
	return (OK);
}

struct err *
session_start(struct ctx *c, const char *account_id, const char *address, const char *agent, char **cookie)
{
	if (*c->token != '\0')
		db_ask(c->db, c, STMT_SESSION_END, NULL, ARGS(c->token));
	*cookie = random_token(c);
	c->token = digest_hex(c, *cookie);
	db_ask(c->db, c, STMT_SESSION_ADD, NULL,
	    ARGS(c->token, account_id, c->now, str_or(address, ""), str_or(agent, "")));
	TRY(db_wait(c->db));
	return (OK);
}

char *
session_form_token(const void *parent, const char *cookie, const char *account_id)
{
	char *digest = digest_keyed(parent, cookie, "form", str_or(account_id, "")), *token;

	if (str_empty(account_id))
		return (digest);
	token = str_join(parent, digest, ".", account_id);
	mem_free(digest);
	return (token);
}

char *
session_form_account(const void *parent, const char *cookie, const char *token)
{
	const char *dot = token == NULL ? NULL : strchr(token, '.');
	char *whole;
	bool same;
	int64_t id;

	if (str_empty(cookie) || dot == NULL || !str_to_int(dot + 1, 1, INT64_MAX, &id))
		return (NULL);
	whole = session_form_token(parent, cookie, dot + 1);
	same = digest_same(whole, token);
	mem_free(whole);
	return (same ? mem_str(parent, dot + 1) : NULL);
}
