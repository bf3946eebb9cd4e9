/* SPDX-License-Identifier: ISC */
/*
 * TABLE OF CONTENTS: every address of the portal.  What is not here does not
 * exist.  The first row that fits wins, so fixed names stand before {kind}.
 *
 * TO ADD ONE: 1. a row here; 2. its functions in pages/; 3. its words; 4. its
 * line in tests/golden/routes.txt (make golden writes it, you read it).
 */
#include "app/route.h"

#include "pages/dashboard.h"
#include "pages/login.h"
#include "pages/triage.h"
#include "pages/work.h"

#define ANYBODY (ROUTE_PUBLIC | ROUTE_NO_SITE)

const struct route routes[] = {
	/* ---- coming in */
	{ METHOD_GET, "/login", NULL, ANYBODY, NULL, login_show },
	{ METHOD_POST, "/login", NULL, ANYBODY, NULL, login_answer },
	{ METHOD_POST, "/login/code", NULL, ANYBODY, NULL, login_code_answer },
	{ METHOD_POST, "/logout", NULL, ANYBODY, NULL, login_out },
	{ METHOD_GET, "/link/{token}", NULL, ANYBODY, login_link_ask, login_link_show },
	{ METHOD_POST, "/link/{token}", NULL, ANYBODY, login_link_ask, login_link_answer },

	/* ---- one's own */
	{ METHOD_GET, "/", NULL, ROUTE_NO_SITE, NULL, work_answer },

	/* ---- a site */
	{ METHOD_GET, "/{site}", "record.view", 0, dashboard_ask, dashboard_answer },
	{ METHOD_GET, "/{site}/", "record.view", 0, dashboard_ask, dashboard_answer },
	{ METHOD_GET, "/{site}/triage", "requirement.triage", 0, triage_ask, triage_answer },
	{ METHOD_POST, "/{site}/triage", "requirement.triage", 0, NULL, triage_save },
	{ 0 }
};
