/* SPDX-License-Identifier: ISC */
#include "record/party.h"

#include "base/str.h"

#include <string.h>

static bool
is_named(const struct record *rec, const char *account, const char *department)
{
	for (const struct field *f = rec->kind->fields; f->name != NULL; f++) {
		const char *id = f->type == FIELD_DEPARTMENT ? department : account;

		if (f->flags & PARTY && str_has_item(record_value(rec, f->name), id))
			return (true);
	}
	return (false);
}

/* "12:tech_review": the step of the state it is in may be taken again by the same person. */
static bool
acted_before(const struct record *rec, const char *state, const char *account)
{
	const char *acted = rec->acted;
	size_t n = strlen(account);
	char word[WORD_MAX];

	while (word_next(&acted, word))
		if (strncmp(word, account, n) == 0 && word[n] == ':' && !str_eq(word + n + 1, state))
			return (true);
	return (false);
}

bool
party_bars(const struct record *rec, const char *state, const char *account, const char *department)
{
	if (account == NULL)
		return (false);
	return (str_eq(account, rec->author_id) || str_eq(account, rec->submitter_id) || str_eq(account, rec->owner_id) ||
	    is_named(rec, account, department) || acted_before(rec, state, account));
}

bool
party_bars_me(const struct ctx *c, const struct record *rec)
{
	char department[24];

	snprintf(department, sizeof department, "%lld", (long long)c->me->department_id);
	return (c->me->is_held || party_bars(rec, rec->state, c->me->id_text, c->me->department_id == 0 ? NULL : department));
}

const char *
party_refusal(const struct ctx *c)
{
	return (c->me->is_held ? "refusal.held" : "refusal.party");
}

static void
put_ids(struct buf *b, const char *ids)
{
	if (!str_empty(ids))
		buf_fmt(b, "%s%s", b->len > 1 ? "," : "", ids);
}

static void
put_acted(struct buf *b, const struct record *rec, const char *state)
{
	const char *acted = rec->acted;
	char word[WORD_MAX], *colon;

	while (word_next(&acted, word)) {
		colon = strchr(word, ':');
		if (colon == NULL || str_eq(colon + 1, state))
			continue;
		*colon = '\0';
		put_ids(b, word);
	}
}

const char *
party_accounts(struct ctx *c, const struct record *rec, const char *state)
{
	struct buf *b = buf_new(c);

	buf_put(b, "{");
	/* Whoever is missing among those it waits for would be known to have made it. */
	put_ids(b, record_is_anonymous(rec) ? NULL : rec->author_id);
	put_ids(b, rec->submitter_id);
	put_ids(b, rec->owner_id);
	for (const struct field *f = rec->kind->fields; f->name != NULL; f++)
		if (f->flags & PARTY && f->type != FIELD_DEPARTMENT)
			put_ids(b, record_value(rec, f->name));
	put_acted(b, rec, state);
	buf_put(b, "}");
	return (b->data);
}

const char *
party_departments(struct ctx *c, const struct record *rec)
{
	struct buf *b = buf_new(c);

	buf_put(b, "{");
	for (const struct field *f = rec->kind->fields; f->name != NULL; f++)
		if (f->flags & PARTY && f->type == FIELD_DEPARTMENT)
			put_ids(b, record_value(rec, f->name));
	buf_put(b, "}");
	return (b->data);
}

void
party_add(struct ctx *c, struct record *rec, const char *account, const char *state, const char *how)
{
	if (str_empty(account))
		return;
	rec->acted = mem_fmt(c, "%s %s:%s", str_or(rec->acted, ""), account, state);
	db_ask(c->db, c, STMT_PARTY_ADD, NULL, ARGS(c->site_id, rec->id, account, state, how, c->now));
}
