/* SPDX-License-Identifier: ISC */
#include "base/random.h"
#include "base/str.h"
#include "http/clean.h"
#include "http/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium/crypto_hash_sha256.h>
#include <string.h>
#include <unistd.h>

enum { UPLOAD_NAME_MAX = 200 };   /* bytes of a file name that are kept */

struct upload_writer {
	int fd;
	struct upload *to;
	crypto_hash_sha256_state hash;
};

struct err *
upload_failed(const char *path, const char *what)
{
	bool full = errno == ENOSPC || errno == EDQUOT;
	struct err *err = RAISE(full ? ERR_UNAVAILABLE : ERR_INTERNAL, "cannot %s \"%s\": %s", what, path, strerror(errno));

	if (!full)
		return (err);
	return (err_say(err_weigh(err),
	    N_("The disk for files is full, so nothing was saved. Send the form without files or try again later, and please tell the people who run the portal.")));
}

static int
upload_writer_end(void *object)
{
	struct upload_writer *w = object;

	if (w->fd >= 0)
		close(w->fd);
	return (0);
}

static int
upload_remove_all(void *object)
{
	struct upload *uploads = object;
	size_t i;

	for (i = 0; i < UPLOADS_MAX; i++) {
		if (uploads[i].path != NULL)
			unlink(uploads[i].path);
	}
	return (0);
}

/* The last component of what the browser sent, which may be a whole path of another system. */
static const char *
upload_name(const void *parent, const char *sent)
{
	const char *p, *name = sent;
	size_t n = 0, step;

	for (p = sent; *p != '\0'; p++) {
		if (*p == '/' || *p == '\\')
			name = p + 1;
	}
	while ((step = str_char_bytes(name + n, 4)) > 0) {
		if (n + step > UPLOAD_NAME_MAX)
			break;
		n += step;
	}
	if (n == 0 || str_eq(name, ".") || str_eq(name, ".."))
		return ("file");
	return (mem_strn(parent, name, n));
}

/* All uploads are one array made at once: the destructor that removes the files hangs on it. */
static struct err *
upload_add(struct request *req, const struct multipart_part *part, struct upload **out)
{
	struct upload *up;

	if (req->n_uploads == UPLOADS_MAX)
		return (err_say(RAISE(ERR_TOO_LARGE, "more than %d files", UPLOADS_MAX),
		    N_("These are more files than one form can carry, so none was added. Add fewer at once.")));
	if (!clean_line(part->filename, strlen(part->filename)) ||
	    !clean_line(part->type, strlen(part->type)) ||
	    !clean_name(part->name, strlen(part->name)))
		return (RAISE(ERR_INVALID, "file part with an unclean name or type"));
	if (req->uploads == NULL) {
		req->uploads = mem_array(req, struct upload, UPLOADS_MAX);
		mem_on_free(req->uploads, upload_remove_all);
	}
	up = &req->uploads[req->n_uploads++];
	up->field = mem_str(req->uploads, part->name);
	up->name = upload_name(req->uploads, part->filename);
	up->type = mem_str(req->uploads, part->type);
	*out = up;
	return (OK);
}

struct err *
upload_begin(struct request *req, const char *dir, const struct multipart_part *part,
    struct upload_writer **out)
{
	struct upload_writer *w;
	struct upload *up = NULL;
	char *path;

	TRY(upload_add(req, part, &up));
	w = mem_new(req, struct upload_writer);
	w->to = up;
	crypto_hash_sha256_init(&w->hash);
	/* Children of the array live until its destructor has run. */
	path = mem_fmt(req->uploads, "%s/%s", dir, random_token(w));
	w->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
	mem_on_free(w, upload_writer_end);
	if (w->fd < 0)
		return (upload_failed(path, "create"));
	up->path = path;
	*out = w;
	return (OK);
}

struct err *
upload_write(struct upload_writer *w, const char *bytes, size_t n)
{
	ssize_t done;

	crypto_hash_sha256_update(&w->hash, (const unsigned char *)bytes, n);
	w->to->size += (int64_t)n;
	for (; n > 0; bytes += done, n -= (size_t)done) {
		done = write(w->fd, bytes, n);
		if (done < 0 && errno == EINTR)
			done = 0;
		if (done < 0)
			return (upload_failed(w->to->path, "write"));
	}
	return (OK);
}

struct err *
upload_end(struct upload_writer *w)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	int fd = w->fd;

	crypto_hash_sha256_final(&w->hash, digest);
	memcpy(w->to->sha256, str_hex(w, digest, sizeof digest), sizeof w->to->sha256);
	/* Some file systems report a full disk only when the file is closed. */
	w->fd = -1;
	if (close(fd) != 0)
		return (upload_failed(w->to->path, "close"));
	mem_free(w);
	return (OK);
}
