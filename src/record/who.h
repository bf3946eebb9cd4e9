/* SPDX-License-Identifier: ISC */
/*
 * Who acts, as the rows of kinds declare it: by a permission, or by what they are to the record. A permission is a constant; a
 * relation is a word, because it names a field or fact of the kind:
 *
 *	"@author", "@submitter", "@owner"
 *	"@<field>"      an account in that field of the record, or one of several; of a department named there, its head
 *	"#<fact>"       those whose ids this fact of the record lists, blank-separated, where who may depends on what the record says.
 *	                Whoever is refused reads "<kind>.only.<fact>": what it is about and who may do it.
 *	"@entry.<field>", "@entry.by"   for an entry and its acts: whom that field of it names, who wrote it
 */
#ifndef RECORD_WHO_H
#define RECORD_WHO_H

#include "access/permit.h"

/* Who holds the permission, or is one of these. A row lists up to WHO_MAX of them, any one of which suffices. */
struct who {
	enum permit right;       /* PERMIT_NONE: no permission is enough */
	const char *is;          /* relations, blank-separated; NULL: none */
};
enum { WHO_MAX = 3 };
#define NOBODY { { PERMIT_NONE } }

bool who_is_nobody(const struct who who[WHO_MAX]);
bool who_are_same(const struct who a[WHO_MAX], const struct who b[WHO_MAX]);
/* Does it name this relation ("@owner"), this permission? */
bool who_is(const struct who who[WHO_MAX], const char *relation);
bool who_holds(const struct who who[WHO_MAX], enum permit right);
/* "launch.manage @owner launch.deploy", for people to read; owned by ${parent}, NULL: nobody. */
const char *who_text(const void *parent, const struct who who[WHO_MAX]);

#endif
