/* SPDX-License-Identifier: ISC */
#include "view/catalogue.h"

#include "base/str.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The head of the file: seven numbers, of which the hash table's two are not used. */
enum { MO_MAGIC, MO_REVISION, MO_COUNT, MO_TEXTS, MO_SAID, MO_HEAD = 7 };

static const uint32_t magic = 0x950412de;

struct entry {
	const char *text, *said;        /* said: the forms one after the other, each with its NUL */
	unsigned forms;
};

struct catalogue {
	char *bytes;
	size_t size;
	struct entry *slots;            /* open addressing, at most half full */
	uint32_t mask;
};

static struct err *
read_file(struct catalogue *c, const char *file)
{
	struct buf *b = buf_new(c);
	char chunk[65536];
	FILE *f = fopen(file, "re");
	size_t n;
	bool bad;

	if (f == NULL)
		return (RAISE(ERR_INTERNAL, "no catalogue \"%s\": %s", file, strerror(errno)));
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_putn(b, chunk, n);
	bad = ferror(f) != 0;
	(void)fclose(f);
	c->bytes = b->data;
	c->size = b->len;
	return (bad ? RAISE(ERR_INTERNAL, "cannot read the catalogue \"%s\"", file) : OK);
}

/* Written in the byte order of the machine that builds it, which is the one that reads it. */
static uint32_t
number_at(const struct catalogue *c, size_t at)
{
	uint32_t number;

	memcpy(&number, c->bytes + at, sizeof number);
	return (number);
}

/* The text whose length and place stand at ${at}; NULL: it does not lie in the file with its NUL. */
static const char *
text_at(const struct catalogue *c, size_t at, size_t *n)
{
	size_t place;

	if (at + 8 > c->size)
		return (NULL);
	*n = number_at(c, at);
	place = number_at(c, at + 4);
	return (place >= c->size || *n >= c->size - place || c->bytes[place + *n] != '\0' ? NULL : c->bytes + place);
}

/* Where a text is, or the empty slot where it would be (FNV-1a). */
static struct entry *
slot_of(const struct catalogue *c, const char *text)
{
	uint32_t hash = 2166136261u;

	for (const char *p = text; *p != '\0'; p++)
		hash = (hash ^ (unsigned char)*p) * 16777619u;
	for (hash ^= hash >> 15;; hash++) {
		struct entry *slot = &c->slots[hash & c->mask];

		if (slot->text == NULL || strcmp(slot->text, text) == 0)
			return (slot);
	}
}

static unsigned
count_forms(const char *said, size_t n)
{
	unsigned forms = 1;

	for (size_t i = 0; i < n; i++)
		forms += said[i] == '\0';
	return (forms);
}

/* The empty text's translation is the head of the catalogue: "Plural-Forms: nplurals=2; …". */
static bool
counts_by(const char *head, unsigned forms)
{
	static const char before[] = "nplurals=";
	const char *at = strstr(head, before);

	return (at != NULL && at[sizeof before - 1] == (char)('0' + forms));
}

/* False: a text is not where its number says. */
static bool
put_texts(struct catalogue *c)
{
	const uint32_t count = number_at(c, MO_COUNT * 4), texts = number_at(c, MO_TEXTS * 4), said = number_at(c, MO_SAID * 4);

	/* Each text takes eight bytes in both tables: more than fit are not there. */
	if (count == 0 || count > c->size / 16)
		return (false);
	for (c->mask = 1; c->mask < 2 * count; c->mask *= 2)
		;
	c->slots = mem_array(c, struct entry, c->mask);
	c->mask--;
	for (size_t i = 0; i < count; i++) {
		size_t n, said_n;
		const char *key = text_at(c, texts + i * 8, &n), *value = text_at(c, said + i * 8, &said_n);

		if (key == NULL || value == NULL)
			return (false);
		*slot_of(c, key) = (struct entry){ key, value, count_forms(value, said_n) };
	}
	return (true);
}

static struct err *
check_head(const struct catalogue *c, const char *file, unsigned forms)
{
	const char *head = catalogue_find(c, "", 0);

	if (head == NULL || !counts_by(head, forms))
		return (RAISE(ERR_INTERNAL, "the catalogue \"%s\" was not made for a language of %u plural forms", file, forms));
	return (OK);
}

struct err *
catalogue_open(const void *parent, const char *file, unsigned forms, struct catalogue **out)
{
	struct catalogue *c = mem_new(parent, struct catalogue);
	struct err *err = read_file(c, file);

	if (err == OK && (c->size < MO_HEAD * 4 || number_at(c, 0) != magic || number_at(c, MO_REVISION * 4) >> 16 != 0 || !put_texts(c)))
		err = RAISE(ERR_INTERNAL, "\"%s\" is no whole catalogue", file);
	if (err == OK)
		err = check_head(c, file, forms);
	if (err != OK) {
		mem_free(c);
		return (err);
	}
	*out = c;
	return (OK);
}

const char *
catalogue_find(const struct catalogue *c, const char *text, unsigned form)
{
	const struct entry *e = slot_of(c, text);
	const char *said = e->said;

	if (e->text == NULL)
		return (NULL);
	for (; form > 0; form--)
		said += form < e->forms ? strlen(said) + 1 : 0;
	return (said);
}
