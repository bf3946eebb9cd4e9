/* SPDX-License-Identifier: ISC */
#include "access/site.h"

#include "access/rules.h"
#include "base/str.h"

#include <string.h>

/* What one worker knows of one site. The site is replaced as a whole, so its own memory is never patched. */
struct entry {
	struct entry *next;
	struct site *site;
	char *host;              /* NULL: none of its own */
	struct choices *choices[2];      /* by language, for names of people differ; NULL: not loaded */
};

struct directory {
	struct entry *first;
	size_t loaded;           /* choices, ever */
};

struct directory *
directory_new(const void *parent)
{
	return (mem_new(parent, struct directory));
}

static struct entry *
entry_of_slug(const struct directory *dir, const char *slug)
{
	for (struct entry *e = dir->first; e != NULL; e = e->next)
		if (str_eq(e->site->slug, slug))
			return (e);
	return (NULL);
}

static struct entry *
entry_of_host(const struct directory *dir, const char *host)
{
	for (struct entry *e = dir->first; e != NULL; e = e->next)
		if (host != NULL && str_eq(e->host, host))
			return (e);
	return (NULL);
}

static struct entry *
entry_of_id(struct directory *dir, int64_t id)
{
	struct entry *e;

	for (e = dir->first; e != NULL; e = e->next)
		if (e->site->id == id)
			return (e);
	e = mem_new(dir, struct entry);
	e->site = mem_new(e, struct site);
	e->site->id = id;
	e->next = dir->first;
	dir->first = e;
	return (e);
}

static const char **
default_rules(const void *parent)
{
	const char **rules = mem_array(parent, const char *, RULE_COUNT + 1);

	for (int i = 0; i < RULE_COUNT; i++)
		rules[i] = rule_defaults[i];
	return (rules);
}

/* A site with its names, default rules and an empty calendar. */
static struct site *
site_new(struct entry *e, const struct rows *rows)
{
	struct site *site = mem_new(e, struct site);

	site->id = rows_int(rows, 0, "id");
	site->id_text = mem_fmt(site, "%lld", (long long)site->id);
	site->slug = mem_str(site, rows_str(rows, 0, "slug"));
	site->name = mem_str(site, rows_str(rows, 0, "name"));
	site->name_en = mem_str(site, rows_str(rows, 0, "name_en"));
	site->rules = default_rules(site);
	return (site);
}

static void
entry_put(struct entry *e, const struct rows *row, struct site *site)
{
	mem_free(e->site);
	mem_free(e->host);
	e->site = site;
	e->host = mem_str(e, rows_text(row, 0, "host"));
}

bool
site_slug_is_plain(const char *slug)
{
	size_t n = slug == NULL ? 0 : strlen(slug);

	return (n >= 3 && n <= 32 && strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == n && *slug >= 'a' && slug[n - 1] != '-');
}

/* What cannot be a slug spares the database what robots try. */
struct err *
site_find(struct directory *dir, struct db *db, const char *slug, const char *host, const struct site **out)
{
	struct entry *e = site_slug_is_plain(slug) ? entry_of_slug(dir, slug) : NULL;
	struct rows *rows;

	*out = NULL;
	if (e == NULL)
		e = entry_of_host(dir, host);
	if (e == NULL) {
		if (!site_slug_is_plain(slug) && str_empty(host))
			return (OK);
		db_ask(db, dir, STMT_SITE_FIND, &rows, ARGS(site_slug_is_plain(slug) ? slug : NULL, host));
		TRY(db_commit(db));
		if (rows_count(rows) > 0) {
			/* Version 0: rules and calendar come with the first open_request, inside the site. */
			e = entry_of_id(dir, rows_int(rows, 0, "id"));
			entry_put(e, rows, site_new(e, rows));
		}
		mem_free(rows);
	}
	if (e != NULL)
		*out = e->site;
	return (OK);
}

static void
read_rules(struct site *site, const struct rows *rows)
{
	for (size_t i = 0; i < rows_count(rows); i++)
		for (int r = 0; r < RULE_COUNT; r++)
			if (str_eq(rule_fields[r].name, rows_str(rows, i, "key")))
				site->rules[r] = mem_str(site, rows_str(rows, i, "value"));
}

struct calendar
site_calendar(const void *parent, const struct rows *rows)
{
	struct calendar_day *days = mem_array(parent, struct calendar_day, rows_count(rows) + 1);
	struct calendar calendar = { .days = days };

	for (size_t i = 0; i < rows_count(rows); i++)
		if (date_read(rows_str(rows, i, "day"), &days[calendar.n].day))
			days[calendar.n++].works = rows_bool(rows, i, "works");
	return (calendar);
}

struct err *
site_refresh(struct directory *dir, struct db *db, int64_t id, int64_t version, const struct site **out)
{
	struct entry *e = entry_of_id(dir, id);
	char *id_text;
	struct rows *row, *rules, *days;
	struct site *site;

	*out = e->site;
	if (e->site->version == version)
		return (OK);
	id_text = mem_fmt(NULL, "%lld", (long long)id);
	db_ask(db, id_text, STMT_SITE_ROW, &row, ARGS(id_text));
	db_ask(db, id_text, STMT_SITE_RULES, &rules, ARGS(id_text));
	db_ask(db, id_text, STMT_SITE_CALENDAR, &days, ARGS(id_text));
	struct err *err = db_wait(db);
	if (err == OK && rows_count(row) > 0) {
		site = site_new(e, row);
		read_rules(site, rules);
		site->calendar = site_calendar(site, days);
		/* As seen in this transaction; somebody may have changed it since open_request ran. */
		site->version = rows_int(row, 0, "version");
		entry_put(e, row, site);
		*out = site;
	}
	mem_free(id_text);
	TRY(err);
	return (OK);
}

/* ---- choices */

const struct choices no_choices;

const struct choices *
site_choices(struct directory *dir, int64_t id, int64_t version, bool in_english)
{
	const struct choices *kept = entry_of_id(dir, id)->choices[in_english];

	return (kept != NULL && kept->version == version ? kept : NULL);
}

struct err *
site_choices_load(struct directory *dir, struct db *db, int64_t id, int64_t version, bool in_english, const struct choices **out)
{
	struct entry *e = entry_of_id(dir, id);
	struct choices *choices = mem_new(e, struct choices);
	struct err *err;

	/* What is read now may be newer than this version; then the next request comes with a newer one, and they are read again. */
	*choices = (struct choices){ .version = version, .serial = ++dir->loaded };
	db_ask(db, choices, STMT_OVER_MEMBERS, &choices->members, ARGS(e->site->id_text));
	db_ask(db, choices, STMT_OVER_DEPARTMENTS, &choices->departments, ARGS(e->site->id_text));
	db_ask(db, choices, STMT_OVER_PLATFORMS, &choices->platforms, ARGS(e->site->id_text));
	db_ask(db, choices, STMT_OVER_HOLDERS, &choices->holders, ARGS(e->site->id_text));
	err = db_wait(db);
	if (err != OK) {
		mem_free(choices);
		return (err);
	}
	mem_free(e->choices[in_english]);
	*out = e->choices[in_english] = choices;
	return (OK);
}
