/* SPDX-License-Identifier: ISC */
#include "ctl/demo.h"

#include "access/password.h"
#include "access/people.h"
#include "base/str.h"

#include <string.h>

static json_t *
person_named(const struct demo *demo, const char *login)
{
	json_t *person;
	size_t i;

	json_array_foreach(json_object_get(demo->data, "people"), i, person)
		if (str_eq(demo_text(person, "login"), login))
			return (person);
	return (NULL);
}

const char *
demo_account_id(struct demo *demo, const char *login)
{
	return (demo_text(person_named(demo, login), "id"));
}

static struct err *
add_account(struct ctx *c, json_t *person, const char *hash)
{
	const char *login = demo_text(person, "login");
	struct rows *added;
	const char *id;

	TRY(db_run(c->db, c, STMT_ACCOUNT_ADD, &added, ARGS(login, demo_text(person, "name"),
	    mem_fmt(c, "%s@example.com", login), "", c->now)));
	id = rows_text(added, 0, "id");
	json_object_set_new(person, "id", json_string(id));
	db_ask(c->db, c, STMT_ACCOUNT_EDIT, NULL,
	    ARGS(id, demo_text(person, "name"), demo_text(person, "pinyin"), mem_fmt(c, "%s@example.com", login)));
	db_ask(c->db, c, STMT_PASSWORD_SET, NULL, ARGS(id, hash, c->now, ""));
	db_ask(c->db, c, STMT_CTL_PRIVACY, NULL, ARGS(id, c->now));
	if (json_is_true(json_object_get(person, "operator")))
		db_ask(c->db, c, STMT_OPERATOR_SET, NULL, ARGS(id, "t"));
	return (OK);
}

/* One hash for everybody: what takes half a second once would take half a minute. */
struct err *
demo_accounts(struct demo *demo)
{
	struct ctx *c = ctx_new(demo, demo->call->c->db, demo->call->directory, demo->call->conf);
	json_t *person;
	struct err *err;
	char *hash;
	size_t i;

	ctx_at(c, demo_moment(c, demo->now - (int64_t)386 * 24 * 60));
	err = password_hash(c, c->conf, demo_text(demo->data, "password"), &hash);
	json_array_foreach(json_object_get(demo->data, "people"), i, person)
		if (err == OK)
			err = add_account(c, person, hash);
	return (demo_end(demo, c, err));
}

/* ---- members of a site */

const char *
demo_department_key(const struct town *town, const char *id)
{
	for (size_t i = 0; i < town->n_people; i++)
		if (str_eq(town->people[i].department_id, id))
			return (town->people[i].department);
	return ("");
}

const char *
demo_department_id(const struct town *town, const char *key)
{
	for (size_t i = 0; i < town->n_people; i++)
		if (str_eq(town->people[i].department, key))
			return (town->people[i].department_id);
	return (NULL);
}

static const char *
department_id(const struct demo *demo, char **ids, const char *key)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(demo->data, "departments"), i, one)
		if (str_eq(demo_text(one, "key"), key))
			return (ids[i]);
	return (NULL);
}

static char **
role_ids(struct ctx *c, const struct rows *roles, const char *keys)
{
	char **ids = mem_array(c, char *, rows_count(roles) + 1);
	size_t n = 0;

	for (size_t i = 0; i < rows_count(roles); i++)
		if (str_has_word(keys, rows_str(roles, i, "key")))
			ids[n++] = mem_str(c, rows_text(roles, i, "id"));
	return (ids);
}

static bool
is_at_home(const json_t *person)
{
	return (json_object_size(json_object_get(person, "at")) == 1);
}

static struct err *
add_member(struct ctx *c, struct town *town, json_t *person, const json_t *at, char **departments, const struct rows *roles)
{
	struct resident *r = &town->people[town->n_people++];

	*r = (struct resident){ .login = demo_text(person, "login"), .name = demo_text(person, "name"), .id = demo_text(person, "id"),
	    .department = demo_text(at, "department"), .roles = demo_text(at, "roles") };
	r->department_id = department_id(town->demo, departments, r->department);
	TRY(people_add_member(c, r->id, r->department_id));
	TRY(people_set_roles(c, r->id, role_ids(c, roles, r->roles)));
	/* As if the site's own administrator had made the account. */
	if (is_at_home(person))
		db_ask(c->db, c, STMT_CTL_ACCOUNT_HOME, NULL, ARGS(r->id, c->site_id));
	return (OK);
}

/* Those who may run the site come first: it never goes without them. */
struct err *
demo_members(struct ctx *c, struct town *town, char **departments)
{
	json_t *people = json_object_get(town->demo->data, "people"), *person;
	const char *slug = demo_text(town->json, "slug");
	struct rows *roles;
	size_t i;

	town->people = mem_array(town->demo, struct resident, json_array_size(people));
	TRY(db_run(c->db, c, STMT_ROLE_LIST, &roles, ARGS(c->site_id)));
	for (int admins = 1; admins >= 0; admins--)
		json_array_foreach(people, i, person) {
			const json_t *at = json_object_get(json_object_get(person, "at"), slug);

			if (at != NULL && str_has_word(demo_text(at, "roles"), "site_admin") == (admins == 1))
				TRY(add_member(c, town, person, at, departments, roles));
		}
	return (OK);
}

/* ---- who is meant */

bool
demo_has_role(const struct resident *r, const char *roles)
{
	char *copy = mem_str(NULL, roles);
	char **keys = str_split(copy, copy, '|');
	bool has = false;

	for (size_t i = 0; keys[i] != NULL; i++)
		has = has || str_has_word(r->roles, keys[i]);
	mem_free(copy);
	return (has);
}

const struct resident *
demo_find(const struct town *town, const char *login)
{
	for (size_t i = 0; i < town->n_people; i++)
		if (str_eq(town->people[i].login, login))
			return (&town->people[i]);
	return (NULL);
}

/* The holders of a role in the order of demo.json. */
static const struct resident *
nth_of(const struct town *town, const char *role, size_t n)
{
	for (size_t i = 0; i < town->n_people; i++)
		if (demo_has_role(&town->people[i], role) && n-- == 0)
			return (&town->people[i]);
	return (NULL);
}

static const struct resident *
any_of(struct story *s, const char *roles)
{
	size_t from = demo_roll(&s->dice, s->town->n_people);

	for (size_t i = 0; i < s->town->n_people; i++) {
		const struct resident *r = &s->town->people[(from + i) % s->town->n_people];

		if (demo_has_role(r, roles) && r != s->author && r != s->person)
			return (r);
	}
	return (NULL);
}

/* "developer2": the second of them, or, where they are fewer, whose turn it is; "group1": of the members of the group. */
static const struct resident *
numbered(const struct town *town, const char *who)
{
	size_t length = strlen(who) - 1, n = 0;
	char *role = mem_strn(town->demo, who, length);

	if (str_eq(role, "group"))
		role = mem_str(town->demo, "group_member");
	while (nth_of(town, role, n) != NULL)
		n++;
	return (n == 0 ? NULL : nth_of(town, role, (size_t)(who[length] - '1') % n));
}

static const struct resident *
liaison_of(const struct town *town, const char *department_id)
{
	for (size_t i = 0; i < town->n_people; i++)
		if (str_eq(town->people[i].department_id, department_id) && demo_has_role(&town->people[i], "liaison"))
			return (&town->people[i]);
	return (NULL);
}

/* Somebody of the story's department who answers for nothing: neither its liaison nor of the group. */
static const struct resident *
colleague(const struct town *town, const char *department_id)
{
	for (size_t i = 0; i < town->n_people; i++)
		if (str_eq(town->people[i].department_id, department_id) &&
		    !demo_has_role(&town->people[i], "liaison|department_head|group_member|group_deputy|group_lead|site_admin"))
			return (&town->people[i]);
	return (NULL);
}

const struct resident *
demo_who(struct story *s, const char *who)
{
	if (str_eq(who, "author"))
		return (s->author);
	if (str_eq(who, "person"))
		return (s->person);
	if (str_eq(who, "asked"))
		return (s->asked);
	if (str_eq(who, "colleague"))
		return (colleague(s->town, s->department_id));
	if (str_eq(who, "lead"))
		return (nth_of(s->town, "group_lead", 0));
	/* The group's deputy heads the technical department, which has had its part before: in the stories the last of the members stands in. */
	if (str_eq(who, "deputy"))
		return (numbered(s->town, "group5"));
	if (*who == '.')
		return (demo_who(s, demo_wording(s, who + 1) + 1));
	if (who[strlen(who) - 1] >= '1' && who[strlen(who) - 1] <= '9')
		return (numbered(s->town, who));
	if (str_eq(who, "clock"))
		return (NULL);
	if (str_starts(who, "liaison."))
		return (liaison_of(s->town, demo_department_id(s->town, strchr(who, '.') + 1)));
	if (str_eq(who, "liaison") && s->department_id != NULL)
		return (liaison_of(s->town, s->department_id));
	return (any_of(s, who));
}

const struct resident *
demo_staff(struct town *town, uint64_t *dice, const char *department_id)
{
	size_t from = demo_roll(dice, town->n_people);

	for (size_t i = 0; i < town->n_people; i++) {
		const struct resident *r = &town->people[(from + i) % town->n_people];

		if (!demo_has_role(r, "group_member|group_deputy|group_lead|site_admin|tech_head") &&
		    (department_id == NULL || str_eq(r->department_id, department_id)))
			return (r);
	}
	return (NULL);
}
