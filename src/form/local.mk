# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/form/libform.a
src_form_libform_a_SOURCES = src/form/field.h src/form/form.h 
