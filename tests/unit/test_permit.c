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

/* A constant without a row would ask for a right without a name; two rows of one name would make one right of two. */
static void
every_constant_has_its_own_name(void **state)
{
	(void)state;
	assert_null(permissions[PERMIT_NONE].name);
	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++) {
		if (permissions[p].name == NULL)
			fail_msg("the permission after \"%s\" has no row", str_or(permissions[p - 1].name, ""));
		if (permit_named(permissions[p].name) != p)
			fail_msg("two rows are called \"%s\"", permissions[p].name);
	}
	assert_int_equal(permit_named("nothing.at.all"), PERMIT_COUNT);
	assert_int_equal(permit_named("record"), PERMIT_COUNT);
	assert_int_equal(permit_named("record.view.all"), PERMIT_COUNT);
	assert_int_equal(permit_named(""), PERMIT_COUNT);
}

static void
every_permission_has_an_area_and_roles(void **state)
{
	void *root = mem_new(NULL, char);

	(void)state;
	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++) {
		char **roles = str_split(root, mem_str(root, permissions[p].roles), ' ');

		assert_non_null(permissions[p].area);
		assert_non_null(roles[0]);
		for (; *roles != NULL; roles++)
			if (!is_role(*roles))
				fail_msg("%s names the role \"%s\"", permissions[p].name, *roles);
	}
	mem_free(root);
}

/* Each constant stands for a bit of its own; what another release wrote is left out. */
static void
a_set_holds_what_was_read(void **state)
{
	struct permits held;

	(void)state;
	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++) {
		held = permits_read(permissions[p].name);
		for (enum permit other = PERMIT_NONE; other <= PERMIT_COUNT; other++)
			assert_int_equal(permits_have(&held, other), other == p);
	}
	held = permits_read("  group.decide of.tomorrow  record.view ");
	assert_true(permits_have(&held, PERMIT_GROUP_DECIDE));
	assert_true(permits_have(&held, PERMIT_RECORD_VIEW));
	assert_false(permits_have(&held, PERMIT_COUNT));
	held = permits_read("record recordview record.viewer of.tomorrow");
	assert_memory_equal(&held, &(struct permits){ 0 }, sizeof(held));
	held = permits_read(NULL);
	assert_memory_equal(&held, &(struct permits){ 0 }, sizeof(held));
}

static void
administrators_decide_nothing(void **state)
{
	static const enum permit no[] = { PERMIT_GROUP_DECIDE, PERMIT_GROUP_LEAD, PERMIT_GROUP_DEPUTY, PERMIT_HEAD_DECIDE, PERMIT_RESTRICTED_VIEW,
		PERMIT_CHANGE_REVIEW };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		assert_false(permit_is_default(no[i], "site_admin"));
	assert_true(permit_is_default(PERMIT_MEMBERS_MANAGE, "site_admin"));
	assert_true(permit_is_default(PERMIT_ROLES_MANAGE, "site_admin"));
	assert_true(permit_is_default(PERMIT_GROUP_DECIDE, "group_deputy"));
	assert_false(permit_is_default(PERMIT_GROUP_LEAD, "group_deputy"));
	/* Whole words: "group_member" is no "member". */
	assert_false(permit_is_default(PERMIT_GROUP_DECIDE, "member"));
}

static void
rights_follow_the_permissions(void **state)
{
	struct conf conf = { .timezone = (char *)(uintptr_t)"Asia/Shanghai" };
	struct ctx *c = ctx_new(NULL, NULL, NULL, &conf);
	struct err *err;

	(void)state;
	assert_true(may(c, PERMIT_NONE));
	assert_false(may(c, PERMIT_RECORD_VIEW));
	err = permit_check(c, PERMIT_RECORD_VIEW);
	assert_int_equal(err_kind(err), ERR_LOGIN);
	err_free(err);
	c->me->account_id = 7;
	c->me->id_text = "7";
	c->me->permits = permits_read("record.view requirement.confirm");
	c->me->department_id = 3;
	assert_null(permit_check(c, PERMIT_RECORD_VIEW));
	/* A right that no release knows is nobody's. */
	assert_false(may(c, PERMIT_COUNT));
	assert_false(may_for(c, PERMIT_COUNT, 3));
	err = permit_check(c, PERMIT_GROUP_DECIDE);
	assert_int_equal(err_kind(err), ERR_FORBIDDEN);
	err_free(err);
	assert_true(may_for(c, PERMIT_RECORD_VIEW, 9));
	assert_true(may_for(c, PERMIT_REQUIREMENT_CONFIRM, 3));
	assert_false(may_for(c, PERMIT_REQUIREMENT_CONFIRM, 9));
	assert_false(may_for(c, PERMIT_REQUIREMENT_CONFIRM, 0));
	c->me->department_id = 0;
	assert_false(may_for(c, PERMIT_REQUIREMENT_CONFIRM, 0));
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
		cmocka_unit_test(every_constant_has_its_own_name),
		cmocka_unit_test(every_permission_has_an_area_and_roles),
		cmocka_unit_test(a_set_holds_what_was_read),
		cmocka_unit_test(administrators_decide_nothing),
		cmocka_unit_test(rights_follow_the_permissions),
		cmocka_unit_test(moments_and_days),
		cmocka_unit_test(rules_have_defaults),
	};

	return (cmocka_run_group_tests_name("permit", tests, NULL, NULL));
}
