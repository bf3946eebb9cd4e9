/* SPDX-License-Identifier: ISC */
/*
 * The register of resources (R29.1, article 29): what launches and iterations asked for and were given, by whom, until when, and where one
 * resource is with two projects at the same time.  It assigns nothing: that is done on the page of the project.
 */
#ifndef PAGES_OVERVIEW_RESOURCES_H
#define PAGES_OVERVIEW_RESOURCES_H

#include "web/visit.h"

extern const size_t resources_state;
void resources_ask(struct visit *v);
struct err *resources_answer(struct visit *v) MUST_CHECK;

#endif
