/* SPDX-License-Identifier: ISC */
#include "base/tally.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The number stands for the layout, because workers from before and after an upgrade run side by side. */
#define FILE_NAME "tally.1"

struct place {
	_Alignas(64) _Atomic int64_t pid; /* of the process that holds it or held it last; no two places share a cache line */
	_Atomic uint64_t counts[TALLY_COUNTS];
};

struct tally {
	struct place *places;             /* NULL: not counted */
	struct place *mine;
	int fd;
};

/* Locks belong to the open file, so closing it or the death of the process releases them. */
static struct flock
lock_of(int place)
{
	return ((struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = place, .l_len = 1 });
}

static bool
place_take(int fd, int place)
{
	struct flock lock = lock_of(place);

	return (fcntl(fd, F_OFD_SETLK, &lock) == 0);
}

static bool
place_is_held(int fd, int place)
{
	struct flock lock = lock_of(place);

	return (fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK);
}

static int
leave(void *object)
{
	struct tally *tally = object;

	if (tally->places != NULL)
		munmap(tally->places, TALLY_PLACES * sizeof(struct place));
	if (tally->fd >= 0)
		close(tally->fd);
	return (0);
}

/* The file, mapped; places NULL when there is none and it cannot be made. */
static struct tally *
map(const void *parent, const char *run, int flags)
{
	const size_t size = TALLY_PLACES * sizeof(struct place);
	struct tally *tally = mem_new(parent, struct tally);
	char *path = mem_fmt(tally, "%s/" FILE_NAME, run);
	struct stat is;
	void *at;

	tally->fd = open(path, flags | O_RDWR | O_CLOEXEC, 0600);
	mem_on_free(tally, leave);
	if (tally->fd < 0 || fstat(tally->fd, &is) != 0)
		return (tally);
	/* Growing to the same size twice does no harm. */
	if ((size_t)is.st_size < size && ftruncate(tally->fd, (off_t)size) != 0)
		return (tally);
	at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, tally->fd, 0);
	tally->places = at == MAP_FAILED ? NULL : at;
	return (tally);
}

struct tally *
tally_join(const void *parent, const char *run)
{
	struct tally *tally = map(parent, run, O_CREAT);

	if (tally->places == NULL)
		log_line(LOG_WARN, "not counted in \"%s/" FILE_NAME "\": %s", run, strerror(errno));
	for (int i = 0; tally->places != NULL && i < TALLY_PLACES; i++)
		if (place_take(tally->fd, i)) {
			tally->mine = &tally->places[i];
			atomic_store(&tally->mine->pid, getpid());
			return (tally);
		}
	if (tally->places != NULL)
		log_line(LOG_WARN, "not counted: all %d places are taken", TALLY_PLACES);
	return (tally);
}

void
tally_add(struct tally *tally, enum tally_count what, uint64_t n)
{
	if (tally->mine != NULL)
		atomic_fetch_add_explicit(&tally->mine->counts[what], n, memory_order_relaxed);
}

/* Resident bytes of a process, as the kernel reports them. */
static long long
memory_of(int64_t pid)
{
	char path[64], text[128];
	long long pages = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%lld/statm", (long long)pid);
	f = fopen(path, "re");
	if (f == NULL)
		return (0);
	/* "size resident …" */
	if (fgets(text, sizeof text, f) != NULL && sscanf(text, "%*s %lld", &pages) != 1)
		pages = 0;
	(void)fclose(f);
	return (pages * sysconf(_SC_PAGESIZE));
}

struct err *
tally_read(const char *run, struct tally_sum *sum)
{
	struct tally *tally = map(NULL, run, 0);

	*sum = (struct tally_sum){ 0 };
	if (tally->places == NULL) {
		mem_free(tally);
		return (RAISE(ERR_UNAVAILABLE, "no \"%s/" FILE_NAME "\": %s", run, strerror(errno)));
	}
	for (int i = 0; i < TALLY_PLACES; i++) {
		struct place *place = &tally->places[i];

		for (int k = 0; k < TALLY_COUNTS; k++)
			sum->counts[k] += atomic_load_explicit(&place->counts[k], memory_order_relaxed);
		if (!place_is_held(tally->fd, i))
			continue;
		sum->workers++;
		sum->memory += memory_of(atomic_load(&place->pid));
	}
	mem_free(tally);
	return (OK);
}
