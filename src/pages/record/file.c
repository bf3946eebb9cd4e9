/* SPDX-License-Identifier: ISC */
#include "pages/record/file.h"

#include "access/event.h"
#include "base/random.h"
#include "base/str.h"
#include "http/upload.h"
#include "record/entry.h"
#include "record/file_office.h"
#include "pages/record/file_quota.h"
#include "record/file_type.h"
#include "record/talk.h"
#include "pages/record/show.h"
#include "view/words.h"
#include "web/value.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what is taken */

enum { FILES_MAX = 20 };  /* at once */

static const char files_too_many[] = N_("You chose more than %1 files, the most that can be added at once. None was added. Choose fewer and add the rest afterwards.");

/* Was it chosen?  A file input that was left empty sends an empty part. */
static bool
is_chosen(const struct upload *up)
{
	return (up->size > 0 || !str_eq(up->name, "file"));
}

static size_t
chosen_count(const struct visit *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->req->n_uploads; i++)
		n += is_chosen(&v->req->uploads[i]);
	return (n);
}

/* What is wrong with one file by itself; NULL: nothing. */
static const char *
complaint_of(const struct upload *up)
{
	if (up->size == 0)
		return (N_("%1 is empty."));
	if (file_type_of(up->name) == NULL)
		return (N_("Files like %1 are not accepted. You can upload documents, tables, "
			   "presentations, pictures, text and archives."));
	/* A protected document is no archive; the reason says more than that its type does not fit. */
	if (file_office_is(up->name)) {
		const char *office = file_office_complaint(up->name, up->path);

		if (office != NULL)
			return (office);
	}
	return (file_type_fits(up->name, up->path) ? NULL : N_("The content of %1 does not match its extension."));
}

struct err *
file_check(struct visit *v, const char *record_id, const char **complaint, const char **name)
{
	*complaint = NULL;
	if (chosen_count(v) > FILES_MAX) {
		*complaint = files_too_many;
		*name = mem_fmt(v->c, "%d", FILES_MAX);
	}
	for (size_t i = 0; i < v->req->n_uploads && *complaint == NULL; i++) {
		const struct upload *up = &v->req->uploads[i];

		if (!is_chosen(up))
			continue;
		*name = up->name;
		*complaint = complaint_of(up);
	}
	return (*complaint != NULL ? OK : file_quota_check(v, record_id, complaint, name));
}

const char *
file_limit(struct visit *v)
{
	return (wordf(v->c, N_("up to %1 in total"), value_size(v, v->c->conf->upload_max), NULL));
}

/* The words keep %1 for the name of the file: a script fills it in. */
void
file_put_limits(struct visit *v, struct node *node)
{
	const struct conf *conf = v->c->conf;
	const char *most = mem_fmt(v->c, "%d", FILES_MAX), *all = value_size(v, conf->upload_max);
	struct node *limits = node_in(node, "limits");

	node_put(node, "limit", file_limit(v));
	node_put(limits, "most", most);
	node_putf(limits, "each", "%lld", (long long)conf->upload_file_max);
	node_putf(limits, "all", "%lld", (long long)conf->upload_max);
	node_put(limits, "most_said", wordf(v->c, files_too_many, most, NULL));
	node_put(limits, "each_said", wordf(v->c, N_("%1 is larger than %2, the limit for one file. Make it smaller or split it."), "%1", value_size(v, conf->upload_file_max)));
	node_put(limits, "all_said", wordf(v->c, N_("Together these files are larger than %1. Choose fewer and add the rest afterwards."), all, NULL));
}

/* ---- durable bytes */

static struct err *
sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC), done;

	if (fd < 0)
		return (upload_failed(path, "open"));
	done = fsync(fd);
	close(fd);
	return (done == 0 ? OK : upload_failed(path, "sync"));
}

/* The bytes, then their name, then the name of the folder if it is new: each on disk before the next. */
struct err *
file_store(struct visit *v, struct upload *up, const char *stored)
{
	const char *files = v->c->conf->files, *path = mem_fmt(v->c, "%s/%s", files, stored),
		   *dir = mem_fmt(v->c, "%s/%.2s", files, stored);
	bool is_new = mkdir(dir, 0750) == 0;

	if (!is_new && errno != EEXIST)
		return (upload_failed(dir, "make"));
	TRY(sync_path(up->path, O_RDONLY));
	if (rename(up->path, path) != 0)
		return (upload_failed(path, "move"));
	up->path = NULL;
	TRY(sync_path(dir, O_RDONLY | O_DIRECTORY));
	return (is_new ? sync_path(files, O_RDONLY | O_DIRECTORY) : OK);
}

/* A field of the kind that asks for a file keeps its name; all others are attachments like any. */
static const char *
field_of(const struct record *rec, const struct upload *up)
{
	const struct field *f = field_find(rec->kind->fields, up->field);

	return (f != NULL && f->type == FIELD_FILE ? f->name : "");
}

static struct err *
take_one(struct visit *v, const struct record *rec, struct upload *up, const char *field)
{
	struct ctx *c = v->c;
	const char *token = random_token(c), *stored = mem_fmt(c, "%.2s/%s", token, token);

	TRY(file_store(v, up, stored));
	talk_attach(c, rec, field, up->name, file_type_of(up->name), mem_fmt(c, "%lld", (long long)up->size), up->sha256, stored);
	return (OK);
}

struct err *
file_take(struct visit *v, const struct record *rec)
{
	size_t taken = 0;

	for (size_t i = 0; i < v->req->n_uploads; i++) {
		struct upload *up = &v->req->uploads[i];

		if (up->size == 0 || up->path == NULL)
			continue;
		TRY(take_one(v, rec, up, field_of(rec, up)));
		taken++;
	}
	if (taken > 0)
		db_ask(v->c->db, v->c, STMT_RECORD_TOUCH, NULL,
		    ARGS(v->c->site_id, rec->id, v->c->now));
	return (OK);
}

/* The first that was sent for this field; NULL: none. */
static struct upload *
sent_for(const struct visit *v, const struct field *f)
{
	for (size_t i = 0; i < v->req->n_uploads; i++)
		if (v->req->uploads[i].size > 0 && str_eq(v->req->uploads[i].field, f->name))
			return (&v->req->uploads[i]);
	return (NULL);
}

struct err *
file_check_entry(struct visit *v, const struct record *rec, const struct entry *sort, struct form *form)
{
	const char *complaint = NULL, *name = NULL;

	for (const struct field *f = sort->fields; f->name != NULL; f++) {
		if (f->type != FIELD_FILE)
			continue;
		if (f->flags & REQUIRED && sent_for(v, f) == NULL)
			form_complain(form, f->name, N_("Please add the file."), NULL);
		if (complaint == NULL)
			TRY(file_check(v, rec->id, &complaint, &name));
		if (complaint != NULL)
			form_complain(form, f->name, complaint, name);
	}
	return (OK);
}

struct err *
file_take_entry(struct visit *v, const struct record *rec, const struct entry *sort, const char *no)
{
	for (const struct field *f = sort->fields; f->name != NULL; f++) {
		struct upload *up = f->type == FIELD_FILE ? sent_for(v, f) : NULL;

		if (up != NULL && up->path != NULL)
			TRY(take_one(v, rec, up, entry_file(v->c, sort, f, no)));
	}
	return (OK);
}

bool
file_may_remove(const struct visit *v, const struct record *rec)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	/* What was handed in or decided on keeps its evidence. */
	return (record_may_support(v->c, rec) && !(state->flags & (STATE_END | STATE_SEALED)));
}

/* ---- the pages */

static struct err *
remove_one(struct visit *v, const struct record *rec, const char *id)
{
	struct ctx *c = v->c;
	struct rows *removed;
	int64_t n;

	if (!str_to_int(id, 1, INT64_MAX, &n))
		return (RAISE(ERR_INVALID, "no file \"%s\"", id));
	if (!file_may_remove(v, rec))
		return (RAISE(ERR_FORBIDDEN, "remove a file of %s", rec->number));
	TRY(db_run(c->db, c, STMT_FILE_REMOVE, &removed,
	    ARGS(c->site_id, rec->id, id, c->me->id_text, c->now)));
	if (rows_count(removed) == 0)
		return (RAISE(ERR_FORBIDDEN, "file %s of %s is not theirs", id, rec->number));
	event_say(event_new(c, "file.remove", rec->id, NULL), "name", rows_str(removed, 0, "name"));
	return (OK);
}

struct err *
file_add_answer(struct visit *v)
{
	struct record *rec;
	const char *path, *complaint, *name, *removed = visit_form(v, "remove");

	TRY(subject_read(v, &STATE_OF(v, subject_state)->subject, &rec));
	if (!talk_may_attach(v->c, rec))
		return (RAISE(ERR_FORBIDDEN, "%s is sealed", rec->number));
	path = mem_fmt(v->c, "%s#files", subject_path(v, rec->kind, rec->number));
	TRY(file_check(v, rec->id, &complaint, &name));
	if (complaint != NULL) {
		struct show_typed typed = {
			.part = "files", .complaint = complaint, .value = name, .status = 422
		};

		return (show_again(v, &typed));
	}
	if (*removed != '\0')
		TRY(remove_one(v, rec, removed));
	else
		TRY(file_take(v, rec));
	if (rows_count(rec->approval) > 0) {
		TRY(record_disturb(v->c, rec));
		return (visit_go(v, path, N_("Saved. The material being decided on has changed, so the open round has ended. Submit the record again.")));
	}
	return (visit_go(
	    v, path, *removed != '\0' ? N_("The file was removed.") : N_("The files were added.")));
}

struct file_send_state {
	struct rows *file;
};

const size_t file_send_state = sizeof(struct file_send_state);

void
file_send_ask(struct visit *v)
{
	struct ctx *c = v->c;
	const char *id = visit_arg(v, "file");
	int64_t n;

	if (str_to_int(id, 1, INT64_MAX, &n))
		db_ask(c->db, c, STMT_FILE_FIND, &STATE_OF(v, file_send_state)->file,
		    ARGS(c->site_id, visit_arg(v, "number"), id));
}

struct err *
file_send_answer(struct visit *v)
{
	const struct rows *file = STATE_OF(v, file_send_state)->file;

	if (rows_count(file) == 0)
		return (RAISE(ERR_NOT_FOUND, "no file \"%s\" in sight", visit_arg(v, "file")));
	subject_note_view(v, rows_str(file, 0, "record_id"), visibility_read(file, 0), rows_str(file, 0, "created_by"), rows_str(file, 0, "name"));
	/* Attachment, nosniff and a closed sandbox: nothing in it runs here. */
	v->reply->type = mem_str(v->c, rows_str(file, 0, "type"));
	v->reply->file = mem_str(v->c, rows_str(file, 0, "stored"));
	reply_download(v->reply, rows_str(file, 0, "name"));
	return (OK);
}
