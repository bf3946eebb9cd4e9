/* SPDX-License-Identifier: ISC */
/*
 * Goal: what fuzzing has once found stays found (product.md: fuzz targets, 0 crashes).  Gives a fuzz target
 * every file named on the command line, or in a directory named there; without arguments replay_<target>
 * takes tests/fuzz/corpus/<target>.  Prints TAP; an input that fails ends the program.
 */
#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

static int replayed;

/* The bytes of ${path}, from malloc: targets count the objects of talloc. */
static uint8_t *
replay_read(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = NULL;
	struct stat st;

	if (file != NULL && fstat(fileno(file), &st) == 0) {
		*size = (size_t)st.st_size;
		data = malloc(*size + (*size == 0));
	}
	if (data == NULL || fread(data, 1, *size, file) != *size) {
		printf("Bail out! cannot read %s\n", path);
		exit(1);
	}
	fclose(file);
	return (data);
}

static void
replay_file(const char *path)
{
	size_t size;
	uint8_t *data = replay_read(path, &size);

	LLVMFuzzerTestOneInput(data, size);
	free(data);
	printf("ok %d - %s\n", ++replayed, path);
	fflush(stdout);
}

static int
replay_is_visible(const struct dirent *entry)
{
	return (entry->d_name[0] != '.');
}

static void
replay(const char *path)
{
	struct dirent **entries;
	char name[4096];
	struct stat st;
	int n, i;

	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
		replay_file(path);
		return;
	}
	n = scandir(path, &entries, replay_is_visible, alphasort);
	for (i = 0; i < n; i++) {
		snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
		replay(name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

/* tests/fuzz/corpus/query of the sources for a program called replay_query. */
static void
replay_own_corpus(const char *program)
{
	const char *source = getenv("GATEHOUSE_SOURCE"), *target = strrchr(program, '_');
	char path[4096];

	snprintf(path, sizeof path, "%s/tests/fuzz/corpus/%s", source == NULL ? "." : source,
	    target == NULL ? "" : target + 1);
	replay(path);
}

int
main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		replay(argv[i]);
	if (argc == 1)
		replay_own_corpus(argv[0]);
	/* Nothing replayed proves nothing. */
	if (replayed == 0)
		printf("not ok 1 - no inputs found\n");
	printf("1..%d\n", replayed == 0 ? 1 : replayed);
	return (replayed == 0);
}
