/* SPDX-License-Identifier: ISC */
/*
 * A form that is sent without a browser: gatehousectl plays what people did through the pages that answer them, and the
 * courier brings what people wrote by mail.  Whoever calls has
 * entered the site as the person and ends the transaction; between the two this does what the request line does (web/serve.c).
 *
 * Nobody sees a page of such a visit, so v->view is NULL.  A page that would be shown again raises its complaint instead
 * (visit_complain), and what the form does not say stays as it is (visit_read_changes).
 */
#ifndef WEB_POST_H
#define WEB_POST_H

#include "web/visit.h"

struct visit *post_new(struct ctx *c);          /* its form, v->req->form, is filled in with pairs_add */
/* A file as the file input ${field} would send it. */
struct err *post_file(struct visit *v, const char *field, const char *name, const char *bytes, size_t n) MUST_CHECK;
/*
 * The page at the address ${pattern} (app/routes.c) answers; ${args} are its arguments, and a row without a name ends them.  The clock
 * has no rights to pages: what it may do, the rules of records say alone.
 */
struct err *post_send(struct visit *v, const char *pattern, const struct pair *args) MUST_CHECK;

#endif
