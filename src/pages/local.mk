# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/pages/libpages.a
src_pages_libpages_a_SOURCES = src/pages/visit.h 
