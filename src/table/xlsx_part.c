/* SPDX-License-Identifier: ISC */
/* One part of a workbook: unpacked and parsed piece by piece, within limits, without entities or document types. */
#include "table/xlsx.h"

#include <string.h>

enum { PIECE = 32768 };

static const char *
local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return (colon == NULL ? name : colon + 1);
}

const char *
part_attribute(const char **attributes, const char *name)
{
	for (size_t i = 0; attributes[i] != NULL; i += 2)
		if (strcmp(local(attributes[i]), name) == 0)
			return (attributes[i + 1]);
	return (NULL);
}

void
part_pause(struct part *part)
{
	(void)XML_StopParser(part->parser, XML_TRUE);
}

void
part_stop(struct part *part, const char *complaint, const char *arg)
{
	table_wrong(part->table, 0, 0, complaint, arg);
	(void)XML_StopParser(part->parser, XML_FALSE);
}

static void
too_large(struct part *part)
{
	part_stop(part, N_("The workbook becomes too large when it is unpacked. Split it, or save it as \"CSV UTF-8\"."), NULL);
}

static void
broken(struct part *part)
{
	table_wrong(part->table, 0, 0, N_("The workbook is damaged in \"%1\". Open it in a spreadsheet program and save it again."), part->name);
}

/* ---- handlers of expat */

static void XMLCALL
on_start(void *arg, const char *name, const char **attributes)
{
	struct part *part = arg;

	if (++part->depth > XLSX_DEPTH)
		too_large(part);
	else if (part->start != NULL)
		part->start(part, local(name), attributes);
}

static void XMLCALL
on_end(void *arg, const char *name)
{
	struct part *part = arg;

	part->depth--;
	if (part->end != NULL && part->table->fault.complaint == NULL)
		part->end(part, local(name));
}

static void XMLCALL
on_text(void *arg, const char *bytes, int n)
{
	struct part *part = arg;

	if (part->text != NULL && part->table->fault.complaint == NULL)
		part->text(part, bytes, (size_t)n);
}

/* No spreadsheet program writes a document type, and its entities could make a small file very large. */
static void XMLCALL
on_doctype(void *arg, const char *name, const char *system, const char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	part_stop(arg, N_("The workbook contains a document type declaration, which is not allowed. Open it in a spreadsheet program and save it again."), NULL);
}

/* ---- opening and feeding */

static int
forget(void *object)
{
	struct part *part = object;

	if (part->parser != NULL)
		XML_ParserFree(part->parser);
	if (part->file != NULL)
		(void)zip_fclose(part->file);
	return (0);
}

static struct part *
part_new(struct xlsx *book, const char *name)
{
	struct part *part = mem_new(book, struct part);

	part->table = book->table;
	part->name = mem_str(part, name);
	part->parser = XML_ParserCreate(NULL);
	mem_on_free(part, forget);
	if (part->parser == NULL)
		return (part);
	XML_SetUserData(part->parser, part);
	XML_SetElementHandler(part->parser, on_start, on_end);
	XML_SetCharacterDataHandler(part->parser, on_text);
	XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
	return (part);
}

bool
part_has(const struct xlsx *book, const char *name)
{
	return (zip_name_locate(book->zip, name, ZIP_FL_NOCASE) >= 0);
}

bool
part_open(struct xlsx *book, const char *name, struct part **out)
{
	struct part *part = part_new(book, name);
	zip_int64_t at = zip_name_locate(book->zip, name, ZIP_FL_NOCASE);
	zip_stat_t st;

	*out = part;
	if (at < 0 || part->parser == NULL || zip_stat_index(book->zip, (zip_uint64_t)at, 0, &st) != 0) {
		broken(part);
		return (false);
	}
	part->size = st.valid & ZIP_STAT_SIZE ? st.size : 0;
	part->packed = st.valid & ZIP_STAT_COMP_SIZE ? st.comp_size : 0;
	part->file = zip_fopen_index(book->zip, (zip_uint64_t)at, 0);
	if (part->file == NULL || (st.valid & ZIP_STAT_ENCRYPTION_METHOD && st.encryption_method != ZIP_EM_NONE)) {
		broken(part);
		return (false);
	}
	return (true);
}

/* The sizes stated in the archive may be false, so the unpacked bytes are counted. */
static bool
within(struct part *part)
{
	if (part->had <= XLSX_PART && (part->had <= XLSX_SMALL || part->had / XLSX_RATIO <= part->packed))
		return (true);
	too_large(part);
	return (false);
}

static bool
feed(struct part *part)
{
	void *to = XML_GetBuffer(part->parser, PIECE);
	zip_int64_t got = to == NULL ? -1 : zip_fread(part->file, to, PIECE);

	if (got < 0) {
		broken(part);
		return (false);
	}
	part->had += (uint64_t)got;
	part->ended = got == 0;
	if (!within(part))
		return (false);
	if (XML_ParseBuffer(part->parser, (int)got, part->ended) == XML_STATUS_ERROR)
		broken(part);
	return (part->table->fault.complaint == NULL);
}

bool
part_step(struct part *part)
{
	XML_ParsingStatus status;

	if (part->table->fault.complaint != NULL)
		return (false);
	XML_GetParsingStatus(part->parser, &status);
	if (status.parsing == XML_SUSPENDED) {
		if (XML_ResumeParser(part->parser) == XML_STATUS_ERROR)
			broken(part);
		return (part->table->fault.complaint == NULL);
	}
	return (status.parsing != XML_FINISHED && !part->ended && feed(part));
}

bool
part_all(struct part *part)
{
	struct table *table = part->table;

	while (part_step(part))
		continue;
	mem_free(part);
	return (table->fault.complaint == NULL);
}
