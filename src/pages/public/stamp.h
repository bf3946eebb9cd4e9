/* SPDX-License-Identifier: ISC */
/*
 * The proof that a form was read by somebody: a signed time and a small sum
 * asked in words.  Stateless: what is checked is in the form, signed with
 * the site's secret.
 */
#ifndef PAGES_PUBLIC_STAMP_H
#define PAGES_PUBLIC_STAMP_H

#include "web/visit.h"

/* A stamp and its question into ${node}: stamp, question. */
void stamp_put(struct visit *v, struct node *node, const char *secret);
/* The complaint (word key) about what was sent back, or NULL. */
const char *stamp_complaint(struct visit *v, const char *secret, const char *stamp, const char *answer);

#endif
