# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/import/libimport.a
src_import_libimport_a_SOURCES = \
	src/import/batch.c \
	src/import/check.c \
	src/import/head.c \
	src/import/import.h \
	src/import/lookup.c src/import/lookup.h \
	src/import/make.c \
	src/import/names.c src/import/names.h \
	src/import/row.c \
	src/import/run.c src/import/run.h \
	src/import/targets.c \
	src/import/undo.c
