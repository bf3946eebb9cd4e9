/* SPDX-License-Identifier: ISC */
/*
 * The notice on personal data (PIPL 13, 14, 17): who processes what, why, how long, with which rights, and whom to ask.  Everybody who
 * logs in agrees to that of the deployment before anything else opens, and to each new version anew; on its public form a site shows
 * its own.  The texts come with the program until the operators, or the site, write theirs.
 */
#ifndef PAGES_ACCOUNT_PRIVACY_H
#define PAGES_ACCOUNT_PRIVACY_H

#include "web/visit.h"

extern const size_t privacy_state;
void privacy_ask(struct visit *v);
struct err *privacy_show(struct visit *v) MUST_CHECK;
struct err *privacy_answer(struct visit *v) MUST_CHECK;
struct err *privacy_edit_show(struct visit *v) MUST_CHECK;
struct err *privacy_edit_answer(struct visit *v) MUST_CHECK;

/*
 * For the request line: true when this visit has to read the notice first; *err is then the refusal, or OK with the reply set to go
 * there.  What somebody sends who agreed to an earlier version is taken, so that nothing typed is lost; the next page asks.
 */
bool privacy_interrupts(struct visit *v, struct err **err);
/* For pages of others: queue the notice in force of the site of the visit (0: of the deployment); show it as "Privacy.{text,version}". */
void privacy_ask_notice(struct visit *v, struct rows **notice);
void privacy_put(struct visit *v, const struct rows *notice);

#endif
