# SPDX-License-Identifier: ISC
# make bench: quick; make bench BENCH=full.  No program of ours is linked with any of this; `make check` builds the bare one, so that it keeps building.
check_PROGRAMS += tests/bench/bare
EXTRA_DIST += tests/bench/record.c
tests_bench_bare_SOURCES = tests/bench/bare.c
tests_bench_bare_CFLAGS = $(AM_CFLAGS)
# AM_LDFLAGS without what puts our escaping (src/view/escape.c) in place of the library's: this program has none of ours.
tests_bench_bare_LDFLAGS = $(HARD_LDFLAGS) $(SWITCH_LDFLAGS)
tests_bench_bare_LDADD = $(CS_LIBS) $(LIBRARIES_LIBS)
CLEANFILES += tests/bench/record.so

tests/bench/record.so: $(srcdir)/tests/bench/record.c
	@$(MKDIR_P) $(@D)
	$(AM_V_CCLD)$(CC) -std=c11 -D_GNU_SOURCE $(LIBRARIES_CFLAGS) $(WARN_CFLAGS) -O2 -fPIC -shared -o $@ $(srcdir)/tests/bench/record.c -ldl

.PHONY: bench
bench: all tests/bench/bare tests/bench/record.so
	$(srcdir)/tests/bench/run . $(BENCH)
