# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/kinds/libkinds.a
src_kinds_libkinds_a_SOURCES = 
