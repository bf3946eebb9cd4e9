/* SPDX-License-Identifier: ISC */
/* Goal: the table of permissions keeps the regulation's separations (workflows "built-in roles"), and rights follow it. Proves RX.8. */
#include "access/ctx.h"
#include "access/permit.h"
#include "access/rules.h"
#include "base/str.h"

#include <setjmp.h>

#include <cmocka.h>

static bool
is_role(const char *word)
{
	for (const struct builtin_role *r = builtin_roles; r->key != NULL; r++)
		if (str_eq(r->key, word))
			return (true);
	return (false);
}

static void
names_are_unique_and_roles_exist(void **state)
{
	void *root = mem_new(NULL, char);

	(void)state;
	for (const struct permit *p = permits; p->name != NULL; p++) {
		char **roles = str_split(root, mem_str(root, p->roles), ' ');

		assert_ptr_equal(permit_find(p->name), p);
		assert_non_null(roles[0]);
		for (; *roles != NULL; roles++)
			if (!is_role(*roles))
				fail_msg("%s names the role \"%s\"", p->name, *roles);
	}
	assert_null(permit_find("nothing.at.all"));
	mem_free(root);
}

static void
administrators_decide_nothing(void **state)
{
	static const char *const no[] = { "group.decide", "group.lead", "group.deputy", "head.decide", "restricted.view", "change.review", NULL };

	(void)state;
	for (size_t i = 0; no[i] != NULL; i++)
		assert_false(permit_is_default(permit_find(no[i]), "site_admin"));
	assert_true(permit_is_default(permit_find("members.manage"), "site_admin"));
	assert_true(permit_is_default(permit_find("roles.manage"), "site_admin"));
	assert_true(permit_is_default(permit_find("group.decide"), "group_deputy"));
	assert_false(permit_is_default(permit_find("group.lead"), "group_deputy"));
	/* Whole words: "group_member" is no "member". */
	assert_false(permit_is_default(permit_find("group.decide"), "member"));
}

static void
rights_follow_the_permissions(void **state)
{
	struct conf conf = { .timezone = (char *)(uintptr_t)"Asia/Shanghai" };
	struct ctx *c = ctx_new(NULL, NULL, NULL, &conf);
	struct err *err;

	(void)state;
	assert_true(may(c, NULL));
	assert_false(may(c, "record.view"));
	err = permit_check(c, "record.view");
	assert_int_equal(err_kind(err), ERR_LOGIN);
	err_free(err);
	c->me->account_id = 7;
	c->me->id_text = "7";
	c->me->permissions = "record.view requirement.confirm";
	c->me->department_id = 3;
	assert_null(permit_check(c, "record.view"));
	assert_false(may(c, "record"));
	err = permit_check(c, "group.decide");
	assert_int_equal(err_kind(err), ERR_FORBIDDEN);
	err_free(err);
	assert_true(may_for(c, "record.view", 9));
	assert_true(may_for(c, "requirement.confirm", 3));
	assert_false(may_for(c, "requirement.confirm", 9));
	assert_false(may_for(c, "requirement.confirm", 0));
	c->me->department_id = 0;
	assert_false(may_for(c, "requirement.confirm", 0));
	assert_int_equal(mem_count(c) > 0, 1);
	mem_free(c);
}

static void
moments_and_days(void **state)
{
	struct conf conf = { .timezone = (char *)(uintptr_t)"Asia/Shanghai" };
	struct ctx *c = ctx_new(NULL, NULL, NULL, &conf);

	(void)state;
	assert_int_equal(strlen(c->now), strlen("2026-11-23 10:22:33.123456+00"));
	ctx_at(c, "2026-09-30 18:00:00+08");
	assert_string_equal(c->today, "2026-09-30");
	assert_string_equal(ctx_days_ahead(c, 2), "2026-10-02");
	/* With the national holiday and its make-up Saturday in the site's calendar. */
	struct calendar_day days[9] = { 0 };
	for (int i = 0; i < 8; i++)
		days[i].day = date_of(2026, 10, 1) + i;
	days[8] = (struct calendar_day){ .day = date_of(2026, 10, 10), .works = true };
	struct site site = { .calendar = { days, 9 } };
	c->site = &site;
	assert_string_equal(ctx_days_ahead(c, 1), "2026-10-09");
	assert_string_equal(ctx_days_ahead(c, 2), "2026-10-10");
	assert_string_equal(ctx_days_ahead(c, 0), "2026-09-30");
	mem_free(c);
}

static void
rules_have_defaults(void **state)
{
	const char *values[RULE_COUNT + 1] = { NULL };
	struct site site = { .rules = values };

	(void)state;
	for (int i = 0; i < RULE_COUNT; i++) {
		assert_non_null(rule_fields[i].name);
		assert_non_null(rule_defaults[i]);
	}
	assert_null(rule_fields[RULE_COUNT].name);
	assert_int_equal(rule_int(NULL, RULE_GROUP_SHARE), 50);
	assert_true(rule_is_on(&site, RULE_LEAD_VETO));
	assert_false(rule_is_on(&site, RULE_FINE_ALLOWED));
	values[RULE_GROUP_SHARE] = "66";
	assert_int_equal(rule_int(&site, RULE_GROUP_SHARE), 66);
	/* Compensation is capped by law (R35.1): a value above falls back. */
	values[RULE_WAGE_SHARE] = "50";
	assert_int_equal(rule_int(&site, RULE_WAGE_SHARE), 20);
	assert_string_equal(rule_text(&site, RULE_PENALTY_NOTICE), "none");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_unique_and_roles_exist),
		cmocka_unit_test(administrators_decide_nothing),
		cmocka_unit_test(rights_follow_the_permissions),
		cmocka_unit_test(moments_and_days),
		cmocka_unit_test(rules_have_defaults),
	};

	return (cmocka_run_group_tests_name("permit", tests, NULL, NULL));
}
