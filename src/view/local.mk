# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/view/libview.a
src_view_libview_a_SOURCES = src/view/view.h src/view/words.h 
