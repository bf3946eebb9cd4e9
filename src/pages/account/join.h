/* SPDX-License-Identifier: ISC */
/*
 * Joining a site (finding S2): the invited accept or decline, on their account's page, in my work, or by the link they were given;
 * somebody new makes their account by the link and chooses log-in and password themselves.  Membership, role and department begin
 * with the acceptance, and only then the site sees who it is.
 */
#ifndef PAGES_ACCOUNT_JOIN_H
#define PAGES_ACCOUNT_JOIN_H

#include "web/visit.h"

extern const size_t join_state;
void join_ask(struct visit *v);
struct err *join_show(struct visit *v) MUST_CHECK;
struct err *join_answer(struct visit *v) MUST_CHECK;
void join_mine_ask(struct visit *v);
struct err *join_mine_answer(struct visit *v) MUST_CHECK;

/* The open invitations of the acting account, over all sites, under ${node}. */
void join_put_mine(struct node *node, const struct rows *rows);

#endif
