# SPDX-License-Identifier: ISC
# The bottom layer: memory, errors, text, days, log, randomness, configuration.
noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_SOURCES = \
	src/base/banned.h src/base/buf.c src/base/calendar.c src/base/conf.c src/base/conf.h \
	src/base/conf_table.c src/base/conf_table.h src/base/conf_value.c src/base/conf_value.h \
	src/base/date.c src/base/date.h \
	src/base/digest.c src/base/err.c src/base/err.h src/base/fold.c src/base/fold.h \
	src/base/formula.c src/base/formula.h src/base/log.c src/base/log.h \
	src/base/mem.c src/base/mem.h src/base/network.c src/base/network.h src/base/random.c src/base/seal.c src/base/random.h src/base/str.c \
	src/base/str.h src/base/str_number.c src/base/str_utf8.c src/base/tally.c src/base/tally.h src/base/typed.c src/base/typed.h
