/* SPDX-License-Identifier: ISC */
#include "app/stamp.h"

#include "base/random.h"
#include "base/str.h"

#include <fts.h>
#include <string.h>

static void
put_file(struct buf *to, const char *path)
{
	int64_t size;
	char *digest = digest_file(to, path, &size);

	/* What cannot be read now is not what pages are made of; what they need has been read before. */
	buf_fmt(to, "%s %s\n", path, str_or(digest, "?"));
	mem_free(digest);
}

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return (strcmp((*a)->fts_name, (*b)->fts_name));
}

static void
put_below(struct buf *to, char *dir)
{
	char *dirs[] = { dir, NULL };
	FTS *walk = fts_open(dirs, FTS_PHYSICAL | FTS_NOCHDIR, by_name);

	if (walk == NULL)
		return;
	for (FTSENT *e; (e = fts_read(walk)) != NULL;)
		if (e->fts_info == FTS_F)
			put_file(to, e->fts_path);
	(void)fts_close(walk);
}

static void
put_setting(void *to, const char *name, const char *value, const char *from, const char *meaning)
{
	(void)from;
	(void)meaning;
	buf_fmt(to, "%s = %s\n", name, value);
}

char *
stamp_of(const void *parent, const struct conf *conf)
{
	struct buf *all = buf_new(parent);
	char *stamp;

	put_file(all, "/proc/self/exe");
	put_below(all, conf->templates);
	put_below(all, conf->words);
	conf_each(conf, put_setting, all);
	stamp = digest_hex(parent, all->data);
	mem_free(all);
	return (stamp);
}
