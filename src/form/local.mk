# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/form/libform.a
src_form_libform_a_SOURCES = \
	src/form/check.c src/form/check.h src/form/field.c src/form/field.h src/form/form.c src/form/form.h
