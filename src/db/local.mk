# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/db/libdb.a
src_db_libdb_a_SOURCES = src/db/db.h 
