/* SPDX-License-Identifier: ISC */
#include "pages/account/feed_memory.h"

#include "base/date.h"
#include "base/random.h"
#include "view/words.h"

#include <jansson.h>
#include <string.h>
#include <time.h>

enum { SAID_SECONDS = 42 * 24 * 3600 /* so long a cancelled item is said: programs fetch every hour, and people come back from holidays */ };

struct feed_memory {
	struct visit *v;
	const char *digest, *first;
	const struct rows *said;
	bool *is_there;                 /* a flag for each row of ${said} */
	json_t *news;                   /* what feed_keep is told */
	int64_t now;
};

const size_t feed_state = sizeof(struct feed_state);

static int
forget(void *object)
{
	json_decref(((struct feed_memory *)object)->news);
	return (0);
}

void
feed_memory_ask(struct ctx *c, const char *digest, struct rows **said)
{
	db_ask(c->db, c, STMT_FEED_SAID, said, ARGS(digest));
}

/* After the reply, because fetching only reads; where it fails the next one says the same once more. */
static struct err *
keep(struct visit *v)
{
	struct feed_memory *m = STATE_OF(v, feed_state)->memory;
	char *items = json_dumps(m->news, JSON_COMPACT);

	db_ask(v->c->db, v->c, STMT_FEED_KEEP, NULL, ARGS(m->digest, m->first, v->c->now, items));
	free(items);
	return (db_commit(v->c->db));
}

struct feed_memory *
feed_memory_new(struct visit *v, const char *digest, const char *first, const struct rows *said)
{
	struct feed_memory *m = mem_new(v->c, struct feed_memory);

	*m = (struct feed_memory){ .v = v, .digest = digest, .first = first, .said = said, .is_there = mem_array(v->c, bool, rows_count(said) + 1), .news = json_array(), .now = (int64_t)time(NULL) };
	mem_on_free(m, forget);
	STATE_OF(v, feed_state)->memory = m;
	return (m);
}

/* ---- what is there */

/* The rows are in the order of their bytes. */
static size_t
row_of(const struct feed_memory *m, const char *uid)
{
	size_t low = 0, high = rows_count(m->said);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(rows_str(m->said, middle, "uid"), uid) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return (low < rows_count(m->said) && str_eq(rows_str(m->said, low, "uid"), uid) ? low : rows_count(m->said));
}

static void
note(struct feed_memory *m, const char *site_id, const char *said, const struct ics_event *event, bool gone)
{
	json_t *item = json_pack("{s:s, s:s, s:s, s:i, s:s, s:s, s:b}", "place", site_id, "uid", event->uid, "said", said, "sequence", event->sequence, "day", event->day, "until", event->until, "gone", gone);

	json_array_append_new(m->news, item);
	m->v->after = keep;
}

static const char *
digest_of(const struct feed_memory *m, const struct ics_event *e)
{
	const char *const parts[] = { e->title, e->text, e->url, e->day, e->until, e->begins, e->ends, e->is_off ? "off" : "" };
	struct buf *all = buf_new(m->v->c);

	/* With their NULs, so that none can be read as part of another. */
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		buf_putn(all, parts[i] == NULL ? "" : parts[i], parts[i] == NULL ? 1 : strlen(parts[i]) + 1);
	return (digest_quick(m->v->c, "feed", all->data, all->len));
}

void
feed_memory_say(struct feed_memory *m, struct ics *ics, struct ics_event event, const char *site_id)
{
	size_t i = row_of(m, event.uid);
	bool is_known = i < rows_count(m->said);
	const char *said = digest_of(m, &event);

	if (is_known && m->is_there[i])
		return;
	if (is_known)
		event.sequence = (int)rows_int(m->said, i, "sequence");
	m->is_there[i] = true;
	if (is_known && (rows_text(m->said, i, "gone") != NULL || !str_eq(said, rows_str(m->said, i, "said"))))
		event.sequence++;
	if (!is_known || event.sequence != (int)rows_int(m->said, i, "sequence"))
		note(m, site_id, said, &event, false);
	ics_add(ics, &event);
}

/* ---- what is not there any more */

static bool
is_gone(const struct feed_memory *m, size_t i, const char *site_id, const char *cut)
{
	return (!m->is_there[i] && str_eq(rows_str(m->said, i, "place"), site_id) && strcmp(rows_str(m->said, i, "until"), m->first) >= 0 &&
	    (cut == NULL || strcmp(rows_str(m->said, i, "day"), cut) < 0));
}

void
feed_memory_end(struct feed_memory *m, struct ics *ics, const char *site_id, const char *cut)
{
	for (size_t i = 0; i < rows_count(m->said); i++) {
		bool was_gone = rows_text(m->said, i, "gone") != NULL;
		int64_t since = was_gone ? rows_int(m->said, i, "gone") : m->now;
		struct ics_event event = { .uid = rows_str(m->said, i, "uid"), .title = word(N_("feed.gone")), .day = rows_str(m->said, i, "day"), .until = rows_str(m->said, i, "until"),
			.made = since, .changed = since, .sequence = (int)rows_int(m->said, i, "sequence") + !was_gone, .is_off = true };

		if (!is_gone(m, i, site_id, cut) || since + SAID_SECONDS < m->now)
			continue;
		if (!was_gone)
			note(m, site_id, rows_str(m->said, i, "said"), &event, true);
		ics_add(ics, &event);
	}
}
