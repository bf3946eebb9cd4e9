/* SPDX-License-Identifier: ISC */
/*
 * The directory of sites and each site's rules, calendar and choices, cached
 * per worker and refreshed when the version that open_request reports differs.
 * Rights and records are never cached.
 */
#ifndef ACCESS_SITE_H
#define ACCESS_SITE_H

#include "base/date.h"
#include "base/err.h"
#include "db/db.h"
#include <stdbool.h>

struct site {
	int64_t id;
	const char *id_text;         /* for binding as $1 */
	const char *slug;
	const char *name;
	const char *name_en;
	int64_t version;
	struct calendar calendar;
	const char **rules;          /* values in the order of rules.h's table; never NULL */
};

/*
 * Whom and what the forms and filters of a site offer for choice: its members by name, its departments, its platforms; and what the
 * roles are called that hold a permission.  Rows of STMT_OVER_MEMBERS, …_DEPARTMENTS, …_PLATFORMS and …_HOLDERS, the same for all
 * members who read one language.  A change of any of them is a new version of the site (0055_choices.sql), so it is seen in the next
 * request after its commit.
 */
struct choices {
	struct rows *members, *departments, *platforms, *holders;
	int64_t version;             /* of the site, as it was before they were read */
	size_t serial;               /* no others of this worker have it */
};
extern const struct choices no_choices;

struct directory;                   /* the cache; one per worker */

struct directory *directory_new(const void *parent);
/*
 * Is this the shape of a site's name in addresses: 3 to 32 small letters, digits and hyphens, a letter first and no hyphen last (as
 * the table app.site checks)?  Which of them mean something else, web/address.h knows.
 */
bool site_slug_is_plain(const char *slug);
/*
 * The site of an address segment, or of ${host} when it has one of its own.
 * NULL *out: no such site or suspended.  One round trip when not cached;
 * must run before anything else of the request was asked.
 */
struct err *site_find(struct directory *dir, struct db *db, const char *slug, const char *host, const struct site **out) MUST_CHECK;
/* The exceptions that a site has, from STMT_SITE_CALENDAR; owned by ${parent}. */
struct calendar site_calendar(const void *parent, const struct rows *rows);
/* Load again when ${version} is newer than the cached one; uses the running transaction (already in the site). */
struct err *site_refresh(struct directory *dir, struct db *db, int64_t id, int64_t version, const struct site **site) MUST_CHECK;

/* The choices of a site as of ${version}; NULL: they are to be loaded. ${in_english}: for people who read English. */
const struct choices *site_choices(struct directory *dir, int64_t id, int64_t version, bool in_english);
/* Load them: in the transaction of a member of the site, for whom row security shows them all. */
struct err *site_choices_load(struct directory *dir, struct db *db, int64_t id, int64_t version, bool in_english, const struct choices **out) MUST_CHECK;

#endif
