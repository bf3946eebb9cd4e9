/* SPDX-License-Identifier: ISC */
#include "web/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <sodium.h>
#include <stdio.h>
#include <time.h>

enum { COPY = 64 * 1024 };

struct zip {
	const struct reply_sink *to;    /* NULL: nothing more is sent */
	struct archive *archive;
	struct archive_entry *entry;
	struct err *failed;             /* what the sink said while libarchive was at work */
	struct buf *manifest;
	char *name;                     /* of the entry under way, or NULL */
	crypto_hash_sha256_state digest;
};

static int
close_zip(void *arg)
{
	struct zip *zip = arg;

	/* Freeing ends what broke off: the sink may be gone, and half an archive must not look like a whole one. */
	zip->to = NULL;
	archive_entry_free(zip->entry);
	archive_write_free(zip->archive);
	err_free(zip->failed);
	return (0);
}

/* libarchive is never told of a failure: it would leave the state of the compression behind. */
static la_ssize_t
pass_on(struct archive *archive, void *arg, const void *bytes, size_t n)
{
	struct zip *zip = arg;

	(void)archive;
	if (zip->to != NULL && zip->failed == OK)
		zip->failed = zip->to->write(zip->to->wire, bytes, n);
	return ((la_ssize_t)n);
}

static struct err *
check(struct zip *zip, la_ssize_t code)
{
	struct err *failed = zip->failed;

	if (failed == OK)
		return (code >= ARCHIVE_WARN ? OK : RAISE(ERR_INTERNAL, "archive: %s", archive_error_string(zip->archive)));
	zip->failed = OK;
	zip->to = NULL;
	return (failed);
}

struct err *
zip_new(const void *parent, const struct reply_sink *to, struct zip **out)
{
	struct zip *zip = mem_new(parent, struct zip);

	*out = zip;
	zip->to = to;
	zip->manifest = buf_new(zip);
	zip->archive = archive_write_new();
	zip->entry = archive_entry_new();
	mem_on_free(zip, close_zip);
	TRY(check(zip, archive_write_set_format_zip(zip->archive)));
	TRY(check(zip, archive_write_set_options(zip->archive, "zip:compression=deflate,zip:hdrcharset=UTF-8")));
	archive_write_set_bytes_in_last_block(zip->archive, 1);
	return (check(zip, archive_write_open(zip->archive, zip, NULL, pass_on, NULL)));
}

static struct err *
end_entry(struct zip *zip)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char hex[2 * crypto_hash_sha256_BYTES + 1];

	if (zip->name == NULL)
		return (OK);
	crypto_hash_sha256_final(&zip->digest, digest);
	sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
	buf_fmt(zip->manifest, "%s  %s\n", hex, zip->name);
	mem_free(zip->name);
	zip->name = NULL;
	return (check(zip, archive_write_finish_entry(zip->archive)));
}

struct err *
zip_begin(struct zip *zip, const char *name)
{
	TRY(end_entry(zip));
	archive_entry_clear(zip->entry);
	archive_entry_update_pathname_utf8(zip->entry, name);
	archive_entry_set_filetype(zip->entry, AE_IFREG);
	archive_entry_set_perm(zip->entry, 0644);
	archive_entry_set_mtime(zip->entry, time(NULL), 0);
	/* Its length is known at its end: the format has a place for that. */
	archive_entry_unset_size(zip->entry);
	zip->name = mem_str(zip, name);
	crypto_hash_sha256_init(&zip->digest);
	return (check(zip, archive_write_header(zip->archive, zip->entry)));
}

struct err *
zip_write(struct zip *zip, const char *bytes, size_t n)
{
	crypto_hash_sha256_update(&zip->digest, (const unsigned char *)bytes, n);
	return (check(zip, archive_write_data(zip->archive, bytes, n)));
}

struct err *
zip_file(struct zip *zip, const char *name, const char *path)
{
	FILE *from = fopen(path, "rbe");
	struct err *err;
	char *bytes;
	size_t n;

	if (from == NULL) {
		buf_fmt(zip->manifest, "# missing: %s\n", name);
		return (OK);
	}
	bytes = mem_array(zip, char, COPY);
	err = zip_begin(zip, name);
	while (err == OK && (n = fread(bytes, 1, COPY, from)) > 0)
		err = zip_write(zip, bytes, n);
	fclose(from);
	mem_free(bytes);
	return (err);
}

struct err *
zip_styles(struct zip *zip, const char *templates)
{
	static const char *const styles[] = { "app.css", "paper.css" };

	for (size_t i = 0; i < ARRAY_LEN(styles); i++)
		TRY(zip_file(zip, mem_fmt(zip, "assets/%s", styles[i]), mem_fmt(zip, "%s/../assets/%s", templates, styles[i])));
	return (OK);
}

struct err *
zip_end(struct zip *zip)
{
	TRY(end_entry(zip));
	TRY(zip_begin(zip, "SHA256SUMS"));
	TRY(zip_write(zip, zip->manifest->data, zip->manifest->len));
	/* It does not name itself. */
	mem_free(zip->name);
	zip->name = NULL;
	TRY(check(zip, archive_write_finish_entry(zip->archive)));
	return (check(zip, archive_write_close(zip->archive)));
}
