/* SPDX-License-Identifier: ISC */
#include "record/handover.h"

#include "access/event.h"
#include "base/str.h"
#include "record/party.h"
#include "record/waiting.h"

static bool
goes_along(const struct who who[WHO_MAX], bool leaves)
{
	return (who_is(who, "@owner") || (leaves && (who_is(who, "@author") || who_is(who, "@submitter"))));
}

const char *
handover_actions(struct ctx *c, bool leaves)
{
	char **names;
	size_t n = 0;

	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct move *m = kinds[k]->moves; m->name != NULL; m++)
			n++;
	names = mem_array(c, char *, n + 1);
	n = 0;
	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct move *m = kinds[k]->moves; m->name != NULL; m++)
			if (goes_along(m->who, leaves))
				names[n++] = mem_fmt(c, "%s/%s", kinds[k]->name, m->name);
	return (form_array(c, names));
}

/* Is it theirs to do, whoever is named in this field of an entry: some act on it is for them? */
static bool
is_doer(struct ctx *c, const struct entry *sort, const struct field *f)
{
	const char *relation = mem_fmt(c, "@entry.%s", f->name);

	if (f->type != FIELD_ACCOUNT || f->flags & DERIVED || sort->open == NULL)
		return (false);
	for (const struct act *a = sort->acts; a != NULL && a->name != NULL; a++)
		if (who_is(a->who, relation))
			return (true);
	return (false);
}

/* As what both are told. */
static const char *const told[] = { [HAND_ON] = "handed", [HAND_LEAVING] = "handed", [HAND_LEND] = "lent", [HAND_BACK] = "given_back" };

static struct event *
say(struct ctx *c, const char *record_id, const struct kind *kind, const struct handing_over *h)
{
	struct event *e = event_new(c, h->how == HAND_LEND ? "record.lend" : h->how == HAND_BACK ? "record.give_back" : "record.handover", record_id, NULL);

	event_say(e, "kind", kind->name);
	if (h->reason != NULL)
		event_say(e, "reason", h->reason);
	return (e);
}

/* Remembered, so that what comes back is what was lent. */
static void
note_loan(struct ctx *c, const struct handing_over *h, const char *record_id, const char *entry, const char *field, const char *no)
{
	if (h->how == HAND_LEND || h->how == HAND_BACK)
		db_ask(c->db, c, h->how == HAND_LEND ? STMT_LENT_ADD : STMT_LENT_BACK, NULL, ARGS(c->site_id, h->absence, record_id, entry, field, no, c->now));
}

static struct err *
hand_sort(struct ctx *c, const struct kind *kind, const struct entry *sort, const struct field *f, const struct handing_over *h, const char *record_id)
{
	const char *const bound[] = { c->site_id, h->from, h->to, record_id, sort->open, c->now, h->absence };
	struct rows *handed;

	db_ask_text(c->db, c, sql_entry_handover(c, sort, f, h->how), &handed, h->absence == NULL ? 6 : 7, bound);
	TRY(db_wait(c->db));
	for (size_t i = 0; i < rows_count(handed); i++) {
		struct record rec = { .kind = kind, .id = rows_str(handed, i, "record_id") };
		struct event *e = say(c, rec.id, kind, h);

		event_say(e, "entry", sort->table);
		event_say(e, "no", rows_str(handed, i, "no"));
		event_change(e, f->name, h->from, h->to);
		if (f->flags & PARTY)
			party_add(c, &rec, h->to, "", sort->table);
		note_loan(c, h, rec.id, sort->table, f->name, rows_str(handed, i, "no"));
		waiting_by_entries(c, &rec);
	}
	return (OK);
}

struct err *
handover_entries(struct ctx *c, const struct handing_over *h, const char *record_id)
{
	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct entry *sort = kinds[k]->entries; sort != NULL && sort->name != NULL; sort++)
			for (const struct field *f = sort->fields; f->name != NULL; f++)
				if (is_doer(c, sort, f))
					TRY(hand_sort(c, kinds[k], sort, f, h, record_id));
	return (OK);
}

struct err *
handover_record(struct ctx *c, struct record *rec, const struct handing_over *h)
{
	const char *detail = mem_fmt(c, "{\"kind\":\"%s\",\"state\":\"%s\"}", rec->kind->name, rec->state);
	const struct state *state = kind_state(rec->kind, rec->state);

	if (state == NULL || state->flags & (STATE_END | STATE_PRIVATE))
		return (err_say(RAISE(ERR_CONFLICT, "%s is not open", rec->number), N_("handover.over")));
	/* Whoever is responsible does not decide: it is no way to a vote while votes are cast. */
	if (rows_count(rec->approval) > 0)
		return (err_say(RAISE(ERR_CONFLICT, "%s is being decided on", rec->number), N_("handover.round")));
	event_change(say(c, rec->id, rec->kind, h), "owner_id", h->from, h->to);
	/* Who was responsible stays party to it, whoever is now. */
	party_add(c, rec, h->from, "", "handover");
	db_ask(c->db, c, STMT_RECORD_HANDOVER, NULL, ARGS(c->site_id, rec->id, h->from, h->to, c->now));
	db_ask(c->db, c, STMT_WAITING_HANDOVER, NULL, ARGS(c->site_id, rec->id, h->from, h->to, handover_actions(c, false)));
	db_ask(c->db, c, STMT_DUTY_HANDOVER, NULL, ARGS(c->site_id, rec->id, h->from, h->to, c->now));
	db_ask(c->db, c, STMT_NOTIFY_ONE, NULL, ARGS(c->site_id, rec->id, h->to, told[h->how], c->me->id_text, detail, c->now));
	db_ask(c->db, c, STMT_NOTIFY_ONE, NULL, ARGS(c->site_id, rec->id, h->from, told[h->how], c->me->id_text, detail, c->now));
	note_loan(c, h, rec->id, "", "owner_id", "0");
	TRY(handover_entries(c, h, rec->id));
	waiting_by_entries(c, rec);
	return (OK);
}
