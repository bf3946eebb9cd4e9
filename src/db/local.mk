# SPDX-License-Identifier: ISC
# PostgreSQL: one connection in pipeline mode, and the statements of sql/query as C.
noinst_LIBRARIES += src/db/libdb.a
src_db_libdb_a_SOURCES = src/db/conninfo.c src/db/conninfo.h src/db/db.c src/db/db.h src/db/fault.c src/db/inside.h src/db/connection.c \
	src/db/rows.c src/db/stream.c src/db/texts.c
nodist_src_db_libdb_a_SOURCES = src/db/schema.h src/db/stmt.c src/db/stmt.h

BUILT_SOURCES += src/db/schema.h src/db/stmt.h src/db/stmt.c
CLEANFILES += src/db/schema.h src/db/stmt.h src/db/stmt.c
QUERIES = $(sort $(wildcard $(srcdir)/sql/query/*.sql))

# The folder too: a file that is taken away changes nothing else.
src/db/stmt.h: $(QUERIES) $(srcdir)/sql/query $(srcdir)/tools/sqlgen.awk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)LC_ALL=C $(AWK) -v out=h -f $(srcdir)/tools/sqlgen.awk $(QUERIES) </dev/null >$@.tmp && mv $@.tmp $@
src/db/stmt.c: $(QUERIES) $(srcdir)/sql/query $(srcdir)/tools/sqlgen.awk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)LC_ALL=C $(AWK) -v out=c -f $(srcdir)/tools/sqlgen.awk $(QUERIES) </dev/null >$@.tmp && mv $@.tmp $@

# Which schema the programs are made for: the last migration, and how many there are.
MIGRATIONS = $(sort $(wildcard $(srcdir)/sql/migrate/*.sql))
src/db/schema.h: $(MIGRATIONS) $(srcdir)/sql/migrate
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)printf '%s\n' $(notdir $(MIGRATIONS)) | $(AWK) 'END { print "/* Made from sql/migrate. */\nenum { SCHEMA_NUMBER = " \
		$$1 + 0 ", SCHEMA_COUNT = " NR " };" }' >$@.tmp && mv $@.tmp $@
