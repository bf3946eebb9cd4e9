/* SPDX-License-Identifier: ISC */
/* The register of platforms (R2.1). A platform comes into operation through its launch alone. */
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/ledgers.h"

static const char *const categories[] = {
	"customer_service", "reputation_survey", "business_management", "data_analysis", "other",
	NULL
};

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 100 },
	{ "category", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = categories,
	    .article = "2" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | EXPORTED },
	{ "current_version", FIELD_LINE, IN_LIST, .max = 40 },
	{ "description", FIELD_TEXT, SEARCHED | WIDE | EXPORTED },
	{ "peak_from", FIELD_TIME, EXPORTED, .article = "20" },
	{ "peak_to", FIELD_TIME, EXPORTED, .article = "20" },
	{ "low_from", FIELD_TIME, EXPORTED, .article = "26" },
	{ "low_to", FIELD_TIME, EXPORTED, .article = "26" },
	{ "reason", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ NULL }
};

static const struct state states[] = {
	{ "planned", "info", .edit = "platform.manage" },
	{ "in_operation", "ok", .edit = "platform.manage" },
	{ "suspended", "warn", .edit = "platform.manage" },
	{ "retired", "", STATE_END },
	{ "discarded", "", STATE_END },
	{ NULL }
};

static const struct move moves[] = {
	{ "operate", "planned", "in_operation", NULL, MOVE_ONLY_RULES, .article = "20" },
	/* Only for what ran before the register began: everything newer goes through its launch. */
	{ "register", "planned", "in_operation", "platform.manage", MOVE_REASON,
	    .needs = "current_version" },
	{ "suspend", "in_operation", "suspended", "platform.manage", MOVE_DANGER,
	    .asks = "reason" },
	{ "resume", "suspended", "in_operation", "platform.manage", MOVE_PRIMARY | MOVE_REASON },
	{ "retire", "in_operation suspended", "retired", "platform.manage", MOVE_DANGER,
	    .asks = "reason" },
	/* The fact: unused. */
	{ "discard", "planned", "discarded", "platform.manage", MOVE_DANGER, .needs = "unused" },
	{ NULL }
};

/* Hours are a span: both ends or none. A span may pass midnight. */
static void
check_span(struct form *form, const char *from, const char *to)
{
	if (form_input(form, from) == NULL || form_input(form, to) == NULL)
		return;
	if (str_empty(form_value(form, from)) != str_empty(form_value(form, to)))
		form_complain(form, str_empty(form_value(form, from)) ? from : to,
		    "platform.complaint.half_span", NULL);
}

static void
check(struct ctx *c, struct record *rec, struct form *form)
{
	(void)c;
	(void)rec;
	check_span(form, "peak_from", "peak_to");
	check_span(form, "low_from", "low_to");
}

static const struct offer offers[] = {
	{ "incident", "in_operation suspended", "incident", "platform_id" },
	{ NULL }
};

const struct kind platform_kind = {
	.name = "platform",
	.plural = "platforms",
	.code = "PLT",
	.icon = "platform",
	.first = "planned",
	.create = "platform.manage",
	.fields = fields,
	.states = states,
	.moves = moves,
	.offers = offers,
	.facts = FACTS(STMT_PLATFORM_FACTS),
	.beside = BESIDE(STMT_RECORD_OF_PLATFORM),
	.ledger = &platform_ledger,
	.sort = "number",
	.check = check,
};
