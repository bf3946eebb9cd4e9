/* SPDX-License-Identifier: ISC */
/*
 * Terms: what rows of a declaration say about values, so that no function has to.
 *
 *   name, $name     what the form says; where it does not ask this field, the entry, else the record ("id", "number", "version", "due" too)
 *   @name           what the record says
 *   ^name           what the entry said before this edit ("no": its number); "" while it is made
 *   #fact           one of the kind's facts; #fact[term]: of a list of "key=value" all values of that key, #fact[!term]: of the others
 *   :me :my_department :today :now :in_a_month :in_a_year :site
 *   %rule           what the site's rule of this name says
 *
 * Behind "=" a bare word stands for itself.  Alternatives are separated by "|".
 */
#ifndef RECORD_TERM_H
#define RECORD_TERM_H

#include "record/record.h"

/* The value of a term as it is stored (ids of references); "" when there is none. ${form} may be NULL. Owned by ${c}. */
const char *term_value(struct ctx *c, const struct record *rec, const struct form *form, const char *term);
/* The same as people type it: records by their numbers. */
const char *term_typed(struct ctx *c, const struct record *rec, const struct form *form, const char *term);

/* What stands behind "=": a bare word is itself, anything else a term. */
const char *term_meant(struct ctx *c, const struct record *rec, const struct form *form, const char *word);

/*
 * Do all of these blank-separated conditions hold?  NULL: yes.  "!" before one turns it round.
 *
 *   term            it says something; a fact: it is true
 *   term=a|b        it is one of these
 *   term~term       the list on the left names what is on the right
 *   term<term       it is less: days, times, amounts
 *   is:@owner,x.y   the person acting is one of these (record/kind.h)
 *
 * About facts that a record does not have yet nothing holds.
 */
bool term_holds(struct ctx *c, const struct record *rec, const struct form *form, const char *conditions);

/*
 * Walk a blank-separated list of assignments "field=a|b", "field=" (emptied), "field=+1" (counted up), each perhaps with "?condition"
 * ("&" between several): the next whose condition holds.  False at the end.
 */
struct assignment {
	const char *field;
	const char *value;              /* as term_value or, with ${typed}, as term_typed; "" */
};
bool term_next(struct ctx *c, const struct record *rec, const struct form *form, bool typed, const char **at, struct assignment *out);

#endif
