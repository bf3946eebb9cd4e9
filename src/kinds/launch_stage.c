/* SPDX-License-Identifier: ISC */
/* What a launch project brings about: its requirements follow it, its platform comes into operation. */
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/launch.h"
#include "kinds/project.h"
#include "record/record.h"

struct err *
launch_saved(struct ctx *c, struct record *rec)
{
	return (project_saved(c, rec, !str_empty(record_value(rec, "initiated_on"))));
}

/* ---- rows */

/* Coming back from a refused cancellation is no new beginning, so what counts is where from. */
const struct effect launch_effects[] = {
	/* The version that opinions are asked for; what an opinion is about is kept with it (R15.3). */
	{ "move:consult", .sets = "consulted_version=@version" },
	{ "entry:consultation", .runs = STMT_LAUNCH_OPINION_ADD, .with = ":no" },
	/* Approved: its requirements are planned (R16.1). */
	{ "initiation>development", .sets = "initiated_on=:today" },
	{ "initiation>development", .field = "requirement_ids", .move = "plan", .refused = NOT_FOLLOWING },
	/* What was announced is not so: the notice is withdrawn, and another window will be set. */
	{ "go_live>testing", .of = "notice.source_id", .in = "published", .those = "type=launch", .move = "withdraw", .sets = "reason=@number" },
	{ "go_live>testing", .runs = STMT_LAUNCH_STEPS_ANEW },
	{ "go_live>testing", .sets = "window_on= window_from= window_to= window_reason=" },
	{ "development>testing go_live>testing", .sets = "test_round=+1 " LAPSED },
	/* The conclusion is about the runs so far: a new one asks for it again. */
	{ "entry:test_run", .sets = LAPSED },
	{ "move:conclude_tests", .sets = "conclusion_no=+1" },
	/* What the log calls abnormal is an incident, with the emergency plans at hand, that the launch waits for (R20.3). */
	{ "entry:log", "type=abnormal", .makes = "incident", .into = "entry.incident_id",
	    .sets = "platform_id=@platform_id target_id=@number severity=$severity found_on=:today found_at=#clock description=$text owner_id=@owner_id" },
	/* When it was really done; only now is the platform in operation (R20.4). */
	{ "go_live>evaluation", .runs = STMT_LAUNCH_USED, .takes = true, .sets = "launched_on=:today" },
	{ "go_live>evaluation", .runs = STMT_LAUNCH_NOTICE, .takes = true },
	{ "go_live>evaluation", .field = "platform_id", .in = "planned", .move = "operate" },
	{ "go_live>evaluation", .field = "platform_id", .sets = "current_version=@version_planned" },
	{ "go_live>evaluation", .field = "requirement_ids", .in = "planned", .move = "deliver", .refused = NOT_FOLLOWING },
	/* The evaluation is due within a month (R21.1). */
	{ "go_live>evaluation", .makes = "evaluation", .sets = "title=@title target_id=@number due=:in_a_month" },
	/* Nobody evaluates what will not be. */
	{ "cancelling>cancelled", .of = "evaluation.target_id", .in = "draft group_approval", .move = "drop" },
	{ "cancelling>cancelled", .field = "requirement_ids", .in = "planned", .move = "unplan", .refused = NOT_FOLLOWING },
	{ NULL }
};
