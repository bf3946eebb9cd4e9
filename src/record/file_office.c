/* SPDX-License-Identifier: ISC */
#include "record/file_office.h"

#include "base/str.h"
#include "record/kind.h"

#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Of a document: parts; bytes in them, whatever they take; and so many times what it takes itself, where that is little. */
enum { PARTS_MAX = 10000, GROWTH_MAX = 100, CHUNK = 65536, OVERLAP = 64 };
#define BYTES_MAX ((int64_t)256 << 20)
#define BYTES_FREE ((int64_t)64 << 20)

static const char encrypted[] = N_("%1 is protected by a password, so it cannot be checked. Remove the password in the office program and upload it again.");
static const char macros[] = N_("%1 contains macros, which run when somebody opens it. Save it without macros (as .docx, .xlsx, .pptx or PDF) and upload it again.");
static const char runs[] = N_("%1 has a program or another file embedded in it. Remove it. If it is needed, upload it as a separate file.");
static const char fetches[] = N_("%1 loads external content when it is opened (a picture, a template, another workbook). Embed that content or break the link, and upload it again.");
static const char bomb[] = N_("%1 has too many parts or is too large when unpacked. Make it smaller or export it as PDF, and upload it again.");
static const char broken[] = N_("%1 cannot be read as the type of document its name indicates. Save it again in the office program and upload it again.");

/* ---- what its parts are called */

static bool
ends_in(const char *name, const char *endings)
{
	const char *dot = strrchr(name, '.');
	char word[64];

	while (dot != NULL && word_next(&endings, word))
		if (strcasecmp(dot + 1, word) == 0)
			return (true);
	return (false);
}

bool
file_office_is(const char *name)
{
	return (ends_in(name, "docx xlsx pptx odt ods ofd doc xls ppt wps et"));
}

/* TO ADD ONE: a piece of a part's path in lower case, and what it means that it is there. */
static const struct {
	const char *piece, *complaint;
} parts[] = {
	{ "vbaproject", macros }, { "vbadata", macros }, { "/macrosheets/", macros }, { "/dialogsheets/", macros },
	{ "basic/", macros }, { "scripts/", macros }, { "/activex/", runs }, { "/webextensions/", fetches },
};

static const char programs[] = "exe dll scr com bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta msi msp msix jar lnk url reg cpl pif sys chm iso img "
			       "docm dotm xlsm xltm xlam xlsb pptm potm ppam sldm xll sh elf so dylib apk";

static const char *
name_complaint(const char *name)
{
	char path[1024];
	size_t n = 0;

	/* As with a leading slash, so that "/macrosheets/" is found at the top as well. */
	path[n++] = '/';
	while (*name != '\0' && n + 1 < sizeof path) {
		path[n++] = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name == '\\' ? '/' : *name;
		name++;
	}
	path[n] = '\0';
	if (*name != '\0' || strstr(path, "/../") != NULL)
		return (broken);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (strstr(path, parts[i].piece) != NULL)
			return (parts[i].complaint);
	return (ends_in(path, programs) ? runs : NULL);
}

/* ---- relationships: "the picture is at https://…" */

struct relations {
	const char *complaint;
};

/* A link that somebody clicks is no more than text; everything else that is elsewhere is fetched. */
static void
relation(void *arg, const XML_Char *tag, const XML_Char **attributes)
{
	struct relations *r = arg;
	bool external = false, clicked = false;

	(void)tag;
	for (size_t i = 0; attributes[i] != NULL; i += 2) {
		const char *name = attributes[i], *value = attributes[i + 1], *last = strrchr(value, '/');

		if (strcasecmp(name, "TargetMode") == 0)
			external = strcasecmp(value, "External") == 0;
		else if (strcasecmp(name, "Type") == 0)
			clicked = last != NULL && strcmp(last, "/hyperlink") == 0;
		else if (strcasecmp(name, "ContentType") == 0 && strstr(value, "macroEnabled") != NULL)
			r->complaint = macros;
	}
	if (external && !clicked && r->complaint == NULL)
		r->complaint = fetches;
}

/* Office documents have none; what one would declare is no document. */
static void
doctype(void *arg, const XML_Char *name, const XML_Char *system, const XML_Char *public, int has_internal)
{
	(void)name, (void)system, (void)public, (void)has_internal;
	((struct relations *)arg)->complaint = broken;
}

/* ---- bytes of a part */

/* A Windows program, an executable of Unix. */
static bool
is_program(const char *bytes, size_t n)
{
	return (n >= 4 && (memcmp(bytes, "MZ", 2) == 0 || memcmp(bytes, "\x7f" "ELF", 4) == 0));
}

/* What the older containers call their streams, in UTF-16: macros, and any file dragged into the document. */
static const char *
stream_complaint(const char *bytes, size_t n)
{
	static const struct {
		const char *name;
		size_t n;
		const char *complaint;
	} streams[] = {
		{ "_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0", 24, macros },
		{ "O\0l\0e\0" "1\0" "0\0N\0a\0t\0i\0v\0e\0", 22, runs },
		{ "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32, encrypted },
	};

	for (size_t i = 0; i < ARRAY_LEN(streams); i++)
		if (memmem(bytes, n, streams[i].name, streams[i].n) != NULL)
			return (streams[i].complaint);
	return (NULL);
}

struct look {
	struct archive *archive;
	int64_t bytes, limit;
	XML_Parser xml;                 /* of the part that is read; NULL: it is no list of relationships */
	struct relations relations;
	char chunk[OVERLAP + CHUNK];
};

static const char *
chunk_complaint(struct look *look, size_t before, size_t n, bool is_first)
{
	const char *begin = look->chunk + OVERLAP - before;

	if (look->bytes > look->limit)
		return (bomb);
	if (is_first && is_program(look->chunk + OVERLAP, n))
		return (runs);
	if (look->xml != NULL && XML_Parse(look->xml, look->chunk + OVERLAP, (int)n, 0) == XML_STATUS_ERROR && look->relations.complaint == NULL)
		return (broken);
	return (look->relations.complaint != NULL ? look->relations.complaint : stream_complaint(begin, before + n));
}

static const char *
read_part(struct look *look)
{
	const char *complaint = NULL;
	size_t before = 0;
	bool is_first = true;
	la_ssize_t n = 0;

	while (complaint == NULL && (n = archive_read_data(look->archive, look->chunk + OVERLAP, CHUNK)) > 0) {
		look->bytes += n;
		complaint = chunk_complaint(look, before, (size_t)n, is_first);
		is_first = false;
		/* The end of this chunk stands before the next, so that nothing hides between the two. */
		before = (size_t)n < OVERLAP ? (size_t)n : OVERLAP;
		memmove(look->chunk + OVERLAP - before, look->chunk + OVERLAP + (size_t)n - before, before);
	}
	if (complaint == NULL && n < 0)
		return (broken);
	if (complaint == NULL && look->xml != NULL && XML_Parse(look->xml, "", 0, 1) == XML_STATUS_ERROR)
		return (broken);
	return (complaint);
}

static const char *
part_complaint(struct look *look, const char *name)
{
	const char *complaint = name_complaint(name);

	if (complaint != NULL)
		return (complaint);
	look->relations = (struct relations){ NULL };
	look->xml = ends_in(name, "rels") || strcmp(name, "[Content_Types].xml") == 0 ? XML_ParserCreate(NULL) : NULL;
	if (look->xml != NULL) {
		XML_SetUserData(look->xml, &look->relations);
		XML_SetStartElementHandler(look->xml, relation);
		XML_SetStartDoctypeDeclHandler(look->xml, doctype);
	}
	complaint = read_part(look);
	if (look->xml != NULL)
		XML_ParserFree(look->xml);
	return (complaint);
}

static const char *
parts_complaint(struct look *look)
{
	const char *complaint = NULL;
	struct archive_entry *entry;
	int n = 0, got = ARCHIVE_EOF;

	while (complaint == NULL && (got = archive_read_next_header(look->archive, &entry)) == ARCHIVE_OK) {
		const char *utf8 = archive_entry_pathname_utf8(entry), *name = utf8 != NULL ? utf8 : archive_entry_pathname(entry);

		if (archive_entry_is_encrypted(entry))
			return (encrypted);
		if (n++ >= PARTS_MAX)
			return (bomb);
		complaint = name == NULL ? broken : part_complaint(look, name);
	}
	/* A warning is a name in another encoding; an error is the end of what can be looked into. */
	return (complaint != NULL ? complaint : got != ARCHIVE_EOF || n == 0 ? broken : NULL);
}

/* ---- the older container, looked through as it lies there */

static const char *
container_complaint(struct look *look, FILE *f)
{
	const char *complaint = NULL;
	size_t before = 0, n;

	while (complaint == NULL && (n = fread(look->chunk + OVERLAP, 1, CHUNK, f)) > 0) {
		complaint = stream_complaint(look->chunk + OVERLAP - before, before + n);
		before = n < OVERLAP ? n : OVERLAP;
		memmove(look->chunk + OVERLAP - before, look->chunk + OVERLAP + n - before, before);
	}
	return (complaint);
}

static const char *
archive_complaint(struct look *look, const char *path)
{
	const char *complaint = broken;

	look->archive = archive_read_new();
	if (look->archive == NULL)
		return (broken);
	archive_read_support_format_zip_seekable(look->archive);
	if (archive_read_open_filename(look->archive, path, CHUNK) == ARCHIVE_OK)
		complaint = parts_complaint(look);
	archive_read_free(look->archive);
	return (complaint);
}

const char *
file_office_complaint(const char *name, const char *path)
{
	static struct look look;        /* a worker looks at one at a time */
	const char *complaint = broken;
	char magic[4] = "";
	FILE *f = fopen(path, "rbe");
	long size;

	if (f == NULL)
		return (broken);
	(void)fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	look = (struct look){ .limit = (int64_t)size * GROWTH_MAX };
	look.limit = look.limit < BYTES_FREE ? BYTES_FREE : look.limit > BYTES_MAX ? BYTES_MAX : look.limit;
	if (fread(magic, 1, sizeof magic, f) == sizeof magic) {
		rewind(f);
		if (memcmp(magic, "\xd0\xcf\x11\xe0", 4) == 0)
			complaint = container_complaint(&look, f);
		else if (ends_in(name, "docx xlsx pptx odt ods ofd") || memcmp(magic, "PK\3\4", 4) == 0)
			complaint = archive_complaint(&look, path);
		else
			complaint = NULL;
	}
	fclose(f);
	return (complaint);
}
