# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_SOURCES = src/base/banned.h src/base/conf.h src/base/date.h src/base/err.h src/base/log.h src/base/mem.h src/base/random.h src/base/str.h 
