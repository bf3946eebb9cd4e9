# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/view/libview.a
src_view_libview_a_SOURCES = \
	src/view/catalogue.c src/view/catalogue.h \
	src/view/chart.c src/view/chart.h src/view/escape.c src/view/function.c src/view/function.h src/view/funnel.c src/view/funnel.h src/view/gantt.c src/view/gantt.h \
	src/view/hdf.h src/view/piece.c src/view/piece.h src/view/render.c src/view/source.c \
	src/view/source.h src/view/view.c src/view/view.h src/view/words.c src/view/words.h
