# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/table/libtable.a
src_table_libtable_a_SOURCES = \
	src/table/csv.c \
	src/table/inside.h \
	src/table/table.c src/table/table.h \
	src/table/text.c \
	src/table/xlsx.c src/table/xlsx.h \
	src/table/xlsx_book.c \
	src/table/xlsx_part.c \
	src/table/xlsx_strings.c \
	src/table/xlsx_value.c
