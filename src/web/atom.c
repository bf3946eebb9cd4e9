/* SPDX-License-Identifier: ISC */
#include "web/atom.h"

#include "base/mem.h"

#include <libxml/xmlwriter.h>
#include <time.h>

struct atom {
	xmlBufferPtr text;
	xmlTextWriterPtr writer;
};

static int
end(void *object)
{
	struct atom *atom = object;

	if (atom->writer != NULL)
		xmlFreeTextWriter(atom->writer);
	xmlBufferFree(atom->text);
	return (0);
}

/* Characters that XML 1.0 has (section 2.2); the text is well-formed UTF-8. */
static bool
is_char(uint32_t c)
{
	return (c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000);
}

static const xmlChar *
plain(const struct atom *atom, const char *text)
{
	struct buf *b = buf_new(atom);

	for (size_t n; *text != '\0'; text += n) {
		n = str_char_bytes(text, 4);
		if (n == 0)
			break;
		if (is_char(str_code_point(text)))
			buf_putn(b, text, n);
	}
	return (BAD_CAST b->data);
}

static void
put(struct atom *atom, const char *name, const char *text)
{
	(void)xmlTextWriterWriteElement(atom->writer, BAD_CAST name, plain(atom, text));
}

/* RFC 4287, 3.3: a moment as in RFC 3339. */
static void
put_moment(struct atom *atom, const char *name, int64_t seconds)
{
	time_t at = (time_t)seconds;
	struct tm parts;
	char text[sizeof "2026-11-30T14:30:00Z"];

	if (gmtime_r(&at, &parts) != NULL && strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0)
		put(atom, name, text);
}

static void
put_author(struct atom *atom, const char *name)
{
	(void)xmlTextWriterStartElement(atom->writer, BAD_CAST "author");
	put(atom, "name", name);
	(void)xmlTextWriterEndElement(atom->writer);
}

static void
put_link(struct atom *atom, const char *url)
{
	(void)xmlTextWriterStartElement(atom->writer, BAD_CAST "link");
	(void)xmlTextWriterWriteAttribute(atom->writer, BAD_CAST "rel", BAD_CAST "alternate");
	(void)xmlTextWriterWriteAttribute(atom->writer, BAD_CAST "type", BAD_CAST "text/html");
	(void)xmlTextWriterWriteAttribute(atom->writer, BAD_CAST "href", plain(atom, url));
	(void)xmlTextWriterEndElement(atom->writer);
}

struct atom *
atom_new(const void *parent, const struct atom_head *head)
{
	struct atom *atom = mem_new(parent, struct atom);

	atom->text = xmlBufferCreate();
	atom->writer = xmlNewTextWriterMemory(atom->text, 0);
	mem_on_free(atom, end);
	(void)xmlTextWriterStartDocument(atom->writer, NULL, "UTF-8", NULL);
	(void)xmlTextWriterStartElementNS(atom->writer, NULL, BAD_CAST "feed", BAD_CAST "http://www.w3.org/2005/Atom");
	(void)xmlTextWriterWriteAttribute(atom->writer, BAD_CAST "xml:lang", plain(atom, head->language));
	put(atom, "id", head->id);
	put(atom, "title", head->title);
	put_moment(atom, "updated", head->updated);
	put_author(atom, head->author);
	put_link(atom, head->url);
	return (atom);
}

void
atom_add(struct atom *atom, const struct atom_entry *entry)
{
	(void)xmlTextWriterStartElement(atom->writer, BAD_CAST "entry");
	put(atom, "id", entry->url);
	put(atom, "title", entry->title);
	put_moment(atom, "updated", entry->updated);
	if (!str_empty(entry->author))
		put_author(atom, entry->author);
	put_link(atom, entry->url);
	put(atom, "summary", entry->text);
	(void)xmlTextWriterEndElement(atom->writer);
}

void
atom_write(struct atom *atom, struct buf *to)
{
	(void)xmlTextWriterEndDocument(atom->writer);
	xmlFreeTextWriter(atom->writer);
	atom->writer = NULL;
	buf_put(to, (const char *)xmlBufferContent(atom->text));
}
