/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl check: do statements, kinds, permissions, words and templates
 * agree with each other and with the database, and what that keeps with what it
 * is made of?  Run it after an upgrade; every line it prints is a fault of the
 * installation or of the program.
 */
#include "ctl/verb.h"

#include "access/permit.h"
#include "access/rules.h"
#include "base/str.h"
#include "record/sql.h"
#include "view/view.h"
#include "view/words.h"
#include "web/address.h"
#include "web/layout.h"

struct check {
	struct call *call;
	size_t faults, looked;
};

static void
fault(struct check *k, const char *what, const char *why)
{
	k->faults++;
	printf("%s: %s\n", what, why);
}

/* ---- statements: prepared as the server would, and forgotten again */

static struct err *
prepare(struct check *k, const char *name, const char *text)
{
	struct ctx *c = k->call->c;
	struct err *err;

	k->looked++;
	db_ask_text(c->db, c, mem_fmt(c, "PREPARE check_%zu AS %s", k->looked, text), NULL, NO_ARGS);
	err = db_wait(c->db);
	db_rollback(c->db);
	if (err != OK && err_kind(err) == ERR_UNAVAILABLE)
		return (err);
	if (err != OK)
		fault(k, name, str_or(db_message(c->db), err_text(err)));
	err_free(err);
	return (OK);
}

static struct err *
check_kind_sql(struct check *k, const struct kind *kind)
{
	struct ctx *c = k->call->c;

	TRY(prepare(k, mem_fmt(c, "finding a %s", kind->name), sql_find(c, kind, true)));
	TRY(prepare(k, mem_fmt(c, "making a %s", kind->name), sql_insert(c, kind)));
	for (const struct field *f = kind->fields; f->name != NULL; f++)
		if (f->type != FIELD_FILE)
			TRY(prepare(k, mem_fmt(c, "%s.%s", kind->name, f->name), sql_update(c, kind, f)));
	return (OK);
}

/* What is no query cannot be prepared, and needs no proof. */
static bool
is_query(enum stmt stmt)
{
	return (!str_starts(stmt_texts[stmt].text, "BEGIN") && !str_starts(stmt_texts[stmt].text, "ANALYZE"));
}

static struct err *
check_statements(struct check *k)
{
	for (size_t i = STMT_NONE + 1; i < STMT_COUNT; i++)
		if (is_query((enum stmt)i))
			TRY(prepare(k, mem_fmt(k->call->c, "statement %s", stmt_texts[i].name), stmt_texts[i].text));
	for (size_t i = 0; kinds[i] != NULL; i++)
		TRY(check_kind_sql(k, kinds[i]));
	return (OK);
}

/* ---- words, in both catalogues */

static void
check_word(struct check *k, const char *key)
{
	static const char *const languages[] = { "zh_CN", "en" };

	k->looked++;
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (!words_known(languages[i], key))
			fault(k, mem_fmt(k->call->c, "word \"%s\"", key), mem_fmt(k->call->c, "is not in the catalogue %s", languages[i]));
}

#define KEY(k, ...) check_word(k, mem_fmt((k)->call->c, __VA_ARGS__))

static void
check_field_words(struct check *k, const char *form, const struct field *fields)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		const char *shared = mem_fmt(k->call->c, "field.%s", f->name);

		if (!words_known("en", shared) || !words_known("zh_CN", shared))
			KEY(k, "%s.field.%s", form, f->name);
		for (const char *const *choice = f->choices; choice != NULL && *choice != NULL; choice++)
			KEY(k, "%s.%s.%s", form, f->name, *choice);
	}
}

static void
check_kind_words(struct check *k, const struct kind *kind)
{
	KEY(k, "%s", kind->name);
	KEY(k, "%s.plural", kind->name);
	check_field_words(k, kind->name, kind->fields);
	for (const struct state *s = kind->states; s->name != NULL; s++)
		KEY(k, "%s.state.%s", kind->name, s->name);
	for (const struct move *m = kind->moves; m->name != NULL; m++) {
		const char *needs = m->needs;
		char name[64];

		KEY(k, "%s.move.%s", kind->name, m->name);
		KEY(k, "%s.done.%s", kind->name, m->name);
		while (word_next(&needs, name)) {
			if (field_find(kind->fields, name) == NULL)
				KEY(k, "%s.condition.%s", kind->name, name);
			KEY(k, "%s.todo.%s", kind->name, name);
		}
	}
}

static void
check_words(struct check *k)
{
	for (size_t i = 0; kinds[i] != NULL; i++)
		check_kind_words(k, kinds[i]);
	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++) {
		KEY(k, "permit.%s", permissions[p].name);
		KEY(k, "permit.area.%s", permissions[p].area);
	}
	for (const struct builtin_role *r = builtin_roles; r->key != NULL; r++)
		KEY(k, "role.%s", r->key);
	check_field_words(k, "settings.rules", rule_fields);
}

/* ---- names that must exist */

/* A fact is a column of the kind's statement. */
static bool
is_known(const struct kind *kind, const char *name)
{
	if (*name == '#')
		return (kind->facts != STMT_NONE && strstr(stmt_texts[kind->facts].text, name + 1) != NULL);
	return (str_starts(name, "@entry.") || str_has_word("@author @submitter @owner", name) ||
	    (*name == '@' && field_find(kind->fields, name + 1) != NULL));
}

static void
check_who(struct check *k, const struct kind *kind, const char *where, const struct who who[WHO_MAX])
{
	char name[WORD_MAX];

	k->looked++;
	for (size_t i = 0; i < WHO_MAX; i++)
		for (const char *is = who[i].is; word_next(&is, name);) {
			if (!is_known(kind, name))
				fault(k, mem_fmt(k->call->c, "%s \"%s\"", kind->name, where),
				    mem_fmt(k->call->c, "\"%s\" is neither a field nor a fact", name));
			if (name[0] == '#')
				KEY(k, "%s.only.%s", kind->name, name + 1);
		}
}

static void
check_entry_names(struct check *k, const struct kind *kind)
{
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++) {
		check_who(k, kind, e->name, e->who);
		check_who(k, kind, e->name, e->edit);
		for (const struct act *a = e->acts; a != NULL && a->name != NULL; a++)
			check_who(k, kind, a->name, a->who);
	}
}

static void
check_names(struct check *k)
{
	for (size_t i = 0; kinds[i] != NULL; i++) {
		for (const struct state *s = kinds[i]->states; s->name != NULL; s++)
			check_who(k, kinds[i], s->name, s->edit);
		for (const struct move *m = kinds[i]->moves; m->name != NULL; m++)
			check_who(k, kinds[i], m->name, m->who);
		check_entry_names(k, kinds[i]);
	}
}

/* A site that is called like an address of the portal cannot be reached (issue 9, 1.1). */
static struct err *
check_sites(struct check *k)
{
	struct rows *sites;

	TRY(db_run(k->call->c->db, k->call->c, STMT_CTL_SITES, &sites, NO_ARGS));
	TRY(db_commit(k->call->c->db));
	for (size_t i = 0; i < rows_count(sites); i++, k->looked++)
		if (address_is_fixed(rows_str(sites, i, "slug")))
			fault(k, mem_fmt(k->call->c, "site \"%s\"", rows_str(sites, i, "slug")), "its slug is an address of the portal itself, so nobody reaches it");
	return (OK);
}

/*
 * What triggers keep of other rows: passes of members (0048), marks of namesakes (0049), figures (0050). Only SQL past the triggers can
 * make it untrue.
 */
static struct err *
check_kept(struct check *k)
{
	static const enum stmt kept[] = { STMT_CTL_PASSES_WRONG, STMT_CTL_NAMES_WRONG, STMT_CTL_FIGURES_WRONG };
	struct rows *wrong;

	for (size_t i = 0; i < ARRAY_LEN(kept); i++, k->looked++) {
		TRY(db_run(k->call->c->db, k->call->c, kept[i], &wrong, NO_ARGS));
		TRY(db_commit(k->call->c->db));
		for (size_t r = 0; r < rows_count(wrong); r++)
			fault(k, rows_str(wrong, r, "whose"), rows_str(wrong, r, "why"));
	}
	return (OK);
}

static void
check_templates(struct check *k)
{
	struct err *err = render_start(k->call->c, k->call->conf->templates, layout_fixed, true);

	k->looked++;
	if (err != OK)
		fault(k, "templates", err_text(err));
	err_free(err);
}

struct err *
verb_check(struct call *call, int *exit_code)
{
	struct check k = { .call = call };
	struct rows *ours;

	if (call->argc != 1)
		return (call_usage(call, exit_code));
	TRY(db_run(call->c->db, call->c, STMT_CTL_IS_OURS, &ours, NO_ARGS));
	TRY(db_commit(call->c->db));
	if (!rows_bool(ours, 0, "is_ours"))
		return (RAISE(ERR_CONFLICT, "there is no schema in this database: gatehousectl setup LOGIN NAME"));
	TRY(check_statements(&k));
	TRY(check_sites(&k));
	TRY(check_kept(&k));
	check_names(&k);
	check_words(&k);
	check_templates(&k);
	if (k.faults > 0) {
		printf("%zu of %zu are wrong\n", k.faults, k.looked);
		*exit_code = REFUSED;
	} else {
		printf("%zu looked at, all is well\n", k.looked);
	}
	return (OK);
}
