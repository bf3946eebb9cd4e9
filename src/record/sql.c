/* SPDX-License-Identifier: ISC */
#include "record/sql.h"

#include "base/str.h"

/* How a reference shows its name; %s is the column. Row security applies inside, so what is out of sight has no name. */
static const char *const reference_sql[] = {
	[FIELD_ACCOUNT] = "(SELECT a.name FROM app.person a WHERE a.id = %s)",
	[FIELD_ACCOUNTS] = "(SELECT string_agg(a.name, '、' ORDER BY a.id) FROM app.person a WHERE a.id = ANY (%s))",
	[FIELD_DEPARTMENT] = "(SELECT concat_ws(chr(10), d.name, NULLIF(d.name_en, '')) FROM app.department d "
	    "WHERE d.site_id = $1::bigint AND d.id = %s)",
	[FIELD_RECORD] = "(SELECT x.number || ' ' || x.title FROM app.record x WHERE x.site_id = $1::bigint AND x.id = %s)",
	[FIELD_RECORDS] = "(SELECT string_agg(x.number || ' ' || x.title, chr(10) ORDER BY x.id) FROM app.record x "
	    "WHERE x.site_id = $1::bigint AND x.id = ANY (%s))",
	[FIELD_FILE] = NULL,
};

/* The same where many rows name the same things, as a join: %1$s is the field. */
static const struct {
	const char *join, *name;
} joined_sql[] = {
	[FIELD_ACCOUNT] = { " LEFT JOIN app.person \"%1$s.of\" ON \"%1$s.of\".id = l.%1$s", "\"%1$s.of\".name" },
	[FIELD_DEPARTMENT] = { " LEFT JOIN app.department \"%1$s.of\" ON \"%1$s.of\".site_id = $1::bigint AND \"%1$s.of\".id = l.%1$s",
	    "concat_ws(chr(10), \"%1$s.of\".name, NULLIF(\"%1$s.of\".name_en, ''))" },
	[FIELD_RECORD] = { " LEFT JOIN app.record \"%1$s.of\" ON \"%1$s.of\".site_id = $1::bigint AND \"%1$s.of\".id = l.%1$s",
	    "\"%1$s.of\".number || ' ' || \"%1$s.of\".title" },
	[FIELD_FILE] = { NULL, NULL },
};

/* How a column reads as the text that a form holds. */
static const char *
shown_as(enum field_type type)
{
	switch (type) {
	case FIELD_CHOICES:
	case FIELD_ACCOUNTS:
	case FIELD_RECORDS:
		return ("array_to_string(%s, ',') AS %s");
	case FIELD_TIME:
		return ("to_char(%s, 'HH24:MI') AS %s");
	default:
		return ("%s::text AS %s");
	}
}

/* format(3) with a table's format: the formats above are constants of this file. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

void
sql_column(struct buf *to, const struct field *field)
{
	char column[80];

	if (field->type == FIELD_FILE)
		return;
	snprintf(column, sizeof column, "%s.%s", field->flags & ON_COMMON ? "r" : "k", field->name);
	buf_put(to, ", ");
	buf_fmt(to, shown_as(field->type), column, field->name);
	if (reference_sql[field->type] != NULL) {
		buf_put(to, ", ");
		buf_fmt(to, reference_sql[field->type], column);
		buf_fmt(to, " AS \"%s.name\"", field->name);
	}
}

void
sql_listed(struct buf *to, struct buf *joins, const struct field *field, bool is_whole)
{
	const char *name = field->name;

	if (field->type == FIELD_FILE)
		return;
	/* A page shows the beginning of a long text. */
	buf_put(to, ", ");
	if (field->type == FIELD_TEXT && !is_whole)
		buf_fmt(to, "left(l.%s, 100) AS %s", name, name);
	else
		buf_fmt(to, shown_as(field->type), mem_fmt(to, "l.%s", name), name);
	if (reference_sql[field->type] == NULL || (field->type == FIELD_DEPARTMENT && !is_whole))
		return;
	buf_put(to, ", ");
	if (joined_sql[field->type].join != NULL) {
		buf_fmt(to, joined_sql[field->type].name, name);
		buf_fmt(joins, joined_sql[field->type].join, name);
	} else
		buf_fmt(to, reference_sql[field->type], mem_fmt(to, "l.%s", name));
	buf_fmt(to, " AS \"%s.name\"", name);
}

const char *
sql_find(struct ctx *c, const struct kind *kind, bool for_update)
{
	/* Both rows: whoever waited for the common one reads a kind's row that is not held as it was before they waited. */
	const char *hold = " FOR UPDATE OF r, k";
	struct buf *b = buf_new(c);
	/* Where it may be kept apart, as far as whoever asks may know it. */
	const char *author = kind->anonymous == NULL ? "r.created_by" : "COALESCE(r.created_by, h.account_id)";

	buf_fmt(b, "SELECT r.id::text AS id, r.number, r.title, r.state, r.official_number, r.visible, r.version, r.owner_id::text AS owner_id, "
	    "r.department_id::text AS department_id, r.platform_id::text AS platform_id, to_char(r.due, 'YYYY-MM-DD') AS due, "
	    "%1$s::text AS created_by, r.submitted_by::text AS submitted_by, r.state_from, "
	    "concat_ws(' ', (SELECT string_agg(p.account_id || ':' || p.state, ' ') FROM app.party p WHERE p.site_id = r.site_id AND p.record_id = r.id), "
	    "app.hands_of(ARRAY[%1$s, r.submitted_by, r.owner_id])) AS acted, "
	    "(SELECT m.left_at IS NOT NULL FROM app.membership m WHERE m.site_id = r.site_id AND m.account_id = %1$s) AS author_left, "
	    "(SELECT m.left_at IS NOT NULL FROM app.membership m WHERE m.site_id = r.site_id AND m.account_id = r.submitted_by) AS submitter_left, "
	    "to_char(r.created_at, 'YYYY-MM-DD HH24:MI') AS created_at, to_char(r.changed_at, 'YYYY-MM-DD HH24:MI') AS changed_at, "
	    "to_char(r.state_at, 'YYYY-MM-DD HH24:MI') AS state_at, to_char(r.closed_at, 'YYYY-MM-DD HH24:MI') AS closed_at, "
	    "(SELECT a.name FROM app.person a WHERE a.id = r.owner_id) AS owner_name, "
	    "(SELECT a.name FROM app.person a WHERE a.id = %1$s) AS author_name, "
	    "(SELECT a.name FROM app.person a WHERE a.id = r.submitted_by) AS submitter_name, "
	    "i.old_number, i.submitter AS old_submitter", author);
	for (const struct field *f = kind->fields; f->name != NULL; f++)
		if (!(f->flags & ON_COMMON) || reference_sql[f->type] != NULL)
			sql_column(b, f);
	buf_fmt(b, " FROM app.record r JOIN app.%s k ON k.site_id = r.site_id AND k.record_id = r.id "
	    "LEFT JOIN app.imported i ON i.site_id = r.site_id AND i.record_id = r.id %s"
	    "WHERE r.site_id = $1::bigint AND r.kind = $2 AND r.number = $3%s",
	    kind->name, kind->anonymous == NULL ? "" : "LEFT JOIN app.record_author h ON h.site_id = r.site_id AND h.record_id = r.id ",
	    for_update ? hold : "");
	return (b->data);
}

bool
sql_is_own(const struct field *f)
{
	return (!(f->flags & ON_COMMON) && f->type != FIELD_FILE);
}

const char *
sql_bound(const struct field *f, const char *stored)
{
	if (stored != NULL)
		return (stored);
	switch (f->type) {
	case FIELD_LINE:
	case FIELD_TEXT:
	case FIELD_EMAIL:
		return ("");
	case FIELD_CHOICES:
	case FIELD_ACCOUNTS:
	case FIELD_RECORDS:
		return ("{}");
	case FIELD_FLAG:
		return ("false");
	default:
		return (NULL);
	}
}

const char *
sql_insert(struct ctx *c, const struct kind *kind)
{
	struct buf *names = buf_new(c), *marks = buf_new(c), *b = buf_new(c);
	int n = 2;

	for (const struct field *f = kind->fields; f->name != NULL; f++)
		if (sql_is_own(f)) {
			buf_fmt(names, ", %s", f->name);
			buf_fmt(marks, ", $%d", ++n);
		}
	buf_fmt(b, "INSERT INTO app.%s (site_id, record_id%s) VALUES ($1::bigint, $2::bigint%s)", kind->name, names->data, marks->data);
	return (b->data);
}

const char *
sql_update(struct ctx *c, const struct kind *kind, const struct field *field)
{
	if (field->flags & ON_COMMON)
		return (mem_fmt(c, "UPDATE app.record SET %s = $3 WHERE site_id = $1::bigint AND id = $2::bigint", field->name));
	return (mem_fmt(c, "UPDATE app.%s SET %s = $3 WHERE site_id = $1::bigint AND record_id = $2::bigint", kind->name, field->name));
}

const char *
sql_update_days(struct ctx *c, const struct kind *kind, const struct field *field)
{
	return (mem_fmt(c, "UPDATE app.%1$s k SET %2$s = GREATEST(k.%2$s, x.day) FROM unnest($2::bigint[], $3::date[]) x (id, day) WHERE k.site_id = $1::bigint AND k.record_id = x.id",
	    kind->name, field->name));
}

const char *
sql_open_naming(struct ctx *c, const struct kind *kind, const struct field *field)
{
	return (mem_fmt(c, "SELECT r.id::text AS id FROM app.%1$s k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id AND r.closed_at IS NULL "
	    "WHERE k.site_id = $1::bigint AND k.%2$s = $2::bigint ORDER BY r.id", kind->name, field->name));
}

const char *
sql_naming(struct ctx *c, const struct kind *kind, const struct field *field)
{
	return (mem_fmt(c, "SELECT k.record_id::text AS id FROM app.%1$s k WHERE k.site_id = $1::bigint AND k.%2$s = $2::bigint ORDER BY k.record_id",
	    kind->name, field->name));
}

const char *
sql_imported_named(struct ctx *c, const struct kind *kind, const struct field *field)
{
	return (mem_fmt(c, "SELECT DISTINCT i.record_id::text AS id FROM app.imported i JOIN app.%1$s k ON k.site_id = i.site_id AND i.record_id = ANY (k.%2$s) "
	    "WHERE i.site_id = $1::bigint AND i.batch_id = $2::bigint", kind->name, field->name));
}

/* ---- entries */

/* What is open first. */
static void
put_order(struct buf *b, const struct entry *sort)
{
	buf_put(b, " ORDER BY ");
	if (sort->open != NULL)
		buf_fmt(b, "k.state = ANY (string_to_array('%s', ' ')) DESC, ", sort->open);
	buf_fmt(b, "k.no%s", sort->flags & ENTRY_NEWEST ? " DESC" : "");
}

/* Those that are shown, out of the index by number: of those that are open, or of the others, no more are read than there is room for. */
static void
put_chosen(struct buf *b, const struct entry *sort, const char *which)
{
	buf_fmt(b, "(SELECT k.* FROM app.%s k WHERE k.site_id = r.site_id AND k.record_id = r.id AND k.removed_at IS NULL", sort->table);
	if (which != NULL)
		buf_fmt(b, " AND (k.state = ANY (string_to_array('%s', ' '))) %s", sort->open, which);
	buf_fmt(b, " ORDER BY k.no%s LIMIT $3::int)", sort->flags & ENTRY_NEWEST ? " DESC" : "");
}

/* The file of an entry, as "id name" (entry_file). */
static void
put_entry_file(struct buf *b, const struct entry *sort, const struct field *f)
{
	buf_fmt(b, ", (SELECT f.id || ' ' || f.name FROM app.file f WHERE f.site_id = k.site_id AND f.record_id = k.record_id AND f.removed_at IS NULL "
	    "AND f.field = '%s.%s.' || k.no ORDER BY f.id LIMIT 1) AS %s", sort->name, f->name, f->name);
}

const char *
sql_entry_find(struct ctx *c, const struct entry *sort, bool one)
{
	struct buf *b = buf_new(c);

	buf_put(b, "SELECT k.id::text AS id, k.no, k.version, k.by_id::text AS by_id, (SELECT a.name FROM app.person a WHERE a.id = k.by_id) AS by, "
	    "to_char(k.at, 'YYYY-MM-DD HH24:MI') AS at");
	for (const struct field *f = sort->fields; f->name != NULL; f++)
		if (f->type == FIELD_FILE)
			put_entry_file(b, sort, f);
		else
			sql_column(b, f);
	if (one) {
		buf_fmt(b, " FROM app.record r JOIN app.%s k ON k.site_id = r.site_id AND k.record_id = r.id AND k.removed_at IS NULL "
		    "WHERE r.site_id = $1::bigint AND r.number = $2 AND k.no = $3::int", sort->table);
		return (b->data);
	}
	/* They are chosen first: texts and names are made of them alone. */
	buf_put(b, " FROM app.record r CROSS JOIN LATERAL (SELECT k.* FROM (");
	if (sort->open != NULL) {
		put_chosen(b, sort, "IS TRUE");
		buf_put(b, " UNION ALL ");
		put_chosen(b, sort, "IS NOT TRUE");
	} else
		put_chosen(b, sort, NULL);
	buf_put(b, ") k");
	put_order(b, sort);
	buf_put(b, " LIMIT $3::int) k WHERE r.site_id = $1::bigint AND r.number = $2 AND ($4 = '' OR r.state = ANY (string_to_array($4, ' ')))");
	put_order(b, sort);
	return (b->data);
}

const char *
sql_entry_insert(struct ctx *c, const struct entry *sort)
{
	struct buf *names = buf_new(c), *marks = buf_new(c);
	int n = 4;

	for (const struct field *f = sort->fields; f->name != NULL; f++)
		if (sql_is_own(f)) {
			buf_fmt(names, ", %s", f->name);
			buf_fmt(marks, ", $%d", ++n);
		}
	/* The record's row is held, so that nobody else takes the same number. VALUES, so that each mark takes its column's type. */
	return (mem_fmt(c, "INSERT INTO app.%1$s (site_id, record_id, no, at, by_id%2$s) VALUES ($1::bigint, $2::bigint, "
	    "(SELECT COALESCE(max(k.no), 0) + 1 FROM app.%1$s k WHERE k.site_id = $1::bigint AND k.record_id = $2::bigint), "
	    "$3::timestamptz, $4::bigint%3$s) RETURNING no, id::text AS id", sort->table, names->data, marks->data));
}

const char *
sql_entry_update(struct ctx *c, const struct entry *sort, const struct field *field)
{
	return (mem_fmt(c, "UPDATE app.%s SET %s = $3 WHERE site_id = $1::bigint AND id = $2::bigint", sort->table, field->name));
}

const char *
sql_entry_touch(struct ctx *c, const struct entry *sort, bool removed)
{
	return (mem_fmt(c, "UPDATE app.%s SET version = version + 1, changed_at = $4::timestamptz%s "
	    "WHERE site_id = $1::bigint AND id = $2::bigint AND version = $3::int AND removed_at IS NULL RETURNING version",
	    sort->table, removed ? ", removed_at = $4::timestamptz" : ""));
}

#define NOT_DECIDED " AND NOT EXISTS (SELECT FROM app.approval a WHERE a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL)"
#define LOAN "(SELECT FROM app.lent l WHERE l.site_id = e.site_id AND l.record_id = e.record_id AND l.entry = '%s' AND l.field = '%s' AND l.no = e.no AND "

const char *
sql_entry_handover(struct ctx *c, const struct entry *sort, const struct field *field, enum handing how)
{
	const char *which = how == HAND_LEAVING ? "" : NOT_DECIDED;

	if (how == HAND_LEND)
		which = mem_fmt(c, NOT_DECIDED " AND r.visible = 0 AND NOT EXISTS " LOAN "(l.delegation_id = $7::bigint OR l.back_at IS NULL))", sort->table, field->name);
	else if (how == HAND_BACK)
		which = mem_fmt(c, NOT_DECIDED " AND EXISTS " LOAN "l.delegation_id = $7::bigint AND l.back_at IS NULL)", sort->table, field->name);
	return (mem_fmt(c, "UPDATE app.%s e SET %s = $3::bigint, version = e.version + 1, changed_at = $6::timestamptz FROM app.record r "
	    "WHERE e.site_id = $1::bigint AND e.%s = $2::bigint AND e.removed_at IS NULL AND e.state = ANY (string_to_array($5, ' ')) "
	    "AND r.site_id = e.site_id AND r.id = e.record_id AND r.closed_at IS NULL AND ($4::bigint IS NULL OR r.id = $4::bigint)%s "
	    "RETURNING e.record_id, e.no", sort->table, field->name, field->name, which));
}

const char *
sql_entry_counts(struct ctx *c, const struct kind *kind)
{
	struct buf *b = buf_new(c), *from = buf_new(c);

	for (const struct entry *e = kind->entries; e->name != NULL; e++) {
		buf_fmt(b, "%s\"%s\".n AS \"%s\"", b->len == 0 ? "SELECT " : ", ", e->name, e->name);
		buf_fmt(from, " CROSS JOIN LATERAL (SELECT count(*) AS n");
		if (e->open != NULL) {
			buf_fmt(b, ", \"%s\".open AS \"%s.open\"", e->name, e->name);
			buf_fmt(from, ", count(*) FILTER (WHERE k.state = ANY (string_to_array('%s', ' '))) AS open", e->open);
		}
		buf_fmt(from, " FROM app.%s k WHERE k.site_id = r.site_id AND k.record_id = r.id AND k.removed_at IS NULL) \"%s\"", e->table, e->name);
	}
	buf_fmt(b, " FROM app.record r%s WHERE r.site_id = $1::bigint AND r.number = $2", from->data);
	return (b->data);
}
