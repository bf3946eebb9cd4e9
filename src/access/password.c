/* SPDX-License-Identifier: ISC */
#include "access/password.h"

#include "base/fold.h"
#include "base/log.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

/* <libscrypt.h> has a parameter named like a function that base/banned.h poisons; these two are all we need of it. */
int libscrypt_hash(char *mcf, const char *password, uint32_t n, uint8_t r, uint8_t p);
int libscrypt_check(char *mcf, const char *password);

enum {
	MCF_BYTES = 128,         /* SCRYPT_MCF_LEN: what libscrypt writes at most */
	PASSWORD_BYTES = 256,    /* longer ones are refused, never cut */
	SLOT_TRIES = 20,         /* waits of a tenth of a second for a free slot */
	MEMORY_MAX = 256 << 20,  /* bytes one hash may take, whatever a stored value asks for */
	DISTINCT_MIN = 5,        /* least number of different characters, and of characters that do not follow from the one before */
	OWN_MIN = 3,             /* bytes: shorter login names and names are in too many words to be a hint */
};

struct cost {
	unsigned log_n, r, p;
};

/* Only what libscrypt writes itself: "$s1$NNrrpp$<salt>$<hash>", at a cost this host can bear. */
static bool
cost_read(const char *mcf, struct cost *cost)
{
	unsigned char bytes[3];
	char digits[7];

	if (mcf == NULL || strlen(mcf) >= MCF_BYTES || !str_starts(mcf, "$s1$") || strlen(mcf) < 11 || mcf[10] != '$')
		return (false);
	memcpy(digits, mcf + 4, 6);
	digits[6] = '\0';
	if (!str_unhex(digits, bytes, sizeof(bytes)))
		return (false);
	*cost = (struct cost){ bytes[0], bytes[1], bytes[2] };
	if (cost->log_n < 1 || cost->log_n > 20 || cost->r < 1 || cost->r > 32 || cost->p < 1 || cost->p > 16)
		return (false);
	return ((128ULL << cost->log_n) * cost->r <= MEMORY_MAX);
}

static int
slot_try(const struct conf *conf, int64_t i)
{
	char *path = mem_fmt(NULL, "%s/hash.%lld", conf->run, (long long)i);
	int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0)
		log_line(LOG_ERROR, "hash slot \"%s\": %s", path, strerror(errno));
	mem_free(path);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		close(fd);
		fd = -1;
	}
	return (fd);
}

/* A slot is an open, locked file: closing it gives the slot back, and so does dying. */
static struct err *
slot_take(const struct conf *conf, int *slot)
{
	for (int tries = 0; tries < SLOT_TRIES; tries++) {
		for (int64_t i = 0; i < conf->hash_slots; i++)
			if ((*slot = slot_try(conf, i)) >= 0)
				return (OK);
		usleep(100000);
	}
	return (err_say(RAISE(ERR_UNAVAILABLE, "all %lld hash slots are taken", (long long)conf->hash_slots), "password.busy"));
}

struct err *
password_hash(const void *parent, const struct conf *conf, const char *password, char **mcf)
{
	char text[MCF_BYTES] = "";
	int slot, done;

	TRY(slot_take(conf, &slot));
	done = libscrypt_hash(text, password, 1U << conf->hash_log_n, (uint8_t)conf->hash_r, (uint8_t)conf->hash_p);
	close(slot);
	if (done <= 0)
		return (RAISE(ERR_INTERNAL, "libscrypt_hash failed"));
	*mcf = mem_str(parent, text);
	return (OK);
}

struct err *
password_check(const struct conf *conf, const char *mcf, const char *password, bool *right)
{
	char copy[MCF_BYTES];
	struct cost cost;
	char *dummy;
	int slot;

	*right = false;
	if (!cost_read(mcf, &cost) || strlen(password) > PASSWORD_BYTES) {
		/* The same work as for a real one, so that the time reveals nothing. */
		TRY(password_hash(NULL, conf, strlen(password) > PASSWORD_BYTES ? "" : password, &dummy));
		mem_free(dummy);
		return (OK);
	}
	TRY(slot_take(conf, &slot));
	/* libscrypt cuts its argument up, and answers less than zero for what it cannot read. */
	memcpy(copy, mcf, strlen(mcf) + 1);
	*right = libscrypt_check(copy, password) > 0;
	close(slot);
	return (OK);
}

bool
password_is_weak_hash(const struct conf *conf, const char *mcf)
{
	struct cost cost;

	return (!cost_read(mcf, &cost) || cost.log_n != conf->hash_log_n || cost.r != conf->hash_r || cost.p != conf->hash_p);
}

/* ---------------------------------------------------------------- what a new password must be */

/* Is this word a line of the list?  Read each time: it is short, and nobody sets passwords in a loop. */
static bool
is_listed(const struct conf *conf, const char *word, const char *stem)
{
	FILE *file = fopen(conf->blocked_passwords, "re");
	char *line = NULL;
	size_t room = 0;
	bool found = false;

	if (file == NULL) {
		log_line(LOG_WARN, "blocked passwords \"%s\": %s", conf->blocked_passwords, strerror(errno));
		return (false);
	}
	while (!found && getline(&line, &room, file) > 0) {
		line[strcspn(line, "\r\n")] = '\0';
		found = *line != '\0' && (str_eq(line, word) || str_eq(line, stem));
	}
	free(line);
	fclose(file);
	return (found);
}

/* The word without the digits and signs people put around it: "2024Password!!" is "password". */
static char *
stem_of(const void *parent, const char *word)
{
	static const char around[] = "0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
	const char *from = word + strspn(word, around);
	size_t n = strlen(from);

	while (n > 0 && strchr(around, from[n - 1]) != NULL)
		n--;
	return (mem_strn(parent, from, n));
}

/* Neighbours on the keyboard, as they are typed one after the other. */
static const char *const keyboard[] = { "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p" };

static bool
are_neighbours(char a, char b)
{
	for (size_t i = 0; i < ARRAY_LEN(keyboard); i++) {
		const char *at = strchr(keyboard[i], a);

		if (at != NULL && ((at[1] == b) || (at > keyboard[i] && at[-1] == b)))
			return (true);
	}
	return (false);
}

/* Counts characters that do not follow from the one before: "abcdef", "9876", "aaaa" and "qwerty" have one. */
static size_t
news_in(const char *word)
{
	size_t n = *word != '\0';

	for (const char *p = word; p[0] != '\0' && p[1] != '\0'; p++) {
		int step = (unsigned char)p[1] - (unsigned char)p[0];

		/* Of a character of several bytes the first one counts, and it follows from nothing. */
		if ((unsigned char)p[1] >= 0x80 ? (unsigned char)p[1] >= 0xc0 : (step < -1 || step > 1) && !are_neighbours(p[0], p[1]))
			n++;
	}
	return (n);
}

/* The same few bytes over and over: "k7#mpk7#mp". */
static bool
is_repeated(const char *word)
{
	size_t n = strlen(word);

	for (size_t period = 1; period <= n / 2; period++)
		if (n - period >= period && memcmp(word, word + period, n - period) == 0)
			return (true);
	return (false);
}

static int
distinct_bytes(const char *word)
{
	bool seen[256] = { false };
	int n = 0;

	for (const char *p = word; *p != '\0'; p++) {
		n += !seen[(unsigned char)*p];
		seen[(unsigned char)*p] = true;
	}
	return (n);
}

static bool
is_guessed(const struct conf *conf, const char *word)
{
	char *stem = stem_of(NULL, word);
	bool guessed = distinct_bytes(word) < DISTINCT_MIN || news_in(word) < DISTINCT_MIN || is_repeated(word) || is_listed(conf, word, stem);

	mem_free(stem);
	/* Digits alone, such as a telephone number or a birthday, are tried first of all. */
	return (guessed || (strlen(word) < 16 && strspn(word, "0123456789") == strlen(word)));
}

/* Does the password contain one of these?  Very short names are skipped, because they occur in many words. */
static bool
holds_one(const char *word, const char *list, char between)
{
	char *copy = mem_str(NULL, list), **part = str_split(copy, copy, between);
	bool holds = false;

	for (size_t i = 0; part[i] != NULL && !holds; i++) {
		char *own = str_lower(fold_text(copy, part[i]));

		holds = strlen(own) >= OWN_MIN && strstr(word, own) != NULL;
	}
	mem_free(copy);
	return (holds);
}

/* The name as a whole and each of its parts. */
static bool
holds_own(const char *word, const struct password_owner *owner)
{
	const char *login = str_or(owner->login, ""), *name = str_or(owner->name, "");

	return (holds_one(word, login, '\n') || holds_one(word, name, '\n') || holds_one(word, name, ' ') || holds_one(word, str_or(owner->sites, ""), '\n'));
}

const char *
password_complaint(const struct conf *conf, const char *password, const struct password_owner *owner)
{
	const char *complaint = NULL;
	char *word;

	if (!str_is_utf8(password, strlen(password)))
		return ("password.broken");
	if (strlen(password) > PASSWORD_BYTES)
		return ("password.long");
	/*
	 * The folded text is checked: full-width letters are treated as plain ones and invisible
	 * characters do not count.
	 */
	word = str_lower(fold_text(NULL, password));
	if (str_chars(word) < (size_t)conf->password_min)
		complaint = "password.short";
	else if (holds_own(word, owner))
		complaint = "password.personal";
	else if (is_guessed(conf, word))
		complaint = "password.common";
	mem_free(word);
	return (complaint);
}
