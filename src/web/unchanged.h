/* SPDX-License-Identifier: ISC */
/*
 * Pages that a browser has already (ROUTE_KEPT): while such a page would be made of the same things, it is not made and not sent again
 * (304, RFC 9110, 15.4.5).  Its tag is a digest of all that it is made of: every row that the database answered with, rights and
 * unread notifications among them, the address, language and colours, what is folded in the menu, the day, this build with its settings (worker.stamp), and what
 * the browser's forms have done.  Rows are taken whole, so nothing that a page shows can be forgotten here.  The digest is keyed by
 * the session, so a tag stands for one person alone.  Rights are read and checked first, with every request.
 *
 * A form on a page that is shown again keeps its key (web/once.h), which must not have been used.  So each form that this
 * browser sends changes a cookie of its own, and with it all tags; a browser that compares cookies (Vary) then also asks
 * again when somebody goes back.
 *
 * A page that says something once, that names a restricted record (subject_saw in web/subject.h), or whose view is recorded, is
 * never kept.
 */
#ifndef WEB_UNCHANGED_H
#define WEB_UNCHANGED_H

#include "web/visit.h"

/* Before the page asks: what the database answers is taken down, if the page may be kept. */
void unchanged_listen(struct visit *v);
/* Once everything is read, or could not be. */
void unchanged_heard(struct visit *v);
/* After all checks, in place of the answer: true: the browser has the page, and the reply is complete. */
bool unchanged_is(struct visit *v);
/* After the answer: the page bears its tag, if it may be kept. */
void unchanged_tag(struct visit *v);
/* Before the reply to a form of ours is sent, whatever came of it. */
void unchanged_forget(struct visit *v);

#endif
