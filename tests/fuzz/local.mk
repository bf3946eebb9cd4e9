# SPDX-License-Identifier: ISC
# Each target is built twice: replay_<target> runs its corpus in `make check`; with --enable-fuzzing (CC=clang)
# fuzz_<target> goes looking:  tests/fuzz/fuzz_query -dict=tests/fuzz/query.dict NEW_INPUTS tests/fuzz/corpus/query
# TO ADD ONE: 1. write tests/fuzz/fuzz_<target>.c; 2. add seeds in tests/fuzz/corpus/<target>/ and <target>.dict;
# 3. add it to the lists below and a line of sources for each of its programs.
FUZZ_REPLAYS = tests/fuzz/replay_cookie tests/fuzz/replay_csv tests/fuzz/replay_form tests/fuzz/replay_mail tests/fuzz/replay_multipart \
	tests/fuzz/replay_path tests/fuzz/replay_query tests/fuzz/replay_xlsx
check_PROGRAMS += $(FUZZ_REPLAYS)
TESTS += $(FUZZ_REPLAYS)

tests_fuzz_replay_cookie_SOURCES = tests/fuzz/replay.c tests/fuzz/fuzz_cookie.c
tests_fuzz_replay_csv_SOURCES = tests/fuzz/replay.c tests/fuzz/fuzz_csv.c
tests_fuzz_replay_form_SOURCES = tests/fuzz/replay.c tests/fuzz/fuzz_form.c
tests_fuzz_replay_mail_SOURCES = tests/fuzz/replay.c tests/fuzz/fuzz_mail.c src/courier/answer.c
tests_fuzz_replay_mail_CPPFLAGS = $(AM_CPPFLAGS) $(COURIER_CFLAGS)
tests_fuzz_replay_mail_LDADD = $(LDADD) $(COURIER_LIBS)
tests_fuzz_replay_multipart_SOURCES = tests/fuzz/replay.c tests/fuzz/fuzz_multipart.c
tests_fuzz_replay_path_SOURCES = tests/fuzz/replay.c tests/fuzz/fuzz_path.c
tests_fuzz_replay_query_SOURCES = tests/fuzz/replay.c tests/fuzz/fuzz_query.c
tests_fuzz_replay_xlsx_SOURCES = tests/fuzz/replay.c tests/fuzz/fuzz_xlsx.c

if FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz_cookie tests/fuzz/fuzz_csv tests/fuzz/fuzz_form tests/fuzz/fuzz_mail tests/fuzz/fuzz_multipart \
	tests/fuzz/fuzz_path tests/fuzz/fuzz_query tests/fuzz/fuzz_xlsx
tests_fuzz_fuzz_cookie_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_csv_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_form_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_mail_SOURCES = tests/fuzz/fuzz_mail.c src/courier/answer.c
tests_fuzz_fuzz_mail_CPPFLAGS = $(AM_CPPFLAGS) $(COURIER_CFLAGS)
tests_fuzz_fuzz_mail_LDADD = $(LDADD) $(COURIER_LIBS)
tests_fuzz_fuzz_mail_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_multipart_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_path_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_query_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_xlsx_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
endif
